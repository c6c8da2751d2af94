"""Comparators of a target, in words and signs: "minimal 80", "≥ 80", "80 ke atas" -> ">=" and where the rest is.

The words are in data/comparators.toml and data/comparators_behind.toml; the longest that fits is taken.
"""

from __future__ import annotations

from functools import cache
from typing import cast, get_args

from schemas.values import Comparator
from schemas.vocabulary import entries


@cache
def _forms(name: str) -> tuple[tuple[str, Comparator], ...]:
    """(form in small letters, comparator), longest form first."""
    forms = [(f.casefold(), e["sign"]) for e in entries(name) for f in e.forms]
    unknown = [sign for _, sign in forms if sign not in get_args(Comparator)]
    if unknown:
        raise ValueError(f"{name}.toml: no comparator: {unknown}")
    return tuple(sorted(cast(list[tuple[str, Comparator]], forms), key=lambda pair: -len(pair[0])))


def split_bound(text: str) -> tuple[Comparator | None, int]:
    """The comparator that `text` starts with, and where the rest begins: "min. 80" -> (">=", 5); (None, 0) for none."""
    folded = text.casefold()
    for form, sign in _forms("comparators"):
        if not folded.startswith(form):
            continue
        rest = text[len(form) :]
        if form[-1].isalpha() and rest[:1].isalpha():
            continue
        return sign, len(text) - len(rest.lstrip(" :="))
    return None, 0


def split_bound_behind(text: str) -> tuple[Comparator | None, str]:
    """The comparator that `text` ends with, and the text before it: "hari ke atas" -> (">=", "hari").

    (None, text) where it ends with none.
    """
    trimmed = text.strip(" .")
    folded = trimmed.casefold()
    for form, sign in _forms("comparators_behind"):
        if folded.endswith(form):
            return sign, trimmed[: -len(form)].strip()
    return None, text
