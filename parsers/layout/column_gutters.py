"""Row raster -> blocks of rows with common column gutters, for tables without rulings.

Stretches of rows that may be one table are divided where the gutters change: greedily, by the gain in the number of
texts that gutters separate. How gutters are found in given rows: gutter_search. PDF points, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from parsers.layout.gutter_search import ALIGNMENT_TOLERANCE, Floats, GutterSearch, Ints
from parsers.layout.printed_rows import PrintedRow, ends_table, separates_tables
from parsers.layout.row_raster import RowRaster

DENSE_SHARE = 0.6  # rows with this share of the usual number of runs show where columns are
DENSE_PERCENTILE = 75

MAX_SINGLE_ROWS = 5  # rows of one run between two rows of several: wrapped cells, headings of groups
MAX_GAP = 2.6  # in parts of the text height: rows further apart don't belong together,
MAX_GAP_OF_USUAL = 1.7  # unless all rows are so far apart
HEADER_ROWS = 4  # of a block: names over groups of columns are among them,
HEADER_CROSSING = 0.25  # so that running across a gutter counts less there
SPLIT_PRICE = 4.0  # what an additional block must gain, in gutters times rows
CANDIDATE_GAP = 1.25  # a gap this many times the usual one may separate two tables,
CANDIDATE_EXTRA = 0.25  # or one that is so much wider, text heights
CANDIDATE_CHANGE = 2  # or a change of the number of runs by so many
MOST_HEADINGS = 3  # rows of one run between two blocks of one table
JOINED_GAP = 1.6  # text heights: the widest gap within such a table
JOIN_TOLERANCE = 0.15  # of the lesser value: so much may be lost in joining


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
    blocks = [block for lo, hi in _row_stretches(raster) for block in _best_blocks(raster, lo, hi, rulings)]
    return joined_blocks(raster, blocks)


def joined_blocks(raster: RowRaster, blocks: Sequence[ColumnBlock]) -> list[ColumnBlock]:
    """The blocks, those below each other made one where the gutters of both separate as much in one table.

    Habit: planning matrices in which entries of different levels fill different columns, and headings run over all of
    them (test_rows_that_fill_different_columns_are_one_table).
    """
    result: list[ColumnBlock] = []
    for block in blocks:
        while result and (joined := _joined(raster, result[-1], block)) is not None:
            result.pop()
            block = joined
        result.append(block)
    return result


def _joined(raster: RowRaster, above: ColumnBlock, below: ColumnBlock) -> ColumnBlock | None:
    """Both blocks as one with the gutters of both; None where they are apart, or where text runs across gutters."""
    rows = raster.rows
    between = rows[above.hi : below.lo]
    if len(between) > MOST_HEADINGS or any(len(row.runs) > 1 or separates_tables(row) for row in between):
        return None
    gaps = [rows[i].top - rows[i - 1].bottom for i in range(above.hi, below.lo + 1)]
    if max(gaps) > JOINED_GAP * raster.height:
        return None
    gutters = _common_gutters(above.gutters, below.gutters)
    value = block_value(raster, above.lo, below.hi, gutters)
    if value < above.value + below.value - JOIN_TOLERANCE * min(above.value, below.value):
        return None
    dense = np.concatenate([above.dense, below.dense])
    return ColumnBlock(above.lo, below.hi, gutters, dense, max(above.height, below.height), value)


def _common_gutters(first: Floats, second: Floats) -> Floats:
    """(n, 2): the gutters of both; of those that overlap what they share."""
    shared = [
        (max(a0, b0), min(a1, b1))
        for a0, a1 in first.tolist()
        for b0, b1 in second.tolist()
        if max(a0, b0) < min(a1, b1)
    ]
    alone = [
        (x0, x1)
        for own, other in ((first, second), (second, first))
        for x0, x1 in own.tolist()
        if not ((other[:, 0] < x1) & (other[:, 1] > x0)).any()
    ]
    return np.array(sorted({*shared, *alone}), dtype=np.float64).reshape(-1, 2)


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


def best_block(raster: RowRaster, block: ColumnBlock) -> ColumnBlock:
    """All rows of a raster as one block: with their own common gutters, or with those of `block` where these separate
    more."""
    whole = _column_block(raster, 0, len(raster.rows))
    value = block_value(raster, 0, len(raster.rows), block.gutters)
    if whole is not None and whole.value >= value:
        return whole
    return replace(block, lo=0, hi=len(raster.rows), value=value)


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
    gutters = GutterSearch(raster, lo, hi, height).gutters(dense, voters)
    if not len(gutters):
        return None
    value = block_value(raster, lo, hi, gutters)
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


def block_value(raster: RowRaster, lo: int, hi: int, gutters: Floats) -> float:
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
