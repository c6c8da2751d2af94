#!/usr/bin/env python3
"""Weights for extractor/data/confidence.toml: of pages that had to be recognised, and of files with text.

    python -m benchmarks.fit_confidence --source text [--files 60] [--matrices 100] [--corpus FOLDER]
    python -m benchmarks.fit_confidence --source ocr [--documents 6]

Two logistic models without negative weights, so that no feature can ever raise a confidence. That of scans is made
from the development set of scans.py, that of text from table_sets.py: decrees, planning matrices and files of your own,
as they are and with their tables damaged. Each is tried on documents that had no part in making it (in folds, your own
files by the office that they are of), then made from all of them and written to standard output.
"""

from __future__ import annotations

import argparse
import math
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field, fields, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from benchmarks import table_sets
from benchmarks.scan_truth import Cell, Judged
from benchmarks.scans import Task, burden, drawn, measure, reliability
from benchmarks.table_sets import SETS, TableSet, TableTask
from extractor.confidence import Curve, Source
from extractor.confidence import weights as stored
from extractor.confidence_features import Features
from extractor.confidence_structure import Structure
from extractor.spelling import SpellingOptions

FOLDS = 5
CAREFUL: dict[Source, float] = {"ocr": 0.5, "text": 0.0}
"""Taken from all log odds: of a scan, a wrong value that seems sure costs more than a look at a right one."""
CAREFUL_BELOW = 0.3
"""Taken from the log odds of a text up to the knee of its curve."""
OF_PICTURES = frozenset({"reading", "unknown", "scraps", "stray", "numeral", "part", "name", "aside", "unread", "page"})
"""What cannot speak against text that nobody had to recognise."""
OF_STRUCTURE = frozenset(one.name for one in fields(Structure)) | {"lead", "table"}
"""What a table's structure says alone."""
OF_STRUCTURE_ON_SCANS = 0.5
"""Of its weights on files with text: the curve of scans is twice as steep."""
BY_HAND = frozenset({"choice", "parted"})
"""What generated documents hold too little of: its weight stays as it is."""
KNEE = 3.0  # log odds where the curve bends: from about 95 % on
NEWTON_STEPS = 50
SWEEPS = 100  # over the weights in one step
SETTLED = 1e-6  # share of the loss by which a step has to lessen it
RIDGE: dict[Source, float] = {"ocr": 0.3, "text": 2.0}
"""Draws weights to 0 that few cells speak for."""
DAMAGED_IN_CURVE = 0.25
"""Damaged tables show what goes wrong, and how it shows; that so many do is not to be expected."""
SURE = 0.95
Floats = NDArray[np.float64]


@dataclass
class Sample:
    """Judged cells of one origin, the groups of documents that are tried together, and the features of each cell."""

    name: str
    weight: float  # of all its cells together
    weight_in_curve: float = 1.0  # the same where certainties are fitted to how often they turned out right
    cells: list[Cell] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    found: list[Features] = field(default_factory=list)

    @property
    def right(self) -> Floats:
        """1 for each cell that is right."""
        return np.array([cell.right for cell in self.cells], dtype=np.float64)

    def features(self, counted: Floats) -> Floats:
        """(cells, features), those that do not count 0."""
        return np.array([astuple(one) for one in self.found], dtype=np.float64).reshape(-1, len(counted)) * counted

    def add(self, judged: Judged, group: str, remembered: Sequence[Features]) -> None:
        """The cells of a document; in place of confidences they have numbers of `remembered`."""
        for cell in judged.cells:
            self.cells.append(cell)
            self.groups.append(group)
            self.found.append(remembered[round(cell.confidence * 2**40)])


@dataclass(frozen=True)
class Given:
    """Which features are fitted, 1 for each that is, and the weights of those that are known already, else 0."""

    counted: Floats
    weights: Floats

    @property
    def all(self) -> Floats:
        """1 for each feature that has a weight."""
        return np.asarray(np.maximum(self.counted, self.weights > 0), dtype=np.float64)


def given_for(source: Source) -> Given:
    """What is fitted for a source. What a table's structure says alone has the weights of files with text, where there
    are tables enough: data/confidence.toml has to have these before scans are fitted."""
    names = [one.name for one in fields(Features)]
    set_by_hand = np.array([float(name in BY_HAND) for name in names])
    if source == "text":
        counted = np.array([float(name not in OF_PICTURES | BY_HAND) for name in names])
        return Given(counted, set_by_hand * np.array(astuple(stored("text").of)))
    structure = np.array([float(name in OF_STRUCTURE) for name in names])
    of_text = OF_STRUCTURE_ON_SCANS * np.array(astuple(stored("text").of))
    known = set_by_hand * np.array(astuple(stored("ocr").of)) + structure * of_text
    return Given(1 - structure - set_by_hand, known)


@contextmanager
def remembered() -> Iterator[list[Features]]:
    """The features of all fields that are scored; each field has a number by which its features are found again."""
    features: list[Features] = []

    def remember(given: Features, source: Source) -> float:
        features.append(given)
        return (len(features) - 1) / 2**40

    with patch("extractor.confidence.probability", remember):
        yield features


