"""From the glyphs of a line to words: the ink has the last word on blanks.

A recogniser loses blanks of tightly set lines and makes some up in wide ones. The white between the ink of two
glyphs is measured; only where it is neither clearly a blank nor clearly none does the recogniser decide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from parsers.scan.alphabet import with_capital_i
from parsers.scan.crops import LineCrop
from parsers.scan.engine import Glyph, LineReading
from parsers.scan.lines import PixelBox
from parsers.scan.markers import Marker

# White between two glyphs, in usual letter heights. Letters stand close; digits of even width and marks do not.
# "capitals": a small letter before a capital, where hardly any word goes on; "pauses": what a blank mostly parts;
# "closers": marks that hardly any blank goes before, and those inside numbers, far from both sides on typewriters.
BLANK_AT = {"letters": 0.54, "capitals": 0.44, "pauses": 0.46, "marks": 0.62, "closers": 1.0, "digits": 1.0}
"""As wide white is a blank."""
NO_BLANK_BELOW = {"letters": 0.14, "capitals": 0.14, "pauses": 0.14, "marks": 0.14, "closers": 0.14, "digits": 0.3}
"""Narrower white is none."""
PAUSES, POINTS, CLOSERS = ",;:", ".,", ".,;)"
LIKE_OTHERS = 0.8  # of the line's own usual blank: as wide white between letters is one too,
LEAST_BLANK = 0.42  # if it has this width
STRAY = 0.1  # of the usual letter height: narrower ink may be dirt
FARTHEST = 0.6  # of the same: from where a glyph was placed to its ink
SPACED_LETTERS = 4  # so many single letters in a row are one word printed wide ("T E N T A N G")


@dataclass(frozen=True, slots=True)
class InkWord:
    text: str
    box: PixelBox  # pixels of the page
    confidence: float  # 0..1: mean over its glyphs
    sure: float  # 0..1: that all its glyphs are right


@dataclass(frozen=True, slots=True)
class _Joint:
    """The white between two glyphs that follow each other: columns [start, end) of the line picture."""

    start: int
    end: int
    blank: bool  # read as one
    kind: str  # key of BLANK_AT: what stands on both sides

    @property
    def width(self) -> int:
        return self.end - self.start


def words_of(reading: LineReading, crop: LineCrop, letter_height: float, marker: Marker | None = None) -> list[InkWord]:
    """The words of one line, left to right, its list marker first. `letter_height`: of small letters, in pixels."""
    if marker is not None:
        text = LineReading(tuple(glyph for glyph in reading.glyphs if glyph.x > marker.end))
        words = _text_words(text, crop, letter_height, marker.end)
        return [InkWord(marker.text, marker.box, marker.confidence, marker.confidence), *words]
    return _text_words(reading, crop, letter_height, 0)


def _text_words(reading: LineReading, crop: LineCrop, letter_height: float, begin: int) -> list[InkWord]:
    """`begin`: column of the line picture where the text may begin."""
    glyphs = [glyph for glyph in reading.glyphs if not glyph.text.isspace()]
    if not glyphs:
        return []
    inked: NDArray[np.bool_] = np.asarray(crop.ink.any(axis=0), dtype=bool)
    joints = _joints(_on_ink(reading, inked, letter_height * crop.stretch), inked)
    widths = sorted(joint.width for joint in joints if joint.blank)
    usual = median(widths) if len(widths) >= 2 else None
    groups: list[list[Glyph]] = [[glyphs[0]]]
    cuts: list[_Joint] = []
    for joint, glyph in zip(joints, glyphs[1:], strict=True):
        if _is_blank(joint, usual, letter_height * crop.stretch):
            groups.append([glyph])
            cuts.append(joint)
        else:
            groups[-1].append(glyph)
    groups, cuts = _unspaced(groups, cuts)
    edges = [begin, *(column for cut in cuts for column in (cut.start, cut.end)), crop.ink.shape[1]]
    return [_word(group, crop, edges[2 * place], edges[2 * place + 1]) for place, group in enumerate(groups)]


def _on_ink(reading: LineReading, inked: NDArray[np.bool_], letter_height: float) -> LineReading:
    """The same glyphs, those placed on white moved to ink beside it that has none: thin ones are placed badly."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    if len(starts) == 0:
        return reading
    places = np.array([0.0 if glyph.text.isspace() else glyph.x for glyph in reading.glyphs])
    at = np.searchsorted(ends, places, side="right")  # the first run that ends after the glyph's middle
    inside = (at < len(starts)) & (starts[np.minimum(at, len(starts) - 1)] <= places)
    taken = set(at[inside].tolist())
    thin = STRAY * letter_height
    glyphs: list[Glyph] = []
    for glyph, run, fits in zip(reading.glyphs, at.tolist(), inside.tolist(), strict=True):
        if not fits and not glyph.text.isspace():
            beside = [r for r in (run - 1, run) if 0 <= r < len(starts) and r not in taken]
            free = [r for r in beside if ends[r] - starts[r] >= thin]
            middles = [float(starts[r] + ends[r] - 1) / 2 for r in free]
            near = [(abs(x - glyph.x), r, x) for r, x in zip(free, middles, strict=True)]
            if near and min(near)[0] <= FARTHEST * letter_height:
                _, run, x = min(near)
                taken.add(run)
                glyph = replace(glyph, x=x)
        glyphs.append(glyph)
    return LineReading(tuple(glyphs))


