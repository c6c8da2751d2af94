"""Numbers, repeated indicators and empty cells of a section's table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from extractor.checks.numbering import numbers
from extractor.checks.place import of_row, page_of
from extractor.dated import dated
from schemas.document import Bagian, Document, Indikator, Kotak
from schemas.evidence import Finding
from schemas.findings import finding

_COLUMNS = {
    "sasaran": "Sasaran",
    "indikator": "Indikator",
    "target": "Target",
    "formulasi": "Formulasi",
    "sumber_data": "Sumber data",
    "penanggung_jawab": "Penanggung jawab",
}
_FILLED_SHARE = 0.6  # of the section's other rows, from which an empty cell is worth a word
_FEWEST_FILLED = 2  # other rows of the section that have the cell
_RISES_FOR_DOUBLE = 4  # times that numbers rise for each that stands still, so that it counts as a mistake in files
# that give no places of cells, in tables without objectives
_MOST_CHARS = 80
_BARE = re.compile(r"(?:indeks|index|nilai|skor|rasio|angka|predikat|tingkat)\b", re.IGNORECASE)
"""Beginnings of indicators whose values are often given without a unit."""


def check(document: Document) -> Iterator[Finding]:
    for section in document.bagian:
        yield from _numbers(section)
        yield from _repeated(section)
        yield from _empty(section)


def _numbers(section: Bagian) -> Iterator[Finding]:
    """Gaps in the numbers of a section, and one number for two things that follow each other.

    A number that falls is a list that begins anew, no mistake. Nor is one number cell that stands beside several
    rows: where the file gives no places of cells, numbers that stand still more often than they rise are that.
    """
    read = numbers([row.no for row in section.indikator])
    rows = [(row, number) for row, number in zip(section.indikator, read, strict=True) if number is not None]
    pairs = [(b, last, row, now) for (b, last), (row, now) in pairwise(rows) if last.prefix == now.prefix]
    rises = sum(now.value > last.value for _, last, _, now in pairs)
    count_rows = any(now.value > last.value and row.sasaran == before.sasaran for before, last, row, now in pairs)
    doubled: list[Indikator] = []
    for before, last, row, now in pairs:
        if now.value > last.value + 1:
            yield finding("nomor_lompat", page=page_of(row, "no"), place=of_row(row), sebelum=before.no, sesudah=row.no)
        elif now.value == last.value and (_differ(row, before) or (count_rows and _apart(row, before))):
            doubled.append(row)
    for row in doubled:
        if _box(row) is not None or len(doubled) < (rises if row.sasaran else 1 + rises // _RISES_FOR_DOUBLE):
            yield finding("nomor_ganda", page=page_of(row, "no"), place=of_row(row), nomor=row.no)


def _differ(row: Indikator, before: Indikator) -> bool:
    """True where two rows have objectives of their own and do not share one printed number."""
    own_objectives = bool(row.sasaran and before.sasaran) and row.sasaran != before.sasaran
    return own_objectives and (_box(row) is None or _box(row) != _box(before))


def _apart(row: Indikator, before: Indikator) -> bool:
    """True where two rows, each of which should have its own number, do not share one printed number or one lead."""
    same_lead = row.indikator_induk is not None and row.indikator_induk == before.indikator_induk
    return not same_lead and (_box(row) is None or _box(row) != _box(before))


def _box(row: Indikator) -> Kotak | None:
    """Where the row's number is printed."""
    proof = row.bukti.get("no")
    return proof.kotak if proof is not None else None


def _repeated(section: Bagian) -> Iterator[Finding]:
    """Indicators that a section has more than once for the same objective, lead and person in charge.

    Without an objective and a number nothing says that rows belong together: an activity that the table names in a
    column of its own may stand between them. They are repeated where they also have the same targets.
    """
    keys = [_key(row) for row in section.indikator]
    counts = Counter(keys)
    for key, row in zip(keys, section.indikator, strict=True):
        if row.indikator and counts[key] > 1:
            shown = row.indikator[:_MOST_CHARS]
            yield finding("indikator_ganda", page=page_of(row), place=of_row(row), indikator=shown, jumlah=counts[key])
            del counts[key]


def _key(row: Indikator) -> tuple[str, ...]:
    said = (row.indikator, row.indikator_induk or "", row.sasaran or "", row.penanggung_jawab or "")
    folded = (" ".join(text.casefold().split()).strip(" .;,") for text in said)
    if row.sasaran or row.no:
        return tuple(folded)
    return (*folded, repr((row.target, row.target_per_tahun)) if _has(row, "target") else repr(id(row)))


def _empty(section: Bagian) -> Iterator[Finding]:
    """Cells that most other rows of the section have filled."""
    columns = {**_COLUMNS, **{dated(period): f"Target {period}" for period in _periods(section)}}
    if any("satuan" in row.bukti for row in section.indikator):
        columns["satuan"] = "Satuan"
    for name, column in columns.items():
        missing = [row for row in section.indikator if not _has(row, name)]
        filled = len(section.indikator) - len(missing)
        if filled < max(_FEWEST_FILLED, _FILLED_SHARE * (len(section.indikator) - 1)):
            continue
        for row in missing:
            yield finding("sel_kosong", page=page_of(row), place=of_row(row), kolom=column)


def _periods(section: Bagian) -> list[str]:
    return list(dict.fromkeys(period for row in section.indikator for period in row.target_per_tahun or {}))


def _has(row: Indikator, name: str) -> bool:
    """Whether the row has the field; one without any target lacks that, and not each of its years as well."""
    if name == "target":
        return bool(row.target_per_tahun) or (row.target is not None and bool(row.target.teks.strip()))
    if name == "satuan":
        return "satuan" in row.bukti or row.target is None or row.target.satuan is not None or _needs_no_unit(row)
    if name.startswith("target["):
        return not row.target_per_tahun or bool(row.target_per_tahun.get(name[7:-1], "").strip())
    return bool(getattr(row, name))


def _needs_no_unit(row: Indikator) -> bool:
    """True for a target without a number, for a grade, and for an index, which is a bare number."""
    target = row.target
    return (
        target is None or target.nilai is None or target.predikat is not None or _BARE.match(row.indikator) is not None
    )
