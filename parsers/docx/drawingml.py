"""w:drawing (DrawingML) in, figures on a Canvas out: shapes, groups, canvases, connectors and SmartArt."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn

from parsers.docx.smartart import SMARTART, smartart_of
from parsers.docx.word_drawings import Anchor, WordDrawings
from parsers.docx.xml import ALTERNATE, TXBX_CONTENT, Element, chosen, to_int
from parsers.drawings.drawing_canvas import MAX_DEPTH, Frame
from parsers.drawings.drawingml_forms import (
    EMU_PER_POINT,
    Rectangle,
    attribute_number,
    fill_of,
    group_frame,
    is_line,
    is_node,
    kind_of,
    line_of,
    rectangle_of,
)
from schemas.transcript import Connector

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010"
_WPS, _WPG, _WPC = (f"{_WORD_2010}/wordprocessing{part}" for part in ("Shape", "Group", "Canvas"))

_WSP, _CONNECTS = f"{{{_WPS}}}wsp", f"{{{_WPS}}}cNvCnPr"
_NAMES = f"{{{_WPS}}}cNvPr"
_GROUPS = frozenset({f"{{{_WPG}}}wgp", f"{{{_WPG}}}grpSp", f"{{{_WPC}}}wpc"})


def read_drawing(drawing: Element, anchor: Anchor, word: WordDrawings) -> None:
    """Adds the figures of a w:drawing to its canvas; nothing for pictures and drawings without a place."""
    placed = next((child for child in drawing if child.tag in (f"{{{_WP}}}anchor", f"{{{_WP}}}inline")), None)
    if placed is None:
        return
    horizontal, vertical = placed.find(f"{{{_WP}}}positionH"), placed.find(f"{{{_WP}}}positionV")
    left = _offset(horizontal, anchor.left, anchor.left)
    top = _offset(vertical, anchor.page + anchor.top, anchor.line)
    if vertical is not None and vertical.get("relativeFrom") in ("page", "topMargin"):
        top += anchor.page
    data = next(iter(placed.iter(f"{{{_A}}}graphicData")), None)
    size = placed.find(f"{{{_WP}}}extent")
    if data is None:
        return
    relation = next(iter(data.iter(SMARTART)), None)
    if relation is not None:
        _smartart(relation.get(qn("r:dm")) or "", left, top, word)
    frame = Frame(left, top, 1 / EMU_PER_POINT, 1 / EMU_PER_POINT)
    for child in data:
        if child.tag in _GROUPS:
            _group(child, frame, word, 0)
        elif child.tag == _WSP:
            _shape(child, frame, (0.0, 0.0, attribute_number(size, "cx"), attribute_number(size, "cy")), word)


def _offset(position: Element | None, margin: float, text: float) -> float:
    """Points from the edge of the imagined page; `margin` and `text`: where its margin and its paragraph begin."""
    if position is None:
        return text
    moved = position.find(f"{{{_WP}}}posOffset")
    points = (to_int(moved.text) or 0) / EMU_PER_POINT if moved is not None else 0.0
    start = {"page": 0.0, "margin": margin, "topMargin": 0.0, "leftMargin": 0.0}
    return start.get(position.get("relativeFrom", ""), text) + points


def _smartart(name: str, left: float, top: float, word: WordDrawings) -> None:
    data = word.diagrams.get(name)
    if data is None:
        return
    canvas = word.canvas
    base = len(canvas.shapes)
    for box, lines in (figures := smartart_of(data, left, top)).boxes:
        canvas.add_figure(box, lines, None)
    canvas.connectors.extend(Connector.between((base + a, base + b), start=base + a) for a, b in figures.links)


def _group(group: Element, frame: Frame, word: WordDrawings, depth: int) -> None:
    """The members of a group or canvas. The outermost one is at its anchor, whatever it says of its place.

    A canvas, and a group that a whole chart is, tell nothing of what belongs together; small groups do.
    """
    if depth > MAX_DEPTH:
        return
    inner = group_frame(group.find(f"{{{_WPG}}}grpSpPr/{{{_A}}}xfrm"), frame, depth == 0)
    with word.canvas.grouped(depth > 0 or is_node(group, _GROUPS, TXBX_CONTENT)):
        for member in _members(group):
            if word.canvas.full:
                return
            if member.tag in _GROUPS:
                _group(member, inner, word, depth + 1)
            elif member.tag == _WSP:
                _shape(member, inner, None, word)


def _members(group: Element) -> Iterator[Element]:
    for child in group:
        if child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from branch
        else:
            yield child


def _shape(shape: Element, frame: Frame, alone: Rectangle | None, word: WordDrawings) -> None:
    """A wps:wsp; `alone`: place and size of a shape that is the whole drawing."""
    form = shape.find(f"{{{_WPS}}}spPr")
    box = frame.box(*(alone or rectangle_of(form)))
    link = shape.find(_CONNECTS)
    lines = word.text_in(shape)
    if link is not None or (is_line(form) and not lines):
        word.canvas.add_line(line_of(form, link, box))
        return
    names = shape.find(_NAMES)
    word.canvas.add_figure(
        box,
        lines,
        fill_of(form, shape.find(f"{{{_WPS}}}style")),
        names.get("id") if names is not None else None,
        kind_of(form),
    )
