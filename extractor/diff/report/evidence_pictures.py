"""Evidence (page, box) -> a JPEG of that place on the page, small enough to be part of an HTML report."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image, ImageDraw

from extractor.diff.compared_documents import Side
from parsers.scan.binarisation import binarise
from parsers.scan.image_reader import load_page
from parsers.scan.orientation import letters_only, reduced_foreground, skew_angle
from parsers.scan.raster import Scale
from parsers.sniff import Kind, sniff
from schemas.document import Bukti, Document, Kotak
from schemas.errors import InputError

Pixels = npt.NDArray[np.uint8]

POINTS_PER_INCH = 72.0
SHOWN_DPI = 110.0
MOST_PAGE_PIXELS = 24_000_000  # larger pages are shown more coarsely
MARGIN = 8.0  # points around the place
WIDEST = 1_100  # pixels of one picture
TALLEST = 700
JPEG_QUALITY = 62
MOST_BYTES = 12_000_000  # of all pictures of one report; the weightiest changes come first
PAGES_IN_MEMORY = 4
FRAME = (200, 60, 30)
DARK = 128  # of 255: darker pixels are ink
QUARTERS = 4


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
        self._path = side.source
        self._kind = _kind_of(side.source)
        self._password = password
        self._boxes = _boxes_by_page(side.document) if self._kind is not None else {}
        self._recognised = side.document.proses.mesin_ocr is not None
        self._pages: dict[int, tuple[Pixels, float] | None] = {}
        self._made: dict[tuple[int, Kotak], EvidencePicture | None] = {}

    def of(self, evidence: Bukti | None) -> EvidencePicture | None:
        """The picture of the place of `evidence`; None where it has none or its page can't be shown."""
        if self._kind is None or evidence is None or evidence.halaman is None or evidence.kotak is None:
            return None
        key = evidence.halaman, evidence.kotak
        if key not in self._made:
            self._made[key] = self._cut(*key)
        return self._made[key]

    def _cut(self, number: int, box: Kotak) -> EvidencePicture | None:
        page = self._page(number)
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

    def _page(self, number: int) -> tuple[Pixels, float] | None:
        """The page as its boxes are meant, upright and straight, and its resolution; None where it has no picture."""
        if number not in self._pages:
            if len(self._pages) >= PAGES_IN_MEMORY:
                del self._pages[next(iter(self._pages))]
            loaded = self._load(number)
            self._pages[number] = None if loaded is None else (self._turned(loaded[0], loaded[1], number), loaded[1])
        return self._pages[number]

    def _load(self, number: int) -> tuple[Pixels, float] | None:
        if self._path is None:
            return None
        try:
            if self._kind is Kind.PDF:
                return _pdf_page(self._path, number, self._password)
            return _image_page(self._path, number)
        except (InputError, pypdfium2.PdfiumError, OSError, ValueError, SyntaxError):
            return None  # the comparison stands without the picture

    def _turned(self, pixels: Pixels, dpi: float, number: int) -> Pixels:
        """Turned the way in which the boxes of its values hold the most ink; straightened where it was recognised."""
        boxes = self._boxes.get(number, [])
        turned = max(
            (np.ascontiguousarray(np.rot90(pixels, quarter)) for quarter in range(QUARTERS)),
            key=lambda page: _held(page, boxes, dpi),
        )
        if not self._recognised:
            return turned
        gray = np.asarray(Image.fromarray(turned).convert("L"), dtype=np.uint8)
        small, scale = reduced_foreground(binarise(gray), Scale(dpi))
        degrees = skew_angle(letters_only(small, scale)[0])
        if not degrees:
            return turned
        straight = Image.fromarray(turned).rotate(degrees, Image.Resampling.BILINEAR, fillcolor=(255, 255, 255))
        return np.asarray(straight, dtype=np.uint8)


def _kind_of(path: Path | None) -> Kind | None:
    if path is None:
        return None
    kind = sniff(path).kind
    return kind if kind in (Kind.PDF, Kind.IMAGE) else None


def _boxes_by_page(document: Document) -> dict[int, list[Kotak]]:
    boxes: dict[int, list[Kotak]] = defaultdict(list)
    for section in document.bagian:
        evidence: Iterable[Bukti] = [
            *section.bukti.values(),
            *(b for row in section.indikator for b in row.bukti.values()),
        ]
        for item in evidence:
            if item.halaman is not None and item.kotak is not None:
                boxes[item.halaman].append(item.kotak)
    return dict(boxes)


def _held(page: Pixels, boxes: list[Kotak], dpi: float) -> float:
    """Share of the page's ink that the boxes hold, or -1 where they do not fit on it. Without boxes all are equal."""
    scale = dpi / POINTS_PER_INCH
    height, width = page.shape[:2]
    if any(box[2] * scale > width + 2 or box[3] * scale > height + 2 for box in boxes):
        return -1.0
    ink = (page.min(axis=2) < DARK).astype(np.uint8)
    held = np.zeros_like(ink)
    for x0, top, x1, bottom in boxes:
        held[int(top * scale) : int(bottom * scale) + 1, int(x0 * scale) : int(x1 * scale) + 1] = 1
    return float((ink * held).sum()) / max(1.0, float(held.sum()))


def _pdf_page(path: Path, number: int, password: str | None) -> tuple[Pixels, float] | None:
    with pypdfium2.PdfDocument(path, password=password) as document:
        if number > len(document):
            return None
        page = document[number - 1]
        width, height = page.get_size()
        dpi = _fitting_dpi(width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        return np.array(bitmap.to_numpy()[:, :, :3]), dpi


def _image_page(path: Path, number: int) -> tuple[Pixels, float]:
    pixels, dpi = load_page(path, number)
    image = Image.fromarray(pixels).convert("RGB")
    shown = min(dpi, _fitting_dpi(image.width / dpi, image.height / dpi))
    factor = shown / dpi
    if factor < 1:
        image = image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))))
    return np.array(image), shown


def _fitting_dpi(width: float, height: float) -> float:
    """SHOWN_DPI, or less where a page of so many inches would have too many pixels."""
    return float(min(SHOWN_DPI, (MOST_PAGE_PIXELS / max(width * height, 0.01)) ** 0.5))


def _encoded(image: Image.Image) -> EvidencePicture:
    """As JPEG or as a PNG of few colours, whichever is smaller."""
    jpeg, png = io.BytesIO(), io.BytesIO()
    image.convert("RGB").save(jpeg, "JPEG", quality=JPEG_QUALITY)
    image.convert("RGB").quantize(colors=16, method=Image.Quantize.FASTOCTREE).save(png, "PNG")
    name, data = min((("jpeg", jpeg.getvalue()), ("png", png.getvalue())), key=lambda made: len(made[1]))
    uri = f"data:image/{name};base64,{base64.b64encode(data).decode('ascii')}"
    return EvidencePicture(uri, image.width, image.height)
