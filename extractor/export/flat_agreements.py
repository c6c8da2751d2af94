"""The agreements (PK) of a run -> pihak.csv, a line per party, and anggaran.csv, a line per programme with its money.

Both are written only where an agreement is among the documents; `bagian` leads to the section in the JSON and to the
ids of its rows ("b1" for "b1.i2").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.export.flat_indicators import CONFIDENCE_DIGITS
from extractor.export.row_addresses import section_address
from schemas.document import Bagian, Bukti, Document
from schemas.fields import budget_field, party_field


@dataclass(frozen=True, slots=True)
class FlatParty:
    """One party of one agreement; None where the document says nothing."""

    dokumen: str
    bagian: str  # "b1"
    peran: str
    nama: str | None
    jabatan: str | None
    pangkat: str | None
    nip: str | None
    halaman: int | None  # of the name
    keyakinan: float | None  # the lowest of its fields


@dataclass(frozen=True, slots=True)
class FlatBudgetLine:
    """One line of one agreement's list of money; None where the document says nothing."""

    dokumen: str
    bagian: str  # "b1"
    jabatan: str | None  # of the section
    kode: str | None
    program: str
    jumlah: str
    jumlah_nilai: float | int | None
    keterangan: str | None
    halaman: int | None  # of the amount
    keyakinan: float | None  # the lowest of its fields


def party_rows(document: Document, name: str | None = None) -> Iterator[FlatParty]:
    """The parties of one document; `name` stands in `dokumen` (default: the file's path or name)."""
    for number, section in enumerate(document.bagian):
        for party in section.pihak:
            proofs = _proofs(section, party_field(party.peran, ""))
            yield FlatParty(
                dokumen=_name(document, name),
                bagian=section_address(number),
                **party.model_dump(),
                halaman=_page(section, party_field(party.peran, "nama")),
                keyakinan=_lowest(proofs),
            )


def budget_rows(document: Document, name: str | None = None) -> Iterator[FlatBudgetLine]:
    """The lists of money of one document; `name` stands in `dokumen` (default: the file's path or name)."""
    for number, section in enumerate(document.bagian):
        for place, line in enumerate(section.anggaran, start=1):
            yield FlatBudgetLine(
                dokumen=_name(document, name),
                bagian=section_address(number),
                jabatan=section.jabatan,
                kode=line.kode,
                program=line.program,
                jumlah=line.jumlah.teks,
                jumlah_nilai=line.jumlah.nilai,
                keterangan=line.keterangan,
                halaman=_page(section, budget_field(place, "jumlah")),
                keyakinan=_lowest(_proofs(section, budget_field(place, ""))),
            )


def _name(document: Document, name: str | None) -> str:
    return document.berkas.jalur or document.berkas.nama if name is None else name


def _proofs(section: Bagian, beginning: str) -> list[Bukti]:
    return [proof for name, proof in section.bukti.items() if name.startswith(beginning)]


def _page(section: Bagian, name: str) -> int | None:
    proof = section.bukti.get(name)
    return proof.halaman if proof is not None else None


def _lowest(proofs: list[Bukti]) -> float | None:
    return round(min(proof.keyakinan for proof in proofs), CONFIDENCE_DIGITS) if proofs else None
