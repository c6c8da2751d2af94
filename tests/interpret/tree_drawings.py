"""Performance trees drawn as offices draw them, for tests: as PDF with reportlab."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

BOX_WIDTH, GAP, LEVEL_GAP = 150.0, 18.0, 34.0  # points
SIZE, LEADING, PADDING = 8.0, 10.0, 5.0
PAGE = (1190.0, 842.0)
FILLS = ("#f4b183", "#ffe699", "#c6e0b4", "#bdd7ee", "#ffffff")

Lines = Literal["elbow", "arrow", "slant", "curve", "none"]


@dataclass(frozen=True)
class Goal:
    text: str
    indicators: tuple[str, ...] = ()
    children: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class Style:
    lines: Lines = "elbow"
    across: bool = False  # children right of their parents
    filled: bool = True
    stroked: bool = True
    rounded: bool = False
    sides: bool = False  # each side of a box is a line of its own, as spreadsheets print them
    hanging: bool = False  # leaves below each other on a line at their left
    own_box: bool = False  # indicators stand in a box of their own right below
    labels: tuple[str, ...] = ()  # names of the levels beside the rows
    title: str = "POHON KINERJA DINAS CONTOH"


@dataclass
class _Box:
    goal: Goal
    lines: list[tuple[str, bool]]
    x: float = 0.0
    y: float = 0.0  # of its top, from the page's top
    height: float = 0.0


class _Drawing:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=PAGE, invariant=1)

    def draw(self, roots: Sequence[Goal]) -> bytes:
        if self.style.title:
            self.canvas.setFont("Helvetica-Bold", 14)
            self.canvas.drawCentredString(PAGE[0] / 2, PAGE[1] - 40, self.style.title)
        start = 70.0
        for root in roots:
            start = self._subtree(root, 0, start)[1] + GAP
        for i, label in enumerate(self.style.labels):
            self._label(i, label)
        self.canvas.save()
        return self.buffer.getvalue()

    def _subtree(self, goal: Goal, depth: int, start: float) -> tuple[_Box, float]:
        """Draws a goal and what is below it from `start` on; its box and where it ends."""
        style = self.style
        box = self._box(goal)
        extent = box.height if style.across else BOX_WIDTH
        boxes: list[_Box] = []
        end = start
        stacked = style.hanging and goal.children and not any(child.children for child in goal.children)
        if stacked:
            y = self._level(depth + 1)
            for child in goal.children:
                leaf = self._box(child)
                leaf.x, leaf.y = start + GAP, y
                self._paint(leaf, depth + 1)
                boxes.append(leaf)
                y += leaf.height + GAP / 2
            end = start + GAP + BOX_WIDTH
        else:
            for child in goal.children:
                below, end = self._subtree(child, depth + 1, end)
                boxes.append(below)
                end += GAP
            end -= GAP if goal.children else 0.0
        end = max(end, start + extent)
        middle = (start + end - extent) / 2
        box.x, box.y = (self._level(depth), middle) if style.across else (middle, self._level(depth))
        self._paint(box, depth)
        if stacked:
            self._spine(box, boxes)
        elif style.lines != "none":
            for below in boxes:
                self._line(box, below)
        return box, end

    def _level(self, depth: int) -> float:
        step = BOX_WIDTH + LEVEL_GAP if self.style.across else 110.0
        return (130.0 if self.style.labels else 60.0) + depth * step

    def _box(self, goal: Goal) -> _Box:
        lines = [(line, True) for line in self._wrap(goal.text)]
        if goal.indicators and not self.style.own_box:
            lines.append(("IK:", False))
            lines += [(line, False) for item in goal.indicators for line in self._wrap(f"- {item}")]
        box = _Box(goal, lines)
        box.height = len(lines) * LEADING + 2 * PADDING
        return box

    def _wrap(self, text: str) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if self.canvas.stringWidth(longer, "Helvetica-Bold", SIZE) > BOX_WIDTH - 2 * PADDING:
                yield line
                longer = word
            line = longer
        yield line

    def _paint(self, box: _Box, depth: int) -> None:
        self._frame(box.x, box.y, box.height, FILLS[min(depth, len(FILLS) - 1)])
        self._text(box.lines, box.x, box.y)
        if box.goal.indicators and self.style.own_box:
            lines = [("Indikator:", False)]
            lines += [(line, False) for item in box.goal.indicators for line in self._wrap(item)]
            height = len(lines) * LEADING + 2 * PADDING
            self._frame(box.x, box.y + box.height, height, "#ffffff")
            self._text(lines, box.x, box.y + box.height)
            box.height += height

    def _text(self, lines: Sequence[tuple[str, bool]], x: float, y: float) -> None:
        for i, (line, bold) in enumerate(lines):
            self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", SIZE)
            self.canvas.drawString(x + PADDING, PAGE[1] - y - PADDING - SIZE - i * LEADING, line)

    def _frame(self, x: float, y: float, height: float, fill: str) -> None:
        canvas, style = self.canvas, self.style
        canvas.setFillColor(HexColor(fill))
        low = PAGE[1] - y - height
        if style.sides:
            if style.filled:
                canvas.rect(x, low, BOX_WIDTH, height, stroke=0, fill=1)
            for x0, y0, x1, y1 in (
                (x, low, x + BOX_WIDTH, low),
                (x, low + height, x + BOX_WIDTH, low + height),
                (x, low, x, low + height),
                (x + BOX_WIDTH, low, x + BOX_WIDTH, low + height),
            ):
                canvas.line(x0, y0, x1, y1)
        elif style.rounded:
            canvas.roundRect(x, low, BOX_WIDTH, height, 6, stroke=int(style.stroked), fill=int(style.filled))
        else:
            canvas.rect(x, low, BOX_WIDTH, height, stroke=int(style.stroked), fill=int(style.filled))
        canvas.setFillColor(HexColor("#000000"))

    def _line(self, parent: _Box, child: _Box) -> None:
        """From the parent's foot to the child's top, or from its right side to the child's left one."""
        if self.style.across:
            x0, y0 = parent.x + BOX_WIDTH, parent.y + parent.height / 2
            x1, y1 = child.x, child.y + child.height / 2
            bends = [(x0, y0), ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1), (x1, y1)]
        else:
            x0, y0 = parent.x + BOX_WIDTH / 2, parent.y + parent.height
            x1, y1 = child.x + BOX_WIDTH / 2, child.y
            bend = y1 - LEVEL_GAP / 3
            bends = [(x0, y0), (x0, bend), (x1, bend), (x1, y1)]
        if self.style.lines == "slant":
            bends = [bends[0], bends[-1]]
        if self.style.lines == "curve":
            points = [(x, PAGE[1] - y) for x, y in bends]
            path = self.canvas.beginPath()
            path.moveTo(*points[0])
            path.curveTo(*points[1], *points[2], *points[3])
            self.canvas.drawPath(path, stroke=1, fill=0)
            return
        if self.style.lines == "arrow":
            self._head(bends)
        self._track(bends)

    def _spine(self, parent: _Box, leaves: Sequence[_Box]) -> None:
        left = leaves[0].x - GAP / 2
        bend = leaves[0].y - LEVEL_GAP / 3
        foot = (parent.x + BOX_WIDTH / 2, parent.y + parent.height)
        last = leaves[-1].y + leaves[-1].height / 2
        self._track([foot, (foot[0], bend), (left, bend), (left, last)])
        for leaf in leaves:
            level = leaf.y + leaf.height / 2
            self._track([(left, level), (leaf.x, level)])

    def _head(self, bends: list[tuple[float, float]]) -> None:
        """Shortens the line's end by an arrow head and draws the head."""
        (x0, y0), (x1, y1) = bends[-2:]
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        back = min(7.0, length)
        bx, by = x1 - ux * back, y1 - uy * back
        bends[-1] = (bx, by)
        path = self.canvas.beginPath()
        path.moveTo(x1, PAGE[1] - y1)
        path.lineTo(bx - uy * 3, PAGE[1] - (by + ux * 3))
        path.lineTo(bx + uy * 3, PAGE[1] - (by - ux * 3))
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _track(self, points: Sequence[tuple[float, float]]) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], PAGE[1] - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE[1] - y)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def _label(self, depth: int, text: str) -> None:
        self.canvas.setFont("Helvetica-Bold", SIZE)
        if self.style.across:
            x, y = self._level(depth), 58.0
            self.canvas.rect(x, PAGE[1] - y - 14, BOX_WIDTH, 14, stroke=1, fill=0)
            self.canvas.drawCentredString(x + BOX_WIDTH / 2, PAGE[1] - y - 11, text)
        else:
            y = self._level(depth)
            self.canvas.rect(4, PAGE[1] - y - 40, 62, 40, stroke=1, fill=0)
            for i, word in enumerate(text.split()):
                self.canvas.drawCentredString(35, PAGE[1] - y - 14 - i * LEADING, word)


def tree_pdf(roots: Sequence[Goal], style: Style | None = None) -> bytes:
    """One landscape page with the trees of `roots`."""
    return _Drawing(style or Style()).draw(roots)
