"""Colour page raster in, filled areas (boxes of charts and trees, shaded cells) out, and the page with them whitened.

Colour quantisation on a small copy of the page (a histogram of coarse colours, nearest main colour), then morphological
opening and closing and the rectangularity of connected components. Boxes of charts often have no other outline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.raw_page import Outline
from parsers.scan.raster import WHITE, GrayImage, Mask, RgbImage, Scale, extreme_channels, histogram
from schemas.geometry import Box

FILLS_DPI = 110.0  # of the small copy
PALE = 226  # gray level: paper has no channel below this, once it is made white
GRAYEST_PAPER = 150  # gray level: what is darker is no paper
PAPER_SPREAD = 6  # gray levels by which paper differs from itself
PAPER_SHARE = 0.05  # of the page that is paper at least
LEAST_SHARE = 0.01  # of the page's area; less colour than this is stamps and pens
SMALLEST = (22.0, 7.0)  # points: longer and shorter side of an area
CRACKS = 2.2  # points: gaps in an area as narrow as this are letters, gaps between boxes are wider
STROKES = 3.4  # points: what is thinner than this is text or a line
SOLID = 0.72  # part of its box that a rectangular area fills
MOST_OF_PAGE = 0.5  # of the page's width and height; a larger area is a background or the scanner's lid
MOST_COLOURS = 24
MOST_INSIDE = 0.8  # of an area inside a larger one: its text, not a box of its own
SAME_COLOUR = 34.0  # Euclidean distance between colours (RGB, 0..255) of one fill on a scan
DARKEST = 60  # gray level: all channels below this: solid black of header rows, dealt with elsewhere
LIGHT = 215  # gray level: lighter areas are evened out with the paper
PRINT = 40  # gray levels by which print differs from its background
LEAST_PRINT, MOST_PRINT = 0.005, 0.42  # of an area that print covers; signatures have no fill, shadows no print
RIM = 2  # pixels of the small copy around an area, where its colour fades
QUANTISATION_BITS = 3  # colours are counted in steps of 2 ** QUANTISATION_BITS


@dataclass(frozen=True, slots=True)
class _Area:
    outline: Outline
    left: int  # pixels of the small copy
    top: int
    mask: Mask  # (rows, columns) from there, 1 inside


@dataclass(frozen=True, slots=True)
class ColourRaster:
    """A page's small colour copy, which is turned along with the page."""

    picture: RgbImage
    scale: Scale

    def turned(self, turns: int) -> ColourRaster:
        """Turned clockwise by `turns` times 90 degrees."""
        return ColourRaster(np.ascontiguousarray(np.rot90(self.picture, k=-turns)), self.scale)

    def deskewed(self, degrees: float) -> ColourRaster:
        """Turned counter-clockwise by `degrees` around its middle, on white; the size stays."""
        if degrees == 0.0:
            return self
        rows, columns = self.picture.shape[:2]
        matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
        turned = cv2.warpAffine(
            self.picture,
            matrix,
            (columns, rows),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(WHITE, WHITE, WHITE),
        )
        return ColourRaster(np.asarray(turned, dtype=np.uint8), self.scale)

    def filled_areas(self) -> tuple[Outline, ...]:
        """Rectangular areas of one colour, in points of the page; none inside another."""
        return _outermost([area.outline for area in self._found()])

    def flattened(self, gray: GrayImage) -> tuple[GrayImage, Mask | None]:
        """The page with the print on dark or coloured areas as dark on white, and the mask of those areas.

        `gray`: the same page at any resolution. Where there are no such areas it comes back itself, with None.
        """
        result, apart = gray, None
        for area in self._found():
            part, mask, rim = self._enlarged(area, gray)
            inside = gray[part][mask].astype(np.int16)
            paper = float(np.median(inside)) if inside.size else WHITE
            shares = [float(np.mean(sign * (inside - paper) > PRINT)) for sign in (1, -1)]
            if sum(shares) > MOST_PRINT or self._at_edge(area):
                continue
            if apart is None:
                result, apart = gray.copy(), np.zeros(gray.shape, dtype=np.uint8)
            apart[part][mask | rim] = WHITE
            if paper > LIGHT or sum(shares) < LEAST_PRINT:
                continue
            level = inside.astype(np.float64)
            lighter = shares[0] > shares[1]
            flat = 1 - (level - paper) / max(WHITE - paper, 1) if lighter else level / max(paper, 1)
            result[part][mask] = np.clip(flat * WHITE, 0, WHITE).astype(np.uint8)
            result[part][rim & (gray[part] > paper - PRINT)] = WHITE
        return result, apart

    def _at_edge(self, area: _Area) -> bool:
        """True for shadows at the rim of the page."""
        rows, columns = self.picture.shape[:2]
        height, width = area.mask.shape
        return area.left == 0 or area.top == 0 or area.left + width == columns or area.top + height == rows

    def _enlarged(
        self, area: _Area, gray: GrayImage
    ) -> tuple[tuple[slice, slice], NDArray[np.bool_], NDArray[np.bool_]]:
        """The part of a larger raster that holds an area, its pixels that lie well inside, and those at its rim."""
        framed = cv2.copyMakeBorder(area.mask, RIM, RIM, RIM, RIM, cv2.BORDER_CONSTANT, value=0)
        inner = cv2.erode(framed, np.ones((3, 3), np.uint8))
        outer = cv2.dilate(framed, np.ones((2 * RIM + 1, 2 * RIM + 1), np.uint8))
        down, across = (large / small for large, small in zip(gray.shape, self.picture.shape, strict=False))
        height, width = framed.shape
        top, left = area.top - RIM, area.left - RIM
        rows = slice(max(round(top * down), 0), min(round((top + height) * down), gray.shape[0]))
        columns = slice(max(round(left * across), 0), min(round((left + width) * across), gray.shape[1]))
        size = (columns.stop - columns.start, rows.stop - rows.start)
        inside, whole = (cv2.resize(m, size, interpolation=cv2.INTER_NEAREST) > 0 for m in (inner, outer))
        return (rows, columns), np.asarray(inside), np.asarray(whole & ~inside)

    def _found(self) -> Iterator[_Area]:
        lightest, darkest = extreme_channels(self.picture)
        thick = self._without_strokes((lightest < PALE) & (darkest >= DARKEST))
        if thick.mean() < LEAST_SHARE:
            return
        for colour, mask in _by_colour(self.picture, thick):
            name = "".join(f"{round(channel):02x}" for channel in colour)
            yield from self._boxes(mask, name)

    def _without_strokes(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        side = self.scale.px(STROKES)
        opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
        return np.asarray(opened > 0)

    def _boxes(self, mask: NDArray[np.bool_], colour: str) -> Iterator[_Area]:
        """The solid areas of a mask, the text in them filled up."""
        left, top, right, bottom = self._surroundings(mask)
        part = mask[top:bottom, left:right]
        side = self.scale.px(CRACKS)
        closed = cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
        outer, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        whole = np.zeros(part.shape, dtype=np.uint8)
        cv2.drawContours(whole, outer, -1, 1, thickness=cv2.FILLED)
        solid = self._without_strokes(whole > 0).astype(np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
        rows, columns = mask.shape
        points = self.scale.points
        for label, (within_x, within_y, w, h, area) in enumerate(stats[1:].tolist(), start=1):
            x, y = left + within_x, top + within_y
            short, long = sorted((points(w), points(h)))
            if long < SMALLEST[0] or short < SMALLEST[1] or area < SOLID * w * h:
                continue
            if w > MOST_OF_PAGE * columns and h > MOST_OF_PAGE * rows:
                continue
            shape = np.asarray(labels[within_y : within_y + h, within_x : within_x + w] == label).view(np.uint8)
            yield _Area(Outline(Box(points(x), points(y), points(x + w), points(y + h)), colour), x, y, shape)

    def _surroundings(self, mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
        """x0, y0, x1, y1 of the part of the picture outside which no pixel of `mask` has an effect."""
        margin = self.scale.px(CRACKS) + self.scale.px(STROKES)
        x, y, width, height = cv2.boundingRect(mask.view(np.uint8))
        rows, columns = mask.shape
        return max(0, x - margin), max(0, y - margin), min(columns, x + width + margin), min(rows, y + height + margin)


def colour_raster_of(image: NDArray[np.uint8], scale: Scale) -> ColourRaster:
    """The small copy of a page, with the paper made white.

    `image`: (rows, columns, 3) RGB or (rows, columns) gray, whose colours are its shades.
    """
    factor = FILLS_DPI / scale.dpi
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else image
    smooth = np.asarray(cv2.medianBlur(np.ascontiguousarray(small), 3), dtype=np.uint8)
    if smooth.ndim == 2:
        smooth = np.asarray(cv2.cvtColor(smooth, cv2.COLOR_GRAY2RGB), dtype=np.uint8)
    return ColourRaster(_on_white(smooth), Scale(FILLS_DPI if factor < 1 else scale.dpi))


def _outermost(areas: list[Outline]) -> tuple[Outline, ...]:
    """Areas that do not lie in a larger one."""
    kept: list[Outline] = []
    for area in sorted(areas, key=lambda a: -a.box.width * a.box.height):
        size = area.box.width * area.box.height
        if all(area.box.overlap(other.box) < MOST_INSIDE * size for other in kept):
            kept.append(area)
    return tuple(kept)


def _on_white(picture: RgbImage) -> RgbImage:
    """The picture with the paper made white: the lightest colour that a good part of the page has is paper."""
    lowest, _ = extreme_channels(picture)
    counts = histogram(lowest)
    near = np.convolve(counts, np.ones(2 * PAPER_SPREAD + 1), "same")
    frequent = np.flatnonzero(near[GRAYEST_PAPER:] >= PAPER_SHARE * lowest.size)
    if len(frequent) == 0:
        return picture
    lightest = GRAYEST_PAPER + int(frequent[-1])
    below = near[lightest - 2 * PAPER_SPREAD : lightest + 1]
    level = lightest - 2 * PAPER_SPREAD + int(below.argmax())
    paper = np.median(picture[np.abs(lowest.astype(np.int16) - level) <= PAPER_SPREAD], axis=0)
    levels = np.arange(256)[:, None] * (WHITE / np.maximum(paper, 1.0))
    table = np.minimum(levels, WHITE).astype(np.uint8)[None, :, :]
    return np.asarray(cv2.LUT(picture, table), dtype=np.uint8)


def _by_colour(picture: RgbImage, thick: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    """The page's main colours (3,), most frequent first, each with the pixels that are nearest to it.

    `thick`: (rows, columns), the pixels that are counted.
    """
    pixels = picture[thick].astype(np.float64)
    steps = (pixels.astype(np.int64) >> QUANTISATION_BITS) @ np.array([1 << 16, 1 << 8, 1])
    _, inverse, counts = np.unique(steps, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(inverse, weights=pixels[:, c]) / counts for c in range(3)], axis=1)
    mains: list[NDArray[np.float64]] = []
    for i in np.argsort(-counts, kind="stable").tolist():
        if counts[i] < SMALLEST[0] * SMALLEST[1] or len(mains) == MOST_COLOURS:
            break
        if all(np.linalg.norm(means[i] - main) > SAME_COLOUR for main in mains):
            mains.append(means[i])
    if not mains:
        return
    distance = np.linalg.norm(means[:, None, :] - np.array(mains)[None, :, :], axis=2)
    nearest = distance.argmin(axis=1)
    own = np.full(picture.shape[:2], -1, dtype=np.int64)
    own[thick] = nearest[inverse]
    for index, main in enumerate(mains):
        yield main, own == index
