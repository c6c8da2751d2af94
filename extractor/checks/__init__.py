"""Checks of a document: fields -> findings, one module per thing that is looked at. Nothing is changed.

Every check here can be run again later, over a document that was loaded from its JSON.
"""

from __future__ import annotations

from extractor.checks import (
    decree_checks,
    empty_cells,
    legibility_checks,
    number_checks,
    repeated_indicators,
    target_checks,
)
from schemas.evidence import Finding
from schemas.fields import DocumentFields

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


def check(document: DocumentFields, recognised_pages: frozenset[int]) -> tuple[Finding, ...]:
    """All findings about the document's own values, in the order of the document within each kind.

    `recognised_pages` (1-based) were read from pictures.
    """
    return (
        *number_checks.check(document),
        *repeated_indicators.check(document),
        *empty_cells.check(document),
        *target_checks.check(document),
        *decree_checks.check(document),
        *legibility_checks.check(document, recognised_pages),
    )
