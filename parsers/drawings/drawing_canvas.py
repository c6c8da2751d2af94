"""Figures of a drawing in (boxes, lines, frames, block arrows), its Shapes and Connectors out.

Lines that name the shapes at their ends are connectors of these, others of the boxes that they end at; lines that end
at no box join whatever the segments that they meet reach (connected components, parsers.layout.connectors).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from parsers.layout.connectors import corners, distances_to_boxes, is_frame, joined_boxes
from schemas.geometry import Box
from schemas.transcript import Connector, ConnectorEnd, Line, Shape

MAX_FIGURES = 3_000  # drawn things in one document, or on one sheet
MAX_DEPTH = 20  # groups inside each other
MAX_COORDINATE = 1e6  # points; places farther out are nonsense
TOUCH_POINTS = 9.0  # lines that people draw by hand end this near to their box
TOUCH_SHARE = 0.25  # the same in parts of the usual box's height, where that is less
LEAST_TOUCH = 1.0  # points
MEET_POINTS = 3.0  # a line that ends this near to another one joins it
MAX_SEGMENTS = 1_500  # of lines that join boxes only together; their distances are all computed
MAX_PAIRS = 250_000  # of lines that are compared
MOST_SWATCH = (60.0, 30.0)  # points: width and height of a coloured box in a legend
SWATCH_GAP = 30.0  # points between it and the box of its text
SWATCH_SLACK = 3.0  # points that both may overlap
FEWEST_FRAMED = 2  # boxes that a figure without text is the frame of

Point = tuple[float, float]
"""x, y in points, origin top left."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates of a drawing, or of a group in it, lie on the page: x * sx + dx, y * sy + dy."""

    dx: float  # points
    dy: float
    sx: float  # points per unit of the drawing
    sy: float

    def point(self, x: float, y: float) -> Point:
        """A place of the drawing in points of the page, bounded by MAX_COORDINATE."""
        return _bounded(x * self.sx + self.dx), _bounded(y * self.sy + self.dy)

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """A rectangle of the drawing in points of the page."""
        (x0, y0), (x1, y1) = self.point(x, y), self.point(x + width, y + height)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def inner(self, x: float, y: float, sx: float, sy: float) -> Frame:
        """The frame of a group whose origin is at (x, y) here, and whose units are (sx, sy) of these."""
        return Frame(self.dx + x * self.sx, self.dy + y * self.sy, self.sx * sx, self.sy * sy)


