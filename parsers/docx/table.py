"""One w:tbl as a Grid: spans both ways, gaps and ragged rows filled with empty cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn

from parsers.docx.xml import Element, flow, integer, on, value
from schemas.transcript import Cell, Grid, Line

MAX_ROWS = 32_767
"""Rows of one table; Word's own limit."""
MAX_COLS = 256
"""Columns of one table. Word draws at most 63; other programs more."""

_TR, _TC, _TRPR, _TCPR = qn("w:tr"), qn("w:tc"), qn("w:trPr"), qn("w:tcPr")

CellContent = tuple[tuple[Line, ...], tuple[Grid, ...]]
ReadCell = Callable[[Element], CellContent]
Report = Callable[[str], None]


@dataclass(slots=True)
class _Open:
    """A cell that may still grow downwards."""

    row: int
    col: int
    col_span: int
    content: CellContent
    row_span: int = 1


def read_table(table: Element, read_cell: ReadCell, report: Report) -> Grid | None:
    """The Grid of a w:tbl; None where it has no cell.

    `read_cell` gives the lines and inner grids of a w:tc; `report` is told which limit was reached.
    """
    placed: list[_Open] = []
    above: dict[int, _Open] = {}  # by first column: the cells that a vMerge in the next row continues
    header_rows = 0
    row = 0
    for element in _rows(table):
        if row >= MAX_ROWS:
            report(f"{MAX_ROWS} baris per tabel")
            break
        properties = element.find(_TRPR)
        if on(properties, "w:tblHeader") and header_rows == row:
            header_rows += 1
        above = _read_row(element, row, above, placed, read_cell, report)
        row += 1
    return _grid(placed, row, min(header_rows, row))


def _rows(table: Element) -> Iterator[Element]:
    """Rows that stand in the accepted document: not the deleted and hidden ones."""
    for element in flow(table):
        if element.tag != _TR:
            continue
        properties = element.find(_TRPR)
        if properties is not None and (properties.find(qn("w:del")) is not None or on(properties, "w:hidden")):
            continue
        yield element


def _read_row(
    element: Element,
    row: int,
    above: dict[int, _Open],
    placed: list[_Open],
    read_cell: ReadCell,
    report: Report,
) -> dict[int, _Open]:
    here: dict[int, _Open] = {}
    col = _gap(element.find(_TRPR), "w:gridBefore")
    last: _Open | None = None
    for tc in flow(element):
        if tc.tag != _TC:
            continue
        if col >= MAX_COLS:
            report(f"{MAX_COLS} kolom per tabel")
            break
        properties = tc.find(_TCPR)
        span = min(max(integer(properties, "w:gridSpan") or 1, 1), MAX_COLS - col)
        if _merge(properties, "w:hMerge") == "continue" and last is not None and last.row == row:
            last.col_span += span
            col += span
            continue
        upper = above.get(col)
        if _merge(properties, "w:vMerge") == "continue" and upper is not None and upper.col_span == span:
            upper.row_span += 1
            last = upper
        else:
            last = _Open(row, col, span, read_cell(tc))
            placed.append(last)
        here[col] = last
        col += span
    return here


def _gap(properties: Element | None, name: str) -> int:
    return min(max(integer(properties, name) or 0, 0), MAX_COLS - 1)


def _merge(properties: Element | None, name: str) -> str | None:
    """ "restart", "continue" (also where w:val is missing), or None where the cell is not merged."""
    element = properties.find(qn(name)) if properties is not None else None
    return None if element is None else value(properties, name) or "continue"


def _grid(placed: list[_Open], rows: int, header_rows: int) -> Grid | None:
    if not placed:
        return None
    starts = sorted({cell.col for cell in placed} | {cell.col + cell.col_span for cell in placed} | {0})
    # Grid lines that no cell begins or ends at are leftovers of editing and are no columns.
    place = {col: index for index, col in enumerate(starts)}
    cols = len(starts) - 1
    taken: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    cells = []
    for cell in placed:
        first, last = place[cell.col], place[cell.col + cell.col_span]
        cells.append(Cell(cell.row, first, cell.row_span, last - first, cell.content[0], grids=cell.content[1]))
        for row in range(cell.row, cell.row + cell.row_span):
            taken[row].append((first, last))
    for row, spans in enumerate(taken):
        col = 0
        for first, last in [*sorted(spans), (cols, cols)]:
            cells.extend(Cell(row, empty, 1, 1, ()) for empty in range(col, first))
            col = last
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(rows, cols, tuple(cells), header_rows=header_rows)
