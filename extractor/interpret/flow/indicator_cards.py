"""Cards: one indicator for each form, its labels under each other ("Indikator | ...", "Formula | ...", "Target | ...").

Habit: manuals and dictionaries of indicators print them. A grid of cards is transposed: labels become column headers
and each card a row; what follows then sees a table like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.interpret.lines.label_lines import is_heading
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.tables.grid_view import GridView, cell_text, filled
from extractor.interpret.tables.header_rows import STRONG
from extractor.interpret.tables.header_vocabulary import WEAK_SCORE, names_a_role, role_scores
from extractor.interpret.tables.periods import period_of
from schemas.patterns import pattern
from schemas.printed import Role
from schemas.transcript import Cell, Grid, Line, Page

FEWEST_ENTRIES = 4  # labelled rows: what has fewer is a table with a few odd cells
KNOWN_SHARE = 0.5  # of the labels that name a column of indicator tables
SAYS_MORE = frozenset(
    {Role.TARGET, Role.FORMULASI, Role.SUMBER_DATA, Role.PENANGGUNG_JAWAB, Role.SATUAN, Role.SASARAN, Role.TIPE}
)
_LEADS_VALUE = re.compile(r"^\s*:\s*")
_TYPED = re.compile(r"^\s*(?P<label>[^:\t]{3,60}?)\s*:\s*(?P<value>.*)$", re.DOTALL)
_MARKED = pattern("marker-of-card-row")
_NUMBERED_LABEL = pattern("marker-before-card-label")


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A label of a card and the value beside it."""

    label: str  # without its number and colon
    label_lines: tuple[Line, ...]
    value: tuple[Line, ...]  # () where nothing is beside it

    @property
    def role(self) -> Role | None:
        """The role that the label names; None where it names none."""
        scores = role_scores(self.label)
        role, score = max(scores.items(), key=lambda kv: kv[1], default=(Role.OTHER, 0.0))
        return role if score >= WEAK_SCORE else None

    @property
    def sure(self) -> bool:
        """True where the label names its role beyond doubt."""
        return max(role_scores(self.label).values(), default=0.0) >= STRONG


