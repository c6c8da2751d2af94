"""An output folder -> its documents, one at a time and in order; no more than one is in memory.

A document is its JSON file, as a person may have corrected it. Where a run wrote no JSON it is what the run keeps of
it in its journal. Whoever makes a table, a report or a comparison of a folder takes the documents from here, so that
all of them show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from extractor.export.json import load
from extractor.file_names import numbered, printable
from extractor.results.result_files import SUFFIX, is_meant_as_result, result_stems
from schemas.document import Document
from schemas.errors import CermatError

Amend = Callable[[Document, str], Document]
"""What is done to each document, of this stem, after it was loaded, as decisions of people are applied."""
Tell = Callable[[str, CermatError], None]
"""Hears of a document that can't be read: its file for people, safe to print, and why."""


class KeptDocuments(Protocol):
    """Documents that stand in no JSON file, by the stems of their outputs."""

    def stems(self) -> Collection[str]:
        """The stems of all of them."""

    def document(self, stem: str) -> Document:
        """The document of one stem. Raises a CermatError where it is lost."""

    def sources(self) -> Mapping[str, str]:
        """Paths and URLs of the inputs of all outputs, by stem."""


@dataclass(frozen=True, slots=True)
class ResultDocument:
    """One document of an output folder."""

    document: Document
    name: str  # what `dokumen` says in tables: its path below the folder that was named; no other document has the same
    stem: str  # path of its outputs below the folder, without the suffix of a format
    file: str | None  # path of its JSON file below the folder, with slashes; None where it has none
    source: str | None  # path or URL of the file that it was read from, where the journal knows it


class DocumentSet:
    """All documents of an output folder. Can be gone through as often as it takes; each time everything is read."""

    def __init__(self, root: Path | None, kept: KeptDocuments | None, tell: Tell, amend: Amend | None = None) -> None:
        """`root`: the folder; None where its files are in a storage, and documents are those of `kept` alone."""
        self._root = root
        self._kept = kept
        self._tell = tell
        self._amend = amend

    def __iter__(self) -> Iterator[ResultDocument]:
        """The documents in the order of folders and names; those that can't be read are told and left out."""
        names: set[str] = set()
        on_disk = frozenset(result_stems(self._root)) if self._root is not None else frozenset()
        sources = self._kept.sources() if self._kept is not None else {}
        in_journal = frozenset(self._kept.stems()) if self._kept is not None else frozenset()
        for stem in sorted(on_disk | in_journal, key=place_of):
            document = self._read(stem, stem in on_disk)
            if document is not None:
                document = self._amend(document, stem) if self._amend is not None else document
                name = _untaken(document.berkas.jalur or stem, names)
                file = f"{stem}{SUFFIX}" if stem in on_disk else None
                yield ResultDocument(document, name, stem, file, sources.get(stem))

    def _read(self, stem: str, on_disk: bool) -> Document | None:
        file = self._root / f"{stem}{SUFFIX}" if self._root is not None and on_disk else None
        try:
            if file is not None:
                return load(file)
            return self._kept.document(stem) if self._kept is not None else None
        except CermatError as error:
            if file is None or is_meant_as_result(file):
                self._tell(printable(str(file or stem)), error)
            return None


def place_of(stem: str) -> tuple[str, ...]:
    """Sorts stems as folders list them: by names, with what is in a folder where the folder stands."""
    return PurePosixPath(stem).parts


def _untaken(name: str, taken: set[str]) -> str:
    """`name`, numbered where an earlier document has it, as in a folder that was put together from several."""
    one = next(one for one in numbered(name) if one not in taken)
    taken.add(one)
    return one