def of_scans(tasks: Iterable[Task]) -> list[Sample]:
    """Cells of scans; documents are tried in folds."""
    sample = Sample("scans", 1.0)
    with remembered() as features:
        for judged in (one for many in measure(tasks, SpellingOptions(), False).values() for one in many):
            sample.add(judged, judged.cells[0].document if judged.cells else "", features)
    return [sample]


def of_tables(tasks: Iterable[TableTask], origin: TableSet) -> list[Sample]:
    """Cells of files with text, as they are and with damaged tables."""
    whole = Sample(origin.name, origin.weight)
    broken = Sample(f"{origin.name}, damaged", origin.weight_damaged, DAMAGED_IN_CURVE)
    with remembered() as features:
        for task in tasks:
            whole.add(table_sets.judged(task, None), task.owner, features)
            for number in range(origin.damages):
                seed = zlib.crc32(f"{task.name}{number}".encode())
                broken.add(table_sets.judged(task, seed), task.owner, features)
            features.clear()
    return [sample for sample in (whole, broken) if sample.cells]


def fitted(features: Floats, right: Floats, counts: Floats, ridge: float, known: Floats) -> Floats:
    """The log odds without any feature, then the weight of each, none below 0; by projected Newton steps.

    `counts`: how much each cell counts, 1 on average; `known`: what features with known weights take from its log odds.
    """
    scale = np.maximum(np.abs(features).max(axis=0), 1e-9)
    inputs = np.hstack([np.ones((len(features), 1)), -features / scale])
    penalty = np.concatenate([[0.0], np.full(features.shape[1], ridge)])
    weights = np.zeros(inputs.shape[1])

    def loss(tried: Floats) -> float:
        odds = inputs @ tried - known
        return float(counts @ (np.logaddexp(0, odds) - right * odds) + penalty @ tried**2 / 2)

    last = loss(weights)
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(known - inputs @ weights))
        slope = inputs.T @ (counts * (chance - right)) + penalty * weights
        bend = (inputs * (counts * chance * (1 - chance))[:, None]).T @ inputs + np.diag(penalty + 1e-9)
        step = _least(weights, slope, bend) - weights
        while (now := loss(weights + step)) > last and np.abs(step).max() > SETTLED:
            step = step / 2
        weights = weights + step
        if last - now < SETTLED * last:
            break
        last = now
    return np.concatenate([weights[:1], weights[1:] / scale])


def _least(weights: Floats, slope: Floats, bend: Floats) -> Floats:
    """Where the quadratic with this slope and bend at `weights` is least, all but the first not below 0."""
    found, rest = weights.copy(), slope.copy()
    for _ in range(SWEEPS):
        for place in range(len(found)):
            least = found[place] - rest[place] / bend[place, place]
            change = (max(0.0, least) if place else least) - found[place]
            found[place] += change
            rest += bend[:, place] * change
    return found


def chances(weights: Floats, features: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(weights[0] - features @ weights[1:]))), dtype=np.float64)


def fitted_to(samples: Sequence[Sample], given: Given, ridge: float, without: frozenset[str]) -> Floats:
    """The weights by all cells but those of the groups `without`; each sample counts as its weight says."""
    inputs, right, counts, known = [], [], [], []
    for sample in samples:
        kept = np.array([group not in without for group in sample.groups])
        if kept.any():
            inputs.append(sample.features(given.counted)[kept])
            known.append(sample.features(given.weights).sum(axis=1)[kept])
            right.append(sample.right[kept])
            counts.append(np.full(int(kept.sum()), sample.weight / kept.sum()))
    shares = np.concatenate(counts)
    shares = shares * len(shares) / shares.sum()
    weights = fitted(np.vstack(inputs), np.concatenate(right), shares, ridge, np.concatenate(known))
    return np.concatenate([weights[:1], weights[1:] + given.weights])


def cross_validated(samples: Sequence[Sample], given: Given, ridge: float) -> list[list[Cell]]:
    """The cells of each sample with the confidence that they have where their group had no part in the fit.

    Files of one's own are left out owner by owner, all others in folds.
    """
    chance = [np.zeros(len(sample.cells)) for sample in samples]
    for tried in _tried_together(samples):
        weights = fitted_to(samples, given, ridge, tried)
        for sample, found in zip(samples, chance, strict=True):
            own = np.array([group in tried for group in sample.groups])
            if own.any():
                found[own] = chances(weights, sample.features(given.all)[own])
    return [
        [replace(cell, confidence=float(c)) for cell, c in zip(sample.cells, found, strict=True)]
        for sample, found in zip(samples, chance, strict=True)
    ]


def _tried_together(samples: Sequence[Sample]) -> list[frozenset[str]]:
    owners = {group for sample in samples if sample.name.startswith("corpus") for group in sample.groups}
    drawn_ones = sorted({group for sample in samples for group in sample.groups} - owners)
    folds = [frozenset(drawn_ones[number::FOLDS]) for number in range(FOLDS)]
    return [*(fold for fold in folds if fold), *(frozenset({owner}) for owner in sorted(owners))]


