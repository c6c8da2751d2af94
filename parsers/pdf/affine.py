"""Affine transforms of the plane as (a, b, c, d, e, f), as PDF writes them (ISO 32000-1, 8.3.4): x' = a x + c y + e,
y' = b x + d y + f. From user space (origin bottom left) to the page as shown (origin top left), and turned upright."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Affine = tuple[float, float, float, float, float, float]
Quad = tuple[float, float, float, float]  # x0, y0, x1, y1
Floats = npt.NDArray[np.float64]

IDENTITY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def then(first: Affine, second: Affine) -> Affine:
    """The transform that applies `first` and then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def apply_to_boxes(matrix: Affine, boxes: Floats) -> Floats:
    """Boxes (n, 4) as x0, y0, x1, y1 in any corner order, transformed; the result is x0<=x1, y0<=y1."""
    a, b, c, d, e, f = matrix
    x = np.stack([boxes[:, 0], boxes[:, 2], boxes[:, 0], boxes[:, 2]])
    y = np.stack([boxes[:, 1], boxes[:, 1], boxes[:, 3], boxes[:, 3]])
    px = a * x + c * y + e
    py = b * x + d * y + f
    return np.stack([px.min(0), py.min(0), px.max(0), py.max(0)], axis=1)


def transformed_bounds(matrix: Affine, x0: float, y0: float, x1: float, y1: float) -> Quad:
    """Bounding box of one transformed box, x0<=x1, y0<=y1. Plain floats: for single boxes faster than an array."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return (min(xs), min(ys), max(xs), max(ys))


def display_transform(box: Quad, rotation: int) -> tuple[Affine, float, float]:
    """From PDF user space (origin bottom left, y up) to the page as shown (origin top left, y down).

    `box` is the visible page area x0, y0, x1, y1 in user space, `rotation` the /Rotate in degrees clockwise.
    Returns the transform and the width and height of the page as shown, in points.
    """
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    if rotation == 90:
        return (0.0, 1.0, 1.0, 0.0, -y0, -x0), height, width
    if rotation == 180:
        return (-1.0, 0.0, 0.0, 1.0, x1, -y0), width, height
    if rotation == 270:
        return (0.0, -1.0, -1.0, 0.0, y1, x1), height, width
    return (1.0, 0.0, 0.0, -1.0, -x0, y1), width, height


def upright_transform(turn: int, width: float, height: float) -> tuple[Affine, float, float]:
    """The transform that makes text upright which reads `turn` degrees clockwise from upright, on a page of this size
    (points, y down), and the page's new width and height.

    `turn` is 0, 90, 180 or 270.
    """
    if turn == 90:  # reads downwards
        return (0.0, -1.0, 1.0, 0.0, 0.0, width), height, width
    if turn == 180:
        return (-1.0, 0.0, 0.0, -1.0, width, height), width, height
    if turn == 270:  # reads upwards
        return (0.0, 1.0, -1.0, 0.0, height, 0.0), height, width
    return IDENTITY, width, height


def quarter_turn(dx: float, dy: float) -> int:
    """Degrees clockwise, to the nearest quarter, of a reading direction on a page with y down."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 180
    return 90 if dy > 0 else 270
