"""Where columns stand without rulings: white space that goes down through many rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from parsers.layout.row_raster import PrintedRow, RowRaster, ends_table, is_number

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DENSE_SHARE = 0.6  # rows with this share of the usual number of pieces say where columns stand
DENSE_PERCENTILE = 75
CROSSING_SHARE = 0.1  # of the dense rows may run across a gutter
# A gutter seen in few rows must be broad, one seen in many may be narrow: (rows, parts of the text height).
LEAST_WIDTHS = ((2, 1.2), (3, 0.8), (5, 0.55), (8, 0.4), (12, 0.3))
# What a row with text on one side only counts of one with text on both: a line of prose would have gone on.
ALIGNED_WEIGHT = 0.7  # it begins at the gutter's right edge
ONE_SIDED_WEIGHT = 0.35
ALIGNED_REACH = 0.3  # text heights
ALIGNED_ROWS = 3  # rows whose texts end, or begin, together at a gutter,
ALIGNED_BONUS = 2.0  # count for so many more
NUMBERS_BONUS = 2.0  # the same where numbers follow in
NUMBERS_SHARE = 0.8  # of the rows
KEY_WIDTH = 3.0  # text heights: a first column as narrow as this numbers the rows,
KEY_BONUS = 1.5  # and is seen by fewer of them
WINDOW = 12.0  # text heights: how far from a gutter its columns' text is looked for
COLUMN_SHARE = 0.12  # of the dense rows must have text in a column, else it is no column of its own

MAX_SINGLE_ROWS = 5  # rows of one piece between two rows of several: wrapped cells, headings of groups
MAX_GAP = 2.6  # in parts of the text height: rows further apart don't belong together,
MAX_GAP_AGAINST_USUAL = 1.7  # unless all rows stand so far apart
HEAD_ROWS = 4  # of a block: names over groups of columns stand in them,
HEAD_CROSSING = 0.25  # so that running across a gutter counts less there
SPLIT_PRICE = 4.0  # what an additional block must gain, in gutters times rows
CANDIDATE_GAP = 1.25  # a gap this many times the usual one may part two tables


@dataclass(frozen=True, slots=True, eq=False)
class ColumnBlock:
    """Rows lo..hi-1 of a raster with common gutters between their columns."""

    lo: int
    hi: int
    gutters: Floats  # (n, 2): x0, x1 in points
    dense: Ints  # rows that the gutters were taken from
    height: float  # usual text height of those rows
    value: float  # how often a gutter parts two pieces of a row


def find_column_blocks(raster: RowRaster, rules: Floats) -> list[ColumnBlock]:
    """Stretches of rows that stand in columns, top to bottom. `rules` are y positions of horizontal lines."""
    result: list[ColumnBlock] = []
    for lo, hi in _runs(raster):
        result.extend(_best(raster, lo, hi, rules))
    return result


def _runs(raster: RowRaster) -> list[tuple[int, int]]:
    """Stretches from a row of several pieces to another, without long prose or wide white space between."""
    rows = raster.rows
    gaps = np.array([after.top - before.bottom for before, after in pairwise(rows)])
    usual = float(np.median(gaps)) if len(gaps) else 0.0
    limit = max(MAX_GAP * raster.height, MAX_GAP_AGAINST_USUAL * usual)
    runs: list[tuple[int, int]] = []
    start = last = -1
    left = 0.0  # of the run
    singles = 0  # rows of one piece since the last row of several, wrapped cells not counted
    for index, row in enumerate(rows):
        left = min(left, row.left) if start >= 0 else row.left
        between = ends_table(row, left)
        wraps = start >= 0 and not between and _goes_on_in_a_column(row, rows[last], raster.height)
        apart = start >= 0 and (gaps[index - 1] > limit or singles > MAX_SINGLE_ROWS)
        if start >= 0 and (apart or between):
            runs.append((start, last + 1))
            start = -1
        if len(row.pieces) > 1 and not between:
            start = index if start < 0 else start
            last, singles = index, 0
        elif not wraps:
            singles += 1
    if start >= 0:
        runs.append((start, last + 1))
    return [(lo, hi) for lo, hi in runs if hi - lo >= 2]


def _goes_on_in_a_column(row: PrintedRow, above: PrintedRow, height: float) -> bool:
    """True for a single piece that begins under one of the pieces of the row above, other than the first."""
    if len(row.pieces) != 1:
        return False
    return any(abs(piece[0].box.x0 - row.left) <= ALIGNED_REACH * height for piece in above.pieces[1:])


def _best(raster: RowRaster, lo: int, hi: int, rules: Floats) -> list[ColumnBlock]:
    """The stretch as one block, or as several where those have more gutters."""
    whole = block(raster, lo, hi)
    best_value = whole.value if whole else 0.0
    best_cut = -1
    for cut in _cuts(raster, lo, hi, rules):
        upper, lower = block(raster, lo, cut), block(raster, cut, hi)
        value = (upper.value if upper else 0.0) + (lower.value if lower else 0.0) - SPLIT_PRICE
        if value > best_value:
            best_value, best_cut = value, cut
    if best_cut >= 0:
        return _best(raster, lo, best_cut, rules) + _best(raster, best_cut, hi, rules)
    return [whole] if whole else []


def _cuts(raster: RowRaster, lo: int, hi: int, rules: Floats) -> list[int]:
    rows = raster.rows
    gaps = [rows[i].top - rows[i - 1].bottom for i in range(lo + 1, hi)]
    usual = float(np.median(gaps)) if gaps else 0.0
    cuts = []
    for i in range(lo + 1, hi):
        gap = gaps[i - lo - 1]
        single = len(rows[i].pieces) < 2 or len(rows[i - 1].pieces) < 2
        ruled = bool(((rules > rows[i - 1].middle) & (rules < rows[i].middle)).any())
        changes = abs(len(rows[i].pieces) - len(rows[i - 1].pieces)) >= 2
        if single or ruled or changes or gap > max(CANDIDATE_GAP * usual, usual + 0.25 * raster.height):
            cuts.append(i)
    return cuts


def whole_block(raster: RowRaster) -> ColumnBlock | None:
    """All rows of a raster as one block."""
    return block(raster, 0, len(raster.rows))


def block(raster: RowRaster, lo: int, hi: int) -> ColumnBlock | None:
    """Rows lo..hi-1 with their common gutters; None where there is none."""
    counts = np.array([len(row.pieces) for row in raster.rows[lo:hi]])
    several = counts > 1
    if not several.any():
        return None
    typical = np.percentile(counts[several], DENSE_PERCENTILE)
    dense = np.nonzero(several & (counts >= DENSE_SHARE * typical))[0] + lo
    if len(dense) < 2:
        return None
    height = float(np.median([raster.rows[i].height for i in dense]))
    gutters = _gutters(raster, lo, hi, dense, _wraps(raster, lo, hi, dense), height)
    if not len(gutters):
        return None
    value = _value(raster, lo, hi, gutters)
    return ColumnBlock(lo, hi, gutters, dense, height, value) if value > 0 else None


def _wraps(raster: RowRaster, lo: int, hi: int, dense: Ints) -> Ints:
    """Rows of one piece that go on in a column of the nearest dense row above or below."""
    rows = raster.rows
    result = []
    for i in range(lo, hi):
        if len(rows[i].pieces) == 1:
            place = int(np.searchsorted(dense, i))
            beside = [int(dense[j]) for j in (place - 1, place) if 0 <= j < len(dense)]
            if any(_goes_on_in_a_column(rows[i], rows[j], rows[i].height) for j in beside):
                result.append(i)
    return np.array(result, dtype=np.int64)


def _gutters(raster: RowRaster, lo: int, hi: int, dense: Ints, wraps: Ints, height: float) -> Floats:
    """White stretches that no row of several pieces, and no wrapped cell, runs across.

    Where there is none, those that hardly any does.
    """
    crossing = raster.cover[np.concatenate([dense, wraps])].sum(axis=0)
    used = np.nonzero(crossing)[0]
    if not len(used):
        return np.zeros((0, 2))
    first, last = int(used[0]), int(used[-1]) + 1
    starts, ends = _wide_enough(raster, lo, hi, height, *_stretches(crossing == 0, first, last))
    tolerated = int(CROSSING_SHARE * len(dense) + 0.3)
    if tolerated:
        more_starts, more_ends = _wide_enough(raster, lo, hi, height, *_stretches(crossing <= tolerated, first, last))
        apart = np.array(
            [not ((starts < b) & (ends > a)).any() for a, b in zip(more_starts, more_ends, strict=True)], dtype=bool
        )
        starts, ends = np.concatenate([starts, more_starts[apart]]), np.concatenate([ends, more_ends[apart]])
        order = np.argsort(starts)
        starts, ends = starts[order], ends[order]
    starts, ends = _with_text_between(raster.cover[dense], starts, ends, first, last)
    found: Floats = np.stack([starts, ends], axis=1) * np.float64(raster.unit) + raster.left
    return found


def _stretches(free: npt.NDArray[np.bool_], first: int, last: int) -> tuple[Ints, Ints]:
    edges = np.diff(np.concatenate([[0], free[first:last].astype(np.int8), [0]]))
    return np.nonzero(edges == 1)[0] + first, np.nonzero(edges == -1)[0] + first


def _wide_enough(raster: RowRaster, lo: int, hi: int, height: float, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    evidence = _evidence(raster, lo, hi, starts, ends, height)
    least = np.array([least_width(rows) for rows in evidence]) * height / raster.unit
    wide = ends - starts >= least
    return starts[wide], ends[wide]


def _evidence(raster: RowRaster, lo: int, hi: int, starts: Ints, ends: Ints, height: float) -> list[float]:
    """For each white stretch: rows with text on both sides, and in part those that begin at its right edge."""
    cover = raster.cover[lo:hi]
    reach = max(int(ALIGNED_REACH * height / raster.unit), 1)
    result = []
    key = KEY_WIDTH * height / raster.unit
    window = int(WINDOW * height / raster.unit)
    for a, b in zip(starts.tolist(), ends.tolist(), strict=True):
        open_rows = ~cover[:, a:b].any(axis=1)
        left = cover[:, max(a - window, 0) : a].any(axis=1)
        right = cover[:, b : b + window].any(axis=1)
        begins = open_rows & ~left & cover[:, b : b + reach].any(axis=1)
        both: npt.NDArray[np.bool_] = np.logical_and(np.logical_and(open_rows, left), right)
        others = open_rows & (left | right) & ~both & ~begins
        score = both.sum() + ALIGNED_WEIGHT * begins.sum() + ONE_SIDED_WEIGHT * others.sum()
        if both.sum() < 2:
            result.append(float(both.sum()))
            continue
        score += _alignment(cover, both, a, b, reach)
        score += _before_numbers(raster, lo + np.nonzero(both)[0], raster.left + a * raster.unit)
        narrow = cover[:, :a].any() and a - int(cover[:, :a].any(axis=0).argmax()) <= key
        result.append(float(score) + (KEY_BONUS if narrow else 0.0))
    return result


def _alignment(cover: npt.NDArray[np.bool_], both: npt.NDArray[np.bool_], a: int, b: int, reach: int) -> float:
    """What it adds that the texts on one side of a white stretch all end, or all begin, at its edge."""
    rows = cover[both]
    if len(rows) < ALIGNED_ROWS:
        return 0.0
    ends = rows[:, max(a - reach, 0) : a].any(axis=1)
    begins = rows[:, b : b + reach].any(axis=1)
    return ALIGNED_BONUS * (int(ends.all()) + int(begins.all()))


def _before_numbers(raster: RowRaster, rows: Ints, x: float) -> float:
    """What it adds that (nearly) every row goes on with a number beyond x."""
    beyond = [next((p for p in raster.rows[i].pieces if p[0].box.x0 >= x), None) for i in rows.tolist()]
    numbers = sum(piece is not None and is_number(" ".join(word.text for word in piece)) for piece in beyond)
    return NUMBERS_BONUS if len(rows) >= ALIGNED_ROWS and numbers >= NUMBERS_SHARE * len(rows) else 0.0


def least_width(rows: float) -> float:
    """How broad a gutter seen in `rows` rows must be, in parts of the text height."""
    least = LEAST_WIDTHS[0][1]
    for count, width in LEAST_WIDTHS:
        if rows >= count:
            least = width
    return least


def _with_text_between(
    cover: npt.NDArray[np.bool_], starts: Ints, ends: Ints, first: int, last: int
) -> tuple[Ints, Ints]:
    """Drops gutters that bound a column which hardly any row has text in."""
    needed = max(1.0, COLUMN_SHARE * len(cover))
    while len(starts):
        lefts = np.concatenate([[first], ends])
        rights = np.concatenate([starts, [last]])
        texts = np.array([cover[:, a:b].any(axis=1).sum() for a, b in zip(lefts, rights, strict=True)])
        poor = int(texts.argmin())
        if texts[poor] >= needed:
            break
        # The narrower of the two gutters beside the poor column goes.
        beside = [i for i in (poor - 1, poor) if 0 <= i < len(starts)]
        drop = min(beside, key=lambda i: ends[i] - starts[i])
        starts, ends = np.delete(starts, drop), np.delete(ends, drop)
    return starts, ends


def _value(raster: RowRaster, lo: int, hi: int, gutters: Floats) -> float:
    cover = raster.cover[lo:hi]
    several = np.array([len(row.pieces) > 1 for row in raster.rows[lo:hi]])
    at = ((gutters.mean(axis=1) - raster.left) / raster.unit).astype(np.int64)
    crossed = cover[:, at]
    edges = np.concatenate([[0], at, [cover.shape[1]]])
    text = np.stack([cover[:, a:b].any(axis=1) for a, b in pairwise(edges)], axis=1)
    parts = text[:, :-1] & text[:, 1:] & ~crossed
    several |= parts.any(axis=1)
    price = np.where(np.arange(hi - lo) < HEAD_ROWS, HEAD_CROSSING, 1.0)
    return float(parts.sum()) - float((crossed.sum(axis=1) * price)[several].sum())
