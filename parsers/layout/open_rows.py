"""Lattice + words -> the same lattice with its open rows cut: rows of a table whose rulings are vertical only, or only
around groups of rows, are told by white space and by what their texts say (row_evidence, row_segments).

Habit: planning matrices with lines between the columns, and none between the entries
(test_rows_between_vertical_rulings_are_told_by_white_space). Lengths in PDF points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from parsers.layout.column_fragments import Fragment, TableColumns, numeric_columns
from parsers.layout.lattice_grids import cell_indices
from parsers.layout.lattices import Lattice, with_rows_cut
from parsers.layout.line_builder import median_text_height
from parsers.layout.printed_rows import PrintedRow, is_number
from parsers.layout.row_boundaries import RowBoundaries
from parsers.layout.row_evidence import StripContext, begins_lower, row_evidence, text_columns
from parsers.layout.row_raster import rasterise_rows
from parsers.layout.row_segments import best_segmentation, row_weights
from parsers.layout.ruling_lines import Floats, HorizontalRulings
from schemas.transcript import InferredRow, Word

Bools = npt.NDArray[np.bool_]

LEAST_HEIGHT = 3.5  # text heights: a lower row is not looked at
LEAST_WORDS = 6  # nor is one of fewer words
WIDER_RIVER = 0.2  # text heights: a river between rows is wider than one between lines by this
TEXT_SHARE = 0.5  # of a column's lines have words: it holds text, so that a blank cell continues the last one
LEAST_CHANGES, CHANGED_SHARE = 2, 0.5  # borders, and part of all: so many begin or end at a heading
SURELY_ONE = 0.9  # certainty from which on a ruled row is one row of the table, without doubt
TORN = 2  # rows that a cell covers where a ruling is torn; one over more rows is drawn so
NO_RULINGS = HorizontalRulings(np.zeros((0, 3)))


def cut_open_rows(lattice: Lattice, words: Sequence[Word], centres: Floats) -> Lattice:
    """The lattice with its open rows cut; itself where there are none. `words`: those in its cells; `centres`: (n, 2)
    their x, y."""
    x, y = centres.T
    inside = (x > lattice.xs[0]) & (x < lattice.xs[-1]) & (y > lattice.ys[0]) & (y < lattice.ys[-1])
    if lattice.cols < 2 or inside.sum() < LEAST_WORDS:
        return lattice
    inside &= ~_continue_cells(lattice, centres)
    opened: list[_OpenRow] = []
    for row in range(lattice.rows):
        band = np.nonzero(inside & (y > lattice.ys[row]) & (y < lattice.ys[row + 1]))[0]
        own = [words[i] for i in band.tolist()]
        if len(own) < LEAST_WORDS or not _may_be_open(lattice, row, own):
            continue
        found = _opened(lattice, row, own)
        if found is not None:
            opened.append(found)
    cuts = np.array([cut for each in opened for cut in each.cuts])
    joined = [blank for each in opened for blank in each.joined]
    if len(cuts):
        lattice = with_rows_cut(lattice, cuts, np.array(joined))
    rows = [(middle, row) for each in opened for middle, row in each.rows]
    return replace(lattice, inferred={int(np.searchsorted(lattice.ys, y)) - 1: row for y, row in rows})


def _continue_cells(lattice: Lattice, centres: Floats) -> Bools:
    """(n,): whether a word is of a cell that no cut parts, and stands in a row below that in which the cell begins."""
    whole = np.array([cell.row_span > TORN for cell in lattice.cells])
    begins = np.array([cell.row for cell in lattice.cells])
    cells, rows = cell_indices(lattice, centres), np.searchsorted(lattice.ys, centres[:, 1], side="right") - 1
    continued: Bools = whole[cells] & (begins[cells] < rows)
    return continued


def _may_be_open(lattice: Lattice, row: int, words: Sequence[Word]) -> bool:
    """False for the rows of ordinary tables, without a look at their cells."""
    height = median_text_height(words)
    if lattice.ys[row + 1] - lattice.ys[row] < LEAST_HEIGHT * height:
        return False
    rivers = _rivers(words)
    return len(rivers) > 0 and bool(rivers.max() >= WIDER_RIVER * height)


def _rivers(words: Sequence[Word]) -> Floats:
    """(n,) heights of the white bands between the words, all columns together, points."""
    spans = np.array(sorted((word.box.top, word.box.bottom) for word in words if not word.turn)).reshape(-1, 2)
    if len(spans) < 2:
        return np.zeros(0)
    reached = np.maximum.accumulate(spans[:, 1])
    gaps = spans[1:, 0] - reached[:-1]
    rivers: Floats = gaps[gaps > 0]
    return rivers


@dataclass(frozen=True, slots=True)
class _OpenRow:
    """What a row of the lattice becomes."""

    cuts: list[float]  # y of each cut
    joined: list[Bools]  # for each cut (columns,) where the cell above continues below it
    rows: list[tuple[float, InferredRow]]  # with a y that is within each


def _opened(lattice: Lattice, row: int, words: Sequence[Word]) -> _OpenRow | None:
    """The rows that a row of the lattice holds; None where it is surely one."""
    raster = rasterise_rows(words)
    if len(raster.rows) < 2:
        return None
    columns = _columns(lattice, row, raster.rows)
    evidence = row_evidence(
        RowBoundaries(raster, columns, NO_RULINGS), StripContext(lattice.rows, _border_changes(lattice, raster.rows))
    )
    found = best_segmentation(evidence, row_weights())
    chosen = [segment.lo for segment in found.rows[1:]]
    if not chosen and found.rows[0].certainty > SURELY_ONE:
        return None
    rows = [
        (raster.rows[each.lo].middle, InferredRow(each.certainty, len(found.rows), found.other if n == 0 else None))
        for n, each in enumerate(found.rows)
    ]
    text = text_columns(columns, TEXT_SHARE)
    text[0] |= columns.numeric[0] and text[1]  # a number in front counts all goals down to the next number
    edges = [0, *chosen, len(raster.rows)]
    whole = np.array([lattice.cells[index].row_span > TORN for index in lattice.owner[row]])  # no cut parts it
    joined = [whole | (text & _is_continued(columns, edges[n : n + 3])) for n in range(len(chosen))]
    return _OpenRow([_middle_between(raster.rows, i) for i in chosen], joined, rows)


def _columns(lattice: Lattice, row: int, printed: Sequence[PrintedRow]) -> TableColumns:
    """The words of printed rows in the columns of a row of the lattice, cut at the borders drawn beside them."""
    borders = lattice.row_xs[row]
    fragments = tuple(_fragments(lattice, borders, each, index) for index, each in enumerate(printed))
    gutters = np.stack([borders[1:-1], borders[1:-1]], axis=1)
    return TableColumns(gutters, fragments, borders[:-1], borders[1:], numeric_columns(fragments, lattice.cols))


def _fragments(lattice: Lattice, borders: Floats, row: PrintedRow, index: int) -> tuple[Fragment, ...]:
    """A printed row's words, divided where a border is drawn at their height, and at wide gaps."""
    middles = np.array([word.box.x_mid for word in row.words])
    at = np.clip(np.searchsorted(borders, middles, side="right") - 1, 0, lattice.cols - 1).tolist()
    drawn = lattice.drawn_at(row.middle)
    result: list[Fragment] = []
    for word, c in zip(row.words, at, strict=True):
        last = result[-1] if result else None
        same = last is not None and (c == last.last or not drawn[last.last + 1 : c + 1].any())
        if last is not None and same and (c == last.last or word.box.x0 - last.x1 <= row.word_gap):
            result[-1] = Fragment((*last.words, word), index, last.first, c)
        else:
            result.append(Fragment((word,), index, c, c))
    return tuple(result)


