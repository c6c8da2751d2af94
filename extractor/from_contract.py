"""The output contract -> the value stage: a document that was read back from JSON, for checks and for other outputs.

Somebody may have edited the file: texts without evidence, evidence without a text and values that do not fit their text
all occur, and none of it is an error here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from normalizers.target import read_target
from schemas.decision import REVIEW_RULE
from schemas.document import Bagian, Bukti, Document, Formulasi, Indikator, Metadata, Simpul, Target
from schemas.evidence import Correction, FieldRef
from schemas.fields import (
    TARGET,
    CascadeNode,
    DocumentFields,
    Field,
    Fields,
    IndicatorRow,
    IndicatorSection,
    LadderEntry,
    Provenance,
    RowFigure,
    budget_field,
    dated_target,
    party_field,
)
from schemas.values import STATED_OTHERWISE, CalculationType, Comparator, FormulaParts, TargetValue

_COMPARATORS: Mapping[str | None, Comparator] = {">=": ">=", "<=": "<=", ">": ">", "<": "<"}
Texts = Mapping[str, str | None]
Readings = Mapping[str, TargetValue | FormulaParts | None]


def fields_from(document: Document) -> DocumentFields:
    """All fields of a document. Targets are read anew from their texts; the values that the file states are kept."""
    return DocumentFields(
        _decree(document.metadata),
        tuple(_section(section) for section in document.bagian),
        tuple(_node(node) for node in document.kaskade),
    )


def printed_fields(document: Document) -> Iterator[tuple[FieldRef, Fields]]:
    """All fields in groups as DocumentFields.groups has them, without what their texts say: nothing is read anew."""
    yield FieldRef(), _decree(document.metadata)
    for number, node in enumerate(document.kaskade):
        yield FieldRef(node=number), _node(node).fields
    for number, section in enumerate(document.bagian):
        yield FieldRef(number), _fields(section_texts(section), section.bukti)
        for place, item in enumerate(section.indikator):
            yield FieldRef(number, place), _fields(row_texts(item), item.bukti)


def row_from(item: Indikator) -> IndicatorRow:
    """The fields of one row, its targets read."""
    column = unit_column(item)
    unit = column if column is not None else item.target.satuan if item.target is not None else None
    readings = {
        TARGET: _stated(item.target) if item.target is not None else None,
        "formulasi": _formula(item.formulasi) if item.formulasi is not None else None,
        **{dated_target(period): read_target(text, unit) for period, text in (item.target_per_tahun or {}).items()},
    }
    figures = named_figures(item)
    readings |= {f.name: read_target(a.teks, a.satuan) for f, a in zip(figures, item.angka, strict=True)} | readings
    return IndicatorRow(_fields(row_texts(item), item.bukti, readings), item.jenjang, _ladder(item), figures)


def _ladder(item: Indikator) -> tuple[LadderEntry, ...]:
    """The entries of the ladder with the names of their fields."""
    return tuple(
        LadderEntry(e.jenjang, e.kode, e.teks, name) for e, name in zip(item.hierarki, ladder_names(item), strict=True)
    )


def ladder_names(item: Indikator) -> list[str]:
    """The names of the fields of the ladder's entries: the last two are the sasaran and its parent."""
    above = [f"hierarki[{i}]" for i in range(1, len(item.hierarki) - 1)]
    return [*above, "sasaran_induk", "sasaran"][-len(item.hierarki) :] if item.hierarki else []


def named_figures(item: Indikator) -> tuple[RowFigure, ...]:
    """The figures with the names of their fields: those of targets where they have one, else by their place."""
    named = []
    for place, figure in enumerate(item.angka, start=1):
        name = f"angka[{place}]"
        dated = (item.target_per_tahun or {}).get(figure.periode or "")
        if name in item.bukti or figure.jenis != "target":
            pass
        elif figure.periode is not None and dated == figure.teks:
            name = dated_target(figure.periode)
        elif item.target is not None and item.target.teks == figure.teks:
            name = TARGET
        named.append(RowFigure(figure.jenis, figure.periode, name))
    return tuple(named)


def unit_column(item: Indikator) -> str | None:
    """The row's unit as its own column has it, or as a person corrected it; None where the table has none."""
    proof = item.bukti.get("satuan")
    if proof is None:
        return None
    if proof.tinjauan is not None and proof.koreksi and proof.koreksi[-1].aturan == REVIEW_RULE:
        return proof.koreksi[-1].ke or None
    return proof.as_read


def formula_text(item: Indikator) -> str | None:
    """The row's formula; None where it has none, also where only its type of calculation is printed."""
    return item.formulasi.teks or None if item.formulasi is not None else None


