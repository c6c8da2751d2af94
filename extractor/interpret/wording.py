"""How sasaran and indicators are worded, from extractor/data/wording.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from schemas.patterns import pattern

_NUMBER = pattern("marker-before-entry").pattern


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(files("extractor").joinpath("data", "wording.toml").read_text(encoding="utf-8"))


def _any(key: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in _lists()[key])


@cache
def indicator_start() -> re.Pattern[str]:
    """Matches the beginning of a text that is worded as an indicator, a list number before it or not."""
    return re.compile(rf"{_NUMBER}(?:{_any('indicator_starts')})\b", re.IGNORECASE)


@cache
def sasaran_start() -> re.Pattern[str]:
    """Matches the beginning of a text that is worded as a sasaran."""
    return re.compile(rf"{_NUMBER}(?:(?:ter|me)\w{{3,}}nya|{_any('sasaran_starts')})\b", re.IGNORECASE)


@cache
def open_endings() -> frozenset[str]:
    """Words, in lower case, after which a text goes on."""
    return frozenset(_lists()["open_endings"])
