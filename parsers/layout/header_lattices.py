"""Lattice of a ruled header + the words and rulings below it -> one lattice of header and body.

Habit: matrices with boxes around the names of the columns only, and lines under the rows of the body, or none
(test_a_ruled_header_gives_its_columns_to_the_rows_below). The header's borders are continued down to the end of the
body, but for the rows whose text runs across them. Lengths in PDF points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from parsers.layout.lattices import Lattice, lattice_of
from parsers.layout.printed_rows import PrintedRow, is_number, is_year, printed_rows, separates_tables
from parsers.layout.ruling_lines import Floats, RulingLines
from schemas.transcript import Word

MOST_ROWS = 4  # of a lattice that is a header
LEAST_COLUMNS = 3
FIRST_GAP = 1.2  # text heights: white space between the header and the body is less,
NEXT_GAP = 2.6  # and between the rows of the body
STRADDLE = 0.25  # text heights: a word that extends so far on both sides of a border crosses it
CROSSING_SHARE = 0.03  # of the words of rows of several runs, at most, cross a border that is continued
FILLED_SHARE = 0.4  # of the columns are filled in a row that shows that there is a body,
FILLED_ROWS = 2  # of which there are so many
HEADING_RUNS = 2  # a row of no more can be a heading over the columns: a number in it may look like a run of its own
PROSE_WIDTH = 0.6  # of the table: a single run as wide as this ends it, unless rows of several runs follow


def with_bodies(
    lattices: Sequence[Lattice], words: Sequence[Word], horizontal: RulingLines, height: float
) -> list[Lattice]:
    """The lattices, headers with the open bodies below them. `horizontal`: the page's horizontal lines; `height`: usual
    text height, points."""
    result = []
    for lattice in lattices:
        grown = None
        if lattice.rows <= MOST_ROWS and lattice.cols >= LEAST_COLUMNS:
            grown = _with_body(lattice, _room_below(lattice, lattices), words, horizontal, height)
        result.append(grown or lattice)
    return result


def _room_below(lattice: Lattice, lattices: Sequence[Lattice]) -> float:
    """y of the next lattice below; infinite where there is none."""
    return min(
        (
            float(other.ys[0])
            for other in lattices
            if other.ys[0] >= lattice.ys[-1] and other.xs[0] < lattice.xs[-1] and other.xs[-1] > lattice.xs[0]
        ),
        default=float("inf"),
    )


def _with_body(
    lattice: Lattice, limit: float, words: Sequence[Word], horizontal: RulingLines, height: float
) -> Lattice | None:
    left, right, bottom = float(lattice.xs[0]), float(lattice.xs[-1]), float(lattice.ys[-1])
    level = [w for w in words if not w.turn and w.box.x1 > left and w.box.x0 < right]
    if not _is_header([w for w in level if lattice.ys[0] < w.box.y_mid < bottom]):
        return None
    below = [w for w in level if bottom < w.box.y_mid < limit]
    rows = _body_rows(printed_rows(below), lattice, height)
    borders = lattice.row_xs[-1]
    if not rows or not _fills_columns(rows, borders, height):
        return None
    inside = (horizontal.start >= left - height) & (horizontal.end <= right + height)
    inside &= (horizontal.position >= lattice.ys[0] - 1) & (horizontal.position <= rows[-1].bottom + height)
    lines = horizontal.select(inside)
    end = max(rows[-1].bottom, float(lines.position.max()))
    bands = _bands(rows, bottom, end)
    added = [
        (float(x), top, foot)
        for c, x in enumerate(borders.tolist())
        for top, foot in _uncrossed(rows, bands, x, 0 < c < lattice.cols, height)
    ]
    vertical = _joined(lattice.drawn.vertical, np.array(added))
    floor = RulingLines(np.array([end]), np.array([left]), np.array([right]), np.array([0.0]))
    return lattice_of(_both(lines, floor), vertical, height)


def _is_header(words: Sequence[Word]) -> bool:
    """True for names of columns: no figures, but years and a row of column numbers."""
    for row in printed_rows(words):
        numbers = [is_number(word.text) and not is_year(word.text) for word in row.words]
        if any(numbers) and not all(numbers):
            return False
    return bool(words)


def _body_rows(rows: Sequence[PrintedRow], lattice: Lattice, height: float) -> list[PrintedRow]:
    """The printed rows from the header down to the end of the table."""
    width = float(lattice.xs[-1] - lattice.xs[0])
    end, last = float(lattice.ys[-1]), 0
    for index, row in enumerate(rows):
        limit = (NEXT_GAP if index else FIRST_GAP) * height
        outside = row.left < lattice.xs[0] - height or row.right > lattice.xs[-1] + height
        if row.top - end > limit or outside or separates_tables(row):
            break
        end = max(end, row.bottom)
        if len(row.runs) > 1 or row.right - row.left < PROSE_WIDTH * width:
            last = index + 1
    return list(rows[:last])


def _fills_columns(rows: Sequence[PrintedRow], borders: Floats, height: float) -> bool:
    """True where the rows fill the columns between the borders, and hardly a word crosses one."""
    spans = np.array([(w.box.x0, w.box.x1) for row in rows if len(row.runs) > 1 for w in row.words]).reshape(-1, 2)
    inner = borders[1:-1]
    slack = STRADDLE * height
    crossing = (spans[:, :1] < inner - slack) & (spans[:, 1:] > inner + slack)
    if crossing.any(axis=1).sum() > CROSSING_SHARE * len(spans):
        return False
    needed = max(2.0, FILLED_SHARE * (len(borders) - 1))
    filled = [len({int(np.searchsorted(borders, w.box.x_mid)) for w in row.words}) for row in rows]
    return sum(count >= needed for count in filled) >= FILLED_ROWS


def _bands(rows: Sequence[PrintedRow], top: float, end: float) -> list[tuple[float, float]]:
    """Top and bottom of each row, without space between them, points."""
    cuts = [top, *((above.bottom + row.top) / 2 for above, row in pairwise(rows)), end]
    return list(pairwise(cuts))


def _uncrossed(
    rows: Sequence[PrintedRow], bands: Sequence[tuple[float, float]], x: float, inner: bool, height: float
) -> list[tuple[float, float]]:
    """Top and bottom of the stretches of a border at x that no text runs across."""
    result: list[tuple[float, float]] = []
    for row, (top, bottom) in zip(rows, bands, strict=True):
        if inner and _runs_across(row, x, height):
            continue
        if result and result[-1][1] == top:
            result[-1] = (result[-1][0], bottom)
        else:
            result.append((top, bottom))
    return result


def _runs_across(row: PrintedRow, x: float, height: float) -> bool:
    """True where a word crosses x, or words on both sides of it are as close as those of a text."""
    before = max((w.box.x1 for w in row.words if w.box.x_mid <= x), default=-np.inf)
    after = min((w.box.x0 for w in row.words if w.box.x_mid > x), default=np.inf)
    slack = STRADDLE * height
    close = len(row.runs) <= HEADING_RUNS and after - before <= row.word_gap
    return bool(before > x + slack or after < x - slack or close)


def _joined(lines: RulingLines, added: Floats) -> RulingLines:
    """The lines and the added ones, (n, 3) position, start, end."""
    return _both(lines, RulingLines(added[:, 0], added[:, 1], added[:, 2], np.zeros(len(added))))


def _both(first: RulingLines, second: RulingLines) -> RulingLines:
    return RulingLines(
        np.concatenate([first.position, second.position]),
        np.concatenate([first.start, second.start]),
        np.concatenate([first.end, second.end]),
        np.concatenate([first.thickness, second.thickness]),
    )
