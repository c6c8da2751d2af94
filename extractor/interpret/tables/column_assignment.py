"""Which role each column of a table has: the best consistent assignment over all columns, by beam search.

Header rows and body cells of a grid -> ColumnAssignment. Scores of single columns come from column_evidence; what
columns say of each other (a target follows its indicator, a table has one number column) is added here. The margin over
the best assignment of another structure is how sure the result is.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from extractor.interpret.tables.column_evidence import ColumnText, header_score, holds_numbers, scores_of
from extractor.interpret.tables.grid_view import GridView, cell_text, is_column_numbers
from schemas.passage import WIDEST_MARGIN
from schemas.printed import Role
from schemas.transcript import Cell

BEAM = 24  # assignments kept from column to column
CANDIDATES = 4  # roles tried for one column
_NUMBER_BELOW = re.compile(r"(?<=\S)\s+\d{1,2}\.?$")
MOST_BODY_ROWS = 60  # of a grid that are looked at
SURE_ENOUGH = 0.95  # from which on the roles are beyond doubt
TOLD_SCORE = 100.0  # of a role that a person gave a column: no evidence weighs as much
STRUCTURE = frozenset({Role.SASARAN, Role.INDIKATOR, Role.TARGET, Role.SATUAN})
"""Roles that decide where the rows and values of a table are."""
_SINGLE = frozenset({Role.NO, Role.FORMULASI, Role.TIPE, Role.SUMBER_DATA, Role.PENANGGUNG_JAWAB, Role.JABATAN})
"""Roles of which a table has one column."""
_FIGURES = frozenset({Role.TARGET, Role.REALISASI, Role.BASELINE, Role.ANGGARAN})


@dataclass(frozen=True, slots=True)
class ColumnAssignment:
    """The assignment: a role per grid column, 0-based, and how sure it is."""

    roles: tuple[Role, ...]
    scores: tuple[float, ...]  # what speaks for each column's role by itself
    margin: float  # how much better than the best assignment of another structure
    margins: tuple[float, ...]  # of each column: how much better than the best assignment that gives it another role
    named: tuple[float, ...]  # of each column: how clearly its header names its role
    certainty: float  # 0..1


@dataclass(frozen=True, slots=True)
class _Partial:
    """An assignment of the first columns, and its score."""

    roles: tuple[Role, ...] = ()
    score: float = 0.0


@cache
def _structure() -> Mapping[str, float]:
    data = tomllib.loads(files("extractor").joinpath("data", "column_model.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in data["structure"].items()}


def header_top(view: GridView, first: int) -> int:
    """The first row (0-based) of the header of which row `first` is one: cells from above that reach into it belong,
    and a row of groups over several columns each."""
    while (above := min((c.row for c in view.row(first)), default=first)) < first:
        first = above
    if first and is_group_row(view, first - 1):
        return header_top(view, first - 1)
    return first


def is_group_row(view: GridView, row: int) -> bool:
    """True for a row whose texts stand over several columns each, none of them over the whole table."""
    cells = [cell for cell in view.row(row) if cell_text(cell)]
    return bool(cells) and all(1 < cell.col_span < view.grid.cols - 1 for cell in cells)


def column_texts(view: GridView, first: int, last: int) -> tuple[ColumnText, ...]:
    """The printed texts of each column; header rows are [first, last), 0-based."""
    end = min(view.grid.rows, last + MOST_BODY_ROWS)
    numbered = {row for row in range(first, end) if is_column_numbers(view, row)}
    return tuple(_column_text(view, first, last, end, numbered, col) for col in range(view.grid.cols))


def _column_text(view: GridView, first: int, last: int, end: int, numbered: set[int], col: int) -> ColumnText:
    header: list[str] = []
    above: Cell | None = None
    seen: set[tuple[int, int]] = set()
    for row in range(first, last):
        cell = view.at(row, col)
        if cell is None or row in numbered or (cell.row, cell.col) in seen:
            continue
        seen.add((cell.row, cell.col))
        if above is not None and cell.col_span > above.col_span:
            continue  # a band over several columns below their headers names no column
        if text := cell_text(cell):
            # A lost ruling below the header puts the number of the first row into its cell.
            header.append(_NUMBER_BELOW.sub("", text) if cell.row + cell.row_span > last else text)
            above = cell
    cells = {
        (c.row, c.col): c for row in range(last, end) if row not in numbered and (c := view.at(row, col)) is not None
    }
    widest = max(1, view.grid.cols - 2)  # wider cells are bands
    own = [cell_text(c) for c in cells.values() if c.col == col and c.col_span <= widest and c.row >= last]
    filled = [text for text in own if text]
    return ColumnText(tuple(header), tuple(filled), len(filled) / len(own) if own else 0.0)


def assign(columns: Sequence[ColumnText], told: Mapping[int, Role] | None = None) -> ColumnAssignment:
    """The best assignment of roles to the columns, left to right.

    `told`: roles that a person gave to columns (0-based); the others are judged beside them.
    """
    told = told or {}
    scored = [scores_of(column) for column in columns]
    for index, role in told.items():
        scored[index] = {role: TOLD_SCORE}
    for index in _numbers_beside_text(columns):
        named = max(scored[index + 1], key=scored[index + 1].__getitem__)
        if index not in told and named in (Role.SASARAN, Role.INDIKATOR):
            role = Role.NO if named is Role.SASARAN else Role.OTHER
            scored[index][role] += _structure()["number_in_same_header"]
    beam = [_Partial()]
    for index, scores in enumerate(scored):
        candidates = sorted(scores, key=lambda role: -scores[role])[:CANDIDATES]
        if Role.OTHER not in candidates and index not in told:
            candidates.append(Role.OTHER)
        grown = [
            _Partial((*p.roles, role), p.score + scores[role] + _beside(p.roles, role, columns, index))
            for p in beam
            for role in candidates
        ]
        beam = sorted(grown, key=lambda p: -p.score)[:BEAM]
    ended = sorted((_Partial(p.roles, p.score + _whole(p.roles)) for p in beam), key=lambda p: -p.score)
    best = ended[0]
    other = next((p for p in ended[1:] if _core(p.roles) != _core(best.roles)), None)
    margin = min(best.score - other.score, WIDEST_MARGIN) if other is not None else WIDEST_MARGIN
    return ColumnAssignment(
        best.roles,
        tuple(scored[i][role] for i, role in enumerate(best.roles)),
        margin,
        tuple(_margin_of(i, ended) for i in range(len(columns))),
        tuple(header_score(column, role) for column, role in zip(columns, best.roles, strict=True)),
        _certainty(margin),
    )


def _margin_of(index: int, ended: Sequence[_Partial]) -> float:
    """How much better the first assignment is than the best of the others that give column `index` another role."""
    best = ended[0]
    other = next((p.score for p in ended if p.roles[index] is not best.roles[index]), None)
    return WIDEST_MARGIN if other is None else min(best.score - other, WIDEST_MARGIN)


def _numbers_beside_text(columns: Sequence[ColumnText]) -> list[int]:
    """Narrow columns of list numbers under the header cell of the text column right of them.

    Habit: offices draw "Sasaran" over the number and the text of a sasaran; the number belongs to the text.
    """
    return [
        i
        for i, (left, right) in enumerate(pairwise(columns))
        if left.header and (left.header == right.header or not right.header) and holds_numbers(left.body)
    ]


def _certainty(margin: float) -> float:
    """A margin as a probability, by a logistic curve; a comfortable one is certainty itself."""
    weights = _structure()
    sure = 1 / (1 + math.exp(-weights["margin_scale"] * (margin + weights["margin_start"])))
    return sure if sure < SURE_ENOUGH else 1.0


def _core(roles: Sequence[Role]) -> tuple[Role | None, ...]:
    return tuple(role if role in STRUCTURE else None for role in roles)


def _beside(before: tuple[Role, ...], role: Role, columns: Sequence[ColumnText], index: int) -> float:
    """What the columns to the left say of a role in the next one."""
    weights = _structure()
    score = 0.0
    if role in _SINGLE and role in before:
        score += weights["second_of_single"]
    if role is Role.NO:
        score += weights["number_first" if index == 0 else "number_inside" if index > 1 else "number_second"]
    if before and before[-1] is Role.KODE and role is Role.INDIKATOR:
        score += weights["indicator_beside_code"]  # a code is that of an entry
    if before and before[-1] is Role.KODE and role in (Role.SASARAN, Role.KODE):
        score += weights["code_before_entry"]
    shared = Role.INDIKATOR in before[_header_start(columns, index) :]
    if shared and role in (Role.INDIKATOR, Role.SASARAN):
        score += weights["indicator_in_same_header" if role is Role.INDIKATOR else "entry_in_same_header"]
    elif role is Role.INDIKATOR and before and before[-1] is role:
        score += weights["indicator_beside_indicator"]
    if role is Role.SASARAN and Role.INDIKATOR in before and Role.TARGET not in before:
        score += weights["entry_after_indicator"]
    return score


def _header_start(columns: Sequence[ColumnText], index: int) -> int:
    """The first of the columns left of `index`, 0-based, that are below the same header cell."""
    start = index
    while start and columns[index].header and columns[start - 1].header == columns[index].header:
        start -= 1
    return start


def _whole(roles: Sequence[Role]) -> float:
    """What the whole assignment says of itself."""
    weights = _structure()
    score = 0.0
    if Role.INDIKATOR in roles:
        left = roles[: roles.index(Role.INDIKATOR)]
        score += weights["figure_before_indicator"] * sum(role in _FIGURES for role in left)
        score += weights["unit_before_indicator"] * left.count(Role.SATUAN)
    else:
        score += weights["no_indicator"]
    if Role.SASARAN not in roles:
        score += weights["no_entry"]
    return score
