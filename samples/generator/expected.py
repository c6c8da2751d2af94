"""The rows that a careful reader writes down, as JSON that a person can check beside the decree.

What is empty is left out. Field names are those of the output contract; a target's parts stand beside its text.
"""

from __future__ import annotations

import json

from generator.model import Decree, Group, Row, Section


def expected(decree: Decree) -> bytes:
    """UTF-8 JSON: kind, decree head, sections with their rows."""
    document = {
        "contoh": decree.about,
        "jenis": decree.jenis,
        "metadata": decree.metadata,
        "bagian": [_section(section) for section in decree.sections],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _section(section: Section) -> dict[str, object]:
    rows = [_row(group, row) for group in section.groups for row in group.rows]
    return _filled(
        jenis=section.jenis,
        jabatan=section.jabatan,
        tugas=section.tugas,
        fungsi=list(section.fungsi),
        indikator=rows,
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
