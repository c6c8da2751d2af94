"""Coloured areas of scanned pages: boxes of charts, whatever text is in them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from parsers.scan.filled_areas import colour_raster_of
from parsers.scan.raster import Scale

DPI = 150.0
PAGE = (600, 900)  # pixels
ORANGE, BLUE = (244, 177, 131), (80, 110, 200)
BOXES = [((60, 60, 300, 130), ORANGE), ((60, 142, 300, 220), ORANGE), ((400, 300, 640, 380), BLUE)]


def page(noise: float = 0.0) -> NDArray[np.uint8]:
    picture = np.full((*PAGE, 3), 252, dtype=np.uint8)
    for (x0, y0, x1, y1), colour in BOXES:
        cv2.rectangle(picture, (x0, y0), (x1, y1), colour, -1)
        cv2.putText(picture, "Meningkatnya", (x0 + 8, y0 + 40), 0, 0.8, (20, 20, 20), 2)
    cv2.putText(picture, "teks biasa", (60, 500), 0, 1.0, (20, 20, 20), 2)
    cv2.line(picture, (300, 100), (400, 340), BLUE, 2)
    if noise:
        rough = np.random.default_rng(3).normal(0, noise, picture.shape)
        picture = np.clip(picture + rough, 0, 255).astype(np.uint8)
    return picture


def boxes(picture: NDArray[np.uint8]) -> list[tuple[float, ...]]:
    colours = colour_raster_of(picture, Scale(DPI))
    return sorted((a.box.x0, a.box.top, a.box.x1, a.box.bottom) for a in colours.filled_areas())


@pytest.mark.parametrize("noise", [0.0, 9.0])
def test_each_box_is_found_once_and_nothing_else(noise: float) -> None:
    wanted = sorted(tuple(v * 72 / DPI for v in place) for place, _ in BOXES)
    found = boxes(page(noise))
    assert len(found) == len(wanted)
    for mine, theirs in zip(found, wanted, strict=True):
        assert mine == pytest.approx(theirs, abs=2.5)


def test_gray_paper_is_no_box() -> None:
    gray = np.asarray(page(5.0) * 0.84, dtype=np.uint8)
    assert len(boxes(gray)) == len(BOXES)
    gray[:, :450] = gray[:, :450] * 0.96
    assert len(boxes(gray)) == len(BOXES)


def test_boxes_of_one_colour_have_its_name() -> None:
    colours = colour_raster_of(page(6.0), Scale(DPI))
    names = [area.fill for area in sorted(colours.filled_areas(), key=lambda a: a.box.top)]
    assert names[0] == names[1] != names[2]


def test_areas_turn_with_the_page() -> None:
    colours = colour_raster_of(page(), Scale(DPI))
    upright = sorted(a.box.width for a in colours.filled_areas())
    assert sorted(a.box.height for a in colours.turned(1).filled_areas()) == pytest.approx(upright, abs=1.5)


def test_plain_pages_have_none() -> None:
    plain = np.full((*PAGE, 3), 252, dtype=np.uint8)
    cv2.putText(plain, "teks biasa", (60, 300), 0, 1.5, (20, 20, 20), 3)
    assert boxes(plain) == []
    assert boxes(cv2.cvtColor(plain, cv2.COLOR_RGB2GRAY)) == []


def test_shades_of_a_gray_page_are_boxes_too() -> None:
    gray = cv2.cvtColor(page(5.0), cv2.COLOR_RGB2GRAY)
    assert len(boxes(gray)) == len(BOXES)


@pytest.mark.parametrize("gray", [False, True])
@pytest.mark.parametrize(("ground", "ink"), [((40, 80, 150), 255), ((120, 130, 20), 250), ((230, 120, 40), 10)])
def test_print_on_dark_and_coloured_boxes_becomes_dark_on_white(
    ground: tuple[int, int, int], ink: int, gray: bool
) -> None:
    picture = np.full((*PAGE, 3), 252, dtype=np.uint8)
    for x in (40, 340, 640):
        cv2.rectangle(picture, (x, 60), (x + 220, 200), ground, -1)
    cv2.putText(picture, "Mutu", (60, 150), 0, 2.0, (ink, ink, ink), 4)
    letters = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    flat, areas = colour_raster_of(letters if gray else picture, Scale(DPI)).flattened(letters)
    assert areas is not None
    inside = flat[70:190, 50:250]
    assert np.median(inside) > 240
    assert inside.min() < 60
    assert np.array_equal(flat[areas == 0], letters[areas == 0])


def test_a_page_without_areas_stays_as_it_is() -> None:
    plain = np.full((*PAGE, 3), 252, dtype=np.uint8)
    gray = cv2.cvtColor(plain, cv2.COLOR_RGB2GRAY)
    flat, areas = colour_raster_of(plain, Scale(DPI)).flattened(gray)
    assert flat is gray
    assert areas is None
