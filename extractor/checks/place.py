"""Words that lead a clerk to a place in the document."""

from __future__ import annotations

from schemas.document import Bagian, Bukti, Indikator


def of_row(row: Indikator) -> str:
    """The row's indicator, whole, so that whoever reads a finding can find its row by it; else its objective."""
    return row.indikator or row.sasaran or ""


def of_section(section: Bagian, number: int) -> str:
    """The post whose section it is, else the `number` (1-based) of the section and its kind."""
    return section.jabatan or f"bagian {number} ({section.jenis})"


def page_of(row: Indikator, field: str = "indikator") -> int | None:
    """The page of the row's field, or of its indicator where the field is not there."""
    proof: Bukti | None = row.bukti.get(field) or row.bukti.get("indikator")
    return proof.halaman if proof is not None else None
