"""One Sheet in, its lines and tables in reading order out: tables by their borders, else by rows of several cells.

A sheet is a page without a frame: titles, labels, tables, notes and signatures stand in its cells alike. What is
ruled is a table. Where nothing is ruled, rows of several filled cells below each other are one. All else is lines;
cells beside each other are one line with tabs between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from parsers.spreadsheet.cell_joining import joined_areas
from parsers.spreadsheet.sheet_model import MAX_COLS, MAX_PLACES, MAX_ROWS, Area, Sheet, SheetCell
from parsers.spreadsheet.signature_rows import signature_blocks
from schemas.cell_range import CellRange
from schemas.transcript import Cell, Grid, Line

MIN_RULED = 2
"""Ruled cells of a row that make it a row of a table; a lone ruled cell is a frame around a title."""
MIN_FILLED = 3
"""Filled cells of a row without rulings that make it one: two may be a label with its value."""
MIN_TABLE_ROWS = 2
"""Rows of an unruled table; a lone row of several cells is a line."""
MAX_HEADER_ROWS = 3
"""A ruled band of so few rows may be a header whose body has no rulings."""

Block = Line | Grid


@dataclass(frozen=True, slots=True)
class _Entry:
    """One filled cell as it is shown, with all that are merged into it."""

    area: Area
    cell: SheetCell


def blocks_of(sheet: Sheet) -> tuple[Block, ...]:
    """The lines and tables of a sheet, from the top down: text boxes over the first filled row, cells, other boxes."""
    first = min((row for (row, _), cell in sheet.cells.items() if cell.text), default=0)
    above: list[Line] = []
    below: list[Line] = []
    for shape in sheet.shapes:
        for line in shape.lines:
            (above if line.cells is not None and line.cells.first_row < first else below).append(line)
    return (*above, *_SheetLayout(sheet).blocks(), *below)


class _SheetLayout:
    """Finds what belongs together on one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._merged = dict(_visible_starts(sheet))  # by the first place of each that is visible
        self._merged_in_order = sorted(self._merged.values(), key=lambda a: (a.first_row, a.first_col))
        moved = {(area.first_row, area.first_col): place for place, area in self._merged.items()}
        covered = _covered(sheet, self._merged)
        self._by_row: dict[int, dict[int, SheetCell]] = defaultdict(dict)
        for place, cell in sorted(sheet.cells.items()):
            row, col = moved.get(place, place)
            if row not in sheet.hidden_rows and col not in sheet.hidden_cols:
                # A merged cell hides what the file keeps below it; only its borders are drawn.
                self._by_row[row][col] = replace(cell, text="") if (row, col) in covered else cell

    def blocks(self) -> Iterator[Block]:
        """Each run of rows without an empty one between, as tables; the rows between these as lines."""
        waiting: list[int] = []  # rows outside of tables since the last one
        for run in self._runs():
            at = 0
            while at < len(run):
                end, ruled = self._table_end(run, at)
                if end > at:
                    yield from self._outside(waiting)
                    waiting = []
                    yield from self._tables(run[at:end], ruled)
                    at = end
                else:
                    waiting.append(run[at])
                    at += 1
        yield from self._outside(waiting)

    def _outside(self, rows: Sequence[int]) -> Iterator[Block]:
        """Rows outside of tables: a line each, but for signatures beside each other, which are two cells."""
        filled = {row: [entry.area.first_col for entry in self._entries(row)] for row in rows}
        at = 0
        for block in signature_blocks(rows, filled):
            yield from (self._line(self._entries(row)) for row in rows[at : block.first])
            yield self._side_by_side(range(rows[block.first], rows[block.last] + 1), block.cols)
            at = block.last + 1
        yield from (self._line(self._entries(row)) for row in rows[at:])

    def _side_by_side(self, rows: range, cols: tuple[int, int]) -> Grid:
        """Two blocks as the cells of a row; the empty rows between their lines are kept, as in a cell of Word."""
        cells = []
        for index, col in enumerate(cols):
            lines: list[Line] = []
            for row in rows:
                here = [entry for entry in self._entries(row) if entry.area.first_col == col]
                lines.append(self._line(here) if here else Line("", page=self._sheet.number))
            while not lines[-1].text:
                lines.pop()
            cells.append(Cell(0, index, 1, 1, tuple(lines)))
        return Grid(1, len(cols), tuple(cells), page=self._sheet.number)

    def _runs(self) -> Iterator[list[int]]:
        """Rows with text or, as rows of tables, with rulings; rows that lie below each other in one list."""
        filled = {row for row, cells in self._by_row.items() if any(cell.text for cell in cells.values())}
        last = max(filled, default=-1)
        shown = sorted(filled | {row for row in self._by_row if row <= last and self._is_ruled(row)})
        run: list[int] = []
        for row in shown:
            if run and not self._sheet.hidden_rows.issuperset(range(run[-1] + 1, row)):
                yield run
                run = []
            run.append(row)
        if run:
            yield run

    def _is_ruled(self, row: int) -> bool:
        return sum(cell.ruled for cell in self._by_row[row].values()) >= MIN_RULED

    def _entries(self, row: int) -> list[_Entry]:
        """The filled cells that begin in a row, from the left."""
        cells = self._by_row[row].items()
        return [_Entry(self._area(row, col), cell) for col, cell in cells if cell.text]

    def _area(self, row: int, col: int) -> Area:
        """The cell that begins at a place, with all that are merged into it."""
        return self._merged.get((row, col)) or Area(row, col, row, col)

    def _table_end(self, run: Sequence[int], at: int) -> tuple[int, bool]:
        """The index behind the table that begins at run[at], and whether it is ruled; `at` where none begins there."""
        end = at
        while end < len(run) and self._is_ruled(run[end]):
            end += 1
        if end > at:
            header_only = end - at <= MAX_HEADER_ROWS and end < len(run)
            return (self._unruled_end(run, end) if header_only else end), True
        if len(self._entries(run[at])) < MIN_FILLED:
            return at, False
        end = self._unruled_end(run, at)
        return (end, False) if end - at >= MIN_TABLE_ROWS else (at, False)

    def _unruled_end(self, run: Sequence[int], at: int) -> int:
        """Behind the last row, before the next ruled one, that has several filled cells, merged ones from above too."""
        end = last = at
        reach = -1  # last row of the merged cells so far
        while end < len(run) and not self._is_ruled(run[end]):
            entries = self._entries(run[end])
            if len(entries) + (run[end] <= reach) > 1:
                last = end + 1
            reach = max([reach, *(entry.area.last_row for entry in entries)])
            end += 1
        return last

    def _line(self, entries: Sequence[_Entry]) -> Line:
        """The cells of a row as one line, with tabs between."""
        text = "\t".join(" ".join(entry.cell.text.split()) for entry in entries)
        places = [self._range(entry.area) for entry in entries]
        cells = CellRange(
            self._sheet.name,
            places[0].first_row,
            places[0].first_col,
            max(place.last_row for place in places),
            max(place.last_col for place in places),
        )
        bold = all(entry.cell.bold for entry in entries)
        return Line(text, page=self._sheet.number, bold=bold, cells=cells)

    def _range(self, area: Area) -> CellRange:
        return CellRange(self._sheet.name, area.first_row, area.first_col, area.last_row, area.last_col)

    # --- tables ---

    def _tables(self, rows: Sequence[int], ruled: bool) -> Iterator[Block]:
        """The rows as tables: one, or several beside each other with an empty column between."""
        for cols in self._column_groups(rows):
            grid = self._grid(rows, cols, ruled)
            if any(cell.lines for cell in grid.cells):
                yield grid

    def _column_groups(self, rows: Sequence[int]) -> Iterator[list[int]]:
        """The visible columns of these rows that hold something, those beside each other in one list."""
        used: set[int] = set()
        for row in rows:
            for col, cell in self._by_row[row].items():
                if cell.text or cell.ruled:
                    area = self._merged.get((row, col))
                    used.update(range(col, min(area.last_col, MAX_COLS) + 1) if area is not None else [col])
        visible = sorted(used - self._sheet.hidden_cols)
        group: list[int] = []
        for col in visible:
            if group and not self._sheet.hidden_cols.issuperset(range(group[-1] + 1, col)):
                yield group
                group = []
            group.append(col)
        if group:
            yield group

    def _grid(self, rows: Sequence[int], cols: Sequence[int], ruled: bool) -> Grid:
        areas = self._areas(rows, cols, ruled)
        cells = [self._cell(area, rows, cols) for area in areas]
        cells.sort(key=lambda cell: (cell.row, cell.col))
        return Grid(len(rows), len(cols), tuple(cells), page=self._sheet.number)

    def _areas(self, rows: Sequence[int], cols: Sequence[int], ruled: bool) -> list[Area]:
        """The cells of a grid as areas of places in it (not of the sheet), which cover it without overlap."""
        taken: set[tuple[int, int]] = set()
        found: list[Area] = []
        for area in self._merged_in_order:
            inside = _inside(area, rows, cols)
            places = _places(inside) if inside is not None else set()
            if inside is not None and len(places) > 1 and not places & taken:
                taken |= places
                found.append(inside)
        single = [Area(r, c, r, c) for r in range(len(rows)) for c in range(len(cols)) if (r, c) not in taken]
        if not ruled or not self._sheet.knows_borders:
            return [*found, *single]
        return joined_areas([*found, *single], [[self._by_row[row].get(col) for col in cols] for row in rows])

    def _cell(self, area: Area, rows: Sequence[int], cols: Sequence[int]) -> Cell:
        """The cell of an area of a grid, with the lines of all filled cells that it shows."""
        lines: list[Line] = []
        for index in range(area.first_row, area.last_row + 1):
            row = rows[index]
            for place in range(area.first_col, area.last_col + 1):
                cell = self._by_row[row].get(cols[place])
                if cell is not None and cell.text:
                    lines.extend(self._cell_lines(row, cols[place], cell))
        return Cell(
            area.first_row,
            area.first_col,
            area.last_row - area.first_row + 1,
            area.last_col - area.first_col + 1,
            tuple(lines),
        )

    def _cell_lines(self, row: int, col: int, cell: SheetCell) -> Iterator[Line]:
        where = self._range(self._area(row, col))
        for text in cell.text.splitlines():
            yield Line(text.strip(), page=self._sheet.number, bold=cell.bold, cells=where)


