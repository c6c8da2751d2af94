"""One grid that holds a whole budget form -> its parts: text, and each table with the columns that it uses.

Habit: a DPA is drawn as one net of lines, in which "Program : 2.16.01 ..." over the whole width, the box of indicators
and the budget lines follow each other, each with columns of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from extractor.interpret.tables.column_contents import lists_amounts
from extractor.interpret.tables.grid_view import GridView, cell_text, rows_between
from schemas.patterns import pattern
from schemas.transcript import Grid

FEWEST_LABELS = 3  # different ones that make a form

_LINE = pattern("form-line")
_ENTRY = pattern("form-entry-label")
_MEASURE = pattern("form-measure-label")


def form_parts(grid: Grid) -> Iterator[Grid]:
    """The parts of a grid that is a form, top down, each with its own columns; nothing for any other grid.

    A form names a programme, an activity or an indicator before a colon, and has rows of a table besides. A matrix may
    have bands "Program : ..." too: a form has several such labels, or budget lines where a matrix has indicators.
    """
    if not any(":" in cell.text for cell in grid.cells):
        return
    view = GridView(grid)
    labels = {row: label for row in range(grid.rows) if (label := _label(view, row)) is not None}
    if not any(_ENTRY.fullmatch(label) or _MEASURE.fullmatch(label) for label in labels.values()):
        return
    kinds = [row in labels or _is_title(view, row) for row in range(grid.rows)]
    runs = [list(rows) for _, rows in groupby(range(grid.rows), key=kinds.__getitem__)]
    parts = [_with_own_columns(rows_between(grid, run[0], run[-1] + 1)) for run in runs]
    tables = [part for part, run in zip(parts, runs, strict=True) if not kinds[run[0]]]
    if tables and (len(set(labels.values())) >= FEWEST_LABELS or all(lists_amounts(GridView(t)) for t in tables)):
        yield from parts


def _label(view: GridView, row: int) -> str | None:
    """What is printed in front of the colon of a row that begins here; None for a row of a table."""
    cells = [cell for cell in view.row(row) if cell_text(cell)]
    if any(cell.row < row or cell.row_span > 1 for cell in cells):
        return None
    texts = [cell_text(cell) for cell in cells]
    if len(texts) > 1 and texts[1].startswith(":"):
        return texts[0]
    found = _LINE.match(cells[0].text) if len(cells) == 1 else None
    return found["label"].strip() if found is not None else None


def _is_title(view: GridView, row: int) -> bool:
    """True for a row over the whole width, and for an empty one."""
    cells = [cell for cell in view.row(row) if cell_text(cell)]
    return not cells or (len(cells) == 1 and cells[0].row_span == 1 and cells[0].col_span == view.grid.cols)


def _with_own_columns(grid: Grid) -> Grid:
    """The grid without the columns at which none of its cells begins."""
    starts = sorted({cell.col for cell in grid.cells})
    at = {col: place for place, col in enumerate(starts)}
    ends = {col: sum(start < col for start in starts) for col in range(grid.cols + 1)}
    cells = tuple(
        replace(cell, col=at[cell.col], col_span=ends[cell.col + cell.col_span] - at[cell.col]) for cell in grid.cells
    )
    edges = (*(grid.col_edges[col] for col in starts), grid.col_edges[-1]) if grid.col_edges else ()
    return replace(grid, cols=len(starts), cells=cells, col_edges=edges)
