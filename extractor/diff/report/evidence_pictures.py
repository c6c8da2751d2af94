"""Evidence (page, box) -> a JPEG of that place on the page, small enough to be part of an HTML report."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from extractor.diff.compared_documents import Side
from extractor.page_pictures import POINTS_PER_INCH, PagePictures
from schemas.document import Bukti, Kotak

SHOWN_DPI = 110.0
MARGIN = 8.0  # points around the place
WIDEST = 1_100  # pixels of one picture
TALLEST = 700
JPEG_QUALITY = 62
MOST_BYTES = 12_000_000  # of all pictures of one report; the weightiest changes come first
FRAME = (200, 60, 30)


@dataclass(frozen=True, slots=True)
class EvidencePicture:
    """A picture as it is put into a page: bytes of a JPEG, and its size in pixels."""

    uri: str
    width: int  # pixels
    height: int


class EvidencePictures:
    """Cuts pictures out of the pages of one side. Without a file that has pages there are none."""

    def __init__(self, side: Side, password: str | None = None) -> None:
        no_document = side.source is None and side.document.berkas.halaman is not None
        self.lost = side.name if no_document else None  # the document whose pages can't be shown, for people
        self._pages = PagePictures(side.source, side.document, SHOWN_DPI, password)
        self._made: dict[tuple[int, Kotak], EvidencePicture | None] = {}

    def of(self, evidence: Bukti | None) -> EvidencePicture | None:
        """The picture of the place of `evidence`; None where it has none or its page can't be shown."""
        if not self._pages.has_pages or evidence is None or evidence.halaman is None or evidence.kotak is None:
            return None
        key = evidence.halaman, evidence.kotak
        if key not in self._made:
            self._made[key] = self._cut(*key)
        return self._made[key]

    def _cut(self, number: int, box: Kotak) -> EvidencePicture | None:
        page = self._pages.page(number)
        if page is None:
            return None
        pixels, dpi = page
        scale = dpi / POINTS_PER_INCH
        height, width = pixels.shape[:2]
        x0, top = (max(0, int((edge - MARGIN) * scale)) for edge in box[:2])
        x1, bottom = (int((edge + MARGIN) * scale) for edge in box[2:])
        x1, bottom = min(width, x1), min(height, bottom)
        if x1 - x0 < 1 or bottom - top < 1:
            return None
        image = Image.fromarray(pixels[top:bottom, x0:x1])
        drawn = ImageDraw.Draw(image)
        inner = [(edge * scale) - origin for edge, origin in zip(box, (x0, top, x0, top), strict=True)]
        drawn.rectangle([inner[0] - 3, inner[1] - 3, inner[2] + 3, inner[3] + 3], outline=FRAME, width=2)
        image.thumbnail((WIDEST, TALLEST))
        return _encoded(image)


def _encoded(image: Image.Image) -> EvidencePicture:
    """As JPEG or as a PNG of few colours, whichever is smaller."""
    jpeg, png = io.BytesIO(), io.BytesIO()
    image.convert("RGB").save(jpeg, "JPEG", quality=JPEG_QUALITY)
    image.convert("RGB").quantize(colors=16, method=Image.Quantize.FASTOCTREE).save(png, "PNG")
    name, data = min((("jpeg", jpeg.getvalue()), ("png", png.getvalue())), key=lambda made: len(made[1]))
    uri = f"data:image/{name};base64,{base64.b64encode(data).decode('ascii')}"
    return EvidencePicture(uri, image.width, image.height)
