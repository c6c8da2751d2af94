"""Gray page raster in, the same page as dark print on even white out.

Flat-field correction of the paper, inversion of solid dark header fills, removal of black scan borders; all by gray
morphology (opening and closing with rectangles larger than any stroke of print).
"""

from __future__ import annotations

import cv2
import numpy as np

from parsers.scan.raster import WHITE, GrayImage, Scale

REDUCTION = 8  # the paper's brightness is measured on a raster reduced this many times
PAPER_WINDOW = 14.0  # points: wider than any stroke, narrower than a shaded cell
DARKEST_PAPER = 90  # gray level: darker "paper" is print or the scanner's lid and is not lightened
SOLID = 7.0  # points: black over this width and height is no print
SOLID_LEVEL = 110  # gray level below which a solid area counts as dark
RECTANGULARITY = 0.8  # share of its bounding box that a dark header fill covers at least
BORDER = 3.0  # points: black at the rim of the raster thicker than this is no print


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
    side = scale.px(SOLID)
    dark = np.asarray((gray < SOLID_LEVEL) * np.uint8(WHITE), dtype=np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if cv2.countNonZero(solid) == 0:
        return gray
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((side, 3 * side), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
    result = gray
    rows, columns = gray.shape
    for x, y, width, height, area in stats[1:count]:
        at_edge = x == 0 or y == 0 or x + width == columns or y + height == rows
        if at_edge or area < RECTANGULARITY * width * height or width < 2 * side:
            continue
        if result is gray:
            result = gray.copy()
        result[y : y + height, x : x + width] = WHITE - gray[y : y + height, x : x + width]
    return result


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
