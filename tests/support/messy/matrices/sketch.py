"""A matrix before it is drawn: columns with their headers, body rows with their texts, and what each row measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.support.messy.matrices.figures import FIGURE_KINDS, MONEY
from tests.support.messy.matrices.gold import Figure, GoldRow, Link
from tests.support.messy.matrices.plans import Level

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `header` runs from the group on top to the column's own words."""

    key: str
    header: tuple[str, ...]
    weight: float = 1.0  # share of the width
    kind: str = "text"  # a kind of figure, or code, no, unit, owner, source, formula, tick, text
    period: str | None = None
    role: Literal["", "target", "targets", "both"] = ""  # which field of the gold the figure goes to
    at: int = 0  # index of the plan's year
    align: Align = "left"
    plain: bool = False  # without the bold type and the colour of the row's level

    @property
    def money(self) -> bool:
        """True for amounts of rupiah."""
        return self.kind in MONEY


@dataclass(frozen=True, slots=True)
class Claim:
    """An indicator in a row: its column, what stands above it, and which figure columns are its own."""

    key: str  # column that prints the indicator
    chain: tuple[Link, ...]
    figures: tuple[str, ...]  # column keys
    level: Level | None
    no: str | None = None
    unit: str | None = None  # column key of the unit
    category: str | None = None
    text: str | None = None  # the indicator, where a list marker is printed before it


@dataclass(slots=True)
class BodyRow:
    """One ruled row. `band` names the columns between which the first one's text runs."""

    texts: dict[str, str] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    bold: bool = False
    fill: str | None = None  # hex colour
    band: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """A cell over several rows of a column, first and last, 0-based."""

    key: str
    first: int
    last: int


@dataclass(slots=True)
class Sketch:
    """A matrix."""

    columns: tuple[Column, ...]
    rows: list[BodyRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def add(self, row: BodyRow) -> int:
        """Appends a row; its index."""
        self.rows.append(row)
        return len(self.rows) - 1

    def span(self, key: str, first: int, last: int, merged: bool) -> None:
        """The text of the first row holds for all: one tall cell, or ruled cells of which the others are empty."""
        if merged and last > first and any(c.key == key for c in self.columns):
            self.merges.append(Merge(key, first, last))

    def text(self, row: int, key: str) -> str:
        """The text that holds for a cell, through tall cells."""
        for merge in self.merges:
            if merge.key == key and merge.first <= row <= merge.last:
                row = merge.first
        return self.rows[row].texts.get(key, "")

    def gold(self) -> tuple[GoldRow, ...]:
        """The indicators, down the table; of one row in the order in which they were claimed."""
        by_key = {column.key: column for column in self.columns}
        return tuple(self._gold(i, claim, by_key) for i, row in enumerate(self.rows) for claim in row.claims)

    def _gold(self, at: int, claim: Claim, by_key: dict[str, Column]) -> GoldRow:
        filled = [(by_key[key], self.text(at, key)) for key in claim.figures if key in by_key]
        filled = [(column, text) for column, text in filled if text]
        figures = tuple(Figure(FIGURE_KINDS[column.kind], column.period, text) for column, text in filled)
        target = next((text for column, text in filled if column.role in ("target", "both")), None)
        targets = tuple((column.period or "", text) for column, text in filled if column.role in ("targets", "both"))
        return GoldRow(
            no=claim.no,
            chain=claim.chain,
            indicator=claim.text or self.rows[at].texts[claim.key],
            level=claim.level,
            code=next((link.code for link in reversed(claim.chain) if link.code and link.level == claim.level), None),
            target=target,
            unit=(self.text(at, claim.unit) or None) if claim.unit else None,
            targets=targets,
            figures=figures,
            formula=self._field(at, "formula"),
            source=self._field(at, "source"),
            owner=self._field(at, "owner") if claim.figures or len(self.rows[at].claims) == 1 else None,
            category=claim.category,
        )

    def _field(self, at: int, kind: str) -> str | None:
        key = next((column.key for column in self.columns if column.kind == kind), None)
        return (self.text(at, key) or None) if key else None
