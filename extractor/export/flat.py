"""Documents as flat rows: one per indicator and, where its targets are dated, one per period.

The columns are those of the contract's indikator.csv; spreadsheet formats and data frames share them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from schemas.document import Bagian, Document, Indikator, Target, Temuan

CODE_SEPARATOR = ";"
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


COLUMNS = tuple(field.name for field in fields(FlatRow))


def rows(document: Document, name: str | None = None) -> Iterator[FlatRow]:
    """The rows of one document in reading order; `name` stands in `dokumen` (default: the file name)."""
    name = document.berkas.nama if name is None else name
    for section in document.bagian:
        for indicator in section.indikator:
            yield from _indicator_rows(document, section, indicator, name)


def _indicator_rows(document: Document, section: Bagian, indicator: Indikator, name: str) -> Iterator[FlatRow]:
    formula = indicator.formulasi
    page = _page(section, indicator)
    confidences = [evidence.keyakinan for evidence in indicator.bukti.values()]
    for period, text, value in _targets(indicator):
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
            target=text,
            target_nilai=value.nilai if value else None,
            target_satuan=value.satuan if value else None,
            target_predikat=value.predikat if value else None,
            target_tahun=period,
            formulasi=formula.teks if formula else None,
            tipe_penghitungan=formula.tipe_penghitungan if formula else None,
            sumber_data=indicator.sumber_data,
            penanggung_jawab=indicator.penanggung_jawab,
            keyakinan=round(min(confidences), CONFIDENCE_DIGITS) if confidences else None,
            temuan=_codes(document.temuan, section, indicator, page),
        )


def _targets(indicator: Indikator) -> list[tuple[str | None, str | None, Target | None]]:
    """Period, text and value of each target; one entry without anything where there is none.

    A single dated column ("Target 2025") is the indicator's target and its year, not two targets.
    """
    target = indicator.target
    dated = list((indicator.target_per_tahun or {}).items())
    if target is not None and len(dated) == 1 and dated[0][1] == target.teks:
        return [(dated[0][0], target.teks, target)]
    entries: list[tuple[str | None, str | None, Target | None]] = [(period, text, None) for period, text in dated]
    if target is not None or not entries:
        entries.insert(0, (None, target.teks if target else None, target))
    return entries


def _page(section: Bagian, indicator: Indikator) -> int | None:
    evidence = indicator.bukti.get("indikator")
    if evidence is not None and evidence.halaman is not None:
        return evidence.halaman
    return section.halaman[0] if section.halaman else None


def _codes(findings: list[Temuan], section: Bagian, indicator: Indikator, page: int | None) -> str | None:
    """Codes of the findings whose place names this indicator, or this section's jabatan; sorted, each once."""
    codes = {
        found.kode
        for found in findings
        if found.lokasi
        and (indicator.indikator in found.lokasi or (section.jabatan is not None and section.jabatan in found.lokasi))
        and (found.halaman is None or page is None or found.halaman == page)
    }
    return CODE_SEPARATOR.join(sorted(codes)) or None
