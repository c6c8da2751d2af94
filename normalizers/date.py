"""Dates as Indonesian documents print them: "19 September 2023", "2 Pebruari 2016", "1O Maret 20l7" -> ISO 8601.

Names of months are in data/months.toml; near misses are found by optimal string alignment distance, digits by the
look-alikes of schemas/data/look_alikes.toml. Years from 1945 to 2099 are dates of a decree.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from schemas.patterns import look_alikes
from schemas.values import DateMatch
from schemas.vocabulary import lookup

_EARLIEST, _LATEST = 1945, 2099  # years in which a decree can be dated
_SHORTEST_TYPO = 5  # letters of a month name in which one slip is bridged
_LONG_TYPO = 7  # letters in which two are
_APART = r"(?:(?<=^)|(?<=tanggal )|(?<=, ))[1-3] \d(?=\s)"  # a day whose digits were read apart
_YEAR = r"(?:1 ?9|[2Z] ?[0Oo]) ?[\dOolI|ZSB] ?[\dOolI|ZSB]"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<![\d.])(?:(?P<day>{_APART}|[Z|]\d|[0-3][ZSB|]|[0-3OolI]?[\dOolI])\s*(?:[-.]\s*)?(?:bulan\s+)?)?"
    rf"(?P<month>[01]?[^\W\d_][^\W_]{{1,10}}(?:[^\W\d_]|1(?=\s)))\.?[\s,-]*(?:tahun\s+)?(?P<year>{_YEAR})(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})\s?(?P<sep>[-–/.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4})(?![\d/-])"
)
_ISO = re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
_SLIPS = look_alikes("digits-of-dates")
_LETTERS = look_alikes("letters-of-months")
_LOOKS = look_alikes("letters-like-in-months")


@lru_cache(maxsize=1024)
def month_number(word: str) -> int | None:
    """1..12 for a month's name, an abbreviation or a close misspelling of it: "Sepetmber" -> 9; else None."""
    folded = _LETTERS.meant(word.casefold().rstrip("."))
    table = lookup("months")
    for shape in (folded, *_like(folded)):
        if shape in table:
            return int(table[shape]["number"])
    if len(folded) < _SHORTEST_TYPO:
        return None
    near: dict[int, int] = {}
    for form, entry in table.items():
        if len(form) < _SHORTEST_TYPO:
            continue
        allowed = 2 if len(form) >= _LONG_TYPO else 1
        distance = OSA.distance(folded, form, score_cutoff=allowed)
        if distance <= allowed:
            number = int(entry["number"])
            near[number] = min(distance, near.get(number, distance))
    best = sorted(near.items(), key=lambda pair: pair[1])
    if best and (len(best) == 1 or best[0][1] < best[1][1]):
        return best[0][0]
    return None


def _like(word: str) -> list[str]:
    """`word` with one letter taken for one that looks like it: "junl" -> "juni", "mci" -> "mei"."""
    return [
        word[:i] + meant + word[i + 1 :] for i, c in enumerate(word) if c in _LOOKS.rules for meant in _LOOKS.one_of(c)
    ]


def is_month(word: str) -> bool:
    """True for a month's name as it is spelt or abbreviated, without guessing."""
    return word.casefold().rstrip(".") in lookup("months")


def find_date(text: str) -> DateMatch | None:
    """The first date in `text`: "Bogor, 4 Mei 2020" -> "2020-05-04", "Januari 2021" -> "2021-01"; None for none.

    A year alone is no date; of a day that its month does not have only the month is kept.
    """
    found = [m for pattern in (_DAY_MONTH_YEAR, _NUMERIC, _ISO) for m in pattern.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        iso = _iso(match)
        if iso is not None:
            return DateMatch(iso, match.start(), match.end())
    return None


def _iso(match: re.Match[str]) -> str | None:
    month_text = match["month"]
    month = int(month_text) if month_text.isdigit() else month_number(month_text)
    year = int(_SLIPS.meant(match["year"]))
    if month is None or not 1 <= month <= 12 or not _EARLIEST <= year <= _LATEST:
        return None
    day = match["day"]
    if day is None:
        return f"{year}-{month:02d}"
    try:
        return date(year, month, int(_SLIPS.meant(day))).isoformat()
    except ValueError:  # 31 June: a misprint; a month is what can be told
        return None if month_text.isdigit() else f"{year}-{month:02d}"
