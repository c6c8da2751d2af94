"""Printed numbers -> places in a list: "3", "1.2", "IV", "c"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.patterns import pattern

_DOTTED = pattern("dotted-number")
_ROMAN = pattern("roman-number-any-case")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number as a place in a list."""

    prefix: str  # what parts of one list have in common: "1." in "1.2", "" in "3"
    value: int  # 1-based place in that list


def numbers(printed: Sequence[str | None]) -> list[Number | None]:
    """The numbers of one list; None where there is none. Where kinds are mixed, only plain numbers count.

    "i" is the first Roman number where all are Roman, and the ninth letter where they are letters.
    """
    given = [text for text in printed if text]
    for read in (_dotted, _roman, _letter):
        found = [read(text) for text in given]
        if found and all(found):
            return [read(text) if text else None for text in printed]
    return [_dotted(text) if text and text.isdecimal() else None for text in printed]


def _dotted(text: str) -> Number | None:
    found = _DOTTED.fullmatch(text)
    return Number(found["prefix"], int(found["last"])) if found is not None else None


def _roman(text: str) -> Number | None:
    if _ROMAN.fullmatch(text) is None:
        return None
    digits = [_ROMAN_DIGITS[ch] for ch in text.upper()]
    return Number("", sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits)))


def _letter(text: str) -> Number | None:
    return (
        Number("", ord(text.casefold()) - ord("a") + 1)
        if len(text) == 1 and text.isascii() and text.isalpha()
        else None
    )
