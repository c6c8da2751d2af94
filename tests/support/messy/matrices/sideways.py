"""Matrices whose levels stand side by side: a block for each level, or pairs of Tolok Ukur and Target."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import ClassVar

from tests.support.messy.matrices import words
from tests.support.messy.matrices.columns import Columns
from tests.support.messy.matrices.gold import Link
from tests.support.messy.matrices.habits import Habits
from tests.support.messy.matrices.ladders import Ladder
from tests.support.messy.matrices.plans import YEARS_OF_PLAN, Entry, Level, Measure, Plan
from tests.support.messy.matrices.sketch import BodyRow, Claim, Column, Sketch

WORDS: dict[Level, tuple[str, ...]] = {
    "tujuan": ("Tujuan", "TUJUAN"),
    "sasaran": ("Sasaran Strategis", "Sasaran", "SASARAN"),
    "program": ("Program", "PROGRAM", "Nama Program"),
    "kegiatan": ("Kegiatan", "KEGIATAN"),
    "sub_kegiatan": ("Sub Kegiatan", "SUB KEGIATAN"),
}
OF_LEVEL: dict[Level, str] = {
    "tujuan": "Tujuan",
    "sasaran": "Sasaran",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub_kegiatan": "Sub Kegiatan",
}


class Blocks(Ladder):
    """Goal, indicator, unit and target of each level beside those of the next."""

    def __init__(self, plan: Plan, habits: Habits, rng: random.Random) -> None:
        tasks: tuple[Level, ...] = ("sub_kegiatan",) if habits.size.tasks and habits.size.scheme != "old" else ()
        ladder: tuple[Level, ...] = ("tujuan", "sasaran", "program", "kegiatan", *tasks)
        count = rng.choice((2, 3, 3, 4)) if not habits.shape.quarters else rng.choice((2, 3))
        start = rng.randint(0, len(ladder) - count)
        self.levels = ladder[start : start + count]
        self.bare = rng.random() < 0.25  # an upper level without indicators
        self.money_at = rng.choice(("last", "each", "none"))
        super().__init__(plan, replace(habits, shape=replace(habits.shape, code="none", late=0)), rng)

    def columns(self) -> tuple[Column, ...]:
        make = Columns(self.habits, self.plan.first_year, self.rng)
        style = self.rng.choice(("flat", "named", "grouped"))
        columns: list[Column] = list(make.number())
        for i, level in enumerate(self.levels):
            columns += self._block(make, level, style, bare=self.bare and i == 0, last=i == len(self.levels) - 1)
        if self.money_at == "last":
            columns.append(
                make.figure("r0", "anggaran", self.rng.choice(("Anggaran (Rp)", "Pagu Anggaran", "Anggaran")))
            )
        return (*columns, *make.last())

    def _block(self, make: Columns, level: Level, style: str, bare: bool, last: bool) -> list[Column]:
        word = self.rng.choice(WORDS[level])
        group = (word,) if style == "grouped" else ()
        name = make.one(f"n_{level}", *group, "Uraian" if group else word, weight=1.9)
        if bare:
            return [make.one(f"n_{level}", word, weight=1.9)]
        measure = f"Indikator {OF_LEVEL[level]}" if style == "named" else "Indikator Kinerja"
        block = [name, make.one(f"m_{level}", *group, measure, weight=2.1)]
        if self.shape.unit == "column":
            block.append(make.one(f"u_{level}", *group, "Satuan", weight=0.7, kind="unit", align="centre"))
        block += self._figures(make, level, group, last)
        if self.money_at == "each" and level not in ("tujuan", "sasaran"):
            block.append(make.figure(f"r_{level}", "anggaran", *group, "Anggaran (Rp)"))
        return block

    def _figures(self, make: Columns, level: Level, group: tuple[str, ...], last: bool) -> tuple[Column, ...]:
        multi = self.habits.kind in ("RENSTRA", "RPJMD")
        if last and multi:
            return (*make.baseline(), *make.years(money=False), *make.end(money=False))
        target = make.figure(f"t_{level}", "target", *group, "Target", role="target")
        return (target, *make.quarters()) if last and self.shape.quarters else (target,)

    def draw(self) -> Sketch:
        self._start()
        for number, entry in enumerate(self._tops(), 1):
            self._fill(entry, 0, len(self.sketch.rows), (), str(number))
        return self.sketch

    def _tops(self) -> list[Entry]:
        tops = list(self.plan.goals)
        while tops and tops[0].level != self.levels[0]:
            tops = [child for entry in tops for child in entry.children]
        return tops

    def _fill(self, entry: Entry, depth: int, start: int, above: tuple[Link, ...], no: str) -> int:
        """Puts an entry and everything below it into rows from `start`; the row behind its last."""
        level = entry.level
        chain = (*above, Link(level, None, entry.name))
        measures = entry.measures if not (self.bare and depth == 0) else ()
        self._reserve(start + max(1, len(measures)))
        self.sketch.rows[start].texts[f"n_{level}"] = entry.name
        if depth == 0 and self.shape.numbered != "none":
            self.sketch.rows[start].texts["no"] = no
        for i, measure in enumerate(measures):
            self._measure(self.sketch.rows[start + i], entry, measure, chain, depth, no)
        end = start
        if depth + 1 < len(self.levels):
            for child in entry.children:
                end = self._fill(child, depth + 1, end, chain, no)
        end = max(end, start + max(1, len(measures)))
        self._beside_last(entry, depth, start, end)
        for key in (f"n_{level}", *(("no",) if depth == 0 and self.shape.numbered != "none" else ())):
            self.sketch.span(key, start, end - 1, self.shape.fill == "merged")
        if measures:
            self._reach(level, depth, start + len(measures) - 1, end - 1)
        return end

    def _reserve(self, count: int) -> None:
        while len(self.sketch.rows) < count:
            self.sketch.add(BodyRow())

    def _own(self, level: Level, depth: int) -> tuple[str, ...]:
        """Figure columns of a level."""
        own = [f"t_{level}", f"r_{level}"]
        if depth == len(self.levels) - 1:
            own += [k for k in self.figure_keys if not k.startswith(("t_", "r_"))]
        return tuple(key for key in self.figure_keys if key in own)

    def _measure(
        self, row: BodyRow, entry: Entry, measure: Measure, chain: tuple[Link, ...], depth: int, no: str
    ) -> None:
        level = entry.level
        row.texts[f"m_{level}"] = self.marked(entry, measure)
        first = measure is entry.measures[0]
        for column in self.sketch.columns:
            if column.key in self._own(level, depth) and (first or not column.money):
                row.texts[column.key] = self.printer.text(column.kind, column.at, entry, measure)
        unit = f"u_{level}" if self.shape.unit == "column" else None
        if unit:
            row.texts[unit] = self.habits.look.numerals.unit(measure.unit)
        number = no if self.shape.numbered != "none" else None
        own = self._own(level, depth)
        row.claims.append(Claim(f"m_{level}", chain, own, level, number, unit, text=measure.text))

    def _beside_last(self, entry: Entry, depth: int, start: int, end: int) -> None:
        """Who answers, and where, beside the lowest level."""
        if depth != len(self.levels) - 1:
            return
        keys = {c.key for c in self.sketch.columns}
        for key, text in (("place", entry.place), ("owner", entry.owner)):
            if key in keys:
                self.sketch.rows[start].texts[key] = text
                self.sketch.span(key, start, end - 1, True)

    def _reach(self, level: Level, depth: int, first: int, last: int) -> None:
        """The last indicator of an entry and its figures reach down to the entry's end."""
        if depth == len(self.levels) - 1:
            return
        for key in (f"m_{level}", f"u_{level}", f"t_{level}", f"r_{level}"):
            self.sketch.span(key, first, last, self.shape.fill == "merged")


