"""Page orientation and skew, from the foreground alone: quarter turn by letter spacing, skew by projection profiles.

Mask or gray raster in; quarter turns, degrees, and the turned raster out. Whether a page is upside down only the
recogniser can tell (parsers.scan.scan_page).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.raster import WHITE, GrayImage, Mask, Scale

MEASURE_DPI = 150.0  # both are measured on a reduced raster
LETTER_MIN = 2.0  # points: a smaller component is noise
LETTER_MAX = 30.0  # points: a larger component is a ruling, a picture or a smear
JOIN = 2.0  # points: letters of a word are nearer to each other than this, lines of a paragraph are not
MIN_LETTERS = 30  # fewer letters say nothing of the direction
STEEPEST = 15.0  # degrees: photographs and pages laid on the glass by hand are never more askew than this
USUAL = 6.0  # degrees: pages that a feeder draws in are not
CLEARER = 1.3  # times as sharp as the best profile within USUAL is that of a steeper angle that is believed
COARSE_STEP = 0.25  # degrees
FINE_STEPS = (0.05, 0.01)  # degrees
SMALLEST_SKEW = 0.03  # degrees; less moves the far end of a line by less than a pixel
SAMPLE = 60_000  # foreground pixels that are enough to measure skew
REDUCED_THRESHOLD = WHITE // 3  # a pixel of the reduced raster is foreground from a third of its area on
LEAST_SAMPLE = SAMPLE // 100  # foreground pixels; fewer say nothing


def reduced_foreground(foreground: Mask, scale: Scale) -> tuple[Mask, Scale]:
    """The foreground at MEASURE_DPI, or as it is where its resolution is lower; and its scale."""
    factor = MEASURE_DPI / scale.dpi
    if factor >= 1:
        return foreground, scale
    small = cv2.resize(foreground, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    _, small = cv2.threshold(small, REDUCED_THRESHOLD, WHITE, cv2.THRESH_BINARY)
    return np.asarray(small, dtype=np.uint8), Scale(MEASURE_DPI)


def letters_only(foreground: Mask, scale: Scale) -> tuple[Mask, int]:
    """The foreground without rulings, pictures and noise, and how many components of a letter's size it has."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(foreground, connectivity=8)
    longest = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    keep = (longest >= scale.px(LETTER_MIN)) & (longest <= scale.px(LETTER_MAX))
    keep[0] = False
    return np.asarray(keep[labels] * np.uint8(WHITE), dtype=np.uint8), int(keep.sum())


def lies_sideways(letters: Mask, count: int, scale: Scale, least: int = MIN_LETTERS) -> bool:
    """True where text lines run from top to bottom: closing along them joins more letters than closing across them.

    `letters`, `count`: as `letters_only` gives them; `least`: fewer letters say nothing.
    """
    if count < least:
        return False
    side = scale.px(JOIN)
    across = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, side + 1), np.uint8))
    down = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((side + 1, 1), np.uint8))
    joined_across = cv2.connectedComponents(across, connectivity=8)[0]
    joined_down = cv2.connectedComponents(down, connectivity=8)[0]
    return joined_down < joined_across


def skew_angle(foreground: Mask) -> float:
    """Degrees by which the page must be turned counter-clockwise to lie straight; 0 where nothing says so.

    The angle of the sharpest horizontal projection profile (Postl 1986), searched coarse to fine within STEEPEST.
    """
    ys, xs = np.nonzero(foreground)
    if len(xs) < LEAST_SAMPLE:
        return 0.0
    stride = max(1, len(xs) // SAMPLE)
    points_x = xs[::stride].astype(np.float64)
    points_y = ys[::stride].astype(np.float64)
    best = _coarse(points_x, points_y)
    step = COARSE_STEP
    for fine in FINE_STEPS:
        best = _sharpest(points_x, points_y, np.arange(best - step, best + step + fine / 2, fine))[0]
        step = fine
    return 0.0 if abs(best) < SMALLEST_SKEW or abs(best) > STEEPEST - COARSE_STEP else best


def _coarse(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> float:
    """The sharpest of the usual angles, or a steeper one that is clearly sharper, in steps of COARSE_STEP degrees."""
    usual, score = _sharpest(xs, ys, np.arange(-USUAL, USUAL + COARSE_STEP / 2, COARSE_STEP))
    left = np.arange(-STEEPEST, -USUAL, COARSE_STEP)
    steep, steep_score = _sharpest(xs, ys, np.concatenate([left, -left[::-1]]))
    return steep if steep_score > CLEARER * score else usual


def _sharpest(xs: NDArray[np.float64], ys: NDArray[np.float64], angles: NDArray[np.float64]) -> tuple[float, float]:
    """The angle (degrees) at which the projection onto the y axis has the greatest sum of squared differences, and that
    sum."""
    best_angle, best_score = 0.0, -1.0
    for angle in angles:
        rows = ys - xs * np.tan(np.radians(angle))
        profile = np.bincount((rows - rows.min()).astype(np.intp)).astype(np.float64)
        score = float(np.square(np.diff(profile)).sum())
        if score > best_score:
            best_angle, best_score = float(angle), score
    return best_angle, best_score


def quarter_turned(gray: GrayImage, turns: int) -> GrayImage:
    """A gray raster or mask turned clockwise by `turns` times 90 degrees."""
    return np.ascontiguousarray(np.rot90(gray, k=-turns))


def deskewed(gray: GrayImage, degrees: float) -> GrayImage:
    """Turned counter-clockwise by `degrees` around its middle, on white; the size stays. Bicubic interpolation."""
    if degrees == 0.0:
        return gray
    rows, columns = gray.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        gray, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=WHITE
    )
    return np.asarray(turned, dtype=np.uint8)
