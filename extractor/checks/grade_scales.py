"""Grades and their values by the scales of data/scales.toml: target -> the grade that it should have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from schemas.fields import Fields, text_of
from schemas.patterns import pattern
from schemas.values import TargetValue

WHOLE = 100.0
"""The best value of every scale."""
_ALWAYS = (1, 9999)


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale of grades, as a regulation defines it for its years."""

    id: str
    source: str  # the regulation
    words: tuple[str, ...]
    exclusive: bool  # a grade begins above its lowest value, not at it
    steps: tuple[tuple[str, float], ...]  # grade and its lowest value, the best first
    since: int = _ALWAYS[0]  # years of the documents that it is meant for
    until: int = _ALWAYS[1]
    names: Mapping[str, str] = field(default_factory=dict)  # words that offices print for a grade

    def grade(self, value: float) -> str | None:
        """The grade of `value`; None below the scale."""
        for grade, lowest in self.steps:
            if value > lowest or (value == lowest and (not self.exclusive or lowest == 0)):
                return grade
        return None

    def letter(self, printed: str) -> str | None:
        """The grade that `printed` means; None for one that the scale does not have."""
        letter = self.names.get(printed.casefold(), printed.upper())
        return letter if letter in dict(self.steps) else None

    def allows(self, letter: str, lowest: float, highest: float) -> bool:
        """Whether some value from `lowest` to `highest` may have the grade; on the edge it may have both."""
        ends = [WHOLE, *(low for _, low in self.steps)]
        at = [grade for grade, _ in self.steps].index(letter)
        return lowest <= ends[at] and highest >= ends[at + 1]


@cache
def scales() -> tuple[Scale, ...]:
    """All scales of the data, the newest of each kind first."""
    text = files("extractor").joinpath("data/scales.toml").read_text(encoding="utf-8")
    return tuple(
        Scale(
            raw["id"],
            raw["source"],
            tuple(raw["words"]),
            raw["exclusive"],
            tuple((grade, float(lowest)) for grade, lowest in raw["steps"]),
            raw.get("since", _ALWAYS[0]),
            raw.get("until", _ALWAYS[1]),
            raw.get("names", {}),
        )
        for raw in tomllib.loads(text)["scale"]
    )


def scales_for(said: str, years: tuple[int, int] | None) -> list[Scale]:
    """The scales that a row of these words may mean in a document of these years, the newest first."""
    first, last = years or _ALWAYS
    return [
        scale
        for scale in scales()
        if scale.since <= last
        and scale.until >= first
        and any(re.search(rf"\b{re.escape(word)}\b", said, re.IGNORECASE) for word in scale.words)
    ]


def years_of(decree: Fields) -> tuple[int, int] | None:
    """First and last year of the document's period, else the year of its date."""
    years = [
        int(year)
        for year in pattern("year").findall(text_of(decree, "tahun") or (text_of(decree, "tanggal") or "")[:4])
    ]
    return (years[0], years[-1]) if years else None


def wrong_grade(target: TargetValue, said: str, years: tuple[int, int] | None) -> tuple[str, Scale] | None:
    """The grade that the target's value has, and by which scale, where no scale that may be meant has the printed one.

    None where they agree, where no scale is known for the words `said`, or where grade or value is not of the scale.
    """
    if target.predikat is None or target.nilai is None or not 0 <= target.nilai <= WHOLE:
        return None
    candidates = scales_for(said, years)
    letters = {scale.id: letter for scale in candidates if (letter := scale.letter(target.predikat)) is not None}
    lowest = 0.0 if target.pembanding in ("<", "<=") else target.nilai
    highest = WHOLE if target.pembanding in (">", ">=") else target.nilai_maks or target.nilai
    if any(scale.allows(letters[scale.id], lowest, highest) for scale in candidates if scale.id in letters):
        return None
    for scale in candidates:
        right = scale.grade(target.nilai)
        if scale.id in letters and right is not None:
            return right, scale
    return None
