"""Numbers as Indonesian offices print them: "4.230" -> 4230, "3,75" -> 3.75, "dua puluh lima" -> 25.

The point groups thousands and the comma starts decimals, as the general spelling guidelines (PUEBI) have it. Number
words are in data/numerals.toml, scales of money ("M") in data/money_scales.toml.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import cache

from schemas.values import Number
from schemas.vocabulary import Entry, entries, lookup

_PLAIN = re.compile(r"\d+")
_GROUPED_POINT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,(\d+))?")
_GROUPED_COMMA = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.(\d+))?|(?:,\d{3})+\.(\d+))")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_FRAME = re.compile(r"\s+|%$|,-+$|,=$|\.-$")
_LONGEST = 40  # characters; longer digit strings are codes, no quantities


def parse_number(text: str) -> Number | None:
    """The number that `text` is, or None where it is anything else.

    4.230 is 4230 and 3,75 is 3.75; "4.5" is 4.5, since points group thousands only in threes; so is "0.500" a
    half. A sign in front, blanks around, one "%" or a closing ",-" behind are passed over.
    """
    text = text.strip().replace("\u2212", "-")
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+-").strip()
    for _ in range(2):
        text = _FRAME.sub("", text) if not re.search(r"\d\s+\d", text) else text
    if not text or len(text) > _LONGEST:
        return None
    if _PLAIN.fullmatch(text):
        return sign * int(text)
    if _GROUPED_POINT.fullmatch(text):
        return _number(sign, text.replace(".", "").replace(",", "."))
    if _GROUPED_COMMA.fullmatch(text):
        return _number(sign, text.replace(",", ""))
    if _DECIMAL.fullmatch(text):
        return _number(sign, text.replace(",", "."))
    return None


def _number(sign: int, text: str) -> Number:
    """A whole number stays an int however long it is; decimals that are all zero are dropped."""
    whole, _, decimals = text.partition(".")
    if not decimals.strip("0"):
        return sign * int(whole)
    return sign * float(text)


def format_number(value: Number) -> str:
    """The number as an Indonesian office prints it: 4230 -> "4.230", 3.75 -> "3,75".

    A fraction keeps all of its digits, so that parse_number gives the same number back. Raises ValueError for
    values that are not finite.
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"not a number to print: {value}")
        if not value.is_integer():
            whole, _, decimals = format(Decimal(repr(abs(value))), "f").partition(".")
            return ("-" if value < 0 else "") + _group(whole) + "," + decimals.rstrip("0")
        value = int(value)
    return ("-" if value < 0 else "") + _group(str(abs(value)))


def _group(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".")


_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_PART = 3  # letters of a number word that is written together with others


def parse_number_words(text: str) -> Number | None:
    """Number words: "dua puluh lima" and "duapuluh lima" -> 25, "tiga koma nol lima" -> 3.05; else None."""
    words = _WORD.findall(text.casefold())
    if not words or _WORD.sub("", text).strip(" -"):
        return None
    parts = [_numerals_in(word) for word in words]
    if () in parts:
        return None
    numerals = [entry for part in parts for entry in part]
    points = [i for i, e in enumerate(numerals) if e["role"] == "point"]
    if not points:
        return _whole(numerals)
    before, after = numerals[: points[0]], numerals[points[0] + 1 :]
    if len(points) > 1 or not before or not after:
        return None
    return _number(1, f"{_whole(before)}.{_decimals(after)}")


def _numerals_in(word: str) -> tuple[Entry, ...]:
    """The number words that `word` is made of: "duapuluh" is two; none where a part of it is no number word."""
    table = lookup("numerals")
    if word in table:
        return (table[word],)
    for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        if word[:end] in table and (rest := _numerals_in(word[end:])):
            return (table[word[:end]], *rest)
    return ()


def _decimals(numerals: list[Entry]) -> str:
    """What follows a decimal comma: "dua lima" and "dua puluh lima" are both 25, "nol lima" is 05."""
    if all(e["role"] == "digit" for e in numerals):
        return "".join(e["value"] for e in numerals)
    return str(_whole(numerals))


def _whole(numerals: list[Entry]) -> int:
    total = group = last = 0
    for entry in numerals:
        value, role = int(entry["value"]), entry["role"]
        if role == "digit":
            last += value
        elif role == "teen":
            group, last = group + value + last, 0
        elif role == "tens":
            group, last = group + max(last, 1) * value, 0
        else:
            total, group, last = total + max(group + last, 1) * value, 0, 0
    return total + group + last


def scale_of(word: str) -> int | None:
    """The factor of a scale word behind a number: "juta" -> 1000000; None for other words."""
    entry = lookup("numerals").get(word.casefold().rstrip("."))
    return int(entry["value"]) if entry is not None and entry["role"] == "scale" else None


def scale_words() -> tuple[str, ...]:
    """All scale words and their abbreviations, longest first."""
    forms = [form for e in entries("numerals") if e["role"] == "scale" for form in e.forms]
    return tuple(sorted(forms, key=len, reverse=True))


@cache
def money_scales() -> dict[str, int]:
    """Abbreviations that scale an amount of money and nothing else: "M" -> 1000000000."""
    return {form: int(e["value"]) for e in entries("money_scales") for form in e.forms}
