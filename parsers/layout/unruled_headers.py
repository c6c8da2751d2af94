"""Printed rows of a table without rulings -> how many are its header, and the header's cells with their spans.

A spanning cell is known by the ruling under it, else by being centred over columns that have names of their own below
and none above. Lengths in PDF points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median

from parsers.layout.column_fragments import Fragment, TableColumns
from parsers.layout.printed_rows import is_number, is_year
from parsers.layout.row_boundaries import RowBoundaries
from parsers.layout.ruling_lines import HorizontalRulings

# In parts of the text height.
LINE_GAP = 0.55  # lines of one name are nearer than this
RULING_OVERLAP = 0.3  # a ruling may touch the letters of a name by this
CENTRED = 0.8  # a name this near to the middle of a group of columns is centred over it,
CENTRED_SHARE = 0.2  # or one as near as this, of the group's width
GROUP_GAIN = 0.25  # a group of columns must fit a name better by this than fewer columns do
RULING_DISTANCE = 1.0  # a ruling under a name is at most this far below it
RULING_COVER = 0.5  # part of a column that a ruling under a group name must cover
WHOLE_RULING = 0.92  # of the table's width: such a ruling belongs to no group
HEADER_GAP = 0.3  # the gap below a header is wider than the usual one by this
MOST_RULED_HEADER = 5  # printed rows above a header's closing ruling
MOST_PLAIN_HEADER = 4  # printed rows of a header that only a gap closes

Span = tuple[int, int]  # columns first..last, 0-based


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One name in the header of an unruled table."""

    fragments: tuple[Fragment, ...]  # its lines, top to bottom
    first: int  # 0-based columns first..last
    last: int
    row: int  # 0-based row of the header
    row_span: int


def header_row_count(boundaries: RowBoundaries) -> int:
    """How many printed rows at the top are the header: those above the first figures; in a table without numbers
    those above the first ruling, else those in bold, else those above the first wide gap, else one."""
    columns, count = boundaries.columns, len(boundaries.rows)
    if any(columns.numeric[1:]):
        first = next((i for i in range(count) if _has_figures(columns, boundaries.rows[i])), None)
        return min(1, count - 1) if first is None else _without_group_label(boundaries, first)
    ruled = next((i for i in range(1, min(count, MOST_RULED_HEADER + 1)) if boundaries.is_ruled(i)), 0)
    if ruled:
        return ruled
    bold = 0
    while bold < count - 1 and all(f.bold for f in boundaries.rows[bold]):
        bold += 1
    return bold or _rows_above_gap(boundaries)


def _has_figures(columns: TableColumns, row: tuple[Fragment, ...]) -> bool:
    """True for a row with a number in a numeric column, and not of years only, as header rows have."""
    numbers = [f for f in row if f.first > 0 and f.in_one_column and is_number(f.text)]
    return any(columns.numeric[f.first] for f in numbers) and not all(is_year(f.text) for f in numbers)


def _without_group_label(boundaries: RowBoundaries, first: int) -> int:
    """The header's rows above row `first`, without the label of the first group and the first lines of its label."""
    ruled = [i for i in range(1, first + 1) if boundaries.is_ruled(i)]
    if ruled:
        return ruled[-1]
    rows, count = boundaries.rows, first
    while count > 1 and len(rows[count - 1]) == 1 and rows[count - 1][0].first == 0:
        count -= 1
    return count


def _rows_above_gap(boundaries: RowBoundaries) -> int:
    """Rows above the first gap that is wider than usual; 1 where there is none."""
    gaps = boundaries.gaps(0)
    usual = median(gaps) if gaps else 0.0
    wide = (i for i, gap in enumerate(gaps[:MOST_PLAIN_HEADER], 1) if gap > usual + HEADER_GAP * boundaries.height)
    return next(wide, 1)


