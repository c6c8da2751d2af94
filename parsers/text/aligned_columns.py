"""Lines of text with columns made of blanks in, tables out: what `pdftotext -layout` and fixed-width exports write.

Where texts begin again and again below each other, a column begins; a text that goes on past the next column's
beginning is divided there. Rows are parted by blank lines and by their figures. Positions are in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from parsers.text.text_tables import grid_of
from schemas.transcript import Grid

MIN_COLUMNS = 3  # of a table
MIN_ROWS = 3  # lines with texts in several columns
MAX_BLANK_LINES = 2  # one after the other inside a table
MAX_LENGTH = 2_000  # characters of a line; a longer one is no row
MAX_LINES = 20_000  # of one table
SHIFT = 3  # characters by which texts of one column may begin apart
OFTEN = 0.15  # of the table's lines that have a text where a column begins, at least
MAX_CELL_ROWS = 12  # rows above in which a cell that goes on is looked for

_TEXT = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Lines first..last-1 of a text, and what they are."""

    first: int
    last: int
    grid: Grid


def aligned_tables(lines: Sequence[str]) -> Iterator[AlignedTable]:
    """The tables among `lines`, from the top."""
    at = 0
    while at < len(lines):
        last = _end_of_table(lines, at) if _texts(lines[at]) >= MIN_COLUMNS else at
        group = lines[at:last]
        columns = _columns(group)
        if len(columns) >= MIN_COLUMNS and sum(_texts(line) >= MIN_COLUMNS for line in group) >= MIN_ROWS:
            grid = grid_of(_rows(group, columns))
            if grid is not None:
                yield AlignedTable(at, last, grid)
        at = max(last, at + 1)


def _texts(line: str) -> int:
    """How many texts with two blanks or more between them a line has; 0 where it is no row of such a table."""
    if len(line) > MAX_LENGTH or "\t" in line or "|" in line:
        return 0
    return len(_TEXT.findall(line))


def _end_of_table(lines: Sequence[str], first: int) -> int:
    """Index after the last line of the table that begins at `first`: lines of several texts, and what hangs in a column
    between them or below."""
    second = [match.start() for match in _TEXT.finditer(lines[first])][1]
    last = first + 1
    for at in range(first + 1, min(len(lines), first + MAX_LINES)):
        line = lines[at]
        if not line.strip():
            if at - last >= MAX_BLANK_LINES:
                break
            continue
        indented = len(line) - len(line.lstrip()) > 0
        hangs = indented and _texts(line) == 1 and (at - last == 0 or len(line) - len(line.lstrip()) >= second - SHIFT)
        if _texts(line) < 2 and not hangs:
            break
        last = at + 1
    return last


def _columns(lines: Sequence[str]) -> list[int]:
    """Where columns begin, ascending: places at which texts of enough lines begin."""
    starts = sorted(match.start() for line in lines for match in _TEXT.finditer(line) if len(line) <= MAX_LENGTH)
    filled = sum(bool(line.strip()) for line in lines)
    columns: list[int] = []
    at = 0
    while at < len(starts):
        end = at
        while (
            end + 1 < len(starts)
            and starts[end + 1] - starts[at] <= 2 * SHIFT
            and starts[end + 1] - starts[end] <= SHIFT
        ):
            end += 1
        if end + 1 - at >= max(2, OFTEN * filled):
            columns.append(starts[at])
        at = end + 1
    return columns


def _rows(lines: Sequence[str], columns: list[int]) -> list[list[str]]:
    """The table's rows of cell texts.

    Blank lines part rows. Between two of them, each line with a text in the last column, where figures are, begins a
    row; other lines continue one. What begins small beside no number continues the cell above.
    """
    rows: list[list[str]] = []
    for block in _blocks(lines):
        placed = [_in_columns(line, columns) for line in block]
        begins = [i for i, cells in enumerate(placed) if cells[-1]]
        starts = {0, *begins[1:]} if begins else {0}
        for i, cells in enumerate(placed):
            if i in starts and not _continues(cells, rows):
                rows.append([""] * len(columns))
            for col, words in enumerate(cells):
                target = _row_of_cell(rows, col, words)
                target[col] = " ".join([*filter(None, [target[col]]), *words])
    return rows


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines between blank lines."""
    for filled, block in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            yield list(block)


def _continues(cells: list[list[str]], rows: list[list[str]]) -> bool:
    """True for the rest of a cell, behind a blank line: nothing in the first and last column, and no capital."""
    first = [words[0][0] for words in cells if words]
    return bool(rows) and not cells[0] and not cells[-1] and all(letter.islower() for letter in first)


def _row_of_cell(rows: list[list[str]], col: int, words: list[str]) -> list[str]:
    """The row whose cell `words` are part of: the last one, or the one above where they go on with its cell."""
    row = rows[-1]
    goes_on = bool(words) and words[0][0].islower() and not row[0] and not row[col] and 0 < col < len(row) - 1
    above = next((other for other in reversed(rows[:-1][-MAX_CELL_ROWS:]) if other[col]), None) if goes_on else None
    return row if above is None else above


def _in_columns(line: str, columns: list[int]) -> list[list[str]]:
    """The words of a line by column."""
    found: list[list[str]] = [[] for _ in columns]
    for text in _TEXT.finditer(line):
        words = [(text.start() + word.start(), word.group()) for word in _WORD.finditer(text.group())]
        at = max((i for i, start in enumerate(columns) if start - SHIFT <= text.start()), default=0)
        for place, word in words:
            if at + 1 < len(columns) and place != text.start() and _begins(place, columns[at + 1], words):
                at += 1
            found[at].append(word)
    return found


def _begins(place: int, column: int, words: list[tuple[int, str]]) -> bool:
    """True for the word that begins nearest to where a column begins; of two, the one behind: long texts push it on."""
    nearest = min(words, key=lambda word: (abs(word[0] - column), -word[0]))[0]
    return place == nearest and abs(place - column) <= SHIFT
