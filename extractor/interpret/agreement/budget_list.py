"""What follows the table of an agreement -> its list of programmes with their money.

Habit (Permenpan RB 53/2014): "Program | Anggaran | Keterangan" below the indicators, ruled, or only aligned, with or
without a header, often as plain lines "1. Program ... Rp 1.000.000 APBD" and a total below them. A fold over the
printed rows; the state is the entries so far and the text that waits for its amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.flow.flow_items import ExcludedTable, ExclusionReason, FlowItem
from extractor.interpret.lines.label_lines import flat, split_label
from extractor.interpret.lines.line_parts import cut_at, parts_of
from extractor.interpret.lines.list_items import list_marker
from extractor.interpret.tables.grid_view import GridView, filled
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedBudget
from schemas.transcript import Line

LINE_GAP = 1.0  # line heights of white space from which a line is no part of the text above it
IN_LINES = 0.85  # certainty of a list that is printed as plain lines
IN_CELLS = 0.95  # of one of which several entries share a cell
FEWEST_CODE_PARTS = 3  # of a code; list numbers have two at most
_CODE_PART = re.compile(r"\w+")
_AMOUNT = pattern("budget-amount")
_WHOLE_AMOUNT = pattern("budget-amount-cell")
_RUPIAH = pattern("rupiah-cell")
_CODE = pattern("code-cell")
_NUMBER = pattern("marker-of-number-cell")
_TOTAL = pattern("budget-total")
_CODE_IN_FRONT = pattern("code-before-entry")

Cell = tuple[Line, ...]
"""The filled lines of one cell, or one part of a printed line."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed row: the filled cells of a grid's row, or the parts of a line."""

    cells: tuple[Cell, ...]
    closed: bool  # its cells are ruled: no text of it continues another row
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount of money in a row."""

    lines: Cell
    first: int  # cells of the row, 0-based, half open
    last: int
    rest: Cell  # of its last cell, behind it


def budget_of(below: Sequence[FlowItem]) -> tuple[PrintedBudget, ...]:
    """The programmes with their money that are listed after an agreement's table; () for none."""
    reader = _ListReader()
    for row in _rows(below):
        reader.add(row)
    return tuple(reader.entries)


def _rows(below: Sequence[FlowItem]) -> Iterator[_Row]:
    """The printed rows of lists of money, and of the lines around them, up to the next agreement's names."""
    budget = False
    for item in below:
        if isinstance(item, Line):
            if (label := split_label(item)) is not None and label[0] == "nama":
                return
            if parts := parts_of(item):
                yield _Row(tuple((part,) for part in parts), False, IN_LINES)
        elif isinstance(item, ExcludedTable):
            more = budget and item.reason is ExclusionReason.CONTINUES_EXCLUDED
            budget = item.reason is ExclusionReason.BUDGET or more
            if budget:
                yield from _rows_of_grid(item)


def _rows_of_grid(table: ExcludedTable) -> Iterator[_Row]:
    view = GridView(table.grid)
    for number in range(table.grid.rows):
        cells = tuple(lines for cell in view.starting(number) if (lines := filled(cell.lines)))
        if cells:
            yield from _one_amount_each(_Row(cells, table.grid.ruled))


def _one_amount_each(row: _Row) -> Iterator[_Row]:
    """A row of one amount as it is; one of several entries that share their cells as one row for each.

    Each cell has to have as many entries as there are amounts, or as many lines; else the row is given as it is.
    """
    count = max((sum(bool(_WHOLE_AMOUNT.match(flat(line.text))) for line in cell) for cell in row.cells), default=0)
    split = [_entries(cell, count) for cell in row.cells] if count > 1 else []
    if not split or any(len(entries) != count for entries in split):
        yield row
        return
    for entries in zip(*split, strict=True):
        yield replace(row, cells=entries, certainty=IN_CELLS)


def _entries(cell: Cell, count: int) -> list[Cell]:
    """The entries of a cell: its lines, where there are as many, else what its list markers begin."""
    if len(cell) == count:
        return [(line,) for line in cell]
    starts = [i for i, line in enumerate(cell) if i == 0 or list_marker(line.text) or _NUMBER.fullmatch(line.text)]
    return [cell[a:b] for a, b in zip(starts, [*starts[1:], len(cell)], strict=True)]


