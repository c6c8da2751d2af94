"""Two documents -> what of either was not read, and the changes without those that only say so.

A row that a document does not have and a row on a page that nobody could read look alike to a comparison. Whoever signs
it has to know which: what was not read is told first (`gaps`), and is no change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from extractor.left_out_tables import MAY_HOLD, numbers_of, tables_left_out
from extractor.unread_findings import unread_codes
from schemas.diff import Celah, Change, ChangeKind
from schemas.document import Document

NO_ROWS, NO_CASCADE = "tanpa_indikator", "tanpa_kaskade"
UNREAD = "tidak_terbaca"
"""Reason of a change that may be none: the row may stand on a page that was not read."""

SideName = Literal["lama", "baru"]


def gaps(old: Document, new: Document) -> list[Celah]:
    """What was not read of either document, the old one's first; empty where both were read whole."""
    return [*_gaps("lama", old, new), *_gaps("baru", new, old)]


def _gaps(side: SideName, document: Document, other: Document) -> Iterator[Celah]:
    theirs = rows_of(other)
    if theirs and not rows_of(document):
        yield Celah(sisi=side, kode=NO_ROWS, tidak_dibandingkan=theirs)
    if other.kaskade and not document.kaskade:
        yield Celah(sisi=side, kode=NO_CASCADE, tidak_dibandingkan=len(other.kaskade))
    pages: dict[str, set[int]] = {}
    for found in document.temuan:
        if found.kode in unread_codes():
            pages.setdefault(found.kode, set()).update(() if found.halaman is None else (found.halaman,))
    for code, numbers in pages.items():
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


def _partly_read(document: Document) -> bool:
    return any(found.kode in unread_codes() for found in document.temuan)
