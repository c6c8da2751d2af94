"""Checks of a regulation itself: gaps and doubles in the numbering of its units, references to articles it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from normalizers.citation import citations
from normalizers.ordinal import Rank, counter_rank, letter_rank, ordinal_number, roman_rank
from schemas.evidence import Finding
from schemas.fields import text_of
from schemas.findings import finding
from schemas.naskah import UnitKind
from schemas.naskah_fields import TEXT, NaskahFields, NaskahUnit

_REFERENCE = re.compile(r"\b(?:dalam|pada|dengan|ketentuan|menurut)\s+Pasal\s+(?P<pasal>\d{1,3}[A-Z]?)(?!\d)")
_OF_ANOTHER = re.compile(r"[^.;]{0,90}?\b(?:Undang|Peraturan|Keputusan|Kitab|UUD|Instruksi|Perjanjian)\b")
_AMENDED = re.compile(r"(?i)^perubahan\b|\btentang\s+(?:perubahan|pencabutan)\b")
_BETWEEN = frozenset({"ayat", "huruf", "angka", "dan", "atau", "serta", "sampai", "dengan", "pasal", "dari", "dalam"})
"""Words between an article and the regulation that it is of."""


def check_regulation(naskah: NaskahFields) -> Iterator[Finding]:
    """Findings about units, in print order. Dicta have a check of their own; amendments number as they like."""
    if _is_amendment(naskah):
        return
    articles = [unit for unit in _outside_quotes(naskah.body) if unit.kind == "pasal"]
    yield from _numbering(articles)
    for unit in naskah.body:
        for each in unit.walk():
            yield from _lists(each.children)
    yield from _references(naskah, {unit.number for unit in articles})


def _is_amendment(naskah: NaskahFields) -> bool:
    return _AMENDED.search(naskah.title.text) is not None or any(unit.number == "I" for unit in naskah.body)


def _outside_quotes(units: Sequence[NaskahUnit]) -> Iterator[NaskahUnit]:
    """Units without those that stand in items: these are quoted."""
    for unit in units:
        yield unit
        if unit.kind in ("buku", "bab", "bagian", "paragraf"):
            yield from _outside_quotes(unit.children)


def _lists(children: Sequence[NaskahUnit]) -> Iterator[Finding]:
    for kind, units in groupby(children, key=lambda unit: unit.kind):
        if kind in ("ayat", "huruf", "angka", "bab", "bagian", "paragraf"):
            yield from _numbering(list(units))


def _numbering(units: Sequence[NaskahUnit]) -> Iterator[Finding]:
    for before, after in pairwise(units):
        one, other = _rank(before.kind, before.number), _rank(after.kind, after.number)
        if one is None or other is None:
            continue
        if one == other:
            yield finding(
                "nomor_naskah_ganda", page=after.page, place=after.address, jenis=after.kind, nomor=after.number
            )
        elif other[0] > one[0] + 1:
            yield finding(
                "nomor_naskah_lompat",
                page=after.page,
                place=after.address,
                jenis=after.kind,
                sebelum=before.number,
                sesudah=after.number,
            )


def _rank(kind: UnitKind, number: str) -> Rank | None:
    if kind == "huruf":
        return letter_rank(number)
    word = ordinal_number(number)
    return (word, 0) if word is not None else counter_rank(number) or roman_rank(number)


def _references(naskah: NaskahFields, articles: set[str]) -> Iterator[Finding]:
    """Articles of this regulation that its units refer to and that it does not have."""
    if not articles:
        return
    seen: set[str] = set()
    for unit in (each for top in naskah.body for each in top.walk()):
        text = text_of(unit.fields, TEXT) or ""
        named = [(one.start, one.end) for one in citations(text)]
        for found in _REFERENCE.finditer(text):
            number = found["pasal"]
            of_another = _is_of_another(text, found.end(), named)
            if number not in articles and number not in seen and not of_another:
                seen.add(number)
                yield finding("pasal_tidak_ada", page=unit.page, place=unit.address, pasal=number)


def _is_of_another(text: str, end: int, named: Sequence[tuple[int, int]]) -> bool:
    """True where the article is one of another regulation, which is named behind it."""
    behind = next((start for start, _ in named if start >= end), None)
    words = re.findall(r"[^\W\d_]{2,}", text[end:behind]) if behind is not None else ["-"]
    if all(word.casefold() in _BETWEEN for word in words):
        return True
    return _OF_ANOTHER.match(text, end) is not None
