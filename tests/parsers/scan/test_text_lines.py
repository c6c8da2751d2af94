"""Text lines from the foreground: what belongs together, what rulings and white part, what is no writing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from parsers.scan.line_crops import crop_line
from parsers.scan.raster import GrayImage
from parsers.scan.text_lines import TextLayout
from tests.support.drawing import INK, Text, laid_out, page, px, ruled


def layout(picture: GrayImage) -> TextLayout:
    return laid_out(picture)[1]


def test_words_of_a_line_belong_together_and_lines_go_from_top_to_bottom() -> None:
    found = layout(page([Text(60, 60, "Jumlah rumah, per desa."), Text(60, 80, "Kecamatan pesisir")]))
    first, second = (line.box for line in found.lines)
    assert first.y1 <= second.y0
    assert [first.x0, second.x0] == pytest.approx([px(60), px(60)], abs=px(1.5))
    assert first.width > second.width > px(80)
    for line in found.lines:
        assert [word.x0 for word in line.words] == sorted(word.x0 for word in line.words)


def test_wide_white_parts_columns() -> None:
    assert len(layout(page([Text(40, 60, "Sasaran"), Text(250, 60, "Indikator")])).lines) == 2


def test_a_ruling_parts_words_close_to_it() -> None:
    texts = [Text(60, 60, "Sasaran"), Text(116, 60, "Target")]
    box = [(54, 50, 180, 50), (54, 80, 180, 80), (54, 50, 54, 80), (112, 50, 112, 80), (180, 50, 180, 80)]
    assert len(layout(page(texts)).lines) == 1
    assert len(layout(ruled(page(texts), box)).lines) == 2


def test_lines_whose_letters_touch_are_parted() -> None:
    texts = [Text(60, 60, "Penyelenggaraan gugus"), Text(60, 71.6, "tugas hibah daerah")]
    assert len(layout(page(texts)).lines) == 2


def test_pictures_are_no_writing() -> None:
    picture = page([Text(60, 200, "Jumlah rumah per desa")])
    cv2.circle(picture, (px(200), px(80)), px(40), INK, -1)
    found = layout(picture)
    assert len(found.lines) == 1
    assert not found.foreground[: px(150)].any()


@pytest.mark.parametrize("dirty", [False, True])
def test_specks_between_lines_go_and_full_stops_stay(dirty: bool) -> None:
    texts = [Text(60, 40 + 40 * n, "Jumlah rumah. Per desa.") for n in range(6)]
    clean = page(texts)
    picture = clean.copy()
    if dirty:
        for place in range(60):
            x, y = px(250) + 31 * (place % 12), px(62 + 40 * (place // 12))
            picture[y : y + 3, x : x + 3] = INK
    found = layout(picture)
    assert found.noisy is dirty
    assert len(found.lines) == 6
    writing = np.asarray(clean < 128)
    assert (found.foreground[writing] > 0).mean() > 0.97
    assert np.count_nonzero(found.foreground[~writing]) < 0.05 * np.count_nonzero(writing)


def test_a_line_picture_leads_back_to_the_page() -> None:
    picture = page([Text(60, 60, "No"), Text(92, 60, "Sasaran strategis")])
    found = layout(picture)
    crop = crop_line(picture, found.lines[0], found.letter_height)
    assert crop.image.shape[1] == len(crop.columns)
    assert (np.diff(crop.columns) >= 0).all()
    rows, columns = np.nonzero(crop.image < 100)
    assert (crop.image[rows, columns] == picture[rows + crop.top, crop.columns[columns]]).all()
    assert np.count_nonzero(crop.image < 100) == np.count_nonzero(picture < 100)


def test_wide_white_within_a_line_is_shortened() -> None:
    near = page([Text(60, 60, "Nama"), Text(112, 60, "Jabatan")])
    far = page([Text(60, 60, "Nama"), Text(125, 60, "Jabatan")])
    widths = []
    for picture in (near, far):
        found = layout(picture)
        assert len(found.lines) == 1
        widths.append(crop_line(picture, found.lines[0], found.letter_height).image.shape[1])
    assert widths[0] == pytest.approx(widths[1], abs=3)


def test_a_blank_page_has_no_lines() -> None:
    assert layout(page([])).lines == ()
