"""The forms in which a target is printed. Each reader takes the text from its value on and says what it found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from normalizers.bound import split_bound, split_bound_behind
from normalizers.date import is_month
from normalizers.grade import is_predicate, on_a_scale, predicate_in, without_lead
from normalizers.number import money_scales, parse_number, parse_number_words, scale_of, scale_words
from normalizers.text import collapse
from normalizers.unit import match_unit
from schemas.patterns import look_alikes
from schemas.values import Comparator, Number, UnitMatch

_LEADING_MARKS = re.compile(
    r"^(?:[•▪●◦■□➢✓*·'`\"_~±:]\s*|=(?![<>≥≤])\s*|[+]/?-\s*|[+]\s*(?=\d)|[.,;]\s+(?=\d)|(?:[a-h][.)]|\d{1,2}\))\s+(?=\d)"
    r"|(?:kurang lebih|sekitar|kira-kira)\s+|[|]\s+|[-–—]\s*(?=[^\d\s])|[-–—]\s+)+",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[“”„\"]")
_TRAILING_MARKS = re.compile(r"(?:\s*[;:|_'`\"]|\s*(?<!,)[.,]|\s*(?<!,)(?<!\b[A-C])-)+$")
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d+(?:[.,]\d+)?"
_NOT_CUT = r"(?![.,]?\d)"  # the number ends here; "1.2.3" is none
_STARTS_WITH_NUMBER = re.compile(rf"(?P<sign>[-\u2212])?(?P<number>{_NUMBER}){_NOT_CUT}(?P<rest>.*)")
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER}){_NOT_CUT}\s*(?P<low_unit>%|[^\W\d_]{{2,15}})?\s*"
    rf"(?:[-–—~]|s\s*[./]?\s*d\s*\.?|sampai dengan|sampai|hingga|to)\s*"
    rf"(?P<high>{_NUMBER}){_NOT_CUT}(?P<rest>.*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"(?P<low>{_NUMBER}){_NOT_CUT}\s*%?\s*(?:[<≤]=?|=<)\s*[^\W\d_]{{1,10}}\s*(?:[<≤]=?|=<)\s*"
    rf"(?P<high>{_NUMBER}){_NOT_CUT}(?P<rest>.*)"
)
_CURRENCY = r"(?:Rp|IDR|US\$|USD|US\s\$|\$|€)"
_MONEY = re.compile(
    rf"(?P<unit>{_CURRENCY})\s*[.,:]?\s*(?P<sign>-)?(?P<number>{_NUMBER}){_NOT_CUT}(?P<rest>.*)", re.IGNORECASE
)
_TO_MONEY = re.compile(
    rf"(?:,-+)?\s*(?:[-–—]|s\s*[./]?\s*d\s*\.?|sampai dengan|sampai|hingga)\s*(?={_CURRENCY})", re.IGNORECASE
)
_IN_WORDS = re.compile(r"^\s*\((?P<words>[^\W\d_][^()\d]*)\)")
_OPEN_WORDS = re.compile(r"^\s*\((?P<words>[^\W\d_][^()\d]*)$")
_BRACKETED_WORDS = re.compile(r"\(\s*([^\W\d_][^()\d]*?)\s*\)")
_WORDS_FIRST = re.compile(rf"^(?P<words>[^\W\d_][^()\d]*?)\s*\((?P<number>{_NUMBER})\)(?P<rest>.*)$")
_CHANGE = re.compile(
    r"^(?:(?:naik|turun|meningkat|menurun|peningkatan|penurunan|tumbuh|bertambah|berkurang)\s+)?"
    r"(?:(?:sebesar|sebanyak|sejumlah|senilai|mencapai|menjadi)\s+)?(?=[\d<>≥≤]|Rp)",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    r"^(?P<unit>level|tingkat|peringkat|kelas|juara|grade)\s+(?P<number>I{1,3}|IV|V|VI{1,3})\b", re.IGNORECASE
)
_ROMAN_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_GRADE_BEHIND = re.compile(r"^\s*[/(–-]?\s*(?P<grade>[^\W\d_][^()\d/]*[+-]?)\s*\)?\s*$")
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
_RATIO = re.compile(rf"^(?:{_NUMBER})\s*(?::|berbanding|banding)\s*(?:{_NUMBER})")
_STOP = re.compile(
    r"\s+(?:yang|untuk|setelah|sejak|sebelum|melalui|di|dari|pada|dengan|dalam|sesuai|setiap|tiap|oleh|terhadap|kepada|bagi|dan/atau)\s.*$",
    re.IGNORECASE,
)
_LONGEST_UNIT = 4  # words; a longer tail is a description behind the unit
_CLOSING_MONEY = re.compile(r"^\s?,\s?[-=–]+|^\s?\.\s?-+")
_END_OF_MONEY = re.compile(r"[\s,.=–-]+$")
_RUPIAH = "Rp"  # whose fractions have two digits
_COUNTABLE = frozenset({"count", "time"})
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_POINT_THOUSAND = re.compile(r"[1-9]\d{0,1}\.\d{3}|100\.000")
_PERCENT_LIMIT = 1000  # per cent; a share above it was a decimal point, not a thousands point
_POINT_IN_INDEX = re.compile(r"[1-9]\.\d{3}")
"""An index of 3.125 is a little more than three: none reaches a thousand."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says; `problems` as in TargetValue."""

    nilai: Number | None = None
    nilai_maks: Number | None = None
    pembanding: Comparator | None = None
    unit: UnitMatch | None = None
    predikat: str | None = None
    problems: tuple[str, ...] = ()
    printed: str | None = None  # the digits of `nilai`

    @property
    def says_something(self) -> bool:
        return self.nilai is not None or self.predikat is not None


