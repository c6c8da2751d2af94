"""Patterns and look-alike characters that several modules need: schemas/data/*.toml -> typed, immutable entries.

One thing has one home here: markers of lists, page numbers, signature blocks, shapes of printed values, and
characters that are taken for each other. Each entry has an id, examples that a test tries, and its source. Two entries
for nearly one thing differ on purpose; the comment above them in the file says why.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast

PATTERN_FILES = (
    "budget_forms",
    "list_markers",
    "page_numbers",
    "raised_marks",
    "regulation",
    "signatures",
    "values",
)
LOOK_ALIKE_FILE = "look_alikes"

Use = Literal["match", "fullmatch", "search"]
"""How a pattern is held against a text: at its start, to all of it, or anywhere in it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression with what it is for."""

    id: str  # unique over all files
    regex: re.Pattern[str]
    use: Use  # how its examples, and its users, apply it
    examples: tuple[str, ...]  # texts that it finds
    counterexamples: tuple[str, ...]  # texts that look similar and that it does not find
    source: str  # whose habit, or which rule, it stands for


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Characters that are read for others, each with the one that is meant."""

    id: str  # unique in its file
    table: Mapping[int, str]  # for str.translate: code point -> what is meant, "" where nothing is
    pairs: tuple[tuple[str, str], ...]  # several characters that are read for one, replaced before `table`
    rules: Mapping[str, str]  # character -> id of the rule that a correction names
    examples: tuple[tuple[str, str], ...]  # as read, as meant
    source: str

    @property
    def characters(self) -> str:
        """All characters that are read for others, in the order of the file."""
        return "".join(map(chr, self.table))

    def meant(self, text: str) -> str:
        """`text` with every look-alike replaced: "1O5" -> "105"."""
        for read, meant in self.pairs:
            text = text.replace(read, meant)
        return text.translate(self.table)

    def one_of(self, character: str) -> str:
        """The characters that `character` may stand for; itself where it is no look-alike."""
        return self.table.get(ord(character), character)


def _load(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(files("schemas").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def all_patterns() -> Mapping[str, Pattern]:
    """Every pattern of every file by its id. Raises ValueError for an id given twice, KeyError for a missing key."""
    made: dict[str, Pattern] = {}
    for raw in (raw for name in PATTERN_FILES for raw in _load(name)["pattern"]):
        if raw["id"] in made:
            raise ValueError(f"pattern {raw['id']} is defined twice")
        made[raw["id"]] = Pattern(
            raw["id"],
            re.compile(raw["regex"]),
            cast(Use, raw["use"]),
            tuple(raw["examples"]),
            tuple(raw["counterexamples"]),
            raw["source"],
        )
    return MappingProxyType(made)


def pattern(id: str) -> re.Pattern[str]:
    """The regular expression of the entry `id`. Raises KeyError where there is none."""
    return all_patterns()[id].regex


def _pairs(rules: list[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(character as read, what is meant or may be, rule id)."""
    for rule in rules:
        read, meant = rule["read"], rule.get("meant", "")
        each = [rule.get("one_of", meant)] * len(read) if len(meant) < 2 else list(meant)
        yield from ((r, m, rule["id"]) for r, m in zip(read, each, strict=True))


@cache
def all_look_alikes() -> Mapping[str, LookAlikes]:
    """Every table of look-alikes by its id. Raises ValueError where an id or a character of a table is given twice."""
    made: dict[str, LookAlikes] = {}
    for raw in _load(LOOK_ALIKE_FILE)["table"]:
        pairs = tuple(_pairs(raw["rules"]))
        table = {ord(read): meant for read, meant, _ in pairs}
        if raw["id"] in made or len(table) < len(pairs):
            raise ValueError(f"look-alikes {raw['id']} are defined twice")
        made[raw["id"]] = LookAlikes(
            raw["id"],
            MappingProxyType(table),
            tuple((read, meant) for read, meant in raw.get("pairs", ())),
            MappingProxyType({read: rule for read, _, rule in pairs}),
            tuple((read, meant) for read, meant in raw["examples"]),
            raw["source"],
        )
    return MappingProxyType(made)


def look_alikes(id: str) -> LookAlikes:
    """The table `id`. Raises KeyError where there is none."""
    return all_look_alikes()[id]
