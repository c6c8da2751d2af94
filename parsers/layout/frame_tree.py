"""Which ruled table or frame each word of a page stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from parsers.layout.lattice_grids import assign_words, build_grid, cell_indices, word_centres
from parsers.layout.lattices import Lattice
from parsers.layout.line_builder import LineBuilder
from schemas.geometry import Box
from schemas.transcript import Grid, Word


@dataclass(slots=True, eq=False)
class Frame:
    """The page, or a drawn frame on it: what stands directly in it."""

    box: Box
    words: list[Word] = field(default_factory=list)
    tables: list[RuledTable] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class RuledTable:
    lattice: Lattice
    grid: Grid
    words: tuple[Word, ...]  # those of inner grids are not among them


def frame_tree(words: Sequence[Word], found: Sequence[Lattice], builder: LineBuilder, whole: Box) -> Frame:
    """The page as a tree of frames, each with its words and ruled tables; small things stand inside larger ones."""
    ordered = sorted(found, key=_area)
    tables = [lattice for lattice in ordered if len(lattice.cells) > 1]
    frames = [lattice for lattice in ordered if len(lattice.cells) == 1 and not _in_a_table(lattice, tables)]
    points = word_centres(words)
    root = Frame(whole)
    areas = [Frame(_box(frame)) for frame in frames]

    holder = _smallest(tables, points)
    framed = _smallest(frames, points)
    for i in np.nonzero(holder < 0)[0].tolist():
        (areas[framed[i]] if framed[i] >= 0 else root).words.append(words[i])
    for index, frame in enumerate(frames):
        outer = _holder_of(_box(frame), frames[index + 1 :])
        (areas[index + 1 + outer] if outer >= 0 else root).frames.append(areas[index])
    for table in _ruled_tables(tables, words, points, holder, builder):
        outer = _holder_of(_box(table.lattice), frames)
        larger = outer >= 0 and _area(frames[outer]) > _area(table.lattice)
        (areas[outer] if larger else root).tables.append(table)
    return root


def _area(lattice: Lattice) -> float:
    return float((lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))


def _box(lattice: Lattice) -> Box:
    return Box(float(lattice.xs[0]), float(lattice.ys[0]), float(lattice.xs[-1]), float(lattice.ys[-1]))


def _middle(box: Box) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[box.x_mid, box.y_mid]])


def _in_a_table(frame: Lattice, tables: Sequence[Lattice]) -> bool:
    middle = _middle(_box(frame))
    return any(_area(table) > _area(frame) and cell_indices(table, middle)[0] >= 0 for table in tables)


def _smallest(
    lattices: Sequence[Lattice], points: np.ndarray[tuple[int, int], np.dtype[np.float64]]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each point, the index of the first (smallest) lattice that holds it; -1 for none."""
    holder = np.full(len(points), -1, dtype=np.int64)
    for index, lattice in enumerate(lattices):
        holder[(holder < 0) & (cell_indices(lattice, points) >= 0)] = index
    return holder


def _holder_of(box: Box, lattices: Sequence[Lattice]) -> int:
    middle = _middle(box)
    for index, lattice in enumerate(lattices):
        if cell_indices(lattice, middle)[0] >= 0:
            return index
    return -1


def _ruled_tables(
    tables: Sequence[Lattice],
    words: Sequence[Word],
    points: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    holder: np.ndarray[tuple[int], np.dtype[np.int64]],
    builder: LineBuilder,
) -> list[RuledTable]:
    """Tables with their words, smallest first; tables in a cell of another one become part of it."""
    inner: list[dict[int, list[Grid]]] = [{} for _ in tables]
    top: list[RuledTable] = []
    for index, lattice in enumerate(tables):
        mine = np.nonzero(holder == index)[0]
        by_cell: dict[int, list[Word]] = {}
        placed = assign_words(lattice, [words[i] for i in mine.tolist()], points[mine])
        for i, cell in zip(mine.tolist(), placed.tolist(), strict=True):
            by_cell.setdefault(cell, []).append(words[i])
        if not by_cell and not inner[index]:
            continue
        grid = build_grid(lattice, builder, by_cell, inner[index])
        outer = _holder_of(_box(lattice), tables[index + 1 :])
        if outer >= 0:
            cell = int(cell_indices(tables[index + 1 + outer], _middle(_box(lattice)))[0])
            inner[index + 1 + outer].setdefault(cell, []).append(grid)
        else:
            top.append(RuledTable(lattice, grid, tuple(words[i] for i in mine.tolist())))
    return top
