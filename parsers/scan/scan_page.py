"""Raster of one scanned page in, words and rulings in points of the upright page out.

The order of the steps: clean up (streaks, stamps, dark fills, uneven light), turn upright (quarter turn, skew), find
rulings and text lines, recognise the lines, turn the page round where it is upside down, read uncertain lines twice,
make words of the glyphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.raw_page import RawPage, Ruling
from parsers.scan.background import as_positive, clear_black_borders, flatten_illumination, invert_dark_fills
from parsers.scan.binarisation import binarise, is_bilevel
from parsers.scan.bullet_detection import find_bullets
from parsers.scan.cascade_engine import cursory
from parsers.scan.components import components_of
from parsers.scan.dotted_rulings import with_dotted_rulings
from parsers.scan.filled_areas import ColourRaster, colour_raster_of
from parsers.scan.halftone import without_screens
from parsers.scan.letter_resolution import resolution_of
from parsers.scan.line_crops import LineCrop, crop_line, crop_underlined_line, stretched, writing_only
from parsers.scan.noise import without_leading_dot, without_noise_dots
from parsers.scan.ocr_engine import LineReading, OcrEngine
from parsers.scan.orientation import (
    deskewed,
    letters_only,
    lies_sideways,
    quarter_turned,
    reduced_foreground,
    skew_angle,
)
from parsers.scan.raster import WHITE, GrayImage, Mask, PixelBox, Scale, to_gray
from parsers.scan.reading_depth import has_table
from parsers.scan.recognised_words import RecognisedWord, words_from_reading
from parsers.scan.ruling_detection import PageRulings, find_rulings
from parsers.scan.ruling_tracing import RulingSegment
from parsers.scan.second_reading import with_second_reading
from parsers.scan.stamps import stamp_mask
from parsers.scan.streak_removal import without_streaks
from parsers.scan.text_lines import TextLayout, find_text_lines
from parsers.scan.underlines import find_underlined_lines
from parsers.scan.upright_parts import set_apart, turned_box, upright_parts
from schemas.geometry import Box
from schemas.transcript import Legibility, Word

WORKING_DPI = 300.0  # finer rasters are reduced to this
FINER = 1.1  # a raster up to this many times as fine as WORKING_DPI is left as it is
LEAST_CONFIDENCE = 0.45  # words read with less are no writing
LEAST_OF_LINE = 0.52  # mean confidence: lines read with less are pictures, torn rulings and strokes of pens
STRETCH = 1.3  # lines of 1-bit pages are read this much wider: narrow letters that are doubled stay two
SAMPLE_LINES = 5  # lines read both ways up where the first reading is uncertain
CERTAIN = 0.85  # mean confidence from which the page is taken to lie the right way up
CONFIDENCE_DIGITS = 4  # decimal places
DEGREES = 90  # of a quarter turn
LEAST_THICKNESS = 1.0  # pixels: of a ruling


@dataclass(frozen=True, slots=True)
class _PreparedPage:
    """An upright, straight page with even background, and what is on it."""

    gray: GrayImage
    rulings: PageRulings
    layout: TextLayout
    crops: tuple[LineCrop, ...]  # one per text line


def recognise(
    image: NDArray[np.uint8], dpi: float, page_number: int, engine: OcrEngine, *, inner: bool = False
) -> RawPage:
    """Words and rulings of one scanned page.

    `image`: (rows, columns) gray or (rows, columns, 3) RGB, any way up; `dpi`: its resolution, which yields to that of
    its letters where they contradict it; `page_number`: 1-based; `inner`: the page is one of many, and read with little
    care where it has no table (parsers.scan.reading_depth). Coordinates of the result are points of the upright,
    straight page, origin top left; a page that was scanned sideways has width and height exchanged. A blank page has
    no words and no rulings.
    """
    image = as_positive(image)
    image, scale = _working_size(image, resolution_of(binarise(to_gray(image)), Scale(dpi)))
    gray = without_streaks(to_gray(image), scale)
    bilevel = is_bilevel(gray)
    gray = without_screens(gray, scale)
    colours = None if bilevel else colour_raster_of(image, scale)
    gray = _cleaned(image, gray, scale, colours)
    laid = _laid_along(gray, scale)
    colours = colours and colours.turned(laid.turns)
    degrees = skew_angle(laid.letters)
    gray = deskewed(laid.gray, degrees)
    page = _prepared(gray, scale, bilevel=bilevel)
    careful = not inner or has_table(page.rulings)
    engine = engine if careful else cursory(engine)
    readings = _read(page, engine)
    turns = laid.turns
    if readings is None:
        turns += 2
        page = _prepared(quarter_turned(gray, 2), scale, bilevel=bilevel)
        colours = colours and colours.deskewed(degrees).turned(2)
        degrees = 0.0
        readings = engine.read_lines([crop.image for crop in page.crops])
    if careful:
        readings = with_second_reading(engine, [crop.image for crop in page.crops], readings)
    rows, columns = page.gray.shape
    words, unread = _words(page, readings, scale)
    if laid.apart is not None:
        words += _words_apart(laid.apart, turns, scale, engine, bilevel=bilevel)
    return RawPage(
        number=page_number,
        width=scale.points(columns),
        height=scale.points(rows),
        words=words,
        rulings=tuple(_rulings(page.rulings, scale)),
        source="ocr",
        outlines=colours.deskewed(degrees).filled_areas() if colours is not None else (),
        legibility=Legibility(unread, page.rulings.broken),
    )


@dataclass(frozen=True, slots=True)
class _LaidPage:
    """A page whose lines run from left to right, perhaps upside down."""

    gray: GrayImage
    letters: Mask  # reduced, without rulings and noise
    turns: int  # quarter turns clockwise that laid it so
    apart: GrayImage | None  # what is not turned: the page as it was, with nothing but the parts that were upright


def _laid_along(gray: GrayImage, scale: Scale) -> _LaidPage:
    """The page with its lines from left to right; parts that are upright on a page that lies sideways are taken out."""
    small, small_scale = reduced_foreground(binarise(gray), scale)
    letters, count = letters_only(small, small_scale)
    if not lies_sideways(letters, count, small_scale):
        return _LaidPage(gray, letters, 0, None)
    parts = upright_parts(letters, small_scale)
    apart = None
    if parts:
        gray, apart = set_apart(gray, parts, small_scale, scale)
        letters, _ = set_apart(WHITE - letters, parts, small_scale, small_scale)
        letters = np.asarray(WHITE - letters, dtype=np.uint8)
    return _LaidPage(quarter_turned(gray, 1), quarter_turned(letters, 1), 1, apart)


def _words_apart(apart: GrayImage, turns: int, scale: Scale, engine: OcrEngine, *, bilevel: bool) -> tuple[Word, ...]:
    """The words of parts that lie another way than the page, on the page as it was turned by `turns` quarters."""
    page = _prepared(apart, scale, bilevel=bilevel)
    readings = _read(page, engine)
    if readings is None:
        apart = quarter_turned(apart, 2)
        page, turns = _prepared(apart, scale, bilevel=bilevel), turns + 2
        readings = engine.read_lines([crop.image for crop in page.crops])
    width, height = (scale.points(side) for side in reversed(apart.shape))
    words, _ = _words(page, readings, scale)
    return tuple(
        replace(word, box=turned_box(word.box, turns, width, height), turn=turns % 4 * DEGREES) for word in words
    )


def _working_size(image: NDArray[np.uint8], scale: Scale) -> tuple[NDArray[np.uint8], Scale]:
    if scale.dpi <= WORKING_DPI * FINER:
        return image, scale
    factor = WORKING_DPI / scale.dpi
    reduced = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(reduced, dtype=np.uint8), Scale(WORKING_DPI)


def _cleaned(image: NDArray[np.uint8], gray: GrayImage, scale: Scale, colours: ColourRaster | None) -> GrayImage:
    """Even paper without stamps and shades; `colours` is None for 1-bit scans."""
    stamps = None
    if colours is not None:
        gray, areas = colours.flattened(gray)
        stamps = stamp_mask(image, gray, areas, scale)
    gray = invert_dark_fills(clear_black_borders(gray, scale), scale)
    if colours is not None:
        gray = flatten_illumination(gray, scale)
    if stamps is not None:
        gray[stamps > 0] = WHITE
    return gray


def _prepared(gray: GrayImage, scale: Scale, *, bilevel: bool) -> _PreparedPage:
    foreground: Mask = binarise(gray)
    components = components_of(foreground)
    drawn = with_dotted_rulings(gray, components, scale)
    if drawn is not gray:
        gray, foreground = drawn, binarise(drawn)
        components = components_of(foreground)
    rulings = find_rulings(gray, foreground, components, scale)
    layout = find_text_lines(foreground, rulings, scale)
    crops = _crops(gray, foreground, rulings, layout, scale)
    if bilevel:
        crops = tuple(stretched(crop, STRETCH) for crop in crops)
    return _PreparedPage(gray, rulings, layout, crops)


def _crops(
    gray: GrayImage, foreground: Mask, rulings: PageRulings, layout: TextLayout, scale: Scale
) -> tuple[LineCrop, ...]:
    """One crop per text line, underlined ones with their underline."""
    writing = writing_only(gray, foreground, layout.foreground, rulings.mask)
    underlined = find_underlined_lines(layout.lines, rulings, layout.letter_height, scale)
    if underlined is None:
        return tuple(crop_line(writing, line, layout.letter_height) for line in layout.lines)
    kept = np.asarray(cv2.bitwise_or(layout.foreground, underlined.mask), dtype=np.uint8)
    with_underlines = writing_only(gray, foreground, kept, rulings.mask)
    return tuple(
        crop_underlined_line(with_underlines, writing, underlined.lines[index], layout.letter_height)
        if index in underlined.lines
        else crop_line(writing, line, layout.letter_height)
        for index, line in enumerate(layout.lines)
    )


def _read(page: _PreparedPage, engine: OcrEngine) -> list[LineReading] | None:
    """Readings of all text lines; None where the page is upside down.

    Some lines are read first; where they are uncertain they are read turned by 180 degrees too.
    """
    if not page.crops:
        return []
    sample = _sample(page.crops)
    upward = engine.read_lines([page.crops[i].image for i in sample])
    if _mean(upward) < CERTAIN:
        turned = engine.read_lines([quarter_turned(page.crops[i].image, 2) for i in sample])
        if _mean(turned) > _mean(upward):
            return None
    rest = [i for i in range(len(page.crops)) if i not in set(sample)]
    others = engine.read_lines([page.crops[i].image for i in rest])
    by_index = dict(zip(sample, upward, strict=True)) | dict(zip(rest, others, strict=True))
    return [by_index[i] for i in range(len(page.crops))]


def _sample(crops: Sequence[LineCrop]) -> list[int]:
    """Indices of some lines from the longer half, from all over the page."""
    longest = sorted(range(len(crops)), key=lambda i: -crops[i].image.shape[1] / crops[i].image.shape[0])
    half = longest[: max(SAMPLE_LINES, len(longest) // 2)]
    half.sort()
    step = max(1, len(half) // SAMPLE_LINES)
    return half[::step][:SAMPLE_LINES]


def _mean(readings: Sequence[LineReading]) -> float:
    return sum(reading.confidence for reading in readings) / max(1, len(readings))


def _words(
    page: _PreparedPage, readings: Sequence[LineReading], scale: Scale
) -> tuple[tuple[Word, ...], tuple[Box, ...]]:
    """The words of the page, and where foreground looks like writing and is none that could be read; in points."""
    height = page.layout.letter_height
    bullets = find_bullets(page.crops, readings, height)
    found: list[RecognisedWord] = []
    unread: list[PixelBox] = []
    for index, (reading, crop) in enumerate(zip(readings, page.crops, strict=True)):
        if reading.confidence < LEAST_OF_LINE and index not in bullets:
            unread.append(page.layout.lines[index].box)
            continue
        clear = reading if index in bullets else without_leading_dot(reading)
        clear = without_noise_dots(clear) if page.layout.noisy else clear
        found += words_from_reading(clear, crop, height, bullets.get(index))
    unread += [word.box for word in found if word.confidence < LEAST_CONFIDENCE]
    words = [
        Word(
            word.text,
            _in_points(word.box, scale),
            round(word.joint_confidence, CONFIDENCE_DIGITS),
            unsure=word.unsure,
        )
        for word in found
        if word.confidence >= LEAST_CONFIDENCE
    ]
    return tuple(words), tuple(_in_points(box, scale) for box in unread)


def _in_points(box: PixelBox, scale: Scale) -> Box:
    return Box(scale.points(box.x0), scale.points(box.y0), scale.points(box.x1), scale.points(box.y1))


def _rulings(rulings: PageRulings, scale: Scale) -> list[Ruling]:
    found = [Ruling(_ruling_box(line, scale)) for line in rulings.horizontal]
    for line in rulings.vertical:
        box = _ruling_box(line, scale)
        found.append(Ruling(Box(box.top, box.x0, box.bottom, box.x1)))
    return found


def _ruling_box(line: RulingSegment, scale: Scale) -> Box:
    """Of a horizontal line; x and y are exchanged for a vertical one. A slanting line is laid straight."""
    half = max(LEAST_THICKNESS / 2, line.thickness / 2)
    return Box(
        scale.points(line.start),
        scale.points(line.middle - half),
        scale.points(line.end),
        scale.points(line.middle + half),
    )
