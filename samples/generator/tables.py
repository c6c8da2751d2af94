"""Rows as drawn tables: headers of one or two levels, merged cells, columns in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samples.generator.model import Align, Equation, Goal, Group, Row, Table, TableCell

Cellful = tuple[str | Equation, ...]


@dataclass(frozen=True)
class Column:
    """`header` as printed; `above` is the header word that it shares with its neighbours."""

    header: str
    width: float
    text: Callable[[Group, Row], Cellful]
    above: str | None = None
    merge: bool = False  # one cell for the whole group
    align: Align = "left"


def number(header: str = "No.", width: float = 28, point: bool = False) -> Column:
    def text(group: Group, row: Row) -> Cellful:
        return (f"{group.no}." if point else group.no,) if group.no else ("",)

    return Column(header, width, text, merge=True, align="center")


def sasaran(header: str, width: float, above: str | None = None) -> Column:
    return Column(header, width, lambda group, row: (group.sasaran or "",), above=above, merge=True)


def sasaran_induk(header: str, width: float, above: str | None = None) -> Column:
    return Column(header, width, lambda group, row: (group.sasaran_induk or "",), above=above, merge=True)


def indikator(header: str, width: float) -> Column:
    return Column(header, width, lambda group, row: (row.indikator,))


def target(header: str, width: float, above: str | None = None) -> Column:
    return Column(
        header, width, lambda group, row: (row.target.teks if row.target else "",), above=above, align="center"
    )


def satuan(header: str, width: float) -> Column:
    return Column(
        header, width, lambda group, row: ((row.target.satuan if row.target else None) or "",), align="center"
    )


def period(header: str, width: float, above: str | None = None) -> Column:
    return Column(header, width, lambda group, row: (row.per_periode.get(header, ""),), above=above, align="center")


def formulasi(header: str, width: float, equations: dict[str, Equation] | None = None) -> Column:
    """`equations`: which paragraphs are drawn as equations, by their linear text."""
    known = equations or {}
    return Column(header, width, lambda group, row: tuple(known.get(text, text) for text in row.formulasi) or ("",))


def sumber_data(header: str, width: float) -> Column:
    return Column(header, width, lambda group, row: (row.sumber_data or "",))


def penanggung_jawab(header: str, width: float) -> Column:
    return Column(header, width, lambda group, row: (row.penanggung_jawab or "",))


def constant(header: str, width: float, texts: Sequence[str], above: str | None = None) -> Column:
    """A column that is none of the contract's, such as a baseline; one text per row, top to bottom."""
    left = iter(texts)
    return Column(header, width, lambda group, row: (next(left),), above=above, align="center")


def table(
    columns: Sequence[Column],
    groups: Sequence[Group],
    *,
    column_numbers: Sequence[str] = (),
    ruled: bool = True,
    repeat_header: bool = True,
    shaded: bool = False,
) -> Table:
    """The header, a row with the numbers of the columns where given, and one row per indicator."""
    cells, top = _header(columns)
    if column_numbers:
        cells += [TableCell(top, col, (text,), align="center") for col, text in enumerate(column_numbers)]
        top += 1
    header_rows, row_at = top, top
    for group in groups:
        for index, row in enumerate(group.rows):
            for col, column in enumerate(columns):
                if not column.merge:
                    cells.append(TableCell(row_at, col, column.text(group, row), align=column.align))
                elif index == 0:
                    text = column.text(group, row)
                    cells.append(TableCell(row_at, col, text, row_span=len(group.rows), align=column.align))
            row_at += 1
    cells = _merge_parents(cells, columns, groups, header_rows)
    return Table(
        tuple(column.width for column in columns),
        tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        header_rows=header_rows,
        ruled=ruled,
        repeat_header=repeat_header,
        shaded=shaded,
    )


def _header(columns: Sequence[Column]) -> tuple[list[TableCell], int]:
    levels = 2 if any(column.above for column in columns) else 1
    cells: list[TableCell] = []
    for col, column in enumerate(columns):
        if column.above is None:
            cells.append(TableCell(0, col, (column.header,), row_span=levels, align="center", bold=True))
            continue
        cells.append(TableCell(1, col, (column.header,), align="center", bold=True))
        if col == 0 or columns[col - 1].above != column.above:
            width = 1
            while col + width < len(columns) and columns[col + width].above == column.above:
                width += 1
            cells.append(TableCell(0, col, (column.above,), col_span=width, align="center", bold=True))
    return cells, levels


def _merge_parents(
    cells: list[TableCell], columns: Sequence[Column], groups: Sequence[Group], top: int
) -> list[TableCell]:
    """Groups that share number and parent have one cell for both, as tall as all of them."""
    if not any(group.sasaran_induk for group in groups):
        return cells
    shared = {
        col
        for col, column in enumerate(columns)
        if column.merge and column.text(groups[0], groups[0].rows[0]) != (groups[0].sasaran,)
    }
    result = [cell for cell in cells if cell.row < top or cell.col not in shared]
    row_at, start = top, 0
    while start < len(groups):
        end = start
        while end < len(groups) and _parent(groups[end]) == _parent(groups[start]):
            end += 1
        height = sum(len(group.rows) for group in groups[start:end])
        for col in sorted(shared):
            text = columns[col].text(groups[start], groups[start].rows[0])
            result.append(TableCell(row_at, col, text, row_span=height, align=columns[col].align))
        row_at += height
        start = end
    return result


def _parent(group: Group) -> tuple[str | None, str | None]:
    return group.no, group.sasaran_induk


def cascade(root: Goal, levels: Sequence[str], width: float) -> Table:
    """A cascade with two columns per level, goals and indicators; a goal's cells are as tall as all below it."""
    cells = [TableCell(0, 2 * i, (level,), col_span=2, align="center", bold=True) for i, level in enumerate(levels)]
    for i in range(len(levels)):
        cells.append(TableCell(1, 2 * i, ("KINERJA",), align="center", bold=True))
        cells.append(TableCell(1, 2 * i + 1, ("INDIKATOR",), align="center", bold=True))

    def place(goal: Goal, row: int, depth: int) -> None:
        indicators = goal.indikator
        if len(indicators) > 1:
            indicators = tuple(f"{i}. {text}" for i, text in enumerate(indicators, start=1))
        cells.append(TableCell(row, 2 * depth, (goal.kinerja,), row_span=goal.leaves))
        cells.append(TableCell(row, 2 * depth + 1, indicators or ("",), row_span=goal.leaves))
        for below in goal.below:
            place(below, row, depth + 1)
            row += below.leaves

    place(root, 2, 0)
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))
    return Table((width,) * (2 * len(levels)), ordered, header_rows=2, shaded=True)
