"""Pixels and points, masks and runs."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.scan.raster import PixelBox, Scale, to_gray, to_mask, true_runs


@pytest.mark.parametrize(
    ("flags", "runs"),
    [("", []), ("...", []), ("##", [(0, 2)]), (".#..##", [(1, 2), (4, 6)]), ("#.#", [(0, 1), (2, 3)])],
)
def test_runs_are_half_open_and_in_order(flags: str, runs: list[tuple[int, int]]) -> None:
    assert true_runs(np.array([flag == "#" for flag in flags], dtype=bool)) == runs


def test_points_and_pixels_are_each_others_inverse() -> None:
    scale = Scale(300)
    assert scale.points(scale.exact_px(12.5)) == pytest.approx(12.5)
    assert scale.px(72) == 300


def test_a_length_has_at_least_one_pixel() -> None:
    assert Scale(72).px(0.01) == 1


def test_the_ends_of_a_box_are_not_in_it() -> None:
    box = PixelBox(2, 3, 5, 9)
    assert (box.width, box.height) == (3, 6)


def test_a_mask_is_0_or_255() -> None:
    assert to_mask(np.array([[True, False]])).tolist() == [[255, 0]]


def test_gray_of_gray_is_the_same() -> None:
    gray = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert np.array_equal(to_gray(gray), gray)
    assert np.array_equal(to_gray(np.repeat(gray[:, :, None], 3, axis=2)), gray)
