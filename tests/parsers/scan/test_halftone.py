"""Shaded areas of 1-bit scans: screens of dots and lines go, the print on them stays."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from parsers.scan.background import invert_dark_fills
from parsers.scan.binarisation import binarise
from parsers.scan.halftone import without_screens
from parsers.scan.raster import GrayImage
from tests.support.drawing import SCALE, Text, page, px

HEADING = page([Text(60, 62, "SASARAN"), Text(190, 62, "INDIKATOR KINERJA"), Text(60, 120, "Tertatanya arsip")])
BAND = np.s_[px(52) : px(84), px(40) : px(380)]
DOTS = np.array([[12, 5, 6, 13], [4, 0, 1, 7], [11, 3, 2, 8], [15, 10, 9, 14]]) / 16
LINES = (np.arange(4) / 4)[:, None]


def ordered(gray: GrayImage, screen: NDArray[np.float64]) -> GrayImage:
    """The page through a screen of thresholds, which repeats over it."""
    rows, columns = gray.shape
    height, width = screen.shape
    tiled = np.tile(screen, (rows // height + 1, columns // width + 1))[:rows, :columns]
    return np.where(gray / 255 > tiled, 255, 0).astype(np.uint8)


def diffused(gray: GrayImage) -> GrayImage:
    """The page by error diffusion (Floyd and Steinberg)."""
    return np.asarray(Image.fromarray(gray).convert("1").convert("L"), dtype=np.uint8)


SCREENS: dict[str, Callable[[GrayImage], GrayImage]] = {
    "dots": lambda gray: ordered(gray, DOTS),
    "lines": lambda gray: ordered(gray, LINES),
    "diffusion": diffused,
}


def scanned(screen: str, level: int, *, light: bool = False) -> GrayImage:
    """The page as a 1-bit scan, with a heading shaded `level` (0 black) behind dark or light print."""
    printed = np.where(HEADING < 128, 0, 255).astype(np.uint8)
    shaded = printed.copy()
    ink = printed[BAND] == 0
    shaded[BAND] = np.where(ink, 255 if light else 0, level)
    result = printed
    result[BAND] = SCREENS[screen](shaded)[BAND]
    return result


def alike(one: GrayImage, other: GrayImage) -> float:
    """Correlation of the foregrounds of two pages, a little inside of the heading."""
    inner = np.s_[px(55) : px(81), px(45) : px(375)]
    return float(np.corrcoef(binarise(one)[inner].ravel(), binarise(other)[inner].ravel())[0, 1])


@pytest.mark.parametrize("level", [110, 150, 190])
@pytest.mark.parametrize("screen", ["dots", "lines", "diffusion"])
def test_print_on_a_halftone_screen_is_kept(screen: str, level: int) -> None:
    page_ = scanned(screen, level)
    clean = without_screens(page_, SCALE)
    assert alike(clean, HEADING) > 0.75
    assert alike(clean, HEADING) > alike(page_, HEADING) + 0.2
    assert np.array_equal(clean[px(100) :], page_[px(100) :])


def test_a_screen_with_softened_edges_is_one() -> None:
    soft = cv2.GaussianBlur(scanned("dots", 150), (0, 0), 0.6)
    assert alike(without_screens(np.asarray(soft, dtype=np.uint8), SCALE), HEADING) > 0.7


@pytest.mark.parametrize("screen", ["dots", "lines"])
def test_light_print_on_a_dark_screen_becomes_dark_on_white(screen: str) -> None:
    clean = invert_dark_fills(without_screens(scanned(screen, 70, light=True), SCALE), SCALE)
    assert alike(clean, HEADING) > 0.6


def test_rulings_on_a_coarse_screen_are_kept() -> None:
    bordered = scanned("dots", 150)
    coarse = np.kron(DOTS, np.ones((2, 2)))
    bordered[BAND] = ordered(np.where(HEADING < 128, 0, 150).astype(np.uint8), coarse)[BAND]
    middle = px(180)
    bordered[BAND][:2] = 0
    bordered[px(52) : px(84), middle : middle + 2] = 0
    clean = without_screens(bordered, SCALE)
    assert (clean[px(56) : px(80), middle : middle + 2] < 60).mean() > 0.9
    assert (clean[px(52) : px(52) + 2, px(50) : px(370)] < 60).mean() > 0.9
    assert (clean[px(55) : px(60), px(45) : px(170)] > 180).mean() > 0.8


def test_pages_without_screens_are_left_alone() -> None:
    printed = np.where(HEADING < 128, 0, 255).astype(np.uint8)
    assert without_screens(printed, SCALE) is printed
    black = printed.copy()
    black[BAND] = 255 - black[BAND]
    assert without_screens(black, SCALE) is black
    gray = printed.copy()
    gray[BAND] = np.minimum(gray[BAND], 140)
    assert without_screens(gray, SCALE) is gray
