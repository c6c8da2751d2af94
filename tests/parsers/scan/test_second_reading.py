"""Lines with uncertain readings are read twice; what both readings say counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from parsers.scan.ocr_engine import LineReading
from parsers.scan.raster import GrayImage
from parsers.scan.second_reading import with_second_reading
from tests.support.line_readings import reading

PICTURE: GrayImage = np.full((48, 400), 255, dtype=np.uint8)


class Recorded:
    """An engine that gives prepared second readings, and remembers what it was shown."""

    name, version = "recorded", "1"

    def __init__(self, *readings: LineReading) -> None:
        self._readings = list(readings)
        self.shown: list[GrayImage] = []

    def read_lines(self, lines: Sequence[GrayImage]) -> list[LineReading]:
        self.shown += lines
        return self._readings[: len(lines)]


def twice(first: LineReading, second: LineReading) -> LineReading:
    (result,) = with_second_reading(Recorded(second), [PICTURE], [first])
    return result


def test_a_sure_line_is_not_read_again() -> None:
    engine = Recorded(reading("kcbun"))
    assert with_second_reading(engine, [PICTURE], [reading("kebun")]) == [reading("kebun")]
    assert engine.shown == []


def test_the_second_picture_is_another_one() -> None:
    engine = Recorded(reading("kebun"))
    with_second_reading(engine, [PICTURE], [reading("kebun", unsure={1: 0.6})])
    assert engine.shown[0].shape[1] < PICTURE.shape[1]


def test_agreement_raises_confidence_and_disagreement_lowers_it() -> None:
    first = reading("kebun", unsure={1: 0.6})
    agreed = twice(first, reading("kebun"))
    disputed = twice(first, reading("kcbun", unsure={1: 0.5}))
    assert agreed.text == disputed.text == "kebun"
    assert disputed.confidence < first.confidence < agreed.confidence


def test_the_surer_letter_is_kept() -> None:
    result = twice(reading("kcbun", unsure={1: 0.55}), reading("kebun", scale=0.87))
    assert result.text == "kebun"
    assert 0.5 < result.glyphs[1].confidence < 0.99
    assert result.glyphs[1].x == reading("kcbun").glyphs[1].x


def test_a_letter_that_the_first_look_missed_is_put_in_its_place() -> None:
    first = LineReading(tuple(g for i, g in enumerate(reading("kebun", unsure={0: 0.5}).glyphs) if i != 2))
    assert first.text == "keun"
    assert twice(first, reading("kebun", scale=0.87)).text == "kebun"
    assert twice(first, reading("kebun", unsure={2: 0.5}, scale=0.87)).text == "keun"


@pytest.mark.parametrize("other", ["0 Kopi", "I Kopi", " Kopi"])
def test_a_bullet_stays_a_bullet(other: str) -> None:
    assert twice(reading("• Kopi", unsure={0: 0.5}), reading(other)).text == "• Kopi"


def test_blanks_are_those_of_the_first_look() -> None:
    assert twice(reading("a b", unsure={0: 0.5}), reading("ab")).text == "a b"


@pytest.mark.parametrize("second", ["", "xyzxyz", "kebun kopi rakyat"])
def test_confidences_stay_between_0_and_1(second: str) -> None:
    for first in (reading("kebun", sure=0.0), reading("kebun", sure=1.0, unsure={0: 0.2}), reading("k", sure=0.1)):
        result = twice(first, reading(second, sure=0.0))
        assert all(0 <= glyph.confidence <= 1 for glyph in result.glyphs)


def test_what_the_other_reading_has_is_kept_beside_the_surer_one() -> None:
    disputed = twice(reading("kebun", unsure={1: 0.6}), reading("kcbun", unsure={1: 0.3}))
    assert [(g.text, [text for text, _ in g.others]) for g in disputed.glyphs if g.others] == [("e", ["c"])]
    ((_, score),) = disputed.glyphs[1].others
    assert 0 < score < disputed.glyphs[1].confidence
    lost = twice(reading("kebbun", unsure={3: 0.6}), reading("kebun"))
    assert [g.others[0][0] for g in lost.glyphs if g.others] == [""]
