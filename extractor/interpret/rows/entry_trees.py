"""Entries of an indicator cell -> nested lists, and every way to take these as indicators.

A list below its parent item can be read as one indicator ("Jumlah dokumen: a. ..., b. ..."), as one indicator for
each child item, or as these and the parent item.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise, product

from extractor.interpret.rows.strip import StripEntry

NESTED_BY = 5.0  # points that the marker of a deeper list is further right
MOST_LISTS = 8  # lists of one cell for which each combination is tried; more are all read in one way

# Costs of a reading, in lines off per value (see row_readings).
COLLAPSED = 0.05  # a list is one indicator with its parent item
PARENT_TOO = 0.1  # a parent item has a value of its own


@dataclass(frozen=True, slots=True)
class Node:
    """An entry of the indicator cell and the child items of the list that it leads."""

    entry: StripEntry
    below: tuple[Node, ...] = ()

    def entries(self) -> Iterator[StripEntry]:
        """The node's entry and all below it, top to bottom."""
        yield self.entry
        for node in self.below:
            yield from node.entries()


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry with a value of its own: an indicator."""

    entry: StripEntry
    parent: StripEntry | None  # the item of whose list it is
    root: StripEntry  # the first entry of the whole list; itself outside of lists


class ListReading(Enum):
    """How a list is taken."""

    CHILDREN = auto()  # each child item is an indicator
    PARENT_TOO = auto()  # these, and the parent item
    WHOLE = auto()  # all of it is one indicator


@dataclass(frozen=True, slots=True)
class Choice:
    """Indicators, top to bottom, and the costs of the list readings that lead to them."""

    leaves: tuple[Leaf, ...]
    costs: tuple[float, ...] = ()

    @property
    def cost(self) -> float:
        """The sum of the costs."""
        return sum(self.costs, 0.0)


def nested(entries: Sequence[StripEntry]) -> tuple[Node, ...]:
    """Entries as lists below their parent items: a parent item precedes a list of another style or indentation."""
    return _forest(list(zip(_depths(entries), entries, strict=True)))


def _depths(entries: Sequence[StripEntry]) -> list[int]:
    """How deep each entry is nested, 0 for roots."""
    depths: list[int] = []
    path: tuple[StripEntry, ...] = ()  # the items that the next entry may be a child of, or a sibling of
    for i, entry in enumerate(entries):
        if entry.style is None:
            depths.append(0)
            leads = i + 1 < len(entries) and entries[i + 1].style is not None
            path = (entry,) if leads else ()
            continue
        depth = next((d for d, above in enumerate(path) if _same_list(above, entry)), len(path))
        depths.append(depth)
        path = (*path[:depth], entry)
    return depths


def _forest(entries: Sequence[tuple[int, StripEntry]]) -> tuple[Node, ...]:
    """Trees of entries in preorder, each with its depth."""
    if not entries:
        return ()
    starts = [i for i, (depth, _) in enumerate(entries) if depth == entries[0][0]]
    return tuple(Node(entries[a][1], _forest(entries[a + 1 : b])) for a, b in pairwise([*starts, len(entries)]))


def _same_list(a: StripEntry, b: StripEntry) -> bool:
    if a.style != b.style:
        return False
    return a.left is None or b.left is None or abs(a.left - b.left) <= NESTED_BY


def choices(roots: Sequence[Node]) -> Iterator[Choice]:
    """The indicators for every way to take the lists, the plainest ways first."""
    if sum(_count_lists(root) for root in roots) > MOST_LISTS:
        for way in ListReading:
            yield from _choices_of(roots, (way,), None, None)
    else:
        yield from _choices_of(roots, tuple(ListReading), None, None)


def _count_lists(node: Node) -> int:
    return bool(node.below) + sum(_count_lists(inner) for inner in node.below)


def _choices_of(
    nodes: Sequence[Node], ways: tuple[ListReading, ...], parent: StripEntry | None, root: StripEntry | None
) -> Iterator[Choice]:
    """Every combination of the choices of sibling nodes."""
    each = [list(_node_choices(node, ways, parent, root or node.entry)) for node in nodes]
    for combination in product(*each):
        yield Choice(
            tuple(leaf for choice in combination for leaf in choice.leaves),
            tuple(cost for choice in combination for cost in choice.costs),
        )


def _node_choices(
    node: Node, ways: tuple[ListReading, ...], parent: StripEntry | None, root: StripEntry
) -> Iterator[Choice]:
    own = Leaf(node.entry, parent, root)
    if not node.below:
        yield Choice((own,))
        return
    for way in ways:
        if way is ListReading.WHOLE:
            lines = tuple(line for entry in node.entries() for line in entry.lines)
            yield Choice((replace(own, entry=replace(node.entry, lines=lines)),), (COLLAPSED,))
            continue
        for below in _choices_of(node.below, ways, node.entry, root):
            if way is ListReading.PARENT_TOO:
                yield Choice((own, *below.leaves), (PARENT_TOO, *below.costs))
            else:
                yield below


def at_values(entries: Sequence[StripEntry], owners: Sequence[int]) -> tuple[Leaf, ...]:
    """The entries whose indices are `owners` as indicators; others continue the one above, or lead a list."""
    leaves: list[Leaf] = []
    owned = [entries[i] for i in owners]
    for node, parent, root in _preorder(nested(entries), None, None):
        if node.entry in owned:
            leaves.append(Leaf(node.entry, parent, root))
        elif not node.below and leaves:
            last = leaves[-1]
            leaves[-1] = replace(last, entry=replace(last.entry, lines=(*last.entry.lines, *node.entry.lines)))
    return tuple(leaves)


def _preorder(
    nodes: Sequence[Node], parent: StripEntry | None, root: StripEntry | None
) -> Iterator[tuple[Node, StripEntry | None, StripEntry]]:
    """(node, parent entry, root entry), top to bottom."""
    for node in nodes:
        own_root = root or node.entry
        yield node, parent, own_root
        yield from _preorder(node.below, node.entry, own_root)
