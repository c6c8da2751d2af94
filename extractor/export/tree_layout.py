"""Nodes of a cascade -> boxes and lines on one page, in points.

Two arrangements are tried with several box widths, and the one that allows the largest type is taken: from left to
right with a column per level; and from the top down, where children without children of their own hang below each
other under their parent, as in an organisation chart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from extractor.export.tree_measure import wrap
from extractor.export.tree_shape import NodeTree, tree_of
from schemas.document import Simpul

# Points, before the picture is scaled to its page.
GOAL_SIZE = 9.0
INDICATOR_SIZE = 7.5
LEADING = 1.22  # of the type size
PADDING = 5.0
INDICATOR_GAP = 3.0  # between the goal and its indicators
BULLET_INDENT = 7.0
LEVEL_GAP = 26.0  # between a parent and its children
SIDE_GAP = 12.0  # between boxes beside each other
STACK_GAP = 7.0  # between boxes below each other
SPINE = 10.0  # room for the line on which a stack hangs
BOX_WIDTHS = (120.0, 150.0, 185.0, 230.0, 290.0)
STACK_LENGTHS = (1, 3, 5, 8, 12, 20, 40)  # boxes below each other

Point = tuple[float, float]


class LabelLine(NamedTuple):
    """One line of a label, with its type."""

    text: str
    x: float  # from the box's left
    y: float  # baseline, from the box's top
    goal: bool  # the goal's type, bold; else an indicator's


@dataclass(frozen=True, slots=True)
class BoxLabel:
    """A node's text as it stands in a box."""

    lines: tuple[LabelLine, ...]
    height: float


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its place on the page, in points."""

    node: int  # position among the nodes, 0-based
    x: float  # left
    y: float  # top
    label: BoxLabel


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes and lines of a tree, in points from the top left."""

    width: float
    height: float
    box_width: float
    boxes: tuple[PlacedBox, ...]
    links: tuple[tuple[Point, ...], ...]  # broken lines from parent to child


def best_layout(nodes: Sequence[Simpul], rooms: Sequence[tuple[float, float]]) -> tuple[Layout, int, float]:
    """The layout with the largest type, which of `rooms` (width, height) it is for, and its scale there.

    Rooms are pages from small to large; a larger one is taken only where the smaller one makes the type too small.
    """
    tree = tree_of(nodes)
    layouts = list(_layouts(nodes, tree))
    for number, room in enumerate(rooms):
        scale, layout = max(((_scale(one, room), one) for one in layouts), key=lambda pair: pair[0])
        if scale * INDICATOR_SIZE >= SMALLEST_TYPE or number == len(rooms) - 1:
            return layout, number, scale
    raise ValueError("no page to draw on")


SMALLEST_TYPE = 5.5  # points; below, people can't read it on paper
LARGEST_SCALE = 1.3  # small trees are not blown up


def _scale(layout: Layout, room: tuple[float, float]) -> float:
    return min(room[0] / layout.width, room[1] / layout.height, LARGEST_SCALE)


def _layouts(nodes: Sequence[Simpul], tree: NodeTree) -> Iterator[Layout]:
    for box_width in BOX_WIDTHS:
        labels = [_label(node, box_width) for node in nodes]
        yield _sideways(tree, labels, box_width)
        longest = max((len(c) for c in tree.children), default=0)
        for length in STACK_LENGTHS:
            yield _downwards(tree, labels, box_width, length)
            if length >= longest:
                break


def _label(node: Simpul, box_width: float) -> BoxLabel:
    lines: list[LabelLine] = []
    y = PADDING
    for text in wrap(node.kinerja, box_width - 2 * PADDING, GOAL_SIZE, bold=True):
        lines.append(LabelLine(text, PADDING, y + GOAL_SIZE, True))
        y += GOAL_SIZE * LEADING
    y += INDICATOR_GAP if lines and node.indikator else 0.0
    for indicator in node.indikator:
        for i, text in enumerate(wrap(indicator, box_width - 2 * PADDING - BULLET_INDENT, INDICATOR_SIZE)):
            if i == 0:
                lines.append(LabelLine("•", PADDING, y + INDICATOR_SIZE, False))
            lines.append(LabelLine(text, PADDING + BULLET_INDENT, y + INDICATOR_SIZE, False))
            y += INDICATOR_SIZE * LEADING
    return BoxLabel(tuple(lines), y + PADDING)


def _sideways(tree: NodeTree, labels: Sequence[BoxLabel], box_width: float) -> Layout:
    """A column per level, children right of their parent, a parent beside the middle of its children."""
    heights = [0.0] * len(labels)
    for i in reversed(tree.order):
        below = sum(heights[c] + STACK_GAP for c in tree.children[i]) - STACK_GAP
        heights[i] = max(labels[i].height, below)
    step = box_width + LEVEL_GAP
    tops: dict[int, float] = {}
    y = 0.0
    for root in tree.roots:
        tops[root] = y
        y += heights[root] + STACK_GAP * 2
    boxes: dict[int, PlacedBox] = {}
    for i in tree.order:
        below = sum(heights[c] + STACK_GAP for c in tree.children[i]) - STACK_GAP
        inner = tops[i] + max(heights[i] - below, 0.0) / 2
        for child in tree.children[i]:
            tops[child] = inner
            inner += heights[child] + STACK_GAP
        top = tops[i] + (heights[i] - labels[i].height) / 2
        boxes[i] = PlacedBox(i, tree.depth[i] * step, top, labels[i])
    links = []
    for i in tree.order:
        start = (boxes[i].x + box_width, boxes[i].y + labels[i].height / 2)
        for child in tree.children[i]:
            end = (boxes[child].x, boxes[child].y + labels[child].height / 2)
            middle = boxes[child].x - LEVEL_GAP / 2
            links.append((start, (middle, start[1]), (middle, end[1]), end))
    deepest = max(tree.depth, default=0)
    return Layout(deepest * step + box_width, max(y - STACK_GAP * 2, 1.0), box_width, _in_order(boxes), tuple(links))


