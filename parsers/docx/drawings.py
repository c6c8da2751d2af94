"""Drawn boxes and the lines between them: DrawingML shapes, groups and canvases, VML, and SmartArt.

Word places a drawing by an offset from its page, margin or paragraph, and only lays pages out when it shows them.
Places are therefore computed on an imagined endless page where every paragraph is one line high: wrong as places,
but right against each other for all drawings that hang on one paragraph or one page, as those of a chart do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from docx.oxml.ns import qn

from parsers.docx.smartart import SMARTART, smartart_of
from parsers.docx.xml import ALTERNATE, TXBX_CONTENT, Element, chosen, to_int
from parsers.layout.connectors import joined_boxes
from schemas.geometry import Box
from schemas.transcript import Connector, Line, Shape

EMU_PER_POINT = 12_700.0
EMU_PER_DEGREE = 60_000.0
PIXEL_POINTS = 0.75
PARAGRAPH_POINTS = 14.0  # height of a line of text
PAGE_POINTS = 3_000.0  # pages of the imagined sheet lie so far below each other
MARGIN_POINTS = 72.0
TOUCH_POINTS = 9.0  # lines that people draw by hand end this near to their box
MAX_FIGURES = 3_000  # drawn things in one document
MAX_DEPTH = 20  # groups inside each other
MAX_COORDINATE = 1e6  # points; places farther out are nonsense

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010"
_WPS, _WPG, _WPC = (f"{_WORD_2010}/wordprocessing{part}" for part in ("Shape", "Group", "Canvas"))
_V, _O = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"

_WSP, _CONNECTS = f"{{{_WPS}}}wsp", f"{{{_WPS}}}cNvCnPr"
_NAMES = f"{{{_WPS}}}cNvPr"
_GROUPS = frozenset({f"{{{_WPG}}}wgp", f"{{{_WPG}}}grpSp", f"{{{_WPC}}}wpc"})
_VML_GROUP = f"{{{_V}}}group"
_VML_SHAPES = frozenset(f"{{{_V}}}{name}" for name in ("shape", "rect", "roundrect", "oval", "line", "polyline"))
_LINES = re.compile(r"line|(?:straight|bent|curved)Connector\d?")
_VML_LINES = re.compile(r"#_x0000_t(?:32|3[3-9]|40)$")
_ARROWS = {"downArrow": "down", "upArrow": "down", "upDownArrow": "down"}
_ACROSS = {"rightArrow", "leftArrow", "leftRightArrow", "notchedRightArrow", "stripedRightArrow"}
_NUMBER = re.compile(r"^\s*(-?\d{1,9}(?:\.\d{0,6})?)\s*(pt|in|cm|mm|px|pc)?\s*$")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": PIXEL_POINTS, "pc": 12.0}
_COLOUR = re.compile(r"^#?([0-9a-fA-F]{6})")
_WHITE = "ffffff"

Point = tuple[float, float]
Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the coordinates of a drawing, or of a group in it, lie on the imagined page: x * sx + dx, y * sy + dy."""

    dx: float
    dy: float
    sx: float
    sy: float

    def point(self, x: float, y: float) -> Point:
        def bound(v: float) -> float:
            return min(max(v, -MAX_COORDINATE), MAX_COORDINATE)

        return bound(x * self.sx + self.dx), bound(y * self.sy + self.dy)


@dataclass(slots=True)
class _Found:
    shapes: list[Shape] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)  # of a drawing's shapes: position in `shapes`
    segments: list[Segment] = field(default_factory=list)
    arrows: list[Box] = field(default_factory=list)
    bound: list[tuple[str, str, Segment]] = field(default_factory=list)  # connectors that name their shapes
    connectors: list[Connector] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return len(self.shapes) + len(self.segments) >= MAX_FIGURES


