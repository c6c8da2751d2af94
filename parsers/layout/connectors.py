"""Connectors of drawn trees and charts: groups touching line segments (connected components) and finds the boxes at
their ends. Segments and boxes in PDF points, origin top left -> ends, where a connector touches which box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from schemas.geometry import Box
from schemas.transcript import ConnectorEnd

# Points.
MEET = 2.5  # tolerance: a segment that ends this near to another one joins it
TOUCH = 3.5  # tolerance: a segment that ends this near to a box touches it
ARROW = 16.0  # an arrow head may fill a gap as long as this between its segment and the box

BETWEEN_PARTS = 1.5  # tolerance: a line that leads to the seam between two parts of a node leads to the node
OUTSIDE_PAGE = -1e6  # a place that no segment comes near
MIN_BOXES = 2  # one box alone is not joined

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Ends = tuple[ConnectorEnd, ...]
"""Of one connector, by the index of their box."""

Segments = Floats  # (n, 4): x and y of the start, x and y of the end; points


def joined_boxes(
    segments: Segments,
    arrows: Sequence[Box],
    places: Sequence[Box],
    touch: float = TOUCH,
    side_gap: float = 0.0,
    frames: Sequence[Box] = (),
) -> Iterator[Ends]:
    """Connectors among the boxes `places`: their ends, by box index (0-based), per block arrow, and per connected
    component of segments that touches two boxes or more. A segment that ends short of a box touches it where an arrow
    head fits between. Of `places`, frames around several boxes are not joined. O(n²) in segments.

    `arrows`: boxes of figures without text, which are arrows where they lie between two boxes. `touch`: how near a
    segment must come to a box, points. `side_gap`: a segment that passes the middle of a box's side, or ends there,
    nearer than this touches it too: on scans, shorter segments may be missing. `frames`: outlines without text around
    boxes; a segment that ends on one, nearer than at any box, has an end at each box in it.
    """
    if len(places) < MIN_BOXES:
        return
    boxes = corners(places)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    boxes[is_frame(boxes)] = OUTSIDE_PAGE
    yield from _pairs_by_arrow(arrows, boxes)
    if not len(segments):
        return
    ends = segments.reshape(-1, 2)  # two for each segment
    owner = np.arange(len(ends)) // 2
    component, meets_another = _components(segments, ends, owner)
    touched: dict[int, set[tuple[int, float, float]]] = {}  # by component: box, and where
    distances = distances_to_boxes(ends, boxes)
    near = distances <= touch
    frames = sorted(frames, key=lambda f: f.width * f.height)
    for i, (x, y) in enumerate(ends.tolist()):
        at = np.nonzero(near[i])[0]
        found = _framed(x, y, frames, boxes, min(touch, float(distances[i].min())))
        if len(at) and not found:
            found = [int(at[area[at].argmin()])]
        elif not found and not meets_another[i]:
            found = _box_ahead(ends[i], ends[i ^ 1], boxes)
        touched.setdefault(int(component[owner[i]]), set()).update((box, x, y) for box in found)
    for i, box in _beside_boxes(segments, boxes, side_gap) if side_gap else ():
        x, y = _nearest_in(segments[i], boxes[box])
        touched.setdefault(int(component[i]), set()).add((box, x, y))
    for places_touched in touched.values():
        if len({box for box, _, _ in places_touched}) >= MIN_BOXES:
            yield tuple(ConnectorEnd(box, x, y) for box, x, y in sorted(places_touched))


def clipped(segments: Segments, places: Sequence[Box]) -> Segments:
    """The segments without what of their ends is inside a box: lines are drawn from middle to middle behind the boxes.
    Segments inside one box are left out, frames around several boxes clip nothing. (n, 4) -> (at most n, 4)."""
    if not len(segments) or not places:
        return segments
    boxes = corners(places)
    boxes[is_frame(boxes)] = OUTSIDE_PAGE
    ends = segments.reshape(-1, 2).copy()
    depth = _depths(ends, boxes)
    kept = np.ones(len(segments), dtype=np.bool_)
    for i in np.nonzero(depth.max(axis=1) > TOUCH)[0].tolist():
        box = int(depth[i].argmax())
        if depth[i ^ 1, box] >= 0:
            kept[i // 2] = False
            continue
        x0, top, x1, bottom = boxes[box].tolist()
        (x, y), (dx, dy) = ends[i].tolist(), (segments.reshape(-1, 2)[i ^ 1] - ends[i]).tolist()
        across = (x1 if dx > 0 else x0) - x, (bottom if dy > 0 else top) - y  # to the sides that it leaves through
        way = min(far / step for far, step in zip(across, (dx, dy), strict=True) if step)
        ends[i] = x + way * dx, y + way * dy
    return ends.reshape(-1, 4)[kept]


def _depths(points: Floats, boxes: Floats) -> Floats:
    """(points, boxes): how far each point is inside each box, points; negative outside."""
    x, y = points[:, :1], points[:, 1:]
    return np.asarray(
        np.minimum(
            np.minimum(x - boxes[None, :, 0], boxes[None, :, 2] - x),
            np.minimum(y - boxes[None, :, 1], boxes[None, :, 3] - y),
        )
    )


def _framed(x: float, y: float, frames: Sequence[Box], boxes: Floats, within: float) -> list[int]:
    """The boxes in the first of `frames`, the smallest, from whose outline a point is less than `within` points; none
    without one."""
    for frame in frames:
        dx, dy = max(frame.x0 - x, x - frame.x1), max(frame.top - y, y - frame.bottom)
        if max(abs(max(dx, dy)), dx, dy) < within:
            x_mid, y_mid = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
            return [
                i for i, middle in enumerate(zip(x_mid.tolist(), y_mid.tolist(), strict=True)) if frame.holds(*middle)
            ]
    return []


def _nearest_in(segment: Floats, box: Floats) -> tuple[float, float]:
    """The point of a box (x0, top, x1, bottom) that is nearest to the middle of what a segment passes of it."""
    x0, y0, x1, y1 = segment.tolist()
    left, top, right, bottom = box.tolist()
    x = (max(left, min(x0, x1)) + min(right, max(x0, x1))) / 2
    y = (max(top, min(y0, y1)) + min(bottom, max(y0, y1))) / 2
    return min(max(x, left), right), min(max(y, top), bottom)


def extend_to_targets(segments: Segments, arrow_heads: Sequence[Box], places: Sequence[Box]) -> Segments:
    """The segments with the ends that have arrow heads extended to the boxes (`places`) that the heads point at.

    A head that fills the whole way from the side of a segment to a box becomes a segment of its own. (n, 4) ->
    (n + such heads, 4).
    """
    if not len(segments) or not arrow_heads or not places:
        return segments
    boxes = corners(places)
    ends = segments.reshape(-1, 2).copy()
    added: list[list[float]] = []
    for head in arrow_heads:
        middle = np.array([[head.x_mid, head.y_mid]])
        size = max(head.width, head.height)
        gaps = distances_to_boxes(middle, boxes)[0]
        if gaps.min() > size + TOUCH:
            continue
        x0, top, x1, bottom = boxes[int(gaps.argmin())].tolist()
        x, y = min(max(head.x_mid, x0), x1), min(max(head.y_mid, top), bottom)
        far = np.hypot(*(ends - middle).T)
        nearest = int(far.argmin())
        if far[nearest] <= size:
            vertical, horizontal = (ends[nearest] == ends[nearest ^ 1]).tolist()  # and stay so
            ends[nearest] = ends[nearest, 0] if vertical else x, ends[nearest, 1] if horizontal else y
        elif _distances_to_segments(middle, segments).min() <= size:
            x_at, y_at, other, _ = segments[int(_distances_to_segments(middle, segments)[0].argmin())].tolist()
            added.append([x_at, head.y_mid, x, head.y_mid] if x_at == other else [head.x_mid, y_at, head.x_mid, y])
    return np.concatenate([ends.reshape(-1, 4), np.array(added, dtype=np.float64).reshape(-1, 4)])


def corners(boxes: Sequence[Box]) -> Floats:
    """(n, 4): x0, top, x1, bottom."""
    return np.array([(box.x0, box.top, box.x1, box.bottom) for box in boxes], dtype=np.float64).reshape(-1, 4)


def _components(segments: Segments, ends: Floats, owner: Ints) -> tuple[Ints, Bools]:
    """(segments,) number of each segment's connected component; (ends,) whether an end meets another segment."""
    distances = _distances_to_segments(ends, segments)
    distances[np.arange(len(ends)), owner] = np.inf
    first, second = np.nonzero(distances <= MEET)
    across, down = np.nonzero(_crossing(segments))
    component = connected_labels(len(segments), np.concatenate([owner[first], across]), np.concatenate([second, down]))
    return component, np.asarray((distances <= MEET).any(axis=1))


