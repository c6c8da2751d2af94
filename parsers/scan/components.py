"""Mask in, its connected components out: one labelling that several steps share, and masks of some of them.

Most of a page is white: what is asked of labels is asked of the foreground's pixels alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.raster import WHITE, Mask


@dataclass(frozen=True, slots=True)
class Components:
    """The components of a mask (8-connected), by label; label 0 is the background."""

    shape: tuple[int, int]  # rows and columns of the mask
    left: NDArray[np.int32]  # (labels,), pixels
    top: NDArray[np.int32]
    width: NDArray[np.int32]
    height: NDArray[np.int32]
    area: NDArray[np.int32]  # pixels that belong to the component
    middles: NDArray[np.float64]  # (labels, 2): x and y of the centroids
    places: NDArray[np.intp]  # (foreground pixels,): where they are in the flattened mask
    labels: NDArray[np.int32]  # (foreground pixels,): the labels at `places`

    def mask_of(self, kept: NDArray[np.bool_]) -> Mask:
        """The pixels of the components that are `kept`, a flag per label."""
        mask = np.zeros(self.shape, dtype=np.uint8)
        mask.ravel()[self.places] = kept[self.labels] * np.uint8(WHITE)
        return mask

    def labels_on(self, mask: Mask) -> NDArray[np.int32]:
        """The label of every foreground pixel that is on `mask`, which has the shape of the components' own."""
        return np.asarray(self.labels[mask.ravel()[self.places] > 0], dtype=np.int32)

    def pixels(self) -> list[NDArray[np.intp]]:
        """Per label, the places of its pixels in the flattened mask, ascending; of the background none."""
        order = np.argsort(self.labels, kind="stable")
        edges = np.searchsorted(self.labels[order], np.arange(1, len(self.area)))
        return np.split(self.places[order], edges)


def components_of(mask: Mask) -> Components:
    """The components of a mask. Rows without foreground are not looked at."""
    rows = _rows_with_neighbours(mask)
    packed = mask if len(rows) == mask.shape[0] else mask[rows]
    if not packed.size:
        packed, rows = mask[:1], np.arange(1)
    _, labels, stats, middles = cv2.connectedComponentsWithStats(packed, connectivity=8)
    packed_places = np.flatnonzero(packed > 0)
    left, top, width, height, area = (np.ascontiguousarray(column, dtype=np.int32) for column in stats.T)
    columns = mask.shape[1]
    moved = np.asarray(rows[top] - top, dtype=np.int32)  # rows of a component follow each other
    middles[:, 1] += moved
    return Components(
        shape=(int(mask.shape[0]), int(columns)),
        left=left,
        top=top + moved,
        width=width,
        height=height,
        area=area,
        middles=np.asarray(middles, dtype=np.float64),
        places=rows[packed_places // columns] * columns + packed_places % columns,
        labels=np.asarray(labels.ravel()[packed_places], dtype=np.int32),
    )


def _rows_with_neighbours(mask: Mask) -> NDArray[np.intp]:
    """The rows that have foreground, and after each run of them an empty one that keeps it apart from the next."""
    filled = mask.max(axis=1) > 0
    filled[1:] |= filled[:-1].copy()
    return np.flatnonzero(filled)
