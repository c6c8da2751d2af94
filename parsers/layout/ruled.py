"""Ruling lines to lattices: which areas on the page are cells, and how they span."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.ink import Ruling
from parsers.layout.segments import Floats, Ints, Segments, clusters, join, split_directions

# In parts of the text height.
SNAP = 0.28  # lines nearer than this across are one, as double rules are
JOIN_GAP = 0.35  # bits nearer than this along are one line
TOUCH = 0.35  # a line that ends this near to another one touches it
MIN_LINE = 0.7  # shorter lines are marks, not rulings
OPEN_EDGE = 0.8  # lines that run on this far beyond the last crossing one make an open column or row
LINE_COVER = 0.6  # part of a cell's side that must be drawn for the side to count

MAX_LINES = 2_500  # per direction on one page; of more, the longest are kept. Readers tell it as a finding

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LatticeCell:
    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Crossing lines in order, and the cells that they enclose. Every place belongs to one cell."""

    xs: Floats  # columns + 1
    ys: Floats  # rows + 1
    cells: tuple[LatticeCell, ...]
    owner: Ints  # (rows, columns): index into cells

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        return len(self.xs) - 1


def lattices(rulings: tuple[Ruling, ...], height: float) -> list[Lattice]:
    """All lattices of a page with at least one cell, in no order.

    `height` is the usual text height in points; tolerances are parts of it.
    """
    boxes = np.array([(r.box.x0, r.box.top, r.box.x1, r.box.bottom) for r in rulings]).reshape(-1, 4)
    level, upright = split_directions(boxes)
    directions = []
    for segments in (level, upright):
        joined = join(segments, SNAP * height, JOIN_GAP * height)
        joined = joined.chosen(joined.end - joined.start >= MIN_LINE * height)
        if len(joined) > MAX_LINES:
            joined = joined.chosen(np.argsort(joined.start - joined.end, kind="stable")[:MAX_LINES])
        directions.append(joined)
    level, upright = directions
    if not len(level) or not len(upright):
        return []
    touch = _touching(level, upright, TOUCH * height)
    result = []
    for rows, cols in _components(touch):
        lattice = _lattice(level.chosen(rows), upright.chosen(cols), height)
        if lattice is not None:
            result.append(lattice)
    return result


def _touching(level: Segments, upright: Segments, reach: float) -> Bools:
    across = (upright.at[None, :] >= level.start[:, None] - reach) & (upright.at[None, :] <= level.end[:, None] + reach)
    along = (level.at[:, None] >= upright.start[None, :] - reach) & (level.at[:, None] <= upright.end[None, :] + reach)
    return across & along


def _components(touch: Bools) -> list[tuple[Ints, Ints]]:
    """Groups of lines that hang together: for each, the indices of its level and of its upright lines."""
    n, m = touch.shape
    rows = np.arange(n)
    first_row, first_col = np.nonzero(touch)
    if not len(first_row):
        return []
    far = n + m
    while True:
        cols = np.full(m, far)
        np.minimum.at(cols, first_col, rows[first_row])
        updated = rows.copy()
        np.minimum.at(updated, first_row, cols[first_col])
        if (updated == rows).all():
            break
        rows = updated
    groups = []
    for label in np.unique(rows[first_row]).tolist():
        groups.append((np.nonzero(rows == label)[0], np.nonzero(cols == label)[0]))
    return groups


def _lattice(level: Segments, upright: Segments, height: float) -> Lattice | None:
    xs = _places(upright.at, level, height)
    ys = _places(level.at, upright, height)
    if len(xs) < 2 or len(ys) < 2:
        return None
    reach = TOUCH * height
    lines = _drawn(ys, xs, level, reach)  # (rows + 1, columns)
    walls = _drawn(xs, ys, upright, reach).T  # (rows, columns + 1)
    return _cells(xs, ys, lines, walls)


def _places(at: Floats, crossing: Segments, height: float) -> Floats:
    """Where lines stand, with the ends of the crossing lines where those run on into an open edge."""
    places = np.unique(at)
    ends = [places]
    if len(crossing):
        first, last = np.median(crossing.start), np.median(crossing.end)
        if first < places[0] - OPEN_EDGE * height:
            ends.insert(0, np.array([first]))
        if last > places[-1] + OPEN_EDGE * height:
            ends.append(np.array([last]))
    joined = np.concatenate(ends)
    group = clusters(joined, SNAP * height)
    return np.bincount(group, weights=joined) / np.bincount(group)


def _drawn(places: Floats, steps: Floats, segments: Segments, reach: float) -> Bools:
    """(places, steps - 1): whether a line at each place covers each step between crossing lines."""
    cover = np.zeros((len(places), len(steps) - 1))
    nearest = np.abs(segments.at[:, None] - places[None, :]).argmin(axis=1)
    low, high = steps[:-1], steps[1:]
    for index, start, end in zip(nearest, segments.start, segments.end, strict=True):
        cover[index] += np.maximum(np.minimum(end, high) - np.maximum(start, low), 0.0)
    return cover >= LINE_COVER * (high - low)[None, :]


def _cells(xs: Floats, ys: Floats, lines: Bools, walls: Bools) -> Lattice:
    rows, cols = len(ys) - 1, len(xs) - 1
    owner = np.full((rows, cols), -1, dtype=np.int64)
    cells: list[LatticeCell] = []
    for r in range(rows):
        for c in range(cols):
            if owner[r, c] >= 0:
                continue
            span = 1
            while c + span < cols and not walls[r, c + span] and owner[r, c + span] < 0:
                span += 1
            deep = 1
            while r + deep < rows and _goes_down(lines, walls, owner, r + deep, c, span):
                deep += 1
            owner[r : r + deep, c : c + span] = len(cells)
            cells.append(LatticeCell(r, c, deep, span))
    return Lattice(xs, ys, tuple(cells), owner)


def _goes_down(lines: Bools, walls: Bools, owner: Ints, row: int, col: int, span: int) -> bool:
    """True where the cell over places (row, col..col+span) has no line under it and no wall within that row."""
    if lines[row, col : col + span].any() or (owner[row, col : col + span] >= 0).any():
        return False
    if walls[row, col + 1 : col + span].any():
        return False
    # Where the row below runs on beyond the cell's sides, the areas are not one rectangle.
    left_open = col > 0 and not walls[row, col]
    right_open = col + span < walls.shape[1] - 1 and not walls[row, col + span]
    return not left_open and not right_open
