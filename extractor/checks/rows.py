"""Numbers, repeated indicators and empty cells of a section's table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from extractor.checks.place import of_row, of_section, page_of
from schemas.document import Bagian, Document, Indikator, Kotak
from schemas.evidence import Finding
from schemas.findings import finding

_COLUMNS = {
    "sasaran": "Sasaran",
    "target": "Target",
    "formulasi": "Formulasi",
    "sumber_data": "Sumber data",
    "penanggung_jawab": "Penanggung jawab",
}
_FILLED_SHARE = 0.6  # of the section's other rows, from which an empty cell is worth a word
_FEWEST_FILLED = 2  # other rows of the section that have the cell
_MOST_CHARS = 80


def check(document: Document) -> Iterator[Finding]:
    for section in document.bagian:
        yield from _numbers(section)
        yield from _repeated(section)
        yield from _empty(section)


def _numbers(section: Bagian) -> Iterator[Finding]:
    """Gaps in the numbers of objectives, and one number for two objectives that follow each other.

    A number that falls is a list that begins anew, no mistake. Nor is one number cell that stands beside several
    objectives: where the file gives no places of cells, numbers that stand still more often than they rise are that.
    """
    rows = [row for row in section.indikator if row.no is not None and row.no.isdigit()]
    doubled: list[Indikator] = []
    rises = 0
    for before, row in pairwise(rows):
        last, now = int(before.no or 0), int(row.no or 0)
        rises += now > last
        if now > last + 1:
            yield finding("nomor_lompat", page=page_of(row, "no"), place=of_row(row), sebelum=last, sesudah=now)
        elif now == last and _differ(row, before):
            doubled.append(row)
    for row in doubled:
        if _box(row) is not None or len(doubled) < rises:
            yield finding("nomor_ganda", page=page_of(row, "no"), place=of_row(row), nomor=row.no)


def _differ(row: Indikator, before: Indikator) -> bool:
    """True where two rows have objectives of their own and do not share one printed number."""
    own_objectives = bool(row.sasaran and before.sasaran) and row.sasaran != before.sasaran
    return own_objectives and (_box(row) is None or _box(row) != _box(before))


def _box(row: Indikator) -> Kotak | None:
    """Where the row's number is printed."""
    proof = row.bukti.get("no")
    return proof.kotak if proof is not None else None


def _repeated(section: Bagian) -> Iterator[Finding]:
    """Indicators that a section has more than once under the same lead and objective."""
    keys = [_key(row) for row in section.indikator]
    counts = Counter(keys)
    for key, row in zip(keys, section.indikator, strict=True):
        if counts[key] > 1:
            shown = row.indikator[:_MOST_CHARS]
            yield finding(
                "indikator_ganda", page=page_of(row), place=of_section(section), indikator=shown, jumlah=counts[key]
            )
            del counts[key]


def _key(row: Indikator) -> tuple[str, ...]:
    said = (row.indikator, row.indikator_induk or "", row.sasaran or "")
    return tuple(" ".join(text.casefold().split()).strip(" .;,") for text in said)


def _empty(section: Bagian) -> Iterator[Finding]:
    """Cells that most other rows of the section have filled."""
    for name, column in _COLUMNS.items():
        missing = [row for row in section.indikator if not _has(row, name)]
        filled = len(section.indikator) - len(missing)
        if filled < max(_FEWEST_FILLED, _FILLED_SHARE * (len(section.indikator) - 1)):
            continue
        for row in missing:
            yield finding("sel_kosong", page=page_of(row), place=of_row(row), kolom=column)


def _has(row: Indikator, name: str) -> bool:
    if name == "target":
        return row.target is not None or bool(row.target_per_tahun)
    return bool(getattr(row, name))
