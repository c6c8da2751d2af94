"""From the glyphs of a line to words: where the ink has a gap there is a blank, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parsers.scan.clean import Mask
from parsers.scan.crops import LineCrop
from parsers.scan.engine import Glyph, LineReading
from parsers.scan.lines import PixelBox, TextLine


@dataclass(frozen=True, slots=True)
class InkWord:
    text: str
    box: PixelBox
    confidence: float
    glyphs: tuple[Glyph, ...]


def words_of(reading: LineReading, crop: LineCrop, line: TextLine, writing: Mask) -> list[InkWord]:
    groups: list[list[Glyph]] = [[]]
    for glyph in reading.glyphs:
        if glyph.text.isspace():
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(glyph)
    groups = [g for g in groups if g]
    out = []
    for k, group in enumerate(groups):
        left = 0.0 if k == 0 else (groups[k - 1][-1].x + group[0].x) / 2
        right = crop.image.shape[1] - 1 if k == len(groups) - 1 else (group[-1].x + groups[k + 1][0].x) / 2
        a = int(crop.columns[int(min(left, len(crop.columns) - 1))])
        b = int(crop.columns[int(min(right, len(crop.columns) - 1))]) + 1
        box = line.box
        part = writing[box.y0 : box.y1, a:b] > 0
        xs = np.flatnonzero(part.any(axis=0))
        ys = np.flatnonzero(part.any(axis=1))
        pb = (
            PixelBox(a + int(xs[0]), box.y0 + int(ys[0]), a + int(xs[-1]) + 1, box.y0 + int(ys[-1]) + 1)
            if len(xs)
            else PixelBox(a, box.y0, max(b, a + 1), box.y1)
        )
        out.append(
            InkWord("".join(g.text for g in group), pb, sum(g.confidence for g in group) / len(group), tuple(group))
        )
    return out
