"""Gray page in, the same page with even shaded areas out: halftone screens (dots, lines, dither) are taken off.

Habit: shaded header rows, which a 1-bit scanner or a fax turns into patterns that read as noise
(test_print_on_a_halftone_screen_is_kept). Method: areas of even density are found on a reduced raster; in each one a
box filter as wide as the screen's period (by autocorrelation) averages the pattern away, and what is left is stretched
so that the area's own density is white, or black where its print is lighter.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.raster import WHITE, GrayImage, Mask, Scale

CELL = 0.72  # points: side of a pixel of the reduced raster
WINDOW = 3  # pixels of the reduced raster: density is averaged over so many, about the coarsest screen's period
LEAST_DENSITY = 0.13  # share of black: paper between lines of print has less
LEAST_HEIGHT, LEAST_WIDTH = 12.0, 30.0  # points: a line of print is lower
MOST_OF_PAGE = 0.5  # a larger area is dark paper
BAND = 0.5  # share of the narrowest rectangle around it that a band with notches covers at least
EVEN = 0.16  # a screen's density, averaged over its period, is this near to its median
EVEN_SHARE = 0.7  # in so much of its area
PATTERNED = 0.15  # standard deviation of the densities of its pixels: those of an even gray hardly differ
SOLID_FROM = 0.97  # median density of a solid fill, which is no screen
WIDE = 1.5  # a heading in light print is so many times as wide as high; coats of arms are not
PRINT = 0.3  # densities further than this from the median are print
RIPPLE = 0.1  # what is left of a screen goes up to this density
MOST_PERIOD = 3.0  # points
FULL_INK = 98  # percentile of an area's densities that is print at its darkest, or lightest
BLACK = 0.5  # density of a black pixel, at least
RULING = 12.0  # points: no dot or stroke is straight for so long
MOST_RULINGS = 0.15  # share of an area: more straight lines are its screen
LINES_LOOKED_AT = 64  # rows, and columns, of an area that its period is taken from
PEAK = 0.3  # correlation of a screen with itself a period further
FINEST = 3  # pixels: box where no period is found, as in error diffusion


def without_screens(gray: GrayImage, scale: Scale) -> GrayImage:
    """`gray` without screens. Returns `gray` itself where there is none.

    A 1-bit scan need not be one here any more: what stored or rendered it may have softened its edges.
    """
    result = gray
    for area, (top, left) in _even_areas(gray, scale):
        rows, columns = area.shape
        place = np.s_[top : top + rows, left : left + columns]
        printed = _print_of(gray[place], area, scale)
        if printed is None:
            continue
        if result is gray:
            result = gray.copy()
        result[place] = np.where(area > 0, printed, result[place])
    return result


def _even_areas(gray: GrayImage, scale: Scale) -> list[tuple[Mask, tuple[int, int]]]:
    """The shaded areas: mask of each in its bounding box, and the row and column of that."""
    rows, columns = gray.shape
    cell = max(1, scale.px(CELL))
    reduced = cv2.resize(WHITE - gray, (max(1, columns // cell), max(1, rows // cell)), interpolation=cv2.INTER_AREA)
    density = cv2.blur(reduced, (WINDOW, WINDOW))
    shaded = np.asarray((density >= LEAST_DENSITY * WHITE) * np.uint8(WHITE), dtype=np.uint8)
    # Over the strokes of light print:
    whole = cv2.morphologyEx(shaded, cv2.MORPH_CLOSE, np.ones((WINDOW, WINDOW), np.uint8))
    side = scale.px(1.0) / cell
    kernel = np.ones((max(2, round(LEAST_HEIGHT * side)), max(2, round(LEAST_WIDTH * side))), np.uint8)
    opened = cv2.morphologyEx(whole, cv2.MORPH_OPEN, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = []
    for label in range(1, count):
        x, y, width, height = (int(value) for value in stats[label, :4])
        if width * height > MOST_OF_PAGE * opened.size:
            continue
        own = _band(np.asarray((labels[y : y + height, x : x + width] == label) * np.uint8(WHITE), dtype=np.uint8))
        right, bottom = min(columns, (x + width) * cell), min(rows, (y + height) * cell)
        size = (right - x * cell, bottom - y * cell)
        found.append(
            (np.asarray(cv2.resize(own, size, interpolation=cv2.INTER_NEAREST), np.uint8), (y * cell, x * cell))
        )
    return found


def _band(area: Mask) -> Mask:
    """A band, straight or askew, with the notches filled that light print makes in it; any other area as it is."""
    corners = cv2.boxPoints(cv2.minAreaRect(cv2.findNonZero(area)))
    filled = np.zeros_like(area)
    cv2.fillConvexPoly(filled, np.rint(corners).astype(np.int32), WHITE)
    return filled if cv2.countNonZero(area) >= BAND * cv2.countNonZero(filled) else area


def _print_of(part: GrayImage, area: Mask, scale: Scale) -> GrayImage | None:
    """The print on a screen, dark on white or white on black; None where the area is no screen. `area`: its pixels."""
    black = np.asarray((WHITE - part) / WHITE, dtype=np.float32)
    side = _period(black, scale.px(MOST_PERIOD))
    density = cv2.blur(black, (side, side))
    inner = cv2.erode(
        area, np.ones((2 * side + 1, 2 * side + 1), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0
    )
    inside = density[inner > 0]
    if not inside.size:
        return None
    middle = float(np.median(inside))
    even = np.abs(inside - middle) <= EVEN
    patterned = float(black[inner > 0][even].std()) if even.any() else 0.0
    if even.mean() < EVEN_SHARE or middle < LEAST_DENSITY / 2 or middle >= SOLID_FROM or patterned < PATTERNED:
        return None
    darker = float(np.maximum(inside - middle - RIPPLE, 0).sum()) / (1 - middle)
    lighter = float(np.maximum(middle - RIPPLE - inside, 0).sum()) / middle
    if lighter > darker and middle > PRINT:
        if area.shape[1] < WIDE * area.shape[0]:
            return None
        ground, ink = middle - RIPPLE, min(float(np.percentile(inside, 100 - FULL_INK)), middle - PRINT)
        white = (ground - density) / (ground - ink)
    else:
        ground, ink = middle + RIPPLE, max(float(np.percentile(inside, FULL_INK)), middle + PRINT)
        white = 1 - (density - ground) / (ink - ground)
        white[_rulings(black, scale) > 0] = 0
    return np.asarray(np.clip(white * WHITE, 0, WHITE), dtype=np.uint8)


def _rulings(black: NDArray[np.float32], scale: Scale) -> Mask:
    """Pixels of straight black lines, which a box as wide as a coarse screen's period washes out; none where the screen
    itself is of lines."""
    dark = np.asarray((black > BLACK) * np.uint8(WHITE), dtype=np.uint8)
    length = scale.px(RULING)
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    lines = np.asarray(cv2.bitwise_or(level, upright), dtype=np.uint8)
    return lines if cv2.countNonZero(lines) <= MOST_RULINGS * lines.size else np.zeros_like(lines)


def _period(black: NDArray[np.float32], most: int) -> int:
    """Pixels from one dot or line of a screen to the next, the longer of both ways; FINEST where it has none."""
    return max(_period_along(black, most), _period_along(black.T, most), FINEST)


def _period_along(black: NDArray[np.float32], most: int) -> int:
    step = max(1, len(black) // LINES_LOOKED_AT)
    lines = black[::step] - black[::step].mean(axis=1, keepdims=True)
    power = float((lines * lines).sum())
    if not power:
        return 0
    shifted = [float((lines[:, :-lag] * lines[:, lag:]).sum()) / power for lag in range(1, most + 2)]
    for lag in range(2, most + 1):
        here = shifted[lag - 1]
        if here >= PEAK and here > shifted[lag - 2] and here >= shifted[lag]:
            return lag
    return 0
