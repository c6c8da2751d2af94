"""Drawn boxes with text that are no cells of a table, and the lines that join them: organisation charts, trees.

Boxes are the closed figures that a PDF draws at once, and rectangles that four rulings make alone (spreadsheets
and scans have no others). Lines between them are all other rulings and slanting strokes: where one ends at another
they are one net, and a net joins the boxes at which its lines end, or nearly do, for an arrow head fills the gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from parsers.layout.connectors import FEW, Segments, extend_to_targets, joined_boxes
from parsers.layout.line_builder import LineBuilder, median_text_height
from parsers.raw_page import Outline, RawPage, Ruling
from schemas.geometry import Box
from schemas.transcript import Connector, Grid, Shape, Word

# Points, unless said otherwise.
SAME_BOX = 3.0  # outlines whose sides are nearer than this are one, filled and then stroked
CORNER = 3.0  # the lines of a rectangle end this near to each other
LEAST_HEIGHT = 0.9  # of the text's: a lower box holds no line of text
LOST = 16.0  # shorter strokes are not known from letters on a scan
MOST_OF_PAGE = 0.6  # of its area: a larger box is a frame around the page
MOST_LINES = 1_200  # rulings on one page; a page with more is a table or a map
MOST_SHAPES = 1_500
MOST_TEXT = 900  # letters in one box; more is running text in a frame
STUB = 5.0  # a shorter end of a ruling that stands out beside a box is a slip
MOST_PARTS = 3  # of one node of a tree: its name, its goal, its indicators
FULL_ROW = 3  # cells with text side by side in a row of a table
SIDE_SHARE = 0.6  # of a box's side: a line that runs along it so far is that side, or a table's ruling


@dataclass(slots=True)
class _DrawnBox:
    box: Box
    fill: str | None
    words: list[Word] = field(default_factory=list)


def find_shapes(
    ink: RawPage, builder: LineBuilder, grids: Sequence[Grid]
) -> tuple[tuple[Shape, ...], tuple[Connector, ...]]:
    """The boxes of a page that hold text, top to bottom, and what joins them. `grids`: the page's tables."""
    height = median_text_height(ink.words)
    lines = ink.rulings
    figures = _distinct([part for outline in (*ink.outlines, *_rectangles(lines)) for part in _parts(outline, lines)])
    figures = [
        figure
        for figure in figures
        if figure.box.height >= LEAST_HEIGHT * height
        and figure.box.width * figure.box.height <= MOST_OF_PAGE * ink.width * ink.height
    ]
    if len(figures) < FEW or len(figures) > MOST_SHAPES:
        return (), ()
    _share_out(ink.words, figures)
    empty = [f.box for f in figures if not f.words]
    figures = [f for f in figures if f.words and sum(len(w.text) for w in f.words) <= MOST_TEXT]
    figures.sort(key=lambda figure: (figure.box.top, figure.box.x0))
    if len(figures) < FEW:
        return (), ()
    arrows = [e for e in empty if not any(e.holds(f.box.x_mid, f.box.y_mid) for f in figures)]
    slants = np.array([(s.x0, s.y0, s.x1, s.y1) for s in ink.slants], dtype=np.float64).reshape(-1, 4)
    segments = np.concatenate([_free(lines, figures), slants])
    lost = LOST if ink.source == "ocr" else 0.0
    places = [figure.box for figure in figures]
    segments = extend_to_targets(segments, ink.heads, places)
    nets = list(joined_boxes(segments, arrows, places, lost=lost)) if len(segments) <= MOST_LINES else []
    nets = [net for net in nets if _is_apart([figures[i].box for i in net])]
    joined = {index for net in nets for index in net}
    tables = [
        grid
        for grid in grids
        if _is_table(grid) and (_is_full(grid) or not any(_inside(figures[i].box, grid) for i in joined))
    ]
    kept = [i for i, figure in enumerate(figures) if not any(_inside(figure.box, table) for table in tables)]
    place = {old: new for new, old in enumerate(kept)}
    shapes = tuple(Shape(figures[i].box, builder.plain(figures[i].words), figures[i].fill) for i in kept)
    standing = [tuple(place[i] for i in net if i in place) for net in nets]
    return shapes, tuple(Connector(net) for net in standing if len(net) > 1)


