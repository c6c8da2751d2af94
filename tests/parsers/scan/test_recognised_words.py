"""Words of a line from a recorded reading: the measured white decides on spaces."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from parsers.scan.line_crops import crop_line
from parsers.scan.ocr_engine import Glyph, LineReading
from parsers.scan.raster import GrayImage
from parsers.scan.recognised_words import RecognisedWord, words_from_reading
from tests.support.drawing import DPI, Text, crops_of, font, laid_out, page, px, reading


def words(printed: str, read: str | None = None, confidence: float = 0.99) -> list[RecognisedWord]:
    """Of a line on which `printed` is printed and `read` was read, the same but for its spaces."""
    crops, height = crops_of(page([Text(60, 60, printed), Text(60, 100, "Tolok ukur kinerja")]))
    whole = reading(printed, crops[0].image, confidence)
    if read is not None:
        glyphs = iter([g for g in whole.glyphs if g.text != " "])
        places = [next(glyphs) if c != " " else Glyph(" ", 0.0, 1.0) for c in read]
        whole = LineReading(tuple(places))
    return words_from_reading(whole, crops[0], height)


def texts(printed: str, read: str | None = None) -> list[str]:
    return [word.text for word in words(printed, read)]


@pytest.mark.parametrize(
    "printed",
    [
        "1. Jumlah desa wisata",
        "WILAYAH II PROVINSI",
        "A (90)",
        "BB (74,20)",
        "Rp 1.250.000,00",
        "sisa-sisa panen 2,5 %",
    ],
)
def test_words_as_read_stay(printed: str) -> None:
    assert texts(printed) == printed.split()


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Jumlah desa wisata", "Jumlahdesawisata"),
        ("Kualitas Tata Kelola", "KualitasTataKelola"),
        ("yang Terisi", "yangTerisi"),
        ("Lembaran 14, Tambahan", "Lembaran 14,Tambahan"),
        ("A (90)", "A(90)"),
    ],
)
def test_lost_blanks_come_back(printed: str, read: str) -> None:
    assert texts(printed, read) == printed.split()


@pytest.mark.parametrize(("printed", "read"), [("LAVA", "LAV A"), ("2016", "20 16"), ("2.500", "2.5 00")])
def test_blanks_where_no_white_is_go(printed: str, read: str) -> None:
    assert texts(printed, read) == [printed]


def apart(before: str, behind: str, white: float) -> tuple[GrayImage, str]:
    """A line whose second part is so far behind the first, in median letter heights of Vera at 11 points."""
    gap = white * 0.547 * 11
    start = 60 + font(11.0).getlength(before) * 72 / DPI
    texts = [Text(60, 60, before), Text(start + gap, 60, behind), Text(60, 100, "Tolok ukur kinerja")]
    return page(texts), before + behind


@pytest.mark.parametrize(("before", "behind"), [("79", ",26"), ("79,", "26"), ("Lestari", ",")])
def test_marks_that_typewriters_set_apart_stay_with_their_numbers_and_words(before: str, behind: str) -> None:
    picture, read = apart(before, behind, 0.7)
    crops, height = crops_of(picture)
    assert [word.text for word in words_from_reading(reading(read, crops[0].image), crops[0], height)] == [read]


def test_faint_print_keeps_its_blanks() -> None:
    """Its thin strokes are nearly as light as paper, so that letters seem far from each other."""
    dark = page([Text(60, 60, "Jumlah ilmu tilik"), Text(60, 100, "Tolok ukur kinerja")])
    soft = cv2.GaussianBlur(dark, (0, 0), 1.3)
    faint = np.asarray(140 + soft.astype(np.float32) * 112 / 252, dtype=np.uint8)
    layout = laid_out(dark)[1]
    crop = crop_line(faint, layout.lines[0], layout.letter_height)
    whole = reading("Jumlah ilmu tilik", crop_line(dark, layout.lines[0], layout.letter_height).image)
    assert [w.text for w in words_from_reading(whole, crop, layout.letter_height)] == ["Jumlah", "ilmu", "tilik"]


def test_letters_printed_wide_are_one_word() -> None:
    assert texts("T E N T A N G") == ["TENTANG"]


def test_a_thin_glyph_that_was_placed_beside_its_foreground_stays_with_its_word() -> None:
    crops, height = crops_of(page([Text(60, 60, "WILAYAH II PROVINSI"), Text(60, 100, "Tolok ukur kinerja")]))
    whole = reading("WILAYAH II PROVINSI", crops[0].image)
    second = 9  # place of the second I, which a recogniser sees in the white after it
    shifted = list(whole.glyphs)
    shifted[second] = replace(shifted[second], x=shifted[second].x + 0.35 * height)
    assert [word.text for word in words_from_reading(LineReading(tuple(shifted)), crops[0], height)] == [
        "WILAYAH",
        "II",
        "PROVINSI",
    ]


def test_words_have_their_place_on_the_page_and_their_confidence() -> None:
    first, second = words("Jumlah nelayan", confidence=0.75)
    assert first.confidence == second.confidence == 0.75
    assert first.box.x0 == pytest.approx(px(60), abs=px(1.5))
    assert px(60) <= first.box.y0 < first.box.y1 <= px(60 + 15)
    assert first.box.x1 < second.box.x0


def test_an_empty_reading_has_no_words() -> None:
    crops, height = crops_of(page([Text(60, 60, "Jumlah nelayan")]))
    assert words_from_reading(LineReading(()), crops[0], height) == []
