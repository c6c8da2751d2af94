"""Draws a decree as PDF with reportlab: the same bytes on every machine, for the pinned version.

A table is laid out once as a strip of any length; a page shows a window of it. A row that a page break falls into
is so cut between two lines of text, as word processors do it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.generator.model import (
    Align,
    Block,
    Chart,
    Decree,
    Equation,
    Gap,
    Goal,
    Labelled,
    LabelTable,
    Letterhead,
    NewPage,
    Numbered,
    Signature,
    Table,
    TableCell,
    Text,
)

MARGIN = 62.0  # points
TABLE_SIZE = 9.0
LEADING = 1.22  # line height over font size
PADDING = 4.0  # points inside a table cell
RULE = 0.6  # points
SHADE = 0.85  # gray level of a shaded header
CHART_SIZE = 7.5  # points: type in the boxes of a tree
CHART_BOX = 120.0  # points: their width
CHART_STEP = 96.0  # points from the top of a row of boxes to the next
CHART_BEND = 14.0  # points from the bend of a line to the box below it
CHART_FILLS = {
    "ultimate_outcome": HexColor("#f8cbad"),
    "intermediate_outcome": HexColor("#ffe699"),
    "immediate_outcome": HexColor("#c6e0b4"),
    "output": HexColor("#ffffff"),
}


def write(decree: Decree) -> bytes:
    """The whole decree as a PDF file."""
    return _Pages(decree).draw()


def _fonts(decree: Decree) -> tuple[str, str]:
    if decree.wide_alphabet:
        folder = Path(reportlab.__file__).parent / "fonts"
        for name in ("Vera", "VeraBd"):
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
        return "Vera", "VeraBd"
    return ("Times-Roman", "Times-Bold") if decree.serif else ("Helvetica", "Helvetica-Bold")


@dataclass(frozen=True)
class _Line:
    """One line of a cell: distance of its baseline and middle from the top of the strip."""

    x: float
    baseline: float
    middle: float
    text: str
    bold: bool
    align: Align
    width: float  # of the cell, without padding


class _Pages:
    def __init__(self, decree: Decree) -> None:
        self._decree = decree
        self._normal, self._bold = _fonts(decree)
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, invariant=1, pageCompression=1)
        self._canvas.setTitle(decree.name)
        self._canvas.setAuthor("Cermat")
        self._page = 1
        self._turn(decree.landscape)

    def draw(self) -> bytes:
        for block in self._decree.blocks:
            self._block(block)
        self._foot()
        self._canvas.save()
        return self._buffer.getvalue()

    # --- pages ---

    def _turn(self, landscape: bool) -> None:
        short, long = A4
        self._width, self._height = (long, short) if landscape else (short, long)
        self._landscape = landscape
        self._canvas.setPageSize((self._width, self._height))
        self._y = MARGIN  # from the top

    def _foot(self) -> None:
        if self._decree.page_numbers:
            self._canvas.setFont(self._normal, 9)
            self._canvas.drawCentredString(self._width / 2, 30, str(self._page))

    def _new_page(self, landscape: bool | None = None) -> None:
        self._foot()
        self._canvas.showPage()
        self._page += 1
        self._turn(self._landscape if landscape is None else landscape)

    @property
    def _floor(self) -> float:
        return float(self._height - MARGIN)

    def _need(self, height: float) -> None:
        if self._y + height > self._floor:
            self._new_page()

    # --- blocks ---

    def _block(self, block: Block) -> None:
        if isinstance(block, Text):
            self._paragraph(block.text, block.size, block.bold, block.align, MARGIN + block.indent, block.hanging)
        elif isinstance(block, Gap):
            self._y += block.height
        elif isinstance(block, NewPage):
            self._new_page(block.landscape)
        elif isinstance(block, Numbered):
            self._items(block.items, block.style, MARGIN + block.indent, block.size)
        elif isinstance(block, Labelled):
            self._labelled(block)
        elif isinstance(block, LabelTable):
            self._label_table(block)
        elif isinstance(block, Letterhead):
            self._letterhead(block)
        elif isinstance(block, Signature):
            self._signature(block)
        elif isinstance(block, Chart):
            self._chart(block.root, MARGIN / 2, self._width - MARGIN, self._y)
        else:
            self._table(block)

    def _font(self, bold: bool) -> str:
        return self._bold if bold else self._normal

    def _wrap(self, text: str, size: float, bold: bool, width: float, first_width: float | None = None) -> list[str]:
        lines: list[str] = []
        current = ""
        for word in text.split(" "):
            longer = f"{current} {word}" if current else word
            room = first_width if first_width is not None and not lines else width
            if current and pdfmetrics.stringWidth(longer, self._font(bold), size) > room:
                lines.append(current)
                current = word
            else:
                current = longer
        return [*lines, current]

    def _print(self, line: str, size: float, bold: bool, align: Align, x: float, width: float, spread: bool) -> None:
        self._canvas.setFont(self._font(bold), size)
        y = self._height - self._y - size
        if align == "center":
            self._canvas.drawCentredString(x + width / 2, y, line)
        elif align == "right":
            self._canvas.drawRightString(x + width, y, line)
        elif align == "justify" and spread and " " in line:
            slack = width - pdfmetrics.stringWidth(line, self._font(bold), size)
            text = self._canvas.beginText(x, y)
            text.setFont(self._font(bold), size)
            text.setWordSpace(slack / line.count(" "))
            text.textOut(line)
            text.setWordSpace(0)  # else it stays for what follows
            self._canvas.drawText(text)
        else:
            self._canvas.drawString(x, y, line)

    def _paragraph(self, text: str, size: float, bold: bool, align: Align, x: float, hanging: float = 0) -> None:
        width = self._width - MARGIN - x
        lines = self._wrap(text, size, bold, width, width + hanging)
        for index, line in enumerate(lines):
            self._need(size * LEADING)
            left = x - hanging if index == 0 else x
            room = self._width - MARGIN - left
            self._print(line, size, bold, align, left, room, spread=index < len(lines) - 1)
            self._y += size * LEADING

    def _items(self, items: tuple[str, ...], style: str, x: float, size: float) -> None:
        for index, item in enumerate(items):
            self._need(size * LEADING)
            marker = f"{index + 1}." if style == "1." else f"{chr(ord('a') + index)}."
            self._print(marker, size, False, "left", x, 0, spread=False)
            self._paragraph(item, size, False, "justify", x + 2 * size)

    def _labelled(self, block: Labelled) -> None:
        self._need(block.size * LEADING)
        colon = MARGIN + block.label_width
        self._print(block.label, block.size, block.bold, "left", MARGIN, 0, spread=False)
        self._print(":", block.size, block.bold, "left", colon, 0, spread=False)
        if block.text:
            self._paragraph(block.text, block.size, False, "justify", colon + 10)
        if block.items:
            self._items(block.items, block.style, colon + 10, block.size)
        if not block.text and not block.items:
            self._y += block.size * LEADING

    def _label_table(self, block: LabelTable) -> None:
        for label, texts in block.rows:
            self._labelled(Labelled(label, texts[0], label_width=block.widths[0]))
            for text in texts[1:]:
                self._paragraph(text, 11, False, "left", MARGIN + block.widths[0] + 10)

    def _letterhead(self, block: Letterhead) -> None:
        for index, line in enumerate(block.lines):
            self._paragraph(line, 13 if index else 12, True, "center", MARGIN)
        self._paragraph(block.address, 9, False, "center", MARGIN)
        self._y += 4
        y = self._height - self._y
        self._canvas.setLineWidth(1.8)
        self._canvas.line(MARGIN, y, self._width - MARGIN, y)
        self._canvas.setLineWidth(RULE)
        self._canvas.line(MARGIN, y - 2.5, self._width - MARGIN, y - 2.5)
        self._y += 16

    def _signature(self, block: Signature) -> None:
        size = 11.0
        height = max(len(lines) for lines in block.blocks) * size * LEADING
        self._need(height + size)
        top = self._y + size
        width = (self._width - 2 * MARGIN) / 2
        for index, lines in enumerate(block.blocks):
            left = MARGIN + width * (index if len(block.blocks) > 1 else 1)
            self._y = top
            for line in lines:
                named = bool(line) and line == block.named
                self._print(line, size, named, "center", left, width, spread=False)
                if named:
                    half = pdfmetrics.stringWidth(line, self._bold, size) / 2
                    y = self._height - self._y - size - 1.5
                    self._canvas.setLineWidth(RULE)
                    self._canvas.line(left + width / 2 - half, y, left + width / 2 + half, y)
                self._y += size * LEADING
        self._y = top + height

    # --- trees ---

    def _chart(self, goal: Goal, left: float, width: float, top: float) -> tuple[float, float]:
        """A box over the middle of the boxes below it, joined to them by lines; its middle and its top."""
        lines = [(text, True) for text in self._wrap(goal.kinerja, CHART_SIZE, True, CHART_BOX - 2 * PADDING)]
        if goal.indikator:
            lines.append(("IK:", False))
        for item in goal.indikator:
            lines += [(text, False) for text in self._wrap(f"- {item}", CHART_SIZE, False, CHART_BOX - 2 * PADDING)]
        height = len(lines) * CHART_SIZE * LEADING + 2 * PADDING
        middle = left + width / 2
        canvas = self._canvas
        canvas.setLineWidth(RULE)
        canvas.setFillColor(CHART_FILLS[goal.tingkat])
        canvas.roundRect(middle - CHART_BOX / 2, self._height - top - height, CHART_BOX, height, 4, stroke=1, fill=1)
        canvas.setFillGray(0)
        for i, (text, bold) in enumerate(lines):
            canvas.setFont(self._font(bold), CHART_SIZE)
            y = self._height - top - PADDING - CHART_SIZE - i * CHART_SIZE * LEADING
            canvas.drawString(middle - CHART_BOX / 2 + PADDING, y, text)
        share = width / max(goal.leaves, 1)
        for below in goal.below:
            x, y = self._chart(below, left, share * below.leaves, top + CHART_STEP)
            self._arrow(middle, top + height, x, y)
            left += share * below.leaves
        return middle, top

    def _arrow(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line with two bends and a head, from a box down to another one."""
        bend = y1 - CHART_BEND
        path = self._canvas.beginPath()
        path.moveTo(x0, self._height - y0)
        for x, y in ((x0, bend), (x1, bend), (x1, y1 - 5)):
            path.lineTo(x, self._height - y)
        self._canvas.drawPath(path)
        head = self._canvas.beginPath()
        head.moveTo(x1, self._height - y1)
        head.lineTo(x1 - 2.5, self._height - y1 + 5)
        head.lineTo(x1 + 2.5, self._height - y1 + 5)
        head.close()
        self._canvas.drawPath(head, stroke=0, fill=1)

    # --- tables ---

    def _table(self, table: Table) -> None:
        strip = _Strip(self, table)
        x = (self._width - sum(table.widths)) / 2
        head = strip.tops[table.header_rows]
        if self._y + head + strip.line_height > self._floor:
            self._new_page()
        start = 0.0
        while start < strip.tops[-1]:
            repeated = head if start > 0 and table.repeat_header else 0.0
            if repeated:
                strip.show(x, 0.0, head)
                self._y += head
            end = strip.cut(start, self._floor - self._y)
            strip.show(x, start, end)
            self._y += end - start
            start = end
            if start < strip.tops[-1]:
                self._new_page()
        self._y += 8


