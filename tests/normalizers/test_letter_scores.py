"""What a recogniser held for possible in a word decides which word is meant."""

from __future__ import annotations

import pytest

from normalizers.spelling import Speller, other_letters
from schemas.geometry import Box
from schemas.transcript import UnsureLetter, Word

SOMEWHERE = Box(0, 0, 10, 10)
TEXTS = ("Jumlah dokumen laporan kinerja yang disusun", "Persentase rekomendasi yang ditindaklanjuti")


def word(text: str, *unsure: UnsureLetter) -> Word:
    return Word(text, SOMEWHERE, 0.5, unsure=unsure)


def repaired(text: str, *words: Word) -> str:
    return Speller([*TEXTS, text]).repair(text, recognised=True, others=other_letters(words)).text


def test_a_letter_that_was_nearly_read_takes_the_place_of_the_read_one() -> None:
    text = "dokumen hasil puscl kegiatan"
    assert repaired(text) == text
    misread = word("puscl", UnsureLetter(3, 0.5, (("a", 0.4),)), UnsureLetter(4, 0.5, (("t", 0.45),)))
    assert repaired(text, misread) == "dokumen hasil pusat kegiatan"


def test_scores_choose_among_words_that_are_equally_near() -> None:
    text = "nilai hasil surve_ bidang".replace("_", "x")
    assert repaired(text, word("survex", UnsureLetter(5, 0.5, (("i", 0.45), ("y", 0.02))))).split()[2] == "survei"


def test_letters_stand_in_their_run_and_signs_beside_it_do_not_count() -> None:
    found = other_letters([word("(pusal,", UnsureLetter(0, 0.5, (("C", 0.4),)), UnsureLetter(5, 0.6, (("t", 0.3),)))])
    assert {key: [(at, text) for at, text, _ in letters] for key, letters in found.items()} == {"pusal": [(4, "t")]}


def test_the_likelier_reading_costs_less() -> None:
    (costs,) = other_letters([word("pusal", UnsureLetter(4, 0.6, (("t", 0.3), ("i", 0.05), ("L", 0.01))))]).values()
    price = {text: cost for _, text, cost in costs}
    assert 0 < price["t"] < price["i"] < 1
    assert "l" not in price


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("jumlah doku nen yang disusun", "jumlah dokumen yang disusun"),
        ("laporan y ang disusun", "laporan yang disusun"),
    ],
)
def test_a_word_that_a_faint_letter_has_cut_in_two_is_one_again(printed: str, meant: str) -> None:
    assert repaired(printed) == meant


def test_no_letter_is_lost_where_words_become_one() -> None:
    assert repaired("jumlah dlat y ang dipinjam").endswith(" yang dipinjam")
    assert repaired("jumlah alat y ang dipinjam") == "jumlah alat yang dipinjam"


@pytest.mark.parametrize("printed", ["hasil uji di lapangan", "tim kerja dan kader desa", "set alat ukur tanah"])
def test_small_words_beside_each_other_stay_two(printed: str) -> None:
    assert repaired(printed) == printed


@pytest.mark.parametrize("printed", ["luas k bün rakyat", "nilai ke bın", "laporan x \u0434ata"])
def test_letters_of_other_alphabets_do_no_harm(printed: str) -> None:
    assert repaired(printed).split()[0] == printed.split()[0]
