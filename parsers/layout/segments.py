"""Ruling lines as arrays: collinear bits joined, positions snapped together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Parallel lines: where they stand across their direction, and from where to where they run along it."""

    at: Floats  # middle of the thickness
    start: Floats
    end: Floats
    thick: Floats

    def __len__(self) -> int:
        return len(self.at)

    def chosen(self, index: npt.NDArray[np.bool_] | Ints) -> Segments:
        return Segments(self.at[index], self.start[index], self.end[index], self.thick[index])


def split_directions(boxes: Floats) -> tuple[Segments, Segments]:
    """Level and upright lines of boxes (n, 4) x0, top, x1, bottom. A dot counts as neither."""
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    level = boxes[width > height]
    upright = boxes[height > width]
    return (
        Segments((level[:, 1] + level[:, 3]) / 2, level[:, 0], level[:, 2], level[:, 3] - level[:, 1]),
        Segments((upright[:, 0] + upright[:, 2]) / 2, upright[:, 1], upright[:, 3], upright[:, 2] - upright[:, 0]),
    )


def clusters(values: Floats, reach: float) -> Ints:
    """A group number for each value: sorted neighbours at most `reach` apart share one."""
    order = np.argsort(values, kind="stable")
    steps = np.diff(values[order]) > reach
    group = np.zeros(len(values), dtype=np.int64)
    group[order] = np.concatenate([[0], np.cumsum(steps)]) if len(values) else 0
    return group


def join(segments: Segments, snap: float, gap: float) -> Segments:
    """Lines at most `snap` apart across become one place; bits at most `gap` apart along become one line."""
    if not len(segments):
        return segments
    group = clusters(segments.at, snap)
    weight = np.maximum(segments.end - segments.start, 1e-6)
    place = np.bincount(group, weights=segments.at * weight) / np.bincount(group, weights=weight)
    order = np.lexsort((segments.start, group))
    group, start, end, thick = group[order], segments.start[order], segments.end[order], segments.thick[order]
    # Each group is shifted beyond the last one, so that one running maximum serves for all.
    span = float(end.max() - start.min()) + gap + 1.0
    shift = group * span
    reach = np.maximum.accumulate(end + shift)
    begins = np.concatenate([[True], (start[1:] + shift[1:]) > reach[:-1] + gap])
    first = np.nonzero(begins)[0]
    return Segments(
        at=place[group[first]],
        start=start[first],
        end=np.maximum.reduceat(end + shift, first) - shift[first],
        thick=np.maximum.reduceat(thick, first),
    )
