"""Documents to files: one module per format, and the list of formats that `--format` offers.

A format either makes one file per document, or collects all documents of a folder in a few files. Those that need
large libraries are imported when they are asked for.
"""

from __future__ import annotations

import importlib
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
from schemas.document import Document

Collect = Callable[[Begin, ExportOptions], Collector]


@dataclass(frozen=True, slots=True)
class PerDocument:
    """A format that makes one file of each document."""

    suffix: str  # behind the input's file name: "decree.pdf" + ".json"
    render: Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class PerFolder:
    """A format that collects all documents of an output folder in a few files."""

    files: tuple[str, ...]  # paths below the folder that it may write; where one is there, the format is in use
    collect: Collect


def _imported(place: str) -> Collect:
    """The collector at "module:name", imported when it is called."""

    def collect(begin: Begin, options: ExportOptions) -> Collector:
        module, _, name = place.partition(":")
        made: Collector = getattr(importlib.import_module(module), name)(begin, options)
        return made

    return collect


FORMATS: dict[str, PerDocument | PerFolder] = {
    "json": PerDocument(".json", json.render),
    "csv": PerFolder(tuple(file_of(name) for name in (*ALWAYS, *WHERE_FILLED)), main_files),
    "csv_rinci": PerFolder(tuple(file_of(name) for name in FURTHER), further_files),
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
def folder_files(formats: Sequence[str], folder: Folder, options: ExportOptions) -> Iterator[FolderFiles]:
    """All files are complete when the block ends without an exception; else everything is as it was.

    Files that a format may write and does not need this time are removed.
    """
    forms = [form for name in formats if isinstance(form := FORMATS[name], PerFolder)]
    begun: set[str] = set()
    with ExitStack() as stack:

        def begin(path: str) -> BinaryIO:
            begun.add(path)
            return stack.enter_context(folder.open(PurePosixPath(path)))

        files = FolderFiles([form.collect(begin, options) for form in forms])
        yield files
        files.close()
    for path in (path for form in forms for path in form.files if path not in begun):
        folder.remove(PurePosixPath(path))
