"""Components and readings of a noisy page in, specks of noise out: dots classified by the letters and words around.

Two steps. `find_noise` takes connected components and returns those that are noise: a full stop follows a letter on the
base line, the dot of an i is above a thin stem, a colon has two dots; a small component anywhere else is noise.
`without_noise_dots` takes a recognised line and drops dots that its words contradict. Only pages with noise between
their text lines are treated at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from parsers.scan.ocr_engine import Glyph, LineReading
from parsers.scan.raster import Mask, Scale

NOISE_SIZE = 0.6  # points: a component smaller than this both ways is noise on any page
DOT_SIZE = 2.2  # points: a component smaller than this both ways is a dot, a comma or noise
NOISY = 0.6  # isolated specks per square inch from which a page is treated
LARGEST_NOISE = 95  # percentile of the isolated specks' sizes above which a dot is print
HYPHEN = 1.8  # a component at least this many times as wide as high is a hyphen
ISOLATED = 12.0  # points: a speck with no letter within this distance is isolated

# Fractions of the local letter height (median height of the letters around the dot).
BASE_LINE = 0.22  # how far below or above the base line a full stop may end
FOLLOWS = 0.36  # how far from the letter before it a full stop is
OVERHANG = 0.2  # how far a letter's arm may reach over a full stop
OVER_STEM = 0.75  # how high above its stem the dot of an i is
DOT_HEIGHT = (1.0, 1.65)  # of the dot of an i over its base line
STEM = 0.5  # the width of a stem
COLON = 1.3  # the height of a colon
COLON_GAP = 0.2  # white between the dots of a colon, at least
COLON_DOT = 0.8  # height of the other dot of a colon or semicolon, at most
ALIGNED = 0.3  # how far apart, sideways, the dots of a colon or a dot and its stem are
NEIGHBOURS = 8.0  # letters so near say where the base line is
BASE_LINE_SEARCH = (0.45, 1.6)  # how far above and below the dot's lower edge the letters' lower edges are looked for

DOTS = ".·•●"
LEADING = frozenset(".,")
WHOLE_WORD = 5  # letters: a shorter word before a full stop may be an abbreviation


@dataclass(frozen=True, slots=True)
class ComponentBoxes:
    """Bounding boxes of connected components in pixels, one entry per component label (0 is the background)."""

    x0: NDArray[np.int32]
    y0: NDArray[np.int32]
    x1: NDArray[np.int32]
    y1: NDArray[np.int32]


def find_noise(
    foreground: Mask, boxes: ComponentBoxes, letters: NDArray[np.bool_], height: float, scale: Scale
) -> list[int]:
    """Labels of the components that are noise; [] on a clean page.

    `foreground`: the page without rulings; `letters`: per component, is it a letter; `height`: median letter height of
    the page in pixels.
    """
    width, tall = boxes.x1 - boxes.x0, boxes.y1 - boxes.y0
    size = np.maximum(width, tall)
    dots = np.flatnonzero((size >= scale.px(NOISE_SIZE)) & (size <= scale.px(DOT_SIZE)) & (width < HYPHEN * tall))
    dots = dots[dots > 0]
    body = np.flatnonzero(letters)
    if len(dots) == 0 or len(body) == 0:
        return []
    near = _Letters(boxes, body, height)
    isolated = [int(d) for d in dots if near.distance(int(d)) > scale.px(ISOLATED)]
    area = foreground.shape[0] * foreground.shape[1] / scale.dpi**2
    if len(isolated) < NOISY * area:
        return []
    # A dot that is larger than the noise of this page is print.
    largest = np.percentile(size[isolated], LARGEST_NOISE) + 1
    return [int(d) for d in dots if size[d] <= largest and not _printed(foreground, boxes, int(d), near)]


class _Letters:
    """The letters, sorted by height on the page, so that those around a dot are found by binary search."""

    def __init__(self, boxes: ComponentBoxes, body: NDArray[np.intp], height: float) -> None:
        middle = (boxes.y0[body] + boxes.y1[body]) / 2
        order = np.argsort(middle)
        self.boxes = boxes
        self.index = body[order]
        self.middle = middle[order]
        self.height = height  # pixels, median of the page

    def around(self, dot: int, distance: float) -> NDArray[np.intp]:
        """Letters whose middle is within 2 letter heights of the dot's and `distance` pixels sideways."""
        boxes = self.boxes
        y = (int(boxes.y0[dot]) + int(boxes.y1[dot])) / 2
        a, b = np.searchsorted(self.middle, (y - 2 * self.height, y + 2 * self.height))
        close = self.index[a:b]
        apart = np.maximum(boxes.x0[close] - boxes.x1[dot], boxes.x0[dot] - boxes.x1[close])
        return np.asarray(close[apart <= distance], dtype=np.intp)

    def distance(self, dot: int) -> float:
        """Pixels to the nearest letter (Chebyshev distance of the boxes); infinite where none is near."""
        boxes = self.boxes
        close = self.around(dot, 4 * self.height)
        if len(close) == 0:
            return float("inf")
        across = np.maximum(boxes.x0[close] - boxes.x1[dot], boxes.x0[dot] - boxes.x1[close])
        along = np.maximum(boxes.y0[close] - boxes.y1[dot], boxes.y0[dot] - boxes.y1[close])
        return float(np.maximum(across, along).min())


