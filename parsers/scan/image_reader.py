"""Picture file (PNG, JPEG, TIFF with one or many pages, BMP, WebP, GIF) in, its recognised pages as a Reading out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError
from PIL import __version__ as pillow_version

from parsers.layout import analyse_pages
from parsers.ocr_interface import RecognisedPage
from parsers.page_work import UNWATCHED, PageWork
from parsers.raw_page import RawPage
from parsers.reading import Reading, ReadOptions
from parsers.scan.engine_registry import load_engine
from parsers.scan.ocr_engine import OcrEngine, name_with_version
from parsers.scan.raster import POINTS_PER_INCH
from parsers.scan.reading_depth import is_inner_page
from parsers.scan.scan_page import recognise
from schemas.errors import DamagedInput, LimitExceeded, UnsupportedInput
from schemas.evidence import Finding
from schemas.findings import finding

MAX_PIXELS = 120_000_000  # of one page: A0 at 275 dpi; more would need gigabytes
MAX_PAGES = 2_000  # of one file
DPI_RANGE = (60.0, 1300.0)  # a resolution outside was never set by a scanner
PAGE_INCHES = (4.0, 60.0)  # the longer side of a page lies between these
USUAL_LONG_SIDE = 11.69  # inches: A4, taken where the file does not say its resolution
ASPECT_RANGE = (0.4, 2.6)  # of the resolutions across and down, as faxes have it
SAME_ASPECT = 0.03  # resolutions that differ by less are the same
SCREEN_DPI = 72  # what programs write where they know no resolution
LEAST_DPI = POINTS_PER_INCH / 2  # of a picture that does not say its resolution
SIXTEEN_BIT_STEPS = 257.0  # levels of 16-bit gray for one of 8-bit gray: 65535 / 255
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF", "JPEG2000", "PPM")
"""As Pillow knows them; its JPEG reader opens MPO too."""
BROKEN = (OSError, SyntaxError, ValueError, EOFError)
"""What Pillow raises on damaged files, by format."""


def read_image(path: Path, options: ReadOptions, work: PageWork = UNWATCHED) -> Reading:
    """Every page of a picture file, recognised, unless `work` has kept it.

    Raises MissingComponent without an engine, UnsupportedInput for a format that is no picture, DamagedInput
    where no page could be read and LimitExceeded where the only page is too large.
    """
    engine = load_engine(options.ocr_engine)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MAX_PIXELS is checked here
        with _opened(path) as image:
            count = _frame_count(image)
            pages = _recognised(image, count, options, _Pages(engine, work, count))
    if not pages.recognised and pages.unreadable:
        if pages.too_large:
            raise LimitExceeded("pages_too_large", path.name, limit=MAX_PIXELS)
        raise DamagedInput("no_page_readable", path.name)
    return _reading(pages, count, engine)


def read_pictures(paths: Sequence[Path], options: ReadOptions, work: PageWork = UNWATCHED) -> Reading:
    """Picture files that are the pages of one document, in order; one that can't be read becomes a finding.

    Those that `work` has kept are not recognised again.

    Raises MissingComponent without an engine.
    """
    engine = load_engine(options.ocr_engine)
    pages = _Pages(engine, work, len(paths))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MAX_PIXELS is checked here
        for number, path in enumerate(paths, start=1):
            if options.wants(number):
                pages.add(number, partial(load_page, path, 1))
    return _reading(pages, len(paths), engine)


def _reading(pages: _Pages, count: int, engine: OcrEngine) -> Reading:
    return Reading(
        pages=analyse_pages(pages.recognised),
        parser=f"scan (Pillow {pillow_version})",
        page_count=count,
        ocr_engine=name_with_version(engine),
        findings=tuple(pages.findings),
    )


def _opened(path: Path) -> Image.Image:
    """The picture file, not yet decoded. Raises UnsupportedInput, LimitExceeded or DamagedInput."""
    try:
        return Image.open(path, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise UnsupportedInput("no_picture", path.name) from error
    except Image.DecompressionBombError as error:
        raise LimitExceeded("picture_too_large", path.name) from error
    except BROKEN as error:
        raise DamagedInput("picture_damaged", path.name, detail=error) from error


@dataclass(slots=True)
class _Pages:
    """What became of the pages of one file."""

    engine: OcrEngine
    work: PageWork
    count: int  # pages of the file
    recognised: list[RawPage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unreadable: int = 0
    too_large: bool = False  # at least one page was

    def add(self, number: int, load: Callable[[], tuple[NDArray[np.uint8], float]]) -> None:
        """Recognises page `number`, whose raster and resolution `load` gives; where it can't, that is a finding."""
        known = self.work.kept(number)
        page = known.page if known is not None else self._recognised(number, load)
        if page is not None:
            if not page.words:
                self.findings.append(finding("halaman_tanpa_teks", page=number, halaman=number))
            self.recognised.append(page)
        self.work.done(number)

    def _recognised(self, number: int, load: Callable[[], tuple[NDArray[np.uint8], float]]) -> RawPage | None:
        """The page, which is kept from now on; None where its picture can't be decoded."""
        try:
            pixels, dpi = load()
        except (LimitExceeded, Image.DecompressionBombError, *BROKEN) as error:
            self.too_large |= isinstance(error, LimitExceeded)
            self.unreadable += 1
            why = error.cause.sentence("id") if isinstance(error, LimitExceeded) else str(error)
            self.findings.append(finding("halaman_rusak", page=number, halaman=number, sebab=why))
            return None
        page = recognise(pixels, dpi, number, self.engine, inner=is_inner_page(number, self.count))
        self.work.recognised(RecognisedPage(page, name_with_version(self.engine)))
        return page


