"""PDF pages whose text can't be trusted, recognised from their picture."""

from __future__ import annotations

from functools import cache

from parsers.ocr_interface import PageImage, RecognisedPage
from parsers.reading import ReadOptions
from parsers.scan.engine import OcrEngine, load_engine
from parsers.scan.page import WORKING_DPI, recognise
from schemas.findings import finding

ENOUGH_DPI = 180.0  # pictures with at least this are rendered dot by dot; coarser ones are enlarged smoothly


@cache
def _engine(name: str | None) -> OcrEngine:
    """Models are loaded once per process."""
    return load_engine(name)


def recognise_page(picture: PageImage, options: ReadOptions) -> RecognisedPage:
    """The page as its image shows it. An ocr_interface.Recogniser. Raises MissingComponent without an engine."""
    engine = _engine(options.ocr_engine)
    dpi = min(_dpi(picture), picture.max_dpi)
    ink = recognise(picture.render(dpi), dpi, picture.number, engine)
    blank = () if ink.words else (finding("halaman_tanpa_teks", page=picture.number, halaman=picture.number),)
    return RecognisedPage(ink, f"{engine.name} {engine.version}", blank)


def _dpi(picture: PageImage) -> float:
    return picture.dpi if ENOUGH_DPI <= picture.dpi <= WORKING_DPI else WORKING_DPI
