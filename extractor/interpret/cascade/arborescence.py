"""Weighted links between nodes -> the arborescence of greatest weight below a virtual root (Chu-Liu/Edmonds), and per
node the margin of its parent over the next best one.

Reference: J. Edmonds, Optimum branchings, Journal of Research of the National Bureau of Standards 71B (1967).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ROOT = -1
"""The virtual root: a node that it is the parent of is a root of the drawing."""

Weights = Mapping[int, Mapping[int, float]]
"""Child -> possible parent -> weight; a child may be anything but ROOT. Every child has ROOT among its parents."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The parent that a node has in the best arborescence."""

    parent: int  # ROOT for none
    margin: float  # by how much its weight exceeds that of the best other parent that makes no loop; inf where none
    rival: int | None = None  # that other parent; None where there is none


def best_arborescence(weights: Weights) -> dict[int, Choice]:
    """For each child its parent in the arborescence of greatest weight. O(n³) at worst, O(links) without loops."""
    parents = _solve({child: dict(options) for child, options in weights.items()})
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


def _solve(weights: dict[int, dict[int, float]]) -> dict[int, int]:
    """Each child's parent: the heaviest one, where that makes no loop; else the loop is contracted to one node."""
    best = {child: max(options, key=lambda p: (options[p], -p)) for child, options in weights.items()}
    loop = _loop(best)
    if not loop:
        return best
    whole = max((*weights, *(p for options in weights.values() for p in options))) + 1
    inside = set(loop)
    smaller: dict[int, dict[int, float]] = {whole: {}}
    entered: dict[int, tuple[int, int]] = {}  # by outer parent of the loop: (parent, child inside)
    left: dict[int, int] = {}  # by outer child: the parent inside that its link from the loop stands for
    for child, options in weights.items():
        if child in inside:
            for parent, weight in options.items():
                gain = weight - options[best[child]]
                if parent not in inside and gain > smaller[whole].get(parent, float("-inf")):
                    smaller[whole][parent] = gain
                    entered[parent] = (parent, child)
            continue
        outer: dict[int, float] = {}
        for parent, weight in options.items():
            at = whole if parent in inside else parent
            if weight > outer.get(at, float("-inf")):
                outer[at] = weight
                if at == whole:
                    left[child] = parent
        smaller[child] = outer
    solved = _solve(smaller)
    parent, child = entered[solved.pop(whole)]
    parents = {node: best[node] for node in loop}
    parents[child] = parent
    parents.update({node: left[node] if above == whole else above for node, above in solved.items()})
    return parents


def _loop(parents: Mapping[int, int]) -> list[int]:
    """The nodes of one loop; empty where every way ends at the root."""
    done: set[int] = set()
    for start in parents:
        way: list[int] = []
        node = start
        while node != ROOT and node not in done:
            if node in way:
                return way[way.index(node) :]
            way.append(node)
            node = parents[node]
        done.update(way)
    return []
