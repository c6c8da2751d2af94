"""Evidence of misreading in the words of a text: words that no list has, and sentences that lack an end."""

from __future__ import annotations

import re

from normalizers.spelling.document_words import is_function_word
from normalizers.spelling.lexicon import Lexicon, ProjectWords
from normalizers.spelling.word_tokens import tokens_of

_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")  # begins nowhere but at a word: long ones are gone through once
_SHORTEST = 3  # letters of what counts as a word of a sentence
_PREFIXES = frozenset({"ber", "ter", "mem", "men", "meng", "pem", "pen", "peng", "se"})
"""No words by themselves: what a blank has cut off."""


def has_words(text: str) -> bool:
    """True where anything in `text` is long enough to be a word rather than a sign."""
    return any(len(token.text) >= _SHORTEST for token in tokens_of(text))


def strange_words(text: str, project: ProjectWords | None = None) -> list[str]:
    """Words that no list knows and that look like no name, code or acronym; prefixes that stand alone."""
    lexicon = Lexicon(project or ProjectWords())
    return [
        token.text
        for token in tokens_of(text)
        if len(token.text) > 1
        and not (token.locked or token.shouted or token.capital)
        and (token.key in _PREFIXES or not lexicon.knows(token.key))
    ]


def ends_openly(text: str) -> bool:
    """True where the last word is one that another one must follow ("... tingkat dari").

    Not so for "...; dan", with which an item of a list leads to the next one.
    """
    last = _LAST_WORD.search(text.rstrip())
    if last is None or not is_function_word(last.group().lower()):
        return False
    return not text[: last.start()].rstrip().endswith((";", ","))
