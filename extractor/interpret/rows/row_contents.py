"""Body row -> its lines by role, its targets by period, and whether it is a row of indicators at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.lines.goal_labels import is_goal_label
from extractor.interpret.rows.body_rows import BodyRow
from extractor.interpret.tables.grid_view import cell_text, filled
from extractor.interpret.tables.table_header import TableColumn, TableHeader
from schemas.printed import Role
from schemas.transcript import Line

GOAL_ROLES = (Role.SASARAN_INDUK, Role.SASARAN)
"""Columns whose entries hold for several rows: one sasaran, or its parent, and all its indicators."""

OWN_ROLES = (Role.SATUAN, Role.FORMULASI, Role.TIPE, Role.SUMBER_DATA, Role.PENANGGUNG_JAWAB, Role.JABATAN)
"""Columns that say something of one indicator, beside its targets."""

_SUMMARY = re.compile(
    r"^\W*(?:(?:RATA\s*[-–]?\s*RATA|JUMLAH|TOTAL|SUB\s*TOTAL)\b[A-Z\s\d.,:()\/–-]*|"
    r"(?:rata\s*[-–]?\s*rata|jumlah|total)\W*)$|^(?:Rata\s*[-–]?\s*[Rr]ata|Jumlah|Total)\W*$"
)
"""Totals are in capitals, or the bare word: "Jumlah dokumen ..." is an indicator."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What the target columns of a row hold."""

    plain: tuple[Line, ...]  # of the one target, which may be printed in two columns under one header
    dated: Mapping[str, tuple[Line, ...]]  # by period, filled ones only
    rival: str | None  # the target of another column, which was not taken


@dataclass(frozen=True, slots=True)
class RowContents:
    """One body row by role. Lines are () where the cell is blank."""

    row: BodyRow
    lines: Mapping[Role, tuple[Line, ...]]  # of the cells that cover the row
    fresh: Mapping[Role, tuple[Line, ...]]  # of the cells that begin in it
    targets: Targets

    @property
    def indicator(self) -> tuple[Line, ...]:
        """The lines of the indicator that begins in this row."""
        return self.fresh[Role.INDIKATOR]

    @property
    def own(self) -> dict[Role, tuple[Line, ...]]:
        """What the row says of its indicator, merged cells that reach down from above included."""
        return {role: self.lines[role] for role in OWN_ROLES if self.lines[role]}

    @property
    def fresh_own(self) -> dict[Role, tuple[Line, ...]]:
        """The same, of the cells that begin in this row."""
        return {role: self.fresh[role] for role in OWN_ROLES if self.fresh[role]}


