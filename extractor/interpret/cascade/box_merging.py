"""Boxes of a drawn tree that are parts of one node: its goal, and below or beside it its indicators, its office."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.interpret.cascade.levels import split_indicators
from extractor.interpret.cascade.tree_boxes import Band, TreeBox
from schemas.geometry import Box

# Points, unless said otherwise.
TOUCHING = 4.0  # boxes that are nearer than this to each other are parts of one
NEAR = 1.0  # of a line's height: the same for a box of indicators right below its goal
SHARED = 0.6  # of the shorter side: two boxes stand below, or beside, each other where they share this
LINE_HEIGHT = 10.0  # where the lines have no boxes


def put_together(boxes: Sequence[TreeBox], joined: set[int]) -> tuple[list[TreeBox], dict[int, TreeBox]]:
    """Boxes without those that hang right below or beside another one and say its indicators; and which box each
    shape is in. Their places are those on the page.

    `joined`: shapes at which lines end. A box of indicators with a line of its own stays.
    """
    kept: list[TreeBox] = []
    place: dict[int, TreeBox] = {}
    for box in sorted(boxes, key=lambda b: (b.kind != "goal", b.box.top, b.box.x0)):
        holder = _holder(box, kept) if box.kind != "goal" else None
        if holder is not None:
            if box.kind == "indicators":
                holder.indicators.extend(split_indicators(box.lines))
            holder.box = _around(holder.box, box.box)
            place[box.shape] = holder
        elif box.kind != "other" or box.shape in joined:
            kept.append(box)
            place[box.shape] = box
    return kept, place


def _holder(box: TreeBox, kept: Sequence[TreeBox]) -> TreeBox | None:
    """The goal whose part a box is: the one that it hangs below, else the one on whose right side it is."""
    above = [k for k in kept if _hangs_below(k, box)]
    if above:
        return max(above, key=lambda k: k.box.bottom)
    return next((k for k in kept if _stands_right_of(k, box)), None)


def _hangs_below(upper: TreeBox, lower: TreeBox) -> bool:
    if upper.kind != "goal" or shared_width(upper.box, lower.box) < SHARED:
        return False
    most = max(TOUCHING, NEAR * _line_height(lower)) if lower.kind == "indicators" else TOUCHING
    return -TOUCHING <= lower.box.top - upper.box.bottom <= most


def _stands_right_of(left: TreeBox, right: TreeBox) -> bool:
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


def _around(a: Box, b: Box) -> Box:
    return Box(min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))


def name_levels(boxes: Sequence[TreeBox], bands: Sequence[Band]) -> list[Band]:
    """Gives the boxes that have a level's name sitting on them that level; the other bands come back."""
    rest: list[Band] = []
    for band in bands:
        below = [
            box
            for box in boxes
            if band.level is not None
            and abs(box.box.top - band.box.bottom) <= TOUCHING
            and shared_width(band.box, box.box) >= SHARED
        ]
        if len(below) != 1:
            rest.append(band)
            continue
        below[0].level = below[0].level or band.level
        below[0].box = _around(below[0].box, band.box)
    return rest
