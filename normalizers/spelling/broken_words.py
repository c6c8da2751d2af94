"""Words that a line end cuts in two without a hyphen, as narrow columns do: lines -> which ends cut a word.

"Meningkatny" / "a" is one word: the halves are none, and together they make one that the lexicon has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from normalizers.spelling.lexicon import is_known, listed, meant

LONGEST_REST = 3  # letters of a rest that is told by not being a word: suffixes and less
SHORTEST_START = 3  # letters before the line end

_LAST = re.compile(r"(?:^|(?<=[\s(/]))([A-Za-z][a-z]+)\s*$")
_FIRST = re.compile(r"^\s*([a-z]+)(?![\w-])")


def cut_words(lines: Sequence[str]) -> tuple[bool, ...]:
    """For each line whether its end cuts a word that goes on in the next one; the halves must make a known word."""
    return (*(_cuts(above, below) for above, below in pairwise(lines)), False) if lines else ()


def _cuts(above: str, below: str) -> bool:
    last, first = _LAST.search(above), _FIRST.match(below)
    if last is None or first is None:
        return False
    start, rest = last[1].lower(), first[1]
    if len(start) < SHORTEST_START or start + rest not in meant():
        return False
    return not is_known(start) or (len(rest) <= LONGEST_REST and not _is_word(rest))


def _is_word(rest: str) -> bool:
    return rest in meant() or any(rest in listed(use) for use in ("function", "root", "word"))
