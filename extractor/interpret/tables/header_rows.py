"""Grid -> its header: the first row whose cells name columns, and the rows of sub-headers below it."""

from __future__ import annotations

import re

from extractor.interpret.tables.column_assignment import is_group_row
from extractor.interpret.tables.column_roles import planned_header
from extractor.interpret.tables.grid_view import GridView, band_text, cell_text, is_blank, is_column_numbers
from extractor.interpret.tables.header_vocabulary import KEYWORD_SCORE, WEAK_SCORE, best_role, names_a_role, role_scores
from extractor.interpret.tables.periods import is_period_number, period_of
from extractor.interpret.tables.table_header import TableHeader
from schemas.printed import Role
from schemas.transcript import Cell

STRONG = 0.8  # score of a header cell that names its role beyond doubt
LONGEST_PERIOD = 25  # characters of a header cell that is nothing but a period
LONGEST_SUBHEADER = 60  # characters
MOST_UNKNOWN = 2  # rows of words that name no column, above the numbers of the columns
FEWEST_VALUES = 2  # figures with a unit that make a row one of the body
DEEPEST_HEADER = 5  # rows; deeper ones do not occur
FEWEST_ROLES = 2  # different sure roles that make a header row
FEWEST_KNOWN = 3  # known cells that make one beside one sure role of indicators or sasaran
FEWEST_PLAIN = 3  # different plain words that make one beside a sure role
_DATA = re.compile(
    r"^:$|^(?:rp\.?\s*)?\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d{1,2})?$|^\d{1,2}(?:\.\d{1,4}){2,}\.?$", re.IGNORECASE
)
"""A lone colon, an amount or a code: such a cell is in no header row."""
_VALUE = re.compile(r"^\d[\d.,]*\s?(?:%|[^\W\d]{2,15})$")
"""A figure with its unit: "93%", "2 Lokasi"; header rows name units without a figure, and figures without a unit."""


def find_header(view: GridView, start: int = 0) -> TableHeader | None:
    """The first header at or below row `start`; None where no row names at least two roles.

    Rows that the file itself repeats on each page are the header, where one of them names roles.
    """
    repeated = view.grid.header_rows
    if start < repeated < view.grid.rows and any(is_header_row(view, row) for row in range(start, repeated)):
        return planned_header(view, start, repeated)
    for row in range(start, view.grid.rows):
        if is_header_row(view, row):
            last = _header_end(view, _last_header_row(view, row))
            return planned_header(view, row, last)
    return None


def is_header_row(view: GridView, row: int) -> bool:
    """True where the cells that start in `row` name at least two different roles and little else.

    Example: "No | Sasaran | Indikator Kinerja | Target"; not "1 | Meningkatnya ... | Persentase ... | 90 %".
    """
    cells = [c for c in view.starting(row) if cell_text(c)]
    if len(cells) < 2 or band_text(view, row) is not None or any(_DATA.match(cell_text(c)) for c in cells):
        return False
    if sum(_VALUE.match(cell_text(c)) is not None for c in cells) >= FEWEST_VALUES:
        return False
    scored = [(cell_text(c), best_role(cell_text(c))) for c in cells]
    named = [(role, score) for text, (role, score) in scored if score and not _continues_sentence(text, score)]
    roles = {role for role, score in named if score >= STRONG} - {Role.NO}
    dated = sum(1 for text, _ in scored if period_of(text) and len(text) < LONGEST_PERIOD)
    known = sum(1 for _, score in named if score >= WEAK_SCORE) + dated
    if len(roles) >= FEWEST_ROLES or (roles & {Role.INDIKATOR, Role.SASARAN} and known >= FEWEST_KNOWN):
        return known * 2 > len(cells)
    # Plain words ("Uraian", "Alasan") make a header row only beside a sure column and each other.
    plain = {role for role, score in named if score >= WEAK_SCORE} - {Role.NO, Role.KETERANGAN}
    return bool(roles) and len(plain) >= FEWEST_PLAIN and known == len(cells)


def _continues_sentence(text: str, score: float) -> bool:
    """True for the rest of a sentence that only contains a column's word ("murni kegiatan bidang")."""
    return text[0].islower() and score <= KEYWORD_SCORE


def _last_header_row(view: GridView, first: int) -> int:
    """The row that names the columns below rows of groups: "Indikator Kinerja" over "Hasil Program" over "Target"."""
    row = first
    while row + 1 < min(first + DEEPEST_HEADER, view.grid.rows) and is_group_row(view, row):
        row += 1
    return row if is_header_row(view, row) else first


def _header_end(view: GridView, first: int) -> int:
    """The row after the header: below its tallest cell, and below rows that only hold sub-headers."""
    last = max((c.row + c.row_span for c in view.starting(first) if c.row_span <= DEEPEST_HEADER), default=first + 1)
    last = next((row for row in range(first + 1, last) if _holds_data(view, first, row)), last)
    wide_below = any(c.col_span > 1 for c in view.starting(first))
    while last < view.grid.rows and last - first < DEEPEST_HEADER:
        cells = [c for c in view.starting(last) if cell_text(c)]
        if not cells:
            if is_blank(view, last) and last + 1 < view.grid.rows and not wide_below:
                last += 1  # an empty ruled row under the header is a habit of typists
                continue
            return last
        if is_column_numbers(view, last):
            return last + 1
        if not _are_subheaders(view, first, cells) or len(cells) == 1 == len(view.row(last)):
            return _below_column_numbers(view, last)
        last = max(c.row + min(c.row_span, DEEPEST_HEADER) for c in cells)
    return last


def _below_column_numbers(view: GridView, last: int) -> int:
    """The row below the numbers of the columns, where rows above them are still of the header; else `last`.

    Offices print the numbers right below the header, whatever words are in it.
    """
    for row in range(last, min(last + MOST_UNKNOWN, view.grid.rows - 1)):
        if any(_DATA.match(cell_text(c)) for c in view.starting(row)):
            return last
        if is_column_numbers(view, row + 1):
            return row + 2
    return last


def _holds_data(view: GridView, first: int, row: int) -> bool:
    """True for a row beside a header cell that reaches too deep: a ruling is lost where the header ends."""
    cells = [c for c in view.starting(row) if cell_text(c)]
    return len(cells) > 1 and not any(_is_below_group(view, first, c) or names_a_role(cell_text(c)) for c in cells)


def _are_subheaders(view: GridView, first: int, cells: list[Cell]) -> bool:
    """True where every cell of a row is a sub-header or a plain word below a group, and one at least the former."""
    named = [_is_subheader(c, first, view) for c in cells]
    plain = [_is_below_group(view, first, c) and role_scores(cell_text(c)) != {} for c in cells]
    return any(named) and all(a or b for a, b in zip(named, plain, strict=True))


def _is_subheader(cell: Cell, first: int, view: GridView) -> bool:
    """True for a period, a number of one, or a column name, below a header cell that spans several columns."""
    text = cell_text(cell)
    if len(text) > LONGEST_SUBHEADER or not _is_below_group(view, first, cell):
        return False
    if period_of(text) or is_period_number(text):
        return True
    return names_a_role(text) and not text[:1].isdigit()


def _is_below_group(view: GridView, first: int, cell: Cell) -> bool:
    """True where the header cell above spans more columns, as drawn or by blank cells beside it (text has no spans)."""
    above = view.at(first, cell.col)
    if above is None or not cell_text(above) or above.col_span > cell.col_span:
        return True
    right = view.at(first, above.col + above.col_span)
    return right is not None and right.row == first and not cell_text(right)
