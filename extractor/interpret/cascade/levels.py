"""What the words of a cascade mean: names of levels, and a node's goal and indicators. The lists are data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import get_args

from rapidfuzz import fuzz

from extractor.interpret.entry_wording import indicator_start
from extractor.interpret.list_items import list_marker
from extractor.interpret.text_matching import squash
from schemas.document import Tingkat
from schemas.transcript import Line

SAME_LEVEL_NAME = 88.0  # percent
SHORT_NAME = 6  # letters; shorter names of levels must match exactly
FUZZY_FROM = 8  # letters of a text that may be a mistyped name
HEAD_LINES = 3  # of a box, that may name its level
LONGEST_NAME = 40  # letters of a text that names a level and nothing else

LEVELS: tuple[Tingkat, ...] = get_args(Tingkat)

_INDICATORS = re.compile(
    r"^\W*(?:i\s*k(?:\s*[uipk]|sp|sk)?|indikator(?:\s+(?:kinerja|sasaran|tujuan|program|kegiatan|outcome|output))*"
    r"(?:\s+(?:utama|individu))?|[l1|]?k)\s*(?:\([^)]{1,8}\)\s*)?(?:\d{1,2}\s*)?[:;]\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?<=\S)\s+(?=(?:IK[UPKI]?|Indikator(?:\s+Kinerja)?)\s*:)")
_TARGET = re.compile(r"^\W*target(?:\s+\d{4})?\s*[:=]", re.IGNORECASE)
_NUMBER = re.compile(r"\s+(?:ke)?[\s-]*(?:[IVX]{1,5}|\d[\d.]{0,6})\W*$", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?P<name>[^\W\d][^:\d]{1,40}?)(?:\s+[IVX]{1,5}|[\s-]*[\d.]{1,6})?\s*:\s*(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class _Words:
    names: dict[str, Tingkat]
    groups: dict[str, Tingkat]
    boxes: dict[str, Tingkat]
    indicators: frozenset[str]
    goals: frozenset[str]
    others: frozenset[str]
    units: frozenset[str]
    titles: frozenset[str]


@cache
def words() -> _Words:
    data = tomllib.loads(files("extractor").joinpath("data", "levels.toml").read_text(encoding="utf-8"))

    def named(key: str) -> dict[str, Tingkat]:
        return {squash(name): level for level in LEVELS for name in data[level][key]}

    def listed(key: str) -> frozenset[str]:
        return frozenset(map(squash, data["words"][key]))

    return _Words(
        named("names"),
        named("groups"),
        named("boxes"),
        listed("indicators"),
        listed("goals"),
        listed("others"),
        listed("units"),
        listed("titles"),
    )


def level_of(text: str, groups: bool = False) -> Tingkat | None:
    """The level that a header or a box label names; with `groups` also the wider names above it."""
    word = squash(text)
    if not word or len(word) > LONGEST_NAME:
        return None
    known = words().groups | words().names if groups else words().names
    if word in known:
        return known[word]
    if len(word) < FUZZY_FROM:
        return None
    scored = [(fuzz.ratio(word, name), level) for name, level in known.items() if len(name) >= SHORT_NAME]
    score, level = max(scored, key=lambda pair: pair[0])
    return level if score >= SAME_LEVEL_NAME else None


def heads_indicators(text: str) -> bool:
    """True for the header of a column, or the label of a box, that holds indicators."""
    return squash(re.sub(r"\d", "", text)) in words().indicators


def heads_goals(text: str) -> bool:
    return squash(text) in words().goals


def names_unit(text: str) -> bool:
    """True for the name of who is in charge, an office or an official."""
    first = text.split(maxsplit=1)
    return bool(first) and squash(first[0]) in words().units


def is_tree_title(text: str) -> bool:
    """True for a heading that announces a drawn tree."""
    word = squash(text)
    return any(title in word for title in words().titles)


def box_label(text: str) -> tuple[str, str, str]:
    """What a drawn box says of itself in front of its text: (label, kind, rest of the text).

    `kind` is "indicators", "other" or "goal"; `label` is "" and the text comes back whole where none is known.
    """
    m = _LABEL.match(text)
    name, rest = (m["name"], m["rest"]) if m else (re.sub(r"[\W\d]+$", "", text), "")
    parts = [squash(part) for part in name.split()]
    for count in range(len(parts), 0, -1) if m else [len(parts)]:
        word = "".join(parts[:count])  # "Misi Kota", "Tujuan ke"
        if word in words().indicators:
            return word, "indicators", rest
        if word in words().others:
            return word, "other", rest
        if word in label_levels():
            return word, "goal", rest
    return "", "goal", text


@cache
def label_levels() -> dict[str, Tingkat]:
    """The squashed labels of boxes and their levels, from the root down."""
    labels = words().boxes | words().names
    return {label: level for wanted in LEVELS for label, level in labels.items() if level == wanted}


@cache
def label_rank(label: str) -> int:
    """How far from the root a label stands; labels of one level follow the order of the list."""
    return list(label_levels()).index(label) if label in label_levels() else -1


def split_level(lines: Sequence[Line]) -> tuple[Tingkat | None, list[Line]]:
    """The level that a box names in its first lines, alone in them, and its other lines; (None, all lines) where it
    names none. A name that goals begin with, too ("Program", "Sasaran"), must stand out from them."""
    for count in range(min(HEAD_LINES, len(lines) - 1), 0, -1):
        head, rest = lines[:count], list(lines[count:])
        name = _NUMBER.sub("", " ".join(line.text.strip() for line in head)).strip(" :-")
        level = level_of(name)
        if level is None and squash(name) in words().boxes | words().groups and _stands_out(head, rest[0]):
            level = (words().groups | words().boxes)[squash(name)]
        if level is not None:
            return level, rest
    return None, list(lines)


def _stands_out(head: Sequence[Line], after: Line) -> bool:
    """True where a heading is numbered, in bold type, or in capitals, and the text after it is not."""
    if _NUMBER.search(head[-1].text) or (all(line.bold for line in head) and not after.bold):
        return True
    return all(line.text.isupper() for line in head) and not after.text.isupper()


def has_no_goal(lines: Sequence[Line]) -> bool:
    """A text that begins with indicators goes on with a node, and is none of its own."""
    return bool(_INDICATORS.match(lines[0].text)) or lines[0].text.lstrip()[:1] in "-•"


def split_node(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[tuple[Line, ...], ...]]:
    """A node's text as its goal, and its indicators one by one ("IK: - ... - ...")."""
    goal: list[Line] = []
    rest: list[Line] = []
    inside = False
    for line in (part for whole in lines for part in _parts(whole)):
        if not inside and (_INDICATORS.match(line.text) or (goal and _begins_indicators(line, goal))):
            inside = True
        (rest if inside else goal).append(line)
    return tuple(goal), split_indicators(rest)


