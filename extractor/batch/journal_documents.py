"""The journal of a run -> the documents that it keeps, for outputs that have no JSON file. Reads only, beside a run."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from zlib import error as ZlibError

from pydantic import ValidationError

from extractor.batch.document_digest import renamed, unpacked
from extractor.batch.journal import FILE, LAYOUT
from extractor.batch.outcome import Outcome
from extractor.file_names import printable
from schemas.document import Document
from schemas.errors import OutputError

_READ = tuple(outcome.value for outcome in Outcome if not outcome.failed)
_STEMS = f"SELECT stem, formats FROM files WHERE outcome IN ({', '.join('?' * len(_READ))})"
_DOCUMENT = (
    "SELECT document, label, path FROM files LEFT JOIN results"
    " ON results.sha256 = files.sha256 AND results.options = files.options WHERE stem = ?"
)
WRITTEN_AS_FILE = "json"
"""The format whose file is the document; where it was written, the file counts and not the journal."""


class JournalDocuments:
    """KeptDocuments (extractor.results.document_set) out of the journal in `folder`; none where there is none."""

    def __init__(self, folder: Path, *, in_files_too: bool = False) -> None:
        """`in_files_too`: also documents that were written as JSON, for outputs in a storage."""
        self._path = folder / FILE
        self._in_files_too = in_files_too

    def stems(self) -> Collection[str]:
        """The stems of outputs whose document is here and in no file."""
        if not self._path.is_file():
            return ()
        with self._opened() as base:
            rows = base.execute(_STEMS, _READ).fetchall() if _is_of_this_layout(base) else []
        return [stem for stem, formats in rows if self._in_files_too or WRITTEN_AS_FILE not in formats.split()]

    def document(self, stem: str) -> Document:
        """The document of one stem, under its own name. Raises OutputError where the journal has lost it."""
        with self._opened() as base:
            row = base.execute(_DOCUMENT, (stem,)).fetchone()
        data, label, path = row if row is not None else (None, "", b"")
        if data is None:
            raise OutputError("journal_lost", remedy="fresh", label=stem)
        try:
            name = printable(os.path.basename(os.fsdecode(path)))
            return renamed(unpacked(data), name, label or stem)
        except (ZlibError, ValidationError) as error:
            raise OutputError("journal_lost", remedy="fresh", label=stem) from error

    def sources(self) -> Mapping[str, str]:
        """Paths and URLs of the inputs of all outputs, by stem."""
        if not self._path.is_file():
            return {}
        with self._opened() as base:
            rows = base.execute("SELECT stem, path FROM files").fetchall() if _is_of_this_layout(base) else []
        return {stem: os.fsdecode(path) for stem, path in rows}

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as base:
                yield base
        except sqlite3.DatabaseError as error:
            raise OutputError("no_journal", str(self._path), remedy="delete_journal", detail=error) from error


def _is_of_this_layout(base: sqlite3.Connection) -> bool:
    (layout,) = base.execute("PRAGMA user_version").fetchone()
    return bool(layout == LAYOUT)
