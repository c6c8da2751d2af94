"""Changes of rows -> indicators by what became of them, each counted once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.diff.unread_parts import rows_of
from schemas.diff import KINDS, Change, ChangeKind, ChangePlace, Hitungan
from schemas.document import Document

WEIGHTIEST_FIRST: tuple[ChangeKind, ...] = ("ditambah", "dihapus", "diubah", "dipindah", "tidak_pasti", "kosmetik")
"""An indicator with changes of several kinds counts as the first of these."""

RowKey = tuple[tuple[int | None, int | None] | None, tuple[int | None, int | None] | None]


def counted(
    old: Document, new: Document, kept: Sequence[Change], ignored: Iterable[Change], unseen: Iterable[Change] = ()
) -> Hitungan:
    """`kept`: the changes that are told; `ignored`: those that were left out on demand; `unseen`: those that may be
    none, since a document was not read whole."""
    found: dict[RowKey, set[ChangeKind]] = {}
    for change in kept:
        if (key := _key(change)) is not None:
            found.setdefault(key, set()).add(change.kind)
    left_out = {key for change in ignored if (key := _key(change)) is not None} - found.keys()
    weightiest = [next(kind for kind in WEIGHTIEST_FIRST if kind in kinds) for kinds in found.values()]
    numbers = {kind: weightiest.count(kind) for kind in KINDS}
    before, after = rows_of(old), rows_of(new)
    not_seen = {key for change in unseen if (key := _key(change)) is not None}
    unread = max(before, after) if not before or not after else len(not_seen)
    in_both = before - sum(one is not None and other is None for one, other in (*found, *left_out, *not_seen))
    changed = sum(one is not None and other is not None for one, other in (*found, *left_out))
    return Hitungan(
        lama=before,
        baru=after,
        sama=in_both - changed if before and after else 0,
        diabaikan=len(left_out),
        tidak_terbaca=unread,
        **numbers,
    )


def _key(change: Change) -> RowKey | None:
    """The rows that a change is about; None for changes of sections. A row that only one side has is one alone, also
    where it was split from another or merged into it."""
    if change.scope != "baris" or (change.old or change.new) is None:
        return None
    sides = _indices(change.old), _indices(change.new)
    if sides[0] is None and sides[1] is None:
        return None
    if change.kind == "ditambah":
        return None, sides[1]
    return (sides[0], None) if change.kind == "dihapus" else sides


def _indices(place: ChangePlace | None) -> tuple[int | None, int | None] | None:
    return None if place is None or place.row is None else (place.section, place.row)
