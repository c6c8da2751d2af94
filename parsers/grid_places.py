"""Cells of a table row by row in, a Grid out: the table model of HTML and OpenDocument, with row and column spans.

A cell takes the first free place of its row; what spans from above takes places of rows below. Places that nothing
takes become empty cells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from schemas.transcript import Cell, Grid, Line

MAX_ROWS = 32_767
"""Rows of one table; Word's own limit."""
MAX_COLS = 256
"""Columns of one table."""
MAX_PLACES = 300_000
"""Rows times columns of one table, empty places included."""

Report = Callable[[int, str], None]
"""Hears of a limit that was reached: the most that is read, and the code of what is limited."""


@dataclass(slots=True)
class GridBuilder:
    """A table that grows by rows."""

    report: Report
    row: int = -1  # 0-based, of the row that cells are added to
    col: int = 0  # first place of it that may be free
    cols: int = 0
    full: bool = False  # a limit of rows or places was reached
    cells: list[Cell] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)

    def begin_row(self) -> None:
        """Begins the next row."""
        if self.row + 1 >= MAX_ROWS:
            self.report(MAX_ROWS, "baris_per_tabel")
            self.full = True
        self.row += 1
        self.col = 0

    def add(self, row_span: int, col_span: int, lines: tuple[Line, ...], grids: tuple[Grid, ...] = ()) -> None:
        """Adds a cell at the next free place; spans reach as far as places are free."""
        while (self.row, self.col) in self.taken:
            self.col += 1
        if self.full or not self._fits():
            return
        width = self._free(min(col_span, MAX_COLS - self.col))
        height = min(row_span, MAX_ROWS - self.row)
        if height * width > MAX_PLACES - len(self.taken):
            height = width = 1
        self.taken.update((self.row + down, self.col + right) for down in range(height) for right in range(width))
        self.cells.append(Cell(self.row, self.col, height, width, lines, grids=grids))
        self.col += width
        self.cols = max(self.cols, self.col)

    def _fits(self) -> bool:
        if self.col >= MAX_COLS:
            self.report(MAX_COLS, "kolom_per_tabel")
            return False
        if len(self.taken) >= MAX_PLACES:
            self.report(MAX_PLACES, "sel_per_tabel")
            self.full = True
            return False
        return True

    def _free(self, wanted: int) -> int:
        """How many of the `wanted` places are free; a row span from above may cut them short."""
        width = 1
        while width < wanted and (self.row, self.col + width) not in self.taken:
            width += 1
        return width

    def grid(self, header_rows: int = 0) -> Grid | None:
        """The table; None where it has no cell."""
        if not self.cells:
            return None
        rows = min(self.row + 1, MAX_ROWS)
        if rows * self.cols > MAX_PLACES:
            self.report(MAX_PLACES, "sel_per_tabel")
            rows = max(MAX_PLACES // self.cols, 1)
        cells = [_cut(cell, rows) for cell in self.cells if cell.row < rows]
        places = ((row, col) for row in range(rows) for col in range(self.cols))
        cells += [Cell(row, col, 1, 1, ()) for row, col in places if (row, col) not in self.taken]
        cells.sort(key=lambda cell: (cell.row, cell.col))
        return Grid(rows, self.cols, tuple(cells), header_rows=min(header_rows, rows))


def _cut(cell: Cell, rows: int) -> Cell:
    """The cell, no higher than the table."""
    height = min(cell.row_span, rows - cell.row)
    return (
        cell
        if height == cell.row_span
        else Cell(cell.row, cell.col, height, cell.col_span, cell.lines, None, cell.grids)
    )
