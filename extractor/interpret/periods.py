"""Periods of target columns that do not rise from left to right: one of them was misread or mistyped.

"TW I", "TW I", "TW III", "TW IV" can only mean the four quarters, and "2021", "2022", "2028", "2024" four years: the
places of the columns tell what a header fails to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
FEWEST_YEARS = 4  # columns of years, of which all but one must agree


def meant_periods(read: Sequence[str]) -> tuple[str, ...]:
    """What the periods of a table's columns, from left to right, stand for; those that make no series stay."""
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
