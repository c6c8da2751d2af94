"""The entries of a table's entry columns: each goal, programme or activity as printed, with its code.

Body rows and an entry column -> Entry after Entry, what a page break cut joined, what is repeated left out. Levels are
given to them in entry_levels.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.lines.entry_wording import sasaran_start
from extractor.interpret.lines.goal_labels import is_goal_label, without_goal_label
from extractor.interpret.rows.body_rows import BodyRow
from extractor.interpret.rows.row_drafts import SPLIT
from extractor.interpret.tables.column_evidence import LEVELS, starting_level
from extractor.interpret.tables.grid_view import cell_text, filled
from extractor.interpret.tables.page_breaks import CutCell, continues_cell
from extractor.interpret.tables.table_plan import EntryColumn
from schemas.document import Level
from schemas.patterns import pattern
from schemas.printed import Passage, Role
from schemas.transcript import Cell, Line

BAND = -1
"""Column of entries that stand in bands over the whole width."""
_CODE_IN_FRONT = pattern("code-before-entry")


@dataclass(frozen=True, slots=True)
class Entry:
    """One goal, programme or activity as printed."""

    column: int  # table column, 0-based
    row: int  # body row at which it begins, 0-based
    lines: tuple[Line, ...]
    code: str | None
    level: Level | None = None  # None: no planning level, as urusan and misi
    certainty: float = 1.0
    number: tuple[Line, ...] = ()  # printed for it
    statement: bool = False  # the outcome or output that the entry above, a name with its code, is to bring

    @property
    def passage(self) -> Passage:
        """Its printed lines, and how sure it is that they are the entry."""
        return Passage(self.lines, self.certainty)

    @property
    def text(self) -> str:
        """On one line, its code in front left out."""
        whole = " ".join(" ".join(line.text for line in self.lines).split())
        found = _CODE_IN_FRONT.match(whole)
        return whole[found.end() :] if found else whole


def entries_of(rows: Sequence[BodyRow], column: EntryColumn, opened: Collection[int] = ()) -> list[Entry]:
    """The entries of one column in order; what a page break cut is joined.

    `opened`: body rows at which an entry begins in a column left of it. What is repeated there is a new entry: offices
    bring the same result by several activities.
    """
    found: list[Entry] = []
    last_cell: Cell | None = None
    for number, row in enumerate(rows):
        cell = row.cells.get(column.index)
        lines = filled(cell.lines) if cell is not None and column.index in row.fresh else ()
        if cell is None or not lines or (column.states and _goal_alone(row)):
            continue
        code = code_of(row, column) or code_in_front(lines)
        if found and code is None and row.first_of_part and last_cell is not None:
            rest = CutCell(found[-1].lines, last_cell, lines, Role.SASARAN)
            if continues_cell(rest) > 0:
                found[-1] = replace(found[-1], lines=(*found[-1].lines, *lines))
                continue
        last_cell = cell
        if found and number not in opened and code == found[-1].code and _same(found[-1].lines, lines):
            continue  # repeated on each row, or on the next page
        if row.first_of_part and len(row.texts()) == 1 and any(_same(other.lines, lines) for other in found):
            continue  # the heading of rows that continue on the next page
        found.append(Entry(column.index, number, lines, code, number=_number_of(row, column)))
    return found


def band_entries(rows: Sequence[BodyRow], columns: Sequence[EntryColumn]) -> list[Entry]:
    """Entries that stand in bands over the whole width instead of in a column, with the level that their words say.

    Habit: offices print the programme, or the sasaran, over the rows that belong to it: "PROGRAM PERTAMANAN",
    "Sasaran 1 : Terawatnya taman". A band that begins in an entry column is an entry of that column, and one that names
    no level only parts the rows. One that is repeated on the next page is given once.
    """
    found: list[Entry] = []
    for number, row in enumerate(rows):
        band = _goal_alone(row) if any(column.states for column in columns) else ()
        if not band and (row.band is None or any(column.index in row.fresh for column in columns)):
            continue
        band = band or row.band or ()
        entry = Entry(BAND, number, without_goal_label(band), code_in_front(band), certainty=SPLIT)
        whole = Entry(BAND, number, band, None).text
        level = starting_level(whole) or ("sasaran" if sasaran_start().match(whole) else None)
        if level is not None and not _is_in_force(entry := replace(entry, level=level), found):
            found.append(entry)
    return found


def _goal_alone(row: BodyRow) -> tuple[Line, ...]:
    """The lines of a row whose only text names itself a goal ("SASARAN : ..."), wherever it is printed; () for others.

    Where rows are told by white space, the text of a band is in the columns in the middle of it.
    """
    texts = row.texts()
    if len(texts) != 1 or not is_goal_label(next(iter(texts.values()))):
        return ()
    return filled(row.cells[next(iter(texts))].lines)


def _is_in_force(entry: Entry, before: Sequence[Entry]) -> bool:
    """True where the band was printed before and none of its level or of a higher one since."""
    levels = LEVELS[: LEVELS.index(entry.level) + 1] if entry.level is not None else ()
    last = next((other for other in reversed(before) if other.level in levels), None)
    return last is not None and last.level == entry.level and _same(last.lines, entry.lines)


def _number_of(row: BodyRow, column: EntryColumn) -> tuple[Line, ...]:
    """What is printed in the row's own cell of the number column; () for nothing, and for the number of an entry left
    of this one."""
    if any(index in row.fresh and cell_text(row.cells.get(index)) for index in column.numbered_first):
        return ()
    cell = row.cells.get(column.number) if column.number is not None else None
    return filled(cell.lines) if cell is not None and column.number in row.fresh else ()


def _same(a: Sequence[Line], b: Sequence[Line]) -> bool:
    return " ".join(x.text for x in a).split() == " ".join(x.text for x in b).split()


def code_of(row: BodyRow, column: EntryColumn) -> str | None:
    """The code in the row's own code cells, those of several narrow ones joined with points; None for none.

    None too where an entry that shares the code cells stands deeper in the same row.
    """
    if any(index in row.fresh and cell_text(row.cells.get(index)) for index in column.deeper):
        return None
    seen: set[tuple[int, int]] = set()
    parts = []
    for index in column.codes:
        cell = row.cells.get(index)
        if cell is None or index not in row.fresh or (cell.row, cell.col) in seen:
            continue
        seen.add((cell.row, cell.col))
        # A narrow cell breaks a code at its line end; a blank inside a line parts two numbers.
        text = "".join(".".join(line.text.split()) for line in filled(cell.lines))
        parts.append(re.sub(r"\.{2,}", ".", text).strip("."))
    return ".".join(filter(None, parts)) or None


def code_in_front(lines: Sequence[Line]) -> str | None:
    """The code that an entry has in front of its words ("2.16.02 - PROGRAM ..."); None for none."""
    found = _CODE_IN_FRONT.match(" ".join(line.text for line in lines))
    if found is None:
        return None
    return re.sub(r"\s*\.\s*", ".", (found["code"] or ".".join(found["spaced"].split())).strip()).strip(".")
