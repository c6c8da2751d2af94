"""Which rows head a table, and what each of its columns holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.interpret.series import meant_periods
from extractor.interpret.view import GridView, band_text, cell_text, is_column_numbers
from extractor.interpret.vocab import KEYWORD_SCORE, WEAK_SCORE, named_below, names_a_role, period_of, role_scores
from schemas.patterns import pattern
from schemas.printed import Role
from schemas.transcript import Cell

STRONG = 0.8  # a header cell that names its role beyond doubt
BLANK_HEADER = 0.6  # a number column that its header does not name
LONGEST_SUBHEADER = 60  # characters
DEEPEST_HEADER = 5  # rows; deeper ones do not occur
_ROMAN_OR_DIGIT = re.compile(r"^(iv|iii|ii|i|[1-5])$", re.IGNORECASE)
_NUMBER_BELOW = re.compile(r"(?<=\S)\s+\d{1,2}\.?$")
_UNIT_IN_HEADER = re.compile(r"^target\b.*?[\s(](%|persen|rp\.?|rupiah|\(\s*[a-z /%]+\s*\))\s*\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a grid holds."""

    index: int  # 0-based
    role: Role
    score: float  # how surely the header says so, 0..1; 0: the content says it
    text: str  # header as printed, upper levels first
    period: str | None = None  # of a dated column
    unit: str | None = None  # unit that the header names for the column
    misread: str | None = None  # the period as the header has it, where its place among the others says another one


@dataclass(frozen=True, slots=True)
class Header:
    first: int  # header rows, 0-based, half open
    last: int
    columns: tuple[Column, ...]

    def find(self, role: Role) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.role is role)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(c.role for c in self.columns)


def find_header(view: GridView, start: int = 0) -> Header | None:
    """The first header at or below row `start`; None where no row names at least two roles."""
    for row in range(start, view.grid.rows):
        if heads_a_table(view, row):
            last = _header_end(view, row)
            return Header(row, last, _columns(view, row, last))
    return None


def heads_a_table(view: GridView, row: int) -> bool:
    """True where the cells that start in `row` name at least two different roles and little else."""
    cells = [c for c in view.starting(row) if cell_text(c)]
    if len(cells) < 2 or band_text(view, row) is not None:
        return False
    named = [best for c in cells if (best := _best(cell_text(c)))[1] and not _goes_on(cell_text(c), best[1])]
    roles = {role for role, score in named if score >= STRONG} - {Role.NO}
    dated = sum(1 for c in cells if period_of(cell_text(c)) and len(cell_text(c)) < 25)
    known = sum(1 for _, score in named if score >= WEAK_SCORE) + dated
    if len(roles) >= 2 or (roles & {Role.INDIKATOR, Role.SASARAN} and known >= 3):
        return known * 2 > len(cells)
    # Plain words ("Uraian", "Alasan") head an indicator table only beside a sure column and each other.
    plain = {role for role, score in named if score >= WEAK_SCORE} - {Role.NO, Role.KETERANGAN}
    return bool(roles) and len(plain) >= 3 and known == len(cells)


def _goes_on(text: str, score: float) -> bool:
    """True for the rest of a sentence that only contains a column's word ("murni kegiatan bidang")."""
    return text[0].islower() and score <= KEYWORD_SCORE


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
            break
        if is_column_numbers(view, last):
            last += 1
            break
        named = [_is_subheader(c, first, view) for c in cells]
        plain = [_below_group(view, first, c) and role_scores(cell_text(c)) != {} for c in cells]
        if not any(named) or not all(a or b for a, b in zip(named, plain, strict=True)):
            break
        if len(cells) == 1 == len(view.row(last)):
            break
        last = max(c.row + min(c.row_span, DEEPEST_HEADER) for c in cells)
    return last


def _holds_data(view: GridView, first: int, row: int) -> bool:
    """True for a row beside a header cell that reaches too deep: a ruling is lost where the header ends."""
    cells = [c for c in view.starting(row) if cell_text(c)]
    return len(cells) > 1 and not any(_below_group(view, first, c) or names_a_role(cell_text(c)) for c in cells)


