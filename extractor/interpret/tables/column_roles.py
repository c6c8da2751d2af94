"""TableHeader cells over each column -> its role, period and unit; one column for each role that a table has once.

Evidence is the score of each header cell for each role (header_vocabulary) and what the column holds; the decision is
a sequence of rules, each from columns to columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.interpret.tables.grid_view import GridView, cell_text, is_column_numbers
from extractor.interpret.tables.header_vocabulary import WEAK_SCORE, best_role, named_below
from extractor.interpret.tables.periods import meant_periods, numbered_period, period_of
from extractor.interpret.tables.table_header import TableColumn
from schemas.patterns import pattern
from schemas.printed import Role
from schemas.transcript import Cell

STRONG = 0.8  # score of a header cell that names its role beyond doubt
DATED = 0.7  # score of a target column that is only known by its period
BLANK_HEADER = 0.6  # score of a number column that its header does not name
NEARLY_BEST = 0.2  # of score: indicator columns within this of the best one compete by their place
NUMBERS_SHARE = 0.8  # of the filled cells of a number column

_NUMBER_BELOW = re.compile(r"(?<=\S)\s+\d{1,2}\.?$")
_UNIT_IN_HEADER = re.compile(r"^target\b.*?[\s(](%|persen|rp\.?|rupiah|\(\s*[a-z /%]+\s*\))\s*\)?$", re.IGNORECASE)
_LIST_NUMBER = pattern("column-number-cell")

_PERIOD_ROLES = (Role.REALISASI, Role.BASELINE, Role.ANGGARAN)
"""Roles that keep a bare year or quarter below them; under anything else it is a target."""

_SINGLE = (
    Role.NO,
    Role.INDIKATOR,
    Role.SATUAN,
    Role.FORMULASI,
    Role.TIPE,
    Role.SUMBER_DATA,
    Role.PENANGGUNG_JAWAB,
    Role.JABATAN,
)
"""Roles that a table has once; where headers name more columns, the score and the place among the others decide."""

_NOT_WEAKLY_TOO = (Role.INDIKATOR, Role.TARGET, Role.FORMULASI, Role.SUMBER_DATA, Role.SASARAN)
"""Roles that a weak name ("Uraian", "Keterangan") has only where no other column has it."""


def column_roles(view: GridView, first: int, last: int) -> tuple[TableColumn, ...]:
    """A column for each grid column, by the header rows first..last-1 and the body below them."""
    columns = [_column(view, first, last, col) for col in range(view.grid.cols)]
    columns = _number_beside_text(view, first, last, columns)
    columns = _unnamed_number(view, last, columns)
    columns = _without_weaker(_one_of_each(_one_indicator(_one_goal(columns))))
    return tuple(_in_order_of_periods(columns))


def is_number_column(view: GridView, first: int, col: int) -> bool:
    """True where nearly every filled cell of the column, from row `first` on, is a list number or letter."""
    texts = _body_texts(view, first, col)
    return bool(texts) and sum(bool(_LIST_NUMBER.match(text)) for text in texts) >= NUMBERS_SHARE * len(texts)


# --- one column by its own header ---


def _column(view: GridView, first: int, last: int, col: int) -> TableColumn:
    cells = _stack(view, first, last, col)
    texts = [_above(cell_text(cell), too_deep=cell.row + cell.row_span > last) for cell in cells]
    if not texts:
        return TableColumn(col, Role.OTHER, 0.0, "")
    leaf, groups = texts[-1], texts[:-1]
    role, score = _role(texts)
    period = next((p for text in reversed(texts) if (p := period_of(text))), None)
    if period is None and groups and role is Role.TARGET:
        period = numbered_period(leaf, " ".join(groups))
    if period and score < STRONG and role not in _PERIOD_ROLES:
        role, score = Role.TARGET, DATED
    unit = m[1].strip("() ") if role is Role.TARGET and (m := _UNIT_IN_HEADER.match(leaf)) else None
    return TableColumn(col, role, score, " / ".join(texts), period, unit)


def _stack(view: GridView, first: int, last: int, col: int) -> list[Cell]:
    """Header cells over a column, top to bottom, without blank cells and column numbers."""
    cells: list[Cell] = []
    for row in range(first, last):
        cell = view.at(row, col)
        if cell is None or not cell_text(cell) or cell in cells or is_column_numbers(view, row):
            continue
        cells.append(cell)
    return cells


def _above(text: str, too_deep: bool) -> str:
    """A header's words without the number of the first row, which a lost ruling has put below them."""
    return _NUMBER_BELOW.sub("", text) if too_deep else text


def _role(texts: Sequence[str]) -> tuple[Role, float]:
    """Role and score of a stack of header texts, upper levels first.

    The lowest one decides, unless it is a plain word below a group of a role ("Volume" below "Target") or the group,
    or all texts in one, name another role better.
    """
    leaf, groups = texts[-1], texts[:-1]
    role, score = best_role(leaf)
    below = next((r for text in reversed(groups) if named_below(leaf, r := best_role(text)[0])), None)
    if below is not None:
        return below, STRONG
    if score >= STRONG:
        return role, score
    better = max([best_role(text) for text in (" ".join(texts), *reversed(groups))], key=lambda found: found[1])
    # Of the columns under one group ("Penjelasan" over "Alasan" and "Formulasi") each keeps how well it is named.
    return better if better[1] > score and better[0] is not role else (role, score)


