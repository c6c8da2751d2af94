"""Performance cascades (pohon kinerja) that are drawn as a table: one column per level, merged cells for parents.

Between the levels may be columns with the indicators of the level on their left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.cascade.levels import is_goal_header, is_indicator_header, level_of
from extractor.interpret.cascade.node_text import has_no_goal, split_indicators, split_node
from extractor.interpret.cascade.trees import Tree, TreeNode
from extractor.interpret.tables.grid_view import GridView, cell_text, filled
from extractor.interpret.tables.header_rows import find_header
from extractor.interpret.tables.page_breaks import CutCell, continues_cell
from schemas.document import Tingkat
from schemas.printed import Role
from schemas.transcript import Cell, Line

FEWEST_LEVELS = 3  # columns with a level's name; fewer make no cascade
HEADER_ROWS = 5  # at most
JOINED = 0.93  # certainty of a text that was put together over a page break
PLAN_ROLES = frozenset({Role.TARGET, Role.FORMULASI, Role.SATUAN, Role.ANGGARAN, Role.REALISASI})


@dataclass(frozen=True, slots=True)
class CascadeTable:
    """A grid whose columns are levels."""

    view: GridView
    first: int  # body row, 0-based, from which on the nodes are
    levels: tuple[Tingkat | None, ...]  # per grid column; None for other columns
    owners: tuple[int | None, ...] = ()  # per column of indicators the column whose nodes they belong to


def cascade_table(view: GridView) -> CascadeTable | None:
    """The grid as a cascade; None where fewer than FEWEST_LEVELS columns are headed by different levels.

    Example: "Ultimate Outcome | Intermediate Outcome | IKU | Output". Plans ("Tujuan | Sasaran | Program | Target") are
    none, though their columns name levels too.
    """
    grid = view.grid
    for last in range(min(HEADER_ROWS, grid.rows - 1), 0, -1):
        if not _is_level_header(view, last - 1):
            continue
        levels = _levels(view, last)
        if sum(level is not None for level in levels) < FEWEST_LEVELS:
            continue
        if not _names_outcomes(view, last) and _is_plan(view):
            continue
        owners = [
            max((c for c in range(col) if levels[c] is not None), default=None)
            if _lowest_header_is(view, last, col, is_indicator_header)
            else None
            for col in range(grid.cols)
        ]
        return CascadeTable(view, last, tuple(levels), tuple(owners))
    return None


def _levels(view: GridView, last: int) -> list[Tingkat | None]:
    """The level per column. Of several columns under one header the one with the most text holds the goals."""
    levels: list[Tingkat | None] = []
    for col in range(view.grid.cols):
        level = None if _lowest_header_is(view, last, col, is_indicator_header) else _column_level(view, last, col)
        if level in levels and level is not None:
            earlier = levels.index(level)
            if _letters(view, last, col) > _letters(view, last, earlier):
                levels[earlier] = None
            else:
                level = None
        levels.append(level)
    return levels


def _letters(view: GridView, first: int, col: int) -> int:
    cells = {id(c): c for r in range(first, view.grid.rows) if (c := view.at(r, col)) is not None and c.col == col}
    return sum(len(cell_text(cell)) for cell in cells.values())


def _names_outcomes(view: GridView, last: int) -> bool:
    """True where a header names a level by itself, not only by a word that plans use too (tujuan, sasaran)."""
    return any(level_of(cell_text(cell)) is not None for r in range(last) for cell in view.row(r))


def _is_plan(view: GridView) -> bool:
    """True for a plan or agreement: it says more of an indicator than its name (a target, a formula, money)."""
    header = find_header(view)
    return header is not None and not header.roles.isdisjoint(PLAN_ROLES)


def _is_level_header(view: GridView, row: int) -> bool:
    """True where most filled cells of the row name a level, or what is inside one."""
    texts = [t for c in view.row(row) if (t := cell_text(c))]
    known = sum(level_of(t, groups=True) is not None or is_indicator_header(t) or is_goal_header(t) for t in texts)
    return bool(texts) and known * 2 > len(texts)


def _lowest_header_is(view: GridView, last: int, col: int, test: Callable[[str], bool]) -> bool:
    """True where `test` holds for the lowest header text over a column."""
    text = next((t for r in range(last - 1, -1, -1) if (t := cell_text(view.at(r, col)))), "")
    return test(text)


def _column_level(view: GridView, last: int, col: int) -> Tingkat | None:
    texts = [cell_text(c) for r in range(last) if (c := view.at(r, col)) is not None]
    for text in reversed(texts):
        if level := level_of(text):
            return level
    return next((level for t in reversed(texts) if (level := level_of(t, groups=True))), None)


@dataclass(frozen=True, slots=True)
class _CellNode:
    """A cell that names a goal, with the cells beside it that hold indicators."""

    level: Tingkat
    lines: tuple[Line, ...]
    cell: Cell
    parent: int | None  # index into the builder's nodes
    beside: tuple[tuple[Line, ...], ...] = ()  # per cell of indicators its lines
    beside_cell: Cell | None = None  # the last one of these
    certainty: float = 1.0

    def with_rest(self, lines: tuple[Line, ...]) -> _CellNode:
        """The node with what the next page adds to its goal."""
        return replace(self, lines=(*self.lines, *lines), certainty=JOINED)

    def with_indicator_rest(self, lines: tuple[Line, ...]) -> _CellNode:
        """The node with what the next page adds to its last cell of indicators."""
        return replace(self, beside=(*self.beside[:-1], (*self.beside[-1], *lines)), certainty=JOINED)

    def with_indicators(self, cell: Cell, lines: tuple[Line, ...]) -> _CellNode:
        """The node with one more cell of indicators."""
        return replace(self, beside=(*self.beside, lines), beside_cell=cell)


class _TreeBuilder:
    """One tree in the making: the tables that continue each other, as one."""

    def __init__(self, levels: tuple[Tingkat | None, ...], owners: tuple[int | None, ...]) -> None:
        self.levels = levels
        self.owners = owners
        self._nodes: list[_CellNode] = []
        self._current: dict[int, int] = {}  # column -> index of the node that covers it

    def add(self, table: CascadeTable, continued: bool) -> None:
        """Takes the rows of the next table; the first row of one that is `continued` may be cut by a page break."""
        view = table.view
        for row in range(table.first, view.grid.rows):
            over_break = continued and row == table.first
            for col in range(view.grid.cols):
                cell = view.at(row, col)
                if cell is None or cell.row != row or cell.col != col:
                    continue
                level, owner = self.levels[col], self.owners[col] if self.owners else None
                if level is not None:
                    self._goal(cell, col, level, over_break)
                elif owner is not None:
                    self._indicators(cell, owner, over_break)

    def _goal(self, cell: Cell, col: int, level: Tingkat, over_break: bool) -> None:
        lines = filled(cell.lines)
        at = self._current.get(col)
        if not lines:
            return  # nothing new: the goal above continues, or the level was left out since its parent began
        if over_break and at is not None:
            node = self._nodes[at]
            if continues_cell(CutCell(node.lines, node.cell, lines, Role.SASARAN)) > 0 or has_no_goal(lines):
                self._nodes[at] = node.with_rest(lines)
                return
        parent = next((self._current[c] for c in range(col - 1, -1, -1) if c in self._current), None)
        self._nodes.append(_CellNode(level, lines, cell, parent))
        shallower = {c: node for c, node in self._current.items() if c < col}
        self._current = {**shallower, col: len(self._nodes) - 1}

    def _indicators(self, cell: Cell, owner: int, over_break: bool) -> None:
        at = self._current.get(owner)
        lines = filled(cell.lines)
        if at is None or not lines:
            return
        node = self._nodes[at]
        if over_break and node.beside:
            rest = CutCell(node.beside[-1], node.beside_cell, lines, Role.INDIKATOR)
            if continues_cell(rest) > 0:
                self._nodes[at] = node.with_indicator_rest(lines)
                return
        self._nodes[at] = node.with_indicators(cell, lines)

    def tree(self) -> Tree:
        """The tree so far, texts of cells split into goals and indicators."""
        nodes = []
        for node in self._nodes:
            goal, indicators = split_node(node.lines)
            beside = (item for lines in node.beside for item in split_indicators(lines))
            nodes.append(TreeNode(node.level, goal, (*indicators, *beside), node.parent, node.certainty))
        return Tree(tuple(nodes))


def table_trees(tables: Sequence[CascadeTable]) -> list[Tree]:
    """A tree for each step of a working paper; tables with the same columns continue each other and are one."""
    builders: list[_TreeBuilder] = []
    for table in tables:
        continued = bool(builders) and (builders[-1].levels, builders[-1].owners) == (table.levels, table.owners)
        if not continued:
            builders.append(_TreeBuilder(table.levels, table.owners))
        builders[-1].add(table, continued)
    return [builder.tree() for builder in builders]
