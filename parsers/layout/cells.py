"""Lattices and words to Grids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parsers.layout.lines import LineMaker
from parsers.layout.ruled import Lattice
from parsers.layout.segments import Floats, Ints
from schemas.geometry import Box
from schemas.transcript import Cell, Grid, Word


def centres(words: Sequence[Word]) -> Floats:
    """(n, 2): the middle of each word."""
    return np.array([(w.box.x_mid, w.box.y_mid) for w in words]).reshape(-1, 2)


def places_in(lattice: Lattice, points: Floats) -> Ints:
    """The index of the lattice cell that holds each point; -1 for points outside."""
    cols = np.searchsorted(lattice.xs, points[:, 0], side="right") - 1
    rows = np.searchsorted(lattice.ys, points[:, 1], side="right") - 1
    inside = (cols >= 0) & (cols < lattice.cols) & (rows >= 0) & (rows < lattice.rows)
    places = np.full(len(points), -1, dtype=np.int64)
    places[inside] = lattice.owner[rows[inside], cols[inside]]
    return places


def grid_of(
    lattice: Lattice, maker: LineMaker, words_by_cell: dict[int, list[Word]], inner: dict[int, list[Grid]]
) -> Grid:
    """The Grid of a lattice with its words and the grids that stand inside its cells."""
    xs, ys = lattice.xs.tolist(), lattice.ys.tolist()
    cells = tuple(
        Cell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            lines=maker.lines(words_by_cell.get(i, ()), (xs[cell.col], xs[cell.col + cell.col_span])),
            box=Box(xs[cell.col], ys[cell.row], xs[cell.col + cell.col_span], ys[cell.row + cell.row_span]),
            grids=tuple(inner.get(i, ())),
        )
        for i, cell in enumerate(lattice.cells)
    )
    return Grid(
        rows=lattice.rows,
        cols=lattice.cols,
        cells=cells,
        page=maker.page,
        box=Box(xs[0], ys[0], xs[-1], ys[-1]),
        ruled=True,
        col_edges=tuple(xs),
    )
