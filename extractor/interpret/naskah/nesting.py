"""The nesting of a regulation's units: rows -> steps, by beam search for the cheapest reading of all rows together.

A reading says of each row whether it begins a unit, in which one, or whose text it continues. Numbering, places and the
ends of the rows above are its costs (nesting_costs.py), so that "(2)" at the start of a wrapped line is no clause where
no clause can begin.
"""

from __future__ import annotations

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

WIDTH = 20  # readings that are kept from row to row
MARGIN = 14.0  # of cost above the best reading, beyond which one is given up
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


def nest(rows: Sequence[TextRow], read: Reader, grammar: str = "parents") -> tuple[Step, ...]:
    """The cheapest reading of rows. `grammar`: which units may hold which, a table of data/naskah_model.toml."""
    parents = model().parents[grammar]
    beam = [_Reading((OpenUnit(ROOT, "", (0, 0), 0.0, None),), 0.0, None)]
    for place, row in enumerate(rows):
        evidence = row_evidence(row, rows[max(0, place - 2) : place], read(row.text))
        beam = _best([after for reading in beam for after in _after(reading, evidence, parents, read)])
    return tuple(_steps(beam[0]))


def _best(readings: list[_Reading]) -> list[_Reading]:
    """The cheapest readings, of those that leave the same units open only one."""
    found: dict[tuple[tuple[OpenUnit, ...], Rank | None], _Reading] = {}
    for reading in readings:
        key = (reading.stack, reading.article)
        known = found.get(key)
        if known is None or reading.cost < known.cost:
            found[key] = reading
    kept = sorted(found.values(), key=lambda one: one.cost)[:WIDTH]
    return [one for one in kept if one.cost <= kept[0].cost + MARGIN]


def _steps(reading: _Reading) -> list[Step]:
    steps: list[Step] = []
    at: _Reading | None = reading
    while at is not None:
        if at.step is not None:
            steps.append(at.step)
        at = at.before
    return steps[::-1]


def _after(
    reading: _Reading, evidence: RowEvidence, parents: Mapping[str, frozenset[str]], read: Reader
) -> Iterator[_Reading]:
    """Every reading of one more row."""
    yield from _as_text(reading, evidence)
    for marker in evidence.markers:
        for depth in range(len(reading.stack)):
            if may_hold(parents, reading.stack[: depth + 1], marker):
                yield from _begun(reading, evidence, marker, depth, parents, read)


def _as_text(reading: _Reading, evidence: RowEvidence) -> Iterator[_Reading]:
    row, top = evidence.row, len(reading.stack) - 1
    yield _with_text(reading, row, top, text_cost(evidence, reading.stack[top]))
    for depth in range(1, top):
        unit = reading.stack[depth]
        if unit.kind in _HOLDS_TEXT and unit.has_text:
            yield _with_text(reading, row, depth, behind_list_cost(evidence, unit))


def _with_text(reading: _Reading, row: TextRow, depth: int, cost: float) -> _Reading:
    unit = with_text(reading.stack[depth], row.text, row.left)
    stack = (*reading.stack[:depth], unit)
    return _Reading(stack, reading.cost + cost, reading.article, Step(depth, None, row, cost), reading)


def _begun(
    reading: _Reading,
    evidence: RowEvidence,
    marker: Marker,
    depth: int,
    parents: Mapping[str, frozenset[str]],
    read: Reader,
) -> Iterator[_Reading]:
    """The readings in which the row begins a unit, and perhaps behind its marker the first unit of a list in it."""
    parent = reading.stack[depth]
    cost = start_cost(evidence, marker, reading.stack, depth, reading.article)
    quoted = is_quoted(reading.stack[: depth + 1])
    article = marker.rank if marker.kind == "pasal" and not quoted else None
    left = evidence.row.left
    unit = OpenUnit(marker.kind, marker.style, marker.rank, left, None)
    stack = (*reading.stack[:depth], _with_child(parent, marker, left), unit)
    rest = behind(evidence.row, marker.rest)
    step = Step(depth, marker, evidence.row, cost)
    begun = _Reading(stack, reading.cost + cost, article or reading.article, step, reading)
    if not marker.rest.strip() or marker.kind in HEADINGS:
        yield begun
        return
    body = None if evidence.row.line.box is None and evidence.row.full is not None else rest.left
    yield replace(begun, stack=(*stack[:-1], with_text(unit, marker.rest, body)))
    bare = replace(begun, step=replace(step, marker=replace(marker, rest="")))
    for inner in read(marker.rest):
        if inner.rank == (1, 0) and not inner.slips and may_hold(parents, stack, inner):
            yield from _begun(bare, replace(evidence, row=rest, openness=0.0), inner, len(stack) - 1, parents, read)


def _with_child(parent: OpenUnit, marker: Marker, left: float) -> OpenUnit:
    child = Child(marker.kind, marker.style, marker.rank, left)
    others = tuple(one for one in parent.last if (one.kind, one.style) != (marker.kind, marker.style))
    return replace(parent, last=(*others, child))
