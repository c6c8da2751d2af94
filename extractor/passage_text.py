"""Passages -> their text on one line, and where and how well it was read."""

from __future__ import annotations

import math

from normalizers.spelling.broken_words import cut_words
from normalizers.text import collapse, join_lines
from schemas.cell_range import spanning
from schemas.contract_base import Kotak
from schemas.fields import Provenance
from schemas.geometry import union
from schemas.printed import Passage

SUREST_WORD = 0.9975
"""A field is right where all its words are. No recognised word counts as surer than this, however sure the engine
says it is: two or three words of a thousand are misread on 200 dpi scans of ordinary decrees."""


def joined_text(lines: tuple[str, ...]) -> str:
    """Printed lines as one: broken words mended, white space collapsed."""
    return collapse(join_lines(lines, cut_words(lines)))


def passage_text(passage: Passage) -> str:
    """A passage on one line."""
    return joined_text(tuple(line.text for line in passage.lines))


def provenance_of(passage: Passage) -> Provenance:
    """Where a passage was printed: its page and box are those of its first page."""
    page = passage.page
    box = union(line.box for line in passage.lines if line.page == page)
    edges: Kotak | None = tuple(box.as_list()) if box is not None else None  # type: ignore[assignment]
    read_well = math.prod(
        min(w.confidence, SUREST_WORD) for line in passage.lines for w in line.words if w.confidence is not None
    )
    raw = "\n".join(line.text for line in passage.lines)
    cells = spanning(line.cells for line in passage.lines)
    where = cells.a1 if cells is not None else None
    return Provenance(page, edges, raw, round(read_well, 6), passage.certainty, passage.lines, where, passage.support)
