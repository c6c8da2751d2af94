"""Short views of the rows of a planning table, for tests that compare many of them."""

from __future__ import annotations

from extractor.pipeline import document_of, interpret
from schemas.document import Indikator
from schemas.transcript import Grid, Transcript
from tests.support.transcripts import flow

PLAN = "RENCANA STRATEGIS DINAS PERTAMANAN TAHUN 2021-2026"

Figure = tuple[str, str | None, str]
"""Kind, period and text of a figure."""


def rows_of(transcript: Transcript) -> list[Indikator]:
    """All rows of the document."""
    document = document_of(transcript, interpret(transcript))
    return [row for section in document.bagian for row in section.indikator]


def planned(*tables: Grid | str) -> list[Indikator]:
    """The rows of tables under the title of a plan."""
    return rows_of(flow(PLAN, *tables))


def figures(row: Indikator) -> list[Figure]:
    """What stands in the row's figure cells, in print order."""
    return [(figure.jenis, figure.periode, figure.teks) for figure in row.angka]


def chain(row: Indikator) -> list[tuple[str, str | None, str]]:
    """Level, code and text of each entry above the indicator, from the top down."""
    return [(entry.jenjang, entry.kode, entry.teks) for entry in row.hierarki]


def levels(rows: list[Indikator]) -> list[str | None]:
    """The planning level of each row."""
    return [row.jenjang for row in rows]
