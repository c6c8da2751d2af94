"""Characters and rulings of a page -> the characters that a line strikes out, and the lines that do it.

Habit: targets corrected by striking the old figure out and writing the new one beside it. Such a line crosses the
letters at half their height and is no longer than they are; rulings of tables and underlines are neither
(test_text_that_is_struck_out_is_not_read). Points, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from parsers.pdf.affine import Floats
from parsers.raw_page import Ruling
from schemas.geometry import Box

# In parts of the height of the characters, unless said otherwise.
CROSSED_FROM, CROSSED_TO = 0.28, 0.72  # where the line crosses a character, from its top
TOLERANCE = 0.4  # the line begins and ends at the text but for this
CROSSED_SHARE = 0.7  # of the characters under the line that it crosses there: commas and hyphens lie lower or higher
FILLED_SHARE = 0.6  # of the line that has characters under it: words are struck out together with their spaces
MIN_LENGTH = 4.0  # points
MAX_THICKNESS = 2.0  # points
MAX_LINES = 1_000  # of one page that are looked at

Bools = npt.NDArray[np.bool_]


def struck_out(boxes: Floats, shown: Bools, rulings: Sequence[Ruling]) -> tuple[Bools, frozenset[Box]]:
    """(n,) which of the characters `boxes`, (n, 4), are struck out, and the boxes of the rulings that do so.

    Only characters where `shown`, (n,), is true are looked at.
    """
    struck = np.zeros(len(boxes), dtype=bool)
    lines: set[Box] = set()
    at = np.nonzero(shown)[0]
    if not len(at):
        return struck, frozenset()
    chars = boxes[at]
    for box in _candidates(rulings):
        crossed = _crossed(chars, box)
        if crossed is not None:
            struck[at[crossed]] = True
            lines.add(box)
    return struck, frozenset(lines)


def _candidates(rulings: Sequence[Ruling]) -> list[Box]:
    boxes = [ruling.box for ruling in rulings if ruling.horizontal]
    return [box for box in boxes if box.width >= MIN_LENGTH and box.height <= MAX_THICKNESS][:MAX_LINES]


def _crossed(chars: Floats, line: Box) -> Bools | None:
    """(n,): the characters that a line strikes out; None where it is another kind of line."""
    x0, top, x1, bottom = chars.T
    middle = (x0 + x1) / 2
    under = (top < line.y_mid) & (bottom > line.y_mid) & (middle >= line.x0) & (middle <= line.x1)
    if not under.any():
        return None
    height = bottom[under] - top[under]
    tolerance = TOLERANCE * height.max()
    if x0[under].min() - line.x0 > tolerance or line.x1 - x1[under].max() > tolerance:
        return None
    part = (line.y_mid - top[under]) / np.maximum(height, 0.1)
    crossed = ((part >= CROSSED_FROM) & (part <= CROSSED_TO)).mean() >= CROSSED_SHARE
    filled = (x1[under] - x0[under]).sum() >= FILLED_SHARE * line.width
    return under if crossed and filled else None
