"""Boxes of a drawn tree, upright (parents above children) -> the parent of each: an arborescence for each root.

Connectors tell parents; where none does, the place of a box among those above it; then the row in which it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extractor.interpret.cascade.box_merging import shared_width
from extractor.interpret.cascade.boxes import TreeBox, is_worded_as_goal
from extractor.interpret.cascade.levels import LEVELS, label_rank
from extractor.interpret.cascade.node_text import split_indicators, split_node
from extractor.interpret.cascade.tree_orientation import BELOW
from schemas.geometry import Box
from schemas.transcript import Connector

SAME_SIDE = 4.0  # points between the sides of boxes that are in one column, or the tops of those in one row
OVER = 0.5  # of the narrower box's width that a box and the one over it share
STACK = 3  # boxes of one column and look below each other from which the first is the parent of the others
ALIKE = 0.2  # part of its width by which a box may differ from its parent's and still be indented below it
INDENTED = 0.4  # part of its width by which it is indented at most


class Arborescence:
    """Boxes by the index of their shape, and the parents found so far. Steps are called in the order of the methods."""

    def __init__(self, boxes: Iterable[TreeBox]) -> None:
        self._boxes: dict[int, TreeBox] = {box.shape: box for box in boxes}
        self._parents: dict[int, int] = {}  # child -> parent, both by shape
        self._by_connector: set[int] = set()  # children whose parent a connector shows

    def parent(self, box: TreeBox) -> TreeBox | None:
        """The box's parent; None for a root."""
        at = self._parents.get(box.shape)
        return self._boxes[at] if at is not None else None

    def is_connected(self, box: TreeBox) -> bool:
        """True where a connector shows the box's parent."""
        return box.shape in self._by_connector

    def depth(self, box: TreeBox) -> int:
        """How many ancestors the box has."""
        return len(self._ancestors(box))

    def root(self, box: TreeBox) -> TreeBox:
        """The last of its ancestors, itself where it has none."""
        return [box, *self._ancestors(box)][-1]

    def _ancestors(self, box: TreeBox) -> list[TreeBox]:
        """Parent, its parent, and so on."""
        found: list[TreeBox] = []
        here = self.parent(box)
        while here is not None:
            found.append(here)
            here = self.parent(here)
        return found

    def _descends(self, box: TreeBox, ancestor: TreeBox) -> bool:
        """True for the box itself too."""
        return any(here.shape == ancestor.shape for here in (box, *self._ancestors(box)))

    def _has_children(self, box: TreeBox) -> bool:
        return box.shape in self._parents.values()

    def _set_parent(self, child: TreeBox, parent: TreeBox | None) -> None:
        if parent is None:
            self._parents.pop(child.shape, None)
        else:
            self._parents[child.shape] = parent.shape

    # --- by connectors ---

    def join_connected(self, connectors: Iterable[Connector], holder: Mapping[int, int]) -> None:
        """Parents by connectors: of the boxes at one, those above are parents of those below.

        `holder` gives for each shape the box that it was merged into. The box at a connector's start is the parent
        of all others.
        """
        for connector in connectors:
            ends = [self._boxes[at] for at in dict.fromkeys(holder[i] for i in connector.shapes if i in holder)]
            if len(ends) < 2:
                continue
            start = holder.get(connector.start) if connector.start is not None else None
            self._join_ends(ends, self._boxes[start] if start is not None else None)

    def _join_ends(self, ends: Sequence[TreeBox], start: TreeBox | None) -> None:
        upper = [start] if start is not None else [b for b in ends if not any(is_above(other, b) for other in ends)]
        for child in ends:
            above = [p for p in upper if p.shape != child.shape and (start is not None or is_above(p, child))]
            if above and self.parent(child) is None and not any(self._descends(p, child) for p in above):
                self._set_parent(child, min(above, key=lambda p: _sideways(p.box, child.box)))
                self._by_connector.add(child.shape)

    def drop_unconnected(self) -> None:
        """Keeps the boxes that a connector makes a parent or a child."""
        connected = {*self._parents.keys(), *self._parents.values()}
        self._boxes = {shape: box for shape, box in self._boxes.items() if shape in connected}

    # --- by place ---

    def join_by_place(self) -> None:
        """A parent for each box that no connector gives one, from the top down; the uppermost row stays roots."""
        ordered = sorted(self._boxes.values(), key=lambda b: (b.box.top, b.box.x0))
        colours = len({box.fill for box in ordered}) > 1
        for box in ordered:
            if self.parent(box) is None:
                self._set_parent(box, self._parent_by_place(box, ordered, colours))

    def _parent_by_place(self, box: TreeBox, ordered: Sequence[TreeBox], colours: bool) -> TreeBox | None:
        above = [
            other
            for other in ordered
            if is_above(other, box) and not self._descends(other, box) and _may_rank_above(other, box)
        ]
        over = [other for other in above if shared_width(other.box, box.box) > OVER]
        if over:
            nearest = max(over, key=lambda o: (o.box.bottom, -abs(o.box.x_mid - box.box.x_mid)))
            return self._parent_of_stack(nearest, box, ordered, colours)
        if not above or self._has_children(box):  # with children and nothing over it, it is a root
            return None
        row = max(other.box.bottom for other in above)
        last = [other for other in above if row - other.box.bottom <= other.box.height]
        return min(last, key=lambda o: _sideways(o.box, box.box))

    def _parent_of_stack(
        self, upper: TreeBox, box: TreeBox, ordered: Sequence[TreeBox], colours: bool
    ) -> TreeBox | None:
        """The parent of a box right below `upper`: `upper`, or where both are items of one stack its parent.

        Habit: the items of a list are stacked below their goal, alike in place and look.
        """
        if not _in_one_column(upper, box) or _look(upper) != _look(box):
            return upper
        parent = self.parent(upper) or upper
        if colours:
            return parent if upper.fill == box.fill else upper
        column = [other for other in ordered if _in_one_column(other, box) and other.level == box.level]
        first = column[0]
        above_first = self.parent(first)
        if above_first is not None and _is_indented_below(above_first.box, first.box):
            return parent
        if len(column) < STACK or first.shape == upper.shape:
            return upper
        return parent

    def join_by_row(self) -> None:
        """A box below a gap of its parents' row belongs to that row all the same: the nearest box there is its parent.

        The row is known by boxes of one height and colour that have parents.
        """
        depths = {box.shape: self.depth(box) for box in self._boxes.values()}
        for box in self._boxes.values():
            mates = [
                b
                for b in self._boxes.values()
                if b.fill == box.fill and abs(b.box.top - box.box.top) <= SAME_SIDE and self.parent(b) is not None
            ]
            usual = Counter(depths[mate.shape] for mate in mates).most_common(1)
            if self.is_connected(box) or not usual or depths[box.shape] >= usual[0][0]:
                continue
            row = [
                b
                for b in self._boxes.values()
                if depths[b.shape] == usual[0][0] - 1 and is_above(b, box) and not self._descends(b, box)
            ]
            if row:
                self._set_parent(box, min(row, key=lambda b: _sideways(b.box, box.box)))

    # --- nodes ---

    def goals(self) -> list[TreeBox]:
        """The boxes that are goals, each with its indicators; parents are goals from here on.

        Boxes of indicators become part of their parents; numbers and names in boxes give nothing.
        """
        self._boxes = {shape: _with_own_indicators(box) for shape, box in self._boxes.items()}
        for box in self._boxes.values():
            self._set_parent(box, next((a for a in self._ancestors(box) if a.kind == "goal"), None))
        for box in list(self._boxes.values()):
            parent = self.parent(box)
            if box.kind == "indicators" and parent is not None:
                self._boxes[parent.shape] = replace(parent, indicators=(*parent.indicators, *box.indicators))
        return self._of_worded_trees([box for box in self._boxes.values() if box.kind == "goal"])

    def _of_worded_trees(self, goals: Sequence[TreeBox]) -> list[TreeBox]:
        """Without trees of which no box is worded as a goal: legends, logos, remarks."""
        worded = {self.root(box).shape for box in goals if is_worded_as_goal(box.text)}
        return [box for box in goals if self.root(box).shape in worded]


