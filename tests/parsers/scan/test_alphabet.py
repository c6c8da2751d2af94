"""What characters are taken for, from what they look like and the characters around them."""

from __future__ import annotations

import pytest

from parsers.scan.alphabet import ALPHABET, fold, with_capital_i


@pytest.mark.parametrize("character", sorted(ALPHABET))
def test_what_decrees_are_printed_with_is_what_it_is(character: str) -> None:
    assert fold(character) == character


@pytest.mark.parametrize(
    ("strange", "plain"),
    [("А", "A"), ("ο", "o"), ("é", "e"), ("，", ","), ("Ⅲ", "III"), ("％", "%"), ("−", "-"), ("➤", "→"), ("☑", "✓")],
)
def test_look_alikes_are_folded(strange: str, plain: str) -> None:
    assert fold(strange) == plain


@pytest.mark.parametrize("character", ["的", "ん", "한", "€"])
def test_what_is_like_nothing_is_nothing(character: str) -> None:
    assert fold(character) is None


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Il", "II"),
        ("IIl,", "III,"),
        ("(lll)", "(lll)"),
        ("lV", "IV"),
        ("Vll.", "VII."),
        ("V|I", "VII"),
        ("SlPD", "SIPD"),
        ("(lKU)", "(IKU)"),
        ("lK:", "IK:"),
    ],
)
def test_bars_among_capitals_are_capitals(read: str, meant: str) -> None:
    assert with_capital_i(read) == meant


@pytest.mark.parametrize("word", ["Al", "Jl.", "l", "|", "mg/l", "dll.", "Nilai", "AlR3", "|KAB", "", "II", "(VI)"])
def test_other_words_stay_as_they_were_read(word: str) -> None:
    assert with_capital_i(word) == word
