"""Pages -> trees that are drawn on them as boxes; a tree that continues on other pages is one tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from rapidfuzz import fuzz

from extractor.interpret.cascade.arborescence import ROOT, Choice, best_arborescence
from extractor.interpret.cascade.bands import Band, legend_of
from extractor.interpret.cascade.box_merging import merge_bands, merge_boxes
from extractor.interpret.cascade.boxes import MOST_SHAPES, TreeBox, tree_boxes, with_table_boxes
from extractor.interpret.cascade.drawing import Drawing, continued, drawings_of
from extractor.interpret.cascade.drawn_levels import band_beside, bands_by_depth, with_levels
from extractor.interpret.cascade.levels import LEVELS, is_tree_title, names_unit
from extractor.interpret.cascade.link_evidence import (
    BoxEnd,
    Joint,
    LinkEvidence,
    arrows_lead_up,
    joint_of,
    joints_of_hub,
)
from extractor.interpret.cascade.node_text import split_indicators, split_node
from extractor.interpret.cascade.sibling_lists import list_heads, with_lists
from extractor.interpret.cascade.tree_orientation import bands_beside_rows, runs_across, transposed
from extractor.interpret.cascade.trees import Tree, TreeNode
from extractor.interpret.cascade.wording import is_goal_like, is_worded_as_goal
from extractor.interpret.lines.text_matching import squash
from schemas.geometry import Box
from schemas.transcript import Connector, Grid, Line, Page

_LIST_NUMBER = re.compile(r"^\s*\(?\d{1,2}\s*[.)]\s*(?=[^\W\d])")

FEWEST_NODES = 4
FEWEST_STEPS = 5  # of one chain of boxes, which is a procedure
FEWEST_ON_PAGE = 2  # of one page of several, the node that they repeat among them
GOALS_TITLED = 0.15  # share of the boxes that are worded as goals, below a heading that announces a tree
GOALS_UNTITLED = 0.5  # the same without a heading: charts of offices are drawn in the same way
MOST_UNITS = 0.3  # share of the boxes that name offices, from which a drawing is their chart
BY_CONNECTOR = 0.97  # certainty of a node whose parent a connector shows beyond doubt
BY_PLACE = 0.9  # the same where only its place tells it
LEAST_CERTAIN = 0.55  # where another parent is as likely
SURE_MARGIN = 4.0  # of a parent's weight over the next best one, from which there is no doubt
DOUBTFUL_MARGIN = 1.0  # below it there is a finding
SAME_NODE = 92.0  # percent; a box that is repeated at the top of a further page
CONTINUES = 0.5  # share of a further page's boxes that look like boxes before, from which the tree continues there
CONNECTED = 0.3  # share of them that connectors join, from which the page has a tree of its own
SAME_WIDTH = 0.06  # part of the width by which such boxes may differ


def drawn_trees(pages: Sequence[Page]) -> list[Tree]:
    """The trees that are drawn on the pages, in order."""
    trees: list[Tree] = []
    legend: dict[str, Band] = {}
    for drawing in _drawings(pages):
        legend.update(legend_of(drawing))
        tree = _drawn_tree(drawing, legend)
        if tree is None:
            continue
        for at, earlier in enumerate(trees):
            if (grafted := _grafted(earlier, tree)) is not None:
                trees[at] = grafted
                break
        else:
            trees.append(tree)
    trees = [tree for tree in trees if tree.whole]
    return [replace(tree, nodes=with_levels(tree.nodes)) for tree in trees]


def without_drawn(pages: Sequence[Page], trees: Sequence[Tree]) -> tuple[Page, ...]:
    """The pages without what is inside the boxes of drawn trees: their lists of indicators are no tables."""
    drawn = {line.page for tree in trees for node in tree.nodes for line in node.goal}
    return tuple(_without_boxes(page) if page.number in drawn else page for page in pages)


def _without_boxes(page: Page) -> Page:
    """The page without the blocks that are in its boxes: by their places, and where lines have none by their texts."""
    boxes = [s for s in page.shapes if not is_tree_title(" ".join(line.text for line in s.lines))]
    texts = {line.text for shape in boxes for line in shape.lines if line.box is None}

    def boxed(line: Line) -> bool:
        if line.box is None:
            return line.text in texts
        x, y = line.box.x_mid, line.box.y_mid
        return any(shape.box.holds(x, y) for shape in boxes)

    def drawn(block: Line | Grid) -> bool:
        if isinstance(block, Line):
            return boxed(block)
        if page.number is None:  # a table of a Word file is no drawing, whatever it repeats of one
            return False
        lines = [line for cell in block.cells for line in cell.lines if line.text.strip()]
        return sum(map(boxed, lines)) * 2 > len(lines)

    return replace(page, blocks=tuple(block for block in page.blocks if not drawn(block)))


# --- pages that one drawing is on ---


def _drawings(pages: Sequence[Page]) -> Iterator[Drawing]:
    """The drawings of the pages: a page whose boxes continue those of the page before is part of its drawing."""
    last: Drawing | None = None
    for page in pages:
        found = drawings_of(with_table_boxes(page))
        if last is not None and not found:
            yield last
            last = None
        for drawing in found:
            if last is not None and _continues(last, drawing):
                last = continued(last, drawing)
                continue
            if last is not None:
                yield last
            last = drawing
    if last is not None:
        yield last


def _continues(first: Drawing, further: Drawing) -> bool:
    """True where most boxes of a further page look like boxes before, in their columns, and few have connectors.

    Habit: lists of activities that are longer than the page go on in their columns on the next one.
    """
    joined = {i for connector in further.connectors for i in connector.shapes}
    if len(joined) > CONNECTED * len(further.shapes):
        return False
    known = [(shape.fill, shape.box) for shape in first.shapes]
    alike = sum(any(fill == s.fill and _in_column(box, s.box) for fill, box in known) for s in further.shapes)
    return alike >= CONTINUES * len(further.shapes)


def _in_column(a: Box, b: Box) -> bool:
    near = SAME_WIDTH * b.width
    return abs(a.x0 - b.x0) <= near and abs(a.x1 - b.x1) <= near


# --- boxes, links, nodes ---


@dataclass(frozen=True, slots=True)
class _Linked:
    """The boxes of a drawing with what was found of their parents."""

    boxes: Mapping[int, TreeBox]
    parents: Mapping[int, Choice]
    joined: frozenset[int]  # boxes whose parent a connector shows
    links: Mapping[int, frozenset[int]]  # box -> others that connectors join it with, parents too
    bands: Sequence[Band]  # labels beside the rows
    across: bool  # the boxes are transposed

    def parent(self, box: int) -> int | None:
        """The id of a box's parent; None for a root."""
        at = self.parents[box].parent
        return at if at != ROOT else None


