"""Which pixels of a PDF page change when some of its objects are not drawn: the answer of the renderer itself to the
question of whether something shows, whatever hides it (layers, covers, clipping, masks, transparency)."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pypdfium2

from parsers.pdf import native
from parsers.pdf.affine import Affine, Floats, apply_to_boxes, then

SCALE = 1.5  # pixels per point
MAX_PIXELS = 4_000_000  # of a rendered page; larger pages are rendered coarser
VISIBLE_STEP = 24  # of 255: a smaller change of grey is not seen
MARGIN = 1  # pixels around a box that count as part of it, for the smoothing of edges

Bools = npt.NDArray[np.bool_]
Pixels = npt.NDArray[np.uint8]


class PageChanges:
    """One loaded page, rendered once as it is and again without the objects in question."""

    def __init__(self, page: pypdfium2.PdfPage, to_shown: Affine, width: float, height: float) -> None:
        """`to_shown`: user space to the page as shown, whose size in points is `width`, `height`."""
        self._page = page
        self._scale = min(SCALE, math.sqrt(MAX_PIXELS / (width * height)))
        self._to_pixels = then(to_shown, (self._scale, 0.0, 0.0, self._scale, 0.0, 0.0))
        self._whole = self._render()

    def without(self, handles: Iterable[int]) -> Bools:
        """(rows, columns) of the rendered page: True where it looks different without these objects (native)."""
        handles = list(handles)
        set_active(handles, active=False)
        try:
            bare = self._render()
        finally:
            set_active(handles, active=True)
        changed: Bools = np.abs(self._whole.astype(np.int16) - bare) >= VISIBLE_STEP
        return changed

    def shares(self, changed: Bools, boxes: Floats) -> Floats:
        """(n,) part of each box, (n, 4) in user space, that changed."""
        height, width = changed.shape
        x0, y0, x1, y1 = apply_to_boxes(self._to_pixels, boxes).T
        left, right = (np.clip(x, 0, width).astype(np.int64) for x in (np.floor(x0) - MARGIN, np.ceil(x1) + MARGIN))
        top, bottom = (np.clip(y, 0, height).astype(np.int64) for y in (np.floor(y0) - MARGIN, np.ceil(y1) + MARGIN))
        sums = np.zeros((height + 1, width + 1), dtype=np.int64)
        sums[1:, 1:] = changed.cumsum(0).cumsum(1)
        inside = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        shares: Floats = inside / np.maximum((right - left) * (bottom - top), 1)
        return shares

    def _render(self) -> Pixels:
        bitmap = self._page.render(
            scale=self._scale, grayscale=True, may_draw_forms=False, draw_annots=False, fill_color=(255, 255, 255, 255)
        )
        pixels: Pixels = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
        bitmap.close()
        return pixels


def set_active(handles: Iterable[int], *, active: bool) -> None:
    """Page objects (native handles) that are not active are neither drawn nor read."""
    for handle in handles:
        native.object_set_active(handle, int(active))
