"""Evidence of a strip -> its rows: the best segmentation by dynamic programming (semi-Markov), and how sure each is.

The score of a segmentation is the sum of the weights of what its boundaries and its rows show; weights are log odds, in
parsers/data/row_model.toml, fitted by benchmarks/fit_rows.py. Segmentations compete as a log-linear model: a row is as
certain as all segmentations that have it are likely together (forward-backward). O(n²) in printed rows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from parsers.layout.row_evidence import BOUNDARY, SEGMENT, RowEvidence

Floats = npt.NDArray[np.float64]
NEVER = -1e9  # score of what cannot be
NEARLY = 1.0  # of log odds: a second segmentation within this is told


@dataclass(frozen=True, slots=True, eq=False)
class RowWeights:
    """Weights of the evidence, log odds."""

    boundary: Floats  # (BOUNDARY,)
    segment: Floats  # (SEGMENT,)


@dataclass(frozen=True, slots=True)
class Segment:
    """Printed rows lo..hi-1 (0-based) that make one row of the table."""

    lo: int
    hi: int
    certainty: float  # 0..1, that it begins and ends there


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The rows of a strip, top to bottom."""

    rows: tuple[Segment, ...]
    other: int | None  # rows of the second best segmentation where it fits nearly as well; else None


@cache
def row_weights() -> RowWeights:
    """The weights of data/row_model.toml. Raises ValueError where one is missing or unknown."""
    table = tomllib.loads(files("parsers").joinpath("data", "row_model.toml").read_text(encoding="utf-8"))
    return RowWeights(_ordered(table["boundary"], BOUNDARY), _ordered(table["segment"], SEGMENT))


def _ordered(given: list[Mapping[str, object]], names: tuple[str, ...]) -> Floats:
    found = {str(entry["id"]): float(str(entry["weight"])) for entry in given}
    if set(found) != set(names):
        raise ValueError(f"row_model.toml: one weight is needed for each of {', '.join(names)}")
    return np.array([found[name] for name in names])


def scores(evidence: RowEvidence, weights: RowWeights) -> Floats:
    """(n, n + 1): of printed rows lo..hi-1 as one row, its upper boundary included; NEVER where hi <= lo."""
    n = len(evidence.boundary)
    result = evidence.segment @ weights.segment + (evidence.boundary @ weights.boundary)[:, None]
    result[np.arange(n + 1)[None, :] <= np.arange(n)[:, None]] = NEVER
    return result


def best_segmentation(evidence: RowEvidence, weights: RowWeights) -> Segmentation:
    """The best rows of a strip of one printed row or more."""
    score = scores(evidence, weights)
    (best, reached), *second = _two_best(score)
    likely = likelihood(score)
    near = [len(spans) for spans, total in second if total > reached - NEARLY]
    return Segmentation(tuple(Segment(lo, hi, float(likely[lo, hi])) for lo, hi in best), near[0] if near else None)


def likelihood(score: Floats) -> Floats:
    """(n, n + 1): the probability that printed rows lo..hi-1 are one row, by all segmentations."""
    n = len(score)
    before, after = np.full(n + 1, NEVER), np.full(n + 1, NEVER)
    before[0] = after[n] = 0.0
    for hi in range(1, n + 1):
        before[hi] = np.logaddexp.reduce(before[:hi] + score[:hi, hi])
    for lo in range(n - 1, -1, -1):
        after[lo] = np.logaddexp.reduce(score[lo, lo + 1 :] + after[lo + 1 :])
    likely: Floats = np.exp(np.minimum(before[:n, None] + score + after[None, :] - before[n], 0.0))
    return likely


Spans = list[tuple[int, int]]


def _two_best(score: Floats) -> list[tuple[Spans, float]]:
    """The best segmentation with its score, and the second best one where there is one."""
    n = len(score)
    # Per end of a row the two best scores of all that is above, with where its last row begins and which of the two
    # best segmentations precedes it.
    found: list[list[tuple[float, int, int]]] = [[(0.0, -1, 0)]]
    for hi in range(1, n + 1):
        column = score[:hi, hi].tolist()
        options = [(total + column[lo], lo, rank) for lo in range(hi) for rank, (total, _, _) in enumerate(found[lo])]
        found.append(sorted(options, reverse=True)[:2])
    return [(_traced(found, n, rank), found[n][rank][0]) for rank in range(len(found[n]))]


def _traced(found: list[list[tuple[float, int, int]]], hi: int, rank: int) -> Spans:
    spans: Spans = []
    while hi > 0:
        _, lo, above = found[hi][rank]
        spans.append((lo, hi))
        hi, rank = lo, above
    return spans[::-1]
