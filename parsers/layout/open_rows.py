"""Lattice + words -> the same lattice with its open rows cut: rows of a table whose rulings are vertical only, or only
around groups of rows, are told by white space.

Habit: planning matrices with lines between the columns, and none between the entries
(test_rows_between_vertical_rulings_are_told_by_white_space). Evidence for a cut: a white river through all columns that
is wider than the gaps between the lines of a cell, or another number under a number. Lengths in PDF points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from parsers.layout.column_fragments import NUMERIC_COLUMN_SHARE, Fragment, TableColumns
from parsers.layout.lattices import Lattice, with_rows_cut
from parsers.layout.line_builder import median_text_height
from parsers.layout.printed_rows import LIST_MARK, PrintedRow, is_number
from parsers.layout.row_boundaries import RowBoundaries
from parsers.layout.row_raster import rasterise_rows
from parsers.layout.ruling_lines import Floats, HorizontalRulings
from parsers.layout.unruled_rows import logical_rows
from schemas.transcript import Word

Bools = npt.NDArray[np.bool_]

LEAST_HEIGHT = 3.5  # text heights: a lower row is not looked at
LEAST_WORDS = 6  # nor is one of fewer words
WIDER_RIVER = 0.2  # text heights: a river between rows is wider than one between lines by this
WORD_LETTERS = 4  # a word of so many letters is text, no unit, code or mark
TEXT_SHARE = 0.5  # of a column's lines have such words: it holds text, so that a blank cell continues the last one
LEAST_CHANGES, CHANGED_SHARE = 2, 0.5  # borders, and part of all: so many begin or end at a heading
LINES_OF_CELLS = 20  # of so many gaps one, at least, is between lines of a cell
ESTABLISHED = 3  # sure cuts, from which on every wide river is one
NO_RULINGS = HorizontalRulings(np.zeros((0, 3)))


def cut_open_rows(lattice: Lattice, words: Sequence[Word], centres: Floats) -> Lattice:
    """The lattice with its open rows cut; itself where there are none. `centres`: (n, 2) x, y of the words.

    Of digital text only: boxes of recognised words are not exact enough to tell a river from the gap between lines.
    """
    if any(word.confidence is not None for word in words):
        return lattice
    x, y = centres.T
    inside = (x > lattice.xs[0]) & (x < lattice.xs[-1]) & (y > lattice.ys[0]) & (y < lattice.ys[-1])
    if lattice.cols < 2 or inside.sum() < LEAST_WORDS:
        return lattice
    cuts: list[float] = []
    joined: list[Bools] = []
    for row in range(lattice.rows):
        band = np.nonzero(inside & (y > lattice.ys[row]) & (y < lattice.ys[row + 1]))[0]
        if len(band) < LEAST_WORDS or not _may_be_open(lattice, row, [words[i] for i in band.tolist()]):
            continue
        found = _cuts(lattice, row, [words[i] for i in band.tolist()])
        cuts.extend(cut for cut, _ in found)
        joined.extend(blank for _, blank in found)
    return with_rows_cut(lattice, np.array(cuts), np.array(joined)) if cuts else lattice


def _may_be_open(lattice: Lattice, row: int, words: Sequence[Word]) -> bool:
    """False for the rows of ordinary tables, without a look at their cells."""
    height = median_text_height(words)
    if lattice.ys[row + 1] - lattice.ys[row] < LEAST_HEIGHT * height:
        return False
    rivers = _rivers(words)
    return len(rivers) > 0 and bool(rivers.max() >= WIDER_RIVER * height)


def _rivers(words: Sequence[Word]) -> Floats:
    """(n,) heights of the white bands between the words, all columns together, points."""
    spans = np.array(sorted((word.box.top, word.box.bottom) for word in words if not word.turn)).reshape(-1, 2)
    if len(spans) < 2:
        return np.zeros(0)
    reached = np.maximum.accumulate(spans[:, 1])
    gaps = spans[1:, 0] - reached[:-1]
    rivers: Floats = gaps[gaps > 0]
    return rivers


def _cuts(lattice: Lattice, row: int, words: Sequence[Word]) -> list[tuple[float, Bools]]:
    """y of each cut in a row of the lattice, and (columns,) where the cell above continues below it."""
    raster = rasterise_rows(words)
    if len(raster.rows) < 2:
        return []
    columns = _columns(lattice, row, raster.rows)
    boundaries = RowBoundaries(raster, columns, NO_RULINGS)
    usual = _line_gap(columns, raster.height) + WIDER_RIVER * raster.height
    wide = [i for i in range(1, len(raster.rows)) if _river_above(raster.rows, i) > usual]
    starts = [row.lo for row in logical_rows(boundaries, 0)]
    sure = [i for i in wide if _has_columns_beside(columns, wide, i)]
    sure = sorted(
        {*sure, *(i for i in starts if i and _has_new_number(boundaries, i)), *_border_changes(lattice, raster.rows)}
    )
    chosen = sorted({*sure, *wide}) if len(sure) >= ESTABLISHED else sure
    chosen = [i for i in chosen if not _begins_sub_item(columns.fragments[i])]
    if not chosen:
        return []
    text = _text_columns(columns)
    text[0] |= columns.numeric[0] and text[1]  # a number in front counts all goals down to the next number
    edges = [0, *chosen, len(raster.rows)]
    return [
        (_middle_between(raster.rows, i), text & _is_continued(columns, edges[n : n + 3])) for n, i in enumerate(chosen)
    ]


def _columns(lattice: Lattice, row: int, printed: Sequence[PrintedRow]) -> TableColumns:
    """The words of printed rows in the columns of a row of the lattice, cut at the borders drawn beside them."""
    borders = lattice.row_xs[row]
    fragments = tuple(_fragments(lattice, borders, each, index) for index, each in enumerate(printed))
    numeric = []
    for c in range(lattice.cols):
        texts = [f.text for each in fragments for f in each if f.first == f.last == c]
        numbers = sum(is_number(text) for text in texts)
        numeric.append(0 < numbers >= NUMERIC_COLUMN_SHARE * len(texts))
    gutters = np.stack([borders[1:-1], borders[1:-1]], axis=1)
    return TableColumns(gutters, fragments, borders[:-1], borders[1:], tuple(numeric))


def _fragments(lattice: Lattice, borders: Floats, row: PrintedRow, index: int) -> tuple[Fragment, ...]:
    """A printed row's words, divided where a border is drawn at their height, and at wide gaps."""
    middles = np.array([word.box.x_mid for word in row.words])
    at = np.clip(np.searchsorted(borders, middles, side="right") - 1, 0, lattice.cols - 1).tolist()
    drawn = lattice.drawn_at(row.middle)
    result: list[Fragment] = []
    for word, c in zip(row.words, at, strict=True):
        last = result[-1] if result else None
        same = last is not None and (c == last.last or not drawn[last.last + 1 : c + 1].any())
        if last is not None and same and (c == last.last or word.box.x0 - last.x1 <= row.word_gap):
            result[-1] = Fragment((*last.words, word), index, last.first, c)
        else:
            result.append(Fragment((word,), index, c, c))
    return tuple(result)


