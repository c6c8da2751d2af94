"""Mask of thin strokes in, straight tracks and the ruling segments on them out.

Method: long runs of foreground (seeds, by morphological opening) are grouped into tracks, straight lines with the
seeds' least-squares slope; then every position along a track is marked as drawn or not, and near runs are joined. Only
horizontal lines are looked for; vertical ones are the horizontal ones of the transposed raster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.components import components_of
from parsers.scan.raster import WHITE, Mask, Scale, true_runs

THICKEST = 3.2  # points: a thicker bar is no ruling
SEED = 14.0  # points: no stroke of a letter runs straight for so long
CRACK = 0.4  # points: a gap as small as this does not end a seed
SAME_TRACK = 1.6  # points: seeds whose distance across is less are on one track
LEAST_TOLERANCE = 2.0  # pixels: the same on coarse rasters
STEEPEST = 0.02  # slope: how much a seed may climb by its length, besides its thickness
SLOPE_SEEDS = 8  # a seed this many times as long as the shortest one tells its slope
GAP = 5.0  # points: a gap as small as this does not end a segment
GAP_INTACT = 1.5  # points: the same on a page with intact rulings, where a wider gap parts a line from letters
FRINGE = 0.35  # points: gray rim of a line on either side
SHORTEST = 18.0  # points: a shorter segment rules nothing


@dataclass(frozen=True, slots=True)
class RulingSegment:
    """One straight ruling in pixels, along its own direction from `start` to `end`.

    Of a horizontal ruling positions are columns and `across` gives rows; of a vertical one it is the other way round.
    """

    start: float  # pixels along
    end: float
    at: float  # pixels across, at position 0
    slope: float  # pixels across per pixel along
    thickness: float  # pixels

    def across(self, position: float) -> float:
        """Where the ruling is across its direction, in pixels, at `position` along it."""
        return self.at + self.slope * position

    @property
    def middle(self) -> float:
        """Where the ruling is across its direction, in pixels, half-way along it."""
        return self.across((self.start + self.end) / 2)


@dataclass(slots=True)
class RulingTrack:
    """The endless straight line that segments are on, and which positions along it are drawn."""

    at: float  # pixels across, at position 0
    slope: float  # pixels across per pixel along
    thickness: float  # pixels
    drawn: NDArray[np.bool_]  # (length of the page,): foreground is on the track
    seeded: NDArray[np.bool_]  # (length of the page,): a seed is on the track


def find_tracks(strokes: Mask, scale: Scale) -> list[RulingTrack]:
    """The tracks that seeds of `strokes` are on, those of the longest seeds first; nothing is marked as drawn yet."""
    tolerance = max(LEAST_TOLERANCE, scale.exact_px(SAME_TRACK))
    tracks: list[RulingTrack] = []
    length = strokes.shape[1]
    for seed in _seeds(strokes, scale, tolerance):
        track = _nearest(tracks, seed.x, seed.y, tolerance)
        if track is None:
            track = RulingTrack(
                at=seed.y - seed.slope * seed.x,
                slope=seed.slope,
                thickness=seed.thickness,
                drawn=np.zeros(length, dtype=bool),
                seeded=np.zeros(length, dtype=bool),
            )
            tracks.append(track)
        track.seeded[seed.start : seed.start + len(seed.columns)] |= seed.columns
    return tracks


@dataclass(frozen=True, slots=True)
class _Seed:
    """A long run of foreground, the thickness of a line."""

    x: float  # pixels: centroid
    y: float
    slope: float  # 0 where it is too short to tell
    thickness: float  # pixels
    start: int  # first column
    columns: NDArray[np.bool_]  # from there: which have foreground


def _seeds(strokes: Mask, scale: Scale, tolerance: float) -> Iterator[_Seed]:
    """The seeds of `strokes`, longest first."""
    bridged = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, scale.px(CRACK) + 1), np.uint8))
    seeds = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, scale.px(SEED)), np.uint8))
    thick = cv2.dilate(seeds, np.ones((3, 1), np.uint8))  # a slanting line climbs by steps of one pixel
    found = components_of(np.asarray(thick, dtype=np.uint8))
    pixels = found.pixels()
    is_seed = np.asarray(seeds, dtype=np.uint8).ravel() > 0
    for label in sorted(range(1, len(found.width)), key=lambda i: -int(found.width[i])):
        x, y, width, height = (int(v[label]) for v in (found.left, found.top, found.width, found.height))
        if height > 2 * tolerance + scale.px(THICKEST) + abs(width) * STEEPEST:
            continue  # an area or a curve, no line
        rows, columns = np.divmod(pixels[label][is_seed[pixels[label]]], strokes.shape[1])
        rows, columns = rows - y, columns - x
        filled = np.zeros(width, dtype=bool)
        filled[columns] = True
        yield _Seed(
            x=x + float(columns.mean()),
            y=y + float(rows.mean()),
            slope=_slope(columns, rows) if width >= SLOPE_SEEDS * scale.px(SEED) else 0.0,
            thickness=float(len(rows)) / width,
            start=x,
            columns=filled,
        )


def mark_drawn(tracks: list[RulingTrack], strokes: Mask, scale: Scale) -> None:
    """Sets `drawn` of each track: the positions where `strokes` or a seed is on it."""
    for track in tracks:
        track.drawn = drawn_along(strokes, track, scale) | track.seeded


def drawn_along(strokes: Mask, track: RulingTrack, scale: Scale) -> NDArray[np.bool_]:
    """(columns of `strokes`,): is there foreground on the track or its gray rim at that column?"""
    rows, columns = strokes.shape
    half = max(1, round(track.thickness / 2 + scale.exact_px(FRINGE)))
    xs = np.arange(columns)
    centre = np.rint(track.at + track.slope * xs).astype(np.intp)
    found = np.zeros(columns, dtype=bool)
    for shift in range(-half, half + 1):
        ys = centre + shift
        inside = (ys >= 0) & (ys < rows)
        found[inside] |= strokes[ys[inside], xs[inside]] > 0
    return found


def track_bands(tracks: list[RulingTrack], shape: tuple[int, ...], scale: Scale) -> Mask:
    """Mask of `shape` with all pixels that are on a track from edge to edge, drawn or not."""
    bands = np.zeros(shape, dtype=np.uint8)
    end = shape[1] - 1
    for track in tracks:
        thickness = 2 * max(1, round(track.thickness / 2 + scale.exact_px(FRINGE))) + 1
        cv2.line(bands, (0, round(track.at)), (end, round(track.at + track.slope * end)), WHITE, thickness)
    return bands


def segments_on(tracks: list[RulingTrack], scale: Scale, gap: float = GAP) -> list[RulingSegment]:
    """The drawn runs of tracks that hold a seed, joined over gaps of `gap` points, without those below SHORTEST."""
    found = []
    for track in tracks:
        joined = true_runs(_closed(track.drawn, scale.px(gap)))
        for start, end in (run for run in joined if track.seeded[run[0] : run[1]].any()):
            if end - start >= scale.px(SHORTEST):
                found.append(RulingSegment(start, end, track.at, track.slope, track.thickness))
    return found


def _slope(columns: NDArray[np.intp], rows: NDArray[np.intp]) -> float:
    """Least-squares slope of pixels, rows per column."""
    centred = columns - columns.mean()
    return float((centred * (rows - rows.mean())).sum() / max(1.0, float(np.square(centred).sum())))


def _nearest(tracks: list[RulingTrack], x: float, y: float, tolerance: float) -> RulingTrack | None:
    best, distance = None, tolerance
    for track in tracks:
        off = abs(track.at + track.slope * x - y)
        if off <= distance:
            best, distance = track, off
    return best


def _closed(flags: NDArray[np.bool_], gap: int) -> NDArray[np.bool_]:
    """Runs of False up to `gap` long, between two runs of True, become True."""
    closed = flags.copy()
    for (_, end), (start, _) in pairwise(true_runs(flags)):
        if start - end <= gap:
            closed[end:start] = True
    return closed
