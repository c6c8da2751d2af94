"""An indicator that only leads a list whose items stand in ruled rows of their own is their parent, no row.

Offices rule "Jumlah kasus:" / "- Anthrax 0" / "- Rabies 0" as three rows; the first has no target because it only
names what the others count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.interpret.labels import list_marker
from schemas.printed import PrintedRow, Role

_ITEM_STYLES = ("bullet", "letter", "inner", "inner-letter")


def adopt_leads(rows: Sequence[PrintedRow]) -> tuple[PrintedRow, ...]:
    """`rows` without mere leads; their items name them as `indikator_induk`.

    A lead has no target of its own and is followed by items that have one, in the same sasaran and with one style
    of list marker that it does not have itself; without a colon at its end it needs two of them.
    """
    result: list[PrintedRow] = []
    i = 0
    while i < len(rows):
        items = _items_of(rows, i)
        if items:
            lead = rows[i].fields[Role.INDIKATOR]
            result.extend(replace(row, indikator_induk=lead) for row in items)
        else:
            result.append(rows[i])
        i += 1 + len(items)
    return tuple(result)


def _items_of(rows: Sequence[PrintedRow], at: int) -> Sequence[PrintedRow]:
    lead = rows[at]
    if _has_target(lead) or Role.INDIKATOR not in lead.fields:
        return ()
    own_style = _style(lead)
    items: list[PrintedRow] = []
    style: str | None = None
    for row in rows[at + 1 :]:
        found = _style(row)
        if found not in _ITEM_STYLES or found == own_style or (style is not None and found != style):
            break
        if not _has_target(row) or row.indikator_induk is not None or _goal(row) != _goal(lead):
            break
        style = found
        items.append(row)
    colon = lead.fields[Role.INDIKATOR].lines[-1].text.rstrip().endswith(":")
    return items if len(items) >= (1 if colon else 2) else ()


def _has_target(row: PrintedRow) -> bool:
    return Role.TARGET in row.fields or bool(row.targets)


def _style(row: PrintedRow) -> str | None:
    passage = row.fields.get(Role.INDIKATOR)
    marker = list_marker(passage.lines[0].text) if passage is not None else None
    return marker[0] if marker else None


def _goal(row: PrintedRow) -> tuple[str, ...]:
    passage = row.fields.get(Role.SASARAN)
    return tuple(line.text for line in passage.lines) if passage is not None else ()
