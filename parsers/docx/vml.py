"""w:pict (VML, shapes of older files) in, shapes and lines on a Canvas out."""

from __future__ import annotations

import re

from parsers.docx.drawing_canvas import MAX_DEPTH, Canvas, Frame, Point, hex_colour, text_content
from parsers.docx.xml import Element

PIXEL_POINTS = 0.75  # points of a CSS pixel, 1/96 inch

_V, _O = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_GROUP = f"{{{_V}}}group"
_SHAPES = frozenset(f"{{{_V}}}{name}" for name in ("shape", "rect", "roundrect", "oval", "line", "polyline"))
_LINE_TYPES = re.compile(r"#_x0000_t(?:32|3[3-9]|40)$")
_NUMBER = re.compile(r"^\s*(-?\d{1,9}(?:\.\d{0,6})?)\s*(pt|in|cm|mm|px|pc)?\s*$")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": PIXEL_POINTS, "pc": 12.0}
GROUP_UNITS = (1000.0, 1000.0)  # coordsize of a group that does not say it


def read_vml(parent: Element, frame: Frame, canvas: Canvas) -> None:
    """Adds the figures of a w:pict to `canvas`; `frame`: in points, where its paragraph is."""
    _read_members(parent, frame, True, canvas, 0)


def _read_members(parent: Element, frame: Frame, outermost: bool, canvas: Canvas, depth: int) -> None:
    """In a group numbers count in its own units, else in points unless they name a unit."""
    if depth > MAX_DEPTH:
        return
    for element in parent:
        if canvas.full:
            return
        if element.tag == _GROUP:
            _read_members(element, _group_frame(element, frame, outermost), False, canvas, depth + 1)
        elif element.tag in _SHAPES:
            _shape(element, frame, outermost, canvas)


def _group_frame(group: Element, frame: Frame, outermost: bool) -> Frame:
    x, y, w, h = _place(group, outermost)
    ox, oy = _pair(group.get("coordorigin"), (0.0, 0.0))
    cw, ch = _pair(group.get("coordsize"), GROUP_UNITS)
    sx, sy = (w / cw if cw else 1.0), (h / ch if ch else 1.0)
    return frame.inner(x - ox * sx, y - oy * sy, sx, sy)


def _shape(element: Element, frame: Frame, outermost: bool, canvas: Canvas) -> None:
    if element.tag == f"{{{_V}}}line":
        start, end = (_pair(element.get(name), (0.0, 0.0), outermost) for name in ("from", "to"))
        canvas.segments.append((*frame.point(*start), *frame.point(*end)))
        return
    box = frame.box(*_place(element, outermost))
    if element.get(f"{{{_O}}}connectortype") or _LINE_TYPES.search(element.get("type", "")):
        flip = _style(element).get("flip", "")
        ax, bx = (box.x1, box.x0) if "x" in flip else (box.x0, box.x1)
        ay, by = (box.bottom, box.top) if "y" in flip else (box.top, box.bottom)
        canvas.segments.append((ax, ay, bx, by))
        return
    canvas.add_shape(box, text_content(element), hex_colour(element.get("fillcolor")))


def _style(element: Element) -> dict[str, str]:
    """The CSS properties of the style attribute, in lower case."""
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _place(element: Element, outermost: bool) -> tuple[float, float, float, float]:
    """Left, top, width and height; margins are the place of what is in no group."""
    style = _style(element)
    left = _measure(style.get("left"), outermost) + _measure(style.get("margin-left"), outermost)
    top = _measure(style.get("top"), outermost) + _measure(style.get("margin-top"), outermost)
    return left, top, _measure(style.get("width"), outermost), _measure(style.get("height"), outermost)


def _measure(text: str | None, points: bool) -> float:
    """A CSS length; `points`: in points, pixels where it has no unit, else the bare number."""
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
