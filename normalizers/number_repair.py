"""Repair of numbers that were typed or read with slips: "1 3dokumen", "l2 dokumen", "B(8O)", "75 °/o".

Every repair is a Correction with the id of its rule, and is made only where the text does not read without it.
"""

from __future__ import annotations

import re
from functools import cache

from normalizers.number import parse_number, parse_number_words
from normalizers.unit import match_unit
from schemas.evidence import Correction
from schemas.patterns import look_alikes
from schemas.vocabulary import entries


@cache
def _compiled(name: str) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((e.id, re.compile(form), e["to"]) for e in entries(name) for form in e.forms)


def join_number_blanks(text: str) -> tuple[str, tuple[Correction, ...]]:
    """`text`, which starts with a number, with the blanks inside that number removed: "1 3dokumen" -> "13dokumen"."""
    corrections: tuple[Correction, ...] = ()
    for rule, pattern, to in _compiled("number_blanks"):
        while (found := pattern.match(text)) is not None:
            before = found.group()
            after = found.expand(to)
            if rule == "thousands-blank":
                after = after.replace(" ", ".")
            text = after + text[found.end() :]
            corrections += (Correction(before, after, rule),)
    return text, corrections


def repair_signs(text: str) -> tuple[str, tuple[Correction, ...]]:
    """Percent signs that were read in pieces made whole, and brackets of the wrong shape made round.

    "75 °/o" -> "75 %".
    """
    corrections: tuple[Correction, ...] = ()
    for rule, pattern, to in _compiled("sign_slips"):
        corrections += tuple(Correction(found.strip(), to, rule) for found in pattern.findall(text))
        text = pattern.sub(to, text)
    return text, corrections


_DIGITS = look_alikes("digits-of-values")
_RUN = rf"[0-9{_DIGITS.characters}]+"
_TOKEN = re.compile(rf"{_RUN}(?:[.,]{_RUN})*")
_SURE_ALONE = frozenset("lIO|")
"""Characters that may be a whole number by themselves before a unit: "l dokumen", "IO laporan"."""
_WHOLE_CELL = re.compile(r"O|[Il]O*")
"""What may be all of a cell: "O" is a zero, "IO" a ten; "II" and "III" stay Roman."""
_IN_WORDS = re.compile(r"\(\s*([^\W\d_][^()\d]*?)\s*\)")
_SURE_BEFORE_PERCENT = frozenset("lIOo|")


def digits_for(text: str) -> str | None:
    """The number that look-alike letters stand for ("G" for 6, "l" for 1), where all of `text` is such; else None."""
    fixed = _DIGITS.meant(text)
    return fixed if fixed.isdigit() else None


def repair_digits(text: str, *, framed: bool = False) -> tuple[str, tuple[Correction, ...]]:
    """`text`, which starts where a number should, with letters that stand for digits replaced.

    "l2 dokumen" -> "12 dokumen".

    Done only where the run of look-alikes holds a digit (or is made of l, I, O alone) and a percent sign, a
    known unit, number words in brackets or, with `framed`, the end of the text follows.
    """
    found = _TOKEN.match(text)
    if found is None:
        return text, ()
    token, rest = found.group(), text[found.end() :]
    if token.replace(".", "").replace(",", "").isdigit():
        return text, ()
    has_digit = any(c.isdigit() for c in token)
    sure = _SURE_BEFORE_PERCENT if rest.lstrip().startswith("%") else _SURE_ALONE
    if not has_digit and not set(token) <= sure:
        return text, ()
    if not _frames(rest, token, framed=framed, has_digit=has_digit):
        return text, ()
    fixed = _DIGITS.meant(token)
    if parse_number(fixed) is None:
        return text, ()
    rule = "+".join(dict.fromkeys(_DIGITS.rules[c] for c in token if c in _DIGITS.rules))
    return fixed + rest, (Correction(token, fixed, rule),)


def _frames(rest: str, token: str, *, framed: bool, has_digit: bool) -> bool:
    tail = rest.strip(" .,=–-")
    if not tail:
        alone = _WHOLE_CELL.fullmatch(token) is not None
        return framed or alone or (has_digit and (token[0].isdigit() or token[0] in _SURE_ALONE))
    if tail.startswith("%"):
        return True
    if rest[:1].isalpha():
        return False  # the run is the beginning of a word
    words = _IN_WORDS.match(tail)
    if words is not None and parse_number_words(words[1]) is not None:
        return True
    unit = match_unit(tail.partition("(")[0])
    return unit is not None and unit.exact
