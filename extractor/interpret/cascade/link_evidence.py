"""Boxes of a drawn tree, upright (parents above children), and their connectors -> weights of the possible parents of
each box, for arborescence.py (weights: tree_model.toml)."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median

from extractor.interpret.cascade.arborescence import ROOT
from extractor.interpret.cascade.box_merging import shared_width
from extractor.interpret.cascade.boxes import TreeBox
from extractor.interpret.cascade.levels import LEVELS, label_rank
from extractor.interpret.cascade.tree_orientation import lies_above

SIDE_POINTS = 4.0  # a connector that touches a box this near to its upper or lower side touches that side
SIDE_SHARE = 0.12  # of the box's height; the same
FEWEST_SPOKES = 3  # boxes that are joined with the one that they serve
OVER = 0.5  # of the narrower box's width that a box and the one over it share
IN_COLUMN = 0.9  # of the narrower box's width that a box of indicators shares with its goal
LEAST_GAP, LEAST_WIDTH = 8.0, 40.0  # points


@cache
def tree_model() -> Mapping[str, Mapping[str, float]]:
    """The weights by group and name, read once."""
    text = files("extractor").joinpath("data", "tree_model.toml").read_text(encoding="utf-8")
    return {group: {name: float(value) for name, value in own.items()} for group, own in tomllib.loads(text).items()}


@dataclass(frozen=True, slots=True)
class BoxEnd:
    """Where a connector touches a box of the tree, upright."""

    box: int  # id of the box
    x: float | None  # points
    y: float | None
    head: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """A connector among boxes of the tree: what it says of parents and children."""

    parents: tuple[BoxEnd, ...]
    children: tuple[BoxEnd, ...]
    named: bool = False  # the file says which one is the parent


def is_above(upper: TreeBox, lower: TreeBox) -> bool:
    """True where another box may be the parent of a box, for its place."""
    return upper.shape != lower.shape and lies_above(upper.box, lower.box)


def is_over(upper: TreeBox, lower: TreeBox) -> bool:
    """True where a box is above another one, in its column."""
    return is_above(upper, lower) and shared_width(upper.box, lower.box) > OVER


# --- connectors ---


def joint_of(ends: Sequence[BoxEnd], boxes: Mapping[int, TreeBox], start: int | None, heads_up: bool) -> Joint | None:
    """Which boxes at a connector are parents and which children; None where it joins boxes beside each other.

    Boxes that it leaves from below are parents, and those that it comes to from above are children; where its side is
    not seen, the uppermost box is the parent of the others. `heads_up`: arrows of this drawing lead from children to
    parents.
    """
    if start is not None:
        parents = [end for end in ends if end.box == start]
        children = [end for end in ends if end.box != start]
        return Joint(tuple(parents), tuple(children), named=True) if parents and children else None
    senders = [end for end in ends if _side(end, boxes[end.box]) > 0]
    others = [end for end in ends if end not in senders]
    if not any(is_above(boxes[s.box], boxes[o.box]) for s in senders for o in others):
        targets = [end for end in ends if end.head != heads_up and any(o.head == heads_up for o in ends)]
        free = [end for end in ends if end not in targets] if targets else list(ends)
        senders = [end for end in free if not any(is_above(boxes[other.box], boxes[end.box]) for other in ends)]
        others = [end for end in ends if end not in senders]
    children = [end for end in others if any(is_above(boxes[s.box], boxes[end.box]) for s in senders)]
    parents = [end for end in senders if any(is_above(boxes[end.box], boxes[c.box]) for c in children)]
    return Joint(tuple(parents), tuple(children)) if parents else None


def joints_of_hub(joined: Sequence[Sequence[BoxEnd]]) -> list[Joint]:
    """The connectors of a chart of goals that support each other: the box that most others are joined with is what they
    serve, wherever they are around it; links among the others are no parents. None without such a box."""
    pairs = [tuple({end.box: end for end in ends}.values()) for ends in joined]
    pairs = [pair for pair in pairs if len(pair) == 2]
    counts = Counter(end.box for pair in pairs for end in pair)
    hub, count = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(None, 0))
    if count < FEWEST_SPOKES:
        return []
    spokes = [(a, b) if a.box == hub else (b, a) for a, b in pairs if hub in (a.box, b.box)]
    return [Joint((centre,), (other,), named=True) for centre, other in spokes]


def _side(end: BoxEnd, box: TreeBox) -> int:
    """1 for an end at the box's lower side, -1 at its upper one, 0 elsewhere and where it is not known."""
    if end.y is None:
        return 0
    near = min(max(SIDE_POINTS, SIDE_SHARE * box.box.height), box.box.height / 2)
    if end.y >= box.box.bottom - near:
        return 1
    return -1 if end.y <= box.box.top + near else 0


