"""Trees that are drawn as boxes: parents by the lines between them, else by where the boxes stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractor.interpret.cascade.box_merging import name_levels, put_together, shared_width
from extractor.interpret.cascade.levels import LEVELS, is_tree_title, label_rank, split_indicators, split_node
from extractor.interpret.cascade.orientation import BELOW, beside_rows, goes_across, turned
from extractor.interpret.cascade.tree_boxes import (
    Band,
    TreeBox,
    is_titled,
    says_a_goal,
    sorted_out,
    with_table_boxes,
)
from extractor.interpret.cascade.tree_selection import Tree, TreeNode
from extractor.interpret.text_matching import squash
from schemas.document import Tingkat
from schemas.geometry import Box
from schemas.transcript import Connector, Grid, Line, Page

FEWEST_NODES = 4
GOALS_TITLED = 0.15  # share of the boxes that are worded as goals, below a heading that announces a tree
GOALS_UNTITLED = 0.5  # the same without a heading: charts of offices are drawn in the same way
SAME_SIDE = 4.0  # points between the sides of boxes that stand in one column
SAME_ROW = 0.5  # of the lower box's height that boxes of one row share
STACK = 3  # boxes of one column and look below each other from which the first is the parent of the others
BY_LINE = 0.97  # certainty of a node whose parent a line shows
ALIKE = 0.2  # part of its width by which a box may differ from its parent's and still be set in below it
SET_IN = 0.4  # part of its width by which it is set in at most
BY_PLACE = 0.9  # the same where only its place tells it
SAME_NODE = 92.0  # percent; a box that is repeated at the head of a further page


def drawn_trees(pages: Sequence[Page]) -> list[Tree]:
    """The trees that are drawn on the pages; one that goes on from page to page is one tree."""
    trees: list[Tree] = []
    for page in pages:
        tree = _drawn_tree(page)
        if tree is not None and not any(_grafted(earlier, tree) for earlier in trees):
            trees.append(tree)
    return trees


def without_drawn(pages: Sequence[Page], trees: Sequence[Tree]) -> tuple[Page, ...]:
    """The pages, without what stands in the boxes of drawn trees: their lists of indicators are no tables."""
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
    titled = is_titled(page)
    if titled:
        page = with_table_boxes(page)
    if len(page.shapes) < FEWEST_NODES:
        return None
    boxes, bands = sorted_out(page)
    connectors = page.connectors
    if len(boxes) < FEWEST_NODES or not (titled or connectors):
        return None
    bands = name_levels(boxes, bands)
    across = goes_across(boxes, bands, connectors)
    bands = beside_rows(bands, across)
    for box in boxes:
        _by_band(box, bands, across)
    kept, place = put_together(boxes, {i for connector in connectors for i in connector.shapes})
    if across:
        kept = [_replaced(box, turned(box.box)) for box in kept]
    _join(connectors, place)
    if not titled:
        kept = _in_trees(kept)
    _by_place(kept)
    _like_the_row(kept)
    goals = [box for box in _dissolved(kept) if box.kind == "goal"]
    goals = _of_goals(goals)
    worded = sum(says_a_goal(box.text) for box in goals)
    if len(goals) < FEWEST_NODES or worded < (GOALS_TITLED if titled else GOALS_UNTITLED) * len(goals):
        return None
    if not any(box.parent is not None for box in goals):
        return None
    return _tree(goals)


def _of_goals(boxes: Sequence[TreeBox]) -> list[TreeBox]:
    """Without boxes that hang together with none that is worded as a goal: legends, logos, remarks."""
    roots: dict[int, TreeBox] = {}
    for box in boxes:
        root = box
        while root.parent is not None:
            root = root.parent
        roots[id(box)] = root
    worded = {id(roots[id(box)]) for box in boxes if says_a_goal(box.text)}
    return [box for box in boxes if id(roots[id(box)]) in worded]


def _replaced(box: TreeBox, place: Box) -> TreeBox:
    box.box = place
    return box


def _by_band(box: TreeBox, bands: Sequence[Band], across: bool) -> None:
    """What a label beside a box (above it in a tree that goes across) says of it, where it does not say it itself."""
    if box.level is not None:
        return
    if across:
        box_at, at = turned(box.box), [(turned(band.box), band) for band in bands]
    else:
        box_at, at = box.box, [(band.box, band) for band in bands]
    beside = [pair for pair in at if pair[0].x1 <= box_at.x0]
    level = [pair for pair in beside if pair[0].top <= box_at.y_mid <= pair[0].bottom]
    if not level:  # a label of one line beside a tall box, or at the head of the last row
        beside = [pair for pair in beside if pair[1].level is not None]
        level = [pair for pair in beside if box_at.top <= pair[0].y_mid <= box_at.bottom]
        if not level and len(beside) > 1 and all(place.bottom <= box_at.top for place, _ in beside):
            level = [max(beside, key=lambda pair: pair[0].bottom)]
    if not level:
        return
    _, band = max(level, key=lambda pair: pair[0].x1)
    box.level = band.level
    if band.kind != "goal":
        box.kind = band.kind


def _join(connectors: Iterable[Connector], place: dict[int, TreeBox]) -> None:
    """Parents by lines. Of the boxes at a line, or at a net of lines, those above are parents of those below."""
    for connector in connectors:
        ends = {id(box): box for i in connector.shapes if (box := place.get(i)) is not None}
        if len(ends) < 2:
            continue
        start = place.get(connector.start) if connector.start is not None else None
        boxes = list(ends.values())
        parents = [start] if start is not None else [b for b in boxes if not any(_above(o, b) for o in boxes)]
        for child in boxes:
            above = [p for p in parents if p is not child and (start is not None or _above(p, child))]
            if above and child.parent is None and not any(_descends(p, child) for p in above):
                child.parent = min(above, key=lambda p: _sideways(p.box, child.box))
                child.lined = True


def _above(upper: TreeBox, lower: TreeBox) -> bool:
    return upper is not lower and upper.box.bottom <= lower.box.top + BELOW and upper.box.top < lower.box.top


def _sideways(a: Box, b: Box) -> tuple[float, float]:
    """How far two boxes stand apart from side to side, and their middles."""
    return max(b.x0 - a.x1, a.x0 - b.x1, 0.0), abs(a.x_mid - b.x_mid)


def _descends(box: TreeBox, ancestor: TreeBox) -> bool:
    here: TreeBox | None = box
    while here is not None and here is not ancestor:
        here = here.parent
    return here is ancestor


def _in_trees(boxes: Sequence[TreeBox]) -> list[TreeBox]:
    """Boxes that a line makes a parent or a child."""
    parents = {id(box.parent) for box in boxes if box.parent is not None}
    return [box for box in boxes if box.parent is not None or id(box) in parents]


def _by_place(boxes: Sequence[TreeBox]) -> None:
    """A parent for each box that no line gives one, from the top down; those of the uppermost row stay roots."""
    ordered = sorted(boxes, key=lambda b: (b.box.top, b.box.x0))
    colours = len({box.fill for box in ordered}) > 1
    for box in ordered:
        if box.parent is not None:
            continue
        above = [other for other in ordered if _above(other, box) and not _descends(other, box)]
        above = [other for other in above if _ranks_above(other, box)]
        over = [other for other in above if shared_width(other.box, box.box) > 0.5]
        if over:
            nearest = max(over, key=lambda o: (o.box.bottom, -abs(o.box.x_mid - box.box.x_mid)))
            box.parent = _head_of_stack(nearest, box, ordered, colours)
        elif above and not _has_line(box, boxes):
            row = max(other.box.bottom for other in above)
            last = [other for other in above if row - other.box.bottom <= other.box.height]
            box.parent = min(last, key=lambda o: _sideways(o.box, box.box))


def _ranks_above(upper: TreeBox, lower: TreeBox) -> bool:
    """False where labels or levels say that the upper box can't be a parent of the lower one."""
    if upper.label and lower.label and "goal" in (upper.kind, lower.kind):
        return upper.kind != lower.kind or label_rank(upper.label) < label_rank(lower.label)
    if upper.level is None or lower.level is None or upper.label != lower.label:
        return True
    return LEVELS.index(upper.level) < LEVELS.index(lower.level)


