"""The unit behind a target's number: text -> unit, bound and problems; and what the unit says about the digits.

"dokumen per tahun (minimal)" -> "dokumen"; "1,500 orang" is 1500, since people are counted in wholes.
"""

from __future__ import annotations

import re

from normalizers.comparator import split_bound_behind
from normalizers.number import parse_number
from normalizers.text import collapse
from normalizers.unit import match_unit
from schemas.patterns import look_alikes
from schemas.values import Comparator, Number, UnitMatch

_STOP = re.compile(
    r"\s+(?:yang|untuk|setelah|sejak|sebelum|melalui|di|dari|pada|dengan|dalam|sesuai|setiap|tiap|oleh|terhadap|kepada|bagi|dan/atau)\s.*$",
    re.IGNORECASE,
)
_LONGEST_UNIT = 4  # words; a longer tail is a description behind the unit
_RUPIAH = "Rp"  # whose fractions have two digits
COUNTABLE = frozenset({"count", "time"})
"""Kinds of units that have no fractions and no sign."""
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_POINT_THOUSAND = re.compile(r"[1-9]\d{0,1}\.\d{3}|100\.000")
_PERCENT_LIMIT = 1000  # per cent; a share above it was a decimal point, not a thousands point
_POINT_IN_INDEX = re.compile(r"[1-9]\.\d{3}")
"""An index of 3.125 is a little more than three: none reaches a thousand."""
_TOUCHING = re.compile(rf"[{look_alikes('digits-of-values').characters}\d.,]+(?=$|[\s%()–-])")
_BRACKETS = re.compile(r"\s*\([^)]*\)?")
_NUMBERS_IN_UNITS = re.compile(r"(?<=[^\W\d_])[23]\b|\bper\s+[\d.]+|^/\s*1[0.]+(?=\s*[^\W\d_])")
"""Digits that belong to a unit: "m2", "per 1.000", "/100.000 penduduk"."""
_DIGIT = re.compile(r"\d")  # of a number: the raised one of "m²" is none
_LEAD = re.compile(r"^(?:[-–—:]\s*(?=[^\W\d_])|[-–—.,]\s*(?=%))")
_SENTENCE_END = re.compile(r"[.,]\s+(?=[^\W\d_])")
_SIGN = re.compile(r"[%‰]")
_UNIT_START = re.compile(r"[^\W\d_]|[°µ/]")
_POINTS = str.maketrans("", "", ".,")

Unit = tuple[UnitMatch | None, tuple[str, ...], Comparator | None]
"""A unit or none, problems as in TargetValue, and a bound that is printed behind the unit."""


def read_unit(rest: str) -> Unit:
    """The unit that `rest`, the text behind a number, starts with: "dokumen per tahun" -> that of "dokumen".

    Problems: "banyak_nilai" where more numbers follow, "tidak_terbaca" where what follows is no word.
    """
    rest = _LEAD.sub("", rest.strip())
    if not rest:
        return None, (), None
    stop = _SENTENCE_END.match(rest)
    behind_stop = match_unit(rest[stop.end() :]) if stop is not None else None
    if behind_stop is not None and behind_stop.exact:
        return behind_stop, (), None
    whole = match_unit(rest)
    if whole is not None and whole.exact:
        return whole, (), None
    sign = _SIGN.match(rest)
    return _behind_sign(sign.group(), rest[1:]) if sign is not None else _first_words(rest)


def _behind_sign(sign: str, rest: str) -> Unit:
    """ "%" and what follows it: "% (minimal)", "% dari target"."""
    behind = _STOP.sub("", _BRACKETS.sub(" ", rest))
    if any(c.isdigit() for c in behind):
        return None, ("banyak_nilai",), None
    bound, _ = split_bound_behind(behind)
    return match_unit(sign), (), bound


def _first_words(rest: str) -> Unit:
    """The words up to a description of the unit."""
    plain = _STOP.sub("", " " + collapse(_BRACKETS.sub(" ", rest))).strip()
    bound, plain = split_bound_behind(plain)
    plain = plain.strip(" .,;:")
    if not plain:
        bracketed = match_unit(rest) if rest.startswith("(") else None
        return (bracketed if bracketed is not None and bracketed.exact else None), (), bound
    if _DIGIT.search(_NUMBERS_IN_UNITS.sub("", plain)):
        return None, ("banyak_nilai",), None
    if not _UNIT_START.match(plain):
        return None, ("tidak_terbaca",), None
    words = plain.split(" ")
    if len(words) > _LONGEST_UNIT:
        plain = _known_start(words) or words[0]
    return match_unit(plain), (), bound


def _known_start(words: list[str]) -> str | None:
    """The longest start of the words that the unit table knows."""
    for n in range(_LONGEST_UNIT, 0, -1):
        unit = match_unit(" ".join(words[:n]))
        if unit is not None and unit.exact and not unit.repaired:
            return unit.printed
    return None


def ends_in_slip(rest: str) -> bool:
    """True where what touches the number are look-alikes of digits and no unit: "8O", "7S%", "1O0"."""
    found = _TOUCHING.match(rest)
    if found is None or not found.group().strip(".,"):
        return False
    if found.group()[0] in ".,":
        return True
    unit = match_unit(found.group())
    return unit is None or not unit.exact


def recount(value: Number | None, printed: str | None, unit: UnitMatch | None) -> Number | None:
    """`value`, printed as `printed`, with separators that the unit shows to be meant the other way.

    "1,500 orang" is 1500, "98.750 %" is 98.75, an index of "3.125" is a little more than three.
    """
    if value is None or printed is None or unit is None or unit.kind is None:
        return value
    if (unit.kind in COUNTABLE or unit.id == _RUPIAH) and _THOUSANDS.fullmatch(printed):
        return int(printed.translate(_POINTS))
    if unit.kind == "percent" and value > _PERCENT_LIMIT and _POINT_THOUSAND.fullmatch(printed):
        return parse_number(printed.replace(".", ",")) or value
    if unit.id == "indeks" and _POINT_IN_INDEX.fullmatch(printed):
        return parse_number(printed.replace(".", ",")) or value
    return value
