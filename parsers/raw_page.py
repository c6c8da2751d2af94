"""What is on one page before anything is understood: words and ruling lines.

PDF pages and scanned pages both come down to this, so that lines, tables and reading order are found by the same code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.geometry import Box
from schemas.transcript import Legibility, Word


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn straight line, horizontal or vertical; `box` includes its thickness. Points, origin top left."""

    box: Box

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed figure that was drawn at once: a rectangle, rounded or not, an ellipse, a filled area."""

    box: Box
    fill: str | None = None  # "rrggbb"; None where it is white or not filled


@dataclass(frozen=True, slots=True)
class Slant:
    """A drawn line that is neither level nor upright, or a bent one, from its start to its end."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class RawPage:
    """One upright page. `words` are in no particular order."""

    number: int  # 1-based
    width: float  # points
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    source: Literal["text", "ocr"] = "text"
    outlines: tuple[Outline, ...] = ()  # of a PDF's own drawing; a scan has rulings only
    slants: tuple[Slant, ...] = ()
    heads: tuple[Box, ...] = ()  # of arrows, in a PDF's own drawing
    legibility: Legibility | None = None  # of a scan
