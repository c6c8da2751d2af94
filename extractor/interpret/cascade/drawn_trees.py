"""Pages -> trees that are drawn on them as boxes; a tree that continues on another page is one tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractor.interpret.cascade.arborescence import Arborescence
from extractor.interpret.cascade.box_merging import merge_bands, merge_boxes
from extractor.interpret.cascade.boxes import Band, TreeBox, is_titled, is_worded_as_goal, tree_boxes, with_table_boxes
from extractor.interpret.cascade.levels import LEVELS, is_tree_title
from extractor.interpret.cascade.tree_orientation import bands_beside_rows, runs_across, transposed
from extractor.interpret.cascade.trees import Tree, TreeNode
from extractor.interpret.lines.text_matching import squash
from schemas.document import Tingkat
from schemas.geometry import Box
from schemas.transcript import Grid, Line, Page

FEWEST_NODES = 4
GOALS_TITLED = 0.15  # share of the boxes that are worded as goals, below a heading that announces a tree
GOALS_UNTITLED = 0.5  # the same without a heading: charts of offices are drawn in the same way
BY_CONNECTOR = 0.97  # certainty of a node whose parent a connector shows
BY_PLACE = 0.9  # the same where only its place tells it
SAME_NODE = 92.0  # percent; a box that is repeated at the top of a further page
ROWS_WITH_OUTPUT = 3  # rows of a tree without labels, from which the last one is output


def drawn_trees(pages: Sequence[Page]) -> list[Tree]:
    """The trees that are drawn on the pages, in order."""
    trees: list[Tree] = []
    for page in pages:
        tree = _drawn_tree(page)
        if tree is None:
            continue
        for at, earlier in enumerate(trees):
            if (grafted := _grafted(earlier, tree)) is not None:
                trees[at] = grafted
                break
        else:
            trees.append(tree)
    return trees


def without_drawn(pages: Sequence[Page], trees: Sequence[Tree]) -> tuple[Page, ...]:
    """The pages without what is inside the boxes of drawn trees: their lists of indicators are no tables."""
    drawn = {line.page for tree in trees for node in tree.nodes for line in node.goal if line.box is not None}
    return tuple(_without_boxes(page) if page.number in drawn else page for page in pages)


def _without_boxes(page: Page) -> Page:
    places = [s.box for s in page.shapes if not is_tree_title(" ".join(line.text for line in s.lines))]

    def boxed(box: Box | None) -> bool:
        return box is not None and any(place.holds(box.x_mid, box.y_mid) for place in places)

    def drawn(block: Line | Grid) -> bool:
        if isinstance(block, Line):
            return boxed(block.box)
        lines = [line for cell in block.cells for line in cell.lines if line.text.strip()]
        return sum(boxed(line.box) for line in lines) * 2 > len(lines)

    return replace(page, blocks=tuple(block for block in page.blocks if not drawn(block)))


def _drawn_tree(page: Page) -> Tree | None:
    """The tree of one page; None where the boxes are too few, not worded as goals, or nobody's parents."""
    titled = is_titled(page)
    if titled:
        page = with_table_boxes(page)
    if len(page.shapes) < FEWEST_NODES:
        return None
    boxes, bands = tree_boxes(page)
    if len(boxes) < FEWEST_NODES or not (titled or page.connectors):
        return None
    nodes = _joined(page, boxes, bands, titled)
    goals = nodes.goals()
    worded = sum(is_worded_as_goal(box.text) for box in goals)
    if len(goals) < FEWEST_NODES or worded < (GOALS_TITLED if titled else GOALS_UNTITLED) * len(goals):
        return None
    if not any(nodes.parent(box) is not None for box in goals):
        return None
    return _tree(nodes, goals)


def _joined(page: Page, boxes: Sequence[TreeBox], bands: Sequence[Band], titled: bool) -> Arborescence:
    """The boxes as nodes with parents; without a title only what connectors join is part of a tree."""
    boxes, bands = merge_bands(boxes, bands)
    across = runs_across(boxes, bands, page.connectors)
    bands = bands_beside_rows(bands, across)
    boxes = [_labelled_by_band(box, bands, across) for box in boxes]
    merged, holders = merge_boxes(boxes, {i for connector in page.connectors for i in connector.shapes})
    if across:
        merged = [replace(box, box=transposed(box.box)) for box in merged]
    nodes = Arborescence(merged)
    nodes.join_connected(page.connectors, holders)
    if not titled:
        nodes.drop_unconnected()
    nodes.join_by_place()
    nodes.join_by_row()
    return nodes


