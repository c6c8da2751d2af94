"""Words -> printed lines: grouped by vertical overlap, left to right, top to bottom; wide gaps become tabs, and words
broken at line ends are marked. Lengths in PDF points, origin top left."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from parsers.layout.dehyphenation import Dehyphenator
from schemas.equation import Equation
from schemas.geometry import Box, union
from schemas.transcript import SOFT_HYPHEN, Line, Word

Row = list[Word]  # words of one printed line, left to right

# In parts of the height of the words at hand, unless said otherwise.
DEFAULT_HEIGHT = 10.0  # points: of a page without words
SAME_LINE_OVERLAP = 0.5  # of the lower of two heights
SORTING_STEP = 0.4  # words whose middles differ by less than half of this are taken from left to right
ROWS_LOOKED_BACK = 3  # that a word may belong to
TAB_GAP = 1.4  # a wider gap separates two columns, unless the line is justified
LONE_TAB_GAP = 2.2  # the same for the only gap of a line, where there is nothing to compare it with
ALIGNED_TAB_GAP = 1.0  # the same where a word of the line above or below begins at the same x after a gap
ALIGNMENT_TOLERANCE = 0.3
TAB_OF_USUAL = 2.5  # a tab is this many times wider than the usual gap of its line
EVEN_GAPS = 0.55  # the narrowest gap of a justified line is at least this part of the widest
MARGIN_TOLERANCE = 0.8  # a line that ends this near to its region's edge fills it
INDENT_TOLERANCE = 2.4  # a line that begins this near to its region's left edge can fill it
DOT_LEADER = re.compile(r"^[.·…_\s]{3,}$")
BOLD_SHARE = 0.5  # of the line's characters
STACKED_SHARE = 0.5  # of the narrower word's width that two words on different lines share


def median_text_height(words: Sequence[Word]) -> float:
    """The usual height of a word across its reading direction, in points; DEFAULT_HEIGHT where there are no words."""
    if not words:
        return DEFAULT_HEIGHT
    return median([_height_across(word.box, word.turn) for word in words]) or DEFAULT_HEIGHT


def _height_across(box: Box, turn: int) -> float:
    return box.x1 - box.x0 if turn in (90, 270) else box.bottom - box.top


@dataclass(frozen=True, slots=True)
class DrawnFormula:
    """What a word stands for that is a whole formula: its text is that formula in one line, its box is around it."""

    words: tuple[Word, ...]  # as they are read
    equation: Equation  # the text of the word has it as `linear` writes it


@dataclass(frozen=True, slots=True)
class LineBuilder:
    """Makes the lines of one page's regions."""

    page: int  # 1-based
    dehyphenator: Dehyphenator
    formulas: Mapping[int, DrawnFormula] = field(default_factory=dict)  # by id() of the words that stand for them

    def build(self, words: Sequence[Word], edges: tuple[float, float] | None = None) -> tuple[Line, ...]:
        """The lines of one region (a cell, a column, a page without tables), top to bottom, with tabs at wide gaps.

        `edges` are the x positions in points that text in the region can extend to; without them they are taken from
        the text.
        """
        if not words:
            return ()
        rows = group_into_rows([word for word in words if not word.turn])
        if edges is None and rows:
            edges = (min(row[0].box.x0 for row in rows), max(row[-1].box.x1 for row in rows))
        lines = [self._line(_text_with_tabs(rows, i, edges or (0.0, 0.0)), row) for i, row in enumerate(rows)]
        return self._with_turned(lines, words)

    def build_plain(self, words: Sequence[Word]) -> tuple[Line, ...]:
        """The same where white space is known to separate nothing: words are joined by spaces only.

        Dot leaders to the next column are words of the line, but not in its text.
        """
        rows = group_into_rows([word for word in words if not word.turn])
        return self._with_turned([self._line(_text_without_leaders(row), row) for row in rows], words)

    def _line(self, text: str, row: Row) -> Line:
        """A line of upright words, the words of its formulas among them."""
        line = _line(text, row, self.page)
        own = [self.formulas[id(word)] for word in row if id(word) in self.formulas] if self.formulas else []
        if not own:
            return line
        read = [w for word in row for w in (self.formulas[id(word)].words if id(word) in self.formulas else (word,))]
        return replace(line, words=tuple(read), equations=tuple(formula.equation for formula in own))

    def _with_turned(self, lines: list[Line], words: Sequence[Word]) -> tuple[Line, ...]:
        """The horizontal lines and those of turned words, by their tops, with broken words marked."""
        placed = [(line.box.top if line.box else 0.0, line) for line in lines]
        for turn in (90, 180, 270):
            turned = _turned_lines([word for word in words if word.turn == turn], turn, self.page)
            top = min((line.box.top for line in turned if line.box), default=0.0)
            placed.extend((top, line) for line in turned)  # together, in their own order
        if len(placed) > len(lines):
            placed.sort(key=lambda place: place[0])
        return tuple(self.dehyphenator.mark_broken_words([line for _, line in placed]))


