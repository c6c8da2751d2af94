"""Lattices and words to Grids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parsers.layout.lattices import Lattice
from parsers.layout.line_builder import LineBuilder
from parsers.layout.ruling_lines import Floats, Ints
from schemas.geometry import Box
from schemas.transcript import Cell, Grid, Word

# In parts of the word's height.
STRADDLE = 0.15  # a word that reaches less over a ruling only touches it
BLANK = 0.45  # words nearer than this belong together


def word_centres(words: Sequence[Word]) -> Floats:
    """(n, 2): the middle of each word."""
    return np.array([(w.box.x_mid, w.box.y_mid) for w in words]).reshape(-1, 2)


def cell_indices(lattice: Lattice, points: Floats) -> Ints:
    """The index of the lattice cell that holds each point; -1 for points outside."""
    cols = np.searchsorted(lattice.xs, points[:, 0], side="right") - 1
    rows = np.searchsorted(lattice.ys, points[:, 1], side="right") - 1
    inside = (cols >= 0) & (cols < lattice.cols) & (rows >= 0) & (rows < lattice.rows)
    places = np.full(len(points), -1, dtype=np.int64)
    places[inside] = lattice.owner[rows[inside], cols[inside]]
    return places


def assign_words(lattice: Lattice, words: Sequence[Word], points: Floats) -> Ints:
    """The lattice cell of each word; -1 for words outside.

    A word belongs where its middle lies, unless it straddles a ruling and goes on from (or into) a word of the
    cell on the other side: text that runs over its cell's edge stays whole.
    """
    places = cell_indices(lattice, points)
    if not len(places):
        return places
    spans = np.array([(w.box.x0, w.box.x1, w.box.bottom - w.box.top) for w in words])
    slack = STRADDLE * spans[:, 2]
    lefts = cell_indices(lattice, np.stack([spans[:, 0] + slack, points[:, 1]], axis=1))
    rights = cell_indices(lattice, np.stack([spans[:, 1] - slack, points[:, 1]], axis=1))
    for i in np.nonzero((places >= 0) & ((lefts != places) | (rights != places)))[0].tolist():
        height = spans[i, 2]
        beside = np.nonzero(np.abs(points[:, 1] - points[i, 1]) < 0.5 * height)[0]
        before = spans[i, 0] - spans[beside, 1]
        after = spans[beside, 0] - spans[i, 1]
        joined_left = beside[(before > -slack[i]) & (before < BLANK * height)]
        joined_right = beside[(after > -slack[i]) & (after < BLANK * height)]
        if len(joined_left) and not len(joined_right) and lefts[i] >= 0 and places[joined_left[0]] == lefts[i]:
            places[i] = lefts[i]
        elif len(joined_right) and not len(joined_left) and rights[i] >= 0 and places[joined_right[0]] == rights[i]:
            places[i] = rights[i]
    return places


def build_grid(
    lattice: Lattice, builder: LineBuilder, words_by_cell: dict[int, list[Word]], inner: dict[int, list[Grid]]
) -> Grid:
    """The Grid of a lattice with its words and the grids that stand inside its cells."""
    xs, ys = lattice.xs.tolist(), lattice.ys.tolist()
    cells = tuple(
        Cell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            lines=builder.lines(words_by_cell.get(i, ()), (xs[cell.col], xs[cell.col + cell.col_span])),
            box=Box(xs[cell.col], ys[cell.row], xs[cell.col + cell.col_span], ys[cell.row + cell.row_span]),
            grids=tuple(inner.get(i, ())),
        )
        for i, cell in enumerate(lattice.cells)
    )
    return Grid(
        rows=lattice.rows,
        cols=lattice.cols,
        cells=cells,
        page=builder.page,
        box=Box(xs[0], ys[0], xs[-1], ys[-1]),
        ruled=True,
        col_edges=tuple(xs),
    )
