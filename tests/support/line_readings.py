"""Readings of text lines as an engine would give them."""

from __future__ import annotations

from parsers.scan.ocr_engine import Glyph, LineReading

STEP = 10.0  # pixels from glyph to glyph


def reading(text: str, sure: float = 0.99, unsure: dict[int, float] | None = None, scale: float = 1.0) -> LineReading:
    """`sure`: confidence of its glyphs; `unsure`: that of single ones by their position; `scale`: of the picture."""
    confidences = {**dict.fromkeys(range(len(text)), sure), **(unsure or {})}
    return LineReading(tuple(Glyph(c, (i + 0.5) * STEP * scale, confidences[i]) for i, c in enumerate(text)))