def _drawn_tree(drawing: Drawing, legend: Mapping[str, Band]) -> Tree | None:
    """The tree of one drawing; None where the boxes are too few, not worded as goals, or nobody's parents.

    `legend`: what this page, or one before, says of colours.
    """
    if len(drawing.shapes) < FEWEST_ON_PAGE or not (drawing.titled or drawing.connectors):
        return None
    if drawing.other_chart and not drawing.titled:
        return None
    boxes, bands = tree_boxes(drawing)
    if len(boxes) < FEWEST_ON_PAGE or sum(names_unit(box.text) for box in boxes) > MOST_UNITS * len(boxes):
        return None
    goals = _goals(_linked(drawing, boxes, bands, legend))
    like = sum(bool(is_goal_like(box.text) or box.indicators) for box in goals.boxes.values())
    count = len(goals.boxes)
    if count < FEWEST_ON_PAGE or like < (GOALS_TITLED if drawing.titled else GOALS_UNTITLED) * count:
        return None
    parents = Counter(goals.parent(box) for box in goals.boxes)
    if set(parents) == {None} and not drawing.crossing:
        return None
    if not drawing.titled and count >= FEWEST_STEPS and max(parents.values()) == 1:
        return None  # steps of a procedure, one after the other
    measured = drawing.titled and any(box.indicators for box in goals.boxes.values())
    worded = measured or any(is_worded_as_goal(box.text) for box in goals.boxes.values())
    return replace(_tree(goals), whole=worded and count >= FEWEST_NODES)


