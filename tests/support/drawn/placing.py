"""Trees and habits in, the pages of a drawing out: every box and line with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.support.drawn.forest import Goal
from tests.support.drawn.habits import Habits
from tests.support.drawn.node_boxes import Part, Unit, parts_of, units_of
from tests.support.drawn.scene import USUAL, Box, Para, Scene, Wire
from tests.support.drawn.wiring import Joiner

ACROSS_GAP, ROW_GAP, TREE_GAP = 14.0, 34.0, 26.0  # points between siblings, rows and subtrees
STACK_GAP, INDENT = 6.0, 16.0
MARGIN = 36.0
SHORT_PAGE = 300.0  # points below the first row of columns that continue on the next page
LEVEL_FILLS = ("f4b183", "9dc3e6", "ffe699", "c5e0b4", "dbdbdb")
DARK_FILLS = ("7f3f00", "1f4e79", "7f6000", "385723", "3b3838")
BRANCH_FILLS = ("ffc000", "92d050", "00b0f0", "ff99cc", "bfbfbf", "ffff66")
ONE_FILL = "deebf7"
SIZES = {"A4": (842.0, 595.0), "A3": (1190.0, 842.0), "F4": (936.0, 612.0)}
SMALLEST_TYPE, SMALLEST_SCANNED = 3.2, 6.5  # points


def pages_of(roots: Sequence[Goal], habits: Habits, heading: Sequence[str], closing: Sequence[str]) -> list[Scene]:
    """The pages of a document: titles on the first, the signature on the last."""
    forests = _forests(roots, habits)
    pages = [scene for forest in forests for scene in _Page(forest, habits).scenes()]
    for at, scene in enumerate(pages):
        if habits.labels == "legend" and at == 0:
            _legend(scene, habits)
        _frame_texts(scene, heading if at == 0 else (), closing if at == len(pages) - 1 else ())
    return _on_paper(pages, habits)


def _forests(roots: Sequence[Goal], habits: Habits) -> list[list[Unit]]:
    """What is drawn on each page."""
    if habits.pages not in ("root", "branch"):
        return [[units_of(root, habits) for root in roots]]
    forests = []
    for root in roots:
        if habits.pages == "root":
            for child in root.children:
                unit = units_of(replace(root, children=[child]), habits)
                forests.append([unit])
        else:
            forests.append([units_of(root, habits, root.depth + 1)])
            forests.extend([units_of(child, habits)] for child in root.children if child.children)
    return forests


class _Page:
    """Lays out one forest; it takes more than one page where its columns continue."""

    def __init__(self, forest: list[Unit], habits: Habits) -> None:
        self.forest = forest
        self.habits = habits
        self.rows: dict[int, tuple[float, float]] = {}  # top and height of each row, by depth
        self.pages = [Scene()]

    def scenes(self) -> list[Scene]:
        habits = self.habits
        if habits.shape == "spanning":
            self._span()
        if habits.shape == "across":
            self._across()
        else:
            self._down()
        for unit in self._units():
            if not unit.ids:
                self._paint(unit, self.pages[0], 0.0)
        joiner = Joiner(self.pages[0], habits)
        for unit in self._units():
            joiner.join(unit)
        if habits.labels.startswith("margin"):
            for scene in self.pages:
                if scene.boxes:
                    self._labels(scene)
        return [scene for scene in self.pages if scene.boxes]

    def _units(self) -> list[Unit]:
        return [unit for root in self.forest for unit in root.all()]

    # --- places ---

    def _set_rows(self, size: Callable[[Unit], float], gap: float) -> None:
        top = 0.0
        for depth in sorted({u.depth for u in self._units()}):
            height = max(size(u) for u in self._units() if u.depth == depth)
            self.rows[depth] = (top, height)
            top += height + gap

    def _down(self) -> None:
        touching = self.habits.shape == "spanning" and self.habits.wiring == "none"
        self._set_rows(lambda u: u.height, 3.0 if touching else ROW_GAP)
        x = 0.0
        for root in self.forest:
            x = self._down_from(root, x) + TREE_GAP * 2

    def _down_from(self, unit: Unit, x: float) -> float:
        """Places a unit and what is below it from x on; where it ends."""
        habits = self.habits
        unit.y = self.rows[unit.depth][0]
        if habits.shape == "spanning":
            unit.x = x
            at = x
            for child in unit.children:
                at = self._down_from(child, at) + 4.0
            return x + unit.width
        lowest = unit.children and not any(child.children for child in unit.children)
        if lowest and habits.shape in ("hanging", "stacked"):
            indent = INDENT if habits.shape == "hanging" else 0.0
            unit.x = x
            self._column(unit.children, x + indent)
            return x + max(unit.width, indent + max(c.width for c in unit.children))
        at = x
        for child in unit.children:
            at = self._down_from(child, at) + (TREE_GAP if child.children else ACROSS_GAP)
        end = max(at - ACROSS_GAP, x + unit.width) if unit.children else x + unit.width
        if unit.children:
            first, last = unit.children[0], unit.children[-1]
            unit.x = max((first.x + last.x + last.width) / 2 - unit.width / 2, x)
            end = max(end, unit.x + unit.width)
        else:
            unit.x = x
        return end

    def _column(self, units: Sequence[Unit], x: float) -> None:
        """Items below each other, on further pages where this one is full."""
        top = self.rows[units[0].depth][0]
        limit = top + SHORT_PAGE if self.habits.pages == "columns" else 1e9
        gap = STACK_GAP if self.habits.shape == "stacked" else STACK_GAP + 4
        y, page = top, 0
        for unit in units:
            if (
                y + unit.height > limit
                and y > top
                and not (self.habits.cut and len(unit.parts) > 1 and y + unit.parts[0].height < limit)
            ):
                page, y, limit = page + 1, 0.0, SHORT_PAGE + 200.0
            unit.x, unit.y = x, y
            y = self._paint_over_pages(unit, page, limit) if self.habits.pages == "columns" else y + unit.height
            if y < unit.y:  # its indicators are on the next page
                page, limit = page + 1, SHORT_PAGE + 200.0
            y += gap

    def _paint_over_pages(self, unit: Unit, page: int, limit: float) -> float:
        """Paints a unit, its later parts on the next page where they do not fit; where it ends there."""
        while len(self.pages) <= page + 1:
            self.pages.append(Scene())
        first, rest = unit.parts[0], unit.parts[1:]
        if rest and self.habits.cut and unit.y + unit.height > limit:
            whole = unit.parts
            unit.parts = [first]
            self._paint(unit, self.pages[page], 0.0)
            unit.parts = [replace(part, dy=0.0) for part in rest]
            unit.y, kept = 0.0, unit.y
            self._paint(unit, self.pages[page + 1], 0.0)
            unit.parts, unit.y = whole, kept
            return rest[-1].height
        self._paint(unit, self.pages[page], 0.0)
        return unit.y + unit.height

    def _span(self) -> None:
        """Gives each unit the width of its children together."""

        def widen(unit: Unit) -> float:
            below = sum(map(widen, unit.children)) + 4.0 * (len(unit.children) - 1)
            width = max(below, self.habits.width * (1 if unit.children else 0.8))
            unit.parts = parts_of(unit.goals, replace(self.habits, parts=self._upright()), width)
            if unit.children and width > below:
                more = (width - below) / len(unit.children)
                for child in unit.children:
                    _stretch(child, more)
            return width

        for root in self.forest:
            widen(root)
        for depth in {u.depth for u in self._units()}:  # boxes of one row end at one height
            row = [u for u in self._units() if u.depth == depth]
            tallest = max(u.height for u in row)
            for unit in row:
                last = unit.parts[-1]
                unit.parts[-1] = replace(last, height=tallest - last.dy)

    def _upright(self) -> str:
        return "below" if self.habits.parts == "beside" else self.habits.parts

    def _across(self) -> None:
        self._set_rows(lambda u: u.width, ROW_GAP + 10)
        y = 0.0
        for root in self.forest:
            y = self._across_from(root, y) + TREE_GAP

    def _across_from(self, unit: Unit, y: float) -> float:
        unit.x = self.rows[unit.depth][0]
        at = y
        for child in unit.children:
            at = self._across_from(child, at) + ACROSS_GAP * 0.7
        end = max(at - ACROSS_GAP * 0.7, y + unit.height) if unit.children else y + unit.height
        if unit.children:
            first, last = unit.children[0], unit.children[-1]
            unit.y = max((first.y + last.y + last.height) / 2 - unit.height / 2, y)
            end = max(end, unit.y + unit.height)
        else:
            unit.y = y
        return end

    # --- boxes ---

    def _paint(self, unit: Unit, scene: Scene, dy: float) -> None:
        habits = self.habits
        group = 1 + max((b.group or 0 for b in scene.boxes), default=0)
        for part in unit.parts:
            fill = _fill(unit, part, habits)
            x, y = unit.x + part.dx, unit.y + part.dy + dy
            if habits.shadow:
                scene.add(Box(0, x + 2, y + 2, part.width, part.height, fill="a6a6a6", line=None, group=group))
            box = scene.add(
                Box(
                    0, x, y, part.width, part.height, part.paras, fill=fill, group=group,
                    ink="ffffff" if habits.dark and fill in DARK_FILLS else "000000",
                    form="round" if habits.rounded else "rect",
                )
            )  # fmt: skip
            unit.ids.append(box.id)

    def _labels(self, scene: Scene) -> None:
        """Names of the levels at the side of their rows; over their columns in a tree that runs across."""
        x0, y0, x1, _ = scene.extent()
        across = self.habits.shape == "across"
        for depth, (top, height) in self.rows.items():
            units = [u for u in self._units() if u.depth == depth and u.ids]
            label = units[0].goals[0].level.label or ""
            if across:
                scene.add(Box(0, top, y0 - 42, height, 22, (Para(label.upper(), bold=True),), fill="d9e2f3"))
                continue
            if scene is not self.pages[0]:
                if depth != max(self.rows):
                    continue
                top = 0.0
            elif self.habits.shape in ("hanging", "stacked"):  # lists are taller than their first item
                height = max(height, min(max(u.y + u.height for u in units) - top, scene.extent()[3] - top))
            self._label(scene, label, top, height, (x0, x1))

    def _label(self, scene: Scene, label: str, top: float, height: float, sides: tuple[float, float]) -> None:
        habits = self.habits
        left = habits.margin == "left"
        width = 86.0
        x = sides[0] - width - 30 if left else sides[1] + 30
        middle = top + height / 2
        kind = habits.labels
        if kind == "margin arrow":
            form = "right arrow" if left else "left arrow"
            scene.add(Box(0, x, middle - 20, width + 14, 40, (Para(label),), fill="f8cbad", form=form))
        elif kind == "margin box":
            scene.add(Box(0, x, middle - 12, width, 24, (Para(label.upper(), bold=True),), fill="e7e6e6"))
        else:
            scene.add(Box(0, x, middle - 12, width, 24, (Para(label, bold=True),), line=None, form="text"))
        if kind == "margin bracket":
            near, far = (sides[0] - 10, sides[0] - 18) if left else (sides[1] + 10, sides[1] + 18)
            end = sides[0] - 26 if left else sides[1] + 26
            corners = ((near, top), (far, top), (far, top + height), (near, top + height))
            scene.wires.append(Wire(corners))
            scene.wires.append(Wire(((far, middle), (end, middle))))


def _stretch(unit: Unit, more: float) -> None:
    unit.parts = [replace(p, width=p.width + more) for p in unit.parts]
    for child in unit.children:
        _stretch(child, more / len(unit.children))


def _fill(unit: Unit, part: Part, habits: Habits) -> str | None:
    fills = DARK_FILLS if habits.dark else LEVEL_FILLS
    if habits.colours == "white":
        return "ffffff"
    if habits.colours == "one":
        return DARK_FILLS[1] if habits.dark else ONE_FILL
    if habits.colours == "branch" and not habits.dark:
        return BRANCH_FILLS[unit.goals[0].branch % len(BRANCH_FILLS)] if unit.depth else LEVEL_FILLS[4]
    if not part.goal and unit.depth % 2 and not habits.dark:
        return "ffffff"
    return fills[min(unit.depth, len(fills) - 1)]


def _legend(scene: Scene, habits: Habits) -> None:
    x0, y0, _, _ = scene.extent()
    fills = DARK_FILLS if habits.dark else LEVEL_FILLS
    for at, level in enumerate(habits.levels):
        y = y0 - 20 - 14 * (len(habits.levels) - at)
        scene.add(Box(0, x0, y, 18, 9, fill=fills[min(at, len(fills) - 1)]))
        scene.add(Box(0, x0 + 20, y - 4, 110, 17, (Para(str(level.label), left=True),), line=None, form="text"))


def _frame_texts(scene: Scene, heading: Sequence[str], closing: Sequence[str]) -> None:
    x0, y0, x1, y1 = scene.extent()
    middle = (x0 + x1) / 2
    if heading:
        paras = tuple(Para(line, bold=True) for line in heading)
        height = 17.0 * len(paras) + 8
        scene.add(Box(0, middle - 220, y0 - height - 16, 440, height, paras, size=12.0, line=None, form="text"))
    if closing:
        paras = tuple(Para(line, left=True) for line in closing)
        scene.add(Box(0, x1 - 200, y1 + 24, 200, 11.0 * len(paras) + 8, paras, size=9.0, line=None, form="text"))


def _on_paper(pages: Sequence[Scene], habits: Habits) -> list[Scene]:
    """The pages on their paper: made smaller to fit, or paper as large as the drawing.

    All pages have one scale, and columns that continue have one place.
    """
    extents = [scene.extent() for scene in pages]
    x0, x1 = min(e[0] for e in extents), max(e[2] for e in extents)
    width, height = x1 - x0, max(e[3] - e[1] for e in extents)
    scale, room = 1.0, None
    if habits.paper in SIZES:
        size = SIZES[habits.paper]
        fitting = min(1.0, (size[0] - 2 * MARGIN) / width, (size[1] - 2 * MARGIN) / height)
        smallest = SMALLEST_SCANNED if habits.form in ("scan", "picture") else SMALLEST_TYPE
        if fitting * USUAL >= smallest:
            scale, room = fitting, size
    elif habits.paper == "poster" and habits.form == "pdf":
        scale = 2.2
    width, height = room or (width * scale + 2 * MARGIN, height * scale + 2 * MARGIN)
    drawn = []
    for scene, extent in zip(pages, extents, strict=True):
        own = (x0, x1) if habits.pages == "columns" else (extent[0], extent[2])
        left = (width - (own[1] - own[0]) * scale) / 2
        done = scene.moved(left - own[0] * scale, MARGIN - extent[1] * scale, scale)
        done.width, done.height = width, height
        drawn.append(done)
    return drawn
