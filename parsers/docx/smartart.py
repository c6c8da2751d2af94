"""The data part of a SmartArt diagram in, its boxes with their texts and parent-child pairs out.

Word lays the diagram out anew each time it is shown, so that the file has no places: boxes are put on an imagined page,
a row for each depth of the tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from parsers.docx.xml import Element, to_int
from schemas.geometry import Box
from schemas.transcript import Line

_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SMARTART = f"{{{_DGM}}}relIds"

NO_TEXT = frozenset({"doc", "pres", "parTrans", "sibTrans"})  # points that are no boxes
MAX_POINTS = 2_000
CELL = (160.0, 60.0)  # points: width and height of a place on the imagined page
FILLED = 0.8  # part of its place that a box takes


@dataclass(frozen=True, slots=True)
class Diagram:
    """The nodes of a diagram and who is below whom."""

    boxes: list[tuple[Box, tuple[Line, ...]]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)  # (parent, child), indices among the boxes


def smartart_of(data: Element, left: float, top: float) -> Diagram:
    """Boxes, a row for each depth, and (parent, child) pairs among them.

    `data`: the root of the data part; `left`, `top`: of the diagram, in points. At most MAX_POINTS nodes are read.
    """
    texts = _texts_of(data)
    parent_of, children_of = _tree_of(data, texts)
    diagram = Diagram()
    column = 0
    roots = [name for name in texts if parent_of.get(name) not in texts]
    pending = [(name, -1, 0) for name in reversed(roots)]  # node, index of its parent's box, depth
    while pending:  # a node has one parent, so that loops are never entered
        name, parent, depth = pending.pop()
        if not texts[name]:
            continue
        x, y = left + column * CELL[0], top + depth * CELL[1]
        diagram.boxes.append((Box(x, y, x + CELL[0] * FILLED, y + CELL[1] * FILLED), texts[name]))
        index = len(diagram.boxes) - 1
        if parent >= 0:
            diagram.links.append((parent, index))
        children = children_of.get(name, [])
        column += not children
        pending.extend((child, index, depth + 1) for child in reversed(children))
    return diagram


def _texts_of(data: Element) -> dict[str, tuple[Line, ...]]:
    """The texts of the diagram's nodes by id, in order of the file."""
    texts: dict[str, tuple[Line, ...]] = {}
    for point in data.iter(f"{{{_DGM}}}pt"):
        name = point.get("modelId")
        if name and point.get("type", "node") not in NO_TEXT and len(texts) < MAX_POINTS:
            texts[name] = _lines(point)
    return texts


def _tree_of(data: Element, texts: Mapping[str, object]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Each node's parent, and each node's children in their order; of several parents the first one counts."""
    parent_of: dict[str, str] = {}
    ordered: dict[str, list[tuple[int, str]]] = {}
    for link in data.iter(f"{{{_DGM}}}cxn"):
        source, target = link.get("srcId"), link.get("destId")
        if link.get("type", "parOf") != "parOf" or target not in texts or not source or target in parent_of:
            continue
        parent_of[target] = source
        ordered.setdefault(source, []).append((to_int(link.get("srcOrd")) or 0, target))
    return parent_of, {source: [child for _, child in sorted(children)] for source, children in ordered.items()}


def _lines(point: Element) -> tuple[Line, ...]:
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{{{_A}}}t")) for p in point.iter(f"{{{_A}}}p"))
    return tuple(Line(" ".join(text.split())) for text in paragraphs if text.strip())
