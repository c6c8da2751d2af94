"""Pages drawn by tests, and an engine that reads what was drawn without any model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import reportlab
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from parsers.scan.binarisation import binarise
from parsers.scan.components import components_of
from parsers.scan.line_crops import LineCrop, crop_line
from parsers.scan.ocr_engine import Glyph, LineReading
from parsers.scan.raster import GrayImage, Scale
from parsers.scan.ruling_detection import PageRulings, find_rulings
from parsers.scan.text_lines import TextLayout, find_text_lines

DPI = 200.0
SCALE = Scale(DPI)
PAPER = 252
INK = 25
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
GRID = (24, 192)  # rows and columns on which pictures of lines are compared


@dataclass(frozen=True, slots=True)
class Text:
    x: float  # points, left edge
    y: float  # points, upper edge of the letters' em box
    text: str
    size: float = 11.0  # points


@cache
def font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), round(size * DPI / 72))


def px(points: float) -> int:
    return round(points * DPI / 72)


def page(texts: Sequence[Text] = (), width: float = 420, height: float = 300) -> GrayImage:
    """Gray paper with texts; width and height in points."""
    picture = Image.new("L", (px(width), px(height)), PAPER)
    draw = ImageDraw.Draw(picture)
    for text in texts:
        draw.text((px(text.x), px(text.y)), text.text, font=font(text.size), fill=INK)
    return np.array(picture, dtype=np.uint8)


def ruled(picture: GrayImage, lines: Sequence[tuple[float, float, float, float]], thick: int = 2) -> GrayImage:
    """With straight lines from (x0, y0) to (x1, y1), in points; `thick` in pixels."""
    for x0, y0, x1, y1 in lines:
        cv2.line(picture, (px(x0), px(y0)), (px(x1), px(y1)), INK, thick)
    return picture


def laid_out(picture: GrayImage) -> tuple[PageRulings, TextLayout]:
    ink = binarise(picture)
    rules = find_rulings(picture, ink, components_of(ink), SCALE)
    return rules, find_text_lines(ink, rules, SCALE)


def crops_of(picture: GrayImage) -> tuple[list[LineCrop], float]:
    """Line pictures and the height of small letters in pixels."""
    _, layout = laid_out(picture)
    return [crop_line(picture, line, layout.letter_height) for line in layout.lines], layout.letter_height


def reading(text: str, picture: GrayImage, confidence: float = 0.99, size: float = 11.0) -> LineReading:
    """`text` read from a line crop that shows it and nothing else, its glyphs where the font has them."""
    columns = np.flatnonzero((picture < 150).any(axis=0))
    start, end = int(columns[0]), int(columns[-1]) + 1
    face = font(size)
    whole = face.getlength(text)
    glyphs: list[Glyph] = []
    for place, character in enumerate(text):
        middle = (face.getlength(text[:place]) + face.getlength(text[: place + 1])) / 2
        glyphs.append(Glyph(character, start + middle / whole * (end - start), confidence))
    return LineReading(tuple(glyphs))


ALIKE = 0.45  # correlation of two pictures of one text, one of them with marks over it


class TemplateEngine:
    """Knows the texts that may stand on a page, and answers with the one that a line picture looks like."""

    name = "template"
    version = "1"

    def __init__(self, texts: Sequence[Text]) -> None:
        self.pictures = 0  # line pictures that were read so far
        self._known = [(text, _grid(_drawn(text))) for text in texts]

    def read_lines(self, lines: Sequence[GrayImage]) -> list[LineReading]:
        self.pictures += len(lines)
        return [self._read(line) for line in lines]

    def _read(self, line: GrayImage) -> LineReading:
        seen = _grid(line)
        if seen is None:
            return LineReading(())
        likeness, text = max(
            ((_likeness(seen, known), text) for text, known in self._known if known is not None), key=lambda x: x[0]
        )
        return reading(text.text, line, 0.99 if likeness >= ALIKE else max(0.0, likeness), text.size)


def _drawn(text: Text) -> GrayImage:
    return page([Text(5, 5, text.text, text.size)], width=400, height=40)


def _grid(picture: GrayImage) -> NDArray[np.float32] | None:
    ink = picture < 150
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    small = cv2.resize(cut, (GRID[1], GRID[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), dtype=np.float32)


def _likeness(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])
