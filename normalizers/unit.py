"""Units of measurement: the word that a document prints, and what it is in the unit table."""

from __future__ import annotations

import re
from functools import cache
from typing import cast, get_args

from rapidfuzz.distance import OSA

from normalizers.text import collapse
from normalizers.vocabulary import entries
from schemas.values import UnitKind, UnitMatch

_FRAME = " .,;:()[]"
_SLASH = re.compile(r"\s*/\s*")
_LEADING_NUMBER = re.compile(r"^[\d.,\s]+(?:\([^)]*\))?\s*")
_LONG_WORD = 7  # letters from which one slip is bridged, whichever it is
_LONGER_WORD = 11  # letters from which two slips are bridged
_SHORTEST_WORD = 5  # letters; in shorter words every slip makes another word
_LOOKS = ((re.compile("0"), "o"), (re.compile("1|\\||!"), "i"), (re.compile("5"), "s"), (re.compile("rn"), "m"))


def _key(text: str) -> str:
    return _SLASH.sub("/", collapse(text).casefold()).strip(_FRAME)


@cache
def _table() -> dict[str, tuple[str, UnitKind]]:
    kinds = get_args(UnitKind)
    table: dict[str, tuple[str, UnitKind]] = {}
    for entry in entries("units"):
        if entry["kind"] not in kinds:
            raise ValueError(f"units.toml: {entry.id} has no known kind")
        for form in entry.forms:
            table[_key(form)] = (entry.id, cast(UnitKind, entry["kind"]))
    return table


@cache
def match_unit(text: str) -> UnitMatch | None:
    """The unit that `text` (nothing but a unit, as printed) names; None where nothing is left of it.

    A word that the table does not know is a unit as printed, with id None. One clear slip in a longer word
    ("dokurnen", "d0kumen") is repaired.
    """
    printed = collapse(text).strip(" ,;:").rstrip(".")
    if printed.startswith("(") and printed.endswith(")"):
        printed = printed[1:-1].strip()
    key = _key(printed)
    if not key:
        return None
    table = _table()
    known = table.get(key)
    if known is not None:
        return UnitMatch(printed, *known, exact=True)
    repaired = _repair(key)
    if repaired is not None:
        return UnitMatch(_like(repaired, printed), *table[repaired], exact=True, repaired=True)
    first = table.get(_key(key.partition("/")[0])) or table.get(_key(key.partition(" ")[0]))
    if first is not None:
        return UnitMatch(printed, *first)
    return UnitMatch(printed, None)


@cache
def _repair(key: str) -> str | None:
    """The one known unit word that `key` was meant to be, or None."""
    table = _table()
    shapes = {key, key.replace(" ", "")}
    for pattern, letter in _LOOKS:
        shapes |= {pattern.sub(letter, s) for s in shapes}
    seen = [s for s in shapes if s != key and len(s) >= _SHORTEST_WORD and s in table]
    if seen:
        return min(seen)
    plain = key.replace(" ", "")
    if len(plain) < _SHORTEST_WORD or not plain.isalpha():
        return None
    near = []
    for word in table:
        if not word.isalpha() or len(word) < _SHORTEST_WORD:
            continue
        allowed = 2 if len(word) >= _LONGER_WORD else 1
        distance = OSA.distance(plain, word, score_cutoff=allowed)
        if distance > allowed or (len(word) < _LONG_WORD and sorted(plain) != sorted(word)):
            continue
        near.append((distance, word))
    near.sort()
    if near and (len(near) == 1 or near[0][0] < near[1][0] or table[near[0][1]] == table[near[1][1]]):
        return near[0][1]
    return None


def _like(word: str, printed: str) -> str:
    """`word` in the case of `printed`."""
    if printed.isupper():
        return word.upper()
    return word.capitalize() if printed[:1].isupper() else word


def find_unit(text: str) -> str | None:
    """The canonical id of the unit in "dokumen", "4 dok", "Persen / Organisasi"; None where the table has none."""
    bare = _LEADING_NUMBER.sub("", collapse(text))
    unit = match_unit(bare) if bare else None
    return unit.id if unit is not None else None


def unit_kind(text: str) -> UnitKind | None:
    """What kind of unit `text` is ("percent", "count", ...); None where the table does not know it."""
    bare = _LEADING_NUMBER.sub("", collapse(text))
    unit = match_unit(bare) if bare else None
    return unit.kind if unit is not None else None


_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]\s*[.:;]?\s*$")
_PERCENT_END = re.compile(r"(%)\s*$")


def bracket_unit(text: str) -> str | None:
    """The unit printed in brackets at the end, or as a closing "%", of a header or an indicator:
    "Target (%)" and "Target %" -> "%", "Luas tanam (Ha)" -> "Ha". Only words that the unit table knows count.
    """
    text = collapse(text)
    found = _BRACKETS.search(text) or _PERCENT_END.search(text)
    if found is None:
        return None
    inner = found.group(1).strip()
    return inner if _key(inner) in _table() or _key(inner.partition("/")[0]) in _table() else None
