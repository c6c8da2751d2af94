"""Printed rows of a table without rulings -> logical rows: which lines of text make one row of the table.

Three methods, the first that has clear evidence decides: boundaries that rulings or two distinct gap widths show; rows
of numbers, to which the lines of their labels are joined; rows of text, which begin where their columns begin anew.
Lengths in PDF points.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from parsers.layout.column_fragments import Fragment, TableColumns, fragment_in_column
from parsers.layout.printed_rows import LOWER_START, is_number
from parsers.layout.row_boundaries import FragmentRow, RowBoundaries

# In parts of the text height, unless said otherwise.
WIDE_GAP = 0.22  # a gap wider than the usual one by this separates rows,
VERY_WIDE_GAP = 0.44  # one wider by this does so surely
ROOM_SHARE = 0.12  # of the column: a line that leaves so much room was not wrapped for want of it
HALF_LINE = 0.35  # rows that overlap by this are lines of cells that are centred differently
NUMERIC_COLUMNS_SHARE = 0.34  # of the columns after the first: a table of numbers
KEY_WIDTH = 5.0  # a first column narrower than this numbers the rows
NARROW_WIDTH = 9.0  # a column narrower than this has only full lines
CLEAR_ROWS = 3  # rulings, or gaps, from which on they can show the rows alone
CLEAR_GAP = 0.45  # gaps between rows are wider than those between lines by this,
SAME_GAP = 0.25  # and the latter differ by no more than this
GROUP_END = (":",)

# Scores, set by hand. The sum above BOUNDARY joins a row to the one above (numbers), or begins a new row (text).
BOUNDARY = 0.5
CLOSE_GAP_SCORE, WIDE_GAP_SCORE = 1.0, -1.5  # the gap above is narrower, or wider, than usual
SENTENCE_SCORE = 1.0  # the line begins in lower case: it continues
WRAPPED_SCORE = 0.6  # the line above was full
NEW_TEXT_SCORE = -1.0  # neither, or it begins in another column, or below a heading with a colon
OTHER_WEIGHT_SCORE = -1.0  # one of the two is bold
NUMBER_PLACE_SCORE = 0.5  # numbers are printed at the first (last) line of their label here, as elsewhere in the table
SENTENCE_VOTE, WRAPPED_VOTE = 1.0, 0.3  # of a label's line for where the numbers are

WIDE_START, VERY_WIDE_START = 1.0, 2.0  # evidence for a new row: a wide gap above
OVERLAP_START = -1.0
NEW_CELL_START, NEW_CELL_LOWER_START, NEW_KEY_START = 1.0, -0.5, 1.5  # text where the row above has none
LOWER_START_SCORE = -1.0  # text in lower case under text
UNDETERMINED_START = 0.35  # text under a line that was too full, or too short, to say
ROOM_START = 1.0  # text under a line that had room for it


@dataclass(frozen=True, slots=True)
class LogicalRow:
    """Printed rows lo..hi-1 (0-based, of TableColumns.fragments) that make one row of the table."""

    lo: int
    hi: int


def logical_rows(boundaries: RowBoundaries, start: int) -> list[LogicalRow]:
    """Rows of the table from printed row `start` (0-based, the first below the header) on, top to bottom."""
    last = len(boundaries.rows)
    if last <= start:
        return []
    joins = _clear_joins(boundaries, start)
    if joins is None:
        joins = (_joins_by_numbers if _has_numbers(boundaries.columns) else _joins_by_starts)(boundaries, start)
    edges = [start, *(i for i in range(start + 1, last) if not joins[i - start - 1]), last]
    return [LogicalRow(lo, hi) for lo, hi in pairwise(edges)]


def _has_numbers(columns: TableColumns) -> bool:
    numeric = sum(columns.numeric[1:])
    return numeric >= max(1.0, NUMERIC_COLUMNS_SHARE * (columns.count - 1))


def _clear_joins(boundaries: RowBoundaries, start: int) -> list[bool] | None:
    """Joins where rulings between the rows, or two clearly different gaps, show what is one row; else None."""
    columns, height = boundaries.columns, boundaries.height
    ruled = [boundaries.is_ruled(i) for i in range(start + 1, len(boundaries.rows))]
    if sum(ruled) >= CLEAR_ROWS and _one_number_each(columns, start, ruled):
        return [not boundary for boundary in ruled]
    gaps = boundaries.gaps(start)
    if len(gaps) < CLEAR_ROWS:
        return None
    beside = sorted(gap for gap in gaps if gap > -HALF_LINE * height)  # without lines centred differently
    if not beside:
        return None
    narrow = beside[len(beside) // 4]
    goes_on = [_is_rest_of_sentence(boundaries, i) for i in range(start + 1, len(boundaries.rows))]
    wide = [gap > narrow + CLEAR_GAP * height and not rest for gap, rest in zip(gaps, goes_on, strict=True)]
    near = [rest or gap <= narrow + SAME_GAP * height for gap, rest in zip(gaps, goes_on, strict=True)]
    clear = all(big or close for big, close in zip(wide, near, strict=True))
    if clear and sum(wide) >= 2 and _one_number_each(columns, start, wide):
        return [not boundary for boundary in wide]
    return None


def _is_rest_of_sentence(boundaries: RowBoundaries, i: int) -> bool:
    """True for a row of one text in lower case below another one of its column: boxes of letters are as high as the
    letters, so that the gap above "yang" is wide where the line above ends in "aduan"."""
    row, above = boundaries.rows[i], boundaries.rows[i - 1]
    return len(row) == 1 and bool(LOWER_START.match(row[0].text)) and any(one.first == row[0].first for one in above)


def _one_number_each(columns: TableColumns, start: int, boundaries: list[bool]) -> bool:
    """True where each row that the boundaries make has at most one number per column of numbers.

    And at least one row is made of several printed rows: else the boundaries say nothing that is not plain.
    """
    seen: set[int] = set()
    several = False
    for i in range(start, len(columns.fragments)):
        if i > start and boundaries[i - start - 1]:
            seen = set()
        elif i > start:
            several = True
        numbers = {f.first for f in columns.fragments[i] if _is_figure(columns, f)}
        if seen & numbers:
            return False
        seen |= numbers
    return several


def _is_figure(columns: TableColumns, fragment: Fragment) -> bool:
    """True for a number in a numeric column."""
    return fragment.in_one_column and columns.numeric[fragment.first] and is_number(fragment.text)


def _joins_by_numbers(boundaries: RowBoundaries, start: int) -> list[bool]:
    """For each printed row after row `start`: does it continue the one above? Each row has one line of numbers.

    Habit: numbers are printed beside the first line of a label of two lines, or beside its last
    (test_a_label_of_two_lines_is_one_row).
    """
    rows, height = boundaries.rows, boundaries.height
    anchors = [_is_anchor(boundaries.columns, row) for row in rows]
    gaps = boundaries.gaps(start)
    both = [gap for gap, i in zip(gaps, range(start + 1, len(rows)), strict=True) if anchors[i] and anchors[i - 1]]
    usual = median(both) if both else median(gaps) if gaps else 0.0
    number_place = _number_place(boundaries, start, anchors)
    joins = []
    for i, gap in enumerate(gaps, start + 1):
        if boundaries.is_ruled(i):
            joins.append(False)
        elif gap < -HALF_LINE * height:
            joins.append(True)
        elif anchors[i] and anchors[i - 1]:
            joins.append(False)
        else:
            place_score = _number_place_score(number_place, anchors[i - 1], anchors[i])
            joins.append(_label_continues(boundaries, i, gap - usual, place_score))
    return joins


def _is_anchor(columns: TableColumns, row: FragmentRow) -> bool:
    """True for a printed row with a number in a numeric column, or text in most columns."""
    if any(f.first > 0 and _is_figure(columns, f) for f in row):
        return True
    return len(row) > max(1, columns.count // 2)


def _number_place(boundaries: RowBoundaries, start: int, anchors: list[bool]) -> float:
    """Where the numbers are beside labels of several lines: positive at the first line, negative at the last."""
    votes = 0.0
    rows = boundaries.rows
    for i in range(start, len(rows)):
        if anchors[i] or len(rows[i]) != 1:
            continue
        label = rows[i][0]
        if i > start and anchors[i - 1] and not boundaries.is_ruled(i):
            votes += _continuation_vote(boundaries, fragment_in_column(rows[i - 1], label.first), label)
        if i + 1 < len(rows) and anchors[i + 1] and not boundaries.is_ruled(i + 1):
            votes -= _continuation_vote(boundaries, label, fragment_in_column(rows[i + 1], label.first))
    return votes


def _continuation_vote(boundaries: RowBoundaries, over: Fragment | None, under: Fragment | None) -> float:
    """Evidence that `under` continues the text of `over`; 0 where either is missing."""
    if over is None or under is None:
        return 0.0
    if LOWER_START.match(under.text):
        return SENTENCE_VOTE
    return WRAPPED_VOTE if boundaries.is_wrapped(over, under) else 0.0


def _number_place_score(number_place: float, anchor_above: bool, anchor: bool) -> float:
    """Evidence of the table's habit: a label's line without numbers follows (or precedes) the line with them."""
    if anchor_above == anchor:
        return 0.0
    usual = number_place > 0 if anchor_above else number_place < 0
    return NUMBER_PLACE_SCORE if usual else -NUMBER_PLACE_SCORE


def _label_continues(boundaries: RowBoundaries, i: int, extra_gap: float, place_score: float) -> bool:
    """Of two printed rows of which one has no numbers of its own: is row i a part of row i-1?

    `extra_gap`: by how many points the gap between them is wider than usual.
    """
    over, under = boundaries.rows[i - 1], boundaries.rows[i]
    wide = WIDE_GAP * boundaries.height
    pairs = [(above, f) for f in under if (above := fragment_in_column(over, f.first)) is not None]
    if not pairs:
        return extra_gap < -wide
    score = CLOSE_GAP_SCORE if extra_gap < -wide else WIDE_GAP_SCORE if extra_gap > wide else 0.0
    for above, below in pairs:
        score += _continuation_score(boundaries, above, below)
        if above.bold != below.bold:
            score += OTHER_WEIGHT_SCORE
    return score + place_score > BOUNDARY


def _continuation_score(boundaries: RowBoundaries, over: Fragment, under: Fragment) -> float:
    lower = LOWER_START.match(under.text)
    if over.first != under.first or (over.text.endswith(GROUP_END) and not lower):
        return NEW_TEXT_SCORE
    if lower:
        return SENTENCE_SCORE
    return WRAPPED_SCORE if boundaries.is_wrapped(over, under) else NEW_TEXT_SCORE


def _joins_by_starts(boundaries: RowBoundaries, start: int) -> list[bool]:
    """The same for tables of text: a row begins where its columns begin something new
    (test_wrapped_cells_of_a_table_of_text_are_put_together)."""
    gaps = boundaries.gaps(start)
    usual = _line_gap(gaps)
    return [
        not boundaries.is_ruled(i) and _start_score(boundaries, i, gap - usual) <= BOUNDARY
        for i, gap in enumerate(gaps, start + 1)
    ]


def _line_gap(gaps: list[float]) -> float:
    """The usual gap between lines of the same cell: of the smaller half."""
    if not gaps:
        return 0.0
    ordered = sorted(gaps)
    return ordered[len(ordered) // 4]


def _start_score(boundaries: RowBoundaries, i: int, extra_gap: float) -> float:
    """Evidence for a new row at printed row i, whose gap above is wider than usual by `extra_gap` points."""
    height = boundaries.height
    if extra_gap < -HALF_LINE * height:
        return OVERLAP_START
    score = 0.0
    if extra_gap > WIDE_GAP * height:
        score = WIDE_START if extra_gap < VERY_WIDE_GAP * height else VERY_WIDE_START
    for fragment in boundaries.rows[i]:
        over = fragment_in_column(boundaries.rows[i - 1], fragment.first)
        score += _cell_start_score(boundaries, over, fragment)
    return score


def _cell_start_score(boundaries: RowBoundaries, over: Fragment | None, fragment: Fragment) -> float:
    """Evidence of one cell's line for a new row; `over` is the line above it."""
    columns, height, c = boundaries.columns, boundaries.height, fragment.first
    width = float(columns.right[c] - columns.left[c])
    key = c == 0 and width < KEY_WIDTH * height
    lower = LOWER_START.match(fragment.text)
    if over is None:
        return NEW_CELL_LOWER_START if lower else NEW_KEY_START if key else NEW_CELL_START
    if lower:
        return LOWER_START_SCORE
    if key:
        return NEW_KEY_START
    if width < NARROW_WIDTH * height:
        return UNDETERMINED_START  # every line of a narrow column is full: that says nothing
    if boundaries.is_wrapped(over, fragment):
        return 0.0
    room = float(columns.right[c]) - over.x1 - fragment.words[0].box.width
    return ROOM_START if room > ROOM_SHARE * width else UNDETERMINED_START
