"""The forms of printed targets: a whole target -> TargetReading. Each reader takes the text from its value on.

A grade ("B (80)"), a bounded amount ("≥ 85 %"), words ("dua dokumen"), a number behind its name ("Nilai SAKIP 75").
"""

from __future__ import annotations

import re
from dataclasses import replace

from normalizers.comparator import split_bound
from normalizers.grade import predicate_in, without_lead
from normalizers.number import parse_number, parse_number_words
from normalizers.target_amounts import read_between, read_money, read_number, read_range
from normalizers.target_reading import NUMBER, TargetReading, core, has_own_sense
from normalizers.target_unit import read_unit
from normalizers.unit import match_unit
from schemas.values import Comparator

_WORDS_FIRST = re.compile(rf"^(?P<words>[^\W\d_][^()\d]*?)\s*\((?P<number>{NUMBER})\)(?P<rest>.*)$")
_CHANGE = re.compile(
    r"^(?:(?:naik|turun|meningkat|menurun|peningkatan|penurunan|tumbuh|bertambah|berkurang)\s+)?"
    r"(?:(?:sebesar|sebanyak|sejumlah|senilai|mencapai|menjadi)\s+)?(?=[\d<>≥≤]|Rp)",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    r"^(?P<unit>level|tingkat|peringkat|kelas|juara|grade)\s+(?P<number>I{1,3}|IV|V|VI{1,3})\b", re.IGNORECASE
)
_ROMAN_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_LEADS = (
    r"level|lvl|tingkat|peringkat|ranking|rangking|rank|nilai|skor|indeks|index|angka|juara|bintang|kelas|grade|kategori"
    r"|poin"
)
_LEAD = re.compile(rf"^(?P<unit>{_LEADS})\s*[:=]?\s*(?:ke\s*-?\s*)?(?P<rest>[<>≥≤=]*\s*\d.*)$", re.IGNORECASE)
_NAMED = re.compile(
    rf"^(?P<before>[^\d:;,=]*\s|[<>≥≤]=?\s*)?(?P<unit>{_LEADS})\b(?P<between>[^\d:;,=<>≥≤]*)[:=]?\s*(?P<rest>[<>≥≤]?=?\s*\d.*)$",
    re.IGNORECASE,
)
_LONGEST_NAMED = 8  # words of a value with the name of what it measures before it
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHOICE = re.compile(r"\b(?:dan|atau)\b", re.IGNORECASE)
_IS = re.compile(r"^[^\W\d_]{2,10}\s*=\s*(?P<rest>\d.*)$")
_DESCRIBED = re.compile(r"^[^\W\d_][^\d:;,=]*?\s(?P<rest>\d.*)$")
_ACHIEVED = re.compile(r"(?:ter\w+nya|jumlah|adanya)\s", re.IGNORECASE)
"""First words of a target that tells what is to be there, with a number and the name of the thing."""
_BEHIND_GRADE = re.compile(r"^(?P<grade>[^()\d<>≥≤/:=]+?)(?P<behind>\s*[(/:=\[<>≥≤].*|\s+\d.*)?$")


def read_forms(text: str) -> TargetReading:
    """What `text`, a whole target, says in any of the known forms; an empty TargetReading where it says nothing."""
    inner = _CHANGE.sub("", core(text))
    for reader in (_read_grade, _read_bounded, _read_words, _read_led, _read_described, _read_named):
        reading = reader(inner)
        if reading is not None:
            return reading
    return TargetReading()


def _read_grade(text: str) -> TargetReading | None:
    """ "B (80)", "BB (>70)", "Opini WTP", "Sangat Baik", "A (Memuaskan)"."""
    for named in dict.fromkeys((text, without_lead(text))):
        found = _BEHIND_GRADE.match(named)
        if found is None:
            continue
        grade = predicate_in(found["grade"].strip(" .,"))
        if grade is None:
            continue
        behind = (found["behind"] or "").strip()
        if not behind:
            return TargetReading(predikat=grade)
        inner = behind.lstrip("(/:=[ ").rstrip(")] ")
        if not any(c.isdigit() for c in inner):
            return TargetReading(predikat=grade)
        number = _read_bounded(inner)
        if number is not None:
            return replace(number, predikat=None if number.problems else grade)
        if has_own_sense(inner):
            return TargetReading(predikat=grade)
    return None


