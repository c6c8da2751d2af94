"""Glyphs of a line crop in, words with boxes and confidences out: the measured white decides on spaces.

A recogniser loses spaces of tightly set lines and inserts some into wide ones. The white between the foreground of two
glyphs is measured; only where it is neither clearly a space nor clearly none does the recogniser decide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from parsers.scan.alphabet import with_capital_i
from parsers.scan.bullet_detection import Bullet
from parsers.scan.line_crops import LineCrop
from parsers.scan.ocr_engine import Glyph, LineReading
from parsers.scan.raster import PixelBox, true_runs
from schemas.transcript import UnsureLetter

# White between two glyphs by their kinds, in median letter heights. Letters are close; digits of even width and marks
# are not.
# "capitals": a small letter before a capital, where hardly any word continues; "pauses": what a space mostly parts;
# "closers": marks that hardly any space goes before, and those inside numbers, far from both sides on typewriters.
SPACE_FROM = {"letters": 0.54, "capitals": 0.44, "pauses": 0.46, "marks": 0.62, "closers": 1.0, "digits": 1.0}
"""White at least as wide is a space."""
NO_SPACE_BELOW = {"letters": 0.14, "capitals": 0.14, "pauses": 0.14, "marks": 0.14, "closers": 0.14, "digits": 0.3}
"""Narrower white is none."""
PAUSES, POINTS, CLOSERS = ",;:", ".,", ".,;)"
LIKE_OTHERS = 0.8  # of the line's own median space: as wide white between letters is one too,
LEAST_SPACE = 0.42  # median letter heights: if it has this width
FEWEST_SPACES = 2  # spaces of a line from which their median counts
STRAY = 0.1  # of the median letter height: a narrower run may be noise
FARTHEST = 0.6  # of the same: from where a glyph was placed to its foreground
SCORE_DIGITS = 3  # of the scores of other readings
LETTERSPACED = 4  # so many single letters in a row are one letterspaced word ("T E N T A N G")


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word of a scanned page."""

    text: str
    box: PixelBox  # pixels of the page
    confidence: float  # 0..1: mean over its glyphs
    joint_confidence: float  # 0..1: product over its glyphs, that all of them are right
    unsure: tuple[UnsureLetter, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gap:
    """The white between two glyphs that follow each other: columns [start, end) of the line crop."""

    start: int
    end: int
    space: bool  # recognised as one
    kind: str  # key of SPACE_FROM: what is on both sides

    @property
    def width(self) -> int:
        return self.end - self.start


def words_from_reading(
    reading: LineReading, crop: LineCrop, letter_height: float, bullet: Bullet | None = None
) -> list[RecognisedWord]:
    """The words of one text line, left to right, its drawn bullet first.

    `letter_height`: the page's median, in pixels.
    """
    if bullet is None:
        return _text_words(reading, crop, letter_height, 0)
    text = LineReading(tuple(glyph for glyph in reading.glyphs if glyph.x > bullet.end))
    words = _text_words(text, crop, letter_height, bullet.end)
    return [RecognisedWord(bullet.text, bullet.box, bullet.confidence, bullet.confidence), *words]


def _text_words(reading: LineReading, crop: LineCrop, letter_height: float, begin: int) -> list[RecognisedWord]:
    """`begin`: column of the line crop where the text may begin."""
    glyphs = [glyph for glyph in reading.glyphs if not glyph.text.isspace()]
    if not glyphs:
        return []
    filled: NDArray[np.bool_] = np.asarray(crop.foreground.any(axis=0), dtype=bool)
    gaps = _gaps(_on_foreground(reading, filled, letter_height * crop.stretch), filled)
    widths = sorted(gap.width for gap in gaps if gap.space)
    usual = median(widths) if len(widths) >= FEWEST_SPACES else None
    groups: list[list[Glyph]] = [[glyphs[0]]]
    cuts: list[_Gap] = []
    for gap, glyph in zip(gaps, glyphs[1:], strict=True):
        if _is_space(gap, usual, letter_height * crop.stretch):
            groups.append([glyph])
            cuts.append(gap)
        else:
            groups[-1].append(glyph)
    groups, cuts = _without_letterspacing(groups, cuts)
    edges = [begin, *(column for cut in cuts for column in (cut.start, cut.end)), crop.foreground.shape[1]]
    return [_word(group, crop, edges[2 * place], edges[2 * place + 1]) for place, group in enumerate(groups)]


def _on_foreground(reading: LineReading, filled: NDArray[np.bool_], letter_height: float) -> LineReading:
    """The same glyphs, those placed on white moved to a run beside it that has none: thin ones are placed badly.

    `filled`: per column of the crop, has it foreground; `letter_height`: in columns of the crop.
    """
    runs = true_runs(filled)
    if not runs:
        return reading
    starts, ends = (np.array(edges) for edges in zip(*runs, strict=True))
    places = np.array([0.0 if glyph.text.isspace() else glyph.x for glyph in reading.glyphs])
    at = np.searchsorted(ends, places, side="right")  # the first run that ends after the glyph's centre
    inside = (at < len(starts)) & (starts[np.minimum(at, len(starts) - 1)] <= places)
    taken = set(at[inside].tolist())
    glyphs: list[Glyph] = []
    for glyph, run, fits in zip(reading.glyphs, at.tolist(), inside.tolist(), strict=True):
        if not fits and not glyph.text.isspace():
            nearest = _nearest_free(runs, run, taken, glyph.x, letter_height)
            if nearest is not None:
                taken.add(nearest[0])
                glyph = replace(glyph, x=nearest[1])
        glyphs.append(glyph)
    return LineReading(tuple(glyphs))


def _nearest_free(
    runs: list[tuple[int, int]], run: int, taken: set[int], x: float, letter_height: float
) -> tuple[int, float] | None:
    """Index and centre of the run, of those before and behind the white at `x`, that a glyph there may belong to."""
    near: list[tuple[float, int, float]] = []
    for index in (run - 1, run):
        if not 0 <= index < len(runs) or index in taken:
            continue
        start, end = runs[index]
        if end - start >= STRAY * letter_height:
            centre = (start + end - 1) / 2
            near.append((abs(centre - x), index, centre))
    if not near or min(near)[0] > FARTHEST * letter_height:
        return None
    return min(near)[1:]


def _gaps(reading: LineReading, filled: NDArray[np.bool_]) -> list[_Gap]:
    """The white between each two glyphs that are no spaces."""
    gaps: list[_Gap] = []
    last: Glyph | None = None
    space = False
    for glyph in reading.glyphs:
        if glyph.text.isspace():
            space = True
            continue
        if last is not None:
            start, end = _widest_white(filled, last.x, glyph.x)
            gaps.append(_Gap(start, end, space, _kind(last.text, glyph.text)))
        last, space = glyph, False
    return gaps


def _widest_white(filled: NDArray[np.bool_], left: float, right: float) -> tuple[int, int]:
    """The longest run of white columns between two positions; an empty run in the middle where there is none."""
    a = max(0, min(int(left), len(filled) - 1))
    b = max(a, min(int(right) + 1, len(filled)))
    columns = np.concatenate(([True], filled[a:b], [True]))
    edges = np.flatnonzero(columns)
    gaps = np.diff(edges) - 1
    if len(gaps) == 0 or gaps.max() == 0:
        middle = (a + b) // 2
        return middle, middle
    widest = int(gaps.argmax())
    start = a + int(edges[widest])
    return start, start + int(gaps[widest])


def _kind(left: str, right: str) -> str:
    """Key of SPACE_FROM for the characters on both sides of a gap."""
    if left.isalpha() and right.isalpha():
        return "capitals" if left.islower() and right.isupper() else "letters"
    if left[-1].isdigit() and right[0].isdigit():
        return "digits"
    if (right in CLOSERS and left.isalnum()) or (left in POINTS and right[0].isdigit()):
        return "closers"
    opens = right == "(" and left.isalnum()
    closes = (left == ")" and right.isalnum()) or (left in PAUSES and right.isalpha())
    return "pauses" if opens or closes else "marks"


def _is_space(gap: _Gap, usual: float | None, letter_height: float) -> bool:
    """`usual`: the line's own median space in columns of the crop; None where it has too few."""
    if gap.width >= SPACE_FROM[gap.kind] * letter_height:
        return True
    if gap.width < NO_SPACE_BELOW[gap.kind] * letter_height:
        return False
    if gap.kind in ("letters", "capitals") and usual is not None:
        return gap.space or gap.width >= max(LIKE_OTHERS * usual, LEAST_SPACE * letter_height)
    return gap.space


def _without_letterspacing(groups: list[list[Glyph]], cuts: list[_Gap]) -> tuple[list[list[Glyph]], list[_Gap]]:
    """Letterspaced words become one again: LETTERSPACED or more single letters in a row."""
    result: list[list[Glyph]] = []
    kept: list[_Gap] = []
    place = 0
    while place < len(groups):
        end = place
        while end < len(groups) and len(groups[end]) == 1 and groups[end][0].text.isalpha():
            end += 1
        if end - place >= LETTERSPACED:
            result.append([glyph for group in groups[place:end] for glyph in group])
        else:
            end = place + 1
            result.append(groups[place])
        if end < len(groups):
            kept.append(cuts[end - 1])
        place = end
    return result, kept


def _word(group: list[Glyph], crop: LineCrop, start: int, end: int) -> RecognisedWord:
    """`start` and `end`: columns of the line crop between which the word is."""
    foreground = crop.foreground
    part = foreground[:, start:end]
    columns = np.flatnonzero(part.any(axis=0))
    rows = np.flatnonzero(part.any(axis=1))
    if len(columns):
        x0, x1 = start + int(columns[0]), start + int(columns[-1])
        y0, y1 = int(rows[0]), int(rows[-1]) + 1
    else:
        x0 = min(start, foreground.shape[1] - 1)  # the line's foreground may end before its last word does
        x1, y0, y1 = max(x0, end - 1), 0, foreground.shape[0]
    box = PixelBox(int(crop.columns[x0]), crop.top + y0, int(crop.columns[x1]) + 1, crop.top + y1)
    confidence = sum(glyph.confidence for glyph in group) / len(group)
    joint = math.prod(glyph.confidence for glyph in group)
    text = with_capital_i("".join(glyph.text for glyph in group))
    return RecognisedWord(text, box, confidence, joint, tuple(_unsure(group)))


def _unsure(group: list[Glyph]) -> Iterator[UnsureLetter]:
    """The glyphs of a word that may be others; spaces are decided on elsewhere."""
    at = 0
    for glyph in group:
        others = tuple((text, round(score, SCORE_DIGITS)) for text, score in glyph.others if not text.isspace())
        if others and len(glyph.text) == 1:
            yield UnsureLetter(at, round(glyph.confidence, SCORE_DIGITS), others)
        at += len(glyph.text)
