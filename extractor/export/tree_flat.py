"""Performance cascades -> flat rows, and all cascades of a run in one CSV (kaskade.csv)."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import BinaryIO

from extractor.export.spreadsheet import inert
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


def has_nodes(document: Document) -> bool:
    """Whether the document has a cascade."""
    return bool(document.kaskade)


def node_rows(document: Document, name: str | None = None) -> Iterator[FlatNode]:
    """The rows of one document in reading order; `name` stands in `dokumen` (default: the file name)."""
    name = document.berkas.nama if name is None else name
    for node in document.kaskade:
        for indicator in node.indikator or (None,):
            yield FlatNode(name, node.id, node.induk, node.tingkat, node.kinerja, indicator, page_of(node))


def page_of(node: Simpul) -> int | None:
    """The page on which the node stands, 1-based; None where the document has no pages."""
    evidence = node.bukti.get("kinerja") or next(iter(node.bukti.values()), None)
    return evidence.halaman if evidence is not None else None


class NodeCollector:
    """Writes the head at once and the nodes of each document as it comes."""

    def __init__(self, file: BinaryIO) -> None:
        file.write(codecs.BOM_UTF8)
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow(COLUMNS)

    def add(self, document: Document, name: str) -> None:
        """Appends the nodes of `document`; `name` goes into the column dokumen."""
        self._writer.writerows([[_cell(value) for value in _values(row)] for row in node_rows(document, name)])

    def close(self) -> None:
        """Hands the file back to its opener, everything written, still open."""
        self._text.detach()


def _cell(value: str | int | None) -> str:
    return "" if value is None else inert(value) if isinstance(value, str) else str(value)


def as_csv(document: Document) -> bytes:
    """The nodes of one document in the form of kaskade.csv."""
    file = io.BytesIO()
    collector = NodeCollector(file)
    collector.add(document, document.berkas.nama)
    collector.close()
    return file.getvalue()
