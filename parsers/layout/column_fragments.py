"""Printed rows + column gutters -> fragments of cells: which words of a row are in which column of an unruled table."""

from __future__ import annotations

from collections.abc import Sequence
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


class _FragmentBuilder:
    """The words of one fragment that are known so far."""

    def __init__(self, row: int) -> None:
        self.done: list[Fragment] = []
        self.words: list[Word] = []
        self.end = 0.0  # x of the last word's right end; -1 after a dot leader
        self.last = 0  # column
        self._row = row
        self._first = 0

    def begin(self, word: Word, first: int, last: int) -> None:
        """Closes the fragment at hand and begins another one."""
        self.close()
        self.words = [word]
        self._first, self.last = first, last

    def close(self) -> None:
        """Adds the fragment at hand to those that are done."""
        if self.words:
            self.done.append(Fragment(tuple(self.words), self._row, self._first, self.last))


def fragments_of(row: PrintedRow, index: int, gutters: Floats) -> tuple[Fragment, ...]:
    """The words of row `index`, divided at the gutters, (n, 2) x0, x1 in points. Words set as close as those of a text
    stay together across a gutter: such a fragment spans columns."""
    middles = gutters.mean(axis=1)
    builder = _FragmentBuilder(index)
    for word in row.words:
        inside = min(word.box.width / 2, row.word_gap)  # a word that only touches a gutter's middle is beside it
        first = int(np.searchsorted(middles, word.box.x0 + inside))
        last = int(np.searchsorted(middles, word.box.x1 - inside))
        if is_dot_leader(word):
            if builder.words:
                builder.words.append(word)
                builder.end = -1.0
                continue
            last = first
        if builder.words and _continues(builder, row, word, first):
            builder.words.append(word)
            builder.last = max(builder.last, last)
        else:
            builder.begin(word, first, last)
        builder.end = word.box.x1
    builder.close()
    return tuple(builder.done)


def _continues(builder: _FragmentBuilder, row: PrintedRow, word: Word, column: int) -> bool:
    """True where a word that begins in `column` belongs to the fragment at hand: it is in the fragment's last column,
    or follows without a wide gap."""
    if builder.last == column:
        return True
    if builder.end < 0:
        return False
    number = is_number(word.text)
    amount = number and builder.words[-1].text in CURRENCY
    limit = row.number_gap if number or word.text in CURRENCY else row.word_gap
    return amount or word.box.x0 - builder.end <= limit


@dataclass(frozen=True, slots=True, eq=False)
class TableColumns:
    """The columns of an unruled table, with their fragments row by row."""

    gutters: Floats  # (columns - 1, 2): x0, x1 in points
    fragments: tuple[tuple[Fragment, ...], ...]  # per printed row, left to right
    left: Floats  # (columns,): extent of the text of each column in points, spanning fragments left out
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
    numbers = np.zeros(count)
    texts = np.zeros(count)
    for row in rows:
        for fragment in row:
            if not fragment.in_one_column:
                continue
            c = fragment.first
            left[c], right[c] = min(left[c], fragment.x0), max(right[c], fragment.x1)
            texts[c] += 1
            numbers[c] += is_number(fragment.text)
    numeric = tuple(bool(n >= NUMERIC_COLUMN_SHARE * t and n > 0) for n, t in zip(numbers, texts, strict=True))
    middles = block.gutters.mean(axis=1)
    empty = ~np.isfinite(left)
    edges = np.concatenate([[raster.left], middles, [raster.left + raster.occupied.shape[1] * raster.unit]])
    left[empty], right[empty] = edges[:-1][empty], edges[1:][empty]
    return TableColumns(block.gutters, rows, left, right, numeric)


def fragment_in_column(fragments: Sequence[Fragment], column: int) -> Fragment | None:
    """The fragment of a row that is in the column, or spans it; None for an empty place."""
    for fragment in fragments:
        if fragment.first <= column <= fragment.last:
            return fragment
    return None
