"""Documents as a pandas DataFrame, for people who go on in Python."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from extractor.export.tables.document_tables import DocumentTables, own_tables
from extractor.export.tables.table_model import ColumnType
from schemas.document import Document

_TYPES: dict[ColumnType, str] = {"bulat": "Int64", "bilangan": "float64"}


def to_frame(documents: Iterable[Document], table: str = "indikator") -> pd.DataFrame:
    """One of the tables (data/tables.toml) with all rows of the documents; nothing is escaped.

    Whole numbers are nullable integers, other numbers floats, the rest is text or missing. Raises KeyError for a table
    that there is not, or that documents alone don't make.
    """
    wanted = {one.name: one for one in own_tables()}[table]
    rows = [row for document in documents for row in DocumentTables(document, name_of(document)).rows(wanted)]
    frame = pd.DataFrame(rows, columns=list(wanted.names))
    return frame.astype({column.name: _TYPES[column.type] for column in wanted.columns if column.type in _TYPES})


def name_of(document: Document) -> str:
    """What `dokumen` says of a document by itself: its path below the folder that was named, else its file's name."""
    return document.berkas.jalur or document.berkas.nama
