"""Rows of tables without rulings between them: the best segmentation against a plain reference, scans, and doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from math import exp, log

import numpy as np
import pytest

from parsers.layout import analyse_page
from parsers.layout.row_evidence import BOUNDARY, SEGMENT, RowEvidence
from parsers.layout.row_segments import RowWeights, best_segmentation, likelihood, scores
from parsers.raw_page import RawPage, Ruling
from schemas.geometry import Box
from schemas.transcript import Grid, Word
from tests.support.layout_show import rows_of

XS = (60.0, 90.0, 300.0, 400.0)
LINE = 12.0  # points from line to line
HEIGHT = 9.0


def _all_segmentations(n: int) -> Iterator[list[tuple[int, int]]]:
    for count in range(n):
        for inner in combinations(range(1, n), count):
            yield list(pairwise([0, *inner, n]))


@pytest.mark.parametrize("seed", range(8))
def test_the_best_rows_are_those_of_a_search_through_all(seed: int) -> None:
    chance = np.random.default_rng(seed)
    n = 1 + seed % 7
    evidence = RowEvidence(chance.normal(size=(n, len(BOUNDARY))), chance.normal(size=(n, n + 1, len(SEGMENT))))
    weights = RowWeights(chance.normal(size=len(BOUNDARY)), chance.normal(size=len(SEGMENT)))
    score = scores(evidence, weights)
    ranked = sorted(((sum(score[lo, hi] for lo, hi in way), way) for way in _all_segmentations(n)), reverse=True)
    found = best_segmentation(evidence, weights)
    assert [(row.lo, row.hi) for row in found.rows] == ranked[0][1]
    total = log(sum(exp(value - ranked[0][0]) for value, _ in ranked)) + ranked[0][0]
    for row in found.rows:
        having = sum(exp(value - total) for value, way in ranked if (row.lo, row.hi) in way)
        assert row.certainty == pytest.approx(having)
    assert likelihood(score).sum(axis=1)[0] == pytest.approx(1.0)
    near = [len(way) for value, way in ranked[1:2] if value > ranked[0][0] - 1]
    assert found.other == (near[0] if near else None)


def _page(*rows: tuple[float, str, list[str], str], sure: float | None) -> RawPage:
    """A table with a ruled header and rulings between its columns only; rows: top, number, indicator, target."""
    words = [
        word
        for top, *cells in ((104.0, "No", ["Indikator"], "Target"), *rows)
        for x, lines in zip(XS, ([cells[0]], cells[1], [cells[2]]), strict=False)
        for number, text in enumerate(lines)
        for word in _words(text, x + 4, top + LINE * number, sure)
    ]
    bottom = max(word.box.bottom for word in words) + 4
    rulings = [Ruling(Box(XS[0], y, XS[-1], y + 0.5)) for y in (100.0, 118.0, bottom)]
    rulings += [Ruling(Box(x, 100.0, x + 0.5, bottom)) for x in XS]
    return RawPage(1, 595, 842, tuple(words), tuple(rulings), "text" if sure is None else "ocr")


def _words(text: str, x: float, top: float, sure: float | None) -> Iterator[Word]:
    for word in text.split():
        yield Word(word, Box(x, top, x + 5.0 * len(word), top + HEIGHT), sure)
        x += 5.0 * len(word) + 3


ROWS = (
    (122.0, "1", ["Persentase arsip yang", "tertata"], "80 %"),
    (154.0, "2", ["Jumlah arsip terjaga"], "7"),
    (174.0, "3", ["Indeks layanan arsip dan", "perpustakaan"], "3,4"),
)


def _grid(page: RawPage) -> Grid:
    return next(block for block in analyse_page(page).blocks if isinstance(block, Grid))


@pytest.mark.parametrize("sure", [None, 0.98])
def test_rows_between_vertical_rulings_are_told_on_scans_as_well(sure: float | None) -> None:
    page = _page(*ROWS, sure=sure)
    chance = np.random.default_rng(3)
    if sure is not None:  # boxes of recognised words are not exact
        shifts = chance.uniform(-0.8, 0.8, size=len(page.words))
        moved = zip(page.words, shifts.tolist(), strict=True)
        page = replace(
            page,
            words=tuple(replace(w, box=Box(w.box.x0, w.box.top + by, w.box.x1, w.box.bottom + by)) for w, by in moved),
        )
    assert rows_of(_grid(page)) == [
        ["No", "Indikator", "Target"],
        ["1", "Persentase arsip yang tertata", "80 %"],
        ["2", "Jumlah arsip terjaga", "7"],
        ["3", "Indeks layanan arsip dan perpustakaan", "3,4"],
    ]


def test_a_row_that_could_end_elsewhere_is_less_sure() -> None:
    def least(page: RawPage) -> float:
        return min(cell.inferred.certainty for cell in _grid(page).cells if cell.inferred is not None)

    tight = tuple((122.0 + (top - 122.0) * 0.76, *rest) for top, *rest in ROWS)
    assert least(_page(*ROWS, sure=None)) > 0.95
    assert least(_page(*tight, sure=None)) < least(_page(*ROWS, sure=None))


def test_items_of_a_list_stay_with_the_text_above() -> None:
    listed = (
        (122.0, "1", ["Jumlah produksi kebun :"], ""),
        (134.0, "", ["- Vanili"], "4"),
        (146.0, "", ["- Kopi"], "67"),
        (166.0, "2", ["Luas kebun"], "7"),
    )
    assert [row[0] for row in rows_of(_grid(_page(*listed, sure=None)))] == ["No", "1", "2"]
