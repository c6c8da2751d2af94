"""Dots of print told from specks of dirt on bad copies, by where they stand.

A full stop follows a letter on the base line, the dot of an i stands over a thin stem, a colon has two dots; what
stands anywhere else is dirt. Only pages that have dirt between their lines are treated at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parsers.scan.clean import Mask, Scale

SPECK = 0.6  # points: ink smaller than this both ways is dirt on any page
DOT = 2.2  # points: ink smaller than this both ways is a dot, a comma or dirt
DIRTY = 0.6  # lone specks per square inch from which a page is treated
LARGEST_DIRT = 95  # percent of the lone specks that are not larger than the page's dirt
HYPHEN = 1.8  # a mark at least this many times as wide as high is a hyphen
LONE = 12.0  # points: a speck with no letter within this distance is lone
BASE_LINE = 0.22  # of the small letters' height: how far below or above the base line a full stop may end
FOLLOWS = 0.36  # of the same: how far from the letter before it a full stop stands
UNDER = 0.2  # of the same: how far a letter's arm may reach over a full stop
OVER_STEM = 0.75  # of the same: how high above its stem the dot of an i stands
DOT_HEIGHT = (1.0, 1.65)  # of the same: of the dot of an i over its base line
STEM = 0.5  # of the same: the width of a stem
COLON = 1.3  # of the same: the height of a colon
ALIGNED = 0.3  # of the same: how far apart, sideways, the dots of a colon or a dot and its stem are
NEIGHBOURS = 8.0  # of the same: letters so near say where the base line is


@dataclass(frozen=True, slots=True)
class Patches:
    """Boxes of the connected patches of ink, in pixels, one entry per patch."""

    x0: NDArray[np.int32]
    y0: NDArray[np.int32]
    x1: NDArray[np.int32]
    y1: NDArray[np.int32]


def find_specks(writing: Mask, patches: Patches, letters: NDArray[np.bool_], height: float, scale: Scale) -> list[int]:
    """Indices of the patches that are dirt. `letters`: which are letters; `height`: of small letters, pixels."""
    width, tall = patches.x1 - patches.x0, patches.y1 - patches.y0
    size = np.maximum(width, tall)
    dots = np.flatnonzero((size >= scale.px(SPECK)) & (size <= scale.px(DOT)) & (width < HYPHEN * tall))
    dots = dots[dots > 0]
    body = np.flatnonzero(letters)
    if len(dots) == 0 or len(body) == 0:
        return []
    near = _Letters(patches, body, height)
    lone = [int(d) for d in dots if near.distance(patches, int(d)) > scale.px(LONE)]
    area = writing.shape[0] * writing.shape[1] / scale.dpi**2
    if len(lone) < DIRTY * area:
        return []
    # A dot that is larger than the dirt of this page is print.
    largest = np.percentile(size[lone], LARGEST_DIRT) + 1
    return [int(d) for d in dots if size[d] <= largest and not _printed(writing, patches, int(d), near, height)]


class _Letters:
    """The letters, sorted by height on the page, so that those around a dot are found quickly."""

    def __init__(self, patches: Patches, body: NDArray[np.intp], height: float) -> None:
        middle = (patches.y0[body] + patches.y1[body]) / 2
        order = np.argsort(middle)
        self.index = body[order]
        self.middle = middle[order]
        self.height = height

    def around(self, patches: Patches, dot: int, reach: float) -> NDArray[np.intp]:
        """Letters whose middle is within 2 small letters' height of the dot's and `reach` pixels sideways."""
        y = (int(patches.y0[dot]) + int(patches.y1[dot])) / 2
        a, b = np.searchsorted(self.middle, (y - 2 * self.height, y + 2 * self.height))
        close = self.index[a:b]
        apart = np.maximum(patches.x0[close] - patches.x1[dot], patches.x0[dot] - patches.x1[close])
        return np.asarray(close[apart <= reach], dtype=np.intp)

    def distance(self, patches: Patches, dot: int) -> float:
        close = self.around(patches, dot, 4 * self.height)
        if len(close) == 0:
            return float("inf")
        across = np.maximum(patches.x0[close] - patches.x1[dot], patches.x0[dot] - patches.x1[close])
        along = np.maximum(patches.y0[close] - patches.y1[dot], patches.y0[dot] - patches.y1[close])
        return float(np.maximum(across, along).min())


def _printed(writing: Mask, patches: Patches, dot: int, letters: _Letters, height: float) -> bool:
    around = letters.around(patches, dot, NEIGHBOURS * height)
    if len(around) == 0:
        return False
    height = float(np.median(patches.y1[around] - patches.y0[around]))  # the page may have print of several sizes
    if _over_line(patches, dot, around, height) and _over_stem(writing, patches, dot, height):
        return True
    base = _base_line(patches, dot, around, height)
    if base is None:
        return False
    if abs(int(patches.y1[dot]) - base) <= BASE_LINE * height:
        if _under_letter(patches, dot, around, height):
            return False
        return _follows(patches, dot, around, height) or _colon(writing, patches, dot, height, upper=False)
    above = base - int(patches.y1[dot])
    return 0 < above <= COLON * height and _colon(writing, patches, dot, height, upper=True)


def _base_line(patches: Patches, dot: int, around: NDArray[np.intp], height: float) -> float | None:
    """Of the line that the dot stands in: the usual bottom of the letters around it."""
    y = int(patches.y1[dot])
    bottoms = patches.y1[around]
    bottoms = bottoms[(bottoms >= y - 0.45 * height) & (bottoms <= y + 1.6 * height)]
    return float(np.median(bottoms)) if len(bottoms) >= 2 else None


def _follows(patches: Patches, dot: int, around: NDArray[np.intp], height: float) -> bool:
    """True where a letter, standing on the same line, ends shortly before the dot."""
    gap = patches.x0[dot] - patches.x1[around]
    level = (patches.y0[around] < patches.y1[dot]) & (patches.y1[around] > patches.y0[dot] - height / 2)
    return bool(((gap >= -1) & (gap <= FOLLOWS * height) & level).any())


def _under_letter(patches: Patches, dot: int, around: NDArray[np.intp], height: float) -> bool:
    """True where a letter stands right over the dot; a full stop stands beside its letter."""
    x = (int(patches.x0[dot]) + int(patches.x1[dot])) / 2
    over = (patches.y0[around] < patches.y0[dot]) & (patches.y1[around] > patches.y0[dot] - height)
    return bool((over & (patches.x0[around] <= x) & (patches.x1[around] - UNDER * height > x)).any())


def _colon(writing: Mask, patches: Patches, dot: int, height: float, *, upper: bool) -> bool:
    """True where this is one dot of a colon or semicolon and nothing but the other one stands near it in its column."""
    x0, x1 = int(patches.x0[dot]), int(patches.x1[dot])
    y0, y1 = int(patches.y0[dot]), int(patches.y1[dot])
    slack = max(1, round(ALIGNED * height / 2))
    reach = round(COLON * height)
    rows = slice(y1 + 1, y1 + reach) if upper else slice(max(0, y0 - reach), max(0, y0 - 1))
    column = np.asarray((writing[rows, max(0, x0 - slack) : x1 + slack] > 0).any(axis=1), dtype=bool)
    inked = np.flatnonzero(column if upper else column[::-1])  # counted from this dot on
    if len(inked) == 0:
        return False
    breaks = np.flatnonzero(np.diff(inked) > 1)
    tall = int(breaks[0]) + 1 if len(breaks) else len(inked)
    return bool(inked[0] >= 0.2 * height and tall <= 0.8 * height)


def _over_line(patches: Patches, dot: int, around: NDArray[np.intp], height: float) -> bool:
    """True where the dot is as high over a base line as the dots of i and j are."""
    below = patches.y1[around] - int(patches.y1[dot])
    below = below[(below >= height / 2) & (below <= 2 * height)]
    return len(below) > 0 and DOT_HEIGHT[0] * height <= float(np.median(below)) <= DOT_HEIGHT[1] * height


def _over_stem(writing: Mask, patches: Patches, dot: int, height: float) -> bool:
    """True where a thin upright stroke begins shortly below the dot."""
    x = (int(patches.x0[dot]) + int(patches.x1[dot])) // 2
    bottom = int(patches.y1[dot])
    reach = round(OVER_STEM * height)
    wide = round(height)
    left = max(0, x - wide)
    part = writing[bottom + 1 : bottom + 1 + reach + 2, left : x + wide + 1] > 0
    if part.shape[0] < 3:
        return False
    slack = round(ALIGNED * height / 2)
    column = part[:, max(0, x - left - slack) : x - left + slack + 1].any(axis=1)
    rows = np.flatnonzero(column)
    if len(rows) == 0 or rows[0] >= reach:
        return False
    row = part[min(rows[0] + 2, part.shape[0] - 1)]
    middle = min(max(0, x - left), len(row) - 1)
    run = _run_at(row, middle, slack)
    return 0 < run <= STEM * height


def _run_at(row: NDArray[np.bool_], middle: int, slack: int) -> int:
    """Length of the run of ink nearest to `middle`; 0 where there is none within `slack`."""
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
