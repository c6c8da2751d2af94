"""The years that a decree is for: text -> "2018" or "2021-2026"."""

from __future__ import annotations

import re

from normalizers.text import collapse

_YEAR = r"(?:19|20)\d{2}"
_RANGE = re.compile(
    rf"(?<![\d/.])({_YEAR})\s*(?:[-–—]|s\s*[./]?\s*d\s*\.?|sampai\s+dengan|sampai|hingga)\s*(?:tahun\s+)?({_YEAR})(?![\d/.]\d)",
    re.IGNORECASE,
)
_LONGEST_PERIOD = 25  # years, a long-term plan's
_CITATION = re.compile(rf"\b(?:nomor|no\.?)\s*:?\s*[\w./-]+\s+tahun\s+{_YEAR}", re.IGNORECASE)
_NAMED_YEAR = re.compile(
    rf"\b(?:tahun|thn\.?|ta\.?|t\.a\.?)\s*(?:anggaran|pelajaran)?\s*:?\s*({_YEAR})(?!\d)", re.IGNORECASE
)
_ANY_YEAR = re.compile(rf"(?<![\d/.,-])({_YEAR})(?![\d/]|[.,]\d)")


def find_period(text: str) -> str | None:
    """The year or the years that `text` speaks of: "2018" or "2021-2026"; None where there is none.

    A span goes before a year that is called one ("Tahun Anggaran 2016"), that before any other year. Years inside
    the number of a regulation ("Nomor 14 Tahun 2016") do not count.
    """
    text = _CITATION.sub(" ", collapse(text))
    for first, last in _RANGE.findall(text):
        if 0 < int(last) - int(first) <= _LONGEST_PERIOD:
            return f"{first}-{last}"
    for pattern in (_NAMED_YEAR, _ANY_YEAR):
        found = pattern.search(text)
        if found is not None:
            return found.group(1)
    return None
