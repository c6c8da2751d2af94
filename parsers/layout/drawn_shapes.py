"""A page's outlines, rulings and words -> boxes with text that are no cells of a table, and the connectors between
them: organisation charts, performance trees.

Boxes are the closed figures that a PDF draws at once, and rectangles that four rulings make alone (spreadsheets and
scans have no others). Connectors are all other rulings and diagonal lines (see connectors). PDF points, origin top
left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from parsers.layout.connectors import (
    MIN_BOXES,
    TOUCH,
    Ends,
    Segments,
    clipped,
    connected_labels,
    extend_to_targets,
    joined_boxes,
)
from parsers.layout.drawn_boxes import SAME_BOX, DrawnBox, boxes_of_outlines, free_segments
from parsers.layout.line_builder import LineBuilder, median_text_height
from parsers.raw_page import RawPage
from schemas.geometry import Box
from schemas.transcript import Connector, ConnectorEnd, Grid, Shape

MIN_SCAN_SEGMENT = 16.0  # points: shorter segments cannot be told from letters on a scan
LEAST_HEIGHT = 0.9  # of the text's: a lower box holds no line of text
MOST_OF_PAGE = 0.6  # of its area: a larger box is a frame around the page
MOST_SEGMENTS = 1_200  # on one page; a page with more is a table or a map
MOST_SHAPES = 1_500
MOST_TEXT = 900  # letters in one box; more is running text in a frame
MOST_PARTS = 3  # of one node of a tree: its name, its goal, its indicators
MOST_SWATCH = (60.0, 30.0)  # points: width and height of a coloured box in a legend
SWATCH_GAP = 1.2  # of its height: space between it and its first word, and between words
FEWEST_BLOCKS = 4  # boxes, or groups of touching ones, with space between them that are no table
COLOURED = 0.6  # part of the boxes in such a place that have a colour
FULL_ROW = 3  # cells with text side by side in a row of a table


def find_shapes(
    page: RawPage, builder: LineBuilder, grids: Sequence[Grid]
) -> tuple[tuple[Shape, ...], tuple[Connector, ...]]:
    """The boxes of a page that hold text, by top, then left edge, and what joins them. `grids`: the page's tables."""
    drawn = _of_usual_size(page, boxes_of_outlines(page.outlines, page.rulings))
    if len(drawn) < MIN_BOXES or len(drawn) > MOST_SHAPES:
        return (), ()
    _assign_words(page, drawn)
    boxes = [box for box in drawn if box.words and sum(len(word.text) for word in box.words) <= MOST_TEXT]
    boxes.sort(key=lambda box: (box.box.top, box.box.x0))
    if len(boxes) < MIN_BOXES:
        return (), ()
    empty = [box.box for box in drawn if not box.words]
    arrows = [e for e in empty if not any(e.holds(box.box.x_mid, box.box.y_mid) for box in boxes)]
    frames = [e for e in empty if sum(e.holds(b.box.x_mid, b.box.y_mid) for b in boxes) >= MIN_BOXES]
    connectors = _connected(page, boxes, arrows, frames)
    joined = [connector.shapes for connector in connectors]
    kept = _not_of_tables(boxes, joined, grids)
    new_index = {old: new for new, old in enumerate(kept)}
    shapes = tuple(Shape(boxes[i].box, builder.build_plain(boxes[i].words), boxes[i].fill) for i in kept)
    renumbered = [connector.renumbered(new_index) for connector in connectors]
    swatches = _swatches(page, builder, drawn) if shapes else ()
    return (*shapes, *swatches), tuple(connector for connector in renumbered if len(connector.shapes) >= MIN_BOXES)


def _swatches(page: RawPage, builder: LineBuilder, drawn: Sequence[DrawnBox]) -> Iterator[Shape]:
    """The entries of a legend: small coloured boxes without text, each with the words right of it."""
    for box in drawn:
        place = box.box
        if box.words or box.fill is None or place.height > MOST_SWATCH[1] or place.width > MOST_SWATCH[0]:
            continue
        line = sorted(
            (w for w in page.words if place.top <= w.box.y_mid <= place.bottom and w.box.x0 >= place.x1),
            key=lambda word: word.box.x0,
        )
        words, end = [], place.x1
        for word in line:
            if word.box.x0 - end > SWATCH_GAP * place.height:
                break
            words.append(word)
            end = word.box.x1
        if words:
            yield Shape(place, builder.build_plain(words), box.fill, "swatch")


def _of_usual_size(page: RawPage, drawn: Sequence[DrawnBox]) -> list[DrawnBox]:
    height = median_text_height(page.words)
    return [
        box
        for box in drawn
        if box.box.height >= LEAST_HEIGHT * height
        and box.box.width * box.box.height <= MOST_OF_PAGE * page.width * page.height
    ]


def _connected(
    page: RawPage, boxes: Sequence[DrawnBox], arrows: Sequence[Box], frames: Sequence[Box]
) -> list[Connector]:
    """The connectors that join boxes of different nodes; those to a frame reach all boxes in it."""
    diagonals = np.array([(d.x0, d.y0, d.x1, d.y1) for d in page.diagonals], dtype=np.float64).reshape(-1, 4)
    segments: Segments = np.concatenate([free_segments(page.rulings, boxes), diagonals])
    places = [box.box for box in boxes]
    segments = extend_to_targets(clipped(segments, places), page.arrow_heads, places)
    if len(segments) > MOST_SEGMENTS:
        return []
    side_gap = MIN_SCAN_SEGMENT if page.source == "ocr" else 0.0
    found = [
        Connector(_with_heads(ends, page.arrow_heads))
        for ends in joined_boxes(segments, arrows, places, side_gap=side_gap, frames=frames)
    ]
    return [connector for connector in found if _joins_nodes([places[i] for i in connector.shapes])]


