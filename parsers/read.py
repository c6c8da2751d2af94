"""Path of a file of any format -> Transcript: sniffs the kind and calls its reader. The one entry of this package."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.one_at_a_time import ONE_AT_A_TIME
from parsers.page_work import UNWATCHED, PageWork
from parsers.reading import Reading, ReadOptions
from parsers.sniff import Kind, check_readable, sniff
from schemas.errors import NothingToRead, system_code
from schemas.evidence import Finding
from schemas.findings import finding, page_ranges
from schemas.transcript import Transcript

if TYPE_CHECKING:
    from parsers.ocr_interface import PageImage, RecognisedPage, Recogniser

HASH_BLOCK_BYTES = 1024 * 1024


def read(path: Path, options: ReadOptions, work: PageWork = UNWATCHED) -> Transcript:
    """The content of the file at `path`, whatever its format. `work` hears of its pages.

    Raises one of schemas.errors where the file as a whole can't be read; what concerns a page or a
    table only is in `Transcript.findings`.
    """
    sniffed = sniff(path)
    size = check_readable(path).st_size
    digest = sha256_of(path)
    reading = _read(path, sniffed.kind, options, work)
    asked = _check_pages(path, options, reading.page_count)
    return Transcript(
        name=path.name,
        sha256=digest,
        media_type=sniffed.media_type,
        size=size,
        pages=reading.pages,
        parser=reading.parser,
        page_count=reading.page_count,
        ocr_engine=reading.ocr_engine,
        findings=(*asked, *reading.findings),
    )


def _read(path: Path, kind: Kind, options: ReadOptions, work: PageWork) -> Reading:
    """What the reader of this kind makes of the file; one with a password is opened first, and may be of any kind."""
    if kind is Kind.LOCKED or (kind in _MAY_BE_LOCKED and _is_locked(path)):
        from parsers.office.decryption import decrypted

        with decrypted(path, options.password) as plain:
            return _reader(sniff(plain).kind, work)(plain, options)
    return _reader(kind, work)(path, options)


_MAY_BE_LOCKED = frozenset({Kind.DOC, Kind.XLS})
"""Kinds that look the same with a password as without."""


def _is_locked(path: Path) -> bool:
    from parsers.office.decryption import is_encrypted

    return is_encrypted(path)


def sha256_of(path: Path) -> str:
    """Hex digest of the file's bytes, read in blocks. Raises NothingToRead where reading fails."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(HASH_BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise NothingToRead("not_read", path.name, system=system_code(error)) from error
    return digest.hexdigest()


def _check_pages(path: Path, options: ReadOptions, count: int | None) -> tuple[Finding, ...]:
    """The finding that pages were left out, where not all were asked for.

    Raises NothingToRead where the file has pages, and none of those that were asked for.
    """
    left_out = [number for number in range(1, (count or 0) + 1) if not options.wants(number)]
    if count and len(left_out) == count:
        raise NothingToRead("no_such_page", path.name, remedy="other_pages", last=count)
    return (finding("halaman_tidak_diminta", letak=page_ranges(left_out)),) if left_out else ()


Reader = Callable[[Path, ReadOptions], Reading]


def _reader(kind: Kind, work: PageWork) -> Reader:
    """Readers are imported when they are needed, so that a DOCX does not wait for OCR libraries."""
    if kind in _CONVERTED:
        from parsers.office.converted import read_by_conversion

        suffix, spreadsheet = _CONVERTED[kind]
        return read_by_conversion(suffix, spreadsheet=spreadsheet)
    return _PAGED[kind](work) if kind in _PAGED else _READERS[kind]()


_CONVERTED = {
    Kind.DOC: (".doc", False),
    Kind.RTF: (".rtf", False),
    Kind.WORD_XML: (".xml", False),
    Kind.SHEET_XML: (".xml", True),
}
"""Kinds that LibreOffice reads: the suffix by which it knows them, and whether they are spreadsheets."""


def _one_at_a_time(reader: Reader) -> Reader:
    """The reader, for one thread at a time."""

    def read_alone(path: Path, options: ReadOptions) -> Reading:
        with ONE_AT_A_TIME:
            return reader(path, options)

    return read_alone


def _pdf_reader(work: PageWork) -> Reader:
    from parsers.pdf import read_pdf

    recognise = _unless_kept(work)
    return _one_at_a_time(lambda path, options: read_pdf(path, options, recognise, work.done))


def _docx_reader(work: PageWork) -> Reader:
    from parsers.docx import read_docx

    return lambda path, options: read_docx(path, options, work=work)


def _image_reader(work: PageWork) -> Reader:
    from parsers.scan import read_image

    return _one_at_a_time(lambda path, options: read_image(path, options, work))


def _text_reader() -> Reader:
    from parsers.text import read_text

    return read_text


def _html_reader() -> Reader:
    from parsers.html.html_reader import read_html

    return read_html


def _odt_reader() -> Reader:
    from parsers.odf import read_odt

    return read_odt


def _xlsx_reader() -> Reader:
    from parsers.spreadsheet import read_spreadsheet

    return read_spreadsheet


def _ods_reader() -> Reader:
    from parsers.spreadsheet import read_ods

    return read_ods


def _old_sheet_reader(suffix: str) -> Reader:
    from parsers.office.converted import read_old_spreadsheet

    return read_old_spreadsheet(suffix)


_PAGED: dict[Kind, Callable[[PageWork], Reader]] = {
    Kind.PDF: _pdf_reader,
    Kind.DOCX: _docx_reader,
    Kind.IMAGE: _image_reader,
}
"""Kinds of which pages may have to be recognised."""

_READERS: dict[Kind, Callable[[], Reader]] = {
    Kind.TEXT: _text_reader,
    Kind.HTML: _html_reader,
    Kind.ODT: _odt_reader,
    Kind.XLSX: _xlsx_reader,
    Kind.ODS: _ods_reader,
    Kind.XLS: lambda: _old_sheet_reader(".xls"),
    Kind.XLSB: lambda: _old_sheet_reader(".xlsb"),
}


def _unless_kept(work: PageWork) -> Recogniser:
    """What recognises a page that was not kept. OCR libraries are imported with the first one that needs them."""

    def recognise(image: PageImage, options: ReadOptions) -> RecognisedPage | None:
        if (known := work.kept(image.number)) is not None:
            return known
        from parsers.scan import recognise_page

        page = recognise_page(image, options)
        work.recognised(page)
        return page

    return recognise
