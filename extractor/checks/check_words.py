"""Words by which the checks of targets know what an indicator and a formula speak of (data/checks.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.values import UnitKind

_COUNT = re.compile(r"(?:jumlah|banyaknya)\s+(?P<thing>[^\W\d_]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an indicator begins with, and the kinds of unit that its target then can't have."""

    printed: str
    never: frozenset[UnitKind]
    code: str  # of the finding

    @property
    def of_shares(self) -> bool:
        """True for "Persentase" and its like."""
        return self.code == "satuan_bukan_persen"


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of data/checks.toml, ready for matching."""

    begins: tuple[tuple[re.Pattern[str], frozenset[UnitKind], str], ...]
    families: dict[str, str]  # a word for what is counted, also as a unit -> its family
    rates: re.Pattern[str]
    beyond: re.Pattern[str]
    achieved: re.Pattern[str]
    planned: re.Pattern[str]


@cache
def words() -> Words:
    """The words of data/checks.toml."""
    table = tomllib.loads(files("extractor").joinpath("data/checks.toml").read_text(encoding="utf-8"))
    begins = tuple((_any(e["words"]), frozenset(e["never"]), e["code"]) for e in table["begins"])
    [achievement] = table["achievement"]
    return Words(
        begins,
        {word: entry["id"] for entry in table["counted"] for word in entry["words"]},
        _any(_all(table["rates"])),
        _any(_all(table["beyond"])),
        _any(achievement["words"]),
        _any(achievement["against"]),
    )


def beginning_of(text: str) -> Beginning | None:
    """What an indicator begins with, where the data knows it."""
    found = ((known.match(text), never, code) for known, never, code in words().begins)
    return next((Beginning(match.group(), never, code) for match, never, code in found if match is not None), None)


def counted(text: str) -> re.Match[str] | None:
    """ "Jumlah laporan" where an indicator begins so, with the group `thing`; None also where it counts no things."""
    found = _COUNT.match(text)
    return found if found is not None and not words().rates.fullmatch(found["thing"]) else None


def other_family(thing: str, unit: str) -> bool:
    """True where `thing` and `unit` are words of different families: "laporan" and "orang"."""
    families = words().families
    mine, its = families.get(thing.casefold()), families.get(unit.casefold())
    return mine is not None and its is not None and mine != its


def has_family(thing: str) -> bool:
    """True for words of things that are counted, which the data sorts into families."""
    return thing.casefold() in words().families


def _all(entries: Iterable[dict[str, Any]]) -> list[str]:
    return [word for entry in entries for word in entry["words"]]


def _any(given: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(given, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
