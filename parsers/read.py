"""Path of a file of any format -> Transcript: sniffs the kind and calls its reader. The one entry of this package."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.reading import Reading, ReadOptions
from parsers.sniff import Kind, check_readable, sniff
from schemas.errors import NothingToRead, system_code
from schemas.transcript import Transcript

if TYPE_CHECKING:
    from parsers.ocr_interface import PageImage, RecognisedPage

HASH_BLOCK_BYTES = 1024 * 1024


def read(path: Path, options: ReadOptions) -> Transcript:
    """The content of the file at `path`, whatever its format.

    Raises one of schemas.errors where the file as a whole can't be read; what concerns a page or a
    table only is in `Transcript.findings`.
    """
    sniffed = sniff(path)
    size = check_readable(path).st_size
    digest = sha256_of(path)
    reading = _reader(sniffed.kind)(path, options)
    _check_pages(path, options, reading.page_count)
    return Transcript(
        name=path.name,
        sha256=digest,
        media_type=sniffed.media_type,
        size=size,
        pages=reading.pages,
        parser=reading.parser,
        page_count=reading.page_count,
        ocr_engine=reading.ocr_engine,
        findings=reading.findings,
    )


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


def _check_pages(path: Path, options: ReadOptions, count: int | None) -> None:
    """Raises NothingToRead where the file has pages, and none of those that were asked for."""
    if count and not any(options.wants(number) for number in range(1, count + 1)):
        raise NothingToRead("no_such_page", path.name, remedy="other_pages", last=count)


def _reader(kind: Kind) -> Callable[[Path, ReadOptions], Reading]:
    """Readers are imported when they are needed, so that a DOCX does not wait for OCR libraries."""
    if kind is Kind.PDF:
        from parsers.pdf import read_pdf

        return lambda path, options: read_pdf(path, options, recognise=_recognise_page)
    if kind is Kind.DOCX:
        from parsers.docx import read_docx

        return read_docx
    if kind is Kind.IMAGE:
        from parsers.scan import read_image

        return read_image
    from parsers.text import read_text

    return read_text


def _recognise_page(image: PageImage, options: ReadOptions) -> RecognisedPage | None:
    """OCR libraries are imported with the first page that needs them."""
    from parsers.scan import recognise_page

    return recognise_page(image, options)