class _Strip:
    """A table as one strip; y runs down from its top."""

    def __init__(self, pages: _Pages, table: Table) -> None:
        self._pages = pages
        self._table = table
        self.line_height = TABLE_SIZE * LEADING
        self._lefts = [sum(table.widths[:col]) for col in range(len(table.widths) + 1)]
        wrapped = [(cell, self._lines_of(cell)) for cell in table.cells]
        self.tops = self._row_tops(wrapped)
        self._lines = [line for cell, texts in wrapped for line in self._placed(cell, texts)]

    def _lines_of(self, cell: TableCell) -> list[str]:
        width = self._lefts[cell.col + cell.col_span] - self._lefts[cell.col] - 2 * PADDING
        texts = (part.linear if isinstance(part, Equation) else part for part in cell.text)
        return [line for text in texts for line in self._pages._wrap(text, TABLE_SIZE, cell.bold, width)]

    def _row_tops(self, wrapped: list[tuple[TableCell, list[str]]]) -> list[float]:
        tops = [0.0]
        for row in range(self._table.rows):
            bottom = tops[row] + self.line_height + 2 * PADDING
            for cell, lines in wrapped:
                if cell.row + cell.row_span == row + 1:
                    bottom = max(bottom, tops[cell.row] + len(lines) * self.line_height + 2 * PADDING)
            tops.append(bottom)
        return tops

    def _placed(self, cell: TableCell, texts: list[str]) -> Iterator[_Line]:
        top = self.tops[cell.row] + PADDING
        left = self._lefts[cell.col] + PADDING
        width = self._lefts[cell.col + cell.col_span] - left - PADDING
        if cell.row < self._table.header_rows:  # header words stand in the middle of their cell
            top += (self.tops[cell.row + cell.row_span] - top - PADDING - len(texts) * self.line_height) / 2
        for index, text in enumerate(texts):
            y = top + index * self.line_height
            yield _Line(left, y + TABLE_SIZE, y + self.line_height / 2, text, cell.bold, cell.align, width)

    def cut(self, start: float, room: float) -> float:
        """Where a page that begins at `start` and has `room` points ends: at a row, or between lines of a row."""
        end = start + room
        if end >= self.tops[-1]:
            return self.tops[-1]
        row = max(index for index, top in enumerate(self.tops) if top <= end)
        lines = int((end - self.tops[row] - 2 * PADDING) / self.line_height)
        if lines < 1:  # not one line of the row fits: it goes to the next page as a whole
            return self.tops[row] if self.tops[row] > start else end
        return self.tops[row] + PADDING + lines * self.line_height

    def show(self, x: float, start: float, end: float) -> None:
        """Draws what lies between `start` and `end` at the page's current place."""
        pages, canvas = self._pages, self._pages._canvas
        offset = pages._height - pages._y + start  # page y of the strip's top
        if self._table.shaded and start == 0.0:
            canvas.setFillGray(SHADE)
            head = self.tops[self._table.header_rows]
            canvas.rect(x, offset - head, self._lefts[-1], head, stroke=0, fill=1)
            canvas.setFillGray(0)
        if self._table.ruled:
            canvas.setLineWidth(RULE)
            for cell in self._table.cells:
                top = max(self.tops[cell.row], start)
                bottom = min(self.tops[cell.row + cell.row_span], end)
                if top < bottom:
                    left, right = self._lefts[cell.col], self._lefts[cell.col + cell.col_span]
                    canvas.rect(x + left, offset - bottom, right - left, bottom - top)
        for line in self._lines:
            if start <= line.middle < end:
                canvas.setFont(pages._font(line.bold), TABLE_SIZE)
                y = offset - line.baseline
                if line.align == "center":
                    canvas.drawCentredString(x + line.x + line.width / 2, y, line.text)
                else:
                    canvas.drawString(x + line.x, y, line.text)