def _with_heads(ends: Ends, heads: Sequence[Box]) -> Ends:
    """The ends, with those that an arrow head is at marked."""
    return tuple(replace(end, head=any(_is_at(head, end) for head in heads)) for end in ends)


def _is_at(head: Box, end: ConnectorEnd) -> bool:
    if end.x is None or end.y is None:
        return False
    return Box(head.x0 - TOUCH, head.top - TOUCH, head.x1 + TOUCH, head.bottom + TOUCH).holds(end.x, end.y)


def _joins_nodes(boxes: Sequence[Box]) -> bool:
    """False where the boxes share sides, as cells of a table do: what joins them are the table's rulings. A connector
    of a tree may end where the parts of one node meet, but leads to another one."""
    group = list(range(len(boxes)))
    for i, a in enumerate(boxes):
        for j, b in enumerate(boxes[:i]):
            if max(a.x0 - b.x1, b.x0 - a.x1, a.top - b.bottom, b.top - a.bottom) <= SAME_BOX:
                group = [group[i] if g == group[j] else g for g in group]
    sizes = [group.count(g) for g in set(group)]
    return len(sizes) > 1 and max(sizes) <= MOST_PARTS


def _not_of_tables(boxes: Sequence[DrawnBox], joined: Sequence[tuple[int, ...]], grids: Sequence[Grid]) -> list[int]:
    """Indices of the boxes that are no cells of a table."""
    in_connectors = {index for indices in joined for index in indices}
    tables = [
        grid
        for grid in grids
        if _is_table(grid)
        and (_is_full(grid) or not any(_is_inside(boxes[i].box, grid) for i in in_connectors))
        and not _is_of_blocks([box for box in boxes if _is_inside(box.box, grid)])
    ]
    return [i for i, box in enumerate(boxes) if not any(_is_inside(box.box, table) for table in tables)]


def _is_of_blocks(boxes: Sequence[DrawnBox]) -> bool:
    """True for coloured boxes that touch beside or below each other only within a row, or a node, of a drawn tree.

    Habit: trees that are typed into a spreadsheet, their boxes merged cells and the space between them empty ones.
    """
    coloured = [box.box for box in boxes if box.fill is not None]
    if len(coloured) < FEWEST_BLOCKS or len(coloured) < COLOURED * len(boxes):
        return False
    at = np.array([(b.x0, b.top, b.x1, b.bottom) for b in coloured])
    apart = np.maximum(at[:, None, :2] - at[None, :, 2:], at[None, :, :2] - at[:, None, 2:]).max(axis=2)
    first, second = np.nonzero(apart <= SAME_BOX)
    group = connected_labels(len(coloured), first, second)
    members = [[coloured[i] for i in np.nonzero(group == label)[0].tolist()] for label in np.unique(group).tolist()]
    rows = {round(min(box.top for box in block) / SAME_BOX) for block in members}
    return len(rows) > 1 and len(members) >= FEWEST_BLOCKS and all(_is_row_or_node(block) for block in members)


def _is_row_or_node(block: Sequence[Box]) -> bool:
    """True for boxes of one row, each of few parts below each other."""
    top, bottom = min(box.top for box in block), max(box.bottom for box in block)
    columns: dict[int, int] = {}
    for box in block:
        column = round(box.x0 / SAME_BOX)
        columns[column] = columns.get(column, 0) + 1
    full = [box for box in block if box.top - top <= SAME_BOX and bottom - box.bottom <= SAME_BOX]
    return max(columns.values()) <= MOST_PARTS and (len(columns) == 1 or bool(full) or max(columns.values()) == 1)


def _is_table(grid: Grid) -> bool:
    """True for ruled cells beside and below each other; boxes that touch below each other are none."""
    filled = [cell for cell in grid.cells if cell.lines]
    beside = any(a is not b and a.row == b.row for a, b in pairwise(filled))
    return grid.ruled and beside and len({cell.row for cell in filled}) > 1


def _is_full(grid: Grid) -> bool:
    """True where two rows, one right below the other, have text in several cells side by side: no boxes of a tree."""
    full = [_longest_filled_run(grid, row) >= FULL_ROW for row in range(grid.rows)]
    return any(upper and lower for upper, lower in pairwise(full))


def _longest_filled_run(grid: Grid, row: int) -> int:
    """How many cells with text are side by side in a row of the grid, at most; 1 for none."""
    filled = sorted((c.col, c.col + c.col_span) for c in grid.cells if c.lines and c.row <= row < c.row + c.row_span)
    run = longest = 1
    for (_, end), (start, _) in pairwise(filled):
        run = run + 1 if start == end else 1
        longest = max(longest, run)
    return longest


def _is_inside(box: Box, grid: Grid) -> bool:
    return grid.box is not None and grid.box.holds(box.x_mid, box.y_mid)


def _assign_words(page: RawPage, drawn: Sequence[DrawnBox]) -> None:
    """Gives each word to the smallest box around its middle."""
    if not page.words:
        return
    smallest = sorted(drawn, key=lambda drawn_box: drawn_box.box.width * drawn_box.box.height)
    x = np.array([word.box.x_mid for word in page.words])
    y = np.array([word.box.y_mid for word in page.words])
    free = np.ones(len(page.words), dtype=bool)
    for drawn_box in smallest:
        box = drawn_box.box
        inside = np.nonzero(free & (x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom))[0]
        free[inside] = False
        drawn_box.words.extend(page.words[i] for i in inside.tolist())