def _line_gap(columns: TableColumns, height: float) -> float:
    """The gap between lines of a cell, points: a small one of the gaps between texts under each other, since most cells
    of a table can have a line only."""
    gaps: list[float] = []
    last: dict[int, float] = {}
    for row in columns.fragments:
        for fragment in row:
            if fragment.first in last:
                gaps.append(fragment.top - last[fragment.first])
            last[fragment.first] = fragment.bottom
    near = sorted(gap for gap in gaps if gap < height)
    return near[min(max(1, len(near) // LINES_OF_CELLS), len(near) - 1)] if near else 0.0


def _river_above(rows: Sequence[PrintedRow], i: int) -> float:
    """White space between all that is above printed row i and all that is below, points."""
    return min(row.top for row in rows[i:]) - max(row.bottom for row in rows[:i])


def _middle_between(rows: Sequence[PrintedRow], i: int) -> float:
    """y of the cut above printed row i, points."""
    return (max(row.bottom for row in rows[:i]) + min(row.top for row in rows[i:])) / 2


def _has_columns_beside(columns: TableColumns, starts: Sequence[int], i: int) -> bool:
    """True where printed row i, and the rows above it since the last start, both fill several columns: what is above is
    no heading, and what is below no second paragraph of one cell."""
    above = max((start for start in starts if start < i), default=0)
    filled = {f.first for row in columns.fragments[above:i] for f in row}
    return len(filled) > 1 and len(columns.fragments[i]) > 1


def _border_changes(lattice: Lattice, rows: Sequence[PrintedRow]) -> list[int]:
    """Printed rows beside which other borders are drawn than beside the row above: a heading over the columns begins or
    ends there."""
    drawn = [lattice.drawn_at(row.middle)[1:-1] for row in rows]
    least = max(LEAST_CHANGES, CHANGED_SHARE * (lattice.cols - 1))
    return [
        i
        for i in range(1, len(rows))
        if (drawn[i] != drawn[i - 1]).sum() >= least and rows[i].top >= rows[i - 1].bottom
    ]


def _begins_sub_item(fragments: Sequence[Fragment]) -> bool:
    """True where a printed row begins with a dash, a bullet or a letter: what it marks is part of the text above."""
    mark, *rest = min(fragments, key=lambda fragment: fragment.first).words
    return bool(rest) and LIST_MARK.match(mark.text) is not None and not any(map(str.isdigit, mark.text))


def _has_new_number(boundaries: RowBoundaries, i: int) -> bool:
    """True where printed row i and the row above have numbers in the same column, after the first."""
    columns = boundaries.columns
    above, row = (
        {f.first for f in boundaries.rows[k] if f.first > 0 and columns.numeric[f.first] and is_number(f.text)}
        for k in (i - 1, i)
    )
    return bool(above & row) and boundaries.gap(i) >= 0


def _text_columns(columns: TableColumns) -> Bools:
    """(columns,): whether a column holds text rather than numbers, units, codes and marks."""
    words = np.zeros(columns.count)
    lines = np.zeros(columns.count)
    for row in columns.fragments:
        for fragment in row:
            if fragment.in_one_column:
                words[fragment.first] += any(len(w.text) >= WORD_LETTERS and w.text.isalpha() for w in fragment.words)
                lines[fragment.first] += 1
    text: Bools = words >= TEXT_SHARE * np.maximum(lines, 1)
    return text


def _is_continued(columns: TableColumns, edges: Sequence[int]) -> Bools:
    """(columns,): the columns left of the first one that printed rows edges[1]..edges[2]-1 fill: blank under a goal.
    None below a row of numbers only (column numbers), edges[0]..edges[1]-1."""
    above, below = ([f for row in columns.fragments[lo:hi] for f in row] for lo, hi in pairwise(edges))
    first = 0 if all(is_number(f.text) for f in above) else min((f.first for f in below), default=0)
    return np.arange(columns.count) < first
