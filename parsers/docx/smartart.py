"""The data part of a SmartArt diagram in, its boxes with their texts and parent-child pairs out.

Word lays the diagram out anew each time it is shown, so that the file has no places: boxes are put on an imagined page,
a row for each depth of the tree.
"""

from __future__ import annotations

from parsers.docx.xml import Element, to_int
from schemas.geometry import Box
from schemas.transcript import Line, Shape

_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SMARTART = f"{{{_DGM}}}relIds"

NO_TEXT = frozenset({"doc", "pres", "parTrans", "sibTrans"})  # points that are no boxes
MAX_POINTS = 2_000
CELL = (160.0, 60.0)  # points: width and height of a place on the imagined page
FILLED = 0.8  # part of its place that a box takes


def smartart_of(data: Element, left: float, top: float) -> tuple[list[Shape], list[tuple[int, int]]]:
    """Boxes, a row for each depth, and (parent, child) pairs of indices among them.

    `data`: the root of the data part; `left`, `top`: of the diagram, in points. At most MAX_POINTS nodes are read.
    """
    texts: dict[str, tuple[Line, ...]] = {}
    for point in data.iter(f"{{{_DGM}}}pt"):
        name = point.get("modelId")
        if name and point.get("type", "node") not in NO_TEXT and len(texts) < MAX_POINTS:
            texts[name] = _lines(point)
    below: dict[str, list[tuple[int, str]]] = {}
    parent_of: dict[str, str] = {}
    for link in data.iter(f"{{{_DGM}}}cxn"):
        source, target = link.get("srcId"), link.get("destId")
        if link.get("type", "parOf") != "parOf" or target not in texts or not source or target in parent_of:
            continue
        parent_of[target] = source
        below.setdefault(source, []).append((to_int(link.get("srcOrd")) or 0, target))
    shapes: list[Shape] = []
    links: list[tuple[int, int]] = []
    column = 0
    pending = [(name, -1, 0) for name in reversed([n for n in texts if parent_of.get(n) not in texts])]
    while pending:  # a point has one parent, so that loops are never entered
        name, parent, depth = pending.pop()
        if not texts[name]:
            continue
        x, y = left + column * CELL[0], top + depth * CELL[1]
        shapes.append(Shape(Box(x, y, x + CELL[0] * FILLED, y + CELL[1] * FILLED), texts[name]))
        at = len(shapes) - 1
        if parent >= 0:
            links.append((parent, at))
        children = [child for _, child in sorted(below.get(name, ()))]
        column += not children
        pending.extend((child, at, depth + 1) for child in reversed(children))
    return shapes, links


def _lines(point: Element) -> tuple[Line, ...]:
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{{{_A}}}t")) for p in point.iter(f"{{{_A}}}p"))
    return tuple(Line(" ".join(text.split())) for text in paragraphs if text.strip())
