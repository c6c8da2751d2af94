"""All indicators of a run in one flat CSV: UTF-8 with byte order mark, RFC 4180."""

from __future__ import annotations

import codecs
import csv
import io
from operator import attrgetter
from typing import BinaryIO

from extractor.export.flat_indicators import COLUMNS, rows
from extractor.export.spreadsheet import inert
from schemas.document import Document

_values = attrgetter(*COLUMNS)


class CsvCollector:
    """Writes the head at once and the rows of each document as it comes; a long run takes no memory."""

    def __init__(self, file: BinaryIO) -> None:
        file.write(codecs.BOM_UTF8)
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow(COLUMNS)

    def add(self, document: Document, name: str) -> None:
        """Appends the rows of `document`; `name` goes into the column dokumen."""
        self._writer.writerows([[_cell(value) for value in _values(row)] for row in rows(document, name)])

    def close(self) -> None:
        """Hands the file back to its opener, everything written, still open."""
        self._text.detach()


def _cell(value: str | float | int | None) -> str:
    """Numbers as digits with a decimal point, without an exponent and without needless zeros."""
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.10f}".rstrip("0")
    return str(int(value))
