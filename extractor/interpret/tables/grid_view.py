"""A grid seen by rows and columns: which cell covers a place, what a row is (blank, a band, column numbers)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from schemas.geometry import union
from schemas.patterns import pattern
from schemas.transcript import Cell, Grid, Line


class GridView:
    """Looks up which cell covers a place. Rows and columns are 0-based."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._places: dict[tuple[int, int], Cell] = {
            (r, c): cell
            for cell in grid.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.col, cell.col + cell.col_span)
        }

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a place; None where none does."""
        return self._places.get((row, col))

    def row(self, row: int) -> list[Cell]:
        """The distinct cells that cover `row`, left to right, those from above included."""
        seen: list[Cell] = []
        for c in range(self.grid.cols):
            cell = self.at(row, c)
            if cell is not None and (not seen or seen[-1] is not cell):
                seen.append(cell)
        return seen

    def starting(self, row: int) -> list[Cell]:
        """The cells whose first row is `row`, left to right."""
        return [cell for cell in self.row(row) if cell.row == row]


def cell_text(cell: Cell | None) -> str:
    """The cell's text on one line, white space collapsed; "" for no cell."""
    return re.sub(r"\s+", " ", cell.text).strip() if cell is not None else ""


def filled(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines that hold text."""
    return tuple(line for line in lines if line.text.strip())


_COLUMN_NUMBER = pattern("column-number")
_ONE_CHARACTER = re.compile(r"^\W*\w\W*$")
MISREAD_SHARE = 0.25  # of the numbers that a scan may show as other characters ("b" for 8)


def is_column_numbers(view: GridView, row: int) -> bool:
    """True for a row such as "1 2 3 4" or "(1) (2) (3)" that numbers the columns: offices put it under headers.

    Counts may slip ("1 2 5 6"), so rising is enough; they may start over in the second half of a wide table, and
    one or two blank cells, or a character that was misread, are tolerated.
    """
    cells = view.row(row)
    texts = [t for cell in cells if (t := cell_text(cell))]
    if len(texts) < max(2, len(cells) - 2):
        return False
    numbers = [int(m[1]) for t in texts if (m := _COLUMN_NUMBER.match(t)) and m[1].isdigit()]
    others = [t for t in texts if not ((m := _COLUMN_NUMBER.match(t)) and m[1].isdigit())]
    if len(others) > MISREAD_SHARE * len(texts) or not all(_ONE_CHARACTER.match(t) for t in others):
        return False
    return len(numbers) > 1 and numbers[0] in (0, 1, 2) and all(a < b or b == 1 for a, b in pairwise(numbers))


def is_blank(view: GridView, row: int) -> bool:
    """True where no cell that covers the row holds text."""
    return not any(cell_text(cell) for cell in view.row(row))


def band_text(view: GridView, row: int) -> str | None:
    """The text of a row whose only filled cell spans (nearly) the whole width; None for other rows."""
    cells = view.row(row)
    full = [cell for cell in cells if cell_text(cell)]
    if len(full) != 1 or full[0].row != row or full[0].row_span > 1:
        return None
    wide = full[0].col_span >= max(2, view.grid.cols - 1)
    return cell_text(full[0]) if wide else None


def rows_between(grid: Grid, first: int, last: int) -> Grid:
    """Rows first..last-1 as a grid of their own; cells that reach beyond are cut to it."""
    cells = []
    for cell in grid.cells:
        top, bottom = max(cell.row, first), min(cell.row + cell.row_span, last)
        if top < bottom:
            own = cell.row >= first
            cells.append(
                replace(
                    cell,
                    row=top - first,
                    row_span=bottom - top,
                    lines=cell.lines if own else (),
                    grids=cell.grids if own else (),
                )
            )
    return replace(grid, rows=last - first, cells=tuple(cells), box=union(c.box for c in cells), header_rows=0)
