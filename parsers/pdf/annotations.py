"""A loaded PDF page with annotations -> the same page with what they show as part of its content: values of form
fields, free text, lines that strike text out, figures and stamps. Done in memory by PDFium's flattening."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.pdf import native

MAX_ANNOTATIONS = 5_000  # on one page; a page with more is read without them

# What adds to the print itself. Links, notes and markings of existing text show nothing that belongs to the page.
DRAWN_SUBTYPES = frozenset(
    {
        pdfium.FPDF_ANNOT_WIDGET,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_SQUARE,
        pdfium.FPDF_ANNOT_CIRCLE,
        pdfium.FPDF_ANNOT_LINE,
        pdfium.FPDF_ANNOT_POLYGON,
        pdfium.FPDF_ANNOT_POLYLINE,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_REDACT,
        pdfium.FPDF_ANNOT_WATERMARK,
    }
)


def open_page(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """Page `index` (0-based), to be closed by the caller, with its drawn annotations in its content.

    Raises pypdfium2.PdfiumError where the page can't be loaded.
    """
    page = document[index]
    count = native.annotation_count(native.address_of(page.raw))
    if not 0 < count <= MAX_ANNOTATIONS or not _hide_all_but_drawn(page, count):
        return page
    _complete_appearances(page)
    flattened = native.flatten_page(native.address_of(page.raw), native.FLATTEN_AS_SHOWN) == native.FLATTENED
    if not flattened:
        return page
    page.close()
    return document[index]


def _hide_all_but_drawn(page: pypdfium2.PdfPage, count: int) -> bool:
    """Hides the annotations that are not to be read; True where others are left."""
    any_drawn = False
    for i in range(count):
        with _annotation(page, i) as handle:
            flags = native.annotation_flags(handle) if handle else native.ANNOTATION_HIDDEN
            drawn = not flags & native.ANNOTATION_UNSEEN and native.annotation_subtype(handle) in DRAWN_SUBTYPES
            any_drawn |= drawn
            if handle and not drawn:
                native.set_annotation_flags(handle, flags | native.ANNOTATION_HIDDEN)
    return any_drawn


@contextmanager
def _annotation(page: pypdfium2.PdfPage, index: int) -> Iterator[int | None]:
    """A native handle of an annotation; None where it is broken."""
    handle: int | None = native.annotation(native.address_of(page.raw), index)
    try:
        yield handle
    finally:
        if handle:
            native.close_annotation(handle)


def _complete_appearances(page: pypdfium2.PdfPage) -> None:
    """Has PDFium make the appearance of form fields that leave it to the viewer (NeedAppearances): drawing does."""
    bitmap = pypdfium2.PdfBitmap.new_native(1, 1, pdfium.FPDFBitmap_Gray)
    pdfium.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, 1, 1, 0, pdfium.FPDF_ANNOT)
    bitmap.close()
