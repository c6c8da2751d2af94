"""Lines of a page -> the same with a soft hyphen where a word is broken at the line end (dehyphenation by the page's
own vocabulary): "perun-/dangan" is one word, "program-/program" keeps its hyphen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from schemas.transcript import SOFT_HYPHEN, Line, Word

HYPHENS = "-\u2010"
PUNCTUATION = ".,;:()[]\"'“”‘’/!?"
MIN_DOUBLED = 3  # letters of a doubled word
MIN_WHOLE_WORD = 4  # letters: shorter parts occur as words by chance


def _is_doubled(before: str, after: str) -> bool:
    """Indonesian doubles words with a hyphen, also inside affixes: "program-program", "perundang-undangan"."""
    return any(before.endswith(after[:length]) for length in range(MIN_DOUBLED, len(after) + 1))


class Dehyphenator:
    """Tells broken words from compounds by the other words of the same page."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words = words

    @cached_property
    def _vocabulary(self) -> Counter[str]:
        return Counter(word.text.strip(PUNCTUATION).lower() for word in self._words)

    def mark_broken_words(self, lines: Sequence[Line]) -> list[Line]:
        """The lines, with SOFT_HYPHEN in place of the hyphen at the end of those that break a word."""
        result = list(lines)
        for i in range(len(lines) - 1):
            text = lines[i].text
            if len(text) > 2 and text[-1] in HYPHENS and text[-2].islower():
                following = lines[i + 1].text
                if following[:1].islower() and self._is_one_word(text[:-1].split()[-1], following.split()[0]):
                    result[i] = replace(lines[i], text=text[:-1] + SOFT_HYPHEN)
        return result

    def _is_one_word(self, before: str, after: str) -> bool:
        """True where `before` and `after` are parts of one word without a hyphen.

        A doubled word keeps it, and so do compounds of words that occur on their own.
        """
        before = before.strip(PUNCTUATION).lower()
        after = after.strip(PUNCTUATION).lower()
        if self._vocabulary[before + after]:
            return True
        if self._vocabulary[f"{before}-{after}"] or "-" in after or _is_doubled(before, after):
            return False
        if len(before) >= MIN_WHOLE_WORD and self._vocabulary[before]:
            return False
        return len(after) < MIN_WHOLE_WORD or self._vocabulary[after] < 2  # one of them is the line's own first word
