"""Drafts of rows -> the same with the child items of ruled lists below their parent items.

Habit: offices that rule every line draw "Jumlah kasus penyakit:" in one row and "- Rabies", "- Antraks" with their
targets in the rows below it. Out come two rows with the first one as parent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.interpret.rows.row_contents import OWN_ROLES
from extractor.interpret.rows.row_drafts import RowDraft
from extractor.interpret.rows.strip_entries import marker_of
from schemas.printed import Role

ENOUGH_ITEMS = 2  # child items below a parent item that no colon marks as one
INDENTED_BY = 5.0  # points that an item that lost its marker is right of its parent item


@dataclass(frozen=True, slots=True)
class _Beginning:
    """How an indicator begins."""

    style: str | None  # of its list marker
    left: float | None  # points


def with_parents(drafts: Sequence[RowDraft]) -> tuple[RowDraft, ...]:
    """The drafts, child items with their parent item, which is no row of its own unless it has a value.

    What the parent item says of formula, source or office holds for child items that say nothing of it.
    """
    result: list[RowDraft] = []
    at = 0
    while at < len(drafts):
        parent = drafts[at]
        count = _count_children(drafts, at)
        if count == 0 or parent.has_value:
            result.append(parent)
        result.extend(_child(draft, parent) for draft in drafts[at + 1 : at + 1 + count])
        at += 1 + count
    return tuple(result)


def _child(draft: RowDraft, parent: RowDraft) -> RowDraft:
    inherited = {role: parent.lines[role] for role in OWN_ROLES if parent.lines.get(role) and not draft.lines.get(role)}
    return replace(draft, parent=parent.lines[Role.INDIKATOR], lines={**draft.lines, **inherited})


def _count_children(drafts: Sequence[RowDraft], at: int) -> int:
    """How many of the drafts below the one at `at` are child items of it; 0 where it leads no list."""
    parent = drafts[at]
    if not _leads(parent) or at + 1 >= len(drafts):
        return 0
    own, first = _beginning(parent), _beginning(drafts[at + 1])
    if first.style is None or first.style == own.style:
        return 0
    count = 0
    for draft in drafts[at + 1 :]:
        same_goal = draft.goals.get(Role.SASARAN) == parent.goals.get(Role.SASARAN)
        listed = _is_listed(_beginning(draft), own, first)
        if not same_goal or draft.parent or not listed or not draft.has_value:
            break
        count += 1
    return count if count >= (1 if _ends_with_colon(parent) else ENOUGH_ITEMS) else 0


def _leads(draft: RowDraft) -> bool:
    """True where the text says that a list follows, or where a value is missing that its list has."""
    if not draft.lines.get(Role.INDIKATOR) or draft.parent:
        return False
    return _ends_with_colon(draft) or not draft.has_value


def _ends_with_colon(draft: RowDraft) -> bool:
    return draft.lines[Role.INDIKATOR][-1].text.rstrip().endswith(":")


def _is_listed(beginning: _Beginning, parent: _Beginning, first: _Beginning) -> bool:
    """True for another marker of the list's style, or for an indented item that lost its marker."""
    indented = beginning.left is not None and parent.left is not None and beginning.left > parent.left + INDENTED_BY
    return beginning.style == first.style or (beginning.style is None and indented)


def _beginning(draft: RowDraft) -> _Beginning:
    lines = draft.lines.get(Role.INDIKATOR)
    if not lines:
        return _Beginning(None, None)
    marker = marker_of(lines[0])
    return _Beginning(marker[0] if marker else None, lines[0].box.x0 if lines[0].box is not None else None)