def _printed(foreground: Mask, boxes: ComponentBoxes, dot: int, letters: _Letters) -> bool:
    """True for a full stop, one dot of a colon or semicolon, and the dot of i or j."""
    around = letters.around(dot, NEIGHBOURS * letters.height)
    if len(around) == 0:
        return False
    height = float(np.median(boxes.y1[around] - boxes.y0[around]))  # the page may have print of several sizes
    if _over_line(boxes, dot, around, height) and _over_stem(foreground, boxes, dot, height):
        return True
    base = _base_line(boxes, dot, around, height)
    if base is None:
        return False
    if abs(int(boxes.y1[dot]) - base) <= BASE_LINE * height:
        if _under_letter(boxes, dot, around, height):
            return False
        return _follows(boxes, dot, around, height) or _in_colon(foreground, boxes, dot, height, upper=False)
    above = base - int(boxes.y1[dot])
    return 0 < above <= COLON * height and _in_colon(foreground, boxes, dot, height, upper=True)


def _base_line(boxes: ComponentBoxes, dot: int, around: NDArray[np.intp], height: float) -> float | None:
    """Row of the base line of the dot's text line: the median lower edge of the letters around it."""
    y = int(boxes.y1[dot])
    bottoms = boxes.y1[around]
    above, below = BASE_LINE_SEARCH
    bottoms = bottoms[(bottoms >= y - above * height) & (bottoms <= y + below * height)]
    return float(np.median(bottoms)) if len(bottoms) >= 2 else None


def _follows(boxes: ComponentBoxes, dot: int, around: NDArray[np.intp], height: float) -> bool:
    """True where a letter of the same text line ends shortly before the dot."""
    gap = boxes.x0[dot] - boxes.x1[around]
    level = (boxes.y0[around] < boxes.y1[dot]) & (boxes.y1[around] > boxes.y0[dot] - height / 2)
    return bool(((gap >= -1) & (gap <= FOLLOWS * height) & level).any())


def _under_letter(boxes: ComponentBoxes, dot: int, around: NDArray[np.intp], height: float) -> bool:
    """True where a letter is right over the dot; a full stop is beside its letter."""
    x = (int(boxes.x0[dot]) + int(boxes.x1[dot])) / 2
    over = (boxes.y0[around] < boxes.y0[dot]) & (boxes.y1[around] > boxes.y0[dot] - height)
    return bool((over & (boxes.x0[around] <= x) & (boxes.x1[around] - OVERHANG * height > x)).any())


def _in_colon(foreground: Mask, boxes: ComponentBoxes, dot: int, height: float, *, upper: bool) -> bool:
    """True where this is the upper (or lower) dot of a colon or semicolon, and only the other one is in its column."""
    x0, x1 = int(boxes.x0[dot]), int(boxes.x1[dot])
    y0, y1 = int(boxes.y0[dot]), int(boxes.y1[dot])
    slack = max(1, round(ALIGNED * height / 2))
    distance = round(COLON * height)
    rows = slice(y1 + 1, y1 + distance) if upper else slice(max(0, y0 - distance), max(0, y0 - 1))
    column = np.asarray((foreground[rows, max(0, x0 - slack) : x1 + slack] > 0).any(axis=1), dtype=bool)
    filled = np.flatnonzero(column if upper else column[::-1])  # counted from this dot on
    if len(filled) == 0:
        return False
    breaks = np.flatnonzero(np.diff(filled) > 1)
    tall = int(breaks[0]) + 1 if len(breaks) else len(filled)
    return bool(filled[0] >= COLON_GAP * height and tall <= COLON_DOT * height)


