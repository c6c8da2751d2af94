"""The elucidation of a regulation: rows -> its general part (I) and its remarks article by article (II).

There units are named in rows of their own ("Ayat (1)"), set in the deeper the further down they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.interpret.naskah.nesting import nest
from extractor.interpret.naskah.text_rows import TextRow
from extractor.interpret.naskah.unit_markers import elucidated_of
from extractor.interpret.naskah.unit_tree import units_of
from schemas.patterns import pattern
from schemas.printed import Passage
from schemas.printed_naskah import PrintedUnit

_PART = pattern("elucidation-part")
_GAZETTE = pattern("gazette")
_NUMBERS = {"umum": "I", "pasal demi pasal": "II"}


def read_elucidation(rows: Sequence[TextRow]) -> tuple[PrintedUnit, ...]:
    """Its parts as units "I" and "II"; () where it is not parted so."""
    starts = [(place, found) for place, row in enumerate(rows) if (found := _PART.fullmatch(row.text.strip()))]
    ends = [*(place for place, _ in starts[1:]), len(rows)][: len(starts)]
    units = []
    for (start, found), end in zip(starts, ends, strict=True):
        title = " ".join(found["title"].split())
        within = [row for row in rows[start + 1 : end] if not _is_gazette(row)]
        units.append(_part(rows[start], title, within))
    return tuple(units)


def _is_gazette(row: TextRow) -> bool:
    return _GAZETTE.fullmatch(row.text) is not None and row.text.strip().isupper()


def _part(heading: TextRow, title: str, rows: Sequence[TextRow]) -> PrintedUnit:
    number = _NUMBERS[title.casefold()]
    marker = Passage((replace(heading.line, text=number, words=()),))
    named = Passage((replace(heading.line, text=title),))
    if number == "I":
        text = Passage(tuple(row.line for row in rows)) if rows else None
        return PrintedUnit("angka", number, marker, named, text)
    units, loose = units_of(nest(rows, elucidated_of, "parents_in_elucidations"))
    return PrintedUnit("angka", number, marker, named, Passage(loose) if loose else None, units)
