"""The `id` of each row of a document, each once: files that people edited may repeat one, those of 1.0 have none."""

from __future__ import annotations

from extractor.file_names import numbered
from schemas.document import Document
from schemas.evidence import FieldRef


def row_addresses(document: Document) -> dict[tuple[int, int], str]:
    """Section and row (0-based) -> id: the row's own, else its place counted from 1; of equal ones the later are
    numbered, "b1.i2~2"."""
    found: dict[tuple[int, int], str] = {}
    taken: set[str] = set()
    for section, part in enumerate(document.bagian):
        for place, row in enumerate(part.indikator):
            wanted = row.id or FieldRef(section, place).row_id or ""
            found[section, place] = next(one for one in numbered(wanted) if one not in taken)
            taken.add(found[section, place])
    return found


def section_address(section: int) -> str:
    """ "b1" for the first section (0), with which the ids of its rows begin."""
    return f"b{section + 1}"
