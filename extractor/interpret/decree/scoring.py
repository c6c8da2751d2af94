"""Which of several readings of one fact is right: scores of the places that name it -> the best one and its certainty.

Each place of a document is a feature with a weight (data/decree_evidence.toml); the margin to the second best decides.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from schemas.printed import Passage

MOST_CERTAIN = 0.999


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """The model of one fact."""

    weights: Mapping[str, float]  # by place
    least: float  # score from which a candidate is taken
    margin: float  # points that it is ahead of the next one
    again: float  # share of a weight added for each doubling of the mentions of one place
    steepness: float  # log odds per point of margin
    start: float  # log odds without any margin
    penalty: float  # points for candidates of the wrong sort; negative


@cache
def evidence_weights(fact: str) -> EvidenceWeights:
    """The weights of "instansi" or "tahun"."""
    text = files("extractor").joinpath("data", "decree_evidence.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[fact]
    return EvidenceWeights(
        weights={name: float(value) for name, value in table["weights"].items()},
        least=float(table["least"]),
        margin=float(table["margin"]),
        again=float(table["again"]),
        steepness=float(table["steepness"]),
        start=float(table["start"]),
        penalty=float(table["penalty"]),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that names a value."""

    key: str  # equal for the same value
    place: str  # as in the table of weights
    passage: Passage
    penalised: bool = False  # it is of the wrong sort


def best_of(candidates: Sequence[Candidate], fact: str) -> Passage | None:
    """The passage of the best value as its strongest place prints it, with its certainty; None where none is clear."""
    model = evidence_weights(fact)
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.key, []).append(candidate)
    ranked = sorted(((_score(group, model), group) for group in groups.values()), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < model.least:
        return None
    ahead = ranked[0][0] - max(0.0, ranked[1][0] if len(ranked) > 1 else 0.0)
    if ahead < model.margin:
        return None
    forms = Counter(_form(candidate) for candidate in ranked[0][1])
    strongest = max(ranked[0][1], key=lambda candidate: (model.weights[candidate.place], forms[_form(candidate)]))
    certainty = 1 / (1 + math.exp(-(model.start + model.steepness * ahead)))
    return replace(strongest.passage, certainty=min(round(certainty, 4), MOST_CERTAIN))


def _form(candidate: Candidate) -> str:
    return " ".join(line.text for line in candidate.passage.lines)


def _score(group: Iterable[Candidate], model: EvidenceWeights) -> float:
    members = list(group)
    places = Counter(candidate.place for candidate in members)
    total = sum(model.weights[place] * (1 + model.again * math.log2(count)) for place, count in places.items())
    return total + (model.penalty if all(candidate.penalised for candidate in members) else 0.0)
