"""Draws blocks as PDF, with every height as laid out; and as pictures of its pages, as a scanner gives them."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import pypdfium2
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.support.messy.frame import Block, Budget, Labels, NewPage, Prose, Signatures, Title
from tests.support.messy.knobs import Knobs
from tests.support.messy.layout import PAD, SIZE, DrawnCell, Paragraph, Sheet

LEADING = 11.5  # points from line to line in a table
MARGIN = 50.0  # points
PAGE_HEIGHT = 700.0
RULE = 0.6
LABEL_COLUMN, VALUE_COLUMN = 90.0, 100.0  # points from the margin


@dataclass(frozen=True)
class Typeface:
    """Two fonts that reportlab knows by these names."""

    normal: str
    bold: str

    def measure(self, text: str) -> float:
        """Width in points in the type of the tables."""
        return float(stringWidth(text, self.normal, SIZE))


HELVETICA = Typeface("Helvetica", "Helvetica-Bold")


class _Writer:
    def __init__(self, blocks: tuple[Block, ...], knobs: Knobs, rng: random.Random, typeface: Typeface) -> None:
        self.blocks = blocks
        self.typeface = typeface
        self.knobs = knobs
        self.rng = rng
        widest = max((sum(b.widths) for b in blocks if isinstance(b, Sheet)), default=480.0)
        self.width = max(widest + 2 * MARGIN, 595.0)
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(self.width, PAGE_HEIGHT), invariant=1)
        self.y = MARGIN  # from the top

    def pdf(self) -> bytes:
        for block in self.blocks:
            self._block(block)
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def _block(self, block: Block) -> None:
        if isinstance(block, Title):
            self._print(block.text, self.width / 2, 12, self.typeface.bold, "centre")
            self.y += 16
        elif isinstance(block, Prose):
            self._print(block.text, MARGIN, 10)
            self.y += 18
        elif isinstance(block, Labels):
            self._labels(block)
        elif isinstance(block, Budget):
            self._budget(block)
        elif isinstance(block, Signatures):
            self._signatures(block)
        elif isinstance(block, NewPage):
            self._new_page()
        else:
            self._sheet(block)

    def _new_page(self) -> None:
        self.canvas.showPage()
        self.y = MARGIN

    def _print(self, text: str, x: float, size: float, font: str = "", align: str = "left", y: float = -1) -> None:
        self.canvas.setFont(font or self.typeface.normal, size)
        base = PAGE_HEIGHT - (self.y if y < 0 else y) - size
        if align == "centre":
            self.canvas.drawCentredString(x, base, text)
        elif align == "right":
            self.canvas.drawRightString(x, base, text)
        else:
            self.canvas.drawString(x, base, text)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(RULE)
        self.canvas.line(x0, PAGE_HEIGHT - y0, x1, PAGE_HEIGHT - y1)

    def _labels(self, block: Labels) -> None:
        colon = "" if block.style == "bare" else ":"
        for label, values in block.pairs:
            top = self.y - 3
            self._print(label, MARGIN + 4, 10)
            if colon:
                self._print(colon, MARGIN + LABEL_COLUMN, 10)
            for value in values:
                self._print(value, MARGIN + VALUE_COLUMN + 4, 10)
                self.y += 14
            if block.style == "ruled":
                xs = (MARGIN, MARGIN + LABEL_COLUMN - 3, MARGIN + VALUE_COLUMN, MARGIN + 480)
                for x in xs:
                    self._line(x, top, x, self.y - 1)
                self._line(xs[0], top, xs[-1], top)
                self._line(xs[0], self.y - 1, xs[-1], self.y - 1)
                self.y += 2
        self.y += 12

    def _budget(self, block: Budget) -> None:
        if self.y + 16 * (len(block.rows) + 3) > PAGE_HEIGHT - MARGIN:
            self._new_page()
        self.y += 14
        xs = (MARGIN, MARGIN + 30, MARGIN + 330, MARGIN + 460)
        top = self.y - 3
        rows = list(block.rows)
        if block.style != "no header":
            for text, x in zip(("No", "Program", "Anggaran"), (xs[0] + 6, xs[1] + 90, xs[2] + 30), strict=True):
                self._print(text, x, 10, self.typeface.bold)
            self.y += 16
        edges = [top, self.y - 3]
        for number, program, amount in rows:
            self._print(number, xs[0] + 6, 10)
            self._print(program, xs[1] + 4, 10)
            self._print(f"Rp. {amount}", xs[3] - 6, 10, align="right")
            self.y += 16
            edges.append(self.y - 3)
        if block.style == "ruled":
            for y in edges:
                self._line(xs[0], y, xs[3], y)
            for x in xs:
                self._line(x, top, x, edges[-1])
        self.y += 10

    def _signatures(self, block: Signatures) -> None:
        self.y += 30
        if self.y + 60 > PAGE_HEIGHT - MARGIN:
            self._new_page()
        for left, right in zip(block.left, block.right, strict=True):
            self._print(left, self.width * 0.28, 10, align="centre")
            self._print(right, self.width * 0.72, 10, align="centre")
            self.y += 16

    # --- the table: a strip of any length, of which each page shows a window ---

    def _sheet(self, sheet: Sheet) -> None:
        tops = [0.0]
        for height in sheet.heights:
            tops.append(tops[-1] + height * LEADING + 2 * PAD)
        head = tops[sheet.header_rows]
        left = (self.width - sum(sheet.widths)) / 2
        start = 0.0
        forced = self._forced_end(sheet, tops)
        while start < tops[-1] - 0.01:
            repeated = self.knobs.repeat_header and start > 0
            if repeated:
                self._window(sheet, tops, 0.0, head, left)
            room = PAGE_HEIGHT - MARGIN - self.y
            end = forced if forced is not None and start < forced <= start + room else None
            if end is None:
                end = max((t for t in tops if start < t <= start + room), default=0.0)
                end = end or self._inside_end(sheet, tops, start + room)
            self._window(sheet, tops, start, end, left)
            start = end
            if start < tops[-1] - 0.01:
                self._new_page()

    def _inside_end(self, sheet: Sheet, tops: list[float], limit: float) -> float:
        """A row taller than the page is cut at its last line that fits."""
        row = max(r for r in range(len(sheet.heights)) if tops[r] < limit)
        lines = int((limit - tops[row] - 2 * PAD) / LEADING)
        return tops[row] + PAD + lines * LEADING

    def _forced_end(self, sheet: Sheet, tops: list[float]) -> float | None:
        """Where the habit `breaks` ends the first page; None for none."""
        body = range(sheet.header_rows, len(sheet.heights))
        if self.knobs.breaks == "between" and len(body) > 1:
            return tops[self.rng.choice(body[1:])]
        if self.knobs.breaks == "inside":
            places = [(r, k) for r in body for k in self._cuttable(sheet, r)]
            if places:
                row, lines = self.rng.choice(places)
                return tops[row] + PAD + lines * LEADING
        return None

    def _cuttable(self, sheet: Sheet, row: int) -> list[int]:
        """Lines of a ruled row above which a page can end: in the middle of an indicator, and through no line."""
        cells = [c for c in sheet.cells if c.row <= row < c.row + c.row_span]
        if any(c.row_span > 1 and c.row < row for c in cells):
            cells = [c for c in cells if c.row_span == 1]
        paragraphs = [p for c in cells for p in c.paragraphs]
        longest = max((c for c in cells), key=lambda c: sum(len(p.lines) for p in c.paragraphs))
        result = []
        for k in range(1, int(sheet.heights[row])):
            through = any(p.line + i < k < p.line + i + 1 for p in paragraphs for i in range(len(p.lines)))
            middle = any(p.line < k < p.line + len(p.lines) for p in longest.paragraphs)
            if middle and not through:
                result.append(k)
        return result

    def _window(self, sheet: Sheet, tops: list[float], start: float, end: float, left: float) -> None:
        """Shows the strip from `start` to `end` at the current height."""
        inside_top = start not in tops
        inside_end = end not in tops
        shift = self.y - start + (PAD if inside_top else 0.0)
        bottom = end + shift + (PAD if inside_end else 0.0)
        for cell in sheet.cells:
            x0 = left + sum(sheet.widths[: cell.col])
            x1 = x0 + sum(sheet.widths[cell.col : cell.col + cell.col_span])
            y0, y1 = tops[cell.row], tops[cell.row + cell.row_span]
            if y1 <= start + 0.01 or y0 >= end - 0.01:
                continue
            above = self.y if y0 < start else y0 + shift
            below = bottom if y1 > end else y1 + shift
            self._line(x0, above, x1, above)
            self._line(x0, below, x1, below)
            self._line(x0, above, x0, below)
            self._line(x1, above, x1, below)
            self._text(cell, x0, x1, y0 + PAD, start, end, shift)
        self.y = bottom

    def _text(
        self, cell: DrawnCell, x0: float, x1: float, first: float, start: float, end: float, shift: float
    ) -> None:
        for paragraph in cell.paragraphs:
            for i, line in enumerate(paragraph.lines):
                y = first + (paragraph.line + i) * LEADING
                middle = y + LEADING / 2
                if start <= middle < end and line:
                    self._cell_line(paragraph, i, line, x0, x1, y + shift, cell.bold)

    def _cell_line(self, paragraph: Paragraph, i: int, line: str, x0: float, x1: float, y: float, bold: bool) -> None:
        font = self.typeface.bold if bold else self.typeface.normal
        if paragraph.centred or bold:
            self._print(line, (x0 + x1) / 2, SIZE - (0.5 if bold else 0), font, "centre", y)
            return
        x = x0 + PAD + paragraph.indent + (paragraph.hanging if i else 0.0)
        last = i == len(paragraph.lines) - 1
        gaps = line.count(" ")
        if self.knobs.justified and gaps and not last:
            self.canvas.setFont(font, SIZE)
            text = self.canvas.beginText(x, PAGE_HEIGHT - y - SIZE)
            text.setWordSpace((x1 - PAD - x - self.typeface.measure(line)) / gaps)
            text.textOut(line)
            text.setWordSpace(0)
            self.canvas.drawText(text)
            return
        if i == 0 and paragraph.hanging and " " in line:
            mark, rest = line.split(" ", 1)
            self._print(mark, x, SIZE, font, y=y)
            self._print(rest, x + max(paragraph.hanging, self.typeface.measure(mark + " ")), SIZE, font, y=y)
            return
        self._print(line, x, SIZE, font, y=y)


def write(blocks: tuple[Block, ...], knobs: Knobs, seed: int, typeface: Typeface = HELVETICA) -> bytes:
    """The blocks as PDF."""
    return _Writer(blocks, knobs, random.Random(seed), typeface).pdf()


def scan(pdf: bytes, dpi: int = 200) -> bytes:
    """The pages as gray pictures in a PDF without text."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[i].render(scale=dpi / 72).to_pil().convert("L") for i in range(len(document))]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return buffer.getvalue()