# --- rules over all columns ---


def _recast(columns: Sequence[TableColumn], roles: Mapping[int, Role]) -> list[TableColumn]:
    """The columns, those of the given indices with another role."""
    return [replace(c, role=roles[c.index]) if c.index in roles else c for c in columns]


def _having(columns: Sequence[TableColumn], role: Role) -> list[TableColumn]:
    return [c for c in columns if c.role is role and (c.score > 0 or c.text)]


def _number_beside_text(view: GridView, first: int, last: int, columns: Sequence[TableColumn]) -> list[TableColumn]:
    """A narrow number column and the text column beside it under one header cell, told apart.

    Habit: offices draw "Sasaran" over a narrow number column and a wide text column; the number belongs to the text.
    A blank header over the text column means the same where rulings were lost.
    """
    result = list(columns)
    for i in range(len(result) - 1):
        here, right = columns[i], columns[i + 1]
        top, beside = view.at(first, here.index), view.at(first, right.index)
        same_cell = top is not None and top is beside and here.text == right.text and here.period is None
        blank_right = not right.text and bool(here.text)
        if not (same_cell or blank_right):
            continue
        if is_number_column(view, last, here.index) and here.role is not Role.NO:
            number_role = Role.NO if here.role is Role.SASARAN else Role.OTHER
            result[i] = TableColumn(here.index, number_role, BLANK_HEADER, here.text)
            result[i + 1] = replace(here, index=right.index)
    return result


def _unnamed_number(view: GridView, last: int, columns: Sequence[TableColumn]) -> list[TableColumn]:
    """A first column without a header that holds list numbers is the number column: its header is often left out."""
    first = columns[0]
    if first.text or any(c.role is Role.NO for c in columns) or not is_number_column(view, last, 0):
        return list(columns)
    return [TableColumn(0, Role.NO, BLANK_HEADER, ""), *columns[1:]]


def _one_goal(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Of several columns of sasaran the last sure one is that of the rows, the one before it that of their parents.

    Example: "Sasaran RPJMD | Sasaran Perangkat Daerah | Indikator" -> sasaran_induk, sasaran, indikator.
    """
    goals = [c for c in columns if c.role in (Role.SASARAN, Role.SASARAN_INDUK)]
    if not goals:
        return list(columns)
    sure = [c for c in goals if c.role is Role.SASARAN and c.score > WEAK_SCORE] or goals
    main = sure[-1]
    others = [c.index for c in goals if c is not main]
    roles = {**dict.fromkeys(others, Role.OTHER), **dict.fromkeys(others[-1:], Role.SASARAN_INDUK)}
    return _recast(columns, {**roles, main.index: Role.SASARAN})


def _one_indicator(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Of several columns of indicators that fit about as well, the first one right of the sasaran."""
    indicators = _having(columns, Role.INDIKATOR)
    if len(indicators) < 2:
        return list(columns)
    sasaran = next((c.index for c in columns if c.role is Role.SASARAN), -1)
    best_score = max(c.score for c in indicators)
    best = [c for c in indicators if c.score >= best_score - NEARLY_BEST]
    keep = next((c for c in best if c.index > sasaran), best[0])
    return _recast(columns, {c.index: Role.OTHER for c in indicators if c is not keep})


def _one_of_each(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Of several columns of a single role the best named one, the first of as good ones; of numbers the first."""
    roles: dict[int, Role] = {}
    for role in _SINGLE:
        several = _having(columns, role)
        if len(several) > 1:
            keep = several[0] if role is Role.NO else max(several, key=lambda c: (c.score, -c.index))
            roles.update({c.index: Role.OTHER for c in several if c is not keep})
    return _recast(columns, roles)


def _without_weaker(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Columns that only a weak name gives a role lose it where another column has the role surely."""
    roles: dict[int, Role] = {}
    for role in _NOT_WEAKLY_TOO:
        having = _having(columns, role)
        if any(c.score > WEAK_SCORE for c in having):
            roles.update({c.index: Role.OTHER for c in having if c.score <= WEAK_SCORE})
    return _recast(columns, roles)


def _in_order_of_periods(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """With the periods that the dated columns of each role are meant to have by their order."""
    result = list(columns)
    for role in {column.role for column in columns if column.period}:
        dated = [column for column in columns if column.role is role and column.period]
        for column, period in zip(dated, meant_periods([c.period or "" for c in dated]), strict=True):
            if column.period != period:
                result[column.index] = replace(column, period=period, misread=column.period)
    return result


def _body_texts(view: GridView, first: int, col: int) -> list[str]:
    """The texts of one column from row `first` on; bands over several columns say nothing of one."""
    seen = {
        (c.row, c.col): cell_text(c)
        for r in range(first, view.grid.rows)
        if (c := view.at(r, col)) and c.col == col and c.col_span == 1
    }
    return [t for t in seen.values() if t]
