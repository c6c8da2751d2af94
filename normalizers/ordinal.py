"""Ordinals and counters of lists -> numbers: "KESATU", "Ketiga Belas", "PERTAMA", "IV", "2A", "bb" -> (rank, suffix).

Words as in Indonesian grammar; "PERTAMA" is the older form of "KESATU". Nothing is guessed: None for other texts.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

Rank = tuple[int, int]
"""(number, suffix): "12" -> (12, 0), "12A" -> (12, 1); ranks compare as the units follow each other."""

_DIGITS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
LARGEST_ORDINAL = 99  # in words
_SHORTEST_SLIP = 5  # letters of a word in which one misread letter is bridged
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})([A-Z]?)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_COUNTER = re.compile(r"(\d{1,4})([A-Za-z]{0,2})")


def ordinal_number(word: str) -> int | None:
    """1 for "Kesatu", "PERTAMA" and "KESATU"; 13 for "KETIGA BELAS"; one misread letter is bridged in long words."""
    folded = "".join(word.split()).casefold().replace("-", "")
    table = _ordinals()
    if folded in table or len(folded) < _SHORTEST_SLIP:
        return table.get(folded)
    near = {number for known, number in table.items() if OSA.distance(folded, known, score_cutoff=1) <= 1}
    return near.pop() if len(near) == 1 else None


def ordinal_word(number: int) -> str:
    """ "KESATU" for 1, "KETIGA BELAS" for 13; digits above 99."""
    return f"KE{_cardinal(number)}".upper() if 1 <= number <= LARGEST_ORDINAL else str(number)


@cache
def _ordinals() -> dict[str, int]:
    words = {f"ke{_cardinal(n)}".replace(" ", ""): n for n in range(1, LARGEST_ORDINAL + 1)}
    return {**words, "pertama": 1}


def _cardinal(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number in (10, 11):
        return "sepuluh" if number == 10 else "sebelas"
    if tens == 0:
        return _DIGITS[ones - 1]
    if tens == 1:
        return f"{_DIGITS[ones - 1]} belas"
    return f"{_DIGITS[tens - 1]} puluh" + (f" {_DIGITS[ones - 1]}" if ones else "")


def roman_rank(text: str) -> Rank | None:
    """ "IV" -> (4, 0), "IIIA" -> (3, 1); None for what is no Roman number up to CCCXCIX."""
    found = _ROMAN.fullmatch(text)
    if found is None or not any(found.groups()[:3]):
        return None
    total, before = 0, 0
    for letter in reversed("".join(found.groups()[:3])):
        value = _VALUES[letter]
        total += value if value >= before else -value
        before = max(before, value)
    return total, _suffix(found[4])


def counter_rank(text: str) -> Rank | None:
    """ "12" -> (12, 0), "2a" -> (2, 1), "5 A" -> (5, 1)."""
    found = _COUNTER.fullmatch("".join(text.split()))
    return (int(found[1]), _suffix(found[2])) if found is not None else None


def letter_rank(text: str) -> Rank | None:
    """ "a" -> (1, 0), "z" -> (26, 0); behind z follow "aa", "bb", or "aa", "ab": both give 27, 28."""
    folded = text.casefold()
    if not folded.isascii() or not folded.isalpha() or len(folded) > 2:
        return None
    last = ord(folded[-1]) - ord("a") + 1
    return (last if len(folded) == 1 else 26 + last), 0


def _suffix(letters: str) -> int:
    return ord(letters[0].casefold()) - ord("a") + 1 if letters else 0
