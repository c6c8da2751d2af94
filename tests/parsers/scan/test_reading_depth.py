"""In a long document, pages without tables are read by the quick recogniser alone."""

from __future__ import annotations

import pytest

from parsers.ocr_interface import PageImage
from parsers.reading import ReadOptions
from parsers.scan import pdf_page_ocr
from parsers.scan.cascade_engine import CascadeEngine
from parsers.scan.ocr_engine import OcrEngine
from parsers.scan.raster import GrayImage
from parsers.scan.reading_depth import FIRST, LAST, LONG, is_inner_page
from tests.support.drawing import DPI, TemplateEngine, Text, page, ruled

TEXTS = [Text(62, 44, "Pasal 12"), Text(62, 84, "1.250 ton"), Text(62, 124, "78,5%"), Text(62, 150, "Terjaganya mutu")]
PLAIN = page(TEXTS, width=460, height=260)
ROWS, COLUMNS = (38.0, 72.0, 112.0, 142.0, 190.0), (54.0, 240.0, 400.0)
RULINGS = [(54.0, y, 400.0, y) for y in ROWS] + [(x, 38.0, x, 190.0) for x in COLUMNS]


def test_the_first_and_last_pages_and_those_of_short_documents_are_no_inner_pages() -> None:
    assert not any(is_inner_page(number, LONG - 1) for number in range(1, LONG))
    inner = [number for number in range(1, LONG + 1) if is_inner_page(number, LONG)]
    assert inner == list(range(FIRST + 1, LONG - LAST + 1))


def lines_read_with_care(picture: GrayImage, number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Of page `number` of a long document; its words are the same either way."""
    careful = TemplateEngine(TEXTS)
    engine: OcrEngine = CascadeEngine(TemplateEngine(TEXTS), careful)
    monkeypatch.setattr(pdf_page_ocr, "_engine", lambda name: engine)
    height, width = picture.shape
    size = (width * 72 / DPI, height * 72 / DPI)
    image = PageImage(number, DPI, size, 5000.0, lambda dpi: picture, pages=10 * LONG)
    recognised = pdf_page_ocr.recognise_page(image, ReadOptions())
    assert sorted(w.text for w in recognised.page.words) == sorted(w for text in TEXTS for w in text.text.split())
    return careful.pictures


def test_an_inner_page_without_a_table_is_read_by_the_quick_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lines_read_with_care(PLAIN, LONG, monkeypatch) == 0


def test_an_inner_page_with_a_table_and_a_first_page_are_read_with_care(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lines_read_with_care(ruled(PLAIN, RULINGS), LONG, monkeypatch) > 0
    assert lines_read_with_care(PLAIN, 1, monkeypatch) > 0
