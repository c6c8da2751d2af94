"""Boxes of a drawn tree -> lists: boxes alike below each other that are children of one parent, of which a connector
shows only the first one's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extractor.interpret.cascade.boxes import MOST_SHAPES, TreeBox
from extractor.interpret.cascade.link_evidence import is_over
from schemas.geometry import Box

_NUMBER = re.compile(r"^\s*\(?(\d{1,2})\s*[.)]\s")

SAME_SIDE = 4.0  # points between the sides of boxes that are in one column, at most,
SAME_SHARE = 0.04  # or this part of their width
STACK = 3  # boxes of one column and look below each other from which the first is the parent of the others
ALIKE = 0.2  # part of its width by which a box may differ from its parent's and still be indented below it
INDENTED = 0.4  # part of its width by which it is indented at most


def list_heads(
    boxes: Sequence[TreeBox], shown: Callable[[int], bool], breaks: Sequence[float], connected: bool
) -> dict[int, int]:
    """For each item of a list but the first: the id of the first one, whose parent it shares.

    `shown`: whether a connector shows a box's parent; `breaks`: y at which further pages begin; `connected`: this
    drawing has connectors. Habit: the activities of a programme are stacked below it, over page ends too.
    """
    goals = sorted((box for box in boxes if box.kind == "goal"), key=lambda b: (b.box.top, b.box.x0))
    colours = len({box.fill for box in goals}) > 1
    heads: dict[int, int] = {}
    for box in goals:
        if box.shape >= MOST_SHAPES:  # a further goal in one box
            first = box.shape % MOST_SHAPES
            heads[box.shape] = heads.get(first, first)
            continue
        above = _next_above(box, goals)
        if above is None or shown(box.shape):
            continue
        if _follows(above, box):
            heads[box.shape] = heads.get(above.shape, above.shape)
            continue
        if not _are_alike(above, box):
            continue
        broken = any(above.box.top < y <= box.box.top for y in breaks)
        named = bool(box.label or box.band or box.level)
        if broken or named or (connected and shown(above.shape)) or above.shape in heads or colours:
            heads[box.shape] = heads.get(above.shape, above.shape)
        else:
            head = _head_of_plain_stack(above, box, goals)
            if head is not None:
                heads[box.shape] = head
    return heads


def _head_of_plain_stack(above: TreeBox, box: TreeBox, goals: Sequence[TreeBox]) -> int | None:
    """The first item of the list that a box is in, where neither colours nor labels tell parents from children: all of
    the column where that is indented below another box, else all but its first one, where there are enough."""
    column = [other for other in goals if _are_alike(other, box)]
    first = column[0]
    over = _next_above(first, goals)
    if over is not None and _is_indented_below(over.box, first.box):
        return first.shape
    if len(column) < STACK or above.shape == first.shape:
        return None
    return column[1].shape


def _next_above(box: TreeBox, goals: Sequence[TreeBox]) -> TreeBox | None:
    """The lowest box over a box, whatever its look; None where nothing is over it."""
    over = [other for other in goals if is_over(other, box)]
    return max(over, key=lambda other: other.box.bottom) if over else None


def _are_alike(a: TreeBox, b: TreeBox) -> bool:
    """True for boxes in one column that have one colour and are labelled alike."""
    near = max(SAME_SIDE, SAME_SHARE * b.box.width)
    in_column = abs(a.box.x0 - b.box.x0) <= near and abs(a.box.x1 - b.box.x1) <= near
    labels = ((a.level, b.level), (a.label, b.label), (a.band, b.band))
    return in_column and a.fill == b.fill and not any(one and other and one != other for one, other in labels)


def _follows(a: TreeBox, b: TreeBox) -> bool:
    """True for boxes that touch and have the numbers of neighbours in a list: "1. ...", "2. ..."."""
    numbers = [int(m[1]) for m in (_NUMBER.match(a.text), _NUMBER.match(b.text)) if m]
    return len(numbers) == 2 and numbers[1] == numbers[0] + 1 and b.box.top - a.box.bottom <= SAME_SIDE


def _is_indented_below(parent: Box, child: Box) -> bool:
    """True where a child is as wide as its parent and indented a little, as the items of a list are."""
    return abs(parent.width - child.width) <= ALIKE * child.width and (
        SAME_SIDE < child.x0 - parent.x0 <= INDENTED * child.width
    )


def with_lists(weights: Mapping[int, Mapping[int, float]], heads: Mapping[int, int]) -> dict[int, dict[int, float]]:
    """The weights with those of a list's first item for its other items."""
    return {child: {p: w for p, w in weights[heads.get(child, child)].items() if p != child} for child in weights}
