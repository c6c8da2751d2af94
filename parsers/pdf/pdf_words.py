"""Characters in drawing order -> words with boxes: a word ends at a space, at a gap, or where the line changes;
fragments of a word that are drawn apart but touch are put together again. Points, origin top left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.pdf import glyphs
from parsers.pdf.affine import Floats, apply_to_boxes, upright_transform
from parsers.pdf.chars import NO_STYLE, CharStyle, PlacedChars
from parsers.pdf.raised_text import raised_as_text, raised_steps
from schemas.geometry import Box
from schemas.transcript import Word

# In parts of the height of the characters at hand, unless said otherwise.
JOIN_GAP = 0.25  # characters further apart than this are two words, even where the file has no space
BACK_STEP = 0.5  # a character that starts this much before the end of the last one begins a new word
INFERRED_SPACE_GAP = 0.06  # a space that PDFium inferred counts only across more than this
TOUCH_GAP = 0.08  # fragments of a word drawn one after the other out of order are nearer than this
TOUCH_OVERLAP = 0.3
SAME_LINE_OVERLAP = 0.5  # of the lower of two heights
DOUBLE_SHIFT = 0.1  # a character drawn again within this is fake bold or a shadow,
DOUBLE_SHIFT_POINTS = 1.0  # at most
DOUBLES_LOOKED_AHEAD = 3  # equal characters, by left edge, among which the double is looked for
LEADER_DOTS = ".…·"
LEADER_MIN = 4  # dots in a row, from which on they are a dot leader
RULING_GAP = 0.05  # characters of two text objects at least so far apart are divided by a ruling between them,
RULING_GAP_WITHIN = 0.12  # those of one text object where they are so far apart
OVERLAP = 0.03  # text objects that overlap by more were not set as one word
CELL_MARGIN = 0.7  # the text of a cell begins within this of the cell's left border
RULING_TOLERANCE = 0.08  # a ruling may touch the characters beside it by this
SPACED_LETTERS_GAP = 0.9  # letters of a s p a c e d word are no further apart
SPACED_LETTERS_MIN = 4  # letters
SPACED_LETTERS_SPREAD = 1.6  # a gap this many times the usual one ends a spaced word

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Run:
    """n characters of one turn in drawing order, spaces left out."""

    texts: Sequence[str]
    boxes: Floats  # (n, 4) x0, top, x1, bottom, turned so that the text is upright
    shown: Floats  # (n, 4) on the page
    after_space: Bools  # a space of the file comes before
    after_inferred: Bools  # a space that PDFium inferred comes before
    after_break: Bools  # characters of another turn, or removed ones, come before
    style: npt.NDArray[np.int32]  # index of the text object
    bold: Bools
    sizes: Floats  # of their fonts, points
    baselines: Floats  # points, more is further up
    turn: int  # degrees clockwise


NO_RULINGS: Floats = np.zeros((0, 4))


def build_words(placed: PlacedChars, keep: Bools, verticals: Floats = NO_RULINGS) -> tuple[Word, ...]:
    """Words made of the characters where `keep`, (n,), is true; by turn, then in drawing order.

    `verticals`: (m, 4) x0, top, x1, bottom of the vertical rulings, which divide what is printed in two cells.
    """
    chars, boxes, turns = placed.chars, placed.boxes, placed.turns
    codes, styles = chars.codes, (*chars.styles, NO_STYLE)
    texts, spaces = _texts(codes, chars.style, styles)
    solid = keep & ~spaces & np.array([bool(text) for text in texts], dtype=bool)
    solid[solid] &= ~_drawn_again(codes[solid], boxes[solid])
    index = np.nonzero(solid)[0]
    if not len(index):
        return ()
    spaces_before = np.concatenate([[0], np.cumsum(spaces & (chars.style >= 0))])[index]
    inferred_before = np.concatenate([[0], np.cumsum(spaces & (chars.style < 0))])[index]
    bold_style = np.array([style.bold for style in styles])
    size_of_style = np.array([style.size for style in styles])
    baseline_of_style = np.array([style.baseline for style in styles])
    words: list[Word] = []
    for turn in np.unique(turns[index]).tolist():
        chosen = turns[index] == turn
        at = index[chosen]
        upright, _, _ = upright_transform(turn, placed.width, placed.height)
        run = _Run(
            texts=[texts[i] for i in at.tolist()],
            boxes=apply_to_boxes(upright, boxes[at]) if turn else boxes[at],
            shown=boxes[at],
            after_space=_changes(spaces_before[chosen]),
            after_inferred=_changes(inferred_before[chosen]),
            after_break=_gaps(np.nonzero(chosen)[0]),
            bold=bold_style[chars.style[at]],
            sizes=size_of_style[chars.style[at]],
            baselines=baseline_of_style[chars.style[at]],
            style=chars.style[at],
            turn=turn,
        )
        words.extend(_words_of_run(run, NO_RULINGS if turn else verticals))
    return tuple(words)


def _texts(
    codes: npt.NDArray[np.uint32], style: npt.NDArray[np.int32], styles: tuple[CharStyle, ...]
) -> tuple[list[str], Bools]:
    """The text of each character, and (n,) which of them are spaces. Each code is looked up once."""
    symbols = [each.symbols for each in styles]
    plain = {code: glyphs.glyph_text(code, "") for code in np.unique(codes).tolist()}
    texts = [plain[code] for code in codes.tolist()]
    if any(symbols):
        for i, s in enumerate(style.tolist()):
            if symbols[s]:
                texts[i] = glyphs.glyph_text(int(codes[i]), symbols[s])
    space_codes = [code for code in plain if glyphs.is_space(code)]
    return texts, np.isin(codes, space_codes)


def _changes(counts: Ints) -> Bools:
    """(n,): where a count differs from the one before."""
    return np.concatenate([[False], counts[1:] != counts[:-1]])


def _gaps(index: Ints) -> Bools:
    """(n,): where an index does not follow on the one before."""
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
    for step in range(1, DOUBLES_LOOKED_AHEAD + 1):
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


def _words_of_run(run: _Run, verticals: Floats) -> list[Word]:
    """The words of a run: characters grouped where none of the evidence for a boundary holds."""
    x0, y0, x1, y1 = run.boxes.T
    height = np.maximum(y1 - y0, 0.1)
    gap = np.concatenate([[0.0], x0[1:] - x1[:-1]])
    lower = np.concatenate([[1.0], np.minimum(height[1:], height[:-1])])
    shared = np.concatenate([[1.0], np.minimum(y1[1:], y1[:-1]) - np.maximum(y0[1:], y0[:-1])])
    same_line = shared >= SAME_LINE_OVERLAP * lower
    near = same_line & (gap <= JOIN_GAP * lower) & (gap >= -BACK_STEP * lower) & ~run.after_break
    space = run.after_space | (run.after_inferred & (gap > INFERRED_SPACE_GAP * lower)) | _leader_edges(run.texts)
    space |= _at_rulings(run, near & ~space, gap / lower, verticals)
    raised, lowered = raised_steps(run.sizes, run.baselines, run.texts)
    raised, lowered = raised & near & ~space, lowered & near & ~space
    starts = ~near | space | raised | lowered
    starts[0] = True
    _join_spaced_letters(run, starts, same_line, gap, lower)
    first = np.nonzero(starts)[0]
    boxes = _bounds(run.boxes, first)
    space_after = np.concatenate([space[first[1:]] & same_line[first[1:]], [False]])
    joined = np.nonzero(raised[first] | lowered[first])[0]
    continuations = _touching_words(boxes, space[first] & same_line[first], space_after, joined)
    return _assembled(run, first, continuations, raised[first])


def _assembled(run: _Run, first: Ints, continuations: dict[int, int], raised: Bools) -> list[Word]:
    """The words of a run. `first`: (n,) index of each fragment's first character; `continuations`: which fragment
    continues in which other one; `raised`: (n,) fragments that are raised above the one before."""
    last = np.concatenate([first[1:], [len(run.texts)]])
    shown = _bounds(run.shown, first)
    bold = np.add.reduceat(run.bold.astype(np.int64), first) * 2 > (last - first)
    texts = ["".join(run.texts[a:b]) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    words = []
    continued = set(continuations.values())
    for i, text in enumerate(texts):
        if i in continued:
            continue
        box = shown[i]
        part = i
        while (part := continuations.get(part, -1)) >= 0:
            added = raised_as_text(text, texts[part]) if raised[part] else texts[part]
            if not added:
                continue
            text += added
            box = np.concatenate([np.minimum(box[:2], shown[part][:2]), np.maximum(box[2:], shown[part][2:])])
        left, top, right, bottom = box.tolist()
        words.append(Word(text, Box(left, top, right, bottom), None, bool(bold[i]), run.turn))
    return words


def _at_rulings(run: _Run, joined: Bools, gap: Floats, verticals: Floats) -> Bools:
    """True for characters that a vertical ruling parts from the one before; looked at where `joined` is true.

    Habit: codes in columns hardly wider than their digits, "01 | 2.01", each cell a text object of its own
    (test_codes_in_narrow_columns_are_divided_at_the_ruling). Text that runs over its cell's border stays whole:
    there the ruling crosses a letter, or letters that touch. `gap`: in parts of the characters' height.
    """
    parted = np.zeros(len(joined), dtype=bool)
    if not len(verticals):
        return parted
    apart = np.concatenate([[False], run.style[1:] != run.style[:-1]])
    at = np.nonzero(joined & ((gap >= np.where(apart, RULING_GAP, RULING_GAP_WITHIN)) | (apart & (gap < -OVERLAP))))[0]
    if not len(at):
        return parted
    before, after = run.boxes[at - 1], run.boxes[at]
    object_start = np.maximum.accumulate(np.where(apart, np.arange(len(apart)), 0))[at - 1]
    height = after[:, 3] - after[:, 1]
    tolerance = RULING_TOLERANCE * height
    middle = (after[:, 1] + after[:, 3]) / 2
    x = (verticals[:, 0] + verticals[:, 2]) / 2
    # Where text runs over into a cell, what is printed in that cell begins behind the ruling and is printed over it.
    overrun = gap[at] < 0
    low = np.where(overrun, np.maximum(run.boxes[object_start, 0], after[:, 0] - CELL_MARGIN * height), before[:, 2])
    inside = (x >= (low - tolerance)[:, None]) & (x <= (after[:, 0] + tolerance)[:, None])
    beside = (verticals[:, 1] <= middle[:, None]) & (verticals[:, 3] >= middle[:, None])
    parted[at] = (inside & beside).any(axis=1)
    return parted


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
    """(words, 4): the box around the characters of each word; `first`: (words,) index of its first character."""
    low = np.minimum.reduceat(boxes[:, :2], first, axis=0)
    high = np.maximum.reduceat(boxes[:, 2:], first, axis=0)
    return np.concatenate([low, high], axis=1)


def _touching_words(boxes: Floats, space_before: Bools, space_after: Bools, joined: Ints) -> dict[int, int]:
    """Which word continues in which other one: drawn apart from each other, but touching on the same line. `joined`:
    words that continue the one before them in any case."""
    continuations = {i - 1: i for i in joined.tolist()}
    order = np.argsort(boxes[:, 0], kind="stable")
    lefts = boxes[order, 0]
    taken = set(continuations.values())
    heights = boxes[:, 3] - boxes[:, 1]
    open_ends = np.nonzero(~space_after)[0]
    low = np.searchsorted(lefts, boxes[open_ends, 2] - TOUCH_OVERLAP * heights[open_ends])
    high = np.searchsorted(lefts, boxes[open_ends, 2] + TOUCH_GAP * heights[open_ends], side="right")
    for i, a, b in zip(open_ends.tolist(), low.tolist(), high.tolist(), strict=True):
        if i in continuations:
            continue
        for j in order[a:b].tolist():
            if j == i or j in taken or space_before[j] or boxes[j, 0] <= boxes[i, 0]:
                continue
            shared = min(boxes[i, 3], boxes[j, 3]) - max(boxes[i, 1], boxes[j, 1])
            similar = min(heights[i], heights[j]) >= SAME_LINE_OVERLAP * max(heights[i], heights[j])
            if similar and shared >= (1 - TOUCH_OVERLAP) * min(heights[i], heights[j]):
                continuations[i] = j
                taken.add(j)
                break
    return continuations


def _join_spaced_letters(run: _Run, starts: Bools, same_line: Bools, gap: Floats, height: Floats) -> None:
    """Joins letters set apart for emphasis, as decrees do ("M E M U T U S K A N"): single capitals at even gaps
    (test_letters_set_apart_make_one_word). Changes `starts`, (n,) True where a word begins, in place."""
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
