"""Targets that disagree with their unit, their indicator, their formula, their grade or their own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from extractor.checks.grades import wrong_grade, years_of
from extractor.checks.place import of_row, page_of
from extractor.checks.wording import beginning_of, counted, has_family, other_family, words
from extractor.dated import DatedTarget, targets_of
from normalizers.target import read_target, states_none
from normalizers.unit import match_unit
from schemas.document import Document, Indikator, Target
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.values import UnitKind, UnitMatch

T = TypeVar("T")

_TIMES_HUNDRED = re.compile(
    r"(?:[x×*X·]|\\times|\b(?:di)?kali(?:kan)?)\s*\(?\s*(?:100|seratus)\s*(?:\\?%|℅|persen|$)", re.IGNORECASE
)
_NO_PERCENT: frozenset[UnitKind] = frozenset({"count", "money", "time", "measure"})
_HARD = _NO_PERCENT | {"percent"}  # of which one can't stand for another, as an index may be given in percent
_NO_COUNT: frozenset[UnitKind] = frozenset({"money", "time", "measure"})
_PERCENT = re.compile(r"%|persen|prosen", re.IGNORECASE)
_WHOLE = 100
_FEWEST_NUMBERS = 2  # periods of a row with a number, so that a word in another one is odd
_PROBLEMS = {"bilangan_berbeda": "bilangan_berbeda", "tidak_terbaca": "target_tidak_terbaca"}


def check(document: Document) -> Iterator[Finding]:
    years = years_of(document.metadata)
    for section in document.bagian:
        for row in section.indikator:
            told: dict[tuple[str, str], Finding] = {}
            targets = targets_of(row)
            for found in _words_among_numbers(row, targets):
                told.setdefault((found.code, found.message), found)
            for target in targets:
                if target.value is not None:
                    for found in _target(row, target.value, page_of(row, target.field), years):
                        told.setdefault((found.code, found.message), found)
            yield from told.values()


def _words_among_numbers(row: Indikator, targets: list[DatedTarget]) -> Iterator[Finding]:
    """A period whose target is a word, where all other periods of the row have numbers."""
    dated = [
        (target.field, target.value) for target in targets if target.period is not None and target.value is not None
    ]
    odd = [(field, value) for field, value in dated if value.nilai is None and not states_none(value.teks)]
    numbers = sum(value.nilai is not None for _, value in dated)
    if len(odd) != 1 or numbers < _FEWEST_NUMBERS:
        return
    [(field, value)] = odd
    if value.predikat is None and any(c.isalpha() for c in value.teks):
        yield finding("target_tidak_terbaca", page=page_of(row, field), place=of_row(row), target=value.teks)


def _target(row: Indikator, target: Target, page: int | None, years: tuple[int, int] | None) -> Iterator[Finding]:
    place = of_row(row)
    if target.nilai is not None:
        yield from _unit(row, target, page)
        if _beyond_the_whole(row, target):
            yield finding("persen_lebih_100", page=page, place=place, target=target.teks)
    read = read_target(target.teks, target.satuan)
    for problem in read.problems:
        if problem in _PROBLEMS:
            yield finding(_PROBLEMS[problem], page=page, place=place, target=target.teks)
    if (read.nilai, read.nilai_maks) != (target.nilai, target.nilai_maks):
        value = _number(target.nilai) if target.nilai is not None else "kosong"
        yield finding("nilai_beda_teks", page=page, place=place, target=target.teks, nilai=value)
    wrong = wrong_grade(target, _said(row), years)
    if wrong is not None:
        right, scale = wrong
        yield finding(
            "predikat_tidak_cocok",
            page=page,
            place=place,
            predikat=target.predikat,
            nilai=_number(target.nilai or 0),
            sumber=scale.source,
            benar=right,
        )


def _unit(row: Indikator, target: Target, page: int | None) -> Iterator[Finding]:
    """A unit that the indicator, the formula or the table's own column of units speaks against."""
    unit = match_unit(target.satuan) if target.satuan else None
    if unit is None or unit.kind is None:
        return
    place = of_row(row)
    beginning = _first(beginning_of, row)
    if beginning is not None and unit.kind in beginning.never and not _PERCENT.search(unit.printed):
        yield finding(beginning.code, page=page, place=place, satuan=target.satuan, bunyi=beginning.printed)
    if not unit.exact:
        return
    percent = _gives_percent(row)
    count = _first(counted, row)
    if count is not None and _is_no_count_of(count["thing"], unit) and not (unit.kind == "percent" and percent):
        yield finding("satuan_tidak_cocok", page=page, place=place, satuan=target.satuan, bunyi=count.group())
    if unit.kind in _NO_PERCENT and beginning is None and percent and not _gives_achievement(row):
        yield finding("satuan_beda_rumus", page=page, place=place, satuan=target.satuan)
    column = row.bukti.get("satuan")
    other = match_unit(column.as_read) if column is not None else None
    if other is not None and other.exact and other.kind != unit.kind and {other.kind, unit.kind} <= _HARD:
        yield finding("satuan_beda_kolom", page=page, place=place, satuan=target.satuan, kolom=other.printed)


def _is_no_count_of(thing: str, unit: UnitMatch) -> bool:
    """Whether things of this name can't be given in the unit: persons in months or papers, anything in percent."""
    if unit.kind == "percent":
        return True
    return (has_family(thing) and unit.kind in _NO_COUNT) or other_family(thing, unit.id or "")


def _first(look: Callable[[str], T | None], row: Indikator) -> T | None:
    """What `look` finds in the indicator, or else in the lead of its list."""
    return look(row.indikator) or (look(row.indikator_induk) if row.indikator_induk else None)


def _gives_percent(row: Indikator) -> bool:
    formula = row.formulasi
    return formula is not None and any(_TIMES_HUNDRED.search(t) for t in (formula.teks, formula.persamaan or ""))


def _gives_achievement(row: Indikator) -> bool:
    """True for "realisasi / target x 100%", which goes with targets of every unit."""
    text = row.formulasi.teks if row.formulasi is not None else ""
    return words().achieved.search(text) is not None and words().planned.search(text) is not None


def _beyond_the_whole(row: Indikator, target: Target) -> bool:
    unit = match_unit(target.satuan) if target.satuan else None
    beginning = _first(beginning_of, row)
    percent = unit.kind == "percent" if unit is not None else beginning is not None and beginning.of_shares
    most = max(target.nilai or 0, target.nilai_maks or 0)
    return percent and most > _WHOLE and not words().beyond.search(_said(row))


def _said(row: Indikator) -> str:
    return " ".join(filter(None, (row.indikator, row.indikator_induk, row.sasaran)))


def _number(value: float) -> str:
    """With a decimal comma, as the documents have it."""
    return f"{value:.10g}".replace(".", ",")
