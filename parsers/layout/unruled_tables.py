"""Row raster + horizontal rulings of a region -> the tables that white space alone shows, as Grids.

The order of work: column gutters (column_gutters), header and last lines added to the block, fragments per column
(column_fragments), decision table or not (table_classifier), header (unruled_headers), rows (unruled_rows), Grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.layout.column_fragments import TableColumns, fragments_of, table_columns
from parsers.layout.column_gutters import HEADER_ROWS, MAX_GAP, ColumnBlock, best_block, find_column_blocks
from parsers.layout.line_builder import LineBuilder
from parsers.layout.printed_rows import PrintedRow, ends_table, is_number, is_year
from parsers.layout.row_boundaries import RowBoundaries
from parsers.layout.row_raster import RowRaster, rasterise_rows
from parsers.layout.ruling_lines import HorizontalRulings
from parsers.layout.table_classifier import is_table, wide_rulings
from parsers.layout.unruled_headers import HeaderCell, header_cells, header_row_count
from parsers.layout.unruled_rows import LogicalRow, logical_rows
from schemas.geometry import Box, union
from schemas.transcript import Cell, Grid, Word

Floats = npt.NDArray[np.float64]

# In parts of the text height.
HEADER_LINE_GAP = 0.9  # a row this near above the first row of several runs can belong to the header
LAST_LINE_GAP = 0.5  # a line this near below the last row can continue one of its cells
SAME_LEFT = 0.5  # lines of one cell begin at the same place, give or take so much
LETTER_PARTS = 0.55  # so much more space is between "aduan" and "yang" below it than between "Tulis" and "lagi"

LINES_OF_CELLS = 0.25  # so many of the spaces below lines, at least, are those to the next line of the cell


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """A table that white space shows."""

    grid: Grid  # ruled=False
    words: frozenset[int]  # id() of the words that it took


def find_unruled_tables(raster: RowRaster, rulings: HorizontalRulings, builder: LineBuilder) -> list[UnruledTable]:
    """Tables that the white space of a region shows, top to bottom. `rulings`: the region's horizontal lines."""
    if sum(len(row.runs) > 1 for row in raster.rows) < 2:
        return []
    found = []
    floor = 0
    blocks = find_column_blocks(raster, rulings.lines[:, 0])
    for index, block in enumerate(blocks):
        ceiling = blocks[index + 1].lo if index + 1 < len(blocks) else len(raster.rows)
        lo, hi = _extended(raster, block, floor, ceiling, rulings)
        # The table's own type, not the page's, decides how wide its white space is.
        local = rasterise_rows([word for row in raster.rows[lo:hi] for word in row.words])
        columns = table_columns(local, best_block(local, block))
        if is_table(local, columns, rulings):
            floor = hi
            found.append(_assembled(RowBoundaries(local, columns, rulings), builder))
    return found


def _extended(
    raster: RowRaster, block: ColumnBlock, floor: int, ceiling: int, rulings: HorizontalRulings
) -> tuple[int, int]:
    """First and last + 1 row of the block with the lines above that belong to its header, and those below that end its
    last cells; within rows floor..ceiling-1."""
    left = min(raster.rows[i].left for i in block.dense)
    right = max(raster.rows[i].right for i in block.dense)
    wide = wide_rulings(rulings, left, right)
    lo = block.lo
    while lo > floor and _belongs_above(raster, block, lo, (left, right), wide):
        lo -= 1
    hi = block.hi
    while hi < ceiling and _belongs_below(raster, block, hi, left, wide):
        hi += 1
    return lo, _without_notes(raster, lo, hi, wide)


def _belongs_above(raster: RowRaster, block: ColumnBlock, lo: int, extent: tuple[float, float], wide: Floats) -> bool:
    """True where row lo-1 belongs to the header of the block that begins at row lo. `extent`: left, right in points."""
    row, below = raster.rows[lo - 1], raster.rows[lo]
    left, right = extent
    if ((wide > row.middle) & (wide < below.middle)).any() or ends_table(row, left):
        return False
    gap = (below.top - row.bottom) / block.height
    if gap <= MAX_GAP and block.lo - lo < HEADER_ROWS and _names_columns(row, left, right, block.height):
        return True
    return gap <= HEADER_LINE_GAP and _fits_columns(raster, block, lo - 1)


def _belongs_below(raster: RowRaster, block: ColumnBlock, hi: int, left: float, wide: Floats) -> bool:
    """True where row hi continues a cell of the block that ends at row hi-1."""
    above, row = raster.rows[hi - 1], raster.rows[hi]
    if ((wide > above.middle) & (wide < row.middle)).any() or ends_table(row, left):
        return False
    gap = row.top - above.bottom
    near = gap <= LAST_LINE_GAP * block.height or (
        gap <= _usual_gap(raster, block) and _shares_start(above, row, block)
    )
    return near and _fits_columns(raster, block, hi)


def _usual_gap(raster: RowRaster, block: ColumnBlock) -> float:
    """The most space, in points, that lies between lines of one cell of the block."""
    rows = raster.rows[block.lo : block.hi]
    gaps = []
    for number, above in enumerate(rows):
        below = next((row for row in rows[number + 1 :] if _shares_start(above, row, block)), None)
        if below is not None:
            gaps.append(below.top - above.bottom)
    return float(np.quantile(gaps, LINES_OF_CELLS)) + LETTER_PARTS * block.height if gaps else 0.0


