"""Line crops and their readings in, drawn list bullets out: connected components at line starts, by shape.

Recognisers pass over squares, disks, dashes, arrows and ticks. A bullet is alone before the text of its line, about
half as high up as small letters are, and mostly occurs more than once in a column. Solid ones are classified by the
shape of their first component; others count only where the recogniser read nothing in their place and the same figure
begins another line (correlation of the shapes).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.line_crops import LineCrop
from parsers.scan.ocr_engine import LineReading
from parsers.scan.raster import PixelBox

SQUARE, DISK, DASH, ARROW, OTHER = "▪", "•", "-", "➢", "•"

# Fractions of the page's median letter height.
SOLID_SIZE = (0.22, 0.95)  # width and height of a solid bullet
LONE_SIZE = (0.3, 0.8)  # the same where it occurs only once on a page
DASH_WIDTH, DASH_HEIGHT = (0.25, 1.1), (0.08, 0.4)  # of a dash
DRAWN_SIZE = (0.45, 1.7)  # of an arrow, a tick and the like
SOLID_GAP, DRAWN_GAP = 0.3, 0.5  # white between the bullet and its text, at least
FARTHEST = 9.0  # of the text from a bullet that is a line by itself
OFF_MIDDLE = 0.38  # how far the bullet's middle may be from that of the text's foreground
SAME_COLUMN = 0.6  # how far apart two bullets of one column begin

SQUARISH = (0.7, 1.45)  # width by height
DASH_SHAPE = 1.45  # a dash is at least so many times as wide as high
SOLID_FILL = 0.7  # share of its box that is foreground; a disk has pi / 4 = 0.785
LONE_FILL = 0.74  # the same where the bullet occurs only once on a page
CORNER_FILL = 0.6  # the same of the outermost corners: those of a square are full
CORNER = 5  # corners are a square of this part of the bullet's size
SAME_SIZE = 1.35  # sizes of two bullets of one column differ by this factor at most
GRID = 12  # figures are compared on so many by so many squares
SAME_FIGURE = 0.8  # correlation of two figures that are the same
POINTED = 0.5  # share of its height that the right end of an arrow has at most
POINT = 5  # the right end is this part of its width
POINT_OFF_MIDDLE = 6  # the right end's middle is at most this part of the height off the arrow's

# Confidences (0..1) of a bullet: solid and repeated, solid but single, another repeated figure.
REPEATED_CONFIDENCE, SINGLE_CONFIDENCE, FIGURE_CONFIDENCE = 0.95, 0.6, 0.7


@dataclass(frozen=True, slots=True)
class Bullet:
    """A drawn list bullet at the start of a text line."""

    text: str  # the character that it is read as
    box: PixelBox  # pixels of the page
    confidence: float  # 0..1
    end: int  # column of the line crop after it, before the text


@dataclass(frozen=True, slots=True)
class _Figure:
    """The first connected run of columns of a line, apart from what follows."""

    line: int  # index of the text line
    box: PixelBox  # of the page
    end: int  # column of the line crop
    foreground: NDArray[np.bool_]  # cut to the figure
    read: bool  # the recogniser read something in its place
    solid: bool  # a square, a disk or a dash
    gap: float  # letter heights to the text

    @property
    def fill(self) -> float:
        return float(self.foreground.mean())

    @property
    def dash(self) -> bool:
        return self.solid and self.box.width >= DASH_SHAPE * self.box.height

    @property
    def size(self) -> int:
        return max(self.box.width, self.box.height)


def find_bullets(crops: Sequence[LineCrop], readings: Sequence[LineReading], letter_height: float) -> dict[int, Bullet]:
    """The bullets of a page by the index of their text line. `letter_height`: the page's median, in pixels."""
    figures = [
        figure
        for line, (crop, reading) in enumerate(zip(crops, readings, strict=True))
        if (figure := _first_figure(line, crop, reading, letter_height)) is not None
    ]
    figures = [f for f in figures if _before_text(f, crops, letter_height)]
    found: dict[int, Bullet] = {}
    for figure in figures:
        bullet = _bullet([f for f in figures if _alike(figure, f, letter_height)], figure, letter_height)
        if bullet is not None:
            found[figure.line] = bullet
    return found


def _first_figure(line: int, crop: LineCrop, reading: LineReading, letter_height: float) -> _Figure | None:
    """The first figure of a line where its size, shape and distance are those of a bullet."""
    foreground = crop.foreground
    columns = np.flatnonzero(foreground.any(axis=0))
    if len(columns) == 0:
        return None
    breaks = np.flatnonzero(np.diff(columns) > 1)
    start = int(columns[0])
    end = int(columns[breaks[0]]) + 1 if len(breaks) else int(columns[-1]) + 1
    if end - start > DRAWN_SIZE[1] * letter_height * crop.stretch:
        return None
    rows = np.flatnonzero(foreground[:, start:end].any(axis=1))
    cut = foreground[int(rows[0]) : int(rows[-1]) + 1, start:end]
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
    size = (box.width / letter_height, box.height / letter_height)
    solid = _has_solid_shape(size, box.width / box.height) and float(cut.mean()) >= SOLID_FILL
    drawn = not read and _within(size, DRAWN_SIZE)
    if not ((solid and gap >= SOLID_GAP) or (drawn and gap >= DRAWN_GAP)):
        return None
    return _Figure(line, box, foreground.shape[1] if following is None else int(middle), cut, read, solid, gap)


