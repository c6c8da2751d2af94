"""What a plan says: the ladder tujuan > sasaran > program > kegiatan > sub kegiatan, each with its indicators."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tests.support.messy.matrices import words
from tests.support.messy.matrices.words import Theme

Level = Literal["tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan"]
Scheme = Literal["new", "short", "old"]  # 2.16.02.2.01.0001 | 2.16.02.2.01.01 | 1.25.15.03

LEVELS: tuple[Level, ...] = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
YEARS_OF_PLAN = 6
LEVEL_WORDS: dict[Level, str] = {"program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub Kegiatan"}


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator: its words, its unit and its values (baseline first, then one for each year of the plan)."""

    text: str
    unit: str
    values: tuple[float, ...]
    grades: tuple[str, ...] = ()  # instead of the values: "B", "BB"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the ladder."""

    level: Level
    name: str
    code: tuple[str, ...] = ()  # narrow cells, from the left
    outcome: str | None = None  # the statement of what it is to bring, beside or below its name
    measures: tuple[Measure, ...] = ()
    amounts: tuple[int, ...] = ()  # rupiah, one for each year of the plan
    owner: str = ""
    place: str = ""
    source: str = ""
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one office."""

    theme: Theme
    region: str
    first_year: int
    goals: tuple[Entry, ...]  # tujuan

    @property
    def office(self) -> str:
        """The office with its region, as titles name it."""
        return f"{self.theme.office} {self.region}"

    @property
    def programs(self) -> tuple[Entry, ...]:
        """All programmes, whatever sasaran they serve."""
        return tuple(program for goal in self.goals for target in goal.children for program in target.children)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a plan is, and what its entries have."""

    goals: int = 1
    targets: int = 2  # sasaran of a tujuan
    programs: int = 2  # of a sasaran
    activities: int = 2  # of a programme
    tasks: int = 2  # sub kegiatan of a kegiatan; 0 for none
    scheme: Scheme = "new"
    several: float = 0.3  # share of entries with more than one indicator
    missing: float = 0.1  # share of programmes and kegiatan without an indicator
    repeated: bool = False  # one output is printed under several programmes
    outcomes: bool = False  # programmes and kegiatan have a statement beside their name
    level_words: bool = False  # "Program ...", "Kegiatan ...", "Sub Kegiatan ..."
    capitals: bool = False  # names of programmes are printed in capitals


