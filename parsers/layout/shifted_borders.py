"""Borders drawn per row -> which of them are one column border that shifts from row to row.

Habit: tables whose borders were dragged by hand in single rows, and exporters that round cell widths row by row. Two
borders of one column are near each other and never drawn in the same row: no cell lies between them. Lengths in PDF
points.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from parsers.layout.ruling_lines import Floats, Ints

MAX_SHIFT = 1.5  # text heights: borders of one column are no further apart

Bools = npt.NDArray[np.bool_]


def shared_borders(xs: Floats, drawn: Bools, height: float) -> Ints:
    """(n,) for each border the number of the column border that it is part of, ascending from 0.

    xs: (n,) positions, ascending; drawn: (rows, n), whether the border is drawn in the row; `height`: usual text
    height. Left to right, each border joins the one before it as long as they are within MAX_SHIFT of each other
    (test_a_border_that_shifts_from_row_to_row_is_one_column_border).
    """
    group = np.zeros(len(xs), dtype=np.int64)
    start, seen = 0, drawn[:, 0].copy()
    for i in range(1, len(xs)):
        shifts = xs[i] - xs[start] <= MAX_SHIFT * height and drawn[:, i].any() and seen.any()
        joined = shifts and not (seen & drawn[:, i]).any()
        group[i] = group[i - 1] + (not joined)
        if joined:
            seen |= drawn[:, i]
        else:
            start, seen = i, drawn[:, i].copy()
    return group


def positions_by_row(xs: Floats, drawn: Bools, group: Ints) -> tuple[Floats, Floats]:
    """(columns + 1,) the usual position of each column border, and (rows, columns + 1) its position in each row.

    In a row where it is not drawn a border is at its usual position.
    """
    count = int(group[-1]) + 1
    weight = drawn.sum(axis=0) + 1e-6
    usual = np.bincount(group, weights=xs * weight, minlength=count) / np.bincount(group, weights=weight)
    by_row = np.tile(usual, (len(drawn), 1))
    rows, borders = np.nonzero(drawn)
    by_row[rows, group[borders]] = xs[borders]
    return usual, np.maximum.accumulate(by_row, axis=1)


def drawn_by_group(drawn: Bools, group: Ints) -> Bools:
    """(rows, columns + 1): whether any of the borders of a group is drawn in the row."""
    first = np.nonzero(np.diff(group, prepend=-1))[0]
    joined: Bools = np.logical_or.reduceat(drawn, first, axis=1)
    return joined
