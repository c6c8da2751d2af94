"""Performance cascades -> flat rows, and all cascades of a run in one CSV (kaskade.csv)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, fields
from operator import attrgetter

from extractor.export.csv_table import CsvTable
from schemas.document import Document, Simpul


@dataclass(frozen=True, slots=True)
class FlatNode:
    """One node with one of its indicators; a node with several takes a line for each, one without takes one."""

    dokumen: str
    id: str
    induk: str | None
    tingkat: str
    kinerja: str
    indikator: str | None
    halaman: int | None


COLUMNS = tuple(field.name for field in fields(FlatNode))


_values = attrgetter(*COLUMNS)


def node_rows(document: Document, name: str | None = None) -> Iterator[FlatNode]:
    """The rows of one document in reading order; `name` stands in `dokumen` (default: the file's path or name)."""
    name = document.berkas.jalur or document.berkas.nama if name is None else name
    for node in document.kaskade:
        for indicator in node.indikator or (None,):
            yield FlatNode(name, node.id, node.induk, node.tingkat, node.kinerja, indicator, page_of(node))


def page_of(node: Simpul) -> int | None:
    """The page on which the node stands, 1-based; None where the document has no pages."""
    evidence = node.bukti.get("kinerja") or next(iter(node.bukti.values()), None)
    return evidence.halaman if evidence is not None else None


def as_csv(document: Document) -> bytes:
    """The nodes of one document in the form of kaskade.csv."""
    file = io.BytesIO()
    table = CsvTable(file, COLUMNS)
    table.write(_values(row) for row in node_rows(document, document.berkas.nama))
    table.close()
    return file.getvalue()
