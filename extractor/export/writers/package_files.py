"""Tables -> a Data Package (specs.frictionlessdata.io): CSV files, and datapackage.json with what is in them.

The descriptor names type and meaning of each column, keys between tables, size and SHA-256 of each file, and as sources
the files that were read with their SHA-256. The licence is left to who publishes it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from extractor.export.collecting import Begin, ExportOptions
from extractor.export.csv_table import FOR_PROGRAMS, CsvTable
from extractor.export.json import dump
from extractor.export.tables.document_tables import DocumentTables, Row
from extractor.export.tables.table_model import Column, ColumnType, Table, all_tables
from extractor.export.writers.per_table import PerTable

DESCRIPTOR = "datapackage/datapackage.json"
_TYPES: dict[ColumnType, str] = {"teks": "string", "bulat": "integer", "bilangan": "number"}


def data_path(table: str) -> str:
    """The file of a table, below the descriptor."""
    return f"data/{table}.csv"


class HashedFile(io.BufferedIOBase):
    """Writes to `file` and counts: size and SHA-256 of everything so far."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self.size = 0  # bytes

    def writable(self) -> bool:
        """For the text layer above."""
        return True

    def write(self, data: Any) -> int:
        """Takes bytes."""
        self._sha256.update(data)
        self.size += len(data)
        return self._file.write(data)

    @property
    def sha256(self) -> str:
        """In hexadecimal digits."""
        return self._sha256.hexdigest()


class PackageFiles:
    """A Collector of the whole package."""

    def __init__(self, begin: Begin, options: ExportOptions) -> None:
        self._begin = begin
        self._files = {name: HashedFile(begin(f"datapackage/{data_path(name)}")) for name in all_tables()}
        self._tables = PerTable(
            {
                name: CsvTable(cast(BinaryIO, self._files[name]), table.names, FOR_PROGRAMS, marked=False)
                for name, table in all_tables().items()
            }
        )
        self._sources: list[dict[str, str]] = []

    def add(self, tables: DocumentTables) -> None:
        """Appends the rows of a document, and names it as a source."""
        self._tables.add(tables)
        self._sources.append({"title": tables.name, "hash": f"sha256:{tables.document.berkas.sha256}"})

    def close(self, review: Iterable[Row]) -> None:
        """Ends the tables and writes the descriptor."""
        self._tables.close(review)
        self._begin(DESCRIPTOR).write(dump(self._descriptor()))

    def _descriptor(self) -> dict[str, Any]:
        return {
            "profile": "data-package",
            "name": "cermat",
            "title": "Indikator kinerja / Performance indicators",
            "description": "Tabel yang dibuat Cermat dari dokumen kinerja. Teks yang akan dijalankan lembar kerja "
            "sebagai rumus diawali tanda petik tunggal. / Tables that Cermat made of performance documents. A text "
            "that a spreadsheet would run as a formula begins with an apostrophe.",
            "sources": self._sources,
            "resources": [_resource(table, self._files[name]) for name, table in all_tables().items()],
        }


def _resource(table: Table, file: HashedFile) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": data_path(table.name),
        "description": _both(table.described),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": table_schema(table),
    }


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    found: dict[str, Any] = {"fields": [_field(column, table) for column in table.columns], "missingValues": [""]}
    if table.key:
        found["primaryKey"] = list(table.key)
    if table.links:
        found["foreignKeys"] = [
            {"fields": list(link.columns), "reference": {"resource": link.table, "fields": list(link.columns)}}
            for link in table.links
        ]
    return found


def _field(column: Column, table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": _both(column.described),
        "description_id": column.described["id"],
        "description_en": column.described["en"],
    }
    if column.name in table.key:
        found["constraints"] = {"required": True}
    return found


def _both(described: dict[Any, str]) -> str:
    return f"{described['id']} / {described['en']}"
