"""Lines that meet, and the boxes that they join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from schemas.geometry import Box

# Points.
MEET = 2.5  # a line that ends this near to another one joins it
TOUCH = 3.5  # a line that ends this near to a box touches it
ARROW = 16.0  # an arrow head may fill a gap as long as this between its line and the box

NOWHERE = -1e6  # a place that no line reaches
FEW = 2  # one box alone is not joined

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Segments = Floats  # (n, 4): x and y of the start, x and y of the end


def joined_boxes(
    segments: Segments, arrows: Sequence[Box], places: Sequence[Box], touch: float = TOUCH, lost: float = 0.0
) -> Iterator[tuple[int, ...]]:
    """For each net of segments that meet, and each broad arrow, the boxes (indices into `places`) that it joins, at
    least two.

    `touch`: how near a line must come to a box, in points. `lost`: strokes as short as this may be missing, as on
    scans: a line that runs along a box's side so near joins that box too.
    """
    if len(places) < FEW:
        return
    boxes = np.array([(box.x0, box.top, box.x1, box.bottom) for box in places])
    size = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    boxes[_frames(boxes)] = NOWHERE
    yield from _by_arrows(arrows, boxes)
    if not len(segments):
        return
    ends = segments.reshape(-1, 2)  # two for each segment
    from_segments = _distances(ends, segments)
    owner = np.arange(len(ends)) // 2
    from_segments[np.arange(len(ends)), owner] = np.inf
    first, second = np.nonzero(from_segments <= MEET)
    across, down = np.nonzero(_crossing(segments))
    group = _groups(len(segments), np.concatenate([owner[first], across]), np.concatenate([second, down]))
    meets: npt.NDArray[np.bool_] = np.asarray((from_segments <= MEET).any(axis=1))
    touched: dict[int, set[int]] = {}
    reached = _outside(ends, boxes) <= touch
    for i in range(len(ends)):
        at = np.nonzero(reached[i])[0]
        if len(at):
            found = int(at[size[at].argmin()])
        elif not meets[i]:
            found = _ahead(ends[i], ends[i ^ 1], boxes)
        else:
            continue
        if found >= 0:
            touched.setdefault(int(group[owner[i]]), set()).add(found)
    for i, box in _beside(segments, boxes, lost) if lost else ():
        touched.setdefault(int(group[i]), set()).add(box)
    for net in touched.values():
        if len(net) >= FEW:
            yield tuple(sorted(net))


def extend_to_targets(segments: Segments, heads: Sequence[Box], places: Sequence[Box]) -> Segments:
    """The segments with the ends that have arrow heads drawn out to the boxes that the heads point at. A head that
    fills the whole way from the side of a line to a box becomes a segment of its own."""
    if not len(segments) or not heads or not places:
        return segments
    boxes = np.array([(box.x0, box.top, box.x1, box.bottom) for box in places])
    ends = segments.reshape(-1, 2).copy()
    added: list[list[float]] = []
    for head in heads:
        middle = np.array([[head.x_mid, head.y_mid]])
        reach = max(head.width, head.height)
        gaps = _outside(middle, boxes)[0]
        if gaps.min() > reach + TOUCH:
            continue
        x0, top, x1, bottom = boxes[int(gaps.argmin())].tolist()
        x, y = min(max(head.x_mid, x0), x1), min(max(head.y_mid, top), bottom)
        far = np.hypot(*(ends - middle).T)
        nearest = int(far.argmin())
        if far[nearest] <= reach:
            upright, level = (ends[nearest] == ends[nearest ^ 1]).tolist()  # and stay so
            ends[nearest] = ends[nearest, 0] if upright else x, ends[nearest, 1] if level else y
        elif _distances(middle, segments).min() <= reach:
            x_at, y_at, other, _ = segments[int(_distances(middle, segments)[0].argmin())].tolist()
            added.append([x_at, head.y_mid, x, head.y_mid] if x_at == other else [head.x_mid, y_at, head.x_mid, y])
    return np.concatenate([ends.reshape(-1, 4), np.array(added, dtype=np.float64).reshape(-1, 4)])


def _beside(segments: Segments, boxes: Floats, lost: float) -> Iterator[tuple[int, int]]:
    """(segment, box) for lines that pass the middle of a box's side, or end there, nearer than `lost`."""
    x_mid, y_mid = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for i, (x0, y0, x1, y1) in enumerate(segments.tolist()):
        if y0 == y1:
            over = (x_mid >= x0 - MEET) & (x_mid <= x1 + MEET)
            gap = np.maximum(boxes[:, 1] - y0, y0 - boxes[:, 3])
        elif x0 == x1:
            over = (y_mid >= y0 - MEET) & (y_mid <= y1 + MEET)
            gap = np.maximum(boxes[:, 0] - x0, x0 - boxes[:, 2])
        else:
            continue
        for box in np.nonzero(over & (gap > 0) & (gap <= lost))[0].tolist():
            yield i, box


