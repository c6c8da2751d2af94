"""What a PDF page without trustworthy text hands to the recogniser, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.ink import InkPage
from parsers.reading import ReadOptions
from schemas.evidence import Finding
from schemas.transcript import Word


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as it is shown (with its /Rotate; not turned upright), to be rendered when it is needed."""

    number: int  # 1-based
    width: float  # points, as shown
    height: float
    dpi: float  # resolution of the picture that covers the page; 0 where none does
    max_dpi: float  # `render` refuses more: the picture would not fit into memory
    layer: tuple[Word, ...]  # text that the file holds for this page, in its own boxes as shown; may be wrong
    render: Callable[[float], npt.NDArray[np.uint8]]  # dots per inch -> (rows, columns, 3) red, green, blue


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised page; its boxes refer to the page as the recogniser turned it upright."""

    ink: InkPage
    engine: str  # engine and version
    findings: tuple[Finding, ...] = ()


Recogniser = Callable[[PagePicture, ReadOptions], Recognised | None]
"""None: there is nothing to read on the page."""
