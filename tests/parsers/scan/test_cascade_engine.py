"""The quick recogniser reads every line, the careful one what it may have wrong; their agreement counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from parsers.scan.cascade_engine import CascadeEngine, in_need_of_care
from parsers.scan.ocr_engine import LineReading
from parsers.scan.raster import GrayImage
from tests.support.line_readings import reading

PICTURE: GrayImage = np.full((48, 400), 255, dtype=np.uint8)
SENTENCE = "Terlaksananya pembinaan kelompok nelayan"


class Prepared:
    """An engine that gives one reading for every line, and counts the lines."""

    name, version = "prepared", "1"

    def __init__(self, given: LineReading) -> None:
        self._given = given
        self.lines = 0

    def read_lines(self, lines: Sequence[GrayImage]) -> list[LineReading]:
        self.lines += len(lines)
        return [self._given] * len(lines)


def cascade(quick: LineReading, careful: LineReading) -> tuple[LineReading, int]:
    """The reading of one line, and how many lines the careful engine saw."""
    second = Prepared(careful)
    (result,) = CascadeEngine(Prepared(quick), second).read_lines([PICTURE])
    return result, second.lines


def test_running_text_that_the_quick_one_is_sure_of_is_not_read_again() -> None:
    result, seen = cascade(reading(SENTENCE), reading("something else"))
    assert (result.text, seen) == (SENTENCE, 0)
    assert result.confidence > reading(SENTENCE).confidence


def test_years_in_running_text_need_no_care() -> None:
    assert cascade(reading(f"{SENTENCE} tahun 2031"), reading("something else"))[1] == 0


@pytest.mark.parametrize(
    "text", ["78,25%", "Rp 1.250.000", "12 kelompok nelayan", "BB", "-", "2031 2032 2033 2034 2035 2036"]
)
def test_figures_and_short_lines_are_read_by_both_however_sure_the_quick_one_is(text: str) -> None:
    result, seen = cascade(reading(text), reading(text))
    assert (result.text, seen) == (text, 1)


def test_a_figure_that_the_two_read_differently_is_not_trusted() -> None:
    result, _ = cascade(reading("78,25%"), reading("78,26%"))
    assert min(glyph.confidence for glyph in result.glyphs) <= 0.5
    assert [glyph.confidence > 0.9 for glyph in result.glyphs] == [True, True, True, True, False, True]


def test_a_line_in_doubt_is_what_the_careful_one_reads() -> None:
    wrong = SENTENCE.replace("k", "h")
    result, seen = cascade(reading(wrong, unsure={wrong.index("h"): 0.4}, sure=0.6), reading(SENTENCE))
    assert (result.text, seen) == (SENTENCE, 1)


def test_agreement_makes_a_line_in_doubt_surer() -> None:
    result, _ = cascade(reading(SENTENCE, unsure={3: 0.5}), reading(SENTENCE, unsure={3: 0.7}))
    assert min(glyph.confidence for glyph in result.glyphs) > 0.69


def test_a_line_that_the_quick_one_finds_empty_is_read_again() -> None:
    assert cascade(LineReading(()), reading("1"))[1] == 1


def test_a_line_that_may_lack_a_letter_is_read_again() -> None:
    lacking = LineReading(reading(SENTENCE.replace("h", "")).glyphs, omitted=0.3)
    result, seen = cascade(lacking, reading(SENTENCE))
    assert (result.text, seen) == (SENTENCE, 1)


def test_on_a_bad_copy_all_lines_are_read_by_both() -> None:
    doubtful, sure = reading(SENTENCE, unsure={3: 0.5}), reading(SENTENCE)
    assert in_need_of_care([sure] * 9 + [doubtful]) == [9]
    assert in_need_of_care([sure] * 5 + [doubtful] * 5) == list(range(10))
