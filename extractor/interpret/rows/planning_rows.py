"""The indicators of a table, of every planning level: each with what stands above it and all its figures.

Each measure of the table's plan is read by the builder of rows as if it were a table of its own; the rows of all
measures are put into reading order, down the table and from the higher level to the lower one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.interpret.flow.flow_items import IndicatorTable
from extractor.interpret.lines.goal_labels import without_goal_label
from extractor.interpret.rows.body_rows import BodyRow, body_rows
from extractor.interpret.rows.entry_ladder import Ladder, ladder_of
from extractor.interpret.rows.entry_levels import Beside
from extractor.interpret.rows.indicator_rows import indicator_rows
from extractor.interpret.rows.ladder_entries import BAND, Entry
from extractor.interpret.rows.row_support import RowPlace, row_place, supported
from extractor.interpret.tables.column_evidence import LEVELS
from extractor.interpret.tables.grid_view import filled
from extractor.interpret.tables.table_header import TableColumn, TableHeader
from extractor.interpret.tables.table_plan import Measure, TablePlan
from schemas.document import Level
from schemas.printed import Passage, PrintedEntry, PrintedFigure, PrintedRow, Role
from schemas.transcript import Line

_CUTTING: frozenset[Level] = frozenset({"tujuan", "sasaran", "program"})
"""Levels of which a column of indicators measures the entry itself also where it stands beside a lower one."""


def planning_rows(table: IndicatorTable) -> tuple[PrintedRow, ...]:
    """The indicators of a table in reading order."""
    plan = table.header.plan
    rows = tuple(body_rows(table))
    columns = max((m.entries for m in plan.measures), key=len)
    beside = Beside(
        tuple(measure.indicator for measure in plan.measures),
        tuple(figure.index for m in plan.measures for figure in m.figures if figure.kind != "anggaran"),
        tuple(column.index for column in table.header.columns if column.role is Role.OTHER),
    )
    ladder = ladder_of(rows, columns, beside)
    found: list[tuple[tuple[int, int, int], PrintedRow]] = []
    for place, measure in enumerate(plan.measures):
        header = _header_for(table.header, measure, plan)
        for order, row in enumerate(indicator_rows(header, rows)):
            at = row_place(row, header, rows)
            graded = supported(_capped(row, plan.certainty), header, at)
            found.append(((row.body_rows[0], place, order), _complete(graded, rows, measure, plan, ladder, at)))
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0]))


def _header_for(header: TableHeader, measure: Measure, plan: TablePlan) -> TableHeader:
    """The table's columns as this measure sees them: other measures' columns are none of its own."""
    goals = [entry.index for entry in measure.entries]
    targets = {figure.index: figure for figure in measure.figures if figure.kind == "target"}

    def seen(column: TableColumn) -> TableColumn:
        role = column.role
        if column.index == measure.indicator:
            role = Role.INDIKATOR
        elif goals and column.index == goals[-1]:
            role = Role.SASARAN
        elif len(goals) > 1 and column.index == goals[-2] and not plan.is_matrix:
            role = Role.SASARAN_INDUK
        elif column.index in targets:
            figure = targets[column.index]
            return replace(column, role=Role.TARGET, period=figure.period or column.period, forward=figure.forward)
        elif column.index == measure.unit:
            role = Role.SATUAN
        elif role in (Role.INDIKATOR, Role.SASARAN, Role.SASARAN_INDUK, Role.TARGET, Role.SATUAN):
            role = Role.OTHER
        return replace(column, role=role)

    return replace(header, columns=tuple(seen(column) for column in header.columns))


def _complete(
    row: PrintedRow, rows: Sequence[BodyRow], measure: Measure, plan: TablePlan, ladder: Ladder, place: RowPlace
) -> PrintedRow:
    """The row with its chain of entries and its figures."""
    figures = tuple(_figures(row, rows, measure, place))
    if not plan.is_matrix:
        return replace(row, figures=figures, ladder=_plain_ladder(row, measure))
    chain = _cut_to(ladder.chain(row.body_rows[0], measure.entries), _own_levels(measure, plan))
    own = (
        Role.SASARAN,
        Role.SASARAN_INDUK,
        *((Role.NO,) if any(e.number is not None for e in measure.entries) else ()),
    )
    fields = {role: p for role, p in row.fields.items() if role not in own}
    if number := _number(rows[row.body_rows[0]], measure, chain):
        columns = [entry.number for entry in measure.entries if entry.number is not None]
        fields[Role.NO] = place.graded(Passage(number), columns[-1] if columns else BAND)
    printed = tuple(_printed(entry, place) for entry in chain if entry.level is not None)
    if printed:
        fields[Role.SASARAN] = printed[-1].passage
    if len(printed) > 1:
        fields[Role.SASARAN_INDUK] = printed[-2].passage
    return replace(row, fields=fields, ladder=printed, figures=figures)


def _number(row: BodyRow, measure: Measure, chain: Sequence[Entry]) -> tuple[Line, ...]:
    """The number in the row's own cell; else that of the nearest entry above it that has one; () for none.

    A cell of numbers that is blank beside a new entry says that the entry has none.
    """
    own = [entry.number for entry in measure.entries if entry.number in row.fresh]
    for index in reversed(own):
        if index is not None and (lines := filled(row.cells[index].lines)):
            return lines
    for entry in reversed(chain):
        if entry.number:
            return entry.number
        if not entry.statement and any(
            c.index == entry.column and c.number is not None and not c.numbered_first for c in measure.entries
        ):
            return ()
    return ()


def _capped(row: PrintedRow, certainty: float) -> PrintedRow:
    """The row with no value surer than the roles of the columns."""

    def capped(passage: Passage) -> Passage:
        return passage if passage.certainty <= certainty else replace(passage, certainty=certainty)

    return replace(
        row,
        fields={role: capped(passage) for role, passage in row.fields.items()},
        targets=tuple((period, capped(passage)) for period, passage in row.targets),
        indikator_induk=capped(row.indikator_induk) if row.indikator_induk is not None else None,
    )


def _printed(entry: Entry, place: RowPlace) -> PrintedEntry:
    """The entry without a label of its own in front: "TUJUAN : Mewujudkan kota hijau"."""
    entry = replace(entry, lines=without_goal_label(entry.lines))
    assert entry.level is not None
    return PrintedEntry(entry.level, entry.code, entry.text, place.graded(entry.passage, entry.column))


def _own_levels(measure: Measure, plan: TablePlan) -> tuple[Level, ...]:
    """The levels that the indicators' header names, where another column of indicators of the same entries names
    others: the header of a lone one often names only one of the levels that stand beside it."""
    beside = [m for m in plan.measures if m is not measure and m.entries == measure.entries]
    return measure.levels if any(m.levels != measure.levels for m in beside) else ()


def _cut_to(chain: tuple[Entry, ...], levels: tuple[Level, ...]) -> tuple[Entry, ...]:
    """The chain down to the level that the indicators' header names, where it stands above the last entry."""
    if len(levels) != 1 or levels[0] not in _CUTTING:
        return chain
    rank = LEVELS.index(levels[0])
    kept = tuple(e for e in chain if e.level is not None and LEVELS.index(e.level) <= rank)
    return kept if kept and kept[-1].level == levels[0] else chain


