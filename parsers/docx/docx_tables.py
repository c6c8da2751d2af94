"""One w:tbl in, a Grid out: gridSpan, vMerge and hMerge as spanning cells, ragged rows filled with empty cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from parsers.docx.xml import Element, child_integer, child_value, to_points, toggle, unwrapped
from schemas.transcript import Cell, Grid, Line

MAX_ROWS = 32_767
"""Rows of one table; Word's own limit."""
MAX_COLS = 256
"""Columns of one table. Word draws at most 63; other programs more."""
MAX_PLACES = 300_000
"""Rows times columns of one table, empty places included."""
NARROW_POINTS = 10.0
"""A column narrower than this holds no text: two edges were meant to be one and were dragged apart."""

_TR, _TC, _TRPR, _TCPR = qn("w:tr"), qn("w:tc"), qn("w:trPr"), qn("w:tcPr")

CellContent = tuple[tuple[Line, ...], tuple[Grid, ...]]
ReadCell = Callable[[Element], CellContent]
Report = Callable[[int, str], None]


@dataclass(slots=True)
class _GrowingCell:
    """A cell that may still grow downwards; columns count the grid lines of the file."""

    row: int  # 0-based
    col: int  # 0-based
    col_span: int
    content: CellContent
    row_span: int = 1


@dataclass(slots=True)
class _TableBuilder:
    """The cells of a table, row by row; merged ones grow."""

    read_cell: ReadCell
    report: Report
    cells: list[_GrowingCell] = field(default_factory=list)
    above: dict[int, _GrowingCell] = field(default_factory=dict)  # by first column: what a vMerge below would continue
    rows: int = 0

    def add_row(self, element: Element) -> bool:
        """Reads a w:tr; False where it has no cell and so is none."""
        here: dict[int, _GrowingCell] = {}
        col = _gap(element.find(_TRPR))
        last: _GrowingCell | None = None
        for tc in unwrapped(element):
            if tc.tag != _TC:
                continue
            if col >= MAX_COLS:
                self.report(MAX_COLS, "kolom_per_tabel")
                break
            properties = tc.find(_TCPR)
            span = min(max(child_integer(properties, "w:gridSpan") or 1, 1), MAX_COLS - col)
            upper = self.above.get(col)
            if last is not None and last.row == self.rows and _merge(properties, "w:hMerge") == "continue":
                last.col_span += span
            elif upper is not None and upper.col_span == span and _merge(properties, "w:vMerge") == "continue":
                upper.row_span += 1
                last = here[col] = upper
            else:
                last = here[col] = _GrowingCell(self.rows, col, span, self.read_cell(tc))
                self.cells.append(last)
            col += span
        if not here:
            return False
        self.above = here
        self.rows += 1
        return True


def read_table(table: Element, read_cell: ReadCell, report: Report) -> Grid | None:
    """The Grid of a w:tbl; None where it has no cell.

    `read_cell` gives the lines and inner grids of a w:tc; `report` is called with the limit that was reached, its
    number (MAX_ROWS, MAX_COLS, MAX_PLACES) and its code; what is beyond it is left out.
    """
    state = _TableBuilder(read_cell, report)
    header_rows = 0
    for element in _rows(table):
        if state.rows >= MAX_ROWS:
            report(MAX_ROWS, "baris_per_tabel")
            break
        header = toggle(element.find(_TRPR), "w:tblHeader")
        if state.add_row(element) and header and header_rows == state.rows - 1:
            header_rows += 1
    if not state.cells:
        return None
    widths = _widths(table)
    place, cols = _columns(state.cells, widths)
    rows = state.rows
    if rows * cols > MAX_PLACES:
        report(MAX_PLACES, "sel_per_tabel")
        rows = max(MAX_PLACES // cols, 1)
    return Grid(
        rows,
        cols,
        _filled(state.cells, place, rows, cols),
        header_rows=min(header_rows, rows),
        col_edges=_edges(place, cols, widths),
    )


def _edges(place: dict[int, int], cols: int, widths: list[float]) -> tuple[float, ...]:
    """Where the drawn columns begin and end, in points from the table's left edge; () where a width is missing."""
    lines = {index: line for line, index in sorted(place.items(), reverse=True)}
    if max(place) > len(widths) or len(lines) != cols + 1 or not all(widths):
        return ()
    return tuple(sum(widths[: lines[index]]) for index in range(cols + 1))


def _rows(table: Element) -> Iterator[Element]:
    """Rows of the document with all changes accepted: not the deleted and hidden ones."""
    for element in unwrapped(table):
        if element.tag != _TR:
            continue
        properties = element.find(_TRPR)
        if properties is not None and (properties.find(qn("w:del")) is not None or toggle(properties, "w:hidden")):
            continue
        yield element


def _gap(properties: Element | None) -> int:
    return min(max(child_integer(properties, "w:gridBefore") or 0, 0), MAX_COLS - 1)


def _merge(properties: Element | None, name: str) -> str | None:
    """ "restart", "continue" (also where w:val is missing), or None where the cell is not merged."""
    element = properties.find(qn(name)) if properties is not None else None
    return None if element is None else child_value(properties, name) or "continue"


def _widths(table: Element) -> list[float]:
    """Widths of the grid columns in points; 0 where the file does not say."""
    grid = table.find(qn("w:tblGrid"))
    columns = [] if grid is None else grid.findall(qn("w:gridCol"))[:MAX_COLS]
    return [max(to_points(column.get(qn("w:w"))) or 0.0, 0.0) for column in columns]


def _columns(cells: list[_GrowingCell], widths: list[float]) -> tuple[dict[int, int], int]:
    """The column at each grid line of the file that is drawn, and how many columns there are.

    Grid lines that no cell begins or ends at are leftovers of editing. Lines so close together that nothing fits
    between them count as one, unless a cell is there all the same.
    """
    drawn = sorted({0} | {cell.col for cell in cells} | {cell.col + cell.col_span for cell in cells})
    alone = {(cell.col, cell.col + cell.col_span) for cell in cells}
    place: dict[int, int] = {}
    index = -1
    group: list[int] = []
    for line in drawn:
        if group and _close(group[0], line, widths) and not any((other, line) in alone for other in group):
            group.append(line)
        else:
            group = [line]
            index += 1
        place[line] = index
    return place, max(index, 1)


def _close(first: int, line: int, widths: list[float]) -> bool:
    between = widths[first:line]
    return len(between) == line - first and all(between) and sum(between) < NARROW_POINTS


def _filled(cells: list[_GrowingCell], place: dict[int, int], rows: int, cols: int) -> tuple[Cell, ...]:
    """The cells of the first `rows` rows, with empty ones where a row has a gap."""
    taken: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    found = []
    for cell in cells:
        first, last = place[cell.col], place[cell.col + cell.col_span]
        span = min(cell.row_span, rows - cell.row)
        if span <= 0 or last <= first:
            continue
        lines, grids = cell.content
        found.append(Cell(cell.row, first, span, last - first, lines, grids=grids))
        for row in range(cell.row, cell.row + span):
            taken[row].append((first, last))
    for row, spans in enumerate(taken):
        col = 0
        for first, last in [*sorted(spans), (cols, cols)]:
            found.extend(Cell(row, empty, 1, 1, ()) for empty in range(col, first))
            col = max(col, last)
    found.sort(key=lambda cell: (cell.row, cell.col))
    return tuple(found)
