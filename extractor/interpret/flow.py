"""The document as one flow: lines of text, indicator tables (joined over pages), and tables that are neither.

Tables that only arrange text (a letterhead, "Jabatan | : | ..." in three columns, a signature block) are turned
back into lines here, so that everything after sees one form of label lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.align import by_content, by_edges, profile
from extractor.interpret.cards import turned_cards, whole_cards
from extractor.interpret.cascade import CascadeTable, cascade_table
from extractor.interpret.closing import signed_from
from extractor.interpret.content import infer_header, lists_amounts
from extractor.interpret.header import Column, Header, find_header, heads_a_table
from extractor.interpret.labels import heading_kind, split_label
from extractor.interpret.view import GridView, cell_text, filled, rows_between
from extractor.interpret.vocab import label_kind, squash
from schemas.geometry import union
from schemas.patterns import pattern
from schemas.printed import Role
from schemas.transcript import Cell, Grid, Line, Page

UNKNOWN_COLUMNS = "kepala kolom tidak dikenal"
NO_INDICATOR_COLUMN = "tanpa kolom indikator"
"""Why a table is left out."""

TOUCHING = 6.0  # points between two grids that are one table
EDGE_LINES = 3  # lines at the foot of one page and the head of the next
EDGE_LINE_LENGTH = 90  # characters
_PAGE_NUMBER = pattern("page-number-between-tables")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of body rows of one grid, and which column of the table each grid column is."""

    view: GridView
    first: int  # body rows, 0-based, half open
    last: int
    columns: tuple[int | None, ...]  # grid column -> index into Table.header.columns; None: not in the table