def _crossing(segments: Segments) -> npt.NDArray[np.bool_]:
    """(segments, segments): a level line (first) and an upright one that meet or cross. Lines of trees do not pass
    over each other; where a trunk goes on straight to a child below, it crosses the line to its other children."""
    x0, y0, x1, y1 = segments.T
    level, upright = y0 == y1, x0 == x1
    within_x = (x0[None, :] >= x0[:, None] - MEET) & (x0[None, :] <= x1[:, None] + MEET)
    within_y = (y0[:, None] >= y0[None, :] - MEET) & (y0[:, None] <= y1[None, :] + MEET)
    return np.asarray(level[:, None] & upright[None, :] & within_x & within_y)


def _frames(boxes: Floats) -> npt.NDArray[np.bool_]:
    """Which boxes are frames around several others: lines inside them do not end at them."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    within = (x[None, :] >= boxes[:, :1]) & (x[None, :] <= boxes[:, 2:3])
    within &= (y[None, :] >= boxes[:, 1:2]) & (y[None, :] <= boxes[:, 3:])
    return np.asarray(within.sum(axis=1) > FEW)  # each holds itself


def _by_arrows(arrows: Sequence[Box], boxes: Floats) -> Iterator[tuple[int, ...]]:
    """Pairs of boxes between which a figure without text stands, as broad arrows do."""
    for arrow in arrows:
        x, y = arrow.x_mid, arrow.y_mid
        for start, end in (((x, arrow.top), (x, arrow.bottom)), ((arrow.x0, y), (arrow.x1, y))):
            ends = np.array([start, end])
            touched = {_at_or_ahead(ends[0], ends[1], boxes), _at_or_ahead(ends[1], ends[0], boxes)} - {-1}
            if len(touched) == FEW:
                yield tuple(sorted(touched))
                break


def _at_or_ahead(end: Floats, other: Floats, boxes: Floats) -> int:
    near = _outside(end[None, :], boxes)[0]
    return int(near.argmin()) if near.min() <= TOUCH else _ahead(end, other, boxes)


def _groups(count: int, first: Ints, second: Ints) -> Ints:
    """A common number for all segments that hang together."""
    group = np.arange(count)
    while len(first):
        lowest = np.minimum(group[first], group[second])
        before = group.copy()
        np.minimum.at(group, first, lowest)
        np.minimum.at(group, second, lowest)
        if (group == before).all():
            break
    return group


def _distances(points: Floats, segments: Segments) -> Floats:
    """(points, segments): how far each point lies from each segment."""
    start = segments[None, :, :2]
    along = segments[None, :, 2:] - start
    length = np.maximum((along**2).sum(axis=2), 1e-9)
    t = np.clip(((points[:, None, :] - start) * along).sum(axis=2) / length, 0.0, 1.0)
    nearest = start + t[:, :, None] * along
    return np.asarray(np.sqrt(((nearest - points[:, None, :]) ** 2).sum(axis=2)))


def _outside(points: Floats, boxes: Floats) -> Floats:
    """(points, boxes): how far each point lies outside each box; 0 inside."""
    x, y = points[:, :1], points[:, 1:]
    dx = np.maximum(np.maximum(boxes[None, :, 0] - x, x - boxes[None, :, 2]), 0.0)
    dy = np.maximum(np.maximum(boxes[None, :, 1] - y, y - boxes[None, :, 3]), 0.0)
    return np.asarray(np.hypot(dx, dy))


def _ahead(end: Floats, other: Floats, boxes: Floats) -> int:
    """The first box that the line would reach within an arrow head beyond its end; -1 for none."""
    length = max(float(np.hypot(*(end - other))), 0.01)
    steps = end + np.arange(1.0, ARROW + 1.0)[:, None] * (end - other) / length
    step, box = np.nonzero(_outside(steps, boxes) <= 0.0)
    return int(box[0]) if len(step) else -1
