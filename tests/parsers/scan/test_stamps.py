"""Coloured stamps and signatures are found, and nothing else that is coloured."""

from __future__ import annotations

import cv2
import numpy as np

from parsers.scan.raster import to_gray
from parsers.scan.stamps import stamp_mask
from tests.support.drawing import SCALE, Text, page, px

TEXT = page([Text(60, 60, "Nilai Indeks Kepuasan")])


def test_coloured_stamps_are_found_and_black_print_below_them_is_not() -> None:
    colour = cv2.cvtColor(TEXT, cv2.COLOR_GRAY2RGB)
    ring = np.full_like(colour, 255)
    cv2.circle(ring, (px(120), px(66)), px(30), (90, 90, 230), 5)
    stamped = np.asarray(np.minimum(colour, ring), dtype=np.uint8)
    found = stamp_mask(stamped, to_gray(stamped), None, SCALE)
    assert found is not None
    drawn, print_ = ring[:, :, 0] < 200, TEXT < 90
    assert (found[drawn & ~print_] > 0).mean() > 0.95
    assert (found[print_] > 0).mean() < 0.05


def test_coloured_print_is_no_stamp() -> None:
    colour = cv2.cvtColor(TEXT, cv2.COLOR_GRAY2RGB)
    colour[TEXT < 128] = (30, 40, 190)
    coloured = np.asarray(colour, dtype=np.uint8)
    found = stamp_mask(coloured, to_gray(coloured), None, SCALE)
    assert found is None or not found.any()


def test_gray_pages_have_no_stamps() -> None:
    assert stamp_mask(TEXT, TEXT, None, SCALE) is None


def test_coloured_lines_between_boxes_are_no_stamps() -> None:
    chart = np.full((px(300), px(400), 3), 250, dtype=np.uint8)
    bends = [((100, 70), (100, 110)), ((50, 110), (150, 110)), ((50, 110), (50, 150)), ((150, 110), (150, 150))]
    for start, end in bends:
        cv2.line(chart, (px(start[0]), px(start[1])), (px(end[0]), px(end[1])), (200, 30, 30), 4)
    assert stamp_mask(chart, to_gray(chart), None, SCALE) is None
    cv2.circle(chart, (px(270), px(170)), px(40), (200, 30, 30), 5)
    found = stamp_mask(chart, to_gray(chart), None, SCALE)
    assert found is not None
    assert found[px(130), px(270)]
    assert not found[px(110), px(100)]


def test_rulings_and_strokes_that_ink_covers_in_part_are_kept() -> None:
    """Ink that is not clear tints the print below it, so that its colour alone does not tell the two apart."""
    printed = TEXT.copy()
    printed[px(66) : px(66) + 3, px(40) : px(300)] = 25
    colour = cv2.cvtColor(printed, cv2.COLOR_GRAY2RGB)
    ring = np.full_like(colour, 255)
    cv2.circle(ring, (px(120), px(66)), px(30), (90, 90, 230), 5)
    inked = ring[:, :, 0] < 200
    stamped = np.where(inked[:, :, None], colour * 0.45 + ring * 0.55, colour).astype(np.uint8)
    found = stamp_mask(stamped, to_gray(stamped), None, SCALE)
    assert found is not None
    line = np.zeros_like(inked)
    line[px(66) : px(66) + 3] = True
    assert (found[inked & line] > 0).mean() < 0.1
    assert (found[inked & (printed > 200)] > 0).mean() > 0.95
