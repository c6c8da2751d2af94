"""Elements of DrawingML that Word and Excel share in, plain values out: places, paths, fills, arrow heads, ids."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from lxml import etree

from parsers.drawings.drawing_canvas import DrawnLine, Frame, Point
from schemas.geometry import Box

Element: TypeAlias = etree._Element

EMU_PER_POINT = 12_700.0
TURN_UNITS = 60_000.0  # of a degree
MAX_PATH = 200  # points of a free line that are read
MOST_TOGETHER = 4  # boxes with text in a group that is one node of a chart

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINES = re.compile(r"line(?:Inv)?|(?:straight|bent|curved)Connector\d?")
_BENT = re.compile(r"bentConnector([2-5])")
_BLOCK_ARROWS = frozenset(
    {
        "downArrow", "upArrow", "upDownArrow", "rightArrow", "leftArrow", "leftRightArrow", "notchedRightArrow",
        "stripedRightArrow", "homePlate", "chevron", "rightArrowCallout", "leftArrowCallout", "downArrowCallout",
        "upArrowCallout",
    }
)  # fmt: skip
"""Preset forms that point somewhere: labels of rows where they have a text, else connectors."""
WHITE = "ffffff"
_WHITE_NAMES = frozenset({"bg1", "lt1", "window"})
_NUMBER = re.compile(r"\s*[+-]?\d{1,9}\s*")
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_HALF = 0.5  # where a bent connector bends, unless it says so
_WHOLE = 100_000.0  # units of an adjustment

Rectangle = tuple[float, float, float, float]
"""x, y, width, height in units of the drawing (EMU)."""


def attribute_number(element: Element | None, name: str) -> float:
    """An attribute as a number; 0 where the element or the attribute is missing or no sensible number."""
    text = element.get(name, "") if element is not None else ""
    return float(text) if _NUMBER.fullmatch(text) else 0.0


def hex_colour(text: str | None) -> str | None:
    """ "rrggbb" in lower case of a colour that begins so; None for white and other notations."""
    match = _HEX.match(text or "")
    return match[1].lower() if match and match[1].lower() != WHITE else None


def _preset(form: Element | None) -> str:
    """The preset geometry in an spPr; "" for free forms and none."""
    geometry = form.find(f"{_A}prstGeom") if form is not None else None
    return geometry.get("prst", "") if geometry is not None else ""


def kind_of(form: Element | None) -> Literal["box", "arrow"]:
    """What a figure with this spPr is on a Canvas."""
    return "arrow" if _preset(form) in _BLOCK_ARROWS else "box"


def is_node(group: Element, groups: Iterable[str], text: str) -> bool:
    """True for a group of few boxes and no smaller groups: one node of a chart whose other nodes are drawn apart.

    `groups`, `text`: the tags of groups, and of what holds the text of a box.
    """
    boxes = sum(1 for _ in group.iter(text))
    return boxes <= MOST_TOGETHER and not any(inner is not group for inner in group.iter(*groups))


def is_line(form: Element | None) -> bool:
    """True for lines and connectors, and for free forms that are not filled."""
    if _LINES.fullmatch(_preset(form)):
        return True
    free = form.find(f"{_A}custGeom") if form is not None else None
    return free is not None and form is not None and _is_open(form, free)


def _is_open(form: Element, free: Element) -> bool:
    """True for a free form of straight lines that encloses nothing."""
    paths = list(free.iter(f"{_A}path"))
    unfilled = form.find(f"{_A}noFill") is not None or all(path.get("fill") == "none" for path in paths)
    closed = any(True for path in paths for _ in path.iter(f"{_A}close"))
    return bool(paths) and unfilled and not closed


def _transform(form: Element | None) -> Element | None:
    return form.find(f"{_A}xfrm") if form is not None else None


def rectangle_of(form: Element | None) -> Rectangle:
    """Place and size in an spPr."""
    transform = _transform(form)
    off, ext = (transform.find(f"{_A}{name}") if transform is not None else None for name in ("off", "ext"))
    number = attribute_number
    return number(off, "x"), number(off, "y"), number(ext, "cx"), number(ext, "cy")


def group_frame(place: Element | None, frame: Frame, outermost: bool = False) -> Frame:
    """The frame of the members of a group with this a:xfrm; `outermost`: it is where its anchor says."""
    if place is None:
        return frame
    off, ext, child_off, child_ext = (place.find(f"{_A}{name}") for name in ("off", "ext", "chOff", "chExt"))
    number = attribute_number
    sx = number(ext, "cx") / number(child_ext, "cx") if number(child_ext, "cx") else 1.0
    sy = number(ext, "cy") / number(child_ext, "cy") if number(child_ext, "cy") else 1.0
    x, y = (0.0, 0.0) if outermost else (number(off, "x"), number(off, "y"))
    return frame.inner(x - number(child_off, "x") * sx, y - number(child_off, "y") * sy, sx, sy)


# --- lines ---


def line_of(form: Element | None, link: Element | None, box: Box) -> DrawnLine:
    """A line or connector with this spPr in `box` (as placed, before it is turned); `link`: its cNvCnPr.

    The points of a bent connector are those where it bends; a curved one counts as straight.
    """
    place = _transform(form)
    mirrored = [place is not None and place.get(name) in ("1", "true") for name in ("flipH", "flipV")]
    degrees = attribute_number(place, "rot") / TURN_UNITS
    return DrawnLine(turned(_path(form), box, (mirrored[0], mirrored[1]), degrees), _heads(form), _names(link))


def _path(form: Element | None) -> list[Point]:
    """Points in parts of the box's width and height, before it is mirrored and turned."""
    free = form.find(f"{_A}custGeom") if form is not None else None
    if free is not None:
        return list(_free_path(free))[:MAX_PATH] or [(0.0, 0.0), (1.0, 1.0)]
    match = _BENT.fullmatch(_preset(form))
    if match is None:
        start, end = ((0.0, 1.0), (1.0, 0.0)) if _preset(form) == "lineInv" else ((0.0, 0.0), (1.0, 1.0))
        return [start, end]
    bends = tuple(_adjustment(form, number) for number in (1, 2, 3))
    return bent_path(match[1], (bends[0], bends[1], bends[2]))


