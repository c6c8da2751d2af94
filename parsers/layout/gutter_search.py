"""Rows of a raster -> the column gutters that they have in common (white space through many rows, "rivers").

Rows of several runs vote for white stretches of the raster; a stretch seen in few rows must be wide, one seen in many
may be narrow. Positions in PDF points, origin top left; widths in parts of the text height.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.layout.printed_rows import is_number
from parsers.layout.row_raster import RowRaster

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Stretches = tuple[Ints, Ints]  # starts and ends of white stretches, in raster columns, end exclusive

CROSSING_SHARE = 0.1  # of the dense rows may run across a gutter
CROSSING_ROUNDING = 0.3  # so that seven rows allow one crossing
# A gutter seen in few rows must be wide, one seen in many may be narrow: (rows, parts of the text height).
LEAST_WIDTHS = ((2, 1.2), (3, 0.8), (5, 0.55), (8, 0.4), (12, 0.3))
# What a row with text on one side only counts of one with text on both: a line of prose would have continued.
ALIGNED_WEIGHT = 0.7  # it begins at the gutter's right edge
ONE_SIDED_WEIGHT = 0.35
ALIGNMENT_TOLERANCE = 0.3  # text heights
ALIGNED_ROWS = 3  # rows whose texts end, or begin, together at a gutter,
ALIGNED_BONUS = 2.0  # count for so many more
NUMBERS_BONUS = 2.0  # the same where numbers follow in
NUMBERS_SHARE = 0.8  # of the rows
KEY_WIDTH = 3.0  # text heights: a first column as narrow as this numbers the rows,
KEY_BONUS = 1.5  # and is seen by fewer of them
WINDOW = 12.0  # text heights: how far from a gutter its columns' text is looked for
COLUMN_SHARE = 0.12  # of the dense rows must have text in a column, else it is no column of its own


@dataclass(frozen=True, slots=True)
class GutterSearch:
    """Looks for gutters in rows lo..hi-1 of a raster whose usual text height is `height` points."""

    raster: RowRaster
    lo: int
    hi: int
    height: float

    def gutters(self, dense: Ints, voters: Ints) -> Floats:
        """(n, 2) x0, x1 in points: white stretches that none of the rows `voters` runs across, and between those
        the ones that hardly any does."""
        occupied = self.raster.occupied
        crossing = occupied[voters].sum(axis=0)
        used = np.nonzero(crossing)[0]
        if not len(used):
            return np.zeros((0, 2))
        first, last = int(used[0]), int(used[-1]) + 1
        starts, ends = self._wide_enough(_white_stretches(crossing == 0, first, last))
        tolerated = int(CROSSING_SHARE * len(dense) + CROSSING_ROUNDING)
        if tolerated:
            more = self._wide_enough(_white_stretches(crossing <= tolerated, first, last))
            starts, ends = _merged((starts, ends), more)
        starts, ends = _with_text_between(occupied[dense], starts, ends, first, last)
        found: Floats = np.stack([starts, ends], axis=1) * np.float64(self.raster.unit) + self.raster.left
        return found

    def _wide_enough(self, stretches: Stretches) -> Stretches:
        starts, ends = stretches
        evidence = [self._evidence(a, b) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        least = np.array([_least_width(rows) for rows in evidence]) * self.height / self.raster.unit
        wide = ends - starts >= least
        return starts[wide], ends[wide]

    def _evidence(self, a: int, b: int) -> float:
        """Evidence for a gutter at raster columns a..b-1, in rows: those with text on both sides count whole, those
        with text on one side in part; alignment, numbers beyond it and a narrow first column add to it."""
        occupied = self.raster.occupied[self.lo : self.hi]
        tolerance = max(int(ALIGNMENT_TOLERANCE * self.height / self.raster.unit), 1)
        window = int(WINDOW * self.height / self.raster.unit)
        white = ~occupied[:, a:b].any(axis=1)
        left = occupied[:, max(a - window, 0) : a].any(axis=1)
        right = occupied[:, b : b + window].any(axis=1)
        begins = white & ~left & occupied[:, b : b + tolerance].any(axis=1)
        both: Bools = np.logical_and(np.logical_and(white, left), right)
        others = white & (left | right) & ~both & ~begins
        score = both.sum() + ALIGNED_WEIGHT * begins.sum() + ONE_SIDED_WEIGHT * others.sum()
        if both.sum() < 2:
            return float(both.sum())
        score += _alignment_bonus(occupied[both], a, b, tolerance)
        score += self._numbers_bonus(self.lo + np.nonzero(both)[0], self.raster.left + a * self.raster.unit)
        return float(score) + self._key_bonus(a)

    def _numbers_bonus(self, rows: Ints, x: float) -> float:
        """What it adds that (nearly) every row continues with a number beyond x."""
        beyond = [next((r for r in self.raster.rows[i].runs if r[0].box.x0 >= x), None) for i in rows.tolist()]
        numbers = sum(run is not None and is_number(" ".join(word.text for word in run)) for run in beyond)
        return NUMBERS_BONUS if len(rows) >= ALIGNED_ROWS and numbers >= NUMBERS_SHARE * len(rows) else 0.0

    def _key_bonus(self, a: int) -> float:
        """What it adds that all text left of raster column a is a narrow column, as of row numbers."""
        left = self.raster.occupied[self.lo : self.hi, :a]
        narrow = left.any() and a - int(left.any(axis=0).argmax()) <= KEY_WIDTH * self.height / self.raster.unit
        return KEY_BONUS if narrow else 0.0


def _alignment_bonus(rows: Bools, a: int, b: int, tolerance: int) -> float:
    """What it adds that the texts on one side of a white stretch all end, or all begin, at its edge."""
    if len(rows) < ALIGNED_ROWS:
        return 0.0
    ends = rows[:, max(a - tolerance, 0) : a].any(axis=1)
    begins = rows[:, b : b + tolerance].any(axis=1)
    return ALIGNED_BONUS * (int(ends.all()) + int(begins.all()))


def _white_stretches(white: Bools, first: int, last: int) -> Stretches:
    """The runs of true values among raster columns first..last-1."""
    edges = np.diff(np.concatenate([[0], white[first:last].astype(np.int8), [0]]))
    return np.nonzero(edges == 1)[0] + first, np.nonzero(edges == -1)[0] + first


def _merged(stretches: Stretches, more: Stretches) -> Stretches:
    """`stretches`, and those of `more` that overlap none of them, left to right."""
    starts, ends = stretches
    apart = np.array([not ((starts < b) & (ends > a)).any() for a, b in zip(*more, strict=True)], dtype=bool)
    starts, ends = np.concatenate([starts, more[0][apart]]), np.concatenate([ends, more[1][apart]])
    order = np.argsort(starts)
    return starts[order], ends[order]


def _least_width(rows: float) -> float:
    """How wide a gutter seen in `rows` rows must be, in parts of the text height."""
    least = LEAST_WIDTHS[0][1]
    for count, width in LEAST_WIDTHS:
        if rows >= count:
            least = width
    return least


def _with_text_between(occupied: Bools, starts: Ints, ends: Ints, first: int, last: int) -> Stretches:
    """Drops gutters that bound a column in which hardly any row has text."""
    needed = max(1.0, COLUMN_SHARE * len(occupied))
    while len(starts):
        lefts = np.concatenate([[first], ends])
        rights = np.concatenate([starts, [last]])
        texts = np.array([occupied[:, a:b].any(axis=1).sum() for a, b in zip(lefts, rights, strict=True)])
        poor = int(texts.argmin())
        if texts[poor] >= needed:
            break
        # The narrower of the two gutters beside the poor column goes.
        beside = [i for i in (poor - 1, poor) if 0 <= i < len(starts)]
        drop = min(beside, key=lambda i: ends[i] - starts[i])
        starts, ends = np.delete(starts, drop), np.delete(ends, drop)
    return starts, ends
