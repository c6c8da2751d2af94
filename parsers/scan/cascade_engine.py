"""Line crops in, glyphs out: a quick recogniser reads every line, a careful one those that it may have wrong.

A cascade of classifiers (Viola and Jones 2001): what the cheap one is sure of is not looked at again. Figures are,
since a wrong one looks like a right one: no word around it tells. Two recognisers that agree are hardly ever both
wrong, so that their agreement raises the confidence of a glyph and their disagreement lowers it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.scan.ocr_engine import LineReading, OcrEngine
from parsers.scan.raster import GrayImage
from parsers.scan.second_reading import least_confidence, merge_readings

SURE = 0.9  # confidence of a line's least sure glyph from which the quick reading is taken,
OMITTED = 0.1  # if no letter that it has no glyph of scores as much as this
DOUBT = 0.25  # of the doubt (1 - confidence) in its glyphs that is left where the whole line is sure: see taken
BAD_SHARE = 0.15  # of the lines of a page that are in doubt, from which it is a bad copy
FEWEST = 5  # lines that tell
HARDLY_READ = 0.8  # mean confidence below which a line is read again also where little care is taken
SHORT = 6  # glyphs: a line of so few has no words that could tell a misread letter ("BB", "WTP", "-")
FIGURE_LINE = 24  # glyphs: a longer line with a figure is running text
FIGURE_SHARE = 0.25  # of a line's glyphs that are digits, from which also a longer one is figures

Choice = Callable[[Sequence[LineReading]], list[int]]
"""Quick readings of the lines of a page -> indices of those that are read again."""


class CascadeEngine:
    """An OcrEngine made of two, which read the same lines."""

    def __init__(self, quick: OcrEngine, careful: OcrEngine, chosen: Choice | None = None) -> None:
        """`chosen`: which lines the careful one reads too; without it those that the quick one may have wrong."""
        self._quick = quick
        self._careful = careful
        self._chosen = chosen or in_need_of_care

    @property
    def name(self) -> str:
        """That of the careful recogniser, see OcrEngine."""
        return self._careful.name

    @property
    def version(self) -> str:
        """That of the careful recogniser."""
        return self._careful.version

    def read_lines(self, lines: Sequence[GrayImage]) -> list[LineReading]:
        """See OcrEngine."""
        quick = self._quick.read_lines(lines)
        again = self._chosen(quick)
        careful = self._careful.read_lines([lines[i] for i in again])
        both = {i: merge_readings(reading, quick[i]) for i, reading in zip(again, careful, strict=True)}
        return [both[i] if i in both else _taken(reading) for i, reading in enumerate(quick)]

    def cursory(self) -> CascadeEngine:
        """The same two, of which the careful one reads only what the quick one can't."""
        return CascadeEngine(self._quick, self._careful, _hardly_read)


def cursory(engine: OcrEngine) -> OcrEngine:
    """An engine that reads the same lines with less care, where `engine` has one; else itself."""
    return engine.cursory() if isinstance(engine, CascadeEngine) else engine


def _hardly_read(quick: Sequence[LineReading]) -> list[int]:
    return [i for i, reading in enumerate(quick) if reading.confidence < HARDLY_READ]


def in_need_of_care(quick: Sequence[LineReading]) -> list[int]:
    """Indices of the lines of a page that the quick recogniser may have wrong: all where many are in doubt.

    On a bad copy letters run together, so that it is sure of wrong ones as well ("ri" is "n" with thick strokes).
    """
    words = [reading for reading in quick if len(reading.glyphs) > SHORT]
    doubtful = sum(_is_in_doubt(reading) for reading in words)
    if len(words) >= FEWEST and doubtful > BAD_SHARE * len(words):
        return list(range(len(quick)))
    return [i for i, reading in enumerate(quick) if _is_in_doubt(reading) or _is_figure(reading)]


def _is_in_doubt(reading: LineReading) -> bool:
    """True where the quick reading is not sure of a glyph, or may lack one."""
    return least_confidence(reading) < SURE or reading.omitted >= OMITTED


def _is_figure(reading: LineReading) -> bool:
    """True where it is empty, short, or holds a figure that is not in running text (as a year may be)."""
    text = [glyph.text for glyph in reading.glyphs if not glyph.text.isspace()]
    digits = sum(character.isdigit() for character in text)
    return len(text) <= SHORT or digits >= FIGURE_SHARE * len(text) or (digits > 0 and len(text) <= FIGURE_LINE)


def _taken(reading: LineReading) -> LineReading:
    """A quick reading that is taken as it is. Its glyphs are right more often than their scores say: of 10,000 on which
    the two recognisers were compared it was sure of none with 0.875 or more that the careful one read otherwise."""
    glyphs = [replace(glyph, confidence=1 - DOUBT * (1 - glyph.confidence)) for glyph in reading.glyphs]
    return replace(reading, glyphs=tuple(glyphs))
