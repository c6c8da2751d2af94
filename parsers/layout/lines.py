"""Words to printed lines: what stands beside each other, left to right, top to bottom."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from schemas.geometry import Box, union
from schemas.transcript import SOFT_HYPHEN, Line, Word

# In parts of the height of the words at hand, unless said otherwise.
SAME_LINE_OVERLAP = 0.5
TAB_GAP = 1.4  # a wider gap parts two columns, unless the line is justified
LONE_TAB_GAP = 2.2  # the same for the only gap of a line, where there is nothing to compare it with
TAB_AGAINST_OTHERS = 2.5  # a tab is this many times wider than the usual gap of its line
MARGIN_REACH = 0.6  # a line that ends this near to its region's edge fills it
BOLD_SHARE = 0.5  # of the line's characters


def text_height(words: Sequence[Word]) -> float:
    """The usual height of a word across its reading direction, in points; 10 where there are no words."""
    if not words:
        return 10.0
    return median(_across(word) for word in words) or 10.0


def _across(word: Word) -> float:
    return word.box.width if word.turn in (90, 270) else word.box.height


def lines_of(words: Sequence[Word], page: int) -> tuple[Line, ...]:
    """The lines of one region (a cell, a column, a page without tables), top to bottom."""
    if not words:
        return ()
    level = [word for word in words if word.turn in (0, 180)]
    rows = group_rows(level)
    left = min((row[0].box.x0 for row in rows), default=0.0)
    right = max((row[-1].box.x1 for row in rows), default=0.0)
    full = [_fills(row, left, right) for row in rows]
    justified = sum(full) >= 2
    lines = [
        _line(row, page, justified=justified and fills and len(rows) > 2) for row, fills in zip(rows, full, strict=True)
    ]
    for turn in (90, 270):
        lines.extend(_turned_lines([word for word in words if word.turn == turn], turn, page))
    if len(lines) > len(rows):
        lines.sort(key=lambda line: line.box.top if line.box else 0.0)
    return tuple(_hyphens(lines))


def plain_lines(words: Sequence[Word], page: int) -> tuple[Line, ...]:
    """The same where white space is known to part nothing: words are joined by blanks only."""
    level = [word for word in words if word.turn in (0, 180)]
    lines = [_made(" ".join(word.text for word in row), row, page) for row in group_rows(level)]
    for turn in (90, 270):
        lines.extend(_turned_lines([word for word in words if word.turn == turn], turn, page))
    return tuple(_hyphens(lines))


def group_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by height on the page; each row left to right, the rows top to bottom."""
    rows: list[list[Word]] = []
    bands: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        box = word.box
        best, best_share = -1, SAME_LINE_OVERLAP
        for i in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            top, bottom = bands[i]
            lower = min(bottom - top, box.height) or 0.1
            share = (min(bottom, box.bottom) - max(top, box.top)) / lower
            if share >= best_share and not _stacked(rows[i], box):
                best, best_share = i, share
        if best < 0:
            rows.append([word])
            bands.append((box.top, box.bottom))
        else:
            rows[best].append(word)
            if box.height > bands[best][1] - bands[best][0]:
                bands[best] = (box.top, box.bottom)
    for row in rows:
        row.sort(key=lambda w: w.box.x0)
    order = sorted(range(len(rows)), key=lambda i: sum(bands[i]))
    return [rows[i] for i in order]


def _stacked(row: list[Word], box: Box) -> bool:
    """True where a word of the row stands over or under `box` rather than beside it."""
    for word in row:
        shared = min(word.box.x1, box.x1) - max(word.box.x0, box.x0)
        if shared > 0.5 * min(word.box.width, box.width):
            return True
    return False


def _fills(row: list[Word], left: float, right: float) -> bool:
    reach = MARGIN_REACH * row[0].box.height
    return row[0].box.x0 - left <= 3 * reach and right - row[-1].box.x1 <= reach


def _line(row: list[Word], page: int, *, justified: bool) -> Line:
    text = row[0].text
    if len(row) > 1:
        gaps = [after.box.x0 - before.box.x1 for before, after in itertools.pairwise(row)]
        least = _tab_gap(row, gaps, justified=justified)
        parts = [text]
        for gap, word in zip(gaps, row[1:], strict=True):
            parts.append("\t" if gap > least else " ")
            parts.append(word.text)
        text = "".join(parts)
    return _made(text, row, page)


def _made(text: str, row: list[Word], page: int) -> Line:
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


def _tab_gap(row: list[Word], gaps: list[float], *, justified: bool) -> float:
    """The width from which on a gap of this row is a tab, in points."""
    height = median(word.box.height for word in row)
    if len(gaps) == 1:
        return float("inf") if justified else LONE_TAB_GAP * height
    usual = sorted(gaps)[(len(gaps) - 1) // 2]
    if justified:
        return max(LONE_TAB_GAP * height, TAB_AGAINST_OTHERS * usual)
    return max(TAB_GAP * height, min(TAB_AGAINST_OTHERS * usual, LONE_TAB_GAP * height))


def _turned_lines(words: list[Word], turn: int, page: int) -> list[Line]:
    """Lines of words that read upwards (270) or downwards (90): each column of words is a line."""
    columns: list[list[Word]] = []
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
        lines.append(_made(" ".join(word.text for word in column), column, page))
    return lines


def _hyphens(lines: list[Line]) -> list[Line]:
    """Marks hyphens that only a line end made: between letters, the next line going on in small ones.

    A doubled word ("program-" / "program") keeps its hyphen: that is how Indonesian writes a plural.
    """
    for i in range(len(lines) - 1):
        text, following = lines[i].text, lines[i + 1].text
        if len(text) < 3 or text[-1] != "-" or not text[-2].islower() or not following[:1].islower():
            continue
        stem = text[:-1].split()[-1].lower()
        if following.lower().startswith(stem):
            continue
        lines[i] = _with_text(lines[i], text[:-1] + SOFT_HYPHEN)
    return lines


def _with_text(line: Line, text: str) -> Line:
    return Line(text, line.page, line.box, line.words, line.indent, line.latex, line.bold)
