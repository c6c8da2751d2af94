"""Tables -> one SQLite file, with the tables and keys that other databases get (extractor.export.database)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from extractor.export.collecting import Begin, ExportOptions
from extractor.export.database.database_load import DatabaseLoad
from extractor.export.tables.document_tables import DocumentTables, Row

FILE = "cermat.sqlite"


class SqliteFile:
    """A Collector that fills a database of its own and then hands over its file."""

    def __init__(self, begin: Begin, options: ExportOptions) -> None:
        self._file = begin(FILE)
        self._folder = tempfile.TemporaryDirectory(prefix="cermat-")
        self._path = Path(self._folder.name) / FILE
        self._load = DatabaseLoad(f"sqlite:///{self._path}", options.language, private=True)

    def add(self, tables: DocumentTables) -> None:
        """Inserts the rows of a document."""
        self._load.add(tables)

    def close(self, review: Iterable[Row]) -> None:
        """Completes the database and copies it."""
        self._load.close(review)
        with self._path.open("rb") as made:
            shutil.copyfileobj(made, self._file)
        self._folder.cleanup()
