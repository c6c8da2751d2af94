"""A PDF file -> Reading: opens it, reads each page, hands pages whose text can't be trusted to OCR, and lays all out.

A file that PDFium refuses, and a page that it can't load, are read by pdfplumber instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber
import pypdfium2

from parsers.layout import analyse_pages
from parsers.ocr_interface import Recogniser
from parsers.pdf.annotations import open_page
from parsers.pdf.limits import MAX_PAGES
from parsers.pdf.opening import open_pdf
from parsers.pdf.optional_content import has_optional_forms
from parsers.pdf.page_content import PageContent, PageDamaged, read_page_content
from parsers.pdf.page_rendering import page_image
from parsers.pdf.pdfplumber_fallback import PdfplumberFallback
from parsers.pdf.plausible_text import reads_like_language
from parsers.raw_page import RawPage
from parsers.reading import Reading, ReadOptions
from schemas.errors import DamagedInput, LimitExceeded
from schemas.evidence import Finding
from schemas.findings import finding, struck_out_findings, watermark_finding
from schemas.transcript import Word

PARSER = f"pdfium {pypdfium2.PDFIUM_INFO.build}"
FALLBACK_PARSER = f"pdfplumber {pdfplumber.__version__}"

MAX_UNREADABLE = 0.3  # of a page's characters without a meaning: its text layer is not worth reading
IMAGE_SHARE = 0.5  # of the page: an image this large is the page itself, if little is written on it
STAMPED_WORDS = 20  # so few words on such an image are a stamp, a page number or a scanning app's mark


def read_pdf(
    path: Path,
    options: ReadOptions,
    recognise: Recogniser | None = None,
    page_done: Callable[[int], None] = lambda number: None,
) -> Reading:
    """Reads the wanted pages of a PDF. `recognise` reads pages whose text can't be trusted from their image;
    `page_done` hears the number of each page that is finished.

    Raises EncryptedInput, DamagedInput or LimitExceeded where the file as a whole can't be read. A page that can't be
    read is left out, with a finding; the others are read.
    """
    with PdfplumberFallback(path, options.password) as fallback:
        try:
            document = open_pdf(path, options.password)
        except DamagedInput:
            return _read_with_fallback(path, options, fallback)
        try:
            reader = _PageReader(document, options, recognise, fallback)
            reader.layered_forms = has_optional_forms(path)
            pages = []
            for number in _wanted_pages(path, options, len(document)):
                if (page := reader.read(number)) is not None:
                    pages.append(page)
                page_done(number)
            count = len(document)
        finally:
            document.close()
    return Reading(
        pages=analyse_pages(pages),
        parser=PARSER,
        page_count=count,
        ocr_engine=reader.engine,
        findings=tuple(reader.findings),
    )


def _read_with_fallback(path: Path, options: ReadOptions, fallback: PdfplumberFallback) -> Reading:
    """A file that PDFium refuses, read by the fallback. Raises DamagedInput where that can't either."""
    count = fallback.page_count()
    if not count:
        raise DamagedInput("pdf_unreadable", path.name)
    findings = []
    pages = []
    for number in _wanted_pages(path, options, count):
        page = fallback.raw_page(number)
        if page is None:
            findings.append(finding("halaman_rusak", page=number, halaman=number, sebab="tidak_dapat_dimuat"))
        else:
            pages.append(page)
            if not page.words:
                findings.append(finding("halaman_tanpa_teks", page=number, halaman=number))
    return Reading(analyse_pages(pages), FALLBACK_PARSER, count, findings=tuple(findings))


def _wanted_pages(path: Path, options: ReadOptions, count: int) -> list[int]:
    """Numbers (1-based) of the pages to read, of `count`. Raises LimitExceeded where they are too many."""
    wanted = sum(1 for number in range(1, count + 1) if options.wants(number))
    if wanted > MAX_PAGES:
        raise LimitExceeded("too_many_pages", path.name, wanted=wanted, limit=MAX_PAGES)
    return [number for number in range(1, count + 1) if options.wants(number)]


class _PageReader:
    """Reads the pages of one file; collects findings, and which OCR engine was used."""

    def __init__(
        self,
        document: pypdfium2.PdfDocument,
        options: ReadOptions,
        recognise: Recogniser | None,
        fallback: PdfplumberFallback,
    ) -> None:
        self.document = document
        self.options = options
        self.recognise = recognise
        self.fallback = fallback
        self.findings: list[Finding] = []
        self.engine: str | None = None
        self.layered_forms = False  # forms of the file can be in layers that are off

    def read(self, number: int) -> RawPage | None:
        """A page (1-based); None for a damaged one."""
        try:
            page = open_page(self.document, number - 1)
        except pypdfium2.PdfiumError:
            return self._read_with_fallback(number, "tidak_dapat_dimuat")
        try:
            content = read_page_content(page, number, layered_forms=self.layered_forms)
            for most, limit in content.limits:
                self.findings.append(finding("batas_tercapai", page=number, jumlah=most, batas=limit))
            raw = self._trusted(page, content)
            if raw is content.page:
                self.findings.extend(_left_out(content))
            return raw
        except PageDamaged as error:
            return self._read_with_fallback(number, str(error))
        finally:
            page.close()

    def _read_with_fallback(self, number: int, cause: str) -> RawPage | None:
        page = self.fallback.raw_page(number)
        if page is None or not page.words:
            self.findings.append(finding("halaman_rusak", page=number, halaman=number, sebab=cause))
            return None
        return page

    def _trusted(self, page: pypdfium2.PdfPage, content: PageContent) -> RawPage:
        """The page's own text where it can be trusted, else what the recogniser makes of its image."""
        raw = content.page
        if self.options.ocr == "never":
            if not raw.words and content.hidden_words:
                raw = RawPage(raw.number, raw.width, raw.height, content.hidden_words, raw.rulings)
        elif self.recognise is not None and (self.options.ocr == "always" or _needs_recognition(content)):
            recognised = self.recognise(page_image(page, content, len(self.document)), self.options)
            if recognised is not None:
                self.engine = recognised.engine
                self.findings.extend(recognised.findings)
                return recognised.page
        if not reads_like_language(raw.words):
            self.findings.append(finding("teks_tanpa_arti", page=raw.number, halaman=raw.number))
        if not raw.words and content.painted:
            self.findings.append(finding("halaman_tanpa_teks", page=raw.number, halaman=raw.number))
        return raw


def _left_out(content: PageContent) -> Iterator[Finding]:
    """What of a page's own text belongs to no value."""
    number = content.page.number
    yield from struck_out_findings(content.struck_places, _text_of(content.struck_words), number)
    if content.watermark_words:
        yield watermark_finding(number, _text_of(content.watermark_words))


def _text_of(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def _needs_recognition(content: PageContent) -> bool:
    """True where what is printed on the page has to be read from its image."""
    words = content.page.words
    if not words:
        return content.painted > 0
    if content.unreadable > MAX_UNREADABLE or not reads_like_language(words):
        return True
    return content.image_share >= IMAGE_SHARE and (len(words) < STAMPED_WORDS or len(content.hidden_words) > len(words))
