"""Underlined text: which rulings are underlines, and that the crop keeps them while its foreground does not."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from parsers.scan.binarisation import binarise
from parsers.scan.components import components_of
from parsers.scan.line_crops import crop_underlined_line, writing_only
from parsers.scan.raster import GrayImage, Scale
from parsers.scan.ruling_detection import PageRulings, find_rulings
from parsers.scan.text_lines import TextLayout, find_text_lines
from parsers.scan.underlines import UnderlinedLines, find_underlined_lines

SCALE = Scale(200)
LEFT, BASE = 200, 330
NAME = "Ir. Sekar Langit yang gagah, M.Si"


def page(*, sides: bool) -> GrayImage:
    """A name with a line right below its feet; `sides`: the line is the bottom of a ruled cell."""
    picture = Image.new("L", (1200, 700), 255)
    draw = ImageDraw.Draw(picture)
    draw.text((LEFT, BASE), NAME, font=ImageFont.load_default(34), fill=0, anchor="ls")
    for row in range(5):
        draw.text(
            (LEFT, 450 + 40 * row), "huruf huruf huruf huruf", font=ImageFont.load_default(34), fill=0, anchor="ls"
        )
    width = int(draw.textlength(NAME, font=ImageFont.load_default(34)))
    draw.line((LEFT, BASE + 5, LEFT + width, BASE + 5), fill=0, width=3)
    if sides:
        draw.line((LEFT, BASE - 120, LEFT + width, BASE - 120), fill=0, width=3)
        for x in (LEFT, LEFT + width):
            draw.line((x, BASE - 120, x, BASE + 5), fill=0, width=3)
    return np.asarray(picture, dtype=np.uint8)


def found(gray: GrayImage) -> tuple[PageRulings, TextLayout, UnderlinedLines | None]:
    ink = binarise(gray)
    rules = find_rulings(gray, ink, components_of(ink), SCALE)
    layout = find_text_lines(ink, rules, SCALE)
    return rules, layout, find_underlined_lines(layout.lines, rules, layout.letter_height, SCALE)


def test_a_line_below_text_is_an_underline_and_the_side_of_a_cell_is_none() -> None:
    rules, layout, underlined = found(page(sides=False))
    assert len(rules.horizontal) == 1
    assert underlined is not None
    (index,) = underlined.lines
    assert layout.lines[index].box.y1 < underlined.lines[index].box.y1
    assert found(page(sides=True))[2] is None


def test_the_underline_stays_in_the_crop_and_not_in_its_foreground() -> None:
    gray = page(sides=False)
    rules, layout, underlined = found(gray)
    assert underlined is not None
    (index,) = underlined.lines
    kept = np.asarray(layout.foreground | underlined.mask, dtype=np.uint8)
    lined = writing_only(gray, binarise(gray), kept, rules.mask)
    writing = writing_only(gray, binarise(gray), layout.foreground, rules.mask)
    crop = crop_underlined_line(lined, writing, underlined.lines[index], layout.letter_height)
    row = BASE + 5 - crop.top
    assert (crop.image[row] < 100).mean() > 0.6
    assert crop.foreground[row].mean() < 0.1
    assert crop.foreground[row - 15].any()
