"""Drawn list bullets are found by their shape, and nothing else is taken for one."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from parsers.scan.bullet_detection import find_bullets
from parsers.scan.ocr_engine import LineReading
from parsers.scan.raster import GrayImage
from tests.support.drawing import INK, Text, crops_of, page, px, reading

ITEMS = ["Perikanan tangkap", "Budi daya air tawar", "Pengolahan hasil"]
LEFT, MARK = 80.0, 62.0  # points: of the items, of their markers
MIDDLE = 7.6  # points below the upper edge of a text: middle of its small letters


def items(texts: list[str] = ITEMS) -> list[Text]:
    return [Text(LEFT, 40 + 20 * place, text) for place, text in enumerate(texts)]


def square(picture: GrayImage, x: float, y: float, side: float = 3.4) -> None:
    cv2.rectangle(picture, (px(x), px(y - side / 2)), (px(x + side), px(y + side / 2)), INK, -1)


def disk(picture: GrayImage, x: float, y: float, side: float = 3.6) -> None:
    cv2.circle(picture, (px(x + side / 2), px(y)), px(side / 2), INK, -1, cv2.LINE_AA)


def arrow(picture: GrayImage, x: float, y: float) -> None:
    points = [(px(x), px(y - 4)), (px(x + 7), px(y)), (px(x), px(y + 4)), (px(x + 2.5), px(y))]
    cv2.polylines(picture, [np.array(points, dtype=np.int32)], True, INK, 2)


def tick(picture: GrayImage, x: float, y: float) -> None:
    points = [(px(x), px(y)), (px(x + 2.5), px(y + 3)), (px(x + 7), px(y - 4))]
    cv2.polylines(picture, [np.array(points, dtype=np.int32)], False, INK, 2)


def marked(picture: GrayImage) -> list[tuple[str, float]]:
    """Texts and confidences of the markers that are found where the recogniser read only the items' text."""
    crops, height = crops_of(picture)
    found = find_bullets(crops, [text_alone(crop.image) for crop in crops], height)
    return [(marker.text, marker.confidence) for marker in found.values()]


def text_alone(line: GrayImage) -> LineReading:
    """A reading that begins after the first figure of the line, as recognisers read lines with unknown markers."""
    whole = reading("x" * 30, line)
    columns = np.flatnonzero((line < 150).any(axis=0))
    breaks = np.flatnonzero(np.diff(columns) > px(4))
    first = int(columns[breaks[0] + 1]) if len(breaks) else 0
    return LineReading(tuple(glyph for glyph in whole.glyphs if glyph.x >= first))


@pytest.mark.parametrize(("draw", "text"), [(square, "▪"), (disk, "•"), (arrow, "➢"), (tick, "•")])
def test_markers_of_a_column_are_found(draw: Callable[[GrayImage, float, float], None], text: str) -> None:
    picture = page(items())
    for item in items():
        draw(picture, MARK, item.y + MIDDLE)
    found = marked(picture)
    assert [mark for mark, _ in found] == [text] * len(ITEMS)
    assert all(confidence >= 0.7 for _, confidence in found)


def test_a_marker_far_from_its_text_is_a_line_of_its_own() -> None:
    picture = page(items())
    for item in items():
        square(picture, LEFT - 38, item.y + MIDDLE)
    assert [mark for mark, _ in marked(picture)] == ["▪"] * len(ITEMS)


def test_a_single_marker_is_less_sure() -> None:
    several, single = page(items()), page(items())
    for item in items():
        disk(several, MARK, item.y + MIDDLE)
    disk(single, MARK, items()[0].y + MIDDLE)
    assert len(marked(single)) == 1
    assert marked(single)[0][1] < marked(several)[0][1]


def test_plain_items_have_none() -> None:
    assert marked(page(items())) == []


@pytest.mark.parametrize("shift", [-6.5, 4.5])
def test_specks_above_and_below_the_letters_are_none(shift: float) -> None:
    picture = page(items())
    for item in items():
        square(picture, MARK, item.y + MIDDLE + shift, side=2.4)
    assert marked(picture) == []


def test_a_single_unread_figure_is_none() -> None:
    picture = page(items())
    tick(picture, MARK, items()[1].y + MIDDLE)
    assert marked(picture) == []


def test_figures_that_were_read_are_none() -> None:
    texts = [Text(LEFT, item.y, f"{place}   {item.text}") for place, item in enumerate(items(), start=1)]
    crops, height = crops_of(page(texts))
    assert (
        find_bullets(crops, [reading(text.text, crop.image) for text, crop in zip(texts, crops, strict=True)], height)
        == {}
    )
