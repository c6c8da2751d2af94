"""What a person said of a table, for the interpretation to read it by: role of a column, or kind of the table."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.document import Kotak
from schemas.printed import Role


@dataclass(frozen=True, slots=True)
class TableInstruction:
    """One instruction, and the table that it is about as it was printed when it was given.

    It is about every table of the document with the same header: pages repeat it.
    """

    id: str  # of the decision
    page: int | None  # 1-based; None for DOCX and text
    box: Kotak | None
    headers: tuple[str, ...]  # header text of each column, from the left
    header_rows: int  # rows from the top of the grid that are its header
    first_words: str  # below the header
    holds_indicators: bool | None = None  # None: it says something of a column
    column: int | None = None  # 0-based
    role: Role | None = None
    period: str | None = None  # of a column of figures: "2023", "TW I"
