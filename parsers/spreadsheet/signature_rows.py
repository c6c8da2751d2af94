"""Rows of a sheet outside of tables in, runs of them that are two blocks beside each other out.

Two parties sign side by side: their titles, some empty rows for the signatures, their names and numbers, all in the
same two columns. As lines across the sheet the two would be mixed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MIN_SIGNING_ROWS = 2
"""Empty rows that leave room for a signature."""
MAX_SIGNING_ROWS = 8
"""More empty rows than this end the blocks."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Consecutive rows of two blocks beside each other."""

    first: int  # indices into the rows, the last one inside
    last: int
    cols: tuple[int, int]  # columns that the blocks stand in


def signature_blocks(rows: Sequence[int], filled: Mapping[int, Sequence[int]]) -> list[SideBySide]:
    """The blocks among `rows` (of the sheet, ascending); `filled`: first columns of the filled cells of each row."""
    found: list[SideBySide] = []
    at = 0
    while at < len(rows):
        block = _block_at(rows, filled, at)
        if block is not None:
            found.append(block)
        at = block.last + 1 if block is not None else at + 1
    return found


def _block_at(rows: Sequence[int], filled: Mapping[int, Sequence[int]], at: int) -> SideBySide | None:
    """The block that begins at rows[at], with its place and date above the right one; None where none does."""
    head = at
    if len(filled[rows[at]]) == 1 and at + 1 < len(rows):  # "Bumi Wangi, 2 Januari 2026" above the right block
        head = at + 1
    cols = tuple(filled[rows[head]])
    if len(cols) != 2 or (head > at and filled[rows[at]][0] != cols[1]):
        return None
    last = head
    while (
        last + 1 < len(rows)
        and rows[last + 1] - rows[last] - 1 <= MAX_SIGNING_ROWS
        and set(filled[rows[last + 1]]) <= set(cols)
    ):
        last += 1
    return SideBySide(at, last, (cols[0], cols[1])) if _signed(rows[head : last + 1], filled) else None


def _signed(rows: Sequence[int], filled: Mapping[int, Sequence[int]]) -> bool:
    """Whether there is room for signatures, with both blocks above and below it."""
    both = [row for row in rows if len(filled[row]) == 2]
    return any(
        below - above > MIN_SIGNING_ROWS and len(filled[below]) == 2 and both[0] <= above
        for above, below in pairwise(rows)
    )