def _has_solid_shape(size: tuple[float, float], aspect: float) -> bool:
    """True for the bounding box of a square, a disk or a dash; `size`: width and height in letter heights."""
    squarish = _within(size, SOLID_SIZE) and SQUARISH[0] <= aspect <= SQUARISH[1]
    dash = aspect >= DASH_SHAPE and _within(size[:1], DASH_WIDTH) and _within(size[1:], DASH_HEIGHT)
    return squarish or dash


def _within(values: Sequence[float], limits: tuple[float, float]) -> bool:
    return all(limits[0] <= value <= limits[1] for value in values)


def _before_text(figure: _Figure, crops: Sequence[LineCrop], letter_height: float) -> bool:
    """True where text follows on the figure's level, in its line or, for a line by itself, in the next to the right."""
    middle = (figure.box.y0 + figure.box.y1) / 2
    if figure.gap != float("inf"):
        text = _middle_row(crops[figure.line], figure.end)
        return abs(text - middle) <= OFF_MIDDLE * letter_height
    for index, crop in enumerate(crops):
        distance = int(crop.columns[0]) - figure.box.x1
        if index == figure.line or not 0 < distance <= FARTHEST * letter_height:
            continue
        if not crop.top <= middle <= crop.top + crop.image.shape[0]:
            continue
        if abs(_middle_row(crop, 0) - middle) <= OFF_MIDDLE * letter_height:
            return True
    return False


def _middle_row(crop: LineCrop, start: int) -> float:
    """Page row of the centroid of the foreground right of column `start` of the crop."""
    profile = np.count_nonzero(crop.foreground[:, start:], axis=1)
    total = int(profile.sum())
    return crop.top + float((profile * np.arange(len(profile))).sum()) / total if total else float("-inf")


def _alike(one: _Figure, other: _Figure, letter_height: float) -> bool:
    """True for figures of one kind, size and shape that begin in one column."""
    if abs(one.box.x0 - other.box.x0) > SAME_COLUMN * letter_height:
        return False
    if (one.solid, one.dash) != (other.solid, other.dash):
        return False
    small, large = sorted((one.size, other.size))
    if large > SAME_SIZE * small:
        return False
    return one.solid or float(np.corrcoef(_shape(one), _shape(other))[0, 1]) >= SAME_FIGURE


def _shape(figure: _Figure) -> NDArray[np.float64]:
    """(GRID * GRID,): the figure's coverage of a grid of squares."""
    pixels = figure.foreground.astype(np.float32)
    return np.asarray(cv2.resize(pixels, (GRID, GRID), interpolation=cv2.INTER_AREA), dtype=np.float64).ravel()


def _bullet(column: Sequence[_Figure], figure: _Figure, letter_height: float) -> Bullet | None:
    """`column`: the figures that are like this one, itself among them; together they tell their shape best."""
    repeated = len(column) > 1
    if figure.dash:
        return Bullet(DASH, figure.box, REPEATED_CONFIDENCE, figure.end) if repeated else None
    if figure.solid:
        return _solid_bullet(column, figure, letter_height)
    if not repeated or figure.gap == float("inf"):
        return None
    text = ARROW if _points_right(figure.foreground) else OTHER
    return Bullet(text, figure.box, FIGURE_CONFIDENCE, figure.end)


def _solid_bullet(column: Sequence[_Figure], figure: _Figure, letter_height: float) -> Bullet | None:
    """A square or a disk."""
    repeated = len(column) > 1
    clear = figure.gap != float("inf") and figure.fill >= LONE_FILL
    size = (figure.box.width / letter_height, figure.box.height / letter_height)
    if not repeated and not (clear and _within(size, LONE_SIZE)):
        return None
    full = sum(_corner_fill(other.foreground) for other in column) / len(column) >= CORNER_FILL
    confidence = REPEATED_CONFIDENCE if repeated else SINGLE_CONFIDENCE
    return Bullet(SQUARE if full else DISK, figure.box, confidence, figure.end)


def _corner_fill(foreground: NDArray[np.bool_]) -> float:
    """Share of the four corners that is foreground."""
    side = max(1, min(foreground.shape) // CORNER)
    corners = (
        foreground[:side, :side],
        foreground[:side, -side:],
        foreground[-side:, :side],
        foreground[-side:, -side:],
    )
    return sum(float(corner.mean()) for corner in corners) / len(corners)


def _points_right(foreground: NDArray[np.bool_]) -> bool:
    """True where the figure narrows to a point in the middle of the right side."""
    height, width = foreground.shape
    rows = np.flatnonzero(foreground[:, -max(1, width // POINT) :].any(axis=1))
    narrow = (rows[-1] - rows[0] + 1) <= POINTED * height
    level = abs((rows[0] + rows[-1] + 1) / 2 - height / 2) <= height / POINT_OFF_MIDDLE
    return bool(narrow and level)
