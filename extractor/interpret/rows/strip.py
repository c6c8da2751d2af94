"""Lines of one logical row -> columns of placed lines on one vertical scale, over page breaks.

On pages the scale is height in points; a row that continues over a page break is one strip, its pages below each
other without the space between them. In DOCX and text files nothing is measured: the scale counts lines of text, and
typists align with empty paragraphs, so these count (unpaged_strip.py estimates how paragraphs wrap).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeVar

from schemas.transcript import Line

GAP = 1.45  # times the line pitch: a wider distance separates two entries
MIN_GAP_POINTS = 3.0  # points beyond the line pitch
OVERPRINT = 0.6  # line heights; lines closer than this are beside each other
WIDEST_PITCH = 2.2  # line heights; wider distances are gaps even where no other line shows the pitch


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its top and bottom on the strip: points, or lines of text where there are no pages."""

    line: Line
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height halfway between top and bottom."""
        return (self.top + self.bottom) / 2


PlacedColumn = tuple[Placed, ...]
"""The filled lines of one column, top to bottom."""

Key = TypeVar("Key")
"""What names a column: a role, or the period of a dated target."""


@dataclass(frozen=True, slots=True)
class StripEntry:
    """Lines of one column that belong together; at least one."""

    lines: tuple[Placed, ...]
    style: str | None = None  # of its list marker, see strip_entries.marker_of
    left: float | None = None  # points from the page's left edge (characters in text files): where its marker is

    @property
    def top(self) -> float:
        """Top of the first line."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Bottom of the last line."""
        return self.lines[-1].bottom

    @property
    def middle(self) -> float:
        """The height halfway between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def printed(self) -> tuple[Line, ...]:
        """The lines as printed."""
        return tuple(placed.line for placed in self.lines)


def is_paged(lines: Sequence[Line]) -> bool:
    """True where the filled lines were measured."""
    return all(line.box is not None for line in lines if line.text.strip())


def place(columns: Mapping[Key, Sequence[Line]]) -> dict[Key, PlacedColumn]:
    """The filled lines of every column on one scale, top to bottom."""
    shifts = _page_shifts([line for lines in columns.values() for line in lines])
    return {key: _placed(lines, shifts) for key, lines in columns.items()}


def _placed(lines: Sequence[Line], shifts: Mapping[int | None, float]) -> PlacedColumn:
    result = []
    for i, line in enumerate(lines):
        if not line.text.strip():
            continue
        if line.box is None:
            result.append(Placed(line, float(i), i + 1.0))
        else:
            shift = shifts[line.page]
            result.append(Placed(line, line.box.top + shift, line.box.bottom + shift))
    return tuple(result)


def _page_shifts(lines: Sequence[Line]) -> dict[int | None, float]:
    """Per page what is added to its heights so that the pages make one strip, in points."""
    boxes = [(line.page, line.box) for line in lines if line.box is not None and line.text.strip()]
    pages = sorted({page for page, _ in boxes if page is not None})
    shifts: dict[int | None, float] = {None: 0.0}
    end: float | None = None
    for page in pages:
        own = [box for number, box in boxes if number == page]
        first, last = min(box.top for box in own), max(box.bottom for box in own)
        shifts[page] = 0.0 if end is None else end - first
        end = last + shifts[page]
    return shifts


def line_pitch(column: PlacedColumn) -> float:
    """The usual distance from line top to line top: the smallest one that is no overprint. 1.0 for no lines."""
    if not column:
        return 1.0
    tall = median(placed.bottom - placed.top for placed in column)
    steps = [below.top - above.top for above, below in pairwise(column)]
    real = [step for step in steps if step > OVERPRINT * tall]
    return min(min(real), WIDEST_PITCH * tall) if real else tall


def is_gap(above: Placed, below: Placed, pitch: float) -> bool:
    """True where more than the line pitch lies between two lines (an empty paragraph, where there are no pages)."""
    if above.line.box is None:
        return below.top - above.bottom > 0.5
    return below.top - above.top > max(GAP * pitch, pitch + MIN_GAP_POINTS)


def distance(height: float, entry: StripEntry) -> float:
    """How far a height lies above or below an entry; 0 beside it."""
    return max(entry.top - height, height - entry.bottom, 0.0)