def _bounded(value: float) -> float:
    return min(max(value, -MAX_COORDINATE), MAX_COORDINATE)


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line as drawn, with what the file says of its ends."""

    points: tuple[Point, ...]  # at least two
    heads: tuple[bool, bool] = (False, False)  # an arrow head at its start, at its end
    names: tuple[str | None, str | None] = (None, None)  # ids of the figures at its start and its end


@dataclass(frozen=True, slots=True)
class _Hollow:
    """A figure without text: what may be a frame around boxes, or a coloured box of a legend."""

    box: Box
    fill: str | None
    name: str | None  # its id in the drawing
    sheet: int | None


@dataclass(frozen=True, slots=True)
class _JoinedLine:
    """A line with the shapes at its ends: more than one where it ends at a frame around them."""

    line: DrawnLine
    starts: frozenset[int]  # indices of shapes; empty where it ends at none
    ends: frozenset[int]

    @property
    def complete(self) -> bool:
        """True where it joins different shapes by itself."""
        return bool(self.starts and self.ends and self.starts != self.ends)


@dataclass(slots=True)
class Canvas:
    """What was found so far; the readers of DrawingML and VML add to it, drawing by drawing."""

    touch: float = TOUCH_POINTS  # lines end at most this near to what they join
    shapes: list[Shape] = field(default_factory=list)
    connectors: list[Connector] = field(default_factory=list)
    group: int | None = None  # of the figures that are added: number of the outermost group around them
    sheet: int | None = None  # of the figures that are added: imagined page of a file without pages
    _lines: list[DrawnLine] = field(default_factory=list)  # of the present drawing
    _joined: list[_JoinedLine] = field(default_factory=list)
    _arrows: list[Box] = field(default_factory=list)  # block arrows without text
    _hollow: list[_Hollow] = field(default_factory=list)  # other figures without text
    _earlier: list[_Hollow] = field(default_factory=list)  # the same of earlier drawings
    _indices: dict[str, frozenset[int]] = field(default_factory=dict)  # shapes of the present drawing by their ids
    _groups: int = 0
    _figures: int = 0

    @property
    def full(self) -> bool:
        """True where MAX_FIGURES is reached."""
        return self._figures >= MAX_FIGURES

    @contextmanager
    def grouped(self, begins: bool) -> Iterator[None]:
        """What is added within is of one group if it `begins` here; groups inside of a group are no others."""
        outermost = begins and self.group is None
        if outermost:
            self._groups += 1
            self.group = self._groups
        yield
        if outermost:
            self.group = None

    def add_figure(
        self,
        box: Box,
        lines: Sequence[Line],
        fill: str | None,
        name: str | None = None,
        form: Literal["box", "arrow"] = "box",
    ) -> None:
        """Adds a figure that is no line: a shape where it has text, else a block arrow or what may be a frame.

        `fill`: "rrggbb" or the name of a theme colour; `name`: its id in the drawing, for connectors.
        """
        self._figures += 1
        if any(line.text.strip() for line in lines):
            if name:
                self._indices[name] = frozenset({len(self.shapes)})
            self.shapes.append(Shape(box, tuple(lines), fill, form, self.group, self.sheet))
        elif form == "arrow":
            self._arrows.append(box)
        else:
            self._hollow.append(_Hollow(box, fill, name, self.sheet))

    def add_line(self, line: DrawnLine) -> None:
        """Adds a line; figures that it names may come later in the same drawing."""
        self._figures += 1
        self._lines.append(line)

    def end_drawing(self) -> None:
        """Resolves the names of the present drawing: ids count within it only."""
        for hollow in self._hollow:
            members = _members(hollow.box, self.shapes) if hollow.name else frozenset()
            if hollow.name and len(members) >= FEWEST_FRAMED:
                self._indices[hollow.name] = members
        nothing: frozenset[int] = frozenset()
        for line in self._lines:
            starts, ends = (self._indices.get(name, nothing) if name else nothing for name in line.names)
            self._joined.append(_JoinedLine(line, starts, ends))
        self._earlier.extend(self._hollow)
        self._hollow.clear()
        self._indices.clear()
        self._lines.clear()

    def finish(self) -> tuple[tuple[Shape, ...], tuple[Connector, ...]]:
        """All shapes, and the connectors between them."""
        places = _Places(self.shapes, [hollow.box for hollow in self._earlier], self._reach())
        joined = [places.resolved(line) for line in self._joined]
        whole = [line for line in joined if line.complete]
        rest = [line for line in joined if not line.complete]
        nets = _nets([*rest, *_met(whole, rest)], self._arrows, places)
        own = [places.connector(line) for line in whole]
        return (*self.shapes, *self._swatches()), tuple(dict.fromkeys([*self.connectors, *own, *nets]))

    def _swatches(self) -> Iterator[Shape]:
        """The entries of a legend: small coloured boxes without text, each with the text right of it."""
        for hollow in self._earlier:
            box = hollow.box
            if hollow.fill is None or box.height > MOST_SWATCH[1] or box.width > MOST_SWATCH[0]:
                continue
            beside = [
                shape
                for shape in self.shapes
                if shape.sheet == hollow.sheet
                and shape.box.top <= box.y_mid <= shape.box.bottom
                and 0 <= shape.box.x0 - box.x1 + SWATCH_SLACK <= SWATCH_GAP
            ]
            if beside:
                nearest = min(beside, key=lambda shape: shape.box.x0)
                yield Shape(box, nearest.lines, hollow.fill, "swatch", sheet=hollow.sheet)

    def _reach(self) -> float:
        """`touch`, less in a drawing that was made small: its lines are short."""
        heights = sorted(shape.box.height for shape in self.shapes)
        usual = heights[len(heights) // 2] if heights else 0.0
        return min(self.touch, max(usual * TOUCH_SHARE, LEAST_TOUCH))


class _Places:
    """Where the shapes and frames of a document are, to find what a line's end touches."""

    def __init__(self, shapes: Sequence[Shape], hollow: Sequence[Box], touch: float) -> None:
        self.touch = touch
        self.boxes = [shape.box for shape in shapes]
        framed = [(box, _members(box, shapes)) for box in sorted(hollow, key=_area)]
        self._framed = [(frame, members) for frame, members in framed if len(members) >= FEWEST_FRAMED]
        self.frames = [frame for frame, _ in self._framed]
        edges = corners(self.boxes)
        self._inner = np.nonzero(~is_frame(edges))[0]  # indices of shapes
        self._corners = edges[self._inner]
        self._areas = np.array([_area(self.boxes[i]) for i in self._inner.tolist()])

    def resolved(self, joined: _JoinedLine) -> _JoinedLine:
        """The line with what it touches at each end that it does not name."""
        points = joined.line.points
        starts = joined.starts or self._touched(points[0])
        ends = joined.ends or self._touched(points[-1])
        return replace(joined, starts=starts, ends=ends)

    def _touched(self, point: Point) -> frozenset[int]:
        """What a line's end touches: the nearest shape, or the members of a frame whose outline is nearer."""
        gap, nearest = self._nearest(point)
        outlines = ((_from_outline(frame, point), at) for at, frame in enumerate(self.frames))
        frame_gap, frame = min(outlines, default=(math.inf, -1))
        if frame_gap < gap and frame_gap <= self.touch:
            return self._framed[frame][1]
        return frozenset({nearest}) if gap <= self.touch else frozenset()

    def _nearest(self, point: Point) -> tuple[float, int]:
        """Distance and index of the nearest shape that is no frame around others; of several the smallest."""
        if not len(self._inner):
            return math.inf, -1
        gaps = distances_to_boxes(np.array([point]), self._corners)[0]
        first = int(np.lexsort((self._areas, gaps))[0])
        return float(gaps[first]), int(self._inner[first])

    def connector(self, joined: _JoinedLine) -> Connector:
        """The connector that a line is by itself."""
        line = joined.line
        ends = [self._end(i, line.points[0], line.heads[0]) for i in joined.starts]
        ends += [self._end(i, line.points[-1], line.heads[1]) for i in joined.ends - joined.starts]
        return Connector(tuple(sorted(ends, key=lambda end: end.shape)))

    def _end(self, shape: int, point: Point, head: bool) -> ConnectorEnd:
        """An end; its place is left out where it is nowhere near its shape or the frame around it."""
        framed = any(shape in members and _from_outline(frame, point) <= self.touch for frame, members in self._framed)
        if _distance(self.boxes[shape], point) > self.touch and not framed:
            return ConnectorEnd(shape, head=head)
        return ConnectorEnd(shape, *point, head)


