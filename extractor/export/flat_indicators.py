"""Documents as flat rows: one per indicator and, where its targets are dated, one per period.

The columns are those of the contract's indikator.csv; spreadsheet formats and data frames share them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.export.row_addresses import row_addresses
from extractor.finding_index import FindingIndex
from extractor.from_contract import formula_text, row_from
from schemas.document import Bagian, Bukti, Document, Indikator
from schemas.fields import TARGET, dated_target, holds_figure

CONFIDENCE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class FlatRow:
    """Fields in the contract's order; None where the document says nothing."""

    dokumen: str
    halaman: int | None
    jenis: str
    instansi: str | None
    tahun: str | None
    jabatan: str | None
    no: str | None
    sasaran_induk: str | None
    sasaran: str | None
    indikator_induk: str | None
    indikator: str
    target: str | None
    target_nilai: float | int | None
    target_satuan: str | None
    target_predikat: str | None
    target_tahun: str | None
    formulasi: str | None
    tipe_penghitungan: str | None
    sumber_data: str | None
    penanggung_jawab: str | None
    keyakinan: float | None
    temuan: str | None
    id: str  # "b<n>.i<m>"; dokumen and id lead from one CSV to another
    jenjang: str | None
    kode: str | None
    tujuan: str | None  # texts of the ladder by level; where a level has a name and a statement, its name
    program: str | None
    kegiatan: str | None
    sub_kegiatan: str | None
    target_pembanding: str | None
    target_nilai_maks: float | int | None


def rows(document: Document, name: str | None = None) -> Iterator[FlatRow]:
    """The rows of one document in reading order; `name` stands in `dokumen` (default: the file's path or name)."""
    name = document.berkas.jalur or document.berkas.nama if name is None else name
    index = FindingIndex(document)
    addresses = row_addresses(document)
    for number, section in enumerate(document.bagian):
        for place, indicator in enumerate(section.indikator):
            codes = index.codes(number, place)
            yield from _indicator_rows(document, section, indicator, name, addresses[number, place], codes)


def _indicator_rows(
    document: Document, section: Bagian, indicator: Indikator, name: str, address: str, codes: str | None
) -> Iterator[FlatRow]:
    formula = indicator.formulasi
    page = page_of_row(section, indicator)
    names = _names_by_level(indicator)
    for target in row_from(indicator).targets():
        value = target.field.target if target.field is not None else None
        yield FlatRow(
            dokumen=name,
            halaman=page,
            jenis=section.jenis,
            instansi=document.metadata.instansi,
            tahun=document.metadata.tahun,
            jabatan=section.jabatan,
            no=indicator.no,
            sasaran_induk=indicator.sasaran_induk,
            sasaran=indicator.sasaran,
            indikator_induk=indicator.indikator_induk,
            indikator=indicator.indikator,
            target=target.field.text if target.field is not None else None,
            target_nilai=value.nilai if value else None,
            target_satuan=value.satuan if value else None,
            target_predikat=value.predikat if value else None,
            target_tahun=target.period,
            formulasi=formula_text(indicator),
            tipe_penghitungan=formula.tipe_penghitungan if formula else None,
            sumber_data=indicator.sumber_data,
            penanggung_jawab=indicator.penanggung_jawab,
            keyakinan=_confidence(indicator.bukti, target.period),
            temuan=codes,
            id=address,
            jenjang=indicator.jenjang,
            kode=indicator.kode,
            tujuan=names.get("tujuan"),
            program=names.get("program"),
            kegiatan=names.get("kegiatan"),
            sub_kegiatan=names.get("sub_kegiatan"),
            target_pembanding=value.pembanding if value else None,
            target_nilai_maks=value.nilai_maks if value else None,
        )


def _names_by_level(indicator: Indikator) -> dict[str, str]:
    """Level -> text of its first entry in the ladder: a name is printed before the statement that belongs to it."""
    return {entry.jenjang: entry.teks for entry in reversed(indicator.hierarki)}


def page_of_row(section: Bagian, indicator: Indikator) -> int | None:
    """The page of the indicator, 1-based; the first of its section where no evidence says, None without pages."""
    evidence = indicator.bukti.get("indikator")
    if evidence is not None and evidence.halaman is not None:
        return evidence.halaman
    return section.halaman[0] if section.halaman else None


def _confidence(evidence: dict[str, Bukti], period: str | None) -> float | None:
    """The lowest of the fields on this line; other periods stand on lines of their own, other figures in angka.csv."""
    own = {TARGET, dated_target(period) if period is not None else TARGET}
    known = [one.keyakinan for name, one in evidence.items() if not holds_figure(name) or name in own]
    return round(min(known), CONFIDENCE_DIGITS) if known else None
