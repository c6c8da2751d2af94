"""Foreground of a page in, its text lines out, without a model: components to words by smearing, words to lines.

Method: run-length smearing (Wong, Casey and Wahl 1982) within a text line's height, then words with a common vertical
extent are chained from left to right. Rulings keep words of neighbouring cells apart. What is no writing (pictures,
signatures, noise) is left out by size; what is left of it the recogniser rejects.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from parsers.scan.components import components_of
from parsers.scan.noise import DOT_SIZE, NOISE_SIZE, ComponentBoxes, find_noise
from parsers.scan.raster import WHITE, Mask, PixelBox, Scale, true_runs
from parsers.scan.ruling_detection import PageRulings

LETTER_MIN = 3.0  # points: a letter of the smallest print is higher
LETTER_MAX = 40.0  # points: a higher component is no letter
WORD_MAX = 240.0  # points: a wider component is no word
USUAL_LETTER = 6.0  # points: median letter height where a page has too few letters to tell
FEWEST_LETTERS = 5  # from which their median height counts
RULING_WIDTH = 0.5  # points: vertical rulings are drawn with this width to part words

# Fractions of the page's median letter height.
WORD_GAP = 0.75  # wider white parts words
LINE_GAP = 6.0  # wider white parts text lines (columns of text)
WORD_HEIGHT = 1.5  # usual height of a word, ascenders and descenders included
TALL = 1.75  # of the usual word height: a higher word may be two lines that touch
LINE_EDGE = 0.8  # above and below a tall word that no valley is looked for in
FRAGMENT = 0.6  # words lower than this are dots, hyphens and the like
FRAGMENT_REACH = 2.5  # how far a fragment is from its text line, and
FRAGMENT_ABOVE = 0.7  # of this, at most, above or below it

SAME_LINE = 0.5  # share of the lower word's height that two neighbours in a line have in common
VALLEY = 0.12  # of the fullest row's pixels: rows with fewer part two lines


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of writing: the bounding boxes of its words, left to right."""

    words: tuple[PixelBox, ...]

    @property
    def box(self) -> PixelBox:
        """The bounding box of all words."""
        return PixelBox(
            min(w.x0 for w in self.words),
            min(w.y0 for w in self.words),
            max(w.x1 for w in self.words),
            max(w.y1 for w in self.words),
        )


@dataclass(frozen=True, slots=True)
class TextLayout:
    """The writing of a page."""

    lines: tuple[TextLine, ...]  # top to bottom
    foreground: Mask  # pixels of writing alone: no rulings, pictures or noise
    letter_height: float  # pixels: median height of the letters, about that of small ones
    noisy: bool  # specks of noise were taken out


@dataclass(slots=True)
class _Growing:
    words: list[PixelBox] = field(default_factory=list)

    @property
    def last(self) -> PixelBox:
        return self.words[-1]


def find_text_lines(foreground: Mask, rulings: PageRulings, scale: Scale) -> TextLayout:
    """The text lines of an upright, straight page; `foreground`: its binarised raster, rulings included."""
    without_rulings = np.asarray(cv2.bitwise_and(foreground, cv2.bitwise_not(rulings.mask)), dtype=np.uint8)
    writing, letter_height, noisy = _writing_of(without_rulings, scale)
    barrier = _barrier(rulings, writing.shape, scale)
    words = _words(writing, barrier, letter_height)
    if _part_touching_lines(writing, words, letter_height):
        words = _words(writing, barrier, letter_height)
    lines = _assemble(words, barrier, letter_height, scale)
    return TextLayout(tuple(lines), writing, letter_height, noisy)


def _writing_of(foreground: Mask, scale: Scale) -> tuple[Mask, float, bool]:
    """The components that can be writing, the median letter height in pixels, and whether there was noise."""
    components = components_of(foreground)
    left, top, width, height = components.left, components.top, components.width, components.height
    largest = np.maximum(width, height)
    keep = (largest >= scale.px(NOISE_SIZE)) & (height <= scale.px(LETTER_MAX)) & (width <= scale.px(WORD_MAX))
    keep[0] = False
    letters = keep & (height >= scale.px(LETTER_MIN)) & (height <= scale.px(LETTER_MAX) / 2)
    enough = letters.sum() >= FEWEST_LETTERS
    letter_height = float(np.median(height[letters])) if enough else scale.px(USUAL_LETTER)
    boxes = ComponentBoxes(left, top, left + width, top + height)
    noise = find_noise(foreground, boxes, letters, letter_height, scale)
    keep[noise] = False
    return components.mask_of(keep), letter_height, bool(noise)


