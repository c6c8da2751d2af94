"""A target cell: number, bounds, unit and grade, as printed and as meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from normalizers.date import is_month
from normalizers.number import parse_number, parse_number_words, scale_of, scale_words
from normalizers.slips import join_number_blanks, repair_digits, repair_percent
from normalizers.text import collapse
from normalizers.unit import match_unit
from normalizers.vocabulary import entries
from schemas.evidence import Correction
from schemas.values import Comparator, Number, TargetValue, UnitMatch

_NONE_FIXED = re.compile(r"[-–—_.…\s]*|n\.?/?a\.?|nihil|tidak ada target|tad|tba", re.IGNORECASE)
_LEADING_MARKS = re.compile(
    r"^(?:[•▪●◦■□➢✓*·'`\"_~=±]\s*|[+]/?-\s*"
    r"|(?:kurang lebih|sekitar|kira-kira)\s+|[|]\s+|[-–—]\s*(?=[^\d\s])|[-–—]\s+)+",
    re.IGNORECASE,
)
_TRAILING_MARKS = re.compile(r"(?:\s*[;:|_'`\"]|\s*(?<!,)[.,-])+$")
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d+(?:[.,]\d+)?"
_NOT_CUT = r"(?![.,]?\d)"  # the number ends here; "1.2.3" is none
_STARTS_WITH_NUMBER = re.compile(rf"(?P<sign>[-\u2212])?(?P<number>{_NUMBER}){_NOT_CUT}(?P<rest>.*)")
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER}){_NOT_CUT}\s*(?P<low_unit>%|[^\W\d_]{{2,15}})?\s*"
    rf"(?:[-–—~]|s\s*[./]?\s*d\s*\.?|sampai dengan|sampai|hingga|to)\s*"
    rf"(?P<high>{_NUMBER}){_NOT_CUT}(?P<rest>.*)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?P<unit>Rp|IDR|US\$|USD|US\s\$|\$|€)\s*\.?\s*(?P<sign>-)?(?P<number>{_NUMBER}){_NOT_CUT}(?P<rest>.*)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(r"^\s*\((?P<words>[^\W\d_][^()\d]*)\)")
_WORDS_FIRST = re.compile(rf"^(?P<words>[^\W\d_][^()\d]*?)\s*\((?P<number>{_NUMBER})\)(?P<rest>.*)$")
_LEAD = re.compile(
    r"^(?P<unit>level|lvl|tingkat|peringkat|ranking|rangking|rank|nilai|skor|indeks|index|angka|juara|bintang"
    r"|kelas|grade|kategori|poin)\s*[:=]?\s*(?:ke\s*-?\s*)?(?P<rest>[<>≥≤=]*\s*\d.*)$",
    re.IGNORECASE,
)
_GRADE_LEAD = re.compile(
    r"^(?:nilai|predikat|kategori|kriteria|opini|peringkat|akreditasi|terakreditasi|tipe|type|grade|status"
    r"|hasil|kualifikasi|level|indeks|mutu)\s*[:=]?\s+",
    re.IGNORECASE,
)
_RATIO = re.compile(rf"^(?:{_NUMBER})\s*(?::|berbanding|banding)\s*(?:{_NUMBER})")
_STOP = re.compile(
    r"\s+(?:yang|untuk|di|dari|pada|dengan|dalam|sesuai|setiap|tiap|oleh|terhadap|kepada|bagi|dan/atau)\s.*$",
    re.IGNORECASE,
)
_LONGEST_UNIT = 4  # words; a longer tail is a description behind the unit
_CLOSING_MONEY = re.compile(r"^,\s?[-=–]+|^\.\s?-+")
_COUNTABLE = frozenset({"count", "time"})
_COMMA_THOUSAND = re.compile(r"[1-9]\d{0,2},\d{3}")
_POINT_THOUSAND = re.compile(r"[1-9]\d{0,1}\.\d{3}|100\.000")
_PERCENT_LIMIT = 1000  # per cent; a share above it was a decimal point, not a thousands point


@dataclass(frozen=True, slots=True)
class _Read:
    """What a text, from its number on, says; `problems` as in TargetValue."""

    nilai: Number | None = None
    nilai_maks: Number | None = None
    pembanding: Comparator | None = None
    unit: UnitMatch | None = None
    predikat: str | None = None
    problems: tuple[str, ...] = ()


def read_target(text: str, unit_hint: str | None = None) -> TargetValue:
    """The target that `text` (one cell) states.

    `unit_hint` is the text of a Satuan cell or of the unit in the header; it becomes the satuan where the target
    has a value or a grade and names no unit of its own. Never raises: what can't be read as a number has no
    `nilai` and says so in `problems`.
    """
    teks = collapse(text)
    if _NONE_FIXED.fullmatch(teks):
        return TargetValue(teks, teks)
    clean, corrections = _clean(teks)
    read = _read(clean)
    if read.nilai is None and read.predikat is None:
        repaired, more = _repair(clean)
        if more:
            again = _read(repaired)
            if again.nilai is not None or again.predikat is not None:
                clean, read, corrections = repaired, again, corrections + more
    if read.unit is not None and read.unit.repaired:
        clean, fixed = _respell(clean, read.unit)
        corrections += fixed
    glued = _unglue(clean)
    if glued != clean and read.nilai is not None:
        corrections += (Correction(clean, glued, "blank-before-unit"),)
        clean = glued
    unit = read.unit
    has_value = read.nilai is not None or read.predikat is not None
    if unit is None and unit_hint is not None and (has_value or any(c.isdigit() for c in clean)):
        unit = match_unit(unit_hint)
    bersih = clean if corrections else teks
    problems = read.problems
    if not has_value and any(c.isdigit() for c in clean) and not problems and not _has_own_sense(clean):
        problems = ("tidak_terbaca",)
    return TargetValue(
        teks,
        bersih,
        read.nilai,
        read.nilai_maks,
        read.pembanding,
        unit.printed if unit is not None else None,
        unit.id if unit is not None else None,
        read.predikat,
        corrections,
        problems,
    )


def _clean(teks: str) -> tuple[str, tuple[Correction, ...]]:
    """Marks around the value, and percent signs in pieces; the marks are no correction."""
    return repair_percent(teks)


def _core(text: str) -> str:
    core = _LEADING_MARKS.sub("", text)
    return _TRAILING_MARKS.sub("", core).strip() or core.strip()


def _has_own_sense(text: str) -> bool:
    """True for digits that are no quantity: a ratio, a date, a period."""
    if _RATIO.match(text):
        return True
    return any(is_month(word) for word in re.findall(r"[^\W\d_]{3,}", text)) or bool(
        re.match(r"(?:tw|triwulan|semester|tahun|minggu|bulan|tahap|tipe)\b", text, re.IGNORECASE)
    )


def _read(text: str) -> _Read:
    core = _core(text)
    for reader in (_read_grade, _read_bounded, _read_words, _read_led):
        read = reader(core)
        if read is not None:
            return read
    return _Read()


def _repair(text: str) -> tuple[str, tuple[Correction, ...]]:
    """The text with slips of digits and blanks in its number (or in the number in brackets) repaired."""
    core = _core(text)
    bound, start = _split_bound(core)
    del bound
    head, tail = core[:start], core[start:]
    bracket = re.match(r"^(?P<grade>[ABCDE8]{1,2})\s*\((?P<inner>[^()]+)\)$", tail)
    if bracket is not None:
        inner, fixes = repair_digits(bracket["inner"], framed=True)
        grade = bracket["grade"].replace("8", "B")
        if grade != bracket["grade"]:
            fixes += (Correction(bracket["grade"], grade, "grade-letter"),)
        spacing = tail[len(bracket["grade"]) : tail.index("(")]
        return f"{head}{grade}{spacing}({inner})", fixes
    money = re.match(r"(?:rp|idr)\s*\.?\s*", tail, re.IGNORECASE)
    if money is not None:
        head, tail = head + tail[: money.end()], tail[money.end() :]
    tail, first = repair_digits(tail)
    tail, second = join_number_blanks(tail)
    return head + tail, first + second


@cache
def _bounds() -> tuple[tuple[str, Comparator], ...]:
    """(form in small letters, comparator), longest form first."""
    forms = [(f.casefold(), cast(Comparator, e["sign"])) for e in entries("comparators") for f in e.forms]
    return tuple(sorted(forms, key=lambda pair: -len(pair[0])))


@cache
def _bounds_behind() -> tuple[tuple[str, Comparator], ...]:
    forms = [(f.casefold(), cast(Comparator, e["sign"])) for e in entries("comparators_behind") for f in e.forms]
    return tuple(sorted(forms, key=lambda pair: -len(pair[0])))


def _split_bound(text: str) -> tuple[Comparator | None, int]:
    """The comparator that `text` starts with, and where the rest begins."""
    folded = text.casefold()
    for form, sign in _bounds():
        if not folded.startswith(form):
            continue
        rest = text[len(form) :]
        if form[-1].isalpha() and rest[:1].isalpha():
            continue
        stripped = rest.lstrip(" :=")
        return sign, len(text) - len(stripped)
    return None, 0


@cache
def _predicates() -> tuple[frozenset[str], frozenset[str]]:
    """(forms matched as they stand, forms matched in any case)."""
    forms = [f for e in entries("predicates") for f in e.forms]
    return (
        frozenset(f for f in forms if f.upper() == f),
        frozenset(f.casefold() for f in forms if f.upper() != f),
    )


def is_predicate(text: str) -> bool:
    """True where `text` is a grade ("BB", "WTP") or a qualitative word ("Sangat Baik")."""
    exact, folded = _predicates()
    return text in exact or text.casefold() in folded


_BEHIND_GRADE = re.compile(r"^(?P<grade>[^()\d<>≥≤/:=]+?)\s*(?P<behind>[(/:=\[<>≥≤].*|\d.*)?$")


def _read_grade(core: str) -> _Read | None:
    """ "B (80)", "BB (>70)", "Opini WTP", "Sangat Baik", "A (Memuaskan)"."""
    for text in dict.fromkeys((core, _GRADE_LEAD.sub("", core))):
        found = _BEHIND_GRADE.match(text)
        if found is None:
            continue
        grade = found["grade"].strip(" .,")
        if not is_predicate(grade):
            continue
        behind = (found["behind"] or "").strip()
        if not behind:
            return _Read(predikat=grade)
        inner = behind.lstrip("(/:=[ ").rstrip(")] ")
        if not any(c.isdigit() for c in inner):
            return _Read(predikat=grade)
        number = _read_bounded(inner)
        if number is not None:
            return replace(number, predikat=None if number.problems else grade)
    return None


def _read_bounded(core: str) -> _Read | None:
    bound, start = _split_bound(core)
    text = core[start:]
    read = _read_money(text) or _read_range(text) or _read_number(text)
    if read is None or bound is None or read.nilai is None:
        return read
    return replace(read, pembanding=bound)


def _read_money(text: str) -> _Read | None:
    found = _MONEY.match(text)
    if found is None:
        return None
    value = parse_number(found["number"])
    if value is None:
        return None
    rest = _CLOSING_MONEY.sub("", found["rest"]).strip()
    value, rest = _scaled(value, rest)
    printed = found["unit"]
    if rest.startswith("/"):
        printed += rest.split(" ")[0]
        rest = ""
    if any(c.isdigit() for c in re.sub(r"\([^)]*\)", "", rest)):
        return _Read(problems=("banyak_nilai",))
    unit = match_unit(printed)
    return _Read(-value if found["sign"] else value, unit=unit)


def _scaled(value: Number, rest: str) -> tuple[Number, str]:
    """ "1,5" and "Miliar ..." -> 1500000000 and "..."."""
    for word in scale_words():
        if rest[: len(word)].casefold() != word or rest[len(word) : len(word) + 1].isalpha():
            continue
        factor = scale_of(word)
        if factor is None:
            continue
        product = round(value * factor, 6)
        whole = int(product) if product == int(product) else product
        return whole, rest[len(word) :].lstrip(" .")
    return value, rest


def _read_range(text: str) -> _Read | None:
    found = _RANGE.match(text)
    if found is None:
        return None
    low, high = parse_number(found["low"]), parse_number(found["high"])
    if low is None or high is None or low > high:
        return None
    unit, problems, bound = _read_unit(found["rest"])
    if problems:
        return None
    if unit is None and found["low_unit"]:
        unit = match_unit(found["low_unit"])
    return _Read(low, high, bound, unit)


def _read_number(text: str) -> _Read | None:
    found = _STARTS_WITH_NUMBER.match(text)
    if found is None or _RATIO.match(text):
        return None
    printed = found["number"]
    value = parse_number(printed)
    if value is None:
        return None
    rest = found["rest"]
    if _ends_in_slip(rest) or _GRADE_MISREAD.fullmatch(text):
        return None
    problems: tuple[str, ...] = ()
    words = _IN_WORDS.match(rest)
    grade = None
    if words is not None:
        meant = parse_number_words(words["words"])
        if meant is not None:
            rest = rest[words.end() :]
            if meant != value:
                problems = ("bilangan_berbeda",)
        elif is_predicate(words["words"].strip()):
            grade, rest = words["words"].strip(), rest[words.end() :]
    first = rest.strip().partition(" ")[0].strip(".,")
    if is_month(first):
        return None
    value, rest = _scaled(value, rest.strip())
    unit, more, bound = _read_unit(rest)
    if more:
        return _Read(problems=more)
    value = _recount(value, printed, unit)
    if found["sign"] and (unit is None or unit.kind not in _COUNTABLE):
        value = -value
    return _Read(value, None, bound, unit, grade, problems)


_GRADE_MISREAD = re.compile(r"8{1,2}\s*\((?:[5-9]\d|100)(?:[.,]\d+)?\)")
"""A "B" or "BB" read as digits before its value: "8 (80)"."""
_TOUCHING = re.compile(r"[OoQlIi|!ZzSsbGBgq\d.,]+(?=$|[\s%()])")


def _ends_in_slip(rest: str) -> bool:
    """True where what touches the number are look-alikes of digits and no unit: "8O", "7S%", "1O0"."""
    found = _TOUCHING.match(rest)
    if found is None:
        return False
    unit = match_unit(found.group())
    return unit is None or not unit.exact


def _recount(value: Number, printed: str, unit: UnitMatch | None) -> Number:
    """Separators that the unit shows to be meant the other way: "1,500 orang" is 1500, "98.750 %" is 98.75."""
    if unit is None or unit.kind is None:
        return value
    if unit.kind in _COUNTABLE and _COMMA_THOUSAND.fullmatch(printed):
        return int(printed.replace(",", ""))
    if unit.kind == "percent" and value > _PERCENT_LIMIT and _POINT_THOUSAND.fullmatch(printed):
        return parse_number(printed.replace(".", ",")) or value
    return value


def _read_unit(rest: str) -> tuple[UnitMatch | None, tuple[str, ...], Comparator | None]:
    """The unit that `rest`, the text behind a number, starts with; problems; a bound behind the number."""
    rest = rest.strip()
    bound: Comparator | None = None
    if not rest:
        return None, (), None
    rest = re.sub(r"^[-–—:]\s*(?=[^\W\d_])", "", rest)
    whole = match_unit(rest)
    if whole is not None and whole.exact:
        return whole, (), None
    sign = re.match(r"[%‰]", rest)
    if sign is not None:
        bound = _bound_in(rest[1:])
        return match_unit(sign.group()), (), bound
    plain = re.sub(r"\s*\([^)]*\)?", " ", rest)
    plain = _STOP.sub("", " " + collapse(plain)).strip()
    bound = _bound_in(plain)
    if bound is not None:
        plain = _without_bound(plain)
    plain = plain.strip(" .,;:")
    if not plain:
        bracketed = match_unit(rest) if rest.startswith("(") else None
        return (bracketed if bracketed is not None and bracketed.exact else None), (), bound
    if re.search(r"\d", re.sub(r"(?<=[^\W\d_])[23]\b|\bper\s+[\d.]+", "", plain)):
        return None, ("banyak_nilai",), None
    if not re.match(r"[^\W\d_]|[°µ/]", plain):
        return None, ("tidak_terbaca",), None
    words = plain.split(" ")
    if len(words) > _LONGEST_UNIT:
        plain = _known_start(words) or words[0]
    return match_unit(plain), (), bound


def _known_start(words: list[str]) -> str | None:
    for n in range(_LONGEST_UNIT, 0, -1):
        unit = match_unit(" ".join(words[:n]))
        if unit is not None and unit.exact and not unit.repaired:
            return unit.printed
    return None


def _bound_in(text: str) -> Comparator | None:
    folded = text.casefold().strip(" .")
    return next((sign for form, sign in _bounds_behind() if folded.endswith(form)), None)


def _without_bound(text: str) -> str:
    folded = text.casefold().strip(" .")
    form = next(form for form, _ in _bounds_behind() if folded.endswith(form))
    return text.strip(" .")[: -len(form)].strip()


def _read_words(core: str) -> _Read | None:
    """ "dua dokumen", "satu (1) laporan"."""
    found = _WORDS_FIRST.match(core)
    if found is not None:
        meant, value = parse_number_words(found["words"]), parse_number(found["number"])
        if meant is not None and value is not None:
            unit, problems, bound = _read_unit(found["rest"])
            if problems:
                return None
            return _Read(value, None, bound, unit, None, () if meant == value else ("bilangan_berbeda",))
    words = core.split(" ")
    for n in range(len(words), 0, -1):
        value = parse_number_words(" ".join(words[:n]))
        if value is not None and not any(c.isdigit() for c in core):
            unit, problems, bound = _read_unit(" ".join(words[n:]))
            return None if problems else _Read(value, None, bound, unit)
    return None


def _read_led(core: str) -> _Read | None:
    """ "Level 3", "Nilai 80", "Peringkat ke-5"."""
    found = _LEAD.match(core)
    if found is None:
        return None
    read = _read_bounded(found["rest"])
    if read is None or read.nilai is None:
        return read
    return read if read.unit is not None else replace(read, unit=match_unit(found["unit"]))


def _respell(text: str, unit: UnitMatch) -> tuple[str, tuple[Correction, ...]]:
    """`text` with its misread unit word put right."""
    found = re.search(r"\d[\d.,]*\s*(?:\([^)]*\)\s*)?(?P<word>[^\d\s(].*?)\s*(?:\(|[.,;:]*$)", text)
    if found is None or match_unit(found["word"]) != unit:
        return text, ()
    word = found["word"]
    fixed = text[: found.start("word")] + unit.printed + text[found.end("word") :]
    return fixed, (Correction(word, unit.printed, "unit-spelling"),)


_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_]{2,})")


def _unglue(text: str) -> str:
    """A blank between a number and a known unit that touch: "13dokumen" -> "13 dokumen"."""
    found = _GLUED.search(text)
    if found is None:
        return text
    unit = match_unit(text[found.start() :].partition("(")[0])
    if unit is None or unit.kind != "count":
        return text
    return text[: found.start()] + " " + text[found.start() :]
