"""Outlines and rulings -> distinct drawn boxes (figures drawn at once, or rectangles of four rulings), and the segments
of rulings that are no sides of them. PDF points, origin top left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from parsers.layout.connectors import Floats, Segments
from parsers.raw_page import Outline, Ruling
from schemas.geometry import Box
from schemas.transcript import Word

# Points, unless said otherwise.
SAME_BOX = 3.0  # outlines whose sides are nearer than this are one, filled and then stroked
CORNER = 3.0  # the rulings of a rectangle end this near to each other
SHADOWED = 0.7  # part of a box that its shadow shares with it
SHADOWS_BEFORE = 4  # boxes that may be drawn before the one that covers the first of them: shadows of one node's parts
SEAM = 1.0  # areas of one column whose sides are nearer than this continue each other
STRIPE = 6.0  # a filled row lower than this is no outline: so much may be missing between areas
STUB = 5.0  # a shorter end of a ruling that extends beyond a box is a slip
MOST_RULINGS = 1_200  # on one page; a page with more is a table or a map
MOST_BESIDE = 30  # cuts of one area into boxes beside each other
MOST_CUTS = 3  # of one box into parts: its name, its goal, its indicators
SIDE_SHARE = 0.6  # of a box's side: a ruling that runs along it so far is that side, or a table's ruling

Interval = tuple[float, float]
Line = tuple[float, float, float]
"""Position of a ruling, and where it starts and ends; points."""


@dataclass(slots=True)
class DrawnBox:
    """A box on the page; its words are added when they are assigned."""

    box: Box
    fill: str | None  # "rrggbb"; None where it is white or not filled
    words: list[Word] = field(default_factory=list)


def boxes_of_outlines(outlines: Sequence[Outline], rulings: Sequence[Ruling]) -> list[DrawnBox]:
    """Each box once, with the colour that was drawn last; boxes cut by rulings from side to side as their parts."""
    horizontal = [(r.box.y_mid, r.box.x0, r.box.x1) for r in rulings if r.horizontal]
    vertical = [(r.box.x_mid, r.box.top, r.box.bottom) for r in rulings if not r.horizontal]
    whole = _filled_rectangles(_joined_areas(outlines, horizontal), list(_rectangles(rulings)))
    return _distinct(part for outline in whole for part in _parts(outline, horizontal, vertical))


def _joined_areas(outlines: Sequence[Outline], horizontal: Sequence[Line]) -> list[Outline]:
    """The outlines, those of one colour and column that continue each other without a ruling between them as one.

    Habit: spreadsheet programs fill merged cells row by row.
    """
    order = sorted(
        range(len(outlines)), key=lambda i: (outlines[i].fill or "", outlines[i].box.x0, outlines[i].box.top)
    )
    joined: dict[int, Outline] = {}
    last = -1
    for i in order:
        here, above = outlines[i], joined.get(last)
        if above is not None and _continues(above, here) and not _is_ruled_off(here.box, horizontal):
            joined[last] = replace(above, box=Box(above.box.x0, above.box.top, above.box.x1, here.box.bottom))
        else:
            joined[i] = here
            last = i
    return [joined[i] for i in sorted(joined)]


def _filled_rectangles(areas: Sequence[Outline], rectangles: Sequence[Outline]) -> list[Outline]:
    """Both, without areas of one colour that together fill a rectangle from side to side: it has their colour."""
    kept: dict[int, Outline] = dict(enumerate(areas))  # in drawing order
    alone = []
    for rectangle in rectangles:
        box = rectangle.box
        inside = [
            i
            for i, area in kept.items()
            if abs(area.box.x0 - box.x0) <= CORNER
            and abs(area.box.x1 - box.x1) <= CORNER
            and box.top - CORNER <= area.box.top
            and area.box.bottom <= box.bottom + CORNER
        ]
        fills = {kept[i].fill for i in inside}
        if len(fills) != 1 or None in fills:
            alone.append(rectangle)
            continue
        kept[inside[0]] = replace(rectangle, fill=kept[inside[0]].fill)
        for i in inside[1:]:
            del kept[i]
    return [*kept.values(), *alone]


def _continues(above: Outline, below: Outline) -> bool:
    a, b = above.box, below.box
    same = above.fill is not None and above.fill == below.fill
    return same and max(abs(a.x0 - b.x0), abs(a.x1 - b.x1)) <= SEAM and -SEAM <= b.top - a.bottom <= STRIPE


def _is_ruled_off(box: Box, horizontal: Sequence[Line]) -> bool:
    """True where a ruling runs along the upper side of a box."""
    return any(
        abs(at - box.top) <= CORNER and min(end, box.x1) - max(start, box.x0) >= SIDE_SHARE * box.width
        for at, start, end in horizontal
    )


def _rectangles(rulings: Sequence[Ruling]) -> Iterator[Outline]:
    """Rectangles whose sides end in their corners; rulings from side to side cut them into boxes below each other."""
    if len(rulings) > MOST_RULINGS:
        return
    horizontal = sorted((r.box for r in rulings if r.horizontal), key=lambda b: b.y_mid)
    vertical = sorted((r.box for r in rulings if not r.horizontal), key=lambda b: b.x_mid)
    for i, left in enumerate(vertical):
        from_left = [h for h in horizontal if abs(h.x0 - left.x_mid) <= CORNER and _is_beside(h, left)]
        if len(from_left) < 2:
            continue
        right = next((v for v in vertical[i + 1 :] if _same_extent(v, left)), None)
        if right is None:
            continue
        cuts = [h.y_mid for h in from_left if abs(h.x1 - right.x_mid) <= CORNER]
        if len(cuts) > 1 and abs(cuts[0] - left.top) <= CORNER and abs(cuts[-1] - left.bottom) <= CORNER:
            yield from (Outline(Box(left.x_mid, top, right.x_mid, bottom)) for top, bottom in pairwise(cuts))


def _is_beside(horizontal: Box, vertical: Box) -> bool:
    """True where a horizontal ruling is at the height of a vertical one."""
    return vertical.top - CORNER <= horizontal.y_mid <= vertical.bottom + CORNER


def _same_extent(a: Box, b: Box) -> bool:
    """True for vertical rulings that begin and end at the same heights."""
    return abs(a.top - b.top) <= CORNER and abs(a.bottom - b.bottom) <= CORNER


def _parts(outline: Outline, horizontal: Sequence[Line], vertical: Sequence[Line]) -> list[Outline]:
    """A figure cut along the rulings that run through it from side to side: boxes of one colour beside each other, then
    the goal and the indicators of each."""
    box = outline.box
    across = _cuts(vertical, (box.top, box.bottom), (box.x0, box.x1))
    if len(across) > MOST_BESIDE:
        return [outline]
    xs = [box.x0, *across, box.x1]
    columns = [Box(x0, box.top, x1, box.bottom) for x0, x1 in pairwise(xs)]
    return [replace(outline, box=part) for column in columns for part in _parts_below(column, horizontal)]


def _parts_below(box: Box, horizontal: Sequence[Line]) -> list[Box]:
    down = _cuts(horizontal, (box.x0, box.x1), (box.top, box.bottom))
    ys = [box.top, *down, box.bottom] if len(down) <= MOST_CUTS else [box.top, box.bottom]
    return [Box(box.x0, top, box.x1, bottom) for top, bottom in pairwise(ys)]


def _cuts(rulings: Sequence[Line], along: Interval, across: Interval) -> list[float]:
    """Positions inside of `across` of the rulings (position, start, end) that extend over `along` and no farther."""
    return sorted(
        at
        for at, start, end in rulings
        if abs(start - along[0]) <= CORNER
        and abs(end - along[1]) <= CORNER
        and across[0] + CORNER < at < across[1] - CORNER
    )


def _distinct(outlines: Iterable[Outline]) -> list[DrawnBox]:
    """Each box once. Boxes are looked up in a grid of SAME_BOX points."""
    boxes: list[DrawnBox] = []
    by_place: dict[tuple[int, int], list[DrawnBox]] = {}
    for outline in outlines:
        box = outline.box
        column, row = int(box.x0 // SAME_BOX), int(box.top // SAME_BOX)
        near = (
            drawn
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for drawn in by_place.get((column + dx, row + dy), ())
            if _distance(drawn.box, box) <= SAME_BOX
        )
        same = next(near, None)
        last = boxes[-SHADOWS_BEFORE:] if same is None else []
        shadow = next((under for under in last if _is_shadow(under.box, box)), None)
        if shadow is not None:
            shadow.box, shadow.fill = box, outline.fill
            by_place.setdefault((column, row), []).append(shadow)
        elif same is not None:
            same.fill = outline.fill or same.fill
        else:
            drawn = DrawnBox(box, outline.fill)
            boxes.append(drawn)
            by_place.setdefault((column, row), []).append(drawn)
    return boxes


def _is_shadow(under: Box, over: Box) -> bool:
    """True for a box that is drawn shortly before one of its size that nearly covers it."""
    sizes = abs(under.width - over.width), abs(under.height - over.height)
    return max(sizes) <= SAME_BOX / 2 and under.overlap(over) >= SHADOWED * over.width * over.height


def _distance(a: Box, b: Box) -> float:
    """How far the sides of two boxes are apart at most."""
    return max(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.top - b.top), abs(a.bottom - b.bottom))


def free_segments(rulings: Sequence[Ruling], boxes: Sequence[DrawnBox]) -> Segments:
    """(n, 4) x0, y0, x1, y1: the rulings, or what of them runs along no side of a box."""
    segments = np.array([_centre_line(ruling) for ruling in rulings], dtype=np.float64).reshape(-1, 4)
    if not len(segments):
        return segments
    covered: dict[int, list[Interval]] = {}  # by segment: what of it runs along sides
    horizontal = segments[:, 1] == segments[:, 3]
    across, down = segments[:, [1, 0, 2]].T, segments[:, [0, 1, 3]].T  # position, start, end
    for drawn in boxes:
        box = drawn.box
        for index in _along_sides(across, horizontal, (box.x0, box.x1), (box.top, box.bottom)):
            covered.setdefault(index, []).append((box.x0, box.x1))
        for index in _along_sides(down, ~horizontal, (box.top, box.bottom), (box.x0, box.x1)):
            covered.setdefault(index, []).append((box.top, box.bottom))
    whole = [line for i, line in enumerate(segments.tolist()) if i not in covered]
    stubs = [stub for i, sides in covered.items() for stub in _stubs(segments[i].tolist(), sides, whole)]
    return np.array([*whole, *stubs], dtype=np.float64).reshape(-1, 4)


def _centre_line(ruling: Ruling) -> tuple[float, float, float, float]:
    box = ruling.box
    if ruling.horizontal:
        return (box.x0, box.y_mid, box.x1, box.y_mid)
    return (box.x_mid, box.top, box.x_mid, box.bottom)


def _along_sides(
    lines: Floats, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], extent: Interval, sides: Interval
) -> list[int]:
    """Indices of the chosen lines, (3, n) position, start, end, that run along one of two parallel sides of a box,
    which have the `extent` and are at the positions `sides`."""
    at, start, end = lines
    low, high = extent
    near = chosen & (np.minimum(np.abs(at - sides[0]), np.abs(at - sides[1])) <= SAME_BOX)
    shared = np.minimum(end, high) - np.maximum(start, low)
    inside = (start >= low - SAME_BOX) & (end <= high + SAME_BOX)
    found: list[int] = np.nonzero(near & (inside | (shared >= SIDE_SHARE * (high - low))))[0].tolist()
    return found


def _stubs(line: list[float], sides: list[Interval], others: Sequence[list[float]]) -> Iterator[list[float]]:
    """What of a segment leads to the sides that it runs along: its ends beyond them, and what lies between two sides
    where another segment meets it."""
    along = 0 if line[1] == line[3] else 1
    at = line[1 - along]
    start, end = line[along], line[2 + along]
    position = start
    for low, high in [*sorted(sides), (end, end)]:
        first, last = position == start, low == end
        if low - position > STUB and (first or last or any(_meets(o, along, at, (position, low)) for o in others)):
            yield [position, at, low, at] if along == 0 else [at, position, at, low]
        position = max(position, high)


def _meets(line: list[float], along: int, at: float, stretch: Interval) -> bool:
    """True where a perpendicular segment meets, or crosses, the stretch of a line at position `at`."""
    place, start, end = line[along], line[1 - along], line[3 - along]
    low, high = stretch
    return line[along] == line[2 + along] and low < place < high and start - SAME_BOX <= at <= end + SAME_BOX
