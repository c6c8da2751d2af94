"""The rows of a table without rulings: which printed rows make one row of the table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from parsers.layout.column_fragments import Fragment, TableColumns, fragment_in_column
from parsers.layout.row_raster import RowRaster, is_number
from parsers.layout.unruled_headers import HorizontalRulings

# In parts of the text height, unless said otherwise.
WRAP_SLACK = 0.3  # a line that leaves less room than the next line's first word was wrapped
WIDE_GAP = 0.22  # a gap wider than the usual one by this parts rows
ROOM_SHARE = 0.12  # of the column: a line that leaves so much room was not wrapped for want of it
HALF_LINE = 0.35  # rows that overlap by this are lines of cells that are centred differently
NUMERIC_COLUMNS_SHARE = 0.34  # of the columns after the first: a table of numbers
SECTION_END = (":",)
LOWER_START = re.compile(r"^[a-z(]")
KEY_WIDTH = 5.0  # text heights: a first column narrower than this numbers the rows
NARROW_WIDTH = 9.0  # text heights
CLEAR_ROWS = 3  # rulings, or gaps, from which on they can tell the rows alone
CLEAR_GAP = 0.45  # text heights: gaps between rows are wider than those between lines by this,
SAME_GAP = 0.25  # and the latter differ by no more than this
BOUNDARY = 0.5  # score from which on a new row begins


@dataclass(frozen=True, slots=True)
class LogicalRow:
    """Printed rows lo..hi-1 (counted in TableColumns.pieces) that make one row of the table."""

    lo: int
    hi: int


def logical_rows(raster: RowRaster, columns: TableColumns, start: int, rules: HorizontalRulings) -> list[LogicalRow]:
    """Rows of the table from the block's printed row `start` on."""
    count = len(columns.pieces) - start
    if count <= 0:
        return []
    numeric = [c for c in range(1, columns.count) if columns.numeric[c]]
    clear = _clear_joins(raster, columns, start, rules)
    if clear is not None:
        joins = clear
    elif len(numeric) >= max(1.0, NUMERIC_COLUMNS_SHARE * (columns.count - 1)):
        joins = _joins_by_numbers(raster, columns, start, rules)
    else:
        joins = _joins_by_starts(raster, columns, start, rules)
    rows: list[LogicalRow] = []
    lo = start
    for i in range(start + 1, len(columns.pieces)):
        if not joins[i - start - 1]:
            rows.append(LogicalRow(lo, i))
            lo = i
    rows.append(LogicalRow(lo, len(columns.pieces)))
    return rows


