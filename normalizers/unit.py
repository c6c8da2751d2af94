"""Units of measurement: a printed word -> its entry in data/units.toml ("Dok." -> "dokumen", a count)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast, get_args

from rapidfuzz.distance import OSA

from normalizers.text import collapse
from schemas.values import UnitKind, UnitMatch
from schemas.vocabulary import entries

_FRAME = " .,;:()[]"
_SIGNS = "%‰°$€'\""  # that name a unit without a letter
_LONGEST = 80  # characters; what is longer is a sentence
_SLASH = re.compile(r"\s*/\s*")
_SHORTEST_WORD = 5  # letters of a frequent unit in which one slip is bridged
_LONGER_WORD = 11  # and two
_SHORTEST_SHAPE = 4  # letters of a word in which a character is taken for one that looks like it
_LOOKS = (
    *(("0", "o"), ("1", "il"), ("|", "il"), ("!", "il"), ("l", "i"), ("i", "l"), ("5", "s"), ("6", "b"), ("8", "b")),
    ("9", "g"),
)
_LOOKS_OF_TWO = (
    *(("rn", "m"), ("m", "rn"), ("cl", "d"), ("ii", "u"), ("vv", "w"), ("li", "h"), ("ri", "n"), ("n", "ri")),
)


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
def _frequent() -> dict[str, str]:
    """Words that a typing slip may be taken for, so frequent that no other word is likelier; without blanks -> form."""
    forms = [_key(f) for e in entries("units") if e.get("frequent") for f in e.forms]
    squeezed = {f.replace(" ", ""): f for f in forms}
    return {key: form for key, form in squeezed.items() if key.isalpha() and len(key) >= _SHORTEST_WORD}


@cache
def _squeezed() -> dict[str, str]:
    """Forms of several words without their blanks ("harikerja") -> the form."""
    made: dict[str, set[str]] = {}
    for form in _table():
        if " " in form:
            made.setdefault(form.replace(" ", ""), set()).add(form)
    return {key: min(forms) for key, forms in made.items() if len(forms) == 1 and key not in _table()}


@lru_cache(maxsize=4096)
def match_unit(text: str) -> UnitMatch | None:
    """The unit that `text` (nothing but a unit, as printed) names; None where nothing is left of it.

    A word that the table does not know is a unit as printed, with id None. One clear slip in a longer word
    ("dokurnen", "d0kumen") is repaired.
    """
    printed = collapse(text).strip(" ,;:").rstrip(".")
    if printed.startswith("(") and printed.endswith(")"):
        printed = printed[1:-1].strip()
    key = _key(printed)
    if not key or len(key) > _LONGEST:
        return None
    table = _table()
    known = table.get(key)
    if known is not None:
        return UnitMatch(printed, *known, exact=True)
    if not any(c.isalnum() or c in _SIGNS for c in key):
        return None
    repaired = _repair(key)
    if repaired is not None:
        return UnitMatch(_like(repaired, printed), *table[repaired], exact=True, repaired=True)
    first = table.get(_key(key.partition("/")[0])) or table.get(_key(key.partition(" ")[0]))
    if first is not None:
        return UnitMatch(printed, *first)
    return UnitMatch(printed, None)


@lru_cache(maxsize=4096)
def _repair(key: str) -> str | None:
    """The one known unit word that `key` was meant to be, or None."""
    table = _table()
    seen = [s for s in _shapes(key) if s != key and len(s) >= _SHORTEST_SHAPE and s in table]
    if seen:
        return min(seen)
    if key in _squeezed():
        return _squeezed()[key]
    plain = key.replace(" ", "")
    if len(plain) < _SHORTEST_WORD or not plain.isalpha():
        return None
    near = []
    for word, form in _frequent().items():
        allowed = 2 if len(word) >= _LONGER_WORD else 1
        distance = OSA.distance(plain, word, score_cutoff=allowed)
        if distance <= allowed:
            near.append((distance, form))
    near.sort()
    if near and (len(near) == 1 or near[0][0] < near[1][0] or table[near[0][1]] == table[near[1][1]]):
        return near[0][1]
    return None


def _shapes(key: str) -> set[str]:
    """`key` with one or two characters taken for those that look like them, and without its blanks."""
    shapes = {key, key.replace(" ", "")}
    for _ in range(2):
        for shape in tuple(shapes):
            for i, char in enumerate(shape):
                for seen, letters in _LOOKS:
                    if char == seen:
                        shapes |= {shape[:i] + letter + shape[i + 1 :] for letter in letters}
            for seen, letters in _LOOKS_OF_TWO:
                if seen in shape:
                    shapes.add(shape.replace(seen, letters, 1))
    return shapes


def _like(word: str, printed: str) -> str:
    """`word` in the case of `printed`."""
    if printed.isupper():
        return word.upper()
    if printed[:1] == "I" and word.startswith("l"):
        return word  # "Iaporan": the capital was a small l
    return word.capitalize() if printed[:1].isupper() else word


_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]\s*[.:;]?\s*$")
_PERCENT_END = re.compile(r"(%)\s*$")


def bracket_unit(text: str) -> str | None:
    """The unit printed in brackets at the end, or as a closing "%", of a header or an indicator:
    "Target (%)" and "Target %" -> "%", "Luas tanam (Ha)" -> "Ha". Only words that the unit table knows count, and no
    short form of the words before it ("Indeks Kepuasan Masyarakat (IKM)").
    """
    text = collapse(text)
    found = _BRACKETS.search(text) or _PERCENT_END.search(text)
    if found is None:
        return None
    inner = found.group(1).strip()
    if _is_short_form(inner, text[: found.start()]):
        return None
    return inner if _key(inner) in _table() or _key(inner.partition("/")[0]) in _table() else None


def _is_short_form(word: str, before: str) -> bool:
    """True where `word`, in capitals, is made of the first letters of the words that end `before`.

    "Indeks Kepuasan Masyarakat (IKM)"; words in small letters may be passed over.
    """
    words = re.findall(r"[^\W\d_]+", before)
    ends = ("".join(w[0] for w in kept).upper() for kept in (words, [w for w in words if w[0].isupper()]))
    return word.isupper() and len(word) > 1 and any(initials.endswith(word) for initials in ends)
