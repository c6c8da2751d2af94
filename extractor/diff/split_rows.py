"""Rows without a partner -> those that were split into several, or merged from several, by the words they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.diff.comparable_text import tokens
from extractor.diff.compared_rows import ComparedRow

COVERED_AT = 0.85  # share of the one row's words that its parts must hold together
CONTAINED_AT = 0.8  # share of a part's words that the one row must hold
GAIN_AT = 0.15  # share of the one row's words that each part must add to the others
SHORT_WORD = 3  # letters; "dan", "yang" and the like are in every sentence
FILLERS = frozenset({"yang", "untuk", "dari", "pada", "atau", "dengan", "serta", "dalam", "jumlah", "persentase"})


@dataclass(frozen=True, slots=True)
class RowSplit:
    """One row on one side, and the rows on the other that say together what it says; the first is its partner."""

    one: ComparedRow
    parts: tuple[ComparedRow, ...]


def row_splits(ones: Iterable[ComparedRow], others: Sequence[ComparedRow]) -> list[RowSplit]:
    """Rows of `ones` that were split into rows of `others`, or merged from them. Each row occurs once at most."""
    words = [(row, _distinctive_words(row)) for row in others]
    found: list[RowSplit] = []
    taken: set[ComparedRow] = set()
    for one in ones:
        whole = _distinctive_words(one)
        pieces = [
            (row, piece)
            for row, piece in words
            if row not in taken
            and COVERED_AT > len(piece & whole) / max(1, len(whole)) >= GAIN_AT
            and len(piece & whole) >= CONTAINED_AT * len(piece)
        ]
        parts: list[ComparedRow] = []
        held: frozenset[str] = frozenset()
        for row, piece in pieces:
            if len((piece & whole) - held) >= GAIN_AT * len(whole):
                held |= piece & whole
                parts.append(row)
        if len(parts) > 1 and len(held) >= COVERED_AT * len(whole):
            taken.update(parts)
            found.append(RowSplit(one, tuple(parts)))
    return found


def _distinctive_words(row: ComparedRow) -> frozenset[str]:
    """Words of the indicator that tell it from others."""
    found = (token.key for token in tokens(row.item.indikator))
    return frozenset(key for key in found if (len(key) > SHORT_WORD or not key.isalpha()) and key not in FILLERS)
