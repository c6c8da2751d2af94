"""Checks of a section's rows: numbers that jump or repeat, repeated indicators, and empty cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.checks.list_numbers import numbers
from schemas.document import Kotak
from schemas.evidence import FieldRef, Finding
from schemas.fields import TARGET, DocumentFields, IndicatorRow, IndicatorSection, dated_target
from schemas.findings import finding

_COLUMNS = ("sasaran", "indikator", "target", "formulasi", "sumber_data", "penanggung_jawab")
_FILLED_SHARE = 0.6  # of the section's other rows, from which an empty cell is worth a word
_FEWEST_FILLED = 2  # other rows of the section that have the cell
_RISES_FOR_DOUBLE = 4  # times that numbers rise for each that repeats, so that it counts as a mistake in files
# that give no places of cells, in tables without objectives
_MOST_CHARS = 80
_BARE = re.compile(r"(?:indeks|index|nilai|skor|rasio|angka|predikat|tingkat)\b", re.IGNORECASE)
"""Beginnings of indicators whose values are often given without a unit."""


def check(document: DocumentFields) -> Iterator[Finding]:
    """Findings about the rows of each section."""
    for number, section in enumerate(document.sections):
        refs = [FieldRef(number, place) for place in range(len(section.rows))]
        yield from _numbers(section, refs)
        yield from _repeated(section, refs)
        yield from _empty(section, refs)


def _numbers(section: IndicatorSection, refs: Sequence[FieldRef]) -> Iterator[Finding]:
    """Gaps in the numbers of a section, and one number for two things that follow each other.

    A number that falls is a list that begins anew, no mistake. Nor is one number cell that is printed beside several
    rows: where the file gives no places of cells, numbers that repeat more often than they rise are that.
    """
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


def _repeated(section: IndicatorSection, refs: Sequence[FieldRef]) -> Iterator[Finding]:
    """Indicators that a section has more than once for the same entries above, parent item and person in charge.

    Without an objective and a number nothing says that rows belong together: an activity that the table names in a
    column of its own may be between them. They are repeated where they also have the same targets.
    """
    keys = [_key(row, ref) for row, ref in zip(section.rows, refs, strict=True)]
    counts = Counter(keys)
    for key, row, ref in zip(keys, section.rows, refs, strict=True):
        if row.indicator and counts[key] > 1:
            shown = row.indicator[:_MOST_CHARS]
            yield finding("indikator_ganda", ref=replace(ref, name="indikator"), indikator=shown, jumlah=counts[key])
            del counts[key]


def _key(row: IndicatorRow, ref: FieldRef) -> tuple[object, ...]:
    """Rows of equal keys are the same indicator."""
    said = (row.text(name) or "" for name in ("indikator", "indikator_induk", "sasaran", "penanggung_jawab"))
    above = (text for entry in row.ladder for text in (entry.code or "", entry.text))
    folded = tuple(" ".join(text.casefold().split()).strip(" .;,") for text in (*said, *above))
    if row.text("sasaran") or row.text("no"):
        return folded
    return (*folded, _targets(row)) if _has(row, TARGET) else (*folded, ref)


def _targets(row: IndicatorRow) -> tuple[object, ...]:
    """Everything that the targets of a row say."""
    whole, read = row.text(TARGET), row.target
    stated = (read.nilai, read.nilai_maks, read.pembanding, read.satuan, read.predikat) if read is not None else None
    return whole, stated, tuple((period, one.text) for period, one in row.periods.items())


def _empty(section: IndicatorSection, refs: Sequence[FieldRef]) -> Iterator[Finding]:
    """Cells that most other rows of the section have filled."""
    columns = [*_COLUMNS, *dict.fromkeys(dated_target(period) for row in section.rows for period in row.periods)]
    if any("satuan" in row.fields for row in section.rows):
        columns.append("satuan")
    for name in columns:
        missing = [ref for row, ref in zip(section.rows, refs, strict=True) if not _has(row, name)]
        filled = len(section.rows) - len(missing)
        if filled < max(_FEWEST_FILLED, _FILLED_SHARE * (len(section.rows) - 1)):
            continue
        for ref in missing:
            yield finding("sel_kosong", ref=replace(ref, name=name), kolom=name)


def _has(row: IndicatorRow, name: str) -> bool:
    """Whether the row has the field; one without any target lacks that, and not each of its years as well."""
    periods = row.periods
    if name == TARGET:
        return bool(periods) or bool((row.text(TARGET) or "").strip())
    if name == "satuan":
        read = row.target
        return name in row.fields or read is None or read.satuan is not None or _needs_no_unit(row)
    if name in _COLUMNS:
        return bool(row.text(name))
    return not periods or bool((row.text(name) or "").strip())


def _needs_no_unit(row: IndicatorRow) -> bool:
    """True for a target without a number, for a grade, and for an index, which is a bare number."""
    read = row.target
    return read is None or read.nilai is None or read.predikat is not None or _BARE.match(row.indicator) is not None
