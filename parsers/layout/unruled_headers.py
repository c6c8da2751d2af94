"""The head of a table without rulings: names over columns, and names over groups of columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from parsers.layout.column_fragments import Fragment, TableColumns

Floats = npt.NDArray[np.float64]

# In parts of the text height.
LINE_GAP = 0.55  # lines of one name are nearer than this
CENTRED = 0.8  # a name this near to the middle of a group of columns is centred over it
GROUP_GAIN = 0.25  # a group of columns must fit a name better by this than fewer columns do
RULE_REACH = 1.0  # a rule under a name is at most this far below it
RULE_COVER = 0.5  # part of a column that a rule under a group name must cover
WHOLE_RULE = 0.92  # of the table's width: such a rule belongs to no group


@dataclass(frozen=True, slots=True)
class HeaderCell:
    pieces: tuple[Fragment, ...]  # top to bottom
    first: int  # columns
    last: int
    level: int  # 0-based row in the head
    span: int  # rows


@dataclass(frozen=True, slots=True, eq=False)
class HorizontalRulings:
    """Horizontal lines of a region: (n, 3) y, x0, x1 in points."""

    lines: Floats

    def between(self, top: float, bottom: float) -> Floats:
        chosen: Floats = self.lines[(self.lines[:, 0] >= top) & (self.lines[:, 0] <= bottom)]
        return chosen


def header_cells(
    columns: TableColumns, rows: int, rules: HorizontalRulings, height: float
) -> tuple[tuple[HeaderCell, ...], int]:
    """Cells of the block's first `rows` rows, and how many levels they have."""
    pieces = [list(row) for row in columns.pieces[:rows]]
    _spans_by_rules(pieces, columns, rules, height)
    _spans_by_centre(pieces, columns, height)
    stacks = _stacks(pieces, rules, height)
    return _levels(stacks, columns.count)


def _spans_by_rules(
    pieces: list[list[Fragment]], columns: TableColumns, rules: HorizontalRulings, height: float
) -> None:
    """A name with a rule under it that reaches over several columns, but not all, is a name of those."""
    width = columns.right[-1] - columns.left[0]
    for row in pieces:
        for i, piece in enumerate(row):
            for _, x0, x1 in rules.between(piece.bottom - 0.3 * height, piece.bottom + RULE_REACH * height):
                if x1 - x0 > WHOLE_RULE * width or not x0 - height <= piece.middle <= x1 + height:
                    continue
                covered = [c for c in range(columns.count) if _covers(x0, x1, columns, c)]
                if len(covered) > 1 and covered[0] <= piece.first and piece.last <= covered[-1]:
                    row[i] = replace(piece, first=covered[0], last=covered[-1])


def _covers(x0: float, x1: float, columns: TableColumns, c: int) -> bool:
    shared = min(x1, columns.right[c]) - max(x0, columns.left[c])
    return bool(shared >= RULE_COVER * (columns.right[c] - columns.left[c]))


def _spans_by_centre(pieces: list[list[Fragment]], columns: TableColumns, height: float) -> None:
    """A name over columns that have their own names below, and nothing else above, spans those it is centred on."""
    for level in range(len(pieces) - 1):
        row = pieces[level]
        below = {c for lower in pieces[level + 1 :] for p in lower for c in range(p.first, p.last + 1)}
        taken = {c for upper in pieces[: level + 1] for p in upper for c in range(p.first, p.last + 1)}
        orphans = below - taken
        symmetric = _covering_all(row, orphans, columns, height)
        if symmetric is not None:
            row[:] = symmetric
            continue
        for i, piece in enumerate(row):
            over_names = any(c in below for c in range(piece.first, piece.last + 1))
            if not orphans or not (over_names or _between_orphans(piece, orphans)):
                continue
            best = _best_span(piece, orphans, columns, height)
            if best != (piece.first, piece.last):
                row[i] = replace(piece, first=best[0], last=best[1])
                orphans -= set(range(best[0], best[1] + 1))