def _linked(drawing: Drawing, boxes: Sequence[TreeBox], bands: Sequence[Band], legend: Mapping[str, Band]) -> _Linked:
    """The boxes as nodes, each with the parent of the best tree; without a title only what connectors join."""
    boxes, bands, headed = merge_bands(boxes, bands)
    across = runs_across(boxes, bands, drawing.connectors)
    bands = bands_beside_rows(bands, across)
    contents = [band for band in bands if band.kind != "goal"]
    boxes = [_labelled_by_band(box, contents, across) for box in boxes]
    ended_at = {i for connector in drawing.connectors for i in connector.shapes}
    merged, holders = merge_boxes(boxes, ended_at | {headed[i] for i in ended_at if i in headed})
    holders |= {heading: holders[box] for heading, box in headed.items() if box in holders}
    bands = [band for band in bands if band.kind == "goal"]
    merged = [_labelled_by_band(box, bands, across, legend) for box in merged]
    if across:
        merged = [replace(box, box=transposed(box.box)) for box in merged]
    joints, links = _joints(drawing, {box.shape: box for box in merged}, holders, across)
    breaks = () if across else drawing.breaks
    of_tree = _of_tree(merged, joints, drawing.titled)
    parents, shown = _best_links(of_tree, joints, breaks, drawing.crossing)
    return _Linked({box.shape: box for box in of_tree}, parents, shown, links, bands, across)


def _joints(
    drawing: Drawing, boxes: Mapping[int, TreeBox], holders: Mapping[int, int], across: bool
) -> tuple[list[Joint], dict[int, frozenset[int]]]:
    """What the connectors say of parents and children, and for each box the others that they join it with."""
    joined = [(_ends(connector, boxes, holders, across), connector.start) for connector in drawing.connectors]
    heads_up = arrows_lead_up([ends for ends, _ in joined], boxes)
    joints = joints_of_hub([ends for ends, _ in joined]) if drawing.crossing else []
    links: dict[int, set[int]] = {}
    for ends, start in joined:
        if len({end.box for end in ends}) < 2:
            continue
        first = holders.get(start) if start is not None else None
        joint = joint_of(ends, boxes, first, heads_up) if not drawing.crossing else None
        if joint is not None:
            joints.append(joint)
        for box, other in _linked_pairs(ends, joint):
            links.setdefault(box, set()).add(other)
    return joints, {box: frozenset(others) for box, others in links.items()}


def _linked_pairs(ends: Sequence[BoxEnd], joint: Joint | None) -> Iterator[tuple[int, int]]:
    """(box, another box) that a connector joins: each child with its possible parents, boxes beside each other with
    each other."""
    if joint is not None:
        yield from ((child.box, parent.box) for child in joint.children for parent in joint.parents)
        return
    for first, second in product(ends, ends):
        if first.box != second.box:
            yield first.box, second.box


def _of_tree(merged: Sequence[TreeBox], joints: Sequence[Joint], titled: bool) -> list[TreeBox]:
    """The boxes of the tree: without a title those that connectors join, and others that look like these."""
    if titled:
        return list(merged)
    joined = {end.box for joint in joints for end in (*joint.parents, *joint.children)}
    looks = {(box.fill, box.kind) for box in merged if box.shape in joined}
    return [box for box in merged if box.shape % MOST_SHAPES in joined or (box.fill, box.kind) in looks]


def _best_links(
    boxes: Sequence[TreeBox], joints: Sequence[Joint], breaks: Sequence[float], crossing: bool
) -> tuple[dict[int, Choice], frozenset[int]]:
    """The parent of each box, and the boxes whose parent a connector shows."""
    evidence = LinkEvidence(boxes, joints, by_place=not crossing)
    heads = list_heads(boxes, evidence.shows, breaks, bool(joints)) if not crossing else {}
    weights = with_lists({box.shape: evidence.weights(box.shape) for box in boxes}, heads)
    joined = frozenset(box.shape for box in boxes if evidence.shows(heads.get(box.shape, box.shape)))
    return best_arborescence(weights), joined