def _is_subheader(cell: Cell, first: int, view: GridView) -> bool:
    """True for a period, a number of one, or a column name, below a header cell that spans several columns."""
    text = cell_text(cell)
    if len(text) > LONGEST_SUBHEADER or not _below_group(view, first, cell):
        return False
    if period_of(text) or _ROMAN_OR_DIGIT.match(text):
        return True
    return names_a_role(text) and not text[:1].isdigit()


def _below_group(view: GridView, first: int, cell: Cell) -> bool:
    """True where the header cell above spans more columns, as drawn or as blanks beside it (text has no spans)."""
    above = view.at(first, cell.col)
    if above is None or not cell_text(above) or above.col_span > cell.col_span:
        return True
    right = view.at(first, above.col + above.col_span)
    return right is not None and right.row == first and not cell_text(right)


def is_blank(view: GridView, row: int) -> bool:
    return not any(cell_text(c) for c in view.row(row))


def _stack(view: GridView, first: int, last: int, col: int) -> list[Cell]:
    """Header cells over a column, top to bottom, blanks and column numbers left out."""
    cells: list[Cell] = []
    for row in range(first, last):
        cell = view.at(row, col)
        if cell is None or not cell_text(cell) or cell in cells or is_column_numbers(view, row):
            continue
        cells.append(cell)
    return cells


def _columns(view: GridView, first: int, last: int) -> tuple[Column, ...]:
    columns = [_column(view, first, last, c) for c in range(view.grid.cols)]
    columns = _share_wide_headers(view, first, last, columns)
    columns = _name_blank(view, last, columns)
    columns = _one_each(columns)
    return tuple(_in_series(columns))


def _in_series(columns: list[Column]) -> list[Column]:
    """With the periods that the dated columns of each role stand for."""
    result = list(columns)
    for role in {column.role for column in columns if column.period}:
        dated = [column for column in columns if column.role is role and column.period]
        for column, period in zip(dated, meant_periods([c.period or "" for c in dated]), strict=True):
            if column.period != period:
                result[column.index] = replace(column, period=period, misread=column.period)
    return result


def _name_blank(view: GridView, last: int, columns: list[Column]) -> list[Column]:
    """A first column without a header that holds list numbers is the number column: its header is often left out."""
    first = columns[0]
    if first.text or any(c.role is Role.NO for c in columns) or not is_number_column(view, last, 0):
        return columns
    return [Column(0, Role.NO, BLANK_HEADER, ""), *columns[1:]]


def _best(text: str) -> tuple[Role, float]:
    scores = role_scores(text)
    return max(scores.items(), key=lambda kv: kv[1]) if scores else (Role.OTHER, 0.0)


def _above(text: str, too_deep: bool) -> str:
    """A header's words without the number of the first row, which a lost ruling has put below them."""
    return _NUMBER_BELOW.sub("", text) if too_deep else text


def _column(view: GridView, first: int, last: int, col: int) -> Column:
    cells = _stack(view, first, last, col)
    texts = [_above(cell_text(c), c.row + c.row_span > last) for c in cells]
    whole = " / ".join(texts)
    if not texts:
        return Column(col, Role.OTHER, 0.0, "")
    leaf, groups = texts[-1], texts[:-1]
    period = next((p for t in reversed(texts) if (p := period_of(t))), None)
    role, score = _best(leaf)
    below = next((r for t in reversed(groups) if named_below(leaf, r := _best(t)[0])), None)
    if below is not None:
        role, score = below, STRONG
    elif score < STRONG:
        candidates = [_best(t) for t in (" ".join(texts), *reversed(groups))]
        better = max(candidates, key=lambda rs: rs[1], default=(Role.OTHER, 0.0))
        # Of the columns under one group ("Penjelasan" over "Alasan" and "Formulasi") each keeps how well it is named.
        if better[1] > score and better[0] is not role:
            role, score = better
    if period is None and groups and _ROMAN_OR_DIGIT.match(leaf) and role is Role.TARGET:
        period = _numbered_period(leaf, groups)
    if period and score < STRONG:
        # A bare year or quarter over a column: a target, unless a group above says realisation or baseline.
        role, score = (role, score) if role in (Role.REALISASI, Role.BASELINE, Role.ANGGARAN) else (Role.TARGET, 0.7)
    unit = None
    if role is Role.TARGET and (m := _UNIT_IN_HEADER.match(leaf)):
        unit = m[1].strip("() ")
    return Column(col, role, score, whole, period, unit)