def _like_the_row(boxes: Sequence[TreeBox]) -> None:
    """A box below a gap of its parents' row belongs to that row all the same: the nearest box there is its parent."""
    depths = {id(box): _depth(box) for box in boxes}
    for box in boxes:
        mates = [b for b in boxes if b.fill == box.fill and abs(b.box.top - box.box.top) <= SAME_SIDE and b.parent]
        usual = Counter(depths[id(mate)] for mate in mates).most_common(1)
        if box.lined or not usual or depths[id(box)] >= usual[0][0]:
            continue
        row = [b for b in boxes if depths[id(b)] == usual[0][0] - 1 and _above(b, box) and not _descends(b, box)]
        if row:
            box.parent = min(row, key=lambda b: _sideways(b.box, box.box))


def _depth(box: TreeBox) -> int:
    depth = 0
    while box.parent is not None:
        box, depth = box.parent, depth + 1
    return depth


def _has_line(box: TreeBox, boxes: Sequence[TreeBox]) -> bool:
    """True for a box that has children by lines: without a line from above it is a root."""
    return any(other.parent is box for other in boxes)


def _head_of_stack(upper: TreeBox, box: TreeBox, boxes: Sequence[TreeBox], colours: bool) -> TreeBox | None:
    """The parent of a box right below `upper`: `upper`, or where both are items of one stack its parent."""
    if not _one_column(upper, box) or upper.kind != box.kind or (upper.level, upper.label) != (box.level, box.label):
        return upper
    if colours:
        return upper.parent if upper.fill == box.fill and upper.parent is not None else upper
    column = [other for other in boxes if _one_column(other, box) and other.level == box.level]
    head = column[0]
    if head.parent is not None and _hangs_from(head.parent.box, head.box):
        return upper.parent or upper
    if len(column) < STACK or head is upper:
        return upper
    return upper.parent or upper


