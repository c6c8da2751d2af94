"""List markers that recognisers pass over: squares, dots, dashes, arrows and ticks at the start of lines, by their ink.

A marker stands alone before the text of its line, about half as high up as small letters are, and mostly more than
once in a column. Solid ones are known by their shape; others only where the recogniser read nothing in their place
and the same figure begins another line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.crops import LineCrop
from parsers.scan.engine import LineReading
from parsers.scan.lines import PixelBox

SQUARE, DISK, DASH, ARROW, OTHER = "▪", "•", "-", "➢", "•"

# All lengths in usual letter heights.
SOLID_SIZE = (0.22, 0.95)  # width and height of a solid marker
LONE_SIZE = (0.3, 0.8)  # the same where it stands only once on a page
DASH_WIDTH, DASH_HEIGHT = (0.25, 1.1), (0.08, 0.4)  # of a dash
DRAWN_SIZE = (0.45, 1.7)  # of an arrow, a tick and the like
SOLID_GAP, DRAWN_GAP = 0.3, 0.5  # white between the marker and its text, at least
FARTHEST = 9.0  # of the text from a marker that is a line by itself
OFF_MIDDLE = 0.38  # how far the marker's middle may be from that of the text's ink
SAME_COLUMN = 0.6  # how far apart two markers of one column begin
SQUARISH = (0.7, 1.45)  # width by height
DASH_SHAPE = 1.45  # a dash is at least so many times as wide as high
SOLID_FILL = 0.7  # share of its box that is ink; a disk has 0.785
LONE_FILL = 0.74
CORNER_FILL = 0.6  # the same of the outermost corners: those of a square are full
SAME_SIZE = 1.35  # sizes of two markers of one column differ by this factor at most
GRID = 12  # figures are compared on so many by so many squares
SAME_FIGURE = 0.8  # correlation of two figures that are the same
POINTED = 0.5  # share of its height that the right end of an arrow has at most

SURE, ALONE, DRAWN = 0.95, 0.6, 0.7  # confidence: solid and repeated, solid but single, another repeated figure


@dataclass(frozen=True, slots=True)
class Marker:
    text: str
    box: PixelBox  # pixels of the page
    confidence: float  # 0..1
    end: int  # column of the line picture after its ink, before the text


@dataclass(frozen=True, slots=True)
class _Figure:
    """The first ink of a line, apart from what follows."""

    line: int
    box: PixelBox  # of the page
    end: int  # column of the line picture
    ink: NDArray[np.bool_]  # cut to the figure
    read: bool  # the recogniser read something in its place
    solid: bool  # a square, a disk or a dash
    gap: float  # letter heights to the text

    @property
    def fill(self) -> float:
        return float(self.ink.mean())

    @property
    def dash(self) -> bool:
        return self.solid and self.box.width >= DASH_SHAPE * self.box.height

    @property
    def size(self) -> int:
        return max(self.box.width, self.box.height)


def find_markers(crops: Sequence[LineCrop], readings: Sequence[LineReading], letter_height: float) -> dict[int, Marker]:
    """The markers of a page by the index of their line. `letter_height`: of small letters, in pixels."""
    figures = [
        figure
        for line, (crop, reading) in enumerate(zip(crops, readings, strict=True))
        if (figure := _first_figure(line, crop, reading, letter_height)) is not None
    ]
    figures = [f for f in figures if _before_text(f, crops, letter_height)]
    found: dict[int, Marker] = {}
    for figure in figures:
        marker = _marker([f for f in figures if _alike(figure, f, letter_height)], figure, letter_height)
        if marker is not None:
            found[figure.line] = marker
    return found


def _first_figure(line: int, crop: LineCrop, reading: LineReading, letter_height: float) -> _Figure | None:
    ink = crop.ink
    columns = np.flatnonzero(ink.any(axis=0))
    if len(columns) == 0:
        return None
    breaks = np.flatnonzero(np.diff(columns) > 1)
    start = int(columns[0])
    end = int(columns[breaks[0]]) + 1 if len(breaks) else int(columns[-1]) + 1
    if end - start > DRAWN_SIZE[1] * letter_height * crop.stretch:
        return None
    rows = np.flatnonzero(ink[:, start:end].any(axis=1))
    cut = ink[int(rows[0]) : int(rows[-1]) + 1, start:end]
    box = PixelBox(
        int(crop.columns[start]),
        crop.top + int(rows[0]),
        int(crop.columns[end - 1]) + 1,
        crop.top + int(rows[-1]) + 1,
    )
    following = int(columns[breaks[0] + 1]) if len(breaks) else None
    gap = (int(crop.columns[following]) - box.x1) / letter_height if following is not None else float("inf")
    middle = (end + following) / 2 if following is not None else float("inf")
    read = any(glyph.x < middle and not glyph.text.isspace() for glyph in reading.glyphs)
    aspect = box.width / box.height
    wide, high = box.width / letter_height, box.height / letter_height
    squarish = _within((wide, high), SOLID_SIZE) and SQUARISH[0] <= aspect <= SQUARISH[1]
    dash = aspect >= DASH_SHAPE and DASH_WIDTH[0] <= wide <= DASH_WIDTH[1] and DASH_HEIGHT[0] <= high <= DASH_HEIGHT[1]
    solid = (squarish or dash) and float(cut.mean()) >= SOLID_FILL
    drawn = not read and _within((wide, high), DRAWN_SIZE)
    if not ((solid and gap >= SOLID_GAP) or (drawn and gap >= DRAWN_GAP)):
        return None
    return _Figure(line, box, ink.shape[1] if following is None else int(middle), cut, read, solid, gap)


def _within(values: tuple[float, float], limits: tuple[float, float]) -> bool:
    return all(limits[0] <= value <= limits[1] for value in values)


def _before_text(figure: _Figure, crops: Sequence[LineCrop], letter_height: float) -> bool:
    """True where text follows on the figure's level, in its line or, for a line by itself, in the next to the right."""
    middle = (figure.box.y0 + figure.box.y1) / 2
    if figure.gap != float("inf"):
        text = _ink_middle(crops[figure.line], figure.end)
        return abs(text - middle) <= OFF_MIDDLE * letter_height
    for index, crop in enumerate(crops):
        distance = int(crop.columns[0]) - figure.box.x1
        if index == figure.line or not 0 < distance <= FARTHEST * letter_height:
            continue
        if not crop.top <= middle <= crop.top + crop.image.shape[0]:
            continue
        if abs(_ink_middle(crop, 0) - middle) <= OFF_MIDDLE * letter_height:
            return True
    return False