def _ends(connector: Connector, boxes: Mapping[int, TreeBox], holders: Mapping[int, int], across: bool) -> list[BoxEnd]:
    """Where a connector touches the boxes of the tree: of several goals in one box it leaves the last, and comes to the
    first."""
    ends = []
    for end in connector.ends:
        if end.shape not in holders:
            continue
        x, y = (end.y, end.x) if across else (end.x, end.y)
        at = holders[end.shape]
        parts = [box for box in boxes.values() if box.shape % MOST_SHAPES == at % MOST_SHAPES and box.kind == "goal"]
        if len(parts) > 1 and end.y is not None:
            whole = (min(part.box.top for part in parts), max(part.box.bottom for part in parts))
            lower = y is not None and y > sum(whole) / 2
            at = (max if lower else min)(parts, key=lambda part: part.shape).shape
        ends.append(BoxEnd(at, x, y, end.head))
    return ends


def _labelled_by_band(
    box: TreeBox, bands: Sequence[Band], across: bool, legend: Mapping[str, Band] | None = None
) -> TreeBox:
    """The box with what the label beside it (above it in a tree that runs across) says, else the legend of its colour,
    where it names no level itself."""
    if box.level is not None:
        return box
    band = band_beside(box.box, box.fill, bands, across) or (legend or {}).get(box.fill or "")
    if band is None:
        return box
    if band.kind != "goal":
        return replace(box, kind=band.kind)
    return replace(box, level=band.level, band=band.text)


def _goals(linked: _Linked) -> _Linked:
    """The goals with their indicators, and goals as their parents. Boxes of indicators become part of their parents;
    numbers and names in boxes give nothing, nor do trees of which no box is worded as a goal: legends, remarks."""
    boxes = {at: _with_own_indicators(box) for at, box in linked.boxes.items()}
    parents: dict[int, Choice] = {}
    for at, choice in linked.parents.items():
        here = choice.parent
        while here != ROOT and boxes[here].kind != "goal":
            here = linked.parents[here].parent
        parents[at] = replace(choice, parent=here)
    for at in sorted(boxes, key=lambda at: (boxes[at].box.top, boxes[at].box.x0)):
        box, parent = boxes[at], parents[at].parent
        if box.kind == "indicators" and parent != ROOT:
            boxes[parent] = replace(boxes[parent], indicators=(*boxes[parent].indicators, *box.indicators))
    goals = {at: box for at, box in boxes.items() if box.kind == "goal"}
    worded = {_root(at, parents) for at, box in goals.items() if is_goal_like(box.text) or box.indicators}
    kept = {at: box for at, box in goals.items() if _root(at, parents) in worded}
    return replace(linked, boxes=kept, parents=parents)


def _root(at: int, parents: Mapping[int, Choice]) -> int:
    while parents[at].parent != ROOT:
        at = parents[at].parent
    return at


def _with_own_indicators(box: TreeBox) -> TreeBox:
    """The box with the indicators of its text apart; a goal without any text left is a box of indicators."""
    goal, own = split_node(box.lines) if box.kind == "goal" else ((), split_indicators(box.lines))
    if box.kind == "other":
        return box
    indicators = (*own, *box.indicators)
    if goal:
        first = replace(goal[0], text=_LIST_NUMBER.sub("", goal[0].text))
        return replace(box, lines=(first, *goal[1:]), indicators=indicators)
    return replace(box, kind="indicators", indicators=indicators)


# --- from boxes to nodes ---


