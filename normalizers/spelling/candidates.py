"""A printed word -> the known words that it may be a slip of, with the cost of the slips (edit_cost.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from normalizers.spelling.document_words import DocumentWords
from normalizers.spelling.edit_cost import cost
from normalizers.spelling.letter_scores import OtherLetters
from normalizers.spelling.lexicon import Lexicon, common, is_built

_FARTHEST = 2.4  # cost up to which words are looked at at all
_SLIPS, _MISREADINGS = 2, 3  # most letters that differ, in typed and in recognised text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known word near a printed one."""

    word: str  # small letters
    cost: float  # of the slips between the two, about 1 for each
    may_stand: bool  # whether it may take the printed word's place; other words only compete


def candidates(
    key: str, lexicon: Lexicon, words: DocumentWords, *, recognised: bool, others: OtherLetters = ()
) -> list[Candidate]:
    """The words near `key` (small letters): those that may be meant, of the lexicon and of the document, and words that
    it may be as well. `others`: the recogniser's other readings of it."""
    found: list[tuple[str, float]] = []
    for length in range(len(key) - 2, len(key) + 3):
        found += _within(key, lexicon.candidates.get(length, ()), recognised, others)
        found += _within(key, [w for w in words.repeated.get(length, ()) if w != key], recognised, others)
    near = {word: Candidate(word, price, True) for word, price in found}
    for word, price in _rivals(key, recognised, others):
        near.setdefault(word, Candidate(word, price, False))
    return list(near.values())


@cache
def _common_by_length() -> dict[int, tuple[str, ...]]:
    by_length: dict[int, list[str]] = {}
    for word in sorted(common()):
        by_length.setdefault(len(word), []).append(word)
    return {length: tuple(words) for length, words in by_length.items()}


@cache
def _rivals(key: str, recognised: bool, others: OtherLetters) -> tuple[tuple[str, float], ...]:
    table = _common_by_length()
    found = []
    for length in range(len(key) - 1, len(key) + 2):
        found += _within(key, table.get(length, ()), recognised, others)
    return tuple((word, price) for word, price in found if is_built(word))


def _within(key: str, words: Sequence[str], recognised: bool, others: OtherLetters) -> list[tuple[str, float]]:
    """The words that are at most some slips away, with the cost of these."""
    if not words:
        return []
    edits = _MISREADINGS if recognised else _SLIPS
    import numpy as np  # here only: processes that do not repair words start without it

    table = process.cdist([key], words, scorer=OSA.distance, score_cutoff=edits, dtype=np.int8)
    priced = [
        (words[i], cost(key, words[i], recognised=recognised, others=others))
        for i in map(int, np.flatnonzero(table[0] <= edits))
    ]
    return [(word, price) for word, price in priced if price <= _FARTHEST]
