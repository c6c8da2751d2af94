"""Tables without rulings: found by their gutters, judged, and made into Grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parsers.layout.column_fragments import Fragment, TableColumns, fragments_of, table_columns
from parsers.layout.column_gutters import HEAD_ROWS, MAX_GAP, ColumnBlock, find_column_blocks, whole_block
from parsers.layout.line_builder import LineBuilder
from parsers.layout.row_raster import LIST_MARK, PrintedRow, RowRaster, ends_table, is_number, is_year, rasterise_rows
from parsers.layout.unruled_headers import HeaderCell, HorizontalRulings, header_cells
from parsers.layout.unruled_rows import LogicalRow, gap_before, logical_rows, ruled_between
from schemas.geometry import Box, union
from schemas.transcript import Cell, Grid, Word

# In parts of the text height.
HEAD_GAP = 0.9  # a row this near above the first row of several pieces can belong to the head
TAIL_GAP = 0.5  # a line this near below the last row can go on in one of its cells

CROSSING_SHARE = 0.3  # of the rows run across gutters: prose that happens to leave white space
MIN_ROWS = 3  # printed rows with text in two columns
LABEL_SHARE = 0.5  # of the rows have a colon between two columns: labels and values, no table
PROSE_WORDS = 4.0  # words per piece from which on columns hold prose
NUMERIC_SHARE = 0.3  # of the pieces after the first column: numbers make it a table
MARK_SHARE = 0.7  # of the pieces of a column are list marks: it belongs to the next one


@dataclass(frozen=True, slots=True)
class UnruledTable:
    grid: Grid
    words: frozenset[int]  # ids of the words that it took


def find_unruled_tables(raster: RowRaster, rules: HorizontalRulings, builder: LineBuilder) -> list[UnruledTable]:
    """Tables that the white space of a region shows, top to bottom. `rules` are its horizontal lines."""
    if sum(len(row.pieces) > 1 for row in raster.rows) < 2:
        return []
    found = []
    floor = 0
    blocks = find_column_blocks(raster, rules.lines[:, 0])
    for index, block in enumerate(blocks):
        ceiling = blocks[index + 1].lo if index + 1 < len(blocks) else len(raster.rows)
        lo, hi = _reach(raster, block, floor, ceiling, rules)
        # The table's own type, not the page's, says how wide its white space is.
        local = rasterise_rows([word for row in raster.rows[lo:hi] for word in row.words])
        own = whole_block(local) or block
        columns = table_columns(local, own)
        head = _head_rows(local, columns, rules)
        if not is_table(local, columns, rules):
            continue
        floor = hi
        found.append(_built(local, columns, head, rules, builder))
    return found


def _wide(
    rules: HorizontalRulings, block_left: float, block_right: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """y of the horizontal lines that reach over most of a block."""
    lines = rules.lines
    shared = np.minimum(lines[:, 2], block_right) - np.maximum(lines[:, 1], block_left)
    wide: np.ndarray[tuple[int], np.dtype[np.float64]] = lines[shared >= 0.6 * (block_right - block_left), 0]
    return wide


def _reach(
    raster: RowRaster, block: ColumnBlock, floor: int, ceiling: int, rules: HorizontalRulings
) -> tuple[int, int]:
    """The block with the lines above that belong to its head, and those below that end its last cells."""
    rows = raster.rows
    left = min(rows[i].left for i in block.dense)
    right = max(rows[i].right for i in block.dense)
    wide = _wide(rules, left, right)
    lo, hi = block.lo, block.hi
    while lo > floor:
        row = rows[lo - 1]
        if ((wide > row.middle) & (wide < rows[lo].middle)).any() or ends_table(row, left):
            break
        gap = (rows[lo].top - row.bottom) / block.height
        named = gap <= MAX_GAP and block.lo - lo < HEAD_ROWS and _names_columns(row, left, right, block.height)
        if not named and (gap > HEAD_GAP or not _fits(raster, block, lo - 1)):
            break
        lo -= 1
    while hi < ceiling:
        row = rows[hi]
        if ((wide > rows[hi - 1].middle) & (wide < row.middle)).any() or ends_table(row, left):
            break
        if row.top - rows[hi - 1].bottom > TAIL_GAP * block.height or not _fits(raster, block, hi):
            break
        hi += 1
    # Lines that close the table from below part its notes from it.
    inside = wide[(wide > rows[lo].middle) & (wide < rows[hi - 1].middle)]
    if len(inside):
        last = float(inside.max())
        after = [i for i in range(lo, hi) if rows[i].middle > last]
        if after and all(len(rows[i].pieces) < 2 for i in after):
            hi = after[0]
    return lo, hi


def _names_columns(row: PrintedRow, left: float, right: float, height: float) -> bool:
    """True for a row of several pieces without numbers that stands over a block's columns."""
    if len(row.pieces) < 2 or row.left < left - height or row.right > right + height:
        return False
    texts = [" ".join(word.text for word in piece) for piece in row.pieces]
    return not any(is_number(text) and not is_year(text) for text in texts)