class _ListReader:
    """The state of the fold."""

    def __init__(self) -> None:
        self.entries: list[PrintedBudget] = []
        self._waiting: Cell = ()  # the text of an entry whose amount is printed further down
        self._last: Line | None = None  # of the list

    def add(self, row: _Row) -> None:
        """Takes the next printed row."""
        amount = _amount_in(row)
        if amount is None:
            self._add_text(row)
            return
        left = [cell for cell in row.cells[: amount.first] if _is_code(cell) or not _NUMBER.fullmatch(_text(cell))]
        codes = [cell for cell in left if _is_code(cell)]
        program = tuple(line for cell in left if cell not in codes for line in cell)
        if _TOTAL.match(_text(program)):
            self._waiting, self._last = (), None
            return
        if not _begins_entry(program) and self._waiting and self._continues(program or amount.lines):
            program = (*self._waiting, *program)
        self._waiting = ()
        if any(ch.isalpha() for ch in _text(program)):
            remark = (*amount.rest, *(line for cell in row.cells[amount.last :] for line in cell))
            self.entries.append(_entry(codes, program, amount.lines, remark, row.certainty))
            self._last = program[-1]

    def _add_text(self, row: _Row) -> None:
        """A row without money: the rest of the entry above it, the beginning of one below, or nothing of the list."""
        text = row.cells[0] if len(row.cells) == 1 else ()
        if not text or row.closed or _TOTAL.match(_text(text)):
            self._waiting, self._last = (), None
        elif _begins_entry(text):
            self._waiting, self._last = text, text[-1]
        elif self._continues(text) and self._waiting:
            self._waiting, self._last = (*self._waiting, *text), text[-1]
        elif self._continues(text) and self.entries:
            above = self.entries[-1]
            whole = replace(above.program, lines=(*above.program.lines, *text))
            self.entries[-1], self._last = replace(above, program=whole), text[-1]
        else:
            self._waiting, self._last = (), None

    def _continues(self, text: Cell) -> bool:
        """True where a text is printed right below the list's last line and is not placed left of it."""
        above, below = self._last, text[0]
        if above is None or above.box is None or below.box is None or above.page != below.page:
            return False
        gap = below.box.top - above.box.bottom
        return gap < LINE_GAP * above.box.height and below.box.x0 < above.box.x1 and below.box.x1 > above.box.x0


def _entry(codes: Sequence[Cell], program: Cell, amount: Cell, remark: Cell, certainty: float) -> PrintedBudget:
    code = Passage(tuple(line for cell in codes for line in cell), certainty) if codes else None
    return PrintedBudget(
        Passage(program, certainty),
        Passage(amount, certainty),
        code,
        Passage(remark, certainty) if remark else None,
    )


def _is_code(cell: Cell) -> bool:
    """True for the code of a programme: "2.24.02"; "1.1" is a list number."""
    text = _text(cell)
    return _CODE.match(text) is not None and len(_CODE_PART.findall(text)) >= FEWEST_CODE_PARTS


def _begins_entry(text: Cell) -> bool:
    """True for a text with a list number or a code in front of it."""
    return bool(text) and (list_marker(text[0].text) is not None or _CODE_IN_FRONT.match(text[0].text) is not None)


def _amount_in(row: _Row) -> _Amount | None:
    """The last amount of a row that is a cell, or begins one behind which a remark follows; None for none.

    A line of one part has no amount: prose that speaks of money is no list.
    """
    for place in range(len(row.cells) - 1, 0, -1):
        text = _text(row.cells[place])
        sign = bool(_RUPIAH.match(_text(row.cells[place - 1])))
        found = _AMOUNT.match(f"Rp {text}" if sign else text)
        if found is None and not _WHOLE_AMOUNT.match(text):
            continue
        cell = row.cells[place]
        rest: Cell = ()
        end = found.end() - 3 * sign if found is not None else len(text)
        if len(cell) == 1 and text[end:].strip():
            amount, behind = cut_at(replace(cell[0], text=text), end)
            cell, rest = (amount,), (behind,)
        first = place - sign
        return _Amount((*(row.cells[first] if sign else ()), *cell), first, place + 1, rest)
    return None


def _text(cell: Cell) -> str:
    return flat(" ".join(line.text for line in cell))
