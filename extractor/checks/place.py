"""Words that lead a clerk to a place in the document."""

from __future__ import annotations

from schemas.document import Bagian, Bukti, Indikator

_MOST_CHARS = 60


def of_row(row: Indikator) -> str:
    """The row's indicator, shortened, behind the number of its objective where it has one."""
    text = row.indikator if len(row.indikator) <= _MOST_CHARS else row.indikator[: _MOST_CHARS - 1] + "…"
    return f"{row.no}: {text}" if row.no else text


def of_section(section: Bagian) -> str | None:
    return section.jabatan


def page_of(row: Indikator, field: str = "indikator") -> int | None:
    """The page of the row's field, or of its indicator where the field is not there."""
    proof: Bukti | None = row.bukti.get(field) or row.bukti.get("indikator")
    return proof.halaman if proof is not None else None
