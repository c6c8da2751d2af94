"""A document -> the rows of each of the tables, as tuples in the order of the table's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from extractor.export.csv_table import CellValue
from extractor.export.flat_agreements import budget_rows, party_rows
from extractor.export.flat_figures import figure_rows
from extractor.export.flat_indicators import rows as indicator_rows
from extractor.export.tables.table_model import Table, all_tables
from extractor.export.tables.table_rows import (
    document_lines,
    evidence_lines,
    finding_lines,
    row_lines,
    section_lines,
)
from extractor.export.tree_flat import node_rows
from extractor.workload import has_cells
from schemas.document import Document

Row = tuple[CellValue, ...]

_LINES: dict[str, Callable[[Document, str], Iterable[object]]] = {
    "indikator": indicator_rows,
    "angka": figure_rows,
    "pihak": party_rows,
    "anggaran": budget_rows,
    "kaskade": node_rows,
    "temuan": finding_lines,
    "dokumen": document_lines,
    "bagian": section_lines,
    "baris": row_lines,
    "bukti": evidence_lines,
}
"""By table, what makes its lines. Those of `periksa` depend on all documents (extractor.export.review_csv)."""
OF_ALL = "periksa"


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """Where the files of a document are, for links."""

    source: str | None = None  # path or URL of the file that it was read from
    result: str | None = None  # path of its JSON file below the output folder, with slashes


@dataclass(frozen=True, slots=True)
class DocumentTables:
    """One document with the rows that it has in each table; they are made when they are asked for, and once."""

    document: Document
    name: str  # what stands in the column `dokumen`
    files: DocumentFiles = DocumentFiles()
    _made: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    def rows(self, table: Table) -> tuple[Row, ...]:
        """Its rows in one of the tables of `own_tables`."""
        if table.name not in self._made:
            values = attrgetter(*table.names)
            self._made[table.name] = tuple(values(line) for line in _LINES[table.name](self.document, self.name))
        return self._made[table.name]

    @property
    def has_cells(self) -> bool:
        """Whether anything was read in the document."""
        return has_cells(self.document)


def own_tables() -> list[Table]:
    """The tables whose rows a document alone decides."""
    return [table for table in all_tables().values() if table.name in _LINES]
