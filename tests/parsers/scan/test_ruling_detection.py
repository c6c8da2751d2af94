"""Rulings: whole, broken as on a bad copy, and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.scan.binarisation import binarise
from parsers.scan.components import components_of
from parsers.scan.raster import GrayImage, Scale
from parsers.scan.ruling_detection import PageRulings, find_rulings

SCALE = Scale(200)
COLUMNS = (100, 220, 560, 900)
ROWS = (100, 170, 290, 410)


def table(*, keep: float = 1.0, right: float | None = None, gap: tuple[int, int] | None = None) -> GrayImage:
    """A ruled table of three rows; `keep`: share of its rulings' pixels that are drawn, in runs of random length.

    `right`: the same for the right edge. `gap`: of the second line these columns are torn to fragments.
    """
    random = np.random.default_rng(7)
    page = np.full((520, 1000), 255, dtype=np.uint8)

    def draw(length: int, share: float) -> np.ndarray:
        line = np.full(length, 255, dtype=np.uint8)
        at = 0
        while at < length:
            run = int(random.integers(20, 60))
            line[at : at + round(run * share)] = 0
            at += run
        return line

    for row in ROWS:
        page[row : row + 2, COLUMNS[0] : COLUMNS[-1]] = draw(COLUMNS[-1] - COLUMNS[0], keep)
    for column in COLUMNS:
        share = right if right is not None and column == COLUMNS[-1] else keep
        page[ROWS[0] : ROWS[-1], column : column + 2] = draw(ROWS[-1] - ROWS[0], share)[:, None]
    if gap is not None:
        page[ROWS[1] : ROWS[1] + 2, gap[0] : gap[1]] = 255
        for start in range(gap[0] + 15, gap[1] - 15, 12):
            page[ROWS[1], start : start + 6] = 0
    picture = Image.fromarray(page)
    pen = ImageDraw.Draw(picture)
    for top in ROWS[:-1]:
        for left in COLUMNS[:-1]:
            pen.text((left + 20, top + 14), "isi sel", font=ImageFont.load_default(26), fill=0)
    return np.asarray(picture, dtype=np.uint8)


def found(gray: GrayImage) -> PageRulings:
    foreground = binarise(gray)
    return find_rulings(gray, foreground, components_of(foreground), SCALE)


def places(rules: PageRulings) -> tuple[list[int], list[int]]:
    return sorted(round(r.middle) for r in rules.horizontal), sorted(round(r.middle) for r in rules.vertical)


@pytest.mark.parametrize("keep", [1.0, 0.85])
def test_every_ruling_reaches_from_edge_to_edge(keep: float) -> None:
    rules = found(table(keep=keep))
    rows, columns = places(rules)
    assert rows == pytest.approx(list(ROWS), abs=2)
    assert columns == pytest.approx(list(COLUMNS), abs=2)
    for line in rules.horizontal:
        assert (line.start, line.end) == pytest.approx((COLUMNS[0], COLUMNS[-1]), abs=8)


def test_only_torn_rulings_count_as_broken() -> None:
    assert not found(table()).broken
    assert found(table(keep=0.85)).broken


def test_an_edge_torn_to_fragments_is_found_where_the_lines_end() -> None:
    assert places(found(table(keep=0.85, right=0.45)))[1] == pytest.approx(list(COLUMNS), abs=4)


def test_a_torn_side_goes_on_where_the_line_beside_it_does() -> None:
    second = min(found(table(keep=0.85, gap=(103, 218))).horizontal, key=lambda r: abs(r.middle - ROWS[1]))
    assert second.start == pytest.approx(COLUMNS[0], abs=8)


def test_the_bar_of_a_fraction_is_no_side() -> None:
    gray = table(keep=0.85).copy()
    gray[230:232, 300:480] = 0
    assert not any(abs(r.middle - 230) < 6 and r.end - r.start > 200 for r in found(gray).horizontal)


def test_stems_of_the_text_above_two_tables_neither_tear_nor_join_them() -> None:
    """Letters above and below a table are on its vertical lines, as in agreements that frame each party."""
    picture = Image.new("L", (1000, 520), 255)
    pen = ImageDraw.Draw(picture)
    columns, tables = (100, 300, 330, 900), ((100, 190), (272, 362))
    font = ImageFont.load_default(30)
    for top, bottom in tables:
        for row in (top, (top + bottom) // 2, bottom):
            pen.line((columns[0], row, columns[-1], row), fill=0, width=2)
        for column in columns:
            pen.line((column, top, column, bottom), fill=0, width=2)
        for left, text in zip(columns, ("nilik", "lil", "ililin"), strict=False):
            pen.text((left + 1 - font.getlength("l") // 2, top - 36), text, font=font, fill=0)
    rules = found(np.asarray(picture, dtype=np.uint8))
    assert not rules.broken
    spans = {(round(r.middle / 5) * 5, round(r.start / 5) * 5, round(r.end / 5) * 5) for r in rules.vertical}
    assert spans == {
        (column, top, 5 * round(bottom / 5)) for column in columns for top, bottom in ((100, 190), (270, 360))
    }


def test_feet_and_stems_of_bold_letters_are_no_rulings() -> None:
    picture = Image.new("L", (1000, 520), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(34)
    for shift in (0, 1, 2):
        for row in range(6):
            pen.text((120 + shift, 60 + 52 * row), "HIMPUNAN ILMU ILMU IMIM", font=font, fill=0)
    pen.line((120, 400, 620, 400), fill=0, width=3)
    rules = found(np.asarray(picture, dtype=np.uint8))
    assert places(rules) == ([pytest.approx(400, abs=2)], [])


def test_bars_of_fractions_are_no_gaps() -> None:
    """Lines with two free ends each would be those of a torn table, and the row with a bar be two."""
    page = table()
    draw = Image.fromarray(page)
    for top, bottom in pairwise(ROWS[1:]):
        middle = (top + bottom) // 2
        ImageDraw.Draw(draw).rectangle((600, middle, 860, middle + 2), fill=0)
        for y in (middle - 24, middle + 8):
            ImageDraw.Draw(draw).text((640, y), "Jumlah arsip aktif", font=ImageFont.load_default(size=16), fill=0)
    rulings = found(np.asarray(draw, dtype=np.uint8))
    assert not rulings.broken
    inside = [line for line in rulings.horizontal if line.start > COLUMNS[2] + 10]
    assert [(round(line.start, -1), round(line.end, -1)) for line in inside] == [(600, 860)] * (len(ROWS) - 2)


def test_strokes_of_a_stamp_do_not_make_a_table_broken() -> None:
    page = table()
    page = np.vstack([page, np.full((240, page.shape[1]), 255, dtype=np.uint8)])
    for y in (560, 600, 640):
        page[y : y + 2, 300:420] = 0
    for x in (330, 380):
        page[540:680, x : x + 2] = 0
    assert not found(page).broken
