"""Ruling boxes -> parallel lines as arrays: collinear segments joined, near positions snapped together.

As in Tabula and pdfplumber ("snap and join edges"), in numpy. All lengths in PDF points, origin top left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class RulingLines:
    """n parallel lines: horizontal ones (position is y, extent is x) or vertical ones (position is x, extent is y)."""

    position: Floats  # (n,) middle of the thickness, points
    start: Floats  # (n,) points
    end: Floats  # (n,) points, start <= end
    thickness: Floats  # (n,) points

    def __len__(self) -> int:
        return len(self.position)

    def select(self, index: npt.NDArray[np.bool_] | Ints) -> RulingLines:
        """The lines of a boolean mask (n,) or of an array of indices."""
        return RulingLines(self.position[index], self.start[index], self.end[index], self.thickness[index])


@dataclass(frozen=True, slots=True, eq=False)
class HorizontalRulings:
    """Horizontal rulings of a region of the page."""

    lines: Floats  # (n, 3): y, x0, x1 in points

    def between(self, top: float, bottom: float) -> Floats:
        """(m, 3): the rulings with top <= y <= bottom."""
        chosen: Floats = self.lines[(self.lines[:, 0] >= top) & (self.lines[:, 0] <= bottom)]
        return chosen


def split_directions(boxes: Floats) -> tuple[RulingLines, RulingLines]:
    """The horizontal and the vertical lines among `boxes`, (n, 4) x0, top, x1, bottom. A square dot is neither."""
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    x0, top, x1, bottom = boxes[width > height].T
    horizontal = RulingLines((top + bottom) / 2, x0, x1, bottom - top)
    x0, top, x1, bottom = boxes[height > width].T
    return horizontal, RulingLines((x0 + x1) / 2, top, bottom, x1 - x0)


def cluster(values: Floats, tolerance: float) -> Ints:
    """A cluster number for each value (single linkage): sorted neighbours at most `tolerance` apart share one."""
    order = np.argsort(values, kind="stable")
    steps = np.diff(values[order]) > tolerance
    group = np.zeros(len(values), dtype=np.int64)
    group[order] = np.concatenate([[0], np.cumsum(steps)]) if len(values) else 0
    return group


def join_lines(lines: RulingLines, snap: float, gap: float) -> RulingLines:
    """The lines with positions at most `snap` points apart made one (their mean, weighted by length), and segments of
    one position at most `gap` points apart made one line. O(n log n): sort, then one running maximum."""
    if not len(lines):
        return lines
    group = cluster(lines.position, snap)
    weight = np.maximum(lines.end - lines.start, 1e-6)
    position = np.bincount(group, weights=lines.position * weight) / np.bincount(group, weights=weight)
    order = np.lexsort((lines.start, group))
    group, start, end, thickness = group[order], lines.start[order], lines.end[order], lines.thickness[order]
    # Each group is shifted beyond the last one, so that one running maximum serves for all.
    span = float(end.max() - start.min()) + gap + 1.0
    shift = group * span
    furthest = np.maximum.accumulate(end + shift)
    begins = np.concatenate([[True], (start[1:] + shift[1:]) > furthest[:-1] + gap])
    first = np.nonzero(begins)[0]
    return RulingLines(
        position=position[group[first]],
        start=start[first],
        end=np.maximum.reduceat(end + shift, first) - shift[first],
        thickness=np.maximum.reduceat(thickness, first),
    )


def connected_lines(touch: npt.NDArray[np.bool_]) -> list[tuple[Ints, Ints]]:
    """Connected components of the bipartite graph `touch`, (horizontal, vertical) whether two lines meet: indices of
    their horizontal and of their vertical lines. Lines that meet none are in no component.

    By label propagation: every line takes the lowest label among the lines that it touches, until nothing changes.
    """
    n, m = touch.shape
    rows = np.arange(n)
    first_row, first_col = np.nonzero(touch)
    if not len(first_row):
        return []
    no_label = n + m
    while True:
        cols = np.full(m, no_label)
        np.minimum.at(cols, first_col, rows[first_row])
        updated = rows.copy()
        np.minimum.at(updated, first_row, cols[first_col])
        if (updated == rows).all():
            break
        rows = updated
    labels = np.unique(rows[first_row]).tolist()
    return [(np.nonzero(rows == label)[0], np.nonzero(cols == label)[0]) for label in labels]
