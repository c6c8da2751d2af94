"""One ruled row that holds several indicators is taken apart by meaning and height.

Typists often draw one row for a sasaran and keep its indicators apart by white space only, their targets beside
them. The targets decide: a row with one value stays one row, whatever lists it holds; a row with several values is
several indicators. Where a value stands is read from its height on the page (PDF, scan) or, where there are no
pages, from the order of paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from extractor.interpret.labels import list_marker
from schemas.printed import Role
from schemas.transcript import Line

GAP = 1.45  # times the usual distance between lines: a wider one separates two entries
MIN_GAP_POINTS = 3.0  # points beyond the usual distance
VALUE_START = re.compile(
    r"^\s*(?:[<>≥≤=±~]|rp\.?\s*\d|\d|-\s*$|–\s*$|[A-D]{1,3}\b|minimal|maksimal|min\.|maks?\.|wtp|wdp|baik|sangat|cukup|level|predikat)",
    re.IGNORECASE,
)
NEW_INDICATOR = re.compile(
    r"^\W*(?:persentase|prosentase|jumlah|indeks|nilai|tingkat|rasio|angka|cakupan|skor|rata-rata|laju|luas|opini|predikat)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of a ruled row; `sasaran` and `number` are () where the row's own hold for it."""

    fields: dict[Role, tuple[Line, ...]]
    targets: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    parent: tuple[Line, ...] = ()
    sasaran: tuple[Line, ...] = ()
    number: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines of one column that belong together, and where they stand: points, or paragraph numbers."""

    lines: tuple[Line, ...]
    top: float
    bottom: float
    style: str | None = None  # of its list marker

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def split_row(
    fields: dict[Role, tuple[Line, ...]],
    targets: dict[str, tuple[Line, ...]],
    sasaran: tuple[Line, ...] = (),
    number: tuple[Line, ...] = (),
) -> tuple[Item, ...]:
    """The indicators that stand in one ruled row, top to bottom; the row itself where it holds one.

    Empty lines may stand among the given ones; they count as white space and are left out of the result.
    """
    whole = Item(_filled_fields(fields), {p: _filled(t) for p, t in targets.items() if _filled(t)})
    witness = _witness(fields, targets)
    blocks = entries(fields.get(Role.INDIKATOR, ()), mark=True)
    if len(witness) < 2:
        return (whole,)
    leaves = _leaves(blocks, witness)
    if leaves is None or len(leaves) < 2:
        return (whole,)
    return _items(leaves, fields, targets, sasaran, number)


def _filled(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.text.strip())


def _filled_fields(fields: dict[Role, tuple[Line, ...]]) -> dict[Role, tuple[Line, ...]]:
    return {role: kept for role, lines in fields.items() if (kept := _filled(lines))}


def _place(lines: Sequence[Line]) -> list[tuple[Line, float, float]]:
    """Each filled line with its top and bottom: points, or the paragraph's number where there are no pages."""
    return [
        (line, line.box.top, line.box.bottom) if line.box is not None else (line, float(i), i + 1.0)
        for i, line in enumerate(lines)
        if line.text.strip()
    ]


def _leading(places: Sequence[tuple[Line, float, float]]) -> float:
    """The usual distance from line top to line top: the smallest one that is no overprint."""
    steps = [b[1] - a[1] for a, b in pairwise(places)]
    heights = [bottom - top for _, top, bottom in places]
    tall = median(heights) if heights else 1.0
    real = [s for s in steps if s > 0.6 * tall]
    return min(min(real), 2.2 * tall) if real else tall


def entries(lines: Sequence[Line], mark: bool, value: bool = False) -> list[Entry]:
    """The lines of a cell grouped into entries: a wide gap or (`mark`) a list marker begins a new one.

    With `value`, a line that begins as a target does is an entry of its own.
    """
    places = _place(lines)
    if not places:
        return []
    leading = _leading(places)
    paged = places[0][0].box is not None
    threshold = max(GAP * leading, leading + MIN_GAP_POINTS) if paged else 1.5
    groups: list[list[tuple[Line, float, float]]] = []
    styles: list[str | None] = []
    for place in places:
        marker = list_marker(place[0].text) if mark else None
        style = marker[0] if marker else None
        gap = bool(groups) and place[1] - groups[-1][-1][1] > threshold
        starts = value and bool(VALUE_START.match(place[0].text)) and bool(re.search(r"[\dA-Z-]", place[0].text))
        if not groups or gap or style is not None or starts:
            groups.append([place])
            styles.append(style)
        else:
            groups[-1].append(place)
    return [
        Entry(tuple(p[0] for p in group), group[0][1], group[-1][2], style)
        for group, style in zip(groups, styles, strict=True)
    ]


def _witness(fields: dict[Role, tuple[Line, ...]], targets: dict[str, tuple[Line, ...]]) -> list[Entry]:
    """The values that decide how many indicators there are: the fullest target column, else the formulas."""
    columns = [fields.get(Role.TARGET, ()), *targets.values()]
    values = max((entries(c, mark=False, value=True) for c in columns), key=len, default=[])
    if any(_filled(c) for c in columns):
        return values
    return entries(fields.get(Role.FORMULASI, ()), mark=True)


@dataclass(frozen=True, slots=True)
class _Leaf:
    entry: Entry
    parent: Entry | None


