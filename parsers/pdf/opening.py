"""From a path to an open PDFium document, or to the error that says why not."""

from __future__ import annotations

import mmap
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.pdf.forms import MAX_DRAWS, most_draws
from schemas.errors import DamagedInput, EncryptedInput, LimitExceeded

HEADER = b"%PDF-"
MAX_JUNK_BYTES = 65_536  # before the header: mail headers, byte order marks, zeros


def open_pdf(path: Path, password: str | None) -> pypdfium2.PdfDocument:
    """The document, to be closed by the caller. Raises EncryptedInput, DamagedInput or LimitExceeded."""
    junk = _checked(path)
    try:
        source = path if not junk else path.read_bytes()[junk:]
        return pypdfium2.PdfDocument(source, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            if password is None:
                raise EncryptedInput("pdf_password", path.name) from error
            raise EncryptedInput("pdf_wrong_password", path.name) from error
        raise DamagedInput("pdf_unreadable", path.name) from error


def _checked(path: Path) -> int:
    """Bytes of junk before the header, which would make all the file's offsets wrong."""
    if not path.stat().st_size:
        raise DamagedInput("empty_file", path.name)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if most_draws(data) > MAX_DRAWS:
            raise LimitExceeded("pdf_nested_forms", path.name, limit=MAX_DRAWS)
        return max(data.find(HEADER, 0, MAX_JUNK_BYTES), 0)