def _tree(goals: _Linked) -> Tree:
    """The goals as a tree in preorder, siblings from left to right, those of one column from the top down."""
    order, depths = _preorder(goals)
    index = {box.shape: at for at, box in enumerate(order)}
    labels = bands_by_depth(order, depths, goals.bands, goals.across)
    nodes = []
    for box in order:
        parent = goals.parent(box.shape)
        choice = goals.parents[box.shape]
        rival = index.get(choice.rival) if choice.rival is not None else None
        label = labels.get(depths[box.shape])
        others = (at for at in goals.links.get(box.shape, ()) if at in index and goals.parent(at) != box.shape)
        links = {index[at] for at in others if at != choice.parent}
        nodes.append(
            TreeNode(
                LEVELS[0],
                box.lines,
                box.indicators,
                index[parent] if parent is not None else None,
                _certainty(choice, box.shape in goals.joined),
                label=box.caption,
                row_label=box.band or (label.text if label is not None else ""),
                printed_level=box.level or (label.level if label is not None else None),
                rival=rival if choice.margin < DOUBTFUL_MARGIN or rival in links else None,
                links=tuple(sorted(links)),
            )
        )
    return Tree(tuple(nodes), drawn=True)


def _certainty(choice: Choice, joined: bool) -> float:
    """Of a node's place in the tree, by the margin of its parent over the next best one."""
    most = BY_CONNECTOR if joined else BY_PLACE
    return LEAST_CERTAIN + (most - LEAST_CERTAIN) * min(max(choice.margin, 0.0) / SURE_MARGIN, 1.0)


def _preorder(goals: _Linked) -> tuple[list[TreeBox], dict[int, int]]:
    """The boxes, parents before their children, and the depth of each."""
    children: dict[int | None, list[TreeBox]] = {}
    for box in _by_columns(list(goals.boxes.values())):
        children.setdefault(goals.parent(box.shape), []).append(box)
    order: list[TreeBox] = []
    depths: dict[int, int] = {}
    stack = [(box, 0) for box in reversed(children.get(None, []))]
    while stack:
        box, depth = stack.pop()
        order.append(box)
        depths[box.shape] = depth
        stack.extend((child, depth + 1) for child in reversed(children.get(box.shape, [])))
    return order, depths


def _by_columns(boxes: Sequence[TreeBox]) -> list[TreeBox]:
    """From left to right, boxes whose left edges nearly meet as one column from the top down."""
    ordered = sorted(boxes, key=lambda b: b.box.x0)
    column, columns = 0, {}
    for left, box in pairwise([ordered[0], *ordered]) if ordered else ():
        column += box.box.x0 - left.box.x0 > SAME_WIDTH * box.box.width
        columns[box.shape] = column
    return sorted(ordered, key=lambda b: (columns[b.shape], b.box.top))


def _has_worded(nodes: Sequence[TreeNode]) -> bool:
    return any(is_worded_as_goal(node.text) for node in nodes)


def _grafted(tree: Tree, further: Tree) -> Tree | None:
    """The tree with a further one below the nodes that are the other's roots; None where it has none of them.

    Habit: a large tree is cut at a row or a branch, and each page repeats the boxes that it continues.
    """
    below: dict[int, int] = {}  # root of the further tree -> node of this one
    for at, root in enumerate(further.nodes):
        if root.parent is None:
            word = squash(root.text)
            same = (i for i, node in enumerate(tree.nodes) if fuzz.ratio(word, squash(node.text)) >= SAME_NODE)
            if (found := next(same, None)) is not None:
                below[at] = found
    if not below:
        return None
    nodes = list(tree.nodes)
    place: dict[int, int] = {}
    for at, node in enumerate(further.nodes):
        if at in below:
            place[at] = below[at]
            kept = nodes[place[at]]
            nodes[place[at]] = replace(kept, indicators=kept.indicators or node.indicators)
        else:
            place[at] = len(nodes)
            parent = place[node.parent] if node.parent is not None else None
            rival = place.get(node.rival) if node.rival is not None else None
            nodes.append(
                replace(node, parent=parent, rival=rival, links=tuple(place[i] for i in node.links if i in place))
            )
    whole = tree.whole or further.whole or (len(nodes) >= FEWEST_NODES and _has_worded(nodes))
    return replace(tree, nodes=tuple(nodes), whole=whole)