def _middle_between(rows: Sequence[PrintedRow], i: int) -> float:
    """y of the cut above printed row i, points."""
    return (max(row.bottom for row in rows[:i]) + min(row.top for row in rows[i:])) / 2


def _border_changes(lattice: Lattice, rows: Sequence[PrintedRow]) -> frozenset[int]:
    """Printed rows beside which other borders are drawn than beside the row above: a heading over the columns begins or
    ends there."""
    drawn = [lattice.drawn_at(row.middle)[1:-1] for row in rows]
    least = max(LEAST_CHANGES, CHANGED_SHARE * (lattice.cols - 1))
    return frozenset(
        i
        for i in range(1, len(rows))
        if (drawn[i] != drawn[i - 1]).sum() >= least and rows[i].top >= rows[i - 1].bottom
    )


def _is_continued(columns: TableColumns, edges: Sequence[int]) -> Bools:
    """(columns,): the columns left of the first one that begins anew in printed rows edges[1]..edges[2]-1: blank under
    a goal, or with the rest of its sentence. None below printed rows edges[0]..edges[1]-1 of numbers only."""
    above, below = ([f for row in columns.fragments[lo:hi] for f in row] for lo, hi in pairwise(edges))
    if all(is_number(f.text) for f in above):
        return np.zeros(columns.count, dtype=bool)
    tops = {f.first: f for f in reversed(below)}
    first = min((c for c, fragment in tops.items() if not begins_lower(fragment)), default=0)
    return np.arange(columns.count) < first
