"""Changes -> the comparison of the output contract (schemas/diff.py), from which all report formats are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from extractor.diff.word_diff import marks
from extractor.export.json import SCHEMA_DIALECT, leave_open
from schemas.diff import KINDS, Change, ChangeKind, ChangePlace, Kata, Kumpulan, Perbandingan, Perubahan, Riwayat, Sisi
from schemas.document import Document

SCHEMA_ID = "urn:cermat:kontrak-diff:1.0"


def comparison(old: Document, new: Document, changes: Sequence[Change]) -> Perbandingan:
    """The contract's comparison: changes of rows in `perubahan`, all others in `perubahan_lain`."""
    rows = [entry(change) for change in changes if change.scope == "baris"]
    others = [entry(change) for change in changes if change.scope != "baris"]
    return Perbandingan(
        lama=side(old),
        baru=side(new),
        ringkasan=_counted(rows),
        perubahan=rows,
        ringkasan_lain=_counted(others),
        perubahan_lain=others,
    )


def side(document: Document) -> Sisi:
    """One of the two documents as the contract names it."""
    return Sisi(nama=document.berkas.nama, sha256=document.berkas.sha256)


def _counted(entries: Sequence[Perubahan]) -> dict[ChangeKind, int]:
    """Every kind with its count, in the contract's order; kinds that do not occur count 0."""
    found = Counter(item.jenis for item in entries)
    return {kind: found[kind] for kind in KINDS}


def entry(change: Change) -> Perubahan:
    """A change as the contract has it."""
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
        kata=[Kata(tanda=mark, teks=text) for mark, text in marks(change.before, change.after)],
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
    for model in definitions.values():
        leave_open(model)
    return {
        "$schema": SCHEMA_DIALECT,
        "$id": SCHEMA_ID,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in shapes],
        "$defs": dict(sorted(definitions.items())),
    }
