"""The engines themselves, on a few drawn lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from parsers.scan.cascade_engine import CascadeEngine
from parsers.scan.engine_registry import DEFAULT_ENGINE, available_engines, load_engine
from parsers.scan.ocr_engine import OcrEngine
from parsers.scan.ppocr_engine import QUICK_MODEL, UNSURE_BELOW, PpOcrEngine
from parsers.scan.raster import GrayImage
from parsers.scan.tesseract_engine import missing_languages
from schemas.errors import MissingComponent
from tests.support.drawing import Text, crops_of, page

LINES = ["Jumlah nelayan yang dibina", "78,25%", "Rp 1.250.000"]


@pytest.fixture(scope="module")
def pictures() -> list[GrayImage]:
    crops, _ = crops_of(page([Text(60, 40 + 40 * place, text) for place, text in enumerate(LINES)]))
    return [crop.image for crop in crops]


@pytest.fixture(scope="module")
def embedded() -> OcrEngine:
    return load_engine()


def test_the_embedded_engine_reads_each_line_in_its_place(embedded: OcrEngine, pictures: list[GrayImage]) -> None:
    readings = embedded.read_lines(pictures)
    assert [reading.text.replace(" ", "") for reading in readings] == [line.replace(" ", "") for line in LINES]
    for reading, picture in zip(readings, pictures, strict=True):
        assert reading.confidence > 0.9
        places = [glyph.x for glyph in reading.glyphs]
        assert places == sorted(places)
        assert 0 <= places[0] < places[-1] <= picture.shape[1]


def test_the_order_of_lines_and_their_company_do_not_matter(embedded: OcrEngine, pictures: list[GrayImage]) -> None:
    alone = [embedded.read_lines([picture])[0].text for picture in reversed(pictures)]
    together = [reading.text for reading in embedded.read_lines(list(reversed(pictures)))]
    assert alone == together


def test_white_is_an_empty_reading(embedded: OcrEngine) -> None:
    white = np.full((40, 300), 255, dtype=np.uint8)
    assert embedded.read_lines([white])[0].glyphs == ()
    assert embedded.read_lines([]) == []


def test_the_embedded_engine_is_the_default_and_says_its_version(embedded: OcrEngine) -> None:
    assert isinstance(embedded, CascadeEngine)
    state = next(state for state in available_engines() if state.default)
    assert (state.name, state.version, state.trouble) == (DEFAULT_ENGINE, embedded.version, None)
    assert state.name == embedded.name


def test_an_unknown_engine_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(MissingComponent) as caught:
        load_engine("nama-mesin-lain")
    assert DEFAULT_ENGINE in (caught.value.remedy or "")


def test_an_engine_without_its_packages_is_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from parsers.scan import engine_registry

    monkeypatch.setattr(engine_registry, "_version", lambda package: None)
    with pytest.raises(MissingComponent) as caught:
        load_engine(DEFAULT_ENGINE)
    assert "pip install" in (caught.value.remedy or "")


def test_tesseract_reads_the_same_lines(pictures: list[GrayImage]) -> None:
    pytest.importorskip("tesserocr")
    if missing_languages():
        pytest.skip("no Indonesian language data")
    readings = load_engine("tesseract").read_lines(pictures)
    assert [reading.text for reading in readings] == LINES
    assert all(glyph.confidence > 0.5 for reading in readings for glyph in reading.glyphs)


def test_the_embedded_engine_says_what_an_unsure_letter_may_be_instead(
    embedded: OcrEngine, pictures: list[GrayImage]
) -> None:
    clear, blurred = embedded.read_lines([pictures[0], np.asarray(cv2.GaussianBlur(pictures[0], (0, 0), 4), np.uint8)])
    assert not any(glyph.others for glyph in clear.glyphs if glyph.confidence > UNSURE_BELOW)
    unsure = [glyph for glyph in blurred.glyphs if glyph.others]
    assert unsure
    for glyph in unsure:
        scores = [score for _, score in glyph.others]
        assert scores == sorted(scores, reverse=True)
        assert glyph.text not in dict(glyph.others)
        assert sum(scores) + glyph.confidence < 1.5


def test_the_quick_recogniser_reads_the_same_lines_with_the_letters_of_the_alphabet(pictures: list[GrayImage]) -> None:
    quick = PpOcrEngine(QUICK_MODEL)
    readings = quick.read_lines(pictures)
    assert [reading.text.replace(" ", "") for reading in readings] == [line.replace(" ", "") for line in LINES]
    assert (QUICK_MODEL.parent / f"{QUICK_MODEL.stem}.NOTICE.txt").is_file()
