"""Joining tables over pages: an indicator table and the grid that follows it -> the table with one more part, or None.

Columns are matched by a repeated header (role and period), else by their edges on the page, else by content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractor.interpret.flow.flow_items import IndicatorTable, TablePart
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.tables.column_matching import columns_by_content, columns_by_edges, profile
from extractor.interpret.tables.grid_view import GridView, band_text
from extractor.interpret.tables.table_header import TableHeader
from schemas.passage import Continuation
from schemas.printed import Role
from schemas.transcript import Grid

TOUCHING = 6.0  # points between two grids on one page that are one table
SAME_WORDS = 85  # similarity, 0..100, of two header texts that are one but for a slip
MOSTLY_SAME = 0.85  # share of the columns of a repeated header that say the same
MOST_MISSING = 1  # columns that a repeated header may lack: offices drop one that stays empty on a page


def names_same_columns(a: TableHeader, b: TableHeader) -> bool:
    """True where two headers name the same columns in the same order, one of them perhaps without an empty one.

    Example: "No | Sasaran | Indikator | Target" and, on the next page, "Sasaran | Indikator | Target".
    """
    if says_the_same(a, b):
        return True
    mine = [(c.role, c.period) for c in a.columns if c.role is not Role.OTHER]
    theirs = [(c.role, c.period) for c in b.columns if c.role is not Role.OTHER]
    shorter, longer = sorted((mine, theirs), key=len)
    if not shorter or len(longer) - len(shorter) > MOST_MISSING:
        return False
    rest = iter(longer)
    return all(any(x == y for y in rest) for x in shorter)


def says_the_same(a: TableHeader, b: TableHeader) -> bool:
    """True where two headers of as many columns have nearly the same words."""
    if len(a.columns) != len(b.columns):
        return False
    alike = [
        fuzz.ratio(squash(x.text), squash(y.text)) >= SAME_WORDS for x, y in zip(a.columns, b.columns, strict=True)
    ]
    return bool(alike) and sum(alike) >= MOSTLY_SAME * len(alike)


def under_repeated_header(table: IndicatorTable, part: TablePart, header: TableHeader) -> IndicatorTable:
    """The table with `part`, which has a header of its own, as its next part; columns pair by role and period.

    Where nothing stood below the header so far, that of `part` says more: it was read with the rows below it. Unless it
    finds no indicators among these.
    """
    if says_the_same(table.header, header):
        told = header if header.plan.measures and all(map(_is_empty, table.parts)) else table.header
        columns = tuple(range(len(header.columns)))
        same = replace(part, columns=columns, continuation=Continuation.HEADER)
        return replace(table, header=told, parts=(*table.parts, same))
    taken: set[int] = set()
    matched: list[int | None] = []
    for column in header.columns:
        match = next(
            (
                c.index
                for c in table.header.columns
                if c.index not in taken and (c.role, c.period) == (column.role, column.period)
            ),
            None,
        )
        if match is not None:
            taken.add(match)
        matched.append(match)
    more = replace(part, columns=tuple(matched), continuation=Continuation.HEADER)
    return replace(table, parts=(*table.parts, more))


def _is_empty(part: TablePart) -> bool:
    """True where no row of a part fills its columns: bands name groups, and say nothing of columns."""
    return all(band_text(part.view, row) is not None for row in range(part.first, part.last))


def without_header(table: IndicatorTable, view: GridView) -> IndicatorTable | None:
    """The table with the headerless grid as its next part; None where the columns do not fit.

    On one page only a ruled table that touches its continuation continues: what is printed apart from it, or without
    rulings, is another list (offices put the budget there).
    """
    if not _may_follow(table.parts[-1].view.grid, view.grid):
        return None
    found = _column_mapping(table, view.grid)
    if found is None:
        return None
    columns, continuation = found
    return replace(table, parts=(*table.parts, TablePart(view, 0, view.grid.rows, columns, continuation)))


def _may_follow(last: Grid, grid: Grid) -> bool:
    if grid.page is None or grid.page != last.page:
        return True
    if grid.box is None and last.box is None:  # on one sheet of a spreadsheet, with empty rows between
        return True
    if grid.ruled != last.ruled or last.box is None or grid.box is None:
        return False
    return grid.box.top - last.box.bottom <= TOUCHING


def _column_mapping(table: IndicatorTable, grid: Grid) -> tuple[tuple[int | None, ...], Continuation] | None:
    """Which table column each grid column continues, and by what: position on the page, their number, or content.

    The nearest part that fits decides, since columns may shift a little from page to page.
    """
    nearest_first = tuple(reversed(table.parts))
    for part in nearest_first:
        places = columns_by_edges(part.view.grid, grid)
        if places is not None:
            return _through(part, places), Continuation.EDGES
    for part in nearest_first:
        if grid.cols == part.view.grid.cols:
            return part.columns, Continuation.COLUMNS
    if grid.col_edges and grid.page is not None:
        return None
    widest = max(nearest_first, key=lambda part: part.view.grid.cols)
    view = GridView(grid)
    places = columns_by_content(
        [profile(widest.view, widest.first, widest.last, c) for c in range(widest.view.grid.cols)],
        [profile(view, 0, grid.rows, c) for c in range(grid.cols)],
    )
    return (_through(widest, places), Continuation.COLUMNS) if places is not None else None


def _through(part: TablePart, places: Sequence[int | None]) -> tuple[int | None, ...]:
    """Columns of the table by way of the columns of one of its parts."""
    return tuple(part.columns[place] if place is not None else None for place in places)
