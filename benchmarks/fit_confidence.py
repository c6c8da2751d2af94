#!/usr/bin/env python3
"""Weights for extractor/data/confidence.toml from the development set of scans.py, and from files with text.

    python -m benchmarks.fit_confidence [--documents 6] [--files 200]

Two logistic models without negative weights, so that no feature can ever raise a confidence. Each is tried on documents
that had no part in making it (five folds, by document), then made from all of them and written to standard output.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from benchmarks.scan_truth import Cell, Judged
from benchmarks.scans import Task, burden, drawn, measure, not_scanned, reliability
from extractor.confidence import Curve, Source
from extractor.confidence_features import Features
from extractor.spelling import SpellingOptions

FOLDS = 5
CAREFUL: dict[Source, float] = {"ocr": 0.5, "text": 0.0}
"""Taken from all log odds: of a scan, a wrong value that seems sure costs more than a look at a right one."""
OF_PLACE = frozenset({"place", "begun", "torn", "implausible", "row", "rows", "aside"})
"""What can speak against text that nobody had to recognise. Few of its values are wrong, too few to bend a curve by."""
KNEE = 3.0  # log odds where the curve bends: from about 95 % on
NEWTON_STEPS = 50
RIDGE: dict[Source, float] = {"ocr": 0.3, "text": 5.0}
"""Draws weights to 0 that few cells speak for. Of text few are wrong, and offices have more habits than are drawn."""
STEPS = 4000
Floats = NDArray[np.float64]


def observed(tasks: Iterable[Task]) -> tuple[list[Cell], list[Features]]:
    """Cells of the documents and their features."""
    features: list[Features] = []

    def remember(given: Features, source: Source) -> float:
        """A number by which the features are found again, in place of a confidence."""
        features.append(given)
        return (len(features) - 1) / 2**40

    with patch("extractor.confidence.probability", remember):
        found = measure(tasks, SpellingOptions(), False)
    judged: list[Judged] = [one for many in found.values() for one in many]
    cells = [cell for one in judged for cell in one.cells]
    return cells, [features[round(cell.confidence * 2**40)] for cell in cells]


def fitted(features: Floats, right: Floats, ridge: float) -> Floats:
    """The log odds without any feature, then the weight of each; by projected gradient steps."""
    inputs = np.hstack([np.ones((len(features), 1)), -features])
    scale = np.maximum(np.abs(inputs).max(axis=0), 1e-9)
    inputs = inputs / scale
    weights = np.zeros(inputs.shape[1])
    pace = 4 / np.linalg.eigvalsh(inputs.T @ inputs / len(inputs)).max()
    momentum = weights
    for step in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ momentum))
        slope = inputs.T @ (right - chance) / len(right)
        slope[1:] -= ridge * momentum[1:] / len(right)
        ahead = momentum + pace * slope
        ahead[1:] = np.maximum(ahead[1:], 0)
        momentum = ahead + step / (step + 3) * (ahead - weights)
        weights = ahead
    return np.asarray(weights / scale, dtype=np.float64)


def chances(weights: Floats, features: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(weights[0] - features @ weights[1:]))), dtype=np.float64)


def cross_validated(cells: Sequence[Cell], features: Floats, right: Floats, ridge: float) -> list[Cell]:
    documents = sorted({cell.document for cell in cells})
    fold = np.array([documents.index(cell.document) % FOLDS for cell in cells])
    chance = np.zeros(len(cells))
    for number in range(FOLDS):
        weights = fitted(features[fold != number], right[fold != number], ridge)
        chance[fold == number] = chances(weights, features[fold == number])
    return [replace(cell, confidence=float(c)) for cell, c in zip(cells, chance, strict=True)]


def bent(odds: Floats, right: Floats) -> Curve:
    """The curve that turns log odds of documents that had no part in making them into those that turned out."""
    inputs = np.stack([np.ones(len(odds)), np.minimum(odds, KNEE), np.maximum(odds - KNEE, 0)], axis=1)
    curve = np.array([0.0, 1.0, 1.0])
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-inputs @ curve))
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs
        curve = curve + np.linalg.solve(bend, inputs.T @ (right - chance))
    return Curve(KNEE, *(float(max(0.0, part)) for part in curve))


def odds_of(chance: Floats) -> Floats:
    return np.asarray(np.log(chance) - np.log1p(-chance), dtype=np.float64)


@dataclass(frozen=True)
class Model:
    certain: float
    weights: Floats  # of the features, in their order
    curve: Curve


def made_from(tasks: Iterable[Task], source: Source) -> Model:
    """The weights and the curve, after telling what they are worth on documents that had no part in making them."""
    cells, found = observed(tasks)
    counted = np.array([source == "ocr" or feature.name in OF_PLACE for feature in fields(Features)])
    features = np.array([astuple(one) for one in found], dtype=np.float64) * counted
    right = np.array([cell.right for cell in cells], dtype=np.float64)
    tried = cross_validated(cells, features, right, RIDGE[source])
    odds = odds_of(np.array([cell.confidence for cell in tried]))
    curve = bent(odds, right) if source == "ocr" else Curve(KNEE, 0.0, 1.0, 1.0)
    tried = [replace(cell, confidence=careful(cell.confidence, curve, CAREFUL[source])) for cell in tried]
    for low, high, count, good in reliability(tried):
        sys.stderr.write(f"{low:.2f} - {high:.2f}: {count:6} cells, {good / max(1, count):.2%} right\n")
    sys.stderr.write(f"review: {burden(tried):.1%} of {len(cells)} cells\n")
    weights = fitted(features, right, RIDGE[source])
    return Model(float(weights[0]), weights[1:], curve)


def careful(chance: float, curve: Curve, less: float) -> float:
    return 1 / (1 + math.exp(less - curve.calibrated(math.log(chance / (1 - chance)))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=6, help="of each rendering")
    parser.add_argument("--files", type=int, default=200, help="decrees that are read as PDF with text and as DOCX")
    given = parser.parse_args()
    ocr = made_from(drawn("development", given.documents, ()), "ocr")
    text = made_from(not_scanned(given.files), "text")
    sys.stdout.write(f"careful = {{ ocr = {CAREFUL['ocr']}, text = {CAREFUL['text']} }}\n")
    sys.stdout.write(f"certain = {{ ocr = {ocr.certain:.2f}, text = {text.certain:.2f} }}\n")
    for source, model in (("ocr", ocr), ("text", text)):
        parts = ", ".join(f"{part.name} = {getattr(model.curve, part.name):.2f}" for part in fields(Curve))
        sys.stdout.write(f"curve.{source} = {{ {parts} }}\n")
    for feature, of_ocr, of_text in zip(fields(Features), ocr.weights, text.weights, strict=True):
        sys.stdout.write(f'\n[[feature]]\nid = "{feature.name}"\nocr = {of_ocr:.2f}\ntext = {of_text:.2f}\n')


if __name__ == "__main__":
    main()
