"""Gray page raster with dotted rulings in, the same page with those drawn through.

Dots are small connected components; those at one height and near each other are chained to lines, across and down.
Habit: tables whose borders Word draws as dots. Leaders ("Nomor : ......") are chains of dots too, but nothing crosses
them: without dotted lines both ways nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.components import Components
from parsers.scan.raster import GrayImage, Scale

DOT_SIZE = 2.2  # points: width and height of a dot at most
GAP = (
    8.0  # points between the middles of two dots, at most: print may touch two of them; lines of text are further apart
)
OFF_LINE = 0.8  # points: dots of one line are off it by no more
LEAST_LENGTH = 30.0  # points: a shorter chain of dots is no ruling
LEAST_DOTS = 10  # of a line; the dots of i over each other are fewer
LEAST_LINES = 2  # in each direction
LINE_WIDTH = 0.8  # points, of the lines that are drawn
INK = 0  # their gray level

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _DottedLine:
    """A line along one axis, in pixels."""

    place: float  # on the other axis
    start: float
    end: float


def with_dotted_rulings(gray: GrayImage, components: Components, scale: Scale) -> GrayImage:
    """`gray` with its dotted rulings drawn through; itself where there are none both ways.

    `components`: those of its foreground.
    """
    x, y = _dots(components, scale)
    across, down = list(_chains(x, y, scale)), list(_chains(y, x, scale))
    if min(len(across), len(down)) < LEAST_LINES or not _cross(across, down, scale.exact_px(GAP)):
        return gray
    drawn = gray.copy()
    width = scale.px(LINE_WIDTH)
    for line in across:
        cv2.line(drawn, (round(line.start), round(line.place)), (round(line.end), round(line.place)), INK, width)
    for line in down:
        cv2.line(drawn, (round(line.place), round(line.start)), (round(line.place), round(line.end)), INK, width)
    return drawn


def _dots(components: Components, scale: Scale) -> tuple[Floats, Floats]:
    """(n,) x and (n,) y of the middles of the components that are small both ways."""
    small = np.maximum(components.width, components.height) <= scale.px(DOT_SIZE)
    small[0] = False
    return components.middles[small, 0], components.middles[small, 1]


def _chains(along: Floats, beside: Floats, scale: Scale) -> Iterator[_DottedLine]:
    """The lines that dots make along one axis. Two rounds, whose strips overlap by half, so that none is cut in two."""
    strip = 2 * scale.exact_px(OFF_LINE)
    for shift in (0.0, 0.5):
        strips = np.floor(beside / strip + shift)
        order = np.lexsort((along, strips))
        breaks = (np.diff(strips[order]) != 0) | (np.diff(along[order]) > scale.exact_px(GAP))
        for chain in np.split(order, np.nonzero(breaks)[0] + 1):
            if len(chain) >= LEAST_DOTS and along[chain[-1]] - along[chain[0]] >= scale.exact_px(LEAST_LENGTH):
                yield _DottedLine(float(np.median(beside[chain])), float(along[chain[0]]), float(along[chain[-1]]))


def _cross(across: list[_DottedLine], down: list[_DottedLine], gap: float) -> bool:
    """True where lines of both directions meet, but for the gap between two dots."""
    return any(
        line.start - gap <= other.place <= line.end + gap and other.start - gap <= line.place <= other.end + gap
        for line in across
        for other in down
    )
