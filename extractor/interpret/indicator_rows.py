"""From a table's body rows to indicators: merged cells filled down, rows cut by a page break joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.interpret.flow_items import IndicatorTable
from extractor.interpret.goal_labels import is_goal_label, without_goal_label
from extractor.interpret.grid_view import band_text, cell_text, filled, is_column_numbers
from extractor.interpret.header_rows import Header, is_blank, is_header_row
from extractor.interpret.nested_lists import members
from extractor.interpret.page_breaks import Remainder, continues_cell, continues_row
from extractor.interpret.row_splitting import Item, Split, first_entry, split_row
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.printed import Passage, PrintedRow, Role
from schemas.transcript import Cell, Line

GROUP_ROLES = (Role.SASARAN_INDUK, Role.SASARAN)
OWN_ROLES = (Role.SATUAN, Role.FORMULASI, Role.TIPE, Role.SUMBER_DATA, Role.PENANGGUNG_JAWAB, Role.JABATAN)
SURE, INFERRED, JOINED, SPLIT, DOUBTED = 1.0, 0.95, 0.93, 0.88, 0.7
"""Certainty of structure: ruled as one cell; white space only; joined over a page break; taken apart; taken apart
though another reading fits as well."""


_SUMMARY = re.compile(
    r"^\W*(?:(?:RATA\s*-?\s*RATA|JUMLAH|TOTAL|SUB\s*TOTAL)\b[A-Z\s\d.,:()\/–-]*|(?:rata\s*-?\s*rata|jumlah|total)\W*)$|^(?:Rata\s*-?\s*[Rr]ata|Jumlah|Total)\W*$"
)
"""Totals stand in capitals, or as the bare word: "Jumlah dokumen ..." is an indicator."""


@dataclass(slots=True)
class Group:
    """One sasaran (or parent) and its lines; several rows share it, and a page break may still add to it."""

    lines: list[Line]
    number: tuple[Line, ...] = ()
    certainty: float = SURE


@dataclass(slots=True)
class Draft:
    """A row in the making."""

    groups: dict[Role, Group] = field(default_factory=dict)
    number: tuple[Line, ...] = ()
    lines: dict[Role, list[Line]] = field(default_factory=dict)
    targets: dict[str, list[Line]] = field(default_factory=dict)
    parent: tuple[Line, ...] = ()
    certainty: float = SURE
    cells: dict[int, Cell] = field(default_factory=dict)  # table column -> the cell read last, to see how full it is
    notes: tuple[Finding, ...] = ()

    @property
    def goal(self) -> Group | None:
        return self.groups.get(Role.SASARAN)

    def extend(self, other: dict[Role, tuple[Line, ...]], targets: dict[str, tuple[Line, ...]]) -> None:
        for role, lines in other.items():
            self.lines.setdefault(role, []).extend(filled(lines))
        for period, lines in targets.items():
            self.targets.setdefault(period, []).extend(filled(lines))
        self.certainty = min(self.certainty, JOINED)


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the last ruled row held, to be taken apart again with what the next page adds to it."""

    own: dict[Role, tuple[Line, ...]]
    dated: dict[str, tuple[Line, ...]]
    sasaran: tuple[Line, ...]
    fresh_number: tuple[Line, ...]
    number: tuple[Line, ...]
    drafts: int  # that it became


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One grid row of the body: per table column the cell that covers it, and whether it starts here."""

    cells: dict[int, Cell]
    fresh: frozenset[int]
    first_of_part: bool
    ruled: bool
    band: str | None
    band_lines: tuple[Line, ...] = ()
    widths: dict[int, float] = field(default_factory=dict)  # points, per table column, where the file gives them


def body_rows(table: IndicatorTable) -> Iterator[BodyRow]:
    """All body rows of the table, over all its parts, without blank, column-number and repeated header rows."""
    for number, part in enumerate(table.parts):
        view = part.view
        edges = view.grid.col_edges
        first = True
        row = part.first
        while row < part.last:
            if is_blank(view, row) or is_column_numbers(view, row) or is_header_row(view, row):
                row += 1
                continue
            cells: dict[int, Cell] = {}
            fresh: set[int] = set()
            for col, base in enumerate(part.columns):
                cell = view.at(row, col)
                if base is None or cell is None:
                    continue
                cells[base] = cell
                # A cell over several columns counts once, at its first.
                if cell.row == row and (cell.col == col or part.columns[cell.col] is None):
                    fresh.add(base)
            band = band_text(view, row)
            yield BodyRow(
                cells,
                frozenset(fresh),
                first and number > 0,
                view.grid.ruled,
                band,
                filled(next(c for c in view.row(row) if cell_text(c)).lines) if band is not None else (),
                {base: edges[c.col + c.col_span] - edges[c.col] for base, c in cells.items()} if edges else {},
            )
            first = False
            row += 1


def indicator_rows(table: IndicatorTable) -> tuple[PrintedRow, ...]:
    """The indicators of a table in reading order."""
    builder = _Builder(table.header)
    for row in body_rows(table):
        builder.add(row)
    return builder.finish()


class _Builder:
    def __init__(self, header: Header) -> None:
        self.header = header
        self.drafts: list[Draft] = []
        self.groups: dict[Role, Group] = {}
        self.group_cells: dict[Role, Cell] = {}
        self.last: Ruled | None = None
        self.rival: str | None = None  # the target of another column of the row
        self.has = header.roles
        self.targets = [c for c in header.columns if c.role is Role.TARGET]
        dated = [c for c in self.targets if c.period]
        self.dated = {c.index: c.period for c in dated if c.period}
        self.annual = self._annual()

    def _annual(self) -> frozenset[int]:
        """Columns that hold the one target of the indicator: undated ones, or the only dated one, or the year
        beside quarters."""
        plain = frozenset(c.index for c in self.targets if not c.period)
        if plain:
            return plain
        years = [c.index for c in self.targets if c.period and c.period.isdigit()]
        if len(self.targets) == 1 or (len(years) == 1 and len(self.targets) > 2):
            return frozenset(years or [self.targets[0].index])
        return frozenset()

    def _column(self, role: Role) -> int | None:
        return next((c.index for c in self.header.columns if c.role is role), None)

    def _lines(self, row: BodyRow, role: Role, fresh_only: bool = False) -> tuple[Line, ...]:
        lines: list[Line] = []
        seen: set[tuple[int, int]] = set()  # a cell over two columns of one role is read once
        for column in self.header.columns:
            if column.role is not role or column.index not in row.cells:
                continue
            cell = row.cells[column.index]
            if (column.index in row.fresh or not fresh_only) and (cell.row, cell.col) not in seen:
                seen.add((cell.row, cell.col))
                lines.extend(cell.lines)
        return tuple(lines) if filled(tuple(lines)) else ()

    def _is_fresh(self, row: BodyRow, role: Role) -> bool:
        column = self._column(role)
        return column is not None and column in row.fresh

    def add(self, row: BodyRow) -> None:
        if row.band is not None or self._is_heading(row):
            self._band(row)
            return
        if self._is_summary(row):
            return
        own = {role: lines for role in OWN_ROLES if (lines := self._lines(row, role))}
        fresh_own = {role: lines for role in OWN_ROLES if (lines := self._lines(row, role, fresh_only=True))}
        indikator = self._lines(row, Role.INDIKATOR, fresh_only=True)
        self.rival = None
        targets, dated = self._target_lines(row)
        if row.first_of_part and self.drafts and self._joins(row, indikator, targets, dated, fresh_own):
            self._join(row, indikator, targets, dated, fresh_own)
            return
        self._open_groups(row)
        if not indikator:
            self._without_indicator(row, targets, dated, fresh_own)
            return
        own[Role.INDIKATOR] = indikator
        if targets:
            own[Role.TARGET] = targets
        certainty = SURE if row.ruled else INFERRED
        self._append(row, own, dated, certainty)
        if self.rival is not None:
            self.drafts[-1].notes += (finding("target_ganda", dipakai=_said(targets), lain=self.rival),)

    def _append(
        self, row: BodyRow, own: dict[Role, tuple[Line, ...]], dated: dict[str, tuple[Line, ...]], certainty: float
    ) -> None:
        fresh_sasaran = self._lines(row, Role.SASARAN, fresh_only=True)
        fresh_number = self._lines(row, Role.NO, fresh_only=True)
        split = split_row(own, dated, fresh_sasaran, fresh_number, self._widths(row))
        number = self._number(row)
        self.last = Ruled(own, dated, fresh_sasaran, fresh_number, number, len(split.items))
        if len(split.items) == 1:
            self.drafts.append(self._draft(split.items[0], row, number, certainty))
        else:
            self._append_split(split, row, number)

    def _widths(self, row: BodyRow) -> dict[Role | str, float]:
        """Widths in points of the columns, by role, or by period for dated targets; {} where the file gives none."""
        return {c.period or c.role: row.widths[c.index] for c in self.header.columns if c.index in row.widths}

    def _append_split(self, split: Split, row: BodyRow, number: tuple[Line, ...]) -> None:
        """Several indicators of one ruled row; a note says so, and what another reading would be."""
        first = len(self.drafts)
        for item in split.items:
            own_number = item.number or number
            current = self.groups.get(Role.SASARAN)
            if item.sasaran and (current is None or tuple(current.lines) != item.sasaran):
                self.groups[Role.SASARAN] = Group(list(item.sasaran), own_number, SPLIT)
            certainty = SPLIT if split.other is None else DOUBTED
            self.drafts.append(self._draft(item, row, own_number, certainty))
        count = len(split.items)
        note = finding("baris_dipecah", jumlah=count)
        if split.other is not None:
            note = finding("pembacaan_lain", jumlah=count, lain=split.other)
        self.drafts[first].notes = (note,)

    def _draft(self, item: Item, row: BodyRow, number: tuple[Line, ...], certainty: float) -> Draft:
        return Draft(
            groups=dict(self.groups),
            number=filled(number),
            lines={role: list(lines) for role, lines in item.fields.items()},
            targets={period: list(lines) for period, lines in item.targets.items()},
            parent=item.parent,
            certainty=certainty,
            cells=dict(row.cells),
        )

    def _target_lines(self, row: BodyRow) -> tuple[tuple[Line, ...], dict[str, tuple[Line, ...]]]:
        """The lines of the row's target, which may stand in two columns under one header, and those of its dated ones.

        Tables that compare two plans side by side have another target further on: it is told and not taken.
        """
        plain: list[Line] = []
        last: int | None = None  # column of the last line in `plain`
        seen: set[tuple[int, int]] = set()
        dated: dict[str, tuple[Line, ...]] = {}
        for column in self.targets:
            cell = row.cells.get(column.index)
            if cell is None or (column.index not in row.fresh and cell.col_span > 1):
                continue
            lines = cell.lines if filled(cell.lines) else ()
            if column.index in self.annual and (cell.row, cell.col) not in seen:
                seen.add((cell.row, cell.col))
                if last is None or column.index <= last + 1:
                    plain.extend(lines)
                    last = column.index if lines else last
                elif lines and _said(lines) != _said(plain):
                    self.rival = _said(lines)
            if column.period and lines and not (column.index in self.annual and len(self.dated) > 1):
                dated[column.period] = lines
        return tuple(plain), dated

    def _number(self, row: BodyRow) -> tuple[Line, ...]:
        """The number printed for the row's sasaran; () where its cell is blank beside a new sasaran."""
        column = self._column(Role.NO)
        if column is None:
            return ()
        lines = self._lines(row, Role.NO)
        if lines:
            return lines
        group = self.groups.get(Role.SASARAN)
        return group.number if group is not None else ()

    def _open_groups(self, row: BodyRow) -> None:
        """Starts a new sasaran (or parent) where the row prints one; otherwise the one above goes on."""
        for role in GROUP_ROLES:
            lines = self._lines(row, role, fresh_only=True)
            if not lines or not self._is_fresh(row, role):
                continue
            number = self._group_number(row, role)
            current = self.groups.get(role)
            if current is not None and not (number and self._lines(row, Role.NO, fresh_only=True)):
                if _same_text(current.lines, lines):
                    continue
                column = self._column(role)
                before = self.group_cells.get(role)
                if row.first_of_part and column is not None and before is not None:
                    remainder = Remainder(current.lines, before, filled(lines), role)
                    if continues_cell(remainder) > 0:
                        current.lines.extend(filled(lines))
                        current.certainty = JOINED
                        self.group_cells[role] = row.cells[column]
                        continue
            self.groups[role] = Group(list(filled(lines)), filled(number), SURE if row.ruled else INFERRED)
            column = self._column(role)
            if column is not None:
                self.group_cells[role] = row.cells[column]

    def _group_number(self, row: BodyRow, role: Role) -> tuple[Line, ...]:
        """The number printed beside a new group; under a parent that goes on, a blank one is the parent's."""
        lines = self._lines(row, Role.NO)
        parent = self.groups.get(Role.SASARAN_INDUK)
        if lines or role is not Role.SASARAN or parent is None:
            return lines
        return () if self._lines(row, Role.SASARAN_INDUK, fresh_only=True) else parent.number

    def _joins(
        self,
        row: BodyRow,
        indikator: tuple[Line, ...],
        targets: tuple[Line, ...],
        dated: dict[str, tuple[Line, ...]],
        own: dict[Role, tuple[Line, ...]],
    ) -> bool:
        """True where the first row of a page is the rest of the last row of the page before."""
        groups = {role: self._lines(row, role, fresh_only=True) for role in (Role.NO, *GROUP_ROLES)}
        top = first_entry({Role.INDIKATOR: indikator, Role.TARGET: targets, **own, **groups, **dated})
        if top.get(Role.NO) or self._numbers_indicator(row):
            return False
        previous = self.drafts[-1]
        remainders = []
        fields = {role: top.get(role, ()) for role in (Role.INDIKATOR, Role.TARGET, *own)}
        dated = {period: top.get(period, ()) for period in dated}
        for role in GROUP_ROLES:
            lines = top.get(role, ())
            if lines and role in self.groups:
                before = self.group_cells.get(role)
                remainders.append(Remainder(self.groups[role].lines, before, filled(lines), role))
        for role, lines in fields.items():
            if lines:
                column = self._column(role)
                cell = previous.cells.get(column) if column is not None else None
                remainders.append(Remainder(previous.lines.get(role, []), cell, filled(lines), role))
        for period, lines in ((p, own_lines) for p, own_lines in dated.items() if own_lines):
            remainders.append(Remainder(previous.targets.get(period, []), None, filled(lines), Role.TARGET))
        return continues_row(remainders)

    def _numbers_indicator(self, row: BodyRow) -> bool:
        """True where a number stands in the narrow column that shares the indicator's header: a new one begins."""
        column = self._column(Role.INDIKATOR)
        if column is None or not column:
            return False
        beside, own = self.header.columns[column - 1], self.header.columns[column]
        cell = row.cells.get(column - 1)
        return beside.role is Role.OTHER and beside.text == own.text and cell is not None and bool(cell_text(cell))

    def _join(
        self,
        row: BodyRow,
        indikator: tuple[Line, ...],
        targets: tuple[Line, ...],
        dated: dict[str, tuple[Line, ...]],
        own: dict[Role, tuple[Line, ...]],
    ) -> None:
        if self._resplit(row, indikator, targets, dated, own):
            return
        previous = self.drafts[-1]
        for role in GROUP_ROLES:
            lines = self._lines(row, role, fresh_only=True)
            group = previous.groups.get(role)
            if lines and group is not None and not _same_text(group.lines, lines):
                group.lines.extend(filled(lines))
                group.certainty = JOINED
        more = {
            role: lines for role, lines in {**own, Role.INDIKATOR: indikator, Role.TARGET: targets}.items() if lines
        }
        previous.extend(more, dated)
        previous.cells.update(row.cells)

    def _resplit(
        self,
        row: BodyRow,
        indikator: tuple[Line, ...],
        targets: tuple[Line, ...],
        dated: dict[str, tuple[Line, ...]],
        own: dict[Role, tuple[Line, ...]],
    ) -> bool:
        """Takes the ruled row above apart anew, with its rest on this page; False where it is one indicator."""
        last = self.last
        if last is None:
            return False
        more = {
            role: lines for role, lines in {**own, Role.INDIKATOR: indikator, Role.TARGET: targets}.items() if lines
        }
        whole = {role: (*last.own.get(role, ()), *more.get(role, ())) for role in {**last.own, **more}}
        periods = {p: (*last.dated.get(p, ()), *dated.get(p, ())) for p in {**last.dated, **dated}}
        more_sasaran = self._lines(row, Role.SASARAN, fresh_only=True)
        sasaran = (*last.sasaran, *more_sasaran)
        fresh_number = (*last.fresh_number, *self._lines(row, Role.NO, fresh_only=True))
        split = split_row(whole, periods, sasaran, fresh_number)
        if len(split.items) < max(2, last.drafts):
            return False
        del self.drafts[len(self.drafts) - last.drafts :]
        current = self.groups.get(Role.SASARAN)
        if more_sasaran and current is not None and not any(item.sasaran for item in split.items):
            current.lines.extend(filled(more_sasaran))
            current.certainty = JOINED
        self._append_split(split, row, last.number)
        self.last = Ruled(whole, periods, sasaran, fresh_number, last.number, len(split.items))
        return True

    def _without_indicator(
        self,
        row: BodyRow,
        targets: tuple[Line, ...],
        dated: dict[str, tuple[Line, ...]],
        own: dict[Role, tuple[Line, ...]],
    ) -> None:
        """A row without an indicator of its own says more of the one above, where its other cells are empty there."""
        if not self.drafts or self._lines(row, Role.SASARAN, fresh_only=True):
            return
        previous = self.drafts[-1]
        more = {role: lines for role, lines in own.items() if not previous.lines.get(role) or role is Role.FORMULASI}
        if targets and not previous.lines.get(Role.TARGET):
            more[Role.TARGET] = targets
        previous.extend(more, {p: t for p, t in dated.items() if p not in previous.targets})

    def _is_summary(self, row: BodyRow) -> bool:
        """A line of totals or averages below a group says nothing of one indicator."""
        column = self._column(Role.INDIKATOR)
        cell = row.cells.get(column) if column is not None else None
        return cell is not None and (cell.col_span > 1 or cell.row_span == 1) and bool(_SUMMARY.match(cell_text(cell)))

    def _is_heading(self, row: BodyRow) -> bool:
        """A row whose only text stands in capitals in the indicator column, or is labelled a goal, heads a group."""
        texts = {base: cell_text(cell) for base, cell in row.cells.items() if base in row.fresh and cell_text(cell)}
        if len(texts) == 1 and Role.SASARAN not in self.has and is_goal_label(next(iter(texts.values()))):
            return True
        if not self.targets or list(texts) != [self._column(Role.INDIKATOR)]:
            return False
        text = next(iter(texts.values()))
        return text.isupper() and not row.first_of_part

    def _band(self, row: BodyRow) -> None:
        """A band over the whole width names the group that follows: the sasaran, where no column does."""
        if Role.SASARAN not in self.has:
            lines = row.band_lines or tuple(
                line for base, cell in sorted(row.cells.items()) if base in row.fresh for line in cell.lines
            )
            self.groups[Role.SASARAN] = Group(list(without_goal_label(filled(lines))), (), SPLIT)

    def finish(self) -> tuple[PrintedRow, ...]:
        drafts = hang_lists(self.drafts) if self.targets else self.drafts
        return tuple(self._printed(draft) for draft in drafts)

    def _printed(self, draft: Draft) -> PrintedRow:
        fields: dict[Role, Passage] = {}
        if draft.number:
            fields[Role.NO] = Passage(draft.number, draft.certainty)
        for role, group in draft.groups.items():
            if group.lines:
                fields[role] = Passage(tuple(group.lines), min(group.certainty, draft.certainty))
        for role, lines in draft.lines.items():
            if lines:
                fields[role] = Passage(tuple(lines), draft.certainty)
        targets = tuple((p, Passage(tuple(lines), draft.certainty)) for p, lines in draft.targets.items() if lines)
        unit = next((c.unit for c in self.targets if c.unit), None)
        parent = Passage(draft.parent, draft.certainty) if draft.parent else None
        return PrintedRow(fields, parent, targets, unit, draft.notes)


def hang_lists(drafts: Sequence[Draft]) -> list[Draft]:
    """Sub-items in ruled rows of their own hang on the row of their lead, which is no row unless it has a value.

    What the lead says of formula, source or office holds for those that say nothing of it.
    """
    result: list[Draft] = []
    at = 0
    while at < len(drafts):
        lead = drafts[at]
        count = members(drafts, at)
        if count == 0 or lead.lines.get(Role.TARGET) or lead.targets:
            result.append(lead)
        for item in drafts[at + 1 : at + 1 + count]:
            item.parent = tuple(lead.lines[Role.INDIKATOR])
            for role in OWN_ROLES:
                if lead.lines.get(role) and not item.lines.get(role):
                    item.lines[role] = list(lead.lines[role])
            result.append(item)
        at += 1 + count
    return result


def _same_text(a: Sequence[Line], b: Sequence[Line]) -> bool:
    return " ".join(x.text for x in a).split() == " ".join(x.text for x in b).split()


def _said(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())
