"""Words that lead a clerk to a place in the document."""

from __future__ import annotations

from schemas.document import Bagian, Bukti, Indikator


def of_row(row: Indikator) -> str:
    """The row's indicator, whole, so that whoever reads a finding can find its row by it."""
    return row.indikator


def of_section(section: Bagian) -> str | None:
    return section.jabatan


def page_of(row: Indikator, field: str = "indikator") -> int | None:
    """The page of the row's field, or of its indicator where the field is not there."""
    proof: Bukti | None = row.bukti.get(field) or row.bukti.get("indikator")
    return proof.halaman if proof is not None else None
