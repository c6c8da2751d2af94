"""Straight lines of ink: where they run, and which positions along them are inked.

Horizontal ones are looked for; vertical ones are the horizontal ones of the mirrored picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.clean import WHITE, Mask, Scale

THICKEST = 3.2  # points: a thicker bar is no ruling
SEED = 14.0  # points: no stroke of a letter runs straight for so long
CRACK = 0.4  # points: a gap as small as this does not end a seed
TRACK = 1.6  # points: stretches whose distance across is less belong to one line
NEAR = 5.0  # points: a gap as small as this does not end a line
NEAR_WHOLE = 1.5  # points: the same on a page without broken lines, where a wider gap parts a line from letters
FRINGE = 0.35  # points: gray rim of a line on either side
SHORTEST = 18.0  # points: a shorter line rules nothing


@dataclass(frozen=True, slots=True)
class Stretch:
    """One ruling in pixels: along its own direction from `start` to `end`, across it at `at + slope * position`."""

    start: float
    end: float
    at: float  # at position 0
    slope: float
    thickness: float

    def across(self, position: float) -> float:
        return self.at + self.slope * position

    @property
    def middle(self) -> float:
        return self.across((self.start + self.end) / 2)


@dataclass(slots=True)
class Track:
    """A line while it is put together: where it runs, and which positions along it are inked."""

    at: float
    slope: float
    thickness: float
    inked: NDArray[np.bool_]  # per position
    seeded: NDArray[np.bool_]


def find_tracks(crumbs: Mask, scale: Scale) -> list[Track]:
    """The lines that seeds lie on, longest first, with all ink that lies on them."""
    bridged = cv2.morphologyEx(crumbs, cv2.MORPH_CLOSE, np.ones((1, scale.px(CRACK) + 1), np.uint8))
    seeds = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, scale.px(SEED)), np.uint8))
    thick = cv2.dilate(seeds, np.ones((3, 1), np.uint8))  # a slanting line climbs by steps of one pixel
    count, labels, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=8)
    order = sorted(range(1, count), key=lambda i: -int(stats[i, cv2.CC_STAT_WIDTH]))
    tolerance = max(2.0, TRACK * scale.dpi / 72)
    tracks: list[Track] = []
    length = crumbs.shape[1]
    for label in order:
        x, y, width, height, _ = (int(v) for v in stats[label])
        part = (labels[y : y + height, x : x + width] == label) & (seeds[y : y + height, x : x + width] > 0)
        rows, columns = np.nonzero(part)
        if height > 2 * tolerance + scale.px(THICKEST) + abs(width) * 0.02:
            continue  # a slab or a curve, no line
        thickness = float(len(rows)) / width
        middle_x, middle_y = x + float(columns.mean()), y + float(rows.mean())
        slope = _slope(columns, rows) if width >= 8 * scale.px(SEED) else 0.0
        track = _nearest(tracks, middle_x, middle_y, tolerance)
        if track is None:
            track = Track(
                at=middle_y - slope * middle_x,
                slope=slope,
                thickness=thickness,
                inked=np.zeros(length, dtype=bool),
                seeded=np.zeros(length, dtype=bool),
            )
            tracks.append(track)
        covered = part.any(axis=0)
        track.seeded[x : x + width] |= covered
    return tracks


def trace(tracks: list[Track], crumbs: Mask, scale: Scale) -> None:
    """Marks on each track the positions that crumbs of ink lie on."""
    for track in tracks:
        track.inked = inked_along(crumbs, track, scale) | track.seeded


def bands_of(tracks: list[Track], shape: tuple[int, ...], scale: Scale) -> Mask:
    """All places that lie on a track, whether inked or not."""
    bands = np.zeros(shape, dtype=np.uint8)
    end = shape[1] - 1
    for track in tracks:
        thickness = 2 * max(1, round(track.thickness / 2 + FRINGE * scale.dpi / 72)) + 1
        cv2.line(bands, (0, round(track.at)), (end, round(track.at + track.slope * end)), WHITE, thickness)
    return bands


def _slope(columns: NDArray[np.intp], rows: NDArray[np.intp]) -> float:
    centred = columns - columns.mean()
    return float((centred * (rows - rows.mean())).sum() / max(1.0, float(np.square(centred).sum())))


def _nearest(tracks: list[Track], x: float, y: float, tolerance: float) -> Track | None:
    best, distance = None, tolerance
    for track in tracks:
        off = abs(track.at + track.slope * x - y)
        if off <= distance:
            best, distance = track, off
    return best


def inked_along(crumbs: Mask, track: Track, scale: Scale) -> NDArray[np.bool_]:
    """Per position along the track: does ink lie on it?"""
    rows, columns = crumbs.shape
    half = max(1, round(track.thickness / 2 + FRINGE * scale.dpi / 72))
    xs = np.arange(columns)
    centre = np.rint(track.at + track.slope * xs).astype(np.intp)
    found = np.zeros(columns, dtype=bool)
    for shift in range(-half, half + 1):
        ys = centre + shift
        inside = (ys >= 0) & (ys < rows)
        found[inside] |= crumbs[ys[inside], xs[inside]] > 0
    return found


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """[start, end) of every run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def stretches_of(tracks: list[Track], scale: Scale, near: float = NEAR) -> list[Stretch]:
    """The parts of tracks that hold seeds, with the crumbs that lead on from them over gaps of `near` points."""
    gap = scale.px(near)
    found = []
    for track in tracks:
        parts = [run for run in runs(_closed(track.inked, gap)) if track.seeded[run[0] : run[1]].any()]
        for start, end in parts:
            if end - start >= scale.px(SHORTEST):
                found.append(Stretch(start, end, track.at, track.slope, track.thickness))
    return found


def _closed(flags: NDArray[np.bool_], gap: int) -> NDArray[np.bool_]:
    """Runs of False up to `gap` long, between two runs of True, become True."""
    closed = flags.copy()
    inked = runs(flags)
    for (_, end), (start, _) in pairwise(inked):
        if start - end <= gap:
            closed[end:start] = True
    return closed
