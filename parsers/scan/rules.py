"""Ruling lines on the picture of a page, also where they are broken, faint or a little bent.

Horizontal lines are looked for; vertical ones are the horizontal ones of the mirrored picture. A line starts from
its unbroken stretches (seeds) and is followed along its own slope; then each side of a cell, between two lines that
cross it, is there or not by how much of it is inked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.clean import WHITE, Mask, Scale
from parsers.scan.engine import GrayImage

THICKEST = 3.2  # points: a thicker bar is no ruling
CONTRAST = 30  # gray levels by which a faint ruling is darker than the paper beside it
SEED = 14.0  # points: no stroke of a letter runs straight for so long
CRACK = 0.4  # points: a gap as small as this does not end a seed
LETTER_HEIGHT = 18.0  # points: a patch of ink lower than this, and not thin, is a letter or
WORD_WIDTH = 110.0  # points: a word whose letters have run together, if it is not wider than this
LETTER_GAP = 1.8  # points: letters of a word stand nearer to each other, print and rulings hardly ever
TRACK = 1.6  # points: stretches whose distance across is less belong to one line
ON_LINE = 0.7  # share of a patch on lines from which it is a piece of them and no letter
NEAR = 5.0  # points: a gap as small as this does not end a line
FRINGE = 0.35  # points: gray rim of a line on either side
SHORTEST = 18.0  # points: a shorter line rules nothing
WHOLE_SHARE = 0.95  # share of the found lines' length that is inked on a page without broken lines
EDGE_LINES = 3  # so many horizontal lines that end below one another have an edge in common
FREE_END = 5  # a bar that leaves more than this part of a cell's side free at an end is not that side
TRULY_INKED = 0.8  # share of a line that is inked at least on a page without broken lines: feet of letters are less
STEM = 45.0  # points: a shorter upright line that meets no other
TOUCHED = 0.3  # and has ink right beside so much of it is the stem of letters
BESIDE = 0.5  # points: so near to a line ink touches it
ROUNDS = 2  # horizontal lines are completed up to vertical ones and the other way round, so often


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


@dataclass(frozen=True, slots=True)
class Rules:
    horizontal: tuple[Stretch, ...]
    vertical: tuple[Stretch, ...]
    mask: Mask  # the pixels of all rulings; strokes of letters that cross one are not in it


@dataclass(frozen=True, slots=True)
class _Care:
    corner: float  # points: a line that ends this near to a crossing one was meant to meet it
    reach: float  # points: how far beyond its found part a line may go on to the next crossing one
    share: float  # of a cell's side that must be inked for the whole side to be there


WHOLE = _Care(corner=3.5, reach=3.5, share=0.85)
BROKEN = _Care(corner=10.0, reach=200.0, share=0.3)


@dataclass(slots=True)
class _Track:
    """A line while it is put together: where it runs, and which positions along it are inked."""

    at: float
    slope: float
    thickness: float
    inked: NDArray[np.bool_]  # per position
    seeded: NDArray[np.bool_]


def find_rules(gray: GrayImage, ink: Mask, scale: Scale) -> Rules:
    """Every ruling of an upright page with even paper."""
    patches = _patches(ink, scale)
    letters = patches.letters(None, scale)
    thin_across = _thin(gray, scale)
    thin_down = _thin(np.ascontiguousarray(gray.T), scale)
    across = _tracks(_without(thin_across, letters), scale)
    down = _tracks(_without(thin_down, np.ascontiguousarray(letters.T)), scale)
    bands = _bands(across, ink.shape, scale)
    bands |= _bands(down, ink.T.shape, scale).T
    letters = patches.letters(bands, scale)
    _trace(across, _without(thin_across, letters), scale)
    _trace(down, _without(thin_down, np.ascontiguousarray(letters.T)), scale)
    horizontal = _stretches(across, scale)
    vertical = _stretches(down, scale)
    care = _care(across + down, horizontal + vertical)
    if care is WHOLE:
        horizontal, vertical = _truly_inked(across, horizontal), _truly_inked(down, vertical)
    vertical = _without_stems(vertical, horizontal, ink, scale)
    if care is BROKEN:
        edges = _edges(horizontal, vertical, _without(thin_down, np.ascontiguousarray(letters.T)), scale)
        down += edges
        vertical += _stretches(edges, scale)
    for _ in range(ROUNDS):
        vertical = _complete(down, vertical, horizontal, care, scale, ends_needed=False)
        horizontal = _complete(across, horizontal, vertical, care, scale, ends_needed=True)
    mask = _drawn(thin_across, horizontal, scale)
    mask |= np.ascontiguousarray(_drawn(thin_down, vertical, scale).T)
    return Rules(tuple(horizontal), tuple(vertical), mask)


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


def _tracks(crumbs: Mask, scale: Scale) -> list[_Track]:
    """The lines that seeds lie on, longest first, with all ink that lies on them."""
    bridged = cv2.morphologyEx(crumbs, cv2.MORPH_CLOSE, np.ones((1, scale.px(CRACK) + 1), np.uint8))
    seeds = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, scale.px(SEED)), np.uint8))
    thick = cv2.dilate(seeds, np.ones((3, 1), np.uint8))  # a slanting line climbs by steps of one pixel
    count, labels, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=8)
    order = sorted(range(1, count), key=lambda i: -int(stats[i, cv2.CC_STAT_WIDTH]))
    tolerance = max(2.0, TRACK * scale.dpi / 72)
    tracks: list[_Track] = []
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
            track = _Track(
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


def _trace(tracks: list[_Track], crumbs: Mask, scale: Scale) -> None:
    for track in tracks:
        track.inked = _inked(crumbs, track, scale) | track.seeded


def _bands(tracks: list[_Track], shape: tuple[int, ...], scale: Scale) -> Mask:
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


def _nearest(tracks: list[_Track], x: float, y: float, tolerance: float) -> _Track | None:
    best, distance = None, tolerance
    for track in tracks:
        off = abs(track.at + track.slope * x - y)
        if off <= distance:
            best, distance = track, off
    return best


def _inked(crumbs: Mask, track: _Track, scale: Scale) -> NDArray[np.bool_]:
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


def _edges(horizontal: list[Stretch], vertical: list[Stretch], crumbs: Mask, scale: Scale) -> list[_Track]:
    """Left and right edges of tables that are too broken for a seed: where horizontal lines end and crumbs lie."""
    corner = scale.px(BROKEN.corner)
    ends = sorted((x, line.across(x)) for line in horizontal for x in (line.start, line.end))
    groups: list[list[tuple[float, float]]] = []
    for end in ends:
        if groups and end[0] - groups[-1][-1][0] <= scale.px(WHOLE.corner):
            groups[-1].append(end)
        else:
            groups.append([end])
    slope = median(line.slope for line in vertical) if vertical else 0.0
    found = []
    for group in groups:
        top, bottom = min(y for _, y in group), max(y for _, y in group)
        middle = (top + bottom) / 2
        x = median(x for x, _ in group)
        if len(group) < EDGE_LINES or any(
            abs(line.across(middle) - x) <= corner and line.start < bottom and line.end > top for line in vertical
        ):
            continue
        track = _best_track(crumbs, x, middle, slope, scale)
        part = track.inked[int(top) : int(bottom)]
        if len(part) and part.mean() >= BROKEN.share:
            track.seeded[int(top) : int(bottom)] = True
            track.inked |= track.seeded
            found.append(track)
    return found


def _best_track(crumbs: Mask, across: float, along: float, slope: float, scale: Scale) -> _Track:
    """Of the lines near `across` at `along` the one with most crumbs on it."""
    reach = scale.px(WHOLE.corner)
    tracks = []
    for shift in range(-reach, reach + 1):
        at = across + shift - slope * along
        track = _Track(at, slope, 1.0, np.zeros(0, dtype=bool), np.zeros(crumbs.shape[1], dtype=bool))
        track.inked = _inked(crumbs, track, scale)
        tracks.append(track)
    return max(tracks, key=lambda track: int(track.inked.sum()))


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """[start, end) of every run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _stretches(tracks: list[_Track], scale: Scale) -> list[Stretch]:
    """The parts of tracks that hold seeds, with the crumbs that lead on from them."""
    gap = scale.px(NEAR)
    found = []
    for track in tracks:
        parts = [run for run in _runs(_closed(track.inked, gap)) if track.seeded[run[0] : run[1]].any()]
        for start, end in parts:
            if end - start >= scale.px(SHORTEST):
                found.append(Stretch(start, end, track.at, track.slope, track.thickness))
    return found


