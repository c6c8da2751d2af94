"""Upright page raster in, its ruling lines and their pixels out, also where rulings are broken, faint or slightly bent.

Method: black-hat contrast gives thin strokes; what belongs to letters (connected components by size) is left out; the
rest is traced along straight tracks (parsers.scan.ruling_tracing) and completed cell border by cell border
(parsers.scan.cell_borders).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.cell_borders import (
    BROKEN,
    INTACT,
    BorderTolerance,
    complete_borders,
    recover_table_edges,
    tolerance_of,
)
from parsers.scan.components import Components
from parsers.scan.fraction_bars import fraction_bars
from parsers.scan.raster import WHITE, GrayImage, Mask, Scale, transposed
from parsers.scan.ruling_tracing import (
    FRINGE,
    GAP_INTACT,
    THICKEST,
    RulingSegment,
    RulingTrack,
    find_tracks,
    mark_drawn,
    segments_on,
    track_bands,
)

CONTRAST = 30  # gray levels by which a faint ruling is darker than the paper beside it
LETTER_HEIGHT = 18.0  # points: a component lower than this, and not thin, is a letter or
WORD_WIDTH = 110.0  # points: a word whose letters have run together, if it is not wider than this
LETTER_GAP = 1.8  # points: letters of a word are nearer to each other, print and rulings hardly ever
SOLID = 0.75  # of THICKEST: a small component thicker than this both ways is a letter's body
ON_TRACK = 0.7  # share of a component on tracks from which it is a fragment of a ruling and no letter
STEM = 45.0  # points: a shorter vertical line that meets no other
TOUCHED = 0.3  # and has foreground beside so much of it is the stem of letters
OVERHANG = 24.0  # points: so far letters may continue a line beyond its end
BESIDE = 0.5  # points: so near to a stem is the rest of its letter
ROUNDS = 2  # horizontal lines are completed up to vertical ones and the other way round, so often


@dataclass(frozen=True, slots=True)
class PageRulings:
    """The rulings of a page raster. Of vertical segments positions are rows and `across` gives columns."""

    horizontal: tuple[RulingSegment, ...]
    vertical: tuple[RulingSegment, ...]
    mask: Mask  # the pixels of all rulings; strokes of letters that cross one are not in it
    broken: bool = False  # they have gaps; what lies in these was inferred


def find_rulings(gray: GrayImage, foreground: Mask, components: Components, scale: Scale) -> PageRulings:
    """Every ruling of an upright, straight page with even background.

    `foreground`: `gray` binarised; `components`: those of `foreground`.
    """
    shapes = _shapes_of(components, scale)
    letters = shapes.letters(None, scale)
    thin_rows = _thin_strokes(gray, scale)
    thin_columns = _thin_strokes(transposed(gray), scale)
    row_tracks = find_tracks(_without(thin_rows, letters), scale)
    column_tracks = find_tracks(_without(thin_columns, transposed(letters)), scale)
    on_tracks = track_bands(row_tracks, foreground.shape, scale)
    on_tracks |= transposed(track_bands(column_tracks, foreground.T.shape, scale))
    letters = shapes.letters(on_tracks, scale)
    mark_drawn(row_tracks, _without(thin_rows, letters), scale)
    column_strokes = _without(thin_columns, transposed(letters))
    mark_drawn(column_tracks, column_strokes, scale)
    traced = _traced(row_tracks, column_tracks, foreground, scale)
    horizontal, tolerance = traced.horizontal, traced.tolerance
    vertical = _without_stems(traced.vertical, horizontal, foreground, scale)
    if tolerance is BROKEN:
        edges = recover_table_edges(horizontal, vertical, column_strokes, scale)
        column_tracks += edges
        vertical += segments_on(edges, scale)
    for _ in range(ROUNDS):
        vertical = complete_borders(column_tracks, vertical, horizontal, tolerance, scale, ends_needed=False)
        horizontal = complete_borders(row_tracks, horizontal, vertical, tolerance, scale, ends_needed=True)
    vertical = [_without_overhang(line, horizontal, foreground, scale) for line in vertical]
    horizontal += traced.bars
    mask = _pixels_of(thin_rows, horizontal, scale)
    mask |= transposed(_pixels_of(thin_columns, vertical, scale))
    return PageRulings(tuple(horizontal), tuple(vertical), mask, tolerance is BROKEN)


@dataclass(frozen=True, slots=True)
class _Traced:
    """The segments found on the tracks, before anything is completed."""

    horizontal: list[RulingSegment]  # without bars
    vertical: list[RulingSegment]
    bars: list[RulingSegment]  # of fractions
    tolerance: BorderTolerance


def _traced(row_tracks: list[RulingTrack], column_tracks: list[RulingTrack], foreground: Mask, scale: Scale) -> _Traced:
    vertical = segments_on(column_tracks, scale)
    horizontal, bars = _without_bars(segments_on(row_tracks, scale), vertical, foreground, scale)
    vertical = [_without_overhang(line, horizontal, foreground, scale) for line in vertical]
    tolerance = tolerance_of(row_tracks, column_tracks, horizontal, vertical, scale)
    if tolerance is INTACT:
        vertical = segments_on(column_tracks, scale, GAP_INTACT)
        whole = segments_on(row_tracks, scale, GAP_INTACT)
        horizontal, bars = _without_bars(whole, vertical, foreground, scale)
    return _Traced(horizontal, vertical, bars, tolerance)


def _without_bars(
    horizontal: list[RulingSegment], vertical: list[RulingSegment], foreground: Mask, scale: Scale
) -> tuple[list[RulingSegment], list[RulingSegment]]:
    """The horizontal segments without bars of fractions, and these."""
    bars = fraction_bars(horizontal, vertical, foreground, scale)
    return [line for line in horizontal if line not in bars], bars


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Which components of the foreground have the size and shape of letters."""

    components: Components
    small: NDArray[np.bool_]  # per label: low and not wider than a word
    solid: NDArray[np.bool_]  # per label: small, and thicker than a ruling both ways

    def letters(self, tracks: Mask | None, scale: Scale) -> Mask:
        """Pixels of letters: solid components that do not lie on `tracks`, and small ones right beside them.

        Stems that a bad copy has torn from their letters, l, 1 and hyphens are beside letters; fragments of broken
        rulings hardly ever are.
        """
        area, body = self.components.area, self.solid
        if tracks is not None:
            on_track = np.bincount(self.components.labels_on(tracks), minlength=len(area))
            body = body & (on_track < ON_TRACK * area)
        bodies = self.components.mask_of(body)
        beside = cv2.dilate(bodies, np.ones((1, 2 * scale.px(LETTER_GAP) + 1), np.uint8))
        close = np.zeros(len(self.small), dtype=bool)
        close[self.components.labels_on(np.asarray(beside, dtype=np.uint8))] = True
        return self.components.mask_of(body | (self.small & close))


