"""Cells of a column -> its role, where no header says so."""

from __future__ import annotations

import re

from extractor.interpret.lines.entry_wording import TARGET_CELL, indicator_start, sasaran_start
from extractor.interpret.tables.column_roles import is_number_column, planned_header
from extractor.interpret.tables.grid_instruction import GridInstruction
from extractor.interpret.tables.grid_view import GridView, cell_text
from extractor.interpret.tables.table_header import TableHeader
from schemas.patterns import pattern
from schemas.printed import Role

ENOUGH_ROWS = 2  # fewer rows are no evidence
MOSTLY = 0.7  # of the rows
ENOUGH_SHARE = 0.5  # of a column's filled cells that must look alike


def likeness(texts: list[str]) -> tuple[float, ...]:
    """Shares (0..1) of the texts that look like an indicator, a sasaran, a target; zeros for no texts.

    Example: ["Jumlah pasar", "80 %"] -> (0.5, 0.0, 0.5).
    """
    return tuple(_share(pattern, texts) for pattern in (indicator_start(), sasaran_start(), TARGET_CELL))


def _share(pattern: re.Pattern[str], texts: list[str]) -> float:
    return sum(bool(pattern.match(t)) for t in texts) / len(texts) if texts else 0.0


MONEY = pattern("money-cell")
_BARE_RUPIAH = pattern("rupiah-cell")


def lists_amounts(view: GridView) -> bool:
    """True for a list of programs with their money, which offices print below the indicators, often headerless.

    Indicators may be measured in money too, so a column of indicators is evidence against it.
    """
    grid = view.grid
    rows = [[t for c in view.starting(r) if (t := cell_text(c))] for r in range(grid.rows)]
    rows = [row for row in rows if len(row) > 1]
    if len(rows) < ENOUGH_ROWS:
        return False
    paid = sum(any(MONEY.match(t) or _BARE_RUPIAH.match(t) for t in row) for row in rows)
    texts = [max(row, key=len) for row in rows]
    return (
        paid >= MOSTLY * len(rows) and _share(indicator_start(), texts) + _share(sasaran_start(), texts) < ENOUGH_SHARE
    )


def infer_header(view: GridView) -> TableHeader | None:
    """A header without rows: roles by content; None unless an indicator column and a sasaran or target column show.

    Example: "1 | Jumlah pasar yang tertata | 12 unit" over several rows -> no, indikator, target.
    """
    grid = view.grid
    if grid.rows < ENOUGH_ROWS or grid.cols < 2:
        return None
    found = set(_roles_by_content(view).values())
    if Role.INDIKATOR not in found or not found & {Role.SASARAN, Role.TARGET}:
        return None
    inferred = planned_header(view, 0, 0)  # weighs all columns together, and may find no indicators
    doubtful = _unlike_indicators(view, inferred)
    if doubtful:
        inferred = planned_header(view, 0, 0, GridInstruction(roles=dict.fromkeys(doubtful, Role.OTHER)))
    return inferred if inferred.plan.measures else None


def _unlike_indicators(view: GridView, header: TableHeader) -> list[int]:
    """Columns taken for indicators whose cells are not worded so, beside one whose cells are: sources, remarks."""
    shares = {
        column.index: _share(indicator_start(), _texts(view, column.index))
        for column in header.columns
        if column.role is Role.INDIKATOR
    }
    clear = any(share >= ENOUGH_SHARE for share in shares.values())
    return [index for index, share in shares.items() if clear and share < ENOUGH_SHARE]


def _roles_by_content(view: GridView) -> dict[int, Role]:
    """By column the role that its cells look like; a role goes to the column with the largest share of such cells."""
    texts = {col: _texts(view, col) for col in range(view.grid.cols)}
    patterns = {Role.INDIKATOR: indicator_start(), Role.SASARAN: sasaran_start(), Role.TARGET: TARGET_CELL}
    roles: dict[int, Role] = {}
    for role, shape in patterns.items():
        fewest = ENOUGH_ROWS - (role is Role.SASARAN)  # a sasaran may be one merged cell
        shares = {
            col: _share(shape, own)
            for col, own in texts.items()
            if col not in roles and len(own) >= fewest and not (role is Role.TARGET and _numbers_rows(view, col))
        }
        likely = {col: share for col, share in shares.items() if share >= ENOUGH_SHARE}
        if likely:
            roles[max(likely, key=lambda col: (likely[col], -col))] = role
    return roles


def _texts(view: GridView, col: int) -> list[str]:
    """The filled texts of the cells that begin in a row of the column."""
    cells = [(row, view.at(row, col)) for row in range(view.grid.rows)]
    return [text for row, cell in cells if cell is not None and cell.row == row and (text := cell_text(cell))]


def _numbers_rows(view: GridView, col: int) -> bool:
    return col == 0 and is_number_column(view, 0, col)
