"""What the columns of a table hold where no header says so: judged by what stands in them."""

from __future__ import annotations

import re

from extractor.interpret.header import Column, Header, is_number_column
from extractor.interpret.view import GridView, cell_text
from extractor.interpret.wording import indicator_start, sasaran_start
from schemas.patterns import pattern
from schemas.printed import Role

ENOUGH_ROWS = 2  # fewer rows are no evidence
MOSTLY = 0.7  # of the rows
ENOUGH_SHARE = 0.5  # of a column's filled cells that must look alike

_TARGET = pattern("target-cell")


def likeness(texts: list[str]) -> tuple[float, ...]:
    """Shares (0..1) of the texts that look like an indicator, a sasaran, a target; zeros for no texts."""
    return tuple(_share(pattern, texts) for pattern in (indicator_start(), sasaran_start(), _TARGET))


def _share(pattern: re.Pattern[str], texts: list[str]) -> float:
    return sum(bool(pattern.match(t)) for t in texts) / len(texts) if texts else 0.0


MONEY = pattern("money-cell")
_BARE_RUPIAH = pattern("rupiah-cell")


def lists_amounts(view: GridView) -> bool:
    """True for a list of programs with their money, which offices print below the indicators, often headerless.

    Indicators may be measured in money too, so a column of indicators speaks against it.
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


def infer_header(view: GridView) -> Header | None:
    """Columns by content; None unless an indicator column and a sasaran or target column stand out."""
    grid = view.grid
    if grid.rows < ENOUGH_ROWS or grid.cols < 2:
        return None
    roles: dict[int, Role] = {}
    column_texts = {
        c: [t for r in range(grid.rows) if (cell := view.at(r, c)) and cell.row == r and (t := cell_text(cell))]
        for c in range(grid.cols)
    }
    for role, wording in (
        (Role.INDIKATOR, indicator_start()),
        (Role.SASARAN, sasaran_start()),
        (Role.TARGET, _TARGET),
    ):
        shares = {
            c: s
            for c, texts in column_texts.items()
            if c not in roles
            and len(texts) >= ENOUGH_ROWS - (role is Role.SASARAN)
            and (s := _share(wording, texts)) >= ENOUGH_SHARE
            and not (role is Role.TARGET and is_number_column(view, 0, c) and c == 0)
        }
        if shares:
            roles[max(shares, key=lambda c: (shares[c], -c))] = role
    found = set(roles.values())
    if Role.INDIKATOR not in found or not found & {Role.SASARAN, Role.TARGET}:
        return None
    if 0 not in roles and is_number_column(view, 0, 0):
        roles[0] = Role.NO
    columns = tuple(Column(c, roles.get(c, Role.OTHER), 0.0, "") for c in range(grid.cols))
    return Header(0, 0, columns)
