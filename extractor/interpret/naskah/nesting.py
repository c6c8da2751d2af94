"""The nesting of a regulation's units: rows -> steps, by beam search for the cheapest reading of all rows together.

A reading says of each row whether it begins a unit, in which one, or whose text it continues. Numbering, places and the
ends of the rows above are its costs (nesting_costs.py), so that "(2)" at the start of a wrapped line is no clause where
no clause can begin.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.naskah.nesting_costs import (
    ROOT,
    Child,
    OpenUnit,
    RowEvidence,
    behind_list_cost,
    is_quoted,
    may_hold,
    model,
    row_evidence,
    start_cost,
    text_cost,
    with_text,
)
from extractor.interpret.naskah.text_rows import TextRow, behind
from extractor.interpret.naskah.unit_markers import HEADINGS, Marker
from normalizers.ordinal import Rank

WIDTH = 10  # readings that are kept from row to row
MARGIN = 14.0  # of cost above the best reading, beyond which one is given up
FIRST: Rank = (1, 0)
_HOLDS_TEXT = frozenset({"pasal", "ayat", "huruf", "angka", "diktum"})

Reader = Callable[[str], tuple[Marker, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """What a reading makes of one row."""

    depth: int  # of the unit that it belongs to, or in which it begins one: 0 is the regulation itself
    marker: Marker | None  # None: text of the unit at `depth`
    row: TextRow  # with its marker; of the second unit of a row only from its own marker on
    cost: float = 0.0  # of this row in the reading that was chosen


@dataclass(frozen=True, slots=True)
class _Reading:
    stack: tuple[OpenUnit, ...]
    cost: float
    article: Rank | None  # the last main article
    step: Step | None = None
    before: _Reading | None = None


@dataclass(frozen=True, slots=True)
class _Start:
    """A unit that a row may begin; made once for all readings."""

    marker: Marker
    row: TextRow  # from the marker on
    rest: TextRow  # behind the marker
    inner: tuple[_Start, ...]  # first units of lists that may begin right behind the marker


def nest(rows: Sequence[TextRow], read: Reader, grammar: str = "parents") -> tuple[Step, ...]:
    """The cheapest reading of rows. `grammar`: which units may hold which, a table of data/naskah_model.toml."""
    parents = model().parents[grammar]
    beam = [_Reading((OpenUnit(ROOT, "", (0, 0), 0.0, None),), 0.0, None)]
    for place, row in enumerate(rows):
        starts = tuple(_starts(row, read))
        evidence = row_evidence(row, rows[max(0, place - 2) : place], tuple(start.marker for start in starts))
        frontier = _Frontier()
        for reading in beam:
            _extend(reading, evidence, starts, parents, frontier)
        beam = frontier.best()
    return tuple(_steps(beam[0]))


def _starts(row: TextRow, read: Reader) -> Iterator[_Start]:
    for marker in read(row.text):
        rest = behind(row, marker.rest)
        first = marker.kind not in HEADINGS and bool(marker.rest.strip())
        inner = (
            [one for one in _starts(rest, read) if one.marker.rank == FIRST and not one.marker.slips] if first else []
        )
        yield _Start(marker, row, rest, tuple(inner))


class _Frontier:
    """The cheapest readings up to a row; of those that leave the same units open only one."""

    def __init__(self) -> None:
        self._found: dict[tuple[tuple[OpenUnit, ...], Rank | None], _Reading] = {}
        self._cheapest = math.inf

    def takes(self, cost: float) -> bool:
        """False for what costs so much more than the cheapest one that it need not be made."""
        return cost <= self._cheapest + MARGIN

    def add(self, reading: _Reading) -> None:
        key = (reading.stack, reading.article)
        known = self._found.get(key)
        if known is None or reading.cost < known.cost:
            self._found[key] = reading
            self._cheapest = min(self._cheapest, reading.cost)

    def best(self) -> list[_Reading]:
        kept = sorted(self._found.values(), key=lambda one: one.cost)[:WIDTH]
        return [one for one in kept if one.cost <= kept[0].cost + MARGIN]


def _steps(reading: _Reading) -> list[Step]:
    steps: list[Step] = []
    at: _Reading | None = reading
    while at is not None:
        if at.step is not None:
            steps.append(at.step)
        at = at.before
    return steps[::-1]


def _extend(
    reading: _Reading,
    evidence: RowEvidence,
    starts: Sequence[_Start],
    parents: Mapping[str, frozenset[str]],
    frontier: _Frontier,
) -> None:
    """Adds every reading of one more row."""
    _as_text(reading, evidence, frontier)
    for start in starts:
        for depth in range(len(reading.stack)):
            if may_hold(parents, reading.stack[: depth + 1], start.marker):
                _begin(reading, evidence, start, depth, parents, frontier)


def _as_text(reading: _Reading, evidence: RowEvidence, frontier: _Frontier) -> None:
    top = len(reading.stack) - 1
    _add_text(reading, evidence.row, top, text_cost(evidence, reading.stack[top]), frontier)
    for depth in range(1, top):
        unit = reading.stack[depth]
        if unit.kind in _HOLDS_TEXT and unit.has_text:
            _add_text(reading, evidence.row, depth, behind_list_cost(evidence, unit), frontier)


def _add_text(reading: _Reading, row: TextRow, depth: int, cost: float, frontier: _Frontier) -> None:
    if frontier.takes(reading.cost + cost):
        unit = with_text(reading.stack[depth], row.text, row.left)
        stack = (*reading.stack[:depth], unit)
        step = Step(depth, None, row, cost)
        frontier.add(_Reading(stack, reading.cost + cost, reading.article, step, reading))


def _begin(
    reading: _Reading,
    evidence: RowEvidence,
    start: _Start,
    depth: int,
    parents: Mapping[str, frozenset[str]],
    frontier: _Frontier,
) -> None:
    """Adds the readings in which the row begins a unit, and perhaps behind its marker the first one of a list in it."""
    marker, row = start.marker, start.row
    cost = start_cost(evidence, marker, reading.stack, depth, reading.article)
    if not frontier.takes(reading.cost + cost):
        return
    quoted = is_quoted(reading.stack[: depth + 1])
    article = marker.rank if marker.kind == "pasal" and not quoted else reading.article
    unit = OpenUnit(marker.kind, marker.style, marker.rank, row.left, None)
    stack = (*reading.stack[:depth], _with_child(reading.stack[depth], marker, row.left), unit)
    step = Step(depth, marker, row, cost)
    begun = _Reading(stack, reading.cost + cost, article, step, reading)
    if not marker.rest.strip() or marker.kind in HEADINGS:
        frontier.add(begun)
        return
    body = None if row.line.box is None and row.full is not None else start.rest.left
    frontier.add(replace(begun, stack=(*stack[:-1], with_text(unit, marker.rest, body))))
    for inner in start.inner:
        if may_hold(parents, stack, inner.marker):
            bare = replace(begun, step=replace(step, marker=replace(marker, rest="")))
            _begin(bare, replace(evidence, row=inner.row, openness=0.0), inner, len(stack) - 1, parents, frontier)


def _with_child(parent: OpenUnit, marker: Marker, left: float) -> OpenUnit:
    child = Child(marker.kind, marker.style, marker.rank, left)
    others = tuple(one for one in parent.last if (one.kind, one.style) != (marker.kind, marker.style))
    return replace(parent, last=(*others, child))
