"""Tables -> Apache Parquet, by pyarrow: strings, 64-bit integers and doubles, with the descriptions of the columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.export.collecting import Begin, ExportOptions
from extractor.export.tables.document_tables import Row
from extractor.export.tables.table_model import Column, ColumnType, Table, all_tables
from extractor.export.writers.per_table import PerTable
from schemas.errors import Language

GROUP_ROWS = 20_000
"""Rows that are written at once; as many are in memory."""
_TYPES: dict[ColumnType, pa.DataType] = {"teks": pa.string(), "bulat": pa.int64(), "bilangan": pa.float64()}


class ParquetTable:
    """A RowWriter of one table."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._schema = pa.schema([_field(column) for column in table.columns], metadata=_described(table.described))
        self._writer = pq.ParquetWriter(file, self._schema)
        self._waiting: list[Row] = []

    def write(self, rows: Iterable[Row]) -> None:
        """Appends rows, which wait until there are enough of them."""
        for row in rows:
            self._waiting.append(row)
            if len(self._waiting) >= GROUP_ROWS:
                self._flush()

    def close(self) -> None:
        """Writes what waits, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            columns = zip(*self._waiting, strict=True)
            arrays = [
                pa.array([_as_float(value) for value in values] if field.type == pa.float64() else values, field.type)
                for field, values in zip(self._schema, columns, strict=True)
            ]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
            self._waiting = []


def _as_float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _TYPES[column.type], not column.required, metadata=_described(column.described))


def _described(described: dict[Language, str]) -> dict[str, str]:
    return {f"description_{language}": words for language, words in described.items()}


def path_of(table: str) -> str:
    """The file of a table, below the output folder."""
    return f"parquet/{table}.parquet"


def parquet_files(begin: Begin, options: ExportOptions) -> PerTable:
    """A Collector of all tables."""
    return PerTable({name: ParquetTable(begin(path_of(name)), table) for name, table in all_tables().items()})
