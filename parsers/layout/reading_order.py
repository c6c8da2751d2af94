"""Words of a page -> regions in reading order: a recursive XY-cut at the gutter between two columns of prose, or
between ruled tables that are side by side, each with its own lines above it.

A gutter of prose has rows of several words on both sides that fill their columns; white space of tables, of lists and
of labels with values is none. Positions in PDF points, origin top left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.layout.printed_rows import PrintedRow
from parsers.layout.row_raster import Bools, RowRaster, rasterise_rows
from schemas.geometry import Box
from schemas.transcript import Word

Ints = npt.NDArray[np.int64]
Run = tuple[Word, ...]

GUTTER_WIDTH = 0.9  # text heights: columns of prose are at least this far apart
COLUMN_GAP = 0.5  # text heights: white space so wide through all rows of a side separates columns of a table
MIN_EVIDENCE = 6  # rows with prose on both sides
PROSE_WORDS = 4  # a run of prose has at least so many words
PROSE_WIDTH = 0.6  # and fills this part of its column
PROSE_SHARE = 0.35  # of the rows beside the gutter are prose, on one side
LESS_PROSE_SHARE = 0.12  # on the other: a table may fill most of it
BESIDE = 0.5  # of the lower one's height that two tables side by side share
MIDDLE = (0.2, 0.8)  # of the text's width: where a gutter between columns may be


@dataclass(frozen=True, slots=True, eq=False)
class ReadingRegion:
    """A part of the page that is read from top to bottom before the next part begins."""

    box: Box
    words: tuple[Word, ...]
    raster: RowRaster  # its horizontal words in rows


def reading_regions(
    words: Sequence[Word], barriers: Sequence[Box], page: Box, tables: Sequence[Box] = ()
) -> list[ReadingRegion]:
    """Parts of `page` in reading order. `barriers` are boxes of tables, frames and rulings: no gutter crosses them;
    `tables`: those that are ruled tables."""
    raster = rasterise_rows(words)
    tables = [table for table in tables if page.holds(table.x_mid, table.y_mid)]
    gutter = _prose_gutter(raster, barriers)
    parts = _parts(page, raster.rows, *gutter) if gutter else _parts_around_tables(page, raster.rows, tables)
    if parts is None:
        return [ReadingRegion(page, tuple(words), raster)]
    result: list[ReadingRegion] = []
    for index, part in enumerate(parts):
        inside = [w for w in words if _part_of(parts, w) == index]
        if not inside and part.height <= 0:
            continue
        if len(inside) == len(words):
            result.append(ReadingRegion(part, tuple(inside), raster))
        else:
            result.extend(reading_regions(inside, barriers, part, tables))
    return result


def _parts(page: Box, rows: Sequence[PrintedRow], x: float, lo: int, hi: int) -> list[Box]:
    """The page above rows lo..hi-1, left and right of x beside them, and below them."""
    top, bottom = page.top, page.bottom
    if lo:
        top = max(page.top, (rows[lo - 1].bottom + rows[lo].top) / 2)
    if hi < len(rows):
        bottom = min(page.bottom, (rows[hi - 1].bottom + rows[hi].top) / 2)
    return _quartered(page, x, top, bottom)


def _quartered(page: Box, x: float, top: float, bottom: float) -> list[Box]:
    """The page above `top`, left and right of x between `top` and `bottom`, and below."""
    return [
        Box(page.x0, page.top, page.x1, top),
        Box(page.x0, top, x, bottom),
        Box(x, top, page.x1, bottom),
        Box(page.x0, bottom, page.x1, page.bottom),
    ]


def _parts_around_tables(page: Box, rows: Sequence[PrintedRow], tables: Sequence[Box]) -> list[Box] | None:
    """The parts of a page with two tables side by side, under lines of their own; None where there are none.

    Habit: sheets with the agreements of two officials beside each other, "Jabatan : ..." above each
    (test_two_tables_side_by_side_have_their_own_lines).
    """
    for left in tables:
        for right in tables:
            top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
            if right.x0 < left.x1 or bottom - top < BESIDE * min(left.height, right.height):
                continue
            above = _rows_above_both(rows, left, right)
            if above is not None:
                middle = (left.x1 + right.x0) / 2
                below = min(max(left.bottom, right.bottom), page.bottom)
                return _quartered(page, middle, max(above, page.top), below)
    return None


def _rows_above_both(rows: Sequence[PrintedRow], left: Box, right: Box) -> float | None:
    """Top of the rows right above two tables that are printed in their columns, each row on its side of the gutter, the
    first one on both; None where there are none."""
    top = min(left.top, right.top)
    found = None
    for row in reversed([row for row in rows if row.bottom <= top]):
        boxes = [word.box for run in row.runs for word in run]
        if any(box.x1 > left.x1 and box.x0 < right.x0 for box in boxes):
            break
        if any(box.x1 <= left.x1 for box in boxes) and any(box.x0 >= right.x0 for box in boxes):
            found = row.top
    return found


def _part_of(parts: list[Box], word: Word) -> int:
    """Index of the first part that holds the word's middle."""
    x, y = word.box.x_mid, word.box.y_mid
    for index, part in enumerate(parts):
        if part.holds(x, y):
            return index
    return 0 if y <= parts[0].bottom else len(parts) - 1


