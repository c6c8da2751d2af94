"""Checks once more over a finished document, for instance after somebody corrected its JSON: Document -> Document."""

from __future__ import annotations

from extractor.checks import CODES, check
from extractor.from_contract import fields_from, recognised_pages
from extractor.to_contract import reported
from schemas.document import Document


def checked(document: Document) -> Document:
    """The document with the findings of the checks in place of those that earlier ones left; others are kept."""
    fields = fields_from(document)
    kept = [item for item in document.temuan if item.kode not in CODES]
    fresh = [reported(found, fields) for found in check(fields, recognised_pages(document))]
    return document.model_copy(update={"temuan": kept + fresh})
