"""The cells of a set of documents that a person should look at, one line each (periksa.csv)."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from operator import attrgetter

from extractor.export.flat_indicators import CONFIDENCE_DIGITS
from extractor.export.tables.document_tables import Row
from extractor.finding_index import FindingIndex
from extractor.left_out_tables import tables_left_out
from extractor.workload import PrintedCell, cells_of, counted, cut_of
from schemas.document import Document, Temuan

FILE = "periksa.csv"
TABLE = "tabel"
"""In the column kolom: a table that was left out."""
SPOOL_BYTES = 8 * 1024 * 1024
"""Lines that wait until all documents are known: up to so many bytes in memory, more on the disk."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """Fields in the order of the columns; None where there is nothing to say."""

    dokumen: str
    halaman: int | None
    jabatan: str | None
    indikator: str | None  # of its row; of a cascade the goal of its node
    kolom: str
    teks: str
    teks_asli: str  # line breaks as blanks
    keyakinan: float | None  # of a table that was left out there is none
    temuan: str | None  # codes of the findings that name the row


COLUMNS = tuple(field.name for field in fields(ReviewRow))
_values = attrgetter(*COLUMNS)


class ReviewSpool:
    """Keeps the doubtful cells of each document until all are known, for how many are to be looked at depends on all.

    No cell that is surer than the whole must be is ever among them, so that few are kept.
    """

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._waiting = tempfile.SpooledTemporaryFile(SPOOL_BYTES, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115

    def add(self, document: Document, name: str) -> None:
        """Takes the cells of a document; `name` stands in the column dokumen."""
        cells = cells_of(document)
        self._counts.update(counted(cells))
        for found in tables_left_out(document):
            self._waiting.write(json.dumps([None, _values(_row_of_table(found, name))]) + "\n")
        index = FindingIndex(document)
        for cell in cells:
            if cell.may_need_a_look:
                self._waiting.write(json.dumps([cell.doubt, _values(_row(cell, document, index, name))]) + "\n")

    def __iter__(self) -> Iterator[Row]:
        """The rows of the cells to look at, of all documents so far, in the order of COLUMNS. Can be repeated."""
        cut = cut_of(self._counts)
        self._waiting.seek(0)
        for doubt, row in map(json.loads, self._waiting):
            if doubt is None:
                yield tuple(row)
            elif cut.taken({doubt: 1}):
                yield tuple(row)
                cut = cut.after({doubt: 1})

    @property
    def has_cells(self) -> bool:
        """Whether anything was read in any document."""
        return bool(self._counts)

    def close(self) -> None:
        """Gives up what is kept."""
        self._waiting.close()


def _row_of_table(found: Temuan, name: str) -> ReviewRow:
    """A table that was left out but may hold indicators: none of its cells was read, so that all are to be seen."""
    return ReviewRow(
        dokumen=name,
        halaman=found.halaman,
        jabatan=None,
        indikator=None,
        kolom=TABLE,
        teks=found.lokasi or "",
        teks_asli=found.lokasi or "",
        keyakinan=None,
        temuan=found.kode,
    )


def _row(cell: PrintedCell, document: Document, index: FindingIndex, name: str) -> ReviewRow:
    ref = cell.ref
    section = document.bagian[ref.section] if ref.section is not None else None
    row = section.indikator[ref.row] if section is not None and ref.row is not None else None
    goal = document.kaskade[ref.node].kinerja if ref.node is not None else None
    return ReviewRow(
        dokumen=name,
        halaman=cell.source.page,
        jabatan=section.jabatan if section is not None else None,
        indikator=row.indikator if row is not None else goal,
        kolom=cell.name,
        teks=cell.text,
        teks_asli=cell.source.as_read,
        keyakinan=round(cell.confidence, CONFIDENCE_DIGITS),
        temuan=index.codes(ref.section, ref.row) if ref.section is not None else None,
    )
