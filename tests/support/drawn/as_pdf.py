"""Pages of boxes and lines as PDF, drawn as different programs write it; and as pictures of them."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.support.drawn.habits import Habits
from tests.support.drawn.scene import LEADING, PADDING, USUAL, Box, Point, Scene, Wire, lines_of

HEAD = 5.0  # points: length of an arrow head
BAR = 0.8  # points: width of a side that is drawn as a filled area


def write(pages: Sequence[Scene], habits: Habits) -> bytes:
    """The pages as PDF."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(pages[0].width, pages[0].height), invariant=1)
    for scene in pages:
        canvas.setPageSize((scene.width, scene.height))
        _Painter(canvas, scene, habits).paint()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Painter:
    def __init__(self, canvas: Canvas, scene: Scene, habits: Habits) -> None:
        self.canvas = canvas
        self.scene = scene
        self.habits = habits

    def paint(self) -> None:
        for wire in self.scene.wires:
            if wire.behind:
                self._wire(wire)
        for box in self.scene.boxes:
            self._sides(box)
            self._text(box)
        for wire in self.scene.wires:
            if not wire.behind:
                self._wire(wire)

    def _up(self, y: float) -> float:
        return self.scene.height - y

    def _sides(self, box: Box) -> None:
        if box.form == "text":
            return
        canvas = self.canvas
        low = self._up(box.y + box.height)
        if box.fill:
            canvas.setFillColor(HexColor("#" + box.fill))
        if box.line:
            canvas.setStrokeColor(HexColor("#" + box.line))
        canvas.setLineWidth(0.7)
        if box.dashed:
            canvas.setDash(4, 2)
        fill, stroke = int(box.fill is not None), int(box.line is not None)
        if box.form.endswith("arrow"):
            self._polygon(_arrow(box), fill, stroke)
        elif box.form == "round":
            canvas.roundRect(box.x, low, box.width, box.height, min(6.0, box.height / 4), stroke=stroke, fill=fill)
        elif self.habits.sides == "rectangle" or not stroke or box.dashed:
            canvas.rect(box.x, low, box.width, box.height, stroke=stroke, fill=fill)
        else:
            canvas.rect(box.x, low, box.width, box.height, stroke=0, fill=fill)
            self._four_sides(box)
        canvas.setDash()

    def _four_sides(self, box: Box) -> None:
        """Each side by itself: as a line, or as a thin area as spreadsheets print them."""
        x0, x1, y0, y1 = box.x, box.x + box.width, self._up(box.y), self._up(box.y + box.height)
        for ax, ay, bx, by in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y1, x0, y0), (x1, y1, x1, y0)):
            if self.habits.sides == "lines":
                self.canvas.line(ax, ay, bx, by)
            else:
                self.canvas.setFillColor(HexColor("#" + (box.line or "000000")))
                half = BAR / 2
                self.canvas.rect(ax - half, ay - half, bx - ax + BAR, by - ay + BAR, stroke=0, fill=1)

    def _polygon(self, points: Sequence[Point], fill: int, stroke: int) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self._up(points[0][1]))
        for x, y in points[1:]:
            path.lineTo(x, self._up(y))
        path.close()
        self.canvas.drawPath(path, stroke=stroke, fill=fill)

    def _text(self, box: Box) -> None:
        if not box.paras:
            return
        canvas = self.canvas
        canvas.setFillColor(HexColor("#" + box.ink))
        lines = lines_of(box)
        step = box.size * LEADING
        x, _ = box.middle
        top = box.middle[1] - len(lines) * step / 2
        for at, (line, para) in enumerate(lines):
            font = "Helvetica-Bold" if para.bold else "Helvetica"
            canvas.setFont(font, box.size)
            width = stringWidth(line, font, box.size)
            start = box.x + PADDING * box.size / USUAL if para.left else x - width / 2
            self._line(line, start, self._up(top + at * step + box.size), font, box.size)

    def _line(self, line: str, x: float, y: float, font: str, size: float) -> None:
        if not self.habits.word_by_word:
            self.canvas.drawString(x, y, line)
            return
        space = stringWidth(" ", font, size)
        for word in line.split(" "):
            self.canvas.drawString(x, y, word)
            x += stringWidth(word, font, size) + space

    def _wire(self, wire: Wire) -> None:
        canvas = self.canvas
        canvas.setStrokeColor(HexColor("#" + wire.colour))
        canvas.setFillColor(HexColor("#" + wire.colour))
        canvas.setLineWidth(wire.width)
        if wire.dashed:
            canvas.setDash(3, 2)
        path = canvas.beginPath()
        path.moveTo(wire.points[0][0], self._up(wire.points[0][1]))
        for x, y in wire.points[1:]:
            path.lineTo(x, self._up(y))
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setDash()
        for wanted, (tip, back) in zip(wire.heads, (wire.points[:2], wire.points[:-3:-1]), strict=True):
            if wanted:
                self._polygon(_head(tip, back, HEAD * wire.width / 0.9), fill=1, stroke=0)


def _head(tip: Point, back: Point, length: float) -> list[Point]:
    angle = math.atan2(tip[1] - back[1], tip[0] - back[0])
    return [
        tip,
        *((tip[0] - length * math.cos(angle + turn), tip[1] - length * math.sin(angle + turn)) for turn in (0.4, -0.4)),
    ]


def _arrow(box: Box) -> list[Point]:
    """The corners of a block arrow."""
    x0, y0, x1, y1 = box.x, box.y, box.x + box.width, box.y + box.height
    if box.form == "down arrow":
        a, b, neck = x0 + box.width * 0.25, x1 - box.width * 0.25, y0 + box.height * 0.55
        xm = (x0 + x1) / 2
        return [(a, y0), (b, y0), (b, neck), (x1, neck), (xm, y1), (x0, neck), (a, neck)]
    ym, a, b = (y0 + y1) / 2, y0 + box.height * 0.25, y1 - box.height * 0.25
    neck = x1 - box.height * 0.5
    points = [(x0, a), (neck, a), (neck, y0), (x1, ym), (neck, y1), (neck, b), (x0, b)]
    if box.form == "left arrow":
        points = [(x0 + x1 - x, y) for x, y in points]
    return points
