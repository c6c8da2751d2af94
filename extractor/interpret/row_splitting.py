"""One ruled row that holds several indicators is taken apart by meaning and height.

Typists often draw one row for a sasaran and keep its indicators apart by white space only, their targets beside
them. The targets decide: a row with one value stays one row, whatever lists it holds; a row with several values is
several indicators. Every way to read the indicator cell that gives as many indicators as there are values is
weighed by how well the values stand beside them; the best is taken, and a second one that fits is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from extractor.interpret.strip import (
    Column,
    Entry,
    Key,
    Placed,
    by_gaps,
    is_paged,
    leading,
    one_each,
    place,
    settled,
    values,
)
from schemas.printed import Role
from schemas.transcript import Line

_MEASURED = (Role.INDIKATOR, Role.TARGET, Role.SATUAN, Role.NO)
NEW_INDICATOR = re.compile(
    r"^\W*(?:persentase|prosentase|jumlah|indeks|nilai|tingkat|rasio|angka|cakupan|skor|rata-rata|laju|luas|opini|"
    r"predikat|proporsi|waktu|volume|frekuensi)\b",
    re.IGNORECASE,
)
NESTED_BY = 5.0  # points that the marker of a deeper list stands further right
MOST_LISTS = 8  # lists of one ruled row that are weighed each by itself
BESIDE = 0.3  # lines that a value may stand above or below its indicator without being off
ALIGNED = 0.6  # lines that two columns may differ where something begins in both
SLIGHTLY = 0.15  # weight of what is not off: of two readings that fit the nearer one is taken
OFF_BY = 1.5  # lines off on average, from which a reading is not believed
NEARLY = 0.25  # of cost: a second reading within this is told as the other one

# What speaks against a reading beside its misfit, in lines off per value.
GAPS_ONLY = 0.3  # list markers are no indicators
NEW_STARTS = 0.2  # two indicators stand without white space or markers between them
AT_VALUES = 0.35  # nothing but the heights of the values tells the indicators apart
PARAGRAPHS = 0.5  # every paragraph is an indicator
COLLAPSED = 0.05  # a list is one indicator with its lead
LEAD_TOO = 0.1  # a lead has a value of its own
UNMEASURED = 0.3  # weight of misfit where heights are only estimated


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of a ruled row; `sasaran` and `number` are () where the row's own hold for it."""

    fields: dict[Role, tuple[Line, ...]]
    targets: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    parent: tuple[Line, ...] = ()
    sasaran: tuple[Line, ...] = ()
    number: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """The indicators of a ruled row, and how many another reading that fits nearly as well would give."""

    items: tuple[Item, ...]
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An entry of the indicator cell and the list that it leads."""

    entry: Entry
    below: tuple[Node, ...] = ()

    def every(self) -> Iterator[Entry]:
        yield self.entry
        for node in self.below:
            yield from node.every()


@dataclass(slots=True)
class _Growing:
    entry: Entry
    below: list[_Growing] = field(default_factory=list)

    def grown(self) -> Node:
        return Node(self.entry, tuple(node.grown() for node in self.below))


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry with a value of its own, the lead that it hangs on, and the first entry of the whole list."""

    entry: Entry
    parent: Entry | None
    root: Entry


@dataclass(frozen=True, slots=True)
class Reading:
    leaves: tuple[Leaf, ...]
    cost: float


def split_row(
    fields: dict[Role, tuple[Line, ...]],
    targets: dict[str, tuple[Line, ...]],
    sasaran: tuple[Line, ...] = (),
    number: tuple[Line, ...] = (),
    widths: Mapping[Role | str, float] | None = None,
) -> Split:
    """The indicators that stand in one ruled row, top to bottom; the row itself where it holds one.

    `widths` are those of the columns in points, by role or period, for files without pages. Empty lines may stand
    among the given ones; they count as white space and are left out of the result.
    """
    whole = Split((Item(_filled_fields(fields), {p: _filled(t) for p, t in targets.items() if _filled(t)}),))
    columns = place({**fields, **targets, Role.SASARAN: sasaran, Role.NO: number})
    indicator = columns.get(Role.INDIKATOR, ())
    if not indicator:
        return whole
    witness = _witness(columns, targets)
    if len(witness) < 2:
        return whole
    paged = is_paged([p.line for p in indicator])
    if not paged:
        columns = settled(
            columns, {**(widths or {})}, Role.INDIKATOR, [k for k in columns if k not in (*_MEASURED, *targets)]
        )
        indicator = columns[Role.INDIKATOR]
        witness = _witness(columns, targets)
    readings = sorted(_readings(indicator, witness, paged), key=lambda r: r.cost)
    if not readings or len(readings[0].leaves) < 2:
        return whole
    best = readings[0]
    other = next((r for r in readings[1:] if r.cost <= best.cost + NEARLY and _apart(r, best)), None)
    items = _items(best.leaves, columns, targets, leading(indicator))
    return Split(items, len(other.leaves) if other else None)


