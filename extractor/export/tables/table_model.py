"""data/tables.toml -> the tables that are made of documents: columns, types, keys, descriptions in both languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from schemas.errors import Language

ColumnType = Literal["teks", "bulat", "bilangan"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    type: ColumnType
    required: bool  # never empty
    described: dict[Language, str]


@dataclass(frozen=True, slots=True)
class Link:
    """Columns that lead to a line of another table, by the columns there of the same names."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a line of it is, and its columns in order."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]  # columns that together no two lines share; () where there are none
    links: tuple[Link, ...]
    described: dict[Language, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)


@cache
def all_tables() -> dict[str, Table]:
    """All tables by their names, in the order in which people look at them."""
    text = files("extractor").joinpath("data/tables.toml").read_text(encoding="utf-8")
    return {name: _table(name, value) for name, value in tomllib.loads(text).items()}


def _table(name: str, value: dict[str, Any]) -> Table:
    columns = tuple(
        Column(column, entry["type"], entry.get("required", False), _described(entry))
        for column, entry in value["columns"].items()
    )
    links = tuple(Link(tuple(link["columns"]), link["table"]) for link in value.get("links", ()))
    return Table(name, columns, tuple(value.get("key", ())), links, _described(value))


def _described(entry: dict[str, Any]) -> dict[Language, str]:
    return {"id": entry["id"], "en": entry["en"]}
