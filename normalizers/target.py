"""A target cell -> number, comparator, unit and grade, as printed and as meant: "min. 85 %" -> >= 85 of "%".

The text is read as it is; where that gives nothing, once more with slips of digits and blanks repaired, and each
repair is a correction. What forms there are is in target_forms.py.
"""

from __future__ import annotations

import re
from dataclasses import replace

from normalizers.comparator import split_bound
from normalizers.number_repair import join_number_blanks, repair_digits, repair_signs
from normalizers.target_forms import read_forms
from normalizers.target_reading import core, has_own_sense
from normalizers.target_unit import recount
from normalizers.text import collapse
from normalizers.unit import match_unit
from schemas.evidence import Correction
from schemas.patterns import pattern
from schemas.values import TargetValue, UnitMatch

_NONE_FIXED = pattern("no-target")
_LONGEST = 400  # characters; a longer cell is a text and no target
_GRADE_WITH_VALUE = re.compile(r"^(?P<grade>[ABCDE8]{1,2})(?P<gap>\s*)\((?P<inner>[^()]+)\)$")
_ON_SCALE = re.compile(r"100|[1-9]\d(?:[.,]\d{1,2})?")  # what a grade may have beside it
_TWO_ENDS = re.compile(r"^(?P<low>(?=\S*\d)[^\s%–-]+)(?P<dash>\s*%?\s*[–-]\s*)(?P<high>\S*\d.*)$")
_CURRENCY = re.compile(r"(?:rp|idr)\s*\.?\s*", re.IGNORECASE)
_WORD_START = re.compile(r"(?<=[\s\d)])(?=[^\s(])")
_TOUCHING = re.compile(r"(?<=\d)(?=[^\W\d_]{2,})")


def read_target(text: str, unit_hint: str | None = None) -> TargetValue:
    """The target that `text` (one cell) states.

    `unit_hint` is the text of a Satuan cell or of the unit in the header; it becomes the satuan where the target
    has a value or a grade and names no unit of its own. Never raises: what can't be read as a number has no
    `nilai` and says so in `problems`.
    """
    teks = collapse(text)
    if states_none(teks) or len(teks) > _LONGEST:
        return TargetValue(teks, teks)
    clean, corrections = repair_signs(teks)
    reading = read_forms(clean)
    if not reading.says_something:
        repaired, more = _repair(clean)
        again = read_forms(repaired)
        if more and again.says_something:
            clean, reading, corrections = repaired, again, corrections + more
    if reading.unit is not None and reading.unit.repaired:
        clean, more = _respell(clean, reading.unit)
        corrections += more
    if reading.nilai is not None:
        clean, more = _set_apart(clean)
        corrections += more
    has_digits = any(c.isdigit() for c in clean)
    unit = reading.unit
    if unit is None and unit_hint is not None and (reading.says_something or has_digits):
        unit = match_unit(unit_hint)
        reading = replace(reading, nilai=recount(reading.nilai, reading.printed, unit))
    problems = reading.problems
    if has_digits and not reading.says_something and not problems and not has_own_sense(clean):
        problems = ("tidak_terbaca",)
    return TargetValue(
        teks=teks,
        bersih=clean if corrections else teks,
        nilai=reading.nilai,
        nilai_maks=reading.nilai_maks,
        pembanding=reading.pembanding,
        satuan=unit.printed if unit is not None else None,
        predikat=reading.predikat,
        corrections=corrections,
        problems=problems,
    )


def states_none(text: str) -> bool:
    """True for a cell that says that there is no target: "-", "n/a", "nihil", or nothing at all."""
    return _NONE_FIXED.fullmatch(collapse(text)) is not None


def _repair(text: str) -> tuple[str, tuple[Correction, ...]]:
    """The text with slips of digits and blanks in its number (or in the number in brackets) repaired."""
    inner = core(text)
    _, start = split_bound(inner)
    head, tail = inner[:start], inner[start:]
    grade = _GRADE_WITH_VALUE.match(tail)
    if grade is not None:
        value, fixes = repair_digits(grade["inner"].strip(), framed=True)
        whole = value.replace(" ", "")
        if whole != value and _ON_SCALE.fullmatch(whole):
            value, fixes = whole, (*fixes, Correction(value, whole, "blank-in-brackets"))
        letter = grade["grade"].replace("8", "B")
        if letter != grade["grade"]:
            fixes += (Correction(grade["grade"], letter, "grade-letter"),)
        return f"{head}{letter}{grade['gap']}({value})", fixes
    currency = _CURRENCY.match(tail)
    if currency is not None:
        head, tail = head + currency.group(), tail[currency.end() :]
    tail, digits = repair_digits(tail, framed=currency is not None)
    tail, blanks = join_number_blanks(tail)
    if not digits and not blanks:
        tail, digits = _repair_range(tail)
    return head + tail, digits + blanks


def _repair_range(text: str) -> tuple[str, tuple[Correction, ...]]:
    """Slips in either end of "9O-95%"."""
    found = _TWO_ENDS.match(text)
    if found is None:
        return text, ()
    low, lower = repair_digits(found["low"], framed=True)
    high, upper = repair_digits(found["high"], framed=True)
    return f"{low}{found['dash']}{high}", lower + upper


def _respell(text: str, unit: UnitMatch) -> tuple[str, tuple[Correction, ...]]:
    """`text` with its misread unit word put right."""
    for start in (m.start() for m in _WORD_START.finditer(text)):
        word = text[start:].partition("(")[0].strip(" .,;:|_")
        if word and match_unit(word) == unit:
            fixed = text[:start] + unit.printed + text[start + len(word) :]
            return fixed, (Correction(word, unit.printed, "unit-spelling"),)
    return text, ()


def _set_apart(text: str) -> tuple[str, tuple[Correction, ...]]:
    """A blank between a number and a unit that touch: "13dokumen" -> "13 dokumen"."""
    found = _TOUCHING.search(text)
    if found is None:
        return text, ()
    unit = match_unit(text[found.start() :].partition("(")[0])
    if unit is None or unit.kind != "count":
        return text, ()
    apart = f"{text[: found.start()]} {text[found.start() :]}"
    return apart, (Correction(text, apart, "blank-before-unit"),)
