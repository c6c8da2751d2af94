"""What the readers of a Word document's drawings share: the texts of its boxes, its diagrams, and the Canvas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.docx.xml import TXBX_CONTENT, Element
from parsers.drawings.drawing_canvas import Canvas
from schemas.transcript import Line

MARGIN_POINTS = 72.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the paragraph of a drawing is on the imagined page."""

    page: float  # points: top of its page
    line: float  # points: top of the paragraph
    left: float = MARGIN_POINTS  # margins of its page
    top: float = MARGIN_POINTS


@dataclass(frozen=True, slots=True)
class WordDrawings:
    """The drawings of one document while they are read."""

    texts: Mapping[Element, Sequence[Line]]  # lines of each text box (w:txbxContent)
    diagrams: Mapping[str, Element]  # data of SmartArt by relation id
    named_ends: Mapping[str, tuple[str | None, str | None]]  # of VML connectors by id: ids of the shapes at their ends
    canvas: Canvas

    def text_in(self, shape: Element) -> Sequence[Line]:
        """The lines of the first text box in a shape; none where it has none."""
        content = next(shape.iter(TXBX_CONTENT), None)
        return self.texts.get(content, ()) if content is not None else ()