class TableColumns:
    """The columns of an indicator table by role; reads body rows through them."""

    def __init__(self, header: TableHeader) -> None:
        self._columns = header.columns
        self._roles = header.roles
        self._first = {role: header.find(role)[0].index for role in header.roles}
        self.targets = header.find(Role.TARGET)
        self._annual = _annual(self.targets)
        dated = [c for c in self.targets if c.period]
        self._has_periods_within_year = len(dated) > 1 and not any(c.forward for c in dated)

    @property
    def has_goal(self) -> bool:
        """True where a column holds sasaran."""
        return Role.SASARAN in self._roles

    @property
    def unit(self) -> str | None:
        """The unit that the header gives for the targets."""
        return next((c.unit for c in self.targets if c.unit), None)

    def index(self, role: Role) -> int | None:
        """The first column of a role, 0-based."""
        return self._first.get(role)

    def widths(self, row: BodyRow) -> dict[Role | str, float]:
        """Widths in points by role, or by period for dated targets; {} where the file gives none."""
        return {c.period or c.role: row.widths[c.index] for c in self._columns if c.index in row.widths}

    def contents(self, row: BodyRow) -> RowContents:
        """What the row holds, by role."""
        roles = (Role.NO, *GOAL_ROLES, Role.INDIKATOR, *OWN_ROLES)
        return RowContents(
            row,
            {role: self._lines(row, role, row.cells) for role in roles},
            {role: self._lines(row, role, row.fresh) for role in roles},
            self._read_targets(row),
        )

    def _lines(self, row: BodyRow, role: Role, indices: Iterable[int]) -> tuple[Line, ...]:
        """The lines of a role in the columns of `indices`; a cell over two columns of one role is read once."""
        wanted = [c.index for c in self._columns if c.role is role and c.index in row.cells and c.index in indices]
        cells = {(row.cells[i].row, row.cells[i].col): row.cells[i] for i in wanted}
        lines = tuple(line for cell in cells.values() for line in cell.lines)
        return lines if filled(lines) else ()

    def _read_targets(self, row: BodyRow) -> Targets:
        """Tables that compare two plans side by side have another target further on: it is reported and not taken."""
        plain: list[Line] = []
        rival: str | None = None
        last: int | None = None  # column of the last line in `plain`
        seen: set[tuple[int, int]] = set()
        dated: dict[str, tuple[Line, ...]] = {}
        for column in self.targets:
            cell = row.cells.get(column.index)
            if cell is None or (column.index not in row.fresh and cell.col_span > 1):
                continue
            lines = cell.lines if filled(cell.lines) else ()
            annual = column.index in self._annual
            if annual and (cell.row, cell.col) not in seen:
                seen.add((cell.row, cell.col))
                if last is None or column.index <= last + 1:
                    plain.extend(lines)
                    last = column.index if lines else last
                elif lines and one_line(lines) != one_line(plain):
                    rival = one_line(lines)
            if column.period and lines and not (annual and self._has_periods_within_year):
                dated[column.period] = lines
        return Targets(tuple(plain), dated, rival)

    def with_spanning_indicator(self, contents: RowContents) -> RowContents:
        """The contents of a row under a cell of an indicator over several rows, each with a target and a formula of
        its own: such a row is an indicator by itself."""
        column = self.index(Role.INDIKATOR)
        cell = contents.row.cells.get(column) if column is not None else None
        has_values = contents.targets.plain or contents.targets.dated
        if (
            contents.indicator
            or cell is None
            or cell.row_span < 2
            or not (has_values and contents.fresh[Role.FORMULASI])
        ):
            return contents
        return replace(contents, fresh={**contents.fresh, Role.INDIKATOR: filled(cell.lines)})

    def numbers_indicator(self, row: BodyRow) -> bool:
        """True where a number is in the narrow column that shares the indicator's header: a new one begins."""
        column = self.index(Role.INDIKATOR)
        if not column:
            return False
        beside, own = self._columns[column - 1], self._columns[column]
        return beside.role is Role.OTHER and beside.text == own.text and bool(cell_text(row.cells.get(column - 1)))

    def is_summary(self, row: BodyRow) -> bool:
        """A row of totals or averages below a group says nothing of one indicator ("JUMLAH", "Rata-rata")."""
        column = self.index(Role.INDIKATOR)
        cell = row.cells.get(column) if column is not None else None
        return cell is not None and (cell.col_span > 1 or cell.row_span == 1) and bool(_SUMMARY.match(cell_text(cell)))

    def heads_group(self, row: BodyRow) -> bool:
        """True for a row that names the group of the rows below it.

        Habit: a band over the whole width, a lone "Sasaran 1 : ..." where no column holds sasaran, or a lone text in
        capitals in the indicator column.
        """
        if row.band is not None:
            return True
        texts = row.texts()
        if len(texts) != 1:
            return False
        column, text = next(iter(texts.items()))
        if not self.has_goal and is_goal_label(text):
            return True
        in_indicators = bool(self.targets) and column == self.index(Role.INDIKATOR)
        return in_indicators and text.isupper() and not row.first_of_part


def _annual(targets: Sequence[TableColumn]) -> frozenset[int]:
    """Columns that hold the one target of the indicator, by index.

    These are the undated ones, or the only dated one, or the only year beside quarters or beside a forward estimate.
    """
    plain = frozenset(c.index for c in targets if not c.period)
    if plain:
        return plain
    planned = [c for c in targets if not c.forward]
    if len(planned) == 1 < len(targets):
        return frozenset({planned[0].index})
    years = [c.index for c in targets if c.period and c.period.isdigit()]
    if len(targets) == 1 or (len(years) == 1 and len(targets) > 2):
        return frozenset(years or [targets[0].index])
    return frozenset()


def one_line(lines: Sequence[Line]) -> str:
    """The text of the lines on one line, white space collapsed."""
    return " ".join(" ".join(line.text for line in lines).split())
