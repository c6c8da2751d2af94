"""Signature blocks that were drawn, or read, as tables: two parties side by side, or one below a list. Grid -> row."""

from __future__ import annotations

import re

from extractor.interpret.tables.grid_view import GridView
from schemas.transcript import Cell

MOST_COLUMNS = 4  # of a signature block, empty ones between the parties included

_BEGINS = re.compile(
    r"^\W*(?:pihak\s+(?:pertama|kesatu|kedua)\b.{0,40}|(?:ditetapkan|dikeluarkan|dibuat)\s+di\b.{0,60}|"
    r"mengetahui\b.{0,40}|menyetujui\b.{0,40}|[^\W\d_][^\d,]{2,28},\s*(?:\d{1,2}\s+)?[^\W\d_]{3,9}\s+\d{4})\W*$",
    re.IGNORECASE,
)


def signature_row(view: GridView) -> int | None:
    """The row in which a signature block begins, 0-based; None where none does, or the table is wider than one."""
    if view.grid.cols > MOST_COLUMNS:
        return None
    return next((row for row in range(view.grid.rows) if any(map(_begins, view.starting(row)))), None)


def _begins(cell: Cell) -> bool:
    first = next((line.text for line in cell.lines if line.text.strip()), "")
    return _BEGINS.match(" ".join(first.split())) is not None
