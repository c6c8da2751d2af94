"""What a table's header rows say: the types TableColumn and TableHeader."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.interpret.tables.table_plan import EMPTY_PLAN, TablePlan
from schemas.passage import IN_NO_TABLE, Support
from schemas.printed import Role


@dataclass(frozen=True, slots=True)
class TableColumn:
    """What one column of a grid holds."""

    index: int  # 0-based
    role: Role
    score: float  # evidence for the role by the column itself, in no unit but others; below 0 it is against it
    text: str  # header as printed, upper levels first
    period: str | None = None  # of a dated column
    unit: str | None = None  # unit that the header names for the column
    misread: str | None = None  # the period as the header has it, where its place among the others says another one
    forward: bool = False  # an estimate for the year after the one that is planned
    support: Support = IN_NO_TABLE  # what the role rests on


@dataclass(frozen=True, slots=True)
class TableHeader:
    """The header rows of a table and the columns under them."""

    first: int  # header rows, 0-based, half open; first == last where the roles were inferred from the contents
    last: int
    columns: tuple[TableColumn, ...]  # one per grid column
    plan: TablePlan = EMPTY_PLAN
    told: tuple[str, ...] = ()  # ids of the instructions of people that it was read with

    def find(self, role: Role) -> tuple[TableColumn, ...]:
        """The columns of a role, left to right."""
        return tuple(c for c in self.columns if c.role is role)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that at least one column has."""
        return frozenset(c.role for c in self.columns)