def first_entry(columns: Mapping[Key, Sequence[Line]]) -> dict[Key, tuple[Line, ...]]:
    """Of the columns of a ruled row (with the indicator's among them) what stands beside its first entry."""
    placed = place(columns)
    entries = next((by_gaps(c) for key, c in placed.items() if key == Role.INDIKATOR), [])
    end = entries[1].top if len(entries) > 1 else float("inf")
    return {key: tuple(p.line for p in column if p.middle < end) for key, column in placed.items()}


def _filled(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.text.strip())


def _filled_fields(fields: dict[Role, tuple[Line, ...]]) -> dict[Role, tuple[Line, ...]]:
    return {role: kept for role, lines in fields.items() if (kept := _filled(lines))}


def _apart(a: Reading, b: Reading) -> bool:
    return [leaf.entry.printed for leaf in a.leaves] != [leaf.entry.printed for leaf in b.leaves]


def _witness(columns: dict[Role | str, Column], targets: dict[str, tuple[Line, ...]]) -> list[Entry]:
    """The values that decide how many indicators there are: the fullest target column, else the formulas."""
    valued = [c for key in (Role.TARGET, *targets) if (c := columns.get(key))]
    if valued:
        return max((values(c) for c in valued), key=len)
    return by_gaps(columns.get(Role.FORMULASI, ()))


# --- ways to read the indicator cell ---


def _readings(indicator: Column, witness: Sequence[Entry], paged: bool) -> Iterator[Reading]:
    """Every reading with as many indicators as values that is not far off."""
    marked = by_gaps(indicator)
    blocks: list[tuple[float, list[Entry]]] = [(0.0, marked), (GAPS_ONLY, by_gaps(indicator, marks=False))]
    blocks.append((NEW_STARTS, _restarted(marked)))
    blocks.append((AT_VALUES, _at_values(indicator, witness)))
    if not paged:
        blocks.append((PARAGRAPHS, one_each(indicator)))
    usual = leading(indicator) if paged else 1.0
    for prior, entries in blocks:
        for leaves, extra in _choices(_tree(entries)):
            if len(leaves) == len(witness):
                misfit = _misfit(leaves, witness, usual)
                if misfit <= OFF_BY or not paged:
                    yield Reading(leaves, prior + extra + misfit * (1.0 if paged else UNMEASURED))
    if paged and (merged := _merged(marked, witness)) is not None:
        yield Reading(merged, NEW_STARTS + _misfit(merged, witness, usual))


def _tree(entries: Sequence[Entry]) -> list[Node]:
    """Entries as lists below their leads: a lead is what stands before a list of another style or indentation."""
    roots: list[_Growing] = []
    stack: list[_Growing] = []
    for i, entry in enumerate(entries):
        node = _Growing(entry)
        if entry.style is None:
            follows = i + 1 < len(entries) and entries[i + 1].style is not None
            roots.append(node)
            stack = [node] if follows else []
            continue
        known = next((d for d, above in enumerate(stack) if _same_list(above.entry, entry)), None)
        if known is not None:
            stack = stack[:known]
        (stack[-1].below if stack else roots).append(node)
        stack.append(node)
    return [node.grown() for node in roots]


def _same_list(a: Entry, b: Entry) -> bool:
    if a.style != b.style:
        return False
    return a.left is None or b.left is None or abs(a.left - b.left) <= NESTED_BY


def _choices(roots: Sequence[Node]) -> Iterator[tuple[tuple[Leaf, ...], float]]:
    """Leaves for every way to take the lists: one indicator with its lead, its sub-items, or these and the lead."""
    lists = sum(1 for root in roots for _ in _lists(root))
    if lists > MOST_LISTS:
        for way in ("parts", "all", "whole"):
            yield _taken(roots, iter([way] * lists))
        return
    for ways in product(("parts", "all", "whole"), repeat=lists):
        yield _taken(roots, iter(ways))


def _lists(node: Node) -> Iterator[Node]:
    if node.below:
        yield node
    for inner in node.below:
        yield from _lists(inner)