def header_cells(
    columns: TableColumns, rows: int, rulings: HorizontalRulings, height: float
) -> tuple[tuple[HeaderCell, ...], int]:
    """Cells of the first `rows` printed rows, and how many rows of cells they make.

    `height`: usual text height, points.
    """
    lines = [list(row) for row in columns.fragments[:rows]]
    lines = _spanned_by_rulings(lines, columns, rulings, height)
    lines = _spanned_by_centre(lines, columns, height)
    return _header_grid(_stacked_names(lines, rulings, height), columns.count)


def _spanned_by_rulings(
    rows: list[list[Fragment]], columns: TableColumns, rulings: HorizontalRulings, height: float
) -> list[list[Fragment]]:
    """A name with a ruling under it that covers several columns, but not all, is a name of those."""
    return [[_spanned_by_ruling(name, columns, rulings, height) for name in row] for row in rows]


def _spanned_by_ruling(name: Fragment, columns: TableColumns, rulings: HorizontalRulings, height: float) -> Fragment:
    width = columns.right[-1] - columns.left[0]
    top, bottom = name.bottom - RULING_OVERLAP * height, name.bottom + RULING_DISTANCE * height
    span = (name.first, name.last)
    for _, x0, x1 in rulings.between(top, bottom):
        if x1 - x0 > WHOLE_RULING * width or not x0 - height <= name.middle <= x1 + height:
            continue
        covered = [c for c in range(columns.count) if _covers(x0, x1, columns, c)]
        if len(covered) > 1 and covered[0] <= name.first and name.last <= covered[-1]:
            span = (covered[0], covered[-1])
    return replace(name, first=span[0], last=span[1])


def _covers(x0: float, x1: float, columns: TableColumns, c: int) -> bool:
    """True where a ruling from x0 to x1 covers column c."""
    shared = min(x1, columns.right[c]) - max(x0, columns.left[c])
    return bool(shared >= RULING_COVER * (columns.right[c] - columns.left[c]))


def _spanned_by_centre(rows: list[list[Fragment]], columns: TableColumns, height: float) -> list[list[Fragment]]:
    """A name over columns that have their own names below, and nothing else above, spans those it is centred on.

    Example: "Target" above "2025" and "2026" (test_a_name_centred_over_columns_spans_them).
    """
    result = list(rows)
    for i, row in enumerate(rows[:-1]):
        below = {c for lower in rows[i + 1 :] for name in lower for c in _columns_of(name)}
        taken = {c for upper in result[: i + 1] for name in upper for c in _columns_of(name)}
        orphans = below - taken  # columns with a name below, and none at or above this row
        result[i] = _covering_all(row, orphans, columns, height) or _grown_names(row, below, orphans, columns, height)
    return result


def _columns_of(name: Fragment) -> range:
    return range(name.first, name.last + 1)


def _grown_names(
    row: list[Fragment], below: set[int], orphans: set[int], columns: TableColumns, height: float
) -> list[Fragment]:
    """The names of a row, left to right, each over the orphans beside it that it is centred on."""
    left = set(orphans)
    result = []
    for name in row:
        over_names = any(c in below for c in _columns_of(name))
        if left and (over_names or name.first - 1 in left or name.last + 1 in left):
            first, last = _best_span(name, left, columns, height)
            if (first, last) != (name.first, name.last):
                name = replace(name, first=first, last=last)
                left -= set(_columns_of(name))
        result.append(name)
    return result


def _covering_all(
    row: list[Fragment], orphans: set[int], columns: TableColumns, height: float
) -> list[Fragment] | None:
    """The names of a row, each over the columns around its middle, where that leaves no column without a name.

    None where it does, or where nothing shows that the names are more than first lines of their own columns'.
    """
    if not orphans or not any(_extends_beyond(name, columns, height) for name in row):
        return None
    left = set(orphans)
    result = []
    for name in row:
        span = (name.first, name.last)
        while wider := [s for s in _wider_spans(span, left) if _offset(name, s, columns) <= CENTRED * height]:
            span = min(wider, key=lambda s: (_offset(name, s, columns), s[0] - s[1]))
            left -= set(range(span[0], span[1] + 1))
        result.append(replace(name, first=span[0], last=span[1]))
    return None if left else result


