"""Orientation and skew of pages, from the foreground alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.scan import orientation
from parsers.scan.binarisation import binarise
from parsers.scan.raster import Mask, Scale
from tests.support.drawing import PAPER, SCALE, Text, page

TEXTS = [Text(40, 30 + 15 * n, "Persentase dokumen yang selesai tepat waktu"[n % 7 :]) for n in range(14)]
PICTURE = page(TEXTS, width=400, height=280)


def letters(picture: np.ndarray) -> tuple[Mask, int, Scale]:
    small, scale = orientation.reduced_foreground(binarise(picture), SCALE)
    mask, count = orientation.letters_only(small, scale)
    return mask, count, scale


@settings(max_examples=12)
@given(st.floats(-5.0, 5.0))
def test_skew_is_found_and_undone(degrees: float) -> None:
    height, width = PICTURE.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    askew = cv2.warpAffine(PICTURE, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=PAPER)
    turned = np.asarray(askew, dtype=np.uint8)
    found = orientation.skew_angle(letters(turned)[0])
    assert found == pytest.approx(-degrees, abs=0.12)
    again = orientation.skew_angle(letters(orientation.deskewed(turned, found))[0])
    assert abs(again) <= 0.12


@pytest.mark.parametrize("degrees", [-13.0, 7.5, 11.0])
def test_pages_laid_down_by_hand_are_straightened_too(degrees: float) -> None:
    height, width = PICTURE.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    askew = cv2.warpAffine(PICTURE, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=PAPER)
    assert orientation.skew_angle(letters(np.asarray(askew, dtype=np.uint8))[0]) == pytest.approx(-degrees, abs=0.2)


def test_straight_pages_stay_as_they_are() -> None:
    assert orientation.skew_angle(letters(PICTURE)[0]) == 0.0
    assert orientation.deskewed(PICTURE, 0.0) is PICTURE


@pytest.mark.parametrize(("turns", "sideways"), [(0, False), (1, True), (2, False), (3, True)])
def test_lines_from_top_to_bottom_lie_sideways(turns: int, sideways: bool) -> None:
    assert orientation.lies_sideways(*letters(orientation.quarter_turned(PICTURE, turns))) is sideways


def test_too_few_letters_say_nothing() -> None:
    few = page([Text(40, 40, "Lampiran")])
    assert not orientation.lies_sideways(*letters(orientation.quarter_turned(few, 1)))


def test_four_quarter_turns_are_none() -> None:
    turned = PICTURE
    for _ in range(4):
        turned = orientation.quarter_turned(turned, 1)
    assert np.array_equal(turned, PICTURE)
    assert np.array_equal(orientation.quarter_turned(PICTURE, 1), cv2.rotate(PICTURE, cv2.ROTATE_90_CLOCKWISE))
