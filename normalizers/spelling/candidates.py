"""A printed word -> the known words that it may be a slip of, with the cost of the slips (edit_cost.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from normalizers.spelling.document_words import DocumentWords
from normalizers.spelling.edit_cost import SWAP, cost
from normalizers.spelling.letter_scores import OtherLetters
from normalizers.spelling.lexicon import Lexicon, by_length, common, is_built, is_regular, meant, meant_by_length

_FARTHEST, _TOO_FAR = 2.9, 3.0  # cost up to which words are looked at at all; from which it is not counted on
_SLIPS, _MISREADINGS = 2, 3  # most letters that differ, in typed and in recognised text
_SHORT = 3  # letters of a typed word that only the document's own words are compared with
_LONG = 11  # letters of a typed word of which one more may differ: few words are that near to it
_LAST_WORDS = 1024  # whose near words are remembered: a document has a doubtful word several times


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known word near a printed one."""

    word: str  # small letters
    cost: float  # of the slips between the two, about 1 for each
    ours: bool  # whether the lexicon or the document has it; the others only the dictionary


def candidates(
    key: str, lexicon: Lexicon, words: DocumentWords, *, recognised: bool, others: OtherLetters = ()
) -> list[Candidate]:
    """The words near `key` (small letters): those that may be meant, of the lexicon and of the document, and words that
    it may be as well. `others`: the recogniser's other readings of it."""
    if len(key) <= _SHORT and not recognised:
        return [Candidate(word, SWAP, True) for word in _swapped(key) if words.counts[word]]
    found: list[tuple[str, float]] = []
    for length in range(len(key) - 2, len(key) + 3):
        found += _in_lexicon(key, length, recognised, others)
        own = (*lexicon.own_candidates.get(length, ()), *(w for w in words.repeated.get(length, ()) if w != key))
        found += _priced(key, _near(key, own, recognised), recognised, others)
    near = {word: Candidate(word, price, True) for word, price in found}
    for word, price in _in_dictionary(key, recognised, others):
        near.setdefault(word, Candidate(word, price, False))
    return list(near.values())


def _swapped(key: str) -> Iterator[str]:
    """`key` with two neighbouring letters in each other's place: of short words any other slip makes too many."""
    for i in range(len(key) - 1):
        if key[i] != key[i + 1]:
            yield key[:i] + key[i + 1] + key[i] + key[i + 2 :]


@lru_cache(maxsize=_LAST_WORDS * 5)  # one for each length
def _in_lexicon(key: str, length: int, recognised: bool, others: OtherLetters) -> Sequence[tuple[str, float]]:
    return _priced(key, _near(key, meant_by_length().get(length, ()), recognised), recognised, others)


@cache
def _other_words_by_length() -> Mapping[int, tuple[str, ...]]:
    return by_length(common() - meant())


@lru_cache(maxsize=_LAST_WORDS)
def _in_dictionary(key: str, recognised: bool, others: OtherLetters) -> Sequence[tuple[str, float]]:
    """Of the words that are not meant anyhow."""
    table = _other_words_by_length()
    near = [w for n in range(len(key) - 1, len(key) + 2) for w in _near(key, table.get(n, ()), recognised) if w != key]
    return _priced(key, [w for w in near if is_regular(w) or is_built(w)], recognised, others)


def _near(key: str, words: Sequence[str], recognised: bool) -> list[str]:
    """The words that are at most some slips away."""
    if not words:
        return []
    edits = _MISREADINGS if recognised or len(key) >= _LONG else _SLIPS
    import numpy as np  # here only: processes that do not repair words start without it

    table = process.cdist([key], words, scorer=OSA.distance, score_cutoff=edits, dtype=np.int8)
    return [words[i] for i in map(int, np.flatnonzero(table[0] <= edits))]


def _priced(key: str, words: Sequence[str], recognised: bool, others: OtherLetters) -> list[tuple[str, float]]:
    """The words with the cost of the slips, but for those that are too far away."""
    prices = [(word, cost(key, word, recognised=recognised, others=others, most=_TOO_FAR)) for word in words]
    return [(word, price) for word, price in prices if price <= _FARTHEST]
