"""Tables -> JSON Lines (UTF-8): one JSON object per row with every column of its table, null where it is empty."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from extractor.export.collecting import Begin, ExportOptions
from extractor.export.tables.document_tables import Row
from extractor.export.tables.table_model import Table, all_tables
from extractor.export.writers.per_table import PerTable


class JsonlTable:
    """A RowWriter of one table."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._file = file
        self._names = table.names

    def write(self, rows: Iterable[Row]) -> None:
        """Appends a line for each row."""
        for row in rows:
            line = json.dumps(dict(zip(self._names, row, strict=True)), ensure_ascii=False, allow_nan=False)
            self._file.write(line.encode() + b"\n")

    def close(self) -> None:
        """Lines are on the file as soon as they are written."""


def path_of(table: str) -> str:
    """The file of a table, below the output folder."""
    return f"jsonl/{table}.jsonl"


def jsonl_files(begin: Begin, options: ExportOptions) -> PerTable:
    """A Collector of all tables."""
    return PerTable({name: JsonlTable(begin(path_of(name)), table) for name, table in all_tables().items()})
