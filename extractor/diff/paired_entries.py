"""Two rows -> what stands in pairs inside them: figures by kind and period, ladder entries by level.

Where a row has several of one kind and period, or of one level, they are paired in print order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.from_contract import ladder_names, named_figures
from schemas.document import Angka, FigureKind, Hierarki, Indikator, Level
from schemas.fields import is_target

OWN_ENTRIES = 2
"""Last entries of a ladder, which are compared as sasaran and sasaran_induk."""


@dataclass(frozen=True, slots=True)
class PairedFigures:
    """One figure on both sides; None where a side has none. Keys are those of `bukti`."""

    kind: FigureKind
    period: str | None
    old: Angka | None
    new: Angka | None
    keys: tuple[str, str]


@dataclass(frozen=True, slots=True)
class PairedEntries:
    """One entry of the ladder on both sides; None where a side has none. Keys are those of `bukti`."""

    old: Hierarki | None
    new: Hierarki | None
    keys: tuple[str, str]


def other_figures(item: Indikator) -> list[tuple[str, Angka]]:
    """The figures of a row that are in none of its targets, each with its key in `bukti`: realisasi, anggaran, ..."""
    named = zip(named_figures(item), item.angka, strict=True)
    return [(figure.name, printed) for figure, printed in named if not is_target(figure.name)]


def paired_figures(old: Indikator, new: Indikator) -> Iterator[PairedFigures]:
    """The figures of both rows apart from their targets, in the order of `old`."""
    ours, theirs = _by_kind(old), _by_kind(new)
    for kind, period, number in dict.fromkeys((*ours, *theirs)):
        a_key, a = ours.get((kind, period, number), ("", None))
        b_key, b = theirs.get((kind, period, number), ("", None))
        yield PairedFigures(kind, period, a, b, (a_key, b_key))


def paired_entries(old: Indikator, new: Indikator) -> Iterator[PairedEntries]:
    """The entries above sasaran_induk of both rows, from the top down."""
    ours, theirs = _by_level(old), _by_level(new)
    for place in dict.fromkeys((*ours, *theirs)):
        (a_key, a), (b_key, b) = ours.get(place, ("", None)), theirs.get(place, ("", None))
        yield PairedEntries(a, b, (a_key, b_key))


def _by_kind(item: Indikator) -> dict[tuple[FigureKind, str | None, int], tuple[str, Angka]]:
    seen: Counter[tuple[FigureKind, str | None]] = Counter()
    found = {}
    for key, figure in other_figures(item):
        seen[figure.jenis, figure.periode] += 1
        found[figure.jenis, figure.periode, seen[figure.jenis, figure.periode]] = (key, figure)
    return found


def _by_level(item: Indikator) -> dict[tuple[Level, int], tuple[str, Hierarki]]:
    seen: Counter[Level] = Counter()
    found = {}
    for key, entry in list(zip(ladder_names(item), item.hierarki, strict=True))[:-OWN_ENTRIES]:
        seen[entry.jenjang] += 1
        found[entry.jenjang, seen[entry.jenjang]] = (key, entry)
    return found
