"""Weighted edit distance of a printed word from what may be meant: one slip costs about 1 ("kegaitan" -> .7).

Optimal string alignment (Damerau-Levenshtein with neighbouring swaps only), with costs for what fingers do (doubled
letters, neighbouring keys) and for what recognisers do (letters and pairs of letters of one shape).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from normalizers.spelling.letter_scores import OtherLetters
from schemas.vocabulary import entries

SWAP = 0.7  # two neighbouring letters in the wrong order
DOUBLING = 0.6  # a letter twice instead of once, or once instead of twice
LOSS = 0.9  # a letter too few or too many
SKIP = 1.1  # two letters too few, where the eye went from a letter to the same one behind them ("melaksa[na]kan")
WRONG = 1.1  # another letter
NEIGHBOUR = 0.9  # another letter that lies beside the right one on the keyboard
SOUND_ALIKE = 0.85  # another letter that is spoken alike, or taken for it
FAR_SWAP = 1.0  # two letters with others between them, each in the other's place ("renumerasi")
BLANK = 0.3  # a blank that a recogniser saw in a word
LOST_IN_BLANK = 0.5  # a letter that was too faint, so that it saw a blank there
LOOK_ALIKE = 0.9  # another letter of the same shape, in typed text
MISREAD = 0.45  # the same in text that was recognised from a picture
FIRST_LETTER = 0.3  # on top, where the first letter is concerned: people see that one
_LONGEST_SHAPE = 2  # letters that are taken for others together, as "rn" for "m"
_LAST_WORDS = 8  # whose misreadings are remembered: a word is compared with many others in a row
_SOUNDS = ("fvp", "dt", "sz", "ie", "uo", "kq", "bp", "gk", "cs", "jz")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@cache
def _keyboard() -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for y, row in enumerate(_ROWS):
        for x, key in enumerate(row):
            near = [(x + 1, y), (x, y + 1), (x - 1, y + 1)]
            pairs.update((key, _ROWS[j][i]) for i, j in near if j < len(_ROWS) and 0 <= i < len(_ROWS[j]))
    return frozenset(pairs) | frozenset((b, a) for a, b in pairs)


@cache
def _sounds() -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for group in _SOUNDS for a in group for b in group if a != b)


@cache
def _shapes() -> frozenset[tuple[str, str]]:
    """(what was read, what may have stood there), of one or two letters each."""
    pairs: set[tuple[str, str]] = set()
    for entry in entries("letter_shapes", "schemas"):
        pairs.update((a, b) for a in entry.forms for b in entry.forms if a != b)
    return frozenset(pairs)


def cost(printed: str, meant: str, *, recognised: bool = False, others: OtherLetters = (), most: float = 4.0) -> float:
    """The slips between two words in small letters, weighted; `most` or more where they are too far apart.

    `recognised` says that the text was read from a picture, where shapes are confused rather than keys; `others` are
    the recogniser's own other readings of `printed`.
    """
    n, m = len(printed), len(meant)
    misread = _misreadings(printed, others, recognised)
    table = [[LOSS * j if i == 0 else LOSS * i * (j == 0) for j in range(m + 1)] for i in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            a, b = printed[i - 1], meant[j - 1]
            here = table[i - 1][j - 1] + (0.0 if a == b else _wrong(a, b, recognised))
            here = min(here, table[i - 1][j] + (DOUBLING if i > 1 and printed[i - 2] == a else LOSS))
            here = min(here, table[i][j - 1] + (DOUBLING if j > 1 and meant[j - 2] == b else LOSS))
            if i > 1 and j > 1 and a == meant[j - 2] and b == printed[i - 2] and a != b:
                here = min(here, table[i - 2][j - 2] + SWAP)
            if j > 2 and i > 0 and meant[j - 1] == meant[j - 3] == a:
                here = min(here, table[i][j - 2] + SKIP)
            for read, letters, price in misread.get(i, ()):
                if meant.endswith(letters, 0, j):
                    here = min(here, table[i - read][j - len(letters)] + price)
            table[i][j] = here
        if min(table[i]) >= most:
            return most
    is_first = printed[:1] == meant[:1] or any(
        read == end and meant.startswith(letters) for end in (1, 2) for read, letters, _ in misread.get(end, ())
    )
    first = 0.0 if is_first else FIRST_LETTER
    return min(table[n][m], FAR_SWAP if _is_far_swap(printed, meant) else most) + first


@lru_cache(maxsize=_LAST_WORDS)
def _misreadings(
    printed: str, others: OtherLetters, recognised: bool
) -> Mapping[int, Sequence[tuple[int, str, float]]]:
    """End of a run of printed letters -> (its length, the letters that it may be misread for, cost)."""
    found: dict[int, list[tuple[int, str, float]]] = {}
    for at, letters, price in others:
        found.setdefault(at + 1, []).append((1, letters, price))
    for end in range(1, len(printed) + 1) if recognised else ():
        for read in range(1, min(_LONGEST_SHAPE, end) + 1):
            for letters in _alike(printed[end - read : end]):
                found.setdefault(end, []).append((read, letters, MISREAD))
    return found


@cache
def _alike(run: str) -> tuple[str, ...]:
    """The letters of the shape of a run of letters."""
    return tuple(sorted(letters for read, letters in _shapes() if read == run))


@cache
def _wrong(a: str, b: str, recognised: bool) -> float:
    if a == " ":
        return LOST_IN_BLANK
    if (a, b) in _shapes():
        return MISREAD if recognised else LOOK_ALIKE
    if (a, b) in _sounds():
        return SOUND_ALIKE
    return NEIGHBOUR if (a, b) in _keyboard() else WRONG


def _is_far_swap(printed: str, meant: str) -> bool:
    """True where two letters have changed places, and nothing else differs."""
    if len(printed) != len(meant):
        return False
    apart = [i for i, (a, b) in enumerate(zip(printed, meant, strict=True)) if a != b]
    if len(apart) != len("ab"):
        return False
    i, j = apart
    return printed[i] == meant[j] and printed[j] == meant[i]
