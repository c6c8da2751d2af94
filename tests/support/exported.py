"""Documents as the files of a format, in memory or in a folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from extractor.export import folder_files
from extractor.export.collecting import ExportOptions
from extractor.export.csv_table import EVERYWHERE, CsvDialect
from extractor.export.tables.document_tables import DocumentFiles, DocumentTables
from extractor.output_folder import OutputFolder
from schemas.document import Document


class Files:
    """The files that a format writes, in memory."""

    def __init__(self) -> None:
        self.made: dict[str, io.BytesIO] = {}

    @contextmanager
    def open(self, relative: PurePosixPath) -> Iterator[BinaryIO]:
        self.made[relative.as_posix()] = io.BytesIO()
        yield self.made[relative.as_posix()]

    def remove(self, relative: PurePosixPath) -> None:
        assert relative.as_posix() not in self.made


def written(
    documents: Iterable[Document], name: str = "indikator.csv", form: str = "csv", dialect: CsvDialect = EVERYWHERE
) -> bytes:
    """The file `name` of a format over some documents."""
    files = Files()
    with folder_files([form], files, ExportOptions(dialect)) as tables:
        for document in documents:
            tables.add(DocumentTables(document, document.berkas.nama))
    return files.made[name].getvalue()


def lines_of(name: str, *documents: Document, form: str = "csv") -> list[dict[str, str]]:
    """The lines of one CSV file over some documents."""
    text = written(documents, name, form).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def export_into(folder: Path, formats: Iterable[str], *documents: tuple[Document, str]) -> None:
    """Writes formats of documents, each with its name, into a folder."""
    with folder_files(list(formats), OutputFolder(folder, ()), ExportOptions(folder=folder, results=folder)) as files:
        for document, name in documents:
            files.add(DocumentTables(document, name, DocumentFiles(result=f"{name}.json")))
