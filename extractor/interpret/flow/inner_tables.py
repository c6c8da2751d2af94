"""A table whose cells hold small tables in, the same table with their texts as lines of these cells out.

Habit: a target is typed into a table of two cells, number and unit, inside the cell of the target; a fraction is drawn
as a table of one column. Inner tables with a header of their own are tables in their own right, and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.interpret.tables.grid_view import GridView, filled
from extractor.interpret.tables.header_rows import find_header
from schemas.cell_range import spanning
from schemas.geometry import union
from schemas.transcript import Cell, Grid, Line


def with_inner_text(grid: Grid) -> Grid:
    """The grid with the texts of inner tables among the lines of their cells; the grid itself where it has none."""
    if not any(cell.grids for cell in grid.cells):
        return grid
    return replace(grid, cells=tuple(_flattened(cell) for cell in grid.cells))


def _flattened(cell: Cell) -> Cell:
    if not cell.grids or any(find_header(GridView(inner)) is not None for inner in cell.grids):
        return cell
    inside = (line for inner in cell.grids for line in _row_lines(inner))
    return replace(cell, lines=(*filled(cell.lines), *inside), grids=())


def _row_lines(grid: Grid) -> Iterator[Line]:
    """The lines of a small table by its rows; a row of cells with one line each is one line."""
    view = GridView(grid)
    for row in range(grid.rows):
        cells = [_flattened(cell) for cell in view.starting(row)]
        lines = [line for cell in cells for line in filled(cell.lines)]
        if lines and all(len(filled(cell.lines)) <= 1 for cell in cells):
            yield _beside(lines)
        else:
            yield from lines


def _beside(lines: list[Line]) -> Line:
    """Lines beside each other as one."""
    return replace(
        lines[0],
        text=" ".join(line.text.strip() for line in lines),
        words=tuple(word for line in lines for word in line.words),
        box=union(line.box for line in lines),
        equations=tuple(equation for line in lines for equation in line.equations),
        cells=spanning(line.cells for line in lines),
    )
