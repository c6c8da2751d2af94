"""From characters in graphics order to words with boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.pdf import glyphs
from parsers.pdf.affine import Floats, apply_to_boxes, upright_transform
from parsers.pdf.chars import NO_STYLE, Chars, CharStyle
from schemas.geometry import Box
from schemas.transcript import Word

# All in parts of the height of the characters at hand.
JOIN_GAP = 0.25  # characters further apart than this are two words, even where the file has no blank
BACK_STEP = 0.5  # a character that starts this much before the end of the last one begins a new word
INFERRED_BLANK_GAP = 0.06  # a blank that PDFium inferred counts only across more than this
TOUCH_GAP = 0.08  # pieces of a word drawn one after the other out of order are nearer than this
TOUCH_OVERLAP = 0.3
SAME_LINE_OVERLAP = 0.5  # of the lower of two heights
DOUBLE_SHIFT = 0.1  # a character drawn again within this is fake bold or a shadow
DOUBLE_SHIFT_POINTS = 1.0
LEADER_DOTS = ".…·"
LEADER_MIN = 4  # dots in a row
SPACED_LETTERS_GAP = 0.9  # letters of a s p a c e d word stand no further apart
SPACED_LETTERS_MIN = 4
SPACED_LETTERS_SPREAD = 1.6  # a gap this many times the usual one ends a spaced word

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of one turn, upright, in graphics order."""

    texts: Sequence[str]
    boxes: Floats  # upright
    shown: Floats  # on the page
    blank: Bools  # a blank of the file stands before
    inferred: Bools  # a blank that PDFium inferred stands before
    parted: Bools  # characters of another turn, or removed ones, stand before
    bold: Bools
    turn: int


def build_words(
    chars: Chars, boxes: Floats, turns: npt.NDArray[np.int32], keep: Bools, width: float, height: float
) -> tuple[Word, ...]:
    """Words made of the characters where `keep` is true; `boxes` and `turns` are theirs on the shown page.

    Width and height are the shown page's, in points.
    """
    codes, styles = chars.codes, (*chars.styles, NO_STYLE)
    texts, is_space = _texts(codes, chars.style, styles)
    solid = keep & ~is_space & np.array([bool(text) for text in texts], dtype=bool)
    solid[solid] &= ~_drawn_again(codes[solid], boxes[solid])
    index = np.nonzero(solid)[0]
    if not len(index):
        return ()
    blanks_before = np.concatenate([[0], np.cumsum(is_space & (chars.style >= 0))])[index]
    inferred_before = np.concatenate([[0], np.cumsum(is_space & (chars.style < 0))])[index]
    bold_style = np.array([style.bold for style in styles])
    words: list[Word] = []
    for turn in np.unique(turns[index]).tolist():
        chosen = turns[index] == turn
        at = index[chosen]
        upright, _, _ = upright_transform(turn, width, height)
        run = _Run(
            texts=[texts[i] for i in at.tolist()],
            boxes=apply_to_boxes(upright, boxes[at]) if turn else boxes[at],
            shown=boxes[at],
            blank=_changes(blanks_before[chosen]),
            inferred=_changes(inferred_before[chosen]),
            parted=_gaps(np.nonzero(chosen)[0]),
            bold=bold_style[chars.style[at]],
            turn=turn,
        )
        words.extend(_words_of_run(run))
    return tuple(words)


def _texts(
    codes: npt.NDArray[np.uint32], style: npt.NDArray[np.int32], styles: tuple[CharStyle, ...]
) -> tuple[list[str], Bools]:
    symbols = [each.symbols for each in styles]
    plain = {code: glyphs.character(code, "") for code in np.unique(codes).tolist()}
    texts = [plain[code] for code in codes.tolist()]
    if any(symbols):
        for i, s in enumerate(style.tolist()):
            if symbols[s]:
                texts[i] = glyphs.character(int(codes[i]), symbols[s])
    blank_codes = [code for code in plain if glyphs.is_space(code)]
    return texts, np.isin(codes, blank_codes)


def _changes(counts: Ints) -> Bools:
    return np.concatenate([[False], counts[1:] != counts[:-1]])


def _gaps(index: Ints) -> Bools:
    return np.concatenate([[False], np.diff(index) != 1])


def _drawn_again(codes: npt.NDArray[np.uint32], boxes: Floats) -> Bools:
    """True for characters that an equal one, drawn before, covers but for a fraction of a point."""
    again = np.zeros(len(codes), dtype=bool)
    if len(codes) < 2:
        return again
    height = boxes[:, 3] - boxes[:, 1]
    near = np.minimum(height * DOUBLE_SHIFT, DOUBLE_SHIFT_POINTS)
    # Equal characters in the order of their left edges: a double is the next one or a few on.
    order = np.lexsort((boxes[:, 0], codes))
    sorted_codes, sorted_boxes, sorted_near = codes[order], boxes[order], near[order]
    for step in range(1, 4):
        if len(order) <= step:
            break
        same = (
            (sorted_codes[step:] == sorted_codes[:-step])
            & (sorted_boxes[step:, 0] - sorted_boxes[:-step, 0] <= sorted_near[:-step])
            & (np.abs(sorted_boxes[step:, 1] - sorted_boxes[:-step, 1]) <= sorted_near[:-step])
        )
        first, second = order[:-step][same], order[step:][same]
        again[np.maximum(first, second)] = True
    return again


