"""First words of the names of offices and of positions, from extractor/data/offices.toml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor.interpret.lines.label_lines import flat
from extractor.interpret.lines.word_tables import word_table


@cache
def office_words() -> dict[str, tuple[str, ...]]:
    """First words in lower case: of offices ("first_words", those that name one alone in "alone"), and "positions"."""
    return {key: entry["words"] for key, entry in word_table("offices").items()}


def begins_with(text: str, words: Sequence[str]) -> bool:
    """True where a text begins with one of the words (lower case), as a whole word: "KEPALA DINAS" with "kepala"."""
    lower = flat(text).casefold()
    return any(lower == w or lower.startswith((w + " ", w + ".")) for w in words)


def names_position(text: str) -> bool:
    """True where a text begins as a position does ("Camat Melati")."""
    return begins_with(text, office_words()["positions"])


def names_office(text: str) -> bool:
    """True where a text begins as the name of an office does ("DINAS PERTANIAN")."""
    return begins_with(text, office_words()["first_words"])
