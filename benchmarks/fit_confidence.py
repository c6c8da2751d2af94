#!/usr/bin/env python3
"""Weights for extractor/data/confidence.toml from the development set of scans.py, and from files with text.

    python benchmarks/fit_confidence.py [--documents 6] [--files 200]

Two logistic models without negative weights, so that no sign can ever raise a confidence. Each is tried on documents
that had no part in making it (five folds, by document), then made from all of them and written to standard output.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "messy")]

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from extractor.signs import Signs  # noqa: E402
from extractor.spelling import SpellingOptions  # noqa: E402
from extractor.trust import Source  # noqa: E402
from scan_truth import Cell, Judged  # noqa: E402
from scans import Task, burden, drawn, measure, not_scanned, reliability  # noqa: E402

FOLDS = 5
CAREFUL = 0.5  # taken from all log odds: a wrong value that seems sure costs more than a look at a right one
RIDGE = 0.3  # draws weights to 0 that few cells speak for
STEPS = 4000
Floats = NDArray[np.float64]


def observed(tasks: Iterable[Task]) -> tuple[list[Cell], list[Signs]]:
    """Cells of the documents and their signs."""
    signs: list[Signs] = []

    def remember(given: Signs, source: Source) -> float:
        """A number by which the signs are found again, in place of a confidence."""
        signs.append(given)
        return (len(signs) - 1) / 2**40

    with patch("extractor.trust.probability", remember):
        found = measure(tasks, SpellingOptions(), False)
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


def made_from(tasks: Iterable[Task]) -> Floats:
    """The weights, after telling what they are worth on documents that had no part in making them."""
    cells, found = observed(tasks)
    signs = np.array([astuple(one) for one in found], dtype=np.float64)
    right = np.array([cell.right for cell in cells], dtype=np.float64)
    tried = cross_validated(cells, signs, right)
    for low, high, count, good in reliability(tried):
        sys.stderr.write(f"{low:.2f} - {high:.2f}: {count:6} cells, {good / max(1, count):.2%} right\n")
    sys.stderr.write(f"review: {burden(tried):.1%} of {len(cells)} cells\n")
    return fitted(signs, right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=6, help="of each rendering")
    parser.add_argument("--files", type=int, default=200, help="decrees that are read as PDF with text and as DOCX")
    given = parser.parse_args()
    ocr = made_from(drawn("development", given.documents, ()))
    text = made_from(not_scanned(given.files))
    sys.stdout.write(f"careful = {CAREFUL}\ncertain = {{ ocr = {ocr[0]:.2f}, text = {text[0]:.2f} }}\n")
    for sign, of_ocr, of_text in zip(fields(Signs), ocr[1:], text[1:], strict=True):
        sys.stdout.write(f'\n[[sign]]\nid = "{sign.name}"\nocr = {of_ocr:.2f}\ntext = {of_text:.2f}\n')


if __name__ == "__main__":
    main()
