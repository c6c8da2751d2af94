"""Checks of the numbers of a section's rows: gaps, and one number for two things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.checks.list_numbers import numbers
from schemas.document import Kotak, Level
from schemas.evidence import FieldRef, Finding
from schemas.fields import DocumentFields, IndicatorRow, IndicatorSection
from schemas.findings import finding

_NUMBERED_ENTRIES: frozenset[Level] = frozenset({"program", "kegiatan", "sub_kegiatan"})
_RISES_FOR_DOUBLE = 4  # times that numbers rise for each that repeats, so that it counts as a mistake in files
# that give no places of cells, in tables without objectives


def check(document: DocumentFields) -> Iterator[Finding]:
    """Findings about the numbers of each section."""
    for number, section in enumerate(document.sections):
        refs = [FieldRef(number, place) for place in range(len(section.rows))]
        yield from _numbers(section, refs)


def _numbers(section: IndicatorSection, refs: Sequence[FieldRef]) -> Iterator[Finding]:
    """Gaps in the numbers of a section, and one number for two things that follow each other.

    In matrices of programmes and activities each entry has its number, and those without an indicator are no rows.

    A number that falls is a list that begins anew, no mistake. Nor is one number cell that is printed beside several
    rows: where the file gives no places of cells, numbers that repeat more often than they rise are that.
    """
    if any(entry.level in _NUMBERED_ENTRIES for row in section.rows for entry in row.ladder):
        return
    read = numbers([row.text("no") for row in section.rows])
    rows = [(at, row, now) for at, (row, now) in enumerate(zip(section.rows, read, strict=True)) if now is not None]
    pairs = [(b, last, at, row, now) for (_, b, last), (at, row, now) in pairwise(rows) if last.prefix == now.prefix]
    rises = sum(now.value > last.value for _, last, _, _, now in pairs)
    count_rows = any(
        now.value > last.value and row.text("sasaran") == before.text("sasaran") for before, last, _, row, now in pairs
    )
    doubled: list[tuple[FieldRef, IndicatorRow]] = []
    for before, last, at, row, now in pairs:
        ref = replace(refs[at], name="no")
        if now.value > last.value + 1:
            yield finding("nomor_lompat", ref=ref, sebelum=before.text("no"), sesudah=row.text("no"))
        elif now.value == last.value and (_differ(row, before) or (count_rows and _apart(row, before))):
            doubled.append((ref, row))
    for ref, row in doubled:
        most = rises if row.text("sasaran") else 1 + rises // _RISES_FOR_DOUBLE
        if _box(row) is not None or len(doubled) < most:
            yield finding("nomor_ganda", ref=ref, nomor=row.text("no"))


def _differ(row: IndicatorRow, before: IndicatorRow) -> bool:
    """True where two rows have objectives of their own and do not share one printed number."""
    mine, other = row.text("sasaran"), before.text("sasaran")
    return bool(mine and other) and mine != other and (_box(row) is None or _box(row) != _box(before))


def _apart(row: IndicatorRow, before: IndicatorRow) -> bool:
    """True where two rows, each of which should have its own number, do not share one printed number or one parent."""
    parent = row.text("indikator_induk")
    same_parent = parent is not None and parent == before.text("indikator_induk")
    return not same_parent and (_box(row) is None or _box(row) != _box(before))


def _box(row: IndicatorRow) -> Kotak | None:
    """Where the row's number is printed."""
    number = row.fields.get("no")
    return number.box if number is not None else None