class _Stack(NamedTuple):
    """Children without children that hang below each other."""

    children: tuple[int, ...]


def _downwards(tree: NodeTree, labels: Sequence[BoxLabel], box_width: float, length: int) -> Layout:
    """A row per level; runs of childless children in stacks of at most `length`."""
    parts = [_parts(tree, i, length) for i in range(len(labels))]
    widths = [0.0] * len(labels)
    part_width: Callable[[_Stack | int], float] = partial(_part_width, widths, box_width)
    stacked = {c for own in parts for part in own if isinstance(part, _Stack) for c in part.children}
    for i in reversed(tree.order):
        below = sum(part_width(p) + SIDE_GAP for p in parts[i]) - SIDE_GAP
        widths[i] = max(box_width, below)
    rows = [0.0] * (max(tree.depth, default=0) + 2)
    for i in tree.order:
        if i not in stacked:
            rows[tree.depth[i]] = max(rows[tree.depth[i]], labels[i].height)
    tops = [0.0]
    for height in rows:
        tops.append(tops[-1] + height + LEVEL_GAP)

    placing = _Placing(labels, box_width, tops, [tops[depth] for depth in tree.depth])
    lefts: dict[int, float] = {}
    x = 0.0
    for root in tree.roots:
        lefts[root] = x
        x += widths[root] + SIDE_GAP * 2
    for i in tree.order:
        if i in stacked:
            continue
        start, bend = placing.box(i, lefts[i] + (widths[i] - box_width) / 2, tree.depth[i])
        below = sum(part_width(p) + SIDE_GAP for p in parts[i]) - SIDE_GAP
        inner = lefts[i] + max(widths[i] - below, 0.0) / 2
        for part in parts[i]:
            if isinstance(part, int):
                lefts[part] = inner
                placing.link_down(part, start, bend, inner + widths[part] / 2)
            else:
                placing.stack(part, start, bend, inner, tops[tree.depth[i] + 1])
            inner += part_width(part) + SIDE_GAP
    return placing.layout(max(x - SIDE_GAP * 2, 1.0))


class _Placing:
    """Boxes and lines placed so far, from the top down."""

    def __init__(
        self, labels: Sequence[BoxLabel], box_width: float, level_tops: Sequence[float], node_tops: Sequence[float]
    ) -> None:
        self._labels = labels
        self._box_width = box_width
        self._level_tops = level_tops  # of each level, and of the one below the last
        self._node_tops = node_tops
        self._boxes: dict[int, PlacedBox] = {}
        self._links: list[tuple[Point, ...]] = []
        self._bottom = 1.0

    def box(self, node: int, left: float, depth: int) -> tuple[Point, float]:
        """Places a box; returns where lines to its children start, and the height at which they bend."""
        top, height = self._level_tops[depth], self._labels[node].height
        self._boxes[node] = PlacedBox(node, left, top, self._labels[node])
        self._bottom = max(self._bottom, top + height)
        return (left + self._box_width / 2, top + height), self._level_tops[depth + 1] - LEVEL_GAP / 2

    def link_down(self, child: int, start: Point, bend: float, middle: float) -> None:
        """A line from `start` to the top of a child whose middle is at `middle`."""
        self._links.append((start, (start[0], bend), (middle, bend), (middle, self._node_tops[child])))

    def stack(self, stack: _Stack, start: Point, bend: float, spine: float, top: float) -> None:
        """Places the boxes of a stack, and their lines to the spine at `spine`."""
        y = top
        for child in stack.children:
            height = self._labels[child].height
            self._boxes[child] = PlacedBox(child, spine + SPINE, y, self._labels[child])
            level = y + height / 2
            self._links.append((start, (start[0], bend), (spine, bend), (spine, level), (spine + SPINE, level)))
            y += height + STACK_GAP
        self._bottom = max(self._bottom, y - STACK_GAP)

    def layout(self, width: float) -> Layout:
        return Layout(width, self._bottom, self._box_width, _in_order(self._boxes), tuple(self._links))


def _parts(tree: NodeTree, node: int, length: int) -> list[_Stack | int]:
    """A node's children: those with children one by one, runs of others as stacks of about equal length."""
    parts: list[_Stack | int] = []
    run: list[int] = []
    for child in (*tree.children[node], None):
        if child is not None and not tree.children[child]:
            run.append(child)
            continue
        if len(run) == 1 or length == 1:
            parts.extend(run)
        elif run:
            stacks = -(-len(run) // length)
            each = -(-len(run) // stacks)
            parts.extend(_Stack(tuple(run[at : at + each])) for at in range(0, len(run), each))
        run = []
        if child is not None:
            parts.append(child)
    return parts


def _part_width(widths: Sequence[float], box_width: float, part: _Stack | int) -> float:
    return widths[part] if isinstance(part, int) else box_width + SPINE


def _in_order(boxes: dict[int, PlacedBox]) -> tuple[PlacedBox, ...]:
    return tuple(boxes[i] for i in sorted(boxes))