def _taken(roots: Sequence[Node], ways: Iterator[str]) -> tuple[tuple[Leaf, ...], float]:
    leaves: list[Leaf] = []
    cost = 0.0

    def take(node: Node, parent: Entry | None, root: Entry) -> None:
        nonlocal cost
        if not node.below:
            leaves.append(Leaf(node.entry, parent, root))
            return
        way = next(ways)
        if way == "whole":
            for inner in node.below:
                for _ in _lists(inner):
                    next(ways)
            lines = tuple(p for entry in node.every() for p in entry.lines)
            leaves.append(Leaf(replace(node.entry, lines=lines), parent, root))
            cost += COLLAPSED
            return
        if way == "all":
            leaves.append(Leaf(node.entry, parent, root))
            cost += LEAD_TOO
        for inner in node.below:
            take(inner, node.entry, root)

    for node in roots:
        take(node, None, node.entry)
    return tuple(leaves), cost


def _restarted(blocks: Sequence[Entry]) -> list[Entry]:
    """Entries split again where a line begins as an indicator does: two may stand without a gap between them."""
    result: list[Entry] = []
    for block in blocks:
        for i, item in enumerate(block.lines):
            if i == 0:
                result.append(replace(block, lines=(item,)))
            elif NEW_INDICATOR.match(item.line.text):
                result.append(Entry((item,)))
            else:
                result[-1] = replace(result[-1], lines=(*result[-1].lines, item))
    return result


def _at_values(indicator: Column, witness: Sequence[Entry]) -> list[Entry]:
    """The cell cut at the lines beside which values begin, where those begin a sentence; [] where one does not."""
    starts = {min(range(len(indicator)), key=lambda i: abs(indicator[i].top - value.top)) for value in witness}
    if 0 not in starts or any(indicator[i].line.text.lstrip()[:1].islower() for i in starts):
        return []
    ends = [*sorted(starts)[1:], len(indicator)]
    return [Entry(indicator[a:b]) for a, b in zip(sorted(starts), ends, strict=True)]


def _merged(blocks: Sequence[Entry], witness: Sequence[Entry]) -> tuple[Leaf, ...] | None:
    """Gives every value to the entry at its height; entries without one belong to the one above, or lead a list."""
    owners = [min(range(len(blocks)), key=lambda i: distance(value.middle, blocks[i])) for value in witness]
    if len(set(owners)) != len(owners):
        return None
    leaves: list[Leaf] = []

    def walk(node: Node, parent: Entry | None, root: Entry) -> None:
        if blocks.index(node.entry) in owners:
            leaves.append(Leaf(node.entry, parent, root))
        elif not node.below and leaves:
            last = leaves[-1]
            leaves[-1] = replace(last, entry=replace(last.entry, lines=(*last.entry.lines, *node.entry.lines)))
        for inner in node.below:
            walk(inner, node.entry, root)

    for node in _tree(blocks):
        walk(node, None, node.entry)
    return tuple(leaves) if len(leaves) == len(witness) else None


def _misfit(leaves: Sequence[Leaf], witness: Sequence[Entry], line: float) -> float:
    """How far the values stand from their indicators, in lines on average."""
    off = []
    for leaf, value in zip(leaves, witness, strict=True):
        lines = distance(value.middle, leaf.entry) / line
        off.append(max(0.0, lines - BESIDE) + SLIGHTLY * lines)
    return sum(off) / len(off)


def distance(height: float, entry: Entry) -> float:
    """How far a height lies above or below an entry; 0 beside it."""
    return max(entry.top - height, height - entry.bottom, 0.0)


# --- the other columns ---


def _items(
    leaves: Sequence[Leaf],
    columns: dict[Role | str, Column],
    targets: dict[str, tuple[Line, ...]],
    line: float,
) -> tuple[Item, ...]:
    roots = list(dict.fromkeys(leaf.root for leaf in leaves))
    dealt: dict[Role | str, list[tuple[Line, ...]]] = {}
    for key, column in columns.items():
        if not column or key in (Role.INDIKATOR, Role.SASARAN, Role.NO):
            continue
        if key is Role.TARGET or key in targets:
            dealt[key] = _values_for(leaves, values(column))
        elif key is Role.SATUAN:
            dealt[key] = _units_for(leaves, column)
        else:
            dealt[key] = _prose_for(leaves, roots, column, line)
    goals = _groups_for(leaves, roots, columns[Role.SASARAN])
    numbers = _numbers_for(leaves, roots, columns[Role.NO])
    return tuple(
        Item(
            {
                Role.INDIKATOR: leaf.entry.printed,
                **{key: part[i] for key, part in dealt.items() if isinstance(key, Role) and part[i]},
            },
            {key: dealt[key][i] for key in targets if key in dealt and dealt[key][i]},
            leaf.parent.printed if leaf.parent else (),
            goals[i],
            numbers[i],
        )
        for i, leaf in enumerate(leaves)
    )


