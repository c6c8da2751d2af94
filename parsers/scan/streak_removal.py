"""Gray page raster in, the same without streaks out: hairlines over the whole page, from dust on a scanner's glass.

Dust keeps its place while the paper passes, so that a streak is straight, parallel to an edge of the raster and reaches
from one end of the page to the other; rulings end at margins. Column-wise contrast finds it, and what it covered is
filled in from the pixels beside it.
"""

from __future__ import annotations

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from parsers.scan.raster import GrayImage, Scale, transposed, true_runs

WIDEST = 1.6  # points: a broader line is no streak
CONTRAST = 20  # gray levels by which a streak is darker than both sides
SHARE = 0.9  # of the page's height along which it is visible
END_SHARE = 0.7  # of the outer parts of the page, where no ruling goes
END = 0.03  # outer part of the page, of its height
LEAST_ROWS = 10  # pixels: a raster lower than this is no page


def without_streaks(gray: GrayImage, scale: Scale) -> GrayImage:
    """The same page without horizontal and vertical streaks; itself where there are none."""
    without_vertical = _erased(gray, scale)
    lying = transposed(without_vertical)
    without_both = _erased(lying, scale)
    return without_vertical if without_both is lying else transposed(without_both)


def _erased(gray: GrayImage, scale: Scale) -> GrayImage:
    """Without streaks from the top to the bottom; itself where there are none."""
    widest = max(2, scale.px(WIDEST))
    columns = _streak_columns(gray, widest)
    if not columns.any():
        return gray
    result = gray.copy()
    for start, end in true_runs(columns):
        left, right = max(0, start - 1), min(gray.shape[1], end + 1)  # with the gray rim
        before, behind = result[:, max(0, left - 1)], result[:, min(gray.shape[1] - 1, right)]
        # A stroke crosses the streak where it is visible on both sides of it.
        result[:, left:right] = np.maximum(before, behind)[:, None]
    return result


def _streak_columns(gray: GrayImage, widest: int) -> NDArray[np.bool_]:
    """Per column: is it part of a streak? `widest`: pixels."""
    height, width = gray.shape
    found = np.zeros(width, dtype=bool)
    if width <= 2 * widest + 2 or height < LEAST_ROWS:
        return found
    end = max(1, round(height * END))
    # The lighter of the paper on both sides must be darker in the streak; beside a black edge only one side is paper.
    beside = cv2.min(gray[:, : -2 * widest], gray[:, 2 * widest :])
    darker = cv2.subtract(beside, gray[:, widest:-widest])  # 0 where it is lighter
    _, darker = cv2.threshold(darker, CONTRAST - 1, 1, cv2.THRESH_BINARY)
    whole, first, last = (_counts(part) / len(part) for part in (darker, darker[:end], darker[-end:]))
    found[widest:-widest] = (whole >= SHARE) & (first >= END_SHARE) & (last >= END_SHARE)
    return found


def _counts(flags: MatLike) -> NDArray[np.int32]:
    """(columns,): the sum of every column."""
    return np.asarray(cv2.reduce(flags, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel(), dtype=np.int32)
