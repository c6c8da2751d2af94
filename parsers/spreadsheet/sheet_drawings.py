"""Drawing part of a sheet (spreadsheetDrawing) in, its boxes with text and the connectors between them out.

Boxes are in points from the corner of A1. What the program last drew (a:xfrm) counts before the cells of its anchor.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate

from parsers.drawings.drawing_canvas import MAX_DEPTH, Canvas, Frame
from parsers.drawings.drawingml_forms import (
    EMU_PER_POINT,
    Element,
    Rectangle,
    attribute_number,
    fill_of,
    group_frame,
    is_line,
    is_node,
    kind_of,
    line_of,
    rectangle_of,
)
from schemas.cell_range import CellRange
from schemas.transcript import Connector, Line, Shape

USUAL_WIDTH, USUAL_HEIGHT = 48.0, 15.0  # points of a cell of which the file says nothing
MAX_DIGITS = 12  # of a measure in EMU
HIDDEN = ("1", "true")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ANCHORS = (f"{_XDR}twoCellAnchor", f"{_XDR}oneCellAnchor", f"{_XDR}absoluteAnchor")
_FIGURES = frozenset({f"{_XDR}sp", f"{_XDR}cxnSp", f"{_XDR}grpSp"})


class CellSizes:
    """Where the columns and rows of a sheet begin, in points; both 0-based."""

    def __init__(
        self,
        widths: Mapping[int, float] | None = None,
        heights: Mapping[int, float] | None = None,
        usual: tuple[float, float] = (USUAL_WIDTH, USUAL_HEIGHT),
    ) -> None:
        """`usual`: width and height of the columns and rows that are not named."""
        self._across, self._down = _Starts(widths or {}, usual[0]), _Starts(heights or {}, usual[1])

    def left(self, col: int) -> float:
        """Where a column begins."""
        return self._across.at(col)

    def top(self, row: int) -> float:
        """Where a row begins."""
        return self._down.at(row)


class _Starts:
    """Sums of sizes, of which most are the usual one."""

    def __init__(self, sizes: Mapping[int, float], usual: float) -> None:
        self._usual = usual
        self._named = sorted(sizes)
        self._beyond = [0.0, *accumulate(sizes[index] - usual for index in self._named)]

    def at(self, index: int) -> float:
        return index * self._usual + self._beyond[bisect_left(self._named, index)]


def figures_of(
    drawing: Element, sheet: str, number: int, sizes: CellSizes
) -> tuple[tuple[Shape, ...], tuple[Connector, ...]]:
    """The boxes with text of a sheet's drawing, and what joins them; `sheet`, `number`: of their lines."""
    reader = _DrawingReader(Canvas(), sheet, number, sizes)
    for anchor in drawing.iter(*_ANCHORS):
        if reader.canvas.full:
            break
        reader.read(anchor)
    reader.canvas.end_drawing()
    return reader.canvas.finish()


