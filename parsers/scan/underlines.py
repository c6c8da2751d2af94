"""Underlined text: the line stays in the picture that is read, for commas and the tails of letters run into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from parsers.scan.clean import WHITE, Mask, Scale
from parsers.scan.lines import PixelBox, TextLine
from parsers.scan.rules import Rules
from parsers.scan.tracks import FRINGE, Stretch

BELOW = 0.6  # of the usual letter height: an underline is at most this far below the letters' feet,
ABOVE = 0.7  # or this far above the end of their tails
DEPTH = 0.45  # of the usual letter height: how far tails of letters reach below an underline
COVERED = 0.7  # share of an underline that has words over it
FREE = 3.5  # points: a line this near to an upright one is the side of a cell


@dataclass(frozen=True, slots=True)
class Underlined:
    """Which lines of text are underlined, with their words' boxes reaching below the underline."""

    lines: dict[int, TextLine]  # by index among the page's lines
    mask: Mask  # the pixels of the underlines


def find_underlined(lines: Sequence[TextLine], rules: Rules, letter_height: float, scale: Scale) -> Underlined | None:
    """Lines of text over a horizontal ruling that meets no vertical one; None where there is none."""
    free = [line for line in rules.horizontal if not any(_meets(line, other, scale) for other in rules.vertical)]
    if not free:
        return None
    found: dict[int, TextLine] = {}
    mask = np.zeros_like(rules.mask)
    for index, text in enumerate(lines):
        for line in free:
            words = _words_over(text, line, letter_height)
            if sum(word.width for word in words) < COVERED * (line.end - line.start):
                continue
            bottom = round(line.middle + line.thickness / 2 + DEPTH * letter_height)
            found[index] = TextLine(
                tuple(
                    PixelBox(word.x0, word.y0, word.x1, max(word.y1, bottom)) if word in words else word
                    for word in text.words
                )
            )
            half = round(line.thickness / 2 + FRINGE * scale.dpi / 72) + 1
            a = (round(line.start), round(line.across(line.start)))
            b = (round(line.end), round(line.across(line.end)))
            cv2.line(mask, a, b, WHITE, thickness=2 * half + 1)
    if not found:
        return None
    return Underlined(found, np.asarray(cv2.bitwise_and(mask, rules.mask), dtype=np.uint8))


def _meets(line: Stretch, upright: Stretch, scale: Scale) -> bool:
    near = scale.px(FREE)
    x = upright.across(line.middle)
    return line.start - near <= x <= line.end + near and upright.start - near <= line.across(x) <= upright.end + near


def _words_over(text: TextLine, line: Stretch, letter_height: float) -> list[PixelBox]:
    return [
        word
        for word in text.words
        if word.x0 < line.end
        and word.x1 > line.start
        and -ABOVE * letter_height <= line.across((word.x0 + word.x1) / 2) - word.y1 <= BELOW * letter_height
    ]