def _read_bounded(text: str) -> TargetReading | None:
    """ "≥ 85 %", "maks. 5 hari", "Rp 1.000", "90-95%", "12 dokumen", "minimal B"."""
    bound, start = split_bound(text)
    tail = text[start:]
    reading = read_money(tail) or read_between(tail) or read_range(tail) or read_number(tail)
    if reading is None and bound is not None:
        reading = _read_grade(tail)
    if reading is None or bound is None or not reading.says_something:
        return reading
    return replace(reading, pembanding=bound)


def _read_words(text: str) -> TargetReading | None:
    """ "dua dokumen", "satu (1) laporan"."""
    found = _WORDS_FIRST.match(text)
    if found is not None:
        meant, value = parse_number_words(found["words"]), parse_number(found["number"])
        if meant is not None and value is not None:
            unit, problems, bound = read_unit(found["rest"])
            if problems:
                return None
            return TargetReading(value, None, bound, unit, None, () if meant == value else ("bilangan_berbeda",))
    words = text.split(" ")
    for n in range(len(words), 0, -1):
        value = parse_number_words(" ".join(words[:n]))
        if value is not None and not any(c.isdigit() for c in text):
            if words[n : n + 1] == ["per"] and parse_number_words(" ".join(words[n + 1 :])) is not None:
                return None  # "tiga per empat"
            unit, problems, bound = read_unit(" ".join(words[n:]))
            return None if problems else TargetReading(value, None, bound, unit)
    return None


def _read_led(text: str) -> TargetReading | None:
    """ "Level 3", "Nilai 80", "Peringkat ke-5"."""
    roman = _ROMAN.match(text)
    if roman is not None:
        return TargetReading(_ROMAN_VALUES[roman["number"].upper()], unit=match_unit(roman["unit"]))
    found = _LEAD.match(text)
    if found is None:
        return None
    read = _read_bounded(found["rest"])
    if read is None or read.nilai is None:
        return read
    return read if read.unit is not None else replace(read, unit=match_unit(found["unit"]))


def _read_described(text: str) -> TargetReading | None:
    """ "Tersusunnya 5 dokumen": words, one number, and a unit that counts."""
    found = _DESCRIBED.match(text)
    if found is None:
        return None
    reading = read_number(found["rest"])
    if reading is None or reading.nilai is None or reading.unit is None:
        return None
    if not reading.unit.exact and not _ACHIEVED.match(text):
        return None
    return reading if reading.unit.kind in ("count", "percent") else None


def _read_named(text: str) -> TargetReading | None:
    """A value behind the name of what it measures: "Nilai SAKIP 75", "Level maturitas 3", "Nilai minimal B".

    A number that may be a year is none.
    """
    named = without_lead(text)
    graded = _read_bounded(named) if named != text else None
    if graded is not None and graded.predikat is not None and graded.nilai is None:
        return graded
    led = _NAMED.match(text)
    found = led or _IS.match(text)
    if found is None or len(text.split()) > _LONGEST_NAMED or _YEAR.fullmatch(found["rest"].strip()):
        return None
    reading = _read_bounded(found["rest"].lstrip("= "))
    if reading is None or reading.nilai is None or reading.problems:
        return None
    if reading.unit is not None and reading.unit.kind != "percent":
        return None
    if led is None:
        return reading
    name = f"{led['before'] or ''} {led['between']}"
    if _CHOICE.search(name):
        return None
    bound = reading.pembanding or _bound_within(name)
    return replace(reading, pembanding=bound, unit=reading.unit or match_unit(led["unit"]))


def _bound_within(words: str) -> Comparator | None:
    """The first comparator among `words`."""
    bounds = (split_bound(words[m.start() :])[0] for m in re.finditer(r"\S+", words))
    return next((bound for bound in bounds if bound is not None), None)