def is_above(upper: TreeBox, lower: TreeBox) -> bool:
    """True where a box ends above another one, or no more than BELOW points lower than its top."""
    return upper.shape != lower.shape and upper.box.bottom <= lower.box.top + BELOW and upper.box.top < lower.box.top


def _with_own_indicators(box: TreeBox) -> TreeBox:
    """The box with the indicators of its text apart; a goal without any text left is a box of indicators."""
    goal, own = split_node(box.lines) if box.kind == "goal" else ((), split_indicators(box.lines))
    if box.kind == "other":
        return box
    indicators = (*own, *box.indicators)
    if goal:
        return replace(box, lines=goal, indicators=indicators)
    return replace(box, kind="indicators", indicators=indicators)


def _sideways(a: Box, b: Box) -> tuple[float, float]:
    """How far two boxes are apart from side to side, and their middles, in points."""
    return max(b.x0 - a.x1, a.x0 - b.x1, 0.0), abs(a.x_mid - b.x_mid)


def _may_rank_above(upper: TreeBox, lower: TreeBox) -> bool:
    """False where labels or levels say that the upper box can't be a parent of the lower one."""
    if upper.label and lower.label and "goal" in (upper.kind, lower.kind):
        return upper.kind != lower.kind or label_rank(upper.label) < label_rank(lower.label)
    if upper.level is None or lower.level is None or upper.label != lower.label:
        return True
    return LEVELS.index(upper.level) < LEVELS.index(lower.level)


def _look(box: TreeBox) -> tuple[object, ...]:
    return box.kind, box.level, box.label


def _is_indented_below(parent: Box, child: Box) -> bool:
    """True where a child is as wide as its parent and indented a little, as the items of a list are."""
    return abs(parent.width - child.width) <= ALIKE * child.width and (
        SAME_SIDE < child.x0 - parent.x0 <= INDENTED * child.width
    )


def _in_one_column(a: TreeBox, b: TreeBox) -> bool:
    return abs(a.box.x0 - b.box.x0) <= SAME_SIDE and abs(a.box.x1 - b.box.x1) <= SAME_SIDE