def bent_path(kind: str, bends: tuple[float, float, float] = (_HALF, _HALF, _HALF)) -> list[Point]:
    """A connector of two ("2") to five straight lines, in parts of its box; `bends`: where it bends."""
    first, second, third = bends
    return {
        "2": [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)],
        "3": [(0.0, 0.0), (first, 0.0), (first, 1.0), (1.0, 1.0)],
        "4": [(0.0, 0.0), (first, 0.0), (first, second), (1.0, second), (1.0, 1.0)],
        "5": [(0.0, 0.0), (first, 0.0), (first, second), (third, second), (third, 1.0), (1.0, 1.0)],
    }[kind]


def _adjustment(form: Element | None, number: int) -> float:
    guides = form.iter(f"{_A}gd") if form is not None else iter(())
    for guide in guides:
        words = guide.get("fmla", "").split()
        if guide.get("name") == f"adj{number}" and len(words) == 2 and _NUMBER.fullmatch(words[1]):
            return float(words[1]) / _WHOLE
    return _HALF


def _free_path(free: Element) -> Iterator[Point]:
    """The points of the first path; of a curve its last point."""
    path = next(free.iter(f"{_A}path"), None)
    if path is None:
        return
    width, height = attribute_number(path, "w") or 1.0, attribute_number(path, "h") or 1.0
    for step in path:
        point = next(reversed(step.findall(f"{_A}pt")), None)
        if point is not None:
            yield attribute_number(point, "x") / width, attribute_number(point, "y") / height


def turned(path: Sequence[Point], box: Box, mirrored: tuple[bool, bool], degrees: float) -> tuple[Point, ...]:
    """The points of a path in points of the page: mirrored (left to right, upside down), then turned clockwise around
    the middle of its box."""
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    found = []
    for x, y in path:
        dx = box.width * ((1 - x if mirrored[0] else x) - 0.5)
        dy = box.height * ((1 - y if mirrored[1] else y) - 0.5)
        found.append((round(box.x_mid + dx * cos - dy * sin, 3), round(box.y_mid + dx * sin + dy * cos, 3)))
    return tuple(found)


def _heads(form: Element | None) -> tuple[bool, bool]:
    line = form.find(f"{_A}ln") if form is not None else None

    def has(name: str) -> bool:
        head = line.find(f"{_A}{name}") if line is not None else None
        return head is not None and head.get("type", "none") not in ("none", "oval", "diamond")

    return has("headEnd"), has("tailEnd")


def _names(link: Element | None) -> tuple[str | None, str | None]:
    start, end = (link.find(f"{_A}{name}") if link is not None else None for name in ("stCxn", "endCxn"))
    return start.get("id") if start is not None else None, end.get("id") if end is not None else None


# --- fills ---


def fill_of(form: Element | None, style: Element | None = None) -> str | None:
    """ "rrggbb" or the name of a theme colour, with what makes it lighter or darker; None for white and none.

    `style`: the shape's style, whose fill shows where the shape says nothing. Of a gradient the first colour counts.
    """
    if form is not None:
        if form.find(f"{_A}noFill") is not None:
            return None
        for name in ("solidFill", "gradFill"):
            filled = form.find(f"{_A}{name}")
            if filled is not None:
                return _colour(filled)
    reference = style.find(f"{_A}fillRef") if style is not None else None
    return _colour(reference) if reference is not None and reference.get("idx") not in (None, "0") else None


def _colour(parent: Element) -> str | None:
    for colour in parent.iter(f"{_A}srgbClr", f"{_A}schemeClr", f"{_A}sysClr"):
        changes = [f"{etree.QName(c).localname}{c.get('val', '')}" for c in colour if isinstance(c.tag, str)]
        if colour.tag == f"{_A}schemeClr":
            name = colour.get("val", "")
            return None if name in _WHITE_NAMES and not changes else "+".join([name, *changes])
        return hex_colour(colour.get("lastClr") or colour.get("val"))
    return None