def _numbered_period(leaf: str, groups: list[str]) -> str | None:
    number = {"1": "I", "2": "II", "3": "III", "4": "IV"}.get(leaf, leaf.upper())
    above = " ".join(groups).casefold()
    if "triwulan" in above or "tw" in above.split() or "kuartal" in above:
        return f"TW {number}"
    if "semester" in above:
        return f"Semester {number}"
    if "tahun ke" in above:
        return f"Tahun ke-{leaf}"
    return None


_NUMBERISH = pattern("column-number-cell")


def _body_texts(view: GridView, last: int, col: int) -> list[str]:
    """The texts below a header in one column; bands over several columns say nothing of one."""
    seen = {
        (c.row, c.col): cell_text(c)
        for r in range(last, view.grid.rows)
        if (c := view.at(r, col)) and c.col == col and c.col_span == 1
    }
    return [t for t in seen.values() if t]


def is_number_column(view: GridView, last: int, col: int) -> bool:
    """True where nearly every filled body cell of the column is a list number or letter."""
    texts = _body_texts(view, last, col)
    return bool(texts) and sum(bool(_NUMBERISH.match(t)) for t in texts) >= 0.8 * len(texts)


def _share_wide_headers(view: GridView, first: int, last: int, columns: list[Column]) -> list[Column]:
    """Settles columns under one header cell that is wider than they are, or under no header text.

    Offices draw "Sasaran" over a narrow number column and a wide text column; the number belongs to the text.
    A blank header beside it means the same where rulings were lost.
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
            result[i] = Column(here.index, number_role, 0.6, here.text)
            result[i + 1] = Column(right.index, here.role, here.score, here.text, here.period, here.unit)
    return result


# A table has one column of each of these; where headers name more, the place among the others decides.
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


def _one_each(columns: list[Column]) -> list[Column]:
    result = list(columns)

    def recast(column: Column, role: Role) -> None:
        result[column.index] = Column(column.index, role, column.score, column.text, column.period, column.unit)

    def having(role: Role) -> list[Column]:
        return [c for c in result if c.role is role and (c.score > 0 or c.text)]

    goals = [c for c in result if c.role in (Role.SASARAN, Role.SASARAN_INDUK)]
    strong_goals = [c for c in goals if c.score > WEAK_SCORE]
    if strong_goals:
        for c in goals:
            if c not in strong_goals:
                recast(c, Role.SASARAN_INDUK)
        goals = sorted(goals, key=lambda c: c.index)
    if goals:
        plain = [c for c in goals if c.role is Role.SASARAN and c.score > WEAK_SCORE] or [goals[-1]]
        main = plain[-1]
        recast(main, Role.SASARAN)
        before = [c for c in goals if c is not main]
        for c in before:
            recast(c, Role.OTHER)
        if before:
            recast(before[-1], Role.SASARAN_INDUK)
    indicators = having(Role.INDIKATOR)
    if len(indicators) > 1:
        sasaran = next((c.index for c in result if c.role is Role.SASARAN), -1)
        best_score = max(c.score for c in indicators)
        best = [c for c in indicators if c.score >= best_score - 0.2]
        right_of = [c for c in best if c.index > sasaran]
        keep = (right_of or best)[0]
        for c in indicators:
            if c is not keep:
                recast(c, Role.OTHER)
    for role in _SINGLE:
        several = having(role)
        if len(several) > 1:
            keep = several[0] if role is Role.NO else max(several, key=lambda c: (c.score, -c.index))
            for c in several:
                if c is not keep:
                    recast(c, Role.OTHER)
    for role in (Role.INDIKATOR, Role.TARGET, Role.FORMULASI, Role.SUMBER_DATA, Role.SASARAN):
        strong = [c for c in having(role) if c.score > WEAK_SCORE]
        for c in having(role):
            if strong and c.score <= WEAK_SCORE:
                recast(c, Role.OTHER)
    return result
