"""Grids whose nested tables touch their cells -> the same grids without the columns that are only margins of cells.

Habit: word processors lay a table inside a cell at the cell's margins, a few points from its borders; on a page both
tables are one lattice, with a narrow column on each side of the inner one. Positions in PDF points.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.transcript import Grid

MARGIN = 8.0  # points: a column as narrow as this, with nothing in it, is a margin
MIN_COLUMNS = 3  # of a grid that has columns to spare


def without_margins(grid: Grid) -> Grid:
    """The grid with margins made part of the column beside them that the cells around them span."""
    col = grid.cols - 1
    while col >= 0 and grid.cols > MIN_COLUMNS:
        if _is_margin(grid, col):
            grid = _without_column(grid, col)
        col -= 1
    return grid


def _is_margin(grid: Grid, col: int) -> bool:
    """True for a narrow column without text that some cells span together with the one beside it."""
    if len(grid.col_edges) != grid.cols + 1 or grid.col_edges[col + 1] - grid.col_edges[col] > MARGIN:
        return False
    over = [cell for cell in grid.cells if cell.col <= col < cell.col + cell.col_span]
    own = [cell for cell in over if cell.col_span == 1]
    return len(own) < len(over) and not any(cell.lines or cell.grids for cell in own)


def _without_column(grid: Grid, col: int) -> Grid:
    kept = []
    for cell in grid.cells:
        covers = cell.col <= col < cell.col + cell.col_span
        if covers and cell.col_span == 1:
            continue
        place = cell.col - (cell.col > col)
        kept.append(replace(cell, col=place, col_span=cell.col_span - covers))
    to_the_right = any(cell.col <= col and cell.col + cell.col_span > col + 1 for cell in grid.cells)
    gone = col + 1 if to_the_right else col
    edges = tuple(edge for i, edge in enumerate(grid.col_edges) if i != gone)
    return replace(grid, cols=grid.cols - 1, cells=tuple(kept), col_edges=edges)
