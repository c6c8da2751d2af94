"""The raster of a PDF page whose text can't be trusted in, its recognised words and rulings out.

The parsers.ocr_interface.Recogniser that the PDF reader is given.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

from parsers.ocr_interface import PageImage, RecognisedPage
from parsers.raw_page import RawPage, Ruling
from parsers.reading import ReadOptions
from parsers.scan.engine_registry import load_engine
from parsers.scan.ocr_engine import OcrEngine, name_with_version
from parsers.scan.raster import POINTS_PER_INCH
from parsers.scan.reading_depth import is_inner_page
from parsers.scan.scan_page import WORKING_DPI, recognise
from schemas.findings import finding
from schemas.transcript import Legibility

PAPER_INCHES = (7.0, 18.0)  # the longer side of paper that offices print on, A5 to A3
SAME_SIZE = 0.02  # two sizes of a page that differ by less are one
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
    pixels = picture.render(dpi)
    inner = is_inner_page(picture.number, picture.pages)
    recognised = recognise(pixels, dpi, picture.number, engine, inner=inner)
    page = _on_page(recognised, pixels.shape[0] * pixels.shape[1], dpi)
    blank = () if page.words else (finding("halaman_tanpa_teks", page=picture.number, halaman=picture.number),)
    return RecognisedPage(page, name_with_version(engine), blank)


def _dpi(picture: PageImage) -> float:
    """The resolution to render at.

    A picture on a page of no paper's size says nothing of its resolution: it is rendered pixel by pixel, and letters
    tell (parsers.scan.letter_resolution).
    """
    paper = PAPER_INCHES[0] <= max(picture.size) / POINTS_PER_INCH <= PAPER_INCHES[1]
    if picture.dpi and not paper:
        return picture.dpi
    return picture.dpi if ENOUGH_DPI <= picture.dpi <= WORKING_DPI else WORKING_DPI


def _legibility_scaled(legibility: Legibility, factor: float) -> Legibility:
    return replace(legibility, unread=tuple(box.scaled(factor) for box in legibility.unread))


def _on_page(page: RawPage, pixels: int, dpi: float) -> RawPage:
    """The recognised page in points of the page in the file: `pixels` at `dpi`, whatever the letters told."""
    factor = math.sqrt(pixels / (page.width * page.height)) * POINTS_PER_INCH / dpi
    if abs(factor - 1) < SAME_SIZE:
        return page
    return replace(
        page,
        width=page.width * factor,
        height=page.height * factor,
        words=tuple(replace(word, box=word.box.scaled(factor)) for word in page.words),
        rulings=tuple(Ruling(ruling.box.scaled(factor)) for ruling in page.rulings),
        outlines=tuple(replace(outline, box=outline.box.scaled(factor)) for outline in page.outlines),
        legibility=page.legibility and _legibility_scaled(page.legibility, factor),
    )