def arrows_lead_up(joined: Iterable[Sequence[BoxEnd]], boxes: Mapping[int, TreeBox]) -> bool:
    """True where more arrow heads are at boxes above than at boxes below."""
    up = down = 0
    for ends in joined:
        heads = [end for end in ends if end.head]
        tails = [end for end in ends if not end.head]
        for head in heads:
            up += any(is_above(boxes[head.box], boxes[tail.box]) for tail in tails)
            down += any(is_above(boxes[tail.box], boxes[head.box]) for tail in tails)
    return up > down


# --- weights ---


class LinkEvidence:
    """The weights of the links among the boxes of one drawing."""

    def __init__(self, boxes: Sequence[TreeBox], joints: Sequence[Joint], by_place: bool = True) -> None:
        """`by_place`: where boxes are tells parents too, not only connectors."""
        self._boxes = {box.shape: box for box in boxes}
        self._by_place = by_place
        self._shown = self._by_connectors(joints)
        self._parents_shown = {parent for options in self._shown.values() for parent in options}
        self._top = self._lone_top() if by_place else None
        self._width = max(median([box.box.width for box in boxes] or [0.0]), LEAST_WIDTH)
        self._gap = self._usual_gap()
        rows: dict[int, set[str | None]] = {}
        for box in boxes:
            rows.setdefault(round(box.box.top / self._gap), set()).add(box.fill)
        self._branch_colours = any(len(fills) > 1 for fills in rows.values())

    def shows(self, child: int) -> bool:
        """True where a connector shows a parent of the box."""
        return child in self._shown

    def weights(self, child: int) -> dict[int, float]:
        """Possible parents of a box with their weights; ROOT is among them."""
        box = self._boxes[child]
        above = [other for other in self._boxes.values() if is_above(other, box)] if self._by_place else []
        shown = self._shown.get(child, {})
        options = {ROOT: self._root(box, above)}
        for other in above:
            weight = self._place(other, box, above) + self._print(other, box)
            if other.shape in shown:
                weight += shown[other.shape]
            elif shown:
                weight += tree_model()["connector"]["no_parent"]
            options[other.shape] = weight
        for parent, weight in shown.items():
            if parent not in options:
                options[parent] = weight + self._print(self._boxes[parent], box)
        return options

    def _by_connectors(self, joints: Sequence[Joint]) -> dict[int, dict[int, float]]:
        """Child -> parent -> what connectors say for it."""
        model = tree_model()["connector"]
        shown: dict[int, dict[int, float]] = {}
        for joint in joints:
            for child in joint.children:
                for parent in joint.parents:
                    if parent.box == child.box:
                        continue
                    if not joint.named and not is_above(self._boxes[parent.box], self._boxes[child.box]):
                        continue
                    seen = _side(parent, self._boxes[parent.box]) == 1 and _side(child, self._boxes[child.box]) == -1
                    weight = model["named"] if joint.named else model["sent_received" if seen else "touching"]
                    weight += model["aligned"] * _alignment(parent, child, joint)
                    options = shown.setdefault(child.box, {})
                    options[parent.box] = max(options.get(parent.box, weight), weight)
        return shown

    def _usual_gap(self) -> float:
        """The median of the gaps between a box and the nearest one over it, points."""
        gaps = []
        for box in self._boxes.values():
            over = [box.box.top - other.box.bottom for other in self._boxes.values() if is_over(other, box)]
            if over:
                gaps.append(min(over))
        return max(median(gaps), LEAST_GAP) if gaps else LEAST_GAP

    def _root(self, box: TreeBox, above: Sequence[TreeBox]) -> float:
        model = tree_model()["root"]
        weight = model["none"] if above else model["top"]
        if self._top is not None and box.shape != self._top:
            return weight + model["other_top"]
        if box.shape in self._parents_shown and box.shape not in self._shown:
            over = any(shared_width(other.box, box.box) > OVER for other in above)
            weight += model["own_children"] * (1.0 if not over else 0.5)
        return weight

    def _lone_top(self) -> int | None:
        """The only box that nothing is above; None where there are more."""
        boxes = list(self._boxes.values())
        tops = [box.shape for box in boxes if not any(is_above(other, box) for other in boxes)]
        return tops[0] if len(tops) == 1 and self._boxes[tops[0]].kind == "goal" else None

    def _place(self, upper: TreeBox, lower: TreeBox, above: Sequence[TreeBox]) -> float:
        model = tree_model()["place"]
        a, b = upper.box, lower.box
        gap = max(b.top - a.bottom, 0.0) / self._gap
        apart = max(b.x0 - a.x1, a.x0 - b.x1, 0.0) / self._width
        weight = model["above"] + model["over"] * shared_width(a, b)
        if lower.kind == "indicators" and shared_width(a, b) > IN_COLUMN:
            weight += model["indicators_over"]
        weight += max(model["gap"] * gap, model["most_gap"]) + max(model["sideways"] * apart, model["most_sideways"])
        between = (
            other
            for other in above
            if other.shape != upper.shape and is_above(upper, other) and shared_width(other.box, b) > OVER
        )
        if lower.kind == "goal" and any(is_above(upper, other) and other.kind == "goal" for other in above):
            weight += model["row_between"]
        return weight + (model["blocked"] if any(between) else 0.0)

    def _print(self, upper: TreeBox, lower: TreeBox) -> float:
        model = tree_model()["print"]
        weight = sum(_levels(upper, lower)) + _codes(upper, lower)
        if self._branch_colours and upper.fill is not None and upper.fill == lower.fill:
            weight += model["same_colour"]
        if upper.kind == "indicators":
            weight += model["through_indicators"]
        return weight