def _closed(flags: NDArray[np.bool_], gap: int) -> NDArray[np.bool_]:
    """Runs of False up to `gap` long, between two runs of True, become True."""
    closed = flags.copy()
    runs = _runs(flags)
    for (_, end), (start, _) in pairwise(runs):
        if start - end <= gap:
            closed[end:start] = True
    return closed


def _truly_inked(tracks: list[_Track], lines: list[Stretch]) -> list[Stretch]:
    """Without rows of serifs and the like, which look like a line with gaps where all real lines have none."""
    by_place = {(track.at, track.slope): track for track in tracks}
    return [
        line
        for line in lines
        if by_place[line.at, line.slope].inked[int(line.start) : int(line.end)].mean() >= TRULY_INKED
    ]


def _without_stems(vertical: list[Stretch], horizontal: list[Stretch], ink: Mask, scale: Scale) -> list[Stretch]:
    """Without short upright lines that meet no other one and that letters hang on: stems one below the other."""
    corner = scale.px(WHOLE.corner)
    return [
        line
        for line in vertical
        if line.end - line.start > scale.px(STEM)
        or any(_ends_at(line, other, corner) for other in horizontal)
        or _touched(line, ink, scale) < TOUCHED
    ]


def _ends_at(line: Stretch, other: Stretch, corner: float) -> bool:
    along = line.middle
    if not other.start - corner <= along <= other.end + corner:
        return False
    return min(abs(line.start - other.across(along)), abs(line.end - other.across(along))) <= corner


