"""w:pict (VML, shapes of older files) in, figures on a Canvas out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parsers.docx.word_drawings import WordDrawings
from parsers.docx.xml import Element
from parsers.drawings.drawing_canvas import MAX_DEPTH, DrawnLine, Frame, Point
from parsers.drawings.drawingml_forms import bent_path, hex_colour, turned

PIXEL_POINTS = 0.75  # points of a CSS pixel, 1/96 inch
FRACTION_DEGREES = 65_536.0  # units of a degree in angles that end with "fd"

_V, _O = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_GROUP, _LINE, _POLYLINE = f"{{{_V}}}group", f"{{{_V}}}line", f"{{{_V}}}polyline"
_SHAPES = frozenset(f"{{{_V}}}{name}" for name in ("shape", "rect", "roundrect", "oval", "line", "polyline"))
_LINE_TYPES = re.compile(r"#_x0000_t(?:20|32|3[3-9]|40)$")
_BENT_TYPES = {"#_x0000_t33": "2", "#_x0000_t34": "3", "#_x0000_t35": "4", "#_x0000_t36": "5"}
_ARROW_TYPES = re.compile(r"#_x0000_t(?:13|15|55|6[6-9]|70|7[7-9]|80|93|94)$")
_NUMBER = re.compile(r"^\s*(-?\d{1,9}(?:\.\d{0,6})?)\s*(pt|in|cm|mm|px|pc|fd)?\s*$")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": PIXEL_POINTS, "pc": 12.0}
_NO_HEADS = frozenset({"none", "oval", "diamond", ""})
_SHORT_HEX = re.compile(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])(?![0-9a-fA-F])")
_NO = frozenset({"f", "false", "0"})
GROUP_UNITS = (1000.0, 1000.0)  # coordsize of a group that does not say it
MOST_POINTS = 200  # of a polyline that are read

NamedEnds = Mapping[str, tuple[str | None, str | None]]
"""Of connectors by id: ids of the shapes at their starts and ends."""


def named_ends(settings: Element | None) -> NamedEnds:
    """The rules of connectors (o:r) that a document's settings hold."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for rule in settings.iter(f"{{{_O}}}r") if settings is not None else ():
        if rule.get("type") == "connector":
            proxies = rule.findall(f"{{{_O}}}proxy")
            start, end = (
                next((p.get("idref", "").removeprefix("#") for p in proxies if p.get(side) is not None), None)
                for side in ("start", "end")
            )
            found[rule.get("idref", "").removeprefix("#")] = start, end
    return found


def read_vml(parent: Element, frame: Frame, word: WordDrawings) -> None:
    """Adds the figures of a w:pict to the canvas; `frame`: in points, where its paragraph is."""
    _read_members(parent, frame, word, 0)


def _read_members(parent: Element, frame: Frame, word: WordDrawings, depth: int) -> None:
    """In a group numbers count in its own units, else in points unless they name a unit.

    The group that a whole chart is tells nothing of what belongs together; groups in it do.
    """
    if depth > MAX_DEPTH:
        return
    outermost = depth == 0
    for element in parent:
        if word.canvas.full:
            return
        if element.tag == _GROUP:
            with word.canvas.grouped(not outermost):
                _read_members(element, _group_frame(element, frame, outermost), word, depth + 1)
        elif element.tag in _SHAPES:
            _shape(element, frame, outermost, word)


def _group_frame(group: Element, frame: Frame, outermost: bool) -> Frame:
    x, y, w, h = _place(group, outermost)
    ox, oy = _pair(group.get("coordorigin"), (0.0, 0.0))
    cw, ch = _pair(group.get("coordsize"), GROUP_UNITS)
    sx, sy = (w / cw if cw else 1.0), (h / ch if ch else 1.0)
    return frame.inner(x - ox * sx, y - oy * sy, sx, sy)


def _shape(element: Element, frame: Frame, outermost: bool, word: WordDrawings) -> None:
    name = element.get(f"{{{_O}}}spid") or element.get("id")
    points = _points(element, frame, outermost)
    if points:
        word.canvas.add_line(DrawnLine(points, _heads(element), word.named_ends.get(name or "", (None, None))))
        return
    filled = element.get("filled", "t") not in _NO
    word.canvas.add_figure(
        frame.box(*_place(element, outermost)),
        word.text_in(element),
        _fill(element.get("fillcolor")) if filled else None,
        name,
        "arrow" if _ARROW_TYPES.search(element.get("type", "")) else "box",
    )


def _points(element: Element, frame: Frame, outermost: bool) -> tuple[Point, ...]:
    """The points of a line on the page; none where the element is no line."""
    if element.tag == _LINE:
        ends = (_pair(element.get(side), (0.0, 0.0), outermost) for side in ("from", "to"))
        return tuple(frame.point(*end) for end in ends)
    if element.tag == _POLYLINE:
        numbers = [_measure(text, outermost) for text in re.split(r"[\s,]+", element.get("points", "").strip())]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))[:MOST_POINTS]
        return tuple(frame.point(*pair) for pair in pairs) if len(pairs) > 1 else ()
    kind = element.get("type", "")
    if not (element.get(f"{{{_O}}}connectortype") or _LINE_TYPES.search(kind)):
        return ()
    style = _style(element)
    flip = style.get("flip", "")
    path = bent_path(_BENT_TYPES[kind]) if kind in _BENT_TYPES else [(0.0, 0.0), (1.0, 1.0)]
    box = frame.box(*_place(element, outermost))
    return turned(path, box, ("x" in flip, "y" in flip), _degrees(style.get("rotation", "")))


def _degrees(text: str) -> float:
    match = _NUMBER.match(text)
    if match is None:
        return 0.0
    return float(match[1]) / (FRACTION_DEGREES if match[2] == "fd" else 1.0)


def _heads(element: Element) -> tuple[bool, bool]:
    stroke = element.find(f"{{{_V}}}stroke")
    if stroke is None:
        return False, False
    return stroke.get("startarrow", "") not in _NO_HEADS, stroke.get("endarrow", "") not in _NO_HEADS


def _fill(text: str | None) -> str | None:
    """The colour of a fill: "#rrggbb [index]", "#rgb", or a name."""
    short = _SHORT_HEX.match(text or "")
    if short:
        return hex_colour("".join(digit * 2 for digit in short.groups()))
    words = (text or "").split()
    if not words or words[0].startswith("#"):
        return hex_colour(text)
    return None if words[0].lower() in ("white", "window") else words[0].lower()


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
    if match is None or match[2] == "fd":
        return 0.0
    unit = _UNITS[match[2]] if match[2] else (PIXEL_POINTS if points else 1.0)
    return float(match[1]) * (unit if points else 1.0)


def _pair(text: str | None, default: Point, points: bool = False) -> Point:
    parts = (text or "").split(",")
    if len(parts) != 2:
        return default
    return _measure(parts[0], points), _measure(parts[1], points)
