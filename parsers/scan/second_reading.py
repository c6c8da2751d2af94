"""Line crops with uncertain readings in, readings merged with a second one of the same line drawn narrower out.

Test-time augmentation: the recogniser sees other pixels in the second reading. Where both agree nothing changes but the
confidence; where they differ the surer glyph stays, and its confidence tells of the other one. The glyphs are aligned
by edit distance (Levenshtein).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from parsers.scan.ocr_engine import Glyph, LineReading, OcrEngine
from parsers.scan.raster import GrayImage

UNCERTAIN = 0.9  # confidence of a line's least sure glyph, below which the line is read again
NARROWER = 0.87  # width of the second crop by that of the first
LEAST_WIDTH = 8  # pixels: of the second crop
DISPUTED = 0.5  # confidence of a glyph that only one reading has, at most
LEAST_FOUND = 0.9  # confidence of a letter or digit that only the second reading has, at least


def with_second_reading(
    engine: OcrEngine, crops: Sequence[GrayImage], readings: Sequence[LineReading]
) -> list[LineReading]:
    """`readings` of `crops`, the uncertain ones merged with a second reading."""
    uncertain = [i for i, reading in enumerate(readings) if least_confidence(reading) < UNCERTAIN]
    second = engine.read_lines([_narrower(crops[i]) for i in uncertain])
    result = list(readings)
    for i, other in zip(uncertain, second, strict=True):
        result[i] = merge_readings(readings[i], _widened(other, crops[i].shape[1] / _narrow_width(crops[i])))
    return result


def merge_readings(first: LineReading, second: LineReading) -> LineReading:
    """Both readings of one line as one, with the spaces of the first; positions are in pixels of the first crop."""
    ours = [glyph for glyph in first.glyphs if not glyph.text.isspace()]
    theirs = [glyph for glyph in second.glyphs if not glyph.text.isspace()]
    glyphs = [glyph for glyph in first.glyphs if glyph.text.isspace()]
    for step in Levenshtein.opcodes([g.text for g in ours], [g.text for g in theirs]):
        left, right = ours[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end]
        if step.tag == "equal":
            glyphs += [_agreed(a, b) for a, b in zip(left, right, strict=True)]
        elif step.tag == "replace":
            glyphs += [_surer(a, b) for a, b in zip(left, right, strict=True)]
        elif step.tag == "delete":
            glyphs += [_disputed(glyph, "") for glyph in left]
        else:
            glyphs += [_disputed(glyph, "") for glyph in right if _is_found(glyph)]
    return LineReading(tuple(sorted(glyphs, key=lambda glyph: glyph.x)))


def least_confidence(reading: LineReading) -> float:
    """That of the least sure glyph; 1 where there is none."""
    return min((glyph.confidence for glyph in reading.glyphs if not glyph.text.isspace()), default=1.0)


def _narrow_width(crop: GrayImage) -> int:
    return max(LEAST_WIDTH, int(crop.shape[1] * NARROWER))


def _narrower(crop: GrayImage) -> GrayImage:
    size = (_narrow_width(crop), int(crop.shape[0]))
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _widened(reading: LineReading, factor: float) -> LineReading:
    return LineReading(tuple(replace(glyph, x=glyph.x * factor) for glyph in reading.glyphs))


def _is_found(glyph: Glyph) -> bool:
    return glyph.text.isalnum() and glyph.confidence >= LEAST_FOUND


def _agreed(a: Glyph, b: Glyph) -> Glyph:
    """The character with what the surer reading has beside it."""
    surer = b if b.confidence > a.confidence else a
    return replace(a, confidence=surer.confidence, others=surer.others)


def _disputed(glyph: Glyph, other: str) -> Glyph:
    """`other`: what the other reading has there."""
    score = min(glyph.confidence, DISPUTED)
    return replace(glyph, confidence=score, others=_with(glyph.others, other, score))


def _with(others: tuple[tuple[str, float], ...], text: str, score: float) -> tuple[tuple[str, float], ...]:
    """The likeliest first."""
    scores = dict(others)
    scores[text] = max(score, scores.get(text, 0.0))
    return tuple(sorted(scores.items(), key=lambda one: (-one[1], one[0])))


def _surer(a: Glyph, b: Glyph) -> Glyph:
    """Letters and digits take each other's place; a mark stays, since bullets look like anything."""
    if not (a.text.isalnum() and b.text.isalnum()):
        return _disputed(a, b.text)
    chosen, loser = (b, a) if b.confidence > a.confidence else (a, b)
    both = a.confidence + b.confidence
    if both <= 0:
        return Glyph(chosen.text, a.x, 0.0)
    others = _with(tuple((text, score / both) for text, score in chosen.others), loser.text, loser.confidence / both)
    return Glyph(chosen.text, a.x, chosen.confidence / both, others)
