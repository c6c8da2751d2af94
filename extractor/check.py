"""What a person should know about a finished document. Nothing is changed here; every check can be run again later."""

from __future__ import annotations

from extractor.checks import head, reading, rows, targets
from schemas.document import Document, Temuan
from schemas.evidence import Finding

CODES = frozenset(
    {
        "nomor_lompat",
        "nomor_ganda",
        "indikator_ganda",
        "sel_kosong",
        "satuan_bukan_persen",
        "satuan_tidak_cocok",
        "satuan_beda_rumus",
        "satuan_beda_kolom",
        "nilai_beda_teks",
        "persen_lebih_100",
        "predikat_tidak_cocok",
        "bilangan_berbeda",
        "target_tidak_terbaca",
        "tahun_di_luar_periode",
        "nip_tidak_cocok",
        "halaman_terbaca_buruk",
    }
)
"""Codes of the findings that `check` can give; it gives all of them anew each time."""


def check(document: Document) -> tuple[Finding, ...]:
    """All findings about the document's own values, in the order of the document within each kind."""
    return (*rows.check(document), *targets.check(document), *head.check(document), *reading.check(document))


def checked(document: Document) -> Document:
    """The document with the findings of `check` in place of those that an earlier check left; others are kept."""
    kept = [item for item in document.temuan if item.kode not in CODES]
    return document.model_copy(update={"temuan": kept + [reported(f) for f in check(document)]})


def reported(item: Finding) -> Temuan:
    """A finding as the contract has it."""
    return Temuan(kode=item.code, tingkat=item.severity, pesan=item.message, lokasi=item.place, halaman=item.page)
