"""Signature blocks that were drawn, or read, as tables: two parties side by side, or one below a list. Grid -> row."""

from __future__ import annotations

from extractor.interpret.tables.grid_view import GridView
from schemas.patterns import pattern
from schemas.transcript import Cell

MOST_COLUMNS = 4  # of a signature block, empty ones between the parties included

_BEGINS = pattern("signature-cell")


def signature_row(view: GridView) -> int | None:
    """The row in which a signature block begins, 0-based; None where none does, or the table is wider than one."""
    if view.grid.cols > MOST_COLUMNS:
        return None
    return next((row for row in range(view.grid.rows) if any(map(_begins, view.starting(row)))), None)


def _begins(cell: Cell) -> bool:
    first = next((line.text for line in cell.lines if line.text.strip()), "")
    return _BEGINS.match(" ".join(first.split())) is not None
