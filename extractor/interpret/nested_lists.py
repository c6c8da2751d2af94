"""Lists whose lead and sub-items stand in ruled rows of their own: the sub-items get their lead.

Offices that rule every line draw "Jumlah kasus penyakit:" in one row and "- Rabies", "- Antraks" with their
targets in the rows below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from extractor.interpret.strip import marker_of
from schemas.printed import Role
from schemas.transcript import Line

ENOUGH_ITEMS = 2  # below a lead that no colon marks as one
INDENTED_BY = 5.0  # points that an item that lost its marker stands right of its lead


class Row(Protocol):
    """What of a row in the making counts here."""

    lines: dict[Role, list[Line]]
    targets: dict[str, list[Line]]
    parent: tuple[Line, ...]

    @property
    def goal(self) -> object: ...


@dataclass(frozen=True, slots=True)
class _Begin:
    """How an indicator begins."""

    style: str | None
    left: float | None  # points


def _begin(row: Row) -> _Begin:
    lines = row.lines.get(Role.INDIKATOR)
    if not lines:
        return _Begin(None, None)
    marker = marker_of(lines[0])
    return _Begin(marker[0] if marker else None, lines[0].box.x0 if lines[0].box is not None else None)


def _has_value(row: Row) -> bool:
    return bool(row.lines.get(Role.TARGET)) or bool(row.targets)


def _leads(row: Row) -> bool:
    """True where the text says that a list follows, or where a value is missing that its list has."""
    lines = row.lines.get(Role.INDIKATOR)
    if not lines or row.parent:
        return False
    return lines[-1].text.rstrip().endswith(":") or not _has_value(row)


def members(rows: Sequence[Row], at: int) -> int:
    """How many of the rows below the one at `at` are sub-items of it; 0 where it leads no list."""
    lead = rows[at]
    if not _leads(lead) or at + 1 >= len(rows):
        return 0
    own, first = _begin(lead), _begin(rows[at + 1])
    if first.style is None or first.style == own.style:
        return 0
    count = 0
    for row in rows[at + 1 :]:
        begin = _begin(row)
        indented = begin.left is not None and own.left is not None and begin.left > own.left + INDENTED_BY
        listed = begin.style == first.style or (begin.style is None and indented)
        if row.goal is not lead.goal or row.parent or not listed or not _has_value(row):
            break
        count += 1
    colon = lead.lines[Role.INDIKATOR][-1].text.rstrip().endswith(":")
    return count if count >= (1 if colon else ENOUGH_ITEMS) else 0
