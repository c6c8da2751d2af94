"""Indicators that a section has more than once for the same thing: rows -> one finding per indicator, with all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from extractor.checks.grouped_rows import row_ids
from schemas.evidence import FieldRef, Finding
from schemas.fields import TARGET, DocumentFields, IndicatorRow, IndicatorSection
from schemas.findings import finding

_MOST_CHARS = 80
_ENTRY = ("sasaran_induk", "sasaran", "kode")  # what an indicator measures
_WHOLE_TABLES = frozenset({"IKU", "IKI", "PK"})
"""Kinds whose tables name each objective once. Matrices of plans repeat an activity below every programme."""


def check(document: DocumentFields) -> Iterator[Finding]:
    """Repeated indicators of each section."""
    for number, section in enumerate(document.sections):
        refs = [FieldRef(number, place, "indikator") for place in range(len(section.rows))]
        yield from _repeated(section, refs)


def _repeated(section: IndicatorSection, refs: Sequence[FieldRef]) -> Iterator[Finding]:
    """Indicators that a section has more than once for the same objective, parent item and person in charge.

    In plans the rows have to follow each other below the same objective. Without an objective and a number nothing says
    that rows belong together; they are repeated where they also have the same targets. One printed cell beside several
    rows is no repetition, nor is an indicator with several formulas.
    """
    stretches = _stretches(section)
    groups: dict[tuple[object, ...], list[FieldRef]] = {}
    for row, ref, stretch in zip(section.rows, refs, stretches, strict=True):
        if any(map(str.isalpha, row.indicator)):
            groups.setdefault((stretch, *_key(row, ref)), []).append(ref)
    for members in groups.values():
        rows = [section.rows[ref.row or 0] for ref in members]
        same = _printed_apart(
            section, [ref for ref, row in zip(members, rows, strict=True) if _shares_a_period(row, rows)]
        )
        if len(same) > 1:
            shown = section.rows[same[0].row or 0].indicator[:_MOST_CHARS]
            yield finding("indikator_ganda", ref=same[0], indikator=shown, jumlah=len(same), tempat=row_ids(same))


def _stretches(section: IndicatorSection) -> list[int]:
    """For each row the number of the stretch of rows below one printed entry; one stretch in plain tables."""
    if section.jenis in _WHOLE_TABLES or not section.rows:
        return [0] * len(section.rows)
    entries = [_said(row, _ENTRY) for row in section.rows]
    return list(accumulate((before != after for before, after in pairwise(entries)), initial=0))


def _key(row: IndicatorRow, ref: FieldRef) -> tuple[object, ...]:
    """Rows of equal keys are the same indicator."""
    said = _said(row, ("indikator", "indikator_induk", "formulasi", "penanggung_jawab", *_ENTRY))
    said += tuple(_bare(text or "") for entry in row.ladder for text in (entry.code, entry.text))
    if row.text("sasaran") or row.text("no"):
        return said
    return (*said, _targets(row)) if row.periods or row.text(TARGET) else (*said, ref)


def _said(row: IndicatorRow, names: Sequence[str]) -> tuple[str, ...]:
    """The texts of some fields, compared without case, blanks and marks at their ends."""
    return tuple(_bare(row.text(name) or "") for name in names)


def _bare(text: str) -> str:
    return "".join(text.casefold().split()).strip(".;,")


def _targets(row: IndicatorRow) -> tuple[object, ...]:
    """Everything that the targets of a row say."""
    whole, read = row.text(TARGET), row.target
    stated = (read.nilai, read.nilai_maks, read.pembanding, read.satuan, read.predikat) if read is not None else None
    return whole, stated, tuple((period, one.text) for period, one in row.periods.items())


def _printed_apart(section: IndicatorSection, refs: Sequence[FieldRef]) -> list[FieldRef]:
    """The rows, of those that share one printed cell only the first; all in files that give no places of cells."""
    first: dict[object, FieldRef] = {}
    for ref in refs:
        field = section.rows[ref.row or 0].fields["indikator"]
        first.setdefault((field.page, field.box) if field.box is not None else ref, ref)
    return list(first.values())


def _shares_a_period(row: IndicatorRow, rows: Sequence[IndicatorRow]) -> bool:
    """False for the row of another year's table: no other row has a target for one of its periods."""
    mine = set(row.periods)
    return not mine or any(other is not row and (not other.periods or mine & set(other.periods)) for other in rows)
