"""The protocol that every OCR engine fulfils: rasters of single text lines in, glyphs with position and confidence out.

Engines only recognise lines. Text lines are located by parsers.scan.text_lines, so that all engines see the same crops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from parsers.scan.raster import GrayImage


@dataclass(frozen=True, slots=True)
class Glyph:
    """One recognised character of a line crop; a space is a glyph too."""

    text: str
    x: float  # pixels from the crop's left edge to the glyph's centre, approximate
    confidence: float  # 0..1
    others: tuple[tuple[str, float], ...] = ()  # of an unsure glyph, what it may be instead, with scores (0..1)


@dataclass(frozen=True, slots=True)
class LineReading:
    """What an engine recognised on one line crop, left to right."""

    glyphs: tuple[Glyph, ...]
    omitted: float = 0.0  # 0..1: score of the likeliest letter that no glyph was made of; 0 where an engine tells none

    @property
    def text(self) -> str:
        """The glyphs' characters joined, spaces included."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def confidence(self) -> float:
        """Mean confidence (0..1) over the glyphs that are no spaces; 0 where nothing was recognised."""
        confidences = [glyph.confidence for glyph in self.glyphs if not glyph.text.isspace()]
        return sum(confidences) / len(confidences) if confidences else 0.0


class OcrEngine(Protocol):
    """Recognises rasters of single upright lines, dark on light. Not safe to share between threads."""

    @property
    def name(self) -> str:
        """The name that `--ocr-engine` and `cermat doctor` know it by."""
        ...

    @property
    def version(self) -> str:
        """Version of the recogniser's library."""
        ...

    def read_lines(self, lines: Sequence[GrayImage]) -> list[LineReading]:
        """One reading per line crop (gray, any size), in order; an empty reading where nothing was recognised."""
        ...


def name_with_version(engine: OcrEngine) -> str:
    """What read a page, as its transcript says it."""
    return f"{engine.name} {engine.version}"
