#!/usr/bin/env python3
"""Weights for normalizers/data/spelling_model.toml from right texts that are mistyped on purpose.

    python -m benchmarks.fit_spelling [--texts FOLDER ...] [--rounds 20] [--judge 5] [--write]

Each .txt file is a document, each line of it a text without a mistake (default: tests/normalizers/right). A round
mistypes some words of every document (tests/support/typing_mistakes.py) or misreads them (misreadings.py), and hides
some of the words that only a list of written words has, as stand-ins for right words that no list has. What the
speller then asks the model is one example: the evidence for each known word near the printed one, and for the printed
one itself. The weights are those that make the true answers most likely (a conditional logit, by gradient steps with a
small penalty for large weights). Printed are, for rounds that had no part in the fit, the share of mistakes mended and
of right words changed at each threshold.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from normalizers.spelling import NOTHING_ELSE, Speller, repair
from normalizers.spelling.candidates import candidates
from normalizers.spelling.document_words import DocumentWords
from normalizers.spelling.lexicon import Lexicon, is_built, is_seen, meant
from normalizers.spelling.slip_model import PRINTED_SIGNS, WORD_SIGNS, Place, printed_evidence, word_evidence
from tests.support.misreadings import Misread, misread
from tests.support.typing_mistakes import mistype

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "normalizers" / "data" / "spelling_model.toml"
MISTYPED, MISREAD, HIDDEN = 0.04, 0.08, 0.25
COPIED = 0.02  # of the mistakes, those that stand wherever the document has the word, as copied cells have them
FIRST_JUDGED = 10_000  # rounds from here on take no part in the fit
PENALTY = 1e-4
RIGHT_PER_WRONG = 2.0  # of the words of public documents that the model is asked about: about two right ones for a slip
THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998)
NO_SIGN = (0.0, 0.0, 0.0, 0.0)  # of a hidden word
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One question to the model: a row of evidence for each word near, and which of them is meant (None: the printed
    one)."""

    words: Matrix
    printed: Matrix
    meant: int | None
    printed_word: str
    names: tuple[str, ...]