def _joints(reading: LineReading, inked: NDArray[np.bool_]) -> list[_Joint]:
    joints: list[_Joint] = []
    last: Glyph | None = None
    blank = False
    for glyph in reading.glyphs:
        if glyph.text.isspace():
            blank = True
            continue
        if last is not None:
            start, end = _widest_white(inked, last.x, glyph.x)
            joints.append(_Joint(start, end, blank, _kind(last.text, glyph.text)))
        last, blank = glyph, False
    return joints


def _widest_white(inked: NDArray[np.bool_], left: float, right: float) -> tuple[int, int]:
    """The longest run of white columns between two positions; an empty run in the middle where there is none."""
    a = max(0, min(int(left), len(inked) - 1))
    b = max(a, min(int(right) + 1, len(inked)))
    columns = np.concatenate(([True], inked[a:b], [True]))
    edges = np.flatnonzero(columns)
    gaps = np.diff(edges) - 1
    if len(gaps) == 0 or gaps.max() == 0:
        middle = (a + b) // 2
        return middle, middle
    widest = int(gaps.argmax())
    start = a + int(edges[widest])
    return start, start + int(gaps[widest])


def _kind(left: str, right: str) -> str:
    if left.isalpha() and right.isalpha():
        return "capitals" if left.islower() and right.isupper() else "letters"
    if left[-1].isdigit() and right[0].isdigit():
        return "digits"
    if (right in CLOSERS and left.isalnum()) or (left in POINTS and right[0].isdigit()):
        return "closers"
    opens = right == "(" and left.isalnum()
    closes = (left == ")" and right.isalnum()) or (left in PAUSES and right.isalpha())
    return "pauses" if opens or closes else "marks"


def _is_blank(joint: _Joint, usual: float | None, letter_height: float) -> bool:
    if joint.width >= BLANK_AT[joint.kind] * letter_height:
        return True
    if joint.width < NO_BLANK_BELOW[joint.kind] * letter_height:
        return False
    if joint.kind in ("letters", "capitals") and usual is not None:
        return joint.blank or joint.width >= max(LIKE_OTHERS * usual, LEAST_BLANK * letter_height)
    return joint.blank


def _unspaced(groups: list[list[Glyph]], cuts: list[_Joint]) -> tuple[list[list[Glyph]], list[_Joint]]:
    """Letters printed wide become one word again: several single letters in a row, with like white between them."""
    result: list[list[Glyph]] = []
    kept: list[_Joint] = []
    place = 0
    while place < len(groups):
        end = place
        while end < len(groups) and len(groups[end]) == 1 and groups[end][0].text.isalpha():
            end += 1
        if end - place >= SPACED_LETTERS:
            result.append([glyph for group in groups[place:end] for glyph in group])
        else:
            end = place + 1
            result.append(groups[place])
        if end < len(groups):
            kept.append(cuts[end - 1])
        place = end
    return result, kept


def _word(group: list[Glyph], crop: LineCrop, start: int, end: int) -> InkWord:
    """`start` and `end`: columns of the line picture between which the word stands."""
    ink = crop.ink
    part = ink[:, start:end]
    columns = np.flatnonzero(part.any(axis=0))
    rows = np.flatnonzero(part.any(axis=1))
    if len(columns):
        x0, x1 = start + int(columns[0]), start + int(columns[-1])
        y0, y1 = int(rows[0]), int(rows[-1]) + 1
    else:
        x0 = min(start, ink.shape[1] - 1)  # the line's ink may end before its last word does
        x1, y0, y1 = max(x0, end - 1), 0, ink.shape[0]
    box = PixelBox(int(crop.columns[x0]), crop.top + y0, int(crop.columns[x1]) + 1, crop.top + y1)
    confidence = sum(glyph.confidence for glyph in group) / len(group)
    sure = math.prod(glyph.confidence for glyph in group)
    return InkWord(with_capital_i("".join(glyph.text for glyph in group)), box, confidence, sure)
