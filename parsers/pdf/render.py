"""Pages as pictures, for those that have to be recognised."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pypdfium2

from parsers.pdf.affine import unturn
from parsers.pdf.page import POINTS_PER_INCH, PageContent
from parsers.picture import PagePicture
from schemas.geometry import Box
from schemas.transcript import Word

MAX_PIXELS = 60_000_000  # of one picture: 180 MB; A3 at 400 dots per inch has 31 million
FULL_TURN = 360


def picture_of(page: pypdfium2.PdfPage, content: PageContent) -> PagePicture:
    """The picture of a loaded page; it can be rendered only while the page is open."""
    ink = content.ink
    # The ink was turned upright by its own letters; the picture shows the page as a viewer does.
    back, width, height = unturn((FULL_TURN - content.turn) % FULL_TURN, ink.width, ink.height)
    a, b, c, d, e, f = back

    def shown(word: Word) -> Word:
        box = word.box
        xs = [a * x + c * y + e for x, y in ((box.x0, box.top), (box.x1, box.bottom))]
        ys = [b * x + d * y + f for x, y in ((box.x0, box.top), (box.x1, box.bottom))]
        turned = Box(min(xs), min(ys), max(xs), max(ys))
        return Word(word.text, turned, word.confidence, word.bold, (word.turn + content.turn) % FULL_TURN)

    max_dpi = POINTS_PER_INCH * math.sqrt(MAX_PIXELS / (width * height))

    def render(dpi: float) -> npt.NDArray[np.uint8]:
        if dpi > max_dpi:
            raise ValueError(f"{dpi} dpi would need more than {MAX_PIXELS} pixels")
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        pixels: npt.NDArray[np.uint8] = np.array(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
        return pixels

    return PagePicture(
        number=ink.number,
        width=width,
        height=height,
        dpi=content.image_dpi,
        max_dpi=max_dpi,
        layer=tuple(shown(word) for word in (*content.layer, *ink.words)),
        render=render,
    )