def _barrier(rulings: PageRulings, shape: tuple[int, ...], scale: Scale) -> Mask:
    """Vertical rulings, drawn: words do not reach over them."""
    barrier = np.zeros(shape, dtype=np.uint8)
    for line in rulings.vertical:
        a = (round(line.across(line.start)), round(line.start))
        b = (round(line.across(line.end)), round(line.end))
        cv2.line(barrier, a, b, WHITE, thickness=max(1, scale.px(RULING_WIDTH)))
    return barrier


def _words(writing: Mask, barrier: Mask, letter_height: float) -> list[PixelBox]:
    """Boxes of the words: components after horizontal smearing by WORD_GAP."""
    gap = max(2, round(letter_height * WORD_GAP))
    smeared = cv2.morphologyEx(writing, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8))
    smeared = cv2.bitwise_and(smeared, cv2.bitwise_not(barrier))
    found = components_of(np.asarray(smeared, dtype=np.uint8))
    edges = (found.left, found.top, found.left + found.width, found.top + found.height)
    return [PixelBox(*box) for box in np.stack(edges, axis=1)[1:].tolist()]


def _part_touching_lines(writing: Mask, words: list[PixelBox], letter_height: float) -> bool:
    """Cuts words that reach over two text lines at the valleys of their row profile, in `writing` itself.

    True where any was cut.
    """
    usual = letter_height * WORD_HEIGHT
    cut = False
    for word in words:
        if word.height < TALL * usual or word.width < letter_height:
            continue
        profile = np.count_nonzero(writing[word.y0 : word.y1, word.x0 : word.x1], axis=1)
        fullest = profile.max()
        edge = round(letter_height * LINE_EDGE)
        inner = profile[edge : len(profile) - edge]
        if len(inner) == 0 or fullest == 0:
            continue
        for start, end in true_runs(inner <= VALLEY * fullest):
            row = word.y0 + edge + start + int(np.argmin(inner[start:end]))
            writing[row, word.x0 : word.x1] = 0
            cut = True
    return cut


def _assemble(words: list[PixelBox], barrier: Mask, letter_height: float, scale: Scale) -> list[TextLine]:
    """Words side by side become text lines; dots and other fragments join the line that they belong to."""
    bodies = [w for w in words if w.height >= letter_height * FRAGMENT]
    fragments = [w for w in words if w.height < letter_height * FRAGMENT]
    lines: list[_Growing] = []
    for word in sorted(bodies, key=lambda w: w.x0):
        line = _line_of_word(word, lines, barrier, letter_height)
        if line is None:
            line = _Growing()
            lines.append(line)
        line.words.append(word)
    rest: list[PixelBox] = []
    for fragment in fragments:
        home = _line_of_fragment(fragment, lines, barrier, letter_height)
        if home is None:
            rest.append(fragment)
        else:
            home.words.append(fragment)
    lines += [_Growing([fragment]) for fragment in rest if fragment.width >= scale.px(DOT_SIZE)]
    done = [TextLine(tuple(sorted(line.words, key=lambda w: w.x0))) for line in lines]
    return sorted(done, key=lambda line: (line.box.y0, line.box.x0))


def _line_of_word(word: PixelBox, lines: list[_Growing], barrier: Mask, letter_height: float) -> _Growing | None:
    """The line whose last word has most of its height in common with `word`; None where `word` begins one."""
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
    """True where a vertical ruling is between the two."""
    a, b = min(left.x1, right.x0) - 1, max(left.x1, right.x0) + 1
    top, bottom = max(left.y0, right.y0), min(left.y1, right.y1)
    if bottom <= top:
        top, bottom = min(left.y0, right.y0), max(left.y1, right.y1)
    middle = (top + bottom) // 2
    return bool(barrier[middle, max(0, a) : b].any())


def _line_of_fragment(
    fragment: PixelBox, lines: list[_Growing], barrier: Mask, letter_height: float
) -> _Growing | None:
    """The line with the word nearest to a fragment, vertical distance counting twice; None where none is near."""
    best, best_distance = None, letter_height * FRAGMENT_REACH
    for line in lines:
        for word in line.words:
            across = max(word.x0 - fragment.x1, fragment.x0 - word.x1, 0)
            above = max(word.y0 - fragment.y1, fragment.y0 - word.y1, 0)
            if above > letter_height * FRAGMENT_ABOVE or across > best_distance:
                continue
            distance = across + 2 * above
            pair = (word, fragment) if fragment.x0 >= word.x0 else (fragment, word)
            if distance < best_distance and not _parted(barrier, *pair):
                best, best_distance = line, distance
    return best