def group_into_rows(words: Sequence[Word]) -> list[Row]:
    """Words grouped by vertical overlap; each row left to right, the rows top to bottom. O(n log n)."""
    rows: list[Row] = []
    bands: list[tuple[float, float, float]] = []  # top, bottom, right end
    step = SORTING_STEP * median_text_height(words)
    for word in sorted(words, key=lambda word: _sorting_key(word.box, step)):
        box = word.box
        x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
        height = bottom - top
        best, best_share = -1, SAME_LINE_OVERLAP
        for i in range(len(rows) - 1, max(len(rows) - 1 - ROWS_LOOKED_BACK, -1), -1):
            band_top, band_bottom, end = bands[i]
            shared = (band_bottom if band_bottom < bottom else bottom) - (band_top if band_top > top else top)
            band_height = band_bottom - band_top
            share = shared / ((band_height if band_height < height else height) or 0.1)
            if share >= best_share and (x0 >= end or not _is_stacked(rows[i], box)):
                best, best_share = i, share
        if best < 0:
            rows.append([word])
            bands.append((top, bottom, x1))
        else:
            rows[best].append(word)
            band_top, band_bottom, end = bands[best]
            if height > band_bottom - band_top:
                band_top, band_bottom = top, bottom
            bands[best] = (band_top, band_bottom, end if end > x1 else x1)
    for row in rows:
        row.sort(key=_left)
    order = sorted(range(len(rows)), key=lambda i: bands[i][0] + bands[i][1])
    return [rows[i] for i in order]


def joined_rows(rows: Sequence[Row], dehyphenator: Dehyphenator) -> str:
    """The text of rows that are one passage, broken words put together."""
    lines = [_line(" ".join(word.text for word in row), row, 0) for row in rows]
    texts = [line.text for line in dehyphenator.mark_broken_words(lines)]
    return " ".join(texts).replace(f"{SOFT_HYPHEN} ", "")


def _sorting_key(box: Box, step: float) -> tuple[int, float]:
    """Height on the page in steps smaller than a line, then from left to right."""
    return (int((box.top + box.bottom) / step), box.x0)


def _left(word: Word) -> float:
    return word.box.x0


def _is_stacked(row: Row, box: Box) -> bool:
    """True where a word of the row is above or below `box` rather than beside it."""
    x0, x1 = box.x0, box.x1
    for word in row:
        a, b = word.box.x0, word.box.x1
        if a < x1 and b > x0 and min(b, x1) - max(a, x0) > STACKED_SHARE * min(b - a, x1 - x0):
            return True
    return False


def _text_without_leaders(row: Row) -> str:
    texts = [word.text for word in row if not is_dot_leader(word)]
    return " ".join(texts or [word.text for word in row])


def is_dot_leader(word: Word) -> bool:
    """True for the dots that lead the eye to the next column."""
    return not word.text[0].isalnum() and bool(DOT_LEADER.match(word.text))