def _prose_gutter(raster: RowRaster, barriers: Sequence[Box]) -> tuple[float, int, int] | None:
    """x of the white space between two columns of prose, and the rows lo..hi-1 that it goes through."""
    wordy = sum(len(row.runs) > 1 and any(len(run) >= PROSE_WORDS for run in row.runs) for row in raster.rows)
    if wordy < MIN_EVIDENCE:
        return None
    occupied = _with_barriers(raster, barriers)
    for columns, lo, hi in _white_rectangles(occupied, _barriers_between(raster, barriers)):
        x0, x1 = raster.left + columns.start * raster.unit, raster.left + columns.stop * raster.unit
        if x1 - x0 >= GUTTER_WIDTH * raster.height and _separates_prose(raster, (x0 + x1) / 2, lo, hi):
            return (x0 + x1) / 2, lo, hi
    return None


def _with_barriers(raster: RowRaster, barriers: Sequence[Box]) -> Bools:
    """The raster, barriers included."""
    occupied = raster.occupied.copy()
    for barrier in barriers:
        columns = raster.column_range(barrier.x0, barrier.x1)
        for i, row in enumerate(raster.rows):
            if row.bottom > barrier.top and row.top < barrier.bottom:
                occupied[i, columns] = True
    return occupied


def _barriers_between(raster: RowRaster, barriers: Sequence[Box]) -> Bools:
    """For each row, the raster columns where a barrier lies between it and the row before."""
    blocked: Bools = np.zeros(raster.occupied.shape, dtype=np.bool_)
    for barrier in barriers:
        columns = raster.column_range(barrier.x0, barrier.x1)
        for i in range(1, len(raster.rows)):
            if barrier.bottom > raster.rows[i - 1].bottom and barrier.top < raster.rows[i].top:
                blocked[i, columns] = True
    return blocked


def _white_rectangles(occupied: Bools, blocked: Bools) -> Iterator[tuple[slice, int, int]]:
    """White rectangles in the middle of a raster, those first that most rows have text on both sides of: raster
    columns, and rows lo..hi-1."""
    evidence, rows = _white_runs(occupied, blocked)
    width = occupied.shape[1]
    low, high = int(MIDDLE[0] * width), int(MIDDLE[1] * width)
    while high > low:
        at = low + int(evidence[low:high].argmax())
        if evidence[at] < MIN_EVIDENCE:
            return
        lo, hi = (int(v) for v in rows[at])
        white: Bools = np.logical_not(np.any(occupied[lo:hi], axis=0))
        a = b = at
        while a > 0 and white[a - 1]:
            a -= 1
        while b + 1 < width and white[b + 1]:
            b += 1
        yield slice(a, b + 1), lo, hi
        evidence[a : b + 1] = 0


def _white_runs(occupied: Bools, blocked: Bools) -> tuple[Ints, Ints]:
    """For each raster column its best run of rows without text: (columns,) how many of its rows have text on both
    sides, (columns, 2) the rows lo..hi-1. One pass down the rows, in which a run ends at text or at a barrier."""
    n, width = occupied.shape
    left: Bools = np.logical_or.accumulate(occupied, axis=1)
    right: Bools = np.logical_or.accumulate(occupied[:, ::-1], axis=1)[:, ::-1]
    both: Bools = ~occupied & left & right
    start = np.zeros(width, dtype=np.int64)
    evidence = np.zeros(width, dtype=np.int64)
    best_evidence = np.zeros(width, dtype=np.int64)
    best = np.zeros((width, 2), dtype=np.int64)
    for i in range(n):
        ends = occupied[i] | blocked[i]
        evidence = np.where(ends, 0, evidence) + both[i]
        start = np.where(ends, i + occupied[i], start)
        better = evidence > best_evidence
        best_evidence[better] = evidence[better]
        best[better, 0], best[better, 1] = start[better], i + 1
    return best_evidence, best


def _separates_prose(raster: RowRaster, x: float, lo: int, hi: int) -> bool:
    """True where rows lo..hi-1 are prose on both sides of x, on one of them mostly."""
    shares: list[float] = []
    for on_left in (True, False):
        runs = [run for row in raster.rows[lo:hi] if (run := _run_beside(row, x, on_left))]
        if not runs or _has_columns(raster, x, lo, hi, on_left):
            return False
        width = max(run[-1].box.x1 for run in runs) - min(run[0].box.x0 for run in runs)
        prose = sum(len(run) >= PROSE_WORDS and run[-1].box.x1 - run[0].box.x0 >= PROSE_WIDTH * width for run in runs)
        if prose < MIN_EVIDENCE // 2:
            return False
        shares.append(prose / len(runs))
    return max(shares) >= PROSE_SHARE and min(shares) >= LESS_PROSE_SHARE


def _run_beside(row: PrintedRow, x: float, on_left: bool) -> Run | None:
    """The run of a row that is next to x on one side."""
    beside = [run for run in row.runs if (run[-1].box.x1 <= x) == on_left and (run[0].box.x0 < x) == on_left]
    if not beside:
        return None
    return beside[-1] if on_left else beside[0]


def _has_columns(raster: RowRaster, x: float, lo: int, hi: int, on_left: bool) -> bool:
    """True where white space divides one side of x again over all its rows: a table of text, not a column of prose."""
    at = int((x - raster.left) / raster.unit)
    side = raster.occupied[lo:hi, :at] if on_left else raster.occupied[lo:hi, at + 1 :]
    used = np.nonzero(side.any(axis=0))[0]
    if not len(used):
        return False
    inside = ~side[:, used[0] : used[-1] + 1].any(axis=0)
    edges = np.diff(np.concatenate([[0], inside.astype(np.int8), [0]]))
    widths = np.nonzero(edges == -1)[0] - np.nonzero(edges == 1)[0]
    return bool((widths * raster.unit >= COLUMN_GAP * raster.height).any())
