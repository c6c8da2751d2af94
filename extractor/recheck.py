"""Checks once more over a finished document, for instance after somebody corrected its JSON: Document -> Document."""

from __future__ import annotations

from extractor.checks import CODES, check
from extractor.from_contract import fields_from, recognised_pages
from extractor.to_contract import reported
from schemas.document import Document, Temuan
from schemas.evidence import FieldRef


def checked(document: Document) -> Document:
    """The document with the findings of the checks in place of those that earlier ones left; others are kept."""
    fields = fields_from(document)
    kept = [item for item in document.temuan if item.kode not in CODES]
    settled = {_sense(item): item.tinjauan for item in document.temuan}
    fresh = [
        reported(found, fields).model_copy(update={"id": _row_id(document, found.ref)})
        for found in check(fields, recognised_pages(document))
    ]
    marked = [item.model_copy(update={"tinjauan": settled.get(_sense(item))}) for item in fresh]
    return document.model_copy(update={"temuan": kept + marked})


def _sense(item: Temuan) -> tuple[str | None, ...]:
    """By what a finding is known again: what a person settled stays settled as long as it says the same."""
    return item.kode, item.id, item.pesan


def _row_id(document: Document, ref: FieldRef | None) -> str | None:
    """The id that the file itself gives a row: one that somebody moved keeps its own, those of 1.0 have none."""
    if ref is None or ref.section is None or ref.row is None:
        return None
    return document.bagian[ref.section].indikator[ref.row].id