def _fits(raster: RowRaster, block: ColumnBlock, index: int) -> bool:
    """True where nothing in a row runs across a gutter."""
    return all(piece.single for piece in fragments_of(raster.rows[index], index, block.gutters))


def _head_rows(raster: RowRaster, columns: TableColumns, rules: HorizontalRulings) -> int:
    """How many printed rows at the top are the head."""
    count = len(columns.pieces)
    numeric = [c for c in range(1, columns.count) if columns.numeric[c]]
    if numeric:
        for i, row in enumerate(columns.pieces):
            numbers = [p for p in row if p.first > 0 and p.single and is_number(p.text)]
            if any(columns.numeric[p.first] for p in numbers) and not all(is_year(p.text) for p in numbers):
                return _without_section(raster, columns, i, rules)
        return min(1, count - 1)
    ruled = [i for i in range(1, min(count, 6)) if ruled_between(raster, columns, i, rules)]
    if ruled:
        return ruled[0]
    bold = 0
    while bold < count - 1 and all(p.bold for p in columns.pieces[bold]):
        bold += 1
    if bold:
        return bold
    gaps = [gap_before(raster, i) for i in range(1, min(count, 5))]
    usual = float(np.median([gap_before(raster, i) for i in range(1, count)])) if count > 1 else 0.0
    for i, gap in enumerate(gaps, 1):
        if gap > usual + 0.3 * raster.height:
            return i
    return 1


def _without_section(raster: RowRaster, columns: TableColumns, first: int, rules: HorizontalRulings) -> int:
    """The head's last row is not the label of the first row's group, nor the first line of its label."""
    ruled = [i for i in range(1, first + 1) if ruled_between(raster, columns, i, rules)]
    if ruled:
        return ruled[-1]
    head = first
    while head > 1 and len(columns.pieces[head - 1]) == 1 and columns.pieces[head - 1][0].first == 0:
        head -= 1
    return head


def is_table(raster: RowRaster, columns: TableColumns, rules: HorizontalRulings) -> bool:
    """Tells tables from prose in columns, lists, labels with values, letterheads and signatures."""
    written = [tuple(piece for piece in row if piece.text) for row in columns.pieces]  # dots alone are blanks to fill
    several = [row for row in written if len(row) > 1]
    if len(several) < MIN_ROWS:
        return False
    if _content_columns(columns, several) < 2:
        return False
    crossing = sum(any(not p.single for p in row) for row in columns.pieces[HEAD_ROWS:])
    if crossing > CROSSING_SHARE * max(len(columns.pieces) - HEAD_ROWS, 1):
        return False
    after_first = [p for row in several for p in row if p.first > 0]
    numbers = sum(is_number(p.text) for p in after_first)
    words = [len(p.words) for row in several for p in row if p.first > 0 or columns.count == 2]
    wide = _wide(rules, float(columns.left[0]), float(columns.right[-1]))
    top, bottom = raster.rows[0].top - 2 * raster.height, raster.rows[-1].bottom + 2 * raster.height
    ruled = int(((wide >= top) & (wide <= bottom)).sum()) >= 2
    numeric = numbers >= NUMERIC_SHARE * max(len(after_first), 1)
    if columns.count == 2:
        return (numeric or ruled) and sum(words) / len(words) < PROSE_WORDS
    if numeric or ruled:
        return True
    return len(several) >= MIN_ROWS + 1 and sum(words) / len(words) < 2 * PROSE_WORDS


