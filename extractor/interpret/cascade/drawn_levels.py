"""Labels beside a drawn tree, and the depths of its nodes -> which label belongs to which depth, and the level of each
node: as it is labelled, as others of its depth are, else by its depth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from statistics import median
from typing import TypeVar

from extractor.interpret.cascade.bands import Band
from extractor.interpret.cascade.boxes import TreeBox
from extractor.interpret.cascade.levels import LEVELS, planning_level
from extractor.interpret.cascade.tree_orientation import transposed
from extractor.interpret.cascade.trees import TreeNode
from schemas.document import Tingkat
from schemas.geometry import Box

Printed = TypeVar("Printed")

_NUMBER = re.compile(r"[\s\-]*\d[\d.\-]*\W*$")

ROWS_WITH_OUTPUT = 3  # rows of a tree without labels, from which the last one is output
MOST_APART = 3.0  # heights of a box: how far a label may be from its row
UNLABELLED = 1.5  # the same that a row without a label of its own costs


def band_beside(place: Box, fill: str | None, bands: Sequence[Band], across: bool) -> Band | None:
    """The label right beside a box (above it in a tree that runs across), of several the one of its colour, else the
    nearest; None where none is at its height."""
    box = _upright(place, across)
    beside = [(own, band) for band in bands if (own := _upright(band.box, across)).x1 <= box.x0 or own.x0 >= box.x1]
    found = [pair for pair in beside if pair[0].top <= box.y_mid <= pair[0].bottom]
    found = found or [pair for pair in beside if pair[1].kind == "goal" and box.top <= pair[0].y_mid <= box.bottom]
    if not found:
        return None
    return min(found, key=lambda pair: (pair[1].fill != fill, max(box.x0 - pair[0].x1, pair[0].x0 - box.x1)))[1]


def _upright(box: Box, across: bool) -> Box:
    return transposed(box) if across else box


def bands_by_depth(
    boxes: Sequence[TreeBox], depths: Mapping[int, int], bands: Sequence[Band], across: bool
) -> dict[int, Band]:
    """The label of each depth that has one: labels from the top down belong to depths from the top down, as near to
    their boxes as may be (dynamic programming). `boxes`: upright; `depths`: by id."""
    rows: dict[int, list[Box]] = {}
    for box in boxes:
        rows.setdefault(depths[box.shape], []).append(box.box)
    labels = sorted((band for band in bands if band.kind == "goal"), key=lambda b: _upright(b.box, across).y_mid)
    if not labels or not rows:
        return {}
    places = [_upright(band.box, across).y_mid for band in labels]
    height = max(median(box.height for row in rows.values() for box in row), 1.0)

    def cost(depth: int, label: int) -> float:
        away = [max(box.top - places[label], places[label] - box.bottom, 0.0) / height for box in rows.get(depth, [])]
        return min(median(away), MOST_APART) if away else UNLABELLED

    @cache
    def best(depth: int, label: int) -> tuple[float, tuple[int | None, ...]]:
        """The least cost of the depths from `depth` on with the labels from `label` on, and their labels."""
        if depth > max(rows):
            return 0.0, ()
        rest, chosen = best(depth + 1, label)
        found = (rest + UNLABELLED, (None, *chosen))
        for at in range(label, len(labels)):
            rest, further = best(depth + 1, at + 1)
            found = min(found, (cost(depth, at) + rest, (at, *further)), key=lambda pair: pair[0])
        return found

    return {depth: labels[at] for depth, at in enumerate(best(0, 0)[1]) if at is not None}


def with_levels(nodes: Sequence[TreeNode]) -> tuple[TreeNode, ...]:
    """The nodes of a whole tree with their levels and labels; parents are before their children."""
    depths: list[int] = []
    for node in nodes:
        depths.append(0 if node.parent is None else depths[node.parent] + 1)
    usual: Mapping[int, Tingkat] = _usual(depths, [node.printed_level for node in nodes])
    beside = _usual(depths, [node.row_label for node in nodes])
    made = []
    for node, depth in zip(nodes, depths, strict=True):
        label = _NUMBER.sub("", node.label or node.row_label or beside.get(depth, ""))
        level = node.printed_level or usual.get(depth) or _level_at(depth, max(depths))
        made.append(replace(node, level=level, label=label, planning=planning_level(label)))
    return tuple(made)


def _usual(depths: Sequence[int], printed: Sequence[Printed | None]) -> dict[int, Printed]:
    """For each depth what is printed for most of its nodes, those without a print apart."""
    counts: dict[int, Counter[Printed]] = {}
    for depth, text in zip(depths, printed, strict=True):
        if text:
            counts.setdefault(depth, Counter())[text] += 1
    return {depth: counted.most_common(1)[0][0] for depth, counted in counts.items()}


def _level_at(depth: int, deepest: int) -> Tingkat:
    """From the top down in the order of the levels; the last row of a tree with three rows or more is output."""
    if depth == deepest and deepest + 1 >= ROWS_WITH_OUTPUT:
        return LEVELS[-1]
    return LEVELS[min(depth, len(LEVELS) - 1)]
