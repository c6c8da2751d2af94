"""One mistyped word -> the known word that is meant, and whether that is sure enough to change it.

Words of about the same length are ranked by weighted edit distance (edit_cost.py), less what their neighbours and the
rest of the document say for them; the best must beat the next by a margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from normalizers.spelling.document_words import DocumentWords
from normalizers.spelling.edit_cost import cost
from normalizers.spelling.lexicon import Lexicon, common, is_built

_SHORTEST = 4  # letters of a word that is repaired by likeness
_LONG, _VERY_LONG = 8, 11  # letters from which likeness alone says much, and very much
_ONE_SLIP, _TWO_SLIPS = 1.1, 1.65  # most cost of one slip, of two; two wrong letters make another word
_FARTHEST = 1.9  # cost up to which words are looked at at all
_SMALL_SLIP = 0.7  # swapped letters, or one doubled
_LOST_LETTER = 0.9
_FIRST_SLIP = 1.2  # one slip at the beginning of the word
_PAIR, _KNOWN_HERE = 0.5, 0.2  # what a fitting neighbour, or the word elsewhere in the document, takes off the cost
_MARGIN = 0.25  # by which the best must beat the next
_NO_RIVAL = 0.8  # the same where nothing but likeness speaks
_OFTEN = 3  # times from which an unknown word may be one after all
_FITS = 1.0
_SHORTEST_NAME = 6  # letters from which a capitalised word may be no name
_SHORTEST_SHOUTED = 7  # letters from which a word in capitals is no acronym
_SUREST, _LEAST = 0.995, 0.9  # confidence of a repair without cost, and of the most doubtful one that is made


@dataclass(frozen=True, slots=True)
class Slip:
    """What a word may mean. Only `sure` ones are changed; of the others a person is told."""

    after: str  # small letters
    cost: float
    sure: bool

    @property
    def confidence(self) -> float:
        """0..1, less the more the two words differ."""
        return round(max(_LEAST if self.sure else 0.0, _SUREST - self.cost * 0.045), 3)


@dataclass(frozen=True, slots=True)
class Place:
    """The context of a word: its neighbours, nearest first, and what its capitals say."""

    before: list[str]
    behind: list[str]
    capital: bool
    recognised: bool
    shouted: bool = False  # in capitals, as acronyms are
    named: bool = False  # behind the kind of a place, as the names of places are


@dataclass(frozen=True, slots=True)
class _Candidate:
    word: str
    cost: float
    fits: float  # 0..2, see DocumentWords.fits
    count: int  # in the document

    everyday: bool  # whether any decree may have it

    @property
    def score(self) -> float:
        """Cost less evidence; the lowest is the best."""
        return self.cost - _PAIR * min(self.fits, _FITS) - (_KNOWN_HERE if self.expected else 0.0)

    @property
    def expected(self) -> bool:
        """True where the document, or any decree, has the word."""
        return self.count > 0 or self.everyday


def meant_by(key: str, place: Place, lexicon: Lexicon, words: DocumentWords) -> Slip | None:
    """The known word that the unknown `key` (small letters) stands for; None where nothing is near."""
    if len(key) < _SHORTEST:
        return None

    def candidate(word: str, price: float) -> _Candidate:
        fits = words.fits(word, place.before, place.behind)
        return _Candidate(word, price, fits, words.counts[word], lexicon.is_everyday(word))

    near = [candidate(word, price) for word, price in _near(key, place.recognised, lexicon)]
    if not near:
        return None
    near.sort(key=lambda c: (c.score, c.cost, c.word))
    best = near[0]
    rivals = [c.score for c in near[1:]]
    rivals += [candidate(word, price).score for word, price in _rivals(key, place.recognised) if word != best.word]
    margin = min(rivals) - best.score if rivals else _FARTHEST
    return Slip(best.word, best.cost, _is_sure(key, best, margin, place, words.unknown[key]))


def _is_sure(key: str, best: _Candidate, margin: float, place: Place, times: int) -> bool:
    """The longer a word and the better its neighbours fit, the more slips are bridged."""
    if margin < _MARGIN:
        return False
    length = len(key)
    supported = best.fits >= _FITS or best.expected
    if place.capital and not _is_no_name(length, best, supported, place):
        return False
    if times >= _OFTEN and (length < _LONG or best.cost > _ONE_SLIP):
        return False
    if length <= _SHORTEST + 1:
        return best.cost <= _ONE_SLIP and (best.fits >= _FITS or (best.cost <= _SMALL_SLIP and best.expected))
    if not supported:
        alone = length >= _VERY_LONG or (length > _LONG and margin >= _NO_RIVAL)
        return length >= _LONG and best.cost <= (_LOST_LETTER if alone else _SMALL_SLIP)
    if length >= _LONG:
        return best.cost <= _TWO_SLIPS
    return best.cost <= (_FIRST_SLIP if best.fits >= _FITS or (best.expected and length == _LONG - 1) else _ONE_SLIP)


def _is_no_name(length: int, best: _Candidate, supported: bool, place: Place) -> bool:
    """True where a word with a capital inside a sentence may be repaired: what looks like a name seldom is one
    where words of the document stand on both sides of what it is taken for."""
    most = _FIRST_SLIP if place.shouted and best.expected else _ONE_SLIP
    if best.cost > most or length <= _SHORTEST:
        return False
    if place.named or (place.shouted and length < _SHORTEST_SHOUTED):
        return best.fits >= _FITS and best.expected
    if length < _SHORTEST_NAME:
        return best.fits > _FITS and best.count >= _OFTEN
    return supported or length > _LONG


def _near(key: str, recognised: bool, lexicon: Lexicon) -> list[tuple[str, float]]:
    found = []
    for length in range(len(key) - 2, len(key) + 3):
        found += _within(key, lexicon.candidates.get(length, ()), recognised)
    return found


@cache
def _common_by_length() -> dict[int, tuple[str, ...]]:
    by_length: dict[int, list[str]] = {}
    for word in sorted(common()):
        by_length.setdefault(len(word), []).append(word)
    return {length: tuple(words) for length, words in by_length.items()}


@cache
def _rivals(key: str, recognised: bool) -> tuple[tuple[str, float], ...]:
    """Words that are no candidates, but that `key` may be as well."""
    table = _common_by_length()
    found = []
    for length in range(len(key) - 1, len(key) + 2):
        found += _within(key, table.get(length, ()), recognised)
    return tuple((word, price) for word, price in found if is_built(word))


def _within(key: str, words: Sequence[str], recognised: bool) -> list[tuple[str, float]]:
    """The words that are at most two slips away, with the cost of these."""
    if not words:
        return []
    edits = 3 if recognised else 2
    import numpy as np  # here only: processes that do not repair words start without it

    table = process.cdist([key], words, scorer=OSA.distance, score_cutoff=edits, dtype=np.int8)
    priced = [
        (words[i], cost(key, words[i], recognised=recognised)) for i in map(int, np.flatnonzero(table[0] <= edits))
    ]
    return [(word, price) for word, price in priced if price <= _FARTHEST]
