"""The rows that a careful reader writes down, as JSON that a person can check beside the decree.

What is empty is left out. Field names are those of the output contract; a target's parts stand beside its text.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from samples.generator.model import Decree, Goal, Group, Row, Section


def expected(decree: Decree) -> bytes:
    """UTF-8 JSON: kind, decree head, sections with their rows."""
    document: dict[str, object] = {
        "contoh": decree.about,
        "jenis": decree.jenis,
        "metadata": decree.metadata,
        "bagian": [_section(section) for section in decree.sections],
    }
    if decree.cascade is not None:
        document["kaskade"] = _nodes(decree.cascade, None)
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _nodes(goal: Goal, parent: str | None) -> list[dict[str, object]]:
    """A goal and all below it, as they are read; parents by their text."""
    own = _filled(tingkat=goal.tingkat, kinerja=goal.kinerja, induk=parent, indikator=list(goal.indikator))
    return [own, *(node for below in goal.below for node in _nodes(below, goal.kinerja))]


def _section(section: Section) -> dict[str, object]:
    rows = [_row(group, row) for group in section.groups for row in group.rows]
    return _filled(
        jenis=section.jenis,
        jabatan=section.jabatan,
        tugas=section.tugas,
        fungsi=list(section.fungsi),
        indikator=rows,
        pihak=[_filled(**asdict(party)) for party in section.pihak],
        anggaran=[_filled(**asdict(line)) for line in section.anggaran],
    )


def _row(group: Group, row: Row) -> dict[str, object]:
    target = row.target
    return _filled(
        no=group.no,
        sasaran_induk=group.sasaran_induk,
        sasaran=group.sasaran,
        indikator_induk=row.indikator_induk,
        indikator=row.indikator,
        target=target.teks if target else None,
        target_nilai=target.nilai if target else None,
        target_nilai_maks=target.nilai_maks if target else None,
        target_pembanding=target.pembanding if target else None,
        target_satuan=target.satuan if target else None,
        target_predikat=target.predikat if target else None,
        target_per_tahun=row.per_periode,
        formulasi=" ".join(row.formulasi),
        tipe_penghitungan=row.tipe_penghitungan,
        sumber_data=row.sumber_data,
        penanggung_jawab=row.penanggung_jawab,
    )


def _filled(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, ())}