def _values_for(leaves: Sequence[Leaf], parts: Sequence[Entry]) -> list[tuple[Line, ...]]:
    """Each indicator's value: in order where there are as many, else the one at its height."""
    if len(parts) == len(leaves):
        return [p.printed for p in parts]
    return _by_height(leaves, parts)


def _units_for(leaves: Sequence[Leaf], column: Column) -> list[tuple[Line, ...]]:
    """Each indicator's unit; one unit beside them all holds for all."""
    parts = by_gaps(column, marks=False)
    if len(parts) == len(leaves):
        return [p.printed for p in parts]
    if len(column) < 2:
        return [parts[0].printed] * len(leaves)
    lines = one_each(column)
    return [p.printed for p in lines] if len(lines) == len(leaves) else _by_height(leaves, lines)


def _by_height(leaves: Sequence[Leaf], parts: Sequence[Entry]) -> list[tuple[Line, ...]]:
    dealt: list[tuple[Line, ...]] = [()] * len(leaves)
    for part in parts:
        nearest = min(range(len(leaves)), key=lambda i: distance(part.middle, leaves[i].entry))
        dealt[nearest] = (*dealt[nearest], *part.printed)
    return dealt


def _prose_for(leaves: Sequence[Leaf], roots: Sequence[Entry], column: Column, line: float) -> list[tuple[Line, ...]]:
    """Each indicator's part of a column of text; a list shares the part of its lead, one text holds for all."""
    ways = [by_gaps(column, marks=False), by_gaps(column), _cut_at(column, roots, line)]
    if not is_paged([p.line for p in column]):
        ways.append(one_each(column))
    for parts in ways:
        if len(parts) == len(roots):
            own = dict(zip(roots, parts, strict=True))
            return [own[leaf.root].printed for leaf in leaves]
        if len(parts) == len(leaves):
            return [p.printed for p in parts]
    parts = by_gaps(column, marks=False)
    if len(parts) == 1:
        return [parts[0].printed] * len(leaves)
    shared: dict[Entry, tuple[Line, ...]] = dict.fromkeys(roots, ())
    for part in parts:
        owner = _above(part.top, roots, line)
        shared[owner] = (*shared[owner], *part.printed)
    return [shared[leaf.root] for leaf in leaves]


def _cut_at(column: Column, roots: Sequence[Entry], line: float) -> list[Entry]:
    """The column cut where an indicator begins beside it and its own line begins something new."""
    starts = [root.top for root in roots]
    groups: list[list[Placed]] = []
    for item in column:
        begins = not item.line.text.lstrip()[:1].islower()
        if not groups or (begins and any(abs(item.top - top) < ALIGNED * line for top in starts)):
            groups.append([item])
        else:
            groups[-1].append(item)
    return [Entry(tuple(group)) for group in groups]


def _above(top: float, entries: Sequence[Entry], line: float) -> Entry:
    """The last entry that begins at a height or above it; the first where none does."""
    return next((e for e in reversed(entries) if e.top <= top + ALIGNED * line), entries[0])


def _groups_for(leaves: Sequence[Leaf], roots: Sequence[Entry], column: Column) -> list[tuple[Line, ...]]:
    """For each indicator the sasaran that begins at its height or above it; () where there is only one."""
    groups = _numbered_or_gaps(column)
    if len(groups) < 2:
        return [()] * len(leaves)
    return _from_their_roots(leaves, roots, groups)


def _from_their_roots(
    leaves: Sequence[Leaf], roots: Sequence[Entry], groups: Sequence[Entry]
) -> list[tuple[Line, ...]]:
    """Each group holds from the indicator that begins nearest to its own begin until the next group's."""
    starts = [min(range(len(roots)), key=lambda i: abs(roots[i].top - group.top)) for group in groups]
    dealt = []
    for leaf in leaves:
        at = roots.index(leaf.root)
        last = max((g for g, start in enumerate(starts) if start <= at), default=0)
        dealt.append(groups[last].printed)
    return dealt


def _numbered_or_gaps(column: Column) -> list[Entry]:
    """Sasaran are kept apart by white space, or by numbers of their own."""
    groups = by_gaps(column, marks=False)
    numbered = by_gaps(column)
    own = [g for g in numbered if g.style == "number"]
    return numbered if len(own) > 1 and len(own) == len(numbered) else groups


def _numbers_for(leaves: Sequence[Leaf], roots: Sequence[Entry], column: Column) -> list[tuple[Line, ...]]:
    groups = values(column)
    return _from_their_roots(leaves, roots, groups) if len(groups) > 1 else [()] * len(leaves)