def _text_with_tabs(rows: list[Row], i: int, edges: tuple[float, float]) -> str:
    """The words of row i, joined by spaces, or by tabs where white space separates columns."""
    row = rows[i]
    text = row[0].text
    if len(row) == 1:
        return text
    gaps = [after.box.x0 - before.box.x1 for before, after in itertools.pairwise(row)]
    height = row[0].box.height
    if max(gaps) <= ALIGNED_TAB_GAP * height:
        return " ".join([word.text for word in row])
    parts = [text]
    for word, tab in zip(row[1:], _tabs(rows, i, gaps, edges), strict=True):
        parts.append("\t" if tab else " ")
        parts.append(word.text)
    return "".join(parts)


def _tabs(rows: list[Row], i: int, gaps: list[float], edges: tuple[float, float]) -> list[bool]:
    """For each gap (points) of row i: does it separate columns?"""
    row = rows[i]
    height = median(word.box.height for word in row)
    justified = _is_justified(rows, i, gaps, edges, height)
    usual = sorted(gaps)[(len(gaps) - 1) // 2]
    least = LONE_TAB_GAP if len(gaps) == 1 else max(TAB_GAP, min(TAB_OF_USUAL * usual / height, LONE_TAB_GAP))
    beside = [rows[j] for j in (i - 1, i + 1) if 0 <= j < len(rows)]
    tabs = []
    for gap, word in zip(gaps, row[1:], strict=True):
        if gap <= ALIGNED_TAB_GAP * height or justified:
            tabs.append(False)
        elif any(_begins_column(other, word.box.x0, height) for other in beside):
            tabs.append(True)
        else:
            tabs.append(gap > least * height)
    return tabs


def _is_justified(rows: list[Row], i: int, gaps: list[float], edges: tuple[float, float], height: float) -> bool:
    """True for a line stretched evenly from edge to edge that continues in the next one; not with numbers or colons."""
    row = rows[i]
    continues = i + 1 < len(rows) and rows[i + 1][0].box.x0 - row[0].box.x0 <= INDENT_TOLERANCE * height
    return (
        continues
        and row[0].box.x0 - edges[0] <= INDENT_TOLERANCE * height
        and edges[1] - row[-1].box.x1 <= MARGIN_TOLERANCE * height
        and min(gaps) >= EVEN_GAPS * max(gaps)
        and not any(char.isdigit() or char == ":" for word in row[1:] for char in word.text[:1])
    )


def _begins_column(row: Row, x: float, height: float) -> bool:
    """True where a word of the row begins at x after a gap."""
    for before, after in itertools.pairwise(row):
        if abs(after.box.x0 - x) <= ALIGNMENT_TOLERANCE * height and x - before.box.x1 > ALIGNED_TAB_GAP * height:
            return True
    return False


def _line(text: str, row: Row, page: int) -> Line:
    box = union(word.box for word in row)
    heavy = sum(len(word.text) for word in row if word.bold)
    return Line(
        text=text,
        page=page,
        box=box,
        words=tuple(row),
        indent=box.x0 if box else 0.0,
        bold=heavy > BOLD_SHARE * sum(len(word.text) for word in row),
    )


def _turned_lines(words: Row, turn: int, page: int) -> list[Line]:
    """Lines of words that read downwards (90), upwards (270) or upside down (180), in their own order."""
    if not words:
        return []
    if turn == 180:
        rows = [row[::-1] for row in reversed(group_into_rows(words))]
        return [_line(" ".join(word.text for word in row), row, page) for row in rows]
    columns: list[Row] = []
    for word in sorted(words, key=lambda w: w.box.x_mid):
        last = columns[-1][-1].box if columns else None
        if last and min(last.x1, word.box.x1) - max(last.x0, word.box.x0) >= SAME_LINE_OVERLAP * min(
            last.width, word.box.width
        ):
            columns[-1].append(word)
        else:
            columns.append([word])
    if turn == 90:
        columns.reverse()
    lines = []
    for column in columns:
        column.sort(key=lambda w: w.box.top, reverse=turn == 270)
        lines.append(_line(" ".join(word.text for word in column), column, page))
    return lines
