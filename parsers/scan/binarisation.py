"""Gray page raster in, mask of foreground pixels out: Otsu's threshold, clamped to the range of print on paper."""

from __future__ import annotations

import cv2
import numpy as np

from parsers.scan.raster import WHITE, GrayImage, Mask, histogram

THRESHOLD_RANGE = (120, 185)  # gray levels (0..255) that the threshold is clamped to, for paper of even brightness
BLACK_BELOW, WHITE_FROM = 16, 240  # gray levels of the nearly black and nearly white pixels of a 1-bit scan
BILEVEL_SHARE = 0.95  # share of pixels that are nearly black or white on a 1-bit scan, also an enlarged one,
BILEVEL_RIM = 0.75  # which has less gray, at the rims of its strokes, than this part of its black


def binarise(gray: GrayImage) -> Mask:
    """Foreground pixels of a page with even background. Method: Otsu (1979), clamped to THRESHOLD_RANGE."""
    level, _ = cv2.threshold(gray, 0, WHITE, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    level = min(max(level, THRESHOLD_RANGE[0]), THRESHOLD_RANGE[1])
    _, foreground = cv2.threshold(gray, level, WHITE, cv2.THRESH_BINARY_INV)
    return np.asarray(foreground, dtype=np.uint8)


def is_bilevel(gray: GrayImage) -> bool:
    """True for a 1-bit scan, also where it was stored as gray or a little enlarged. By the gray-level histogram."""
    counts = histogram(gray)
    black, white = int(counts[:BLACK_BELOW].sum()), int(counts[WHITE_FROM:].sum())
    return black + white >= BILEVEL_SHARE * gray.size and gray.size - black - white <= BILEVEL_RIM * black
