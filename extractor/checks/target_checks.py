"""Checks of targets: those that disagree with their unit, indicator, formula, grade or own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extractor.checks.check_words import Beginning, beginning_of, counted, has_family, other_family, words
from extractor.checks.grade_scales import wrong_grade, years_of
from extractor.checks.grouped_rows import grouped
from normalizers.number_repair import digits_for
from normalizers.target import states_none
from normalizers.unit import match_unit
from schemas.evidence import FieldRef, Finding
from schemas.fields import DatedTarget, DocumentFields, IndicatorRow
from schemas.findings import finding
from schemas.values import STATED_OTHERWISE, TargetValue, UnitKind, UnitMatch

T = TypeVar("T")

_TIMES_HUNDRED = re.compile(
    r"(?:[x×*X·]|\\times|\b(?:di)?kali(?:kan)?)\s*\(?\s*(?:100|seratus)\s*(?:\\?%|℅|persen|$)", re.IGNORECASE
)
_NO_PERCENT: frozenset[UnitKind] = frozenset({"count", "money", "time", "measure"})
_HARD = _NO_PERCENT | {"percent"}  # of which one can't stand for another, as an index may be given in percent
_NO_COUNT: frozenset[UnitKind] = frozenset({"money", "time", "measure"})
_PERCENT = re.compile(r"%|persen|prosen", re.IGNORECASE)
_WHOLE = 100
_NAMED = re.compile(r"(?:[^\W\d_]{2,}+\s|(?P<touching>[^\W\d_]{2,}+))[^()]*+$|[^\W\d_]-?\d{1,2}$")
"""A name with digits: words first and no value in brackets behind them, or a letter with a small number."""
_FEWEST_NUMBERS = 2  # periods of a row with a number, so that a word in another one is odd
_PROBLEMS = {"bilangan_berbeda": "bilangan_berbeda", "tidak_terbaca": "target_tidak_terbaca"}


def check(document: DocumentFields) -> Iterator[Finding]:
    """Findings about the targets of each row; what holds for several periods or rows of a section is said once."""
    yield from grouped(_of_rows(document))


def _of_rows(document: DocumentFields) -> Iterator[Finding]:
    years = years_of(document.decree)
    for ref, row in document.rows():
        found: dict[tuple[str, object], Finding] = {}
        targets = row.targets()
        for one in _words_among_numbers(ref, targets):
            found.setdefault((one.code, one.values), one)
        for target in targets:
            if target.field is not None and target.field.target is not None:
                looked = _Looked(replace(ref, name=target.name), row, target.field.text, target.field.target)
                for one in looked.findings(years):
                    found.setdefault((one.code, one.values), one)
        yield from found.values()


def _words_among_numbers(ref: FieldRef, targets: Sequence[DatedTarget]) -> Iterator[Finding]:
    """A period whose target has digits and no value, where all other periods of the row have numbers.

    Words are targets too ("Baik", "n.a", "WTP"), and so are names with digits ("RKPD 2025").
    """
    dated = [
        (target.name, target.field.text, target.field.target)
        for target in targets
        if target.period is not None and target.field is not None and target.field.target is not None
    ]
    odd = [(name, text, read) for name, text, read in dated if read.nilai is None and not states_none(text)]
    numbers = sum(read.nilai is not None for _, _, read in dated)
    if len(odd) != 1 or numbers < _FEWEST_NUMBERS:
        return
    [(name, text, read)] = odd
    if read.predikat is None and not read.problems and _is_spoilt_number(text):
        yield finding("target_tidak_terbaca", ref=replace(ref, name=name), target=text)


def _is_spoilt_number(text: str) -> bool:
    """True for digits that should have been a number; not for names of documents, regulations, stages and models.

    Example: "98,5.3" and "B B (74)" in; "RKPD 2025", "ISO 9001:2015", "Q3" out.
    """
    if not any(map(str.isdigit, text)):
        return False
    named = _NAMED.match(text.strip())
    return named is None or (named["touching"] is not None and digits_for(named["touching"]) is not None)


@dataclass(frozen=True, slots=True)
class _Looked:
    """One target that is looked at, with its row."""

    ref: FieldRef
    row: IndicatorRow
    text: str
    read: TargetValue

    def findings(self, years: tuple[int, int] | None) -> Iterator[Finding]:
        """`years`: first and last of the document, by which a scale of grades is chosen."""
        if self.read.nilai is not None:
            yield from self._unit()
            if self._beyond_the_whole():
                yield finding("persen_lebih_100", ref=self.ref, target=self.text)
        yield from self._problems()
        wrong = wrong_grade(self.read, _said(self.row), years)
        if wrong is not None:
            right, scale = wrong
            yield finding(
                "predikat_tidak_cocok",
                ref=self.ref,
                predikat=self.read.predikat,
                nilai=self.read.nilai or 0,
                sumber=scale.source,
                benar=right,
            )

    def _problems(self) -> Iterator[Finding]:
        """What the reading of the target had trouble with."""
        for problem in self.read.problems:
            if problem in _PROBLEMS and (problem != "tidak_terbaca" or _is_spoilt_number(self.text)):
                yield finding(_PROBLEMS[problem], ref=self.ref, target=self.text)
        if STATED_OTHERWISE in self.read.problems:
            value = self.read.nilai if self.read.nilai is not None else "kosong"
            yield finding("nilai_beda_teks", ref=self.ref, target=self.text, nilai=value)

    def _unit(self) -> Iterator[Finding]:
        """A unit that the indicator, the formula or the table's own column of units contradicts."""
        unit = match_unit(self.read.satuan) if self.read.satuan else None
        if unit is None or unit.kind is None:
            return
        beginning = _first(beginning_of, self.row)
        if beginning is not None and unit.kind in beginning.never and not _PERCENT.search(unit.printed):
            yield self._of_beginning(beginning)
        if not unit.exact:
            return
        percent = _gives_percent(self.row)
        count = _first(counted, self.row)
        if count is not None and _is_no_count_of(count["thing"], unit) and not (unit.kind == "percent" and percent):
            yield finding("satuan_tidak_cocok", ref=self.ref, satuan=self.read.satuan, bunyi=count.group())
        if unit.kind in _NO_PERCENT and beginning is None and percent and not _gives_achievement(self.row):
            yield finding("satuan_beda_rumus", ref=self.ref, satuan=self.read.satuan)
        column = self.row.fields.get("satuan")
        other = match_unit(column.source.as_read) if column is not None and column.source is not None else None
        if other is not None and other.exact and other.kind != unit.kind and {other.kind, unit.kind} <= _HARD:
            yield finding("satuan_beda_kolom", ref=self.ref, satuan=self.read.satuan, tertulis=other.printed)

    def _of_beginning(self, beginning: Beginning) -> Finding:
        """A unit that what the indicator begins with can't have."""
        if beginning.of_shares:
            return finding(beginning.code, ref=self.ref, satuan=self.read.satuan)
        return finding(beginning.code, ref=self.ref, satuan=self.read.satuan, bunyi=beginning.printed)

    def _beyond_the_whole(self) -> bool:
        unit = match_unit(self.read.satuan) if self.read.satuan else None
        beginning = _first(beginning_of, self.row)
        percent = unit.kind == "percent" if unit is not None else beginning is not None and beginning.of_shares
        most = max(self.read.nilai or 0, self.read.nilai_maks or 0)
        return percent and most > _WHOLE and not words().beyond.search(_said(self.row))


def _is_no_count_of(thing: str, unit: UnitMatch) -> bool:
    """Whether things of this name can't be given in the unit: persons in months or papers, anything in percent."""
    if unit.kind == "percent":
        return True
    return (has_family(thing) and unit.kind in _NO_COUNT) or other_family(thing, unit.id or "")


def _first(look: Callable[[str], T | None], row: IndicatorRow) -> T | None:
    """What `look` finds in the indicator, or else in the parent item of its list."""
    parent = row.text("indikator_induk")
    return look(row.indicator) or (look(parent) if parent else None)


def _gives_percent(row: IndicatorRow) -> bool:
    formula = row.fields.get("formulasi")
    if formula is None or formula.formula is None:
        return False
    return any(_TIMES_HUNDRED.search(text) for text in (formula.text, formula.formula.persamaan or ""))


def _gives_achievement(row: IndicatorRow) -> bool:
    """True for "realisasi / target x 100%", which goes with targets of every unit."""
    text = row.text("formulasi") or ""
    return words().achieved.search(text) is not None and words().planned.search(text) is not None


def _said(row: IndicatorRow) -> str:
    return " ".join(filter(None, map(row.text, ("indikator", "indikator_induk", "sasaran"))))
