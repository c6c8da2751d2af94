"""Header rows of a grid and the body below them -> its columns (role, period, unit) and the plan of the table.

The roles come from one assignment over all columns (column_assignment); a column's period and its unit are read from
its own header cells here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.interpret.tables.column_assignment import (
    ColumnAssignment,
    assign,
    column_texts,
    header_top,
)
from extractor.interpret.tables.column_evidence import ColumnText
from extractor.interpret.tables.grid_instruction import NOTHING_TOLD, GridInstruction
from extractor.interpret.tables.grid_view import GridView, cell_text
from extractor.interpret.tables.measure_columns import plan_of
from extractor.interpret.tables.periods import meant_periods, numbered_period, period_of
from extractor.interpret.tables.table_header import TableColumn, TableHeader
from extractor.interpret.tables.table_plan import EntryColumn, TablePlan
from schemas.passage import Support
from schemas.patterns import pattern
from schemas.printed import Role

NUMBERS_SHARE = 0.8  # of the filled cells of a number column

_UNIT_IN_HEADER = re.compile(r"^target\b.*?[\s(](%|persen|rp\.?|rupiah|\(\s*[a-z /%]+\s*\))\s*\)?$", re.IGNORECASE)
_LIST_NUMBER = pattern("column-number-cell")
_FIGURES = frozenset({Role.TARGET, Role.REALISASI, Role.BASELINE, Role.ANGGARAN})


def planned_header(view: GridView, first: int, last: int, told: GridInstruction = NOTHING_TOLD) -> TableHeader:
    """The header of rows first..last-1 (0-based; none where first == last) with its columns and their plan.

    `told`: what a person said of the columns.
    """
    first = header_top(view, first) if first < last else first
    texts = column_texts(view, first, last)
    assigned = assign(texts, told.roles)
    found = zip(assigned.roles, assigned.scores, texts, strict=True)
    named = [_column(i, role, score, text) for i, (role, score, text) in enumerate(found)]
    supports = zip(named, _supports(assigned), strict=True)
    columns = _in_order_of_periods([replace(column, support=support) for column, support in supports])
    for index, period in told.periods.items():
        columns[index] = replace(columns[index], period=period, misread=None)
    plan = plan_of([column.period for column in columns], texts, assigned)
    return TableHeader(first, last, _named(columns, plan), plan, told.ids)


def _supports(assigned: ColumnAssignment) -> Iterator[Support]:
    """For each column what its role rests on."""
    for margin, named in zip(assigned.margins, assigned.named, strict=True):
        yield Support(margin, named)


def is_number_column(view: GridView, first: int, col: int) -> bool:
    """True where nearly every filled cell of the column, from row `first` on, is a list number or letter."""
    texts = _body_texts(view, first, col)
    return bool(texts) and sum(bool(_LIST_NUMBER.match(text)) for text in texts) >= NUMBERS_SHARE * len(texts)


def _column(index: int, role: Role, score: float, text: ColumnText) -> TableColumn:
    """One column by its own header cells, from the top group down."""
    if not text.header:
        return TableColumn(index, role, score, "")
    leaf, groups = text.header[-1], text.header[:-1]
    period = next((found for cell in reversed(text.header) if (found := period_of(cell))), None)
    if period is None and groups and role in _FIGURES:
        period = numbered_period(leaf, " ".join(groups))
    unit = m[1].strip("() ") if role is Role.TARGET and (m := _UNIT_IN_HEADER.match(leaf)) else None
    return TableColumn(index, role, score, " / ".join(text.header), period, unit)


def _named(columns: Sequence[TableColumn], plan: TablePlan) -> tuple[TableColumn, ...]:
    """The columns with their roles in the table: where it has no ladder, the entry above the last one is its parent."""
    entries = max((measure.entries for measure in plan.measures), key=len, default=())
    return tuple(replace(column, role=_role(column, entries, plan)) for column in columns)


def _role(column: TableColumn, entries: tuple[EntryColumn, ...], plan: TablePlan) -> Role:
    if column.role is not Role.SASARAN or plan.is_matrix:
        return column.role
    places = [entry.index for entry in entries]
    if column.index in places[-1:]:
        return Role.SASARAN
    return Role.SASARAN_INDUK if column.index in places[-2:-1] else Role.OTHER


def _in_order_of_periods(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """With the periods that the dated columns of each role are meant to have by their order."""
    result = list(columns)
    for role in {column.role for column in columns if column.period}:
        dated = [column for column in columns if column.role is role and column.period]
        for column, period in zip(dated, meant_periods([c.period or "" for c in dated]), strict=True):
            if column.period != period:
                result[column.index] = replace(column, period=period, misread=column.period)
    return result


def _body_texts(view: GridView, first: int, col: int) -> list[str]:
    """The texts of one column from row `first` on; bands over several columns say nothing of one."""
    seen = {
        (c.row, c.col): cell_text(c)
        for r in range(first, view.grid.rows)
        if (c := view.at(r, col)) and c.col == col and c.col_span == 1
    }
    return [t for t in seen.values() if t]
