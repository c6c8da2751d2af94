"""The story of a PDF: open, read each page's ink, judge its text, lay it out."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.ink import InkPage
from parsers.layout import compose
from parsers.pdf.limits import MAX_PAGES
from parsers.pdf.page import PageContent, PageDamaged, read_page
from parsers.pdf.render import picture_of
from parsers.picture import Recogniser
from parsers.reading import Reading, ReadOptions
from schemas.errors import DamagedInput, EncryptedInput, LimitExceeded
from schemas.evidence import Finding
from schemas.findings import finding

PARSER = f"pdfium {pypdfium2.PDFIUM_INFO.build}"

MAX_UNREADABLE = 0.3  # of a page's characters without a meaning: its text layer is not worth reading
PICTURE_SHARE = 0.5  # of the page: a picture this large is the page itself, if little is written on it
STAMPED_WORDS = 20  # so few words on such a picture are a stamp, a page number or an app's mark


def read_pdf(path: Path, options: ReadOptions, recognise: Recogniser | None = None) -> Reading:
    """Reads the wanted pages of a PDF. `recognise` reads pages whose text can't be trusted from their picture.

    Raises EncryptedInput, DamagedInput or LimitExceeded where the file as a whole can't be read. A page that can't
    be read is left out and told in the findings; the others go on.
    """
    document = _open(path, options.password)
    try:
        job = _Job(document, options, recognise)
        count = len(document)
        wanted = [number for number in range(1, count + 1) if options.wants(number)]
        if len(wanted) > MAX_PAGES:
            raise LimitExceeded(f"{path.name} has {len(wanted)} pages to read; at most {MAX_PAGES} are read at once.")
        inks = [ink for number in wanted if (ink := job.read(number)) is not None]
    finally:
        document.close()
    return Reading(
        pages=compose(inks),
        parser=PARSER,
        page_count=count,
        ocr_engine=job.engine,
        findings=tuple(job.findings),
    )


def _open(path: Path, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            if password is None:
                raise EncryptedInput(f"{path.name} is protected by a password.") from error
            raise EncryptedInput(f"The password given for {path.name} is wrong.") from error
        raise DamagedInput(f"{path.name} is not a PDF that can be read.") from error


class _Job:
    """One file being read: what was noticed on the way, and which engine recognised pages."""

    def __init__(self, document: pypdfium2.PdfDocument, options: ReadOptions, recognise: Recogniser | None) -> None:
        self.document = document
        self.options = options
        self.recognise = recognise
        self.findings: list[Finding] = []
        self.engine: str | None = None

    def read(self, number: int) -> InkPage | None:
        """The ink of a page (1-based); None for a damaged one."""
        try:
            page = self.document[number - 1]
        except pypdfium2.PdfiumError:
            self._damaged(number, "tidak dapat dimuat")
            return None
        try:
            content = read_page(page, number)
            self.findings.extend(finding("batas_tercapai", page=number, batas=limit) for limit in content.limits)
            return self._trusted(page, content)
        except PageDamaged as error:
            self._damaged(number, str(error))
            return None
        finally:
            page.close()

    def _damaged(self, number: int, cause: str) -> None:
        self.findings.append(finding("halaman_rusak", page=number, halaman=number, sebab=cause))

    def _trusted(self, page: pypdfium2.PdfPage, content: PageContent) -> InkPage:
        """The page's own ink where its text can be trusted, else what the recogniser makes of its picture."""
        ink = content.ink
        if self.options.ocr == "never":
            if not ink.words and content.layer:
                ink = InkPage(ink.number, ink.width, ink.height, content.layer, ink.rulings)
        elif (self.options.ocr == "always" or needs_recognition(content)) and self.recognise is not None:
            recognised = self.recognise(picture_of(page, content), self.options)
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