def _shapes_of(components: Components, scale: Scale) -> _Shapes:
    width, height = components.width, components.height
    small = (height <= scale.px(LETTER_HEIGHT)) & (width <= scale.px(WORD_WIDTH))
    small[0] = False
    solid = small & (np.minimum(width, height) > scale.px(THICKEST) * SOLID)
    return _Shapes(components, small, solid)


def _thin_strokes(gray: GrayImage, scale: Scale) -> Mask:
    """What is darker than the paper above and below it: horizontal strokes thinner than THICKEST (black-hat)."""
    kernel = np.ones((scale.px(THICKEST) * 2 + 1, 1), np.uint8)
    contrast = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, kernel)
    _, thin = cv2.threshold(contrast, CONTRAST, WHITE, cv2.THRESH_BINARY)
    return np.asarray(thin, dtype=np.uint8)


def _without(strokes: Mask, letters: Mask) -> Mask:
    return np.asarray(cv2.bitwise_and(strokes, cv2.bitwise_not(letters)), dtype=np.uint8)


def _without_stems(
    vertical: list[RulingSegment], horizontal: list[RulingSegment], foreground: Mask, scale: Scale
) -> list[RulingSegment]:
    """Without short vertical lines that meet no other one and have letters on them: stems one below the other."""
    corner = scale.px(INTACT.corner)
    return [
        line
        for line in vertical
        if line.end - line.start > scale.px(STEM)
        or any(_ends_at(line, other, corner) for other in horizontal)
        or _touched(line, foreground, BESIDE, scale) < TOUCHED
    ]


