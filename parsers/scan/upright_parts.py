"""Letters of a page that lies sideways as a whole in, the parts of it that lie upright out.

Habit: pages with a wide table that is printed sideways under a title, and over a page number, that are not.
"""

from __future__ import annotations

import cv2
import numpy as np

from parsers.scan.orientation import lies_sideways
from parsers.scan.raster import WHITE, GrayImage, Mask, PixelBox, Scale
from schemas.geometry import Box

BLOCK_GAP = 9.0  # points: letters nearer than this are in one block
LEAST_LETTERS = 12  # of a block; fewer say nothing of their direction
MARGIN = 3.0  # points around a block that belong to it


def upright_parts(letters: Mask, scale: Scale) -> tuple[PixelBox, ...]:
    """Boxes of the blocks of letters whose lines run from left to right. `letters`: as `letters_only` gives them."""
    side = scale.px(BLOCK_GAP)
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for label, (x, y, width, height, _area) in enumerate(stats[1:].tolist(), start=1):
        part = (slice(y, y + height), slice(x, x + width))
        own = np.ascontiguousarray(np.where(labels[part] == label, letters[part], 0).astype(np.uint8))
        count = cv2.connectedComponents(own, connectivity=8)[0] - 1
        if count >= LEAST_LETTERS and not lies_sideways(own, count, scale, LEAST_LETTERS):
            found.append(PixelBox(x, y, x + width, y + height))
    return tuple(found)


def set_apart(gray: GrayImage, boxes: tuple[PixelBox, ...], found: Scale, scale: Scale) -> tuple[GrayImage, GrayImage]:
    """The page without the parts `boxes`, and a page with nothing else; both of the same size.

    `found`: the scale of the boxes; `scale`: that of `gray`.
    """
    rest, apart = gray.copy(), np.full_like(gray, WHITE)
    factor, margin = scale.dpi / found.dpi, scale.px(MARGIN)
    for box in boxes:
        rows = slice(max(0, round(box.y0 * factor) - margin), round(box.y1 * factor) + margin)
        columns = slice(max(0, round(box.x0 * factor) - margin), round(box.x1 * factor) + margin)
        apart[rows, columns] = gray[rows, columns]
        rest[rows, columns] = WHITE
    return rest, apart


def turned_box(box: Box, turns: int, width: float, height: float) -> Box:
    """A box of a page of `width` and `height` on the same page turned clockwise by `turns` quarters."""
    for _ in range(turns % 4):
        box = Box(height - box.bottom, box.x0, height - box.top, box.x1)
        width, height = height, width
    return box
