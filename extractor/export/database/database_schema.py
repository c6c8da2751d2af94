"""data/tables.toml -> tables of a database: types that all databases have, primary keys, foreign keys, indexes.

Each table begins with `dokumen_id`, by which a document is known in all of them, and `urutan`, the number of the row
among those that the document has in the table, from 1. Paths of files are too long for the keys of some databases.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.types import TypeEngine

from extractor.export.tables.table_model import Column, ColumnType, Link, Table, all_tables
from schemas.errors import Language

DOCUMENT_ID = "dokumen_id"
ORDER = "urutan"
DIGEST = "sidik"
REVIEW_DIGEST = "sidik_periksa"
DOCUMENTS = "dokumen"
NAME = "dokumen"
ID_CHARS = 80  # a SHA-256 and a number behind it
DIGEST_CHARS = 64
KEY_CHARS = 255  # of texts that keys and indexes hold

_LONG_TEXT = sa.UnicodeText().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")
_TYPES: dict[ColumnType, TypeEngine[Any]] = {
    "teks": _LONG_TEXT,
    "bulat": sa.BigInteger(),
    "bilangan": sa.Double(),
}
_ID_WORDS: dict[Language, str] = {
    "id": "SHA-256 berkas; dari beberapa berkas yang isinya sama, yang kemudian bernomor (~2)",
    "en": "SHA-256 of the file; of several files of one content the later are numbered (~2)",
}
_ORDER_WORDS: dict[Language, str] = {
    "id": "Nomor baris di antara baris dokumen ini, mulai dari 1",
    "en": "Number of the row among those of this document, from 1",
}
_DIGEST_WORDS: dict[Language, str] = {
    "id": "SHA-256 dari semua baris dokumen ini, untuk mengenali perubahan",
    "en": "SHA-256 of all rows of this document, by which changes are seen",
}


@cache
def database_tables(language: Language) -> sa.MetaData:
    """All tables; comments of columns are in `language`, where the database keeps comments."""
    found = sa.MetaData()
    for table in all_tables().values():
        _add(found, table, language)
    return found


def _add(found: sa.MetaData, table: Table, language: Language) -> None:
    columns: list[sa.Column[Any]] = [
        sa.Column(DOCUMENT_ID, sa.Unicode(ID_CHARS), nullable=False, comment=_ID_WORDS[language]),
        sa.Column(ORDER, sa.Integer(), nullable=False, comment=_ORDER_WORDS[language]),
    ]
    columns += [
        sa.Column(column.name, _type(column, table), nullable=not column.required, comment=column.described[language])
        for column in table.columns
    ]
    if table.name == DOCUMENTS:
        words = _DIGEST_WORDS[language]
        columns.append(sa.Column(DIGEST, sa.Unicode(DIGEST_CHARS), nullable=False, comment=words))
        columns.append(sa.Column(REVIEW_DIGEST, sa.Unicode(DIGEST_CHARS), nullable=False, comment=words))
    key = sa.PrimaryKeyConstraint(*_key(table))
    links = [_link(link) for link in table.links]
    made = sa.Table(table.name, found, *columns, key, *links, comment=table.described[language])
    for column in _indexed(table):
        sa.Index(f"ix_{table.name}_{column}", made.c[DOCUMENT_ID], made.c[column])


def _key(table: Table) -> tuple[str, ...]:
    """The primary key: the table's own with `dokumen_id` for the path, else the number of the row."""
    own = tuple(name for name in table.key if name != NAME)
    return (DOCUMENT_ID, *own) if table.key else (DOCUMENT_ID, ORDER)


def _link(link: Link) -> sa.ForeignKeyConstraint:
    names = (DOCUMENT_ID, *(name for name in link.columns if name != NAME))
    return sa.ForeignKeyConstraint(names, [f"{link.table}.{name}" for name in names])


def _indexed(table: Table) -> list[str]:
    """Columns by which rows of a document are looked for, and that no key begins with."""
    return [name for name in ("id",) if name in table.names and name not in table.key]


def _type(column: Column, table: Table) -> TypeEngine[Any]:
    in_keys = {name for name in table.key if name != NAME} | {name for link in table.links for name in link.columns}
    if column.type == "teks" and column.name != NAME and (column.name in in_keys or column.name in _indexed(table)):
        return sa.Unicode(KEY_CHARS)
    return _TYPES[column.type]
