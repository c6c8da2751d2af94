"""Grades and qualitative words: what a target says instead of, or beside, a number ("BB", "WTP", "Sangat Baik").

The words are in data/predicates.toml, with the rule that each comes from.
"""

from __future__ import annotations

import re
from functools import cache

from schemas.vocabulary import entries

_SCALES = frozenset({"sakip", "letter-sign", "good", "satisfied"})
"""Ids of data/predicates.toml whose words may stand behind their value: "80 B", "3,5 (Baik)"."""
_LEAD = re.compile(
    r"^(?:nilai|predikat|kategori|kriteria|opini|peringkat|akreditasi|terakreditasi|tipe|type|grade|kelas|status"
    r"|hasil|kualifikasi|level|indeks|mutu|s?akip|lakip|lkjip|ikm|skm)(?=\s*[:=\s])\s*[:=]?\s*",
    re.IGNORECASE,
)
_NO_NAME = frozenset({"atau", "dan", "ke", "yang", "di", "dari", "untuk", "tidak", "bukan", "belum", "minimal"})
"""Words between a lead and a grade that make more than a name of the two: "Nilai B atau C"."""
_LONGEST_NAME, _LONGEST_PREDICATE = 4, 3  # words


@cache
def _predicates() -> tuple[frozenset[str], frozenset[str]]:
    """(forms matched as they stand, forms matched in any case)."""
    forms = [f for e in entries("predicates") for f in e.forms]
    return (
        frozenset(f for f in forms if f.upper() == f),
        frozenset(f.casefold() for f in forms if f.upper() != f),
    )


def is_predicate(text: str) -> bool:
    """True where `text` is a grade ("BB", "WTP") or a qualitative word ("Sangat Baik")."""
    exact, folded = _predicates()
    return text in exact or text.casefold() in folded


@cache
def _scale_words() -> frozenset[str]:
    return frozenset(f.casefold() for e in entries("predicates") if e.id in _SCALES for f in e.forms)


def on_a_scale(word: str) -> bool:
    """True for a grade of the scales that stand behind their value: "80 B", "3,5 (Baik)"."""
    return word.casefold() in _scale_words() and is_predicate(word)


def predicate_in(words: str) -> str | None:
    """The predicate that `words` are, or that they end with behind the name of what is graded; else None.

    "BB" and "Nilai SAKIP BB" -> "BB", "Opini BPK WTP" -> "WTP".
    """
    if is_predicate(words):
        return words
    named = without_lead(words)
    parts = named.split()
    if named == words:
        return None
    for length in range(min(_LONGEST_PREDICATE, len(parts)), 0, -1):
        tail, name = " ".join(parts[-length:]), parts[:-length]
        if is_predicate(tail):
            plain = len(name) <= _LONGEST_NAME and not any(w.casefold() in _NO_NAME or is_predicate(w) for w in name)
            return tail if plain else None
    return None


def without_lead(text: str) -> str:
    """ "Nilai B" -> "B", "Opini : WTP" -> "WTP"; other texts as they are."""
    return _LEAD.sub("", text)
