"""Header texts of columns of indicator tables -> scores of roles. The words are data (columns.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from extractor.interpret.lines.text_matching import EXACT_BELOW, name_score, squash
from extractor.interpret.lines.word_tables import word_table
from extractor.interpret.tables.periods import without_period
from schemas.printed import Role

KEYWORD_SCORE = 0.85  # a header that only contains a role's keyword
EARLIER_WINS = 0.02  # "Capaian terhadap target" is a capaian: of two keywords the first names the column
WEAK_SCORE = 0.55  # a name that has the role only where no other column has it
SECOND_SCORE = 0.82  # a name that has the role, but yields to any other column of the role
PART_PENALTY = 0.93  # one side of "A/B", or the words outside of brackets
LATER_PART = 0.005  # "Indikator Tujuan/Sasaran" is an indicator: of two sides the first names the column
LONGEST_HEADER = 90  # letters; longer texts are no headers


_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Squashed words of one role, see columns.toml."""

    names: frozenset[str]
    keywords: tuple[str, ...]
    weak: frozenset[str]
    second: frozenset[str]
    below: frozenset[str]


@cache
def role_words() -> dict[Role, RoleWords]:
    """The words of each role, from extractor/data/columns.toml."""
    return {
        Role(role): RoleWords(
            frozenset(squash(n) for kind in ("names", "second") for n in entry[kind]),
            tuple(squash(k) for k in entry["keywords"]),
            frozenset(squash(n) for n in entry["weak"]),
            frozenset(squash(n) for n in entry["second"]),
            frozenset(squash(n) for n in entry["below"]),
        )
        for role, entry in word_table("columns").items()
    }


@cache
def role_scores(text: str) -> dict[Role, float]:
    """How well a header text names each role, 0..1; roles that it does not name are left out.

    Example: "Indikator Kinerja Utama (IKU)" -> {INDIKATOR: 1.0}; "Uraian" -> {INDIKATOR: 0.55}.
    """
    bare = without_period(text)
    variants = {squash(bare): 1.0}
    outside = squash(_BRACKETS.sub(" ", bare))
    variants.setdefault(outside, PART_PENALTY)
    for place, part in enumerate(re.split(r"/|\n", _BRACKETS.sub(" ", bare))):
        variants.setdefault(squash(part), PART_PENALTY**2 - LATER_PART * place)
    whole = squash(bare)
    begins = frozenset(accumulate((len(squash(word)) for word in bare.split()), initial=0))
    scores: dict[Role, float] = {}
    if len(whole) > LONGEST_HEADER:
        return scores
    for role, words in role_words().items():
        best = max((weight * name_score(v, words.names) for v, weight in variants.items() if v), default=0.0)
        places = [place for k in words.keywords if (place := _found(k, whole, begins)) >= 0]
        if whole in words.second:
            best = SECOND_SCORE
        elif best < KEYWORD_SCORE and places:
            best = KEYWORD_SCORE - EARLIER_WINS * min(places) / len(whole)
        if best == 0.0 and any(v in words.weak for v in variants):
            best = WEAK_SCORE
        if best:
            scores[role] = best
    return scores


def best_role(text: str) -> tuple[Role, float]:
    """The role that a header text names best, and its score; (OTHER, 0.0) where it names none."""
    return max(role_scores(text).items(), key=lambda scored: scored[1], default=(Role.OTHER, 0.0))


def _found(keyword: str, whole: str, begins: frozenset[int]) -> int:
    """The index of a keyword in a squashed text, -1 for none; a short one only within one word ("umum dan aset"
    names no "dana")."""
    place = whole.find(keyword)
    inside = range(place + 1, place + len(keyword))
    cut = len(keyword) < EXACT_BELOW and (place not in begins or not begins.isdisjoint(inside))
    return -1 if cut else place


@cache
def names_a_role(text: str) -> bool:
    """True where the whole text is a known column name, not only a sentence that contains one."""
    word = squash(without_period(text))
    return any(name_score(word, words.names) or word in words.below for words in role_words().values())
