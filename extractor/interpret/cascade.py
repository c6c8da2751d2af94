"""Performance cascades (pohon kinerja) that are drawn as a table: one column per level, merged cells for parents."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import cast

from rapidfuzz import fuzz

from extractor.interpret.cut import Remainder, continues_cell
from extractor.interpret.labels import list_marker
from extractor.interpret.split import NEW_INDICATOR
from extractor.interpret.view import GridView, cell_text, filled
from extractor.interpret.vocab import squash
from schemas.document import Tingkat
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.printed import Passage, PrintedNode, Role
from schemas.transcript import Cell, Line

FEWEST_LEVELS = 3  # columns with a level's name; fewer make no cascade
HEADER_ROWS = 4
SAME_LEVEL_NAME = 88.0  # percent
SAME_NODE = 90.0  # percent; below, two steps name different things

_INDICATORS = re.compile(
    r"^\W*(?:i\s*k(?:\s*[uipk])?|indikator(?:\s+kinerja(?:\s+\w+)?)?)\s*[:;]\s*(?P<rest>.*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CascadeTable:
    """A grid whose columns are levels; `levels` gives the level per grid column, None for other columns."""

    view: GridView
    first: int  # body rows, 0-based
    levels: tuple[Tingkat | None, ...]


@cache
def _level_names() -> tuple[tuple[Tingkat, frozenset[str], frozenset[str]], ...]:
    data = tomllib.loads(files("extractor").joinpath("data", "levels.toml").read_text(encoding="utf-8"))
    return tuple(
        (cast(Tingkat, level), frozenset(map(squash, e["names"])), frozenset(map(squash, e["groups"])))
        for level, e in data.items()
    )


def level_of(text: str, groups: bool = False) -> Tingkat | None:
    """The level that a header or a box label names; with `groups` also the wider names above it."""
    word = squash(text)
    if not word:
        return None
    for level, names, group_names in _level_names():
        if word in names or (groups and word in group_names):
            return level
    if len(word) < 8:
        return None
    scored = [
        (fuzz.ratio(word, name), level)
        for level, names, group_names in _level_names()
        for name in (names | group_names if groups else names)
        if len(name) >= 6
    ]
    best = max(scored, default=(0.0, None), key=lambda s: s[0])
    return best[1] if best[0] >= SAME_LEVEL_NAME else None


def cascade_table(view: GridView) -> CascadeTable | None:
    """The grid as a cascade; None where fewer than FEWEST_LEVELS columns are headed by different levels."""
    grid = view.grid
    for last in range(min(HEADER_ROWS, grid.rows - 1), 0, -1):
        levels = [_column_level(view, last, col) for col in range(grid.cols)]
        named = [level for level in levels if level is not None]
        if len(set(named)) == len(named) >= FEWEST_LEVELS and _header_row(view, last - 1):
            return CascadeTable(view, last, tuple(levels))
    return None


def _header_row(view: GridView, row: int) -> bool:
    """True where most filled cells of the row name a level."""
    texts = [t for c in view.row(row) if (t := cell_text(c))]
    return bool(texts) and sum(level_of(t, groups=True) is not None for t in texts) * 2 > len(texts)


def _column_level(view: GridView, last: int, col: int) -> Tingkat | None:
    texts = [cell_text(c) for r in range(last) if (c := view.at(r, col)) is not None]
    for text in reversed(texts):
        if level := level_of(text):
            return level
    return next((level for t in reversed(texts) if (level := level_of(t, groups=True))), None)


@dataclass(slots=True)
class _Node:
    level: Tingkat
    lines: list[Line]
    cell: Cell
    parent: int | None
    certainty: float = 1.0


@dataclass(slots=True)
class _Step:
    """One tree in the making: the tables that continue each other, as one."""

    levels: tuple[Tingkat | None, ...]
    nodes: list[_Node] = field(default_factory=list)
    current: dict[int, int | None] = field(default_factory=dict)  # column -> index of the node that covers it

    def add(self, table: CascadeTable, continued: bool) -> None:
        view = table.view
        for row in range(table.first, view.grid.rows):
            for col, level in enumerate(table.levels):
                cell = view.at(row, col)
                if level is None or cell is None or cell.row != row or cell.col != col:
                    continue
                self._cell(cell, col, level, continued and row == table.first)

    def _cell(self, cell: Cell, col: int, level: Tingkat, over_break: bool) -> None:
        lines = filled(cell.lines)
        at = self.current.get(col)
        if not lines:
            if not over_break:
                self.current[col] = None
            return
        if over_break and at is not None:
            node = self.nodes[at]
            if continues_cell(Remainder(node.lines, node.cell, lines, Role.OTHER)) > 0 or _has_no_goal(lines):
                node.lines.extend(lines)
                node.certainty = 0.93
                return
        parent = next((p for c in range(col - 1, -1, -1) if (p := self.current.get(c)) is not None), None)
        self.nodes.append(_Node(level, list(lines), cell, parent))
        self.current[col] = len(self.nodes) - 1
        for deeper in range(col + 1, len(self.levels)):
            self.current[deeper] = None


def _has_no_goal(lines: Sequence[Line]) -> bool:
    """A cell that begins with indicators goes on with the one before the page break."""
    return bool(_INDICATORS.match(lines[0].text)) or lines[0].text.lstrip()[:1] in "-•"


def cascade_of(tables: Sequence[CascadeTable]) -> tuple[tuple[PrintedNode, ...], tuple[Finding, ...]]:
    """The nodes of the fullest step in reading order, and where the other steps disagree with it."""
    steps: list[_Step] = []
    for table in tables:
        if steps and steps[-1].levels == table.levels:
            steps[-1].add(table, continued=True)
        else:
            step = _Step(table.levels)
            step.add(table, continued=False)
            steps.append(step)
    if not steps:
        return (), ()
    main = max(steps, key=lambda s: (sum(level is not None for level in s.levels), len(s.nodes)))
    nodes = tuple(_printed(node) for node in main.nodes)
    return nodes, tuple(f for step in steps if step is not main for f in _differences(step, nodes))


def _printed(node: _Node) -> PrintedNode:
    goal, indicators = split_node(node.lines)
    return PrintedNode(
        node.level,
        Passage(goal, node.certainty),
        tuple(Passage(item, node.certainty) for item in indicators),
        node.parent,
    )


def split_node(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[tuple[Line, ...], ...]]:
    """A node's text as its goal, and its indicators one by one ("IK: - ... - ...")."""
    goal: list[Line] = []
    items: list[list[Line]] = []
    inside = False
    for line in lines:
        m = _INDICATORS.match(line.text)
        if m:
            inside = True
            if m["rest"].strip():
                items.append([replace(line, text=m["rest"].strip())])
            continue
        if not inside:
            goal.append(line)
            continue
        marker = list_marker(line.text)
        text = marker[2] if marker else line.text
        if marker or not items or (NEW_INDICATOR.match(line.text) and line.text[:1].isupper()) or line.box is None:
            items.append([replace(line, text=text.strip())])
        else:
            items[-1].append(line)
    return tuple(goal), tuple(tuple(item) for item in items)


def _differences(step: _Step, nodes: Sequence[PrintedNode]) -> list[Finding]:
    """A finding for each goal of an earlier step that the fullest step does not have."""
    known = [squash(_text(node.kinerja.lines)) for node in nodes]
    found = []
    for node in step.nodes:
        text = _text(split_node(node.lines)[0])
        word = squash(text)
        if word and max((fuzz.ratio(word, k) for k in known), default=0.0) < SAME_NODE:
            found.append(finding("kaskade_beda", page=node.cell.lines[0].page, place=text, kinerja=text))
    return found


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text.strip() for line in lines)
