"""Rulings -> lattices of cells with row and column spans: snap and join lines, group those that cross, merge the
places between them wherever no ruling is drawn (the "lattice" method of Camelot and pdfplumber, vectorised)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from parsers.layout.ruling_lines import (
    Floats,
    Ints,
    RulingLines,
    cluster,
    connected_lines,
    join_lines,
    split_directions,
)
from parsers.layout.shifted_borders import drawn_by_group, positions_by_row, shared_borders
from parsers.raw_page import Ruling
from schemas.transcript import InferredRow

# In parts of the text height; set on office tables drawn by Word, Excel and scanners.
SNAP = 0.28  # lines nearer than this across are one, as double rules are
JOIN_GAP = 0.35  # segments nearer than this along are one line
TOUCH = 0.35  # tolerance: a line that ends this near to another one touches it
SAME_PLACE = 1.0  # points: lines that are drawn at one place, or that end together
MIN_LINE = 0.7  # shorter lines are marks, not rulings
OPEN_EDGE = 0.8  # lines that run on this far beyond the last crossing one make an open column or row
LINE_COVER = 0.6  # part of a cell border that must be drawn for the border to count

MAX_LINES = 2_500  # per direction on one page; of more, the longest are kept, and readers add a finding

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LatticeCell:
    """A cell of a Lattice and what it spans."""

    row: int  # 0-based
    col: int  # 0-based
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True, eq=False)
class _DrawnLines:
    """What a lattice was made of."""

    horizontal: RulingLines
    vertical: RulingLines
    column_of: Ints  # (vertical,) the column border that each vertical line is part of
    borders: Floats  # (n,) positions of the borders before those that shift were joined
    group: Ints  # (n,) the column border that each of them is part of


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Crossing lines in order, and the cells that they enclose. Every place belongs to exactly one cell."""

    xs: Floats  # (columns + 1,) x positions in points, ascending; of a border that shifts from row to row the usual one
    row_xs: Floats  # (rows, columns + 1) the same in each row
    ys: Floats  # (rows + 1,) y positions in points, ascending
    cells: tuple[LatticeCell, ...]  # by row, then by column
    owner: Ints  # (rows, columns): index into cells
    drawn: _DrawnLines
    inferred: Mapping[int, InferredRow] = field(default_factory=dict)  # by row: what no ruling shows

    def drawn_at(self, y: float) -> Bools:
        """(columns + 1,): whether the border of each column is drawn at height y."""
        vertical = self.drawn.vertical
        there = (vertical.start <= y) & (vertical.end >= y)
        result = np.zeros(len(self.xs), dtype=bool)
        result[self.drawn.column_of[there]] = True
        return result

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1


def find_lattices(rulings: Sequence[Ruling], height: float) -> list[Lattice]:
    """All lattices of a page with at least one cell, in no order.

    `height` is the usual text height in points; all tolerances are parts of it.
    """
    boxes = np.array([(r.box.x0, r.box.top, r.box.x1, r.box.bottom) for r in rulings]).reshape(-1, 4)
    horizontal, vertical = (_whole_lines(lines, height) for lines in split_directions(boxes))
    if not len(horizontal) or not len(vertical):
        return []
    touch = _touching(horizontal, vertical, TOUCH * height)
    free: Ints = np.nonzero(touch.sum(axis=0) == 0)[0]  # vertical lines that meet none
    lattices = []
    for rows, cols in connected_lines(touch):
        level = horizontal.select(rows)
        found = lattice_of(level, vertical.select(np.concatenate([cols, _beside(vertical, cols, free, level)])), height)
        if found is not None:
            lattices.append(found)
    return lattices


def _beside(vertical: RulingLines, own: Ints, free: Ints, level: RulingLines) -> Ints:
    """The vertical lines among `free` (indices) that are drawn between the horizontal lines `level` and beside lines
    of the same extent, or on one line with one of `own`.

    Habit: lines between the columns that are left out beside a heading over the whole width, so that what is between
    two headings meets no other line (test_columns_between_two_headings_are_columns).
    """
    place, start, end = vertical.position[free], vertical.start[free], vertical.end[free]
    inside = (place > level.start.min()) & (place < level.end.max())
    inside &= (start >= level.position.min()) & (end <= level.position.max())
    on_line: Bools = np.any(np.abs(place[:, None] - vertical.position[own][None, :]) <= SAME_PLACE, axis=1)
    alike: Bools = np.abs(start[:, None] - start[None, :]) + np.abs(end[:, None] - end[None, :]) <= SAME_PLACE
    found: Ints = free[inside & np.any(alike & on_line[None, :], axis=1)]
    return found


def horizontal_lines(rulings: Sequence[Ruling]) -> RulingLines:
    """The horizontal rulings as lines."""
    boxes = [(r.box.x0, r.box.top, r.box.x1, r.box.bottom) for r in rulings if r.horizontal]
    return split_directions(np.array(boxes, dtype=np.float64).reshape(-1, 4))[0]


def _whole_lines(lines: RulingLines, height: float) -> RulingLines:
    """Joined lines that are long enough; at most MAX_LINES, the longest."""
    joined = join_lines(lines, SNAP * height, JOIN_GAP * height)
    joined = joined.select(joined.end - joined.start >= MIN_LINE * height)
    if len(joined) > MAX_LINES:
        joined = joined.select(np.argsort(joined.start - joined.end, kind="stable")[:MAX_LINES])
    return joined