@dataclass(frozen=True, slots=True)
class Table:
    """An indicator table, from its header to its last row on whatever page."""

    header: Header
    parts: tuple[Part, ...]
    titles: tuple[str, ...]  # rows above the header that span the whole width

    @property
    def page(self) -> int | None:
        return self.parts[0].view.grid.page


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table that holds no indicators, and why we think so."""

    grid: Grid
    reason: str
    start: str  # its first words


FlowItem = Line | Table | OtherTable | CascadeTable


def flow_of(pages: Sequence[Page]) -> tuple[FlowItem, ...]:
    """All blocks of the pages in reading order, tables joined and told apart."""
    items: list[FlowItem] = []
    for page in whole_cards(pages):
        for block in page.blocks:
            if isinstance(block, Grid):
                for item in _grid_items(block, items):
                    items.append(item)
            else:
                items.append(block)
    return tuple(items)


def _grid_items(grid: Grid, before: list[FlowItem]) -> Iterator[FlowItem]:
    """What a grid contributes; a continuation replaces the table it continues, at the end of `before`."""
    view = GridView(grid)
    cascade = cascade_table(view)
    if cascade is not None:
        yield cascade
        return
    cards = turned_cards(grid)
    if cards is not None:
        grid, view = cards, GridView(cards)
    header = find_header(view)
    if header is None:
        yield from _headerless(view, before)
        return
    if header.first > 0:
        preamble = rows_between(grid, 0, header.first)
        last = _last_table(before, preamble)
        if last is not None and _is_body(preamble) and (joined := _continued(last, GridView(preamble))):
            before[before.index(last)] = joined
        else:
            yield from _as_lines(preamble)
    start, row = header.last, header.last
    while row < grid.rows:
        if heads_a_table(view, row):
            other = find_header(view, row)
            assert other is not None
            same = _same_columns(header, other)
            yield from _table_items(view, header, start, row, before)
            if not same:
                rest = rows_between(grid, row, grid.rows)
                yield from _grid_items(rest, [])
                return
            start = row = other.last
            continue
        row += 1
    yield from _table_items(view, header, start, grid.rows, before)


def _table_items(view: GridView, header: Header, first: int, last: int, before: list[FlowItem]) -> Iterator[FlowItem]:
    if first >= last and header.last >= view.grid.rows and not _is_indicator_header(header):
        return
    titles = tuple(
        cell_text(c) for r in range(header.first) for c in view.starting(r) if c.col_span >= view.grid.cols - 1
    )
    if not _is_indicator_header(header):
        yield from _left_out(view, _reason(header))
        return
    part = Part(view, first, last, tuple(c.index for c in header.columns))
    previous = _last_table(before, view.grid)
    if previous is not None and _same_columns(previous.header, header):
        before[before.index(previous)] = replace(previous, parts=(*previous.parts, _mapped(part, previous, header)))
        return
    yield Table(header, (part,), titles)


def _left_out(view: GridView, reason: str) -> Iterator[FlowItem]:
    """A table without indicators; a signature below it that only white space parts from it stays text."""
    signed = None if view.grid.ruled else signed_from(view)
    if not signed:
        yield OtherTable(view.grid, reason, _first_words(view))
        return
    yield OtherTable(rows_between(view.grid, 0, signed), reason, _first_words(view))
    yield from _as_lines(rows_between(view.grid, signed, view.grid.rows))


def _mapped(part: Part, table: Table, header: Header) -> Part:
    """`part` with its columns named as in `table`: by role and period, for a repeated header may lack a column."""
    taken: set[int] = set()
    mapping: list[int | None] = []
    for column in header.columns:
        match = next(
            (
                c.index
                for c in table.header.columns
                if c.index not in taken and (c.role, c.period) == (column.role, column.period)
            ),
            None,
        )
        if match is not None:
            taken.add(match)
        mapping.append(match)
    return replace(part, columns=tuple(mapping))


def _is_indicator_header(header: Header) -> bool:
    """An indicator table has an indicator column and at least one more that says something of the indicator."""
    indicators = header.find(Role.INDIKATOR)
    others = header.roles & {
        Role.SASARAN,
        Role.TARGET,
        Role.FORMULASI,
        Role.SUMBER_DATA,
        Role.PENANGGUNG_JAWAB,
        Role.SATUAN,
    }
    achieved_only = Role.REALISASI in header.roles and not others & {Role.TARGET, Role.FORMULASI, Role.SUMBER_DATA}
    return bool(indicators) and bool(others) and not achieved_only


def _reason(header: Header) -> str:
    if Role.ANGGARAN in header.roles:
        return "daftar anggaran"
    if Role.INDIKATOR not in header.roles:
        return NO_INDICATOR_COLUMN
    if Role.REALISASI in header.roles:
        return "hanya capaian, tanpa target"
    return "kolomnya tidak menerangkan indikator"


def _first_words(view: GridView) -> str:
    words = " ".join(t for c in view.grid.cells if (t := cell_text(c))).split()
    return " ".join(words[:12])


def _same_columns(a: Header, b: Header) -> bool:
    """True where two headers name the same columns, one of them perhaps without those that stay empty."""
    mine = [(c.role, c.period) for c in a.columns if c.role is not Role.OTHER]
    theirs = [(c.role, c.period) for c in b.columns if c.role is not Role.OTHER]
    shorter, longer = sorted((mine, theirs), key=len)
    if not shorter or len(longer) - len(shorter) > 1:
        return False
    rest = iter(longer)
    return all(any(x == y for y in rest) for x in shorter)


def _last_table(before: Sequence[FlowItem], grid: Grid) -> Table | None:
    """The table that `grid` may continue: the last item, but for blank lines and what stands at the page's edges.

    Over a page break a few short lines may lie between: page numbers, and running heads and feet that too few
    pages repeat to be known as such. A label or a heading among them begins something new.
    """
    between = 0
    for item in reversed(before):
        if isinstance(item, OtherTable | CascadeTable):
            return None
        if isinstance(item, Table):
            over_break = grid.page is not None and item.parts[-1].view.grid.page != grid.page
            return item if between == 0 or (over_break and between <= EDGE_LINES) else None
        if not item.text.strip() or _PAGE_NUMBER.match(item.text):
            continue
        if split_label(item) is not None or heading_kind(item) is not None or len(item.text) > EDGE_LINE_LENGTH:
            return None
        between += 1
    return None


def _is_body(grid: Grid) -> bool:
    view = GridView(grid)
    return not any(len(view.row(r)) == 1 for r in range(grid.rows)) and not is_form(view)


def _headerless(view: GridView, before: list[FlowItem]) -> Iterator[FlowItem]:
    if lists_amounts(view):
        yield from _left_out(view, "daftar anggaran")
        return
    previous = _last_table(before, view.grid)
    if previous is not None and not is_form(view):
        joined = _continued(previous, view)
        if joined is not None:
            before[before.index(previous)] = joined
            return
    grid = view.grid
    last = next((item for item in reversed(before) if not (isinstance(item, Line) and not item.text.strip())), None)
    if isinstance(last, CascadeTable) and last.view.grid.cols == grid.cols:
        yield replace(last, view=view, first=0)
        return
    if is_form(view) or grid.cols == 1 or grid.rows == 1 or any(c.grids for c in grid.cells):
        yield from _as_lines(grid)
        return
    if signed_from(view) == 0:
        yield from _as_lines(replace(grid, ruled=False))
        return
    inferred = infer_header(view)
    if inferred is not None:
        yield Table(inferred, (Part(view, 0, grid.rows, tuple(range(grid.cols))),), ())
        return
    if before and isinstance(before[-1], OtherTable):
        return  # more of a table that was left out
    if not grid.ruled or sum(1 for c in grid.cells if cell_text(c)) < 4:
        yield from _as_lines(grid)
        return
    yield OtherTable(grid, UNKNOWN_COLUMNS, _first_words(view))


def _continued(table: Table, view: GridView) -> Table | None:
    """`table` with the headerless grid as its next part; None where the columns do not fit.

    On one page only a ruled table that touches its continuation goes on: what stands below apart from it, or
    without its rulings, is another list (offices put the budget there).
    """
    last = table.parts[-1].view.grid
    if view.grid.page is not None and view.grid.page == last.page:
        if view.grid.ruled != last.ruled or last.box is None or view.grid.box is None:
            return None
        if view.grid.box.top - last.box.bottom > TOUCHING:
            return None
    mapping = _column_mapping(table, view.grid)
    if mapping is None:
        return None
    part = Part(view, 0, view.grid.rows, mapping)
    return replace(table, parts=(*table.parts, part))


def _column_mapping(table: Table, grid: Grid) -> tuple[int | None, ...] | None:
    """Which table column each grid column continues: by position on the page, one to one, or by what stands there.

    The nearest part that fits decides, since columns may shift a little from page to page.
    """
    nearest_first = tuple(reversed(table.parts))
    for part in nearest_first:
        places = by_edges(part.view.grid, grid)
        if places is not None:
            return _through(part, places)
    for part in nearest_first:
        if grid.cols == part.view.grid.cols:
            return part.columns
    if grid.col_edges and grid.page is not None:
        return None
    widest = max(nearest_first, key=lambda part: part.view.grid.cols)
    view = GridView(grid)
    places = by_content(
        [profile(widest.view, widest.first, widest.last, c) for c in range(widest.view.grid.cols)],
        [profile(view, 0, grid.rows, c) for c in range(grid.cols)],
    )
    return _through(widest, places) if places is not None else None


def _through(part: Part, places: Sequence[int | None]) -> tuple[int | None, ...]:
    return tuple(part.columns[p] if p is not None else None for p in places)


def is_form(view: GridView) -> bool:
    """True for a table that arranges "label : value" lines, or dictum lines, in columns."""
    grid = view.grid
    if grid.cols > 6:
        return False
    rows = labelled = 0
    for r in range(grid.rows):
        texts = [cell_text(c) for c in view.starting(r)]
        texts = [t for t in texts if t]
        if not texts:
            continue
        rows += 1
        head = texts[0].rstrip(" :")
        if (
            any(text.startswith(":") for text in texts[1:3])
            or texts[0] == ":"
            or (len(texts) == 1 and rows > 1)
            or (label_kind(head) and (texts[0].endswith(":") or len(texts) < 4))
        ):
            labelled += 1
    return rows > 0 and labelled >= 0.6 * rows


def _as_lines(grid: Grid) -> Iterator[FlowItem]:
    """The grid's text as lines; a row "label | : | value" becomes one line with tabs, then the value's rest."""
    view = GridView(grid)
    for r in range(grid.rows):
        cells = view.starting(r)
        nested = [c for c in cells if c.grids]
        if nested:
            for cell in cells:
                yield from cell.lines
                for inner in cell.grids:
                    yield from _grid_items(inner, [])
            continue
        texts = [cell_text(c) for c in cells]
        colon = next((i for i, t in enumerate(texts) if t == ":"), None)
        first = next((i for i, t in enumerate(texts) if t), None)
        led = next((i for i, t in enumerate(texts) if i and t.startswith(":")), None)  # "Jabatan | : Camat"
        if colon is not None:
            yield from _form_row(cells[:colon], cells[colon + 1 :])
        elif led is not None:
            yield from _form_row(cells[:led], cells[led:])
        elif first is not None and _is_label_cell(texts[first]) and len([t for t in texts if t]) > 1:
            yield from _form_row(cells[: first + 1], cells[first + 1 :])
        elif not grid.ruled:
            yield from _side_by_side(cells)
        else:
            for cell in cells:
                yield from cell.lines


def _side_by_side(cells: Sequence[Cell]) -> Iterator[Line]:
    """A row that only white space divides, as the printed lines it consists of: parts in one line, tabs between."""
    columns = [filled(cell.lines) for cell in cells if cell_text(cell)]
    for i in range(max((len(lines) for lines in columns), default=0)):
        parts = [lines[i] for lines in columns if i < len(lines)]
        yield replace(
            parts[0],
            text="\t".join(part.text for part in parts),
            words=tuple(w for part in parts for w in part.words),
            box=union(part.box for part in parts),
        )


def _is_label_cell(text: str) -> bool:
    return label_kind(text.rstrip(" :").lstrip("0123456789.) ")) is not None and len(squash(text)) < 40


def _form_row(labels: Sequence[Cell], values: Sequence[Cell]) -> Iterator[Line]:
    label_lines = [line for c in labels for line in filled(c.lines)]
    value_lines = [line for c in values for line in filled(c.lines)]
    label = " ".join(line.text.strip().rstrip(":").strip() for line in label_lines)
    if value_lines:  # "Jabatan | : Camat": the colon belongs to the label
        value_lines[0] = replace(value_lines[0], text=value_lines[0].text.strip().removeprefix(":").strip())
    value = value_lines[0] if value_lines else None
    shown = [*label_lines, *([value] if value else [])]
    yield Line(
        text=f"{label}\t:\t{value.text.strip() if value else ''}",
        page=next((line.page for line in shown if line.page is not None), None),
        box=union(line.box for line in shown),
        words=tuple(w for line in shown for w in line.words),
        indent=shown[0].indent if shown else 0.0,
        bold=bool(value and value.bold),
    )
    # A value's further lines stand right of the label: an indent tells them from new label lines.
    yield from (replace(line, text=f"\t{line.text}") for line in value_lines[1:])


def column_of(table: Table, role: Role) -> Column | None:
    found = table.header.find(role)
    return found[0] if found else None
