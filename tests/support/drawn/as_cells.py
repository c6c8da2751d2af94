"""Pages of boxes and lines drawn with the cells of a sheet: merged cells with borders are boxes, borders are lines."""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.drawn.habits import Habits
from tests.support.drawn.scene import Box, Scene, Wire

NEAR = 2.5  # points: edges so near to each other are one
LETTER = 5.25  # points of a unit of a column's width
TALLEST = 400.0  # points of a row


def write(pages: Sequence[Scene], habits: Habits) -> bytes:
    """A sheet for each page."""
    book = Workbook()
    book.remove(book.active)
    for number, scene in enumerate(pages, start=1):
        _Sheet(book.create_sheet(f"Pohon {number}"), scene).draw()
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class _Sheet:
    def __init__(self, sheet: Worksheet, scene: Scene) -> None:
        self.sheet = sheet
        self.boxes = [box for box in scene.boxes if box.paras]
        self.wires = scene.wires
        points = [point for wire in scene.wires for point in wire.points]
        self.xs = _edges([0.0, *(x for b in self.boxes for x in (b.x, b.x + b.width)), *(x for x, _ in points)])
        self.ys = _edges([0.0, *(y for b in self.boxes for y in (b.y, b.y + b.height)), *(y for _, y in points)])

    def draw(self) -> None:
        for at, (a, b) in enumerate(zip(self.xs, self.xs[1:], strict=False), start=1):
            self.sheet.column_dimensions[get_column_letter(at)].width = max((b - a) / LETTER, 0.2)
        for at, (a, b) in enumerate(zip(self.ys, self.ys[1:], strict=False), start=1):
            self.sheet.row_dimensions[at].height = min(b - a, TALLEST)
        for wire in self.wires:
            self._wire(wire)
        for box in self.boxes:
            self._box(box)
        self.sheet.sheet_view.showGridLines = False
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.paperSize = 8
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def _box(self, box: Box) -> None:
        c0, c1 = _at(self.xs, box.x), max(_at(self.xs, box.x + box.width) - 1, _at(self.xs, box.x))
        r0, r1 = _at(self.ys, box.y), max(_at(self.ys, box.y + box.height) - 1, _at(self.ys, box.y))
        if box.line and box.form != "text":
            for col in range(c0, c1 + 1):
                self._border(r0, col, "top")
                self._border(r1, col, "bottom")
            for row in range(r0, r1 + 1):
                self._border(row, c0, "left")
                self._border(row, c1, "right")
        cell = self.sheet.cell(r0 + 1, c0 + 1)
        cell.value = "\n".join(para.text for para in box.paras)
        cell.font = Font("Arial", box.size, bold=box.paras[0].bold, color="FF" + box.ink)
        left = all(para.left for para in box.paras)
        cell.alignment = Alignment("left" if left else "center", "center", wrap_text=True)
        if box.fill:
            cell.fill = PatternFill("solid", fgColor="FF" + box.fill.upper())
        if (r0, c0) != (r1, c1):
            self.sheet.merge_cells(start_row=r0 + 1, end_row=r1 + 1, start_column=c0 + 1, end_column=c1 + 1)

    def _wire(self, wire: Wire) -> None:
        for (ax, ay), (bx, by) in zip(wire.points, wire.points[1:], strict=False):
            if abs(ax - bx) <= NEAR:
                col, rows = _at(self.xs, ax), sorted((_at(self.ys, ay), _at(self.ys, by)))
                for row in range(*rows):
                    self._border(row, col, "left")
            else:
                row, cols = _at(self.ys, ay), sorted((_at(self.xs, ax), _at(self.xs, bx)))
                for col in range(*cols):
                    self._border(row, col, "top")

    def _border(self, row: int, col: int, side: str) -> None:
        cell = self.sheet.cell(row + 1, col + 1)
        had = {name: getattr(cell.border, name) for name in ("left", "right", "top", "bottom")}
        cell.border = Border(**{**had, side: Side("thin", color="FF000000")})


def _edges(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return kept


def _at(edges: Sequence[float], value: float) -> int:
    """The nearest edge."""
    at = bisect_left(edges, value)
    return min((i for i in (at - 1, at) if 0 <= i < len(edges)), key=lambda i: abs(edges[i] - value))
