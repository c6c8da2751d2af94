"""Findings about tables: those that were excluded, periods put right by their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.interpret.flow.flow_items import ExcludedTable, ExclusionReason, IndicatorTable
from extractor.interpret.lines.label_lines import flat
from extractor.interpret.lines.office_vocabulary import names_position
from extractor.interpret.tables.grid_view import GridView, cell_text
from normalizers.nip import find_nip
from normalizers.target import read_target
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.printed import PrintedSection, Role
from schemas.transcript import Grid

LONGEST_TARGET = 30  # characters of a cell that may hold nothing but a target with its unit
FEWEST_LIKE_ROWS = 2  # indicators, and targets, from which an excluded table seems to be one of indicators

_DIGIT = re.compile(r"\d")
_LIKE_INDICATOR = re.compile(
    r"\W*(?:\d{1,2}\W+)?(?:jumlah|persentase|prosentase|indeks|cakupan|rasio)\s+\w+\s+\w+", re.IGNORECASE
)


def excluded_finding(table: ExcludedTable) -> Finding | None:
    """What a person should know of an excluded table; None for signatures, and for more of a table already reported."""
    if table.reason is ExclusionReason.CONTINUES_EXCLUDED or _is_signature(table.grid):
        return None
    code = "tabel_mungkin_indikator" if _seems_of_indicators(table) else "tabel_dilewati"
    return _excluded(code, table.grid.page, table.first_words, table.reason)


def list_in_tree_finding(section: PrintedSection) -> Finding:
    """For a list of indicators that belongs to a drawn tree and gives no rows."""
    start = flat(section.rows[0].fields[Role.INDIKATOR].lines[0].text)
    page = section.pages[0] if section.pages else None
    return _excluded("tabel_dilewati", page, start, ExclusionReason.INSIDE_TREE)


def _excluded(code: str, page: int | None, start: str, reason: ExclusionReason) -> Finding:
    return finding(code, page=page, place=start, alasan=reason.value, awal=start)


def _is_signature(grid: Grid) -> bool:
    """True where the first row names the posts of those who sign, side by side, and no figure follows but a NIP.

    Habit: Word users lay signatures out as tables ("Bupati Melati | Kepala Dinas"); nobody misses those among the
    indicators.
    """
    top = [text for cell in GridView(grid).starting(0) if (text := cell_text(cell))]
    posts = len(top) > 1 and all(names_position(text) for text in top)
    texts = [cell_text(cell) for cell in grid.cells]
    return posts and not any(_DIGIT.search(text) and find_nip(text) is None for text in texts)


def _seems_of_indicators(table: ExcludedTable) -> bool:
    """True for a table whose header names no known columns, but that holds what looks like indicators with targets."""
    if table.reason not in (ExclusionReason.UNKNOWN_COLUMNS, ExclusionReason.NO_INDICATOR_COLUMN):
        return False
    texts = [cell_text(cell) for cell in table.grid.cells]
    if sum(_LIKE_INDICATOR.match(text) is not None for text in texts) < FEWEST_LIKE_ROWS:
        return False
    with_unit = sum(len(text) <= LONGEST_TARGET and read_target(text).satuan is not None for text in texts)
    return with_unit >= FEWEST_LIKE_ROWS


def misread_periods(table: IndicatorTable) -> Iterator[Finding]:
    """For each target column whose period was taken from its order among the others and not as read."""
    for column in table.header.columns:
        if column.misread:
            yield finding(
                "periode_menurut_urutan",
                page=table.page,
                place=column.text,
                dibaca=column.misread,
                menjadi=column.period,
            )