def drawings_of(
    body: Element, texts: Mapping[Element, Sequence[Line]], diagrams: Mapping[str, Element]
) -> tuple[tuple[Shape, ...], tuple[Connector, ...]]:
    """The boxes with text in a document's body, and what joins them.

    `texts`: the lines of each text box (w:txbxContent) that was read; `diagrams`: data of SmartArt by relation id.
    """
    found = _Found()
    for drawing, base in _drawings(body):
        if found.full:
            break
        found.ids.clear()
        found.bound.clear()
        if drawing.tag == qn("w:drawing"):
            _drawing(drawing, base, texts, diagrams, found)
        else:
            _vml(drawing, _Frame(MARGIN_POINTS, base.line, 1.0, 1.0), True, texts, found, 0)
        for start, end, segment in found.bound:
            ends = {found.ids[name] for name in (start, end) if name in found.ids}
            if len(ends) > 1:
                found.connectors.append(Connector(tuple(sorted(ends))))
            else:  # shapes of another drawing
                found.segments.append(segment)
    segments = np.array(found.segments, dtype=np.float64).reshape(-1, 4)
    nets = joined_boxes(segments, found.arrows, [shape.box for shape in found.shapes], TOUCH_POINTS)
    found.connectors.extend(Connector(net) for net in nets)
    return tuple(found.shapes), tuple(dict.fromkeys(found.connectors))


@dataclass(frozen=True, slots=True)
class _Base:
    page: float  # top of the imagined page
    line: float  # top of the paragraph


def _drawings(body: Element) -> Iterator[tuple[Element, _Base]]:
    """Every drawing outside of other drawings, and where its paragraph stands."""
    page, paragraph = 0, 0
    pending: list[Element] = list(reversed(body))
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str):
            continue
        if element.tag in (qn("w:drawing"), qn("w:pict")):
            top = page * PAGE_POINTS
            yield element, _Base(top, top + MARGIN_POINTS + paragraph * PARAGRAPH_POINTS)
            continue
        if element.tag == qn("w:p"):
            paragraph += 1
        elif element.tag == qn("w:lastRenderedPageBreak") or (
            element.tag == qn("w:br") and element.get(qn("w:type")) == "page"
        ):
            page, paragraph = page + 1, 0
        if element.tag == ALTERNATE:
            branch = chosen(element)
            if branch is not None:
                pending.append(branch)
            continue
        pending.extend(reversed(element))


def _drawing(
    drawing: Element,
    base: _Base,
    texts: Mapping[Element, Sequence[Line]],
    diagrams: Mapping[str, Element],
    found: _Found,
) -> None:
    anchor = next((child for child in drawing if child.tag in (f"{{{_WP}}}anchor", f"{{{_WP}}}inline")), None)
    if anchor is None:
        return
    left = _offset(anchor.find(f"{{{_WP}}}positionH"), MARGIN_POINTS, MARGIN_POINTS)
    top = _offset(anchor.find(f"{{{_WP}}}positionV"), base.page + MARGIN_POINTS, base.line)
    if (vertical := anchor.find(f"{{{_WP}}}positionV")) is not None and vertical.get("relativeFrom") == "page":
        top += base.page
    data = next(iter(anchor.iter(f"{{{_A}}}graphicData")), None)
    size = anchor.find(f"{{{_WP}}}extent")
    if data is None:
        return
    relation = next(iter(data.iter(SMARTART)), None)
    if relation is not None:
        _smartart(relation.get(qn("r:dm")) or "", diagrams, left, top, found)
    frame = _Frame(left, top, 1 / EMU_PER_POINT, 1 / EMU_PER_POINT)
    for child in data:
        if child.tag in _GROUPS:
            _group(child, frame, True, texts, found, 0)
        elif child.tag == _WSP:
            _shape(child, frame, (0.0, 0.0, _number(size, "cx"), _number(size, "cy")), texts, found)


def _offset(position: Element | None, margin: float, text: float) -> float:
    """Points from the edge of the imagined page; `margin` and `text`: where its margin and its paragraph begin."""
    if position is None:
        return text
    moved = position.find(f"{{{_WP}}}posOffset")
    points = (to_int(moved.text) or 0) / EMU_PER_POINT if moved is not None else 0.0
    start = {"page": 0.0, "margin": margin, "topMargin": 0.0, "leftMargin": 0.0}
    return start.get(position.get("relativeFrom", ""), text) + points


def _smartart(name: str, diagrams: Mapping[str, Element], left: float, top: float, found: _Found) -> None:
    data = diagrams.get(name)
    if data is None:
        return
    base = len(found.shapes)
    shapes, links = smartart_of(data, left, top)
    found.shapes.extend(shapes)
    found.connectors.extend(Connector(tuple(sorted((base + a, base + b))), start=base + a) for a, b in links)