class _DrawingReader:
    """Puts the figures of one sheet on a canvas."""

    def __init__(self, canvas: Canvas, sheet: str, number: int, sizes: CellSizes) -> None:
        self.canvas = canvas
        self._sheet = sheet
        self._number = number
        self._sizes = sizes
        self._cells: CellRange | None = None  # below the present anchor

    def read(self, anchor: Element) -> None:
        place = self._rectangle(anchor)
        for figure in _figures(anchor):
            self._figure(figure, Frame(0.0, 0.0, 1 / EMU_PER_POINT, 1 / EMU_PER_POINT), place, 0)

    def _rectangle(self, anchor: Element) -> Rectangle:
        """Place and size of an anchor in EMU; notes the cells below it."""
        start, end = anchor.find(f"{_XDR}from"), anchor.find(f"{_XDR}to")
        first, last = _corner(start), _corner(end if end is not None else start)
        self._cells = CellRange(self._sheet, first[0], first[1], max(first[0], last[0]), max(first[1], last[1]))
        x, y = self._at(start)
        position, size = anchor.find(f"{_XDR}pos"), anchor.find(f"{_XDR}ext")
        if position is not None:
            x, y = attribute_number(position, "x"), attribute_number(position, "y")
        if end is None:
            return x, y, attribute_number(size, "cx"), attribute_number(size, "cy")
        x1, y1 = self._at(end)
        return x, y, max(x1 - x, 0.0), max(y1 - y, 0.0)

    def _at(self, mark: Element | None) -> tuple[float, float]:
        """A place in EMU that is told as a cell and the way into it."""
        row, col = _corner(mark)
        dx, dy = _child_number(mark, "colOff"), _child_number(mark, "rowOff")
        return self._sizes.left(col) * EMU_PER_POINT + dx, self._sizes.top(row) * EMU_PER_POINT + dy

    def _figure(self, figure: Element, frame: Frame, alone: Rectangle | None, depth: int) -> None:
        """`alone`: place of a figure whose own is not told."""
        if depth > MAX_DEPTH or self.canvas.full:
            return
        names = next(figure.iter(f"{_XDR}cNvPr"), None)
        if names is not None and names.get("hidden") in HIDDEN:
            return
        if figure.tag == f"{_XDR}grpSp":
            self._group(figure, frame, depth)
            return
        form = figure.find(f"{_XDR}spPr")
        told = rectangle_of(form)
        box = frame.box(*(alone if alone is not None and not any(told[2:]) else told))
        link = next(figure.iter(f"{_XDR}cNvCxnSpPr"), None)
        lines = self._lines(figure.find(f"{_XDR}txBody"))
        if figure.tag == f"{_XDR}cxnSp" or (is_line(form) and not lines):
            self.canvas.add_line(line_of(form, link, box))
            return
        style = figure.find(f"{_XDR}style")
        name = names.get("id") if names is not None else None
        self.canvas.add_figure(box, lines, fill_of(form, style), name, kind_of(form))

    def _group(self, group: Element, frame: Frame, depth: int) -> None:
        """A group of a whole chart tells nothing of what belongs together; those in it, and small ones, do."""
        inner = group_frame(group.find(f"{_XDR}grpSpPr/{_A}xfrm"), frame)
        with self.canvas.grouped(depth > 0 or is_node(group, (f"{_XDR}grpSp",), f"{_XDR}txBody")):
            for member in _figures(group):
                self._figure(member, inner, None, depth + 1)

    def _lines(self, body: Element | None) -> tuple[Line, ...]:
        """The lines of a text box; those of a list with their marks."""
        found = []
        for paragraph in body.iter(f"{_A}p") if body is not None else ():
            for text in _texts(paragraph):
                found.append(Line(text, page=self._number, cells=self._cells))
        return tuple(found)


def _figures(parent: Element) -> Iterator[Element]:
    """The figures right in an anchor or group; of alternatives the first."""
    for child in parent:
        if child.tag in _FIGURES:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            branch = next(iter(child), None)
            if branch is not None:
                yield from _figures(branch)


def _texts(paragraph: Element) -> Iterator[str]:
    """The lines of a paragraph."""
    text = ""
    for element in paragraph.iter(f"{_A}t", f"{_A}br"):
        text += "\n" if element.tag == f"{_A}br" else element.text or ""
    bullet = next(paragraph.iter(f"{_A}buChar"), None)
    mark = f"{bullet.get('char', '')} " if bullet is not None and text.strip() else ""
    for at, line in enumerate(text.split("\n")):
        if line.strip():
            yield (mark if at == 0 else "") + " ".join(line.split())


def _corner(mark: Element | None) -> tuple[int, int]:
    """Row and column of a cell, 0-based."""
    return int(_child_number(mark, "row")), int(_child_number(mark, "col"))


def _child_number(mark: Element | None, name: str) -> float:
    child = mark.find(f"{_XDR}{name}") if mark is not None else None
    text = (child.text or "").strip() if child is not None else ""
    sign = -1.0 if text.startswith("-") else 1.0
    digits = text.lstrip("-")
    return sign * float(digits) if digits.isascii() and digits.isdigit() and len(digits) < MAX_DIGITS else 0.0
