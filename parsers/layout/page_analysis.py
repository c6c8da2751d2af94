"""Ink to pages: the words and rulings of a page become lines and grids in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from parsers.layout.dehyphenation import Dehyphenator
from parsers.layout.drawn_shapes import find_shapes
from parsers.layout.frame_tree import Frame, RuledTable, frame_tree
from parsers.layout.furniture import separate_furniture
from parsers.layout.lattices import find_lattices
from parsers.layout.line_builder import LineBuilder, median_text_height
from parsers.layout.reading_order import ReadingRegion, reading_regions
from parsers.layout.row_raster import rasterise_rows
from parsers.layout.unruled_headers import HorizontalRulings
from parsers.layout.unruled_tables import UnruledTable, find_unruled_tables
from parsers.raw_page import RawPage
from schemas.geometry import Box
from schemas.transcript import Grid, Line, Page, Word

Block = Line | Grid

HEAD_ROWS = 3  # a ruled table of so few rows can be the ruled head of a table without rulings
GROWN_ROWS = 2  # it is, where at least so many rows follow in its columns,
GROWN_SHARE = 0.5  # each with text in this part of them: a signature below a short table has less
FRAME_SHARE = 0.6  # of the words in a frame of one column: a table that holds them is what the frame is for


def analyse_pages(pages: Sequence[RawPage]) -> tuple[Page, ...]:
    """Pages as a person would read them, in the given order."""
    return separate_furniture([analyse_page(page) for page in pages])


def analyse_page(ink: RawPage) -> Page:
    """One page without regard to the others: nothing is furniture yet."""
    height = median_text_height(ink.words)
    found = find_lattices(ink.rulings, height)
    whole = Box(0.0, 0.0, ink.width, ink.height)
    builder = LineBuilder(ink.number, Dehyphenator(ink.words))
    blocks = _Composer(ink, builder).blocks(frame_tree(ink.words, found, builder, whole))
    shapes, connectors = find_shapes(ink, builder, [block for block in blocks if isinstance(block, Grid)])
    return Page(ink.number, ink.width, ink.height, tuple(blocks), (), ink.source, shapes, connectors, ink.legibility)


def _top_left(blocks: Sequence[Block]) -> tuple[float, float]:
    boxes = [block.box for block in blocks if block.box]
    return min((box.top for box in boxes), default=0.0), min((box.x0 for box in boxes), default=0.0)


class _Composer:
    """Puts the areas of one page together."""

    def __init__(self, ink: RawPage, builder: LineBuilder) -> None:
        self.builder = builder
        level = [r.box for r in ink.rulings if r.horizontal]
        self.level_boxes = level
        self.rules = np.array([(b.y_mid, b.x0, b.x1) for b in level], dtype=np.float64).reshape(-1, 3)

    def blocks(self, area: Frame) -> list[Block]:
        """Lines and grids of an area in reading order."""
        parts: list[tuple[Box, list[Block]]] = [(frame.box, self.blocks(frame)) for frame in area.frames]
        tables: list[RuledTable] = []
        for table in area.tables:
            opened = self._opened(table) if table.grid.cols == 1 else None
            if opened is None:
                tables.append(table)
            else:
                parts.append((table.grid.box or area.box, opened))
        walls = [box for box, _ in parts] + [t.grid.box for t in tables if t.grid.box] + self.level_boxes
        result: list[Block] = []
        for flow in reading_regions(area.words, walls, area.box):
            own = [t for t in tables if t.grid.box and flow.box.holds(t.grid.box.x_mid, t.grid.box.y_mid)]
            inside = [part for part in parts if flow.box.holds(part[0].x_mid, part[0].y_mid)]
            tables = [table for table in tables if table not in own]
            parts = [part for part in parts if part not in inside]
            result.extend(self._flow(flow, own, inside))
        for _, rest in parts:
            result.extend(rest)
        result.extend(table.grid for table in tables)
        return result

    def _flow(self, flow: ReadingRegion, tables: list[RuledTable], parts: list[tuple[Box, list[Block]]]) -> list[Block]:
        """Lines and grids of a flow, top to bottom; what stands in a frame stays together."""
        grown, tables = self._grown(flow, tables)
        found = grown or find_unruled_tables(flow.raster, self._rules_in(flow.box, tables), self.builder)
        taken = {word for each in found for word in each.words}
        free = [word for word in flow.words if id(word) not in taken]
        groups: list[list[Block]] = [[line] for line in self.builder.lines(free)]
        groups.extend([table.grid] for table in tables)
        groups.extend([each.grid] for each in found)
        groups.extend(blocks for _, blocks in parts if blocks)
        groups.sort(key=_top_left)
        return [block for group in groups for block in group]

    def _rules_in(self, part: Box, tables: Sequence[RuledTable]) -> HorizontalRulings:
        """Horizontal lines in a part of the page, outside the ruled tables."""
        lines = self.rules
        middle = (lines[:, 1] + lines[:, 2]) / 2
        keep = (middle >= part.x0) & (middle <= part.x1) & (lines[:, 0] >= part.top) & (lines[:, 0] <= part.bottom)
        for table in tables:
            box = table.grid.box
            if box is not None:
                inside = (middle >= box.x0) & (middle <= box.x1) & (lines[:, 0] >= box.top)
                keep &= ~(inside & (lines[:, 0] <= box.bottom))
        return HorizontalRulings(lines[keep])

    def _opened(self, table: RuledTable) -> list[Block] | None:
        """A table in a frame whose lines go across only: its columns are told by white space."""
        box = table.grid.box
        if box is None:
            return None
        found = find_unruled_tables(rasterise_rows(table.words), self._rules_in(box, ()), self.builder)
        taken = {word for each in found for word in each.words}
        if len(taken) < FRAME_SHARE * len(table.words):
            return None
        free = [word for word in table.words if id(word) not in taken]
        blocks: list[Block] = [*self.builder.lines(free), *(each.grid for each in found)]
        return sorted(blocks, key=lambda block: _top_left([block]))

    def _grown(self, flow: ReadingRegion, tables: list[RuledTable]) -> tuple[list[UnruledTable], list[RuledTable]]:
        """Tables of which only the head is ruled, and the ruled tables that are left; nothing where there is none."""
        heads = [t for t in tables if t.grid.rows <= HEAD_ROWS and not any(c.grids for c in t.grid.cells)]
        kept = [table for table in tables if table not in heads]
        heads_grown: list[RuledTable] = []
        while heads:
            words: list[Word] = [*flow.words, *(word for head in heads for word in head.words)]
            found = find_unruled_tables(rasterise_rows(words), self._rules_in(flow.box, kept), self.builder)
            heads_grown = [head for head in heads if any(_grew(head, each) for each in found)]
            if len(heads_grown) == len(heads):
                return found, kept
            kept = [*kept, *(head for head in heads if head not in heads_grown)]
            heads = heads_grown
        return [], tables


def _grew(head: RuledTable, found: UnruledTable) -> bool:
    """True where an open table holds the ruled head and goes on below it."""
    if not found.words.issuperset(id(word) for word in head.words) or head.grid.box is None:
        return False
    if found.grid.cols < head.grid.cols or not _keeps_columns(head.grid, found.grid):
        return False  # what has fewer or other columns stands below the ruled table and is another list
    bottom = head.grid.box.bottom
    below = Counter(cell.row for cell in found.grid.cells if cell.box and cell.box.top > bottom and cell.lines)
    return sum(filled >= max(2, GROWN_SHARE * head.grid.cols) for filled in below.values()) >= GROWN_ROWS


def _keeps_columns(head: Grid, found: Grid) -> bool:
    """True where no two cells of the ruled head's last row stand in one cell of the open table."""
    holder = {id(word): i for i, cell in enumerate(found.cells) for line in cell.lines for word in line.words}
    last = [cell for cell in head.cells if cell.row + cell.row_span == head.rows]
    first_words = [next((w for line in cell.lines for w in line.words), None) for cell in last]
    taken = [holder.get(id(word)) for word in first_words if word is not None]
    return len(set(taken)) == len(taken)
