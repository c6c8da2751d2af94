"""Documents as flat rows: one per indicator and, where its targets are dated, one per period.

The columns are those of the contract's indikator.csv; spreadsheet formats and data frames share them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from normalizers.target import read_target
from schemas.document import Bagian, Bukti, Document, Indikator, Target, Temuan
from schemas.values import TargetValue

CODE_SEPARATOR = ";"
CONFIDENCE_DIGITS = 3
DATED = "target["
"""How the evidence of one period's target is named: "target[2025]"."""


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


@dataclass(frozen=True, slots=True)
class _DatedTarget:
    period: str | None  # None: the target of the whole document
    value: Target | TargetValue | None


def rows(document: Document, name: str | None = None) -> Iterator[FlatRow]:
    """The rows of one document in reading order; `name` stands in `dokumen` (default: the file name)."""
    name = document.berkas.nama if name is None else name
    for section in document.bagian:
        for indicator in section.indikator:
            yield from _indicator_rows(document, section, indicator, name)


def _indicator_rows(document: Document, section: Bagian, indicator: Indikator, name: str) -> Iterator[FlatRow]:
    formula = indicator.formulasi
    page = _page(section, indicator)
    for target in _targets(indicator):
        value = target.value
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
            target=value.teks if value else None,
            target_nilai=value.nilai if value else None,
            target_satuan=value.satuan if value else None,
            target_predikat=value.predikat if value else None,
            target_tahun=target.period,
            formulasi=formula.teks if formula else None,
            tipe_penghitungan=formula.tipe_penghitungan if formula else None,
            sumber_data=indicator.sumber_data,
            penanggung_jawab=indicator.penanggung_jawab,
            keyakinan=_confidence(indicator.bukti, target.period),
            temuan=_codes(document.temuan, section, indicator, page),
        )


def _targets(indicator: Indikator) -> list[_DatedTarget]:
    """Each target with its period; one entry without anything where there is none.

    A single dated column ("Target 2025") is the indicator's target and its year, not two targets.
    """
    target = indicator.target
    dated = list((indicator.target_per_tahun or {}).items())
    if target is not None and len(dated) == 1 and dated[0][1] == target.teks:
        return [_DatedTarget(dated[0][0], target)]
    unit = _unit(indicator)
    entries = [_DatedTarget(period, read_target(text, unit)) for period, text in dated]
    if target is not None or not entries:
        entries.insert(0, _DatedTarget(None, target))
    return entries


def _unit(indicator: Indikator) -> str | None:
    """The unit that all targets of the indicator share, as its own column or its main target has it."""
    column = indicator.bukti.get("satuan")
    if column is not None:
        return " ".join(column.teks_asli.split())
    return indicator.target.satuan if indicator.target else None


def _page(section: Bagian, indicator: Indikator) -> int | None:
    evidence = indicator.bukti.get("indikator")
    if evidence is not None and evidence.halaman is not None:
        return evidence.halaman
    return section.halaman[0] if section.halaman else None


def _confidence(evidence: dict[str, Bukti], period: str | None) -> float | None:
    """The lowest of the fields on this line; targets of other periods stand on lines of their own."""
    own = f"{DATED}{period}]"
    known = [one.keyakinan for name, one in evidence.items() if not name.startswith(DATED) or name == own]
    return round(min(known), CONFIDENCE_DIGITS) if known else None


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