def _over_line(boxes: ComponentBoxes, dot: int, around: NDArray[np.intp], height: float) -> bool:
    """True where the dot is as high over a base line as the dots of i and j are."""
    below = boxes.y1[around] - int(boxes.y1[dot])
    below = below[(below >= height / 2) & (below <= 2 * height)]
    return len(below) > 0 and DOT_HEIGHT[0] * height <= float(np.median(below)) <= DOT_HEIGHT[1] * height


def _over_stem(foreground: Mask, boxes: ComponentBoxes, dot: int, height: float) -> bool:
    """True where a thin vertical stroke begins shortly below the dot."""
    x = (int(boxes.x0[dot]) + int(boxes.x1[dot])) // 2
    bottom = int(boxes.y1[dot])
    distance = round(OVER_STEM * height)
    wide = round(height)
    left = max(0, x - wide)
    part = foreground[bottom + 1 : bottom + 1 + distance + 2, left : x + wide + 1] > 0
    if part.shape[0] < 3:
        return False
    slack = round(ALIGNED * height / 2)
    column = part[:, max(0, x - left - slack) : x - left + slack + 1].any(axis=1)
    rows = np.flatnonzero(column)
    if len(rows) == 0 or rows[0] >= distance:
        return False
    row = part[min(rows[0] + 2, part.shape[0] - 1)]
    middle = min(max(0, x - left), len(row) - 1)
    return 0 < _run_length(row, middle, slack) <= STEM * height


def _run_length(row: NDArray[np.bool_], middle: int, slack: int) -> int:
    """Length of the run of foreground nearest to column `middle`; 0 where there is none within `slack`."""
    for shift in sorted(range(-slack, slack + 1), key=abs):
        at = middle + shift
        if 0 <= at < len(row) and row[at]:
            start, end = at, at
            while start > 0 and row[start - 1]:
                start -= 1
            while end + 1 < len(row) and row[end + 1]:
                end += 1
            return end - start + 1
    return 0


def without_leading_dot(reading: LineReading) -> LineReading:
    """The reading of a line without a dot or comma before its first letter: ".Jumlah" is "Jumlah".

    No line begins so; it is what is left of a ruling that is close to the text (test_no_line_begins_with_a_dot).
    """
    glyphs = reading.glyphs
    if not glyphs or glyphs[0].text not in LEADING:
        return reading
    rest = 1
    while rest < len(glyphs) and glyphs[rest].text.isspace():
        rest += 1
    begins = rest < len(glyphs) and glyphs[rest].text.isalpha()
    return LineReading(glyphs[rest:]) if begins else reading


def without_noise_dots(reading: LineReading) -> LineReading:
    """The reading of a line of a noisy page, in which dots inside one sentence become spaces.

    A sentence does not end before a small letter, and nothing is between a word and its colon: "jumlah.laporan" is
    "jumlah laporan". Short words before the dot may be abbreviations ("Kab. contoh") and keep it.
    """
    glyphs = reading.glyphs
    kept: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if glyph.text in DOTS and _whole_word_before(glyphs[:place]) and _sentence_continues(glyphs[place + 1 :]):
            kept.append(Glyph(" ", glyph.x, glyph.confidence))
        else:
            kept.append(glyph)
    # One space where a dot was beside one.
    single = [b for a, b in pairwise([None, *kept]) if b is not None and not (a and a.text == b.text == " ")]
    return LineReading(tuple(single))


def _whole_word_before(glyphs: tuple[Glyph, ...]) -> bool:
    last = glyphs[-WHOLE_WORD:]
    return len(last) == WHOLE_WORD and all(g.text.isalpha() for g in last) and last[-1].text.islower()


def _sentence_continues(glyphs: tuple[Glyph, ...]) -> bool:
    following = next((g.text for g in glyphs if not g.text.isspace()), "")
    return following.islower() or following == ":"
