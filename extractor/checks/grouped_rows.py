"""One finding for several rows of a section: findings of one cause -> the first one, with the ids of all rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.evidence import FieldRef, Finding, FindingValue
from schemas.findings import KINDS, finding_with

_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "target_tidak_terbaca": ("target",),
    "persen_lebih_100": ("target",),
    "satuan_tidak_cocok": ("bunyi",),
    "target_ganda": ("dipakai", "lain"),
}
"""Codes of one cause whatever texts they quote as an example, with the names of these: a column that was misread is
one cause. Others are where they say the same."""


def row_ids(refs: Iterable[FieldRef]) -> tuple[str, ...]:
    """ "b<n>.i<m>" of each row, in their order, each once."""
    return tuple(dict.fromkeys(row_id for ref in refs if (row_id := ref.row_id) is not None))


def of_rows(
    code: str, refs: Sequence[FieldRef], values: Mapping[str, FindingValue], several: Mapping[str, FindingValue]
) -> Finding:
    """The finding `code` about one row or more; `several` are further values that only more than one row have."""
    ids = row_ids(refs)
    more: dict[str, FindingValue] = {"jumlah": len(ids), "tempat": ids, **several} if len(ids) > 1 else {}
    return finding_with(code, {**values, **more}, ref=refs[0])


def grouped(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those of one section and one cause as one, at the place of the first."""
    groups: dict[object, list[Finding]] = {}
    for number, one in enumerate(found):
        groups.setdefault(_cause(one, number), []).append(one)
    for members in groups.values():
        first = members[0]
        refs = [one.ref for one in members if one.ref is not None]
        yield of_rows(first.code, refs, dict(first.values), {}) if len(members) > 1 else first


def _cause(one: Finding, number: int) -> object:
    """Equal for findings that are told as one."""
    if one.ref is None or one.ref.row is None or not KINDS[one.code].grouped:
        return number
    examples = _EXAMPLES.get(one.code, ())
    return one.code, one.ref.section, tuple(pair for pair in one.values if pair[0] not in examples)