def _ink_middle(crop: LineCrop, start: int) -> float:
    """Page row of the middle of the ink right of column `start` of the picture."""
    profile = np.count_nonzero(crop.ink[:, start:], axis=1)
    total = int(profile.sum())
    return crop.top + float((profile * np.arange(len(profile))).sum()) / total if total else float("-inf")


def _alike(one: _Figure, other: _Figure, letter_height: float) -> bool:
    if abs(one.box.x0 - other.box.x0) > SAME_COLUMN * letter_height or (one.solid, one.dash) != (
        other.solid,
        other.dash,
    ):
        return False
    small, large = sorted((one.size, other.size))
    if large > SAME_SIZE * small:
        return False
    return one.solid or float(np.corrcoef(_shape(one), _shape(other))[0, 1]) >= SAME_FIGURE


def _shape(figure: _Figure) -> NDArray[np.float64]:
    pixels = figure.ink.astype(np.float32)
    return np.asarray(cv2.resize(pixels, (GRID, GRID), interpolation=cv2.INTER_AREA), dtype=np.float64).ravel()


def _marker(column: Sequence[_Figure], figure: _Figure, letter_height: float) -> Marker | None:
    """`column`: the figures that are like this one, itself among them; together they tell their shape best."""
    repeated = len(column) > 1
    if figure.dash:
        return Marker(DASH, figure.box, SURE, figure.end) if repeated else None
    if figure.solid:
        alone = figure.gap != float("inf") and figure.fill >= LONE_FILL
        size = (figure.box.width / letter_height, figure.box.height / letter_height)
        if not repeated and not (alone and _within(size, LONE_SIZE)):
            return None
        full = sum(_corner_fill(other.ink) for other in column) / len(column) >= CORNER_FILL
        return Marker(SQUARE if full else DISK, figure.box, SURE if repeated else ALONE, figure.end)
    if not repeated or figure.gap == float("inf"):
        return None
    return Marker(ARROW if _points_right(figure.ink) else OTHER, figure.box, DRAWN, figure.end)


def _corner_fill(ink: NDArray[np.bool_]) -> float:
    side = max(1, min(ink.shape) // 5)
    corners = (ink[:side, :side], ink[:side, -side:], ink[-side:, :side], ink[-side:, -side:])
    return sum(float(corner.mean()) for corner in corners) / len(corners)


def _points_right(ink: NDArray[np.bool_]) -> bool:
    """True where the ink narrows to a point in the middle of the right side."""
    height, width = ink.shape
    rows = np.flatnonzero(ink[:, -max(1, width // 5) :].any(axis=1))
    narrow = (rows[-1] - rows[0] + 1) <= POINTED * height
    level = abs((rows[0] + rows[-1] + 1) / 2 - height / 2) <= height / 6
    return bool(narrow and level)