class _Author:
    def __init__(self, rng: random.Random, size: Size) -> None:
        self.rng = rng
        self.size = size
        self.theme = rng.choice(words.THEMES)
        self.region = rng.choice(words.REGIONS)
        self.used: set[str] = set()
        self.support = [(name, list(tasks)) for name, tasks in words.SUPPORT[0][1]]

    def plan(self) -> Plan:
        rng, size = self.rng, self.size
        numbers = iter(range(1, 100))
        goals = []
        for _ in range(size.goals):
            targets = tuple(self._target(numbers) for _ in range(size.targets))
            goals.append(self._goal("tujuan", targets))
        return Plan(self.theme, self.region, rng.randint(2013, 2026), tuple(goals))

    def _target(self, numbers: Iterator[int]) -> Entry:
        programs = []
        for _ in range(self.size.programs):
            number = next(numbers)
            programs.append(self._support(number) if number == 1 else self._program(number))
        return self._goal("sasaran", tuple(programs))

    def _goal(self, level: Level, children: tuple[Entry, ...]) -> Entry:
        rng = self.rng
        text = self._fresh(
            lambda: " ".join(
                (
                    rng.choice(words.GOAL_VERBS),
                    rng.choice(words.GOAL_QUALITIES),
                    self._thing(),
                    rng.choice(words.GOAL_TAILS),
                )
            )
        )
        count = 2 if rng.random() < self.size.several else 1
        measures = tuple(self._ratio() for _ in range(count))
        return Entry(level, text, measures=measures, owner=self._owner(), children=children)

    def _thing(self) -> str:
        return self.rng.choice(self.theme.things)

    def _owner(self) -> str:
        return self.rng.choice(words.UNITS_OF_OFFICE)

    def _fresh(self, make: object) -> str:
        """A text that the plan doesn't have yet."""
        assert callable(make)
        for _ in range(60):
            text = " ".join(str(make()).split())
            if text.casefold() not in self.used:
                break
        self.used.add(text.casefold())
        return text

    # --- programmes and what is below them ---

    def _code(self, number: int, activity: int = 0, task: int = 0) -> tuple[str, ...]:
        urusan, field = self.theme.code
        if self.size.scheme == "old":
            head: tuple[str, ...] = (urusan, field, f"{number + 14:02d}")
            return (*head, f"{activity:02d}") if activity else head
        head = (urusan, field, f"{number:02d}")
        if not activity:
            return head
        head = (*head, f"2.{activity:02d}")
        return (*head, f"{task:04d}" if self.size.scheme == "new" else f"{task:02d}") if task else head

    def _program(self, number: int) -> Entry:
        rng = self.rng
        name = self._fresh(lambda: f"{rng.choice(words.PROGRAM_VERBS)} {self._thing()} {rng.choice(words.PLACES)}")
        children = tuple(
            self._activity(number, i + 1) for i in range(max(1, self.size.activities + rng.randint(-1, 1)))
        )
        outcome = f"{rng.choice(words.OUTCOME_VERBS)} {self._thing().lower()} {rng.choice(words.RATIO_TAILS)}"
        return self._entry("program", name, self._code(number), outcome, self._ratio, children)

    def _activity(self, number: int, activity: int) -> Entry:
        rng = self.rng
        name = self._fresh(lambda: f"{rng.choice(words.ACTIVITY_VERBS)} {self._thing()} {rng.choice(words.PLACES)}")
        tasks = self._tasks(
            number, activity, lambda: f"{rng.choice(words.TASK_VERBS)} {self._thing()} {rng.choice(words.PLACES)}"
        )
        counted = rng.choice(self.theme.counted)[0]
        outcome = f"{rng.choice(words.OUTCOME_VERBS)} {counted} {rng.choice(words.OUTPUT_TAILS)}".strip()
        make = self._output if not tasks or rng.random() < 0.4 else self._ratio
        return self._entry("kegiatan", name, self._code(number, activity), outcome, make, tasks)

    def _tasks(self, number: int, activity: int, name: object, source: list[str] | None = None) -> tuple[Entry, ...]:
        size, rng = self.size, self.rng
        if not size.tasks or size.scheme == "old":
            return ()
        tasks = []
        count = max(1, size.tasks + rng.randint(-1, 1))
        for k in range(min(count, len(source)) if source else count):
            text = source[k] if source else self._fresh(name)
            make = self._output if source is None else self._support_output
            tasks.append(self._entry("sub_kegiatan", text, self._code(number, activity, k + 1), None, make, ()))
        return tuple(tasks)

    def _support(self, number: int) -> Entry:
        """The programme that every office has."""
        activities = []
        for i, (name, names) in enumerate(self.support[: max(1, self.size.activities)]):
            tasks = self._tasks(number, i + 1, None, names)
            make = self._support_measure if tasks else self._support_output
            outcome = f"Terpenuhinya {name.lower()}"
            activities.append(self._entry("kegiatan", name, self._code(number, i + 1), outcome, make, tasks))
        name = words.SUPPORT[0][0]
        outcome = "Meningkatnya mutu layanan perkantoran"
        return self._entry("program", name, self._code(number), outcome, self._support_measure, tuple(activities))

    def _entry(
        self,
        level: Level,
        name: str,
        code: tuple[str, ...],
        outcome: str | None,
        make: object,
        children: tuple[Entry, ...],
    ) -> Entry:
        rng, size = self.rng, self.size
        assert callable(make)
        count = rng.choice((2, 2, 3)) if rng.random() < size.several and level != "sub_kegiatan" else 1
        if children and rng.random() < size.missing:
            count = 0
        if size.level_words:
            name = f"{LEVEL_WORDS[level]} {name}"
        if size.capitals and level == "program":
            name = name.upper()
        amounts = self._amounts(children)
        place, source = rng.choice(words.PLACES_OF_WORK), rng.choice(words.SOURCES)
        statement = outcome if size.outcomes and count else None
        measures = self._different(make, count)
        return Entry(level, name, code, statement, measures, amounts, self._owner(), place, source, children)

    def _different(self, make: object, count: int) -> tuple[Measure, ...]:
        """So many indicators, no two alike."""
        assert callable(make)
        found: dict[str, Measure] = {}
        while len(found) < count:
            measure = make()
            found.setdefault(measure.text, measure)
        return tuple(found.values())

    def _amounts(self, children: tuple[Entry, ...]) -> tuple[int, ...]:
        if children:
            return tuple(sum(child.amounts[i] for child in children) for i in range(YEARS_OF_PLAN))
        first = self.rng.choice((1, 5, 10, 25)) * self.rng.randint(300, 9000) * 1000
        return tuple(
            int(first * (1 + 0.08 * i)) // 1000 * 1000 + self.rng.choice((0, 0, 500)) for i in range(YEARS_OF_PLAN)
        )

    # --- indicators ---

    def _ratio(self) -> Measure:
        rng = self.rng
        if rng.random() < 0.2:
            text = self._fresh(lambda: f"{rng.choice(words.INDEX_NAMES)} {self._thing().lower()}")
            return Measure(text, rng.choice(("Indeks", "Nilai", "Poin")), self._rising(60, 80, 1))
        text = self._fresh(
            lambda: f"{rng.choice(words.RATIO_HEADS)} {self._thing().lower()} {rng.choice(words.RATIO_TAILS)}"
        )
        return Measure(text, rng.choice(("%", "%", "Persen")), self._rising(20, 90, rng.choice((0, 0, 1, 2))))

    def _output(self) -> Measure:
        rng = self.rng
        thing, unit = rng.choice(self.theme.counted)
        text = self._fresh(lambda: f"{rng.choice(words.OUTPUT_HEADS)} {thing} {rng.choice(words.OUTPUT_TAILS)}")
        return Measure(text, unit, self._rising(1, rng.choice((12, 60, 400, 3000)), 0))

    def _support_measure(self) -> Measure:
        if self.rng.random() < 0.2:
            text = self.rng.choice(("Predikat akuntabilitas kinerja kantor", "Predikat penilaian pelayanan kantor"))
            grades = tuple(sorted(self.rng.choices(("A", "B", "BB"), k=YEARS_OF_PLAN + 1), key=("B", "BB", "A").index))
            return Measure(text, "Predikat", (0.0,) * (YEARS_OF_PLAN + 1), grades)
        text, unit = self.rng.choice(words.SUPPORT_MEASURES)
        return Measure(text, unit, self._rising(70, 90, 0))

    def _support_output(self) -> Measure:
        text, unit = self.rng.choice(words.SUPPORT_OUTPUTS)
        return Measure(text, unit, (12.0,) * (YEARS_OF_PLAN + 1) if unit == "Bulan" else self._rising(1, 12, 0))

    def _rising(self, low: int, high: int, digits: int) -> tuple[float, ...]:
        rng = self.rng
        start = rng.uniform(low, high)
        step = rng.choice((0.0, (high - low) / 40, (high - low) / 15))
        return tuple(round(max(1.0, start + step * i), digits) for i in range(YEARS_OF_PLAN + 1))


def write(rng: random.Random, size: Size) -> Plan:
    """Invents the plan of one office."""
    plan = _Author(rng, size).plan()
    return _with_repeated(plan) if size.repeated else plan


def _with_repeated(plan: Plan) -> Plan:
    """The same with one activity of the first programme printed under every other programme too."""
    first = next((c for p in plan.programs for c in p.children), None)
    if first is None:
        return plan

    def program(entry: Entry) -> Entry:
        if first in entry.children:
            return entry
        number = f"{len(entry.children) + 1:02d}"
        head = (*entry.code, f"2.{number}" if first.code[-1].startswith("2.") else number)
        copy = _recoded(first, head, len(head))
        return replace(entry, children=(*entry.children, copy))

    goals = tuple(
        replace(g, children=tuple(replace(t, children=tuple(program(p) for p in t.children)) for t in g.children))
        for g in plan.goals
    )
    return replace(plan, goals=goals)


def _recoded(entry: Entry, head: tuple[str, ...], width: int) -> Entry:
    children = tuple(_recoded(child, head, width) for child in entry.children)
    return replace(entry, code=(*head, *entry.code[width:]), children=children)
