"""The imagined page that drawings of a DOCX are put on: coordinate frames, and the shapes, lines and connectors found.

Word places a drawing by an offset from its page, margin or paragraph, and only lays pages out when it shows them.
Places are therefore computed on an endless page where every paragraph is one line high: wrong as places, but right
relative to each other for all drawings that are anchored to one paragraph or one page, as those of a chart are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parsers.docx.xml import TXBX_CONTENT, Element, to_int
from schemas.geometry import Box
from schemas.transcript import Connector, ConnectorEnd, Line, Shape

PARAGRAPH_POINTS = 14.0  # height of a line of text
PAGE_POINTS = 3_000.0  # tops of the imagined page's pages are so far below each other
MARGIN_POINTS = 72.0
MAX_FIGURES = 3_000  # drawn things in one document
MAX_DEPTH = 20  # groups inside each other
MAX_COORDINATE = 1e6  # points; places farther out are nonsense

_COLOUR = re.compile(r"^#?([0-9a-fA-F]{6})")
_WHITE = "ffffff"

Point = tuple[float, float]
Segment = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points of the imagined page, origin top left."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the paragraph of a drawing is on the imagined page."""

    page: float  # points: top of its page
    line: float  # points: top of the paragraph


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates of a drawing, or of a group in it, lie on the imagined page: x * sx + dx, y * sy + dy."""

    dx: float  # points
    dy: float
    sx: float  # points per unit of the drawing
    sy: float

    def point(self, x: float, y: float) -> Point:
        """A place of the drawing in points of the imagined page, bounded by MAX_COORDINATE."""
        return _bounded(x * self.sx + self.dx), _bounded(y * self.sy + self.dy)

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """A rectangle of the drawing in points of the imagined page."""
        (x0, y0), (x1, y1) = self.point(x, y), self.point(x + width, y + height)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def inner(self, x: float, y: float, sx: float, sy: float) -> Frame:
        """The frame of a group whose origin is at (x, y) here, and whose units are (sx, sy) of these."""
        return Frame(self.dx + x * self.sx, self.dy + y * self.sy, self.sx * sx, self.sy * sy)


def _bounded(value: float) -> float:
    return min(max(value, -MAX_COORDINATE), MAX_COORDINATE)


@dataclass(slots=True)
class Canvas:
    """What was found in the drawings of a document so far; the readers of DrawingML and VML add to it."""

    texts: Mapping[Element, Sequence[Line]]  # lines of each text box (w:txbxContent)
    diagrams: Mapping[str, Element]  # data of SmartArt by relation id
    shapes: list[Shape] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)  # lines that do not say what they join
    arrows: list[Box] = field(default_factory=list)  # block arrows
    connectors: list[Connector] = field(default_factory=list)
    _indices: dict[str, int] = field(default_factory=dict)  # of this drawing's shapes by id: index in `shapes`
    _named: list[tuple[str, str, Segment]] = field(default_factory=list)  # connectors that name their shapes

    @property
    def full(self) -> bool:
        """True where MAX_FIGURES is reached."""
        return len(self.shapes) + len(self.segments) >= MAX_FIGURES

    def add_shape(self, box: Box, content: Element | None, fill: str | None, name: str | None = None) -> bool:
        """Adds a shape with the text box `content`; False where it has no text and so is none.

        `fill`: "rrggbb" or the name of a theme colour; `name`: its id in the drawing, for connectors.
        """
        lines = tuple(self.texts.get(content, ())) if content is not None else ()
        if not any(line.text.strip() for line in lines):
            return False
        if name:
            self._indices[name] = len(self.shapes)
        self.shapes.append(Shape(box, lines, fill))
        return True

    def add_named_connector(self, start: str, end: str, segment: Segment) -> None:
        """Adds a connector between the shapes with these ids, which may come later in the same drawing."""
        self._named.append((start, end, segment))

    def end_drawing(self) -> None:
        """Resolves the named connectors of one drawing; ids of shapes count within it only."""
        for start, end, segment in self._named:
            first, last = self._indices.get(start), self._indices.get(end)
            if first is not None and last is not None and first != last:
                x0, y0, x1, y1 = segment
                ends = (ConnectorEnd(first, x0, y0), ConnectorEnd(last, x1, y1))
                self.connectors.append(Connector(tuple(sorted(ends, key=lambda e: e.shape))))
            else:  # shapes of another drawing
                self.segments.append(segment)
        self._indices.clear()
        self._named.clear()


def text_content(shape: Element) -> Element | None:
    """The first w:txbxContent in a shape; None where it has none."""
    return next(shape.iter(TXBX_CONTENT), None)


def attribute_number(element: Element | None, name: str) -> float:
    """An attribute as a number; 0 where the element or the attribute is missing or no number."""
    return float(to_int(element.get(name)) or 0) if element is not None else 0.0


def hex_colour(text: str | None) -> str | None:
    """ "rrggbb" in lower case of a colour that begins so; None for white and other notations."""
    match = _COLOUR.match(text or "")
    return match[1].lower() if match and match[1].lower() != _WHITE else None
