"""A rectangle of cells on one sheet of a spreadsheet, and its name as spreadsheets write it ("IKU!B7:B9")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LETTERS = 26
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
"""Sheet names that spreadsheets write without quotes."""


@dataclass(frozen=True, slots=True)
class CellRange:
    """Cells of one sheet; rows and columns count from 0, the last ones are inside."""

    sheet: str
    first_row: int
    first_col: int
    last_row: int
    last_col: int

    @property
    def a1(self) -> str:
        """ "IKU!B7" or "'Lampiran 1'!B7:C9": columns as letters, rows counted from 1, odd sheet names in quotes."""
        sheet = self.sheet if _PLAIN_NAME.fullmatch(self.sheet) else "'" + self.sheet.replace("'", "''") + "'"
        first = f"{column_letters(self.first_col)}{self.first_row + 1}"
        last = f"{column_letters(self.last_col)}{self.last_row + 1}"
        return f"{sheet}!{first}" if first == last else f"{sheet}!{first}:{last}"


def column_letters(col: int) -> str:
    """The letters of a column counted from 0: 0 is "A", 27 is "AB"."""
    letters = ""
    left = col + 1
    while left:
        left, place = divmod(left - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters


def spanning(ranges: Iterable[CellRange | None]) -> CellRange | None:
    """The smallest range around all that lie on the sheet of the first; None where there is none."""
    known = [one for one in ranges if one is not None]
    same = [one for one in known if one.sheet == known[0].sheet]
    if not same:
        return None
    return CellRange(
        same[0].sheet,
        min(one.first_row for one in same),
        min(one.first_col for one in same),
        max(one.last_row for one in same),
        max(one.last_col for one in same),
    )
