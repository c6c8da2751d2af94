"""Which way a drawn tree runs: boxes, labels and connectors -> children below their parents, or right of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.interpret.cascade.bands import TOUCHING, Band
from extractor.interpret.cascade.boxes import TreeBox
from schemas.geometry import Box
from schemas.transcript import Connector

BELOW = 3.0  # points that a child may reach up beside its parent's lower end
ONE_LINE = 0.7  # of the print's height: labels in one row are as near to it
ONE_PLACE = 6.0  # points between the sides of boxes that are in one row, or in one column


def transposed(box: Box) -> Box:
    """The box with across and down exchanged."""
    return Box(box.top, box.x0, box.bottom, box.x1)


def lies_above(upper: Box, lower: Box) -> bool:
    """True where a box ends above another one, or no more than BELOW points lower than its top."""
    return upper.bottom <= lower.top + BELOW and upper.top < lower.top


def runs_across(boxes: Sequence[TreeBox], bands: Sequence[Band], connectors: Sequence[Connector]) -> bool:
    """True where children are right of their parents, and not below them.

    Connectors decide, by which way more boxes would have one parent; then siblings that are in one row or one column;
    then the labels beside the rows; then rows, or columns, that have a colour each; then the root, which is above all
    others or left of them all; at last in which way the boxes have fewer different places.
    """
    by_shape = {box.shape: box.box for box in boxes}
    ends = [
        nodes
        for connector in connectors
        if len(nodes := _touching_as_one([by_shape[i] for i in connector.shapes if i in by_shape])) > 1
    ]
    down, across = _violations(ends, lambda box: box), _violations(ends, transposed)
    if across != down:
        return across < down
    rows, columns = _unevenness(ends, lambda box: box), _unevenness(ends, transposed)
    if rows != columns:
        return columns < rows
    row, column = _row(bands), _row([_transposed_band(band) for band in bands])
    if len(row) != len(column):
        return len(row) > len(column)
    coloured = _coloured_rows(boxes, lambda box: box), _coloured_rows(boxes, transposed)
    if coloured[0] != coloured[1]:
        return coloured[1]
    goals = [box.box for box in boxes if box.kind == "goal"]
    over, left = _has_root(goals), _has_root([transposed(box) for box in goals])
    if over != left:
        return left
    return _places([box.x0 for box in goals]) < _places([box.top for box in goals])


def bands_beside_rows(bands: Sequence[Band], across: bool) -> list[Band]:
    """The bands in one column beside the tree's rows (in one row over its columns where it runs across), or a lone one.

    Those of a legend are placed the other way.
    """
    placed = list(bands) if across else [_transposed_band(band) for band in bands]
    lone = len(bands) == 1
    return [
        band
        for band, place in zip(bands, placed, strict=True)
        if lone or any(other is not place and _in_line(place, other) for other in placed)
    ]


def _in_line(a: Band, b: Band) -> bool:
    """True for labels in one row; those of small print must be nearer to it."""
    print_height = min(a.box.width, a.box.height, b.box.width, b.box.height)
    near = min(ONE_PLACE, ONE_LINE * print_height)
    return min(abs(a.box.y_mid - b.box.y_mid), abs(a.box.top - b.box.top)) <= near


def _row(bands: Sequence[Band]) -> list[Band]:
    """The most labels of different levels beside each other; of as many those farthest apart."""
    rows = []
    for band in bands:
        row = [b for b in bands if b.level is not None and _in_line(b, band)]
        rows.append((len({b.level for b in row}), _spread([b.box.x_mid for b in row]) if row else 0.0, row))
    return max(rows, key=lambda r: r[:2])[2] if rows else []


def _transposed_band(band: Band) -> Band:
    return replace(band, box=transposed(band.box))


def _touching_as_one(boxes: Sequence[Box]) -> list[Box]:
    """The boxes, those that touch each other as one: parts of a node, at whose seam a connector ends."""
    nodes: list[Box] = []
    for box in boxes:
        mate = next((node for node in nodes if _gap(node, box) <= TOUCHING), None)
        if mate is not None:
            nodes.remove(mate)
            box = mate.joined(box)
        nodes.append(box)
    return nodes


def _gap(a: Box, b: Box) -> float:
    return max(a.x0 - b.x1, b.x0 - a.x1, a.top - b.bottom, b.top - a.bottom)


def _violations(ends: Sequence[Sequence[Box]], way: Callable[[Box], Box]) -> int:
    """Boxes at connectors that would have no place in a tree that runs this way, or more than one parent."""
    violations = 0
    parents: dict[Box, Box] = {}
    for boxes in ends:
        places = [way(box) for box in boxes]
        top = next((t for t in places if _is_above_all(t, places)), None)
        if top is None:
            violations += len(boxes) - 1
            continue
        for place in places:
            if place is not top:
                violations += parents.setdefault(place, top) != top
    return violations


def _is_above_all(top: Box, boxes: Sequence[Box]) -> bool:
    return all(lies_above(top, box) for box in boxes if box is not top)


def _unevenness(ends: Sequence[Sequence[Box]], way: Callable[[Box], Box]) -> float:
    """How far the children at one connector are from being in one row, in points, over all connectors."""
    total = 0.0
    for boxes in ends:
        tops = sorted(way(box).top for box in boxes)[1:]
        total += tops[-1] - tops[0]
    return round(total, 1)


def _coloured_rows(boxes: Sequence[TreeBox], way: Callable[[Box], Box]) -> bool:
    """True where the goals of each colour are above those of the next one, in two colours or more."""
    rows: dict[str | None, list[Box]] = {}
    for box in boxes:
        if box.kind == "goal":
            rows.setdefault(box.fill, []).append(way(box.box))
    extents = sorted((min(b.top for b in row), max(b.bottom for b in row)) for row in rows.values())
    return len(extents) > 1 and all(upper[1] <= lower[0] + BELOW for upper, lower in pairwise(extents))


def _has_root(boxes: Sequence[Box]) -> bool:
    """True where one box is above all others."""
    return any(_is_above_all(box, boxes) for box in boxes) if len(boxes) > 1 else False


def _places(values: Sequence[float]) -> int:
    """How many different places there are among the values."""
    ordered = sorted(values)
    return sum(b - a > ONE_PLACE for a, b in pairwise(ordered)) + bool(ordered)


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)
