"""Weighted edit distance of a printed word from what may be meant: one slip costs about 1 ("kegaitan" -> .7).

Optimal string alignment (Damerau-Levenshtein with neighbouring swaps only), with costs for what fingers do (doubled
letters, neighbouring keys) and for what recognisers do (letters and pairs of letters of one shape).
"""

from __future__ import annotations

from functools import cache

from schemas.vocabulary import entries

SWAP = 0.7  # two neighbouring letters in the wrong order
DOUBLING = 0.6  # a letter twice instead of once, or once instead of twice
LOSS = 0.9  # a letter too few or too many
SKIP = 1.1  # two letters too few, where the eye went from a letter to the same one behind them ("melaksa[na]kan")
WRONG = 1.1  # another letter
NEIGHBOUR = 0.9  # another letter that lies beside the right one on the keyboard
SOUND_ALIKE = 0.85  # another letter that is spoken alike, or taken for it
FAR_SWAP = 1.0  # two letters with others between them, each in the other's place ("renumerasi")
LOOK_ALIKE = 0.9  # another letter of the same shape, in typed text
MISREAD = 0.45  # the same in text that was recognised from a picture
FIRST_LETTER = 0.3  # on top, where the first letter is concerned: people see that one
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


def cost(printed: str, meant: str, *, recognised: bool = False, most: float = 4.0) -> float:
    """The slips between two words in small letters, weighted; `most` or more where they are too far apart.

    `recognised` says that the text was read from a picture, where shapes are confused rather than keys.
    """
    n, m = len(printed), len(meant)
    table = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        table[i][0] = table[i - 1][0] + LOSS
    for j in range(1, m + 1):
        table[0][j] = table[0][j - 1] + LOSS
    shapes = _shapes() if recognised else frozenset()
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
            if shapes:
                if i > 1 and (printed[i - 2 : i], b) in shapes:
                    here = min(here, table[i - 2][j - 1] + MISREAD)
                if j > 1 and (a, meant[j - 2 : j]) in shapes:
                    here = min(here, table[i - 1][j - 2] + MISREAD)
            table[i][j] = here
        if min(table[i]) >= most:
            return most
    misread = any((printed[:x], meant[:y]) in shapes for x, y in ((1, 1), (2, 1), (1, 2)))
    first = 0.0 if misread or printed[:1] == meant[:1] else FIRST_LETTER
    return min(table[n][m], FAR_SWAP if _is_far_swap(printed, meant) else most) + first


@cache
def _wrong(a: str, b: str, recognised: bool) -> float:
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
