"""Recognised words with their unsure letters -> what each word may be instead, with costs as edit_cost.py has them.

A recogniser scores every letter in each place; the score of what it printed by that of another letter is how many times
likelier the first is, and so what a misreading of one for the other costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import log

from schemas.transcript import UnsureLetter, Word

OtherLetters = tuple[tuple[int, str, float], ...]
"""(0-based index of a printed letter, the letters that may be meant by it: none, one or two, cost of that)."""

NATS = 5.0  # log-odds that a cost of 1 stands for: the weight of costs in spelling_model.toml
LEAST = 0.02  # cost of a letter that the recogniser held to be as likely, or likelier
_DIGITS = 3  # of a cost
_LETTERS = re.compile(r"[^\W\d_]+")


def other_letters(words: Iterable[Word]) -> Mapping[str, OtherLetters]:
    """Run of letters (small) -> its other readings, for the runs that have any. A run that stands in several words has
    the readings of all of them."""
    found: dict[str, dict[tuple[int, str], float]] = {}
    for word in words:
        if not word.unsure:
            continue
        for run in _LETTERS.finditer(word.text):
            costs = found.setdefault(run[0].lower(), {})
            for letter in word.unsure:
                if run.start() <= letter.at < run.end():
                    for text, price in _costs(letter, word.text[letter.at].lower()):
                        place = (letter.at - run.start(), text)
                        costs[place] = min(price, costs.get(place, price))
    return {
        key: tuple((at, text, round(costs[at, text], _DIGITS)) for at, text in sorted(costs))
        for key, costs in found.items()
        if costs
    }


def _costs(letter: UnsureLetter, printed: str) -> Iterable[tuple[str, float]]:
    """The other letters with their costs; capitals count as small ones."""
    scores: dict[str, float] = {}
    for text, score in letter.others:
        if not text or text.isalpha():
            scores[text.lower()] = scores.get(text.lower(), 0.0) + score
    own = letter.score + scores.pop(printed, 0.0)
    return [(text, max(LEAST, log(own / score) / NATS)) for text, score in scores.items() if score > 0 and own > 0]
