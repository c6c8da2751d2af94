"""Targets that disagree with their unit, their indicator, their formula, their grade or their own words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.checks.place import of_row, page_of
from normalizers.target import read_target
from normalizers.unit import match_unit
from schemas.document import Document, Indikator, Target
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.values import UnitKind

_PERCENT_WORDS = re.compile(r"^(?:persentase|prosentase|presentase|persen)\b", re.IGNORECASE)
_COUNT_WORDS = re.compile(r"^(?:jumlah|banyaknya)\s+(?!persen)\w+", re.IGNORECASE)
_TIMES_HUNDRED = re.compile(r"(?:[x×*X]|dikali(?:kan)?)\s*\(?\s*100\s*(?:%|persen)", re.IGNORECASE)
_NO_PERCENT: frozenset[UnitKind] = frozenset({"count", "money", "time", "measure"})
_WHOLE = 100
_GROWTH = re.compile(r"pertumbuhan|peningkatan|kenaikan|laju|pencapaian|capaian|realisasi|rasio", re.IGNORECASE)
"""Words of percentages that may well exceed the whole."""
_PROBLEMS = {"bilangan_berbeda": "bilangan_berbeda", "tidak_terbaca": "target_tidak_terbaca"}


def check(document: Document) -> Iterator[Finding]:
    for section in document.bagian:
        for row in section.indikator:
            if row.target is not None:
                yield from _target(row, row.target)


def _target(row: Indikator, target: Target) -> Iterator[Finding]:
    place, page = of_row(row), page_of(row, "target")
    unit = match_unit(target.satuan) if target.satuan else None
    kind = unit.kind if unit is not None and unit.exact else None
    if target.nilai is not None and kind is not None:
        if _PERCENT_WORDS.match(row.indikator) and kind in _NO_PERCENT:
            yield finding("satuan_bukan_persen", page=page, place=place, satuan=target.satuan)
        counted = _COUNT_WORDS.match(row.indikator)
        if counted and kind == "percent" and not _gives_percent(row):
            yield finding("satuan_tidak_cocok", page=page, place=place, satuan=target.satuan, bunyi=counted.group())
        if kind in _NO_PERCENT and not _PERCENT_WORDS.match(row.indikator) and _gives_percent(row):
            yield finding("satuan_beda_rumus", page=page, place=place, satuan=target.satuan)
        if kind == "percent" and target.nilai > _WHOLE and not _GROWTH.search(row.indikator):
            yield finding("persen_lebih_100", page=page, place=place, target=target.teks)
    for problem in read_target(target.teks, target.satuan).problems:
        if problem in _PROBLEMS:
            yield finding(_PROBLEMS[problem], page=page, place=place, target=target.teks)
    yield from _grade(row, target)


def _gives_percent(row: Indikator) -> bool:
    return row.formulasi is not None and _TIMES_HUNDRED.search(row.formulasi.teks) is not None


@dataclass(frozen=True, slots=True)
class Scale:
    id: str
    source: str  # the regulation
    words: tuple[str, ...]
    exclusive: bool  # a grade begins above its lowest value, not at it
    steps: tuple[tuple[str, float], ...]  # grade and its lowest value, the best first

    def grade(self, value: float) -> str | None:
        """The grade of `value`; None below the scale."""
        for grade, lowest in self.steps:
            if value > lowest or (value == lowest and (not self.exclusive or lowest == 0)):
                return grade
        return None


@cache
def scales() -> tuple[Scale, ...]:
    text = files("extractor").joinpath("data/scales.toml").read_text(encoding="utf-8")
    return tuple(
        Scale(
            raw["id"],
            raw["source"],
            tuple(raw["words"]),
            raw["exclusive"],
            tuple((grade, float(lowest)) for grade, lowest in raw["steps"]),
        )
        for raw in tomllib.loads(text)["scale"]
    )


def _grade(row: Indikator, target: Target) -> Iterator[Finding]:
    """A grade that its scale gives to other values; rows that name no scale are left alone."""
    if target.predikat is None or target.nilai is None or not 0 <= target.nilai <= _WHOLE:
        return
    said = " ".join(filter(None, (row.indikator, row.indikator_induk, row.sasaran))).casefold()
    for scale in scales():
        if not any(re.search(rf"\b{re.escape(word)}\b", said) for word in scale.words):
            continue
        right = scale.grade(target.nilai)
        if target.predikat.upper() in {g for g, _ in scale.steps} and right not in (None, target.predikat.upper()):
            yield finding(
                "predikat_tidak_cocok",
                page=page_of(row, "target"),
                place=of_row(row),
                predikat=target.predikat,
                nilai=target.nilai,
                sumber=scale.source,
                benar=right,
            )
        return
