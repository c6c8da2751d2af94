"""Amounts of a target: money, classes, ranges and single numbers with their units -> TargetReading.

"Rp 1,5 Miliar" -> 1500000000; "90-95%" -> 90 to 95; "80 ≤ x < 90" -> 80 to 90; "2 (tiga) dokumen" -> 2 and a problem.
"""

from __future__ import annotations

import re
from dataclasses import replace

from normalizers.date import is_month
from normalizers.grade import is_predicate, on_a_scale
from normalizers.number import money_scales, parse_number, parse_number_words, scale_of, scale_words
from normalizers.target_reading import NUMBER, NUMBER_END, RATIO, TargetReading
from normalizers.target_unit import COUNTABLE, ends_in_slip, read_unit, recount
from normalizers.unit import match_unit
from schemas.values import Number, UnitMatch

_STARTS_WITH_NUMBER = re.compile(rf"(?P<sign>[-\u2212])?(?P<number>{NUMBER}){NUMBER_END}(?P<rest>.*)")
_RANGE = re.compile(
    rf"(?P<low>{NUMBER}){NUMBER_END}\s*(?P<low_unit>%|[^\W\d_]{{2,15}})?\s*"
    rf"(?:[-–—~]|s\s*[./]?\s*d\s*\.?|sampai dengan|sampai|hingga|to)\s*"
    rf"(?P<high>{NUMBER}){NUMBER_END}(?P<rest>.*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"(?P<low>{NUMBER}){NUMBER_END}\s*%?\s*(?:[<≤]=?|=<)\s*[^\W\d_]{{1,10}}\s*(?:[<≤]=?|=<)\s*"
    rf"(?P<high>{NUMBER}){NUMBER_END}(?P<rest>.*)"
)
_CURRENCY = r"(?:Rp|IDR|US\$|USD|US\s\$|\$|€)"
_MONEY = re.compile(
    rf"(?P<unit>{_CURRENCY})\s*[.,:]?\s*(?P<sign>-)?(?P<number>{NUMBER}){NUMBER_END}(?P<rest>.*)", re.IGNORECASE
)
_TO_MONEY = re.compile(
    rf"(?:,-+)?\s*(?:[-–—]|s\s*[./]?\s*d\s*\.?|sampai dengan|sampai|hingga)\s*(?={_CURRENCY})", re.IGNORECASE
)
_IN_WORDS = re.compile(r"^\s*\((?P<words>[^\W\d_][^()\d]*)\)")
_OPEN_WORDS = re.compile(r"^\s*\((?P<words>[^\W\d_][^()\d]*)$")
_BRACKETED_WORDS = re.compile(r"\(\s*([^\W\d_][^()\d]*?)\s*\)")
_GRADE_BEHIND = re.compile(r"^\s*[/(–-]?\s*(?P<grade>[^\W\d_][^()\d/]*[+-]?)\s*\)?\s*$")
_CLOSING_MONEY = re.compile(r"^\s?,\s?[-=–]+|^\s?\.\s?-+")
_END_OF_MONEY = re.compile(r"[\s,.=–-]+$")
_GRADE_MISREAD = re.compile(r"8{1,2}\s*\((?:[5-9]\d|100)(?:[.,]\d+)?\)")
"""A "B" or "BB" read as digits before its value: "8 (80)"."""
_IN_BRACKETS = re.compile(r"\([^)]*\)")


def read_money(text: str) -> TargetReading | None:
    """ "Rp 1.000.000,-", "Rp 1,5 Miliar", "Rp 1.000 - Rp 2.000"; None where `text` begins with no currency."""
    found = _MONEY.match(text)
    if found is None:
        return None
    value = parse_number(found["number"])
    if value is None or ends_in_slip(_END_OF_MONEY.sub("", found["rest"])):
        return None
    upper = _TO_MONEY.match(found["rest"])
    if upper is not None and not found["sign"]:
        return _money_range(value, read_money(found["rest"][upper.end() :]))
    rest = _CLOSING_MONEY.sub("", found["rest"]).strip()
    amount, rest = _scaled(value, rest, money=True)
    printed = found["unit"]
    if rest.startswith("/"):
        printed += rest.split(" ")[0]
        rest = ""
    if any(c.isdigit() for c in _IN_BRACKETS.sub("", rest)):
        return TargetReading(problems=("banyak_nilai",))
    unit = match_unit(printed)
    if amount == value:
        amount = recount(value, found["number"], unit) or value
    problems = ("bilangan_berbeda",) if _words_differ(amount, rest, unit) else ()
    return TargetReading(-amount if found["sign"] else amount, unit=unit, problems=problems)


def _money_range(low: Number, high: TargetReading | None) -> TargetReading | None:
    """ "Rp 1.000.000 - Rp 2.000.000"; None where the second amount is not the greater one."""
    if high is None or high.nilai is None or high.problems or high.nilai < low:
        return None
    return replace(high, nilai=low, nilai_maks=high.nilai)


