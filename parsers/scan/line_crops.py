"""Page raster and text lines in, line crops for the recogniser out, each with the map of its columns to the page.

A crop shows the words of one line on white: what is outside their boxes is left out, wide gaps are shortened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.raster import WHITE, GrayImage, Mask
from parsers.scan.text_lines import TextLine

# Fractions of the page's median letter height.
SIDE_MARGIN = 0.8  # white left and right of a line
MARGIN = 0.3  # white above and below a line
LEAST_HEIGHT = 2.3  # of a crop, so that a lone small letter stays small
WIDEST_GAP = 1.6  # wider white within a line is shortened to this
UNDERLINE = 3.0  # a straight stroke as long as this is no part of a letter
FRINGE = 0.12  # gray around the foreground that belongs to it

DARK_THRESHOLD = 150  # gray level below which a crop is foreground where its print is dark
FAINT_THRESHOLD = 205  # the same where its print is faint
DARKEST_SHARE = 0.1  # of a line's marks that are its darkest print


@dataclass(frozen=True, slots=True)
class LineCrop:
    """The raster of one text line, and where its pixels are on the page."""

    image: GrayImage  # (rows, columns)
    foreground: NDArray[np.bool_]  # (rows, columns): pixels of writing, without underlines
    columns: NDArray[np.int32]  # (columns,): page column of every column of the crop, ascending
    top: int  # page row of the crop's first row
    stretch: float = 1.0  # columns of the crop for one of the page


def crop_line(gray: GrayImage, line: TextLine, letter_height: float) -> LineCrop:
    """The crop of one text line from a page raster without rulings. `letter_height`: the page's median, in pixels."""
    fringe = max(1, round(letter_height * FRINGE))
    side = round(letter_height * SIDE_MARGIN)
    widest = round(letter_height * WIDEST_GAP)
    box = line.box
    content = box.height + 2 * round(letter_height * MARGIN)
    height = max(content, round(letter_height * LEAST_HEIGHT))
    top = box.y0 - (height - box.height) // 2
    spans = _spans(line, fringe, gray.shape[1])
    parts: list[GrayImage] = [_white(height, side)]
    columns: list[NDArray[np.int32]] = [np.full(side, spans[0][0], dtype=np.int32)]
    previous = spans[0][0]
    for start, end in spans:
        gap = start - previous
        if gap > 0:
            shown = min(gap, widest)
            parts.append(_white(height, shown))
            columns.append(np.linspace(previous, start, shown, endpoint=False).astype(np.int32))
        parts.append(_words_in(gray, line, (start, end), top, height, fringe))
        columns.append(np.arange(start, end, dtype=np.int32))
        previous = end
    parts.append(_white(height, side))
    columns.append(np.full(side, previous, dtype=np.int32))
    image = np.hstack(parts)
    return LineCrop(image, _foreground(image, letter_height), np.concatenate(columns), top)


def crop_underlined_line(
    with_underline: GrayImage, writing: GrayImage, line: TextLine, letter_height: float
) -> LineCrop:
    """The crop of a line with its underline in `image`, without it in `foreground`.

    `with_underline`, `writing`: the page raster with and without underlines.
    """
    without = crop_line(writing, line, letter_height)
    return replace(crop_line(with_underline, line, letter_height), foreground=without.foreground)


def stretched(crop: LineCrop, factor: float) -> LineCrop:
    """The same line `factor` times as wide."""
    height, width = crop.image.shape
    wide = round(width * factor)
    source = np.minimum((np.arange(wide) / factor).astype(np.intp), width - 1)
    image = np.asarray(cv2.resize(crop.image, (wide, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return LineCrop(image, crop.foreground[:, source], crop.columns[source], crop.top, crop.stretch * factor)


def writing_only(gray: GrayImage, foreground: Mask, writing: Mask, rulings: Mask) -> GrayImage:
    """The page raster without rulings, pictures and noise: other foreground becomes white, with its fringe.

    `foreground`: all of the page; `writing`: the part of it that stays; `rulings`: pixels of rulings.
    """
    other = cv2.bitwise_and(foreground, cv2.bitwise_not(writing))
    other = cv2.bitwise_or(cv2.dilate(other, np.ones((3, 3), np.uint8)), rulings)
    near_writing = cv2.dilate(writing, np.ones((3, 3), np.uint8))
    other = cv2.bitwise_and(other, cv2.bitwise_not(near_writing))
    result = gray.copy()
    result[other > 0] = WHITE
    return result


def _spans(line: TextLine, fringe: int, page_width: int) -> list[tuple[int, int]]:
    """The page columns that the line's words cover, overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    for word in line.words:
        start, end = max(0, word.x0 - fringe), min(page_width, word.x1 + fringe)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _words_in(gray: GrayImage, line: TextLine, span: tuple[int, int], top: int, height: int, fringe: int) -> GrayImage:
    """The words of one span of columns on white, (height, width of the span)."""
    start, end = span
    part = _white(height, end - start)
    for word in line.words:
        if word.x1 <= start or word.x0 >= end:
            continue
        x0, x1 = max(start, word.x0 - fringe), min(end, word.x1 + fringe)
        y0, y1 = max(0, word.y0 - fringe, top), min(gray.shape[0], word.y1 + fringe, top + height)
        part[y0 - top : y1 - top, x0 - start : x1 - start] = gray[y0:y1, x0:x1]
    return part


def _foreground(image: GrayImage, letter_height: float) -> NDArray[np.bool_]:
    """The foreground of a crop without underlines: they would fill the white between words."""
    marks = np.asarray((image < _threshold(image)) * np.uint8(WHITE), dtype=np.uint8)
    length = round(letter_height * UNDERLINE)
    underline = cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    if cv2.countNonZero(underline) > 0:
        marks[cv2.dilate(underline, np.ones((3, 3), np.uint8)) > 0] = 0
    return np.asarray(marks > 0, dtype=bool)


def _threshold(image: GrayImage) -> float:
    """Half-way between the darkest print of the line and paper, but no lower than for dark print."""
    marks = image[image < FAINT_THRESHOLD]
    darkest = float(np.quantile(marks, DARKEST_SHARE)) if marks.size else 0.0
    return max(DARK_THRESHOLD, min((darkest + WHITE) / 2, FAINT_THRESHOLD))


def _white(height: int, width: int) -> GrayImage:
    return np.full((height, width), WHITE, dtype=np.uint8)
