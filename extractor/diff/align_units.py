"""Units of two regulations -> which is which: order-preserving alignment (Needleman-Wunsch) by number and wording.

Articles are aligned through all chapters, so that one that stands in another chapter is the same; units below an
article among those of its partner. An inserted article shifts the numbers of those behind it; the wording tells so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from extractor.diff.comparable_text import words
from schemas.naskah_contract import Unit

SAME_NUMBER = 0.35  # added to the likeness (0..1) of two units with one number
PAIRED_AT = 0.6  # sum from which two units are one: the same number needs a quarter of the words, another one more
MOST_PAIRS = 4_000_000  # of one table of likenesses; longer lists are aligned by their numbers alone

_CONTAINERS = frozenset({"buku", "bab", "bagian", "paragraf"})


@dataclass(frozen=True, slots=True)
class UnitPair:
    """One unit in both regulations; `old` or `new` is None where only the other one has it."""

    old: Unit | None
    new: Unit | None


def aligned(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[UnitPair]:
    """All pairs in the order of print; what only one side has stands for itself and all below it."""
    yield from _level(_headings(old), _headings(new), deep=False)
    yield from _level(_articles(old), _articles(new), deep=True)


def _headings(units: Sequence[Unit]) -> list[Unit]:
    """Chapters and their parts, in print order."""
    found = []
    for unit in units:
        if unit.jenis in _CONTAINERS:
            found += [unit, *_headings(unit.anak)]
    return found


def _articles(units: Sequence[Unit]) -> list[Unit]:
    """The uppermost units that are no chapters, in print order."""
    found = []
    for unit in units:
        found += _articles(unit.anak) if unit.jenis in _CONTAINERS else [unit]
    return found


def _level(old: Sequence[Unit], new: Sequence[Unit], deep: bool) -> Iterator[UnitPair]:
    for a, b in _alignment(old, new, deep):
        yield UnitPair(a, b)
        if deep and a is not None and b is not None:
            yield from _level(_articles(a.anak), _articles(b.anak), deep=True)


def _alignment(old: Sequence[Unit], new: Sequence[Unit], deep: bool) -> list[tuple[Unit | None, Unit | None]]:
    """Pairs of the best sum of scores that keep the order of both lists; the rest stands alone, where it is printed."""
    scores = _scores(old, new, deep)
    best = np.zeros((len(old) + 1, len(new) + 1))
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], best[i + 1, j + 1] + scores[i, j])
    pairs: list[tuple[Unit | None, Unit | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and scores[i, j] and best[i, j] == best[i + 1, j + 1] + scores[i, j]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif j == len(new) or (i < len(old) and best[i, j] == best[i + 1, j]):
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return pairs


def _scores(old: Sequence[Unit], new: Sequence[Unit], deep: bool) -> NDArray[np.float64]:
    """What speaks for two units being one, 0 where it is not enough."""
    shape = (len(old), len(new))
    if not old or not new:
        return np.zeros(shape)
    same = np.array([[_is_same_number(a, b) for b in new] for a in old]) * SAME_NUMBER
    if len(old) * len(new) > MOST_PAIRS:
        return np.where(same > 0, PAIRED_AT, 0.0)
    texts = [[words(whole_text(unit) if deep else unit.judul or "") for unit in units] for units in (old, new)]
    alike = process.cdist(texts[0], texts[1], scorer=fuzz.ratio, dtype=np.float32).astype(np.float64) / 100
    total = alike + same
    kinds = np.array([[a.jenis == b.jenis for b in new] for a in old])
    return np.where(kinds & (total >= PAIRED_AT), total, 0.0)


def _is_same_number(a: Unit, b: Unit) -> bool:
    return a.jenis == b.jenis and a.nomor.casefold() == b.nomor.casefold()


def whole_text(unit: Unit) -> str:
    """The text of a unit with that of all units below it."""
    return " ".join(text for each in unit.walk() for text in (each.judul, each.teks) if text)