def _members(frame: Box, shapes: Sequence[Shape]) -> frozenset[int]:
    """Indices of the shapes whose middles are in a frame."""
    return frozenset(i for i, s in enumerate(shapes) if frame.holds(s.box.x_mid, s.box.y_mid))


def _met(whole: Sequence[_JoinedLine], rest: Sequence[_JoinedLine]) -> list[_JoinedLine]:
    """Lines that join boxes by themselves and that another line ends on, or passes at a right angle as the bar over
    several children passes the line to the one below its parent; none where there are very many."""
    if len(whole) * len(rest) > MAX_PAIRS:
        return []
    return [line for line in whole if any(_meets(other.line, line.line) for other in rest)]


def _nets(joined: Sequence[_JoinedLine], arrows: Sequence[Box], places: _Places) -> Iterator[Connector]:
    """Connectors of lines that reach boxes only together, and of block arrows; the first MAX_SEGMENTS count."""
    segments = [(*a, *b) for line in joined for a, b in pairwise(line.line.points)][:MAX_SEGMENTS]
    heads = {point for line in joined for point, head in _tips(line.line) if head}
    array = np.array(segments, dtype=np.float64).reshape(-1, 4)
    for ends in joined_boxes(array, arrows, places.boxes, places.touch, frames=places.frames):
        yield Connector(tuple(replace(end, head=(end.x, end.y) in heads) for end in ends))


def _tips(line: DrawnLine) -> tuple[tuple[Point, bool], tuple[Point, bool]]:
    return (line.points[0], line.heads[0]), (line.points[-1], line.heads[1])


def _meets(line: DrawnLine, other: DrawnLine) -> bool:
    """True where a line ends somewhere on another one, or crosses it upright."""
    tips = (line.points[0], line.points[-1])
    if any(_from_segment(tip, a, b) <= MEET_POINTS for tip in tips for a, b in pairwise(other.points)):
        return True
    return any(_crosses(a, b, c, d) for a, b in pairwise(line.points) for c, d in pairwise(other.points))


def _crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """True for a horizontal and a vertical segment that have a point in common."""
    if a[0] == b[0] and c[1] == d[1]:
        a, b, c, d = c, d, a, b
    if a[1] != b[1] or c[0] != d[0]:
        return False
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(c[1], d[1]) <= a[1] <= max(c[1], d[1])


def _distance(box: Box, point: Point) -> float:
    """Points from a box; 0 inside."""
    x, y = point
    return math.hypot(max(box.x0 - x, x - box.x1, 0.0), max(box.top - y, y - box.bottom, 0.0))


def _from_outline(box: Box, point: Point) -> float:
    """Points from the sides of a box."""
    x, y = point
    outside = _distance(box, point)
    return outside or min(x - box.x0, box.x1 - x, y - box.top, box.bottom - y)


def _from_segment(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0.0
    t = min(max(t, 0.0), 1.0)
    return math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy)


def _area(box: Box) -> float:
    return box.width * box.height
