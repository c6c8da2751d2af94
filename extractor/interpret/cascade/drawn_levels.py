"""Nodes of a drawn tree -> the level of each: as it is labelled, as others of its depth are, else by its depth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from extractor.interpret.cascade.bands import Band
from extractor.interpret.cascade.boxes import TreeBox
from extractor.interpret.cascade.levels import LEVELS
from extractor.interpret.cascade.tree_orientation import transposed
from schemas.document import Tingkat
from schemas.geometry import Box

ROWS_WITH_OUTPUT = 3  # rows of a tree without labels, from which the last one is output


def band_beside(place: Box, fill: str | None, bands: Sequence[Band], across: bool) -> Band | None:
    """The label beside a box (above it in a tree that runs across): the nearest one at whose height its middle is, of
    several the one of its colour; else a label beside a tall box; else the one nearest in height."""
    way = transposed if across else _as_drawn
    box = way(place)
    beside = [(own, band) for band in bands if (own := way(band.box)).x1 <= box.x0 or own.x0 >= box.x1]
    found = [pair for pair in beside if pair[0].top <= box.y_mid <= pair[0].bottom]
    if not found:
        levels = [pair for pair in beside if pair[1].kind == "goal"]
        found = [pair for pair in levels if box.top <= pair[0].y_mid <= box.bottom]
        if not found and len(levels) > 1:
            found = [min(levels, key=lambda pair: (_apart(pair[0], box), pair[0].top))]
    if not found:
        return None
    return min(found, key=lambda pair: (pair[1].fill != fill, max(box.x0 - pair[0].x1, pair[0].x0 - box.x1)))[1]


def _apart(label: Box, box: Box) -> float:
    """How far a box is from the height of a label, in points; below the last label of all it belongs to that one."""
    return max(label.top - box.bottom, box.top - label.bottom, 0.0)


def _as_drawn(box: Box) -> Box:
    return box


def node_levels(order: Sequence[TreeBox], depths: Mapping[int, int]) -> list[Tingkat]:
    """The level of each box; `depths`: how many ancestors each has, by id."""
    by_depth: dict[int, Counter[Tingkat]] = {}
    for box in order:
        if box.level is not None:
            by_depth.setdefault(depths[box.shape], Counter())[box.level] += 1
    deepest = max(depths.values())
    usual = {depth: levels.most_common(1)[0][0] for depth, levels in by_depth.items()}
    return [box.level or usual.get(depths[box.shape]) or level_at(depths[box.shape], deepest) for box in order]


def level_at(depth: int, deepest: int) -> Tingkat:
    """From the top down in the order of the levels; the last row of a tree with three rows or more is output."""
    if depth == deepest and deepest + 1 >= ROWS_WITH_OUTPUT:
        return LEVELS[-1]
    return LEVELS[min(depth, len(LEVELS) - 1)]
