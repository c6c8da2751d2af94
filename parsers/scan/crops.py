"""Pictures of single lines for the recogniser, and the way back from their columns to the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.clean import WHITE, Mask
from parsers.scan.engine import GrayImage
from parsers.scan.lines import TextLine

SIDE_MARGIN = 0.8  # of the usual letter height: white left and right of a line
MARGIN = 0.3  # of the usual letter height: white above and below a line
LEAST_HEIGHT = 2.3  # of the usual letter height: of a line picture, so that a lone small letter stays small
WIDEST_GAP = 1.6  # of the usual letter height: wider white within a line is cut out
UNDERLINE = 3.0  # of the usual letter height: a straight stroke as long as this is no part of a letter
INK_LEVEL, FAINTEST_INK = 150, 205  # gray levels below which a line picture is ink: of dark print, of faint print
DARKEST_SHARE = 0.1  # of a line's marks that are its darkest ink
FRINGE = 0.12  # of the usual letter height: gray around the ink that belongs to it


@dataclass(frozen=True, slots=True)
class LineCrop:
    image: GrayImage
    ink: NDArray[np.bool_]  # the picture's pixels that are writing: no underline
    columns: NDArray[np.int32]  # page column of every column of the picture
    top: int  # page row of the picture's first row
    stretch: float = 1.0  # columns of the picture for one of the page


def cut_line(gray: GrayImage, line: TextLine, letter_height: float) -> LineCrop:
    """The line on white: what stands outside its words' boxes is left out, wide white within it is shortened."""
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
        part = _white(height, end - start)
        for word in line.words:
            if word.x1 <= start or word.x0 >= end:
                continue
            x0, x1 = max(start, word.x0 - fringe), min(end, word.x1 + fringe)
            y0, y1 = max(0, word.y0 - fringe, top), min(gray.shape[0], word.y1 + fringe, top + height)
            part[y0 - top : y1 - top, x0 - start : x1 - start] = gray[y0:y1, x0:x1]
        parts.append(part)
        columns.append(np.arange(start, end, dtype=np.int32))
        previous = end
    parts.append(_white(height, side))
    columns.append(np.full(side, previous, dtype=np.int32))
    image = np.hstack(parts)
    return LineCrop(image, _writing(image, letter_height), np.concatenate(columns), top)


def cut_underlined(with_underline: GrayImage, writing: GrayImage, line: TextLine, letter_height: float) -> LineCrop:
    """The line with its underline in the picture, without it in the ink."""
    return replace(cut_line(with_underline, line, letter_height), ink=cut_line(writing, line, letter_height).ink)


def stretched(crop: LineCrop, factor: float) -> LineCrop:
    """The same line `factor` times as wide."""
    height, width = crop.image.shape
    wide = round(width * factor)
    source = np.minimum((np.arange(wide) / factor).astype(np.intp), width - 1)
    image = np.asarray(cv2.resize(crop.image, (wide, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return LineCrop(image, crop.ink[:, source], crop.columns[source], crop.top, crop.stretch * factor)


def _writing(image: GrayImage, letter_height: float) -> NDArray[np.bool_]:
    """The ink of a line picture without underlines: they would fill the white between words."""
    ink = np.asarray((image < _ink_level(image)) * np.uint8(WHITE), dtype=np.uint8)
    length = round(letter_height * UNDERLINE)
    underline = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    if cv2.countNonZero(underline) > 0:
        ink[cv2.dilate(underline, np.ones((3, 3), np.uint8)) > 0] = 0
    return np.asarray(ink > 0, dtype=bool)


def _ink_level(image: GrayImage) -> float:
    """Half-way between the darkest ink of the line and paper, but no lower than for dark print."""
    marks = image[image < FAINTEST_INK]
    darkest = float(np.quantile(marks, DARKEST_SHARE)) if marks.size else 0.0
    return max(INK_LEVEL, min((darkest + WHITE) / 2, FAINTEST_INK))


def _white(height: int, width: int) -> GrayImage:
    return np.full((height, width), WHITE, dtype=np.uint8)


def _spans(line: TextLine, fringe: int, page_width: int) -> list[tuple[int, int]]:
    """The columns that the line's words cover, overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    for word in line.words:
        start, end = max(0, word.x0 - fringe), min(page_width, word.x1 + fringe)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def without_marks(gray: GrayImage, ink: Mask, writing: Mask, rules_mask: Mask) -> GrayImage:
    """The page without rulings, pictures and dirt: what is ink and no writing becomes white, with its fringe."""
    other = cv2.bitwise_and(ink, cv2.bitwise_not(writing))
    other = cv2.bitwise_or(cv2.dilate(other, np.ones((3, 3), np.uint8)), rules_mask)
    near_writing = cv2.dilate(writing, np.ones((3, 3), np.uint8))
    other = cv2.bitwise_and(other, cv2.bitwise_not(near_writing))
    result = gray.copy()
    result[other > 0] = WHITE
    return result
