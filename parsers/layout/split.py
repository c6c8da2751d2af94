"""Ruled tables whose rows are parted by white space only: one ruled row becomes the rows that a reader sees."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from parsers.layout.body import BodyRow, body_rows
from parsers.layout.gutters import Block
from parsers.layout.header import Rules
from parsers.layout.hyphens import Hyphens
from parsers.layout.lines import LineMaker
from parsers.layout.pieces import Columns, columns_of
from parsers.layout.rows import Sheet, is_number, sheet_of
from schemas.geometry import Box, union
from schemas.transcript import Cell, Grid, Word

MIN_PRINTED_ROWS = 3  # in a ruled row, before it can be several rows
EDGE = 0.01  # points: half the width of a ruling as a gutter
FILLED_SHARE = 0.5  # of the columns hold text in a usual row, else the white space shows lines of cells, not rows


def split_rows(grid: Grid) -> Grid:
    """The grid with each ruled row that holds several rows of text taken apart.

    Meant for showing tables as they look; indicator tables are understood from the ruled cells themselves.
    A grid where nothing has to be split is given back as it is.
    """
    if not grid.ruled or len(grid.col_edges) != grid.cols + 1:
        return grid
    parts = {row: made for row in range(grid.rows) if (made := _parts(grid, row))}
    if not parts:
        return grid
    maker = LineMaker(grid.page or 0, Hyphens(w for c in grid.cells for line in c.lines for w in line.words))
    start = [0]
    for row in range(grid.rows):
        start.append(start[-1] + (len(parts[row]) if row in parts else 1))
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row in parts and cell.row_span == 1:
            for index, words in enumerate(parts[cell.row]):
                own = [word for word in words if _in(cell, word)]
                box = union(word.box for word in own) or _slice(cell, parts[cell.row], index)
                lines = maker.plain(own)
                cells.append(Cell(start[cell.row] + index, cell.col, 1, cell.col_span, lines, box))
        else:
            end = start[cell.row + cell.row_span]
            cells.append(replace(cell, row=start[cell.row], row_span=end - start[cell.row]))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return replace(grid, rows=start[-1], cells=tuple(cells))


def _in(cell: Cell, word: Word) -> bool:
    return any(word is own for line in cell.lines for own in line.words)


def _slice(cell: Cell, parts: list[list[Word]], index: int) -> Box | None:
    """Where an empty part of a cell stands: beside its row's words."""
    band = union(word.box for word in parts[index])
    if cell.box is None or band is None:
        return cell.box
    return Box(cell.box.x0, band.top, cell.box.x1, band.bottom)


def _parts(grid: Grid, row: int) -> list[list[Word]] | None:
    """The words of a ruled row, row by row as white space parts them; None where it is one row."""
    cells = [cell for cell in grid.cells if cell.row == row]
    if any(cell.col_span > 1 or cell.grids for cell in cells if cell.row_span == 1):
        return None
    words = [word for cell in cells if cell.row_span == 1 for line in cell.lines for word in line.words]
    sheet = sheet_of(words)
    if len(sheet.rows) < MIN_PRINTED_ROWS:
        return None
    columns = _columns(grid, sheet)
    rows = body_rows(sheet, columns, 0, Rules(np.zeros((0, 3))))
    if len(rows) < 2 or not _look_like_rows(columns, rows):
        return None
    return [[w for i in range(r.lo, r.hi) for piece in columns.pieces[i] for w in piece.words] for r in rows]


def _columns(grid: Grid, sheet: Sheet) -> Columns:
    edges = np.array(grid.col_edges[1:-1])
    gutters = np.stack([edges - EDGE, edges + EDGE], axis=1)
    count = len(sheet.rows)
    return columns_of(sheet, Block(0, count, gutters, np.arange(count), sheet.height, 0.0), 0, count)


def _look_like_rows(columns: Columns, rows: list[BodyRow]) -> bool:
    """True where most rows have text in most columns, or numbers in one."""
    good = 0
    for row in rows:
        pieces = [p for i in range(row.lo, row.hi) for p in columns.pieces[i]]
        filled = len({p.first for p in pieces})
        numbers = any(p.first > 0 and columns.numeric[p.first] and is_number(p.text) for p in pieces)
        good += filled >= FILLED_SHARE * columns.count or (numbers and filled > 1)
    return good * 2 > len(rows)