def _group(
    group: Element, frame: _Frame, outermost: bool, texts: Mapping[Element, Sequence[Line]], found: _Found, depth: int
) -> None:
    """The members of a group or canvas. The outermost one stands at its anchor, whatever it says of its place."""
    if depth > MAX_DEPTH:
        return
    place = group.find(f"{{{_WPG}}}grpSpPr/{{{_A}}}xfrm")
    inner = frame
    if place is not None:
        off, ext, child_off, child_ext = (place.find(f"{{{_A}}}{name}") for name in ("off", "ext", "chOff", "chExt"))
        sx = _number(ext, "cx") / _number(child_ext, "cx") if _number(child_ext, "cx") else 1.0
        sy = _number(ext, "cy") / _number(child_ext, "cy") if _number(child_ext, "cy") else 1.0
        x, y = (0.0, 0.0) if outermost else (_number(off, "x"), _number(off, "y"))
        inner = _Frame(
            frame.dx + (x - _number(child_off, "x") * sx) * frame.sx,
            frame.dy + (y - _number(child_off, "y") * sy) * frame.sy,
            frame.sx * sx,
            frame.sy * sy,
        )
    for member in _members(group):
        if found.full:
            return
        if member.tag in _GROUPS:
            _group(member, inner, False, texts, found, depth + 1)
        elif member.tag == _WSP:
            _shape(member, inner, None, texts, found)


def _members(group: Element) -> Iterator[Element]:
    for child in group:
        if child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from branch
        else:
            yield child


def _shape(
    shape: Element,
    frame: _Frame,
    alone: tuple[float, float, float, float] | None,
    texts: Mapping[Element, Sequence[Line]],
    found: _Found,
) -> None:
    """`alone`: place and size (EMU) of a shape that is the whole drawing."""
    form = shape.find(f"{{{_WPS}}}spPr")
    place = form.find(f"{{{_A}}}xfrm") if form is not None else None
    off, ext = (place.find(f"{{{_A}}}{name}") if place is not None else None for name in ("off", "ext"))
    x, y, w, h = alone or (_number(off, "x"), _number(off, "y"), _number(ext, "cx"), _number(ext, "cy"))
    geometry = form.find(f"{{{_A}}}prstGeom") if form is not None else None
    kind = geometry.get("prst", "") if geometry is not None else ""
    (x0, y0), (x1, y1) = frame.point(x, y), frame.point(x + w, y + h)
    box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    link = shape.find(_CONNECTS)
    names = shape.find(_NAMES)
    if link is not None or _LINES.fullmatch(kind):
        ends = [link.find(f"{{{_A}}}{name}") if link is not None else None for name in ("stCxn", "endCxn")]
        start, end = (e.get("id") if e is not None else None for e in ends)
        if start and end:
            found.bound.append((start, end, _ends(box, place)))
        else:
            found.segments.append(_ends(box, place))
        return
    content = next(shape.iter(TXBX_CONTENT), None)
    lines = _written(texts, content)
    if lines:
        if names is not None and names.get("id"):
            found.ids[names.get("id", "")] = len(found.shapes)
        found.shapes.append(Shape(box, lines, _fill(form)))
    elif kind in _ARROWS or kind in _ACROSS:
        found.arrows.append(box)


def _ends(box: Box, place: Element | None) -> Segment:
    """Start and end of a line from its box: mirrored and turned as the file says."""
    flip_h = place is not None and place.get("flipH") in ("1", "true")
    flip_v = place is not None and place.get("flipV") in ("1", "true")
    x0, x1 = (box.x1, box.x0) if flip_h else (box.x0, box.x1)
    y0, y1 = (box.bottom, box.top) if flip_v else (box.top, box.bottom)
    angle = math.radians((to_int(place.get("rot")) or 0) / EMU_PER_DEGREE) if place is not None else 0.0
    cos, sin = math.cos(angle), math.sin(angle)

    def turned(x: float, y: float) -> Point:
        dx, dy = x - box.x_mid, y - box.y_mid
        return box.x_mid + dx * cos - dy * sin, box.y_mid + dx * sin + dy * cos

    return (*turned(x0, y0), *turned(x1, y1))


