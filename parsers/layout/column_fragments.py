"""What stands in which column of a table without rulings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.layout.column_gutters import ColumnBlock
from parsers.layout.line_builder import is_dot_leader
from parsers.layout.row_raster import CURRENCY, PrintedRow, RowRaster, is_number
from schemas.transcript import Word

Floats = npt.NDArray[np.float64]

NUMERIC_COLUMN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one row that belong to one cell, and the columns that they stand in."""

    words: tuple[Word, ...]
    row: int  # index into the raster's rows
    first: int  # columns first..last
    last: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words if not is_dot_leader(word))

    @property
    def x0(self) -> float:
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        return max(word.box.x1 for word in self.words)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        return min(word.box.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.box.bottom for word in self.words)

    @property
    def single(self) -> bool:
        return self.first == self.last

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


def fragments_of(row: PrintedRow, index: int, gutters: Floats) -> tuple[Fragment, ...]:
    """The row's words, parted at the gutters; a run of words across a gutter spans columns."""
    middles = gutters.mean(axis=1)
    bridge = row.bridge
    pieces: list[Fragment] = []
    words: list[Word] = []
    first = last = 0
    end = 0.0

    def flush() -> None:
        if words:
            pieces.append(Fragment(tuple(words), index, first, last))

    for word in row.words:
        start_col = int(np.searchsorted(middles, word.box.x0 + min(word.box.width / 2, bridge)))
        end_col = int(np.searchsorted(middles, word.box.x1 - min(word.box.width / 2, bridge)))
        if is_dot_leader(word):
            if words:
                words.append(word)
                end = -1.0
                continue
            end_col = start_col
        sign = bool(words) and words[-1].text in CURRENCY and is_number(word.text)
        limit = row.number_gap if word.text in CURRENCY or is_number(word.text) else bridge
        apart = word.box.x0 - end > limit and not sign
        if words and (last == start_col or (not apart and end >= 0)) and not (end < 0 and start_col != last):
            words.append(word)
            last = max(last, end_col)
        else:
            flush()
            words = [word]
            first, last = start_col, end_col
        end = word.box.x1
    flush()
    return tuple(pieces)


@dataclass(frozen=True, slots=True, eq=False)
class TableColumns:
    """The columns of a block, with their pieces row by row."""

    gutters: Floats
    pieces: tuple[tuple[Fragment, ...], ...]  # per row of the block
    left: Floats  # (columns,): extent of the text of each column, spanning pieces left out
    right: Floats
    numeric: tuple[bool, ...]  # per column: mostly numbers

    @property
    def count(self) -> int:
        return len(self.gutters) + 1


def table_columns(raster: RowRaster, block: ColumnBlock) -> TableColumns:
    """The rows of a raster in the columns of `block`."""
    rows = tuple(fragments_of(row, i, block.gutters) for i, row in enumerate(raster.rows))
    count = len(block.gutters) + 1
    left = np.full(count, np.inf)
    right = np.full(count, -np.inf)
    numbers = np.zeros(count)
    texts = np.zeros(count)
    for row in rows:
        for piece in row:
            if not piece.single:
                continue
            c = piece.first
            left[c], right[c] = min(left[c], piece.x0), max(right[c], piece.x1)
            texts[c] += 1
            numbers[c] += is_number(piece.text)
    numeric = tuple(bool(n >= NUMERIC_COLUMN_SHARE * t and n > 0) for n, t in zip(numbers, texts, strict=True))
    middles = block.gutters.mean(axis=1)
    empty = ~np.isfinite(left)
    edges = np.concatenate([[raster.left], middles, [raster.left + raster.cover.shape[1] * raster.unit]])
    left[empty], right[empty] = edges[:-1][empty], edges[1:][empty]
    return TableColumns(block.gutters, rows, left, right, numeric)


def fragment_in_column(pieces: Sequence[Fragment], column: int) -> Fragment | None:
    """The piece of a row that stands in the column, or spans it."""
    for piece in pieces:
        if piece.first <= column <= piece.last:
            return piece
    return None
