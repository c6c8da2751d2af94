"""Scores of pairs -> the one-to-one assignment with the highest total (Jonker-Volgenant, by connected component)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import lap
import numpy as np
from rapidfuzz import fuzz, process

LARGEST_BLOCK = 1500
"""Rows of one connected block that are assigned exactly (time grows with the third power); larger ones greedily."""


def assign(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs (i, j), each i and each j at most once, so that the sum of their scores is as high as can be.

    `scores` holds the pairs that may be chosen, all above zero; leaving an item out costs nothing. Sorted by i.
    """
    chosen: list[tuple[int, int]] = []
    for edges in _blocks(scores):
        lefts = sorted({i for i, _ in edges})
        rights = sorted({j for _, j in edges})
        if len(edges) == 1:
            chosen.append(edges[0])
        elif max(len(lefts), len(rights)) > LARGEST_BLOCK:
            chosen.extend(_greedily(scores, edges))
        else:
            chosen.extend(_exactly(scores, edges, lefts, rights))
    return sorted(chosen)


def pair_alike(old: Sequence[str], new: Sequence[str], least: float) -> list[tuple[int, int]]:
    """The best assignment of texts by their likeness, in per cent; pairs below `least` are none. Sorted by i."""
    if not old or not new:
        return []
    table = process.cdist(old, new, scorer=fuzz.ratio, score_cutoff=least, dtype=np.float32)
    found = zip(*np.nonzero(table), strict=True)
    return assign({(int(i), int(j)): float(table[i, j]) for i, j in found})


def _blocks(scores: Mapping[tuple[int, int], float]) -> list[list[tuple[int, int]]]:
    """The pairs in groups that have no item in common."""
    by_left: dict[int, list[tuple[int, int]]] = defaultdict(list)
    by_right: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in scores:
        by_left[pair[0]].append(pair)
        by_right[pair[1]].append(pair)
    done: set[int] = set()
    groups: list[list[tuple[int, int]]] = []
    for start in sorted(by_left):
        if start in done:
            continue
        done.add(start)
        waiting, group, rights = [start], [], set()
        while waiting:
            for pair in by_left[waiting.pop()]:
                group.append(pair)
                if pair[1] in rights:
                    continue
                rights.add(pair[1])
                for i, _ in by_right[pair[1]]:
                    if i not in done:
                        done.add(i)
                        waiting.append(i)
        groups.append(group)
    return groups


def _exactly(
    scores: Mapping[tuple[int, int], float], edges: list[tuple[int, int]], lefts: list[int], rights: list[int]
) -> list[tuple[int, int]]:
    row_of = {i: n for n, i in enumerate(lefts)}
    column_of = {j: n for n, j in enumerate(rights)}
    costs = np.zeros((len(lefts), len(rights)))  # 0: left out
    for i, j in edges:
        costs[row_of[i], column_of[j]] = -scores[i, j]
    _, columns, _ = lap.lapjv(costs, extend_cost=True)
    pairs = [(lefts[row], rights[column]) for row, column in enumerate(columns) if column >= 0]
    return [pair for pair in pairs if pair in scores]


def _greedily(scores: Mapping[tuple[int, int], float], edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for i, j in sorted(edges, key=lambda pair: (-scores[pair], pair)):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j))
    return pairs
