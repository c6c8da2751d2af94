"""The ladder of a table: which goal, programme or activity is in force at each body row.

Entries of entry columns with their levels -> for each row the entries from the top of the ladder down, filled down over
merged and empty cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.rows.body_rows import BodyRow
from extractor.interpret.rows.entry_levels import Beside, levelled, rank_of
from extractor.interpret.rows.ladder_entries import BAND, Entry, band_entries, code_in_front, entries_of
from extractor.interpret.tables.grid_view import filled
from extractor.interpret.tables.table_plan import EntryColumn


@dataclass(frozen=True, slots=True)
class Ladder:
    """The entries of a table, and for each body row those that are in force, by entry column."""

    rows: tuple[Mapping[int, tuple[Entry, ...]], ...]

    def chain(self, row: int, columns: Sequence[EntryColumn]) -> tuple[Entry, ...]:
        """The entries on planning levels above body row `row` (0-based) in these columns, from the top down.

        What a band says comes in where no column has an entry of its level.
        """
        in_force = self.rows[row]
        found = [e for column in columns for e in in_force.get(column.index, ()) if e.level is not None]
        taken = {e.level for e in found}
        bands = [e for e in in_force.get(BAND, ()) if e.level not in taken]
        if any(column.states for column in columns):
            return tuple(sorted((*bands, *found), key=lambda entry: (rank_of(entry), entry.statement)))
        return tuple(sorted((*bands, *found), key=rank_of) if bands else found)


def ladder_of(rows: Sequence[BodyRow], columns: Sequence[EntryColumn], beside: Beside) -> Ladder:
    """The ladder of a table's body rows. A new entry ends those below it, and those of all columns right of it.

    A band ends what is below its level in every column: "PROGRAM PENERANGAN" over the activities of a table.
    """
    entries = _entries_by_column(rows, columns, beside)
    named = {c.index: _names_beside(entries[c.index], rows, c.names) for c in columns if c.names is not None}
    starts = {index: {entry.row: entry for entry in found} for index, found in entries.items()}
    bands = {entry.row: entry for entry in band_entries(rows, columns)}
    state: dict[int, tuple[Entry, ...]] = {}
    result = []
    for number in range(len(rows)):
        if (band := bands.get(number)) is not None:
            state = {index: _above(stack, band) for index, stack in state.items()}
            state[BAND] = (*state.get(BAND, ()), band)
        for place, column in enumerate(columns):
            if (entry := starts[column.index].get(number)) is not None:
                if (name := named.get(column.index, {}).get(number)) is not None:
                    state[column.index] = (*_above(state.get(column.index, ()), name), name)
                    entry = replace(entry, statement=True)
                state[column.index] = (*_above(state.get(column.index, ()), entry), entry)
                for right in columns[place + 1 :]:
                    state[right.index] = _above(state.get(right.index, ()), entry) if right.states else ()
        result.append(dict(state))
    return Ladder(tuple(result))


def _entries_by_column(
    rows: Sequence[BodyRow], columns: Sequence[EntryColumn], beside: Beside
) -> dict[int, list[Entry]]:
    """The entries of each column with their levels, by the column's index."""
    entries: dict[int, list[Entry]] = {}
    opened: set[int] = set()
    for place, column in enumerate(columns):
        own = entries_of(rows, column, opened)
        opened.update(entry.row for entry in own)
        if place and column.states:
            entries[column.index] = _statements(own, entries[columns[place - 1].index])
        else:
            entries[column.index] = levelled(own, column, rows, beside)
    return entries


def _names_beside(entries: Sequence[Entry], rows: Sequence[BodyRow], column: int) -> dict[int, Entry]:
    """By body row the name of what the result that begins there belongs to, with its code, from the column of names."""
    found: dict[int, Entry] = {}
    for entry in entries:
        cell = rows[entry.row].cells.get(column) if column in rows[entry.row].fresh else None
        if cell is not None and (lines := filled(cell.lines)):
            found[entry.row] = replace(entry, lines=lines, code=code_in_front(lines), number=())
    return found


def _statements(entries: Sequence[Entry], names: Sequence[Entry]) -> list[Entry]:
    """Outcomes and outputs in a column of their own, each on the level of the last name at its row or above it."""
    result = []
    for entry in entries:
        above = [name for name in names if name.row <= entry.row]
        result.append(replace(entry, level=above[-1].level if above else None, statement=True))
    return result


def _above(stack: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """What of the ladder stays in force above a new entry: a statement stands below its name.

    Also of outcomes in a column right of it: those of the names above.
    """
    rank = rank_of(entry)
    return tuple(
        other
        for other in stack
        if rank_of(other) < rank or (entry.statement and rank_of(other) == rank and not other.statement)
    )
