"""Places on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points (1/72 inch), origin at the page's top left, y growing downwards.

    Raises ValueError where x0 > x1 or top > bottom: an inverted box is a reader's mistake and must not travel.
    """

    x0: float
    top: float
    x1: float
    bottom: float

    def __post_init__(self) -> None:
        if self.x0 > self.x1 or self.top > self.bottom:
            raise ValueError(f"inverted box: {self.x0}, {self.top}, {self.x1}, {self.bottom}")

    @property
    def width(self) -> float:
        """Points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points."""
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        """Middle between the left and the right edge, in points."""
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        """Middle between the top and the bottom edge, in points from the page's top."""
        return (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def overlap(self, other: Box) -> float:
        """Area that both share, in square points."""
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.bottom, other.bottom) - max(self.top, other.top)
        return w * h if w > 0 and h > 0 else 0.0

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def scaled(self, factor: float) -> Box:
        """The box on a page that is `factor` times as large."""
        return Box(self.x0 * factor, self.top * factor, self.x1 * factor, self.bottom * factor)

    def as_list(self) -> list[float]:
        """[x0, top, x1, bottom] rounded to a hundredth of a point, as the output contract has it."""
        return [round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2)]


def union(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all given ones; None where none is given."""
    known = [b for b in boxes if b is not None]
    if not known:
        return None
    return Box(
        min(b.x0 for b in known),
        min(b.top for b in known),
        max(b.x1 for b in known),
        max(b.bottom for b in known),
    )