def _beside_boxes(segments: Segments, boxes: Floats, gap: float) -> Iterator[tuple[int, int]]:
    """(segment, box) for segments that pass the middle of a box's side, or end there, nearer than `gap` points."""
    x_mid, y_mid = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for i, (x0, y0, x1, y1) in enumerate(segments.tolist()):
        if y0 == y1:
            over = (x_mid >= x0 - MEET) & (x_mid <= x1 + MEET)
            distance = np.maximum(boxes[:, 1] - y0, y0 - boxes[:, 3])
        elif x0 == x1:
            over = (y_mid >= y0 - MEET) & (y_mid <= y1 + MEET)
            distance = np.maximum(boxes[:, 0] - x0, x0 - boxes[:, 2])
        else:
            continue
        for box in np.nonzero(over & (distance > 0) & (distance <= gap))[0].tolist():
            yield i, box


def _crossing(segments: Segments) -> Bools:
    """(segments, segments): a horizontal segment (first) and a vertical one that meet or cross. Connectors of trees do
    not pass over each other; where a trunk continues straight to a child below, it crosses those to its siblings."""
    x0, y0, x1, y1 = segments.T
    horizontal, vertical = y0 == y1, x0 == x1
    within_x = (x0[None, :] >= x0[:, None] - MEET) & (x0[None, :] <= x1[:, None] + MEET)
    within_y = (y0[:, None] >= y0[None, :] - MEET) & (y0[:, None] <= y1[None, :] + MEET)
    return np.asarray(horizontal[:, None] & vertical[None, :] & within_x & within_y)


