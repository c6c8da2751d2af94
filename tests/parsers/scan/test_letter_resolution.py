"""The size of letters tells the resolution of a page where its file is wrong about it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from parsers.ocr_interface import PageImage
from parsers.reading import ReadOptions
from parsers.scan import pdf_page_ocr
from parsers.scan.binarisation import binarise
from parsers.scan.image_reader import load_page
from parsers.scan.letter_resolution import resolution_of
from parsers.scan.raster import Scale
from tests.support.drawing import DPI, TemplateEngine, Text, page, px

LINES = [Text(40, 30 + 15 * n, "Persentase dokumen yang selesai tepat waktu"[n % 7 :]) for n in range(14)]
PICTURE = page(LINES, width=400, height=560)


@pytest.mark.parametrize("claimed", [DPI, DPI * 1.5, DPI * 0.6])
def test_a_resolution_that_the_letters_can_have_is_believed(claimed: float) -> None:
    assert resolution_of(binarise(PICTURE), Scale(claimed)) == Scale(claimed)


@pytest.mark.parametrize("claimed", [DPI / 4, DPI * 6])
def test_another_one_is_told_by_the_letters(claimed: float) -> None:
    assert resolution_of(binarise(PICTURE), Scale(claimed)).dpi == pytest.approx(DPI, rel=0.25)


def test_few_letters_and_noise_tell_nothing() -> None:
    few = binarise(page([Text(40, 40, "Lampiran")]))
    assert resolution_of(few, Scale(DPI * 6)) == Scale(DPI * 6)


@pytest.mark.parametrize("claimed", [36.0, 2400.0])
def test_a_picture_on_a_page_of_no_paper_is_read_and_its_boxes_lie_on_that_page(
    claimed: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_page_ocr, "_engine", lambda name: TemplateEngine(LINES))
    rows, columns = PICTURE.shape
    size = (columns * 72 / claimed, rows * 72 / claimed)
    rendered: list[float] = []

    def render(dpi: float) -> np.ndarray:
        rendered.append(dpi)
        side = (round(columns * dpi / claimed), round(rows * dpi / claimed))
        return np.asarray(cv2.cvtColor(cv2.resize(PICTURE, side), cv2.COLOR_GRAY2RGB))

    read = pdf_page_ocr.recognise_page(PageImage(1, claimed, size, 5000.0, render), ReadOptions())
    assert rendered == [claimed]
    assert (read.page.width, read.page.height) == pytest.approx(size, rel=0.02)
    words = read.page.words
    assert len(words) == sum(len(line.text.split()) for line in LINES)
    assert min(word.box.x0 for word in words) == pytest.approx(px(40) * 72 / claimed, rel=0.1)


def test_a_fax_with_half_as_many_rows_is_made_square(tmp_path: Path) -> None:
    path = tmp_path / "faks.tif"
    Image.fromarray(PICTURE).resize((1700, 1100)).convert("1").save(path, dpi=(204.0, 98.0))
    pixels, dpi = load_page(path, 1)
    assert dpi == 204.0
    assert pixels.shape == (round(1100 * 204 / 98), 1700)