def split_indicators(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Indicators one by one, without list markers, labels and the targets that some offices put below."""
    items: list[list[Line]] = []
    for line in (part for whole in lines for part in _parts(whole)):
        label = _INDICATORS.match(line.text)
        if label:
            if label["rest"].strip():
                items.append(_item(line, label["rest"]))
            continue
        if _TARGET.match(line.text) or not line.text.strip():
            continue
        marker = list_marker(line.text)
        starts = bool(indicator_start().match(line.text)) and line.text.lstrip()[:1].isupper()
        if marker or not items or starts or line.box is None:
            items.append(_item(line, marker[2] if marker else line.text))
        else:
            items[-1].append(line)
    return tuple(tuple(item) for item in items)


def _item(line: Line, text: str) -> list[Line]:
    marker = list_marker(text)
    return [replace(line, text=(marker[2] if marker else text).strip())]


def _parts(line: Line) -> list[Line]:
    """A line with "IK:" inside it as two; others as they are."""
    texts = _INLINE.split(line.text)
    return [line] if len(texts) == 1 else [replace(line, text=text) for text in texts]


def _begins_indicators(line: Line, goal: Sequence[Line]) -> bool:
    """An indicator without "IK:" below a goal: after a bullet, as a paragraph of its own, or in lighter type."""
    marker = list_marker(line.text)
    text = marker[2] if marker else line.text
    if not indicator_start().match(text) or not text.lstrip()[:1].isupper():
        return False
    return marker is not None or line.box is None or (goal[-1].bold and not line.bold)
