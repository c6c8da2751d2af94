"""Blanks that were lost, added or set one letter too early or too late."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.spelling.context import DocumentWords, is_function_word
from normalizers.spelling.lexicon import Lexicon, common
from normalizers.spelling.tokens import Token

_FARTHEST = 2  # letters that a blank may have moved
_SHORTEST_PART = 4  # letters of a word that counts without other evidence
_SHORTEST_JOINED = 5
_SHORTEST_RUN = 7  # letters of two words without a blank
_GLUE = frozenset(("dan", "atau", "yang", "untuk", "dengan", "dari", "oleh", "dalam", "pada", "serta"))
"""Function words that are run into their neighbour and are nothing but words ("di", "ke", "para", "per" are not)."""


@dataclass(frozen=True, slots=True)
class Blanks:
    lexicon: Lexicon
    words: DocumentWords

    def moved(self, left: Token, right: Token) -> tuple[str, str] | None:
        """The two words that the same letters give with the blank elsewhere ("jas akomunikasi")."""
        whole = left.key + right.key
        found = []
        for cut in range(max(1, len(left.key) - _FARTHEST), min(len(whole), len(left.key) + _FARTHEST + 1)):
            a, b = whole[:cut], whole[cut:]
            if cut != len(left.key) and self._is_part(a) and self._is_part(b):
                found.append((a, b))
        return found[0] if len(found) == 1 else None

    def joined(self, left: Token, right: Token) -> str | None:
        """The one word that both halves give ("tand a")."""
        whole = left.key + right.key
        if len(whole) < _SHORTEST_JOINED or not self.lexicon.may_mean(whole):
            return None
        if self.lexicon.knows(left.key) and is_function_word(left.key):
            return None
        return whole

    def lost(self, key: str, *, recognised: bool) -> tuple[str, str] | None:
        """The two words that `key` runs together; None where there is no such pair, or more than one."""
        if len(key) < _SHORTEST_RUN:
            return None
        found = []
        for cut in range(2, len(key) - 1):
            a, b = key[:cut], key[cut:]
            if not (self._is_part(a) and self._is_part(b)):
                continue
            glue = (a in _GLUE and len(b) >= _SHORTEST_PART) or (b in _GLUE and len(a) >= _SHORTEST_PART)
            whole = recognised and min(len(a), len(b)) >= _SHORTEST_PART
            if glue or whole or self.words.follows(a, b):
                found.append((a, b))
        if len(found) > 1:
            found = [pair for pair in found if self.words.follows(*pair)]
        return found[0] if len(found) == 1 else None

    def _is_part(self, word: str) -> bool:
        if len(word) < _SHORTEST_PART:
            return is_function_word(word) and len(word) > 1
        return self.lexicon.may_mean(word) or (word in common() and self.words.counts[word] > 0)
