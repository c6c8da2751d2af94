"""Row raster -> blocks of rows with common column gutters (white space through many rows), for tables without rulings.

Whitespace-river method: rows of several runs vote for white stretches of the raster; a stretch seen in few rows must be
wide, one seen in many may be narrow. Where the gutters change, a stretch of rows is divided by a gain in value.
Positions in PDF points, origin top left; widths in parts of the text height.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from parsers.layout.printed_rows import PrintedRow, ends_table, is_number
from parsers.layout.row_raster import RowRaster

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Stretches = tuple[Ints, Ints]  # starts and ends of white stretches, in raster columns, end exclusive

DENSE_SHARE = 0.6  # rows with this share of the usual number of runs show where columns are
DENSE_PERCENTILE = 75
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

MAX_SINGLE_ROWS = 5  # rows of one run between two rows of several: wrapped cells, headings of groups
MAX_GAP = 2.6  # in parts of the text height: rows further apart don't belong together,
MAX_GAP_OF_USUAL = 1.7  # unless all rows are so far apart
HEADER_ROWS = 4  # of a block: names over groups of columns are among them,
HEADER_CROSSING = 0.25  # so that running across a gutter counts less there
SPLIT_PRICE = 4.0  # what an additional block must gain, in gutters times rows
CANDIDATE_GAP = 1.25  # a gap this many times the usual one may separate two tables,
CANDIDATE_EXTRA = 0.25  # or one that is so much wider, text heights
CANDIDATE_CHANGE = 2  # or a change of the number of runs by so many


@dataclass(frozen=True, slots=True, eq=False)
class ColumnBlock:
    """Rows lo..hi-1 of a raster with common gutters between their columns."""

    lo: int
    hi: int
    gutters: Floats  # (n, 2): x0, x1 in points, left to right
    dense: Ints  # rows that the gutters were taken from
    height: float  # usual text height of those rows, points
    value: float  # how often a gutter separates two runs of a row, crossings deducted


def find_column_blocks(raster: RowRaster, rulings: Floats) -> list[ColumnBlock]:
    """Blocks of rows with columns, top to bottom. `rulings`: (n,) y positions of horizontal lines, points."""
    return [block for lo, hi in _row_stretches(raster) for block in _best_blocks(raster, lo, hi, rulings)]


def _row_stretches(raster: RowRaster) -> list[tuple[int, int]]:
    """Stretches from a row of several runs to another, without long prose or wide white space between."""
    rows = raster.rows
    gaps = np.array([after.top - before.bottom for before, after in pairwise(rows)])
    usual = float(np.median(gaps)) if len(gaps) else 0.0
    limit = max(MAX_GAP * raster.height, MAX_GAP_OF_USUAL * usual)
    stretches: list[tuple[int, int]] = []
    start = last = -1
    left = 0.0  # of the stretch
    singles = 0  # rows of one run since the last row of several, wrapped cells not counted
    for index, row in enumerate(rows):
        left = min(left, row.left) if start >= 0 else row.left
        ends = ends_table(row, left)
        wraps = start >= 0 and not ends and _continues_a_cell(row, rows[last], raster.height)
        apart = start >= 0 and (gaps[index - 1] > limit or singles > MAX_SINGLE_ROWS)
        if start >= 0 and (apart or ends):
            stretches.append((start, last + 1))
            start = -1
        if len(row.runs) > 1 and not ends:
            start = index if start < 0 else start
            last, singles = index, 0
        elif not wraps:
            singles += 1
    if start >= 0:
        stretches.append((start, last + 1))
    return [(lo, hi) for lo, hi in stretches if hi - lo >= 2]


def _continues_a_cell(row: PrintedRow, above: PrintedRow, height: float) -> bool:
    """True for a single run that begins under one of the runs of the row above, other than the first."""
    if len(row.runs) != 1:
        return False
    return any(abs(run[0].box.x0 - row.left) <= ALIGNMENT_TOLERANCE * height for run in above.runs[1:])


def _best_blocks(raster: RowRaster, lo: int, hi: int, rulings: Floats) -> list[ColumnBlock]:
    """The stretch as one block, or as several where those have more gutters (greedy recursive division)."""
    whole = _column_block(raster, lo, hi)
    best_value = whole.value if whole else 0.0
    best_cut = -1
    for cut in _candidate_cuts(raster, lo, hi, rulings):
        upper, lower = _column_block(raster, lo, cut), _column_block(raster, cut, hi)
        value = (upper.value if upper else 0.0) + (lower.value if lower else 0.0) - SPLIT_PRICE
        if value > best_value:
            best_value, best_cut = value, cut
    if best_cut >= 0:
        return _best_blocks(raster, lo, best_cut, rulings) + _best_blocks(raster, best_cut, hi, rulings)
    return [whole] if whole else []


def _candidate_cuts(raster: RowRaster, lo: int, hi: int, rulings: Floats) -> list[int]:
    """Rows at which another table may begin: beside rows of one run, rulings, wide gaps, changes of the runs."""
    rows = raster.rows
    gaps = [rows[i].top - rows[i - 1].bottom for i in range(lo + 1, hi)]
    usual = float(np.median(gaps)) if gaps else 0.0
    wide = max(CANDIDATE_GAP * usual, usual + CANDIDATE_EXTRA * raster.height)
    cuts = []
    for i in range(lo + 1, hi):
        above, row = rows[i - 1], rows[i]
        single = len(row.runs) < 2 or len(above.runs) < 2
        ruled = bool(((rulings > above.middle) & (rulings < row.middle)).any())
        changes = abs(len(row.runs) - len(above.runs)) >= CANDIDATE_CHANGE
        if single or ruled or changes or gaps[i - lo - 1] > wide:
            cuts.append(i)
    return cuts


def whole_block(raster: RowRaster) -> ColumnBlock | None:
    """All rows of a raster as one block; None where they have no common gutter."""
    return _column_block(raster, 0, len(raster.rows))


def _column_block(raster: RowRaster, lo: int, hi: int) -> ColumnBlock | None:
    """Rows lo..hi-1 with their common gutters; None where there is none."""
    counts = np.array([len(row.runs) for row in raster.rows[lo:hi]])
    several = counts > 1
    if not several.any():
        return None
    typical = np.percentile(counts[several], DENSE_PERCENTILE)
    dense = np.nonzero(several & (counts >= DENSE_SHARE * typical))[0] + lo
    if len(dense) < 2:
        return None
    height = float(np.median([raster.rows[i].height for i in dense]))
    voters = np.concatenate([dense, _wrapped_rows(raster, lo, hi, dense)])
    gutters = _GutterSearch(raster, lo, hi, height).gutters(dense, voters)
    if not len(gutters):
        return None
    value = _block_value(raster, lo, hi, gutters)
    return ColumnBlock(lo, hi, gutters, dense, height, value) if value > 0 else None


def _wrapped_rows(raster: RowRaster, lo: int, hi: int, dense: Ints) -> Ints:
    """Rows of one run that continue a cell of the nearest dense row above or below."""
    rows = raster.rows
    result = []
    for i in range(lo, hi):
        if len(rows[i].runs) == 1:
            place = int(np.searchsorted(dense, i))
            beside = [int(dense[j]) for j in (place - 1, place) if 0 <= j < len(dense)]
            if any(_continues_a_cell(rows[i], rows[j], rows[i].height) for j in beside):
                result.append(i)
    return np.array(result, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _GutterSearch:
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


def _block_value(raster: RowRaster, lo: int, hi: int, gutters: Floats) -> float:
    """How many times a gutter separates two texts of a row, less the times that text runs across one."""
    occupied = raster.occupied[lo:hi]
    several = np.array([len(row.runs) > 1 for row in raster.rows[lo:hi]])
    at = ((gutters.mean(axis=1) - raster.left) / raster.unit).astype(np.int64)
    crossed = occupied[:, at]
    edges = np.concatenate([[0], at, [occupied.shape[1]]])
    text = np.stack([occupied[:, a:b].any(axis=1) for a, b in pairwise(edges)], axis=1)
    separated = text[:, :-1] & text[:, 1:] & ~crossed
    several |= separated.any(axis=1)
    price = np.where(np.arange(hi - lo) < HEADER_ROWS, HEADER_CROSSING, 1.0)
    return float(separated.sum()) - float((crossed.sum(axis=1) * price)[several].sum())
