"""A page from its picture, with an engine that knows what was drawn."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from parsers.raw_page import RawPage
from parsers.scan.ocr_engine import Glyph, LineReading
from parsers.scan.raster import GrayImage
from parsers.scan.scan_page import recognise
from schemas.transcript import Legibility
from tests.support.drawing import DPI, PAPER, TemplateEngine, Text, page, px, ruled

TEXTS = [
    Text(62, 44, "Sasaran"),
    Text(190, 44, "Indikator"),
    Text(62, 84, "Meningkatnya hasil"),
    Text(62, 100, "panen petambak"),
    Text(190, 84, "Produksi rumput laut"),
    Text(330, 84, "1.250 ton"),
    Text(62, 150, "Terjaganya mutu"),
    Text(190, 150, "Persen sampel layak"),
    Text(330, 150, "78,5%"),
]
LEFT, TOP, RIGHT, BOTTOM = 54.0, 38.0, 400.0, 190.0
COLUMNS = (LEFT, 184.0, 324.0, RIGHT)
ROWS = (TOP, 70.0, 138.0, BOTTOM)
RULINGS = [(LEFT, y, RIGHT, y) for y in ROWS] + [(x, TOP, x, BOTTOM) for x in COLUMNS]


def table() -> GrayImage:
    return ruled(page(TEXTS, width=460, height=260), RULINGS)


def read(picture: NDArray[np.uint8]) -> RawPage:
    return recognise(picture, DPI, 3, TemplateEngine(TEXTS))


WANTED = sorted(word for text in TEXTS for word in text.text.split())


def check(ink: RawPage) -> None:
    assert sorted(word.text for word in ink.words) == WANTED
    across = sorted(r.box.top for r in ink.rulings if r.horizontal)
    down = sorted(r.box.x0 for r in ink.rulings if not r.horizontal)
    assert across == pytest.approx(ROWS, abs=2.5)
    assert down == pytest.approx(COLUMNS, abs=2.5)
    for text in TEXTS:
        word = next(w for w in ink.words if w.text == text.text.split()[0])
        assert (word.box.x0, word.box.top) == pytest.approx((text.x, text.y), abs=5)


def test_words_and_rulings_are_where_they_were_drawn() -> None:
    ink = read(table())
    check(ink)
    assert (ink.number, ink.source) == (3, "ocr")
    assert (ink.width, ink.height) == pytest.approx((460, 260), abs=0.5)
    assert all(0.6 < word.confidence <= 1 for word in ink.words if word.confidence is not None)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_is_read_whichever_way_up_it_lies(turns: int) -> None:
    ink = read(np.ascontiguousarray(np.rot90(table(), turns)))
    check(ink)
    assert (ink.width, ink.height) == pytest.approx((460, 260), abs=0.5)


@pytest.mark.parametrize("degrees", [-2.0, 1.3])
def test_a_page_that_was_fed_in_askew_is_laid_straight(degrees: float) -> None:
    straight = table()
    height, width = straight.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    askew = cv2.warpAffine(straight, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=PAPER)
    check(read(np.asarray(askew, dtype=np.uint8)))


def test_finer_pictures_give_the_same_places() -> None:
    fine = cv2.resize(table(), None, fx=2.5, fy=2.5, interpolation=cv2.INTER_CUBIC)
    check(recognise(np.asarray(fine, dtype=np.uint8), 2.5 * DPI, 3, TemplateEngine(TEXTS)))


def test_a_blank_page_has_nothing_and_asks_the_engine_nothing() -> None:
    engine = TemplateEngine(TEXTS)
    ink = recognise(page([]), DPI, 1, engine)
    assert (ink.words, ink.rulings, engine.pictures) == ((), (), 0)


def test_each_line_is_read_once_where_the_page_lies_right() -> None:
    engine = TemplateEngine(TEXTS)
    recognise(table(), DPI, 1, engine)
    assert engine.pictures == len(TEXTS)


class Unsure(TemplateEngine):
    def read_lines(self, lines: Sequence[GrayImage]) -> list[LineReading]:
        return [LineReading((Glyph("x", 30.0, 0.2),)) for _ in lines]


def test_what_is_hardly_read_at_all_is_no_writing_but_its_place_is_kept() -> None:
    ink = recognise(table(), DPI, 1, Unsure(TEXTS))
    assert ink.words == ()
    assert ink.legibility is not None
    assert len(ink.legibility.unread) == len(TEXTS)
    for text in TEXTS:
        assert any(abs(b.x0 - text.x) < 5 and abs(b.top - text.y) < 5 for b in ink.legibility.unread)


def test_a_page_that_is_read_whole_has_nothing_unread() -> None:
    assert read(table()).legibility == Legibility((), broken_rulings=False)


def test_a_stamp_over_a_name_leaves_the_name() -> None:
    name = Text(190, 218, "Ratna Pelita")
    signed = ruled(page([*TEXTS, name], width=460, height=260), RULINGS)
    stamp = np.full((*signed.shape, 3), 255, dtype=np.uint8)
    for radius in (px(22), px(17)):
        cv2.circle(stamp, (px(215), px(226)), radius, (120, 110, 235), 4)
    stamped = np.minimum(cv2.cvtColor(signed, cv2.COLOR_GRAY2RGB), stamp)
    ink = recognise(np.asarray(stamped, dtype=np.uint8), DPI, 1, TemplateEngine([*TEXTS, name]))
    assert sorted(word.text for word in ink.words) == sorted([*WANTED, "Ratna", "Pelita"])


def test_one_bit_pages_are_read() -> None:
    check(read(np.asarray(np.where(table() < 140, 0, 255), dtype=np.uint8)))


def test_an_upright_title_over_a_table_that_lies_sideways_is_read_and_says_how_it_lies() -> None:
    title = Text(40, 30, "PERJANJIAN KINERJA TAHUN DEPAN")
    sideways = np.ascontiguousarray(np.rot90(table(), 1))
    sheet = page([title], width=260, height=560)
    sheet[px(80) : px(80) + sideways.shape[0], : sideways.shape[1]] = sideways[:, : sheet.shape[1]]
    ink = recognise(sheet, DPI, 1, TemplateEngine([*TEXTS, title]))
    lying = [word.text for word in ink.words if word.turn]
    assert sorted(lying) == sorted(title.text.split())
    assert sorted(word.text for word in ink.words if not word.turn) == WANTED
    assert (ink.width, ink.height) == pytest.approx((560, 260), abs=0.5)
    first = next(word for word in ink.words if word.text == "PERJANJIAN")
    assert first.turn == 90
    assert first.box.top == pytest.approx(40, abs=5)


def test_dotted_rulings_are_rulings_and_leaders_are_none() -> None:
    dotted = page(TEXTS, width=460, height=260)
    for x0, y0, x1, y1 in RULINGS:
        steps = round(max(x1 - x0, y1 - y0) / 2.5)
        for i in range(steps + 1):
            x, y = px(x0 + (x1 - x0) * i / steps), px(y0 + (y1 - y0) * i / steps)
            dotted[y : y + 2, x : x + 2] = 90
    check(read(dotted))
    leaders = page([Text(62, 44, "Nomor"), Text(62, 84, "Tanggal")], width=460, height=260)
    for top in (54, 94):
        for i in range(60):
            leaders[px(top) : px(top) + 3, px(120 + 3 * i) : px(120 + 3 * i) + 3] = 30
    assert not [r for r in recognise(leaders, DPI, 1, TemplateEngine(TEXTS)).rulings if not r.horizontal]
