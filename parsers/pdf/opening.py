"""Path and password -> an open PDFium document, or the error that says why not. Junk before the header is skipped."""

from __future__ import annotations

import mmap
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.pdf.form_nesting import MAX_DRAWS, most_form_draws
from schemas.errors import DamagedInput, EncryptedInput, LimitExceeded

HEADER = b"%PDF-"
MAX_JUNK_BYTES = 65_536  # before the header: mail headers, byte order marks, zeros


def open_pdf(path: Path, password: str | None) -> pypdfium2.PdfDocument:
    """The document, to be closed by the caller.

    Raises EncryptedInput (no password, or a wrong one), DamagedInput (no PDF), LimitExceeded (forms that multiply).
    """
    junk = _junk_bytes(path)
    try:
        source = path if not junk else path.read_bytes()[junk:]
        return pypdfium2.PdfDocument(source, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            if password is None:
                raise EncryptedInput("pdf_password", path.name) from error
            raise EncryptedInput("pdf_wrong_password", path.name) from error
        raise DamagedInput("pdf_unreadable", path.name) from error


def _junk_bytes(path: Path) -> int:
    """How many bytes of junk come before the header, which would make all the file's offsets wrong.

    Raises DamagedInput for an empty file, LimitExceeded for forms that multiply.
    """
    if not path.stat().st_size:
        raise DamagedInput("empty_file", path.name)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if most_form_draws(data) > MAX_DRAWS:
            raise LimitExceeded("pdf_nested_forms", path.name, limit=MAX_DRAWS)
        return max(data.find(HEADER, 0, MAX_JUNK_BYTES), 0)