def _touched(line: Stretch, ink: Mask, scale: Scale) -> float:
    """Share of a vertical line that has ink right beside it, on the side where more is."""
    rows = np.arange(max(0, int(line.start)), min(ink.shape[0], int(line.end)))
    if len(rows) == 0:
        return 0.0
    middle = line.at + line.slope * rows
    off = line.thickness / 2 + FRINGE * scale.dpi / 72
    shares = []
    for side in (-1, 1):
        touched = np.zeros(len(rows), dtype=bool)
        for shift in range(1, scale.px(BESIDE) + 1):
            columns = np.clip(np.rint(middle + side * (off + shift)).astype(np.intp), 0, ink.shape[1] - 1)
            touched |= ink[rows, columns] > 0
        shares.append(float(touched.mean()))
    return max(shares)


def _care(tracks: list[_Track], lines: list[Stretch]) -> _Care:
    """How much of the found lines is really inked decides how much may be missing elsewhere on the page."""
    inked = length = 0.0
    by_place = {(track.at, track.slope): track for track in tracks}
    for line in lines:
        part = by_place[line.at, line.slope].inked[int(line.start) : int(line.end)]
        inked += float(part.sum())
        length += float(part.size)
    return WHOLE if length == 0 or inked >= WHOLE_SHARE * length else BROKEN


def _complete(
    tracks: list[_Track],
    lines: list[Stretch],
    crossing: list[Stretch],
    care: _Care,
    scale: Scale,
    *,
    ends_needed: bool,
) -> list[Stretch]:
    """Each line from crossing to crossing: side by side of the cells that it bounds, a side is there or not."""
    corner, reach = float(scale.px(care.corner)), float(scale.px(care.reach))
    beside = scale.px(WHOLE.corner)
    done: list[Stretch] = []
    for track in tracks:
        own = [line for line in lines if line.at == track.at and line.slope == track.slope]
        if not own:
            continue
        first, last = min(line.start for line in own), max(line.end for line in own)
        middle = track.at + track.slope * (first + last) / 2
        knots = sorted(line.across(middle) for line in crossing if _meets(line, track, reach, first, last, middle))
        flags = np.zeros(len(track.inked), dtype=bool)
        for line in own:
            flags[int(line.start) : int(line.end)] = True
        for left, right in pairwise(knots):
            a, b = max(0, round(left)), min(len(flags), round(right))
            # The bar of a fraction hardly ever lies on the line that parts the cells beside it.
            goes_on = flags[max(0, a - beside) : a].any() or flags[b : b + beside].any()
            if b > a and _side_is_there(track.inked[a:b] | flags[a:b], care, free=ends_needed and not goes_on):
                flags[a:b] = True
        for start, end in _runs(flags):
            ends = _snapped(float(start), float(end), knots, corner)
            if ends[1] - ends[0] >= scale.px(SHORTEST):
                done.append(Stretch(ends[0], ends[1], track.at, track.slope, track.thickness))
    return done


def _side_is_there(inked: NDArray[np.bool_], care: _Care, *, free: bool) -> bool:
    """By the inked share. A `free` bar that stands in the middle of a cell (of a fraction) is no side of it."""
    if inked.mean() < care.share:
        return False
    end = len(inked) // FREE_END
    return not free or end == 0 or bool(inked[:end].any() and inked[-end:].any())


def _meets(line: Stretch, track: _Track, reach: float, first: float, last: float, middle: float) -> bool:
    along = line.across(middle)
    if not first - reach <= along <= last + reach:
        return False
    return line.start - reach <= track.at + track.slope * along <= line.end + reach


def _snapped(start: float, end: float, knots: list[float], reach: float) -> tuple[float, float]:
    """The ends moved onto the nearest crossing line within reach."""
    if not knots:
        return start, end
    first = min(knots, key=lambda knot: abs(knot - start))
    last = min(knots, key=lambda knot: abs(knot - end))
    return (
        first if abs(first - start) <= reach else start,
        last if abs(last - end) <= reach else end,
    )


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
