"""The sides of cells: of broken lines, what must have been between and at the ends of the found stretches.

Each side, between two lines that cross a line, is there or not by how much of it is inked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from parsers.scan.clean import Mask, Scale
from parsers.scan.tracks import SHORTEST, Stretch, Track, inked_along, runs

FEWEST_FREE = 5  # ends of lines that meet no other line, and
FREE_SHARE = 0.12  # of all ends, on a page with broken lines
WHOLE_SHARE = 0.95  # share of the found lines' length that is inked on a page without broken lines
SHORTEST_SIDE = 7.0  # points: the side of a cell with one line of small print
EDGE_LINES = 3  # so many horizontal lines that end below one another have an edge in common
FREE_END = 5  # a bar that leaves more than this part of a cell's side free at an end is not that side


@dataclass(frozen=True, slots=True)
class Care:
    corner: float  # points: a line that ends this near to a crossing one was meant to meet it
    reach: float  # points: how far beyond their found part crossing lines may go on to meet a line
    along: float  # points: how far beyond its found part a line may go on, as it does above and below a merged row
    share: float  # of a cell's side that must be inked for the whole side to be there


WHOLE = Care(corner=3.5, reach=3.5, along=60.0, share=0.85)
BROKEN = Care(corner=10.0, reach=200.0, along=200.0, share=0.3)


def care_of(
    across: list[Track], down: list[Track], horizontal: Sequence[Stretch], vertical: Sequence[Stretch], scale: Scale
) -> Care:
    """What is there of the found lines decides how much may be missing elsewhere on the page.

    Lines of a table end at other lines, so that many ends which do not are those of gaps.
    """
    parts = [*_inked_parts(across, horizontal), *_inked_parts(down, vertical)]
    inked, length = sum(int(part.sum()) for part in parts), sum(part.size for part in parts)
    free = _free_ends(horizontal, vertical, scale) + _free_ends(vertical, horizontal, scale)
    torn = free >= max(FEWEST_FREE, FREE_SHARE * 2 * (len(horizontal) + len(vertical)))
    return BROKEN if torn or inked < WHOLE_SHARE * length else WHOLE


def _inked_parts(tracks: Sequence[Track], lines: Sequence[Stretch]) -> list[NDArray[np.bool_]]:
    """What is inked of each line along its track."""
    by_place = {(track.at, track.slope): track for track in tracks}
    return [by_place[line.at, line.slope].inked[int(line.start) : int(line.end)] for line in lines]


def _free_ends(lines: Sequence[Stretch], crossing: Sequence[Stretch], scale: Scale) -> int:
    """How many ends of lines that cross another one somewhere lie beside none."""
    corner = scale.px(WHOLE.corner)
    count = 0
    for line in lines:
        places = [other.across(line.middle) for other in crossing]
        if any(line.start - corner <= place <= line.end + corner for place in places):
            count += sum(all(abs(place - end) > corner for place in places) for end in (line.start, line.end))
    return count


def completed(
    tracks: list[Track],
    lines: list[Stretch],
    crossing: list[Stretch],
    care: Care,
    scale: Scale,
    *,
    ends_needed: bool,
) -> list[Stretch]:
    """Each line from crossing to crossing: side by side of the cells that it bounds, a side is there or not."""
    corner = float(scale.px(care.corner))
    beside = scale.px(WHOLE.corner)
    done: list[Stretch] = []
    for track in tracks:
        own = [line for line in lines if line.at == track.at and line.slope == track.slope]
        if not own:
            continue
        first, last = min(line.start for line in own), max(line.end for line in own)
        middle = track.at + track.slope * (first + last) / 2
        knots = sorted(
            line.across(middle) for line in crossing if _meets(line, track, first, last, middle, care, scale)
        )
        flags = np.zeros(len(track.inked), dtype=bool)
        for line in own:
            flags[int(line.start) : int(line.end)] = True
        for left, right in pairwise(knots):
            a, b = max(0, round(left)), min(len(flags), round(right))
            # The bar of a fraction hardly ever lies on the line that parts the cells beside it.
            goes_on = flags[max(0, a - beside) : a].any() or flags[b : b + beside].any()
            if b > a and _side_is_there(track.inked[a:b] | flags[a:b], care, free=ends_needed and not goes_on):
                flags[a:b] = True
        for start, end in runs(flags):
            ends = _snapped(float(start), float(end), knots, corner)
            side = all(any(abs(knot - place) < 1 for knot in knots) for place in ends)
            if ends[1] - ends[0] >= scale.px(SHORTEST_SIDE if side else SHORTEST):
                done.append(Stretch(ends[0], ends[1], track.at, track.slope, track.thickness))
    return done


def _side_is_there(inked: NDArray[np.bool_], care: Care, *, free: bool) -> bool:
    """By the inked share. A `free` bar that stands in the middle of a cell (of a fraction) is no side of it."""
    if inked.mean() < care.share:
        return False
    end = len(inked) // FREE_END
    return not free or end == 0 or bool(inked[:end].any() and inked[-end:].any())


def _meets(line: Stretch, track: Track, first: float, last: float, middle: float, care: Care, scale: Scale) -> bool:
    place, reach, further = line.across(middle), scale.px(care.reach), scale.px(care.along)
    if not first - further <= place <= last + further:
        return False
    return line.start - reach <= track.at + track.slope * place <= line.end + reach


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


def broken_edges(horizontal: list[Stretch], vertical: list[Stretch], crumbs: Mask, scale: Scale) -> list[Track]:
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


def _best_track(crumbs: Mask, across: float, along: float, slope: float, scale: Scale) -> Track:
    """Of the lines near `across` at `along` the one with most crumbs on it."""
    reach = scale.px(WHOLE.corner)
    tracks = []
    for shift in range(-reach, reach + 1):
        at = across + shift - slope * along
        track = Track(at, slope, 1.0, np.zeros(0, dtype=bool), np.zeros(crumbs.shape[1], dtype=bool))
        track.inked = inked_along(crumbs, track, scale)
        tracks.append(track)
    return max(tracks, key=lambda track: int(track.inked.sum()))
