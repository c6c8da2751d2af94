"""Matrices of one or two levels: tujuan and sasaran with their years, and reports of targets and what was reached."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.support.messy.matrices.columns import Columns
from tests.support.messy.matrices.gold import Link
from tests.support.messy.matrices.habits import Habits
from tests.support.messy.matrices.ladders import Ladder
from tests.support.messy.matrices.plans import Entry, Level, Plan
from tests.support.messy.matrices.sketch import Column, Sketch

LEVELS_OF_REPORTS: tuple[Level, ...] = ("sasaran", "sasaran", "program", "kegiatan")


class Goals(Ladder):
    """Tujuan | Sasaran | Indikator | years; or only indicators."""

    def __init__(self, plan: Plan, habits: Habits, rng: random.Random) -> None:
        self.tujuan = rng.random() < 0.7
        self.bare = rng.random() < 0.15  # no column of goals
        shape = replace(habits.shape, code="none", goals_in="none", money_row=False)
        if self.bare:
            shape = replace(shape, marker="", numbered="rows" if shape.numbered != "none" else "none")
        super().__init__(plan, replace(habits, shape=shape), rng)

    def columns(self) -> tuple[Column, ...]:
        make = Columns(self.habits, self.plan.first_year, self.rng)
        both = self.tujuan and self.shape.goal_measures
        word = (
            "Indikator Tujuan / Sasaran"
            if both
            else self.rng.choice(("Indikator Kinerja", "Indikator Sasaran", "Indikator"))
        )
        if self.bare:
            word = self.rng.choice(("Indikator Kinerja Utama", "Indikator", "INDIKATOR KINERJA"))
        goals = [make.one("tujuan", "Tujuan", weight=2)] if self.tujuan else []
        names = (
            []
            if self.bare
            else [*goals, make.one("sasaran", self.rng.choice(("Sasaran", "Sasaran Strategis")), weight=2)]
        )
        multi = self.habits.kind in ("RENSTRA", "RPJMD", "LKJIP")
        plain = self.shape.under_year in ("target rp", "k rp")
        figures = (
            (*make.baseline(), *make.years(money=not plain), *make.end(money=False)) if multi else self._annual(make)
        )
        measure = make.one("measure", word, weight=2.4)
        return (*make.number(), *names, measure, *make.unit(), *figures, *make.explained(), *make.last())

    def _annual(self, make: Columns) -> tuple[Column, ...]:
        year = str(self.plan.first_year)
        word, period = self.rng.choice((("Target", None), (f"Target {year}", year), (f"Target Tahun {year}", year)))
        target = make.figure("t0", "target", word, period=period, role="target")
        return (target, *make.quarters()) if self.shape.quarters else (target,)

    def name_key(self, level: Level) -> str:
        return "sasaran"

    def draw(self) -> Sketch:
        self._start()
        for number, goal in enumerate(self.plan.goals, 1):
            self._whole(goal, number)
        return self.sketch

    def _whole(self, goal: Entry, number: int) -> None:
        first = len(self.sketch.rows)
        shown = self.tujuan and not self.bare
        above = (Link("tujuan", None, goal.name),) if shown else ()
        no = str(number) if self.shape.numbered == "levels" and shown else None
        if shown and self.shape.goal_measures:
            for measure in goal.measures:
                self.measured(self.row(None), goal, measure, above, no)
        for target in goal.children:
            self._one(target, above, no)
        if not shown:
            return
        row = self.sketch.rows[first]
        row.texts["tujuan"] = goal.name
        if no:
            row.texts["no"] = no
        for key in ("tujuan", *(("no",) if no else ())):
            self.sketch.span(key, first, len(self.sketch.rows) - 1, self.shape.fill == "merged")

    def _one(self, target: Entry, above: tuple[Link, ...], no: str | None) -> None:
        first = len(self.sketch.rows)
        chain = (*above, Link("sasaran", None, target.name)) if not self.bare else ()
        if self.shape.numbered == "levels" and not above:
            self.count += 1
            no = str(self.count)
        for measure in target.measures:
            self.measured(self.row(None), target, measure, chain, no)
        row = self.sketch.rows[first]
        if no and not above:
            row.texts["no"] = no
            self.sketch.span("no", first, len(self.sketch.rows) - 1, self.shape.fill == "merged")
        if not self.bare:
            row.texts["sasaran"] = target.name
            self.sketch.span("sasaran", first, len(self.sketch.rows) - 1, self.shape.fill == "merged")


class Report(Ladder):
    """One level with target, realisasi and capaian of a year or more; in an agreement with the target alone."""

    def __init__(self, plan: Plan, habits: Habits, rng: random.Random, level: Level | None = None) -> None:
        drawn: Level = rng.choice(LEVELS_OF_REPORTS)
        self.level: Level = level or drawn
        self.before = rng.choice((0, 0, 1, 2))  # years before the one reported
        self.whole_before = rng.random() < 0.5  # target, realisasi and capaian of these too
        self.progress = rng.random() < 0.3
        shape = replace(habits.shape, code="none", goals_in="none", money_row=False, late=0, years="header")
        super().__init__(plan, replace(habits, shape=shape), rng)

    def columns(self) -> tuple[Column, ...]:
        make = Columns(self.habits, self.plan.first_year, self.rng)
        words: dict[Level, tuple[str, ...]] = {
            "sasaran": ("Sasaran Strategis", "Sasaran", "Kinerja Utama", "SASARAN"),
            "program": ("Program", "PROGRAM", "Nama Program"),
            "kegiatan": ("Kegiatan", "KEGIATAN"),
        }
        measures: dict[Level, str] = {
            "sasaran": "Indikator Kinerja",
            "program": "Indikator Program",
            "kegiatan": "Output",
        }
        name = make.one("name", self.rng.choice(words[self.level]), weight=2.2)
        measure = make.one(
            "measure", self.rng.choice((measures[self.level], "Indikator Kinerja", "INDIKATOR KINERJA")), weight=2.4
        )
        figures = self._planned(make) if self.habits.kind == "PK" else self._reached(make)
        return (*make.number(), name, measure, *make.unit(), *figures, *make.explained(), *make.last())

    def _planned(self, make: Columns) -> tuple[Column, ...]:
        year = str(self.plan.first_year)
        word, period = self.rng.choice((("Target", None), ("TARGET", None), (f"Target {year}", year)))
        return (make.figure("t0", "target", word, period=period, role="target"),)

    def _reached(self, make: Columns) -> tuple[Column, ...]:
        """Earlier years first; the one reported is the plan's first."""
        year = self.plan.first_year - self.before
        columns: list[Column] = []
        alone = self.before == 0
        dated = not alone or self.rng.random() < 0.6
        for i in range(self.before):
            columns += self._past(make, i, str(year + i))
        last = self.before
        group = (
            (self.rng.choice((f"Tahun {year + last}", f"{year + last}", f"Capaian Tahun {year + last}")),)
            if dated
            else ()
        )
        period = str(year + last) if dated else None
        role = "targets" if self.before and self.whole_before else "target"
        columns.append(make.figure("t0", "target", *group, "Target", at=last, period=period, role=role))
        columns.append(make.figure("a0", "realisasi", *group, "Realisasi", at=last, period=period))
        ratio = self.rng.choice(("Capaian (%)", "% Capaian", "Tingkat Capaian", "Capaian"))
        columns.append(make.figure("c0", "capaian", *group, ratio, at=last, period=period))
        if self.progress:
            columns.append(make.figure("akhir", "akhir", "Target Akhir Renstra"))
        return tuple(columns)

    def _past(self, make: Columns, i: int, year: str) -> list[Column]:
        if not self.whole_before:
            return [make.figure(f"a{i + 1}", "realisasi", "Realisasi", year, at=i, period=year)]
        return [
            make.figure(f"t{i + 1}", "target", f"Tahun {year}", "Target", at=i, period=year, role="targets"),
            make.figure(f"a{i + 1}", "realisasi", f"Tahun {year}", "Realisasi", at=i, period=year),
            make.figure(f"c{i + 1}", "capaian", f"Tahun {year}", "Capaian (%)", at=i, period=year),
        ]

    def entries(self) -> list[Entry]:
        """The entries of the level."""
        found = list(self.plan.goals)
        while found[0].level != self.level:
            found = [child for entry in found for child in entry.children]
        return [entry for entry in found if entry.measures]

    def draw(self) -> Sketch:
        if self.shape.mission:
            self._start()
        for number, entry in enumerate(self.entries(), 1):
            first = len(self.sketch.rows)
            no = str(number) if self.shape.numbered == "levels" else None
            chain = (Link(self.level, None, entry.name),)
            for measure in entry.measures:
                self.measured(self.row(None, bold=False), entry, measure, chain, no)
            row = self.sketch.rows[first]
            row.texts["name"] = entry.name
            if no:
                row.texts["no"] = no
            if self.shape.owner == "merged":
                row.texts["owner"] = entry.owner
            for key in ("name", *(("no",) if no else ()), *(("owner",) if self.shape.owner == "merged" else ())):
                merged = self.shape.fill == "merged" or key == "owner"
                self.sketch.span(key, first, len(self.sketch.rows) - 1, merged)
        if self.shape.totals and self.habits.kind != "PK":
            self._mean()
        return self.sketch

    def _mean(self) -> None:
        keys = [c.key for c in self.sketch.columns]
        last = keys.index(self.figure_keys[0]) - 1
        row = self.row(None, bold=True)
        row.texts[keys[0]] = self.rng.choice(("Rata-rata Capaian", "Jumlah", "Rata - Rata"))
        row.band = (keys[0], keys[last])
        row.texts["c0"] = self.habits.look.numerals.number(round(self.rng.uniform(80, 110), 2))