def row_texts(item: Indikator) -> Texts:
    """The texts of a row by the names of their fields; None for those that the row has not."""
    return {
        "no": item.no,
        "sasaran_induk": item.sasaran_induk,
        "indikator_induk": item.indikator_induk,
        "sasaran": item.sasaran,
        "indikator": item.indikator,
        TARGET: item.target.teks if item.target is not None else None,
        **{dated_target(period): text for period, text in (item.target_per_tahun or {}).items()},
        "satuan": unit_column(item),
        "formulasi": formula_text(item),
        "tipe_penghitungan": item.formulasi.tipe_penghitungan if item.formulasi is not None else None,
        "sumber_data": item.sumber_data,
        "penanggung_jawab": item.penanggung_jawab,
        **{n: e.teks for n, e in zip(ladder_names(item), item.hierarki, strict=True) if n.startswith("hierarki")},
        **{f.name: a.teks for f, a in zip(named_figures(item), item.angka, strict=True) if f.name.startswith("angka")},
    }


def recognised_pages(document: Document) -> frozenset[int]:
    """Pages (1-based) that were read from pictures; files of earlier versions only say whether any page was."""
    if document.proses.halaman_ocr is not None:
        return frozenset(document.proses.halaman_ocr)
    if document.proses.mesin_ocr is None:
        return frozenset()
    pages = (one.page for _, fields in printed_fields(document) for one in fields.values())
    return frozenset(page for page in pages if page is not None)


def _decree(metadata: Metadata) -> Fields:
    return _fields(decree_texts(metadata), metadata.bukti)


def decree_texts(metadata: Metadata) -> Texts:
    """What the decree says of itself by the names of the fields."""
    texts: dict[str, str | None] = metadata.model_dump(exclude={"bukti", "penandatangan"})
    signatory = metadata.penandatangan.model_dump() if metadata.penandatangan is not None else {}
    return texts | {f"penandatangan.{name}": text for name, text in signatory.items()}


def _section(section: Bagian) -> IndicatorSection:
    rows = tuple(row_from(item) for item in section.indikator)
    amounts = {
        budget_field(number, "jumlah"): read_target(line.jumlah.teks, "Rp")
        for number, line in enumerate(section.anggaran, start=1)
    }
    fields = _fields(section_texts(section), section.bukti, amounts)
    return IndicatorSection(section.jenis, fields, rows, section.halaman, len(section.anggaran))


def section_texts(section: Bagian) -> Texts:
    """The texts of a section by the names of their fields."""
    return {
        "jabatan": section.jabatan,
        "tugas": section.tugas,
        **_numbered("fungsi", section.fungsi),
        **party_texts(section),
        **budget_texts(section),
    }


def party_texts(section: Bagian) -> Texts:
    """What an agreement says of its parties, by the names of the fields."""
    return {
        party_field(party.peran, part): text
        for party in section.pihak
        for part, text in party.model_dump(exclude={"peran"}).items()
    }


def budget_texts(section: Bagian) -> Texts:
    """An agreement's list of programmes and money, by the names of the fields."""
    texts: dict[str, str | None] = {}
    for number, line in enumerate(section.anggaran, start=1):
        parts = {
            "kode": line.kode,
            "program": line.program,
            "jumlah": line.jumlah.teks,
            "keterangan": line.keterangan,
        }
        texts |= {budget_field(number, part): text for part, text in parts.items()}
    return texts


def _node(node: Simpul) -> CascadeNode:
    fields = _fields(node_texts(node), node.bukti)
    return CascadeNode(node.id, node.induk, node.tingkat, fields, node.label, node.jenjang, tuple(node.tautan))


def node_texts(node: Simpul) -> Texts:
    """The texts of a node of the cascade by the names of their fields."""
    return {"kinerja": node.kinerja, **_numbered("indikator", node.indikator)}


def _numbered(name: str, texts: list[str]) -> dict[str, str]:
    return {f"{name}[{i}]": text for i, text in enumerate(texts, start=1)}


def _fields(texts: Texts, evidence: Mapping[str, Bukti], readings: Readings | None = None) -> Fields:
    """Fields with evidence in its order, then those that have a text only."""
    names = dict.fromkeys([*evidence, *(name for name, text in texts.items() if text is not None)])
    return {name: _field(texts.get(name) or "", evidence.get(name), (readings or {}).get(name)) for name in names}


def _field(text: str, proof: Bukti | None, reading: TargetValue | FormulaParts | None) -> Field:
    if proof is None:
        return Field(text, None, reading)
    corrections = tuple(Correction(c.dari, c.ke, c.aturan, c.keyakinan) for c in proof.koreksi)
    source = Provenance(proof.halaman, proof.kotak, proof.teks_asli, cells=proof.sel)
    return Field(text, source, reading, corrections, proof.keyakinan, proof.tinjauan is not None)


def _stated(target: Target) -> TargetValue:
    """The values that the file states for a target, with the problems of its text."""
    read = read_target(target.teks, target.satuan)
    same = (read.nilai, read.nilai_maks) == (target.nilai, target.nilai_maks)
    return replace(
        read,
        nilai=target.nilai,
        nilai_maks=target.nilai_maks,
        pembanding=_COMPARATORS.get(target.pembanding),
        satuan=target.satuan,
        predikat=target.predikat,
        problems=read.problems if same else (*read.problems, STATED_OTHERWISE),
    )


def _formula(formula: Formulasi) -> FormulaParts:
    kind: CalculationType | None = formula.tipe_penghitungan
    return FormulaParts(formula.teks, kind, None, formula.persamaan)
