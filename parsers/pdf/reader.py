"""The story of a PDF: open, read each page's ink, judge its text, lay it out."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.ink import InkPage
from parsers.layout import compose
from parsers.pdf.limits import MAX_PAGES
from parsers.pdf.page import PageContent, PageDamaged, read_page
from parsers.reading import Reading, ReadOptions
from schemas.errors import DamagedInput, EncryptedInput, LimitExceeded
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.transcript import Page

PARSER = f"pdfium {pypdfium2.PDFIUM_INFO.build}"
MAX_UNREADABLE = 0.3  # of a page's characters without a meaning: its text layer is not worth reading


def read_pdf(path: Path, options: ReadOptions) -> Reading:
    """Reads the wanted pages of a PDF.

    Raises EncryptedInput, DamagedInput or LimitExceeded where the file as a whole can't be read. A page that can't
    be read is a Finding and an empty page; the others go on.
    """
    document = _open(path, options.password)
    findings: list[Finding] = []
    inks: list[InkPage] = []
    try:
        count = len(document)
        wanted = [number for number in range(1, count + 1) if options.wants(number)]
        if len(wanted) > MAX_PAGES:
            raise LimitExceeded(f"{path.name} has {len(wanted)} pages to read; at most {MAX_PAGES} are read at once.")
        for number in wanted:
            ink = _read(document, number, findings)
            if ink is not None:
                inks.append(ink)
    finally:
        document.close()
    pages: tuple[Page, ...] = compose(inks)
    return Reading(pages=pages, parser=PARSER, page_count=count, findings=tuple(findings))


def _open(path: Path, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            if password is None:
                raise EncryptedInput(f"{path.name} is protected by a password.") from error
            raise EncryptedInput(f"The password given for {path.name} is wrong.") from error
        raise DamagedInput(f"{path.name} is not a PDF that can be read.") from error


def _read(document: pypdfium2.PdfDocument, number: int, findings: list[Finding]) -> InkPage | None:
    """The ink of a page; a page without trustworthy text, or a damaged one, is told in `findings`."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        findings.append(finding("halaman_rusak", page=number, halaman=number, sebab="tidak dapat dimuat"))
        return None
    try:
        content = read_page(page, number)
    except PageDamaged as error:
        findings.append(finding("halaman_rusak", page=number, halaman=number, sebab=error))
        return None
    finally:
        page.close()
    findings.extend(finding("batas_tercapai", page=number, batas=limit) for limit in content.limits)
    if not _trusted(content):
        findings.append(finding("halaman_tanpa_teks", page=number, halaman=number))
    return content.ink


def _trusted(content: PageContent) -> bool:
    return bool(content.ink.words) and content.unreadable <= MAX_UNREADABLE
