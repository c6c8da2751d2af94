"""Words of a region -> its printed rows and a boolean raster of where they have text, for finding column gutters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from parsers.layout.line_builder import is_dot_leader, median_text_height
from parsers.layout.printed_rows import CURRENCY, PrintedRow, is_number, printed_rows
from schemas.transcript import Word

Bools = npt.NDArray[np.bool_]

RESOLUTION = 0.05  # text heights per raster column: a twelfth of the narrowest gutter


class RowRaster:
    """The printed rows of a region, top to bottom, and a raster of their text."""

    def __init__(self, rows: tuple[PrintedRow, ...], height: float) -> None:
        self.rows = rows
        self.height = height  # usual text height, points
        self.left = min((row.left for row in rows), default=0.0)  # x of the raster's first column, points
        self.unit = RESOLUTION * height  # points per raster column

    @cached_property
    def occupied(self) -> Bools:
        """(rows, raster columns): where a row has text, the spaces between its words included."""
        right = max((row.right for row in self.rows), default=0.0)
        occupied = np.zeros((len(self.rows), int((right - self.left) / self.unit) + 2), dtype=bool)
        for index, row in enumerate(self.rows):
            for start, end in _text_intervals(row):
                first, last = (start - self.left) / self.unit, (end - self.left) / self.unit
                occupied[index, int(first) : math.ceil(last)] = True
        return occupied

    def column_range(self, x0: float, x1: float) -> slice:
        """The raster columns from x0 to x1 (points), both inclusive."""
        first, last = (int((x - self.left) / self.unit) for x in (x0, x1))
        return slice(max(first, 0), max(last + 1, 0))


def rasterise_rows(words: Sequence[Word]) -> RowRaster:
    """Rows and raster of the horizontal words of a region; turned ones are left out."""
    horizontal = [word for word in words if not word.turn]
    return RowRaster(printed_rows(horizontal), median_text_height(horizontal))


def _text_intervals(row: PrintedRow) -> list[tuple[float, float]]:
    """Intervals x0, x1 of a row with text, spaces between words closed; dot leaders count as white."""
    intervals: list[tuple[float, float]] = []
    after_currency = False
    for word in row.words:
        if is_dot_leader(word):
            continue
        number = is_number(word.text)
        joined = after_currency and number
        after_currency = word.text in CURRENCY
        limit = row.number_gap if number or after_currency else row.word_gap
        if intervals and (joined or word.box.x0 - intervals[-1][1] <= limit):
            intervals[-1] = (intervals[-1][0], max(intervals[-1][1], word.box.x1))
        else:
            intervals.append((word.box.x0, word.box.x1))
    return intervals
