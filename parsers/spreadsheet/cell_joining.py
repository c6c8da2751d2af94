"""Cells of a ruled grid in, cells as a reader sees them out: those without a line between them are one.

Typists who do not know how to merge cells take the line between them away, and spread a long text over the rows of one
box. A missing line is evidence only where the same boundary is drawn in other columns, or where the table draws lines
between its rows at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.spreadsheet.sheet_model import Area, SheetCell

MIN_DRAWN_SHARE = 0.5
"""Of the boundaries between rows of a table that draws lines between rows, at least this share has one."""

Rows = Sequence[Sequence[SheetCell | None]]


def joined_areas(areas: Sequence[Area], rows: Rows) -> list[Area]:
    """`areas` cover a grid without overlap; cells of one column that no line divides become one, from the top down."""
    drawn = [_drawn(rows, index) for index in range(len(rows) - 1)]
    with_lines = sum(any(columns) for columns in drawn)
    if with_lines < MIN_DRAWN_SHARE * len(drawn):
        return list(areas)
    found: list[Area] = []
    open_at: dict[tuple[int, int], int] = {}  # by first and last column: index in `found` of the area above
    for area in sorted(areas, key=lambda a: (a.first_row, a.first_col)):
        key = area.first_col, area.last_col
        above = open_at.get(key)
        if above is not None and _continues(found[above], area, drawn, rows):
            found[above] = replace(found[above], last_row=area.last_row)
        else:
            open_at[key] = len(found)
            found.append(area)
    return found


def _drawn(rows: Rows, index: int) -> list[bool]:
    """For each column, whether there is a line between the rows `index` and `index` + 1."""
    return [
        (above is not None and "bottom" in above.borders) or (below is not None and "top" in below.borders)
        for above, below in zip(rows[index], rows[index + 1], strict=True)
    ]


def _continues(above: Area, area: Area, drawn: Sequence[Sequence[bool]], rows: Rows) -> bool:
    """True where nothing divides two areas of the same columns, and both belong to a ruled column."""
    if above.last_row + 1 != area.first_row:
        return False
    cols = range(area.first_col, area.last_col + 1)
    if any(drawn[above.last_row][col] for col in cols):
        return False
    edges = [rows[row][col] for row in (above.first_row, area.last_row) for col in cols]
    return any(cell is not None and cell.ruled for cell in edges)
