"""One ruled row that holds several indicators -> its indicators, each with its share of every column.

Habit: typists draw one row for a sasaran and keep its indicators apart by white space only, their targets beside
them. The values decide: a row with one value stays one row, whatever lists it holds; a row with several values is
several indicators. Every way to read the indicator cell with as many indicators as values is scored
(row_readings); the best is taken, and a second one that fits is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.interpret.rows.column_shares import (
    Shares,
    goal_shares,
    number_shares,
    prose_shares,
    unit_shares,
    value_shares,
)
from extractor.interpret.rows.entry_trees import Leaf
from extractor.interpret.rows.row_readings import best_readings
from extractor.interpret.rows.strip import Key, PlacedColumn, StripEntry, is_paged, line_pitch, place
from extractor.interpret.rows.strip_entries import entries_by_gaps, value_entries
from extractor.interpret.rows.unpaged_strip import wrapped_columns
from schemas.printed import Role
from schemas.transcript import Line

_SHORT_COLUMNS = (Role.INDIKATOR, Role.TARGET, Role.SATUAN, Role.NO)
"""Columns whose lines align with the indicators; all others but dated targets are prose."""

Columns = Mapping[Role | str, PlacedColumn]
"""Placed columns, by role, or by period for dated targets."""


@dataclass(frozen=True, slots=True)
class RuledRow:
    """The lines of one ruled row, which may hold several indicators. Empty lines may be among them: white space."""

    fields: Mapping[Role, tuple[Line, ...]]  # the indicator and what is said of it
    targets: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)  # dated targets by period
    sasaran: tuple[Line, ...] = ()  # as far as they begin in this row
    number: tuple[Line, ...] = ()  # of the sasaran; the same
    widths: Mapping[Role | str, float] = field(default_factory=dict)  # points, in files without pages

    def with_rest(self, rest: RuledRow) -> RuledRow:
        """This row with what the next page adds to it; widths are dropped."""
        return RuledRow(
            {role: (*self.fields.get(role, ()), *rest.fields.get(role, ())) for role in {**self.fields, **rest.fields}},
            {p: (*self.targets.get(p, ()), *rest.targets.get(p, ())) for p in {**self.targets, **rest.targets}},
            (*self.sasaran, *rest.sasaran),
            (*self.number, *rest.number),
        )


@dataclass(frozen=True, slots=True)
class SplitItem:
    """One indicator of a ruled row; `sasaran` and `number` are () where the row's own hold for it."""

    fields: Mapping[Role, tuple[Line, ...]]
    targets: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    parent: tuple[Line, ...] = ()  # the item of whose list the indicator is
    sasaran: tuple[Line, ...] = ()
    number: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """The indicators of a ruled row, and how many another reading that fits nearly as well would give."""

    items: tuple[SplitItem, ...]
    other: int | None = None


def split_row(row: RuledRow) -> Split:
    """The indicators of one ruled row, top to bottom; the row itself where it holds one. Empty lines are left out.

    Example: "Persentase A <gap> Persentase B" beside "80 % <gap> 90 %" gives two items.
    """
    columns = place({**row.fields, **row.targets, Role.SASARAN: row.sasaran, Role.NO: row.number})
    indicator = columns.get(Role.INDIKATOR, ())
    if not indicator or len(_values(columns, row.targets)) < 2:
        return _unsplit(row)
    paged = is_paged([placed.line for placed in indicator])
    if not paged:
        prose = [key for key in columns if key not in (*_SHORT_COLUMNS, *row.targets)]
        columns = wrapped_columns(columns, row.widths, Role.INDIKATOR, prose)
    ranked = best_readings(columns[Role.INDIKATOR], _values(columns, row.targets), paged)
    if ranked is None:
        return _unsplit(row)
    items = _items(ranked.best.leaves, columns, row.targets)
    return Split(items, len(ranked.other.leaves) if ranked.other else None)


def _unsplit(row: RuledRow) -> Split:
    fields = {role: kept for role, lines in row.fields.items() if (kept := _filled(lines))}
    targets = {period: kept for period, lines in row.targets.items() if (kept := _filled(lines))}
    return Split((SplitItem(fields, targets),))


def _filled(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.text.strip())


def first_entries(columns: Mapping[Key, Sequence[Line]]) -> dict[Key, tuple[Line, ...]]:
    """Of the columns of a ruled row (with the indicator's among them) the lines beside its first entry."""
    placed = place(columns)
    entries = next((entries_by_gaps(column) for key, column in placed.items() if key == Role.INDIKATOR), [])
    end = entries[1].top if len(entries) > 1 else float("inf")
    return {key: tuple(p.line for p in column if p.middle < end) for key, column in placed.items()}


def _values(columns: Columns, periods: Iterable[str]) -> list[StripEntry]:
    """The values that decide how many indicators there are: the fullest target column, else the formulas."""
    valued = [column for key in (Role.TARGET, *periods) if (column := columns.get(key))]
    if valued:
        return max((value_entries(column) for column in valued), key=len)
    return entries_by_gaps(columns.get(Role.FORMULASI, ()))


def _items(leaves: Sequence[Leaf], columns: Columns, periods: Iterable[str]) -> tuple[SplitItem, ...]:
    periods = tuple(periods)
    pitch = line_pitch(columns[Role.INDIKATOR])
    shares = {
        key: _shares(key, column, leaves, periods, pitch)
        for key, column in columns.items()
        if column and key not in (Role.INDIKATOR, Role.SASARAN, Role.NO)
    }
    goals = goal_shares(leaves, columns[Role.SASARAN])
    numbers = number_shares(leaves, columns[Role.NO])
    return tuple(
        SplitItem(
            {
                Role.INDIKATOR: leaf.entry.printed,
                **{key: own[i] for key, own in shares.items() if isinstance(key, Role) and own[i]},
            },
            {period: shares[period][i] for period in periods if period in shares and shares[period][i]},
            leaf.parent.printed if leaf.parent else (),
            goals[i],
            numbers[i],
        )
        for i, leaf in enumerate(leaves)
    )


def _shares(
    key: Role | str, column: PlacedColumn, leaves: Sequence[Leaf], periods: Sequence[str], pitch: float
) -> Shares:
    """Each indicator's share of one column."""
    if key is Role.TARGET or key in periods:
        return value_shares(leaves, column)
    if key is Role.SATUAN:
        return unit_shares(leaves, column)
    return prose_shares(leaves, column, pitch)
