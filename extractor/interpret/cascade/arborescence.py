"""Weighted links between nodes -> the arborescence of greatest weight below a virtual root (Chu-Liu/Edmonds), and per
node the margin of its parent over the next best one.

Reference: J. Edmonds, Optimum branchings, Journal of Research of the National Bureau of Standards 71B (1967).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ROOT = -1
"""The virtual root: a node that it is the parent of is a root of the drawing."""

LIKELY_PARENTS = 8
"""Where the heaviest links make loops, this many parents of each node take part in the search, which over all
links of 300 nodes takes a minute; a node whose likeliest parents are all below it is a root."""

Weights = Mapping[int, Mapping[int, float]]
"""Child -> possible parent -> weight; a child may be anything but ROOT. Every child has ROOT among its parents."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The parent that a node has in the best arborescence."""

    parent: int  # ROOT for none
    margin: float  # by how much its weight exceeds that of the best other parent that makes no loop; inf where none
    rival: int | None = None  # that other parent; None where there is none


def best_arborescence(weights: Weights) -> dict[int, Choice]:
    """For each child its parent in the arborescence of greatest weight. Fast where the heaviest links make no loop."""
    parents = _solve(weights)
    return {child: _choice(child, parents, weights[child]) for child in weights}


def _choice(child: int, parents: Mapping[int, int], options: Mapping[int, float]) -> Choice:
    chosen = parents[child]
    others = {p: w for p, w in options.items() if p != chosen and not _descends(p, child, parents)}
    if not others:
        return Choice(chosen, float("inf"))
    rival = max(others, key=lambda p: (others[p], -p))
    return Choice(chosen, options[chosen] - others[rival], rival)


def _descends(node: int, ancestor: int, parents: Mapping[int, int]) -> bool:
    """True where `ancestor` is on the way from `node` to the root."""
    while node != ROOT:
        if node == ancestor:
            return True
        node = parents[node]
    return False


def _solve(weights: Weights) -> dict[int, int]:
    """Each child's parent: the heaviest one where that makes no loop, as is usual; else by Edmonds' algorithm."""
    heaviest = {child: max(options, key=lambda p: (options[p], -p)) for child, options in weights.items()}
    if all(_ends_at_root(child, heaviest) for child in heaviest):
        return heaviest
    from networkx import DiGraph, maximum_spanning_arborescence  # slow to import

    links = DiGraph()
    for child, options in weights.items():
        likely = sorted(options, key=lambda p: (-options[p], p))[:LIKELY_PARENTS]
        links.add_weighted_edges_from((parent, child, options[parent]) for parent in {ROOT, *likely})
    return {child: parent for parent, child in maximum_spanning_arborescence(links).edges}


def _ends_at_root(node: int, parents: Mapping[int, int]) -> bool:
    """False where the way up from `node` comes into a loop."""
    for _ in parents:
        if node == ROOT:
            return True
        node = parents[node]
    return node == ROOT
