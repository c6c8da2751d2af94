"""Two documents -> what changed between them."""

from __future__ import annotations

from pathlib import Path

from cermat.one_file import extract
from cermat.options import AnyPath
from extractor.diff import compare
from extractor.diff.compared_documents import is_extracted
from extractor.export.json import load
from schemas.diff import Change
from schemas.document import Document


def diff(old: Document | AnyPath, new: Document | AnyPath) -> tuple[Change, ...]:
    """What changed from `old` to `new`, in reading order; empty where nothing did.

    Each is a document, a file of any format, or JSON that `cermat extract` wrote. Raises CermatError where one can't be
    read.

    >>> from cermat import diff
    >>> changes = diff("samples/05-renstra-lima-tahun.docx", "samples/05-renstra-lima-tahun.pdf")
    >>> [(change.kind, change.field) for change in changes if change.kind != "kosmetik"]
    []
    """
    return compare.diff(_document(old), _document(new))


def _document(given: Document | AnyPath) -> Document:
    if isinstance(given, Document):
        return given
    path = Path(given)
    return load(path) if is_extracted(path) else extract(path)
