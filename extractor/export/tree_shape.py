"""A cascade's nodes as parents and children, whatever a file says: no loops, no lost nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.document import Simpul, Tingkat

LEVELS: dict[Tingkat, str] = {
    "ultimate_outcome": "Ultimate outcome",
    "intermediate_outcome": "Intermediate outcome",
    "immediate_outcome": "Immediate outcome",
    "outcome": "Outcome",
    "output": "Output",
}
"""The levels from the root down, as people read them."""


@dataclass(frozen=True, slots=True)
class NodeTree:
    """Positions in the list of nodes, 0-based. A node's parent comes before it in `order`."""

    roots: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    depth: tuple[int, ...]  # 0 for roots


def tree_of(nodes: Sequence[Simpul]) -> NodeTree:
    """Parents that do not exist, or that are their own descendants, make their child a root."""
    at = {node.id: i for i, node in reversed(list(enumerate(nodes)))}
    parents = [at.get(node.induk) if node.induk is not None else None for node in nodes]
    for start in range(len(nodes)):
        seen = {start}
        here = parents[start]
        while here is not None and here not in seen and here < len(nodes):
            seen.add(here)
            here = parents[here]
        if here == start:
            parents[start] = None
    children: list[list[int]] = [[] for _ in nodes]
    for i, parent in enumerate(parents):
        if parent is not None:
            children[parent].append(i)
    roots = [i for i, parent in enumerate(parents) if parent is None]
    depth = [0] * len(nodes)
    order: list[int] = []
    pending = list(reversed(roots))
    while pending:
        i = pending.pop()
        order.append(i)
        for child in reversed(children[i]):
            depth[child] = depth[i] + 1
            pending.append(child)
    return NodeTree(tuple(roots), tuple(map(tuple, children)), tuple(order), tuple(depth))