def _content_columns(columns: TableColumns, several: list[tuple[Fragment, ...]]) -> int:
    """TableColumns that hold more than colons, list marks and labels before a colon."""
    marks = [0] * columns.count
    colons = [0] * columns.count
    texts = [0] * columns.count
    for row in several:
        for piece in row:
            texts[piece.first] += 1
            colons[piece.first] += piece.text.startswith(":")
            marks[piece.first] += bool(LIST_MARK.match(piece.text))
    content = 0
    for c in range(columns.count):
        if texts[c] and colons[c] >= LABEL_SHARE * texts[c]:
            content = 0 if marks[c] or all(p.text == ":" for row in several for p in row if p.first == c) else 1
        elif texts[c] and marks[c] < MARK_SHARE * texts[c]:
            content += 1
    return content


def _built(
    raster: RowRaster, columns: TableColumns, head: int, rules: HorizontalRulings, builder: LineBuilder
) -> UnruledTable:
    head_places, levels = header_cells(columns, head, rules, raster.height)
    body = logical_rows(raster, columns, head, rules)
    words = [w for row in columns.pieces for p in row for w in p.words]
    box = union(word.box for word in words) or Box(0, 0, 0, 0)
    edges = [box.x0, *columns.gutters.mean(axis=1).tolist(), box.x1]
    edges[-1] = max(edges[-1], edges[-2])
    rows = levels + len(body)
    cells: dict[tuple[int, int], Cell] = {}
    taken: set[tuple[int, int]] = set()
    for place in head_places:
        cell = _head_cell(place, builder)
        cells[cell.row, cell.col] = cell
        taken |= {
            (r, c) for r in range(cell.row, cell.row + cell.row_span) for c in range(cell.col, cell.col + cell.col_span)
        }
    tops = _bands(raster, body)
    for index, row in enumerate(body):
        for (first, last), chosen in _by_column(columns, row).items():
            cells[levels + index, first] = Cell(
                levels + index, first, 1, last - first + 1, builder.plain(chosen), _around(chosen)
            )
            taken |= {(levels + index, c) for c in range(first, last + 1)}
    head_top, head_bottom = box.top, tops[0][0] if tops else box.bottom
    for r in range(rows):
        top, bottom = (head_top, head_bottom) if r < levels else tops[r - levels]
        for c in range(columns.count):
            if (r, c) not in taken:
                empty = Box(edges[c], min(top, bottom), max(edges[c], edges[c + 1]), max(top, bottom))
                cells[r, c] = Cell(r, c, 1, 1, (), empty)
    grid = Grid(
        rows=rows,
        cols=columns.count,
        cells=tuple(cells[key] for key in sorted(cells)),
        page=builder.page,
        box=box,
        ruled=False,
        col_edges=tuple(edges),
    )
    return UnruledTable(grid, frozenset(id(word) for word in words))


def _head_cell(place: HeaderCell, builder: LineBuilder) -> Cell:
    words = [word for piece in place.pieces for word in piece.words]
    span = place.last - place.first + 1
    return Cell(place.level, place.first, place.span, span, builder.plain(words), _around(words))


def _around(words: Sequence[Word]) -> Box | None:
    return union(word.box for word in words)


def _bands(raster: RowRaster, body: list[LogicalRow]) -> list[tuple[float, float]]:
    """Top and bottom of each body row on the page."""
    rows = raster.rows
    return [(rows[r.lo].top, rows[r.hi - 1].bottom) for r in body]


def _by_column(columns: TableColumns, row: LogicalRow) -> dict[tuple[int, int], list[Word]]:
    """The words of a body row by the columns first..last that they stand in; pieces that overlap are put together."""
    places: list[tuple[int, int, list[Word]]] = []
    for i in range(row.lo, row.hi):
        for piece in columns.pieces[i]:
            first, last, words = piece.first, piece.last, list(piece.words)
            apart = []
            for other in places:
                if other[1] < first or other[0] > last:
                    apart.append(other)
                else:
                    first, last, words = min(first, other[0]), max(last, other[1]), other[2] + words
            places = [*apart, (first, last, words)]
    return {(first, last): words for first, last, words in sorted(places, key=lambda p: p[0])}
