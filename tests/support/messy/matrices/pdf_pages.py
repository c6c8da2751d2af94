"""Draws a document as PDF: running lines, headings, prose, and tables over as many pages as they need."""

from __future__ import annotations

import io
import random
import re

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.support.messy.matrices.elements import Element, Heading, Labels, Layout, Leaf, Matrix, Signatures, Text
from tests.support.messy.matrices.habits import PAPERS, Look
from tests.support.messy.matrices.paging import Pager, Placed
from tests.support.messy.matrices.typesetting import PAD, fitting, typeface, wrap

MARGIN = 40.0  # points
EDGE = 34.0  # points from the page's edge to a running line
BODY = 10.0  # points, of prose
FEW_COLUMNS = 8


class _Writer:
    def __init__(self, layout: Layout, look: Look, rng: random.Random) -> None:
        self.layout = layout
        self.look = look
        self.rng = rng
        self.face = typeface(look.font)
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, invariant=1)
        self.page = layout.first_page - 1
        self.width, self.height = PAPERS[look.paper]
        self.y = MARGIN
        self.closed = rng.random() < 0.7  # a line where the page ends a row
        self.line_width = rng.choice((0.4, 0.5, 0.8))
        self.fancy = rng.random() < 0.4  # colour of running lines

    def pdf(self) -> bytes:
        for leaf in self.layout.leaves:
            self._leaf(leaf)
        self.canvas.save()
        return self.buffer.getvalue()

    @property
    def bottom(self) -> float:
        return self.height - MARGIN - (14 if self.look.foot != "none" else 0)

    @property
    def top(self) -> float:
        return MARGIN + (16 if self.look.head != "none" else 0)

    def _leaf(self, leaf: Leaf) -> None:
        wide, high = PAPERS[self.look.paper]
        self.width, self.height = (high, wide) if leaf.portrait else (wide, high)
        self._open()
        for element in leaf.elements:
            self._element(element)
        self.canvas.showPage()

    def _open(self) -> None:
        """Begins a page with its running lines."""
        self.canvas.setPageSize((self.width, self.height))
        self.page += 1
        self.y = self.top
        self.canvas.setFillColor(HexColor("#1F3864") if self.fancy else Color(0, 0, 0))
        if self.look.head != "none":
            self._aligned(self.layout.running, EDGE - 10, 9, self.look.head)
        if self.look.foot != "none":
            base = self.height - EDGE
            if self.look.foot_rule:
                self._rule(MARGIN, base - 3, self.width - MARGIN, base - 3)
            number = f"{self.look.page_word}{self.page}"
            text = number if self.look.head != "none" else f"{self.layout.running}   {number}"
            self._aligned(text, base, 9, self.look.foot)
        self.canvas.setFillColor(Color(0, 0, 0))

    def _next(self) -> None:
        self.canvas.showPage()
        self._open()

    def _print(self, text: str, x: float, y: float, size: float, bold: bool = False, spread: float = 0.0) -> None:
        """Text with its top left at (x, y); `spread` points are added to each blank."""
        line = self.canvas.beginText(x, self.height - y - size * 0.85)
        line.setFont(self.face.bold if bold else self.face.normal, size)
        line.setHorizScale(100 * self.face.scale)
        line.setWordSpace(spread / self.face.scale)
        line.textOut(text)
        self.canvas.drawText(line)

    def _aligned(self, text: str, y: float, size: float, align: str, bold: bool = False) -> None:
        width = self.face.width(text, size, bold)
        x = {"left": MARGIN, "centre": (self.width - width) / 2, "right": self.width - MARGIN - width}[align]
        self._print(text, x, y, size, bold)

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(self.line_width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    # --- elements ---

    def _element(self, element: Element) -> None:
        if isinstance(element, Matrix):
            self._table(element)
            return
        if self.y + 60 > self.bottom:
            self._next()
        self.y += 2
        if isinstance(element, Heading):
            for line in wrap(element.text, self.width - 2 * MARGIN, self.face, element.size, True):
                self._aligned(line, self.y, element.size, "centre", True)
                self.y += element.size * 1.3
        elif isinstance(element, Text):
            self._paragraph(element)
        elif isinstance(element, Labels):
            for label, value in element.pairs:
                self._print(label, MARGIN, self.y, BODY)
                self._print(":", MARGIN + 120, self.y, BODY)
                for line in wrap(value, self.width - 2 * MARGIN - 130, self.face, BODY, False):
                    self._print(line, MARGIN + 130, self.y, BODY)
                    self.y += BODY * 1.35
            self.y += 6
        else:
            self._signatures(element)

    def _paragraph(self, element: Text) -> None:
        lines = wrap(element.text, self.width - 2 * MARGIN, self.face, BODY, False)
        for i, line in enumerate(lines):
            spread = 0.0
            if i < len(lines) - 1 and " " in line:
                gap = self.width - 2 * MARGIN - self.face.width(line, BODY)
                spread = gap / line.count(" ")
            self._print(line, MARGIN, self.y, BODY, spread=spread)
            self.y += BODY * 1.45
        self.y += 6

    def _signatures(self, element: Signatures) -> None:
        self.y += 14
        if self.y + 13 * len(element.right) > self.bottom:
            self._next()
        for left, right in zip(element.left, element.right, strict=True):
            for text, share in ((left, 0.25), (right, 0.75)):
                self._print(text, self.width * share - self.face.width(text, BODY) / 2, self.y, BODY)
            self.y += 13

    # --- tables ---

    def _table(self, element: Matrix) -> None:
        room = (self.width - 2 * MARGIN) * (0.96 if self.look.shifted else 1.0)
        if len(element.grid.weights) < FEW_COLUMNS and not element.attached:
            room *= self.look.table_width
        widths, size = fitting(element.grid, room, self.face, self.look.size)
        if not element.attached:
            self.y += 8
        pager = Pager(element.grid, widths, self.look, self.face, size)
        placed, last, end = pager.place(self.top, self.y, self.bottom)
        for page in range(last + 1):
            if page:
                self._next()
            xs = self._edges(widths, page)
            mine = [p for p in placed if p.part.page == page]
            for item in mine:
                self._cell(item, xs, size, element.grid.header_rows)
            if mine and self.look.rules != "all":
                self._frame(mine, xs)
        self.y = end + (0.0 if element.attached else 10.0)

    def _edges(self, widths: tuple[float, ...], page: int) -> list[float]:
        """The columns' edges on a page."""
        shift = self.look.shifted and page > 0
        xs = [(self.width - sum(widths)) / 2 + (self.rng.uniform(-6, 6) if shift else 0.0)]
        for width in widths:
            xs.append(xs[-1] + width * (1 + (self.rng.uniform(0, 0.03) if shift else 0.0)))
        return xs

    def _cell(self, item: Placed, xs: list[float], size: float, header_rows: int) -> None:
        cell, part = item.cell, item.part
        x0, x1 = xs[cell.col], xs[cell.col + cell.col_span]
        if cell.fill:
            self.canvas.setFillColor(HexColor(f"#{cell.fill}"))
            self.canvas.rect(x0, self.height - part.bottom, x1 - x0, part.bottom - part.top, stroke=0, fill=1)
            self.canvas.setFillColor(Color(0, 0, 0))
        self._borders(item, x0, x1, cell.row < header_rows)
        for i, (y, text) in enumerate(item.lines):
            width = self.face.width(text, size, cell.bold)
            x = x0 + PAD
            if self.look.apart and self._apart(text, x0, x1, y, size, cell.bold):
                continue
            if cell.align == "centre":
                x = (x0 + x1 - width) / 2
            elif cell.align == "right":
                x = x1 - PAD - width
            final = "\n" in cell.text or (i == len(item.lines) - 1 and item.last_line)
            spread = (x1 - x0 - 2 * PAD - width) / text.count(" ") if self._stretched(cell.align, text, final) else 0.0
            self._print(text, x, y, size, cell.bold, spread)

    def _apart(self, text: str, x0: float, x1: float, y: float, size: float, bold: bool) -> bool:
        """Prints "Rp" or a number on the left of a cell, and what follows on its right."""
        match = re.fullmatch(r"(Rp\.?) ([\d.,]+)|([\d.,]+) ([A-Za-z%]+)", text)
        if match is None:
            return False
        left, right = (part for part in match.groups() if part)
        self._print(left, x0 + PAD, y, size, bold)
        inner = 0.0 if match[1] else max(0.0, (x1 - x0) / 2 - self.face.width(right, size, bold)) / 2
        self._print(right, x1 - PAD - inner - self.face.width(right, size, bold), y, size, bold)
        return True

    def _stretched(self, align: str, text: str, final: bool) -> bool:
        return self.look.justified and align == "left" and not final and " " in text

    def _borders(self, item: Placed, x0: float, x1: float, header: bool) -> None:
        part, rules = item.part, self.look.rules
        full = rules == "all" or (header and rules != "none")
        if full or rules == "columns":
            self._rule(x0, part.top, x0, part.bottom)
            self._rule(x1, part.top, x1, part.bottom)
        if full or rules == "rows":
            if self.closed or not item.cut_above:
                self._rule(x0, part.top, x1, part.top)
            if self.closed or not item.cut_below:
                self._rule(x0, part.bottom, x1, part.bottom)

    def _frame(self, items: list[Placed], xs: list[float]) -> None:
        """Lines above and below the rows of an open table."""
        if self.look.rules == "columns":
            for y in (min(i.part.top for i in items), max(i.part.bottom for i in items)):
                self._rule(xs[0], y, xs[-1], y)


def write(layout: Layout, look: Look, seed: int) -> bytes:
    """The document as PDF; the same seed gives the same bytes."""
    return _Writer(layout, look, random.Random(seed)).pdf()