class Pairs(Ladder):
    """Pairs of Tolok Ukur and Target side by side: result of the programme, output and result of the kegiatan."""

    PAIRS: ClassVar = {"prog": "Hasil Program", "out": "Keluaran Kegiatan (Output)", "res": "Hasil Kegiatan"}

    def __init__(self, plan: Plan, habits: Habits, rng: random.Random) -> None:
        self.used = ("prog", "out", "res") if rng.random() < 0.6 else ("out", "res")
        self.word = rng.choice(("Tolok Ukur", "Tolok Ukur Kinerja", "Tolak Ukur"))
        super().__init__(plan, replace(habits, shape=replace(habits.shape, unit="target", ticks=False)), rng)

    def columns(self) -> tuple[Column, ...]:
        make = Columns(self.habits, self.plan.first_year, self.rng)
        pairs: list[Column] = []
        for key in self.used:
            group = ("Indikator Kinerja", self.PAIRS[key])
            pairs.append(make.one(f"m_{key}", *group, self.word, weight=1.8))
            pairs.append(make.figure(f"t_{key}", "target", *group, "Target", role="target"))
        count = self.shape.sources
        sources = [
            make.figure(f"s{i}", "anggaran", "Pagu Indikatif (Rp)", n) for i, n in enumerate(words.SOURCES[:count])
        ]
        ahead = [make.figure("r1", "anggaran", "Prakiraan Maju", at=1)] if self.shape.forward else []
        place = [make.one("place", "Lokasi", weight=1.1)] if self.shape.place else []
        note = [make.one("note", "Keterangan", weight=0.7)] if self.shape.note else []
        return (*make.code(self.depth - 1), make.name(two=True), *place, *pairs, *sources, *ahead, *note)

    def draw(self) -> Sketch:
        self._start()
        if self.shape.urusan:
            self._urusan()
        for program in self.plan.programs:
            chain = self._program(program)
            for activity in program.children:
                self._activity(activity, chain)
        if self.shape.totals:
            self._total()
        return self.sketch

    def _program(self, program: Entry) -> tuple[Link, ...]:
        chain = (Link("program", self.code(program), program.name),)
        row = self.row("program")
        self.name(row, program)
        self.money(row, program)
        for i, measure in enumerate(program.measures if "prog" in self.used else ()):
            here = self.row("program") if self.shape.money_row or i else row
            self._pair(here, "prog", program, measure, chain)
        return chain

    def _activity(self, activity: Entry, above: tuple[Link, ...]) -> None:
        chain = (*above, Link("kegiatan", self.code(activity), activity.name))
        row = self.row("kegiatan", bold=False)
        row.fill = None
        self.name(row, activity)
        self.money(row, activity)
        if "place" in {c.key for c in self.sketch.columns}:
            row.texts["place"] = activity.place
        for i, measure in enumerate(activity.measures):
            here = self.row(None, bold=False) if i or self.shape.money_row else row
            self._pair(here, "out", activity, measure, chain)
            if i == 0:
                self._pair(here, "res", activity, self._result(activity), chain)

    def _result(self, activity: Entry) -> Measure:
        counted = self.rng.choice(self.plan.theme.counted)[0]
        tail = self.rng.choice(("", "secara berkala", "dengan baik", "sesuai kebutuhan"))
        text = f"{self.rng.choice(words.OUTCOME_VERBS)} {counted} {tail}".strip()
        return Measure(text, "%", (100.0,) * (YEARS_OF_PLAN + 1))

    def _pair(self, row: BodyRow, key: str, entry: Entry, measure: Measure, chain: tuple[Link, ...]) -> None:
        row.texts[f"m_{key}"] = measure.text
        row.texts[f"t_{key}"] = self.printer.text("target", 0, entry, measure)
        money = tuple(column.key for column in self.sketch.columns if column.money)
        row.claims.append(Claim(f"m_{key}", chain, (f"t_{key}", *money), entry.level))
