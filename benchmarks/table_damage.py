"""What goes wrong with tables of offices that nobody has seen: transcripts whose grids are a little other than printed.

Weights of confidences cannot be fitted on tables that come back right. So grids are damaged as readers damage them: a
header word that no list knows, a ruling that was not found or is none, a merged cell drawn as several, a line in the
row above or below, a column a row off. What was printed stays the truth. The same seed gives the same transcript.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from schemas.transcript import Cell, Grid, Line, Transcript

HEADER_ROWS = 3  # in which header texts are looked for
LONGEST_HEADER = 60  # characters
SYLLABLES = ("ka", "su", "ra", "mo", "li", "te", "nu", "bah", "der", "wis", "gan", "pol")
FEWEST_ROWS = 4  # of a grid that is damaged
UNDAMAGED = 0.35  # share of grids that stay as they are
MOST_PLACES = 3  # of a grid at which one thing goes wrong

Damage = Callable[[Grid, random.Random], Grid]


def damaged(transcript: Transcript, seed: int) -> Transcript:
    """The transcript with most of its larger grids damaged in one or two ways."""
    chance = random.Random(seed)
    pages = []
    for page in transcript.pages:
        blocks = tuple(_damaged_grid(b, chance) if isinstance(b, Grid) else b for b in page.blocks)
        pages.append(replace(page, blocks=blocks))
    return replace(transcript, pages=tuple(pages))


def _damaged_grid(grid: Grid, chance: random.Random) -> Grid:
    if grid.rows < FEWEST_ROWS or chance.random() < UNDAMAGED:
        return grid
    for damage in chance.sample(DAMAGES, k=1 if chance.random() < 0.7 else 2):
        grid = damage(grid, chance)
    return grid


def unknown_headers(grid: Grid, chance: random.Random) -> Grid:
    """A third of the header cells say something that no list knows."""

    def renamed(cell: Cell) -> Cell:
        is_header = cell.row < HEADER_ROWS and cell.lines and len(cell.text) <= LONGEST_HEADER
        if not is_header or chance.random() > 0.35:
            return cell
        word = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()
        return replace(cell, lines=(replace(cell.lines[0], text=word, words=()), *cell.lines[1:0]))

    return _with(grid, (renamed(cell) for cell in grid.cells))


def lost_header(grid: Grid, chance: random.Random) -> Grid:
    """The header is black, speckled or on another page."""
    return _with(grid, (replace(cell, lines=()) if cell.row < HEADER_ROWS - 1 else cell for cell in grid.cells))


def lost_row_rulings(grid: Grid, chance: random.Random) -> Grid:
    """Two rows become one."""
    for _ in range(chance.randint(1, MOST_PLACES)):
        if grid.rows > FEWEST_ROWS:
            grid = _rows_merged(grid, chance.randrange(2, grid.rows - 1))
    return grid


def false_row_rulings(grid: Grid, chance: random.Random) -> Grid:
    """One row becomes two: a line of its cells stands above the ruling, the rest below."""
    for _ in range(chance.randint(1, MOST_PLACES)):
        grid = _row_torn(grid, chance.randrange(1, grid.rows))
    return grid


def lost_column_ruling(grid: Grid, chance: random.Random) -> Grid:
    """Two columns become one."""
    return _columns_merged(grid, chance.randrange(grid.cols - 1)) if grid.cols > 3 else grid


def lost_spans(grid: Grid, chance: random.Random) -> Grid:
    """Merged cells are drawn as several, of which the first or the middle one holds the text."""
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row_span == 1 or cell.row < HEADER_ROWS:
            cells.append(cell)
            continue
        at = cell.row if chance.random() < 0.6 else cell.row + cell.row_span // 2
        cells.extend(
            replace(cell, row=row, row_span=1, lines=cell.lines if row == at else ())
            for row in range(cell.row, cell.row + cell.row_span)
        )
    return _with(grid, cells)


def spilled_lines(grid: Grid, chance: random.Random) -> Grid:
    """The last line of some cells stands in the row below, or the first one in the row above."""
    by_place = {(cell.row, cell.col): cell for cell in grid.cells}
    for (row, col), cell in list(by_place.items()):
        down = chance.random() < 0.5
        to = by_place.get((cell.row + cell.row_span, col)) if down else _above(by_place, row, col)
        if row < 2 or to is None or to.row < 2 or len(cell.lines) < 2 or chance.random() > 0.08:
            continue
        own, rest = (cell.lines[:-1], cell.lines[-1:]) if down else (cell.lines[1:], cell.lines[:1])
        target = by_place[to.row, col]
        by_place[row, col] = replace(by_place[row, col], lines=own)
        by_place[to.row, col] = replace(target, lines=(*rest, *target.lines) if down else (*target.lines, *rest))
    return _with(grid, by_place.values())


def shifted_column(grid: Grid, chance: random.Random) -> Grid:
    """Some rows of one column stand a row too low or too high."""
    col = chance.randrange(grid.cols)
    cells = [c for c in grid.cells if c.col == col and c.row >= 2 and c.row_span == 1 == c.col_span]
    if len(cells) < 3:
        return grid
    first = chance.randrange(len(cells) - 1)
    run = cells[first : first + chance.randint(2, 6)]
    texts = [cell.lines for cell in run]
    moved = [(), *texts[:-1]] if chance.random() < 0.5 else [*texts[1:], ()]
    given = {(cell.row, cell.col): lines for cell, lines in zip(run, moved, strict=True)}
    return _with(grid, (replace(cell, lines=given.get((cell.row, cell.col), cell.lines)) for cell in grid.cells))


def lost_texts(grid: Grid, chance: random.Random) -> Grid:
    """Some cells are empty."""
    return _with(grid, (replace(c, lines=()) if c.row > 1 and chance.random() < 0.05 else c for c in grid.cells))


def torn_words(grid: Grid, chance: random.Random) -> Grid:
    """At one ruling between columns the last word of some lines stands right of it."""
    col = chance.randrange(max(1, grid.cols - 1))
    by_place = {(cell.row, cell.col): cell for cell in grid.cells}
    for (row, at), cell in list(by_place.items()):
        right = by_place.get((row, col + 1))
        words = cell.lines[0].text.split() if cell.lines else []
        if at != col or row < 2 or right is None or len(words) < 2 or chance.random() > 0.3:
            continue
        first = cell.lines[0]
        torn = replace(first, text=words[-1], words=())
        by_place[row, at] = replace(cell, lines=(replace(first, text=" ".join(words[:-1])), *cell.lines[1:]))
        by_place[row, col + 1] = replace(right, lines=(torn, *right.lines))
    return _with(grid, by_place.values())


DAMAGES: Sequence[Damage] = (
    unknown_headers,
    unknown_headers,
    lost_header,
    lost_row_rulings,
    false_row_rulings,
    lost_column_ruling,
    lost_spans,
    spilled_lines,
    shifted_column,
    lost_texts,
    torn_words,
)
"""All ways, those twice that are most frequent in documents of other offices."""


def _above(cells: dict[tuple[int, int], Cell], row: int, col: int) -> Cell | None:
    return next((cells[r, col] for r in range(row - 1, -1, -1) if (r, col) in cells), None)


def _with(grid: Grid, cells: Iterable[Cell]) -> Grid:
    return replace(grid, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))


def _rows_merged(grid: Grid, row: int) -> Grid:
    """Rows `row` and `row` + 1 (0-based) as one."""
    kept: list[Cell] = []
    for cell in grid.cells:
        end = cell.row + cell.row_span
        if cell.row <= row < end - 1:
            kept.append(replace(cell, row_span=cell.row_span - 1))
        elif cell.row == row + 1:
            at = next((i for i, c in enumerate(kept) if c.row <= row and _overlap(c, cell, row)), None)
            if cell.row_span > 1:  # reaches further down: what is left of it begins below
                kept.append(replace(cell, row_span=cell.row_span - 1, lines=()))
            if at is not None:
                kept[at] = replace(kept[at], lines=(*kept[at].lines, *cell.lines))
        else:
            kept.append(replace(cell, row=cell.row - 1) if cell.row > row + 1 else cell)
    return _with(replace(grid, rows=grid.rows - 1), kept)


def _overlap(a: Cell, b: Cell, row: int) -> bool:
    return a.row + a.row_span > row and a.col < b.col + b.col_span and b.col < a.col + a.col_span


def _row_torn(grid: Grid, row: int) -> Grid:
    """Row `row` (0-based) as two."""
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row > row:
            cells.append(replace(cell, row=cell.row + 1))
        elif cell.row + cell.row_span - 1 > row or (cell.row < row == cell.row + cell.row_span - 1):
            cells.append(replace(cell, row_span=cell.row_span + 1))
        elif cell.row == row:
            cells.append(replace(cell, lines=cell.lines[:1]))
            cells.append(replace(cell, row=row + 1, lines=cell.lines[1:]))
        else:
            cells.append(cell)
    return _with(replace(grid, rows=grid.rows + 1), cells)


def _columns_merged(grid: Grid, col: int) -> Grid:
    """Columns `col` and `col` + 1 (0-based) as one."""
    kept: dict[tuple[int, int], Cell] = {}
    for cell in grid.cells:
        if cell.col <= col < cell.col + cell.col_span - 1:
            kept[cell.row, cell.col] = replace(cell, col_span=cell.col_span - 1)
        elif cell.col == col + 1:
            left = next((c for c in kept.values() if _overlap_row(c, cell) and c.col + c.col_span == col + 1), None)
            if left is not None:
                kept[left.row, left.col] = replace(left, lines=_side_by_side(left.lines, cell.lines))
            if cell.col_span > 1:
                kept[cell.row, cell.col] = replace(cell, col_span=cell.col_span - 1)
        else:
            kept[cell.row, cell.col - (cell.col > col)] = replace(cell, col=cell.col - (cell.col > col))
    edges = tuple(x for i, x in enumerate(grid.col_edges) if i != col + 1)
    return _with(replace(grid, cols=grid.cols - 1, col_edges=edges), kept.values())


def _overlap_row(a: Cell, b: Cell) -> bool:
    return a.row < b.row + b.row_span and b.row < a.row + a.row_span


def _side_by_side(left: tuple[Line, ...], right: tuple[Line, ...]) -> tuple[Line, ...]:
    return (*left, *right)
