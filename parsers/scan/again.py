"""A second look at lines that were read with doubt: the same line drawn narrower, and what both looks have in common.

The recogniser sees other pixels then. Where both looks agree nothing changes but the confidence; where they differ the
surer glyph stays, and its confidence tells of the other one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from parsers.scan.engine import Glyph, GrayImage, LineReading, OcrEngine

DOUBTFUL = 0.9  # confidence of a line's least sure glyph, below which the line is read again
NARROWER = 0.87  # width of the second picture
DISPUTED = 0.5  # confidence of a glyph that only one look shows, at most
LEAST_FOUND = 0.9  # confidence of a letter or digit that only the second look shows


def looked_at_twice(
    engine: OcrEngine, pictures: Sequence[GrayImage], readings: Sequence[LineReading]
) -> list[LineReading]:
    """`readings` of `pictures`, the doubtful ones merged with a second reading."""
    doubtful = [i for i, reading in enumerate(readings) if _least(reading) < DOUBTFUL]
    second = engine.read_lines([_narrower(pictures[i]) for i in doubtful])
    result = list(readings)
    for i, other in zip(doubtful, second, strict=True):
        result[i] = merged(readings[i], _stretched(other, pictures[i].shape[1] / _narrow_width(pictures[i])))
    return result


def _least(reading: LineReading) -> float:
    return min((glyph.confidence for glyph in reading.glyphs if not glyph.text.isspace()), default=1.0)


def _narrow_width(picture: GrayImage) -> int:
    return max(8, int(picture.shape[1] * NARROWER))


def _narrower(picture: GrayImage) -> GrayImage:
    size = (_narrow_width(picture), int(picture.shape[0]))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _stretched(reading: LineReading, factor: float) -> LineReading:
    return LineReading(tuple(replace(glyph, x=glyph.x * factor) for glyph in reading.glyphs))


def merged(first: LineReading, second: LineReading) -> LineReading:
    """Both looks at one line as one reading, with the blanks of the first."""
    ours = [glyph for glyph in first.glyphs if not glyph.text.isspace()]
    theirs = [glyph for glyph in second.glyphs if not glyph.text.isspace()]
    glyphs = [glyph for glyph in first.glyphs if glyph.text.isspace()]
    for step in Levenshtein.opcodes([g.text for g in ours], [g.text for g in theirs]):
        left, right = ours[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end]
        if step.tag == "equal":
            glyphs += [replace(a, confidence=max(a.confidence, b.confidence)) for a, b in zip(left, right, strict=True)]
        elif step.tag == "replace":
            glyphs += [_surer(a, b) for a, b in zip(left, right, strict=True)]
        elif step.tag == "delete":
            glyphs += [_disputed(glyph) for glyph in left]
        else:
            glyphs += [_disputed(glyph) for glyph in right if _is_found(glyph)]
    return LineReading(tuple(sorted(glyphs, key=lambda glyph: glyph.x)))


def _is_found(glyph: Glyph) -> bool:
    return glyph.text.isalnum() and glyph.confidence >= LEAST_FOUND


def _disputed(glyph: Glyph) -> Glyph:
    return replace(glyph, confidence=min(glyph.confidence, DISPUTED))


def _surer(a: Glyph, b: Glyph) -> Glyph:
    """Letters and digits take each other's place; a mark stays, since bullets look like anything."""
    if not (a.text.isalnum() and b.text.isalnum()):
        return _disputed(a)
    chosen = b if b.confidence > a.confidence else a
    both = a.confidence + b.confidence
    return Glyph(chosen.text, a.x, chosen.confidence / both if both > 0 else 0.0)