def is_frame(boxes: Floats) -> Bools:
    """Which boxes are frames around several others: segments inside them do not end at them."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    within = (x[None, :] >= boxes[:, :1]) & (x[None, :] <= boxes[:, 2:3])
    within &= (y[None, :] >= boxes[:, 1:2]) & (y[None, :] <= boxes[:, 3:])
    return np.asarray(within.sum(axis=1) > MIN_BOXES)  # each holds itself


def _pairs_by_arrow(arrows: Sequence[Box], boxes: Floats) -> Iterator[Ends]:
    """Pairs of boxes between which a figure without text lies, as block arrows do."""
    for arrow in arrows:
        x, y = arrow.x_mid, arrow.y_mid
        for start, end in (((x, arrow.top), (x, arrow.bottom)), ((arrow.x0, y), (arrow.x1, y))):
            ends = np.array([start, end])
            first, second = _box_at_or_ahead(ends[0], ends[1], boxes), _box_at_or_ahead(ends[1], ends[0], boxes)
            if first and second and first != second:
                found = (ConnectorEnd(first[0], *start), ConnectorEnd(second[0], *end))
                yield tuple(sorted(found, key=lambda e: e.shape))
                break


def _box_at_or_ahead(end: Floats, other: Floats, boxes: Floats) -> list[int]:
    near = distances_to_boxes(end[None, :], boxes)[0]
    return [int(near.argmin())] if near.min() <= TOUCH else _box_ahead(end, other, boxes)


def connected_labels(count: int, first: Ints, second: Ints) -> Ints:
    """(count,) a common number for all nodes that the edges first[i]-second[i] connect, by label propagation."""
    label = np.arange(count)
    while len(first):
        lowest = np.minimum(label[first], label[second])
        before = label.copy()
        np.minimum.at(label, first, lowest)
        np.minimum.at(label, second, lowest)
        if (label == before).all():
            break
    return label


def _distances_to_segments(points: Floats, segments: Segments) -> Floats:
    """(points, segments): distance of each point from each segment, points."""
    start = segments[None, :, :2]
    along = segments[None, :, 2:] - start
    length = np.maximum((along**2).sum(axis=2), 1e-9)
    t = np.clip(((points[:, None, :] - start) * along).sum(axis=2) / length, 0.0, 1.0)
    nearest = start + t[:, :, None] * along
    return np.asarray(np.sqrt(((nearest - points[:, None, :]) ** 2).sum(axis=2)))


def distances_to_boxes(points: Floats, boxes: Floats) -> Floats:
    """(points, boxes): how far each point lies outside each box; 0 inside."""
    x, y = points[:, :1], points[:, 1:]
    dx = np.maximum(np.maximum(boxes[None, :, 0] - x, x - boxes[None, :, 2]), 0.0)
    dy = np.maximum(np.maximum(boxes[None, :, 1] - y, y - boxes[None, :, 3]), 0.0)
    return np.asarray(np.hypot(dx, dy))


def _box_ahead(end: Floats, other: Floats, boxes: Floats) -> list[int]:
    """The first box that the segment would meet within an arrow head's length beyond its end; [] for none."""
    length = max(float(np.hypot(*(end - other))), 0.01)
    steps = end + np.arange(1.0, ARROW + 1.0)[:, None] * (end - other) / length
    step, box = np.nonzero(distances_to_boxes(steps, boxes) <= BETWEEN_PARTS)
    return [int(box[0])] if len(step) else []
