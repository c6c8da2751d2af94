"""Years outside the period, the signatory's NIP, and the order of the decree's dicta."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from datetime import date

from extractor.checks.place import of_section
from normalizers.nip import check_nip, is_old_nip, nips_of_wrong_length
from schemas.document import Document
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.patterns import pattern
from schemas.transcript import Grid, Line, Transcript

_PERIOD = pattern("years-of-period")
_YEAR = pattern("year")
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
    """Target columns of a year that the document's period does not have, also that of a baseline read as a target."""
    period = _PERIOD.search(document.metadata.tahun or "")
    if period is None:
        return
    first, last = int(period[1]), int(period[2])
    for number, section in enumerate(document.bagian, start=1):
        years = {
            int(m[0]) for row in section.indikator for name in row.target_per_tahun or {} if (m := _YEAR.search(name))
        }
        for year in sorted(years):
            if not first <= year <= last:
                yield finding(
                    "tahun_di_luar_periode",
                    place=of_section(section, number),
                    page=section.halaman[0] if section.halaman else None,
                    tahun=year,
                    periode=period.group(),
                )


def _nip(document: Document) -> Iterator[Finding]:
    signatory = document.metadata.penandatangan
    if signatory is None or not signatory.nip or is_old_nip(signatory.nip):
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


_DIGITS = ("SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN")
_ORDINALS = (*_DIGITS, "SEPULUH", "SEBELAS", *(f"{digit}BELAS" for digit in _DIGITS[1:]), "DUAPULUH")
_DIKTUM = re.compile(
    r"\s*(?P<word>PERTAMA|KE[A-Z]{3,}(?:\s+(?:BELAS|PULUH))?)\s*(?:[:;]|\t|$)"
    r"|\s*(?P<small>Pertama|Ke[a-z]{3,}(?:\s+(?:belas|puluh))?)\s*:"
)
_SPACED = re.compile(r"\s*[A-Z](?: [A-Z]){4,}(?=\s*(?:[:;\t]|$))")


def check_dicta(transcript: Transcript, left_out: Container[int | None] = ()) -> Iterator[Finding]:
    """Dicta of a decree that are out of order (KESATU, KETIGA); a list that begins anew is another decree.

    `left_out`: numbers of pages that are another page once more.
    """
    last = 0
    for page, text in _lines(transcript, left_out):
        number = _diktum(text)
        if number is None:
            continue
        if last and number != last + 1 and number != 1 and last < len(_ORDINALS):
            yield finding(
                "diktum_salah_nomor",
                page=page,
                place=f"diktum {_ordinal(number)}",
                diktum=_ordinal(number),
                sebelum=_ordinal(last),
                seharusnya=_ordinal(last + 1),
            )
        if number == 1 or last:
            last = number


def _diktum(text: str) -> int | None:
    spaced = _SPACED.match(text)
    if spaced is not None:
        text = spaced.group().replace(" ", "") + text[spaced.end() :]
    found = _DIKTUM.match(text)
    if found is None:
        return None
    word = "".join((found["word"] or found["small"]).upper().split())
    word = "SATU" if word == "PERTAMA" else word.removeprefix("KE")
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else None


def _ordinal(number: int) -> str:
    return f"KE{_ORDINALS[number - 1]}"


def check_numbers(transcript: Transcript) -> Iterator[Finding]:
    """Numbers behind the word NIP that are too long or too short for one; the document can't hold them."""
    seen: set[str] = set()
    for page, text in _lines(transcript):
        for digits in nips_of_wrong_length(text):
            if digits not in seen:
                seen.add(digits)
                yield finding(
                    "nip_salah_panjang", page=page, place=" ".join(text.split()), nip=digits, jumlah=len(digits)
                )


def _lines(transcript: Transcript, left_out: Container[int | None] = ()) -> Iterator[tuple[int | None, str]]:
    for page in transcript.pages:
        if page.number is None or page.number not in left_out:
            yield from ((page.number, line.text) for line in _in_order(page.blocks))


def _in_order(blocks: Iterable[Line | Grid]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for cell in block.cells:
                yield from cell.lines
                yield from _in_order(cell.grids)
