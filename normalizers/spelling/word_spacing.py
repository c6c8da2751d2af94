"""Blanks that were lost, added or moved: "jas akomunikasi" -> "jasa komunikasi", "tand a" -> "tanda".

Two neighbouring words, or one, are cut anew; a cut counts where the lexicon has what comes of it and nothing else fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.spelling.document_words import DocumentWords, is_function_word
from normalizers.spelling.lexicon import Lexicon, common
from normalizers.spelling.word_tokens import Token

_FARTHEST = 2  # letters that a blank may have moved
_SHORTEST_PART = 4  # letters of a word that counts without other evidence
_SHORTEST_JOINED = 5
_SHORTEST_RUN = 7  # letters of two words without a blank
_LONGER_RUN = 12  # letters of two words that are no compound, as "kali" and "orang" may be
_SHORTEST_PIECED = 6  # letters of a word that a blank cuts in two that are known as well
_STARTS, _ENDS = ("me", "di", "ter", "ber", "pe", "ke"), ("kan", "an")  # of affixes around a compound
_PREFIXES = frozenset(("ber", "ter", "mem", "men", "meng", "pem", "pen", "peng", "me", "pe"))
_GLUE = frozenset(
    (
        *("adalah", "atau", "dalam", "dan", "dari", "dengan", "kepada", "maupun", "oleh", "pada", "secara", "sebagai"),
        *("serta", "sesuai", "setiap", "terhadap", "tidak", "untuk", "yang"),
    )
)
"""Function words that are run into their neighbour and are nothing but words ("di", "ke", "para", "per" are not)."""
_RESTS = frozenset(("a", "an", "n", "nya", "kan", "kannya", "annya"))
"""Ends of words that are no words: where one stands by itself, a blank has cut it off."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """What the blanks of a text should be, by the lexicon and the document's own words."""

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
        if self.lexicon.knows(left.key) and is_function_word(left.key) and self.lexicon.knows(right.key):
            return None
        return whole

    def is_cut(self, left: Token, right: Token) -> bool:
        """True where one of two words that are known by themselves is rather a piece of the other: a letter, or the
        end of a word that is not whole without it."""
        if len(right.key) == 1:
            return not self.lexicon.may_mean(left.key)
        if len(left.key) == 1:
            return not self.lexicon.may_mean(right.key)
        if right.key in _RESTS or left.key in _PREFIXES:
            return True
        whole = left.key + right.key
        return len(whole) >= _SHORTEST_PIECED and not self.is_whole(left.key) and not self.is_whole(right.key)

    def is_whole(self, key: str) -> bool:
        """True for what the lexicon or the dictionary has, and not only a list of what somebody wrote."""
        return self.lexicon.may_mean(key) or is_function_word(key) or (len(key) > 1 and self.lexicon.is_settled(key))

    def lost(self, key: str, *, recognised: bool) -> tuple[str, str] | None:
        """The two words that `key` runs together; None where there is no such pair, or more than one."""
        if len(key) < _SHORTEST_RUN:
            return None
        found = []
        for cut in range(2, len(key) - 1):
            a, b = key[:cut], key[cut:]
            if not (self._is_part(a) and self._is_part(b)):
                continue
            everyday = self.lexicon.is_everyday(a) or self.lexicon.is_everyday(b)
            whole = recognised and everyday and min(len(a), len(b)) >= _SHORTEST_PART
            if whole or _are_glued(a, b) or self._are_no_compound(a, b) or self.words.follows(a, b):
                found.append((a, b))
        if len(found) > 1:
            found = [pair for pair in found if self.words.follows(*pair)]
        return found[0] if len(found) == 1 else None

    def are_two(self, first: str, second: str) -> bool:
        """True for two words that a capital between them tells apart, and that are no name of an application."""
        if not (self._is_part(first) and self._is_part(second)):
            return False
        return _are_glued(first, second) or self._are_no_compound(first, second)

    def _are_no_compound(self, first: str, second: str) -> bool:
        """True for two words that are too long for a compound, and have no affixes around both ("melipat" + "gandakan",
        "tanggung" + "jawabnya")."""
        if min(len(first), len(second)) < _SHORTEST_PART or len(first) + len(second) < _LONGER_RUN:
            return False
        if second.endswith("nya") and self.lexicon.may_mean(second.removesuffix("nya")):
            return False
        is_open = first.startswith(_STARTS) and not first.endswith("an")
        return not (is_open and any(self.lexicon.may_mean(second.removesuffix(e)) for e in _ENDS if second.endswith(e)))

    def _is_part(self, word: str) -> bool:
        if len(word) < _SHORTEST_PART:
            return is_function_word(word) and len(word) > 1
        return self.lexicon.may_mean(word) or (word in common() and self.words.counts[word] > 0)


def _are_glued(first: str, second: str) -> bool:
    """True where one of the two is a small word that is run into the other."""
    return (first in _GLUE and len(second) >= _SHORTEST_PART) or (second in _GLUE and len(first) >= _SHORTEST_PART)
