"""Document -> compressed bytes for the journal and back, its figures for reports, and its outcome."""

from __future__ import annotations

import zlib

from extractor.batch.outcome import CONFIDENCE_BINS, Digest, Outcome
from extractor.left_out_tables import pages_of, tables_left_out
from extractor.unread_findings import unread_codes
from extractor.workload import cells_of, counted
from schemas.document import Document

COMPRESSION_LEVEL = 3
"""Of zlib: half as long as its default, for a tenth more bytes."""
NO_KIND = "TIDAK_ADA"


def packed(document: Document) -> bytes:
    """The document as compressed JSON (zlib)."""
    return zlib.compress(document.model_dump_json().encode(), COMPRESSION_LEVEL)


def unpacked(data: bytes) -> Document:
    """The document that `packed` packed."""
    return Document.model_validate_json(zlib.decompress(data))


def renamed(document: Document, name: str, path: str | None) -> Document:
    """The same document for another file of the same content. `path`: below the folder that was named."""
    if (document.berkas.nama, document.berkas.jalur) == (name, path):
        return document
    return document.model_copy(update={"berkas": document.berkas.model_copy(update={"nama": name, "jalur": path})})


def digest_of(document: Document) -> Digest:
    """The document in figures: counts, confidences, unread pages, doubt of its printed cells."""
    indicators = [indicator for section in document.bagian for indicator in section.indikator]
    confidences = [min(proof.keyakinan for proof in one.bukti.values()) for one in indicators if one.bukti]
    cells = cells_of(document)
    histogram = [0] * CONFIDENCE_BINS
    for confidence in confidences:
        histogram[min(int(confidence * CONFIDENCE_BINS), CONFIDENCE_BINS - 1)] += 1
    unread = {found.halaman for found in document.temuan if found.kode in unread_codes() and found.halaman is not None}
    return Digest(
        kind=document.jenis,
        pages=document.berkas.halaman,
        sections=len(document.bagian),
        indicators=len(indicators),
        nodes=len(document.kaskade),
        findings=len(document.temuan),
        unread_pages=tuple(sorted(unread)),
        lowest=min((cell.confidence for cell in cells), default=None),
        histogram=tuple(histogram),
        left_out=tuple(map(pages_of, tables_left_out(document))),
        cells=tuple(sorted(counted(cells).items())),
        reviewed=sum(cell.reviewed for cell in cells),
        unsettled=sum(found.tingkat != "info" and found.tinjauan is None for found in document.temuan),
    )


def outcome_of(document: Document) -> Outcome:
    """What became of a file that could be read: everything, a part of it, or neither indicators nor a regulation."""
    if any(found.kode in unread_codes() for found in document.temuan):
        return Outcome.PARTIAL
    whole = document.jenis != NO_KIND or (document.naskah is not None and document.naskah.isi)
    return Outcome.OK if whole else Outcome.NO_INDICATORS
