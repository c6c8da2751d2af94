"""Documents to files: one module per format, and the list of formats that `--format` offers.

A format either makes one file per document, or collects all documents of a folder in a few files. Those that need
large libraries are imported when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from extractor.export import json
from extractor.export.collecting import Begin, Collector, ExportOptions
from extractor.export.csv_files import ALWAYS, FURTHER, WHERE_FILLED, file_of, further_files, main_files
from extractor.export.review_csv import ReviewSpool
from extractor.export.tables.document_tables import DocumentTables
from extractor.export.writers.jsonl_files import jsonl_files
from extractor.export.writers.markdown_file import MarkdownFile
from extractor.export.writers.package_files import DESCRIPTOR, PackageFiles
from schemas.document import Document

Collect = Callable[[Begin, ExportOptions], Collector]


@dataclass(frozen=True, slots=True)
class PerDocument:
    """A format that makes one file of each document."""

    suffix: str  # behind the input's file name: "decree.pdf" + ".json"
    render: Callable[[Document], bytes]
    accepts: Callable[[bytes], bool]  # whether some bytes are a whole file of this format


@dataclass(frozen=True, slots=True)
class PerFolder:
    """A format that collects all documents of an output folder in a few files."""

    files: tuple[str, ...]  # paths below the folder; where one is there, the format is in use
    collect: Collect


def _xlsx(begin: Begin, options: ExportOptions) -> Collector:
    from extractor.export.writers.workbook import Workbook

    return Workbook(begin, options)


def _parquet(begin: Begin, options: ExportOptions) -> Collector:
    from extractor.export.writers.parquet_files import parquet_files

    return parquet_files(begin, options)


def _sqlite(begin: Begin, options: ExportOptions) -> Collector:
    from extractor.export.writers.sqlite_file import SqliteFile

    return SqliteFile(begin, options)


FORMATS: dict[str, PerDocument | PerFolder] = {
    "json": PerDocument(".json", json.render, json.is_document),
    "csv": PerFolder(tuple(file_of(name) for name in (*ALWAYS, *WHERE_FILLED)), main_files),
    "csv_rinci": PerFolder(tuple(file_of(name) for name in FURTHER), further_files),
    "xlsx": PerFolder(("cermat.xlsx",), _xlsx),
    "parquet": PerFolder(("parquet/indikator.parquet",), _parquet),
    "jsonl": PerFolder(("jsonl/indikator.jsonl",), jsonl_files),
    "sqlite": PerFolder(("cermat.sqlite",), _sqlite),
    "datapackage": PerFolder((DESCRIPTOR,), PackageFiles),
    "markdown": PerFolder(("cermat.md",), MarkdownFile),
}


class Folder(Protocol):
    """Where the files go; a file appears when its block ends without an exception."""

    def open(self, relative: PurePosixPath) -> AbstractContextManager[BinaryIO]:
        """A file that appears when the block ends without an exception."""

    def remove(self, relative: PurePosixPath) -> None:
        """Removes the file, if it is there."""


class FolderFiles:
    """Files that hold all documents, which are added one by one in order. `folder_files` makes it."""

    def __init__(self, collectors: Sequence[Collector]) -> None:
        self._collectors = collectors
        self._review = ReviewSpool()

    def add(self, tables: DocumentTables) -> None:
        """Adds one document to every file."""
        if self._collectors:
            self._review.add(tables.document, tables.name)
        for collector in self._collectors:
            collector.add(tables)

    def close(self) -> None:
        """Completes all files."""
        for collector in self._collectors:
            collector.close(self._review)
        self._review.close()


@contextmanager
def folder_files(
    formats: Sequence[str], folder: Folder, options: ExportOptions, others: Sequence[Callable[[Begin], Collector]] = ()
) -> Iterator[FolderFiles]:
    """All files are complete when the block ends without an exception; else everything is as it was.
    `others`: what makes further collectors, which get the same documents.

    Files that are named by a format which does not need them this time are removed.
    """
    forms = [form for name in formats if isinstance(form := FORMATS[name], PerFolder)]
    begun: set[str] = set()
    with ExitStack() as stack:

        def begin(path: str) -> BinaryIO:
            begun.add(path)
            return stack.enter_context(folder.open(PurePosixPath(path)))

        files = FolderFiles([*(form.collect(begin, options) for form in forms), *(make(begin) for make in others)])
        yield files
        files.close()
    for path in (path for form in forms for path in form.files if path not in begun):
        folder.remove(PurePosixPath(path))
