"""data/tables.toml -> the JSON Schema of a row of any table, as `cermat export --format jsonl` writes them."""

from __future__ import annotations

from typing import Any

from extractor.export.json import SCHEMA_DIALECT
from extractor.export.tables.table_model import Column, ColumnType, Table, all_tables

CONTRACT = "1.0"
SCHEMA_ID = f"urn:cermat:tabel:{CONTRACT}"
_TYPES: dict[ColumnType, str] = {"teks": "string", "bulat": "integer", "bilangan": "number"}


def schema() -> dict[str, Any]:
    """Every row is one of the tables' rows: all of its columns and no others, null where a column is empty."""
    names = list(all_tables())
    return {
        "$schema": SCHEMA_DIALECT,
        "$id": SCHEMA_ID,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in names],
        "$defs": {name: _row(table) for name, table in all_tables().items()},
    }


def _row(table: Table) -> dict[str, Any]:
    return {
        "title": table.name,
        "description": table.described["en"],
        "type": "object",
        "properties": {column.name: _property(column) for column in table.columns},
        "required": list(table.names),
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    kind = _TYPES[column.type]
    return {"description": column.described["en"], "type": kind if column.required else [kind, "null"]}
