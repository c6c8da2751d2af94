#!/usr/bin/env python3
"""Weights for extractor/data/confidence.toml from the development set of scans.py.

    python benchmarks/fit_confidence.py [--documents 6]

A logistic model without negative weights, so that no sign can ever raise a confidence. It is tried on documents that
had no part in making it (five folds, by document), then made from all of them and written to standard output.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "messy")]

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from extractor.signs import Signs  # noqa: E402
from extractor.spelling import SpellingOptions  # noqa: E402
from scan_truth import Cell, Judged  # noqa: E402
from scans import burden, drawn, measure, reliability  # noqa: E402

FOLDS = 5
RIDGE = 0.3  # draws weights to 0 that few cells speak for
STEPS = 4000
Floats = NDArray[np.float64]


def observed(documents: int) -> tuple[list[Cell], list[Signs]]:
    """Cells of the development set and their signs."""
    signs: list[Signs] = []

    def remember(given: Signs) -> float:
        """A number by which the signs are found again, in place of a confidence."""
        signs.append(given)
        return (len(signs) - 1) / 2**40

    with patch("extractor.trust.probability", remember):
        found = measure(drawn("development", documents, ()), SpellingOptions(), False)
    judged: list[Judged] = [one for many in found.values() for one in many]
    cells = [cell for one in judged for cell in one.cells]
    return cells, [signs[round(cell.confidence * 2**40)] for cell in cells]


def fitted(signs: Floats, right: Floats) -> Floats:
    """The log odds without any sign, then the weight of each; by projected gradient steps."""
    inputs = np.hstack([np.ones((len(signs), 1)), -signs])
    scale = np.maximum(np.abs(inputs).max(axis=0), 1e-9)
    inputs = inputs / scale
    weights = np.zeros(inputs.shape[1])
    pace = 4 / np.linalg.eigvalsh(inputs.T @ inputs / len(inputs)).max()
    momentum = weights
    for step in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ momentum))
        slope = inputs.T @ (right - chance) / len(right)
        slope[1:] -= RIDGE * momentum[1:] / len(right)
        ahead = momentum + pace * slope
        ahead[1:] = np.maximum(ahead[1:], 0)
        momentum = ahead + step / (step + 3) * (ahead - weights)
        weights = ahead
    return np.asarray(weights / scale, dtype=np.float64)


def chances(weights: Floats, signs: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(weights[0] - signs @ weights[1:]))), dtype=np.float64)


def cross_validated(cells: Sequence[Cell], signs: Floats, right: Floats) -> list[Cell]:
    documents = sorted({cell.document for cell in cells})
    fold = np.array([documents.index(cell.document) % FOLDS for cell in cells])
    chance = np.zeros(len(cells))
    for number in range(FOLDS):
        weights = fitted(signs[fold != number], right[fold != number])
        chance[fold == number] = chances(weights, signs[fold == number])
    return [replace(cell, confidence=float(c)) for cell, c in zip(cells, chance, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=6, help="of each rendering")
    cells, found = observed(parser.parse_args().documents)
    signs = np.array([astuple(one) for one in found], dtype=np.float64)
    right = np.array([cell.right for cell in cells], dtype=np.float64)
    tried = cross_validated(cells, signs, right)
    for low, high, count, good in reliability(tried):
        sys.stderr.write(f"{low:.2f} - {high:.2f}: {count:6} cells, {good / max(1, count):.2%} right\n")
    sys.stderr.write(f"review: {burden(tried):.1%} of {len(cells)} cells\n")
    weights = fitted(signs, right)
    sys.stdout.write(f"certain = {weights[0]:.2f}\n")
    for sign, weight in zip(fields(Signs), weights[1:], strict=True):
        sys.stdout.write(f'\n[[sign]]\nid = "{sign.name}"\nweight = {weight:.2f}\n')


if __name__ == "__main__":
    main()
