"""Aligned positions -> what was moved (outside the longest increasing subsequence), and the order of changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

BEHIND = 0.5  # how much later than the pair before it an item without a partner is told
STEP = 1e-7  # between two such items


def out_of_order(places: Sequence[int]) -> list[int]:
    """Indices of the fewest items to take out so that the rest of `places` rises."""
    tails: list[int] = []  # smallest last place of a rising run, by its length
    last: list[int] = []  # index of that item
    previous: list[int] = []
    for i, place in enumerate(places):
        length = bisect_left(tails, place)
        previous.append(last[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            last.append(i)
        else:
            tails[length] = place
            last[length] = i
    kept: set[int] = set()
    i = last[-1] if last else -1
    while i >= 0:
        kept.add(i)
        i = previous[i]
    return [i for i in range(len(places)) if i not in kept]


def ranks(old_count: int, new_count: int, pairs: Mapping[int, int]) -> tuple[list[float], list[float]]:
    """A rank for each old and each new item, the same from whichever side it is asked.

    Partners share theirs; an item without a partner comes behind the pair that stands before it.
    """
    by_place = sorted(pairs.items(), key=lambda pair: (pair[0] + pair[1], max(pair)))
    old: dict[int, float] = {}
    new: dict[int, float] = {}
    for rank, (i, j) in enumerate(by_place, start=1):
        old[i] = new[j] = float(rank)
    return _filled(old_count, old), _filled(new_count, new)


def _filled(count: int, known: Mapping[int, float]) -> list[float]:
    result: list[float] = []
    here = 0.0
    for i in range(count):
        if i in known:
            here = known[i]
        result.append(known.get(i, here + BEHIND + i * STEP))
    return result