def _levels(blocks: Sequence[Entry]) -> list[tuple[Entry, Entry | None, bool]]:
    """(entry, its lead or None, whether others hang on it): a lead is what stands before a list."""
    stack: list[tuple[str, Entry]] = []
    parents: list[Entry | None] = []
    for i, block in enumerate(blocks):
        if block.style is None:
            follows = i + 1 < len(blocks) and blocks[i + 1].style is not None
            stack = [("", block)] if follows else []
            parents.append(None)
            continue
        known = next((d for d, (style, _) in enumerate(stack) if style == block.style), None)
        if known is not None:
            stack = stack[:known]
        parents.append(stack[-1][1] if stack else None)
        stack.append((block.style, block))
    leads = {id(p) for p in parents if p is not None}
    return [(b, p, id(b) in leads) for b, p in zip(blocks, parents, strict=True)]


def _leaves(blocks: Sequence[Entry], witness: Sequence[Entry]) -> list[_Leaf] | None:
    """The entries that have a value of their own, as many as there are values; None where no reading fits."""
    levels = _levels(blocks)
    own = [_Leaf(b, p) for b, p, lead in levels if not lead]
    if len(own) == len(witness):
        return own
    if len(blocks) == len(witness):
        return [_Leaf(b, p) for b, p, _ in levels]
    merged = _merged_by_height(levels, witness)
    if merged is not None:
        return merged
    restarted = _restart(blocks)
    if len(restarted) == len(witness):
        return [_Leaf(b, None) for b in restarted]
    return None


def _merged_by_height(
    levels: Sequence[tuple[Entry, Entry | None, bool]], witness: Sequence[Entry]
) -> list[_Leaf] | None:
    """Gives every value to the entry at its height; entries without one are leads, or belong to the one above."""
    if not levels or levels[0][0].lines[0].box is None:
        return None
    blocks = [b for b, _, _ in levels]
    owners: list[int] = []
    for value in witness:
        distance = [
            0.0 if b.top <= value.middle <= b.bottom else min(abs(b.top - value.middle), abs(b.bottom - value.middle))
            for b in blocks
        ]
        owners.append(min(range(len(blocks)), key=lambda i: distance[i]))
    if len(set(owners)) != len(owners):
        return None
    leaves: list[_Leaf] = []
    for i, (block, parent, lead) in enumerate(levels):
        if i in owners:
            leaves.append(_Leaf(block, parent))
        elif not lead and leaves:
            before = leaves[-1].entry
            joined = Entry((*before.lines, *block.lines), before.top, block.bottom, before.style)
            leaves[-1] = replace(leaves[-1], entry=joined)
        elif not lead:
            return None
    return leaves if len(leaves) == len(witness) else None


def _restart(blocks: Sequence[Entry]) -> list[Entry]:
    """Entries split again where a line begins as an indicator does: two may stand without a gap between them."""
    result: list[Entry] = []
    for block in blocks:
        places = _place(block.lines)
        for i, (line, top, bottom) in enumerate(places):
            if i == 0 or NEW_INDICATOR.match(line.text):
                result.append(Entry((line,), top, bottom, block.style))
            else:
                result[-1] = replace(result[-1], lines=(*result[-1].lines, line), bottom=bottom)
    return result


def _items(
    leaves: Sequence[_Leaf],
    fields: dict[Role, tuple[Line, ...]],
    targets: dict[str, tuple[Line, ...]],
    sasaran: tuple[Line, ...],
    number: tuple[Line, ...],
) -> tuple[Item, ...]:
    spans = [leaf.entry for leaf in leaves]
    shared = {
        role: _deal(lines, spans, value=role is Role.TARGET)
        for role, lines in fields.items()
        if role is not Role.INDIKATOR
    }
    dated = {period: _deal(lines, spans, value=True) for period, lines in targets.items()}
    goals = _deal_groups(sasaran, leaves)
    numbers = _deal_groups(number, leaves) if len(entries(number, mark=False, value=True)) > 1 else [()] * len(spans)
    items = []
    for i, leaf in enumerate(leaves):
        own = {Role.INDIKATOR: leaf.entry.lines}
        own.update({role: dealt[i] for role, dealt in shared.items() if dealt[i]})
        items.append(
            Item(
                own,
                {period: dealt[i] for period, dealt in dated.items() if dealt[i]},
                leaf.parent.lines if leaf.parent else (),
                goals[i],
                numbers[i],
            )
        )
    return tuple(items)


def _deal(lines: tuple[Line, ...], spans: Sequence[Entry], value: bool) -> list[tuple[Line, ...]]:
    """Each item's part of another column: one entry each where the counts agree, else by height, else all to all."""
    parts = entries(lines, mark=not value, value=value)
    if len(parts) == len(spans):
        return [p.lines for p in parts]
    if len(parts) <= 1 and not value:
        return [_filled(lines)] * len(spans)
    dealt: list[tuple[Line, ...]] = [()] * len(spans)
    for part in parts:
        nearest = min(range(len(spans)), key=lambda i: _distance(part, spans[i]))
        dealt[nearest] = (*dealt[nearest], *part.lines)
    return dealt


def _distance(part: Entry, span: Entry) -> float:
    at = part.middle
    return 0.0 if span.top <= at <= span.bottom else min(abs(span.top - at), abs(span.bottom - at))


def _deal_groups(lines: tuple[Line, ...], leaves: Sequence[_Leaf]) -> list[tuple[Line, ...]]:
    """For each item the sasaran (or number) that stands at its height or above it; () where there is only one."""
    groups = entries(lines, mark=False)
    if len(groups) < 2:
        return [_filled(lines)] * len(leaves)
    if len(groups) == len(leaves) and lines[0].box is None:
        return [g.lines for g in groups]
    dealt = []
    for leaf in leaves:
        top = leaf.parent.top if leaf.parent else leaf.entry.top
        height = max(1.0, (leaf.entry.bottom - leaf.entry.top) / max(1, len(leaf.entry.lines)))
        above = [g for g in groups if g.top <= top + 0.8 * height]
        dealt.append((above[-1] if above else groups[0]).lines)
    return dealt
