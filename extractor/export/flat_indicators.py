"""Documents as flat rows: one per indicator and, where its targets are dated, one per period.

The columns are those of the contract's indikator.csv; spreadsheet formats and data frames share them.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, fields

from extractor.dated import dated, targets_of
from schemas.document import Bagian, Bukti, Document, Indikator, Temuan

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
    named = FindingCodes(document)
    for section in document.bagian:
        for indicator in section.indikator:
            yield from _indicator_rows(document, section, indicator, name, named)


def _indicator_rows(
    document: Document, section: Bagian, indicator: Indikator, name: str, named: FindingCodes
) -> Iterator[FlatRow]:
    formula = indicator.formulasi
    page = _page(section, indicator)
    for target in targets_of(indicator):
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
            temuan=named.codes(section.jabatan, indicator.indikator, pages_of(section, indicator)),
        )


def _page(section: Bagian, indicator: Indikator) -> int | None:
    evidence = indicator.bukti.get("indikator")
    if evidence is not None and evidence.halaman is not None:
        return evidence.halaman
    return section.halaman[0] if section.halaman else None


def _confidence(evidence: dict[str, Bukti], period: str | None) -> float | None:
    """The lowest of the fields on this line; targets of other periods stand on lines of their own."""
    own = dated(period) if period is not None else ""
    known = [one.keyakinan for name, one in evidence.items() if not name.startswith("target[") or name == own]
    return round(min(known), CONFIDENCE_DIGITS) if known else None


class FindingCodes:
    """Which rows the findings of a document name: by the indicator or the jabatan in their place.

    Where one text is a part of another ("Jumlah laporan" and "Jumlah laporan keuangan"), the longer one is meant.
    """

    def __init__(self, document: Document) -> None:
        texts = {row.indikator for section in document.bagian for row in section.indikator if row.indikator}
        posts = {section.jabatan for section in document.bagian if section.jabatan}
        self._findings: list[tuple[Temuan, str | None, str | None]] = []
        for found in document.temuan:
            if found.lokasi:
                text = _longest(texts, found.lokasi)
                rest = found.lokasi.replace(text, " ") if text is not None else found.lokasi
                self._findings.append((found, text, _longest(posts, rest)))

    def codes(
        self, jabatan: str | None, indikator: str | None = None, pages: Set[int | None] = frozenset()
    ) -> str | None:
        """Codes of the findings that name the row, or its section; sorted, each once.

        `pages`: those that the row stands on; findings on others are not meant, unless page or finding has no number.
        """
        known = pages - {None}
        codes = {
            found.kode
            for found, text, post in self._findings
            if ((indikator and text == indikator) or (jabatan and post == jabatan))
            and (found.halaman is None or not known or found.halaman in known)
        }
        return CODE_SEPARATOR.join(sorted(codes)) or None


def _longest(texts: Set[str], place: str) -> str | None:
    if place in texts:
        return place
    return max((text for text in texts if text in place), key=len, default=None)


def pages_of(section: Bagian, indicator: Indikator) -> set[int | None]:
    """All pages that the row stands on."""
    return {proof.halaman for proof in indicator.bukti.values()} or {_page(section, indicator)}
