"""A passage: printed lines that make up one value, and what says that they belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.transcript import Line


class Continuation(StrEnum):
    """By what a part of a table is known to continue the part before."""

    BEGINS = "begins"  # it continues nothing
    HEADER = "header"  # its header is repeated
    EDGES = "edges"  # its columns stand where those of the table stand
    COLUMNS = "columns"  # it has as many columns, or like ones


WIDEST_MARGIN = 12.0
"""Of roles of columns, in the units of data/column_model.toml; what has no rival has this one."""


@dataclass(frozen=True, slots=True)
class Support:
    """What says that a passage belongs to its field and to its row. The defaults are those of a text in no table."""

    margin: float = WIDEST_MARGIN  # by which the role of its column is better than another one
    named: float = 1.0  # how clearly the header names the role, 0: not at all
    carried: bool = False  # stands in a cell that does not reach down to the row
    continuation: Continuation = Continuation.BEGINS  # of the part of the table in which its row stands
    row: float = 1.0  # that its row begins and ends where it does, 0..1


IN_NO_TABLE = Support()


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines that make up one value, in reading order, and how sure the structure around it is (0..1)."""

    lines: tuple[Line, ...]
    certainty: float = 1.0
    support: Support = IN_NO_TABLE

    @property
    def page(self) -> int | None:
        """That of its first line, 1-based."""
        return self.lines[0].page if self.lines else None
