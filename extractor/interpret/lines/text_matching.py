"""Texts compared as letters and digits only, exactly or with a tolerance for typing slips (edit distance)."""

from __future__ import annotations

import unicodedata

from rapidfuzz import fuzz, process

EXACT_BELOW = 5  # letters; shorter names must match exactly
NAME_AT = 0.84  # similarity from which a whole header counts as a known name


def squash(text: str) -> str:
    """Letters and digits only, without case and marks: 'Targe t (%)' -> 'target'."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in plain if ch.isalnum())


def name_score(text: str, names: frozenset[str]) -> float:
    """Similarity (0..1) of a squashed text with the nearest of the squashed names; 0 below NAME_AT."""
    if text in names:
        return 1.0
    if len(text) < EXACT_BELOW:
        return 0.0
    best = process.extractOne(
        text, [n for n in names if len(n) >= EXACT_BELOW], scorer=fuzz.ratio, score_cutoff=NAME_AT * 100
    )
    return best[1] / 100 if best else 0.0
