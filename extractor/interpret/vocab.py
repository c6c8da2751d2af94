"""Header words and labels, read from extractor/data, and how a printed text is matched against them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from rapidfuzz import fuzz, process

from schemas.patterns import pattern
from schemas.printed import Role

NAME_AT = 0.84  # similarity from which a whole header counts as a known name
KEYWORD_SCORE = 0.85  # a header that only contains a role's keyword
EARLIER_WINS = 0.02  # "Capaian terhadap target" is a capaian: of two keywords the first names the column
WEAK_SCORE = 0.55  # a name that has the role only where no other column has it
SECOND_SCORE = 0.82  # a name that has the role, but yields to any other column of the role
PART_PENALTY = 0.93  # one side of "A/B", or the words outside of brackets
LATER_PART = 0.005  # "Indikator Tujuan/Sasaran" is an indicator: of two sides the first names the column
EXACT_BELOW = 5  # letters; shorter names must match exactly
LONGEST_HEADER = 90  # letters; longer texts are no headers


def squash(text: str) -> str:
    """Letters and digits only, without case and marks: 'Targe t (%)' -> 'target'."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in plain if ch.isalnum())


@dataclass(frozen=True, slots=True)
class RoleWords:
    names: frozenset[str]
    keywords: tuple[str, ...]
    weak: frozenset[str]
    second: frozenset[str]
    below: frozenset[str]


def _load(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("extractor").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def role_words() -> dict[Role, RoleWords]:
    return {
        Role(role): RoleWords(
            frozenset(squash(n) for kind in ("names", "second") for n in entry.get(kind, [])),
            tuple(squash(k) for k in entry.get("keywords", [])),
            frozenset(squash(n) for n in entry.get("weak", [])),
            frozenset(squash(n) for n in entry.get("second", [])),
            frozenset(squash(n) for n in entry.get("below", [])),
        )
        for role, entry in _load("columns.toml").items()
    }


@cache
def label_words() -> dict[str, str]:
    """Squashed label -> what it introduces."""
    return {squash(n): kind for kind, entry in _load("labels.toml").items() for n in entry["names"]}


def name_score(text: str, names: frozenset[str]) -> float:
    """Similarity (0..1) of a squashed text with the nearest of the squashed names; 0 below NAME_AT."""
    if text in names:
        return 1.0
    if len(text) < EXACT_BELOW:
        return 0.0
    best = process.extractOne(
        text, [n for n in names if len(n) >= EXACT_BELOW], scorer=fuzz.ratio, score_cutoff=NAME_AT * 100
    )
    return best[1] / 100 if best else 0.0


_YEAR = pattern("year")
_BRACKETS = re.compile(r"\([^)]*\)")
_QUARTER = re.compile(
    r"\b(?:tw|triwulan|trw|triw|tri\s*wulan|kuartal|q)\s*[-.]?\s*(i\s?v|i\s?i\s?i|i\s?i|i|[1-4])\b", re.IGNORECASE
)
_SEMESTER = re.compile(r"\b(?:semester|smt|sem)\s*[-.]?\s*(ii|i|[12])\b", re.IGNORECASE)
_MONTHS = [
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
]
_NTH_YEAR = re.compile(r"\btahun\s*ke\s*-?\s*(\d)\b", re.IGNORECASE)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def period_of(text: str) -> str | None:
    """The period that a column header names: "2025", "TW I", "Semester II", "Maret"; None where it names none."""
    if m := _QUARTER.search(text):
        number = "".join(m[1].split())  # narrow columns and scans part "III"
        return "TW " + _ROMAN.get(number, number.upper())
    if m := _SEMESTER.search(text):
        return "Semester " + _ROMAN.get(m[1], m[1].upper())
    years = _YEAR.findall(text)
    if len(years) == 1:
        return str(years[0])
    if years:
        return None
    if m := _NTH_YEAR.search(text):
        return f"Tahun ke-{m[1]}"
    word = squash(text)
    return next((m.capitalize() for m in _MONTHS if word == m), None)


def without_period(text: str) -> str:
    for period in (_QUARTER, _SEMESTER, _YEAR, _NTH_YEAR):
        text = period.sub(" ", text)
    return text


@cache
def role_scores(text: str) -> dict[Role, float]:
    """How well a header text names each role, 0..1; roles that it does not name are left out."""
    bare = without_period(text)
    variants = {squash(bare): 1.0}
    outside = squash(_BRACKETS.sub(" ", bare))
    variants.setdefault(outside, PART_PENALTY)
    for place, part in enumerate(re.split(r"/|\n", _BRACKETS.sub(" ", bare))):
        variants.setdefault(squash(part), PART_PENALTY**2 - LATER_PART * place)
    whole = squash(bare)
    begins = frozenset(accumulate((len(squash(word)) for word in bare.split()), initial=0))
    scores: dict[Role, float] = {}
    if len(whole) > LONGEST_HEADER:
        return scores
    for role, words in role_words().items():
        best = max((weight * name_score(v, words.names) for v, weight in variants.items() if v), default=0.0)
        places = [place for k in words.keywords if (place := _found(k, whole, begins)) >= 0]
        if whole in words.second:
            best = SECOND_SCORE
        elif best < KEYWORD_SCORE and places:
            best = KEYWORD_SCORE - EARLIER_WINS * min(places) / len(whole)
        if best == 0.0 and any(v in words.weak for v in variants):
            best = WEAK_SCORE
        if best:
            scores[role] = best
    return scores


def named_below(text: str, role: Role) -> bool:
    """True where a header text names `role` under a header cell of that role ("Volume" under "Target")."""
    words = role_words().get(role)
    return words is not None and squash(text) in words.below


def _found(keyword: str, whole: str, begins: frozenset[int]) -> int:
    """Where a keyword stands in a squashed text, -1 for nowhere; a short one only within one word ("umum dan aset"
    names no "dana")."""
    place = whole.find(keyword)
    inside = range(place + 1, place + len(keyword))
    cut = len(keyword) < EXACT_BELOW and (place not in begins or not begins.isdisjoint(inside))
    return -1 if cut else place


@cache
def names_a_role(text: str) -> bool:
    """True where the whole text is a known column name, not only a sentence that contains one."""
    word = squash(without_period(text))
    return any(name_score(word, words.names) or word in words.below for words in role_words().values())


def label_kind(text: str) -> str | None:
    """What the label `text` (without its colon) introduces: "jabatan", "tugas", ...; None for no label."""
    word = squash(text)
    known = label_words()
    if word in known:
        return known[word]
    if len(word) < EXACT_BELOW:
        return None
    best = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=88)
    return known[str(best[0])] if best else None
