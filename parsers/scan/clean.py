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
COLOUR_SPREAD = 26  # levels by which strongest and weakest channel differ in coloured ink on white paper
LEAST_COLOUR = 0.0002  # share of the page; less colour than this is no stamp
PRINT_LEVEL = 90  # gray level below which print shows through a stamp
DARK_COLOUR_SPREAD = 45  # the same for dark ink, where print and stamp mix
STAMP_LEAST = 26.0  # points: a connected stroke of colour larger than this both ways is a stamp or a signature
STAMP_MOST = 220.0  # points: a larger one is a frame
LINE = 12.0  # points: coloured strokes that run straight for so long
LINE_WIDTH = 4.5  # points: coloured strokes that are thicker, with their fringe, are areas
LINE_SHARE = 0.8  # of a connected stroke that does, from which it is lines and no stamp
LINE_HOLES = 0.1  # of its ink that it encloses at most
BILEVEL_SHARE = 0.95  # share of pixels that are nearly black or white on a 1-bit scan, also an enlarged one,
BILEVEL_RIM = 0.75  # which has less gray, at the rims of its strokes, than this part of its black


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels of a page picture and points of the page."""

    dpi: float

    def px(self, points: float) -> int:
        """At least one pixel."""
        return max(1, round(points * self.dpi / POINTS_PER_INCH))

    def points(self, pixels: float) -> float:
        return pixels * POINTS_PER_INCH / self.dpi


def to_gray(image: NDArray[np.uint8]) -> GrayImage:
    """Gray of a gray or RGB picture."""
    if image.ndim == 2:
        return np.ascontiguousarray(image)
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def stamps(image: NDArray[np.uint8], gray: GrayImage, areas: Mask | None, scale: Scale) -> Mask | None:
    """Ink of coloured stamps and signatures, without black print below them; None where there is none.

    Coloured print is no stamp: it has no connected stroke as large as one. `areas`: coloured boxes, which are none.
    """
    if image.ndim == 2:
        return None
    coloured = _coloured(image, gray)
    if coloured is None:
        return None
    if areas is not None:
        coloured[areas > 0] = 0
    near = cv2.dilate(coloured, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    smallest, largest = np.minimum(width, height), np.maximum(width, height)
    stamp = (smallest > scale.px(STAMP_LEAST)) & (largest < scale.px(STAMP_MOST))
    stamp[0] = False
    for label in np.flatnonzero(stamp).tolist():
        x, y, w, h, _ = stats[label].tolist()
        stamp[label] = not _are_lines(_mask(labels[y : y + h, x : x + w] == label), scale)
    if not stamp.any():
        return None
    area = np.zeros_like(coloured)
    for x, y, w, h, _ in stats[stamp]:
        area[y : y + h, x : x + w] = WHITE
    return np.asarray(cv2.bitwise_and(near, area), dtype=np.uint8) & _mask(gray > PRINT_LEVEL) | (coloured & area)


def _are_lines(stroke: Mask, scale: Scale) -> bool:
    """True for level and upright lines that enclose nothing, as those between the boxes of a chart."""
    side = scale.px(LINE)
    stroke = np.asarray(
        cv2.copyMakeBorder(stroke, side, side, side, side, cv2.BORDER_CONSTANT, value=0), dtype=np.uint8
    )
    level, upright = (
        cv2.morphologyEx(stroke, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, side), (side, 1))
    )
    straight = cv2.bitwise_or(level, upright)
    thick = cv2.morphologyEx(stroke, cv2.MORPH_OPEN, np.ones((scale.px(LINE_WIDTH), scale.px(LINE_WIDTH)), np.uint8))
    inked = cv2.countNonZero(stroke)
    if cv2.countNonZero(straight) - cv2.countNonZero(thick) < LINE_SHARE * inked:
        return False
    outer, _ = cv2.findContours(stroke, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole = np.zeros_like(stroke)
    cv2.drawContours(whole, outer, -1, WHITE, thickness=cv2.FILLED)
    return cv2.countNonZero(whole) <= (1 + LINE_HOLES) * inked


def _mask(flags: NDArray[np.bool_]) -> Mask:
    return np.asarray(flags.view(np.uint8) * np.uint8(WHITE), dtype=np.uint8)


def _coloured(image: NDArray[np.uint8], gray: GrayImage) -> Mask | None:
    """Where ink has another tint than the paper; None where there is next to nothing of the kind."""
    small = cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = [max(1, int(np.median(small[:, :, channel]))) for channel in range(3)]
    if np.count_nonzero(_spread(small, paper) > COLOUR_SPREAD) < LEAST_COLOUR * small.shape[0] * small.shape[1]:
        return None
    soft = _spread(cv2.blur(image, (3, 3)), paper) > COLOUR_SPREAD
    strong = _spread(image, paper) > DARK_COLOUR_SPREAD
    return _mask(soft & (strong | (gray > PRINT_LEVEL)))


def _spread(image: cv2.typing.MatLike, paper: list[int]) -> Mask:
    """Difference of the strongest and the weakest channel, each relative to the paper's."""
    red, green, blue = (
        cv2.convertScaleAbs(channel, alpha=WHITE / white)
        for channel, white in zip(cv2.split(image), paper, strict=True)
    )
    strongest, weakest = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    return np.asarray(cv2.subtract(strongest, weakest), dtype=np.uint8)


def is_bilevel(gray: GrayImage) -> bool:
    """True for a 1-bit scan, also where it was stored as gray or a little enlarged."""
    counts = np.bincount(gray.ravel(), minlength=256)
    black, white = int(counts[:16].sum()), int(counts[240:].sum())
    return black + white >= BILEVEL_SHARE * gray.size and gray.size - black - white <= BILEVEL_RIM * black


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
