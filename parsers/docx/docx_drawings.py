"""Body of a DOCX in, its drawn boxes with text and the connectors between them out: DrawingML, VML and SmartArt.

Word places a drawing by an offset from its page, margin or paragraph, and only lays pages out when it shows them.
Places are therefore computed on an endless page where every paragraph is one line high: wrong as places, but right
relative to each other for all drawings that are anchored to one paragraph or one page, as those of a chart are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn

from parsers.docx.drawingml import read_drawing
from parsers.docx.vml import named_ends, read_vml
from parsers.docx.word_drawings import MARGIN_POINTS, Anchor, WordDrawings
from parsers.docx.xml import ALTERNATE, Element, child_value, chosen
from parsers.drawings.drawing_canvas import Canvas, Frame
from schemas.transcript import Connector, Line, Shape

PARAGRAPH_POINTS = 14.0  # height of a line of text
PAGE_POINTS = 3_000.0  # tops of the imagined page's pages are so far below each other


def drawings_of(
    body: Element,
    texts: Mapping[Element, Sequence[Line]],
    diagrams: Mapping[str, Element],
    settings: Element | None = None,
) -> tuple[tuple[Shape, ...], tuple[Connector, ...]]:
    """The boxes with text in a document's body, and what joins them.

    `texts`: the lines of each text box (w:txbxContent) that was read; `diagrams`: data of SmartArt by relation id;
    `settings`: the document's, which name the shapes at the ends of VML connectors. Boxes are in points of the
    imagined page; connectors hold indices of boxes. At most MAX_FIGURES are read.
    """
    canvas = Canvas()
    word = WordDrawings(texts, diagrams, named_ends(settings), canvas)
    old_pictures = False  # of VML, whose ids count in the whole document
    for drawing, place in _drawings(body):
        if canvas.full:
            break
        canvas.sheet = place.sheet
        if drawing.tag == qn("w:drawing"):
            if old_pictures:
                canvas.end_drawing()
            old_pictures = False
            read_drawing(drawing, place.anchor, word)
            canvas.end_drawing()
        else:
            read_vml(drawing, Frame(MARGIN_POINTS, place.anchor.line, 1.0, 1.0), word)
            old_pictures = True
    canvas.end_drawing()
    return canvas.finish()


@dataclass(slots=True)
class _Place:
    """How far the walk through the body has come."""

    sheet: int = 0  # pages before this one
    paragraph: int = 0  # of this page

    @property
    def anchor(self) -> Anchor:
        top = self.sheet * PAGE_POINTS
        return Anchor(top, top + MARGIN_POINTS + self.paragraph * PARAGRAPH_POINTS)

    def turn_page(self) -> None:
        self.sheet, self.paragraph = self.sheet + 1, 0


def _drawings(body: Element) -> Iterator[tuple[Element, _Place]]:
    """Every drawing outside of other drawings, and where its paragraph is."""
    place = _Place()
    pending: list[Element | None] = list(reversed(body))  # None: a section ends
    while pending:
        element = pending.pop()
        if element is None:
            place.turn_page()
            continue
        if not isinstance(element.tag, str):
            continue
        if element.tag in (qn("w:drawing"), qn("w:pict")):
            yield element, place
            continue
        if element.tag == qn("w:p"):
            place.paragraph += 1
            if _ends_section(element):
                pending.append(None)
        elif _is_page_break(element):
            place.turn_page()
        if element.tag == ALTERNATE:
            branch = chosen(element)
            if branch is not None:
                pending.append(branch)
            continue
        pending.extend(reversed(element))


def _ends_section(paragraph: Element) -> bool:
    """True where the next paragraph is on a new page because a section ends with this one."""
    section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    return section is not None and child_value(section, "w:type") != "continuous"


def _is_page_break(element: Element) -> bool:
    if element.tag == qn("w:lastRenderedPageBreak"):
        return True
    return bool(element.tag == qn("w:br") and element.get(qn("w:type")) == "page")
