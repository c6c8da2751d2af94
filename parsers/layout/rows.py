"""Printed rows over the whole width of a region, and where they leave white space that columns could stand between."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt

from parsers.layout.lines import group_rows, text_height
from schemas.transcript import Word

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

# In parts of the text height.
UNIT = 0.08  # resolution of the white-space raster
BRIDGE = 0.36  # blanks between words of a text are narrower than this; a gutter is wider
STRONG_GAP = 0.95  # a gap as wide as this parts two pieces of a row without further evidence
BRIDGE_AGAINST_BLANK = 1.3  # the same limits for fonts with broad blanks, as parts of a usual blank
STRONG_AGAINST_BLANK = 2.2

LIST_MARK = re.compile(r"^(?:\(?[0-9]{1,3}[.)]|\(?[a-zA-Z][.)]|[ivxIVX]+[.)]|[-–—•▪●*o✓→])$")
PROSE_WORDS = 4  # words from which on a piece after a list mark is a sentence, not a cell

LEADER = re.compile(r"^[.·…_\s]{3,}$")
FEW_GAPS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """Words that stand beside each other, left to right."""

    words: tuple[Word, ...]
    top: float
    bottom: float
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


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The rows of a region, top to bottom, with the widths that its type gives."""

    rows: tuple[Row, ...]
    height: float  # usual text height, points
    bridge: float  # points: gaps up to this are blanks of a text
    strong: float  # points: gaps from this on part pieces
    left: float  # x of the raster's first column
    unit: float  # points per raster column
    cover: Bools  # (rows, raster columns): where a row has ink, blanks of a text included


def sheet_of(words: Sequence[Word]) -> Sheet:
    """Rows and white space of the level words of a region."""
    level = [word for word in words if word.turn in (0, 180)]
    height = text_height(level)
    grouped = group_rows(level)
    blank = _usual_blank(grouped, height)
    bridge = max(BRIDGE * height, BRIDGE_AGAINST_BLANK * blank)
    strong = max(STRONG_GAP * height, STRONG_AGAINST_BLANK * blank)
    rows = tuple(_row(group, strong) for group in grouped)
    left = min((row.left for row in rows), default=0.0)
    right = max((row.right for row in rows), default=0.0)
    unit = UNIT * height
    cover = np.zeros((len(rows), int((right - left) / unit) + 2), dtype=bool)
    for index, row in enumerate(rows):
        for start, end in ink_of(row, bridge):
            cover[index, int((start - left) / unit) : int(np.ceil((end - left) / unit))] = True
    return Sheet(rows, height, bridge, strong, left, unit, cover)


def ink_of(row: Row, bridge: float) -> list[tuple[float, float]]:
    """Stretches x0, x1 of a row with text, gaps up to `bridge` closed; leaders of dots count as white."""
    stretches: list[tuple[float, float]] = []
    for word in row.words:
        if is_leader(word):
            continue
        if stretches and word.box.x0 - stretches[-1][1] <= bridge:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], word.box.x1))
        else:
            stretches.append((word.box.x0, word.box.x1))
    return stretches


def is_leader(word: Word) -> bool:
    """True for the dots that lead the eye to the next column."""
    return bool(LEADER.match(word.text))


def _row(words: list[Word], strong: float) -> Row:
    pieces: list[list[Word]] = []
    end = 0.0
    parted = True
    for word in words:
        if is_leader(word):
            parted = True
            continue
        if parted or word.box.x0 - end > strong:
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
        pieces=tuple(tuple(piece) for piece in pieces),
    )


def _is_mark(piece: list[Word]) -> bool:
    return len(piece) == 1 and bool(LIST_MARK.match(piece[0].text))


def _usual_blank(rows: list[list[Word]], height: float) -> float:
    """The usual width of a blank between words; 0 where too few are seen."""
    gaps = [
        after.box.x0 - before.box.x1
        for row in rows
        for before, after in itertools.pairwise(row)
        if 0 < after.box.x0 - before.box.x1 < STRONG_GAP * height
    ]
    return median(gaps) if len(gaps) >= FEW_GAPS else 0.0
