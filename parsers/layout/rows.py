"""Printed rows over the whole width of a region, and where they leave white space that columns could stand between."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from parsers.layout.lines import group_rows, is_leader, text_height
from schemas.patterns import pattern
from schemas.transcript import Word

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

# In parts of the text height.
UNIT = 0.05  # resolution of the white-space raster
BRIDGE = 0.36  # blanks between words of a text are narrower than this; a gutter is wider
STRONG_GAP = 0.95  # a gap as wide as this parts two pieces of a row without further evidence
BRIDGE_AGAINST_BLANK = 1.3  # the same limits for fonts with broad blanks, as parts of a usual blank
STRONG_AGAINST_BLANK = 1.8
NUMBER_GAP = 0.31  # less parts a number from what stands before it; a blank within a number is narrower
NUMBER_AGAINST_BLANK = 1.3  # the same for a typewriter's letters

LIST_MARK = pattern("marker-alone")
PROSE_WORDS = 4  # words from which on a piece after a list mark is a sentence, not a cell

LONGEST_LETTERED_NUMBER = 5  # "nihil"; "Rp" and "US$" are looked at on their own
NUMBER = pattern("number-cell")
NO_VALUE = pattern("no-value-cell")
YEAR = pattern("year-cell")
CURRENCY = frozenset({"$", "€", "£", "¥", "Rp", "Rp.", "US$", "EUR", "USD"})
CAPTION = re.compile(
    r"^\s*(?:table|tabel|figure|gambar|chart|grafik|exhibit|box|bagan|lampiran)\s+[\dA-Z]", re.IGNORECASE
)
SIGNED = pattern("signature-closes-table")
NOTE = re.compile(r"^\s*(?:sources?|sumber|notes?|catatan|keterangan)\b|^\s*(?:[*†]|\d{1,2}\s*/)\s*\S", re.IGNORECASE)
LABELLED_PIECES = 3  # label, colon, value
CAPTION_PIECES = 2  # the number and the title may stand apart
SENTENCE_WORDS = 9  # in one piece: prose, not the name of a group of rows
MARGIN_REACH = 0.4  # text heights: lines that end this near to each other end at the same margin
EVEN_GAPS = 1.8  # the widest gap of a justified line is at most this many times the narrowest
FEW_GAPS = 5
SURE_LETTERS = 3  # a word of so many characters tells their average width
SAME_WIDTH = 0.02  # text heights: average widths that differ by less are those of a typewriter


@dataclass(frozen=True, slots=True)
class Row:
    """Words that stand beside each other, left to right."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    height: float  # usual height of its words, points
    bridge: float  # points: gaps up to this are blanks of a text,
    number_gap: float  # or up to this before a number
    pieces: tuple[tuple[Word, ...], ...]  # parted by strong gaps; leaders of dots left out

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def left(self) -> float:
        return self.words[0].box.x0

    @property
    def right(self) -> float:
        return max(word.box.x1 for word in self.words)


class Sheet:
    """The rows of a region, top to bottom, and a raster of their white space."""

    def __init__(self, rows: tuple[Row, ...], height: float) -> None:
        self.rows = rows
        self.height = height  # usual text height, points
        self.left = min((row.left for row in rows), default=0.0)  # x of the raster's first column
        self.unit = UNIT * height  # points per raster column

    @cached_property
    def cover(self) -> Bools:
        """(rows, raster columns): where a row has ink, blanks of a text included."""
        right = max((row.right for row in self.rows), default=0.0)
        cover = np.zeros((len(self.rows), int((right - self.left) / self.unit) + 2), dtype=bool)
        for index, row in enumerate(self.rows):
            for start, end in ink_of(row):
                first, last = (start - self.left) / self.unit, (end - self.left) / self.unit
                cover[index, int(first) : math.ceil(last)] = True
        return cover


def is_year(text: str) -> bool:
    return bool(YEAR.match(text))


def stands_between(row: Row, left: float) -> bool:
    """True for rows that end a table (with its left edge at x) rather than belong to it.

    Captions, notes, prose, and what signatures begin with.
    """
    text = " ".join(word.text for word in row.words)
    if CAPTION.match(text) and len(row.pieces) <= CAPTION_PIECES:
        return True
    if _is_labelled(row) or SIGNED.match(text):
        return True
    if len(row.pieces) != 1 or row.left > left + row.height:
        return False  # what begins further in goes on in a column
    return len(row.words) >= SENTENCE_WORDS or bool(NOTE.match(text))


def _is_labelled(row: Row) -> bool:
    """True for `Label : value`; a colon alone, or before numbers, stands for a missing value in a table."""
    if not 2 <= len(row.pieces) <= LABELLED_PIECES or not row.pieces[1][0].text.startswith(":"):
        return False
    value = [word for piece in row.pieces[1:] for word in piece]
    return any(not is_number(word.text.lstrip(":")) for word in value if word.text != ":")


def sheet_of(words: Sequence[Word]) -> Sheet:
    """Rows and white space of the level words of a region."""
    level = [word for word in words if not word.turn]
    height = text_height(level)
    grouped = _with_leaders(group_rows(level))
    heights = [text_height(group) for group in grouped]
    blanks = _usual_blanks(grouped, heights)
    rows = tuple(
        _row(group, own, *blanks.get(round(own), (0.0, False))) for group, own in zip(grouped, heights, strict=True)
    )
    return Sheet(_with_justified_joined(rows), height)