def _is_apart(boxes: Sequence[Box]) -> bool:
    """False where the boxes share sides, as cells of a table do: what joins them are the table's rulings. A line of a
    tree may end where the parts of one node meet, but leads to another one."""
    group = list(range(len(boxes)))
    for i, a in enumerate(boxes):
        for j, b in enumerate(boxes[:i]):
            if max(a.x0 - b.x1, b.x0 - a.x1, a.top - b.bottom, b.top - a.bottom) <= SAME_BOX:
                group = [group[i] if g == group[j] else g for g in group]
    sizes = [group.count(g) for g in set(group)]
    return len(sizes) > 1 and max(sizes) <= MOST_PARTS


def _is_table(grid: Grid) -> bool:
    """True for ruled cells beside and below each other; boxes that touch below each other are none."""
    filled = [cell for cell in grid.cells if cell.lines]
    beside = any(a is not b and a.row == b.row for a, b in pairwise(filled))
    return grid.ruled and beside and len({cell.row for cell in filled}) > 1


def _is_full(grid: Grid) -> bool:
    """True where two rows, one right below the other, have text in several cells side by side: no boxes of a tree."""
    full = []
    for row in range(grid.rows):
        filled = sorted(
            (c.col, c.col + c.col_span) for c in grid.cells if c.lines and c.row <= row < c.row + c.row_span
        )
        run = longest = 1
        for (_, end), (start, _) in pairwise(filled):
            run = run + 1 if start == end else 1
            longest = max(longest, run)
        full.append(longest >= FULL_ROW)
    return any(upper and lower for upper, lower in pairwise(full))


def _inside(box: Box, grid: Grid) -> bool:
    return grid.box is not None and grid.box.holds(box.x_mid, box.y_mid)


def _rectangles(lines: Sequence[Ruling]) -> Iterator[Outline]:
    """Rectangles whose sides end in their corners; lines from side to side cut them into boxes below each other."""
    if len(lines) > MOST_LINES:
        return
    level = sorted((r.box for r in lines if r.horizontal), key=lambda b: b.y_mid)
    upright = sorted((r.box for r in lines if not r.horizontal), key=lambda b: b.x_mid)
    for i, left in enumerate(upright):
        from_left = [h for h in level if abs(h.x0 - left.x_mid) <= CORNER and _along(h, left)]
        if len(from_left) < 2:
            continue
        for right in upright[i + 1 :]:
            if abs(right.top - left.top) > CORNER or abs(right.bottom - left.bottom) > CORNER:
                continue
            cuts = [h.y_mid for h in from_left if abs(h.x1 - right.x_mid) <= CORNER]
            if len(cuts) > 1 and abs(cuts[0] - left.top) <= CORNER and abs(cuts[-1] - left.bottom) <= CORNER:
                for top, bottom in pairwise(cuts):
                    yield Outline(Box(left.x_mid, top, right.x_mid, bottom))
            break


def _parts(outline: Outline, lines: Sequence[Ruling]) -> list[Outline]:
    """A figure cut along the lines that run through it from side to side: the goal and the indicators of one box."""
    box = outline.box
    down = _cuts(
        [(r.box.y_mid, r.box.x0, r.box.x1) for r in lines if r.horizontal], box.x0, box.x1, box.top, box.bottom
    )
    across = _cuts(
        [(r.box.x_mid, r.box.top, r.box.bottom) for r in lines if not r.horizontal],
        box.top,
        box.bottom,
        box.x0,
        box.x1,
    )
    if not 0 < len(down) + len(across) <= MOST_PARTS:
        return [outline]
    ys, xs = [box.top, *down, box.bottom], [box.x0, *across, box.x1]
    return [replace(outline, box=Box(x0, top, x1, bottom)) for top, bottom in pairwise(ys) for x0, x1 in pairwise(xs)]


def _cuts(
    lines: Sequence[tuple[float, float, float]], start: float, end: float, low: float, high: float
) -> list[float]:
    """Where lines (place, start, end) run from `start` to `end` and no farther, inside of `low` and `high`."""
    return sorted(
        at
        for at, a, b in lines
        if abs(a - start) <= CORNER and abs(b - end) <= CORNER and low + CORNER < at < high - CORNER
    )


def _along(level: Box, upright: Box) -> bool:
    return upright.top - CORNER <= level.y_mid <= upright.bottom + CORNER