def core(text: str) -> str:
    """`text` without quotes, bullets, specks and ruling marks around it."""
    inner = _LEADING_MARKS.sub("", _QUOTES.sub("", text))
    if inner.endswith(")") and "(" not in inner and "[" not in inner:
        inner = inner[:-1]
    return _TRAILING_MARKS.sub("", inner).strip() or inner.strip()


def read_forms(text: str) -> Reading:
    """What `text`, a whole target, says in any of the known forms; an empty Reading where it says nothing."""
    inner = _CHANGE.sub("", core(text))
    for reader in (_read_grade, _read_bounded, _read_words, _read_led, _read_described, _read_named):
        reading = reader(inner)
        if reading is not None:
            return reading
    return Reading()


def has_own_sense(text: str) -> bool:
    """True for digits that are no quantity: a ratio, a date, a period."""
    if _RATIO.match(text):
        return True
    return any(is_month(word) for word in re.findall(r"[^\W\d_]{3,}", text)) or bool(
        re.match(r"(?:tw|triwulan|semester|tahun|minggu|bulan|tahap|tipe)\b", text, re.IGNORECASE)
    )


_BEHIND_GRADE = re.compile(r"^(?P<grade>[^()\d<>≥≤/:=]+?)(?P<behind>\s*[(/:=\[<>≥≤].*|\s+\d.*)?$")


def _read_grade(text: str) -> Reading | None:
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
            return Reading(predikat=grade)
        inner = behind.lstrip("(/:=[ ").rstrip(")] ")
        if not any(c.isdigit() for c in inner):
            return Reading(predikat=grade)
        number = _read_bounded(inner)
        if number is not None:
            return replace(number, predikat=None if number.problems else grade)
        if has_own_sense(inner):
            return Reading(predikat=grade)
    return None


def _read_bounded(text: str) -> Reading | None:
    """ "≥ 85 %", "maks. 5 hari", "Rp 1.000", "90-95%", "12 dokumen", "minimal B"."""
    bound, start = split_bound(text)
    tail = text[start:]
    reading = _read_money(tail) or _read_between(tail) or _read_range(tail) or _read_number(tail)
    if reading is None and bound is not None:
        reading = _read_grade(tail)
    if reading is None or bound is None or not reading.says_something:
        return reading
    return replace(reading, pembanding=bound)