def whole_cards(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with each card in one grid: what continues overleaf is added to its card."""
    result = [list(drawn_cards(page.blocks)) for page in pages]
    for above, below in pairwise(result):
        last, first = above[-1] if above else None, below[0] if below else None
        if isinstance(last, Grid) and isinstance(first, Grid) and _continues_card(last, first):
            below[0] = _stacked(last, first)
            del above[-1]
    return tuple(replace(page, blocks=tuple(blocks)) for page, blocks in zip(pages, result, strict=True))


def drawn_cards(blocks: Sequence[Line | Grid]) -> Iterator[Line | Grid]:
    """The blocks with cards that were typed as lines ("Target : 80 %") as grids of two columns."""
    run: list[Line] = []
    for block in (*blocks, None):
        if isinstance(block, Line) and (_typed_entry(block) is not None or (run and not _ends_value(block, run[-1]))):
            run.append(block)
            continue
        yield from _as_card(run)
        run = []
        if block is not None:
            yield block


def _typed_entry(line: Line) -> tuple[str, str] | None:
    """(label, value) of a line that names a column before a colon."""
    m = _TYPED.match(line.text)
    if m is None or not m["value"].strip():
        return None
    label = _NUMBERED_LABEL.sub("", m["label"]).strip()
    return (label, m["value"]) if names_a_role(label) else None


def _ends_value(line: Line, above: Line) -> bool:
    """True where a line without a label of its own does not continue the value above it."""
    return not line.text.strip() or ":" in line.text or line.bold != above.bold or is_heading(line)


def _as_card(run: Sequence[Line]) -> Iterator[Line | Grid]:
    entries: list[list[Line]] = []
    for line in run:
        if _typed_entry(line) is not None:
            entries.append([line])
        else:
            entries[-1].append(line)
    cells: list[Cell] = []
    for row, lines in enumerate(entries):
        label, value = _typed_entry(lines[0]) or ("", "")
        cells.append(Cell(row, 0, 1, 1, (replace(lines[0], text=label),)))
        cells.append(Cell(row, 1, 1, 1, (replace(lines[0], text=value.strip()), *lines[1:])))
    grid = Grid(len(entries), 2, tuple(cells), run[0].page if run else None, ruled=False)
    if transposed_cards(grid) is not None:
        yield grid
    else:
        yield from run


def _continues_card(above: Grid, below: Grid) -> bool:
    """True where `below` has more entries of the last card of `above`, and not its first label again."""
    entries, more = _entries(above), _entries(below)
    if entries is None or more is None or above.cols != below.cols or not _has_indicator(entries):
        return False
    return squash(more[0].label) != squash(entries[0].label) and any(entry.sure for entry in more)


def _stacked(above: Grid, below: Grid) -> Grid:
    moved = tuple(replace(cell, row=cell.row + above.rows) for cell in below.cells)
    return replace(above, rows=above.rows + below.rows, cells=(*above.cells, *moved))


def transposed_cards(grid: Grid) -> Grid | None:
    """The cards of `grid` as a table: labels as header, a row for each card; None where the grid holds none."""
    entries = _entries(grid)
    if entries is None or len(entries) < FEWEST_ENTRIES or not _has_indicator(entries):
        return None
    known = [entry for entry in entries if entry.role is not None]
    if len(known) <= KNOWN_SHARE * len(entries) or len({e.role for e in known if e.sure} & SAYS_MORE) < 2:
        return None
    cards = list(_one_by_one(entries))
    labels: dict[str, CardEntry] = {}
    for card in cards:
        for entry in card:
            labels.setdefault(squash(entry.label), entry)
    cells = [Cell(0, col, 1, 1, entry.label_lines) for col, entry in enumerate(labels.values())]
    for row, card in enumerate(cards, start=1):
        values = {squash(entry.label): entry.value for entry in card}
        cells.extend(Cell(row, col, 1, 1, values.get(label, ())) for col, label in enumerate(labels))
    return Grid(len(cards) + 1, len(labels), tuple(cells), grid.page, grid.box, grid.ruled)


def _has_indicator(entries: Sequence[CardEntry]) -> bool:
    return any(entry.role is Role.INDIKATOR and entry.sure and entry.value for entry in entries)


def _one_by_one(entries: Sequence[CardEntry]) -> Iterator[tuple[CardEntry, ...]]:
    """One card after the other: a label that was there before begins the next."""
    card: list[CardEntry] = []
    for entry in entries:
        if any(squash(entry.label) == squash(other.label) for other in card):
            yield tuple(card)
            card = []
        card.append(entry)
    if card:
        yield tuple(card)


def _entries(grid: Grid) -> tuple[CardEntry, ...] | None:
    """Every row as a label with its value; None where a row has more than that, or no row names a column."""
    view = GridView(grid)
    entries: list[CardEntry] = []
    row = 0
    while row < grid.rows:
        cells = [cell for cell in view.starting(row) if cell_text(cell)]
        row += 1
        if cells and _MARKED.match(cell_text(cells[0])):
            cells = cells[1:]  # the entry's number
        if not cells or (len(cells) == 1 and cells[0].col_span >= grid.cols - 1):
            continue
        labelled, rest = cells[0], [cell for cell in cells[1:] if cell_text(cell) != ":"]
        label = _NUMBERED_LABEL.sub("", cell_text(labelled)).rstrip(" :")
        if len(rest) > 1:
            dated = [(p, view.at(row, cell.col)) for cell in rest if (p := period_of(cell_text(cell)))]
            if len(dated) < len(rest) or row >= grid.rows:
                return None
            entries.extend(
                CardEntry(f"{label} {p}", _labelled(labelled.lines, f"{label} {p}"), _value([cell] if cell else []))
                for p, cell in dated
            )
            row += 1
        elif labelled.row_span > 1 or (rest and rest[0].row_span > 1):
            return None
        else:
            entries.append(CardEntry(label, _labelled(labelled.lines, label), _value(rest)))
    return tuple(entries) if any(entry.sure for entry in entries) else None


def _labelled(lines: tuple[Line, ...], label: str) -> tuple[Line, ...]:
    return (replace(filled(lines)[0], text=label),)


def _value(cells: Sequence[Cell]) -> tuple[Line, ...]:
    lines = filled(cells[0].lines) if cells else ()
    if not lines:
        return ()
    return (replace(lines[0], text=_LEADS_VALUE.sub("", lines[0].text)), *lines[1:])
