"""Grades and qualitative words: what a target says instead of, or beside, a number."""

from __future__ import annotations

import re
from functools import cache

from normalizers.vocabulary import entries

_SCALES = frozenset({"sakip", "letter-sign", "good", "satisfied"})
"""Ids of data/predicates.toml whose words may stand behind their value: "80 B", "3,5 (Baik)"."""
_LEAD = re.compile(
    r"^(?:nilai|predikat|kategori|kriteria|opini|peringkat|akreditasi|terakreditasi|tipe|type|grade|status"
    r"|hasil|kualifikasi|level|indeks|mutu)\s*[:=]?\s+",
    re.IGNORECASE,
)


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


def without_lead(text: str) -> str:
    """ "Nilai B" -> "B", "Opini : WTP" -> "WTP"; other texts as they are."""
    return _LEAD.sub("", text)