def _read_money(text: str) -> Reading | None:
    found = _MONEY.match(text)
    if found is None:
        return None
    value = parse_number(found["number"])
    if value is None:
        return None
    if _ends_in_slip(_END_OF_MONEY.sub("", found["rest"])):
        return None
    upper = _TO_MONEY.match(found["rest"])
    if upper is not None and not found["sign"]:
        return _money_range(value, _read_money(found["rest"][upper.end() :]))
    rest = _CLOSING_MONEY.sub("", found["rest"]).strip()
    amount, rest = _scaled(value, rest, money=True)
    printed = found["unit"]
    if rest.startswith("/"):
        printed += rest.split(" ")[0]
        rest = ""
    if any(c.isdigit() for c in re.sub(r"\([^)]*\)", "", rest)):
        return Reading(problems=("banyak_nilai",))
    unit = match_unit(printed)
    if amount == value:
        amount = recount(value, found["number"], unit) or value
    problems = ("bilangan_berbeda",) if _words_differ(amount, rest, unit) else ()
    return Reading(-amount if found["sign"] else amount, unit=unit, problems=problems)


def _money_range(low: Number, high: Reading | None) -> Reading | None:
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


def _read_between(text: str) -> Reading | None:
    """ "80 ≤ x < 90": the two ends of a class."""
    found = _BETWEEN.match(text)
    if found is None:
        return None
    low, high = parse_number(found["low"]), parse_number(found["high"])
    unit, problems, _ = _read_unit(found["rest"])
    if low is None or high is None or low > high or problems:
        return None
    return Reading(low, high, unit=unit)


def _read_range(text: str) -> Reading | None:
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
    unit, problems, bound = _read_unit(rest)
    if problems:
        return None
    if unit is None and found["low_unit"]:
        unit = match_unit(found["low_unit"])
    return Reading(low, high, bound, unit, grade)


def _read_number(text: str) -> Reading | None:
    found = _STARTS_WITH_NUMBER.match(text)
    if found is None or _RATIO.match(text):
        return None
    printed = found["number"]
    value = parse_number(printed)
    if value is None:
        return None
    rest = found["rest"]
    if _ends_in_slip(rest) or rest.startswith(")") or _GRADE_MISREAD.fullmatch(text):
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
    else:
        rest = _closed(rest)
    behind = _GRADE_BEHIND.match(rest)
    if grade is None and behind is not None and on_a_scale(behind["grade"].strip()):
        grade, rest = behind["grade"].strip(), ""
    rest = _CLOSING_MONEY.sub("", rest)
    first = rest.strip().partition(" ")[0].strip(".,")
    if is_month(first):
        return None
    value, rest = _scaled(value, rest.strip())
    unit, more, bound = _read_unit(rest)
    if more:
        return Reading(problems=more)
    if not problems and _words_differ(value, rest, unit):
        problems = ("bilangan_berbeda",)
    value = recount(value, printed, unit) or value
    if found["sign"] and (unit is None or unit.kind not in _COUNTABLE):
        value = -value
    return Reading(value, None, bound, unit, grade, problems, printed)


def _closed(rest: str) -> str:
    """ "(dua dokumen": what follows number words whose bracket was never closed."""
    found = _OPEN_WORDS.match(rest)
    words = found["words"].split() if found is not None else []
    for length in range(len(words) - 1, 0, -1):
        if parse_number_words(" ".join(words[:length])) is not None:
            return " ".join(words[length:])
    return rest


_GRADE_MISREAD = re.compile(r"8{1,2}\s*\((?:[5-9]\d|100)(?:[.,]\d+)?\)")
"""A "B" or "BB" read as digits before its value: "8 (80)"."""
_TOUCHING = re.compile(rf"[{look_alikes('digits-of-values').characters}\d.,]+(?=$|[\s%()–-])")


def _ends_in_slip(rest: str) -> bool:
    """True where what touches the number are look-alikes of digits and no unit: "8O", "7S%", "1O0"."""
    found = _TOUCHING.match(rest)
    if found is None or not found.group().strip(".,"):
        return False
    if found.group()[0] in ".,":
        return True
    unit = match_unit(found.group())
    return unit is None or not unit.exact


