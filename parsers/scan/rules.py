"""Ruling lines on the picture of a page, also where they are broken, faint or a little bent.

A line starts from its unbroken stretches (seeds) and is followed along its own slope; then each side of a cell,
between two lines that cross it, is there or not by how much of it is inked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.clean import WHITE, Mask, Scale
from parsers.scan.engine import GrayImage
from parsers.scan.sides import BROKEN, WHOLE, broken_edges, care_of, completed
from parsers.scan.tracks import FRINGE, NEAR_WHOLE, THICKEST, Stretch, bands_of, find_tracks, stretches_of, trace

CONTRAST = 30  # gray levels by which a faint ruling is darker than the paper beside it
LETTER_HEIGHT = 18.0  # points: a patch of ink lower than this, and not thin, is a letter or
WORD_WIDTH = 110.0  # points: a word whose letters have run together, if it is not wider than this
LETTER_GAP = 1.8  # points: letters of a word stand nearer to each other, print and rulings hardly ever
ON_LINE = 0.7  # share of a patch on lines from which it is a piece of them and no letter
STEM = 45.0  # points: a shorter upright line that meets no other
TOUCHED = 0.3  # and has ink beside so much of it is the stem of letters
OVERHANG = 24.0  # points: so far letters may lead on from the end of a line
BESIDE = 0.5  # points: so near to a stem is the ink of its letter
ROUNDS = 2  # horizontal lines are completed up to vertical ones and the other way round, so often


@dataclass(frozen=True, slots=True)
class Rules:
    horizontal: tuple[Stretch, ...]
    vertical: tuple[Stretch, ...]
    mask: Mask  # the pixels of all rulings; strokes of letters that cross one are not in it
    broken: bool = False  # they have gaps; what lies in these was inferred


def find_rules(gray: GrayImage, ink: Mask, scale: Scale) -> Rules:
    """Every ruling of an upright page with even paper."""
    patches = _patches(ink, scale)
    letters = patches.letters(None, scale)
    thin_across = _thin(gray, scale)
    thin_down = _thin(np.ascontiguousarray(gray.T), scale)
    across = find_tracks(_without(thin_across, letters), scale)
    down = find_tracks(_without(thin_down, np.ascontiguousarray(letters.T)), scale)
    on_tracks = bands_of(across, ink.shape, scale)
    on_tracks |= bands_of(down, ink.T.shape, scale).T
    letters = patches.letters(on_tracks, scale)
    trace(across, _without(thin_across, letters), scale)
    crumbs_down = _without(thin_down, np.ascontiguousarray(letters.T))
    trace(down, crumbs_down, scale)
    horizontal = stretches_of(across, scale)
    vertical = stretches_of(down, scale)
    vertical = [_without_overhang(line, horizontal, ink, scale) for line in vertical]
    care = care_of(across, down, horizontal, vertical, scale)
    if care is WHOLE:
        horizontal, vertical = stretches_of(across, scale, NEAR_WHOLE), stretches_of(down, scale, NEAR_WHOLE)
    vertical = _without_stems(vertical, horizontal, ink, scale)
    if care is BROKEN:
        edges = broken_edges(horizontal, vertical, crumbs_down, scale)
        down += edges
        vertical += stretches_of(edges, scale)
    for _ in range(ROUNDS):
        vertical = completed(down, vertical, horizontal, care, scale, ends_needed=False)
        horizontal = completed(across, horizontal, vertical, care, scale, ends_needed=True)
    vertical = [_without_overhang(line, horizontal, ink, scale) for line in vertical]
    mask = _drawn(thin_across, horizontal, scale)
    mask |= np.ascontiguousarray(_drawn(thin_down, vertical, scale).T)
    return Rules(tuple(horizontal), tuple(vertical), mask, care is BROKEN)


@dataclass(frozen=True, slots=True)
class _Patches:
    """The connected patches of ink: which of them have the size and shape of letters."""

    labels: NDArray[np.int32]
    small: NDArray[np.bool_]  # per patch: low and not wider than a word
    solid: NDArray[np.bool_]  # per patch: small, and thicker than a ruling both ways
    area: NDArray[np.int32]

    def letters(self, lines: Mask | None, scale: Scale) -> Mask:
        """Ink of letters: solid patches that do not lie on `lines`, and small ones right beside them.

        Stems that a bad copy has torn from their letters, l, 1 and hyphens stand beside letters; crumbs of broken
        rulings hardly ever do.
        """
        body = self.solid
        if lines is not None:
            on_line = np.bincount(self.labels[lines > 0], minlength=len(self.area))
            body = body & (on_line < ON_LINE * self.area)
        bodies = np.asarray(body[self.labels] * np.uint8(WHITE), dtype=np.uint8)
        beside = cv2.dilate(bodies, np.ones((1, 2 * scale.px(LETTER_GAP) + 1), np.uint8))
        close = np.zeros(len(self.small), dtype=bool)
        close[self.labels[beside > 0]] = True
        return np.asarray((body | (self.small & close))[self.labels] * np.uint8(WHITE), dtype=np.uint8)


def _patches(ink: Mask, scale: Scale) -> _Patches:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    small = (height <= scale.px(LETTER_HEIGHT)) & (width <= scale.px(WORD_WIDTH))
    small[0] = False
    solid = small & (np.minimum(width, height) > scale.px(THICKEST) * 0.75)
    return _Patches(
        np.asarray(labels, dtype=np.int32), small, solid, np.asarray(stats[:, cv2.CC_STAT_AREA], dtype=np.int32)
    )


def _thin(gray: GrayImage, scale: Scale) -> Mask:
    """What is darker than the paper above and below it: horizontal strokes thinner than THICKEST."""
    kernel = np.ones((scale.px(THICKEST) * 2 + 1, 1), np.uint8)
    contrast = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, kernel)
    _, thin = cv2.threshold(contrast, CONTRAST, WHITE, cv2.THRESH_BINARY)
    return np.asarray(thin, dtype=np.uint8)


def _without(thin: Mask, letters: Mask) -> Mask:
    return np.asarray(cv2.bitwise_and(thin, cv2.bitwise_not(letters)), dtype=np.uint8)


def _without_stems(vertical: list[Stretch], horizontal: list[Stretch], ink: Mask, scale: Scale) -> list[Stretch]:
    """Without short upright lines that meet no other one and that letters hang on: stems one below the other."""
    corner = scale.px(WHOLE.corner)
    return [
        line
        for line in vertical
        if line.end - line.start > scale.px(STEM)
        or any(_ends_at(line, other, corner) for other in horizontal)
        or _touched(line, ink, BESIDE, scale) < TOUCHED
    ]


def _without_overhang(line: Stretch, horizontal: list[Stretch], ink: Mask, scale: Scale) -> Stretch:
    """The line from the first horizontal one that it crosses to the last: stems of letters lead on from a table."""
    corner, most = scale.px(WHOLE.corner), scale.px(OVERHANG)
    crossings = [
        other.across(line.middle)
        for other in horizontal
        if other.start - corner <= line.middle <= other.end + corner
        and line.start <= other.across(line.middle) <= line.end
    ]
    if not crossings:
        return line
    first, last = min(crossings), max(crossings)
    if corner < first - line.start <= most and _touched(replace(line, end=first), ink, LETTER_GAP, scale) >= TOUCHED:
        line = replace(line, start=first)
    if corner < line.end - last <= most and _touched(replace(line, start=last), ink, LETTER_GAP, scale) >= TOUCHED:
        line = replace(line, end=last)
    return line


def _ends_at(line: Stretch, other: Stretch, corner: float) -> bool:
    along = line.middle
    if not other.start - corner <= along <= other.end + corner:
        return False
    return min(abs(line.start - other.across(along)), abs(line.end - other.across(along))) <= corner


def _touched(line: Stretch, ink: Mask, reach: float, scale: Scale) -> float:
    """Share of a vertical line's own ink that has ink within `reach` points, on the side where more is."""
    rows = np.arange(max(0, int(line.start)), min(ink.shape[0], int(line.end)))
    middle = line.at + line.slope * rows
    off = line.thickness / 2 + FRINGE * scale.dpi / 72
    columns = np.rint(middle[:, None] + np.arange(-round(off), round(off) + 1)).astype(np.intp)
    inked = (ink[rows[:, None], np.clip(columns, 0, ink.shape[1] - 1)] > 0).any(axis=1)
    if not inked.any():
        return 0.0
    rows, middle = rows[inked], middle[inked]
    shares = []
    for side in (-1, 1):
        touched = np.zeros(len(rows), dtype=bool)
        for shift in range(1, scale.px(reach) + 1):
            columns = np.clip(np.rint(middle + side * (off + shift)).astype(np.intp), 0, ink.shape[1] - 1)
            touched |= ink[rows, columns] > 0
        shares.append(float(touched.mean()))
    return max(shares)


def _drawn(thin: Mask, lines: list[Stretch], scale: Scale) -> Mask:
    """The pixels of `thin` that lie on the lines, with the gray fringe above and below."""
    band = np.zeros_like(thin)
    for line in lines:
        half = round(line.thickness / 2 + FRINGE * scale.dpi / 72)
        a = (round(line.start) - half, round(line.across(line.start)))
        b = (round(line.end) + half, round(line.across(line.end)))
        cv2.line(band, a, b, WHITE, thickness=2 * half + 1)
    on_line = cv2.bitwise_and(thin, band)
    return np.asarray(cv2.dilate(on_line, np.ones((3, 1), np.uint8)), dtype=np.uint8)
