"""Body of a DOCX in, its drawn boxes with text and the connectors between them out: DrawingML, VML and SmartArt.

Word places a drawing by an offset from its page, margin or paragraph, and only lays pages out when it shows them.
Places are therefore computed on an endless page from the spacing of paragraphs: wrong as places, but right relative to
each other for all drawings that are anchored to one paragraph or one page, and nearly so for those of a chart that hang
on the empty paragraphs behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn

from parsers.docx.docx_styles import Styles
from parsers.docx.drawingml import read_drawing
from parsers.docx.paragraph_heights import ParagraphHeights
from parsers.docx.vml import named_ends, read_vml
from parsers.docx.word_drawings import MARGIN_POINTS, Anchor, WordDrawings
from parsers.docx.xml import ALTERNATE, Element, child_value, chosen, to_points
from parsers.drawings.drawing_canvas import Canvas, Frame
from schemas.transcript import Connector, Line, Shape

PAGE_POINTS = 3_000.0  # tops of the imagined page's pages are so far below each other

_DRAWINGS = (qn("w:drawing"), qn("w:pict"))


def drawings_of(
    body: Element,
    texts: Mapping[Element, Sequence[Line]],
    diagrams: Mapping[str, Element],
    settings: Element | None,
    styles: Styles,
) -> tuple[tuple[Shape, ...], tuple[Connector, ...]]:
    """The boxes with text in a document's body, and what joins them.

    `texts`: the lines of each text box (w:txbxContent) that was read; `diagrams`: data of SmartArt by relation id;
    `settings`: the document's, which name the shapes at the ends of VML connectors; `styles`: for the heights of
    paragraphs. Boxes are in points of the imagined page; connectors hold indices of boxes. At most MAX_FIGURES are
    read.
    """
    if next(body.iter(*_DRAWINGS), None) is None:
        return (), ()  # most documents; their paragraphs need no heights
    canvas = Canvas()
    word = WordDrawings(texts, diagrams, named_ends(settings), canvas)
    old_pictures = False  # of VML, whose ids count in the whole document
    for drawing, place in _drawings(body, ParagraphHeights(styles)):
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
            read_vml(drawing, Frame(place.anchor.left, place.anchor.line, 1.0, 1.0), word)
            old_pictures = True
    canvas.end_drawing()
    return canvas.finish()


@dataclass(slots=True)
class _Place:
    """How far the walk through the body has come."""

    margins: list[tuple[float, float]]  # points: left and top, of each section
    sheet: int = 0  # pages before this one
    section: int = 0
    above: float = 0.0  # points: of this page's text above the present paragraph
    height: float = 0.0  # points: of the present paragraph

    @property
    def anchor(self) -> Anchor:
        left, top = self.margins[min(self.section, len(self.margins) - 1)]
        page = self.sheet * PAGE_POINTS
        return Anchor(page, page + top + self.above, left, top)

    def enter(self, height: float) -> None:
        """Comes to the next paragraph."""
        self.above += self.height
        self.height = height

    def turn_page(self) -> None:
        """What follows is on the next page."""
        self.sheet, self.above, self.height = self.sheet + 1, 0.0, 0.0


def _margins(body: Element) -> list[tuple[float, float]]:
    """Left and top margin of each section, in order."""
    found = []
    for section in body.iter(qn("w:sectPr")):
        margins = section.find(qn("w:pgMar"))
        left, top = (
            to_points(margins.get(qn(f"w:{side}"))) if margins is not None else None for side in ("left", "top")
        )
        found.append((MARGIN_POINTS if left is None else left, MARGIN_POINTS if top is None else abs(top)))
    return found or [(MARGIN_POINTS, MARGIN_POINTS)]


def _drawings(body: Element, heights: ParagraphHeights) -> Iterator[tuple[Element, _Place]]:
    """Every drawing outside of other drawings, and where its paragraph is."""
    place = _Place(_margins(body))
    pending: list[Element | None] = list(reversed(body))  # None: a section ends
    ended: list[Element] = []
    while pending:
        element = pending.pop()
        if element is None:
            place.section += 1
            if child_value(ended.pop(), "w:type") != "continuous":
                place.turn_page()
            continue
        if not isinstance(element.tag, str):
            continue
        if element.tag in _DRAWINGS:
            yield element, place
            continue
        if element.tag == qn("w:p"):
            place.enter(heights.height(element))
            section = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if section is not None:
                ended.append(section)
                pending.append(None)
        elif _is_page_break(element):
            place.turn_page()
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
