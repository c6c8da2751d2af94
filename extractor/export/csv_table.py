"""Rows of documents -> one CSV table as spreadsheets open it right: UTF-8 with byte order mark, RFC 4180."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import BinaryIO

from extractor.export.spreadsheet import inert
from schemas.document import Document

CellValue = str | float | int | None


class TableCollector:
    """Writes the header row at once and the rows of each document as it comes; a long run takes no memory."""

    def __init__(
        self, file: BinaryIO, columns: Sequence[str], rows: Callable[[Document, str], Iterable[object]]
    ) -> None:
        """`columns`: attributes of what `rows` makes of a document and its name, in their order."""
        file.write(codecs.BOM_UTF8)
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow(columns)
        self._values = attrgetter(*columns)
        self._rows = rows

    def add(self, document: Document, name: str) -> None:
        """Appends the rows of `document`; `name` goes into the column dokumen."""
        self._writer.writerows([[csv_cell(value) for value in self._values(row)] for row in self._rows(document, name)])

    def close(self) -> None:
        """Hands the file back to its opener, everything written, still open."""
        self._text.detach()


def csv_cell(value: CellValue) -> str:
    """Text made harmless; numbers as digits with a decimal point, without an exponent and without needless zeros."""
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.10f}".rstrip("0")
    return str(int(value))