def _fill(form: Element | None) -> str | None:
    colour = form.find(f"{{{_A}}}solidFill/{{{_A}}}srgbClr") if form is not None else None
    scheme = form.find(f"{{{_A}}}solidFill/{{{_A}}}schemeClr") if form is not None else None
    if colour is not None:
        return _colour(colour.get("val"))
    return scheme.get("val") if scheme is not None else None  # a name of the theme tells colours apart as well


def _colour(text: str | None) -> str | None:
    match = _COLOUR.match(text or "")
    return match[1].lower() if match and match[1].lower() != _WHITE else None


def _written(texts: Mapping[Element, Sequence[Line]], content: Element | None) -> tuple[Line, ...]:
    if content is None:
        return ()
    lines = tuple(texts.get(content, ()))
    return lines if any(line.text.strip() for line in lines) else ()


def _number(element: Element | None, name: str) -> float:
    return float(to_int(element.get(name)) or 0) if element is not None else 0.0


def _vml(
    parent: Element,
    frame: _Frame,
    outermost: bool,
    texts: Mapping[Element, Sequence[Line]],
    found: _Found,
    depth: int,
) -> None:
    """Shapes of older files. In a group numbers count in its own units, else in points unless they name a unit."""
    if depth > MAX_DEPTH:
        return
    for element in parent:
        if found.full:
            return
        if element.tag == _VML_GROUP:
            _vml(element, _vml_frame(element, frame, outermost), False, texts, found, depth + 1)
        elif element.tag in _VML_SHAPES:
            _vml_shape(element, frame, outermost, texts, found)


def _vml_frame(group: Element, frame: _Frame, outermost: bool) -> _Frame:
    x, y, w, h = _vml_place(group, outermost)
    ox, oy = _pair(group.get("coordorigin"), (0.0, 0.0))
    cw, ch = _pair(group.get("coordsize"), (1000.0, 1000.0))
    sx, sy = (w / cw if cw else 1.0), (h / ch if ch else 1.0)
    return _Frame(
        frame.dx + (x - ox * sx) * frame.sx, frame.dy + (y - oy * sy) * frame.sy, frame.sx * sx, frame.sy * sy
    )


def _vml_shape(
    element: Element, frame: _Frame, outermost: bool, texts: Mapping[Element, Sequence[Line]], found: _Found
) -> None:
    style = _style(element)
    if element.tag == f"{{{_V}}}line":
        start, end = (_pair(element.get(name), (0.0, 0.0), outermost) for name in ("from", "to"))
        found.segments.append((*frame.point(*start), *frame.point(*end)))
        return
    x, y, w, h = _vml_place(element, outermost)
    (x0, y0), (x1, y1) = frame.point(x, y), frame.point(x + w, y + h)
    box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if element.get(f"{{{_O}}}connectortype") or _VML_LINES.search(element.get("type", "")):
        flip = style.get("flip", "")
        ax, bx = (box.x1, box.x0) if "x" in flip else (box.x0, box.x1)
        ay, by = (box.bottom, box.top) if "y" in flip else (box.top, box.bottom)
        found.segments.append((ax, ay, bx, by))
        return
    lines = _written(texts, next(element.iter(TXBX_CONTENT), None))
    if lines:
        found.shapes.append(Shape(box, lines, _colour(element.get("fillcolor"))))


def _style(element: Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _vml_place(element: Element, outermost: bool) -> tuple[float, float, float, float]:
    """Left, top, width and height; margins are the place of what stands in no group."""
    style = _style(element)
    left = _measure(style.get("left"), outermost) + _measure(style.get("margin-left"), outermost)
    top = _measure(style.get("top"), outermost) + _measure(style.get("margin-top"), outermost)
    return left, top, _measure(style.get("width"), outermost), _measure(style.get("height"), outermost)


def _measure(text: str | None, points: bool) -> float:
    match = _NUMBER.match(text or "")
    if match is None:
        return 0.0
    unit = _UNITS[match[2]] if match[2] else (PIXEL_POINTS if points else 1.0)
    return float(match[1]) * (unit if points else 1.0)


def _pair(text: str | None, default: Point, points: bool = False) -> Point:
    parts = (text or "").split(",")
    if len(parts) != 2:
        return default
    return _measure(parts[0], points), _measure(parts[1], points)
