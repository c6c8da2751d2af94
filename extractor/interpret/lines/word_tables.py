"""Tables of words in extractor/data: each entry has an id, words, an example that a test runs, and its origin."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ABOUT = ("in", "out", "habit")


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One entry of a table."""

    id: str  # unique in its table: a role, a level, a kind of label ...
    words: Mapping[str, tuple[str, ...]]  # by kind ("names", "keywords"), as the table explains
    example_in: str  # a printed text
    example_out: str  # what is read from it
    habit: str  # whose habit, or which rule, it is

    def __getitem__(self, kind: str) -> tuple[str, ...]:
        """The words of a kind; () where the entry has none."""
        return self.words.get(kind, ())


@cache
def word_table(name: str) -> Mapping[str, WordEntry]:
    """The entries of data/<name>.toml by id, in order. Raises KeyError where an entry lacks its example or origin."""
    text = files("extractor").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return {key: _entry(key, raw) for key, raw in tomllib.loads(text).items()}


def _entry(key: str, raw: Mapping[str, object]) -> WordEntry:
    words = {kind: tuple(map(str, own)) for kind, own in raw.items() if kind not in _ABOUT and isinstance(own, list)}
    return WordEntry(key, words, str(raw["in"]), str(raw["out"]), str(raw["habit"]))
