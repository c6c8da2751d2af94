"""The rows that a careful reader writes down, as JSON that a person can check beside the decree.

What is empty is left out. Field names are those of the output contract; a target's parts stand beside its text.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from samples.generator.model import Decree, Goal, Group, Regulation, Row, Section, Unit


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
    if decree.regulation is not None:
        document["naskah"] = _regulation(decree.regulation)
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _nodes(goal: Goal, parent: str | None) -> list[dict[str, object]]:
    """A goal and all below it, as they are read; parents by their text."""
    own = _filled(tingkat=goal.tingkat, kinerja=goal.kinerja, induk=parent, indikator=list(goal.indikator))
    return [own, *(node for below in goal.below for node in _nodes(below, goal.kinerja))]


def _regulation(regulation: Regulation) -> dict[str, object]:
    """As `naskah` of the contract, without places."""
    return _filled(
        bentuk=regulation.bentuk,
        judul=" ".join(regulation.judul),
        menimbang=[_filled(nomor=number, teks=text) for number, text in regulation.menimbang],
        mengingat=[_filled(nomor=number, teks=text) for number, text in regulation.mengingat],
        menetapkan=regulation.menetapkan,
        isi=[_unit(unit) for unit in regulation.isi],
        penutup=regulation.penutup,
        tembusan=list(regulation.tembusan),
        rujukan=[_filled(bentuk=kind, nomor=number, tahun=year) for kind, number, year in regulation.rujukan],
    )


def _unit(unit: Unit) -> dict[str, object]:
    return _filled(
        jenis=unit.jenis,
        nomor=unit.nomor,
        judul=unit.judul,
        teks=" ".join(text for text in (unit.teks, unit.tail) if text),
        anak=[_unit(child) for child in unit.anak],
    )


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
