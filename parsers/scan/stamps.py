"""RGB page raster in, mask of coloured stamps and signatures out: chroma against the paper, components by size.

Only the colour goes; black print below a stamp is not in the mask.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.raster import WHITE, GrayImage, Mask, Scale, extreme_channels, to_mask

CHROMA = 26  # levels by which strongest and weakest channel differ in coloured strokes on white paper
DARK_CHROMA = 45  # the same for dark strokes, where print and stamp mix
LEAST_COLOUR = 0.0002  # share of the page; less colour than this is no stamp
PRINT_LEVEL = 90  # gray level below which print shows through a stamp
BELOW_INK = 0.7  # of the brightness of full ink: darker places have print below it
FULL_INK = 25  # percentile of an ink's brightness that its strokes have inside of their rims
BESIDE_PRINT = 13  # pixels: square around a pixel of print in which its stroke may go on below ink
STAMP_LEAST = 26.0  # points: a coloured component larger than this both ways is a stamp or a signature
STAMP_MOST = 220.0  # points: a larger one is a frame
LINE = 12.0  # points: coloured strokes that run straight for so long
LINE_WIDTH = 4.5  # points: coloured strokes that are thicker, with their fringe, are areas
LINE_SHARE = 0.8  # share of a component's pixels on straight strokes from which it is lines and no stamp
LINE_HOLES = 0.1  # of its foreground that it encloses at most
MARGIN = 2  # pixels of the reduced raster around coloured strokes: their rims
CHROMA_REDUCTION = 0.25  # the page is first looked at on a raster reduced by this factor


def stamp_mask(image: NDArray[np.uint8], gray: GrayImage, areas: Mask | None, scale: Scale) -> Mask | None:
    """Pixels of coloured stamps and signatures, without black print below them; None where there is none.

    `image`: the page, gray or RGB; `gray`: the same page in gray; `areas`: coloured boxes, which are no stamps.
    Coloured print is no stamp either: it has no connected component as large as one.
    """
    if image.ndim == 2:
        return None
    coloured = _coloured(image, gray)
    if coloured is None:
        return None
    if areas is not None:
        coloured[areas > 0] = 0
    near = np.asarray(cv2.dilate(coloured, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    boxes = _stamp_boxes(near, scale)
    if not boxes:
        return None
    area = np.zeros_like(coloured)
    for x, y, w, h in boxes:
        area[y : y + h, x : x + w] = WHITE
    mask = near & area & to_mask(gray > PRINT_LEVEL) | (coloured & area)
    return mask & ~_print_below(image, gray, mask)


def _print_below(image: NDArray[np.uint8], gray: GrayImage, mask: Mask) -> Mask:
    """Where strokes of black print go on below the ink of a stamp: beside print, and darker than the ink also in the
    channel in which the ink is brightest."""
    _, brightest = extreme_channels(image)
    inked = brightest[mask > 0]
    darker = (
        to_mask(brightest < BELOW_INK * float(np.percentile(inked, FULL_INK))) if inked.size else np.zeros_like(mask)
    )
    print_ = to_mask(gray <= PRINT_LEVEL) & ~mask
    return darker & np.asarray(cv2.dilate(print_, np.ones((BESIDE_PRINT, BESIDE_PRINT), np.uint8)), dtype=np.uint8)


def _stamp_boxes(coloured: Mask, scale: Scale) -> list[tuple[int, int, int, int]]:
    """x, y, width and height of the components that have the size of a stamp and are no lines."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(coloured, connectivity=8)
    least, most = scale.px(STAMP_LEAST), scale.px(STAMP_MOST)
    boxes = []
    for label, (x, y, w, h, _) in enumerate(stats[1:].tolist(), start=1):
        if min(w, h) <= least or max(w, h) >= most:
            continue
        if not _are_lines(to_mask(labels[y : y + h, x : x + w] == label), scale):
            boxes.append((x, y, w, h))
    return boxes


def _are_lines(component: Mask, scale: Scale) -> bool:
    """True for horizontal and vertical lines that enclose nothing, as those between the boxes of a chart."""
    side = scale.px(LINE)
    component = np.asarray(
        cv2.copyMakeBorder(component, side, side, side, side, cv2.BORDER_CONSTANT, value=0), dtype=np.uint8
    )
    horizontal, vertical = (
        cv2.morphologyEx(component, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, side), (side, 1))
    )
    straight = cv2.bitwise_or(horizontal, vertical)
    width = scale.px(LINE_WIDTH)
    thick = cv2.morphologyEx(component, cv2.MORPH_OPEN, np.ones((width, width), np.uint8))
    total = cv2.countNonZero(component)
    if cv2.countNonZero(straight) - cv2.countNonZero(thick) < LINE_SHARE * total:
        return False
    outer, _ = cv2.findContours(component, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole = np.zeros_like(component)
    cv2.drawContours(whole, outer, -1, WHITE, thickness=cv2.FILLED)
    return cv2.countNonZero(whole) <= (1 + LINE_HOLES) * total


def _coloured(image: NDArray[np.uint8], gray: GrayImage) -> Mask | None:
    """Where strokes have another tint than the paper; None where there is next to nothing of the kind."""
    small = cv2.resize(image, None, fx=CHROMA_REDUCTION, fy=CHROMA_REDUCTION, interpolation=cv2.INTER_AREA)
    paper = [max(1, int(np.median(small[:, :, channel]))) for channel in range(3)]
    tinted = _chroma(small, paper) > CHROMA
    if np.count_nonzero(tinted) < LEAST_COLOUR * tinted.size:
        return None
    # A closer look only at the rectangle that holds all colour.
    rows, columns = (slice(*edges) for edges in _rectangle(tinted, gray.shape))
    part, mask = image[rows, columns], np.zeros(gray.shape, dtype=np.uint8)
    soft = _chroma(cv2.blur(part, (3, 3)), paper) > CHROMA
    strong = _chroma(part, paper) > DARK_CHROMA
    mask[rows, columns] = to_mask(soft & (strong | (gray[rows, columns] > PRINT_LEVEL)))
    return mask


def _rectangle(tinted: NDArray[np.bool_], shape: tuple[int, ...]) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last row, first and last column of the page that the pixels of a reduced mask of it span, and more."""
    spans = []
    for axis, length in enumerate(shape[:2]):
        places = np.flatnonzero(tinted.any(axis=1 - axis))
        spans.append(tuple(round(place / CHROMA_REDUCTION) for place in (places[0] - MARGIN, places[-1] + 1 + MARGIN)))
        spans[-1] = max(0, spans[-1][0]), min(length, spans[-1][1])
    return spans[0], spans[1]


def _chroma(image: cv2.typing.MatLike, paper: list[int]) -> NDArray[np.uint8]:
    """(rows, columns): difference of the strongest and the weakest channel, each relative to the paper's."""
    red, green, blue = (
        cv2.convertScaleAbs(channel, alpha=WHITE / white)
        for channel, white in zip(cv2.split(image), paper, strict=True)
    )
    strongest, weakest = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    return np.asarray(cv2.subtract(strongest, weakest), dtype=np.uint8)
