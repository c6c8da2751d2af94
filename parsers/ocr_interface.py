"""The interface between the PDF reader and the OCR: a PageImage goes in, a RecognisedPage comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.raw_page import RawPage
from parsers.reading import ReadOptions
from schemas.evidence import Finding


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as it is shown (with its /Rotate; not turned upright), to be rendered when it is needed."""

    number: int  # 1-based
    dpi: float  # resolution of the picture that covers the page, dots per inch; 0 where none does
    size: tuple[float, float]  # width and height of the page, points
    max_dpi: float  # `render` raises ValueError above it: the raster would not fit into memory
    render: Callable[[float], npt.NDArray[np.uint8]]  # dots per inch -> (rows, columns, 3) red, green, blue
    pages: int = 1  # of the file


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page as OCR reads it; its boxes refer to the page as the OCR turned it upright."""

    page: RawPage
    engine: str  # engine and version
    findings: tuple[Finding, ...] = ()


Recogniser = Callable[[PageImage, ReadOptions], RecognisedPage | None]
"""Reads a page from its image; None where there is nothing to read on it."""
