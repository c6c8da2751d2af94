"""What was left out of a document: tables that may hold indicators, and pages that nobody asked for."""

from __future__ import annotations

from schemas.document import Document, Temuan

MAY_HOLD = "tabel_mungkin_indikator"
NOT_ASKED = "halaman_tidak_diminta"


def tables_left_out(document: Document) -> list[Temuan]:
    """The findings about such tables, in the document's order."""
    return [found for found in document.temuan if found.kode == MAY_HOLD]


def pages_not_asked(document: Document) -> list[int]:
    """Pages of the file (1-based) that were left out on demand."""
    return [page for found in document.temuan if found.kode == NOT_ASKED for page in numbers_of(found)]


def numbers_of(found: Temuan) -> list[int]:
    """The pages of a finding about tables or pages, 1-based: "4-7, 9" gives 4, 5, 6, 7 and 9; empty in files without
    pages."""
    ends = [[int(end) for end in part.split("-")] for part in pages_of(found).split(", ") if part]
    return [page for first, *last in ends for page in range(first, (last or [first])[0] + 1)]


def pages_of(found: Temuan) -> str:
    """The pages of such a finding as a person reads them: "4", "4-7, 9"; "" in files without pages."""
    listed = (found.nilai or {}).get("letak")
    if isinstance(listed, str) and listed[:1].isdigit():
        return listed
    return "" if found.halaman is None else str(found.halaman)
