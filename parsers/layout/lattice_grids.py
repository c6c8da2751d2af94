"""Lattice + words -> Grid: each word in the cell that holds its middle, or in the one whose text it continues.
PDF points, origin top left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from parsers.layout.cell_margins import without_margins
from parsers.layout.lattices import Lattice, LatticeCell
from parsers.layout.line_builder import LineBuilder
from parsers.layout.ruling_lines import Floats, Ints
from schemas.geometry import Box
from schemas.transcript import Cell, Grid, Word

# In parts of the word's height.
STRADDLE = 0.15  # a word that extends less over a ruling only touches it
WORD_GAP = 0.45  # words nearer than this belong together
SAME_LINE = 0.5  # middles of words of one line differ by less than this


def word_centres(words: Sequence[Word]) -> Floats:
    """(n, 2): x, y of the middle of each word, points."""
    return np.array([(w.box.x_mid, w.box.y_mid) for w in words]).reshape(-1, 2)


def cell_indices(lattice: Lattice, points: Floats) -> Ints:
    """(n,) index into `lattice.cells` of the cell that holds each point, (n, 2) x, y; -1 for points outside."""
    rows = np.searchsorted(lattice.ys, points[:, 1], side="right") - 1
    borders = lattice.row_xs[np.clip(rows, 0, lattice.rows - 1)]
    cols = (borders <= points[:, :1]).sum(axis=1) - 1
    inside = (cols >= 0) & (cols < lattice.cols) & (rows >= 0) & (rows < lattice.rows)
    indices = np.full(len(points), -1, dtype=np.int64)
    indices[inside] = lattice.owner[rows[inside], cols[inside]]
    return indices


def assign_words(lattice: Lattice, words: Sequence[Word], centres: Floats) -> Ints:
    """(n,) index into `lattice.cells` of each word's cell; -1 for words outside. `centres`: (n, 2), of the words.

    A word belongs where its middle lies, unless it straddles a ruling and continues (or is continued by) a word of the
    cell on the other side: text that runs over its cell's border stays whole, as in spreadsheets with narrow columns
    (test_text_that_runs_over_a_ruling_stays_in_its_cell).
    """
    cells = cell_indices(lattice, centres)
    if not len(cells):
        return cells
    spans = np.array([(w.box.x0, w.box.x1, w.box.bottom - w.box.top) for w in words])
    slack = STRADDLE * spans[:, 2]
    lefts = cell_indices(lattice, np.stack([spans[:, 0] + slack, centres[:, 1]], axis=1))
    rights = cell_indices(lattice, np.stack([spans[:, 1] - slack, centres[:, 1]], axis=1))
    for i in np.nonzero((cells >= 0) & ((lefts != cells) | (rights != cells)))[0].tolist():
        height = spans[i, 2]
        beside = np.nonzero(np.abs(centres[:, 1] - centres[i, 1]) < SAME_LINE * height)[0]
        before = spans[i, 0] - spans[beside, 1]
        after = spans[beside, 0] - spans[i, 1]
        joined_left = beside[(before > -slack[i]) & (before < WORD_GAP * height)]
        joined_right = beside[(after > -slack[i]) & (after < WORD_GAP * height)]
        if len(joined_left) and not len(joined_right) and lefts[i] >= 0 and cells[joined_left[0]] == lefts[i]:
            cells[i] = lefts[i]
        elif len(joined_right) and not len(joined_left) and rights[i] >= 0 and cells[joined_right[0]] == rights[i]:
            cells[i] = rights[i]
    return cells


def _cell_box(lattice: Lattice, cell: LatticeCell) -> Box:
    """From border to border, as drawn in the cell's first row."""
    borders = lattice.row_xs[cell.row]
    top, bottom = lattice.ys[cell.row], lattice.ys[cell.row + cell.row_span]
    return Box(float(borders[cell.col]), float(top), float(borders[cell.col + cell.col_span]), float(bottom))


def build_grid(
    lattice: Lattice,
    builder: LineBuilder,
    words_by_cell: Mapping[int, Sequence[Word]],
    inner: Mapping[int, Sequence[Grid]],
) -> Grid:
    """The Grid of a lattice. `words_by_cell` and `inner` (tables inside cells) go by index into `lattice.cells`."""
    xs, ys = lattice.xs.tolist(), lattice.ys.tolist()
    boxes = [_cell_box(lattice, cell) for cell in lattice.cells]
    cells = tuple(
        Cell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            lines=builder.build(words_by_cell.get(i, ()), (box.x0, box.x1)),
            box=box,
            grids=tuple(inner.get(i, ())),
            inferred=lattice.inferred.get(cell.row),
        )
        for i, (cell, box) in enumerate(zip(lattice.cells, boxes, strict=True))
    )
    grid = Grid(
        rows=lattice.rows,
        cols=lattice.cols,
        cells=cells,
        page=builder.page,
        box=Box(xs[0], ys[0], xs[-1], ys[-1]),
        ruled=True,
        col_edges=tuple(xs),
    )
    return without_margins(grid)
