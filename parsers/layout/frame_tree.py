"""Words and lattices of a page -> a tree of frames: which ruled table or drawn frame each word belongs to.

A lattice of one cell is a frame, any other one a ruled table; containment of middles, smallest first, makes the tree.
PDF points, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from parsers.layout.lattice_grids import assign_words, build_grid, cell_indices, word_centres
from parsers.layout.lattices import Lattice
from parsers.layout.line_builder import LineBuilder
from parsers.layout.open_rows import cut_open_rows
from parsers.layout.ruling_lines import Floats, Ints
from schemas.geometry import Box
from schemas.transcript import Grid, Word


@dataclass(slots=True, eq=False)
class Frame:
    """The page, or a drawn frame on it: what is directly inside it."""

    box: Box
    words: list[Word] = field(default_factory=list)
    tables: list[RuledTable] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class RuledTable:
    """A table that rulings show, with the tables inside its cells as inner grids."""

    lattice: Lattice
    grid: Grid
    words: tuple[Word, ...]  # those of inner grids are not among them


def frame_tree(words: Sequence[Word], lattices: Sequence[Lattice], builder: LineBuilder, page: Box) -> Frame:
    """The page as a tree of frames, each with its words and ruled tables; small things are inside larger ones."""
    ordered = sorted(lattices, key=_area)
    tables = [lattice for lattice in ordered if len(lattice.cells) > 1]
    framing = [lattice for lattice in ordered if len(lattice.cells) == 1 and not _is_in_table(lattice, tables)]
    centres = word_centres(words)
    root = Frame(page)
    frames = [Frame(_box(lattice)) for lattice in framing]

    table_of = _smallest_holders(tables, centres)
    frame_of = _smallest_holders(framing, centres)
    for i in np.nonzero(table_of < 0)[0].tolist():
        (frames[frame_of[i]] if frame_of[i] >= 0 else root).words.append(words[i])
    for index, lattice in enumerate(framing):
        outer = _first_holder(_box(lattice), framing[index + 1 :])
        (frames[index + 1 + outer] if outer >= 0 else root).frames.append(frames[index])
    for table in _ruled_tables(tables, words, centres, table_of, builder):
        outer = _first_holder(_box(table.lattice), framing)
        larger = outer >= 0 and _area(framing[outer]) > _area(table.lattice)
        (frames[outer] if larger else root).tables.append(table)
    return root


def _area(lattice: Lattice) -> float:
    """Square points."""
    return float((lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))


def _box(lattice: Lattice) -> Box:
    return Box(float(lattice.xs[0]), float(lattice.ys[0]), float(lattice.xs[-1]), float(lattice.ys[-1]))


def _centre(box: Box) -> Floats:
    """(1, 2): x, y."""
    return np.array([[box.x_mid, box.y_mid]])


def _is_in_table(frame: Lattice, tables: Sequence[Lattice]) -> bool:
    centre = _centre(_box(frame))
    return any(_area(table) > _area(frame) and cell_indices(table, centre)[0] >= 0 for table in tables)


def _smallest_holders(lattices: Sequence[Lattice], points: Floats) -> Ints:
    """For each point, the index of the first (smallest) lattice that holds it; -1 for none."""
    holder = np.full(len(points), -1, dtype=np.int64)
    for index, lattice in enumerate(lattices):
        holder[(holder < 0) & (cell_indices(lattice, points) >= 0)] = index
    return holder


def _first_holder(box: Box, lattices: Sequence[Lattice]) -> int:
    """Index of the first lattice that holds the middle of the box; -1 for none."""
    centre = _centre(box)
    for index, lattice in enumerate(lattices):
        if cell_indices(lattice, centre)[0] >= 0:
            return index
    return -1


def _ruled_tables(
    tables: Sequence[Lattice], words: Sequence[Word], centres: Floats, table_of: Ints, builder: LineBuilder
) -> list[RuledTable]:
    """Tables with their words, smallest first; tables in a cell of another one become part of it.

    `table_of`: for each word the index of its table, -1 for none. Tables without words are left out.
    """
    inner: list[dict[int, list[Grid]]] = [{} for _ in tables]
    top: list[RuledTable] = []
    for index, lattice in enumerate(tables):
        mine = np.nonzero(table_of == index)[0]
        own = [words[i] for i in mine.tolist()]
        if not inner[index]:
            lattice = cut_open_rows(lattice, own, centres[mine])
        by_cell: dict[int, list[Word]] = {}
        for word, cell in zip(own, assign_words(lattice, own, centres[mine]).tolist(), strict=True):
            by_cell.setdefault(cell, []).append(word)
        if not by_cell and not inner[index]:
            continue
        grid = build_grid(lattice, builder, by_cell, inner[index])
        outer = _first_holder(_box(lattice), tables[index + 1 :])
        if outer >= 0:
            cell = int(cell_indices(tables[index + 1 + outer], _centre(_box(lattice)))[0])
            inner[index + 1 + outer].setdefault(cell, []).append(grid)
        else:
            top.append(RuledTable(lattice, grid, tuple(own)))
    return top
