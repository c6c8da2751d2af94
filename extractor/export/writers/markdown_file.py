"""Documents -> one Markdown page to read: for each document what it is, its indicators, its cascade, its findings.

It shows what people look for and not every column; the other formats have all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.export.collecting import Begin, ExportOptions
from extractor.export.csv_table import CellValue
from extractor.export.tables.document_tables import DocumentTables, Row
from extractor.export.tables.table_model import Table, all_tables

FILE = "cermat.md"
SHOWN: dict[str, tuple[str, ...]] = {
    "indikator": ("jabatan", "no", "sasaran", "indikator", "target_tahun", "target", "halaman", "keyakinan"),
    "kaskade": ("id", "induk", "tingkat", "kinerja", "indikator", "halaman"),
    "anggaran": ("kode", "program", "jumlah", "keterangan", "halaman"),
    "temuan": ("tingkat", "kode", "pesan", "lokasi", "halaman"),
}
"""Tables below each document, and their columns."""
_ABOUT = ("instansi", "nomor", "tahun", "tentang", "tanggal", "sha256")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


class MarkdownFile:
    """A Collector of the page."""

    def __init__(self, begin: Begin, options: ExportOptions) -> None:
        self._file = begin(FILE)

    def add(self, tables: DocumentTables) -> None:
        """Appends what is shown of a document."""
        self._file.write("\n".join(_page(tables)).encode() + b"\n\n")

    def close(self, review: Iterable[Row]) -> None:
        """Everything is on the file as soon as it is written; cells to look at are for tables."""


def _page(tables: DocumentTables) -> Iterator[str]:
    yield f"# {escaped(tables.name)}"
    yield ""
    about = all_tables()["dokumen"]
    [values] = tables.rows(about)
    for name in _ABOUT:
        if (value := values[about.names.index(name)]) is not None:
            yield f"- {name}: {escaped(value)}"
    for name, columns in SHOWN.items():
        table = all_tables()[name]
        if rows := tables.rows(table):
            yield from ("", f"## {name}", "")
            yield from _table(table, columns, rows)


def _table(table: Table, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    places = [table.names.index(name) for name in columns]
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(escaped(row[place]) for place in places)} |"


def escaped(value: CellValue) -> str:
    """The value on one line, with nothing in it that Markdown or HTML would take for more than text."""
    return "" if value is None else _SPECIAL.sub(r"\\\1", " ".join(str(value).split()))