def recount(value: Number | None, printed: str | None, unit: UnitMatch | None) -> Number | None:
    """Separators that the unit shows to be meant the other way: "1,500 orang" is 1500, "98.750 %" is 98.75."""
    if value is None or printed is None or unit is None or unit.kind is None:
        return value
    if (unit.kind in _COUNTABLE or unit.id == _RUPIAH) and _THOUSANDS.fullmatch(printed):
        return int(re.sub(r"[.,]", "", printed))
    if unit.kind == "percent" and value > _PERCENT_LIMIT and _POINT_THOUSAND.fullmatch(printed):
        return parse_number(printed.replace(".", ",")) or value
    if unit.id == "indeks" and _POINT_IN_INDEX.fullmatch(printed):
        return parse_number(printed.replace(".", ",")) or value
    return value


def _read_unit(rest: str) -> tuple[UnitMatch | None, tuple[str, ...], Comparator | None]:
    """The unit that `rest`, the text behind a number, starts with; problems; a bound behind the number."""
    rest = rest.strip()
    if not rest:
        return None, (), None
    rest = re.sub(r"^(?:[-–—:]\s*(?=[^\W\d_])|[-–—.,]\s*(?=%))", "", rest)
    stop = re.match(r"[.,]\s+(?=[^\W\d_])", rest)
    if stop is not None and (behind_stop := match_unit(rest[stop.end() :])) is not None and behind_stop.exact:
        return behind_stop, (), None
    whole = match_unit(rest)
    if whole is not None and whole.exact:
        return whole, (), None
    sign = re.match(r"[%‰]", rest)
    if sign is not None:
        behind = _STOP.sub("", re.sub(r"\s*\([^)]*\)?", " ", rest[1:]))
        if any(c.isdigit() for c in behind):
            return None, ("banyak_nilai",), None
        bound, _ = split_bound_behind(behind)
        return match_unit(sign.group()), (), bound
    plain = re.sub(r"\s*\([^)]*\)?", " ", rest)
    plain = _STOP.sub("", " " + collapse(plain)).strip()
    bound, plain = split_bound_behind(plain)
    plain = plain.strip(" .,;:")
    if not plain:
        bracketed = match_unit(rest) if rest.startswith("(") else None
        return (bracketed if bracketed is not None and bracketed.exact else None), (), bound
    if re.search(r"\d", re.sub(r"(?<=[^\W\d_])[23]\b|\bper\s+[\d.]+|^/\s*1[0.]+(?=\s*[^\W\d_])", "", plain)):
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


def _read_words(text: str) -> Reading | None:
    """ "dua dokumen", "satu (1) laporan"."""
    found = _WORDS_FIRST.match(text)
    if found is not None:
        meant, value = parse_number_words(found["words"]), parse_number(found["number"])
        if meant is not None and value is not None:
            unit, problems, bound = _read_unit(found["rest"])
            if problems:
                return None
            return Reading(value, None, bound, unit, None, () if meant == value else ("bilangan_berbeda",))
    words = text.split(" ")
    for n in range(len(words), 0, -1):
        value = parse_number_words(" ".join(words[:n]))
        if value is not None and not any(c.isdigit() for c in text):
            if words[n : n + 1] == ["per"] and parse_number_words(" ".join(words[n + 1 :])) is not None:
                return None  # "tiga per empat"
            unit, problems, bound = _read_unit(" ".join(words[n:]))
            return None if problems else Reading(value, None, bound, unit)
    return None


def _read_led(text: str) -> Reading | None:
    """ "Level 3", "Nilai 80", "Peringkat ke-5"."""
    roman = _ROMAN.match(text)
    if roman is not None:
        return Reading(_ROMAN_VALUES[roman["number"].upper()], unit=match_unit(roman["unit"]))
    found = _LEAD.match(text)
    if found is None:
        return None
    read = _read_bounded(found["rest"])
    if read is None or read.nilai is None:
        return read
    return read if read.unit is not None else replace(read, unit=match_unit(found["unit"]))


def _read_described(text: str) -> Reading | None:
    """ "Tersusunnya 5 dokumen": words, one number, and a unit that counts."""
    found = _DESCRIBED.match(text)
    if found is None:
        return None
    reading = _read_number(found["rest"])
    if reading is None or reading.nilai is None or reading.unit is None:
        return None
    if not reading.unit.exact and not _ACHIEVED.match(text):
        return None
    return reading if reading.unit.kind in ("count", "percent") else None


def _read_named(text: str) -> Reading | None:
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
