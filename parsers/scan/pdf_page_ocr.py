"""The raster of a PDF page whose text can't be trusted in, its recognised words and rulings out.

The parsers.ocr_interface.Recogniser that the PDF reader is given.
"""

from __future__ import annotations

from functools import cache

from parsers.ocr_interface import PageImage, RecognisedPage
from parsers.reading import ReadOptions
from parsers.scan.engine_registry import load_engine
from parsers.scan.ocr_engine import OcrEngine
from parsers.scan.scan_page import WORKING_DPI, recognise
from schemas.findings import finding

ENOUGH_DPI = 180.0  # pictures with at least this are rendered pixel by pixel; coarser ones are enlarged smoothly


@cache
def _engine(name: str | None) -> OcrEngine:
    """Models are loaded once per process."""
    return load_engine(name)


def recognise_page(picture: PageImage, options: ReadOptions) -> RecognisedPage:
    """The page as its picture shows it, with a finding where no text was recognised.

    Raises MissingComponent without an engine.
    """
    engine = _engine(options.ocr_engine)
    dpi = min(_dpi(picture), picture.max_dpi)
    page = recognise(picture.render(dpi), dpi, picture.number, engine)
    blank = () if page.words else (finding("halaman_tanpa_teks", page=picture.number, halaman=picture.number),)
    return RecognisedPage(page, f"{engine.name} {engine.version}", blank)


def _dpi(picture: PageImage) -> float:
    return picture.dpi if ENOUGH_DPI <= picture.dpi <= WORKING_DPI else WORKING_DPI
