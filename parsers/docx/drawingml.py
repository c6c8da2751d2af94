"""w:drawing (DrawingML) in, shapes, lines and connectors on a Canvas out: shapes, groups, canvases and SmartArt."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from docx.oxml.ns import qn

from parsers.docx.drawing_canvas import (
    MARGIN_POINTS,
    MAX_DEPTH,
    Anchor,
    Canvas,
    Frame,
    Point,
    Segment,
    attribute_number,
    hex_colour,
    text_content,
)
from parsers.docx.smartart import SMARTART, smartart_of
from parsers.docx.xml import ALTERNATE, Element, chosen, to_int
from schemas.geometry import Box
from schemas.transcript import Connector

EMU_PER_POINT = 12_700.0
EMU_PER_DEGREE = 60_000.0

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010"
_WPS, _WPG, _WPC = (f"{_WORD_2010}/wordprocessing{part}" for part in ("Shape", "Group", "Canvas"))

_WSP, _CONNECTS = f"{{{_WPS}}}wsp", f"{{{_WPS}}}cNvCnPr"
_NAMES = f"{{{_WPS}}}cNvPr"
_GROUPS = frozenset({f"{{{_WPG}}}wgp", f"{{{_WPG}}}grpSp", f"{{{_WPC}}}wpc"})
_LINES = re.compile(r"line|(?:straight|bent|curved)Connector\d?")
_BLOCK_ARROWS = frozenset(
    {
        "downArrow",
        "upArrow",
        "upDownArrow",
        "rightArrow",
        "leftArrow",
        "leftRightArrow",
        "notchedRightArrow",
        "stripedRightArrow",
    }
)

Rectangle = tuple[float, float, float, float]
"""x, y, width, height in units of the drawing (EMU)."""


def read_drawing(drawing: Element, anchor: Anchor, canvas: Canvas) -> None:
    """Adds the figures of a w:drawing to `canvas`; nothing for pictures and drawings without a place."""
    placed = next((child for child in drawing if child.tag in (f"{{{_WP}}}anchor", f"{{{_WP}}}inline")), None)
    if placed is None:
        return
    horizontal, vertical = placed.find(f"{{{_WP}}}positionH"), placed.find(f"{{{_WP}}}positionV")
    left = _offset(horizontal, MARGIN_POINTS, MARGIN_POINTS)
    top = _offset(vertical, anchor.page + MARGIN_POINTS, anchor.line)
    if vertical is not None and vertical.get("relativeFrom") == "page":
        top += anchor.page
    data = next(iter(placed.iter(f"{{{_A}}}graphicData")), None)
    size = placed.find(f"{{{_WP}}}extent")
    if data is None:
        return
    relation = next(iter(data.iter(SMARTART)), None)
    if relation is not None:
        _smartart(relation.get(qn("r:dm")) or "", left, top, canvas)
    frame = Frame(left, top, 1 / EMU_PER_POINT, 1 / EMU_PER_POINT)
    for child in data:
        if child.tag in _GROUPS:
            _group(child, frame, True, canvas, 0)
        elif child.tag == _WSP:
            _shape(child, frame, (0.0, 0.0, attribute_number(size, "cx"), attribute_number(size, "cy")), canvas)


def _offset(position: Element | None, margin: float, text: float) -> float:
    """Points from the edge of the imagined page; `margin` and `text`: where its margin and its paragraph begin."""
    if position is None:
        return text
    moved = position.find(f"{{{_WP}}}posOffset")
    points = (to_int(moved.text) or 0) / EMU_PER_POINT if moved is not None else 0.0
    start = {"page": 0.0, "margin": margin, "topMargin": 0.0, "leftMargin": 0.0}
    return start.get(position.get("relativeFrom", ""), text) + points


def _smartart(name: str, left: float, top: float, canvas: Canvas) -> None:
    data = canvas.diagrams.get(name)
    if data is None:
        return
    base = len(canvas.shapes)
    shapes, links = smartart_of(data, left, top)
    canvas.shapes.extend(shapes)
    canvas.connectors.extend(Connector.between((base + a, base + b), start=base + a) for a, b in links)


def _group(group: Element, frame: Frame, outermost: bool, canvas: Canvas, depth: int) -> None:
    """The members of a group or canvas. The outermost one is at its anchor, whatever it says of its place."""
    if depth > MAX_DEPTH:
        return
    inner = _group_frame(group, frame, outermost)
    for member in _members(group):
        if canvas.full:
            return
        if member.tag in _GROUPS:
            _group(member, inner, False, canvas, depth + 1)
        elif member.tag == _WSP:
            _shape(member, inner, None, canvas)


def _group_frame(group: Element, frame: Frame, outermost: bool) -> Frame:
    place = group.find(f"{{{_WPG}}}grpSpPr/{{{_A}}}xfrm")
    if place is None:
        return frame
    off, ext, child_off, child_ext = (place.find(f"{{{_A}}}{name}") for name in ("off", "ext", "chOff", "chExt"))
    number = attribute_number
    sx = number(ext, "cx") / number(child_ext, "cx") if number(child_ext, "cx") else 1.0
    sy = number(ext, "cy") / number(child_ext, "cy") if number(child_ext, "cy") else 1.0
    x, y = (0.0, 0.0) if outermost else (number(off, "x"), number(off, "y"))
    return frame.inner(x - number(child_off, "x") * sx, y - number(child_off, "y") * sy, sx, sy)


def _members(group: Element) -> Iterator[Element]:
    for child in group:
        if child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from branch
        else:
            yield child


def _shape(shape: Element, frame: Frame, alone: Rectangle | None, canvas: Canvas) -> None:
    """A wps:wsp; `alone`: place and size of a shape that is the whole drawing."""
    form = shape.find(f"{{{_WPS}}}spPr")
    transform = form.find(f"{{{_A}}}xfrm") if form is not None else None
    geometry = form.find(f"{{{_A}}}prstGeom") if form is not None else None
    kind = geometry.get("prst", "") if geometry is not None else ""
    box = frame.box(*(alone or _rectangle(transform)))
    link = shape.find(_CONNECTS)
    if link is not None or _LINES.fullmatch(kind):
        _line(link, _ends(box, transform), canvas)
        return
    names = shape.find(_NAMES)
    name = names.get("id") if names is not None else None
    if not canvas.add_shape(box, text_content(shape), _fill(form), name) and kind in _BLOCK_ARROWS:
        canvas.arrows.append(box)


def _rectangle(transform: Element | None) -> Rectangle:
    off, ext = (transform.find(f"{{{_A}}}{name}") if transform is not None else None for name in ("off", "ext"))
    number = attribute_number
    return number(off, "x"), number(off, "y"), number(ext, "cx"), number(ext, "cy")


def _line(link: Element | None, segment: Segment, canvas: Canvas) -> None:
    """A line or connector; `link`: its wps:cNvCnPr, which may name the shapes at both ends."""
    ends = [link.find(f"{{{_A}}}{name}") if link is not None else None for name in ("stCxn", "endCxn")]
    start, end = (e.get("id") if e is not None else None for e in ends)
    if start and end:
        canvas.add_named_connector(start, end, segment)
    else:
        canvas.segments.append(segment)


def _ends(box: Box, transform: Element | None) -> Segment:
    """Start and end of a line from its box: mirrored and turned as the file says."""
    flip_h = transform is not None and transform.get("flipH") in ("1", "true")
    flip_v = transform is not None and transform.get("flipV") in ("1", "true")
    x0, x1 = (box.x1, box.x0) if flip_h else (box.x0, box.x1)
    y0, y1 = (box.bottom, box.top) if flip_v else (box.top, box.bottom)
    angle = math.radians((to_int(transform.get("rot")) or 0) / EMU_PER_DEGREE) if transform is not None else 0.0
    cos, sin = math.cos(angle), math.sin(angle)

    def turned(x: float, y: float) -> Point:
        dx, dy = x - box.x_mid, y - box.y_mid
        return box.x_mid + dx * cos - dy * sin, box.y_mid + dx * sin + dy * cos

    return (*turned(x0, y0), *turned(x1, y1))


def _fill(form: Element | None) -> str | None:
    colour = form.find(f"{{{_A}}}solidFill/{{{_A}}}srgbClr") if form is not None else None
    scheme = form.find(f"{{{_A}}}solidFill/{{{_A}}}schemeClr") if form is not None else None
    if colour is not None:
        return hex_colour(colour.get("val"))
    return scheme.get("val") if scheme is not None else None  # a name of the theme tells colours apart as well
