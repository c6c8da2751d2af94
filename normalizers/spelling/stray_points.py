"""Points that noise has left between words: "dokumen. yang" -> "dokumen yang".

No sentence continues with a small letter behind a full stop, but for abbreviations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalizers.spelling.document_words import is_function_word
from normalizers.spelling.lexicon import Lexicon, short
from normalizers.spelling.word_tokens import Token, gap

_SHORTEST = 4  # letters of a word before the point that is no abbreviation


@dataclass(frozen=True, slots=True)
class Points:
    """Finds points between plain words of the lexicon."""

    lexicon: Lexicon

    def stray(self, text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """[start, end) of what stands between two words and should be a blank."""
        for left, right in pairwise(tokens):
            between = gap(text, left, right)
            apart = between in (". ", " . ") and self._is_plain(left, _SHORTEST)
            run_in = between == "." and is_function_word(left.key)
            if (apart and self._is_plain(right, 2)) or (run_in and not left.locked and not right.locked):
                yield left.end, right.start

    def _is_plain(self, token: Token, shortest: int) -> bool:
        """True for a known word in small letters that is no abbreviation."""
        known = token.text.islower() and len(token.key) >= shortest and self.lexicon.knows(token.key)
        return known and not token.locked and token.key not in short()
