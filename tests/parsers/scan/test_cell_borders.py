"""Tracks to cell borders: what is drawn, what must have been between, and what is the bar of a fraction."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.scan.cell_borders import BROKEN, INTACT, BorderTolerance, complete_borders, tolerance_of
from parsers.scan.raster import Scale
from parsers.scan.ruling_tracing import RulingSegment, RulingTrack, segments_on

SCALE = Scale(72)  # a pixel is a point
LENGTH = 400
COLUMNS = (50.0, 150.0, 300.0)


def track(at: float, *drawn: tuple[int, int]) -> RulingTrack:
    """A track across the page with a seed on everything that is drawn."""
    flags = np.zeros(LENGTH, dtype=bool)
    for start, end in drawn:
        flags[start:end] = True
    return RulingTrack(at, 0.0, 1.0, flags, flags.copy())


VERTICAL = [RulingSegment(0.0, LENGTH, x, 0.0, 1.0) for x in COLUMNS]


def completed(line: RulingTrack, tolerance: BorderTolerance) -> list[tuple[float, float]]:
    found = complete_borders([line], segments_on([line], SCALE), VERTICAL, tolerance, SCALE, ends_needed=True)
    return [(segment.start, segment.end) for segment in found]


def test_gaps_of_a_track_are_joined_and_short_segments_left_out() -> None:
    found = segments_on([track(10, (50, 100), (104, 150), (200, 210))], SCALE)
    assert [(segment.start, segment.end) for segment in found] == [(50, 150)]


def test_a_border_that_is_drawn_in_part_is_whole_on_a_broken_page_only() -> None:
    torn = track(10, (50, 150), (150, 190), (220, 260))
    assert completed(torn, BROKEN) == [(50.0, 300.0)]
    assert completed(torn, INTACT) == [(50.0, 190.0), (220.0, 260.0)]


def test_the_bar_of_a_fraction_is_no_border() -> None:
    assert completed(track(10, (195, 255)), BROKEN) == [(195.0, 255.0)]


def test_ends_near_a_crossing_line_are_moved_onto_it() -> None:
    assert completed(track(10, (52, 298)), INTACT) == [(50.0, 300.0)]


@pytest.mark.parametrize(
    ("drawn", "tolerance"), [([(50, 300)], INTACT), ([(50, 120), (125, 175), (180, 230), (235, 300)], BROKEN)]
)
def test_the_page_tells_how_much_may_be_missing(drawn: list[tuple[int, int]], tolerance: BorderTolerance) -> None:
    lines = [track(at, *drawn) for at in (10, 60, 110)]
    found = segments_on(lines, SCALE)
    assert tolerance_of(lines, [], found, [], SCALE) is tolerance