def _shares_start(above: PrintedRow, row: PrintedRow, block: ColumnBlock) -> bool:
    """True where a run of a row begins below one of a row above it."""
    near = SAME_LEFT * block.height
    return any(abs(run[0].box.x0 - other[0].box.x0) <= near for run in row.runs for other in above.runs)


def _without_notes(raster: RowRaster, lo: int, hi: int, wide: Floats) -> int:
    """hi, or the row below the last wide ruling inside the table where only single runs follow: notes."""
    rows = raster.rows
    inside = wide[(wide > rows[lo].middle) & (wide < rows[hi - 1].middle)]
    if len(inside):
        last = float(inside.max())
        after = [i for i in range(lo, hi) if rows[i].middle > last]
        if after and all(len(rows[i].runs) < 2 for i in after):
            return after[0]
    return hi


def _names_columns(row: PrintedRow, left: float, right: float, height: float) -> bool:
    """True for a row of several runs without numbers, years aside, above a block's columns."""
    if len(row.runs) < 2 or row.left < left - height or row.right > right + height:
        return False
    texts = [" ".join(word.text for word in run) for run in row.runs]
    return not any(is_number(text) and not is_year(text) for text in texts)


def _fits_columns(raster: RowRaster, block: ColumnBlock, index: int) -> bool:
    """True where nothing in a row runs across a gutter."""
    return all(fragment.in_one_column for fragment in fragments_of(raster.rows[index], index, block.gutters))


def _assembled(boundaries: RowBoundaries, builder: LineBuilder) -> UnruledTable:
    """The Grid of a table: header cells, then logical rows, then empty cells at the places that are left."""
    raster, columns = boundaries.raster, boundaries.columns
    printed = header_row_count(boundaries)
    header, header_rows = header_cells(columns, printed, boundaries.rulings, raster.height)
    body = logical_rows(boundaries, printed)
    words = [word for row in columns.fragments for fragment in row for word in fragment.words]
    box = union(word.box for word in words) or Box(0, 0, 0, 0)
    edges = _column_edges(columns, box)
    bands = _row_bands(raster, body)
    header_band = (box.top, bands[0][0] if bands else box.bottom)
    cells = [_header_cell(cell, builder) for cell in header]
    for index, row in enumerate(body, header_rows):
        cells.extend(_body_cells(columns, row, index, builder))
    cells.extend(_empty_cells(cells, edges, [header_band] * header_rows + bands))
    grid = Grid(
        rows=header_rows + len(body),
        cols=columns.count,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        page=builder.page,
        box=box,
        ruled=False,
        col_edges=tuple(edges),
    )
    return UnruledTable(grid, frozenset(id(word) for word in words))


def _column_edges(columns: TableColumns, box: Box) -> list[float]:
    """x of the columns' edges in points: the table's sides and the middles of its gutters."""
    edges = [box.x0, *columns.gutters.mean(axis=1).tolist(), box.x1]
    edges[-1] = max(edges[-1], edges[-2])
    return edges


def _row_bands(raster: RowRaster, body: list[LogicalRow]) -> list[tuple[float, float]]:
    """Top and bottom of each logical row, points."""
    return [(raster.rows[row.lo].top, raster.rows[row.hi - 1].bottom) for row in body]


def _header_cell(cell: HeaderCell, builder: LineBuilder) -> Cell:
    words = [word for fragment in cell.fragments for word in fragment.words]
    return _cell((cell.row, cell.first, cell.row_span, cell.last - cell.first + 1), words, builder)


def _cell(place: tuple[int, int, int, int], words: Sequence[Word], builder: LineBuilder) -> Cell:
    """A cell at row, column, row span, column span; its box is around its text."""
    return Cell(*place, builder.build_plain(words), union(word.box for word in words))


def _body_cells(columns: TableColumns, row: LogicalRow, index: int, builder: LineBuilder) -> list[Cell]:
    """The filled cells of a logical row; fragments that share a column are put together."""
    places: list[tuple[int, int, list[Word]]] = []
    for i in range(row.lo, row.hi):
        for fragment in columns.fragments[i]:
            first, last, words = fragment.first, fragment.last, list(fragment.words)
            apart = []
            for other in places:
                if other[1] < first or other[0] > last:
                    apart.append(other)
                else:
                    first, last, words = min(first, other[0]), max(last, other[1]), other[2] + words
            places = [*apart, (first, last, words)]
    return [_cell((index, first, 1, last - first + 1), words, builder) for first, last, words in places]


def _empty_cells(cells: Sequence[Cell], edges: list[float], bands: list[tuple[float, float]]) -> list[Cell]:
    """Empty cells for the places that no cell covers. `bands`: top and bottom of each row of the grid, points."""
    taken = {
        (r, c)
        for cell in cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.col, cell.col + cell.col_span)
    }
    return [
        Cell(r, c, 1, 1, (), Box(edges[c], min(top, bottom), max(edges[c], edges[c + 1]), max(top, bottom)))
        for r, (top, bottom) in enumerate(bands)
        for c in range(len(edges) - 1)
        if (r, c) not in taken
    ]
