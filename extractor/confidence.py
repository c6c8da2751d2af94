"""The confidence of fields: features -> the probability that a field is right, by a calibrated logistic model.

No feature has a negative weight, so that none ever raises a confidence. What the recogniser says of its glyphs is only
one of them; confidence_features.py computes them all. The weights are in data/confidence.toml, with how they were made:
those of pages that had to be recognised, and those of other text, where only the structure can be in doubt.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import Literal

from extractor.confidence_features import FeatureExtractor, Features
from normalizers.spelling import ProjectWords
from schemas.evidence import FieldRef
from schemas.fields import DocumentFields, Fields, IndicatorRow
from schemas.transcript import Legibility

_amounts: Callable[[Features], tuple[float, ...]] = attrgetter(*(feature.name for feature in fields(Features)))
Source = Literal["ocr", "text"]
"""How the page of a field was read, as Page.source has it."""
DIGITS = 4  # of a confidence
_LEAST_ODDS = -50.0  # logarithm; smaller ones are the same confidence


@dataclass(frozen=True, slots=True)
class Curve:
    """Calibration: log odds as the features add up to them -> log odds as they turned out (linear with one knee).

    Features are correlated, so that a field with hardly any evidence against it is more certain than their sum says,
    and one with much is less so.
    """

    knee: float  # log odds
    start: float
    below: float  # slope up to the knee
    above: float  # slope from there on

    def calibrated(self, odds: float) -> float:
        """`odds` (a logarithm) as they turned out."""
        return self.start + self.below * min(odds, self.knee) + self.above * max(odds - self.knee, 0.0)


@dataclass(frozen=True, slots=True)
class Weights:
    """The model of one source of text."""

    certain: float  # log odds of a field without any evidence against it, before calibration
    of: Features  # how much one unit of each feature takes from them; none is negative
    curve: Curve
    careful: float  # taken from all log odds in the end: confidences are rather too low than too high

    def odds(self, features: Features) -> float:
        """The logarithm of the odds that a field with these features is right."""
        against = sum(w * s for w, s in zip(_amounts(self.of), _amounts(features), strict=True))
        return self.curve.calibrated(self.certain - against) - self.careful


@cache
def weights(source: Source) -> Weights:
    """The weights of data/confidence.toml. Raises ValueError where one is missing or below 0."""
    table = tomllib.loads(files("extractor").joinpath("data", "confidence.toml").read_text(encoding="utf-8"))
    given = {entry["id"]: float(entry[source]) for entry in table["feature"]}
    if set(given) != {feature.name for feature in fields(Features)} or min(given.values()) < 0:
        raise ValueError("confidence.toml: one weight of 0 or more is needed for each feature")
    curve = Curve(**{name: float(value) for name, value in table["curve"][source].items()})
    if curve.below < 0 or curve.above < 0:
        raise ValueError("confidence.toml: a curve that falls would make more of a feature raise a confidence")
    return Weights(float(table["certain"][source]), Features(**given), curve, float(table["careful"][source]))


def probability(features: Features, source: Source) -> float:
    """That a field with these features is right; 0 to 1, and never higher for more of any feature."""
    return round(1 / (1 + math.exp(-max(weights(source).odds(features), _LEAST_ODDS))), DIGITS)


def scored(document: DocumentFields, pages: Mapping[int, Legibility], project: ProjectWords) -> DocumentFields:
    """The document with the confidence of each field.

    `pages`: those that were read from pictures, by their 1-based number; `project`: words that a team knows.
    """
    scorer = _Scorer(FeatureExtractor(document, pages, project), frozenset(pages))
    return DocumentFields(
        scorer.fields(FieldRef(), document.decree),
        tuple(
            replace(
                section,
                fields=scorer.fields(FieldRef(number), section.fields),
                rows=tuple(
                    replace(row, fields=scorer.fields(FieldRef(number, place), row.fields, row))
                    for place, row in enumerate(section.rows)
                ),
            )
            for number, section in enumerate(document.sections)
        ),
        tuple(
            replace(node, fields=scorer.fields(FieldRef(node=number), node.fields))
            for number, node in enumerate(document.nodes)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Scorer:
    extractor: FeatureExtractor
    recognised: frozenset[int]  # pages, 1-based

    def fields(self, ref: FieldRef, fields: Fields, row: IndicatorRow | None = None) -> Fields:
        return {
            name: replace(
                one,
                confidence=probability(
                    self.extractor.features(ref, name, one, row), "ocr" if one.page in self.recognised else "text"
                ),
            )
            for name, one in fields.items()
        }