def _wider_spans(span: Span, free: set[int]) -> list[Span]:
    """The span with one free column more on both sides, on the left, and on the right."""
    first, last = span
    return [
        (a, b)
        for a, b in ((first - 1, last + 1), (first - 1, last), (first, last + 1))
        if (a == first or a in free) and (b == last or b in free)
    ]


def _extends_beyond(name: Fragment, columns: TableColumns, height: float) -> bool:
    """True for a name that is wider than its column, or that is placed between columns."""
    beyond = name.x0 < columns.left[name.first] - GROUP_GAIN * height
    beyond = beyond or name.x1 > columns.right[name.last] + GROUP_GAIN * height
    return bool(beyond or not name.in_one_column)


def _offset(name: Fragment, span: Span, columns: TableColumns) -> float:
    """How far the middle of a name is from the middle of a span of columns, points."""
    return abs(name.middle - float(columns.left[span[0]] + columns.right[span[1]]) / 2)


def _best_span(name: Fragment, orphans: set[int], columns: TableColumns, height: float) -> Span:
    """The span of the name's own columns and of orphans beside them that it is best centred on."""
    own = (name.first, name.last)
    best, best_offset = own, _offset(name, own, columns)
    for first in _outwards(name.first, -1, orphans):
        for last in _outwards(name.last, 1, orphans):
            offset = _offset(name, (first, last), columns)
            if offset < best_offset - GROUP_GAIN * height:
                best, best_offset = (first, last), offset
    width = float(columns.right[best[1]] - columns.left[best[0]])
    return own if best_offset > max(CENTRED * height, CENTRED_SHARE * width) else best


def _outwards(column: int, step: int, free: set[int]) -> list[int]:
    """The column, and the free ones that follow it without a break."""
    found = [column]
    while found[-1] + step in free:
        found.append(found[-1] + step)
    return found


def _stacked_names(rows: list[list[Fragment]], rulings: HorizontalRulings, height: float) -> list[list[Fragment]]:
    """The lines of each name, top to bottom: over the same columns, near each other, no ruling between."""
    stacks: list[list[Fragment]] = []
    for row in rows:
        for line in row:
            stack = next((s for s in reversed(stacks) if _same_name(s[-1], line, rulings, height)), None)
            if stack is None:
                stacks.append([line])
            else:
                stack.append(line)
    return stacks


def _same_name(over: Fragment, line: Fragment, rulings: HorizontalRulings, height: float) -> bool:
    if over.row == line.row or (over.first, over.last) != (line.first, line.last):
        return False
    if line.top - over.bottom > LINE_GAP * height:
        return False
    middle = (over.middle + line.middle) / 2
    margin = RULING_OVERLAP * height
    return not any(x0 <= middle <= x1 for _, x0, x1 in rulings.between(over.bottom - margin, line.top + margin))


def _header_grid(stacks: list[list[Fragment]], count: int) -> tuple[tuple[HeaderCell, ...], int]:
    """Names placed in rows of the header, each below those over its columns, as far down as the next name."""
    order = sorted(stacks, key=lambda s: (s[0].row, s[0].first))
    depth = [0] * count  # header rows in use, per column
    placed: list[tuple[list[Fragment], int]] = []
    for stack in order:
        row = max(depth[c] for c in _columns_of(stack[0]))
        placed.append((stack, row))
        for c in _columns_of(stack[0]):
            depth[c] = row + 1
    rows = max(depth, default=0)
    cells = []
    for stack, row in placed:
        first, last = stack[0].first, stack[0].last
        under = [r for other, r in placed if r > row and not (other[0].last < first or other[0].first > last)]
        cells.append(HeaderCell(tuple(stack), first, last, row, min(under, default=rows) - row))
    return tuple(cells), rows
