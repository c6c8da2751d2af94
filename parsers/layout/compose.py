"""Ink to pages: the words and rulings of a page become lines and grids in reading order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parsers.ink import InkPage
from parsers.layout.blocks import centres, grid_of, places_in
from parsers.layout.lines import lines_of, text_height
from parsers.layout.ruled import Lattice, lattices
from schemas.geometry import Box
from schemas.transcript import Grid, Line, Page, Word


def compose(pages: Sequence[InkPage]) -> tuple[Page, ...]:
    """Pages as a person would read them, in the given order."""
    return tuple(compose_page(page) for page in pages)


def compose_page(ink: InkPage) -> Page:
    """One page without regard to the others: nothing is furniture yet."""
    height = text_height(ink.words)
    found, _ = lattices(ink.rulings, height)
    grids, free = _grids(ink, found)
    blocks: list[Line | Grid] = [*lines_of(free, ink.number), *grids]
    blocks.sort(key=lambda block: (_box(block).top, _box(block).x0))
    return Page(ink.number, ink.width, ink.height, tuple(blocks), (), ink.source)


def _box(block: Line | Grid) -> Box:
    return block.box or Box(0, 0, 0, 0)


def _area(lattice: Lattice) -> float:
    return float((lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))


def _grids(ink: InkPage, found: list[Lattice]) -> tuple[list[Grid], list[Word]]:
    """Grids of the page, inner ones inside the cells of outer ones, and the words that stand in none."""
    words = ink.words
    points = centres(words)
    holder = np.full(len(words), -1, dtype=np.int64)  # lattice of each word
    place = np.full(len(words), -1, dtype=np.int64)
    tables = [lattice for lattice in sorted(found, key=_area) if len(lattice.cells) > 1]
    for index, lattice in enumerate(tables):
        cells = places_in(lattice, points)
        mine = (cells >= 0) & (holder < 0)
        holder[mine] = index
        place[mine] = cells[mine]
    inner: list[dict[int, list[Grid]]] = [{} for _ in tables]
    top: list[Grid] = []
    for index, lattice in enumerate(tables):
        by_cell: dict[int, list[Word]] = {}
        for i in np.nonzero(holder == index)[0].tolist():
            by_cell.setdefault(int(place[i]), []).append(words[i])
        if not by_cell and not inner[index]:
            continue
        grid = grid_of(lattice, ink.number, by_cell, inner[index])
        middle = np.array([[_box(grid).x_mid, _box(grid).y_mid]])
        for outer in range(index + 1, len(tables)):
            cell = int(places_in(tables[outer], middle)[0])
            if cell >= 0:
                inner[outer].setdefault(cell, []).append(grid)
                break
        else:
            top.append(grid)
    return top, [words[i] for i in np.nonzero(holder < 0)[0].tolist()]
