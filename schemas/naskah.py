"""Words of the contract for regulations that several stages need."""

from __future__ import annotations

from typing import Literal

Bentuk = Literal[
    "undang-undang",
    "peraturan_pemerintah",
    "peraturan_presiden",
    "peraturan_menteri",
    "peraturan_daerah",
    "peraturan_kepala_daerah",
    "peraturan_lain",
    "keputusan",
    "instruksi",
    "surat_edaran",
]
"""Kinds of regulations."""
UnitKind = Literal["buku", "bab", "bagian", "paragraf", "pasal", "ayat", "huruf", "angka", "diktum"]
"""Kinds of units, from the top down; huruf and angka may hold each other."""