def _alignment(parent: BoxEnd, child: BoxEnd, joint: Joint) -> float:
    """1 where of several parents this one is right above the child's end, less where it is farther away, 0 for one."""
    if len({end.box for end in joint.parents}) < 2 or parent.x is None or child.x is None:
        return 0.0
    places = [end.x for end in (*joint.parents, *joint.children) if end.x is not None]
    spread = max(max(places) - min(places), 1.0)
    return 1.0 - abs(parent.x - child.x) / spread


def _levels(upper: TreeBox, lower: TreeBox) -> Iterator[float]:
    model = tree_model()["print"]
    if "indicators" in (upper.kind, lower.kind):
        return
    if upper.label and lower.label:
        step = label_rank(lower.label) - label_rank(upper.label)
        yield model["label_wrong"] if step <= 0 else model["label_below"] + model["label_skips"] * (step - 1)
        return
    if upper.band and upper.band == lower.band:
        yield model["level_same"]
    elif upper.level is not None and lower.level is not None:
        step = LEVELS.index(lower.level) - LEVELS.index(upper.level)
        yield model["level_wrong"] if step < 0 else model["level_below"] if step else model["level_same"]


def _codes(upper: TreeBox, lower: TreeBox) -> float:
    """What the numbers of two boxes say: "1.2.3" continues "1.2", and not "1.3"."""
    model = tree_model()["print"]
    if len(lower.code) < 2 or not upper.code:
        return 0.0
    if lower.code[:-1] == upper.code:
        return model["code_below"]
    if lower.code[: len(upper.code)] == upper.code and len(upper.code) < len(lower.code):
        return model["code_below"] / 2
    return model["code_other"]