def _distinct(outlines: Sequence[Outline]) -> list[_DrawnBox]:
    """Each box once, with the colour that was drawn last."""
    figures: list[_DrawnBox] = []
    by_place: dict[tuple[int, int], list[_DrawnBox]] = {}
    for outline in outlines:
        box = outline.box
        cell = (int(box.x0 // SAME_BOX), int(box.top // SAME_BOX))
        near = [
            figure
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for figure in by_place.get((cell[0] + dx, cell[1] + dy), ())
            if _apart(figure.box, box) <= SAME_BOX
        ]
        if near:
            near[0].fill = outline.fill or near[0].fill
        else:
            figure = _DrawnBox(box, outline.fill)
            figures.append(figure)
            by_place.setdefault(cell, []).append(figure)
    return figures


def _apart(a: Box, b: Box) -> float:
    return max(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.top - b.top), abs(a.bottom - b.bottom))


def _share_out(words: Sequence[Word], figures: Sequence[_DrawnBox]) -> None:
    """Each word to the smallest box around its middle."""
    if not words:
        return
    smallest = sorted(figures, key=lambda figure: figure.box.width * figure.box.height)
    x = np.array([word.box.x_mid for word in words])
    y = np.array([word.box.y_mid for word in words])
    free = np.ones(len(words), dtype=bool)
    for figure in smallest:
        box = figure.box
        inside = np.nonzero(free & (x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom))[0]
        free[inside] = False
        figure.words.extend(words[i] for i in inside.tolist())


def _free(lines: Sequence[Ruling], figures: Sequence[_DrawnBox]) -> Segments:
    """Rulings, or what of them runs along no side of a box, as start and end points."""
    found = np.array(
        [
            (r.box.x0, r.box.y_mid, r.box.x1, r.box.y_mid)
            if r.horizontal
            else (r.box.x_mid, r.box.top, r.box.x_mid, r.box.bottom)
            for r in lines
        ],
        dtype=np.float64,
    ).reshape(-1, 4)
    if not len(found):
        return found
    covered: dict[int, list[tuple[float, float]]] = {}  # by line: what of it runs along sides
    level = found[:, 1] == found[:, 3]
    for figure in figures:
        b = figure.box
        for at, start, end, low, high, mine in (
            (found[:, 1], found[:, 0], found[:, 2], b.x0, b.x1, level),
            (found[:, 0], found[:, 1], found[:, 3], b.top, b.bottom, ~level),
        ):
            edges = (b.top, b.bottom) if mine is level else (b.x0, b.x1)
            along = mine & (np.minimum(np.abs(at - edges[0]), np.abs(at - edges[1])) <= SAME_BOX)
            shared = np.minimum(end, high) - np.maximum(start, low)
            inside = (start >= low - SAME_BOX) & (end <= high + SAME_BOX)
            for i in np.nonzero(along & (inside | (shared >= SIDE_SHARE * (high - low))))[0].tolist():
                covered.setdefault(i, []).append((low, high))
    whole = [line for i, line in enumerate(found.tolist()) if i not in covered]
    stubs = [stub for i, sides in covered.items() for stub in _stubs(found[i].tolist(), sides, whole)]
    return np.array([*whole, *stubs], dtype=np.float64).reshape(-1, 4)


def _stubs(line: list[float], sides: list[tuple[float, float]], others: Sequence[list[float]]) -> Iterator[list[float]]:
    """What of a line leads to the sides that it runs along: its ends beyond them, and what lies between two sides
    where another line meets it."""
    along = 0 if line[1] == line[3] else 1
    at = line[1 - along]
    reach = line[along]
    for low, high in [*sorted(sides), (line[2 + along], line[2 + along])]:
        first, last = reach == line[along], low == line[2 + along]
        if low - reach > STUB and (first or last or any(_ends_on(o, along, at, reach, low) for o in others)):
            yield [reach, at, low, at] if along == 0 else [at, reach, at, low]
        reach = max(reach, high)


def _ends_on(line: list[float], along: int, at: float, low: float, high: float) -> bool:
    """True where a line meets, or crosses, the stretch from `low` to `high` at `at`."""
    place, start, end = line[along], line[1 - along], line[3 - along]
    return line[along] == line[2 + along] and low < place < high and start - SAME_BOX <= at <= end + SAME_BOX
