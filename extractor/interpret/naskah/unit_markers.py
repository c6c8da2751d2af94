"""Evidence of form: a row's text -> the units that it may begin ("(2) Dinas ..." an ayat, "Pasal 5" an article).

Nothing is decided here; a line that begins with "(2)" in the middle of a sentence is a candidate as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from normalizers.ordinal import Rank, counter_rank, letter_rank, ordinal_number, roman_rank
from schemas.naskah import UnitKind
from schemas.patterns import look_alikes, pattern

_LETTERS_LIKE = look_alikes("letters-of-markers")
_LIKE_ONE = frozenset("lI|")  # what recognisers read for the digit
_ROMAN_SLIPS = str.maketrans({"1": "I", "l": "I", "|": "I"})
_BAB = pattern("unit-bab")
_BAGIAN = pattern("unit-bagian")
_BUKU = pattern("unit-buku")
_PARAGRAF = pattern("unit-paragraf")
_PASAL = pattern("unit-pasal")
_AYAT = pattern("unit-ayat")
_ANGKA = pattern("unit-angka")
_HURUF = pattern("unit-huruf")
_HURUF_INNER = pattern("unit-huruf-in-brackets")
_DIKTUM = pattern("unit-diktum")
_ELUCIDATED = pattern("elucidated-unit")

HEADINGS: frozenset[UnitKind] = frozenset({"buku", "bab", "bagian", "paragraf", "pasal"})
"""Units that are named in a line of their own."""


@dataclass(frozen=True, slots=True)
class Marker:
    """The beginning of a unit, if it is one."""

    kind: UnitKind
    number: str  # as printed, without brackets and points
    rank: Rank
    style: str  # how it is written: units of one list share it
    rest: str  # what follows in the row
    slips: int = 0  # characters that were read as others if this is right


def markers_of(text: str) -> tuple[Marker, ...]:
    """Every unit of a regulation's body that a row may begin."""
    stripped = text.strip().removeprefix(":").lstrip()  # a colon of its own column stands before lists
    found: list[Marker] = []
    for read in _READERS:
        found.extend(read(stripped))
    return tuple(found)


def elucidated_of(text: str) -> tuple[Marker, ...]:
    """Every unit that a row of an elucidation may name ("Ayat (1)", "Huruf a", "Pasal 4 Cukup jelas.")."""
    found = _ELUCIDATED.fullmatch(" ".join(text.split()))
    if found is None:
        return ()
    kind = found["kind"].casefold().replace("butir", "angka")
    number = _bare(found["number"])
    rank = _RANKS[kind](number)
    if rank is None:
        return ()
    roman = kind == "pasal" and number[0] in "IVX"
    return (Marker(kind, number, rank, "roman" if roman else "", found["rest"] or ""),)  # type: ignore[arg-type]


def _pasal_rank(number: str) -> Rank | None:
    return counter_rank(number) or roman_rank(number)


def _ordinal_rank(number: str) -> Rank | None:
    """The rank of "Kesatu", "Ke-1", "I", "1"."""
    bare = re.sub(r"(?i)^ke\s?-\s?(?=\d)", "", number)
    word = ordinal_number(number)
    return (word, 0) if word is not None else counter_rank(bare) or roman_rank(bare)


_RANKS: dict[str, Callable[[str], Rank | None]] = {
    "bab": roman_rank,
    "pasal": _pasal_rank,
    "ayat": counter_rank,
    "huruf": letter_rank,
    "angka": counter_rank,
}


def _bare(number: str) -> str:
    return "".join(number.split())


def _bab(text: str) -> list[Marker]:
    found = _BAB.fullmatch(text)
    if found is None:
        return []
    number = found["number"].translate(_ROMAN_SLIPS)
    rank = roman_rank(number)
    return [Marker("bab", number, rank, "", found["rest"], int(number != found["number"]))] if rank else []


def _named(kind: UnitKind, shape: re.Pattern[str]) -> Callable[[str], list[Marker]]:
    """Reader of headings that a word or a number counts: "Bagian Kesatu", "Paragraf 2"."""

    def read(text: str) -> list[Marker]:
        found = shape.fullmatch(text)
        rank = _ordinal_rank(found["number"]) if found is not None else None
        return [Marker(kind, " ".join(found["number"].split()), rank, "", found["rest"])] if found and rank else []

    return read


def _pasal(text: str) -> list[Marker]:
    found = _PASAL.fullmatch(text)
    if found is None:
        return []
    number = _bare(found["number"])
    rank = _pasal_rank(number)
    likely = [Marker("pasal", number, rank, "roman" if number[0] in "IVX" else "", "")] if rank else []
    return [*likely, Marker("pasal", "1", (1, 0), "", "", 1)] if number in _LIKE_ONE else likely


def _ayat(text: str) -> list[Marker]:
    found = _AYAT.match(text)
    if found is None:
        return []
    number = _bare(found["number"])
    slip = number in _LIKE_ONE
    rank = counter_rank("1" if slip else number)
    return [Marker("ayat", "1" if slip else number, rank, "()", found["rest"], int(slip))] if rank else []


def _angka(text: str) -> list[Marker]:
    found = _ANGKA.match(text)
    rank = counter_rank(found["number"]) if found is not None else None
    if found is None or rank is None:
        return []
    number = _bare(found["number"])
    likely = [Marker("angka", number, rank, found["style"], found["rest"])]
    return likely + [
        Marker("huruf", letter, letter_rank(letter) or rank, found["style"], found["rest"], 1)
        for letter in (_LETTERS_LIKE.one_of(number) if len(number) == 1 else "")
        if letter.isalpha()
    ]


def _huruf(text: str) -> list[Marker]:
    found = _HURUF.match(text)
    rank = letter_rank(found["number"]) if found is not None else None
    if found is None or rank is None:
        return []
    number, style, rest = found["number"], found["style"], found["rest"]
    if number.islower():
        return [Marker("huruf", number, rank, style, rest)]
    return [Marker("huruf", number, rank, f"A{style}", rest), Marker("huruf", number.lower(), rank, style, rest, 1)]


def _inner_huruf(text: str) -> list[Marker]:
    found = _HURUF_INNER.match(text)
    rank = letter_rank(found["number"]) if found is not None else None
    return [Marker("huruf", found["number"], rank, "()", found["rest"])] if found and rank else []


def _diktum(text: str) -> list[Marker]:
    found = _DIKTUM.match(text)
    word = (found["number"] or found["small"]) if found is not None else None
    number = ordinal_number(word) if word else None
    if found is None or word is None or number is None:
        return []
    return [Marker("diktum", " ".join(word.split()), (number, 0), "", found["rest"])]


_READERS: tuple[Callable[[str], list[Marker]], ...] = (
    _named("buku", _BUKU),
    _bab,
    _named("bagian", _BAGIAN),
    _named("paragraf", _PARAGRAF),
    _pasal,
    _ayat,
    _angka,
    _huruf,
    _inner_huruf,
    _diktum,
)
