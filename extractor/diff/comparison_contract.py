"""Changes -> the comparison of the output contract (schemas/diff.py), from which all report formats are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractor.diff.compare import DiffOptions, compared
from extractor.diff.indicator_counts import counted
from extractor.diff.unread_parts import gaps
from extractor.diff.word_diff import marks
from extractor.export.json import SCHEMA_DIALECT
from schemas.diff import KINDS, Change, ChangeKind, ChangePlace, Kata, Kumpulan, Perbandingan, Perubahan, Riwayat, Sisi
from schemas.document import Document

SCHEMA_ID = "urn:cermat:kontrak-diff:1.0"
SHARED_FIELDS = ("sasaran_induk", "sasaran", "indikator_induk", "hierarki", "penanggung_jawab", "sumber_data")
"""Fields whose cells offices merge over several rows: what changed in one cell is one change, told for each row."""


def comparison(old: Document, new: Document, options: DiffOptions | None = None) -> Perbandingan:
    """The contract's comparison: changes of rows in `perubahan`, all others in `perubahan_lain`; before them what was
    not read, and what became of the indicators. Kinds that `options` leave out are counted, and no more."""
    options = options or DiffOptions()
    changes, unseen = compared(old, new, replace(options, ignore=frozenset()))
    kept = [change for change in changes if change.kind not in options.ignore]
    ignored = [change for change in changes if change.kind in options.ignore]
    rows = [change for change in kept if change.scope == "baris"]
    groups = repeated(rows)
    entries = [entry(change, groups.get(number)) for number, change in enumerate(rows)]
    others = [entry(change) for change in kept if change.scope != "baris"]
    return Perbandingan(
        lama=side(old),
        baru=side(new),
        tidak_terbaca=gaps(old, new, unseen),
        indikator=counted(old, new, kept, ignored, unseen),
        diabaikan=dict(Counter(change.kind for change in ignored)),
        ringkasan=_counted(entries),
        perubahan=entries,
        di_luar_baris=_counted([*(one for one in entries if not about_row(one)), *others]),
        ringkasan_lain=_counted(others),
        perubahan_lain=others,
    )


def repeated(changes: Sequence[Change]) -> dict[int, int]:
    """Index of a change -> number of its group, 1-based: changes of the same text over several rows of one section."""
    found: dict[tuple[object, ...], list[int]] = {}
    for number, change in enumerate(changes):
        if change.field in SHARED_FIELDS and change.old is not None and change.new is not None:
            places = change.old.section, change.new.section
            key = (*places, change.field, change.kind, change.before, change.after, change.reason)
            found.setdefault(key, []).append(number)
    several = [numbers for numbers in found.values() if len(numbers) > 1]
    return {number: group for group, numbers in enumerate(several, start=1) for number in numbers}


def side(document: Document) -> Sisi:
    """One of the two documents as the contract names it."""
    return Sisi(nama=document.berkas.nama, sha256=document.berkas.sha256)


def _counted(entries: Sequence[Perubahan]) -> dict[ChangeKind, int]:
    """Every kind with its count, in the contract's order; kinds that do not occur count 0."""
    found = Counter(item.jenis for item in entries)
    return {kind: found[kind] for kind in KINDS}


def entry(change: Change, group: int | None = None) -> Perubahan:
    """A change as the contract has it. `group`: number of the changes of one text that stands over several rows."""
    old, new = change.old, change.new
    return Perubahan(
        jenis=change.kind,
        kolom=change.field,
        jabatan_lama=old.jabatan if old else None,
        jabatan_baru=new.jabatan if new else None,
        indikator_lama=old.indikator if old else None,
        indikator_baru=new.indikator if new else None,
        lama=change.before,
        baru=change.after,
        selisih=change.difference,
        keparahan=change.severity,
        bukti_lama=old.evidence if old else None,
        bukti_baru=new.evidence if new else None,
        nilai_lama=change.value_before,
        nilai_baru=change.value_after,
        cakupan=change.scope,
        periode=change.period,
        jenis_angka=change.figure,
        satuan_lama=change.unit_before,
        satuan_baru=change.unit_after,
        alasan=change.reason,
        tempat_lama=_indices(old),
        tempat_baru=_indices(new),
        isi=dict(change.content) or None,
        alamat_lama=old.address if old else None,
        alamat_baru=new.address if new else None,
        kata=[Kata(tanda=mark, teks=text) for mark, text in marks(change.before, change.after)],
        kelompok=group,
    )


def about_row(change: Perubahan) -> bool:
    """Whether the change is about an indicator, or rather about its section or the document."""
    return change.cakupan == "baris" and any(
        at and at[1] is not None for at in (change.tempat_lama, change.tempat_baru)
    )


def _indices(place: ChangePlace | None) -> tuple[int | None, int | None] | None:
    return None if place is None or (place.section is None and place.row is None) else (place.section, place.row)


def schema() -> dict[str, Any]:
    """The JSON Schema of what `cermat diff --format json` writes: one comparison, a set of them, or a history."""
    shapes = {
        model.__name__: model.model_json_schema(mode="serialization") for model in (Perbandingan, Kumpulan, Riwayat)
    }
    definitions: dict[str, Any] = {}
    for name, shape in shapes.items():
        definitions |= shape.pop("$defs", {})
        definitions[name] = shape
    return {
        "$schema": SCHEMA_DIALECT,
        "$id": SCHEMA_ID,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in shapes],
        "$defs": dict(sorted(definitions.items())),
    }