def _plain_ladder(row: PrintedRow, measure: Measure) -> tuple[PrintedEntry, ...]:
    """The entries of a table without a ladder: the sasaran of the row, below its parent."""
    names: list[Level] = [entry.levels[0] if entry.levels else "sasaran" for entry in measure.entries[-2:]]
    found = [row.fields.get(role) for role in (Role.SASARAN_INDUK, Role.SASARAN)][-len(names) :] if names else []
    return tuple(
        PrintedEntry(level, None, None, passage)
        for level, passage in zip(names, found, strict=True)
        if passage is not None
    )


def _figures(row: PrintedRow, rows: Sequence[BodyRow], measure: Measure, place: RowPlace) -> Iterator[PrintedFigure]:
    """The filled figure cells of the row's body rows, each once, in print order."""
    whole = len(row.body_rows) > 1
    seen: set[tuple[int, int, int]] = set()
    for number in row.body_rows:
        for figure in measure.figures:
            cell = rows[number].cells.get(figure.index)
            own = _own_target(row, figure.kind, figure.period)
            if cell is None or not filled(cell.lines):
                continue
            if number != row.body_rows[0] and figure.index not in rows[number].fresh:
                continue
            key = (id(cell), figure.index, 0)
            if key in seen:
                continue
            seen.add(key)
            passage = own if row.split and own is not None and not whole else Passage(filled(cell.lines))
            yield PrintedFigure(figure.kind, figure.period, place.graded(passage, figure.index))


def _own_target(row: PrintedRow, kind: str, period: str | None) -> Passage | None:
    """What the builder took as the row's target of a period, of a ruled row that holds several."""
    if kind != "target":
        return None
    return dict(row.targets).get(period or "", row.fields.get(Role.TARGET))