def _words_differ(value: Number, rest: str, unit: UnitMatch | None) -> bool:
    """True where number words in brackets behind the value, perhaps with its unit, say another number."""
    return any(meant not in (None, value) for meant in (_meant(w, unit) for w in _BRACKETED_WORDS.findall(rest)))


def _meant(words: str, unit: UnitMatch | None) -> Number | None:
    """ "tujuh puluh lima", "tujuh puluh lima persen" -> 75 (beside the unit %)."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        behind = match_unit(" ".join(parts[length:])) if length < len(parts) else None
        if length == len(parts) or (behind and unit and behind.exact and behind.id == unit.id):
            meant = parse_number_words(" ".join(parts[:length]))
            if meant is not None:
                return meant
    return None


def _scaled(value: Number, rest: str, *, money: bool = False) -> tuple[Number, str]:
    """ "1,5" and "Miliar ..." -> 1500000000 and "..."; with `money` "M" is one too."""
    short = money_scales().get(rest.partition(" ")[0].strip(".")) if money else None
    if short is not None:
        return _whole(value * short), rest.partition(" ")[2].lstrip()
    for word in scale_words():
        if rest[: len(word)].casefold() != word or rest[len(word) : len(word) + 1].isalpha():
            continue
        factor = scale_of(word)
        if factor is None:
            continue
        return _whole(value * factor), rest[len(word) :].lstrip(" .")
    return value, rest


def _whole(product: Number) -> Number:
    product = round(product, 6)
    return int(product) if product == int(product) else product


def read_between(text: str) -> TargetReading | None:
    """ "80 ≤ x < 90": the two ends of a class."""
    found = _BETWEEN.match(text)
    if found is None:
        return None
    low, high = parse_number(found["low"]), parse_number(found["high"])
    unit, problems, _ = read_unit(found["rest"])
    if low is None or high is None or low > high or problems:
        return None
    return TargetReading(low, high, unit=unit)


def read_range(text: str) -> TargetReading | None:
    """ "90-95%", "2 s.d. 3 dokumen", "80 - 90 (Baik)"; None where the second end is not the greater one."""
    found = _RANGE.match(text)
    if found is None:
        return None
    low, high = parse_number(found["low"]), parse_number(found["high"])
    if low is None or high is None or low > high:
        return None
    rest, grade = found["rest"], None
    behind = _GRADE_BEHIND.match(rest)
    if behind is not None and on_a_scale(behind["grade"].strip()):
        rest, grade = "", behind["grade"].strip()
    unit, problems, bound = read_unit(rest)
    if problems:
        return None
    if unit is None and found["low_unit"]:
        unit = match_unit(found["low_unit"])
    return TargetReading(low, high, bound, unit, grade)


def read_number(text: str) -> TargetReading | None:
    """ "12 dokumen", "85 (delapan puluh lima) persen", "80 (Baik)"; None where `text` begins with no number.

    A ratio, a date, a number that look-alikes continue, and "8 (80)" (a B misread) are no numbers.
    """
    found = _STARTS_WITH_NUMBER.match(text)
    if found is None or RATIO.match(text) or _GRADE_MISREAD.fullmatch(text):
        return None
    value = parse_number(found["number"])
    if value is None or ends_in_slip(found["rest"]) or found["rest"].startswith(")"):
        return None
    rest, grade, problems = _in_words(value, found["rest"])
    behind = _GRADE_BEHIND.match(rest)
    if grade is None and behind is not None and on_a_scale(behind["grade"].strip()):
        grade, rest = behind["grade"].strip(), ""
    rest = _CLOSING_MONEY.sub("", rest).strip()
    if is_month(rest.partition(" ")[0].strip(".,")):
        return None
    value, rest = _scaled(value, rest)
    unit, more, bound = read_unit(rest)
    if more:
        return TargetReading(problems=more)
    if not problems and _words_differ(value, rest, unit):
        problems = ("bilangan_berbeda",)
    value = recount(value, found["number"], unit) or value
    if found["sign"] and (unit is None or unit.kind not in COUNTABLE):
        value = -value
    return TargetReading(value, None, bound, unit, grade, problems, found["number"])


def _in_words(value: Number, rest: str) -> tuple[str, str | None, tuple[str, ...]]:
    """What follows number words or a grade in brackets behind a number; the grade; problems."""
    found = _IN_WORDS.match(rest)
    if found is None:
        return _closed(rest), None, ()
    words, behind = found["words"], rest[found.end() :]
    meant = parse_number_words(words)
    if meant is not None:
        return behind, None, () if meant == value else ("bilangan_berbeda",)
    return (behind, words.strip(), ()) if is_predicate(words.strip()) else (rest, None, ())


def _closed(rest: str) -> str:
    """ "(dua dokumen": what follows number words whose bracket was never closed."""
    found = _OPEN_WORDS.match(rest)
    words = found["words"].split() if found is not None else []
    for length in range(len(words) - 1, 0, -1):
        if parse_number_words(" ".join(words[:length])) is not None:
            return " ".join(words[length:])
    return rest
