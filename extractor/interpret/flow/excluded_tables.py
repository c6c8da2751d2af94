"""Which tables give no indicators, and why: roles of the header's columns -> ExclusionReason."""

from __future__ import annotations

from extractor.interpret.flow.flow_items import ExcludedTable, ExclusionReason
from extractor.interpret.flow.signature_tables import signature_row
from extractor.interpret.tables.grid_view import GridView, cell_text, rows_between
from extractor.interpret.tables.header_rows import STRONG
from extractor.interpret.tables.header_vocabulary import role_scores
from extractor.interpret.tables.table_header import TableHeader
from schemas.printed import Role
from schemas.transcript import Grid

FIRST_WORDS = 12  # words by which an excluded table is quoted

DESCRIBING_ROLES = frozenset(
    {Role.SASARAN, Role.TARGET, Role.FORMULASI, Role.SUMBER_DATA, Role.PENANGGUNG_JAWAB, Role.SATUAN}
)
"""Columns that say something of an indicator; an indicator table has one of them at least."""

PLANNING_ROLES = frozenset({Role.TARGET, Role.FORMULASI, Role.SUMBER_DATA})
"""Columns of plans; a table of achievements has none of them."""


def exclusion_reason(header: TableHeader) -> ExclusionReason | None:
    """Why a table with this header gives no indicators; None for an indicator table.

    Habit: annual reports repeat the indicators with what was achieved ("Indikator | Realisasi"), agreements list
    programmes with money below them ("Program | Anggaran").
    """
    if any(column.score < 0 for column in header.find(Role.INDIKATOR)[:1]):
        return ExclusionReason.NO_INDICATOR_COLUMN
    describing = header.roles & DESCRIBING_ROLES
    money_only = Role.ANGGARAN in header.roles and not header.roles & PLANNING_ROLES
    achieved_only = Role.REALISASI in header.roles and not header.roles & PLANNING_ROLES
    if (
        Role.INDIKATOR in header.roles
        and describing
        and not achieved_only
        and not (money_only and not _names_indicators(header))
    ):
        return None
    if Role.ANGGARAN in header.roles:
        return ExclusionReason.BUDGET
    if Role.INDIKATOR not in header.roles:
        return ExclusionReason.NO_INDICATOR_COLUMN
    if Role.REALISASI in header.roles:
        return ExclusionReason.ACHIEVEMENTS_ONLY
    return ExclusionReason.COLUMNS_SAY_NOTHING


def _names_indicators(header: TableHeader) -> bool:
    """True where a header cell names a column of indicators beyond doubt."""
    parts = [part for column in header.find(Role.INDIKATOR) for part in column.text.split(" / ")]
    return any(role_scores(part).get(Role.INDIKATOR, 0.0) >= STRONG for part in parts)


def excluded_table(grid: Grid, reason: ExclusionReason) -> ExcludedTable:
    """The grid as an excluded table, quoted by its first words."""
    words = " ".join(text for cell in grid.cells if (text := cell_text(cell))).split()
    return ExcludedTable(grid, reason, " ".join(words[:FIRST_WORDS]))


def without_signature(view: GridView) -> tuple[Grid, Grid | None]:
    """(the table, the signature block below it): what only white space parts from a table is read into its grid.

    Ruled grids, and grids that begin with the block, are returned unchanged, with None.
    """
    grid = view.grid
    row = None if grid.ruled else signature_row(view)
    if not row:
        return grid, None
    return rows_between(grid, 0, row), rows_between(grid, row, grid.rows)
