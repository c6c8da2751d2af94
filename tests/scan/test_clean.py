"""Clean-up of pictures: what must go goes, and print stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from parsers.scan import clean
from parsers.scan.engine import GrayImage
from tests.scan.drawing import INK, PAPER, SCALE, Text, page, px

TEXT = page([Text(60, 60, "Nilai Indeks Kepuasan")])


def ink_pixels(gray: GrayImage) -> int:
    return int(np.count_nonzero(clean.binarise(gray)))


def test_black_edges_of_photocopies_become_white_and_print_stays() -> None:
    copied = TEXT.copy()
    copied[:, : px(14)] = 10
    copied[: px(9)] = 20
    cleared = clean.clear_edges(copied, SCALE)
    edge = np.zeros(TEXT.shape, dtype=bool)
    edge[:, : px(14)] = edge[: px(9)] = True
    assert cleared[edge].min() == clean.WHITE
    print_ = np.s_[px(50) : px(90), px(50) :]
    assert np.array_equal(cleared[print_], TEXT[print_])


def test_pages_without_black_edges_are_left_alone() -> None:
    assert np.array_equal(clean.clear_edges(TEXT, SCALE), TEXT)


def test_white_print_on_black_becomes_black_on_white() -> None:
    header = TEXT.copy()
    box = (slice(px(52), px(82)), slice(px(40), px(260)))
    header[box] = 255 - header[box]
    assert ink_pixels(header) > 5 * ink_pixels(TEXT)
    inverted = clean.invert_solid(header, SCALE)
    assert ink_pixels(inverted) == pytest.approx(ink_pixels(TEXT), rel=0.2)


def test_light_shades_and_shadows_are_divided_out() -> None:
    shaded = TEXT.astype(np.float64)
    shaded *= np.linspace(1.0, 0.62, TEXT.shape[1])[None, :]
    shaded[px(50) : px(90), px(30) : px(280)] *= 0.85
    uneven = shaded.astype(np.uint8)
    even = clean.even_light(uneven, SCALE)
    assert np.percentile(even, 10) > 225
    assert ink_pixels(even) == pytest.approx(ink_pixels(TEXT), rel=0.15)


def test_one_bit_scans_are_known_also_when_stored_as_gray() -> None:
    assert clean.is_bilevel(np.asarray(np.where(TEXT < 128, 0, 255), dtype=np.uint8))
    grain = np.random.default_rng(5).normal(0, 9, TEXT.shape)
    assert not clean.is_bilevel(np.clip(TEXT - 20 + grain, 0, 255).astype(np.uint8))


def test_coloured_stamps_are_found_and_black_print_below_them_is_not() -> None:
    colour = cv2.cvtColor(TEXT, cv2.COLOR_GRAY2RGB)
    ring = np.full_like(colour, 255)
    cv2.circle(ring, (px(120), px(66)), px(30), (90, 90, 230), 5)
    stamped = np.asarray(np.minimum(colour, ring), dtype=np.uint8)
    found = clean.stamps(stamped, clean.to_gray(stamped), None, SCALE)
    assert found is not None
    drawn, print_ = ring[:, :, 0] < 200, TEXT < 90
    assert (found[drawn & ~print_] > 0).mean() > 0.95
    assert (found[print_] > 0).mean() < 0.05


def test_coloured_print_is_no_stamp() -> None:
    colour = cv2.cvtColor(TEXT, cv2.COLOR_GRAY2RGB)
    colour[TEXT < 128] = (30, 40, 190)
    coloured = np.asarray(colour, dtype=np.uint8)
    found = clean.stamps(coloured, clean.to_gray(coloured), None, SCALE)
    assert found is None or not found.any()


def test_gray_pages_have_no_stamps() -> None:
    assert clean.stamps(TEXT, TEXT, None, SCALE) is None


@pytest.mark.parametrize("level", [60, 110])
def test_ink_is_told_from_paper_also_where_it_is_faint(level: int) -> None:
    faint = np.asarray(np.where(TEXT < 128, level, PAPER), dtype=np.uint8)
    assert (clean.binarise(faint) > 0).mean() == pytest.approx((TEXT < 128).mean(), rel=0.01)
    assert level > INK


def test_coloured_lines_between_boxes_are_no_stamps() -> None:
    chart = np.full((px(300), px(400), 3), 250, dtype=np.uint8)
    bends = [((100, 70), (100, 110)), ((50, 110), (150, 110)), ((50, 110), (50, 150)), ((150, 110), (150, 150))]
    for start, end in bends:
        cv2.line(chart, (px(start[0]), px(start[1])), (px(end[0]), px(end[1])), (200, 30, 30), 4)
    assert clean.stamps(chart, clean.to_gray(chart), None, SCALE) is None
    cv2.circle(chart, (px(270), px(170)), px(40), (200, 30, 30), 5)
    found = clean.stamps(chart, clean.to_gray(chart), None, SCALE)
    assert found is not None
    assert found[px(130), px(270)]
    assert not found[px(110), px(100)]