def _with_leaders(grouped: list[list[Word]]) -> list[list[Word]]:
    """Rows of nothing but leaders (set a little off their line) go to the row before."""
    result: list[list[Word]] = []
    for group in grouped:
        if result and all(is_leader(word) for word in group):
            result[-1] = sorted([*result[-1], *group], key=lambda word: word.box.x0)
        else:
            result.append(group)
    return result


def _with_justified_joined(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Lines of prose that were stretched to the margins so far that their words look like columns."""
    result = list(rows)
    for i, row in enumerate(rows):
        if len(row.pieces) < 3 or not _evenly_spaced(row):
            continue
        beside = [rows[j] for j in (i - 1, i + 1) if 0 <= j < len(rows)]
        reach = MARGIN_REACH * row.height
        if any(
            len(other.pieces) == 1
            and len(other.words) >= PROSE_WORDS
            and abs(other.left - row.left) <= reach
            and abs(other.right - row.right) <= reach
            for other in beside
        ):
            widest = max(after.box.x0 - before.box.x1 for before, after in pairwise(row.words))
            result[i] = replace(row, pieces=(row.words,), bridge=max(row.bridge, widest))
    return tuple(result)


def _evenly_spaced(row: Row) -> bool:
    gaps = sorted(after.box.x0 - before.box.x1 for before, after in pairwise(row.words))
    return gaps[-1] <= EVEN_GAPS * max(gaps[0], 0.1)


def ink_of(row: Row) -> list[tuple[float, float]]:
    """Stretches x0, x1 of a row with text, blanks of a text closed; leaders of dots count as white."""
    stretches: list[tuple[float, float]] = []
    sign = False
    for word in row.words:
        if is_leader(word):
            continue
        number = is_number(word.text)
        joined = sign and number
        sign = word.text in CURRENCY
        limit = row.number_gap if number or sign else row.bridge
        if stretches and (joined or word.box.x0 - stretches[-1][1] <= limit):
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], word.box.x1))
        else:
            stretches.append((word.box.x0, word.box.x1))
    return stretches


def is_number(text: str) -> bool:
    """True for numbers with their signs, and for what stands in place of one ("-", "n.a.")."""
    if text[:1].isalpha() and len(text) > LONGEST_LETTERED_NUMBER:
        return False
    return bool(NUMBER.match(text) or NO_VALUE.match(text))


def _row(words: list[Word], height: float, blank: float, typewritten: bool) -> Row:
    strong = max(STRONG_GAP * height, STRONG_AGAINST_BLANK * blank)
    bridge = max(BRIDGE * height, BRIDGE_AGAINST_BLANK * blank)
    between_numbers = max(NUMBER_GAP * height, NUMBER_AGAINST_BLANK * blank if typewritten else 0.0)
    pieces: list[list[Word]] = []
    end = 0.0
    parted = True
    for word in words:
        if is_leader(word):
            parted = True
            continue
        gap = word.box.x0 - end
        if pieces and len(pieces[-1]) == 1 and pieces[-1][0].text in CURRENCY and is_number(word.text):
            pieces[-1].append(word)  # a sign at the column's left edge belongs to the amount at its right edge
            end, parted = word.box.x1, False
            continue
        if pieces and gap > between_numbers and (word.text in CURRENCY or is_number(word.text)):
            parted = True
        if parted or gap > strong:
            pieces.append([word])
        else:
            pieces[-1].append(word)
        end = max(end, word.box.x1) if not parted else word.box.x1
        parted = False
    if len(pieces) == 2 and len(pieces[1]) >= PROSE_WORDS and _is_mark(pieces[0]):
        pieces = [[*pieces[0], *pieces[1]]]  # an item of a list, not two columns
    return Row(
        words=tuple(words),
        top=min(word.box.top for word in words),
        bottom=max(word.box.bottom for word in words),
        height=height,
        bridge=bridge,
        number_gap=between_numbers,
        pieces=tuple(tuple(piece) for piece in pieces),
    )


def _is_mark(piece: list[Word]) -> bool:
    return len(piece) == 1 and bool(LIST_MARK.match(piece[0].text))


def _usual_blanks(rows: list[list[Word]], heights: list[float]) -> dict[int, tuple[float, bool]]:
    """The usual width of a blank for each text height (rounded), where enough are seen; True for a typewriter's."""
    gaps: dict[int, list[float]] = {}
    letters: dict[int, list[float]] = {}
    for row, height in zip(rows, heights, strict=True):
        own = gaps.setdefault(round(height), [])
        for before, after in pairwise(row):
            gap = after.box.x0 - before.box.x1
            if 0 < gap < STRONG_GAP * height and after.text not in CURRENCY and not is_number(after.text):
                own.append(gap)
        widths = letters.setdefault(round(height), [])
        widths.extend(word.box.width / len(word.text) for word in row if len(word.text) >= SURE_LETTERS)
    blanks = {height: (median(own), False) for height, own in gaps.items() if len(own) >= FEW_GAPS}
    for height, widths in letters.items():
        widths.sort()
        if len(widths) >= FEW_GAPS and widths[-1 - len(widths) // 10] - widths[len(widths) // 10] < SAME_WIDTH * height:
            blanks[height] = (median(widths), True)  # a typewriter's letters: a blank is as broad as any other
    return blanks
