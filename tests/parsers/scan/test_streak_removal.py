"""Streaks over the whole page go, and all that was printed stays."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.scan.streak_removal import without_streaks
from tests.support.drawing import SCALE, Text, page, px, ruled

TEXTS = [Text(60, 60, "Jumlah ilmu tilik"), Text(60, 100, "Tolok ukur kinerja")]
RULINGS = [(54.0, 40.0, 54.0, 200.0), (54.0, 40.0, 300.0, 40.0)]


def test_a_page_without_hairs_stays_as_it_is() -> None:
    clean = ruled(page(TEXTS), RULINGS)
    assert np.array_equal(without_streaks(clean, SCALE), clean)


@pytest.mark.parametrize("darkness", [0, 90, 180])
@pytest.mark.parametrize("turned", [False, True])
def test_hairs_from_edge_to_edge_go(darkness: int, turned: bool) -> None:
    clean = ruled(page(TEXTS), RULINGS)
    clean = np.ascontiguousarray(clean.T) if turned else clean
    dirty = clean.copy()
    for x in (px(75), px(130), px(250)):
        dirty[:, x : x + 2] = np.minimum(dirty[:, x : x + 2], darkness)
    left = without_streaks(dirty, SCALE)
    changed = np.abs(left.astype(int) - clean) > 60
    assert changed.mean() < 0.002
    assert np.abs(dirty.astype(int) - clean).max() > 60


def test_a_ruling_that_ends_at_the_margins_is_no_hair() -> None:
    framed = ruled(page(TEXTS), [(20.0, 12.0, 20.0, 288.0)])
    assert np.array_equal(without_streaks(framed, SCALE), framed)


def test_strokes_go_on_where_a_hair_crossed_them() -> None:
    bar = page([])
    bar[px(100) : px(102), px(50) : px(200)] = 25
    dirty = bar.copy()
    dirty[:, px(120) : px(120) + 2] = 60
    assert np.abs(without_streaks(dirty, SCALE).astype(int) - bar).max() < 30
