"""A matrix as cells of a grid: header cells over groups of columns, tall cells, bands; the same for PDF and DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.support.messy.matrices.habits import Look
from tests.support.messy.matrices.sketch import Align, Column, Sketch


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; rows and columns count from 0 at the top left of the grid, the header included."""

    row: int
    col: int
    text: str = ""
    row_span: int = 1
    col_span: int = 1
    bold: bool = False
    align: Align = "left"
    fill: str | None = None  # hex colour


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn."""

    weights: tuple[float, ...]  # of the columns
    cells: tuple[Cell, ...]
    rows: int
    header_rows: int  # without the row of column numbers
    number_row: bool  # a row of column numbers below the header
    solid: tuple[bool, ...]  # columns whose texts never break inside a word


def grid_of(sketch: Sketch, look: Look) -> Grid:
    """The cells of a sketch."""
    columns = sketch.columns
    depth = max(len(column.header) for column in columns)
    cells = _header(columns, depth, look)
    top = depth
    numbers = _numbers(columns, look)
    if numbers:
        cells += [Cell(depth, c, text, 1, span, False, "centre", None) for c, span, text in numbers]
        top += 1
    cells += _body(sketch, top)
    solid = tuple(column.kind not in ("text", "formula", "owner", "source") for column in columns)
    weights = tuple(column.weight for column in columns)
    return Grid(weights, tuple(cells), top + len(sketch.rows), depth, bool(numbers), solid)


def plain_grid(header: Sequence[str], rows: Sequence[Sequence[str]], look: Look, weights: Sequence[float] = ()) -> Grid:
    """A plain table of texts under one header row."""
    columns = tuple(Column(f"c{i}", (text,), weights[i] if weights else 1.0) for i, text in enumerate(header))
    cells = _header(columns, 1, look)
    cells += [Cell(r + 1, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(tuple(c.weight for c in columns), tuple(cells), len(rows) + 1, 1, False, (False,) * len(columns))


def _header(columns: Sequence[Column], depth: int, look: Look) -> list[Cell]:
    cells: list[Cell] = []
    for level in range(depth):
        at = 0
        while at < len(columns):
            path = columns[at].header[: level + 1]
            leaf = len(columns[at].header) <= level + 1
            span = 1
            while at + span < len(columns) and _under(columns[at + span], path, leaf):
                span += 1
            if len(path) == level + 1:
                tall = depth - level if leaf else 1
                cells.extend(
                    _header_cells(Cell(level, at, path[-1], tall, span, True, "centre", look.header_fill), look)
                )
            at += span
    return cells


def _header_cells(cell: Cell, look: Look) -> list[Cell]:
    """A header cell; where the office doesn't merge downwards, one ruled cell with the words and empty ones."""
    if not look.split_header or cell.row_span == 1:
        return [cell]
    rows = range(cell.row, cell.row + cell.row_span)
    spoken = rows[0] if look.split_header == "top" else rows[-1]
    return [replace(cell, row=row, row_span=1, text=cell.text if row == spoken else "") for row in rows]


def _under(column: Column, path: tuple[str, ...], leaf: bool) -> bool:
    """Whether a column belongs under the header cell of its left neighbour."""
    return column.header[: len(path)] == path and (len(column.header) <= len(path)) == leaf


def _numbers(columns: Sequence[Column], look: Look) -> list[tuple[int, int, str]]:
    """Column, span and text of the numbers under the header; cells under one header cell share a number."""
    habit = look.column_numbers
    if not habit:
        return []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(columns):
        span = 1
        while (
            at + span < len(columns)
            and columns[at + span].header == columns[at].header
            and columns[at].kind != "target"
        ):
            span += 1
        places.append((at, span))
        at += span
    return [(c, span, _number(habit, i + 1, len(places))) for i, (c, span) in enumerate(places)]


def _number(habit: str, number: int, count: int) -> str:
    if habit == "brackets":
        return f"({number})"
    if habit == "padded":
        return f"({number:02d})"
    if habit == "minus":
        return f"-{number}"
    if habit == "dotted":
        return f"{number}."
    if habit == "slip":
        return str(number if number < 4 else number + 3)
    if habit == "sum" and number == count and count > 4:
        return f"{number}=({number - 2}+{number - 1})"
    if habit == "sum" and number == count - 1 and count > 5:
        return f"{number} ({number - 1}/{number - 2})"
    return str(number)


def _body(sketch: Sketch, top: int) -> list[Cell]:
    columns = sketch.columns
    index = {column.key: i for i, column in enumerate(columns)}
    covered: set[tuple[int, int]] = set()
    tall: dict[tuple[int, int], int] = {}
    for merge in sketch.merges:
        col = index[merge.key]
        tall[merge.first, col] = merge.last - merge.first + 1
        covered.update((row, col) for row in range(merge.first + 1, merge.last + 1))
    cells: list[Cell] = []
    for r, row in enumerate(sketch.rows):
        wide: dict[int, int] = {}
        if row.band:
            first, last = index[row.band[0]], index[row.band[1]]
            wide[first] = last - first + 1
            if covered & {(r, col) for col in range(first, last + 1)}:
                raise ValueError(f"a band runs through a tall cell in row {r}")
            covered.update((r, col) for col in range(first + 1, last + 1))
        for col, column in enumerate(columns):
            if (r, col) in covered:
                continue
            text = row.texts.get(column.key, "")
            span, over = tall.get((r, col), 1), wide.get(col, 1)
            if span > 1 and over > 1:
                raise ValueError(f"a band begins in a tall cell in row {r}")
            bold, fill = (False, None) if column.plain else (row.bold, row.fill)
            cells.append(Cell(top + r, col, text, span, over, bold, column.align, fill))
    return cells
