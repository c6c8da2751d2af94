"""From the picture of a page to even dark-on-light gray, and from that to ink."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.engine import GrayImage

Mask = NDArray[np.uint8]
"""Rows x columns, 255 where something is, 0 elsewhere."""

WHITE = 255
POINTS_PER_INCH = 72.0

LIGHT_STEP = 8  # the paper's brightness is measured on a picture reduced this many times
PAPER_WINDOW = 14.0  # points: wider than any stroke, narrower than a shaded cell
DARKEST_PAPER = 90  # darker "paper" is ink or the scanner's lid and is not lightened
THRESHOLD_RANGE = (120, 185)  # gray levels of even paper between which ink is told from paper
SOLID = 7.0  # points: black over this width and height is no writing
SOLID_LEVEL = 110  # gray level below which a solid area counts as dark
EDGE = 3.0  # points: black at the rim thicker than this is no print
COLOUR_SPREAD = 55  # difference of the strongest and weakest channel from which ink is coloured
STAMP_SIZE = 26.0  # points: coloured ink larger than this both ways is a stamp, a signature or a logo
BILEVEL_SHARE = 0.995  # share of pixels that are nearly black or white on a 1-bit scan


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels of a page picture and points of the page."""

    dpi: float

    def px(self, points: float) -> int:
        """At least one pixel."""
        return max(1, round(points * self.dpi / POINTS_PER_INCH))

    def points(self, pixels: float) -> float:
        return pixels * POINTS_PER_INCH / self.dpi


def to_gray(image: NDArray[np.uint8], scale: Scale) -> GrayImage:
    """Gray of a gray or RGB picture; coloured stamps and signatures are gone where they cover no black print."""
    if image.ndim == 2:
        return np.ascontiguousarray(image)
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    strongest = image.max(axis=2)
    coloured = np.asarray((strongest - image.min(axis=2) > COLOUR_SPREAD) * np.uint8(WHITE), dtype=np.uint8)
    if cv2.countNonZero(coloured) == 0:
        return gray
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(coloured, np.ones((3, 3), np.uint8)), connectivity=8
    )
    size = scale.px(STAMP_SIZE)
    large = (stats[:, cv2.CC_STAT_WIDTH] > size) & (stats[:, cv2.CC_STAT_HEIGHT] > size)
    large[0] = False
    if not large.any():
        return gray
    stamp = large[labels] & ((coloured > 0) | (strongest > SOLID_LEVEL))
    gray[stamp] = WHITE
    return gray


def is_bilevel(gray: GrayImage) -> bool:
    """True for a 1-bit scan, also where it was stored as gray."""
    counts = np.bincount(gray.ravel(), minlength=256)
    return bool((counts[:16].sum() + counts[240:].sum()) >= BILEVEL_SHARE * gray.size)


def invert_solid(gray: GrayImage, scale: Scale) -> GrayImage:
    """White print on solid dark rectangles (shaded headers) becomes dark on light; other areas are untouched."""
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
        if at_edge or area < 0.8 * width * height or width < 2 * side:
            continue
        if result is gray:
            result = gray.copy()
        result[y : y + height, x : x + width] = WHITE - gray[y : y + height, x : x + width]
    return result


def even_light(gray: GrayImage, scale: Scale) -> GrayImage:
    """The same page on white paper: shadows, yellowed paper and light shades are divided out."""
    rows, columns = gray.shape
    reduced = cv2.resize(
        gray, (max(1, columns // LIGHT_STEP), max(1, rows // LIGHT_STEP)), interpolation=cv2.INTER_AREA
    )
    window = max(3, scale.px(PAPER_WINDOW) // LIGHT_STEP | 1)
    paper = cv2.morphologyEx(reduced, cv2.MORPH_CLOSE, np.ones((window, window), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), window / 2)
    paper = cv2.resize(np.maximum(paper, DARKEST_PAPER), (columns, rows), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, paper, scale=WHITE), dtype=np.uint8)


def binarise(gray: GrayImage) -> Mask:
    """Ink of a page with even paper."""
    level, _ = cv2.threshold(gray, 0, WHITE, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    level = min(max(level, THRESHOLD_RANGE[0]), THRESHOLD_RANGE[1])
    _, ink = cv2.threshold(gray, level, WHITE, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, dtype=np.uint8)


def clear_edges(gray: GrayImage, scale: Scale) -> GrayImage:
    """Paints black edges of photocopies and the scanner's lid white: solid black that touches the picture's rim."""
    side = scale.px(EDGE)
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
    edge = np.asarray(touching[labels] * np.uint8(WHITE), dtype=np.uint8)
    grown = cv2.dilate(edge, np.ones((side, side), np.uint8))
    result = gray.copy()
    result[grown > 0] = WHITE
    return result