def _hangs_from(parent: Box, child: Box) -> bool:
    """True where a child is as wide as its parent and set in a little: the items of a list hang so."""
    return abs(parent.width - child.width) <= ALIKE * child.width and (
        SAME_SIDE < child.x0 - parent.x0 <= SET_IN * child.width
    )


def _one_column(a: TreeBox, b: TreeBox) -> bool:
    return abs(a.box.x0 - b.box.x0) <= SAME_SIDE and abs(a.box.x1 - b.box.x1) <= SAME_SIDE


def _dissolved(boxes: Sequence[TreeBox]) -> list[TreeBox]:
    """Boxes of indicators become part of their parents, and so do, without a trace, numbers and names in boxes."""
    for box in boxes:
        goal, own = split_node(box.lines) if box.kind == "goal" else ((), split_indicators(box.lines))
        if box.kind == "goal" and goal:
            box.lines = list(goal)
            box.indicators = [*own, *box.indicators]
        elif box.kind != "other":
            box.kind = "indicators"
            box.indicators = [*own, *box.indicators]
    for box in boxes:
        while box.parent is not None and box.parent.kind != "goal":
            box.parent = box.parent.parent
    for box in boxes:
        if box.kind == "indicators" and box.parent is not None:
            box.parent.indicators.extend(box.indicators)
    return list(boxes)


def _tree(goals: Sequence[TreeBox]) -> Tree:
    children: dict[int, list[TreeBox]] = {}
    for box in goals:
        children.setdefault(id(box.parent), []).append(box)
    for siblings in children.values():
        siblings.sort(key=lambda b: (b.box.x0, b.box.top))
    order: list[tuple[TreeBox, int | None, int]] = []
    stack: list[tuple[TreeBox, int | None, int]] = [(box, None, 0) for box in reversed(children.get(id(None), []))]
    while stack:
        box, parent, depth = stack.pop()
        order.append((box, parent, depth))
        at = len(order) - 1
        stack.extend((child, at, depth + 1) for child in reversed(children.get(id(box), [])))
    levels = _levels(order)
    return Tree(
        [
            TreeNode(level, box.lines, box.indicators, parent, BY_LINE if box.lined else BY_PLACE)
            for (box, parent, _), level in zip(order, levels, strict=True)
        ],
        drawn=True,
    )


def _levels(order: Sequence[tuple[TreeBox, int | None, int]]) -> list[Tingkat]:
    """The level of each node: as it is labelled, as others of its row are, else by its depth in the tree."""
    by_depth: dict[int, Counter[Tingkat]] = {}
    for box, _, depth in order:
        if box.level is not None:
            by_depth.setdefault(depth, Counter())[box.level] += 1
    deepest = max(depth for _, _, depth in order)
    result: list[Tingkat] = []
    for box, _, depth in order:
        if box.level is not None:
            result.append(box.level)
        elif depth in by_depth:
            result.append(by_depth[depth].most_common(1)[0][0])
        else:
            result.append(_level_at(depth, deepest))
    return result


def _level_at(depth: int, deepest: int) -> Tingkat:
    """From the top down in the order of the levels; the last row of a tree with three rows or more is output."""
    if depth == deepest and deepest >= 2:
        return LEVELS[-1]
    return LEVELS[min(depth, len(LEVELS) - 1)]


def _grafted(tree: Tree, further: Tree) -> bool:
    """Hangs a tree whose root is a node of another one there; False where it is none."""
    roots = [node for node in further.nodes if node.parent is None]
    if len(roots) != 1:
        return False
    word = squash(roots[0].text)
    for at, node in enumerate(tree.nodes):
        if fuzz.ratio(word, squash(node.text)) >= SAME_NODE and not any(n.parent == at for n in tree.nodes):
            base = len(tree.nodes) - 1
            for child in further.nodes[1:]:
                parent = at if child.parent == 0 else base + (child.parent or 0)
                tree.nodes.append(TreeNode(child.level, child.goal, child.indicators, parent, child.certainty))
            node.indicators = node.indicators or roots[0].indicators
            return True
    return False
