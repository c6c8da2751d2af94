"""Indicator table -> its body rows over all parts: per table column the cell that covers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractor.interpret.flow.flow_items import IndicatorTable, TablePart
from extractor.interpret.tables.grid_view import band_text, cell_text, filled, is_blank, is_column_numbers
from extractor.interpret.tables.header_rows import is_header_row
from schemas.passage import Continuation
from schemas.transcript import Cell, InferredRow, Line


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One grid row of the body. Keys are table columns, 0-based."""

    number: int  # 0-based, over all parts
    cells: Mapping[int, Cell]  # the cell that covers the column, begun here or above
    fresh: frozenset[int]  # columns whose cell begins in this row
    first_of_part: bool  # the first row of a further part: after a page break
    ruled: bool
    band: tuple[Line, ...] | None  # the lines of a row whose only text spans (nearly) the whole width
    widths: Mapping[int, float] = field(default_factory=dict)  # points, where the file gives them
    continuation: Continuation = Continuation.BEGINS  # of the part that it stands in
    inferred: InferredRow | None = None  # what no ruling shows of it

    @property
    def certainty(self) -> float:
        """That it begins and ends where it does, 0..1."""
        return self.inferred.certainty if self.inferred is not None else 1.0

    def texts(self) -> dict[int, str]:
        """The filled texts of the cells that begin in this row."""
        return {base: text for base, cell in self.cells.items() if base in self.fresh and (text := cell_text(cell))}


def body_rows(table: IndicatorTable) -> Iterator[BodyRow]:
    """All body rows of the table, over all its parts, without blank, column-number and repeated header rows."""
    count = 0
    for number, part in enumerate(table.parts):
        rows = [row for row in range(part.first, part.last) if not _is_skipped(part, row)]
        for row in rows:
            yield _body_row(count, part, row, number > 0 and row == rows[0])
            count += 1


def _is_skipped(part: TablePart, row: int) -> bool:
    view = part.view
    return is_blank(view, row) or is_column_numbers(view, row) or is_header_row(view, row)


def _body_row(number: int, part: TablePart, row: int, first_of_part: bool) -> BodyRow:
    view, edges = part.view, part.view.grid.col_edges
    cells: dict[int, Cell] = {}
    fresh: set[int] = set()
    for col, base in enumerate(part.columns):
        cell = view.at(row, col)
        if base is None or cell is None:
            continue
        cells[base] = cell
        # A cell over several columns counts once, at its first.
        if cell.row == row and (cell.col == col or part.columns[cell.col] is None):
            fresh.add(base)
    band = None
    if band_text(view, row) is not None:
        band = filled(next(cell for cell in view.row(row) if cell_text(cell)).lines)
    widths = {base: edges[c.col + c.col_span] - edges[c.col] for base, c in cells.items()} if edges else {}
    inferred = next((cell.inferred for cell in cells.values() if cell.row == row and cell.inferred is not None), None)
    return BodyRow(
        number, cells, frozenset(fresh), first_of_part, view.grid.ruled, band, widths, part.continuation, inferred
    )
