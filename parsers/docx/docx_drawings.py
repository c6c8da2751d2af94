"""Body of a DOCX in, its drawn boxes with text and the connectors between them out: DrawingML, VML and SmartArt.

Drawings are put on an imagined page (parsers.docx.drawing_canvas); connectors that name their shapes join these, other
lines and arrows join the boxes that they end at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from docx.oxml.ns import qn

from parsers.docx.drawing_canvas import MARGIN_POINTS, PAGE_POINTS, PARAGRAPH_POINTS, Anchor, Canvas, Frame
from parsers.docx.drawingml import read_drawing
from parsers.docx.vml import read_vml
from parsers.docx.xml import ALTERNATE, Element, chosen
from parsers.layout.connectors import joined_boxes
from schemas.transcript import Connector, Line, Shape

TOUCH_POINTS = 9.0  # lines that people draw by hand end this near to their box


def drawings_of(
    body: Element, texts: Mapping[Element, Sequence[Line]], diagrams: Mapping[str, Element]
) -> tuple[tuple[Shape, ...], tuple[Connector, ...]]:
    """The boxes with text in a document's body, and what joins them.

    `texts`: the lines of each text box (w:txbxContent) that was read; `diagrams`: data of SmartArt by relation id.
    Boxes are in points of the imagined page; connectors hold indices of boxes. At most MAX_FIGURES are read.
    """
    canvas = Canvas(texts, diagrams)
    for drawing, anchor in _drawings(body):
        if canvas.full:
            break
        if drawing.tag == qn("w:drawing"):
            read_drawing(drawing, anchor, canvas)
        else:
            read_vml(drawing, Frame(MARGIN_POINTS, anchor.line, 1.0, 1.0), canvas)
        canvas.end_drawing()
    segments = np.array(canvas.segments, dtype=np.float64).reshape(-1, 4)
    nets = joined_boxes(segments, canvas.arrows, [shape.box for shape in canvas.shapes], TOUCH_POINTS)
    connectors = [*canvas.connectors, *(Connector(ends) for ends in nets)]
    return tuple(canvas.shapes), tuple(dict.fromkeys(connectors))


def _drawings(body: Element) -> Iterator[tuple[Element, Anchor]]:
    """Every drawing outside of other drawings, and where its paragraph is."""
    page, paragraph = 0, 0
    pending: list[Element] = list(reversed(body))
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str):
            continue
        if element.tag in (qn("w:drawing"), qn("w:pict")):
            top = page * PAGE_POINTS
            yield element, Anchor(top, top + MARGIN_POINTS + paragraph * PARAGRAPH_POINTS)
            continue
        if element.tag == qn("w:p"):
            paragraph += 1
        elif _is_page_break(element):
            page, paragraph = page + 1, 0
        if element.tag == ALTERNATE:
            branch = chosen(element)
            if branch is not None:
                pending.append(branch)
            continue
        pending.extend(reversed(element))


def _is_page_break(element: Element) -> bool:
    if element.tag == qn("w:lastRenderedPageBreak"):
        return True
    return bool(element.tag == qn("w:br") and element.get(qn("w:type")) == "page")
