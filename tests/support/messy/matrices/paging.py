"""A table's cells on pages: which rows fit, where a row or a tall cell is cut, and where each line stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.support.messy.matrices.grid import Cell, Grid
from tests.support.messy.matrices.habits import Look
from tests.support.messy.matrices.typesetting import PAD, Typeface, wrap

LEAST_LINES = 2  # of a row above the page's end
ROUNDS = 12  # of making rows taller until all lines fit


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a row or a cell on one page, in points from the page's top."""

    page: int  # counted from the page on which the table begins
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell, or its part on one page, with its lines."""

    cell: Cell
    part: Part
    lines: tuple[tuple[float, str], ...]  # distance of the line's top from the page's top, and its text
    last_line: bool  # its last line is the last of the cell
    cut_above: bool
    cut_below: bool


class Pager:
    """Puts a table on pages."""

    def __init__(self, grid: Grid, widths: Sequence[float], look: Look, face: Typeface, size: float) -> None:
        self.grid = grid
        self.look = look
        self.leading = size * look.leading
        self.head = grid.header_rows + grid.number_row
        self.lines = {
            id(cell): wrap(cell.text, sum(widths[cell.col : cell.col + cell.col_span]), face, size, cell.bold)
            for cell in grid.cells
        }
        self.count = [1] * grid.rows  # lines of each row
        self.heights = self._heights()

    def _need(self, lines: int) -> float:
        return lines * self.leading + 2 * PAD

    def _heights(self) -> list[float]:
        heights = [self._need(1) * 0.7] * self.grid.rows
        for cell in self.grid.cells:
            if cell.row_span == 1 and cell.text:
                count = len(self.lines[id(cell)])
                self.count[cell.row] = max(self.count[cell.row], count)
                heights[cell.row] = max(heights[cell.row], self._need(count))
        for cell in self.grid.cells:
            rows = slice(cell.row, cell.row + cell.row_span)
            lack = self._need(len(self.lines[id(cell)])) - sum(heights[rows])
            if cell.row_span > 1 and cell.text and lack > 0:
                heights[cell.row + cell.row_span - 1] += lack
        return heights

    def place(self, top: float, first: float, bottom: float) -> tuple[tuple[Placed, ...], int, float]:
        """Cells on pages that reach from `top` to `bottom`, the first from `first`; the last page and the end on it."""
        for _ in range(ROUNDS):
            parts, repeated, page, end = self._rows(top, first, bottom)
            placed: list[Placed] = []
            short = False
            for cell in self.grid.cells:
                mine = _joined([p for row in range(cell.row, cell.row + cell.row_span) for p in parts[row]])
                drawn, lack = self._flow(cell, mine)
                if lack:
                    self.heights[cell.row + cell.row_span - 1] += lack * self.leading + 0.1
                    short = True
                placed.extend(drawn)
            if not short:
                break
        return (*placed, *repeated), page, end

    def _rows(self, top: float, first: float, bottom: float) -> tuple[list[list[Part]], list[Placed], int, float]:
        page, y = 0, first
        parts: list[list[Part]] = [[] for _ in range(self.grid.rows)]
        repeated: list[Placed] = []
        head = sum(self.heights[: self.head])
        if y + head + max(self.heights[self.head : self.head + 1], default=0.0) > bottom and y > top:
            page, y = 1, top
        for row, height in enumerate(self.heights):
            rest = height
            while y + rest > bottom and row >= self.head:
                taken = self._cut(row, rest, bottom - y, fresh=y <= top + head + 1)
                if taken:
                    parts[row].append(Part(page, y, y + taken))
                    rest = max(rest - taken + 2 * PAD, self._need(1))
                elif y <= top + head + 1:
                    break
                page += 1
                again, y = self._again(page, top)
                repeated.extend(again)
            parts[row].append(Part(page, y, y + rest))
            y += rest
        return parts, repeated, page, y

    def _cut(self, row: int, height: float, room: float, fresh: bool) -> float:
        """How much of a row goes above the page's end; 0 where it goes to the next page as a whole."""
        lines = int((room - 2 * PAD) / self.leading)
        whole = int((height - 2 * PAD + 0.1) / self.leading)
        if lines >= LEAST_LINES and lines < whole and (fresh or (self.look.cut_rows and self.count[row] > LEAST_LINES)):
            return self._need(lines)
        return 0.0

    def _again(self, page: int, top: float) -> tuple[list[Placed], float]:
        """What is printed on top of a further page, and where the rows begin below it."""
        habit = self.look.repeat
        first = 0 if habit == "header" else self.grid.header_rows
        rows = range(first, self.head) if habit != "nothing" else range(0)
        y = top
        tops: dict[int, float] = {}
        for row in rows:
            tops[row] = y
            y += self.heights[row]
        placed: list[Placed] = []
        for cell in self.grid.cells:
            if cell.row in tops:
                part = Part(
                    page, tops[cell.row], tops[cell.row] + sum(self.heights[cell.row : cell.row + cell.row_span])
                )
                placed.extend(self._flow(cell, [part])[0])
        return placed, y

    def _flow(self, cell: Cell, parts: Sequence[Part]) -> tuple[list[Placed], int]:
        """The cell's lines in its parts, from the first part on; and how many lines found no room."""
        lines = list(self.lines[id(cell)]) if cell.text else []
        middle = self.look.middle or cell.row < self.head
        placed: list[Placed] = []
        for i, part in enumerate(parts):
            height = part.bottom - part.top
            room = max(0, int((height - 2 * PAD + 0.5) / self.leading))
            mine, lines = lines[:room], lines[room:]
            gap = (height - len(mine) * self.leading) / 2 if middle and not (i == 0 and lines) else PAD
            drawn = tuple((part.top + gap + k * self.leading, text) for k, text in enumerate(mine))
            placed.append(Placed(cell, part, drawn, not lines, i > 0, i < len(parts) - 1))
        return placed, len(lines)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Parts of one page as one, in the order of pages."""
    pages: dict[int, Part] = {}
    for part in parts:
        old = pages.get(part.page)
        pages[part.page] = Part(part.page, min(old.top, part.top), max(old.bottom, part.bottom)) if old else part
    return [pages[page] for page in sorted(pages)]
