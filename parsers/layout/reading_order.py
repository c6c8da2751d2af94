"""Pages set in two columns: where one column of prose ends and the other begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parsers.layout.row_raster import Bools, RowRaster, rasterise_rows
from schemas.geometry import Box
from schemas.transcript import Word

GUTTER_WIDTH = 0.9  # text heights: columns of prose stand at least this far apart
COLUMN_GAP = 0.5  # text heights: white space that goes through all rows of a side this broad parts columns of a table
MIN_EVIDENCE = 6  # rows with prose on both sides
PROSE_WORDS = 4  # a piece of prose has at least so many words
PROSE_WIDTH = 0.6  # and fills this part of its column
PROSE_SHARE = 0.35  # of the rows beside the gutter are prose, on one side
LESS_PROSE_SHARE = 0.12  # on the other: a table may fill most of it
MIDDLE = (0.2, 0.8)  # of the text's width: where a gutter between columns may stand


@dataclass(frozen=True, slots=True, eq=False)
class ReadingRegion:
    """A part of the page that is read from top to bottom before the next part begins."""

    box: Box
    words: tuple[Word, ...]
    raster: RowRaster  # its level words in rows


def reading_regions(words: Sequence[Word], walls: Sequence[Box], page: Box) -> list[ReadingRegion]:
    """Parts of `page` in reading order. `walls` are tables and the like: no gutter runs through them."""
    raster = rasterise_rows(words)
    cut = _gutter(raster, walls)
    if cut is None:
        return [ReadingRegion(page, tuple(words), raster)]
    x, lo, hi = cut
    rows = raster.rows
    top = rows[lo].top if lo == 0 else (rows[lo - 1].bottom + rows[lo].top) / 2
    bottom = rows[hi - 1].bottom if hi == len(rows) else (rows[hi - 1].bottom + rows[hi].top) / 2
    top = max(page.top, top) if lo else page.top
    bottom = min(page.bottom, bottom) if hi < len(rows) else page.bottom
    parts = [
        Box(page.x0, page.top, page.x1, top),
        Box(page.x0, top, x, bottom),
        Box(x, top, page.x1, bottom),
        Box(page.x0, bottom, page.x1, page.bottom),
    ]
    result: list[ReadingRegion] = []
    for index, part in enumerate(parts):
        inside = [w for w in words if _first_part(parts, w) == index]
        if not inside and part.height <= 0:
            continue
        if len(inside) == len(words):
            result.append(ReadingRegion(part, tuple(inside), raster))
        else:
            result.extend(reading_regions(inside, walls, part))
    return result


def _first_part(parts: list[Box], word: Word) -> int:
    x, y = word.box.x_mid, word.box.y_mid
    for index, part in enumerate(parts):
        if part.holds(x, y):
            return index
    return 0 if y <= parts[0].bottom else len(parts) - 1


def _gutter(raster: RowRaster, walls: Sequence[Box]) -> tuple[float, int, int] | None:
    """x of the white space between two columns of prose, and the rows lo..hi-1 that it goes through."""
    if sum(len(row.pieces) > 1 and _wordy(row.pieces) > 0 for row in raster.rows) < MIN_EVIDENCE:
        return None
    cover = raster.cover.copy()
    for wall in walls:
        a, b = (int((x - raster.left) / raster.unit) for x in (wall.x0, wall.x1))
        for i, row in enumerate(raster.rows):
            if row.bottom > wall.top and row.top < wall.bottom:
                cover[i, max(a, 0) : max(b + 1, 0)] = True
    crossed: Bools = _blocked_between(raster, walls)
    n, width = cover.shape
    left: Bools = np.logical_or.accumulate(cover, axis=1)
    right: Bools = np.logical_or.accumulate(cover[:, ::-1], axis=1)[:, ::-1]
    both: Bools = ~cover & left & right
    start = np.zeros(width, dtype=np.int64)
    evidence = np.zeros(width, dtype=np.int64)
    best_evidence = np.zeros(width, dtype=np.int64)
    best = np.zeros((width, 2), dtype=np.int64)
    for i in range(n):
        hit = cover[i] | crossed[i]
        evidence = np.where(hit, 0, evidence) + both[i]
        start = np.where(hit, i + cover[i], start)
        better = evidence > best_evidence
        best_evidence[better] = evidence[better]
        best[better, 0], best[better, 1] = start[better], i + 1
    low, high = int(MIDDLE[0] * width), int(MIDDLE[1] * width)
    while high > low:
        at = low + int(best_evidence[low:high].argmax())
        if best_evidence[at] < MIN_EVIDENCE:
            return None
        lo, hi = (int(v) for v in best[at])
        free: Bools = np.logical_not(np.any(cover[lo:hi], axis=0))
        a = b = at
        while a > 0 and free[a - 1]:
            a -= 1
        while b + 1 < width and free[b + 1]:
            b += 1
        x0, x1 = raster.left + a * raster.unit, raster.left + (b + 1) * raster.unit
        if x1 - x0 >= GUTTER_WIDTH * raster.height and _parts_prose(raster, (x0 + x1) / 2, lo, hi):
            return (x0 + x1) / 2, lo, hi
        best_evidence[a : b + 1] = 0
    return None


def _wordy(pieces: tuple[tuple[Word, ...], ...]) -> int:
    return sum(len(piece) >= PROSE_WORDS for piece in pieces)


def _blocked_between(raster: RowRaster, walls: Sequence[Box]) -> Bools:
    """For each row, the raster columns where a wall stands between it and the row before."""
    blocked: Bools = np.zeros(raster.cover.shape, dtype=np.bool_)
    for wall in walls:
        a, b = (int((x - raster.left) / raster.unit) for x in (wall.x0, wall.x1))
        for i in range(1, len(raster.rows)):
            if wall.bottom > raster.rows[i - 1].bottom and wall.top < raster.rows[i].top:
                blocked[i, max(a, 0) : max(b + 1, 0)] = True
    return blocked


def _parts_prose(raster: RowRaster, x: float, lo: int, hi: int) -> bool:
    shares: list[float] = []
    for on_left in (True, False):
        pieces = []
        for row in raster.rows[lo:hi]:
            beside = [p for p in row.pieces if (p[-1].box.x1 <= x) == on_left and (p[0].box.x0 < x) == on_left]
            if beside:
                pieces.append(beside[-1] if on_left else beside[0])
        if not pieces or _has_columns(raster, x, lo, hi, on_left):
            return False
        start, end = min(p[0].box.x0 for p in pieces), max(p[-1].box.x1 for p in pieces)
        prose = [
            p for p in pieces if len(p) >= PROSE_WORDS and p[-1].box.x1 - p[0].box.x0 >= PROSE_WIDTH * (end - start)
        ]
        if len(prose) < MIN_EVIDENCE // 2:
            return False
        shares.append(len(prose) / len(pieces))
    return max(shares) >= PROSE_SHARE and min(shares) >= LESS_PROSE_SHARE


def _has_columns(raster: RowRaster, x: float, lo: int, hi: int, on_left: bool) -> bool:
    """True where white space parts one side of x again over all its rows: a table of text, not a column of prose."""
    at = int((x - raster.left) / raster.unit)
    side = raster.cover[lo:hi, :at] if on_left else raster.cover[lo:hi, at + 1 :]
    used = np.nonzero(side.any(axis=0))[0]
    if not len(used):
        return False
    inside = ~side[:, used[0] : used[-1] + 1].any(axis=0)
    edges = np.diff(np.concatenate([[0], inside.astype(np.int8), [0]]))
    widths = np.nonzero(edges == -1)[0] - np.nonzero(edges == 1)[0]
    return bool((widths * raster.unit >= COLUMN_GAP * raster.height).any())
