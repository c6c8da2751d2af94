"""Foreground of a page and the resolution that its file claims -> the resolution that the size of its letters tells.

Habit: programs that put a scan into a PDF at 72 or 96 dots per inch, or on a page of a few centimetres, so that the
page's size is that of no paper; pictures whose resolution some program made up.
"""

from __future__ import annotations

import numpy as np

from parsers.scan.components import components_of
from parsers.scan.raster import POINTS_PER_INCH, Mask, Scale

LETTER_POINTS = 5.5  # usual height of a printed letter, in points: between x-height and capitals of type of 10 points
CLAIMED_POINTS = (2.0, 12.0)  # letters between these heights agree with the claim: type of 4 to 22 points
USUAL_POINTS = (3.0, 9.0)  # many letters between these heights agree with it beyond doubt
LETTER_PIXELS = (6, 200)  # heights of components that may be letters, whatever the resolution is
SLENDER = 6.0  # a component longer than this many times its width is a stroke or a ruling
MIN_LETTERS = 60  # fewer components of a letter's shape tell nothing
MANY_LETTERS = 300  # so many of a part of the page speak for all of it
PAGE_INCHES = (5.0, 24.0)  # the longer side of the page lies between these by the resolution that letters tell
DPI_STEP = 10.0  # the resolution is told to this


def resolution_of(foreground: Mask, scale: Scale) -> Scale:
    """The claimed resolution where the letters agree with it, or are too few to tell; else that of the letters."""
    third = foreground.shape[0] // 3
    sample = _letter_height(foreground[third : 2 * third], MANY_LETTERS)
    if sample is not None and USUAL_POINTS[0] <= scale.points(sample) <= USUAL_POINTS[1]:
        return scale
    height = _letter_height(foreground, MIN_LETTERS)
    if height is None or CLAIMED_POINTS[0] <= scale.points(height) <= CLAIMED_POINTS[1]:
        return scale
    longest = max(foreground.shape)
    told = height * POINTS_PER_INCH / LETTER_POINTS
    told = min(max(told, longest / PAGE_INCHES[1]), longest / PAGE_INCHES[0])
    return Scale(max(DPI_STEP, round(told / DPI_STEP) * DPI_STEP))


def _letter_height(foreground: Mask, least: int) -> float | None:
    """Median height in pixels of the components of a letter's shape, each weighed by its height, since specks of noise
    are many; None where there are fewer than `least`."""
    found = components_of(foreground)
    width, height = found.width[1:], found.height[1:]
    low, high = LETTER_PIXELS
    letters = (height >= low) & (height <= high) & (width * SLENDER >= height) & (height * SLENDER >= width)
    if letters.sum() < least:
        return None
    heights = np.sort(height[letters])
    summed = np.cumsum(heights)
    return float(heights[np.searchsorted(summed, summed[-1] / 2)])
