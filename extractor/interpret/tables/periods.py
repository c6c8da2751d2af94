"""Periods that headers of columns name ("2025", "TW I"), and what they are meant to be by their order.

"TW I", "TW I", "TW III", "TW IV" can only mean the four quarters, and "2021", "2022", "2028", "2024" four years: where
one was misread or mistyped, the order of the columns says what its header does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.interpret.lines.text_matching import squash
from schemas.patterns import pattern

QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
FEWEST_YEARS = 4  # columns of years, of which all but one must agree


_YEAR = pattern("year")
_QUARTER = re.compile(
    r"\b(?:tw|triwulan|trw|triw|tri\s*wulan|kuartal|q)\s*[-.]?\s*(i\s?v|i\s?i\s?i|i\s?i|i|[1-4])\b", re.IGNORECASE
)
_SEMESTER = re.compile(r"\b(?:semester|smt|sem)\s*[-.]?\s*(ii|i|[12])\b", re.IGNORECASE)
_MONTHS = [
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
]
_NTH_YEAR = re.compile(r"\btahun\s*ke\s*-?\s*(\d)\b", re.IGNORECASE)
_PERIOD_NUMBER = re.compile(r"^(iv|iii|ii|i|[1-5])$", re.IGNORECASE)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def period_of(text: str) -> str | None:
    """The period that a column header names: "2025", "TW I", "Semester II", "Maret"; None where it names none."""
    if m := _QUARTER.search(text):
        number = "".join(m[1].split())  # narrow columns and scans part "III"
        return "TW " + _ROMAN.get(number, number.upper())
    if m := _SEMESTER.search(text):
        return "Semester " + _ROMAN.get(m[1], m[1].upper())
    years = _YEAR.findall(text)
    if len(years) == 1:
        return str(years[0])
    if years:
        return None
    if m := _NTH_YEAR.search(text):
        return f"Tahun ke-{m[1]}"
    word = squash(text)
    return next((m.capitalize() for m in _MONTHS if word == m), None)


def is_period_number(text: str) -> bool:
    """True for "I".."IV" or "1".."5" alone: the number of a quarter, half year or year below a group's header."""
    return _PERIOD_NUMBER.match(text) is not None


def numbered_period(number: str, groups: str) -> str | None:
    """The period of a bare number below the header texts `groups`: "2" below "Triwulan" is "TW II"; else None."""
    if not is_period_number(number):
        return None
    roman = _ROMAN.get(number, number.upper())
    above = groups.casefold()
    if "triwulan" in above or "tw" in above.split() or "kuartal" in above:
        return f"TW {roman}"
    if "semester" in above:
        return f"Semester {roman}"
    if "tahun ke" in above:
        return f"Tahun ke-{number}"
    return None


def without_period(text: str) -> str:
    """A header's text without the period that it names, a space in its place: "Target 2025" -> "Target"."""
    for named in (_QUARTER, _SEMESTER, _YEAR, _NTH_YEAR):
        text = named.sub(" ", text)
    return text


def meant_periods(read: Sequence[str]) -> tuple[str, ...]:
    """What the periods of a table's columns, from left to right, are meant to be; those that make no series stay.

    Example: ("TW I", "TW I", "TW III", "TW IV") -> ("TW I", "TW II", "TW III", "TW IV").
    """
    return _quarters(read) or _years(read) or tuple(read)


def _quarters(read: Sequence[str]) -> tuple[str, ...] | None:
    right = sum(a == b for a, b in zip(read, QUARTERS, strict=False))
    if len(read) != len(QUARTERS) or not set(read) <= set(QUARTERS) or right < len(QUARTERS) / 2:
        return None
    return QUARTERS


def _years(read: Sequence[str]) -> tuple[str, ...] | None:
    if len(read) < FEWEST_YEARS or not all(period.isdigit() for period in read):
        return None
    years = [int(period) for period in read]
    if all(a < b for a, b in pairwise(years)) or len(set(years)) < len(years):
        return None  # offices leave years out, and give one twice: as planned and as revised
    for first in sorted({year - place for place, year in enumerate(years)}):
        meant = range(first, first + len(years))
        if sum(a == b for a, b in zip(years, meant, strict=True)) == len(years) - 1:
            return tuple(map(str, meant))
    return None
