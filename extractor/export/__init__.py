"""Documents to files: one module per format, and the list of formats that `cermat extract --format` offers.

A format either makes one file per document, or collects all documents of a run in a few files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from extractor.export import csv, flat_agreements, flat_figures, json, review_csv, tree_flat
from extractor.workload import has_cells
from schemas.document import Document


class Collector(Protocol):
    """Takes the documents of one run, in order; everything is on its file when `close` returns."""

    def add(self, document: Document, name: str) -> None:
        """`name`: what stands in `dokumen`, the document's path below the folder that was named."""

    def close(self) -> None:
        """Completes the file; it stays open for its opener."""


@dataclass(frozen=True, slots=True)
class PerDocument:
    """A format that makes one file of each document."""

    suffix: str  # behind the input's file name: "decree.pdf" + ".json"
    render: Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class RunFile:
    """A file of a format for all documents of a run."""

    file_name: str
    collect: Callable[[BinaryIO], Collector]


@dataclass(frozen=True, slots=True)
class SideFile:
    """A further file of a format, written only in runs with a document that belongs in it."""

    file_name: str
    collect: Callable[[BinaryIO], Collector]
    takes: Callable[[Document], bool]


@dataclass(frozen=True, slots=True)
class PerRun:
    """A format that collects all documents of a run in a few files."""

    files: tuple[RunFile, ...]
    side: tuple[SideFile, ...] = ()


FORMATS: dict[str, PerDocument | PerRun] = {
    "json": PerDocument(".json", json.render),
    "csv": PerRun(
        (RunFile("indikator.csv", csv.CsvCollector), RunFile(flat_figures.FILE, flat_figures.FigureCollector)),
        (
            SideFile("kaskade.csv", tree_flat.NodeCollector, tree_flat.has_nodes),
            SideFile(flat_agreements.PARTIES_FILE, flat_agreements.PartyCollector, flat_agreements.has_parties),
            SideFile(flat_agreements.BUDGET_FILE, flat_agreements.BudgetCollector, flat_agreements.has_budget),
            SideFile(review_csv.FILE, review_csv.ReviewCollector, has_cells),
        ),
    ),
}


class Folder(Protocol):
    """Where the files of a run go; a file appears when its block ends without an exception."""

    def open(self, relative: PurePosixPath) -> AbstractContextManager[BinaryIO]:
        """A file that appears when the block ends without an exception."""

    def remove(self, relative: PurePosixPath) -> None:
        """Removes the file, if it is there."""


class RunFiles:
    """The files of a run that hold all of its documents, added one by one in order. `run_files` makes it."""

    def __init__(self, formats: Sequence[str], begin: Callable[[PurePosixPath], BinaryIO]) -> None:
        forms = [form for name in formats if isinstance(form := FORMATS[name], PerRun)]
        self._begin = begin
        self._collectors = [one.collect(begin(PurePosixPath(one.file_name))) for form in forms for one in form.files]
        self._waiting = [side for form in forms for side in form.side]  # no document belonged in them so far

    def __bool__(self) -> bool:
        """False where no format collects anything."""
        return bool(self._collectors)

    def add(self, document: Document, name: str) -> None:
        """`name`: what stands in `dokumen`, the document's path below the folder that was named."""
        for side in [side for side in self._waiting if side.takes(document)]:
            self._waiting.remove(side)
            self._collectors.append(side.collect(self._begin(PurePosixPath(side.file_name))))
        for collector in self._collectors:
            collector.add(document, name)

    def close(self) -> list[PurePosixPath]:
        """Ends all files; returns those that this run did not need, of which an earlier run may have left some."""
        for collector in self._collectors:
            collector.close()
        return [PurePosixPath(side.file_name) for side in self._waiting]


@contextmanager
def run_files(formats: Sequence[str], folder: Folder) -> Iterator[RunFiles]:
    """All files are complete when the block ends without an exception; else everything is as it was."""
    with ExitStack() as stack:
        files = RunFiles(formats, lambda path: stack.enter_context(folder.open(path)))
        yield files
        needless = files.close()
    for path in needless:
        folder.remove(path)
