"""Mistakes as typists make them, put into right texts: material for fitting the spelling model and for judging it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORD = re.compile(r"(?<![\w@/.-])[A-Za-z]{4,}(?![\w@/-]|\.\w)")
_LIKE_SOUNDS = (
    *(("f", "p"), ("p", "f"), ("v", "f"), ("i", "e"), ("e", "i"), ("u", "o"), ("o", "u"), ("z", "s"), ("s", "z")),
    *(("d", "t"), ("t", "d"), ("k", "g"), ("ng", "n"), ("n", "ng"), ("ny", "n"), ("sy", "s"), ("kh", "h"), ("ai", "e")),
)
_AFFIXES = (
    *(("mem", "men"), ("men", "mem"), ("meng", "men"), ("pem", "pen"), ("peng", "pen"), ("ber", "be"), ("ter", "te")),
)
_ENDS = (("aan", "an"), ("nnya", "nya"), ("kan", "an"), ("an", "na"), ("nya", "ya"), ("i", ""))
_SHORT_SHOUTED = 6


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A text with mistakes, and what each mistyped word (small letters) should be."""

    text: str
    meant: Mapping[str, str]


def mistype(text: str, rng: random.Random, share: float) -> Mistyped:
    """`text` with about `share` of its longer words mistyped, one slip each, a few with two."""
    parts: list[str] = []
    meant: dict[str, str] = {}
    at = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if rng.random() >= share or (word.isupper() and len(word) < _SHORT_SHOUTED):
            continue
        wrong = _slip(word, rng)
        if rng.random() < 0.06:
            wrong = _slip(wrong, rng)
        if wrong.lower() != word.lower():
            parts += [text[at : match.start()], wrong]
            at = match.end()
            meant[wrong.lower()] = word.lower()
    return Mistyped("".join(parts) + text[at:], meant)


def _slip(word: str, rng: random.Random) -> str:
    kinds: Sequence[tuple[Callable[[str, random.Random], str], float]] = (
        (_lost, 25), (_swapped, 20), (_doubled, 12), (_neighbour, 14), (_added, 8), (_sounded, 9), (_affixed, 9),
        (_skipped, 3),
    )  # fmt: skip
    make = rng.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
    return make(word, rng)


def _lost(word: str, rng: random.Random) -> str:
    i = _place(word, rng)
    return word[:i] + word[i + 1 :]


def _swapped(word: str, rng: random.Random) -> str:
    i = rng.randrange(1, len(word) - 1)
    return word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _doubled(word: str, rng: random.Random) -> str:
    i = _place(word, rng)
    return word[:i] + word[i] + word[i:]


def _neighbour(word: str, rng: random.Random) -> str:
    i = _place(word, rng)
    return word[:i] + _key_beside(word[i], rng) + word[i + 1 :]


def _added(word: str, rng: random.Random) -> str:
    i = _place(word, rng)
    return word[:i] + _key_beside(word[i], rng) + word[i:]


def _skipped(word: str, rng: random.Random) -> str:
    i = _place(word, rng)
    return word[:i] + word[i + 2 :] if len(word) > _SHORT_SHOUTED + 1 else word


def _sounded(word: str, rng: random.Random) -> str:
    fitting = [(a, b) for a, b in _LIKE_SOUNDS if a in word[1:]]
    return _replaced(word, *rng.choice(fitting)) if fitting else word


def _affixed(word: str, rng: random.Random) -> str:
    starts = [b + word[len(a) :] for a, b in _AFFIXES if word.lower().startswith(a) and not word.isupper()]
    ends = [word[: -len(a)] + b for a, b in _ENDS if word.endswith(a) and len(word) > _SHORT_SHOUTED + 1]
    made = starts + ends
    return (word[0] + (rng.choice(made))[1:]) if made else word


def _replaced(word: str, old: str, new: str) -> str:
    at = word.index(old, 1)
    return word[:at] + new + word[at + len(old) :]


def _place(word: str, rng: random.Random) -> int:
    """Where a slip happens: seldom at the first letter."""
    return 0 if rng.random() < 0.03 else rng.randrange(1, len(word))


def _key_beside(letter: str, rng: random.Random) -> str:
    for y, row in enumerate(_ROWS):
        x = row.find(letter.lower())
        if x >= 0:
            near = [(x - 1, y), (x + 1, y), (x, y - 1), (x + 1, y - 1), (x, y + 1), (x - 1, y + 1)]
            keys = [_ROWS[j][i] for i, j in near if 0 <= j < len(_ROWS) and 0 <= i < len(_ROWS[j])]
            key = rng.choice(keys)
            return key.upper() if letter.isupper() else key
    return letter
