"""How much a run of letters looks like a word at all: "kmoputer" has sequences that no word has, "Wakatobi" has none.

Counts of three letters in a row, with the word's borders, over the words that the lists have.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from normalizers.spelling.lexicon import written_in_english, written_in_indonesian

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LETTERS = 27  # a to z and the border of a word
_UNSEEN = 0.05  # what a sequence that no word has counts as


def strangeness(word: str) -> float:
    """Mean surprise, in nats a letter, of the letters of `word` (small letters a-z); about 2 for Indonesian words."""
    return _mean(_surprises_of_indonesian(), word)


def foreignness(word: str) -> float:
    """How much less surprising, in nats a letter, the letters of `word` are in English; 0 where they are not."""
    return max(0.0, strangeness(word) - _mean(_surprises_of_english(), word))


def _mean(table: NDArray[np.float64], word: str) -> float:
    at = _codes(f"`{word}`")
    total = sum(float(table[a, b, c]) for a, b, c in zip(at, at[1:], at[2:], strict=False))
    return total / max(1, len(word))


def _codes(word: str) -> list[int]:
    return [ord(c) - ord("`") for c in word if c != " "]  # which a recogniser may have seen in one


@cache
def _surprises_of_indonesian() -> NDArray[np.float64]:
    return _surprises(written_in_indonesian())


@cache
def _surprises_of_english() -> NDArray[np.float64]:
    return _surprises(written_in_english())


def _surprises(known: Iterable[str]) -> NDArray[np.float64]:
    """[first, second, third letter] -> -log of the share that the third has behind the two."""
    import numpy as np  # here only: processes that do not repair words start without it

    words = np.frombuffer(("`" + "`".join(sorted(known)) + "`").encode("ascii"), np.uint8)
    letters = words.astype(np.int64) - ord("`")
    runs = (letters[:-2] * _LETTERS + letters[1:-1]) * _LETTERS + letters[2:]
    runs = runs[letters[1:-1] > 0]  # no run goes over the border between two words
    counts = np.bincount(runs, minlength=_LETTERS**3).reshape(_LETTERS, _LETTERS, _LETTERS) + _UNSEEN
    shares: NDArray[np.float64] = -np.log(counts / counts.sum(axis=2, keepdims=True))
    return shares
