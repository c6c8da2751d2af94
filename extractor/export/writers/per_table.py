"""Documents -> one file for each table, by a writer of rows for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from extractor.export.tables.document_tables import OF_ALL, DocumentTables, Row, own_tables


class RowWriter(Protocol):
    """Writes one table."""

    def write(self, rows: Iterable[Row]) -> None:
        """Appends rows, in the order of the table's columns."""

    def close(self) -> None:
        """Everything is on the file, which stays open."""


class PerTable:
    """A Collector over the writers of all tables, by the tables' names."""

    def __init__(self, writers: Mapping[str, RowWriter]) -> None:
        self._writers = writers

    def add(self, tables: DocumentTables) -> None:
        """Appends the rows of a document to each table."""
        for table in own_tables():
            self._writers[table.name].write(tables.rows(table))

    def close(self, review: Iterable[Row]) -> None:
        """Writes the cells to look at, and ends all tables."""
        self._writers[OF_ALL].write(review)
        for writer in self._writers.values():
            writer.close()
