"""What a messy table says: sasaran, indicators and values, and the rows that a reader would write down."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.messy import vocabulary as words
from tests.support.messy.knobs import Knobs

YEARS = ("2022", "2023", "2024")
QUARTERS = ("TW I", "TW II", "TW III", "TW IV")


@dataclass(frozen=True)
class Item:
    """An indicator; with `items` it leads a list."""

    text: str
    value: str | None = None  # as the target cell prints it, without a unit that stands elsewhere
    unit: str | None = None
    items: tuple[Item, ...] = ()
    style: str = ""  # markers of `items`
    periods: tuple[tuple[str, str], ...] = ()
    extras: tuple[tuple[str, str], ...] = ()  # (column, text)

    @property
    def listed(self) -> bool:
        """True where the sub-items are rows of their own."""
        return any(item.value is not None or item.items for item in self.items)


@dataclass(frozen=True)
class Goal:
    number: str | None  # as printed
    text: str
    items: tuple[Item, ...]
    band: str | None = None  # printed above it


@dataclass(frozen=True)
class Decree:
    office: str
    region: str
    year: int
    post: str
    superior: str
    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class GoldRow:
    no: str | None
    sasaran: str | None
    indikator_induk: str | None
    indikator: str
    target: str | None
    satuan: str | None  # None: nothing is said of it
    periods: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)


def marker(style: str, index: int) -> str:
    """The marker of the item at `index` (0-based) in a list of the style."""
    if style in ("-", "•"):
        return style
    if style.startswith("a"):
        return chr(ord("a") + index) + style[1:]
    return str(index + 1) + style[1:]


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class _Author:
    """Invents the content of one decree."""

    def __init__(self, rng: random.Random, knobs: Knobs) -> None:
        self.rng = rng
        self.knobs = knobs
        self._unused: list[tuple[str, tuple[str, ...]]] = []
        self._things: list[str] = []

    def decree(self) -> Decree:
        rng = self.rng
        office, region = rng.choice(words.OFFICES)
        goals = []
        number = 0
        for i in range(self.knobs.goals):
            number += 1
            if self.knobs.numbering == "jump" and i and rng.random() < 0.5:
                number += rng.randint(1, 2)
            if self.knobs.numbering == "restart" and i == 2:
                number = 1
            goals.append(self._goal(i, number))
        return Decree(office, region, rng.randint(2016, 2024), rng.choice(words.POSTS), self._superior(), tuple(goals))

    def _superior(self) -> str:
        return self.rng.choice(words.SUPERIORS)

    def _goal(self, index: int, number: int) -> Goal:
        rng, knobs = self.rng, self.knobs
        if not self._things:
            self._things = rng.sample(words.GOAL_THINGS, len(words.GOAL_THINGS))
        text = f"{rng.choice(words.GOAL_VERBS)} {self._things.pop()} {rng.choice(words.GOAL_TAILS)}".strip()
        count = rng.choice((1, 1, 2, 3)) if not knobs.stacked_items else rng.choice((1, 2, 2, 3))
        items = [self._item() for _ in range(count)]
        if knobs.sublist and (index == 0 or rng.random() < 0.4):
            items[rng.randrange(len(items))] = self._lead()
        elif knobs.bullets and (index == 0 or rng.random() < 0.4):
            items[rng.randrange(len(items))] = self._bulleted()
        printed = None
        if knobs.numbering in ("goals", "jump", "restart", "in text") or (
            knobs.numbering == "blank" and index % 2 == 0
        ):
            printed = str(number)
        band = words.BANDS[index // 2 % len(words.BANDS)] if knobs.bands and index % 2 == 0 else None
        return Goal(printed, text, tuple(items), band)

    def _value(self, unit: str) -> str:
        rng = self.rng
        if unit in ("%", "persen"):
            return rng.choice((str(rng.randint(5, 100)), f"{rng.randint(5, 99)},{rng.randint(1, 99):02d}"))
        if unit in ("indeks", "poin", "nilai"):
            return rng.choice((f"{rng.randint(2, 99)},{rng.randint(1, 9)}", str(rng.randint(60, 99))))
        return rng.choice((str(rng.randint(1, 12)), str(rng.randint(13, 999)), _grouped(rng.randint(1000, 900000))))

    def _dress(self, text: str, unit: str, lead: bool = False) -> Item:
        """An item with its value as the unit's place asks for it."""
        rng, knobs = self.rng, self.knobs
        if knobs.unit == "header":
            unit = "%"
        value = self._value(unit)
        if knobs.rupiah and not lead and rng.random() < 0.4 and knobs.unit == "target":
            return Item(text, f"Rp. {_grouped(rng.randint(10**6, 10**9))}", "Rp", extras=self._extras())
        if knobs.odd_values and rng.random() < 0.5 and knobs.unit == "target":
            odd = (("B (80)", None), ("-", None), ("90-95%", None), ("BB", None), ("≥ 85 %", "%"))
            value, odd_unit = rng.choice(odd)
            return Item(text, value, odd_unit, extras=self._extras())
        printed_unit: str | None = unit
        if knobs.unit == "target":
            value = f"{value} {unit}" if unit != "%" else rng.choice((f"{value}%", f"{value} %"))
        elif knobs.unit == "brackets":
            text, printed_unit = f"{text} ({unit})", None
        periods = tuple((p, self._period_value(unit)) for p in self._periods())
        return Item(text, value, printed_unit, periods=periods, extras=self._extras())

    def _period_value(self, unit: str) -> str:
        value = self._value(unit)
        return f"{value} {unit}".replace(" %", "%") if self.knobs.unit == "target" else value

    def _periods(self) -> tuple[str, ...]:
        return {"years": YEARS, "quarters": QUARTERS, "": ()}[self.knobs.periods]

    def _extras(self) -> tuple[tuple[str, str], ...]:
        choices = {"formulasi": words.FORMULAS, "sumber_data": words.SOURCES, "penanggung_jawab": words.OWNERS}
        return tuple((column, self.rng.choice(choices[column])) for column in self.knobs.extras)

    def _item(self) -> Item:
        rng = self.rng
        if not self._unused:
            self._unused = rng.sample(words.INDICATORS, len(words.INDICATORS))
        text, units = self._unused.pop()
        return self._dress(f"{text} {rng.choice(words.INDICATOR_TAILS)}".strip(), rng.choice(units))

    def _lead(self) -> Item:
        rng, knobs = self.rng, self.knobs
        text, unit, things = rng.choice(words.LEADS)
        names = rng.sample(things, rng.randint(2, len(things)))
        items = [self._dress(name, unit, lead=True) for name in names]
        extras = self._extras()
        if knobs.nested:
            inner_style = "-" if knobs.sublist != "-" else "•"
            inner = tuple(self._dress(name, unit, lead=True) for name in ("Panen raya", "Panen kedua"))
            items[0] = Item(names[0], items=inner, style=inner_style, extras=extras)
        own = self._dress(text, unit, lead=True)
        value = own.value if knobs.lead_value else None
        periods = own.periods if knobs.lead_value else ()
        return Item(text, value, own.unit, tuple(items), knobs.sublist, periods, extras)

    def _bulleted(self) -> Item:
        names = self.rng.sample(words.TOPICS, self.rng.randint(2, 4))
        base = self._dress("Jumlah kesepakatan kerja sama dalam bidang", "dokumen")
        return Item(base.text, base.value, base.unit, tuple(Item(n) for n in names), "•", base.periods, base.extras)


