"""What is drawn on a PDF page beside text, as plain boxes and lines in user space: filled while the page's objects are
read (graphics_reader), then placed on the page as arrays."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import numpy as np

from parsers.pdf import native
from parsers.pdf.affine import Affine, Floats, Quad, apply_to_boxes


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image on the page, and how much had been drawn before it: an opaque one hides that."""

    quad: Quad
    handle: int  # native, of the page object
    opaque: bool
    texts_before: int  # counts of PageGraphics.texts, lines and areas
    lines_before: int
    areas_before: int

    def pixels(self) -> tuple[int, int]:
        """Width and height of the stored image; (0, 0) where it is broken."""
        size = (ctypes.c_uint * 2)()
        at = ctypes.addressof(size)
        if not native.image_pixel_size(self.handle, at, at + 4):
            return 0, 0
        return int(size[0]), int(size[1])


@dataclass(slots=True)
class PageGraphics:
    """What is drawn beside text, in drawing order. Quads are x0, y0, x1, y1 in PDF user space, points."""

    lines: list[Quad] = field(default_factory=list)  # strokes and thin areas, thickness included
    areas: list[Quad] = field(default_factory=list)  # filled with a colour other than white
    images: list[PlacedImage] = field(default_factory=list)
    outlines: list[tuple[Quad, str | None]] = field(default_factory=list)  # closed figures, and what fills them
    diagonals: list[Quad] = field(default_factory=list)  # start and end of open lines that slope or bend
    arrow_heads: list[Quad] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)  # text objects (native handles)
    text_clips: list[Quad | None] = field(default_factory=list)  # of each text object; None: nothing is clipped away
    covers: list[tuple[Quad, int]] = field(default_factory=list)  # areas of any colour, and how many texts came before
    painted: int = 0  # paths that show on white paper
    cut: bool = False  # True: a limit was reached and the rest not read

    def placed(self, matrix: Affine) -> tuple[Floats, Floats, Floats]:
        """Lines, areas and images as arrays (n, 4) x0, top, x1, bottom on the page as `matrix` shows it."""
        lines, areas, images = (
            apply_to_boxes(matrix, _array(quads))
            for quads in (self.lines, self.areas, [image.quad for image in self.images])
        )
        return lines, areas, images

    def figures(self, matrix: Affine) -> tuple[Floats, Floats, Floats]:
        """Outlines (boxes), diagonals (start and end points) and arrow heads (boxes) as arrays (n, 4) on the page as
        `matrix` shows it."""
        outlines, heads = (
            apply_to_boxes(matrix, _array(quads)) for quads in ([quad for quad, _ in self.outlines], self.arrow_heads)
        )
        a, b, c, d, e, f = matrix
        x0, y0, x1, y1 = _array(self.diagonals).T
        diagonals = [a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f]
        return outlines, np.stack(diagonals, axis=1), heads


def _array(quads: list[Quad]) -> Floats:
    """(n, 4), also for none."""
    return np.array(quads, dtype=np.float64).reshape(-1, 4)