def _without_overhang(
    line: RulingSegment, horizontal: list[RulingSegment], foreground: Mask, scale: Scale
) -> RulingSegment:
    """The line from the first horizontal one that it crosses to the last: stems of letters may continue a table's."""
    corner, most = scale.px(INTACT.corner), scale.px(OVERHANG)
    crossings = [
        other.across(line.middle)
        for other in horizontal
        if other.start - corner <= line.middle <= other.end + corner
        and line.start <= other.across(line.middle) <= line.end
    ]
    if not crossings:
        return line
    first, last = min(crossings), max(crossings)
    before = corner < first - line.start <= most
    if before and _touched(replace(line, end=first), foreground, LETTER_GAP, scale) >= TOUCHED:
        line = replace(line, start=first)
    behind = corner < line.end - last <= most
    if behind and _touched(replace(line, start=last), foreground, LETTER_GAP, scale) >= TOUCHED:
        line = replace(line, end=last)
    return line


def _ends_at(line: RulingSegment, other: RulingSegment, corner: float) -> bool:
    """True where `line` ends within `corner` pixels of `other`, which runs across it."""
    along = line.middle
    if not other.start - corner <= along <= other.end + corner:
        return False
    return min(abs(line.start - other.across(along)), abs(line.end - other.across(along))) <= corner


def _touched(line: RulingSegment, foreground: Mask, reach: float, scale: Scale) -> float:
    """Share of a vertical line's own pixels with foreground within `reach` points, on the side where more is."""
    rows = np.arange(max(0, int(line.start)), min(foreground.shape[0], int(line.end)))
    middle = line.at + line.slope * rows
    off = line.thickness / 2 + scale.exact_px(FRINGE)
    columns = np.rint(middle[:, None] + np.arange(-round(off), round(off) + 1)).astype(np.intp)
    drawn = (foreground[rows[:, None], np.clip(columns, 0, foreground.shape[1] - 1)] > 0).any(axis=1)
    if not drawn.any():
        return 0.0
    rows, middle = rows[drawn], middle[drawn]
    shares = []
    for side in (-1, 1):
        touched = np.zeros(len(rows), dtype=bool)
        for shift in range(1, scale.px(reach) + 1):
            columns = np.clip(np.rint(middle + side * (off + shift)).astype(np.intp), 0, foreground.shape[1] - 1)
            touched |= foreground[rows, columns] > 0
        shares.append(float(touched.mean()))
    return max(shares)


def _pixels_of(strokes: Mask, lines: list[RulingSegment], scale: Scale) -> Mask:
    """The pixels of `strokes` that are on the lines, with the gray fringe above and below."""
    band = np.zeros_like(strokes)
    for line in lines:
        half = round(line.thickness / 2 + scale.exact_px(FRINGE))
        a = (round(line.start) - half, round(line.across(line.start)))
        b = (round(line.end) + half, round(line.across(line.end)))
        cv2.line(band, a, b, WHITE, thickness=2 * half + 1)
    on_line = cv2.bitwise_and(strokes, band)
    return np.asarray(cv2.dilate(on_line, np.ones((3, 1), np.uint8)), dtype=np.uint8)
