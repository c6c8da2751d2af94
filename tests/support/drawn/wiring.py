"""Lines between the boxes of a tree, as drawing programs and people make them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.drawn.habits import Habits
from tests.support.drawn.node_boxes import Unit
from tests.support.drawn.scene import Box, Point, Scene, Wire

FRAME = 8.0  # points from a frame to the boxes in it
SPINE = 7.0  # points from a parent's left side to the line that its list hangs on


class Joiner:
    """Adds the lines of a page to its scene."""

    def __init__(self, scene: Scene, habits: Habits) -> None:
        self.scene = scene
        self.habits = habits

    def join(self, parent: Unit) -> None:
        """The lines from a node to its children."""
        habits = self.habits
        if not parent.children or habits.wiring == "none":
            return
        leaves = not any(child.children for child in parent.children)
        if habits.shape == "hanging" and leaves:
            self._spine(parent)
            return
        children = parent.children[:1] if habits.shape == "stacked" and leaves else parent.children
        if habits.wiring == "frame" and len(children) > 1:
            self._frame(parent, children)
        elif habits.wiring == "blocks":
            for child in children:
                self._block_arrow(parent, child)
        elif habits.wiring == "bus" and len(children) > 1:
            self._bus(parent, children)
        else:
            for child in children:
                self._one(parent, child)

    def _ends(self, unit: Unit, upper: bool) -> tuple[Point, int]:
        """Where lines leave a parent or reach a child, and at which box."""
        boxes = [self.scene.box(id) for id in unit.ids]
        short = self.habits.short
        beside = self.habits.parts == "beside"
        if self.habits.shape == "across":
            y = unit.y + unit.height / 2
            box = boxes[-1] if upper and beside else boxes[0]
            box = next((b for b in boxes if not beside and b.y <= y <= b.y + b.height), box)
            return ((box.x + box.width + short, y) if upper else (box.x - short, y)), box.id
        box = boxes[-1] if upper and not beside else boxes[0]
        x = box.middle[0]
        return ((x, box.y + box.height + short) if upper else (x, box.y - short)), box.id

    def _wire(
        self, points: Sequence[Point], start: int | None = None, end: int | None = None,
        heads: tuple[bool, bool] | None = None,
    ) -> None:  # fmt: skip
        habits = self.habits
        linked = habits.linked
        self.scene.wires.append(
            Wire(
                tuple(points), start if linked else None, end if linked else None,
                habits.heads if heads is None else heads, habits.dashed, habits.behind,
            )
        )  # fmt: skip

    def _corners(self, a: Point, b: Point) -> list[Point]:
        if self.habits.shape == "across":
            middle = (a[0] + b[0]) / 2
            return [a, (middle, a[1]), (middle, b[1]), b]
        middle = (a[1] + b[1]) / 2
        return [a, (a[0], middle), (b[0], middle), b]

    def _one(self, parent: Unit, child: Unit) -> None:
        (a, start), (b, end) = self._ends(parent, True), self._ends(child, False)
        if self.habits.behind:
            a, b = self.scene.box(start).middle, self.scene.box(end).middle
        if self.habits.wiring == "straight" or a[0] == b[0] or (self.habits.shape == "across" and a[1] == b[1]):
            self._wire((a, b), start, end)
            return
        corners = self._corners(a, b)
        if self.habits.wiring in ("segments", "bus"):
            first, last = self.habits.heads
            for at, heads in enumerate(((first, False), (False, False), (False, last))):
                self._wire(corners[at : at + 2], heads=heads)
        else:
            self._wire(corners, start, end)

    def _bus(self, parent: Unit, children: Sequence[Unit]) -> None:
        """One line from the parent to a bar, and one from the bar to each child."""
        a, _ = self._ends(parent, True)
        ends = [self._ends(child, False)[0] for child in children]
        first, last = self.habits.heads
        if self.habits.shape == "across":
            bar = (a[0] + min(x for x, _ in ends)) / 2
            ys = [a[1], *(y for _, y in ends)]
            self._wire((a, (bar, a[1])), heads=(first, False))
            self._wire(((bar, min(ys)), (bar, max(ys))), heads=(False, False))
            for x, y in ends:
                self._wire(((bar, y), (x, y)), heads=(False, last))
            return
        bar = (a[1] + min(y for _, y in ends)) / 2
        xs = [a[0], *(x for x, _ in ends)]
        self._wire((a, (a[0], bar)), heads=(first, False))
        self._wire(((min(xs), bar), (max(xs), bar)), heads=(False, False))
        for x, y in ends:
            self._wire(((x, bar), (x, y)), heads=(False, last))

    def _spine(self, parent: Unit) -> None:
        """A list hangs on a line below its parent's left side."""
        boxes = [self.scene.box(id) for id in parent.ids]
        foot, x = boxes[-1].y + boxes[-1].height, parent.x + SPINE
        heads = (False, self.habits.heads[1])
        ticks = [self.scene.box(child.ids[0]) for child in parent.children]
        if self.habits.wiring == "elbow":
            for box in ticks:
                self._wire(((x, foot), (x, box.middle[1]), (box.x, box.middle[1])), parent.ids[-1], box.id, heads)
            return
        self._wire(((x, foot), (x, ticks[-1].middle[1])), heads=(False, False))
        for box in ticks:
            self._wire(((x, box.middle[1]), (box.x, box.middle[1])), heads=heads)

    def _frame(self, parent: Unit, children: Sequence[Unit]) -> None:
        """One line to the frame around all children."""
        x0, y0 = min(c.x for c in children) - FRAME, min(c.y for c in children) - FRAME
        x1 = max(c.x + c.width for c in children) + FRAME
        y1 = max(c.y + c.height for c in children) + FRAME
        frame = self.scene.add(Box(0, x0, y0, x1 - x0, y1 - y0, dashed=True))
        a, start = self._ends(parent, True)
        middle = min(max(a[0], x0 + 4), x1 - 4)
        self._wire((a, (middle, y0)), start, frame.id)

    def _block_arrow(self, parent: Unit, child: Unit) -> None:
        (_, y0), _ = self._ends(parent, True)
        (x, y1), _ = self._ends(child, False)
        self.scene.add(Box(0, x - 9, y0 + 4, 18, y1 - y0 - 8, fill="ff0000", form="down arrow"))
