"""Pages -> drawings: the boxes, connectors and loose lines of a page, or of several pages that one tree continues over,
in one system of coordinates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.cascade.levels import is_chart_title, is_crossing_title, is_tree_title
from schemas.geometry import Box
from schemas.transcript import Connector, Line, Page, Shape

LONGEST_TITLE = 120  # letters


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on one page or more, further pages below the first. Points, origin at the first page's top left."""

    shapes: tuple[Shape, ...]
    connectors: tuple[Connector, ...]
    loose: tuple[tuple[Line, Box], ...]  # lines in no box, and where they are in the drawing
    titled: bool  # a heading, or a box, says that a tree is drawn here
    height: float
    crossing: bool = False  # the heading announces a chart of goals that support each other
    other_chart: bool = False  # the heading announces a chart of offices, or of the steps of a procedure
    breaks: tuple[float, ...] = ()  # y at which a further page begins


def drawings_of(page: Page) -> list[Drawing]:
    """The drawing on a page, or of a document without pages the one on each of its sheets; none where no box is drawn,
    as on most pages, whose headings are not looked at."""
    if not page.shapes:
        return []
    whole = _drawing_of(page)
    sheets = sorted({shape.sheet for shape in page.shapes if shape.sheet is not None})
    return [_on_sheet(whole, sheet) for sheet in sheets] if len(sheets) > 1 else [whole]


def _on_sheet(drawing: Drawing, sheet: int) -> Drawing:
    """What of a drawing is on one sheet; shapes that are on none are on the first."""
    kept = [i for i, shape in enumerate(drawing.shapes) if (shape.sheet or 0) == sheet]
    index = {old: new for new, old in enumerate(kept)}
    here = (connector.renumbered(index) for connector in drawing.connectors)
    connectors = tuple(connector for connector in here if len(connector.shapes) > 1)
    return replace(drawing, shapes=tuple(drawing.shapes[i] for i in kept), connectors=connectors)


def _drawing_of(page: Page) -> Drawing:
    lines = [block for block in page.blocks if isinstance(block, Line)]
    loose = tuple((line, line.box) for line in lines if line.box is not None and not _is_boxed(line.box, page.shapes))
    height = max([page.height, *(shape.box.bottom for shape in page.shapes)])
    return Drawing(
        page.shapes,
        page.connectors,
        loose,
        is_titled(page),
        height,
        _is_titled(page, is_crossing_title),
        _is_titled(page, is_chart_title),
    )


def _is_boxed(box: Box, shapes: Sequence[Shape]) -> bool:
    return any(shape.box.holds(box.x_mid, box.y_mid) for shape in shapes)


def is_titled(page: Page) -> bool:
    """True where a heading on the page, or a box on it, says that a tree is drawn here."""
    return _is_titled(page, is_tree_title)


def _is_titled(page: Page, test: Callable[[str], bool]) -> bool:
    lines = [block for block in page.blocks if isinstance(block, Line)]
    lines += [line for shape in page.shapes for line in shape.lines]
    return any(len(line.text) <= LONGEST_TITLE and test(line.text) for line in lines)


def continued(first: Drawing, further: Drawing) -> Drawing:
    """Both as one drawing, the further one below the first."""
    down, base = first.height, len(first.shapes)
    shapes = (replace(shape, box=_moved(shape.box, down)) for shape in further.shapes)
    connectors = (_renumbered(connector, base, down) for connector in further.connectors)
    loose = ((line, _moved(box, down)) for line, box in further.loose)
    return Drawing(
        (*first.shapes, *shapes),
        (*first.connectors, *connectors),
        (*first.loose, *loose),
        first.titled or further.titled,
        first.height + further.height,
        first.crossing,
        first.other_chart,
        (*first.breaks, down, *(down + y for y in further.breaks)),
    )


def _moved(box: Box, down: float) -> Box:
    return Box(box.x0, box.top + down, box.x1, box.bottom + down)


def _renumbered(connector: Connector, base: int, down: float) -> Connector:
    ends = tuple(
        replace(end, shape=end.shape + base, y=end.y + down if end.y is not None else None) for end in connector.ends
    )
    return Connector(ends, connector.start + base if connector.start is not None else None)
