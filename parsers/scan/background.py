"""Gray page raster in, the same page as dark print on even white out.

Flat-field correction of the paper, inversion of solid dark header fills, removal of black scan borders; all by gray
morphology (opening and closing with rectangles larger than any stroke of print).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.raster import WHITE, GrayImage, Scale, histogram, to_gray

REDUCTION = 8  # the paper's brightness is measured on a raster reduced this many times
PAPER_WINDOW = 14.0  # points: wider than any stroke, narrower than a shaded cell
DARKEST_PAPER = 90  # gray level: darker "paper" is print or the scanner's lid and is not lightened
SOLID = 7.0  # points: black over this height, and twice this width, is no print
STRIP = 3.0  # points: so much of a dark fill is above and below its print; rulings and strokes of letters are thinner
MOST_OF_PAGE = 0.97  # of its width or height; a larger area is the scanner's lid
SOLID_LEVEL = 110  # gray level below which a solid area counts as dark
RECTANGULARITY = 0.8  # share of its bounding box that a dark header fill covers at least
BORDER_WIDTH = 0.7  # points: of the borders of an inverted fill
RULED_BELOW, RULED_SHARE = 6.0, 0.8  # points below a fill, and share of them that a ruling ending at it fills
CLEAR_OF_PRINT = 1.5  # points beside such a ruling where it is continued
NEGATIVE_LEVEL = 90  # gray level below which the ground of a negative is
NEGATIVE_SHARE = 0.7  # of the page that is darker than that
PAPER_PART = 100  # of the longer side: white over this width and height is paper, and no print of a negative
PAPER_SHARE = 0.02  # of a negative that may look like paper
BORDER = 3.0  # points: black at the rim of the raster thicker than this is no print


def as_positive(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A negative (white print on black, as microfilm and some copiers give it) turned into dark print on white.

    Any other raster, gray or RGB, comes back as it is. Paper on a black lid is none: it is white over large areas.
    """
    gray = to_gray(image)
    if histogram(gray)[:NEGATIVE_LEVEL].sum() < NEGATIVE_SHARE * gray.size:
        return image
    side = max(3, max(gray.shape) // PAPER_PART)
    light = np.asarray((gray >= WHITE - NEGATIVE_LEVEL) * np.uint8(WHITE), dtype=np.uint8)
    paper = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if cv2.countNonZero(paper) > PAPER_SHARE * gray.size:
        return image
    return np.asarray(WHITE - image, dtype=np.uint8)


def flatten_illumination(gray: GrayImage, scale: Scale) -> GrayImage:
    """The same page on white paper: shadows, yellowed paper and light shades are divided out.

    Flat-field correction: the paper is estimated on a reduced raster by closing, median and Gaussian filter, and the
    page is divided by it.
    """
    rows, columns = gray.shape
    reduced = cv2.resize(gray, (max(1, columns // REDUCTION), max(1, rows // REDUCTION)), interpolation=cv2.INTER_AREA)
    window = max(3, scale.px(PAPER_WINDOW) // REDUCTION | 1)
    paper = cv2.morphologyEx(reduced, cv2.MORPH_CLOSE, np.ones((window, window), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), window / 2)
    paper = cv2.resize(np.maximum(paper, DARKEST_PAPER), (columns, rows), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, paper, scale=WHITE), dtype=np.uint8)


def invert_dark_fills(gray: GrayImage, scale: Scale) -> GrayImage:
    """White print on solid dark rectangles (shaded header rows) becomes dark on light; the rest is untouched.

    Returns `gray` itself where there is no such rectangle.
    """
    dark = np.asarray((gray < SOLID_LEVEL) * np.uint8(WHITE), dtype=np.uint8)
    strip = scale.px(STRIP) | 1  # odd, so that opening shifts nothing
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((strip, strip), np.uint8))
    if cv2.countNonZero(solid) == 0:
        return gray
    outer, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    result = gray
    rows, columns = gray.shape
    side = scale.px(SOLID)
    for contour in outer:
        x, y, width, height = cv2.boundingRect(contour)
        at_edge = x == 0 or y == 0 or x + width == columns or y + height == rows
        if at_edge or height < side or width < 2 * side or max(width / columns, height / rows) > MOST_OF_PAGE:
            continue
        inside = np.zeros((height, width), dtype=np.uint8)
        cv2.drawContours(inside, [contour - (x, y)], -1, 1, thickness=cv2.FILLED)
        if inside.sum() < RECTANGULARITY * width * height:
            continue
        inside = _without_notches(inside, 2 * strip + 1)
        if result is gray:
            result = gray.copy()
        place = np.s_[y : y + height, x : x + width]
        inverted = _bordered(_inverted(gray[place], inside), inside, gray, (y, x), scale)
        result[place] = np.where(inside > 0, inverted, gray[place])
    return result


def _without_notches(inside: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """The fill with the notches of a noisy rim closed. `side`: pixels, odd."""
    framed = cv2.copyMakeBorder(inside, side, side, side, side, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return np.asarray(closed[side:-side, side:-side], dtype=np.uint8)


def _bordered(
    part: GrayImage, inside: NDArray[np.uint8], gray: GrayImage, corner: tuple[int, int], scale: Scale
) -> GrayImage:
    """An inverted fill with the borders that its darkness hides: its outline, and the vertical rulings that end at its
    lower edge, as far up as no print is in their way. `corner`: row and column of the fill on the page."""
    top, left = corner
    rows, columns = part.shape
    width = scale.px(BORDER_WIDTH)
    outer, _ = cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    below = gray[top + rows : top + rows + scale.px(RULED_BELOW), left : left + columns] < SOLID_LEVEL
    result = part.copy()
    if len(below):
        ruled = np.flatnonzero(below.mean(axis=0) >= RULED_SHARE)
        clear = scale.px(CLEAR_OF_PRINT)
        for column in ruled[np.diff(ruled, prepend=-2) > 1].tolist():
            beside = part[:, max(0, column - clear) : column + clear] < SOLID_LEVEL
            printed = np.flatnonzero(beside.any(axis=1) & (inside[:, column] > 0))
            result[(int(printed[-1]) + 1 if len(printed) else 0) :, column : column + width] = 0
    cv2.drawContours(result, outer, -1, 0, thickness=width)
    return result


def _inverted(part: GrayImage, inside: NDArray[np.uint8]) -> GrayImage:
    """Light print on an even dark ground as dark print on white; what is darker than the ground is ground too.
    `inside`: where the ground and its print are."""
    ground = float(np.median(part[inside > 0]))
    flat = 1 - (part.astype(np.float64) - ground) / max(WHITE - ground, 1)
    return np.asarray(np.clip(flat * WHITE, 0, WHITE), dtype=np.uint8)


def clear_black_borders(gray: GrayImage, scale: Scale) -> GrayImage:
    """Paints black borders of photocopies and the scanner's lid white: solid black that touches the raster's rim.

    Returns `gray` itself where there is none.
    """
    side = scale.px(BORDER)
    dark = np.asarray((gray < SOLID_LEVEL) * np.uint8(WHITE), dtype=np.uint8)
    framed = cv2.copyMakeBorder(dark, side, side, side, side, cv2.BORDER_REPLICATE)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    solid = solid[side:-side, side:-side]
    rim = np.zeros_like(solid)
    rim[0] = rim[-1] = WHITE
    rim[:, 0] = rim[:, -1] = WHITE
    if cv2.countNonZero(cv2.bitwise_and(solid, rim)) == 0:
        return gray
    _, labels = cv2.connectedComponents(solid, connectivity=8)
    touching = np.zeros(int(labels.max()) + 1, dtype=bool)
    touching[labels[(rim > 0) & (solid > 0)]] = True
    border = np.asarray(touching[labels] * np.uint8(WHITE), dtype=np.uint8)
    grown = cv2.dilate(border, np.ones((side, side), np.uint8))
    result = gray.copy()
    result[grown > 0] = WHITE
    return result