def _words_of_run(run: _Run) -> list[Word]:
    x0, y0, x1, y1 = run.boxes.T
    height = np.maximum(y1 - y0, 0.1)
    gap = np.concatenate([[0.0], x0[1:] - x1[:-1]])
    lower = np.concatenate([[1.0], np.minimum(height[1:], height[:-1])])
    shared = np.concatenate([[1.0], np.minimum(y1[1:], y1[:-1]) - np.maximum(y0[1:], y0[:-1])])
    same_line = shared >= SAME_LINE_OVERLAP * lower
    near = same_line & (gap <= JOIN_GAP * lower) & (gap >= -BACK_STEP * lower) & ~run.parted
    blank = run.blank | (run.inferred & (gap > INFERRED_BLANK_GAP * lower)) | _leader_edges(run.texts)
    starts = ~near | blank
    starts[0] = True
    _join_spaced_letters(run, starts, same_line, gap, lower)
    first = np.nonzero(starts)[0]
    last = np.concatenate([first[1:], [len(starts)]])
    boxes = _bounds(run.boxes, first)
    blank_after = np.concatenate([blank[first[1:]] & same_line[first[1:]], [False]])
    follows = _pieces(boxes, blank[first] & same_line[first], blank_after)
    shown = _bounds(run.shown, first)
    bold = np.add.reduceat(run.bold.astype(np.int64), first) * 2 > (last - first)
    texts = ["".join(run.texts[a:b]) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    words = []
    continued = set(follows.values())
    for i, text in enumerate(texts):
        if i in continued:
            continue
        box = shown[i]
        piece = i
        while (piece := follows.get(piece, -1)) >= 0:
            text += texts[piece]
            box = np.concatenate([np.minimum(box[:2], shown[piece][:2]), np.maximum(box[2:], shown[piece][2:])])
        left, top, right, bottom = box.tolist()
        words.append(Word(text, Box(left, top, right, bottom), None, bool(bold[i]), run.turn))
    return words


def _leader_edges(texts: Sequence[str]) -> Bools:
    """True where a row of dots begins or ends: it leads to another column and is no part of a word."""
    dots = np.array([text in LEADER_DOTS for text in texts], dtype=np.int8)
    turns = np.diff(np.concatenate([[0], dots, [0]]))
    begins, ends = np.nonzero(turns == 1)[0], np.nonzero(turns == -1)[0]
    edges = np.zeros(len(texts), dtype=bool)
    long = ends - begins >= LEADER_MIN
    edges[begins[long]] = True
    edges[ends[long & (ends < len(texts))]] = True
    return edges


def _bounds(boxes: Floats, first: Ints) -> Floats:
    low = np.minimum.reduceat(boxes[:, :2], first, axis=0)
    high = np.maximum.reduceat(boxes[:, 2:], first, axis=0)
    return np.concatenate([low, high], axis=1)


def _pieces(boxes: Floats, blank_before: Bools, blank_after: Bools) -> dict[int, int]:
    """Which word goes on in which other one: drawn apart from each other, but touching on the same line."""
    follows: dict[int, int] = {}
    order = np.argsort(boxes[:, 0], kind="stable")
    lefts = boxes[order, 0]
    taken: set[int] = set()
    heights = boxes[:, 3] - boxes[:, 1]
    open_ends = np.nonzero(~blank_after)[0]
    low = np.searchsorted(lefts, boxes[open_ends, 2] - TOUCH_OVERLAP * heights[open_ends])
    high = np.searchsorted(lefts, boxes[open_ends, 2] + TOUCH_GAP * heights[open_ends], side="right")
    for i, a, b in zip(open_ends.tolist(), low.tolist(), high.tolist(), strict=True):
        for j in order[a:b].tolist():
            if j == i or j in taken or blank_before[j] or boxes[j, 0] <= boxes[i, 0]:
                continue
            shared = min(boxes[i, 3], boxes[j, 3]) - max(boxes[i, 1], boxes[j, 1])
            similar = min(heights[i], heights[j]) >= SAME_LINE_OVERLAP * max(heights[i], heights[j])
            if similar and shared >= (1 - TOUCH_OVERLAP) * min(heights[i], heights[j]):
                follows[i] = j
                taken.add(j)
                break
    return follows


def _join_spaced_letters(run: _Run, starts: Bools, same_line: Bools, gap: Floats, height: Floats) -> None:
    """Joins letters set apart for emphasis ("M E M U T U S K A N"): single letters at even gaps."""
    first = np.nonzero(starts)[0]
    length = np.diff(np.concatenate([first, [len(starts)]]))
    single = (length == 1) & np.array([run.texts[i].isalpha() and run.texts[i].isupper() for i in first.tolist()])
    close = same_line[first] & (gap[first] <= SPACED_LETTERS_GAP * height[first]) & (gap[first] > 0)
    i = 0
    while i < len(first):
        if not single[i]:
            i += 1
            continue
        end = i + 1
        while end < len(first) and single[end] and close[end]:
            end += 1
        if end - i >= SPACED_LETTERS_MIN:
            gaps = gap[first[i + 1 : end]]
            joined = gaps <= SPACED_LETTERS_SPREAD * np.median(gaps)
            starts[first[i + 1 : end][joined]] = False
        i = end
