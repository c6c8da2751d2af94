"""What says that the values of a row belong to their fields and to it: passages -> the same with their Support.

The header says how sure the role of each column is, the row's part of the table by what it continues the part before,
and the cells whether they reach down to the row or were filled down to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.rows.body_rows import BodyRow
from extractor.interpret.tables.table_header import TableColumn, TableHeader
from schemas.passage import IN_NO_TABLE, Support
from schemas.printed import Passage, PrintedRow, Role


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands: the first of its body rows, and the columns of its table as the row's measure sees them."""

    body: BodyRow
    columns: Mapping[int, TableColumn]  # by index, 0-based

    def graded(self, passage: Passage, index: int) -> Passage:
        """The passage of column `index` with what its place rests on; a band (below 0) is in no column."""
        column = self.columns.get(index)
        cell = self.body.cells.get(index)
        reaches = cell is not None and any(own is line for own in passage.lines for line in cell.lines)
        support = column.support if column is not None else IN_NO_TABLE
        here = Support(support.margin, support.named, not reaches, self.body.continuation, self.body.certainty)
        return Passage(passage.lines, passage.certainty, here)


def row_place(row: PrintedRow, header: TableHeader, rows: Sequence[BodyRow]) -> RowPlace:
    """The place of a row; `header`: the columns as the row's measure sees them."""
    return RowPlace(rows[row.body_rows[0]], {column.index: column for column in header.columns})


def supported(row: PrintedRow, header: TableHeader, place: RowPlace) -> PrintedRow:
    """The row with what each of its fields and targets rests on."""
    first = {column.role: column.index for column in reversed(header.columns)}
    dated = {column.period: column.index for column in header.find(Role.TARGET)}
    parent = row.indikator_induk
    return replace(
        row,
        fields={role: place.graded(own, first[role]) if role in first else own for role, own in row.fields.items()},
        targets=tuple((p, place.graded(own, dated[p])) if p in dated else (p, own) for p, own in row.targets),
        indikator_induk=place.graded(parent, first[Role.INDIKATOR]) if parent is not None else None,
    )
