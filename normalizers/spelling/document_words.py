"""A document's own words and pairs of words, counted: evidence for what a mistyped word must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from normalizers.spelling.lexicon import Lexicon, by_length, listed, meant, phrases
from normalizers.spelling.word_tokens import Token, gap, tokens_of

Tokenizer = Callable[[str], Sequence[Token]]
_TWICE, _OFTEN = 2, 4  # times from which a known and an unknown word of the document may be meant elsewhere in it
_SHORTEST = 5  # letters of such a word
_SMALL_PAIR = 0.4  # what a pair with a function word counts


class DocumentWords:
    """How often the document has each known word, and which known words follow each other in it."""

    def __init__(self, texts: Iterable[str], lexicon: Lexicon, tokens: Tokenizer = tokens_of) -> None:
        self.counts: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self._pairs: set[tuple[str, str]] = set()
        for text in dict.fromkeys(texts):
            known: list[str | None] = []
            last: Token | None = None
            for token in tokens(text):
                if last is not None and any(c in ".;:()" for c in gap(text, last, token)):
                    known += [None, None]
                is_word = not token.locked and lexicon.knows(token.key)
                (self.counts if is_word else self.unknown)[token.key] += 1
                known.append(token.key if is_word else None)
                last = token
            for step in (1, 2):
                self._pairs.update(
                    (a, b) for a, b in zip(known, known[step:], strict=False) if a is not None and b is not None
                )

    @cached_property
    def repeated(self) -> Mapping[int, tuple[str, ...]]:
        """Words that the document has often enough to be meant elsewhere in it, by their length: known ones that it
        has twice, and others, such as names, that it has several times. Words that may be meant anywhere are not among
        them."""
        words = {w for w, n in self.counts.items() if n >= _TWICE} | {w for w, n in self.unknown.items() if n >= _OFTEN}
        return by_length(w for w in words - meant() if len(w) >= _SHORTEST and w.isascii())

    def follows(self, first: str, second: str) -> bool:
        """True where `second` stands one or two words behind `first` in the document, or in a set phrase."""
        return (first, second) in self._pairs or (first, second) in phrases()

    def fits(self, word: str, before: list[str], behind: list[str]) -> float:
        """How well `word` stands between its neighbours (nearest first): 0 no sign, 1 a pair that others have too,
        2 such a pair on both sides; a pair with a function word counts less than half."""
        left = max((self._pair(b, word, b) for b in before), default=0.0)
        right = max((self._pair(word, b, b) for b in behind), default=0.0)
        return left + right if min(left, right) >= 1.0 else max(left, right)

    def _pair(self, first: str, second: str, neighbour: str) -> float:
        if not self.follows(first, second):
            return 0.0
        return _SMALL_PAIR if is_function_word(neighbour) else 1.0


def is_function_word(word: str) -> bool:
    """True for the small words of a sentence, which stand beside anything."""
    return word in listed("function")
