"""Goals as the boxes that show them: one box, a goal over or beside its indicators, or below a box with its level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.support.drawn.forest import Goal
from tests.support.drawn.habits import Habits
from tests.support.drawn.scene import PADDING, USUAL, Para, height_of, wrapped

TOGETHER = 2  # goals by number in one box


@dataclass(frozen=True, slots=True)
class Part:
    """One box of a node, from the node's top left."""

    dx: float
    dy: float
    width: float
    height: float
    paras: tuple[Para, ...]
    goal: bool  # False: a label, or indicators


@dataclass(slots=True)
class Unit:
    """A node as drawn: one goal, or several by number; placed later."""

    goals: list[Goal]
    parts: list[Part]
    children: list[Unit] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0
    ids: list[int] = field(default_factory=list)  # of its boxes on the page, in the order of `parts`

    @property
    def depth(self) -> int:
        return self.goals[0].depth

    @property
    def width(self) -> float:
        return max(p.dx + p.width for p in self.parts)

    @property
    def height(self) -> float:
        return max(p.dy + p.height for p in self.parts)

    def all(self) -> Iterator[Unit]:
        yield self
        for child in self.children:
            yield from child.all()


def units_of(goal: Goal, habits: Habits, most_depth: int = 99) -> Unit:
    """A goal and what is below it, down to rows of this depth, as nodes of a drawing."""
    children = goal.children if goal.depth < most_depth else []
    leaves = all(not child.children for child in children)
    unit = Unit([goal], parts_of([goal], habits, habits.width))
    if habits.several and leaves and len(children) > 1:
        for at in range(0, len(children), TOGETHER):
            group = children[at : at + TOGETHER]
            unit.children.append(Unit(group, parts_of(group, habits, habits.width)))
    else:
        unit.children = [units_of(child, habits, most_depth) for child in children]
    return unit


def parts_of(goals: Sequence[Goal], habits: Habits, width: float) -> list[Part]:
    """The boxes of a node of this width; "beside" makes it twice as wide."""
    if len(goals) > 1:
        paras = tuple(
            para
            for number, goal in enumerate(goals, start=1)
            for para in (*_goal(goal, habits, f"{number}. "), *measure_paras(goal, habits))
        )
        return [_part(0, 0, width, paras, goal=True)]
    goal = goals[0]
    top, told = _goal(goal, habits), measure_paras(goal, habits)
    if habits.parts == "headed" and goal.level.label:
        head = _part(0, 0, width, (Para(_numbered(goal, habits).upper(), bold=True),), goal=False)
        body = _part(0, head.height + habits.gap, width, (*_statement(goal, habits), *told), goal=True)
        return [head, body]
    if not told or habits.parts in ("one", "headed"):
        return [_part(0, 0, width, (*top, *told), goal=True)]
    if habits.parts == "beside":
        left, right = _part(0, 0, width, top, goal=True), _part(width + habits.gap, 0, width, told, goal=False)
        height = max(left.height, right.height)
        return [Part(p.dx, 0, p.width, height, p.paras, p.goal) for p in (left, right)]
    first = _part(0, 0, width, top, goal=True)
    return [first, _part(0, first.height + habits.gap, width, told, goal=False)]


def _part(dx: float, dy: float, width: float, paras: tuple[Para, ...], goal: bool) -> Part:
    return Part(dx, dy, width, height_of(paras, width) + 2, paras, goal)


def _numbered(goal: Goal, habits: Habits) -> str:
    return f"{goal.level.label} {goal.number}" if habits.labels in ("prefix", "heading") else str(goal.level.label)


def _goal(goal: Goal, habits: Habits, number: str = "") -> tuple[Para, ...]:
    """The statement with what is in front of it."""
    if habits.labels == "heading" and not number:
        return (Para(_numbered(goal, habits).upper(), bold=True), *_statement(goal, habits))
    if habits.labels == "prefix" and not number:
        return (Para(f"{_numbered(goal, habits)} : {goal.text}", bold=not habits.left, left=habits.left),)
    return _statement(goal, habits, number)


def _statement(goal: Goal, habits: Habits, number: str = "") -> tuple[Para, ...]:
    return (Para(f"{number}{goal.text}", bold=not habits.left, left=habits.left),)


def measure_paras(goal: Goal, habits: Habits) -> tuple[Para, ...]:
    """The paragraphs with a goal's indicators; none where it has none."""
    items = goal.indicators
    if not items:
        return ()
    word = (f"{goal.level.measure or 'Indikator'} :") if habits.measure == "own" else habits.measure
    target = (Para(f"Target : {60 + len(items[0]) % 37} %", left=True),) if habits.targets and len(items) == 1 else ()
    if len(items) == 1:
        if habits.own_line:
            return (Para(word, left=habits.left), Para(items[0], left=habits.left), *target)
        return (Para(f"{word} {items[0]}", left=habits.left), *target)
    if habits.marker == "repeated":
        return tuple(Para(f"{word.rstrip(': ')} {at} : {item}", left=True) for at, item in enumerate(items, start=1))
    return (Para(word, left=habits.left), *(_item(item, at, items, habits) for at, item in enumerate(items)))


def _item(item: str, at: int, items: Sequence[str], habits: Habits) -> Para:
    mark = {"1.": f"{at + 1}. ", "a.": f"{'abc'[at]}. ", "-": "- ", "•": "• "}.get(habits.marker, "")
    room = habits.width - 2 * PADDING
    if not mark and any(len(wrapped(other, room, USUAL)) > 1 for other in items):
        mark = "- "  # where a line ends an item, each has one line
    return Para(mark + item, left=bool(mark) or habits.left)
