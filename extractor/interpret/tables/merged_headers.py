"""A grid whose header words share cells with its first body row -> the grid with the header in rows of its own.

Habits of typists, or a ruling that is lost below the header: "INDIKATOR" and the first indicator in one cell; the years
of the target columns in the first body row, alone or above their first values. Lines are moved, never words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.interpret.lines.entry_wording import indicator_start, sasaran_start
from extractor.interpret.tables.grid_view import GridView, cell_text, filled
from extractor.interpret.tables.header_vocabulary import best_role
from normalizers.text import strip_list_marker
from schemas.printed import Role
from schemas.transcript import Cell, Grid, Line

MOST_LINES = 3  # of a header cell that shares its cell with body text
SURE = 0.8  # score of a text that names a column beyond doubt
FEWEST_NAMES = 3  # cells that name a column, the shared ones among them
FEWEST_YEARS = 3  # side by side in a row of years
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_MEASURED = frozenset({Role.INDIKATOR, Role.SASARAN})

Split = Mapping[int, tuple[tuple[Line, ...], tuple[Line, ...]]]
"""By grid column (0-based) of a cell its lines of the header and those of the body."""


def with_names_apart(grid: Grid) -> Grid | None:
    """The grid with the names of its columns in a row of their own; None where they share no cell with body text.

    Example: the cells "SASARAN / Meningkatnya mutu", "INDIKATOR / Persentase taman", "TARGET" of the first row.
    """
    view = GridView(grid)
    first = next((row for row in range(grid.rows) if len(_filled(view, row)) >= FEWEST_NAMES), None)
    cells = _filled(view, first) if first is not None else []
    if first is None or any(cell_text(cell).startswith(":") for cell in cells):  # a form: "Capaian | : | ..."
        return None
    split = {cell.col: parts for cell in cells if (parts := _name_and_rest(cell)) is not None}
    whole = [cell for cell in cells if cell.col not in split and _names(cell_text(cell)) is not None]
    roles = {_names(_text(head)) for head, _ in split.values()} | {_names(cell_text(cell)) for cell in whole}
    if not split or len(split) + len(whole) < max(FEWEST_NAMES, len(cells) - 1) or not roles & _MEASURED:
        return None
    if not any(_is_worded(_text(rest)) for _, rest in split.values()):
        return None
    unnamed = [cell for cell in cells if cell.col not in split and cell not in whole]
    return _cut(grid, first, {**split, **{cell.col: ((), filled(cell.lines)) for cell in unnamed}})


def with_years_apart(grid: Grid, row: int) -> Grid | None:
    """The grid with the years of its first body row `row` (0-based) in a header row; None where they are none.

    Where the row holds years and no values, its cells that go on below begin in the next row; an indicator beside the
    years keeps a row of its own, and other texts beside them are left out where the next row has text of its own.
    """
    if row >= grid.rows:
        return None
    view = GridView(grid)
    split = {cell.col: parts for cell in _filled(view, row) if (parts := _year_and_rest(cell)) is not None}
    years = [_text(head) for head, _ in split.values()]
    if len(years) < FEWEST_YEARS or not all(a < b for a, b in pairwise(years)):
        return None
    beside = [cell for cell in _filled(view, row) if cell.col not in split and cell.row_span == 1]
    measured = any(indicator_start().match(cell_text(cell)) for cell in beside)
    if measured or all(rest for _, rest in split.values()):
        return _cut(grid, row, split)
    if any(rest for _, rest in split.values()) or row + 1 >= grid.rows:
        return None
    return replace(grid, cells=_sorted([_moved_below(cell, row, view, split) for cell in grid.cells]))


def _is_worded(text: str) -> bool:
    """True for a text that begins as an indicator or a goal does: the rest of a header cell does not."""
    bare = strip_list_marker(text)[1]
    return indicator_start().match(bare) is not None or sasaran_start().match(bare) is not None


def _filled(view: GridView, row: int) -> list[Cell]:
    return [cell for cell in view.starting(row) if cell_text(cell)]


def _text(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())


def _names(text: str) -> Role | None:
    """The role that a text names beyond doubt."""
    role, score = best_role(text)
    return role if score >= SURE else None


def _name_and_rest(cell: Cell) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    """The lines of a cell that name a column, and the body text below them; None for a cell that holds only one."""
    lines = filled(cell.lines)
    whole = best_role(_text(lines))[1]
    for end in range(1, min(MOST_LINES, len(lines) - 1) + 1):
        score = best_role(_text(lines[:end]))[1]
        if score >= SURE:
            return (lines[:end], lines[end:]) if score > whole else None
    return None


def _year_and_rest(cell: Cell) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    lines = filled(cell.lines)
    return (lines[:1], lines[1:]) if lines and _YEAR.match(lines[0].text.strip()) else None


def _cut(grid: Grid, row: int, split: Split) -> Grid:
    """The grid with row `row` cut in two where the cells of `split` are as high as the row alone; else their header
    lines stay in it and their body lines begin in the next one."""
    shared = [cell for cell in grid.cells if cell.row == row and cell.col in split]
    inserted = any(cell.row_span == 1 for cell in shared)
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row == row and cell.col in split:
            head, rest = split[cell.col]
            below = cell.row_span - 1 + inserted
            cells += [replace(cell, row_span=1, lines=head), replace(cell, row=row + 1, row_span=below, lines=rest)]
        elif not inserted or cell.row + cell.row_span <= row:
            cells.append(cell)
        elif cell.row > row:
            cells.append(replace(cell, row=cell.row + 1))
        elif cell.row < row:
            cells.append(replace(cell, row_span=cell.row_span + 1))
        else:
            cells += _beside_cut(cell, split)
    return replace(grid, rows=grid.rows + inserted, cells=_sorted(cells))


def _beside_cut(cell: Cell, split: Split) -> list[Cell]:
    """A cell of the row that is cut: it is of the body where years are cut off, of the header where names are."""
    blank = replace(cell, row_span=1, lines=(), grids=())
    if all(_YEAR.match(_text(head)) for head, _ in split.values()):
        return [blank, replace(cell, row=cell.row + 1)]
    if cell.row_span > 1:
        return [replace(cell, row_span=cell.row_span + 1)]
    return [cell, replace(blank, row=cell.row + 1)]


def _moved_below(cell: Cell, row: int, view: GridView, split: Split) -> Cell:
    """A cell of a row of years alone: what is no year goes to the next row."""
    if cell.row == row + 1 and cell.row_span >= 1 and not cell_text(cell):
        above = view.at(row, cell.col)
        if above is not None and above.row == row and above.col == cell.col and above.col not in split:
            return replace(cell, lines=above.lines if above.row_span == 1 else cell.lines)
    if cell.row != row or cell.col in split:
        return cell
    if cell.row_span == 1:
        return replace(cell, lines=(), grids=())
    return replace(cell, row=row + 1, row_span=cell.row_span - 1)


def _sorted(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))
