"""Pages of a document as pictures, turned and straightened as the boxes of its values are meant. Page number -> pixels.

PDFium works on one page at a time in a process; whoever uses it beside others holds the lock of parsers.one_at_a_time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from parsers.one_at_a_time import ONE_AT_A_TIME
from parsers.scan.binarisation import binarise
from parsers.scan.image_reader import load_page
from parsers.scan.orientation import letters_only, reduced_foreground, skew_angle
from parsers.scan.raster import Scale
from parsers.sniff import Kind, sniff
from schemas.document import Bukti, Document, Kotak
from schemas.errors import InputError

Pixels = npt.NDArray[np.uint8]

POINTS_PER_INCH = 72.0
MOST_PAGE_PIXELS = 24_000_000  # larger pages are shown more coarsely
PAGES_IN_MEMORY = 4
DARK = 128  # of 255: darker pixels are foreground
QUARTERS = 4
JUDGED_DPI = 84.0  # that turn and skew are looked for at; finer pages are looked at more coarsely


class PagePictures:
    """The pages of one document. Without a file that has pages there are none."""

    def __init__(self, path: Path | None, document: Document, dpi: float, password: str | None = None) -> None:
        """`path`: of the file that the document was read from; None where it is not at hand.

        Raises one of schemas.errors where the file can't be opened.
        """
        self._path = path
        self._kind = _kind_of(path)
        self._dpi = dpi
        self._password = password
        self._boxes = _boxes_by_page(document) if self._kind is not None else {}
        self._recognised = document.proses.mesin_ocr is not None
        self._pages: dict[int, tuple[Pixels, float] | None] = {}

    @property
    def has_pages(self) -> bool:
        """Whether there are any."""
        return self._kind is not None

    def page(self, number: int) -> tuple[Pixels, float] | None:
        """Page `number` (1-based), upright and straight, and its resolution in dots per inch; None where it can't be
        shown."""
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
                return _pdf_page(self._path, number, self._dpi, self._password)
            return _image_page(self._path, number, self._dpi)
        except (InputError, pypdfium2.PdfiumError, OSError, ValueError, SyntaxError):
            return None  # what was read stands without the picture

    def _turned(self, pixels: Pixels, dpi: float, number: int) -> Pixels:
        """Turned the way in which the boxes of its values hold the most ink; straightened where it was recognised."""
        step = max(1, int(dpi / JUDGED_DPI))
        small, coarse = np.ascontiguousarray(pixels[::step, ::step]), dpi / step
        boxes = self._boxes.get(number, [])
        quarter = max(range(QUARTERS), key=lambda one: _held(np.rot90(small, one), boxes, coarse))
        turned = np.ascontiguousarray(np.rot90(pixels, quarter))
        if not self._recognised:
            return turned
        gray = np.asarray(Image.fromarray(np.ascontiguousarray(np.rot90(small, quarter))).convert("L"), dtype=np.uint8)
        foreground, scale = reduced_foreground(binarise(gray), Scale(coarse))
        degrees = skew_angle(letters_only(foreground, scale)[0])
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


def _pdf_page(path: Path, number: int, wanted: float, password: str | None) -> tuple[Pixels, float] | None:
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(path, password=password) as document:
        if number > len(document):
            return None
        page = document[number - 1]
        width, height = page.get_size()
        dpi = _fitting_dpi(wanted, width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        return np.array(bitmap.to_numpy()[:, :, :3]), dpi


def _image_page(path: Path, number: int, wanted: float) -> tuple[Pixels, float]:
    pixels, dpi = load_page(path, number)
    image = Image.fromarray(pixels).convert("RGB")
    shown = min(dpi, _fitting_dpi(wanted, image.width / dpi, image.height / dpi))
    factor = shown / dpi
    if factor < 1:
        image = image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))))
    return np.array(image), shown


def _fitting_dpi(wanted: float, width: float, height: float) -> float:
    """`wanted`, or less where a page of so many inches would have too many pixels."""
    return float(min(wanted, (MOST_PAGE_PIXELS / max(width * height, 0.01)) ** 0.5))
