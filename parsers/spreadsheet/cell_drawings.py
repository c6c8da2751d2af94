"""Sheet with a chart drawn in its cells in, the sheet with its boxes as shapes and its borders as connectors out.

Habit: trees are drawn in Excel with merged cells as boxes and borders of empty cells as lines. Cells that no border
divides are one region (flood fill); a region with text that borders enclose is a box, a border with no box at either
side is a line. Boxes that touch many others are a table and stay one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from parsers.drawings.drawing_canvas import Canvas, DrawnLine
from parsers.spreadsheet.sheet_drawings import CellSizes
from parsers.spreadsheet.sheet_model import Area, Sheet, SheetCell
from schemas.cell_range import CellRange
from schemas.geometry import Box
from schemas.transcript import Line

MOST_PLACES = 30_000  # rows times columns of a sheet that is looked at
FEWEST_NODES = 4  # boxes, or stacks of a few, that stand alone
MOST_TOGETHER = 4  # boxes that touch each other and are one node: its name, its goal, its indicators
TOUCH = 1.0  # points: borders end right at boxes
OUTSIDE = 0  # number of the region around everything

Place = tuple[int, int]
"""Row and column, 0-based."""
Walls = set[tuple[int, int, bool]]
"""Row, column, and whether the border is above that place (else left of it)."""


def with_drawn_cells(sheet: Sheet, sizes: CellSizes) -> Sheet:
    """The sheet with what is drawn in its cells as shapes and connectors, and these cells empty; unchanged where
    nothing is drawn."""
    rows = max((row for row, _ in sheet.cells), default=-1) + 2
    cols = max((col for _, col in sheet.cells), default=-1) + 2
    if rows * cols > MOST_PLACES or not any(cell.ruled for cell in sheet.cells.values()):
        return sheet
    plan = _Plan(sheet, rows, cols)
    boxes = plan.boxes()
    nodes = [cluster for cluster in plan.clusters(boxes) if len(cluster) <= MOST_TOGETHER]
    if len(nodes) < FEWEST_NODES:
        return sheet
    alone = {region: boxes[region] for cluster in nodes for region in cluster}
    return _Drawn(sheet, sizes, plan, alone, boxes).sheet()


class _Plan:
    """The regions of a sheet: places that no border divides have one number."""

    def __init__(self, sheet: Sheet, rows: int, cols: int) -> None:
        self.rows, self.cols = rows, cols
        self.walls = _walls(sheet, rows, cols)
        self.region: dict[Place, int] = {}
        self._texts: dict[int, list[Place]] = defaultdict(list)
        self._flood([(row, col) for row in range(-1, rows) for col in range(-1, cols)])
        for place, cell in sorted(sheet.cells.items()):
            if cell.text:
                self._texts[self.region[place]].append(place)

    def _flood(self, places: Iterable[Place]) -> None:
        """Numbers the regions; the first place is outside of everything, so that its region is OUTSIDE."""
        count = 0
        for start in places:
            if start in self.region:
                continue
            pending = [start]
            self.region[start] = count
            while pending:
                here = pending.pop()
                for there in self._open(here):
                    if there not in self.region:
                        self.region[there] = count
                        pending.append(there)
            count += 1

    def _open(self, place: Place) -> Iterator[Place]:
        """The neighbours of a place that no border divides from it."""
        row, col = place
        for there, wall in (
            ((row - 1, col), (row, col, True)),
            ((row + 1, col), (row + 1, col, True)),
            ((row, col - 1), (row, col, False)),
            ((row, col + 1), (row, col + 1, False)),
        ):
            if -1 <= there[0] < self.rows and -1 <= there[1] < self.cols and wall not in self.walls:
                yield there

    def boxes(self) -> dict[int, Area]:
        """The rectangles with text that borders enclose, by region."""
        places: dict[int, list[Place]] = defaultdict(list)
        for place, region in self.region.items():
            if region != OUTSIDE and self._texts.get(region):
                places[region].append(place)
        found = {}
        for region, inside in places.items():
            (r0, c0), (r1, c1) = map(min, zip(*inside, strict=True)), map(max, zip(*inside, strict=True))
            if len(inside) == (r1 - r0 + 1) * (c1 - c0 + 1):
                found[region] = Area(r0, c0, r1, c1)
        return found

    def texts(self, region: int) -> Sequence[Place]:
        """The filled cells of a region, by row and column."""
        return self._texts[region]

    def clusters(self, boxes: Mapping[int, Area]) -> list[list[int]]:
        """Boxes that have borders in common, together."""
        near: dict[int, set[int]] = {region: set() for region in boxes}
        for row, col, above in self.walls:
            a, b = self.sides(row, col, above)
            if a != b and a in boxes and b in boxes:
                near[a].add(b)
                near[b].add(a)
        found, seen = [], set()
        for region in boxes:
            if region not in seen:
                cluster, pending = [], [region]
                seen.add(region)
                while pending:
                    here = pending.pop()
                    cluster.append(here)
                    pending.extend(near[here] - seen)
                    seen |= near[here]
                found.append(sorted(cluster))
        return found

    def sides(self, row: int, col: int, above: bool) -> tuple[int, int]:
        """The regions at both sides of a border."""
        before = (row - 1, col) if above else (row, col - 1)
        return self.region.get(before, OUTSIDE), self.region.get((row, col), OUTSIDE)


def _walls(sheet: Sheet, rows: int, cols: int) -> Walls:
    """All borders; those inside merged cells do not show, however far beyond these rows and columns they reach."""
    above, left = np.zeros((2, rows, cols), dtype=np.bool_)
    for area in sheet.merged:
        above[area.first_row + 1 : area.last_row + 1, area.first_col : area.last_col + 1] = True
        left[max(area.first_row, 0) : area.last_row + 1, area.first_col + 1 : area.last_col + 1] = True
    inside = {(row, col, True) for row, col in np.argwhere(above).tolist()}
    inside |= {(row, col, False) for row, col in np.argwhere(left).tolist()}
    walls: Walls = set()
    for (row, col), cell in sheet.cells.items():
        for side, wall in (
            ("top", (row, col, True)),
            ("bottom", (row + 1, col, True)),
            ("left", (row, col, False)),
            ("right", (row, col + 1, False)),
        ):
            if side in cell.borders:
                walls.add(wall)
    return walls - inside


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Puts a chart's boxes and lines on a canvas and takes them out of the cells."""

    base: Sheet
    sizes: CellSizes
    plan: _Plan
    nodes: Mapping[int, Area]
    boxes: Mapping[int, Area]  # those of tables too

    def sheet(self) -> Sheet:
        """The sheet, with texts outside of tables as shapes: labels stand beside boxes."""
        canvas = Canvas(touch=TOUCH)
        taken: set[Place] = set()
        merged = {(area.first_row, area.first_col): area for area in self.base.merged}
        figures = [(area, self.plan.texts(region)) for region, area in self.nodes.items()]
        for region in {self.plan.region[place] for place, cell in self.base.cells.items() if cell.text} - set(
            self.boxes
        ):
            figures += [(merged.get(p, Area(*p, *p)), [p]) for p in self.plan.texts(region)]
        for area, places in sorted(figures, key=lambda f: (f[0].first_row, f[0].first_col)):
            taken.update(places)
            cell = self.base.cells[places[0]]
            canvas.add_figure(self._box(area), [line for p in places for line in self._lines(p, area)], cell.fill)
        for line in self._segments():
            canvas.add_line(line)
        canvas.end_drawing()
        shapes, connectors = canvas.finish()
        index = {i: len(self.base.shapes) + i for i in range(len(shapes))}
        return replace(
            self.base,
            cells={place: cell for place, cell in self._left() if place not in taken and (cell.text or cell.borders)},
            shapes=(*self.base.shapes, *shapes),
            connectors=(*self.base.connectors, *(connector.renumbered(index) for connector in connectors)),
        )

    def _left(self) -> Iterator[tuple[Place, SheetCell]]:
        """The cells of tables as they are, the others without their borders."""
        tables = set(self.boxes) - set(self.nodes)
        for place, cell in self.base.cells.items():
            yield place, cell if self.plan.region[place] in tables else replace(cell, borders=frozenset())

    def _box(self, area: Area) -> Box:
        sizes = self.sizes
        return Box(
            sizes.left(area.first_col),
            sizes.top(area.first_row),
            sizes.left(area.last_col + 1),
            sizes.top(area.last_row + 1),
        )

    def _lines(self, place: Place, area: Area) -> Iterator[Line]:
        cell = self.base.cells[place]
        where = CellRange(self.base.name, area.first_row, area.first_col, area.last_row, area.last_col)
        for text in cell.text.splitlines():
            if text.strip():
                yield Line(text.strip(), page=self.base.number, bold=cell.bold, cells=where)

    def _segments(self) -> Iterator[DrawnLine]:
        """Borders with no box at either side, those in one row or column as one line."""
        free = sorted(w for w in self.plan.walls if not set(self.plan.sides(*w)) & set(self.boxes))
        for above in (True, False):
            runs: dict[int, list[int]] = defaultdict(list)
            for row, col, is_above in free:
                if is_above is above:
                    runs[row if above else col].append(col if above else row)
            for at, places in runs.items():
                yield from (self._segment(at, first, last, above) for first, last in _runs(sorted(places)))

    def _segment(self, at: int, first: int, last: int, above: bool) -> DrawnLine:
        left, top = self.sizes.left, self.sizes.top
        if above:
            return DrawnLine(((left(first), top(at)), (left(last + 1), top(at))))
        return DrawnLine(((left(at), top(first)), (left(at), top(last + 1))))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of numbers that follow each other."""
    start = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[start], number
            start = at + 1
