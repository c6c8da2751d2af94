"""Text lines and rulings in, the text lines over an underline and the underlines' pixels out.

An underline is a horizontal ruling that meets no vertical one and has words over most of it. It is left in the raster
that is recognised, since commas and descenders run into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from parsers.scan.raster import WHITE, Mask, PixelBox, Scale
from parsers.scan.ruling_detection import PageRulings
from parsers.scan.ruling_tracing import FRINGE, RulingSegment
from parsers.scan.text_lines import TextLine

BELOW = 0.6  # of the median letter height: an underline is at most this far below the words' lower edge,
ABOVE = 0.7  # or this far above the end of their descenders
DEPTH = 0.45  # of the median letter height: how far descenders reach below an underline
COVERED = 0.7  # share of an underline that has words over it
FREE = 3.5  # points: a line this near to a vertical one is a cell border


@dataclass(frozen=True, slots=True)
class UnderlinedLines:
    """Which text lines are underlined, with their words' boxes reaching below the underline."""

    lines: dict[int, TextLine]  # by index among the page's text lines
    mask: Mask  # the pixels of the underlines


def find_underlined_lines(
    lines: Sequence[TextLine], rulings: PageRulings, letter_height: float, scale: Scale
) -> UnderlinedLines | None:
    """Text lines over a horizontal ruling that meets no vertical one; None where there is none.

    `letter_height`: the page's median, in pixels.
    """
    free = [line for line in rulings.horizontal if not any(_meets(line, other, scale) for other in rulings.vertical)]
    if not free:
        return None
    found: dict[int, TextLine] = {}
    mask = np.zeros_like(rulings.mask)
    for index, text in enumerate(lines):
        for line in free:
            words = _words_over(text, line, letter_height)
            if sum(word.width for word in words) >= COVERED * (line.end - line.start):
                found[index] = _with_underline(text, words, line, letter_height)
                _draw(mask, line, scale)
    if not found:
        return None
    return UnderlinedLines(found, np.asarray(cv2.bitwise_and(mask, rulings.mask), dtype=np.uint8))


def _with_underline(text: TextLine, words: list[PixelBox], line: RulingSegment, letter_height: float) -> TextLine:
    """The text line with the boxes of `words`, those over the underline, reaching below it."""
    bottom = round(line.middle + line.thickness / 2 + DEPTH * letter_height)
    return TextLine(
        tuple(
            PixelBox(word.x0, word.y0, word.x1, max(word.y1, bottom)) if word in words else word for word in text.words
        )
    )


def _draw(mask: Mask, line: RulingSegment, scale: Scale) -> None:
    """Sets the pixels of an underline and its gray rim."""
    half = round(line.thickness / 2 + scale.exact_px(FRINGE)) + 1
    a = (round(line.start), round(line.across(line.start)))
    b = (round(line.end), round(line.across(line.end)))
    cv2.line(mask, a, b, WHITE, thickness=2 * half + 1)


def _meets(line: RulingSegment, vertical: RulingSegment, scale: Scale) -> bool:
    near = scale.px(FREE)
    x = vertical.across(line.middle)
    within = line.start - near <= x <= line.end + near
    return within and vertical.start - near <= line.across(x) <= vertical.end + near


def _words_over(text: TextLine, line: RulingSegment, letter_height: float) -> list[PixelBox]:
    return [
        word
        for word in text.words
        if word.x0 < line.end
        and word.x1 > line.start
        and -ABOVE * letter_height <= line.across((word.x0 + word.x1) / 2) - word.y1 <= BELOW * letter_height
    ]
