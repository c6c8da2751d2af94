"""Figure columns of a matrix, and how an office prints a value in each."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from tests.support.messy.matrices.plans import Entry, Measure

Kind = Literal["target", "realisasi", "capaian", "baseline", "akhir", "anggaran", "akhir_rp"]

FIGURE_KINDS: dict[str, str] = {  # kind of a column -> kind in the gold
    "target": "target",
    "realisasi": "realisasi",
    "capaian": "realisasi",
    "baseline": "baseline",
    "akhir": "akhir",
    "anggaran": "anggaran",
    "akhir_rp": "anggaran",
}
MONEY = ("anggaran", "akhir_rp")
SHORT_UNITS = {"Dokumen": "Dok", "Laporan": "Lap", "Orang": "Org", "Persen": "%", "Kelompok": "Klp", "Bulan": "Bln"}
SKIPPED = 0.015  # share of figures that an office leaves out or prints as a dash
FIRST_QUARTER = 100  # index of the first quarter; those below are years


@dataclass(frozen=True, slots=True)
class Numerals:
    """How an office prints numbers."""

    thousands: Literal[".", ","] = "."
    decimal: Literal[",", "."] = ","
    rupiah: Literal["", "Rp ", "Rp. ", "Rp"] = ""
    with_unit: bool = True  # the unit stands behind a target
    unit_gap: bool = True  # "80 %" rather than "80%"
    short_units: bool = False  # "Dok", "Lap"
    nothing: Literal["-", "N/a", "n.a", "0"] = "-"

    def number(self, value: float) -> str:
        """A number without its unit."""
        text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
        return text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)

    def money(self, value: int) -> str:
        """An amount of rupiah."""
        return f"{self.rupiah}{self.number(value)}"

    def unit(self, unit: str) -> str:
        """The word for the unit."""
        return SHORT_UNITS.get(unit, unit) if self.short_units else unit

    def target(self, value: float, unit: str) -> str:
        """A value with its unit, as far as the office prints it there."""
        if not self.with_unit:
            return self.number(value)
        word = self.unit(unit)
        if word in ("Indeks", "Nilai", "Poin"):
            return self.number(value)
        gap = "" if word == "%" and not self.unit_gap else " "
        return f"{self.number(value)}{gap}{word}"


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints the figures of entries and measures; `years` are those of the plan."""

    numerals: Numerals
    years: tuple[int, ...]
    rng: random.Random
    late: int = 0  # years at the plan's start for which nothing is planned yet

    def text(self, kind: str, at: int, entry: Entry, measure: Measure | None) -> str:
        """The figure of a column for the year at index `at` of the plan; "" where the cell stays empty."""
        if kind in MONEY:
            return self._money(kind, at, entry)
        if measure is None:
            return ""
        return self._figure(kind, at, measure)

    def _money(self, kind: str, at: int, entry: Entry) -> str:
        if not entry.amounts:
            return ""
        at = 0 if at >= FIRST_QUARTER else at
        if kind == "anggaran" and at < self.late:
            return "0"
        amount = sum(entry.amounts[self.late : len(self.years)]) if kind == "akhir_rp" else entry.amounts[at]
        return self.numerals.money(amount)

    def _figure(self, kind: str, at: int, measure: Measure) -> str:
        rng, numerals = self.rng, self.numerals
        if self.rng.random() < SKIPPED:
            return rng.choice(("-", ""))
        if measure.grades and kind != "capaian":
            return self._grade(kind, at, measure)
        if kind == "baseline":
            value = measure.values[0]
            return numerals.nothing if rng.random() < 0.15 and numerals.nothing != "0" else self._value(value, measure)
        if kind == "akhir":
            return self._value(measure.values[min(len(self.years), len(measure.values) - 1)], measure)
        if at < self.late:
            return numerals.nothing
        if at >= FIRST_QUARTER:
            return self._value(self._by_quarter(measure, at - FIRST_QUARTER + 1), measure)
        value = measure.values[at + 1]
        if kind == "realisasi":
            return self._value(self._reached(value), measure)
        if kind == "capaian":
            return self._percent(rng.uniform(62, 128))
        return self._value(value, measure)

    def _grade(self, kind: str, at: int, measure: Measure) -> str:
        """A grade has no parts: each quarter has that of the year."""
        if kind != "baseline" and at < self.late:
            return self.numerals.nothing
        place = {"baseline": 0, "akhir": len(self.years)}.get(kind, 1 if at >= FIRST_QUARTER else at + 1)
        return measure.grades[min(place, len(measure.grades) - 1)]

    def _by_quarter(self, measure: Measure, quarter: int) -> float:
        """What is to be reached at the end of a quarter of the first year."""
        value = measure.values[1]
        share = value * quarter / 4
        return float(max(1, round(share))) if value % 1 == 0 else round(share, 2)

    def _value(self, value: float, measure: Measure) -> str:
        return self.numerals.target(value, measure.unit)

    def _reached(self, value: float) -> float:
        share = self.rng.choice((1.0, 1.0, self.rng.uniform(0.6, 1.2)))
        return float(round(value * share)) if value % 1 == 0 else round(value * share, 2)

    def _percent(self, value: float) -> str:
        text = self.numerals.number(round(value, self.rng.choice((0, 1, 2))))
        if not self.numerals.with_unit:
            return text
        return f"{text} %" if self.numerals.unit_gap else f"{text}%"
