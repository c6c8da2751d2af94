"""How likely it is that a printed word is a slip of a known one: a noisy-channel model with weights as data.

Each known word near the printed one, and the chance that the printed word is right although no list has it (a name, an
acronym, a word of another language), gets a score: a weighted sum of evidence. The scores' softmax is how likely each
is; the odds of the best word against all others, the printed one included, decide whether it is put there, suggested,
or left. Weights and thresholds stand in spelling_model.toml and are fitted by benchmarks/fit_spelling.py.
Source of the idea: Kernighan, Church and Gale, "A spelling correction program based on a noisy channel model" (1990).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

from normalizers.spelling.candidates import Candidate, candidates
from normalizers.spelling.document_words import DocumentWords
from normalizers.spelling.letter_scores import OtherLetters
from normalizers.spelling.letter_sequences import foreignness, strangeness
from normalizers.spelling.lexicon import Lexicon
from normalizers.spelling.word_counts import frequency_classes

_SHORTEST = 3  # letters of a word that is looked at
_LONG, _LONGEST = 8, 13  # letters of a long word, and from which a word's length says no more
_MOST_TIMES = 8  # of a word in a document, from where on more of them say no more

WORD_SIGNS = ("cost", "cost_of_short", "cost_of_long", "frequency", "here", "pairs", "everyday", "dictionary")
"""Evidence for a known word, in the order of `word_evidence`."""
PRINTED_SIGNS = (
    *(
        "base",
        "letters",
        "capital",
        "titled",
        "long_capital",
        "shouted",
        "named",
        "times",
        "strange",
        "recognised",
        "unsure",
    ),
    *("written", "written_as_name", "root", "derived", "foreign"),
)
"""Evidence for the printed word, in the order of `printed_evidence`."""


@dataclass(frozen=True, slots=True)
class Place:
    """The context of a word: its neighbours, nearest first, and what its capitals say."""

    before: list[str]
    behind: list[str]
    capital: bool
    recognised: bool
    shouted: bool = False  # in capitals, as acronyms are
    titled: bool = False  # among words that nearly all begin with a capital, as in titles and many tables
    named: bool = False  # behind the kind of a place, as the names of places are
    others: OtherLetters = ()  # the recogniser's other readings of the word


@dataclass(frozen=True, slots=True)
class Slip:
    """What a word may mean. Only `sure` ones are changed; `likely` ones are suggested."""

    after: str  # small letters
    confidence: float  # 0..1, how likely it is that this is meant
    sure: bool
    likely: bool


@dataclass(frozen=True, slots=True)
class SlipModel:
    """The weights of WORD_SIGNS and PRINTED_SIGNS, and from which likelihood a slip is mended, or suggested."""

    word: tuple[float, ...]
    printed: tuple[float, ...]
    sure: float
    ask: float


@cache
def slip_model() -> SlipModel:
    """The fitted model. Raises KeyError where a sign has no weight."""
    table = tomllib.loads(files("normalizers").joinpath("data", "spelling_model.toml").read_text(encoding="utf-8"))
    return SlipModel(
        _weights(table["word"], WORD_SIGNS), _weights(table["printed"], PRINTED_SIGNS), table["sure"], table["ask"]
    )


def _weights(table: Mapping[str, float], signs: Sequence[str]) -> tuple[float, ...]:
    return tuple(table[sign] for sign in signs)


def meant_by(key: str, place: Place, lexicon: Lexicon, words: DocumentWords) -> Slip | None:
    """The known word that the unknown `key` (small letters) most likely stands for; None where nothing is near."""
    if len(key) < _SHORTEST:
        return None
    near = candidates(key, lexicon, words, recognised=place.recognised, others=place.others)
    if not near:
        return None
    model = slip_model()
    scores = [_sum(model.word, word_evidence(key, c, place, lexicon, words)) for c in near]
    best = max(range(len(near)), key=lambda i: (scores[i], -near[i].cost, near[i].word))
    share = _share(scores, best, _sum(model.printed, printed_evidence(key, place, lexicon, words)))
    return Slip(near[best].word, round(share, 4), share >= model.sure, share >= model.ask)


def word_evidence(
    key: str, candidate: Candidate, place: Place, lexicon: Lexicon, words: DocumentWords
) -> tuple[float, ...]:
    """What speaks for and against `candidate`, as WORD_SIGNS names it."""
    word = candidate.word
    return (
        candidate.cost,
        candidate.cost * max(0, _LONG - len(key)),
        candidate.cost * max(0, min(_LONGEST, len(key)) - _LONG),
        float(frequency_classes().get(word, -1)),
        log(1 + min(_MOST_TIMES, words.counts[word])),
        words.fits(word, place.before, place.behind),
        float(lexicon.is_everyday(word)),
        float(not candidate.ours),
    )


def printed_evidence(key: str, place: Place, lexicon: Lexicon, words: DocumentWords) -> tuple[float, ...]:
    """What speaks for `key` being right as it is printed, as PRINTED_SIGNS names it."""
    standing = lexicon.standing(key)
    return (
        1.0,
        float(min(len(key), _LONG)),
        float(place.capital and not place.shouted and not place.titled),
        float(place.capital and place.titled),
        float(place.capital and len(key) > _LONG),
        float(place.shouted),
        float(place.named),
        log(min(_MOST_TIMES, max(1, words.unknown[key] + words.counts[key]))),
        strangeness(key),
        float(place.recognised),
        float(bool(place.others)),
        *standing,
        foreignness(key) if any(standing) else 0.0,
    )


def _sum(weights: Sequence[float], evidence: Sequence[float]) -> float:
    return sum(w * e for w, e in zip(weights, evidence, strict=True))


def _share(scores: Sequence[float], best: int, printed: float) -> float:
    """The softmax of the best score among all."""
    return 1.0 / (sum(exp(min(50.0, s - scores[best])) for s in scores) + exp(min(50.0, printed - scores[best])))
