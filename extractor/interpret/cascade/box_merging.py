"""Boxes of a drawn tree -> its nodes: boxes of indicators, offices and level names merged into the goals they touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.interpret.cascade.bands import TOUCHING, Band
from extractor.interpret.cascade.boxes import TreeBox
from extractor.interpret.cascade.levels import ends_with_rank
from extractor.interpret.cascade.node_text import split_indicators
from schemas.geometry import Box

NEAR = 1.0  # line heights: the same for a box of indicators right below its goal
SHARED = 0.6  # of the shorter side: two boxes are below, or beside, each other where they share this
LINE_HEIGHT = 10.0  # points, where the lines have no boxes


def merge_boxes(boxes: Sequence[TreeBox], connected: set[int]) -> tuple[list[TreeBox], dict[int, int]]:
    """(boxes, holders): boxes that touch a goal from below or from its right are merged into it, goals first.

    A merged box of indicators gives these to its goal; other ones (an office, a target) give nothing. What is left
    of the latter is dropped, unless it is among the `connected` shapes, at which connectors end. `holders` gives for
    each shape the shape of the box that it is in now.
    """
    kept: dict[int, TreeBox] = {}
    holders: dict[int, int] = {}
    for box in sorted(_with_labelled_boxes(boxes), key=lambda b: (b.kind != "goal", b.box.top, b.box.x0)):
        goal = _goal_of(box, list(kept.values())) if box.kind != "goal" else None
        if goal is not None:
            kept[goal.shape] = _merged(goal, box)
            holders[box.shape] = goal.shape
        elif box.kind != "other" or box.shape in connected:
            kept[box.shape] = box
            holders[box.shape] = box.shape
    return list(kept.values()), holders


def _with_labelled_boxes(boxes: Sequence[TreeBox]) -> list[TreeBox]:
    """The boxes; one right below a box that says no more than "Indikator :" is one of indicators, however worded."""
    bare = [box for box in boxes if box.kind == "indicators" and not split_indicators(box.lines)]

    def labelled(box: TreeBox) -> bool:
        return any(
            other.shape != box.shape
            and abs(other.box.x0 - box.box.x0) <= TOUCHING
            and abs(other.box.x1 - box.box.x1) <= TOUCHING
            and abs(box.box.top - other.box.bottom) <= TOUCHING
            for other in bare
        )

    return [replace(box, kind="indicators") if bare and labelled(box) else box for box in boxes]


def _merged(goal: TreeBox, part: TreeBox) -> TreeBox:
    own = split_indicators(part.lines) if part.kind == "indicators" else ()
    return replace(goal, box=goal.box.joined(part.box), indicators=(*goal.indicators, *own))


def _goal_of(box: TreeBox, kept: Sequence[TreeBox]) -> TreeBox | None:
    """The goal whose part a box is: the lowest one that it touches from below, else one that it touches from right."""
    above = [goal for goal in kept if _touches_from_below(goal, box)]
    if above:
        return max(above, key=lambda goal: goal.box.bottom)
    return next((goal for goal in kept if _touches_from_right(goal, box)), None)


def _touches_from_below(upper: TreeBox, lower: TreeBox) -> bool:
    if upper.kind != "goal" or shared_width(upper.box, lower.box) < SHARED:
        return False
    most = max(TOUCHING, NEAR * _line_height(lower)) if lower.kind == "indicators" else TOUCHING
    return -TOUCHING <= lower.box.top - upper.box.bottom <= most


def _touches_from_right(left: TreeBox, right: TreeBox) -> bool:
    shared = min(left.box.bottom, right.box.bottom) - max(left.box.top, right.box.top)
    return (
        left.kind == "goal"
        and abs(right.box.x0 - left.box.x1) <= TOUCHING
        and shared >= SHARED * min(left.box.height, right.box.height)
    )


def _line_height(box: TreeBox) -> float:
    heights = sorted(line.box.height for line in box.lines if line.box is not None)
    return heights[len(heights) // 2] if heights else LINE_HEIGHT


def shared_width(a: Box, b: Box) -> float:
    """The part (0..1) of the narrower box's width that both share."""
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return max(shared, 0.0) / max(min(a.width, b.width), 0.01)


def merge_bands(boxes: Sequence[TreeBox], bands: Sequence[Band]) -> tuple[list[TreeBox], list[Band], dict[int, int]]:
    """(boxes, bands, holders): a band with a level's name that sits on one box is merged into it, as its level.
    `holders` gives for the shape of such a band the shape of its box."""
    merged = {box.shape: box for box in boxes}
    rest: list[Band] = []
    holders: dict[int, int] = {}
    for band in bands:
        below = [
            box
            for box in merged.values()
            if (band.level is not None or ends_with_rank(band.text))
            and abs(box.box.top - band.box.bottom) <= TOUCHING
            and shared_width(band.box, box.box) >= SHARED
        ]
        if len(below) != 1:
            rest.append(band)
            continue
        box = below[0]
        caption = box.caption or band.text.strip(" :")
        whole = box.box.joined(band.box)
        merged[box.shape] = replace(box, level=box.level or band.level, box=whole, caption=caption)
        if band.shape is not None:
            holders[band.shape] = box.shape
    return list(merged.values()), rest, holders
