"""Mistakes as recognisers make them on bad copies, put into right texts, with what they held for possible instead."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from normalizers.spelling.letter_scores import LEAST, NATS, OtherLetters
from tests.support.typing_mistakes import Mistyped

_WORD = re.compile(r"(?<![\w@/.-])[A-Za-z]{3,}(?![\w@/-]|\.\w)")
_LOOKS = {
    "y": "vg",
    "b": "hl",
    "p": "nt",
    "d": "lj",
    "c": "e",
    "e": "cso",
    "r": "int",
    "m": "n",
    "n": "muh",
    "t": "flir",
    "f": "t",
    "a": "uo",
    "o": "eai",
    "u": "na",
    "k": "lh",
    "l": "it",
    "g": "qj",
    "h": "bn",
    "i": "ljt",
    "s": "e",
    "w": "v",
    "j": "i",
    "v": "y",
    "z": "s",
    "x": "k",
    "q": "g",
}
"""What each letter is taken for on bad copies, as seen on drawn pages."""
_SEEN, _UNSEEN, _LOST = 0.55, 0.2, 0.25  # shares of mistakes: the right letter was scored too, was not, was not seen
_DOUBTED = 0.15  # of the right words, those with an unsure letter
_FROM, _TO = 0.03, 1.2  # odds of the right letter by the printed one, where it was scored


@dataclass(frozen=True, slots=True)
class Misread(Mistyped):
    """A text with misread words; the other readings of its words by word (small letters)."""

    others: Mapping[str, OtherLetters]


def misread(text: str, rng: random.Random, share: float) -> Misread:
    """`text` with about `share` of its words misread in one letter."""
    parts: list[str] = []
    meant: dict[str, str] = {}
    others: dict[str, OtherLetters] = {}
    at = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if rng.random() < share:
            wrong, readings = _one_wrong(word, rng)
            if wrong.lower() != word.lower():
                parts += [text[at : match.start()], wrong]
                at = match.end()
                meant[wrong.lower()] = word.lower()
                others[wrong.lower()] = readings
        elif rng.random() < _DOUBTED:
            others.setdefault(word.lower(), (_other(word.lower(), rng.randrange(len(word)), rng),))
    return Misread("".join(parts) + text[at:], meant, {word: found for word, found in others.items() if found})


def _one_wrong(word: str, rng: random.Random) -> tuple[str, OtherLetters]:
    i = rng.randrange(len(word))
    kind = rng.choices(("seen", "unseen", "lost"), (_SEEN, _UNSEEN, _LOST))[0]
    if kind == "lost":
        return word[:i] + word[i + 1 :], ()
    letter = rng.choice(_LOOKS[word[i].lower()])
    wrong = word[:i] + (letter.upper() if word[i].isupper() else letter) + word[i + 1 :]
    if kind == "unseen":
        return wrong, ()
    cost = max(LEAST, -log(rng.uniform(_FROM, _TO)) / NATS)
    return wrong, ((i, word[i].lower(), cost), *([_other(wrong.lower(), i, rng)] if rng.random() < _DOUBTED else []))


def _other(word: str, i: int, rng: random.Random) -> tuple[int, str, float]:
    """A reading that is not meant."""
    return i, rng.choice(_LOOKS[word[i]]), -log(rng.uniform(0.01, 0.7)) / NATS
