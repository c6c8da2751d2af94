"""What a document calls itself on every page: running heads and feet -> their lines, and the kind of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.interpret.flow.flow_items import FlowItem
from extractor.interpret.lines.label_lines import flat, heading_kind
from extractor.interpret.lines.running_titles import is_running_title
from schemas.document import Jenis
from schemas.transcript import Line, Page

FEWEST_LETTERS = 8  # of a running head that says something; fewer are page numbers
COVER_LINES = 6  # of the first lines, among which the document's own title is


def running_lines(pages: Sequence[Page]) -> tuple[Line, ...]:
    """Running heads and feet of all pages, those of the body that look like ones included, page numbers left out."""
    found = [line for page in pages for line in page.furniture]
    found += [block for page in pages for block in page.blocks if isinstance(block, Line) and is_running_title(block)]
    return tuple(line for line in found if sum(ch.isalpha() for ch in line.text) >= FEWEST_LETTERS)


def document_kind(flow: Sequence[FlowItem], running: Sequence[Line]) -> Jenis | None:
    """The kind that most running heads name, else the first of the document's opening headings that names one."""
    named = Counter(kind for line in running if (kind := heading_kind(Line(flat(line.text), bold=True))) is not None)
    if named:
        return named.most_common(1)[0][0]
    lines = [item for item in flow if isinstance(item, Line) and item.text.strip()]
    opening = [kind for line in lines[:COVER_LINES] if (kind := heading_kind(line)) is not None]
    return opening[0] if opening else None
