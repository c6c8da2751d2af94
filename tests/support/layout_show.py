"""Pages and grids as plain rows of text, for tests to compare."""

from __future__ import annotations

from pathlib import Path

from parsers.pdf import read_pdf
from parsers.reading import ReadOptions
from schemas.transcript import Grid, Line, Page, Word


def pages_of(path: Path) -> tuple[Page, ...]:
    return read_pdf(path, ReadOptions()).pages


def page_of(path: Path) -> Page:
    (page,) = pages_of(path)
    return page


def lines_of(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Line)]


def grids_of(page: Page) -> list[Grid]:
    return [block for block in page.blocks if isinstance(block, Grid)]


def grid_of(page: Page) -> Grid:
    (grid,) = grids_of(page)
    return grid


def rows_of(grid: Grid) -> list[list[str | None]]:
    """Text of each cell at its first place, lines joined by spaces; None at places that a cell above or left spans."""
    rows: list[list[str | None]] = [[None] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.col] = " ".join(line.text for line in cell.lines)
    return rows


def spans_of(grid: Grid) -> set[tuple[int, int, int, int]]:
    """(row, column, rows, columns) of the cells that span more than one place."""
    return {
        (cell.row, cell.col, cell.row_span, cell.col_span)
        for cell in grid.cells
        if cell.row_span > 1 or cell.col_span > 1
    }


def words_in(block: Line | Grid) -> list[Word]:
    if isinstance(block, Line):
        return list(block.words)
    words: list[Word] = []
    for cell in block.cells:
        words.extend(word for line in cell.lines for word in line.words)
        for inner in cell.grids:
            words.extend(words_in(inner))
    return words
