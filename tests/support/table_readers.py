"""The tables that a format holds, read back with the tools of others: the same values whatever the format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import sqlalchemy as sa

from extractor.export.spreadsheet import shown_as_text
from extractor.export.tables.table_model import Table, all_tables

Value = str | float | None
Tables = dict[str, list[tuple[Value, ...]]]
_INSIDE = re.compile(r"""(?<=[;,\t\r\n])'(?=["']*(?:[=@＝＠]|[+\-＋－][^;,\t\r\n]*[(|!]))""")


def unmarked(cell: str) -> str:
    """One apostrophe away where it was put to make a text harmless."""
    inside = _INSIDE.sub("", cell)
    bare = inside.removeprefix("'")
    return bare if inside.startswith("'") and shown_as_text(bare) == cell else inside


def _value(column_type: str, cell: Any) -> Value:
    if cell is None or cell == "":
        return None
    return float(cell) if column_type in {"bulat", "bilangan"} else str(cell)


def _rows(table: Table, rows: Iterable[Iterable[Any]]) -> list[tuple[Value, ...]]:
    types = [column.type for column in table.columns]
    return [tuple(_value(kind, cell) for kind, cell in zip(types, row, strict=True)) for row in rows]


def from_csv(folder: Path, decimal: str = ".", delimiter: str = ",") -> Tables:
    """CSV files of `cermat export`, or of a data package."""
    found: Tables = {}
    for name, table in all_tables().items():
        text = (folder / f"{name}.csv").read_text("utf-8-sig") if (folder / f"{name}.csv").exists() else ""
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        assert not rows or rows[0] == list(table.names)
        plain = [
            [
                unmarked(cell) if column.type == "teks" else cell.replace(decimal, ".")
                for cell, column in zip(row, table.columns, strict=True)
            ]
            for row in rows[1:]
        ]
        found[name] = _rows(table, plain)
    return found


def from_jsonl(folder: Path) -> Tables:
    def read(table: Table) -> list[list[Any]]:
        lines = (folder / "jsonl" / f"{table.name}.jsonl").read_text(encoding="utf-8").split("\n")
        objects = [json.loads(line) for line in lines if line]
        assert all(tuple(value) == table.names for value in objects)
        return [list(value.values()) for value in objects]

    return _each(read)


def from_parquet(folder: Path) -> Tables:
    def read(table: Table) -> list[list[Any]]:
        found = pq.read_table(folder / "parquet" / f"{table.name}.parquet")
        assert tuple(found.column_names) == table.names
        return [list(row.values()) for row in found.to_pylist()]

    return _each(read)


def from_xlsx(file: Path) -> Tables:
    book = openpyxl.load_workbook(file)

    def read(table: Table) -> list[list[Any]]:
        header, *rows = book[table.name].iter_rows(values_only=True)
        assert header == ("buka", "json", *table.names)
        return [list(row[2:]) for row in rows]

    return _each(read)


def from_database(url: str) -> Tables:
    """In the order of documents and of their rows."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:

        def read(table: Table) -> list[list[Any]]:
            columns = ", ".join(f't."{name}"' for name in table.names)
            wanted = sa.text(f'SELECT {columns} FROM "{table.name}" t ORDER BY t.dokumen_id, t.urutan')
            return [list(row) for row in connection.execute(wanted)]

        found = _each(read)
    engine.dispose()
    return found


def _each(read: Callable[[Table], list[list[Any]]]) -> Tables:
    return {name: _rows(table, read(table)) for name, table in all_tables().items()}


def by_document(tables: Tables) -> Tables:
    """Rows of each document in their order, documents by name: databases have no order of documents."""
    return {name: sorted(rows, key=lambda row: str(row[0])) for name, rows in tables.items()}