def documents(folders: Sequence[Path]) -> list[list[str]]:
    """The lines of each text file, in order of names."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return [[line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()] for path in paths]


def examples(texts: Sequence[str], rng: random.Random, recognised: bool) -> list[Example]:
    """What the model is asked about one document, mistyped anew."""
    made = [misread(text, rng, MISREAD) if recognised else mistype(text, rng, MISTYPED) for text in texts]
    truth = {wrong: word for m in made for wrong, word in m.meant.items()}
    copied = {word: wrong for wrong, word in truth.items() if rng.random() < COPIED}
    printed = [re.sub("[a-z]+", lambda match: copied.get(match[0], match[0]), m.text) for m in made]
    seen_only = sorted({w for text in texts for w in re.findall("[a-z]+", text.lower()) if _is_seen_only(w)})
    hidden = frozenset(w for w in seen_only if rng.random() < HIDDEN)
    found: list[Example] = []

    def ask(key: str, place: Place, lexicon: Lexicon, words: DocumentWords) -> None:
        near = candidates(key, lexicon, words, recognised=place.recognised, others=place.others)
        right = truth.get(key)
        names = tuple(c.word for c in near)
        if near and (right is None or right in names):
            evidence = np.array([word_evidence(key, c, place, lexicon, words) for c in near])
            printed = np.array(printed_evidence(key, place, lexicon, words))
            at = names.index(right) if right is not None else None
            found.append(Example(evidence, printed, at, key, names))

    known, settled, standing = Lexicon.knows, Lexicon.is_settled, Lexicon.standing
    with (
        patch.object(Lexicon, "knows", lambda self, word: word not in hidden and known(self, word)),
        patch.object(Lexicon, "is_settled", lambda self, word: word not in hidden and settled(self, word)),
        patch.object(Lexicon, "standing", lambda self, word: NO_SIGN if word in hidden else standing(self, word)),
        patch.object(repair, "meant_by", ask),
    ):
        speller = Speller(printed)
        for text, one in zip(printed, made, strict=True):
            others = one.others if isinstance(one, Misread) else NOTHING_ELSE
            speller.repair(text, recognised=recognised, others=others)
    return found


def _as_set(lines: Sequence[str], seed: int) -> list[str]:
    """The texts of a document as they are, in capitals and in title case by turns, as headings and tables have them."""
    if seed % 4 == 2:
        return [line.upper() for line in lines]
    if seed % 4 == 1:
        return [re.sub(r"\b[a-z](?=[a-z]{3})", lambda m: m[0].upper(), line) for line in lines]
    return list(lines)


def _is_seen_only(word: str) -> bool:
    return is_seen(word) and word not in meant() and not is_built(word)


def fit(found: Sequence[Example], steps: int = 1500) -> tuple[Matrix, Matrix]:
    """The weights of words and of the printed one, by Adam on the mean log-likelihood."""
    rows = np.concatenate([e.words for e in found])
    owner = np.concatenate([np.full(len(e.words), i) for i, e in enumerate(found)])
    printed = np.stack([e.printed for e in found])
    right_row = np.concatenate([np.arange(len(e.words)) == (-1 if e.meant is None else e.meant) for e in found])
    is_right = np.array([e.meant is None for e in found], float)
    weight = np.where(is_right > 0, RIGHT_PER_WRONG * (1 - is_right).sum() / max(1.0, is_right.sum()), 1.0)
    weight /= weight.sum()
    scale_w, scale_p = rows.std(0) + 1e-9, printed.std(0)
    scale_p[scale_p == 0] = 1.0
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    scaled_rows, scaled_printed = rows / scale_w, printed / scale_p
    w, p = np.zeros(rows.shape[1]), np.zeros(printed.shape[1])
    m, v = np.zeros(len(w) + len(p)), np.zeros(len(w) + len(p))
    for step in range(1, steps + 1):
        a, b = scaled_rows @ w, scaled_printed @ p
        top = np.maximum(np.maximum.reduceat(a, starts), b)
        ea, eb = np.exp(a - top[owner]), np.exp(b - top)
        total = np.bincount(owner, ea, len(found)) + eb
        pa, pb = ea / total[owner], eb / total
        gw = ((right_row - pa) * weight[owner]) @ scaled_rows - PENALTY * w
        gp = ((is_right - pb) * weight) @ scaled_printed - PENALTY * p
        g = np.concatenate([gw, gp])
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        move = 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
        w, p = w + move[: len(w)], p + move[len(w) :]
    return w / scale_w, p / scale_p


def judge(found: Sequence[Example], w: Matrix, p: Matrix) -> Iterator[str]:
    """Lines of a table: at each threshold what is mended, mended wrongly, and changed though it was right."""
    wrong = sum(e.meant is not None for e in found)
    shares = [_best(e, w, p) for e in found]
    for least in THRESHOLDS:
        taken = [(e, i) for e, (i, share) in zip(found, shares, strict=True) if share >= least]
        good = sum(e.meant == i for e, i in taken)
        other = sum(e.meant is not None and e.meant != i for e, i in taken)
        harmed = sum(e.meant is None for e, i in taken)
        right = len(found) - wrong
        yield (
            f"{least:5.3f}  mended {good / wrong:6.1%}  to another word {other / wrong:6.2%}  "
            f"right words changed {harmed} of {right}"
        )


def _best(e: Example, w: Matrix, p: Matrix) -> tuple[int, float]:
    scores = e.words @ w
    i = int(scores.argmax())
    return i, float(1 / (np.exp(scores - scores[i]).sum() + np.exp(min(50.0, float(e.printed @ p - scores[i])))))


def write(w: Matrix, p: Matrix) -> None:
    """Puts the weights into the model's file, its comments kept."""
    text = MODEL.read_text(encoding="utf-8")
    for section, signs, values in (("word", WORD_SIGNS, w), ("printed", PRINTED_SIGNS, p)):
        head, rest = text.split(f"[{section}]\n", 1)
        for sign, value in zip(signs, values, strict=True):
            rest = re.sub(rf"(?m)^{sign} = \S+", f"{sign} = {value:.3f}", rest, count=1)
        text = f"{head}[{section}]\n{rest}"
    MODEL.write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="+", default=[ROOT / "tests" / "normalizers" / "right"])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--judge", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    texts = documents(chosen.texts)

    def of(first: int, rounds: int) -> list[Example]:
        return [
            example
            for seed in range(first, first + rounds)
            for number, lines in enumerate(texts)
            for example in examples(_as_set(lines, seed), random.Random(seed * 1000 + number), recognised=seed % 4 == 3)
        ]

    found = of(0, chosen.rounds)
    w, p = fit(found)
    sys.stdout.write(f"{len(found)} examples, {sum(e.meant is not None for e in found)} of them mistyped\n")
    for signs, values in ((WORD_SIGNS, w), (PRINTED_SIGNS, p)):
        sys.stdout.writelines(f"{sign:>15} {value:8.3f}\n" for sign, value in zip(signs, values, strict=True))
    sys.stdout.writelines(f"{line}\n" for line in judge(of(FIRST_JUDGED, chosen.judge), w, p))
    if chosen.write:
        write(w, p)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
