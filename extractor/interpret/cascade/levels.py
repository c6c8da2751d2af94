"""Names of levels, and labels of columns and boxes, of a cascade -> what they mean (words: levels.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from rapidfuzz import fuzz

from extractor.interpret.lines.text_matching import squash
from extractor.interpret.lines.word_tables import word_table
from schemas.document import Level, Tingkat
from schemas.transcript import Line

SAME_LEVEL_NAME = 88.0  # percent
SHORT_NAME = 6  # letters; shorter names of levels must match exactly
FUZZY_FROM = 8  # letters of a text that may be a mistyped name
LEVEL_LINES = 3  # at the top of a box, that may name its level
OFFICE_WORDS = 2  # between a label and its colon: "Misi Kota Contoh :"
LONGEST_RANK = 60  # letters of a label with a rank of officials
LONGEST_NAME = 40  # letters of a text that names a level and nothing else

LEVELS: tuple[Tingkat, ...] = get_args(Tingkat)
"""From the root down."""

PLANNING: tuple[Level, ...] = get_args(Level)
"""From the root down."""

RANK_LEVELS: dict[str, Tingkat] = {
    "I": "ultimate_outcome",
    "II": "intermediate_outcome",
    "III": "immediate_outcome",
    "IV": "output",
    "V": "output",
}
"""By the Roman number of the rank (Permenpan RB 89/2021: heads of offices answer for intermediate outcomes)."""

_ROMAN = {"2": "II", "3": "III", "4": "IV", "5": "V"}

Kind = Literal["goal", "indicators", "other"]
"""What a box, or the boxes beside a label, hold."""

_NUMBER = re.compile(r"\s+(?:ke)?[\s-]*(?:[IVX]{1,5}|\d[\d.]{0,6})\W*$", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?P<name>[^\W\d][^:\d]{1,40}?)(?:\s+[IVX]{1,5}|[\s-]*[\d.]{1,6})?\s*:\s*(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class LevelWords:
    """Squashed words of levels.toml."""

    names: dict[str, Tingkat]  # that say a level by themselves
    groups: dict[str, Tingkat]  # that do above several columns, or among other levels
    boxes: dict[str, Tingkat]  # that do in a drawn box, alone or in front of its text
    indicators: frozenset[str]  # over columns, and in front of texts, of indicators
    goals: frozenset[str]  # the same of goals
    others: frozenset[str]  # of boxes that hold neither
    units: frozenset[str]  # first words of who is in charge
    titles: frozenset[str]  # of headings over a drawn tree
    crossings: frozenset[str]  # of headings over a chart of goals that support each other
    charts: frozenset[str]  # of headings over charts of offices and procedures
    planning: dict[str, Level]  # labels that name a level of planning


@cache
def level_words() -> LevelWords:
    """The words, read once."""
    table = word_table("levels")

    def named(key: str) -> dict[str, Tingkat]:
        return {squash(name): level for level in LEVELS for name in table[level][key]}

    def listed(key: str) -> frozenset[str]:
        return frozenset(map(squash, table[key]["words"]))

    return LevelWords(
        named("names"),
        named("groups"),
        named("boxes"),
        listed("indicators"),
        listed("goals"),
        listed("others"),
        listed("units"),
        listed("titles"),
        listed("crossing"),
        listed("charts"),
        {squash(name): level for level in PLANNING for name in table["planning"][level]},
    )


def level_of(text: str, groups: bool = False) -> Tingkat | None:
    """The level that a header or a box label names; with `groups` also the wider names above it."""
    word = squash(text)
    if not word or len(word) > LONGEST_NAME:
        return None
    known = level_words().groups | level_words().names if groups else level_words().names
    if word in known:
        return known[word]
    if len(word) < FUZZY_FROM:
        return None
    scored = [(fuzz.ratio(word, name), level) for name, level in known.items() if len(name) >= SHORT_NAME]
    score, level = max(scored, key=lambda pair: pair[0])
    return level if score >= SAME_LEVEL_NAME else None


def is_indicator_header(text: str) -> bool:
    """True for the header of a column, or the label of a box, that holds indicators."""
    return squash(re.sub(r"\d", "", text)) in level_words().indicators


def is_goal_header(text: str) -> bool:
    """True for the header of a column that holds goals."""
    return squash(text) in level_words().goals


def names_unit(text: str) -> bool:
    """True for the name of who is in charge, an office or an official."""
    first = text.split(maxsplit=1)
    return bool(first) and squash(first[0]) in level_words().units


def is_tree_title(text: str) -> bool:
    """True for a heading that announces a drawn tree."""
    return _has_any(text, level_words().titles)


def is_crossing_title(text: str) -> bool:
    """True for a heading that announces a chart of goals that support each other, of several offices."""
    return _has_any(text, level_words().crossings)


def is_chart_title(text: str) -> bool:
    """True for a heading that announces a chart of offices, or of the steps of a procedure."""
    return _has_any(text, level_words().charts)


def _has_any(text: str, titles: frozenset[str]) -> bool:
    word = squash(text)
    return any(title in word for title in titles)


def box_label(text: str) -> tuple[str, Kind, str]:
    """What a drawn box says of itself in front of its text: (label, kind, rest of the text).

    `label` is "" and the text is returned unchanged where none is known. Example: "Sasaran 2 : Meningkatnya X" ->
    ("sasaran", "goal", "Meningkatnya X").
    """
    m = _LABEL.match(text)
    name, rest = (m["name"], m["rest"]) if m else (re.sub(r"[\W\d]+$", "", text), "")
    parts = [squash(part) for part in name.split()]
    fewest = max(len(parts) - OFFICE_WORDS, 1)
    for count in range(len(parts), fewest - 1, -1) if m else [len(parts)]:
        word = "".join(parts[:count])  # "Misi Kota", "Tujuan ke"
        if word in level_words().indicators:
            return word, "indicators", rest
        if word in level_words().others:
            return word, "other", rest
        if word in label_levels():
            return word, "goal", rest
    return "", "goal", text


@cache
def label_levels() -> dict[str, Tingkat]:
    """The squashed labels of boxes and their levels, from the root down."""
    labels = level_words().boxes | level_words().names
    return {label: level for wanted in LEVELS for label, level in labels.items() if level == wanted}


@cache
def label_rank(label: str) -> int:
    """How far from the root a label is, 0-based, -1 for none; labels of one level follow the order of the list."""
    return list(label_levels()).index(label) if label in label_levels() else -1


def names_rank(text: str) -> bool:
    """True for a short text with a rank of officials: "Esselon III", "Indikator sasaran pejabat Ess. III"."""
    return _rank_in(text) is not None


def ends_with_rank(text: str) -> bool:
    """True for a heading that says no more than a rank, its number, and who has it: "Eselon III (Kepala Bidang)"."""
    found = _rank_in(text)
    if found is None:
        return False
    rest = re.sub(r"\([^)]*\)|[\W\d]+", " ", text[found.end() :]).strip()
    return not rest or names_unit(rest)


def rank_level(text: str) -> Tingkat | None:
    """The level of what officials of a rank answer for: those of Eselon II for intermediate outcomes, and so on."""
    found = _rank_in(text)
    return RANK_LEVELS.get(_ROMAN.get(found["number"].upper(), found["number"])) if found else None


def _rank_in(text: str) -> re.Match[str] | None:
    return _rank().search(text) if len(text) <= LONGEST_RANK else None


@cache
def _rank() -> re.Pattern[str]:
    stems = "|".join(re.escape(word) for word in word_table("levels")["ranks"]["words"])
    return re.compile(rf"\b(?:{stems})\W{{0,2}}(?P<number>IV|I{{1,3}}|V|[2-5])(?:\W?[ab])?\b", re.IGNORECASE)


def rank_label(text: str) -> tuple[str, str] | None:
    """(label, rest) of a text with a rank of officials in front: "Eselon III 2 : Terawatnya jalan"."""
    label, colon, rest = text.partition(":")
    return (label.strip(), rest.strip()) if colon and rest.strip() and names_rank(label) else None


def first_level(text: str) -> Tingkat | None:
    """The level that the first words of a label name, whatever it says besides: "Sasaran 4 RPJMD". Of the names that
    fit, the one of the most words counts, numbers apart."""
    words = [word for word in text.split() if not re.fullmatch(r"[\W\d]+|[IVX]+\W*", word)]
    known = level_words().boxes | level_words().groups | level_words().names
    names = (squash(" ".join(words[:count])) for count in range(len(words), 0, -1))
    return next((known[name] for name in names if name in known), None)


def planning_level(label: str) -> Level | None:
    """The level of planning that a printed label names, whatever number is behind it: "Sasaran Strategis 2"."""
    return level_words().planning.get(squash(re.sub(r"[\W\d]+", " ", label)))


def split_level(lines: Sequence[Line]) -> tuple[Tingkat | None, str, list[Line]]:
    """The level that a box names alone in its first lines, those as printed, and its other lines; (None, "", all lines)
    where it names none.

    A name that goals begin with, too ("Program", "Sasaran"), must differ from them in type. A rank of officials is no
    level but is printed in its place.
    """
    for count in range(min(LEVEL_LINES, len(lines) - 1), 0, -1):
        first, rest = lines[:count], list(lines[count:])
        printed = " ".join(line.text.strip() for line in first).strip(" :-")
        name = _NUMBER.sub("", printed).strip(" :-")
        if ":" in printed:
            continue
        level = level_of(name)
        if level is None and _differs_in_type(first, rest[0]):
            level = (level_words().groups | level_words().boxes).get(squash(name))
        if level is not None or ends_with_rank(printed):
            return level or rank_level(printed), printed, rest
    return None, "", list(lines)


def _differs_in_type(heading: Sequence[Line], after: Line) -> bool:
    """True where a heading is numbered, in bold type, or in capitals, and the text after it is not."""
    if _NUMBER.search(heading[-1].text) or (all(line.bold for line in heading) and not after.bold):
        return True
    return all(line.text.isupper() for line in heading) and not after.text.isupper()