def _visible_starts(sheet: Sheet) -> Iterator[tuple[tuple[int, int], Area]]:
    """The merged areas by their first visible place; those that are hidden altogether are left out."""
    rows = [row for row in range(MAX_ROWS) if row not in sheet.hidden_rows]
    cols = [col for col in range(MAX_COLS) if col not in sheet.hidden_cols]
    for area in sheet.merged:
        row_at, col_at = bisect_left(rows, area.first_row), bisect_left(cols, area.first_col)
        if row_at < len(rows) and col_at < len(cols):
            row, col = rows[row_at], cols[col_at]
            if row <= area.last_row and col <= area.last_col:
                yield (row, col), area


def _covered(sheet: Sheet, merged: Mapping[tuple[int, int], Area]) -> set[tuple[int, int]]:
    """Places inside merged areas but for their first visible ones, as far as cells reach."""
    last_row = max((row for row, _ in sheet.cells), default=-1)
    last_col = max((col for _, col in sheet.cells), default=-1)
    covered: set[tuple[int, int]] = set()
    for place, area in merged.items():
        rows = range(area.first_row, min(area.last_row, last_row) + 1)
        cols = range(area.first_col, min(area.last_col, last_col) + 1)
        if len(covered) + len(rows) * len(cols) > MAX_PLACES:
            continue
        covered.update((row, col) for row in rows for col in cols if (row, col) != place)
    return covered - merged.keys()


def _inside(area: Area, rows: Sequence[int], cols: Sequence[int]) -> Area | None:
    """The part of an area of the sheet that is in a grid, in places of the grid; None where nothing of it is."""
    first_row, last_row = bisect_left(rows, area.first_row), bisect_right(rows, area.last_row) - 1
    first_col, last_col = bisect_left(cols, area.first_col), bisect_right(cols, area.last_col) - 1
    return Area(first_row, first_col, last_row, last_col) if first_row <= last_row and first_col <= last_col else None


def _places(area: Area) -> set[tuple[int, int]]:
    return {
        (row, col)
        for row in range(area.first_row, area.last_row + 1)
        for col in range(area.first_col, area.last_col + 1)
    }
