"""How entries of indicator tables begin and end: sasaran and indicators (extractor/data/wording.toml), targets.

All are matched against a text from its beginning, in any case.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.interpret.lines.word_tables import word_table
from schemas.patterns import pattern

_NUMBER = pattern("marker-before-entry").pattern

VALUE_START = pattern("value-start")
"""How a target begins: "≥ 90 %", "Rp 5", "BB (74,2)", "minimal 80", "-"."""

TARGET_CELL = pattern("target-cell")
"""A whole cell that can be nothing but a target: "80 %", "Rp 1.000.000", "B (67,5)", "-"."""

NEW_INDICATOR = re.compile(
    r"^\W*(?:persentase|prosentase|jumlah|indeks|nilai|tingkat|rasio|angka|cakupan|skor|rata-rata|laju|luas|opini|"
    r"predikat|proporsi|waktu|volume|frekuensi)\b",
    re.IGNORECASE,
)
"""The first word of an indicator in a cell that holds several; fewer words than indicator_start(), the plain ones."""


def _any(key: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in word_table("wording")[key]["words"])


@cache
def indicator_start() -> re.Pattern[str]:
    """Matches the beginning of a text that is worded as an indicator, a list number before it or not."""
    return re.compile(rf"{_NUMBER}(?:{_any('indicator_starts')})\b", re.IGNORECASE)


@cache
def sasaran_start() -> re.Pattern[str]:
    """Matches the beginning of a text that is worded as a sasaran."""
    return re.compile(rf"{_NUMBER}(?:(?:ter|me)\w{{3,}}nya|{_any('sasaran_starts')})\b", re.IGNORECASE)


@cache
def open_endings() -> frozenset[str]:
    """Words, in lower case, after which a text continues."""
    return frozenset(word_table("wording")["open_endings"]["words"])
