"""Two documents -> what of either was not read, and the changes without those that only say so.

A row that a document does not have and a row on a page that nobody could read look alike to a comparison. Whoever signs
it has to know which: what was not read is told first (`gaps`), and is no change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from extractor.left_out_tables import MAY_HOLD, NOT_ASKED, numbers_of, pages_not_asked, tables_left_out
from extractor.unread_findings import unread_codes
from schemas.diff import Celah, Change, ChangeKind
from schemas.document import Document

NO_ROWS, NO_CASCADE = "tanpa_indikator", "tanpa_kaskade"
UNREAD = "tidak_terbaca"
"""Reason of a change that may be none: the row may stand on a page that was not read."""

SideName = Literal["lama", "baru"]


def gaps(old: Document, new: Document, unseen: Iterable[Change] = ()) -> list[Celah]:
    """What was not read of either document, the old one's first; empty where both were read whole. `unseen`: changes
    that may be none, since one document has pages that were not asked for (`split_unseen`)."""
    lone_rows = [change for change in unseen if change.scope == "baris" and (change.old is None or change.new is None)]
    return [*_gaps("lama", old, new, len(lone_rows)), *_gaps("baru", new, old, len(lone_rows))]


def _gaps(side: SideName, document: Document, other: Document, lone_rows: int) -> Iterator[Celah]:
    theirs = rows_of(other)
    if pages := pages_not_asked(document):
        count = lone_rows if theirs and rows_of(document) and not pages_not_asked(other) else 0
        yield Celah(sisi=side, kode=NOT_ASKED, halaman=pages, tidak_dibandingkan=count)
    if theirs and not rows_of(document):
        yield Celah(sisi=side, kode=NO_ROWS, tidak_dibandingkan=theirs)
    if other.kaskade and not document.kaskade:
        yield Celah(sisi=side, kode=NO_CASCADE, tidak_dibandingkan=len(other.kaskade))
    unread: dict[str, set[int]] = {}
    for found in document.temuan:
        if found.kode in unread_codes():
            unread.setdefault(found.kode, set()).update(() if found.halaman is None else (found.halaman,))
    for code, numbers in unread.items():
        yield Celah(sisi=side, kode=code, halaman=sorted(numbers))
    if left_out := tables_left_out(document):
        shown = sorted({page for found in left_out for page in numbers_of(found)})
        yield Celah(sisi=side, kode=MAY_HOLD, halaman=shown)


def rows_of(document: Document) -> int:
    """The number of indicators of a document."""
    return sum(len(part.indikator) for part in document.bagian)


def without_unread(old: Document, new: Document, changes: Iterable[Change]) -> Iterator[Change]:
    """The changes of rows and sections; those that only one side has, as far as the other one was read."""
    rows_seen = bool(rows_of(old)) == bool(rows_of(new))
    unread: dict[ChangeKind, bool] = {"dihapus": _partly_read(new), "ditambah": _partly_read(old)}
    for change in changes:
        lone = change.old is None or change.new is None
        if not lone:
            yield change
        elif rows_seen:
            yield replace(change, kind="tidak_pasti", reason=UNREAD) if unread.get(change.kind) else change


def split_unseen(old: Document, new: Document, changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """The changes, and apart from them those that only say that pages of one document were not asked for while the
    other one, as a DOCX has no pages, was read whole: what only that one has may stand on such a page."""
    old_in_part, new_in_part = bool(pages_not_asked(old)), bool(pages_not_asked(new))
    if old_in_part == new_in_part:
        return list(changes), []
    is_missing = _missing_in_old if old_in_part else _missing_in_new
    seen: list[Change] = []
    unseen: list[Change] = []
    for change in changes:
        (unseen if is_missing(change) else seen).append(change)
    return seen, unseen


def _missing_in_old(change: Change) -> bool:
    return change.old is None or (change.scope != "baris" and change.before is None)


def _missing_in_new(change: Change) -> bool:
    return change.new is None or (change.scope != "baris" and change.after is None)


def _partly_read(document: Document) -> bool:
    return bool(pages_not_asked(document)) or any(found.kode in unread_codes() for found in document.temuan)
