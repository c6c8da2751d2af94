"""All figures of the indicators of a run -> angka.csv: one line per filled figure cell, in print order.

Targets, realisasi, baseline, akhir and anggaran stand below each other, so that a spreadsheet can filter and pivot
them; `dokumen` and `id` lead to the row in indikator.csv and in the JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.export.flat_indicators import CONFIDENCE_DIGITS, page_of_row
from extractor.export.row_addresses import row_addresses
from extractor.from_contract import named_figures
from schemas.document import Document
from schemas.fields import TARGET, is_target


@dataclass(frozen=True, slots=True)
class FlatFigure:
    """Fields in the contract's order; None where the document says nothing."""

    dokumen: str
    id: str  # of the row, "b1.i2"
    indikator: str
    jenis: str
    periode: str | None
    teks: str
    nilai: float | int | None
    satuan: str | None
    halaman: int | None  # of the figure's cell; that of its row where nothing says
    keyakinan: float | None  # of the figure's cell


def figure_rows(document: Document, name: str | None = None) -> Iterator[FlatFigure]:
    """The figures of one document in reading order; `name` stands in `dokumen` (default: the file's path or name)."""
    name = document.berkas.jalur or document.berkas.nama if name is None else name
    addresses = row_addresses(document)
    for number, section in enumerate(document.bagian):
        for place, row in enumerate(section.indikator):
            for figure, printed in zip(named_figures(row), row.angka, strict=True):
                proof = row.bukti.get(figure.name) or (row.bukti.get(TARGET) if is_target(figure.name) else None)
                page = proof.halaman if proof is not None else None
                yield FlatFigure(
                    dokumen=name,
                    id=addresses[number, place],
                    indikator=row.indikator,
                    jenis=printed.jenis,
                    periode=printed.periode,
                    teks=printed.teks,
                    nilai=printed.nilai,
                    satuan=printed.satuan,
                    halaman=page if page is not None else page_of_row(section, row),
                    keyakinan=round(proof.keyakinan, CONFIDENCE_DIGITS) if proof is not None else None,
                )
