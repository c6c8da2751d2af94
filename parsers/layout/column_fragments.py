"""Printed rows + column gutters -> fragments of cells: which words of a row are in which column of an unruled table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.layout.column_gutters import ColumnBlock
from parsers.layout.line_builder import is_dot_leader
from parsers.layout.printed_rows import CURRENCY, PrintedRow, is_number
from parsers.layout.row_raster import RowRaster
from schemas.transcript import Word

Floats = npt.NDArray[np.float64]

NUMERIC_COLUMN_SHARE = 0.5  # of a column's texts are numbers: a numeric column


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one printed row within one cell, and the columns that they cover. Positions in points."""

    words: tuple[Word, ...]  # left to right
    row: int  # 0-based, into the raster's rows
    first: int  # 0-based columns first..last
    last: int

    @property
    def text(self) -> str:
        """The words joined by spaces, dot leaders left out."""
        return " ".join(word.text for word in self.words if not is_dot_leader(word))

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(word.box.x1 for word in self.words)

    @property
    def middle(self) -> float:
        """x of the middle."""
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(word.box.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(word.box.bottom for word in self.words)

    @property
    def in_one_column(self) -> bool:
        """False where the words run across a gutter."""
        return self.first == self.last

    @property
    def bold(self) -> bool:
        """True where all words are bold."""
        return all(word.bold for word in self.words)


def fragments_of(row: PrintedRow, index: int, gutters: Floats) -> tuple[Fragment, ...]:
    """The words of row `index`, divided at the gutters, (n, 2) x0, x1 in points.

    Words set as close as those of a text stay together: they are in the columns whose text they reach, and span columns
    where those are several. A text that ends in a gutter, also past its middle, is in its own column
    (test_a_text_that_reaches_past_the_middle_of_a_gutter_stays_in_its_column). What is further apart is put together
    within a column only.
    """
    result: list[Fragment] = []
    for words in _runs(row):
        first, last = _columns_of(words, gutters, row.word_gap)
        if result and result[-1].last == first:
            result[-1] = Fragment((*result[-1].words, *words), index, result[-1].first, max(result[-1].last, last))
        else:
            result.append(Fragment(tuple(words), index, first, last))
    return tuple(result)


def _runs(row: PrintedRow) -> list[list[Word]]:
    """The words of a row between gaps that are wider than those of a text. Dot leaders end the run that they follow."""
    runs: list[list[Word]] = []
    for word in row.words:
        if runs and (is_dot_leader(word) or _continues(runs[-1][-1], row, word)):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _continues(last: Word, row: PrintedRow, word: Word) -> bool:
    """True where a word follows the one before without a wide gap, or is the amount behind a currency sign."""
    if is_dot_leader(last):
        return False
    number = is_number(word.text)
    if number and last.text in CURRENCY:
        return True
    limit = row.number_gap if number or word.text in CURRENCY else row.word_gap
    return word.box.x0 - last.box.x1 <= limit


def _columns_of(words: Sequence[Word], gutters: Floats, tolerance: float) -> tuple[int, int]:
    """First and last column whose text a run of words reaches, `tolerance` (points) or half of a word aside; of a run
    within a gutter the nearer column twice."""
    text = [word for word in words if not is_dot_leader(word)] or words[:1]
    x0, x1 = text[0].box.x0, text[-1].box.x1
    middles = gutters.mean(axis=1)
    first_inside, last_inside = min(text[0].box.width / 2, tolerance), min(text[-1].box.width / 2, tolerance)
    first = int(np.searchsorted(gutters[:, 0], x0 + first_inside))
    last = int(np.searchsorted(gutters[:, 1], x1 - last_inside))
    if first > last:
        first = last = int(np.searchsorted(middles, (x0 + x1) / 2))
    return first, last


@dataclass(frozen=True, slots=True, eq=False)
class TableColumns:
    """The columns of an unruled table, with their fragments row by row."""

    gutters: Floats  # (columns - 1, 2): x0, x1 in points
    fragments: tuple[tuple[Fragment, ...], ...]  # per printed row, left to right
    left: Floats  # (columns,): extent of each column's text in points, without what reaches past a gutter's middle
    right: Floats
    numeric: tuple[bool, ...]  # per column: mostly numbers

    @property
    def count(self) -> int:
        """Number of columns."""
        return len(self.gutters) + 1


def table_columns(raster: RowRaster, block: ColumnBlock) -> TableColumns:
    """All rows of a raster in the columns of `block`."""
    rows = tuple(fragments_of(row, i, block.gutters) for i, row in enumerate(raster.rows))
    count = len(block.gutters) + 1
    left = np.full(count, np.inf)
    right = np.full(count, -np.inf)
    middles = block.gutters.mean(axis=1)
    lowest, highest = np.concatenate([[-np.inf], middles]), np.concatenate([middles, [np.inf]])
    for printed, row in zip(raster.rows, rows, strict=True):
        for fragment in row:
            if not fragment.in_one_column:
                continue
            c = fragment.first
            if fragment.x0 > lowest[c] - printed.word_gap and fragment.x1 < highest[c] + printed.word_gap:
                left[c], right[c] = min(left[c], fragment.x0), max(right[c], fragment.x1)
    empty = ~np.isfinite(left)
    edges = np.concatenate([[raster.left], middles, [raster.left + raster.occupied.shape[1] * raster.unit]])
    left[empty], right[empty] = edges[:-1][empty], edges[1:][empty]
    return TableColumns(block.gutters, rows, left, right, numeric_columns(rows, count))


def numeric_columns(rows: Sequence[Sequence[Fragment]], count: int) -> tuple[bool, ...]:
    """Which of the `count` columns are mostly numbers."""
    return tuple(columns_of(rows, count, lambda fragment: is_number(fragment.text), NUMERIC_COLUMN_SHARE).tolist())


def columns_of(
    rows: Sequence[Sequence[Fragment]], count: int, is_one: Callable[[Fragment], bool], share: float
) -> npt.NDArray[np.bool_]:
    """(count,): whether so much of a column's texts, and one at least, is what `is_one` asks for."""
    ones, texts = np.zeros(count), np.zeros(count)
    for row in rows:
        for fragment in row:
            if fragment.in_one_column:
                texts[fragment.first] += 1
                ones[fragment.first] += is_one(fragment)
    return (ones > 0) & (ones >= share * texts)


def fragment_in_column(fragments: Sequence[Fragment], column: int) -> Fragment | None:
    """The fragment of a row that is in the column, or spans it; None for an empty place."""
    for fragment in fragments:
        if fragment.first <= column <= fragment.last:
            return fragment
    return None
