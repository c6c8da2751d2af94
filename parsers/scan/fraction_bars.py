"""Ruling segments in, the bars of drawn fractions among them out.

Habit: formulas of indicators are drawn as a numerator, a bar and a denominator
(test_bars_of_fractions_are_no_gaps). A bar lies inside a cell and meets neither of its sides; a cell border that a bad
copy has torn continues in the cell beside it. Without this, the free ends of bars look like those of torn rulings.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parsers.scan.raster import Mask, Scale
from parsers.scan.ruling_tracing import SAME_TRACK, RulingSegment

CORNER = 2.5  # points: a line that ends this near to a vertical one meets it
ABOVE, BELOW = (2.0, 14.0), (2.0, 14.0)  # points from the bar: where the lines next to it have their letters
WRITTEN = 0.12  # share of the bar's width with letters above, and below


def fraction_bars(
    horizontal: Sequence[RulingSegment], vertical: Sequence[RulingSegment], foreground: Mask, scale: Scale
) -> list[RulingSegment]:
    """The horizontal segments that are bars: alone in a cell, free at both ends, with letters above and below.

    `foreground`: the page's pixels, rulings included.
    """
    cells = [(line, _cell_of(line, vertical, scale)) for line in horizontal]
    near = scale.exact_px(SAME_TRACK)
    return [
        line
        for line, cell in cells
        if cell is not None
        and not any(
            own != cell and abs(other.across(line.middle) - line.across(line.middle)) <= near
            for other, own in cells
            if other is not line
        )
        and _written(line, foreground, ABOVE, -1, scale)
        and _written(line, foreground, BELOW, 1, scale)
    ]


def _cell_of(
    line: RulingSegment, vertical: Sequence[RulingSegment], scale: Scale
) -> tuple[RulingSegment, RulingSegment] | None:
    """The vertical lines beside a segment that meets none; None where it meets one, or is not between two."""
    corner = scale.px(CORNER)
    middle = (line.start + line.end) / 2
    left: tuple[float, RulingSegment] | None = None
    right: tuple[float, RulingSegment] | None = None
    for other in vertical:
        row = line.across(middle)
        if not other.start - corner <= row <= other.end + corner:
            continue
        place = other.across(row)
        if line.start - corner <= place <= line.end + corner:
            return None
        if place < line.start and (left is None or place > left[0]):
            left = (place, other)
        if place > line.end and (right is None or place < right[0]):
            right = (place, other)
    return (left[1], right[1]) if left is not None and right is not None else None


def _written(line: RulingSegment, foreground: Mask, band: tuple[float, float], way: int, scale: Scale) -> bool:
    """True where a band above (`way` -1) or below (1) a segment has letters over enough of its width."""
    row = line.across((line.start + line.end) / 2) + way * line.thickness / 2
    near, far = row + way * scale.exact_px(band[0]), row + way * scale.exact_px(band[1])
    top, bottom = (max(0, round(edge)) for edge in sorted((near, far)))
    part = foreground[top:bottom, max(0, int(line.start)) : int(line.end)]
    return bool(part.size) and float((np.count_nonzero(part, axis=0) > 0).mean()) >= WRITTEN