def _covering_all(
    row: list[Fragment], orphans: set[int], columns: TableColumns, height: float
) -> list[Fragment] | None:
    """The names of a row, each over the columns around its middle, where that leaves no column without a name.

    None where it does, or where nothing says that the names are more than first lines of their own columns'.
    """
    if not orphans or not any(_reaches_beyond(piece, columns, height) for piece in row):
        return None
    left = set(orphans)
    result = []
    for piece in row:
        first, last = piece.first, piece.last
        while True:
            wider = [
                (a, b)
                for a, b in ((first - 1, last + 1), (first - 1, last), (first, last + 1))
                if (a == first or a in left) and (b == last or b in left)
            ]
            wider = [span for span in wider if _offset(piece, span, columns) <= CENTRED * height]
            if not wider:
                break
            first, last = min(wider, key=lambda span: (_offset(piece, span, columns), span[0] - span[1]))
            left -= set(range(first, last + 1))
        result.append(replace(piece, first=first, last=last))
    return None if left else result


def _reaches_beyond(piece: Fragment, columns: TableColumns, height: float) -> bool:
    """True for a name that is wider than its column, or that stands between columns."""
    beyond = piece.x0 < columns.left[piece.first] - GROUP_GAIN * height
    beyond = beyond or piece.x1 > columns.right[piece.last] + GROUP_GAIN * height
    return bool(beyond or not piece.single)


def _offset(piece: Fragment, span: tuple[int, int], columns: TableColumns) -> float:
    return abs(piece.middle - float(columns.left[span[0]] + columns.right[span[1]]) / 2)


def _between_orphans(piece: Fragment, orphans: set[int]) -> bool:
    return piece.first - 1 in orphans or piece.last + 1 in orphans


def _best_span(piece: Fragment, orphans: set[int], columns: TableColumns, height: float) -> tuple[int, int]:
    best = (piece.first, piece.last)
    best_offset = _offset(piece, best, columns)
    first = piece.first
    while True:
        last = piece.last
        while True:
            now = _offset(piece, (first, last), columns)
            if now < best_offset - GROUP_GAIN * height:
                best, best_offset = (first, last), now
            if last + 1 not in orphans:
                break
            last += 1
        if first - 1 not in orphans:
            break
        first -= 1
    if best_offset > max(CENTRED * height, 0.2 * float(columns.right[best[1]] - columns.left[best[0]])):
        return piece.first, piece.last
    return best


def _stacks(pieces: list[list[Fragment]], rules: HorizontalRulings, height: float) -> list[list[Fragment]]:
    """Lines of the same name put together."""
    stacks: list[list[Fragment]] = []
    for row in pieces:
        for piece in row:
            for stack in reversed(stacks):
                over = stack[-1]
                if over.row == piece.row or (over.first, over.last) != (piece.first, piece.last):
                    continue
                near = piece.top - over.bottom <= LINE_GAP * height
                middle = (over.middle + piece.middle) / 2
                lines = rules.between(over.bottom - 0.3 * height, piece.top + 0.3 * height)
                parted = any(x0 <= middle <= x1 for _, x0, x1 in lines)
                if near and not parted:
                    stack.append(piece)
                    break
            else:
                stacks.append([piece])
    return stacks


def _levels(stacks: list[list[Fragment]], count: int) -> tuple[tuple[HeaderCell, ...], int]:
    order = sorted(stacks, key=lambda s: (s[0].row, s[0].first))
    depth = [0] * count  # levels in use, per column
    placed: list[tuple[list[Fragment], int]] = []
    for stack in order:
        span = range(stack[0].first, stack[0].last + 1)
        level = max(depth[c] for c in span)
        placed.append((stack, level))
        for c in span:
            depth[c] = level + 1
    levels = max(depth, default=0)
    cells = []
    for stack, level in placed:
        first, last = stack[0].first, stack[0].last
        under = [
            lower for other, lower in placed if lower > level and not (other[0].last < first or other[0].first > last)
        ]
        end = min(under, default=levels)
        cells.append(HeaderCell(tuple(stack), first, last, level, end - level))
    return tuple(cells), levels
