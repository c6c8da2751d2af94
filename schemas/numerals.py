"""Whole numbers as the letters and Roman numerals of lists, in small letters."""

from __future__ import annotations

MAX_ROMAN = 3999
LETTERS = 26
MAX_LETTER_REPEAT = 30
"""Lists repeat the letter after z (aa, bb, ...); more repeats than this are nonsense."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def letters_of(number: int) -> str:
    """1 is "a", 27 is "aa", 28 is "bb"; decimals where a list can't be so long."""
    if not 1 <= number <= LETTERS * MAX_LETTER_REPEAT:
        return str(number)
    return chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)


def roman_of(number: int) -> str:
    """4 is "iv"; decimals where there is no numeral."""
    if not 1 <= number <= MAX_ROMAN:
        return str(number)
    digits = []
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        digits.append(letters * count)
    return "".join(digits)
