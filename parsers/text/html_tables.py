"""HTML tables that OCR systems put into Markdown in, Grids out: the HTML table model with row and column spans."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from parsers.text.text_tables import MAX_COLS, MAX_PLACES, MAX_ROWS, cell_lines
from schemas.transcript import Cell, Grid

MAX_SPAN_DIGITS = 6
"""Digits of a rowspan or colspan; longer ones are read as 1."""

Element: TypeAlias = etree._Element


def html_grids(source: str) -> list[Grid]:
    """The Grids of the tables in `source`; tables inside a cell are read as text of that cell.

    Rows and columns beyond MAX_ROWS and MAX_COLS are left out; a table with more than MAX_PLACES places is left out.
    """
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(source, parser)
    if root is None:
        return []
    tables = [table for table in root.iter("table") if next(table.iterancestors("table"), None) is None]
    return [grid for grid in map(_grid, tables) if grid is not None]


def _grid(table: Element) -> Grid | None:
    rows = [row for row in (_cells(tr) for tr in table.iter("tr") if _table_of(tr) is table) if row][:MAX_ROWS]
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    cols = 0
    for index, row in enumerate(rows):
        col = 0
        for element in row:
            while (index, col) in taken:
                col += 1
            if col >= MAX_COLS or len(taken) >= MAX_PLACES:
                break
            height = min(_span(element.get("rowspan")), len(rows) - index)
            width = _free(taken, index, col, min(_span(element.get("colspan")), MAX_COLS - col))
            if height * width > MAX_PLACES - len(taken):
                height = width = 1
            taken.update((index + down, col + right) for down in range(height) for right in range(width))
            html = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
            cells.append(Cell(index, col, height, width, cell_lines(" ".join(html.split("\n")))))
            col += width
            cols = max(cols, col)
    if not cells or len(rows) * cols > MAX_PLACES:
        return None
    cells += [Cell(r, c, 1, 1, ()) for r in range(len(rows)) for c in range(cols) if (r, c) not in taken]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(len(rows), cols, tuple(cells), header_rows=_header_rows(rows))


def _table_of(row: Element) -> Element | None:
    return next(row.iterancestors("table"), None)


def _cells(row: Element) -> list[Element]:
    return [child for child in row if child.tag in ("td", "th")]


def _free(taken: set[tuple[int, int]], row: int, col: int, wanted: int) -> int:
    """How many of the `wanted` places from `col` on are free; a row span from above may cut them short."""
    width = 1
    while width < wanted and (row, col + width) not in taken:
        width += 1
    return width


def _header_rows(rows: list[list[Element]]) -> int:
    """Rows at the top that are in a thead or have th cells only; none where all of them do."""
    count = 0
    while count < len(rows) and all(
        cell.tag == "th" or next(cell.iterancestors("thead"), None) is not None for cell in rows[count]
    ):
        count += 1
    return count if count < len(rows) else 0


def _span(text: str | None) -> int:
    text = (text or "1").strip()
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) <= MAX_SPAN_DIGITS else 1
