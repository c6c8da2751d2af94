"""Dots that a line's words contradict: specks of a dirty copy that stand just where a full stop could.

What the ink cannot tell (see parsers.scan.specks) the words beside it can: a sentence does not end before a small
letter, and nothing stands between a word and its colon.
"""

from __future__ import annotations

from itertools import pairwise

from parsers.scan.engine import Glyph, LineReading

DOTS = ".·•●"
WHOLE_WORD = 5  # letters: a shorter word before a full stop may be an abbreviation


def without_dots(reading: LineReading) -> LineReading:
    """The reading of a line on a dirty page; dots between two words of one sentence become blanks."""
    glyphs = reading.glyphs
    kept: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if glyph.text in DOTS and _whole_word_before(glyphs[:place]) and _goes_on(glyphs[place + 1 :]):
            kept.append(Glyph(" ", glyph.x, glyph.confidence))
        else:
            kept.append(glyph)
    # One blank where a dot stood beside one.
    single = [b for a, b in pairwise([None, *kept]) if b is not None and not (a and a.text == b.text == " ")]
    return LineReading(tuple(single))


def _whole_word_before(glyphs: tuple[Glyph, ...]) -> bool:
    last = glyphs[-WHOLE_WORD:]
    return len(last) == WHOLE_WORD and all(g.text.isalpha() for g in last) and last[-1].text.islower()


def _goes_on(glyphs: tuple[Glyph, ...]) -> bool:
    following = next((g.text for g in glyphs if not g.text.isspace()), "")
    return following.islower() or following == ":"
