"""Raw pages -> pages with lines and grids in reading order (layout analysis; shared by PDF and scans).

The order of work on one page: drawn fractions, lattices of rulings, frames and ruled tables, reading regions, unruled
tables, lines, drawn shapes; then, over all pages, page furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from parsers.layout.dehyphenation import Dehyphenator
from parsers.layout.drawn_fractions import find_fractions
from parsers.layout.drawn_shapes import find_shapes
from parsers.layout.frame_tree import Frame, RuledTable, frame_tree
from parsers.layout.furniture import separate_furniture
from parsers.layout.header_lattices import with_bodies
from parsers.layout.lattices import find_lattices, horizontal_lines
from parsers.layout.line_builder import LineBuilder, median_text_height
from parsers.layout.reading_order import ReadingRegion, reading_regions
from parsers.layout.row_raster import rasterise_rows
from parsers.layout.ruling_lines import HorizontalRulings
from parsers.layout.unruled_tables import UnruledTable, find_unruled_tables
from parsers.raw_page import RawPage
from schemas.geometry import Box
from schemas.transcript import Grid, Line, Page, Word

Block = Line | Grid

HEADER_ROWS = 3  # a ruled table of so few rows can be the ruled header of a table without rulings
GROWN_ROWS = 2  # it is, where at least so many rows follow in its columns,
GROWN_SHARE = 0.5  # each with text in this part of them: a signature below a short table has less
FRAME_SHARE = 0.6  # of the words in a frame of one column: a table that holds them is what the frame is for


def analyse_pages(pages: Sequence[RawPage]) -> tuple[Page, ...]:
    """Pages as a person would read them, in the given order, with page furniture set apart."""
    return separate_furniture([analyse_page(page) for page in pages])


def analyse_page(page: RawPage) -> Page:
    """One page without regard to the others: nothing is furniture yet."""
    dehyphenator = Dehyphenator(page.words)
    drawn = find_fractions(page.words, page.rulings, dehyphenator)
    page = replace(page, words=drawn.words, rulings=drawn.rulings)
    height = median_text_height(page.words)
    lattices = with_bodies(find_lattices(page.rulings, height), page.words, horizontal_lines(page.rulings), height)
    builder = LineBuilder(page.number, dehyphenator, drawn.formulas)
    tree = frame_tree(page.words, lattices, builder, Box(0.0, 0.0, page.width, page.height))
    blocks = _Assembler(page, builder).blocks(tree)
    shapes, connectors = find_shapes(page, builder, [block for block in blocks if isinstance(block, Grid)])
    return Page(
        page.number, page.width, page.height, tuple(blocks), (), page.source, shapes, connectors, page.legibility
    )


def _top_left(blocks: Sequence[Block]) -> tuple[float, float]:
    boxes = [block.box for block in blocks if block.box]
    return min((box.top for box in boxes), default=0.0), min((box.x0 for box in boxes), default=0.0)


class _Assembler:
    """Puts the frames of one page together."""

    def __init__(self, page: RawPage, builder: LineBuilder) -> None:
        self.builder = builder
        self.ruling_boxes = [ruling.box for ruling in page.rulings if ruling.horizontal]
        self.rulings = np.array([(b.y_mid, b.x0, b.x1) for b in self.ruling_boxes], dtype=np.float64).reshape(-1, 3)

    def blocks(self, frame: Frame) -> list[Block]:
        """Lines and grids of a frame in reading order."""
        parts: list[tuple[Box, list[Block]]] = [(inner.box, self.blocks(inner)) for inner in frame.frames]
        tables: list[RuledTable] = []
        for table in frame.tables:
            columns = self._columns_in_frame(table) if table.grid.cols == 1 else None
            if columns is None:
                tables.append(table)
            else:
                parts.append((table.grid.box or frame.box, columns))
        barriers = [box for box, _ in parts] + [t.grid.box for t in tables if t.grid.box] + self.ruling_boxes
        result: list[Block] = []
        ruled = [table.grid.box for table in tables if table.grid.box]
        for region in reading_regions(frame.words, barriers, frame.box, ruled):
            own = [t for t in tables if t.grid.box and region.box.holds(t.grid.box.x_mid, t.grid.box.y_mid)]
            inside = [part for part in parts if region.box.holds(part[0].x_mid, part[0].y_mid)]
            tables = [table for table in tables if table not in own]
            parts = [part for part in parts if part not in inside]
            result.extend(self._region_blocks(region, own, inside))
        for _, rest in parts:
            result.extend(rest)
        result.extend(table.grid for table in tables)
        return result

    def _region_blocks(
        self, region: ReadingRegion, tables: list[RuledTable], parts: list[tuple[Box, list[Block]]]
    ) -> list[Block]:
        """Lines and grids of a region, top to bottom; what is in a frame stays together."""
        found, tables = self._below_ruled_headers(region, tables)
        found = found or find_unruled_tables(region.raster, self._rulings_in(region.box, tables), self.builder)
        groups: list[list[Block]] = [[line] for line in self.builder.build(_free_words(region.words, found))]
        groups.extend([table.grid] for table in tables)
        groups.extend([table.grid] for table in found)
        groups.extend(blocks for _, blocks in parts if blocks)
        groups.sort(key=_top_left)
        return [block for group in groups for block in group]

    def _rulings_in(self, part: Box, tables: Sequence[RuledTable]) -> HorizontalRulings:
        """Horizontal rulings in a part of the page, outside the ruled tables."""
        lines = self.rulings
        middle = (lines[:, 1] + lines[:, 2]) / 2
        keep = (middle >= part.x0) & (middle <= part.x1) & (lines[:, 0] >= part.top) & (lines[:, 0] <= part.bottom)
        for table in tables:
            box = table.grid.box
            if box is not None:
                inside = (middle >= box.x0) & (middle <= box.x1) & (lines[:, 0] >= box.top)
                keep &= ~(inside & (lines[:, 0] <= box.bottom))
        return HorizontalRulings(lines[keep])

    def _columns_in_frame(self, table: RuledTable) -> list[Block] | None:
        """The blocks of a table in a frame whose rulings are horizontal only, so that white space separates its
        columns; None where its words are no such table.

        Habit: spreadsheets printed with an outer border and lines under the rows
        (test_a_frame_with_lines_across_only_gets_its_columns_from_white_space).
        """
        box = table.grid.box
        if box is None:
            return None
        found = find_unruled_tables(rasterise_rows(table.words), self._rulings_in(box, ()), self.builder)
        free = _free_words(table.words, found)
        if len(table.words) - len(free) < FRAME_SHARE * len(table.words):
            return None
        blocks: list[Block] = [*self.builder.build(free), *(each.grid for each in found)]
        return sorted(blocks, key=lambda block: _top_left([block]))

    def _below_ruled_headers(
        self, region: ReadingRegion, tables: list[RuledTable]
    ) -> tuple[list[UnruledTable], list[RuledTable]]:
        """Tables of which only the header is ruled, and the ruled tables that are left; nothing where there is none.

        Habit: statistics and budget annexes draw boxes around the header only, "Uraian | 2024 | 2025", and print the
        figures below without rulings (test_a_ruled_header_and_its_unruled_body_are_one_table).
        """
        headers = [t for t in tables if t.grid.rows <= HEADER_ROWS and not any(c.grids for c in t.grid.cells)]
        kept = [table for table in tables if table not in headers]
        while headers:
            words: list[Word] = [*region.words, *(word for header in headers for word in header.words)]
            found = find_unruled_tables(rasterise_rows(words), self._rulings_in(region.box, kept), self.builder)
            grown = [header for header in headers if any(_is_header_of(header, table) for table in found)]
            if len(grown) == len(headers):
                return found, kept
            kept = [*kept, *(header for header in headers if header not in grown)]
            headers = grown
        return [], tables


def _free_words(words: Sequence[Word], tables: Sequence[UnruledTable]) -> list[Word]:
    """The words that no table took."""
    taken = {word for table in tables for word in table.words}
    return [word for word in words if id(word) not in taken]


def _is_header_of(header: RuledTable, table: UnruledTable) -> bool:
    """True where an unruled table holds the ruled header and continues below it."""
    if not table.words.issuperset(id(word) for word in header.words) or header.grid.box is None:
        return False
    if table.grid.cols < header.grid.cols or not _keeps_columns(header.grid, table.grid):
        return False  # what has fewer or other columns is below the ruled table, and another list
    bottom = header.grid.box.bottom
    below = Counter(cell.row for cell in table.grid.cells if cell.box and cell.box.top > bottom and cell.lines)
    return sum(filled >= max(2, GROWN_SHARE * header.grid.cols) for filled in below.values()) >= GROWN_ROWS


def _keeps_columns(header: Grid, table: Grid) -> bool:
    """True where no two cells of the ruled header's last row are in one cell of the unruled table."""
    holder = {id(word): i for i, cell in enumerate(table.cells) for line in cell.lines for word in line.words}
    last = [cell for cell in header.cells if cell.row + cell.row_span == header.rows]
    first_words = [next((w for line in cell.lines for w in line.words), None) for cell in last]
    taken = [holder.get(id(word)) for word in first_words if word is not None]
    return len(set(taken)) == len(taken)
