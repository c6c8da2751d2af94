"""How much a run of letters looks like a word at all: "kmoputer" has sequences that no word has, "Wakatobi" has none.

Counts of three letters in a row, with the word's borders, over the words that the lists have.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from normalizers.spelling.lexicon import written_in_indonesian

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LETTERS = 27  # a to z and the border of a word
_UNSEEN = 0.05  # what a sequence that no word has counts as


def strangeness(word: str) -> float:
    """Mean surprise, in nats a letter, of the letters of `word` (small letters a-z); about 2 for words."""
    table = _surprises()
    at = _codes(f"`{word}`")
    total = sum(float(table[a, b, c]) for a, b, c in zip(at, at[1:], at[2:], strict=False))
    return total / max(1, len(word))


def _codes(word: str) -> list[int]:
    return [ord(c) - ord("`") for c in word]


@cache
def _surprises() -> NDArray[np.float64]:
    """[first, second, third letter] -> -log of the share that the third has behind the two."""
    import numpy as np  # here only: processes that do not repair words start without it

    words = np.frombuffer(("`" + "`".join(sorted(written_in_indonesian())) + "`").encode("ascii"), np.uint8)
    letters = words.astype(np.int64) - ord("`")
    runs = (letters[:-2] * _LETTERS + letters[1:-1]) * _LETTERS + letters[2:]
    runs = runs[letters[1:-1] > 0]  # no run goes over the border between two words
    counts = np.bincount(runs, minlength=_LETTERS**3).reshape(_LETTERS, _LETTERS, _LETTERS) + _UNSEEN
    shares: NDArray[np.float64] = -np.log(counts / counts.sum(axis=2, keepdims=True))
    return shares
