"""Empty cells in columns that the other rows have filled: rows -> one finding per section and column.

What offices leave blank on purpose is no finding: a column that a quarter of the rows lack, or that is for rows of
another planning level, the cells of a whole objective, years in which an activity does not run, and quarters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.checks.grouped_rows import of_rows
from schemas.evidence import FieldRef, Finding, FindingValue
from schemas.fields import TARGET, DocumentFields, IndicatorRow, IndicatorSection, dated_target
from schemas.patterns import pattern

_NEEDED = ("sasaran", "indikator", TARGET)
_DESCRIBING = ("formulasi", "sumber_data", "penanggung_jawab", "satuan")
_FILLED_SHARE = {**dict.fromkeys(_NEEDED, 0.6), **dict.fromkeys(_DESCRIBING, 0.75)}
"""Of the section's other rows, from which an empty cell is worth a word: every indicator needs a target, while formula
and source are often given for some."""
_FEWEST_FILLED = 2  # other rows of the section that have the cell
_MOST_WITHOUT_YEARS = 0.05  # of the rows may lack a year by mistake; one row may always
_BARE = re.compile(r"(?:indeks|index|nilai|skor|rasio|angka|predikat|tingkat)\b", re.IGNORECASE)
"""Beginnings of indicators whose values are often given without a unit."""


def check(document: DocumentFields) -> Iterator[Finding]:
    """Empty cells of each section, first by column, then the years of targets."""
    for number, section in enumerate(document.sections):
        refs = [FieldRef(number, place) for place in range(len(section.rows))]
        for name in (*_NEEDED, *_DESCRIBING):
            yield from _empty(section, refs, name)
        yield from _without_years(section, refs)


def _empty(section: IndicatorSection, refs: Sequence[FieldRef], name: str) -> Iterator[Finding]:
    """The cells of one column that most other rows have filled."""
    if name == "satuan" and not any(name in row.fields for row in section.rows):
        return
    missing = [
        ref
        for level in _by_level(section, refs)
        if _mostly_filled(level, name)
        for row, ref in level
        if not _has(row, name)
    ]
    if name in _DESCRIBING:
        lacking = _goals_without(section, name)
        missing = [ref for ref in missing if section.rows[ref.row or 0].text("sasaran") not in lacking]
    yield from _told(section, [replace(ref, name=name) for ref in missing], name)


def _by_level(section: IndicatorSection, refs: Sequence[FieldRef]) -> Iterator[list[tuple[IndicatorRow, FieldRef]]]:
    """The rows of each planning level; all in one where nothing tells them apart.

    Habit: in matrices of plans the indicators of goals have their targets in another table, those of activities here.
    """
    levels: dict[object, list[tuple[IndicatorRow, FieldRef]]] = {}
    for row, ref in zip(section.rows, refs, strict=True):
        levels.setdefault(row.level or (row.code or "").count("."), []).append((row, ref))
    yield from levels.values()


def _mostly_filled(level: Sequence[tuple[IndicatorRow, FieldRef]], name: str) -> bool:
    filled = sum(_has(row, name) for row, _ in level)
    return filled >= max(_FEWEST_FILLED, _FILLED_SHARE[name] * (len(level) - 1))


def _goals_without(section: IndicatorSection, name: str) -> frozenset[str | None]:
    """The objectives with several rows none of which has the cell."""
    having: dict[str, list[bool]] = {}
    for row in section.rows:
        if goal := row.text("sasaran"):
            having.setdefault(goal, []).append(_has(row, name))
    return frozenset(goal for goal, has in having.items() if len(has) > 1 and not any(has))


def _without_years(section: IndicatorSection, refs: Sequence[FieldRef]) -> Iterator[Finding]:
    """Years that a few rows have no target for; where many lack some, activities begin later or end earlier."""
    dated = [(row, ref) for row, ref in zip(section.rows, refs, strict=True) if row.periods]
    years = [name for name in dict.fromkeys(p for row, _ in dated for p in row.periods) if pattern("year").search(name)]
    columns = [dated_target(year) for year in years]
    lacking = [(ref, gaps) for row, ref in dated if (gaps := [name for name in columns if not _filled(row, name)])]
    if not lacking or len(dated) - len(lacking) < _FEWEST_FILLED:
        return
    if len(lacking) > max(1, _MOST_WITHOUT_YEARS * len(dated)):
        return
    named = {name for _, gaps in lacking for name in gaps}
    shown = tuple(name for name in columns if name in named)
    yield from _told(
        section, [replace(ref, name=gaps[0]) for ref, gaps in lacking], shown if len(shown) > 1 else shown[0]
    )


def _told(section: IndicatorSection, refs: Sequence[FieldRef], column: FindingValue) -> Iterator[Finding]:
    if refs:
        yield of_rows("sel_kosong", refs, {"kolom": column}, {"baris": len(section.rows)})


def _has(row: IndicatorRow, name: str) -> bool:
    """Whether the row has the field, or needs none."""
    if name == TARGET:
        return bool(row.periods) or _filled(row, name)
    if name == "satuan":
        read = row.target
        return name in row.fields or read is None or read.satuan is not None or _needs_no_unit(row)
    return _filled(row, name)


def _filled(row: IndicatorRow, name: str) -> bool:
    return bool((row.text(name) or "").strip())


def _needs_no_unit(row: IndicatorRow) -> bool:
    """True for a target without a number, for a grade, and for an index, which is a bare number."""
    read = row.target
    return read is None or read.nilai is None or read.predikat is not None or _BARE.match(row.indicator) is not None
