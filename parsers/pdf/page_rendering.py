"""A loaded PDF page -> PageImage: how the page is rendered for OCR, with PDFium."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pypdfium2

from parsers.ocr_interface import PageImage
from parsers.pdf.page_content import POINTS_PER_INCH, PageContent

MAX_PIXELS = 60_000_000  # of one image: 180 MB; A3 at 400 dots per inch has 31 million


def page_image(page: pypdfium2.PdfPage, content: PageContent, pages: int) -> PageImage:
    """The image of a loaded page of a file that has `pages` of them; it can be rendered only while the page is open."""
    max_dpi = POINTS_PER_INCH * math.sqrt(MAX_PIXELS / (content.page.width * content.page.height))

    def render(dpi: float) -> npt.NDArray[np.uint8]:
        """(rows, columns, 3) red, green, blue. Raises ValueError above `max_dpi`."""
        if dpi > max_dpi:
            raise ValueError(f"{dpi} dpi would need more than {MAX_PIXELS} pixels")
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        pixels: npt.NDArray[np.uint8] = np.array(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
        return pixels

    size = (content.page.width, content.page.height)
    return PageImage(content.page.number, content.image_dpi, size, max_dpi, render, pages)
