"""What formats of all documents have in common: each takes the documents one by one and writes its files.

A format is given a function by which it begins files; they appear when everything is complete, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from extractor.export.csv_table import EVERYWHERE, CsvDialect
from extractor.export.tables.document_tables import DocumentTables, Row
from schemas.errors import Language

Begin = Callable[[str], BinaryIO]
"""Begins the file of a path below the output folder, with slashes."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How tables are written."""

    dialect: CsvDialect = EVERYWHERE
    language: Language = "id"  # of descriptions and headings; names of tables and columns are the same in all
    folder: Path | None = None  # that the files are written to; None where it is in a storage
    results: Path | None = None  # that the documents are in
    tell_cut: Callable[[str, int], None] = lambda file, count: None  # hears of cells that are too long for a format


class Collector(Protocol):
    """Takes documents in order; everything is on its files when `close` returns."""

    def add(self, tables: DocumentTables) -> None:
        """Takes one document."""

    def close(self, review: Iterable[Row]) -> None:
        """Completes the files, which stay open for their opener. `review`: the rows of the table `periksa`."""
