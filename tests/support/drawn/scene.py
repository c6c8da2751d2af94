"""What is drawn on one page, whatever program draws it: boxes and lines, in points from the page's top left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from reportlab.pdfbase.pdfmetrics import stringWidth

Form = Literal["rect", "round", "left arrow", "right arrow", "down arrow", "text"]
"""Of a box; "text": without sides and fill."""
Point = tuple[float, float]

PADDING = 4.0  # points between a box's side and its text, at the usual size of type
LEADING = 1.2  # lines are so many times their type apart
USUAL = 8.0  # points of type


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph in a box."""

    text: str
    bold: bool = False
    left: bool = False  # else centred


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn box. The frame around a group of boxes is one without paragraphs."""

    id: int  # within its page, from 1 on
    x: float
    y: float
    width: float
    height: float
    paras: tuple[Para, ...] = ()
    size: float = USUAL  # of its type
    fill: str | None = None  # "rrggbb"
    line: str | None = "000000"  # colour of its sides; None for none
    form: Form = "rect"
    ink: str = "000000"  # colour of its text
    dashed: bool = False
    turned: bool = False  # text runs upwards
    group: int | None = None  # boxes of one node have one number

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Wire:
    """A drawn line through `points`."""

    points: tuple[Point, ...]
    start: int | None = None  # id of the box that it begins at, where the drawing program keeps it
    end: int | None = None
    heads: tuple[bool, bool] = (False, False)  # arrow heads at its start and its end
    dashed: bool = False
    behind: bool = False  # drawn before the boxes
    colour: str = "000000"
    width: float = 0.9


@dataclass(slots=True)
class Scene:
    """One page."""

    width: float = 842.0
    height: float = 595.0
    boxes: list[Box] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)

    def box(self, id: int) -> Box:
        return self.boxes[id - 1]

    def add(self, box: Box) -> Box:
        """The box with the next id."""
        placed = replace(box, id=len(self.boxes) + 1)
        self.boxes.append(placed)
        return placed

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> Scene:
        """Everything scaled and then moved; the page keeps its size."""

        def at(point: Point) -> Point:
            return point[0] * scale + dx, point[1] * scale + dy

        boxes = []
        for box in self.boxes:
            x, y = at((box.x, box.y))
            boxes.append(
                replace(
                    box, x=x, y=y, width=box.width * scale, height=box.height * scale, size=round(box.size * scale, 2)
                )
            )
        wires = [replace(w, points=tuple(map(at, w.points)), width=max(w.width * scale, 0.3)) for w in self.wires]
        return Scene(self.width, self.height, boxes, wires)

    def extent(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 around everything."""
        xs = [x for b in self.boxes for x in (b.x, b.x + b.width)] + [p[0] for w in self.wires for p in w.points]
        ys = [y for b in self.boxes for y in (b.y, b.y + b.height)] + [p[1] for w in self.wires for p in w.points]
        return min(xs), min(ys), max(xs), max(ys)


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines of at most this width, in points of Helvetica."""
    font = "Helvetica-Bold" if bold else "Helvetica"
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and stringWidth(longer, font, size) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def lines_of(box: Box, slack: float = 0.0) -> list[tuple[str, Para]]:
    """The printed lines of a box; `slack`: points that lines may be longer than their room."""
    room = (box.height if box.turned else box.width) - 2 * PADDING * box.size / USUAL + slack
    return [(line, para) for para in box.paras for line in wrapped(para.text, room, box.size, para.bold)]


def height_of(paras: tuple[Para, ...], width: float, size: float = USUAL) -> float:
    """Of a box with these paragraphs."""
    room = width - 2 * PADDING * size / USUAL
    count = sum(len(wrapped(p.text, room, size, p.bold)) for p in paras)
    return count * size * LEADING + 2 * PADDING * size / USUAL
