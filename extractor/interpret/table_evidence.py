"""Does a table that gave no rows hold indicators after all? Grid -> sum of weak signs (data/excluded_tables.toml).

Scores header words, wording of cells and values with units, as a linear model with hand-set weights does; no sign
decides alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from extractor.interpret.lines.entry_wording import NEW_INDICATOR, indicator_start
from extractor.interpret.tables.column_contents import MONEY
from extractor.interpret.tables.grid_view import GridView, cell_text
from normalizers.target import read_target
from schemas.patterns import pattern
from schemas.transcript import Grid

MOST_ROWS = 200  # that are looked at; so many tell what a table is
HEADER_ROWS = 4  # in which header words are looked for
LONGEST_HEADER = 60  # characters of a cell that may be a header
LONGEST_VALUE = 30  # characters of a cell that may hold nothing but a value with its unit
LONGEST_ENTRY = 160  # characters; longer cells are prose
FEWEST_WORDS = 3  # of a cell that is worded as an indicator; "Jumlah" alone is a total

_RUPIAH = pattern("rupiah-cell")


@dataclass(frozen=True, slots=True)
class HeaderSign:
    """Words of header cells that speak for or against a table of indicators."""

    id: str
    words: re.Pattern[str]
    weight: float
    needs: str | None  # id of a sign without which it says nothing, as of a header that a scan shows in part
    unless: str | None  # id of a sign beside which it says nothing

    def counts_beside(self, others: Set[str]) -> bool:
        """Whether it says something in a header that has the signs `others`."""
        return (self.needs is None or self.needs in others) and self.unless not in others


@dataclass(frozen=True, slots=True)
class TableSigns:
    """The signs of data/excluded_tables.toml, ready for use."""

    headers: tuple[HeaderSign, ...]
    body: Mapping[str, tuple[float, int]]  # by id: weight of a row, and rows that count at most
    shares: Mapping[str, float]  # by id: weight of a share of 1
    may_hold: float
    worth_telling: float
    worth_telling_alone: float


@cache
def table_signs() -> TableSigns:
    """The signs with their weights. Raises KeyError where the data lacks one."""
    raw = tomllib.loads(files("extractor").joinpath("data/excluded_tables.toml").read_text(encoding="utf-8"))
    return TableSigns(
        tuple(
            HeaderSign(entry["id"], _any(entry["words"]), entry["weight"], entry.get("needs"), entry.get("unless"))
            for entry in raw["header"]
        ),
        {entry["id"]: (entry["weight"], entry["most"]) for entry in raw["body"]},
        {entry["id"]: entry["weight"] for entry in raw["share"]},
        raw["threshold"]["may_hold"],
        raw["threshold"]["worth_telling"],
        raw["threshold"]["worth_telling_alone"],
    )


def table_score(grid: Grid) -> float:
    """The sum of the signs of a table; see `table_signs().may_hold`."""
    signs = table_signs()
    view = GridView(grid)
    rows = [[text for cell in view.starting(r) if (text := cell_text(cell))] for r in range(grid.rows)]
    rows = [texts for texts in rows if texts][:MOST_ROWS]
    header = header_signs(text for texts in rows[:HEADER_ROWS] for text in texts)
    score = sum(sign.weight for sign in signs.headers if sign.id in header and sign.counts_beside(header))
    for name, count in _counted(rows).items():
        weight, most = signs.body[name]
        score += weight * min(count, most)
    return score + sum(signs.shares[name] * share for name, share in _shares(rows).items())


def header_signs(texts: Iterable[str]) -> frozenset[str]:
    """Ids of the signs whose words are in the header cells: ["No", "Arah Kebijakan"] -> {"direction"}."""
    short = [text for text in texts if len(text) <= LONGEST_HEADER and not NEW_INDICATOR.match(text)]
    return frozenset(sign.id for sign in table_signs().headers if any(map(sign.words.search, short)))


def _counted(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Rows with a cell worded as an indicator, those of them with a value beside it, and rows with a unit."""
    worded = [texts for texts in rows if any(map(_is_worded, texts))]
    return {
        "worded": len(worded),
        "measured": sum(any(map(_is_value, texts)) for texts in worded),
        "quantity": sum(any(map(_is_quantity, texts)) for texts in rows),
    }


def _shares(rows: Sequence[Sequence[str]]) -> dict[str, float]:
    """Shares of the rows that hold money and neither an indicator nor a unit, and of those with a cell of prose."""
    all_rows = max(len(rows), 1)
    paid = sum(
        any(map(_is_money, texts)) and not any(_is_quantity(text) or _is_worded(text) for text in texts)
        for texts in rows
    )
    prose = sum(any(len(text) > LONGEST_ENTRY for text in texts) for texts in rows)
    return {"money": paid / all_rows, "prose": prose / all_rows}


def _is_worded(text: str) -> bool:
    """True for "Jumlah pasar yang tertata"; not for "Jumlah" below a list, nor for prose."""
    return (
        len(text) <= LONGEST_ENTRY and len(text.split()) >= FEWEST_WORDS and indicator_start().match(text) is not None
    )


def _is_money(text: str) -> bool:
    return MONEY.match(text) is not None or _RUPIAH.match(text) is not None


@lru_cache(maxsize=2048)
def _is_value(text: str) -> bool:
    """True for "12 unit", "80 %" and "80"; not for money."""
    return len(text) <= LONGEST_VALUE and not _is_money(text) and read_target(text).nilai is not None


@lru_cache(maxsize=2048)
def _is_quantity(text: str) -> bool:
    """True for "12 unit" and "80 %"; not for money and bare numbers."""
    return _is_value(text) and read_target(text).satuan is not None


def _any(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
