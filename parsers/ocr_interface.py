"""What a PDF page without trustworthy text hands to the recogniser, and what comes back."""

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
    dpi: float  # resolution of the picture that covers the page; 0 where none does
    max_dpi: float  # `render` refuses more: the picture would not fit into memory
    render: Callable[[float], npt.NDArray[np.uint8]]  # dots per inch -> (rows, columns, 3) red, green, blue


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A recognised page; its boxes refer to the page as the recogniser turned it upright."""

    ink: RawPage
    engine: str  # engine and version
    findings: tuple[Finding, ...] = ()


Recogniser = Callable[[PageImage, ReadOptions], RecognisedPage | None]
"""None: there is nothing to read on the page."""