def _clear_joins(raster: RowRaster, columns: TableColumns, start: int, rules: HorizontalRulings) -> list[bool] | None:
    """Joins where lines between the rows, or two clearly different gaps, say what is one row; else None."""
    last = len(columns.pieces)
    ruled = [ruled_between(raster, columns, i, rules) for i in range(start + 1, last)]
    if sum(ruled) >= CLEAR_ROWS and _one_entry_each(columns, start, ruled):
        return [not boundary for boundary in ruled]
    gaps = [gap_before(raster, i) for i in range(start + 1, last)]
    if len(gaps) < CLEAR_ROWS:
        return None
    beside = sorted(gap for gap in gaps if gap > -HALF_LINE * raster.height)  # without lines centred differently
    if not beside:
        return None
    narrow = beside[len(beside) // 4]
    wide = [gap > narrow + CLEAR_GAP * raster.height for gap in gaps]
    clear = all(big or gap <= narrow + SAME_GAP * raster.height for gap, big in zip(gaps, wide, strict=True))
    if clear and sum(wide) >= 2 and _one_entry_each(columns, start, wide):
        return [not boundary for boundary in wide]
    return None


def _one_entry_each(columns: TableColumns, start: int, boundaries: list[bool]) -> bool:
    """True where each row that the boundaries make has at most one number per column of numbers.

    And at least one row is made of several printed rows: else the boundaries say nothing that is not plain.
    """
    seen: set[int] = set()
    several = False
    for i in range(start, len(columns.pieces)):
        if i > start and boundaries[i - start - 1]:
            seen = set()
        elif i > start:
            several = True
        numbers = {p.first for p in columns.pieces[i] if p.single and columns.numeric[p.first] and is_number(p.text)}
        if seen & numbers:
            return False
        seen |= numbers
    return several


def ruled_between(raster: RowRaster, columns: TableColumns, i: int, rules: HorizontalRulings) -> bool:
    """True where a horizontal line over much of the table stands between printed rows i-1 and i."""
    above, below = raster.rows[i - 1], raster.rows[i]
    width = float(columns.right[-1] - columns.left[0])
    lines = rules.between(above.middle + 0.15 * raster.height, below.middle - 0.15 * raster.height)
    return any(x1 - x0 >= 0.5 * width for _, x0, x1 in lines)


def gap_before(raster: RowRaster, i: int) -> float:
    return raster.rows[i].top - raster.rows[i - 1].bottom


def wrapped(columns: TableColumns, over: Fragment, under: Fragment, height: float) -> bool:
    """True where the upper line is so full that the first word of the lower one had no room in it."""
    if over.first != under.first:
        return False
    limit = float(columns.right[over.last])
    return over.x1 + WRAP_SLACK * height + under.words[0].box.width > limit - WRAP_SLACK * height


def _joins_by_numbers(raster: RowRaster, columns: TableColumns, start: int, rules: HorizontalRulings) -> list[bool]:
    """For each printed row after the first: does it go on in the row before? Rows are made by their numbers."""
    rows = columns.pieces
    anchors = [_is_anchor(columns, row) for row in rows]
    joins = [False] * (len(rows) - start - 1)
    gaps = [gap_before(raster, i) for i in range(start + 1, len(rows))]
    both = [g for g, i in zip(gaps, range(start + 1, len(rows)), strict=True) if anchors[i] and anchors[i - 1]]
    usual = median(both) if both else median(gaps) if gaps else 0.0
    style = _tail_style(raster, columns, start, anchors, rules)
    for i in range(start + 1, len(rows)):
        if ruled_between(raster, columns, i, rules):
            continue
        gap = gaps[i - start - 1]
        if gap < -HALF_LINE * raster.height:
            joins[i - start - 1] = True
            continue
        if anchors[i] and anchors[i - 1]:
            continue
        over, under = rows[i - 1], rows[i]
        joins[i - start - 1] = _goes_on(raster, columns, over, under, gap - usual, style, anchors[i - 1], anchors[i])
    return joins


def _is_anchor(columns: TableColumns, row: tuple[Fragment, ...]) -> bool:
    """True for a printed row with a number in a numeric column, or text in most columns."""
    if any(p.single and columns.numeric[p.first] and p.first > 0 and is_number(p.text) for p in row):
        return True
    return len(row) > max(1, columns.count // 2)


def _tail_style(
    raster: RowRaster, columns: TableColumns, start: int, anchors: list[bool], rules: HorizontalRulings
) -> float:
    """Where the numbers stand beside labels of several lines: positive at the first line, negative at the last."""
    votes = 0.0
    rows = columns.pieces
    for i in range(start, len(rows)):
        if anchors[i] or len(rows[i]) != 1:
            continue
        piece = rows[i][0]
        if i > start and anchors[i - 1] and not ruled_between(raster, columns, i, rules):
            over = fragment_in_column(rows[i - 1], piece.first)
            if over and LOWER_START.match(piece.text):
                votes += 1.0
            elif over and wrapped(columns, over, piece, raster.height):
                votes += 0.3
        if i + 1 < len(rows) and anchors[i + 1] and not ruled_between(raster, columns, i + 1, rules):
            under = fragment_in_column(rows[i + 1], piece.first)
            if under and LOWER_START.match(under.text):
                votes -= 1.0
            elif under and wrapped(columns, piece, under, raster.height):
                votes -= 0.3
    return votes


def _goes_on(
    raster: RowRaster,
    columns: TableColumns,
    over: tuple[Fragment, ...],
    under: tuple[Fragment, ...],
    extra_gap: float,
    style: float,
    over_anchor: bool,
    under_anchor: bool,
) -> bool:
    """Of two printed rows of which one has no numbers of its own: is the lower a part of the upper?"""
    pairs = [(a, b) for b in under if (a := fragment_in_column(over, b.first)) is not None]
    score = 0.0
    if extra_gap < -WIDE_GAP * raster.height:
        score += 1.0
    elif extra_gap > WIDE_GAP * raster.height:
        score -= 1.5
    if not pairs:
        return extra_gap < -WIDE_GAP * raster.height
    for a, b in pairs:
        if a.first != b.first or (a.text.endswith(SECTION_END) and not LOWER_START.match(b.text)):
            score -= 1.0
        elif LOWER_START.match(b.text):
            score += 1.0
        elif wrapped(columns, a, b, raster.height):
            score += 0.6
        else:
            score -= 1.0
        if a.bold != b.bold:
            score -= 1.0
    if over_anchor and not under_anchor:
        score += 0.5 if style > 0 else -0.5
    if under_anchor and not over_anchor:
        score += 0.5 if style < 0 else -0.5
    return score > BOUNDARY


def _joins_by_starts(raster: RowRaster, columns: TableColumns, start: int, rules: HorizontalRulings) -> list[bool]:
    """The same for tables of text: a row begins where its columns begin something new."""
    rows = columns.pieces
    gaps = [gap_before(raster, i) for i in range(start + 1, len(rows))]
    usual = _line_gap(gaps)
    filled = [-2] * columns.count  # the last printed row with text in each column
    for p in rows[start]:
        for c in range(p.first, p.last + 1):
            filled[c] = start
    joins = []
    for i in range(start + 1, len(rows)):
        if ruled_between(raster, columns, i, rules):
            joins.append(False)
        else:
            extra = gaps[i - start - 1] - usual
            joins.append(_start_score(raster, columns, i, filled, extra) <= BOUNDARY)
        for p in rows[i]:
            for c in range(p.first, p.last + 1):
                filled[c] = i
    return joins


def _line_gap(gaps: list[float]) -> float:
    """The usual gap between lines of the same cell: of the smaller half."""
    if not gaps:
        return 0.0
    ordered = sorted(gaps)
    return ordered[len(ordered) // 4]


def _start_score(raster: RowRaster, columns: TableColumns, i: int, filled: list[int], extra_gap: float) -> float:
    """How much speaks for a new row at printed row i."""
    height = raster.height
    score = 0.0
    if extra_gap > WIDE_GAP * height:
        score += 1.0 if extra_gap < 2 * WIDE_GAP * height else 2.0
    if extra_gap < -HALF_LINE * height:
        return -1.0
    row, before = columns.pieces[i], columns.pieces[i - 1]
    for piece in row:
        c = piece.first
        over = fragment_in_column(before, c)
        width = float(columns.right[c] - columns.left[c])
        key = c == 0 and width < KEY_WIDTH * height
        if over is None:
            score += -0.5 if LOWER_START.match(piece.text) else 1.5 if key else 1.0
        elif LOWER_START.match(piece.text):
            score -= 1.0
        elif key:
            score += 1.5
        elif width < NARROW_WIDTH * height:
            score += 0.35  # every line of a narrow column is full: that says nothing
        elif not wrapped(columns, over, piece, height):
            room = float(columns.right[c]) - over.x1 - piece.words[0].box.width
            score += 1.0 if room > ROOM_SHARE * width else 0.35
    return score