def write(rng: random.Random, knobs: Knobs) -> Decree:
    return _Author(rng, knobs).decree()


def gold_rows(decree: Decree, knobs: Knobs) -> list[GoldRow]:
    """The rows in reading order."""
    rows: list[GoldRow] = []
    band: str | None = None
    number: str | None = None
    count = 0
    for goal in decree.goals:
        band = goal.band or band
        text = goal.text if not knobs.no_goal_column else band if knobs.bands else None
        if goal.number is not None or not (knobs.stacked_goals and knobs.numbering == "blank"):
            number = goal.number  # a number beside the first of several sasaran of a ruled row counts for all
        for item in goal.items:
            count += 1
            for lead, leaf, extras in _leaves(item, None, None):
                own = str(count) if knobs.numbering == "indicators" else number
                rows.append(_gold(own, text, lead, leaf, extras, knobs))
    return rows


def _leaves(
    item: Item, lead: Item | None, extras: tuple[tuple[str, str], ...] | None
) -> Iterator[tuple[Item | None, Item, tuple[tuple[str, str], ...]]]:
    shared = extras if extras is not None else item.extras
    if not item.listed:
        yield lead, item, shared
        return
    if item.value is not None:
        yield lead, item, shared
    for inner in item.items:
        yield from _leaves(inner, item, shared)


def _gold(
    no: str | None, goal: str | None, lead: Item | None, leaf: Item, extras: tuple[tuple[str, str], ...], knobs: Knobs
) -> GoldRow:
    text = leaf.text
    if leaf.items and not leaf.listed:
        text = " ".join([text + " :", *(f"{leaf.style} {i.text}" for i in leaf.items)])
    # Years stand alone; quarters stand beside the target of the year.
    target = None if knobs.periods == "years" else leaf.value
    unit = leaf.unit if knobs.unit != "brackets" else None
    return GoldRow(no, goal, lead.text if lead else None, text, target, unit, dict(leaf.periods), dict(extras))