def _recognised(image: Image.Image, count: int, options: ReadOptions, pages: _Pages) -> _Pages:
    """`pages` with those that `options` ask for; a page that can't be decoded becomes a finding."""
    if count > MAX_PAGES:
        pages.findings.append(finding("batas_tercapai", jumlah=MAX_PAGES, batas="halaman"))
    for number in range(1, min(count, MAX_PAGES) + 1):
        if options.wants(number):
            pages.add(number, partial(_frame, image, number))
    return pages


def load_page(path: Path, number: int) -> tuple[NDArray[np.uint8], float]:
    """Raster and resolution (pixels per inch) of page `number` (1-based), as `read_image` takes them.

    The raster is (rows, columns) gray or (rows, columns, 3) RGB, uint8.

    Raises one of BROKEN or DecompressionBombError where the picture is damaged, LimitExceeded where it is too large.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(path, formats=FORMATS) as image:
            return _frame(image, number)


def _frame_count(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except BROKEN:
        return 1


def _frame(image: Image.Image, number: int) -> tuple[NDArray[np.uint8], float]:
    """Pixels (gray, or RGB) and dpi of page `number`. Raises LimitExceeded before anything is decoded."""
    if number > 1 or image.tell() != 0:
        image.seek(number - 1)
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise LimitExceeded("page_too_large", width=width, height=height, limit=MAX_PIXELS)
    dpi = _dpi(image)
    image = _with_square_pixels(image)
    if image.mode in ("1", "L", "I;16", "I", "F", "LA"):
        return np.asarray(_eight_bit(image), dtype=np.uint8), dpi
    if image.mode in ("RGBA", "PA", "P"):
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return np.asarray(Image.alpha_composite(paper, layered).convert("RGB"), dtype=np.uint8), dpi
    return np.asarray(image.convert("RGB"), dtype=np.uint8), dpi


def _with_square_pixels(image: Image.Image) -> Image.Image:
    """The picture as high as its resolutions say: faxes have half as many rows as columns to the inch.

    Columns stay as they are.
    """
    claimed = image.info.get("dpi")
    if not isinstance(claimed, tuple) or len(claimed) != 2:
        return image
    across, down = (float(value) for value in claimed)
    longest = max(image.size)
    if not (_is_plausible(across, longest) and down > 0 and ASPECT_RANGE[0] <= across / down <= ASPECT_RANGE[1]):
        return image
    if abs(across / down - 1) < SAME_ASPECT:
        return image
    smooth = image.convert("L") if image.mode == "1" else image
    return smooth.resize((image.width, round(image.height * across / down)), Image.Resampling.BICUBIC)


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode in ("I;16", "I", "F"):
        values = np.asarray(image, dtype=np.float32)
        return Image.fromarray(np.asarray(np.clip(values / SIXTEEN_BIT_STEPS, 0, 255), dtype=np.uint8))
    return image.convert("L")


def _dpi(image: Image.Image) -> float:
    """The file's resolution where it makes the picture a page, else that of an A4 page."""
    longest = max(image.size)
    claimed = image.info.get("dpi")
    if isinstance(claimed, tuple) and claimed and _is_plausible(float(claimed[0]), longest):
        return float(claimed[0])
    return max(longest / USUAL_LONG_SIDE, LEAST_DPI)


def _is_plausible(dpi: float, longest: int) -> bool:
    """True where a scanner may have set `dpi`, and it makes `longest` pixels the longer side of a page."""
    if not DPI_RANGE[0] <= dpi <= DPI_RANGE[1] or dpi == SCREEN_DPI:
        return False
    return PAGE_INCHES[0] <= longest / dpi <= PAGE_INCHES[1]
