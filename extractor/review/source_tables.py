"""Tables of the file itself: the columns of those on one page, and, of files without pages, the table around a text."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.export.plain_tables import placed_grids
from extractor.interpret.tables.column_assignment import column_texts
from extractor.interpret.tables.column_roles import planned_header
from extractor.interpret.tables.grid_instruction import NOTHING_TOLD, first_words, told_of
from extractor.interpret.tables.grid_view import GridView, cell_text
from extractor.interpret.tables.header_rows import find_header
from parsers.one_at_a_time import ONE_AT_A_TIME
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.decision import TableAnchor
from schemas.printed import Role
from schemas.table_instruction import TableInstruction
from schemas.transcript import Cell, Grid, Line, Transcript

SHOWN_ROWS = 4  # body rows by which a person knows a table
TRANSCRIPTS = 6  # kept in memory
LINES_AROUND = 4  # printed lines shown before and behind a text that is in no table


@dataclass(frozen=True, slots=True)
class PageTable:
    """One table of a page with the roles that its columns have now."""

    anchor: TableAnchor
    roles: tuple[str, ...]  # as decisions have them: "target[2023]"
    rows: tuple[tuple[str, ...], ...]  # texts of the first body rows, by column
    first_words: str  # of the whole table, as findings quote it


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell of a table as it is drawn in the page."""

    text: str
    rows: int  # that it spans
    cols: int
    marked: bool  # it holds the text that is looked for


@dataclass(frozen=True, slots=True)
class SourceView:
    """What is around a text in a file without pages: a table, or lines where it is in none."""

    table: tuple[tuple[ShownCell, ...], ...] = ()
    lines: tuple[tuple[str, bool], ...] = ()  # text, and whether it is what is looked for


class SourceTables:
    """Reads files for the page, and keeps what it read last."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._lock = threading.Lock()
        self._read: OrderedDict[tuple[Path, int | None], Transcript] = OrderedDict()

    def tables(self, path: Path, page: int | None, instructions: Sequence[TableInstruction]) -> list[PageTable]:
        """The tables on a page (1-based), or of a whole file without pages. Raises one of schemas.errors."""
        grids = [placed.grid for placed in placed_grids(self._transcript(path, page))]
        return [_page_table(GridView(grid), instructions) for grid in grids if grid.rows > 1 and grid.cols > 1]

    def around(self, path: Path, text: str, beside: str) -> SourceView:
        """What is around `text` in a file without pages; of several places the one whose table also has `beside`.

        Raises one of schemas.errors.
        """
        transcript = self._transcript(path, None)
        grids = [placed.grid for placed in placed_grids(transcript)]
        found = [(grid, cell) for grid in grids if (cell := _cell_with(grid, text, beside)) is not None]
        if found:
            grid, cell = max(found, key=lambda pair: _holds(pair[0], beside))
            return SourceView(table=tuple(_shown(grid, cell)))
        return SourceView(lines=tuple(_lines_around(transcript, text)))

    def _transcript(self, path: Path, page: int | None) -> Transcript:
        key = (path, page)
        with self._lock:
            if key not in self._read:
                only = ((page, page),) if page is not None else None
                with ONE_AT_A_TIME:
                    self._read[key] = read(path, replace(self._options, pages=only))
                while len(self._read) > TRANSCRIPTS:
                    self._read.popitem(last=False)
            return self._read[key]


def _page_table(view: GridView, instructions: Sequence[TableInstruction]) -> PageTable:
    found = find_header(view)
    told = told_of(view, (found.first, found.last) if found is not None else None, instructions)
    first, last = (found.first, found.last) if found is not None else (0, told.header_rows if told is not None else 1)
    header = planned_header(view, first, last, told or NOTHING_TOLD)
    box = view.grid.box
    anchor = TableAnchor(
        halaman=view.grid.page,
        kotak=(box.x0, box.top, box.x1, box.bottom) if box is not None else None,
        judul=[" ".join(text.header) for text in column_texts(view, first, last)],
        baris_judul=last,
        isi=first_words(view, last),
    )
    roles = tuple(f"{c.role}[{c.period}]" if c.period else str(c.role) for c in header.columns)
    rows = tuple(tuple(_texts(view, row)) for row in range(last, min(last + SHOWN_ROWS, view.grid.rows)))
    return PageTable(anchor, roles, rows, first_words(view, 0))


def _texts(view: GridView, row: int) -> Iterator[str]:
    for col in range(view.grid.cols):
        cell = view.at(row, col)
        yield cell_text(cell) if cell is not None and cell.col == col else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cell_with(grid: Grid, text: str, beside: str) -> Cell | None:
    """The cell that holds the text, in the row that holds `beside` where there is one."""
    wanted, row_words = _flat(text), _flat(beside)
    found = [cell for cell in grid.cells if wanted and wanted in cell_text(cell)]
    view = GridView(grid)

    def fits(cell: Cell) -> tuple[bool, bool]:
        rows = range(cell.row, cell.row + cell.row_span)
        return any(row_words in cell_text(c) for row in rows for c in view.row(row)), cell_text(cell) == wanted

    return max(found, key=fits, default=None)


def _holds(grid: Grid, text: str) -> bool:
    return any(_flat(text) in cell_text(cell) for cell in grid.cells)


def _shown(grid: Grid, marked: Cell) -> Iterator[tuple[ShownCell, ...]]:
    view = GridView(grid)
    for row in range(grid.rows):
        yield tuple(ShownCell(cell.text, cell.row_span, cell.col_span, cell is marked) for cell in view.starting(row))


def _lines_around(transcript: Transcript, text: str) -> Iterator[tuple[str, bool]]:
    lines = [block.text for page in transcript.pages for block in page.blocks if isinstance(block, Line)]
    wanted = _flat(text)
    places = [place for place, line in enumerate(lines) if wanted and (wanted in _flat(line) or _flat(line) in wanted)]
    filled = [place for place in places if lines[place].strip()]
    if not filled:
        return
    for place in range(max(0, filled[0] - LINES_AROUND), min(len(lines), filled[0] + LINES_AROUND + 1)):
        yield lines[place], place in filled


COLUMN_ROLES = (
    Role.NO,
    Role.KODE,
    Role.SASARAN,
    Role.INDIKATOR,
    Role.SATUAN,
    Role.TARGET,
    Role.REALISASI,
    Role.BASELINE,
    Role.ANGGARAN,
    Role.FORMULASI,
    Role.TIPE,
    Role.SUMBER_DATA,
    Role.PENANGGUNG_JAWAB,
    Role.JABATAN,
    Role.KETERANGAN,
    Role.OTHER,
)
"""Roles that a person can give a column."""
DATED_ROLES = frozenset({Role.TARGET, Role.REALISASI, Role.BASELINE, Role.ANGGARAN})
