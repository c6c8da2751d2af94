"""One page before layout analysis: words, rulings and drawn figures with their boxes. What PDF pages and scanned pages
both come down to, so that lines, tables and reading order are found by the same code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.geometry import Box
from schemas.transcript import Legibility, Word


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn straight line, horizontal or vertical."""

    box: Box  # points, origin top left; includes the line's thickness

    @property
    def horizontal(self) -> bool:
        """True for a horizontal line, and for a square dot."""
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed figure that was drawn at once: a rectangle, rounded or not, an ellipse, a filled area."""

    box: Box  # points, origin top left
    fill: str | None = None  # "rrggbb"; None where it is white or not filled


@dataclass(frozen=True, slots=True)
class DiagonalLine:
    """A drawn line that is neither horizontal nor vertical, or a bent one, from its start to its end. Points."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page, turned so that its text is upright. Points, origin top left."""

    number: int  # 1-based
    width: float
    height: float
    words: tuple[Word, ...]  # in no particular order
    rulings: tuple[Ruling, ...]
    source: Literal["text", "ocr"] = "text"
    outlines: tuple[Outline, ...] = ()
    diagonals: tuple[DiagonalLine, ...] = ()  # of a PDF's own drawing
    arrow_heads: tuple[Box, ...] = ()  # of a PDF's own drawing
    legibility: Legibility | None = None  # of a scan
