"""The story of a PDF: open, read each page's ink, judge its text, lay it out."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pypdfium2

from parsers.ink import InkPage
from parsers.layout import compose
from parsers.pdf.fallback import Fallback
from parsers.pdf.limits import MAX_PAGES
from parsers.pdf.opening import open_pdf
from parsers.pdf.page import PageContent, PageDamaged, read_page
from parsers.pdf.render import picture_of
from parsers.picture import Recognised, Recogniser
from parsers.reading import Reading, ReadOptions
from schemas.errors import DamagedInput, LimitExceeded
from schemas.evidence import Finding
from schemas.findings import finding

PARSER = f"pdfium {pypdfium2.PDFIUM_INFO.build}"
FALLBACK_PARSER = f"pdfplumber {pdfplumber.__version__}"

MAX_UNREADABLE = 0.3  # of a page's characters without a meaning: its text layer is not worth reading
PICTURE_SHARE = 0.5  # of the page: a picture this large is the page itself, if little is written on it
STAMPED_WORDS = 20  # so few words on such a picture are a stamp, a page number or an app's mark


def read_pdf(path: Path, options: ReadOptions, recognise: Recogniser | None = None) -> Reading:
    """Reads the wanted pages of a PDF. `recognise` reads pages whose text can't be trusted from their picture.

    Raises EncryptedInput, DamagedInput or LimitExceeded where the file as a whole can't be read. A page that can't
    be read is left out and told in the findings; the others go on.
    """
    with Fallback(path, options.password) as fallback:
        try:
            document = open_pdf(path, options.password)
        except DamagedInput:
            return _read_plainly(path, options, fallback)
        try:
            job = _Job(document, options, recognise, fallback)
            wanted = _wanted(path, options, len(document))
            inks = [ink for number in wanted if (ink := job.read(number)) is not None]
            count = len(document)
        finally:
            document.close()
    return Reading(
        pages=compose(inks),
        parser=PARSER,
        page_count=count,
        ocr_engine=job.engine,
        findings=tuple(job.findings),
    )


def _read_plainly(path: Path, options: ReadOptions, fallback: Fallback) -> Reading:
    """A file that PDFium refuses, read by the fallback. Raises DamagedInput where that can't either."""
    count = fallback.page_count()
    if not count:
        raise DamagedInput("pdf_unreadable", path.name)
    findings = []
    inks = []
    for number in _wanted(path, options, count):
        ink = fallback.ink(number)
        if ink is None:
            findings.append(finding("halaman_rusak", page=number, halaman=number, sebab="tidak dapat dimuat"))
        else:
            inks.append(ink)
            if not ink.words:
                findings.append(finding("halaman_tanpa_teks", page=number, halaman=number))
    return Reading(compose(inks), FALLBACK_PARSER, count, findings=tuple(findings))


def _wanted(path: Path, options: ReadOptions, count: int) -> list[int]:
    """Page numbers to read, 1-based. Raises LimitExceeded where they are too many."""
    wanted = sum(1 for number in range(1, count + 1) if options.wants(number))
    if wanted > MAX_PAGES:
        raise LimitExceeded("too_many_pages", path.name, wanted=wanted, limit=MAX_PAGES)
    return [number for number in range(1, count + 1) if options.wants(number)]


class _Job:
    """One file being read: what was noticed on the way, and which engine recognised pages."""

    def __init__(
        self,
        document: pypdfium2.PdfDocument,
        options: ReadOptions,
        recognise: Recogniser | None,
        fallback: Fallback,
    ) -> None:
        self.document = document
        self.options = options
        self.recognise = recognise
        self.fallback = fallback
        self.findings: list[Finding] = []
        self.engine: str | None = None

    def read(self, number: int) -> InkPage | None:
        """The ink of a page (1-based); None for a damaged one."""
        try:
            page = self.document[number - 1]
        except pypdfium2.PdfiumError:
            return self._second_try(number, "tidak dapat dimuat")
        try:
            content = read_page(page, number)
            self.findings.extend(finding("batas_tercapai", page=number, batas=limit) for limit in content.limits)
            return self._trusted(page, content)
        except PageDamaged as error:
            return self._second_try(number, str(error))
        finally:
            page.close()

    def _second_try(self, number: int, cause: str) -> InkPage | None:
        ink = self.fallback.ink(number)
        if ink is None or not ink.words:
            self.findings.append(finding("halaman_rusak", page=number, halaman=number, sebab=cause))
            return None
        return ink

    def _trusted(self, page: pypdfium2.PdfPage, content: PageContent) -> InkPage:
        """The page's own ink where its text can be trusted, else what the recogniser makes of its picture."""
        ink = content.ink
        if self.options.ocr == "never":
            if not ink.words and content.layer:
                ink = InkPage(ink.number, ink.width, ink.height, content.layer, ink.rulings)
        elif (self.options.ocr == "always" or needs_recognition(content)) and self.recognise is not None:
            recognised: Recognised | None = self.recognise(picture_of(page, content), self.options)
            if recognised is not None:
                self.engine = recognised.engine
                self.findings.extend(recognised.findings)
                return recognised.ink
        if not ink.words and content.painted:
            self.findings.append(finding("halaman_tanpa_teks", page=ink.number, halaman=ink.number))
        return ink


def needs_recognition(content: PageContent) -> bool:
    """True where what is printed on the page has to be read from its picture."""
    words = content.ink.words
    if not words:
        return content.painted > 0
    if content.unreadable > MAX_UNREADABLE:
        return True
    return content.image_share >= PICTURE_SHARE and (len(words) < STAMPED_WORDS or len(content.layer) > len(words))
