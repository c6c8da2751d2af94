"""Recognised characters in, those that decrees are printed with out: look-alikes of other scripts folded by table."""

from __future__ import annotations

import re
import string
import unicodedata

from schemas.patterns import look_alikes, pattern

MARKS = "–—‘’“”•·…§°±×÷≤≥≠≈√ΔΣπ²³½¼●■□▪✓→"
"""Beyond ASCII: quotes, bullets and the signs of formulas that office programs put in."""

ALPHABET = frozenset(string.ascii_letters + string.digits + string.punctuation + " " + MARKS)

_LOOK_ALIKES = look_alikes("print").table


def fold(character: str) -> str | None:
    """What of ALPHABET `character` is or looks like, mostly one character; None where it is like none of them.

    Accents are dropped: Indonesian has none, and on a bad copy they are specks over and under plain letters.
    """
    if character in ALPHABET:
        return character
    if ord(character) in _LOOK_ALIKES:
        return _LOOK_ALIKES[ord(character)]
    plain = unicodedata.normalize("NFKC", character)
    if all(part in ALPHABET for part in plain):
        return plain  # full-width forms, and Roman numbers that are one character ("Ⅲ")
    base = unicodedata.normalize("NFD", character)[0]
    base = _LOOK_ALIKES.get(ord(base), base)
    return base if base in string.ascii_letters else None


_BAR = re.compile("[l|]")
_EDGES = string.punctuation + "“”‘’–—"
_ROMAN = pattern("roman-number")
_CAPITALS = re.compile("[A-Z]+")


def with_capital_i(word: str) -> str:
    """The same word with I for the bars that a recogniser took for l or | in Roman numbers and among capitals.

    In most type the three look alike, and only their company tells them: "Il" is II, "SlPD" is SIPD. Where the company
    leaves it open ("Al"), the word stays as it was read.
    """
    core = word.strip(_EDGES)
    others, meant = _BAR.sub("", core), _BAR.sub("I", core)
    if core == meant or not _CAPITALS.fullmatch(others):
        return word
    roman = _ROMAN.fullmatch(meant) is not None
    first = _BAR.match(core) is not None  # no word continues in capitals after a small letter
    return word.replace(core, meant) if roman or first or len(others) >= 2 else word
