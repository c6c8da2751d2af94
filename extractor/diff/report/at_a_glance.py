"""Rows with their changes -> a short list of them: which indicators, and of each what changed, a line each.

Whoever opens a comparison of two plans wants to know in seconds which targets are other ones; the pictures and marked
words of each change come below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.diff.report.change_groups import WEIGHT_ORDER, RowChanges, lone_side
from extractor.diff.report_texts import Texts
from extractor.file_names import printable
from schemas.diff import ChangeKind, Perubahan

ORDER: tuple[ChangeKind, ...] = ("diubah", "dipindah", "dihapus", "ditambah", "tidak_pasti", "kosmetik")
"""What became of rows that both documents have comes first."""
SHORT_CHARS = 40
"""Of texts that are shown as they were and as they are; of longer ones the name of the field is."""
MOST_FIELDS = 4
"""Fields of a row that its line names."""
MOST_OPEN = 25
"""A list that is longer is closed until somebody opens it, unless it is the first."""


@dataclass(frozen=True, slots=True)
class GlanceField:
    """One field of a line; the texts are empty where they are long."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class GlanceLine:
    """One indicator."""

    title: str
    anchor: str  # of the row with its changes
    fields: tuple[GlanceField, ...]
    more: int  # fields that are not named


@dataclass(frozen=True, slots=True)
class GlanceList:
    """All indicators of which the weightiest change is of one kind."""

    kind: ChangeKind
    lines: tuple[GlanceLine, ...]
    shown: bool  # False: closed until somebody opens it


def glance(rows: Sequence[tuple[str, RowChanges]], texts: Texts) -> tuple[GlanceList, ...]:
    """`rows`: each with the anchor of where it is told."""
    lists: list[GlanceList] = []
    for kind in ORDER:
        lines = tuple(_line(anchor, row, texts) for anchor, row in rows if row.kind == kind)
        if lines:
            lists.append(GlanceList(kind, lines, not lists or len(lines) <= MOST_OPEN))
    return tuple(lists)


def _line(anchor: str, row: RowChanges, texts: Texts) -> GlanceLine:
    title = printable(row.title) if not row.shared else texts("report.shared", count=len(row.shared))
    fields = [field for change in _weightiest_first(row.changes) for field in _fields(change, texts)]
    return GlanceLine(title, anchor, tuple(fields[:MOST_FIELDS]), max(len(fields) - MOST_FIELDS, 0))


def _weightiest_first(changes: Sequence[Perubahan]) -> list[Perubahan]:
    return sorted(changes, key=lambda change: WEIGHT_ORDER[change.keparahan])


def _fields(change: Perubahan, texts: Texts) -> list[GlanceField]:
    """The field that changed; of a row that only one document has its targets."""
    lone = lone_side(change)
    if lone is None:
        before, after = change.lama or "", change.baru or ""
        short = max(len(before), len(after)) <= SHORT_CHARS
        return [GlanceField(texts.field(change), before if short else "", after if short else "")]
    targets = [(key, text) for key, text in (change.isi or {}).items() if key.startswith("target")]
    return [
        GlanceField(texts.field_name(key), text if lone == "hapus" else "", text if lone == "tambah" else "")
        for key, text in targets
        if len(text) <= SHORT_CHARS
    ]
