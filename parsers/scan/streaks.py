"""Hairs that run over the whole page, from dirt on a scanner's or copier's glass: they are no rulings.

Dirt stands still while the paper passes, so that a hair is straight, runs along an edge of the picture and reaches from
one end of the page to the other. Rulings end at margins. What the hair covered is drawn again from what is beside it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from parsers.scan.clean import Scale
from parsers.scan.engine import GrayImage

WIDEST = 1.6  # points
CONTRAST = 20  # gray levels by which a hair is darker than both sides
SHARE = 0.9  # of the page's height along which it is
END_SHARE = 0.7  # of the outer parts of the page, where no ruling goes
END = 0.03  # outer part of the page, of its height


def without_streaks(gray: GrayImage, scale: Scale) -> GrayImage:
    """The same page without hairs across and down; the picture itself where there are none."""
    down = _erased(gray, scale)
    across = _erased(np.ascontiguousarray(down.T), scale)
    return np.ascontiguousarray(across.T)


def _erased(gray: GrayImage, scale: Scale) -> GrayImage:
    """Without hairs from the top to the bottom."""
    widest = max(2, scale.px(WIDEST))
    columns = _streak_columns(gray, widest)
    if not columns.any():
        return gray
    result = gray.copy()
    edges = np.flatnonzero(np.diff(np.concatenate(([False], columns, [False])).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        left, right = max(0, start - 1), min(gray.shape[1], end + 1)  # with the gray rim
        before, behind = result[:, max(0, left - 1)], result[:, min(gray.shape[1] - 1, right)]
        # A stroke goes on across the hair where it stands on both sides of it.
        result[:, left:right] = np.maximum(before, behind)[:, None]
    return result


def _streak_columns(gray: GrayImage, widest: int) -> NDArray[np.bool_]:
    """Per column: is it part of a hair?"""
    height, width = gray.shape
    found = np.zeros(width, dtype=bool)
    if width <= 2 * widest + 2 or height < 10:
        return found
    end = max(1, round(height * END))
    middle = gray[:, widest:-widest].astype(np.int16)
    # The lighter of the paper on both sides must be darker in the hair; beside a black edge only one side is paper.
    beside = np.minimum(gray[:, : -2 * widest], gray[:, 2 * widest :]).astype(np.int16)
    darker = beside - middle >= CONTRAST
    whole = darker.mean(axis=0) >= SHARE
    ends = (darker[:end].mean(axis=0) >= END_SHARE) & (darker[-end:].mean(axis=0) >= END_SHARE)
    found[widest:-widest] = whole & ends
    return found
