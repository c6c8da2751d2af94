"""Indicator table -> its indicators: merged cells filled down, rows cut by a page break joined, ruled rows split.

A fold over the body rows. The state is the drafts and goals so far, and the last ruled row, which may be split again
with its rest on the next page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.lines.goal_labels import without_goal_label
from extractor.interpret.rows.body_rows import BodyRow
from extractor.interpret.rows.nested_lists import with_parents
from extractor.interpret.rows.row_contents import GOAL_ROLES, RowContents, TableColumns, one_line
from extractor.interpret.rows.row_drafts import DOUBTED, INFERRED, SPLIT, SURE, Goal, RowDraft
from extractor.interpret.rows.row_splitting import RuledRow, Split, SplitItem, first_entries, split_row
from extractor.interpret.tables.grid_view import filled
from extractor.interpret.tables.page_breaks import CutCell, continues_cell, continues_row
from extractor.interpret.tables.table_header import TableHeader
from schemas.findings import finding
from schemas.printed import PrintedRow, Role
from schemas.transcript import Cell, Line


def indicator_rows(header: TableHeader, rows: Sequence[BodyRow]) -> tuple[PrintedRow, ...]:
    """The indicators of body rows whose columns are those of `header`, in reading order."""
    builder = _RowBuilder(TableColumns(header))
    for row in rows:
        builder.add(row)
    return builder.printed()


@dataclass(frozen=True, slots=True)
class _LastRow:
    """The last ruled row with an indicator."""

    ruled: RuledRow
    number: tuple[Line, ...]  # of its sasaran, from above too
    drafts: int  # that it became


class _RowBuilder:
    """Owns the drafts and the goals; drafts name goals by index, so that a page break can still add to a goal."""

    def __init__(self, columns: TableColumns) -> None:
        self._columns = columns
        self._drafts: list[RowDraft] = []
        self._goals: list[Goal] = []
        self._current: dict[Role, int] = {}  # per goal role the goal that holds for the next row
        self._goal_cells: dict[Role, Cell] = {}  # the cell in which it was read last
        self._last: _LastRow | None = None

    def add(self, row: BodyRow) -> None:
        """Takes the next body row."""
        if self._columns.heads_group(row):
            self._add_group_heading(row)
            return
        if self._columns.is_summary(row):
            return
        contents = self._columns.contents(row)
        if row.first_of_part and self._drafts and self._continues_last(contents):
            self._join_to_last(contents)
            return
        self._open_goals(contents)
        contents = self._columns.with_spanning_indicator(contents)
        if contents.indicator:
            self._append_row(contents)
        else:
            self._add_to_last(contents)

    def printed(self) -> tuple[PrintedRow, ...]:
        """All rows so far."""
        drafts = with_parents(self._drafts) if self._columns.targets else self._drafts
        return tuple(draft.printed(self._goals, self._columns.unit) for draft in drafts)

    # --- goals ---

    def _goal(self, role: Role) -> Goal | None:
        at = self._current.get(role)
        return self._goals[at] if at is not None else None

    def _set_goal(self, role: Role, goal: Goal) -> None:
        """A new goal that holds from the next row on."""
        self._goals.append(goal)
        self._current[role] = len(self._goals) - 1

    def _extend_goal(self, at: int, lines: tuple[Line, ...]) -> None:
        """What a further page adds to a goal, for all rows that share it."""
        self._goals[at] = self._goals[at].with_rest(lines)

    def _add_group_heading(self, row: BodyRow) -> None:
        """A band over the whole width names the group that follows: the sasaran, where no column does."""
        if self._columns.has_goal:
            return
        fresh = tuple(line for base in sorted(row.fresh) for line in row.cells[base].lines)
        self._set_goal(Role.SASARAN, Goal(without_goal_label(filled(row.band or fresh)), (), SPLIT))

    def _open_goals(self, contents: RowContents) -> None:
        """Starts a new sasaran (or parent) where the row prints one; otherwise the one above continues."""
        for role in GOAL_ROLES:
            column = self._columns.index(role)
            lines = contents.fresh[role]
            if not lines or column is None or column not in contents.row.fresh:
                continue
            number = self._goal_number(contents, role)
            numbered = bool(number and contents.fresh[Role.NO])
            current = self._current.get(role)
            if current is not None and not numbered:
                if _same_text(self._goals[current].lines, lines):
                    continue
                if contents.row.first_of_part and self._continues_goal(role, lines):
                    self._extend_goal(current, lines)
                    self._goal_cells[role] = contents.row.cells[column]
                    continue
            self._set_goal(role, Goal(filled(lines), filled(number), SURE if contents.row.ruled else INFERRED))
            self._goal_cells[role] = contents.row.cells[column]

    def _continues_goal(self, role: Role, lines: tuple[Line, ...]) -> bool:
        goal, cell = self._goal(role), self._goal_cells.get(role)
        if goal is None or cell is None:
            return False
        return continues_cell(CutCell(goal.lines, cell, filled(lines), role)) > 0

    def _goal_number(self, contents: RowContents, role: Role) -> tuple[Line, ...]:
        """The number printed beside a new goal; under a parent that continues, a blank one is the parent's."""
        lines = contents.lines[Role.NO]
        parent = self._goal(Role.SASARAN_INDUK)
        if lines or role is not Role.SASARAN or parent is None:
            return lines
        return () if contents.fresh[Role.SASARAN_INDUK] else parent.number

    def _number(self, contents: RowContents) -> tuple[Line, ...]:
        """The number printed for the row's sasaran; () where its cell is blank beside a new sasaran."""
        if self._columns.index(Role.NO) is None:
            return ()
        goal = self._goal(Role.SASARAN)
        return contents.lines[Role.NO] or (goal.number if goal is not None else ())

    # --- rows ---

    def _append_row(self, contents: RowContents) -> None:
        target = {Role.TARGET: contents.targets.plain} if contents.targets.plain else {}
        ruled = RuledRow(
            {**contents.own, Role.INDIKATOR: contents.indicator, **target},
            contents.targets.dated,
            contents.fresh[Role.SASARAN],
            contents.fresh[Role.NO],
            self._columns.widths(contents.row),
        )
        number = self._number(contents)
        split = split_row(ruled)
        self._last = _LastRow(ruled, number, len(split.items))
        if len(split.items) == 1:
            certainty = SURE if contents.row.ruled else INFERRED
            self._drafts.append(self._draft(split.items[0], contents.row, number, certainty))
        else:
            self._append_split(split, contents.row, number)
        inferred = contents.row.inferred
        if inferred is not None and inferred.other is not None and inferred.other != inferred.rows:
            note = finding("pembacaan_lain", jumlah=inferred.rows, lain=inferred.other)
            self._drafts[-1] = replace(self._drafts[-1], notes=(*self._drafts[-1].notes, note))
        if contents.targets.rival is not None:
            note = finding("target_ganda", dipakai=one_line(contents.targets.plain), lain=contents.targets.rival)
            self._drafts[-1] = replace(self._drafts[-1], notes=(*self._drafts[-1].notes, note))

    def _append_split(self, split: Split, row: BodyRow, number: tuple[Line, ...]) -> None:
        """Several indicators of one ruled row; a note says so, and what another reading would be."""
        count = len(split.items)
        note = finding("baris_dipecah", jumlah=count)
        if split.other is not None:
            note = finding("pembacaan_lain", jumlah=count, lain=split.other)
        for i, item in enumerate(split.items):
            own_number = item.number or number
            current = self._goal(Role.SASARAN)
            if item.sasaran and (current is None or current.lines != item.sasaran):
                self._set_goal(Role.SASARAN, Goal(item.sasaran, own_number, SPLIT))
            draft = self._draft(item, row, own_number, SPLIT if split.other is None else DOUBTED)
            self._drafts.append(replace(draft, notes=(note,) if i == 0 else (), split=True))

    def _draft(self, item: SplitItem, row: BodyRow, number: tuple[Line, ...], certainty: float) -> RowDraft:
        return RowDraft(
            goals=dict(self._current),
            number=filled(number),
            lines=item.fields,
            targets=item.targets,
            parent=item.parent,
            certainty=certainty,
            cells=row.cells,
            body_rows=(row.number,),
        )

    def _add_to_last(self, contents: RowContents) -> None:
        """A row without an indicator of its own says more of the one above, where its other cells are empty there."""
        if not self._drafts or contents.fresh[Role.SASARAN]:
            return
        last = self._drafts[-1]
        more = {
            role: lines
            for role, lines in contents.fresh_own.items()
            if not last.lines.get(role) or role is Role.FORMULASI
        }
        if contents.targets.plain and not last.lines.get(Role.TARGET):
            more[Role.TARGET] = contents.targets.plain
        dated = {period: lines for period, lines in contents.targets.dated.items() if period not in last.targets}
        self._drafts[-1] = last.with_more(contents.row.number, more, dated)

    # --- page breaks ---

    def _continues_last(self, contents: RowContents) -> bool:
        """True where the first row of a page is the rest of the last row of the page before."""
        top = first_entries(
            {
                Role.INDIKATOR: contents.indicator,
                Role.TARGET: contents.targets.plain,
                **contents.fresh_own,
                **{role: contents.fresh[role] for role in (Role.NO, *GOAL_ROLES)},
                **contents.targets.dated,
            }
        )
        if top.get(Role.NO) or self._columns.numbers_indicator(contents.row):
            return False
        own_roles = (Role.INDIKATOR, Role.TARGET, *contents.fresh_own)
        return continues_row(
            [
                *self._cut_goals(top),
                *self._cut_fields({role: top.get(role, ()) for role in own_roles}),
                *self._cut_targets({period: top.get(period, ()) for period in contents.targets.dated}),
            ],
            self._drafts[-1].has_value,
        )

    def _cut_goals(self, top: Mapping[Role | str, tuple[Line, ...]]) -> list[CutCell]:
        return [
            CutCell(goal.lines, self._goal_cells.get(role), filled(lines), role)
            for role in GOAL_ROLES
            if (lines := top.get(role, ())) and (goal := self._goal(role)) is not None
        ]

    def _cut_fields(self, top: Mapping[Role, tuple[Line, ...]]) -> list[CutCell]:
        last = self._drafts[-1]
        cut = []
        for role, lines in top.items():
            if lines:
                column = self._columns.index(role)
                cell = last.cells.get(column) if column is not None else None
                cut.append(CutCell(last.lines.get(role, ()), cell, filled(lines), role))
        return cut

    def _cut_targets(self, top: Mapping[str, tuple[Line, ...]]) -> list[CutCell]:
        last = self._drafts[-1]
        return [
            CutCell(last.targets.get(period, ()), None, filled(lines), Role.TARGET)
            for period, lines in top.items()
            if lines
        ]

    def _join_to_last(self, contents: RowContents) -> None:
        """Adds the rest of a row to the drafts that it became, or splits the whole row anew."""
        rest = RuledRow(
            _filled_fields(
                {
                    **contents.fresh_own,
                    Role.INDIKATOR: contents.indicator,
                    Role.TARGET: contents.targets.plain,
                }
            ),
            contents.targets.dated,
            contents.fresh[Role.SASARAN],
            contents.fresh[Role.NO],
        )
        if self._last is not None and self._split_again(self._last, rest, contents.row):
            return
        last = self._drafts[-1]
        for role in GOAL_ROLES:
            lines, at = contents.fresh[role], last.goals.get(role)
            if lines and at is not None and not _same_text(self._goals[at].lines, lines):
                self._extend_goal(at, lines)
        joined = last.with_more(contents.row.number, rest.fields, rest.targets)
        self._drafts[-1] = replace(joined, cells={**last.cells, **contents.row.cells})

    def _split_again(self, last: _LastRow, rest: RuledRow, row: BodyRow) -> bool:
        """Takes the ruled row above apart anew, with its rest on this page; False where it is one indicator."""
        whole = last.ruled.with_rest(rest)
        split = split_row(whole)
        if len(split.items) < max(2, last.drafts):
            return False
        del self._drafts[len(self._drafts) - last.drafts :]
        current = self._current.get(Role.SASARAN)
        if rest.sasaran and current is not None and not any(item.sasaran for item in split.items):
            self._extend_goal(current, rest.sasaran)
        self._append_split(split, row, last.number)
        self._last = _LastRow(whole, last.number, len(split.items))
        return True


def _filled_fields(fields: Mapping[Role, tuple[Line, ...]]) -> dict[Role, tuple[Line, ...]]:
    return {role: lines for role, lines in fields.items() if lines}


def _same_text(a: Sequence[Line], b: Sequence[Line]) -> bool:
    return one_line(a) == one_line(b)
