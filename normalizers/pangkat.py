"""Ranks (pangkat) of those who sign: "Pembina Tk. I (IV/b)" -> "Pembina Tk. I".

Civil service ranks (PP 99/2000), and a few of police, forces and prosecution, are in data/ranks.toml.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from normalizers.text import collapse
from schemas.vocabulary import Entry, entries

_GRADE = r"\(?\s*(?:Gol(?:ongan)?\.?\s*(?:ruang\s*)?)?(?:IV|I{1,3}|[1l]V|l{1,3}|[1-4])\s*[/.,\s-]\s*[a-e]\b\s*\)?"
_AFTER = rf"(?=\s*(?:$|[\n.,;()/|]|[-–]\s|{_GRADE}|NIP\b|N\.I\.P))"
_GRADE_AT_END = re.compile(rf"\s*[,/|–-]?\s*{_GRADE}\s*$", re.IGNORECASE)
_LONG, _LONGER = 8, 14  # letters of a rank from which one slip is bridged, and two
_LONGEST_LINE = 80  # characters; a rank with its grade is shorter
_LABEL = re.compile(r"^\s*(?:pangkat(?:\s*/\s*gol(?:ongan)?\.?(?:\s*ruang)?)?)\s*[:.]?\s*", re.IGNORECASE)


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted((f for e in entries("ranks") for f in e.forms), key=len, reverse=True)
    words = "|".join(re.escape(f).replace(r"\ ", r"\s+").replace(r"\.", r"\s?\.\s?") for f in forms)
    return re.compile(rf"(?<![^\s(,;:/])(?:{words}){_AFTER}", re.IGNORECASE)


@cache
def _folded() -> dict[str, Entry]:
    return {re.sub(r"[\s.]", "", f.casefold()): e for e in entries("ranks") for f in e.forms}


def find_pangkat(text: str) -> str | None:
    """The rank in `text` as printed, without its golongan: "Pembina Tk. I (IV/b)" -> "Pembina Tk. I".

    A rank's word that goes on ("Penata Layanan Operasional", "Pembina Tim") is none. One slip in a line that is
    nothing but a rank is bridged; what is given back stays as printed.
    """
    found = _pattern().search(text)
    if found is not None:
        return collapse(found.group())
    for line in map(collapse, text.splitlines()):
        if len(line) > _LONGEST_LINE:
            continue
        bare = collapse(_GRADE_AT_END.sub("", _LABEL.sub("", line))).strip(" ,.;:")
        if _nearest(bare) is not None:
            return bare
    return None


def _nearest(text: str) -> Entry | None:
    key = re.sub(r"[\s.]", "", text.casefold())
    if len(key) < _LONG:
        return None
    allowed = 2 if len(key) >= _LONGER else 1
    shapes = {key, key.replace("rn", "m")}
    near = sorted(
        (min(OSA.distance(shape, form) for shape in shapes), form)
        for form in _folded()
        if abs(len(form) - len(key)) <= allowed
    )
    return _folded()[near[0][1]] if near and near[0][0] <= allowed else None
