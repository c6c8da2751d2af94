"""Lines of text found from the ink of a page, without a model: letters to words, words to lines.

Rulings keep words of neighbouring cells apart. What is no writing (pictures, signatures, dirt) is left out by size;
what is left of it the recogniser rejects.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from parsers.scan.clean import WHITE, Mask, Scale
from parsers.scan.rules import Rules
from parsers.scan.specks import DOT, SPECK, Patches, find_specks
from parsers.scan.tracks import runs

LETTER_MIN = 3.0  # points: a letter of the smallest print is higher
LETTER_MAX = 40.0  # points: higher ink is no letter
WORD_MAX = 240.0  # points: wider ink is no word
USUAL_LETTER = 6.0  # points: height of small letters where a page has too few to tell
WORD_GAP = 0.75  # of the usual letter height: wider white parts words
LINE_GAP = 6.0  # of the usual letter height: wider white parts lines (columns of text)
SAME_LINE = 0.5  # share of the lower word's height that two neighbours in a line have in common
TALL = 1.75  # of the usual word height: a higher word may be two lines that touch
VALLEY = 0.12  # of the fullest row: rows with less ink part two lines


@dataclass(frozen=True, slots=True)
class PixelBox:
    """[x0, x1) by [y0, y1) in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of writing: the boxes of its words as the ink shows them, left to right."""

    words: tuple[PixelBox, ...]

    @property
    def box(self) -> PixelBox:
        return PixelBox(
            min(w.x0 for w in self.words),
            min(w.y0 for w in self.words),
            max(w.x1 for w in self.words),
            max(w.y1 for w in self.words),
        )


@dataclass(frozen=True, slots=True)
class TextLayout:
    lines: tuple[TextLine, ...]
    ink: Mask  # ink of writing alone: no rulings, pictures or dirt
    letter_height: float  # pixels: the usual height of a small letter
    speckled: bool  # specks were taken out: the page is dirty


@dataclass(slots=True)
class _Growing:
    words: list[PixelBox] = field(default_factory=list)

    @property
    def last(self) -> PixelBox:
        return self.words[-1]


def find_lines(ink: Mask, rules: Rules, scale: Scale) -> TextLayout:
    """The lines of text of an upright page, top to bottom."""
    writing = np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(rules.mask)), dtype=np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(writing, connectivity=8)
    left, top, width, height, _ = (np.asarray(column, dtype=np.int32) for column in stats.T)
    largest = np.maximum(width, height)
    keep = (largest >= scale.px(SPECK)) & (height <= scale.px(LETTER_MAX)) & (width <= scale.px(WORD_MAX))
    keep[0] = False
    letters = keep & (height >= scale.px(LETTER_MIN)) & (height <= scale.px(LETTER_MAX) / 2)
    letter_height = float(np.median(height[letters])) if letters.sum() >= 5 else scale.px(USUAL_LETTER)
    patches = Patches(left, top, left + width, top + height)
    specks = find_specks(writing, patches, letters, letter_height, scale)
    keep[specks] = False
    writing = np.asarray(keep[labels] * np.uint8(WHITE), dtype=np.uint8)

    barrier = _barrier(rules, writing.shape, scale)
    words = _words(writing, barrier, letter_height, scale)
    if _part_touching_lines(writing, words, letter_height):
        words = _words(writing, barrier, letter_height, scale)
    lines = _assemble(words, barrier, letter_height, scale)
    return TextLayout(tuple(lines), writing, letter_height, bool(specks))


def _barrier(rules: Rules, shape: tuple[int, ...], scale: Scale) -> Mask:
    """Vertical rulings, drawn: words do not reach over them."""
    barrier = np.zeros(shape, dtype=np.uint8)
    for line in rules.vertical:
        a = (round(line.across(line.start)), round(line.start))
        b = (round(line.across(line.end)), round(line.end))
        cv2.line(barrier, a, b, WHITE, thickness=max(1, scale.px(0.5)))
    return barrier


def _words(writing: Mask, barrier: Mask, letter_height: float, scale: Scale) -> list[PixelBox]:
    gap = max(2, round(letter_height * WORD_GAP))
    smeared = cv2.morphologyEx(writing, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8))
    smeared = cv2.bitwise_and(smeared, cv2.bitwise_not(barrier))
    _, _, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8)
    return [PixelBox(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:]]


def _part_touching_lines(writing: Mask, words: list[PixelBox], letter_height: float) -> bool:
    """Cuts words that reach over two lines at the rows with hardly any ink; True where any was cut."""
    usual = letter_height * 1.5
    cut = False
    for word in words:
        if word.height < TALL * usual or word.width < letter_height:
            continue
        profile = np.count_nonzero(writing[word.y0 : word.y1, word.x0 : word.x1], axis=1)
        fullest = profile.max()
        edge = round(letter_height * 0.8)
        inner = profile[edge : len(profile) - edge]
        if len(inner) == 0 or fullest == 0:
            continue
        low = inner <= VALLEY * fullest
        for start, end in runs(low):
            row = word.y0 + edge + start + int(np.argmin(inner[start:end]))
            writing[row, word.x0 : word.x1] = 0
            cut = True
    return cut


def _assemble(words: list[PixelBox], barrier: Mask, letter_height: float, scale: Scale) -> list[TextLine]:
    """Words side by side become lines; dots and other crumbs join the line that they stand in."""
    bodies = [w for w in words if w.height >= letter_height * 0.6]
    crumbs = [w for w in words if w.height < letter_height * 0.6]
    lines: list[_Growing] = []
    for word in sorted(bodies, key=lambda w: w.x0):
        line = _line_for(word, lines, barrier, letter_height)
        if line is None:
            line = _Growing()
            lines.append(line)
        line.words.append(word)
    rest: list[PixelBox] = []
    for crumb in crumbs:
        home = _home(crumb, lines, barrier, letter_height)
        if home is None:
            rest.append(crumb)
        else:
            home.words.append(crumb)
    lines += [_Growing([crumb]) for crumb in rest if crumb.width >= scale.px(DOT)]
    done = [TextLine(tuple(sorted(line.words, key=lambda w: w.x0))) for line in lines]
    return sorted(done, key=lambda line: (line.box.y0, line.box.x0))


def _line_for(word: PixelBox, lines: list[_Growing], barrier: Mask, letter_height: float) -> _Growing | None:
    best, best_share = None, SAME_LINE
    for line in lines:
        last = line.last
        if word.x0 - last.x1 > LINE_GAP * letter_height or word.x0 < (last.x0 + last.x1) / 2:
            continue
        common = min(word.y1, last.y1) - max(word.y0, last.y0)
        share = common / min(word.height, last.height)
        if share >= best_share and not _parted(barrier, last, word):
            best, best_share = line, share
    return best


def _parted(barrier: Mask, left: PixelBox, right: PixelBox) -> bool:
    """True where a vertical ruling stands between the two."""
    a, b = min(left.x1, right.x0) - 1, max(left.x1, right.x0) + 1
    top, bottom = max(left.y0, right.y0), min(left.y1, right.y1)
    if bottom <= top:
        top, bottom = min(left.y0, right.y0), max(left.y1, right.y1)
    middle = (top + bottom) // 2
    return bool(barrier[middle, max(0, a) : b].any())


def _home(crumb: PixelBox, lines: list[_Growing], barrier: Mask, letter_height: float) -> _Growing | None:
    best, best_distance = None, letter_height * 2.5
    for line in lines:
        for word in line.words:
            across = max(word.x0 - crumb.x1, crumb.x0 - word.x1, 0)
            above = max(word.y0 - crumb.y1, crumb.y0 - word.y1, 0)
            if above > letter_height * 0.7 or across > best_distance:
                continue
            distance = across + 2 * above
            if distance < best_distance and not _parted(
                barrier, *((word, crumb) if crumb.x0 >= word.x0 else (crumb, word))
            ):
                best, best_distance = line, distance
    return best