def _touching(horizontal: RulingLines, vertical: RulingLines, tolerance: float) -> Bools:
    """(horizontal, vertical): whether the two lines meet or cross."""
    x, y = vertical.position[None, :], horizontal.position[:, None]
    across = (x >= horizontal.start[:, None] - tolerance) & (x <= horizontal.end[:, None] + tolerance)
    along = (y >= vertical.start[None, :] - tolerance) & (y <= vertical.end[None, :] + tolerance)
    return across & along


def lattice_of(horizontal: RulingLines, vertical: RulingLines, height: float) -> Lattice | None:
    """The lattice of lines that belong together; None where they enclose nothing."""
    xs = _positions(vertical.position, horizontal, height)
    ys = _positions(horizontal.position, vertical, height)
    if len(xs) < 2 or len(ys) < 2:
        return None
    group = shared_borders(xs, _drawn_borders(xs, ys, vertical).T, height)
    if not group[-1]:
        return None
    nearest = np.abs(vertical.position[:, None] - xs[None, :]).argmin(axis=1)
    drawn = _DrawnLines(horizontal, vertical, group[nearest], xs, group)
    return _lattice_of(drawn, ys, np.zeros((len(ys), int(group[-1])), dtype=bool), np.zeros(0))


def _lattice_of(drawn: _DrawnLines, ys: Floats, open_tops: Bools, cuts: Floats) -> Lattice:
    """The lattice with rows between `ys`, of which `cuts` are no rulings: those count as drawn, but for the places
    (rows + 1, columns) `open_tops`."""
    lefts = _drawn_borders(drawn.borders, ys, drawn.vertical).T  # (rows, borders)
    xs, row_xs = positions_by_row(drawn.borders, lefts, drawn.group)
    tops = _drawn_borders(ys, xs, drawn.horizontal)  # (rows + 1, columns)
    tops |= np.isin(ys, cuts)[:, None] & ~open_tops
    cells, owner = _merged_cells(tops, drawn_by_group(lefts, drawn.group))
    return Lattice(xs, row_xs, ys, cells, owner, drawn)


def with_rows_cut(lattice: Lattice, cuts: Floats, joined: Bools) -> Lattice:
    """The lattice with more rows: cut at the heights `cuts`, (n,), where white space separates rows. `joined`, (n,
    columns), has the places at which the cell above a cut continues below it."""
    ys = np.sort(np.concatenate([lattice.ys, cuts]))
    open_tops = np.zeros((len(ys), lattice.cols), dtype=bool)
    open_tops[np.searchsorted(ys, cuts)] = joined
    return _lattice_of(lattice.drawn, ys, open_tops, cuts)


def _positions(drawn: Floats, crossing: RulingLines, height: float) -> Floats:
    """Where lines are, with the ends of the crossing lines where those run on into an open edge."""
    places = np.unique(drawn)
    ends = [places]
    if len(crossing):
        first, last = np.median(crossing.start), np.median(crossing.end)
        if first < places[0] - OPEN_EDGE * height:
            ends.insert(0, np.array([first]))
        if last > places[-1] + OPEN_EDGE * height:
            ends.append(np.array([last]))
    joined = np.concatenate(ends)
    group = cluster(joined, SNAP * height)
    return np.bincount(group, weights=joined) / np.bincount(group)


def _drawn_borders(positions: Floats, steps: Floats, lines: RulingLines) -> Bools:
    """(positions, steps - 1): whether a line at each position covers each step between crossing lines."""
    cover = np.zeros((len(positions), len(steps) - 1))
    nearest = np.abs(lines.position[:, None] - positions[None, :]).argmin(axis=1)
    low, high = steps[:-1], steps[1:]
    for index, start, end in zip(nearest, lines.start, lines.end, strict=True):
        cover[index] += np.maximum(np.minimum(end, high) - np.maximum(start, low), 0.0)
    return cover >= LINE_COVER * (high - low)[None, :]


def _merged_cells(tops: Bools, lefts: Bools) -> tuple[tuple[LatticeCell, ...], Ints]:
    """Cells grown from each free place to the right, then downwards, as far as no border is drawn; and (rows, columns)
    the index of the cell at each place."""
    rows, cols = len(lefts), tops.shape[1]
    owner = np.full((rows, cols), -1, dtype=np.int64)
    cells: list[LatticeCell] = []
    for r in range(rows):
        for c in range(cols):
            if owner[r, c] >= 0:
                continue
            wide = 1
            while c + wide < cols and not lefts[r, c + wide] and owner[r, c + wide] < 0:
                wide += 1
            deep = 1
            while r + deep < rows and _continues_down(tops, lefts, owner, r + deep, slice(c, c + wide)):
                deep += 1
            owner[r : r + deep, c : c + wide] = len(cells)
            cells.append(LatticeCell(r, c, deep, wide))
    return tuple(cells), owner


def _continues_down(tops: Bools, lefts: Bools, owner: Ints, row: int, span: slice) -> bool:
    """True where the cell over columns `span` has no border above `row`, and no border within that row."""
    if tops[row, span].any() or (owner[row, span] >= 0).any():
        return False
    if lefts[row, span.start + 1 : span.stop].any():
        return False
    # Where the row below runs on beyond the cell's borders, the areas are not one rectangle.
    left_open = span.start > 0 and not lefts[row, span.start]
    right_open = span.stop < lefts.shape[1] - 1 and not lefts[row, span.stop]
    return not left_open and not right_open
