"""A PDF that PDFium refuses -> raw pages, with pdfplumber: more lenient, but about three times as slow, and without a
limit on what it unpacks, so that files are measured before."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import pdfplumber
from pdfminer.pdftypes import PDFException
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from parsers.pdf.limits import MAX_CHARS_PER_PAGE, MAX_PAGE_POINTS
from parsers.raw_page import RawPage, Ruling
from schemas.geometry import Box
from schemas.transcript import Word

# pdfminer reads broken files as if they were whole, and raises whatever it stumbles over.
BROKEN_FILE_ERRORS = (
    PdfminerException,
    MalformedPDFException,
    PDFException,
    PSException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
)

STREAM = re.compile(rb"<<(?P<dictionary>[^\x00]{0,4000}?)>>\s*stream\r?\n")
MAX_FILE_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 100_000_000  # of all streams together; pdfminer unpacks without a limit
MAX_FILTERS = 4  # of one stream


class PdfplumberFallback:
    """A file that is opened with pdfplumber when it is first asked for, or not at all where it can't be; to be used in
    a `with` block."""

    def __init__(self, path: Path, password: str | None) -> None:
        self.path = path
        self.password = password
        self._document: Any = None
        self._tried = False

    def __enter__(self) -> PdfplumberFallback:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            with suppress(*BROKEN_FILE_ERRORS):  # closing walks over all pages, the broken ones too
                self._document.close()

    def page_count(self) -> int:
        """Pages that pdfplumber finds; 0 where it can't open the file."""
        document = self._open()
        try:
            return len(document.pages) if document is not None else 0
        except BROKEN_FILE_ERRORS:
            return 0

    def raw_page(self, number: int) -> RawPage | None:
        """The page (1-based) as pdfplumber reads it; None where it can't."""
        document = self._open()
        if document is None:
            return None
        try:
            page = document.pages[number - 1]
            if not (0 < page.width <= MAX_PAGE_POINTS and 0 < page.height <= MAX_PAGE_POINTS):
                return None
            return RawPage(
                number=number,
                width=float(page.width),
                height=float(page.height),
                words=tuple(_words(page)),
                rulings=tuple(_rulings(page)),
            )
        except BROKEN_FILE_ERRORS:
            return None

    def _open(self) -> Any:
        if not self._tried:
            self._tried = True
            if _is_small(self.path):
                try:
                    self._document = pdfplumber.open(self.path, password=self.password)
                except BROKEN_FILE_ERRORS:
                    self._document = None
        return self._document


def _words(page: Any) -> Iterator[Word]:
    left, top = float(page.bbox[0]), float(page.bbox[1])
    chars = page.chars[:MAX_CHARS_PER_PAGE]
    if not chars:
        return
    for found in page.extract_words(extra_attrs=["fontname"]):
        text = "".join(char for char in found["text"] if char.isprintable())
        if text:
            box = Box(found["x0"] - left, found["top"] - top, found["x1"] - left, found["bottom"] - top)
            yield Word(text, box, None, "bold" in found["fontname"].lower())


def _rulings(page: Any) -> Iterator[Ruling]:
    left, top = float(page.bbox[0]), float(page.bbox[1])
    for edge in page.edges:
        x0, x1 = sorted((edge["x0"] - left, edge["x1"] - left))
        y0, y1 = sorted((edge["top"] - top, edge["bottom"] - top))
        yield Ruling(Box(x0, y0, x1, y1))


def _is_small(path: Path) -> bool:
    """True where neither the file nor what its streams unpack to is too much for a reader without limits."""
    if path.stat().st_size > MAX_FILE_BYTES:
        return False
    data = path.read_bytes()
    left = MAX_UNPACKED_BYTES
    for found in STREAM.finditer(data):
        filters = min(found["dictionary"].count(b"FlateDecode"), MAX_FILTERS)
        end = data.find(b"endstream", found.end())
        content = data[found.end() : end if end >= 0 else len(data)]
        for _ in range(filters):
            try:
                content = zlib.decompressobj().decompress(content, left + 1)
            except zlib.error:
                break
        left -= len(content)
        if left < 0:
            return False
    return True
