"""Pages -> the document as one flow of lines, indicator tables (joined over pages), cascades and excluded tables.

A fold over the blocks in reading order. The state is what was put out so far and the table that the next grid may
continue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from extractor.interpret.cascade.level_tables import CascadeTable, cascade_table
from extractor.interpret.flow.excluded_tables import excluded_table, exclusion_reason, without_signature
from extractor.interpret.flow.flow_items import ExcludedTable, ExclusionReason, FlowItem, IndicatorTable, TablePart
from extractor.interpret.flow.form_grids import form_parts
from extractor.interpret.flow.indicator_cards import transposed_cards, whole_cards
from extractor.interpret.flow.inner_tables import with_inner_text
from extractor.interpret.flow.layout_tables import arranged_blocks, is_form
from extractor.interpret.flow.signature_tables import signature_row
from extractor.interpret.flow.table_joining import (
    names_same_columns,
    says_the_same,
    under_repeated_header,
    without_header,
)
from extractor.interpret.lines.label_lines import flat, heading_kind, split_label
from extractor.interpret.lines.running_titles import is_running_title, says_it_continues
from extractor.interpret.tables.column_contents import infer_header, lists_amounts
from extractor.interpret.tables.column_roles import planned_header
from extractor.interpret.tables.grid_instruction import told_of
from extractor.interpret.tables.grid_view import GridView, cell_text, rows_between
from extractor.interpret.tables.header_rows import find_header, is_header_row
from extractor.interpret.tables.merged_headers import with_names_apart, with_years_apart
from extractor.interpret.tables.table_header import TableHeader
from schemas.patterns import pattern
from schemas.printed import Role
from schemas.table_instruction import TableInstruction
from schemas.transcript import Grid, Line, Page

MOST_LINES_BETWEEN = 3  # short lines between two parts of a table: at the foot of one page and the top of the next
LONGEST_LINE_BETWEEN = 90  # characters
FEWEST_CELLS = 4  # filled cells of an excluded table; what has fewer is text
_PAGE_NUMBER = pattern("page-number-between-tables")


def document_flow(pages: Sequence[Page], instructions: Sequence[TableInstruction] = ()) -> tuple[FlowItem, ...]:
    """All blocks of the pages in reading order, tables joined over pages and classified.

    `instructions`: what people said of tables.
    """
    flow = FlowBuilder(instructions)
    flow.add_blocks(block for page in whole_cards(pages) for block in page.blocks)
    return flow.items


class FlowBuilder:
    """The state of the fold; `add_blocks` may be called again and again, `items` is what it has come to."""

    def __init__(self, instructions: Sequence[TableInstruction] = ()) -> None:
        self._instructions = instructions
        self._items: list[FlowItem] = []
        self._open: int | None = None  # index in _items of the table that the next grid may continue
        self._lines_between: int = 0  # short lines since that table, page numbers and empty lines left out
        self._above_open: frozenset[str] = frozenset()  # texts of the lines between that table and the one before it
        self._other_lines: bool = False  # some of them are not printed above that table too
        self._title_again: bool = False  # since that table its own title is printed again

    @property
    def items(self) -> tuple[FlowItem, ...]:
        """Everything that was put out so far, in reading order."""
        return tuple(self._items)

    def add_blocks(self, blocks: Iterable[Line | Grid]) -> None:
        """Takes the next blocks in reading order."""
        for block in blocks:
            if isinstance(block, Grid):
                self._add_grid(block)
            else:
                self._put(block)

    # --- the state ---

    def _put(self, item: FlowItem) -> None:
        """Appends an item; a table opens, other tables and the lines of something new close what is open."""
        if isinstance(item, Line):
            self._pass_line(item)
        else:
            self._open = len(self._items) if isinstance(item, IndicatorTable) else None
            self._above_open = self._last_lines() if self._open is not None else frozenset()
            self._forget_lines()
        self._items.append(item)

    def _forget_lines(self) -> None:
        self._lines_between, self._other_lines, self._title_again = 0, False, False

    def _pass_line(self, line: Line) -> None:
        if self._open is None or not line.text.strip() or _PAGE_NUMBER.match(line.text) or is_running_title(line):
            return
        if _is_continuation_title(line):
            return
        above = flat(line.text) in self._above_open
        if above and heading_kind(line) is not None and split_label(line) is None:
            self._title_again = True
        elif _begins_something_new(line):
            self._open = None
        else:
            self._lines_between += 1
            self._other_lines |= not above

    def _last_lines(self) -> frozenset[str]:
        """Texts of the lines since the last table."""
        last = takewhile(lambda item: isinstance(item, Line), reversed(self._items))
        return frozenset(flat(item.text) for item in last if isinstance(item, Line))

    def _open_table(self, grid: Grid) -> IndicatorTable | None:
        """The table that `grid` may continue: the last item, but for page numbers and empty lines.

        Over a page break a few short lines may lie between: running headers and footers that too few pages repeat to
        be known as such; "Lanjutan ..."; the table's own title again, where nothing else is with it.
        """
        table = self._items[self._open] if self._open is not None else None
        if not isinstance(table, IndicatorTable):
            return None
        over_break = grid.page is not None and table.parts[-1].view.grid.page != grid.page
        if self._title_again and (self._other_lines or not over_break):
            return None
        most = MOST_LINES_BETWEEN if over_break else 0
        return table if self._lines_between <= most else None

    def _extend(self, table: IndicatorTable) -> None:
        """Puts the extended table in the place of the open one; it stays open. Titles that said so are done with."""
        assert self._open is not None
        between = self._items[self._open + 1 :]
        again = self._above_open if self._title_again else frozenset()
        kept = [item for item in between if not (isinstance(item, Line) and _is_again(item, again))]
        self._items[self._open :] = [table, *kept]
        self._forget_lines()

    def _last_filled(self) -> FlowItem | None:
        """The last item that is no empty line."""
        return next(
            (item for item in reversed(self._items) if not (isinstance(item, Line) and not item.text.strip())), None
        )

    # --- grids ---

    def _add_grid(self, grid: Grid) -> None:
        if self._instructions and self._add_as_told(GridView(grid)):
            return
        cascade = cascade_table(GridView(grid))
        if cascade is not None:
            self._put(cascade)
            return
        parts = tuple(form_parts(grid))
        for part in parts:
            self._add_grid(part)
        if not parts:
            self._add_table(grid)

    def _add_table(self, grid: Grid) -> None:
        grid, header = _with_header(transposed_cards(grid) or grid)
        view = GridView(grid)
        if header is None:
            self._add_headerless(view)
        else:
            self._add_headed(GridView(with_inner_text(view.grid)), header)

    def _add_as_told(self, view: GridView) -> bool:
        """Adds a grid that a person said something of; False where nobody did."""
        found = find_header(view)
        told = told_of(view, (found.first, found.last) if found is not None else None, self._instructions)
        if told is None:
            return False
        if not told.holds_indicators:
            self._put(replace(excluded_table(view.grid, ExclusionReason.TOLD), told=told.ids))
            return True
        first, last = (found.first, found.last) if found is not None else (0, told.header_rows)
        self._add_headed(view, planned_header(view, first, last, told))
        return True

    def _add_headed(self, view: GridView, header: TableHeader) -> None:
        if header.first > 0:
            self._add_above_header(rows_between(view.grid, 0, header.first))
        stretches, rest = _body_stretches(view, header)
        for first, last in stretches:
            self._add_stretch(view, header, first, last)
        if rest is not None:  # another table in the same grid, below another header
            self._put_all(self._flow_of(rows_between(view.grid, rest, view.grid.rows)))

    def _add_above_header(self, grid: Grid) -> None:
        """Rows above a header: the last rows of the open table, or text."""
        table = self._open_table(grid)
        joined = without_header(table, GridView(grid)) if table is not None and _is_body(grid) else None
        if joined is not None:
            self._extend(joined)
        else:
            self._add_arranged(grid)

    def _add_stretch(self, view: GridView, header: TableHeader, first: int, last: int) -> None:
        """Body rows first..last-1 below a header: a part of the open table, a table of their own, or excluded."""
        table = self._open_table(view.grid)
        repeated = table is not None and says_the_same(table.header, header)  # and means what it meant before
        reason = None if repeated or header.told else exclusion_reason(header)
        if reason is not None:
            if first < last or header.last < view.grid.rows:  # a header without rows excludes nothing
                self._exclude(view, reason)
            return
        part = TablePart(view, first, last, tuple(c.index for c in header.columns))
        if table is not None and names_same_columns(table.header, header):
            self._extend(under_repeated_header(table, part, header))
        else:
            self._put(IndicatorTable(header, (part,), _titles_above(view, header)))

    def _add_headerless(self, view: GridView) -> None:
        """A grid without a header: the first of these that fits, else an excluded table or text."""
        grid = view.grid
        form = is_form(view)
        amounts = lists_amounts(view)
        if not form and (joined := self._joined(view, amounts)) is not None:
            self._extend(joined)
        elif amounts:
            self._exclude(view, ExclusionReason.BUDGET)
        elif isinstance(last := self._last_filled(), CascadeTable) and last.view.grid.cols == grid.cols:
            self._put(replace(last, view=view, first=0))
        elif form or grid.cols == 1 or grid.rows == 1 or any(cell.grids for cell in grid.cells):
            self._add_arranged(grid)
        elif signature_row(view) == 0:
            self._add_arranged(replace(grid, ruled=False))
        elif (inferred := infer_header(view)) is not None:
            self._put(IndicatorTable(inferred, (TablePart(view, 0, grid.rows, tuple(range(grid.cols))),), ()))
        else:
            self._add_unknown(grid)

    def _joined(self, view: GridView, amounts: bool) -> IndicatorTable | None:
        """The open table with the grid; a list of amounts continues only a table that has money itself."""
        table = self._open_table(view.grid)
        if table is None or (amounts and Role.ANGGARAN not in table.header.roles):
            return None
        return without_header(table, GridView(with_inner_text(view.grid)))

    def _add_unknown(self, grid: Grid) -> None:
        """A grid that looks like nothing known: more of an excluded table, text, or an excluded table itself."""
        if self._items and isinstance(self._items[-1], ExcludedTable):
            self._put(excluded_table(grid, ExclusionReason.CONTINUES_EXCLUDED))
        elif not grid.ruled or sum(1 for cell in grid.cells if cell_text(cell)) < FEWEST_CELLS:
            self._add_arranged(grid)
        else:
            self._put(excluded_table(grid, ExclusionReason.UNKNOWN_COLUMNS))

    def _exclude(self, view: GridView, reason: ExclusionReason) -> None:
        """An excluded table; a signature block below it stays text. It is quoted with the first words of the grid."""
        grid, signature = without_signature(view)
        self._put(replace(excluded_table(view.grid, reason), grid=grid))
        if signature is not None:
            self._add_arranged(signature)

    def _add_arranged(self, grid: Grid) -> None:
        """The text of a table that only arranges it; a table inside of a cell is a flow of its own."""
        for block in arranged_blocks(grid):
            self._put_all(self._flow_of(block) if isinstance(block, Grid) else (block,))

    def _put_all(self, items: Iterable[FlowItem]) -> None:
        for item in items:
            self._put(item)

    def _flow_of(self, grid: Grid) -> tuple[FlowItem, ...]:
        """A grid that continues nothing, as a flow of its own."""
        flow = FlowBuilder(self._instructions)
        flow.add_blocks((grid,))
        return flow.items


def _with_header(grid: Grid) -> tuple[Grid, TableHeader | None]:
    """The grid and its first header, in rows of its own also where it is printed in cells of the body."""
    header = find_header(GridView(grid))
    if (apart := with_names_apart(grid)) is not None and (named := find_header(GridView(apart))) is not None:
        grid, header = apart, named
    if header is not None and (apart := with_years_apart(grid, header.last)) is not None:
        grid, header = apart, find_header(GridView(apart), header.first)
    return grid, header


def _is_continuation_title(line: Line) -> bool:
    """True for "Lanjutan Perjanjian Kinerja", "Tabel 3 (lanjutan)", "bersambung ..."."""
    return says_it_continues(line.text) and len(line.text) <= LONGEST_LINE_BETWEEN and split_label(line) is None


def _is_again(line: Line, above: frozenset[str]) -> bool:
    return _is_continuation_title(line) or flat(line.text) in above


def _begins_something_new(line: Line) -> bool:
    """True for a label, a heading or running text: what follows is no part of the table above."""
    return split_label(line) is not None or heading_kind(line) is not None or len(line.text) > LONGEST_LINE_BETWEEN


def _body_stretches(view: GridView, header: TableHeader) -> tuple[list[tuple[int, int]], int | None]:
    """The body rows below a header and its repetitions, as half-open ranges; and the row of another header, if any."""
    stretches: list[tuple[int, int]] = []
    start = row = header.last
    while row < view.grid.rows:
        other = find_header(view, row) if is_header_row(view, row) else None
        if other is None:
            row += 1
            continue
        stretches.append((start, row))
        if not names_same_columns(header, other):
            return stretches, row
        start = row = other.last
    return [*stretches, (start, view.grid.rows)], None


def _titles_above(view: GridView, header: TableHeader) -> tuple[str, ...]:
    """Texts above the header that span the whole width, or all of it but one column."""
    wide = view.grid.cols - 1
    return tuple(cell_text(c) for r in range(header.first) for c in view.starting(r) if c.col_span >= wide)


def _is_body(grid: Grid) -> bool:
    """True for rows that may be body rows of a table: none is one wide cell, and they are no form."""
    view = GridView(grid)
    return not any(len(view.row(r)) == 1 for r in range(grid.rows)) and not is_form(view)
