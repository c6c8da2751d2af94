"""Traced ruling segments in, segments completed border by border of the cells that they bound out.

A cell border lies between two lines that cross a track. It is there or not by how much of it is drawn; how much must
be depends on whether the page's rulings are intact or broken (a bad copy), which the page itself tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from parsers.layout.ruling_lines import connected_lines
from parsers.scan.raster import Mask, Scale, true_runs
from parsers.scan.ruling_tracing import SHORTEST, RulingSegment, RulingTrack, drawn_along

FEWEST_FREE = 5  # ends of lines that meet no other line, and
FREE_SHARE = 0.12  # of all ends, on a page with broken rulings
TABLE_LINES = 3  # lines each way that cross each other are a table
INTACT_SHARE = 0.95  # share of the found segments' length that is drawn on a page with intact rulings
SHORTEST_BORDER = 7.0  # points: the border of a cell with one line of small print
EDGE_LINES = 3  # so many horizontal lines that end below one another have a table edge in common
FREE_END = 5  # a bar that leaves more than this part of a cell's border free at an end is not that border
SAME_PLACE = 1.0  # pixels: an end nearer than this to a crossing line is on it


@dataclass(frozen=True, slots=True)
class BorderTolerance:
    """How far from complete rulings may be and still count as cell borders."""

    corner: float  # points: a line that ends this near to a crossing one was meant to meet it
    reach: float  # points: how far beyond their found part crossing lines may run to meet a line
    along: float  # points: how far beyond its found part a line may run, as it does above and below a merged row
    share: float  # of a cell border that must be drawn for the whole border to be there


INTACT = BorderTolerance(corner=3.5, reach=3.5, along=60.0, share=0.85)
BROKEN = BorderTolerance(corner=10.0, reach=200.0, along=200.0, share=0.3)


def tolerance_of(
    row_tracks: list[RulingTrack],
    column_tracks: list[RulingTrack],
    horizontal: Sequence[RulingSegment],
    vertical: Sequence[RulingSegment],
    scale: Scale,
) -> BorderTolerance:
    """INTACT or BROKEN: what is drawn of the found segments decides how much may be missing elsewhere on the page.

    Lines of a table end at other lines, so that many ends which do not are those of gaps. What is outside of the
    page's tables, strokes of stamps and signatures, has no say where it has tables at all.
    """
    horizontal, vertical = _in_tables(horizontal, vertical, scale)
    parts = [*_drawn_parts(row_tracks, horizontal), *_drawn_parts(column_tracks, vertical)]
    drawn, length = sum(int(part.sum()) for part in parts), sum(part.size for part in parts)
    free = _free_ends(horizontal, vertical, scale) + _free_ends(vertical, horizontal, scale)
    torn = free >= max(FEWEST_FREE, FREE_SHARE * 2 * (len(horizontal) + len(vertical)))
    return BROKEN if torn or drawn < INTACT_SHARE * length else INTACT


def _in_tables(
    horizontal: Sequence[RulingSegment], vertical: Sequence[RulingSegment], scale: Scale
) -> tuple[list[RulingSegment], list[RulingSegment]]:
    """The segments within the bounds of tables: of groups of crossing lines with TABLE_LINES each way; all of them
    where no lines make a table."""
    corner = scale.px(INTACT.corner)
    touch = np.array([[_meet(row, column, corner) for column in vertical] for row in horizontal], dtype=bool)
    if not touch.size:
        return list(horizontal), list(vertical)
    tables = []
    for rows, columns in connected_lines(touch):
        if len(rows) >= TABLE_LINES and len(columns) >= TABLE_LINES:
            xs = [edge for i in rows for edge in (horizontal[i].start, horizontal[i].end)]
            ys = [edge for i in columns for edge in (vertical[i].start, vertical[i].end)]
            tables.append((min(xs) - corner, min(ys) - corner, max(xs) + corner, max(ys) + corner))
    if not tables:
        return list(horizontal), list(vertical)
    return (
        [line for line in horizontal if any(_within(line.start, line.end, line.middle, table) for table in tables)],
        [
            line
            for line in vertical
            if any(_within(line.start, line.end, line.middle, (y0, x0, y1, x1)) for x0, y0, x1, y1 in tables)
        ],
    )


def _within(start: float, end: float, across: float, bounds: tuple[float, float, float, float]) -> bool:
    """True where a line has its middle in bounds (along, across, along, across)."""
    return bounds[0] <= (start + end) / 2 <= bounds[2] and bounds[1] <= across <= bounds[3]


def _meet(row: RulingSegment, column: RulingSegment, corner: float) -> bool:
    """True where a horizontal and a vertical segment cross or touch."""
    x, y = column.middle, row.middle
    return row.start - corner <= x <= row.end + corner and column.start - corner <= y <= column.end + corner


def _drawn_parts(tracks: Sequence[RulingTrack], lines: Sequence[RulingSegment]) -> list[NDArray[np.bool_]]:
    """What is drawn of each segment along its track."""
    by_place = {(track.at, track.slope): track for track in tracks}
    return [by_place[line.at, line.slope].drawn[int(line.start) : int(line.end)] for line in lines]


def _free_ends(lines: Sequence[RulingSegment], crossing: Sequence[RulingSegment], scale: Scale) -> int:
    """How many ends of lines that cross another one somewhere lie beside none."""
    corner = scale.px(INTACT.corner)
    count = 0
    for line in lines:
        places = [other.across(line.middle) for other in crossing]
        if any(line.start - corner <= place <= line.end + corner for place in places):
            count += sum(all(abs(place - end) > corner for place in places) for end in (line.start, line.end))
    return count


def complete_borders(
    tracks: list[RulingTrack],
    lines: list[RulingSegment],
    crossing: list[RulingSegment],
    tolerance: BorderTolerance,
    scale: Scale,
    *,
    ends_needed: bool,
) -> list[RulingSegment]:
    """The lines of all tracks, each from crossing line to crossing line, with the cell borders that are there.

    `lines`: the segments of `tracks`; `crossing`: those of the other direction. `ends_needed`: a border whose two ends
    are not drawn is the bar of a fraction inside a cell (horizontal lines only).
    """
    done: list[RulingSegment] = []
    for track in tracks:
        own = [line for line in lines if line.at == track.at and line.slope == track.slope]
        if own:
            crossings = _crossings(track, own, crossing, tolerance, scale)
            flags = _completed(track, own, crossings, tolerance, scale, ends_needed=ends_needed)
            done += _segments(track, flags, crossings, tolerance, scale)
    return done


def _crossings(
    track: RulingTrack,
    own: Sequence[RulingSegment],
    crossing: Sequence[RulingSegment],
    tolerance: BorderTolerance,
    scale: Scale,
) -> list[float]:
    """Positions along the track, ascending, where other lines cross it or nearly do."""
    first, last = min(line.start for line in own), max(line.end for line in own)
    middle = track.at + track.slope * (first + last) / 2
    reach, further = scale.px(tolerance.reach), scale.px(tolerance.along)

    def crosses(line: RulingSegment) -> bool:
        place = line.across(middle)
        if not first - further <= place <= last + further:
            return False
        return line.start - reach <= track.at + track.slope * place <= line.end + reach

    return sorted(line.across(middle) for line in crossing if crosses(line))


def _completed(
    track: RulingTrack,
    own: Sequence[RulingSegment],
    crossings: Sequence[float],
    tolerance: BorderTolerance,
    scale: Scale,
    *,
    ends_needed: bool,
) -> NDArray[np.bool_]:
    """Per position along the track: does a segment or a cell border cover it?"""
    beside = scale.px(INTACT.corner)
    flags = np.zeros(len(track.drawn), dtype=bool)
    for line in own:
        flags[int(line.start) : int(line.end)] = True
    for left, right in pairwise(crossings):
        a, b = max(0, round(left)), min(len(flags), round(right))
        # The bar of a fraction hardly ever lies on the line that parts the cells beside it.
        continued = flags[max(0, a - beside) : a].any() or flags[b : b + beside].any()
        free = ends_needed and not continued
        if b > a and _border_is_there(track.drawn[a:b] | flags[a:b], tolerance, free=free):
            flags[a:b] = True
    return flags


def _border_is_there(drawn: NDArray[np.bool_], tolerance: BorderTolerance, *, free: bool) -> bool:
    """By the drawn share. A `free` bar in the middle of a cell (of a fraction) is no border of it."""
    if drawn.mean() < tolerance.share:
        return False
    end = len(drawn) // FREE_END
    return not free or end == 0 or bool(drawn[:end].any() and drawn[-end:].any())


def _segments(
    track: RulingTrack,
    flags: NDArray[np.bool_],
    crossings: Sequence[float],
    tolerance: BorderTolerance,
    scale: Scale,
) -> list[RulingSegment]:
    """The covered runs as segments, their ends moved onto crossing lines, without those that are too short."""
    corner = float(scale.px(tolerance.corner))
    found = []
    for start, end in true_runs(flags):
        ends = _snapped(float(start), float(end), crossings, corner)
        whole = all(any(abs(crossing - place) < SAME_PLACE for crossing in crossings) for place in ends)
        if ends[1] - ends[0] >= scale.px(SHORTEST_BORDER if whole else SHORTEST):
            found.append(RulingSegment(ends[0], ends[1], track.at, track.slope, track.thickness))
    return found


def _snapped(start: float, end: float, crossings: Sequence[float], reach: float) -> tuple[float, float]:
    """The ends moved onto the nearest crossing line within `reach` pixels."""
    if not crossings:
        return start, end
    first = min(crossings, key=lambda crossing: abs(crossing - start))
    last = min(crossings, key=lambda crossing: abs(crossing - end))
    return (
        first if abs(first - start) <= reach else start,
        last if abs(last - end) <= reach else end,
    )


def recover_table_edges(
    horizontal: list[RulingSegment], vertical: list[RulingSegment], strokes: Mask, scale: Scale
) -> list[RulingTrack]:
    """Left and right edges of tables that are too broken for a seed: where horizontal lines end and strokes remain.

    `strokes`: thin vertical strokes without letters, transposed as for all vertical tracks.
    """
    corner = scale.px(BROKEN.corner)
    slope = median(line.slope for line in vertical) if vertical else 0.0
    found = []
    for group in _aligned_ends(horizontal, scale):
        top, bottom = min(y for _, y in group), max(y for _, y in group)
        middle = (top + bottom) / 2
        x = median(x for x, _ in group)
        if len(group) < EDGE_LINES or any(
            abs(line.across(middle) - x) <= corner and line.start < bottom and line.end > top for line in vertical
        ):
            continue
        track = _best_track(strokes, x, middle, slope, scale)
        part = track.drawn[int(top) : int(bottom)]
        if len(part) and part.mean() >= BROKEN.share:
            track.seeded[int(top) : int(bottom)] = True
            track.drawn |= track.seeded
            found.append(track)
    return found


def _aligned_ends(horizontal: Sequence[RulingSegment], scale: Scale) -> list[list[tuple[float, float]]]:
    """Ends (x, y) of horizontal lines, grouped by x: each is near to the one before it."""
    ends = sorted((x, line.across(x)) for line in horizontal for x in (line.start, line.end))
    groups: list[list[tuple[float, float]]] = []
    for end in ends:
        if groups and end[0] - groups[-1][-1][0] <= scale.px(INTACT.corner):
            groups[-1].append(end)
        else:
            groups.append([end])
    return groups


def _best_track(strokes: Mask, across: float, along: float, slope: float, scale: Scale) -> RulingTrack:
    """Of the lines near `across` at `along` the one with most strokes on it."""
    reach = scale.px(INTACT.corner)
    tracks = []
    for shift in range(-reach, reach + 1):
        at = across + shift - slope * along
        track = RulingTrack(at, slope, 1.0, np.zeros(0, dtype=bool), np.zeros(strokes.shape[1], dtype=bool))
        track.drawn = drawn_along(strokes, track, scale)
        tracks.append(track)
    return max(tracks, key=lambda track: int(track.drawn.sum()))