def _labelled_by_band(box: TreeBox, bands: Sequence[Band], across: bool) -> TreeBox:
    """The box with what a label beside it (above it in a tree that runs across) says, where it names no level itself.

    The nearest label whose height the box's middle is in counts; else a label of one line beside a tall box, or the
    lowest label above the last row.
    """
    if box.level is not None:
        return box
    way = transposed if across else _as_drawn
    place = way(box.box)
    beside = [(own, band) for band in bands if (own := way(band.box)).x1 <= place.x0]
    found = [pair for pair in beside if pair[0].top <= place.y_mid <= pair[0].bottom]
    if not found:
        levels = [pair for pair in beside if pair[1].level is not None]
        found = [pair for pair in levels if place.top <= pair[0].y_mid <= place.bottom]
        if not found and len(levels) > 1 and all(own.bottom <= place.top for own, _ in levels):
            found = [max(levels, key=lambda pair: pair[0].bottom)]
    if not found:
        return box
    _, band = max(found, key=lambda pair: pair[0].x1)
    return replace(box, level=band.level, kind=box.kind if band.kind == "goal" else band.kind)


def _as_drawn(box: Box) -> Box:
    return box


# --- from boxes to nodes ---


@dataclass(frozen=True, slots=True)
class _Placed:
    """A goal in the order of the tree."""

    box: TreeBox
    parent: int | None  # index in that order
    depth: int  # 0 for roots


def _tree(nodes: Arborescence, goals: Sequence[TreeBox]) -> Tree:
    """The goals as a tree in preorder, siblings from left to right."""
    order = _preorder(nodes, goals)
    levels = _levels(order)
    return Tree(
        tuple(
            TreeNode(
                level,
                placed.box.lines,
                placed.box.indicators,
                placed.parent,
                BY_CONNECTOR if nodes.is_connected(placed.box) else BY_PLACE,
            )
            for placed, level in zip(order, levels, strict=True)
        ),
        drawn=True,
    )


def _preorder(nodes: Arborescence, goals: Sequence[TreeBox]) -> list[_Placed]:
    children: dict[int | None, list[TreeBox]] = {}
    for box in sorted(goals, key=lambda b: (b.box.x0, b.box.top)):
        parent = nodes.parent(box)
        children.setdefault(parent.shape if parent is not None else None, []).append(box)
    order: list[_Placed] = []
    stack = [_Placed(box, None, 0) for box in reversed(children.get(None, []))]
    while stack:
        placed = stack.pop()
        order.append(placed)
        at = len(order) - 1
        stack.extend(_Placed(child, at, placed.depth + 1) for child in reversed(children.get(placed.box.shape, [])))
    return order


def _levels(order: Sequence[_Placed]) -> list[Tingkat]:
    """The level of each node: as it is labelled, as others of its row are, else by its depth in the tree."""
    by_depth: dict[int, Counter[Tingkat]] = {}
    for placed in order:
        if placed.box.level is not None:
            by_depth.setdefault(placed.depth, Counter())[placed.box.level] += 1
    deepest = max(placed.depth for placed in order)
    usual = {depth: levels.most_common(1)[0][0] for depth, levels in by_depth.items()}
    return [placed.box.level or usual.get(placed.depth) or _level_at(placed.depth, deepest) for placed in order]


def _level_at(depth: int, deepest: int) -> Tingkat:
    """From the top down in the order of the levels; the last row of a tree with three rows or more is output."""
    if depth == deepest and deepest + 1 >= ROWS_WITH_OUTPUT:
        return LEVELS[-1]
    return LEVELS[min(depth, len(LEVELS) - 1)]


def _grafted(tree: Tree, further: Tree) -> Tree | None:
    """The tree with a further one below the leaf that is the other's root; None where it has no such leaf.

    Habit: a large tree is cut at a row, and each page repeats the box that it continues.
    """
    root = further.nodes[0]
    if any(node.parent is None for node in further.nodes[1:]):
        return None
    parents = {node.parent for node in tree.nodes}
    word = squash(root.text)
    for at, node in enumerate(tree.nodes):
        if at in parents or fuzz.ratio(word, squash(node.text)) < SAME_NODE:
            continue
        base = len(tree.nodes) - 1
        below = (replace(n, parent=at if not n.parent else base + n.parent) for n in further.nodes[1:])
        leaf = replace(node, indicators=node.indicators or root.indicators)
        return replace(tree, nodes=(*tree.nodes[:at], leaf, *tree.nodes[at + 1 :], *below))
    return None
