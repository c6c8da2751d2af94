"""Indicators of one ruled row and its other columns -> each indicator's share of every column.

Values go by order where there are as many as indicators, else by height; prose by entries, by what begins beside an
indicator, or as a whole to all.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.interpret.rows.entry_trees import Leaf
from extractor.interpret.rows.strip import Placed, PlacedColumn, StripEntry, distance, is_paged
from extractor.interpret.rows.strip_entries import entries_by_gaps, entry_per_line, value_entries
from schemas.transcript import Line

ALIGNED = 0.6  # line pitches that two columns may differ where something begins in both

Shares = list[tuple[Line, ...]]
"""One share per indicator, top to bottom; () for none."""


def value_shares(leaves: Sequence[Leaf], column: PlacedColumn) -> Shares:
    """Each indicator's value: in order where there are as many, else the one at its height."""
    entries = value_entries(column)
    return _printed(entries) if len(entries) == len(leaves) else _by_height(leaves, entries)


def unit_shares(leaves: Sequence[Leaf], column: PlacedColumn) -> Shares:
    """Each indicator's unit; one unit beside them all holds for all."""
    entries = entries_by_gaps(column, markers=False)
    if len(entries) == len(leaves):
        return _printed(entries)
    if len(column) < 2:
        return [entries[0].printed] * len(leaves)
    lines = entry_per_line(column)
    return _printed(lines) if len(lines) == len(leaves) else _by_height(leaves, lines)


def prose_shares(leaves: Sequence[Leaf], column: PlacedColumn, pitch: float) -> Shares:
    """Each indicator's part of a column of text; a list shares the part of its parent item, one text holds for all."""
    roots = roots_of(leaves)
    by_gaps = entries_by_gaps(column, markers=False)
    ways = [by_gaps, entries_by_gaps(column), _cut_beside(column, roots, pitch)]
    if not is_paged([placed.line for placed in column]):
        ways.append(entry_per_line(column))
    for entries in ways:
        if len(entries) == len(roots):
            own = dict(zip(roots, entries, strict=True))
            return [own[leaf.root].printed for leaf in leaves]
        if len(entries) == len(leaves):
            return _printed(entries)
    if len(by_gaps) == 1:
        return [by_gaps[0].printed] * len(leaves)
    shared: dict[StripEntry, tuple[Line, ...]] = dict.fromkeys(roots, ())
    for entry in by_gaps:
        owner = _last_above(entry.top, roots, pitch)
        shared[owner] = (*shared[owner], *entry.printed)
    return [shared[leaf.root] for leaf in leaves]


def goal_shares(leaves: Sequence[Leaf], column: PlacedColumn) -> Shares:
    """For each indicator the sasaran that begins at its height or above it; () where there is only one."""
    return _from_roots(leaves, _goals(column))


def number_shares(leaves: Sequence[Leaf], column: PlacedColumn) -> Shares:
    """For each indicator the number that begins at its height or above it; () where there is only one."""
    return _from_roots(leaves, value_entries(column))


def roots_of(leaves: Sequence[Leaf]) -> list[StripEntry]:
    """The first entries of the indicators' lists, each once, top to bottom."""
    return list(dict.fromkeys(leaf.root for leaf in leaves))


def _printed(entries: Sequence[StripEntry]) -> Shares:
    return [entry.printed for entry in entries]


def _by_height(leaves: Sequence[Leaf], entries: Sequence[StripEntry]) -> Shares:
    shares: Shares = [()] * len(leaves)
    for entry in entries:
        nearest = min(range(len(leaves)), key=lambda i: distance(entry.middle, leaves[i].entry))
        shares[nearest] = (*shares[nearest], *entry.printed)
    return shares


def _cut_beside(column: PlacedColumn, roots: Sequence[StripEntry], pitch: float) -> list[StripEntry]:
    """The column cut where an indicator begins beside it and its own line begins something new."""
    groups: list[list[Placed]] = []
    for item in column:
        begins = not item.line.text.lstrip()[:1].islower()
        if not groups or (begins and any(abs(item.top - root.top) < ALIGNED * pitch for root in roots)):
            groups.append([item])
        else:
            groups[-1].append(item)
    return [StripEntry(tuple(group)) for group in groups]


def _last_above(top: float, entries: Sequence[StripEntry], pitch: float) -> StripEntry:
    """The last entry that begins at a height or above it; the first where none does."""
    return next((e for e in reversed(entries) if e.top <= top + ALIGNED * pitch), entries[0])


def _goals(column: PlacedColumn) -> list[StripEntry]:
    """Sasaran of one cell: kept apart by white space, or by numbers of their own."""
    numbered = entries_by_gaps(column)
    own = [entry for entry in numbered if entry.style == "number"]
    return numbered if len(own) > 1 and len(own) == len(numbered) else entries_by_gaps(column, markers=False)


def _from_roots(leaves: Sequence[Leaf], groups: Sequence[StripEntry]) -> Shares:
    """Each group holds from the indicator that begins nearest to its own beginning until the next group's."""
    if len(groups) < 2:
        return [()] * len(leaves)
    roots = roots_of(leaves)
    starts = [min(range(len(roots)), key=lambda i: abs(roots[i].top - group.top)) for group in groups]
    shares: Shares = []
    for leaf in leaves:
        at = roots.index(leaf.root)
        last = max((g for g, start in enumerate(starts) if start <= at), default=0)
        shares.append(groups[last].printed)
    return shares
