"""Clean-up of the background: black borders, dark fills and uneven light go, and print stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from parsers.scan.background import as_positive, clear_black_borders, flatten_illumination, invert_dark_fills
from parsers.scan.binarisation import binarise
from parsers.scan.raster import WHITE, GrayImage
from tests.support.drawing import SCALE, Text, laid_out, page, px, ruled

TEXT = page([Text(60, 60, "Nilai Indeks Kepuasan")])


def foreground_pixels(gray: GrayImage) -> int:
    return int(np.count_nonzero(binarise(gray)))


def test_black_edges_of_photocopies_become_white_and_print_stays() -> None:
    copied = TEXT.copy()
    copied[:, : px(14)] = 10
    copied[: px(9)] = 20
    cleared = clear_black_borders(copied, SCALE)
    edge = np.zeros(TEXT.shape, dtype=bool)
    edge[:, : px(14)] = edge[: px(9)] = True
    assert cleared[edge].min() == WHITE
    print_ = np.s_[px(50) : px(90), px(50) :]
    assert np.array_equal(cleared[print_], TEXT[print_])


def test_pages_without_black_edges_are_left_alone() -> None:
    assert np.array_equal(clear_black_borders(TEXT, SCALE), TEXT)


def test_white_print_on_black_becomes_black_on_white() -> None:
    header = TEXT.copy()
    box = (slice(px(52), px(82)), slice(px(40), px(260)))
    header[box] = 255 - header[box]
    assert foreground_pixels(header) > 5 * foreground_pixels(TEXT)
    inverted = invert_dark_fills(header, SCALE)
    print_ = np.s_[px(54) : px(80), px(42) : px(258)]
    assert foreground_pixels(inverted[print_]) == pytest.approx(foreground_pixels(TEXT[print_]), rel=0.2)


def test_a_dark_heading_keeps_its_borders() -> None:
    """Its darkness hides the rulings that are the borders of its cells; where a page is askew, so is the heading."""
    header = ruled(TEXT.copy(), [(40, 82, 40, 150), (200, 82, 200, 150), (260, 82, 260, 150)])
    corners = np.array([(px(40), px(50)), (px(260), px(54)), (px(260), px(84)), (px(40), px(80))], dtype=np.int32)
    fill = cv2.fillConvexPoly(np.zeros_like(header), corners, 1) > 0
    header[fill] = 255 - TEXT[fill]
    rulings, _ = laid_out(invert_dark_fills(header, SCALE))
    assert [round(line.middle * 72 / SCALE.dpi) for line in rulings.vertical] == pytest.approx([40, 200, 260], abs=1)
    assert all(line.start * 72 / SCALE.dpi < 60 for line in rulings.vertical)
    assert sum(line.middle * 72 / SCALE.dpi < 90 for line in rulings.horizontal) == 2


def test_light_shades_and_shadows_are_divided_out() -> None:
    shaded = TEXT.astype(np.float64)
    shaded *= np.linspace(1.0, 0.62, TEXT.shape[1])[None, :]
    shaded[px(50) : px(90), px(30) : px(280)] *= 0.85
    uneven = shaded.astype(np.uint8)
    even = flatten_illumination(uneven, SCALE)
    assert np.percentile(even, 10) > 225
    assert foreground_pixels(even) == pytest.approx(foreground_pixels(TEXT), rel=0.15)


@pytest.mark.parametrize("level", [20, 60, 95])
def test_wide_white_headings_on_a_noisy_dark_fill_become_black_on_white(level: int) -> None:
    heading = page([Text(60, 60, "Sasaran Strategis dan Indikator Kinerja")])
    dark = heading < 128
    box = (slice(px(52), px(82)), slice(px(40), px(360)))
    noise = np.random.default_rng(1).normal(0, 6, heading.shape)
    header = heading.astype(np.float64)
    header[box] = np.where(dark[box], 245, level)
    noisy = np.clip(header + noise, 0, 255).astype(np.uint8)
    inverted = invert_dark_fills(noisy, SCALE)
    print_ = np.s_[px(56) : px(78), px(44) : px(356)]
    assert foreground_pixels(inverted[print_]) == pytest.approx(foreground_pixels(heading[print_]), rel=0.2)


def test_a_negative_becomes_positive_and_paper_on_a_black_lid_is_none() -> None:
    assert np.array_equal(as_positive(WHITE - TEXT), TEXT)
    colours = np.repeat((WHITE - TEXT)[:, :, None], 3, axis=2)
    assert as_positive(colours).mean() > 200
    lid = np.full(TEXT.shape, 10, dtype=np.uint8)
    lid[px(20) : px(100), px(20) : px(200)] = TEXT[px(20) : px(100), px(20) : px(200)]
    assert as_positive(lid) is lid
    assert as_positive(TEXT) is TEXT