def bent(odds: Floats, right: Floats, counts: Floats) -> Curve:
    """The curve that turns log odds of documents that had no part in making them into those that turned out.

    `counts`: how much each cell counts, 1 on average.
    """
    inputs = np.stack([np.ones(len(odds)), np.minimum(odds, KNEE), np.maximum(odds - KNEE, 0)], axis=1)
    curve = np.array([0.0, 1.0, 1.0])
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-inputs @ curve))
        bend = (inputs * (counts * chance * (1 - chance))[:, None]).T @ inputs
        curve = curve + np.linalg.solve(bend, inputs.T @ (counts * (right - chance)))
    return Curve(KNEE, *(float(max(0.0, part)) for part in curve))


def odds_of(chance: Floats) -> Floats:
    return np.asarray(np.log(chance) - np.log1p(-chance), dtype=np.float64)


@dataclass(frozen=True)
class Model:
    certain: float
    weights: Floats  # of the features, in their order
    curve: Curve


def made_from(samples: Sequence[Sample], source: Source, given: Given) -> Model:
    """The weights and the curve, after telling what they are worth on documents that had no part in making them."""
    tried = cross_validated(samples, given, RIDGE[source])
    weights = fitted_to(samples, given, RIDGE[source], frozenset())
    odds = odds_of(np.array([cell.confidence for cells in tried for cell in cells]))
    shares = np.concatenate([np.full(len(s.cells), s.weight_in_curve / len(s.cells)) for s in samples])
    right = np.concatenate([sample.right for sample in samples])
    curve = bent(odds, right, shares * len(shares) / shares.sum())
    if source == "text":
        curve = careful_below(curve, float(weights[0]))
    for sample, cells in zip(samples, tried, strict=True):
        tell(sample.name, [replace(c, confidence=careful(c.confidence, curve, CAREFUL[source])) for c in cells])
    return Model(float(weights[0]), weights[1:], curve)


def careful_below(curve: Curve, certain: float) -> Curve:
    """The curve with CAREFUL_BELOW less up to its knee, and the same as before at `certain`, the most log odds.

    What has any evidence against it is held rather too low; of what has none there is so much that a little less would
    send people to look at all of it.
    """
    more = CAREFUL_BELOW / (certain - curve.knee)
    return Curve(curve.knee, curve.start - CAREFUL_BELOW, curve.below, curve.above + more)


def careful(chance: float, curve: Curve, less: float) -> float:
    return 1 / (1 + math.exp(less - curve.calibrated(math.log(chance / (1 - chance)))))


def tell(name: str, cells: Sequence[Cell]) -> None:
    """What the confidences of these cells are worth, to standard error."""
    right = sum(cell.right for cell in cells)
    sure = [cell for cell in cells if cell.confidence >= SURE]
    good = sum(cell.right for cell in sure)
    sys.stderr.write(
        f"{name}: {len(cells)} cells, {right / len(cells):.2%} right; of {SURE} and more {good / max(1, len(sure)):.2%}"
        f" right, {good / max(1, right):.1%} of the right ones; review {burden(cells):.1%}\n"
    )
    for low, high, count, fine in reliability(cells):
        sys.stderr.write(f"  {low:.2f} - {high:.2f}: {count:6} cells, {fine / max(1, count):.2%} right\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", choices=["ocr", "text"], required=True)
    parser.add_argument("--documents", type=int, default=6, help="of each rendering of a scan")
    parser.add_argument("--files", type=int, default=60, help="decrees that are read as PDF with text and as DOCX")
    parser.add_argument("--matrices", type=int, default=100, help="planning documents that are read so")
    parser.add_argument("--corpus", type=Path, help="a folder of files with text, a NAME.gold.json beside each")
    given = parser.parse_args()
    source: Source = given.source
    samples = of_scans(drawn("development", given.documents, ())) if source == "ocr" else _text_samples(given)
    model = made_from(samples, source, given_for(source))
    sys.stdout.write(f"careful.{source} = {CAREFUL[source]}\ncertain.{source} = {model.certain:.2f}\n")
    parts = ", ".join(f"{part.name} = {getattr(model.curve, part.name):.2f}" for part in fields(Curve))
    sys.stdout.write(f"curve.{source} = {{ {parts} }}\n")
    for feature, weight in zip(fields(Features), model.weights, strict=True):
        sys.stdout.write(f'\n[[feature]]\nid = "{feature.name}"\n{source} = {weight:.2f}\n')


def _text_samples(given: argparse.Namespace) -> list[Sample]:
    origins = {origin.name: origin for origin in SETS}
    samples = of_tables(table_sets.decrees(given.files), origins["decrees"])
    samples += of_tables(table_sets.matrices(given.matrices), origins["matrices"])
    if given.corpus is not None:
        samples += of_tables(table_sets.of_folder(given.corpus), origins["corpus"])
    return samples


if __name__ == "__main__":
    main()
