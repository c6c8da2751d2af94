"""One page from its picture: cleaned, turned upright, ruled lines and words found, everything in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.raw_page import RawPage, Ruling
from parsers.scan import clean, upright
from parsers.scan.again import looked_at_twice
from parsers.scan.clean import Mask, Scale
from parsers.scan.crops import LineCrop, cut_line, cut_underlined, stretched, without_marks
from parsers.scan.dots import without_dots
from parsers.scan.engine import GrayImage, LineReading, OcrEngine
from parsers.scan.fills import Colours, colours_of
from parsers.scan.lines import PixelBox, TextLayout, find_lines
from parsers.scan.markers import find_markers
from parsers.scan.rules import Rules, find_rules
from parsers.scan.streaks import without_streaks
from parsers.scan.tracks import Stretch
from parsers.scan.underlines import find_underlined
from parsers.scan.words import InkWord, words_of
from schemas.geometry import Box
from schemas.transcript import Legibility, Word

WORKING_DPI = 300.0  # finer pictures are reduced to this
LEAST_CONFIDENCE = 0.45  # words read with less are no writing
LEAST_OF_LINE = 0.52  # mean confidence: lines read with less are pictures, torn rulings and strokes of pens
STRETCH = 1.3  # lines of 1-bit pages are read this much wider: narrow letters that are doubled stay two
SAMPLE_LINES = 5  # lines read both ways up where the first reading is unsure
SURE = 0.85  # mean confidence from which the page is taken to lie the right way up


@dataclass(frozen=True, slots=True)
class _Upright:
    """An upright, straight page with even paper, and what is on it."""

    gray: GrayImage
    rules: Rules
    layout: TextLayout
    crops: tuple[LineCrop, ...]


def recognise(image: NDArray[np.uint8], dpi: float, page_number: int, engine: OcrEngine) -> RawPage:
    """Words and rulings of one scanned page.

    `image`: rows x columns gray, or rows x columns x 3 RGB, any way up; `dpi`: its resolution.
    Coordinates of the result are points of the upright, straight page, origin top left; a page that was scanned
    sideways has width and height exchanged. A blank page has no words and no rulings.
    """
    image, scale = _working_size(image, Scale(dpi))
    gray = without_streaks(clean.to_gray(image), scale)
    bilevel = clean.is_bilevel(gray)
    colours = None if bilevel else colours_of(image, scale)
    gray = _cleaned(image, gray, scale, colours)
    ink = clean.binarise(gray)
    small, small_scale = upright.reduced_ink(ink, scale)
    letters, count = upright.letters_only(small, small_scale)
    if upright.lies_sideways(letters, count, small_scale):
        gray, letters = upright.quarter_turned(gray, 1), upright.quarter_turned(letters, 1)
        colours = colours and colours.turned(1)
    degrees = upright.skew(letters)
    gray = upright.straighten(gray, degrees)
    page = _find(gray, scale, bilevel=bilevel)
    readings = _read(page, engine)
    if readings is None:
        page = _find(upright.quarter_turned(gray, 2), scale, bilevel=bilevel)
        colours = colours and colours.straightened(degrees).turned(2)
        degrees = 0.0
        readings = engine.read_lines([crop.image for crop in page.crops])
    readings = looked_at_twice(engine, [crop.image for crop in page.crops], readings)
    rows, columns = page.gray.shape
    words, unread = _words(page, readings, scale)
    return RawPage(
        number=page_number,
        width=scale.points(columns),
        height=scale.points(rows),
        words=words,
        rulings=tuple(_rulings(page.rules, scale)),
        source="ocr",
        outlines=colours.straightened(degrees).areas() if colours is not None else (),
        legibility=Legibility(unread, page.rules.broken),
    )


def _working_size(image: NDArray[np.uint8], scale: Scale) -> tuple[NDArray[np.uint8], Scale]:
    if scale.dpi <= WORKING_DPI * 1.1:
        return image, scale
    factor = WORKING_DPI / scale.dpi
    reduced = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(reduced, dtype=np.uint8), Scale(WORKING_DPI)


def _cleaned(image: NDArray[np.uint8], gray: GrayImage, scale: Scale, colours: Colours | None) -> GrayImage:
    """Even paper without stamps and shades; `colours` is None for 1-bit scans."""
    stamps = None
    if colours is not None:
        gray, areas = colours.flattened(gray)
        stamps = clean.stamps(image, gray, areas, scale)
    gray = clean.invert_solid(clean.clear_edges(gray, scale), scale)
    if colours is not None:
        gray = clean.even_light(gray, scale)
    if stamps is not None:
        gray[stamps > 0] = clean.WHITE
    return gray


def _find(gray: GrayImage, scale: Scale, *, bilevel: bool) -> _Upright:
    ink: Mask = clean.binarise(gray)
    rules = find_rules(gray, ink, scale)
    layout = find_lines(ink, rules, scale)
    crops = _crops(gray, ink, rules, layout, scale)
    if bilevel:
        crops = tuple(stretched(crop, STRETCH) for crop in crops)
    return _Upright(gray, rules, layout, crops)


def _crops(gray: GrayImage, ink: Mask, rules: Rules, layout: TextLayout, scale: Scale) -> tuple[LineCrop, ...]:
    writing = without_marks(gray, ink, layout.ink, rules.mask)
    underlined = find_underlined(layout.lines, rules, layout.letter_height, scale)
    if underlined is None:
        return tuple(cut_line(writing, line, layout.letter_height) for line in layout.lines)
    kept = np.asarray(cv2.bitwise_or(layout.ink, underlined.mask), dtype=np.uint8)
    with_underlines = without_marks(gray, ink, kept, rules.mask)
    return tuple(
        cut_underlined(with_underlines, writing, underlined.lines[index], layout.letter_height)
        if index in underlined.lines
        else cut_line(writing, line, layout.letter_height)
        for index, line in enumerate(layout.lines)
    )


def _read(page: _Upright, engine: OcrEngine) -> list[LineReading] | None:
    """All lines; None where the page stands on its head."""
    if not page.crops:
        return []
    sample = _sample(page.crops)
    upward = engine.read_lines([page.crops[i].image for i in sample])
    if _mean(upward) < SURE:
        turned = engine.read_lines([upright.quarter_turned(page.crops[i].image, 2) for i in sample])
        if _mean(turned) > _mean(upward):
            return None
    rest = [i for i in range(len(page.crops)) if i not in set(sample)]
    others = engine.read_lines([page.crops[i].image for i in rest])
    by_index = dict(zip(sample, upward, strict=True)) | dict(zip(rest, others, strict=True))
    return [by_index[i] for i in range(len(page.crops))]


def _sample(crops: Sequence[LineCrop]) -> list[int]:
    """Some lines of middling length from all over the page."""
    longest = sorted(range(len(crops)), key=lambda i: -crops[i].image.shape[1] / crops[i].image.shape[0])
    half = longest[: max(SAMPLE_LINES, len(longest) // 2)]
    half.sort()
    step = max(1, len(half) // SAMPLE_LINES)
    return half[::step][:SAMPLE_LINES]


def _mean(readings: Sequence[LineReading]) -> float:
    return sum(reading.confidence for reading in readings) / max(1, len(readings))


def _words(page: _Upright, readings: Sequence[LineReading], scale: Scale) -> tuple[tuple[Word, ...], tuple[Box, ...]]:
    """The words of the page, and where ink looks like writing and is none that could be read."""
    height = page.layout.letter_height
    markers = find_markers(page.crops, readings, height)
    found: list[InkWord] = []
    unread: list[PixelBox] = []
    for index, (reading, crop) in enumerate(zip(readings, page.crops, strict=True)):
        if reading.confidence < LEAST_OF_LINE and index not in markers:
            unread.append(page.layout.lines[index].box)
            continue
        clear = without_dots(reading) if page.layout.speckled else reading
        found += words_of(clear, crop, height, markers.get(index))
    unread += [word.box for word in found if word.confidence < LEAST_CONFIDENCE]
    words = [
        Word(word.text, _in_points(word.box, scale), round(word.sure, 4))
        for word in found
        if word.confidence >= LEAST_CONFIDENCE
    ]
    return tuple(words), tuple(_in_points(box, scale) for box in unread)


def _in_points(box: PixelBox, scale: Scale) -> Box:
    return Box(scale.points(box.x0), scale.points(box.y0), scale.points(box.x1), scale.points(box.y1))


def _rulings(rules: Rules, scale: Scale) -> list[Ruling]:
    across = [Ruling(_ruling_box(line, scale)) for line in rules.horizontal]
    for line in rules.vertical:
        box = _ruling_box(line, scale)
        across.append(Ruling(Box(box.top, box.x0, box.bottom, box.x1)))
    return across


def _ruling_box(line: Stretch, scale: Scale) -> Box:
    """Of a horizontal line; x and y are exchanged for a vertical one. A slanting line is laid straight."""
    half = max(0.5, line.thickness / 2)
    return Box(
        scale.points(line.start),
        scale.points(line.middle - half),
        scale.points(line.end),
        scale.points(line.middle + half),
    )
