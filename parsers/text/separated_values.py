"""Lines with values between semicolons or commas (CSV, as spreadsheets write it) -> the same lines with tabs.

Rows are known by having as many values as the rows around them; quoted values may hold separators, quotes and line
ends (RFC 4180).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

SEPARATORS = ";,"
MIN_VALUES = 3  # of a row
MIN_ROWS = 3  # of a table
MAX_LENGTH = 100_000  # characters of a row
MAX_QUOTED_LINES = 50  # lines of one quoted value; a quote that is open longer is a slip
MOST_BLANKS = 0.2  # of commas that a blank follows: prose has one after nearly every comma
DIGITS = frozenset("0123456789")


def separated_as_tabbed(lines: Sequence[str]) -> list[str]:
    """`lines` with each table of separated values as tabbed lines, one for each row; all others as they are."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        last = at + 1
        for separator in SEPARATORS:
            rows, after = _run(lines, at, separator)
            titles = _titles(rows)
            if _is_table(lines[at:after], rows[titles:], separator):
                out.extend(_tabbed(row) for row in rows)
                break
            last = max(last, after)
        else:
            out.extend(lines[at:last])
            after = last
        at = after
    return out


def _run(lines: Sequence[str], first: int, separator: str) -> tuple[list[list[str]], int]:
    """The rows from line `first` on that have as many values as the first one, and the index after their last line."""
    rows: list[list[str]] = []
    last = first
    if lines[first].count(separator) >= MIN_VALUES - 1 and "\t" not in lines[first]:
        for row, after in _rows(lines, first, separator):
            if len(row) < MIN_VALUES or (rows and len(row) != len(rows[0])):
                break
            rows.append(row)
            last = after
    return rows, last


def _titles(rows: list[list[str]]) -> int:
    """How many rows come before the header: spreadsheets write a title as a row with one value."""
    return next((i for i, row in enumerate(rows) if sum(bool(value.strip()) for value in row) > 1), len(rows))


def _is_table(lines: Sequence[str], rows: list[list[str]], separator: str) -> bool:
    """True for enough rows below a header without blanks or bare numbers, whose separators are none of prose."""
    plain = "\n".join(lines)
    spaced = plain.count(f"{separator} ") > MOST_BLANKS * plain.count(separator)
    headed = bool(rows) and all(value.strip() and not DIGITS.issuperset(value.strip()) for value in rows[0])
    return len(rows) >= MIN_ROWS and headed and not spaced


def _tabbed(row: list[str]) -> str:
    """A row as a line with tabs between its values; of a title, its only value."""
    values = [" ".join(value.split()) for value in row]
    filled = [value for value in values if value]
    return "\t".join(values) if len(filled) > 1 else "".join(filled)


def _rows(lines: Sequence[str], first: int, separator: str) -> Iterator[tuple[list[str], int]]:
    """Each row's values, and the index after its last line."""
    at = first
    while at < len(lines) and lines[at].strip():
        end = at + 1
        text = lines[at]
        while text.count('"') % 2 and end < len(lines) and end - at < MAX_QUOTED_LINES:
            text += "\n" + lines[end]
            end += 1
        if len(text) > MAX_LENGTH or text.count('"') % 2:
            return
        yield next(csv.reader([text], delimiter=separator)), end
        at = end
