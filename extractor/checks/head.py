"""Years outside the period, the signatory's NIP, and the order of the decree's dicta."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from extractor.checks.place import of_section
from normalizers.nip import LENGTH, check_nip
from schemas.document import Document
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.transcript import Grid, Line, Transcript

_PERIOD = re.compile(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_NIP_CAUSES = {
    "nip_panjang": "bukan 18 angka",
    "nip_lahir": "tanggal lahir tidak mungkin",
    "nip_tmt": "bulan pengangkatan tidak mungkin",
    "nip_jenis_kelamin": "angka jenis kelamin bukan 1 atau 2",
    "nip_usia": "umur tidak sesuai pengangkatan",
    "nip_urut": "nomor urut 000",
}


def check(document: Document) -> Iterator[Finding]:
    yield from _years(document)
    yield from _nip(document)


def _years(document: Document) -> Iterator[Finding]:
    """Target columns of a year that the document's period does not have; the year before it may give the baseline."""
    period = _PERIOD.search(document.metadata.tahun or "")
    if period is None:
        return
    first, last = int(period[1]), int(period[2])
    for section in document.bagian:
        years = {
            int(m[1]) for row in section.indikator for name in row.target_per_tahun or {} if (m := _YEAR.search(name))
        }
        for year in sorted(years):
            if not first <= year <= last:
                yield finding(
                    "tahun_di_luar_periode",
                    place=of_section(section),
                    page=section.halaman[0] if section.halaman else None,
                    tahun=year,
                    periode=period.group(),
                )


def _nip(document: Document) -> Iterator[Finding]:
    signatory = document.metadata.penandatangan
    if signatory is None or signatory.nip is None or len(signatory.nip) != LENGTH:
        return  # the short numbers given out before 2008 hold nothing to check
    problems = check_nip(signatory.nip, _day(document.metadata.tanggal))
    if problems:
        proof = document.metadata.bukti.get("penandatangan.nip")
        yield finding(
            "nip_tidak_cocok",
            page=proof.halaman if proof else None,
            place=signatory.nama,
            nip=signatory.nip,
            sebab="; ".join(_NIP_CAUSES[p] for p in problems),
        )


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None  # a month without a day


_ORDINALS = (
    *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH"),
    *("KESEBELAS", "KEDUABELAS", "KETIGABELAS", "KEEMPATBELAS", "KELIMABELAS"),
)
_DIKTUM = re.compile(r"^\s*(PERTAMA|KE[A-Z]{3,}(?:\s+BELAS)?)\s*(?:[:;]|\t|$)")


def check_dicta(transcript: Transcript) -> Iterator[Finding]:
    """Dicta of a decree that are out of order (KESATU, KETIGA); a list that begins anew is another decree."""
    last = 0
    for page, text in _lines(transcript):
        number = _diktum(text)
        if number is None:
            continue
        if last and number != last + 1 and number != 1 and last < len(_ORDINALS):
            yield finding(
                "diktum_salah_nomor",
                page=page,
                diktum=_ORDINALS[number - 1],
                sebelum=_ORDINALS[last - 1],
                seharusnya=_ORDINALS[last],
            )
        if number == 1 or last:
            last = number


def _diktum(text: str) -> int | None:
    found = _DIKTUM.match(text)
    if found is None:
        return None
    word = found[1].replace(" ", "").replace("PERTAMA", "KESATU")
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else None


def _lines(transcript: Transcript) -> Iterator[tuple[int | None, str]]:
    for page in transcript.pages:
        yield from ((page.number, line.text) for line in _in_order(page.blocks))


def _in_order(blocks: Iterable[Line | Grid]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for cell in block.cells:
                yield from cell.lines
                yield from _in_order(cell.grids)
