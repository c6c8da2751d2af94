"""Checks of the decree: years outside its period, its signatory's NIP, and the order of its dicta."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Set
from datetime import date
from itertools import count, takewhile

from normalizers.nip import check_nip, is_old_nip, nips_of_wrong_length
from normalizers.ordinal import LARGEST_ORDINAL, ordinal_number, ordinal_word
from schemas.evidence import FieldRef, Finding
from schemas.fields import DocumentFields, text_of
from schemas.findings import finding
from schemas.patterns import pattern
from schemas.transcript import Grid, Line, Transcript

_PERIOD = pattern("years-of-period")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_NIP = "penandatangan.nip"


def check(document: DocumentFields) -> Iterator[Finding]:
    """Findings about years and about the NIP."""
    yield from _years(document)
    yield from _nip(document)


def _years(document: DocumentFields) -> Iterator[Finding]:
    """Target columns of a year that does not go with the document's period, such as a mistyped 2052; one per table.

    Years that follow each other up to the period or on from it are no mistake: offices print baseline and achievements
    before the plan's first year, and the forward estimate of the year behind its last one. Where at least half of a
    table's years lie outside, it is the period that is in doubt ("2021-2022" of a revision of a plan for five years).
    """
    period = _PERIOD.search(text_of(document.decree, "tahun") or "")
    if period is None:
        return
    first, last = int(period[1]), int(period[2])
    for number, section in enumerate(document.sections):
        years = {int(m[1]) for row in section.rows for name in row.periods if (m := _YEAR.search(name))}
        inside = {year for year in years if first <= year <= last}
        odd = sorted(years - inside - _years_beside(years, first, last))
        if odd and len(years - inside) < len(inside):
            shown = odd[0] if len(odd) == 1 else tuple(map(str, odd))
            yield finding("tahun_di_luar_periode", ref=FieldRef(number), tahun=shown, periode=period.group())


def _years_beside(years: Set[int], first: int, last: int) -> Set[int]:
    """The years of an unbroken row that ends right before `first` or begins right behind `last`, both included."""
    before = takewhile(years.__contains__, count(first - 1, -1))
    behind = takewhile(years.__contains__, count(last + 1))
    return {*before, *behind}


def _nip(document: DocumentFields) -> Iterator[Finding]:
    nip = text_of(document.decree, _NIP)
    if not nip or is_old_nip(nip):
        return  # the short numbers given out before 2008 hold nothing to check
    problems = check_nip(nip, _day(text_of(document.decree, "tanggal")))
    if problems:
        yield finding("nip_tidak_cocok", ref=FieldRef(name=_NIP), nip=nip, sebab=tuple(problems))


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None  # a month without a day


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
        if last and number != last + 1 and number != 1 and last < LARGEST_ORDINAL:
            yield finding(
                "diktum_salah_nomor",
                page=page,
                place=f"diktum {ordinal_word(number)}",
                diktum=ordinal_word(number),
                sebelum=ordinal_word(last),
                seharusnya=ordinal_word(last + 1),
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
    return ordinal_number(found["word"] or found["small"])


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
