"""What is on one page before anything is understood: words and ruling lines.

PDF pages and scanned pages both come down to this, so that lines, tables and reading order are found by the same code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.geometry import Box
from schemas.transcript import Word


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn straight line, horizontal or vertical; `box` includes its thickness. Points, origin top left."""

    box: Box
    shade: bool = False  # the edge of a filled area, where nobody drew a line

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class InkPage:
    """One upright page. `words` are in no particular order."""

    number: int  # 1-based
    width: float  # points
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    source: Literal["text", "ocr"] = "text"
