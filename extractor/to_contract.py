"""The value stage -> the output contract: fields and findings as the pydantic models that are written to JSON."""

from __future__ import annotations

from importlib.metadata import version

from extractor.file_names import printable
from extractor.finding_messages import sentence
from extractor.finding_places import page_of, place_of
from extractor.messages import Messages
from schemas.document import (
    AnggaranProgram,
    Angka,
    Bagian,
    Berkas,
    Bukti,
    Document,
    Formulasi,
    Hierarki,
    Indikator,
    Jumlah,
    Koreksi,
    Metadata,
    PartyRole,
    Penandatangan,
    Pihak,
    Proses,
    Simpul,
    Target,
    Temuan,
)
from schemas.evidence import FieldRef, Finding
from schemas.fields import (
    TARGET,
    CascadeNode,
    DocumentFields,
    Field,
    Fields,
    IndicatorRow,
    IndicatorSection,
    RowFigure,
    budget_field,
    has_signatory,
    party_field,
    text_of,
)
from schemas.transcript import Transcript
from schemas.values import CalculationType

_INDONESIAN = Messages("id")
_OF_DECREE = ("instansi", "wilayah", "nomor", "tahun", "tentang", "tanggal", "tempat")
_ROLES: tuple[PartyRole, ...] = ("pertama", "kedua")
_OF_SIGNATORY = ("nama", "jabatan", "pangkat", "nip")


def document_from(
    transcript: Transcript, fields: DocumentFields, findings: list[Finding], recognised_pages: frozenset[int]
) -> Document:
    """The contract's document. `recognised_pages` (1-based) were read from pictures.

    Raises ValueError where a field has no confidence or no provenance: those of a fresh document have both.
    """
    return Document(
        berkas=Berkas(
            nama=printable(transcript.name),
            sha256=transcript.sha256,
            tipe=transcript.media_type,
            ukuran=transcript.size,
            halaman=transcript.page_count,
        ),
        jenis=_kinds(fields),
        metadata=_metadata(fields.decree),
        bagian=[_section(number, section) for number, section in enumerate(fields.sections)],
        kaskade=[_node(node) for node in fields.nodes],
        temuan=[reported(found, fields) for found in findings],
        proses=Proses(
            versi=version("cermat"),
            parser=transcript.parser,
            mesin_ocr=transcript.ocr_engine,
            halaman_ocr=sorted(recognised_pages) if transcript.page_count is not None else None,
        ),
    )


def reported(found: Finding, document: DocumentFields) -> Temuan:
    """A finding as the contract has it: in words, with those of its place in `document`."""
    values = dict(found.values)
    return Temuan(
        kode=found.code,
        tingkat=found.severity,
        pesan=sentence(found.code, values, _INDONESIAN),
        lokasi=place_of(found, document),
        halaman=page_of(found, document),
        id=found.ref.row_id if found.ref is not None else None,
        nilai={name: list(value) if isinstance(value, tuple) else value for name, value in values.items()},
    )


def _kinds(fields: DocumentFields) -> str:
    """The kinds of the sections, each once, in the order in which they occur."""
    kinds = list(dict.fromkeys(section.jenis for section in fields.sections if section.rows))
    return "+".join([*kinds, *(["KASKADE"] if fields.nodes else [])]) or "TIDAK_ADA"


def _metadata(decree: Fields) -> Metadata:
    signatory = {name: text_of(decree, f"penandatangan.{name}") for name in _OF_SIGNATORY}
    return Metadata(
        **{name: text_of(decree, name) for name in _OF_DECREE},
        penandatangan=Penandatangan(**signatory) if has_signatory(decree) else None,
        bukti=evidence_of(decree),
    )


def _section(number: int, section: IndicatorSection) -> Bagian:
    return Bagian(
        jenis=section.jenis,
        jabatan=text_of(section.fields, "jabatan"),
        tugas=text_of(section.fields, "tugas"),
        fungsi=_listed(section.fields, "fungsi["),
        halaman=section.pages,
        indikator=[_row(FieldRef(number, place), row) for place, row in enumerate(section.rows)],
        pihak=[party for role in _ROLES if (party := _party(section.fields, role)) is not None],
        anggaran=[_budget_line(section.fields, number) for number in range(1, section.budget_lines + 1)],
        bukti=evidence_of(section.fields),
    )


def _party(fields: Fields, role: PartyRole) -> Pihak | None:
    parts = {part: text_of(fields, party_field(role, part)) for part in _OF_SIGNATORY}
    return Pihak(peran=role, **parts) if any(parts.values()) else None


def _budget_line(fields: Fields, number: int) -> AnggaranProgram:
    amount = fields.get(budget_field(number, "jumlah"))
    read = amount.target if amount is not None else None
    return AnggaranProgram(
        kode=text_of(fields, budget_field(number, "kode")),
        program=text_of(fields, budget_field(number, "program")) or "",
        jumlah=Jumlah(teks=amount.text if amount is not None else "", nilai=read.nilai if read is not None else None),
        keterangan=text_of(fields, budget_field(number, "keterangan")),
    )


def _row(ref: FieldRef, row: IndicatorRow) -> Indikator:
    return Indikator(
        no=row.text("no"),
        sasaran_induk=row.text("sasaran_induk"),
        indikator_induk=row.text("indikator_induk"),
        sasaran=row.text("sasaran"),
        indikator=row.indicator,
        target=_target(row.fields.get(TARGET)),
        target_per_tahun={period: one.text for period, one in row.periods.items()} or None,
        formulasi=_formula(row.fields.get("formulasi"), row.text("tipe_penghitungan")),
        sumber_data=row.text("sumber_data"),
        penanggung_jawab=row.text("penanggung_jawab"),
        id=ref.row_id,
        jenjang=row.level,
        kode=row.code,
        hierarki=[Hierarki(jenjang=e.level, kode=e.code, teks=e.text) for e in row.ladder],
        angka=[_figure(figure, row.fields[figure.name]) for figure in row.figures],
        bukti=evidence_of(row.fields),
    )


def _figure(figure: RowFigure, field: Field) -> Angka:
    read = field.target
    return Angka(
        jenis=figure.kind,
        periode=figure.period,
        teks=field.text,
        nilai=read.nilai if read is not None else None,
        satuan=read.satuan if read is not None else None,
    )


def _target(field: Field | None) -> Target | None:
    if field is None or field.target is None:
        return None
    read = field.target
    return Target(
        teks=field.text,
        nilai=read.nilai,
        nilai_maks=read.nilai_maks,
        pembanding=read.pembanding,
        satuan=read.satuan,
        predikat=read.predikat,
    )


def _formula(field: Field | None, own_column: str | None) -> Formulasi | None:
    """`own_column`: the type in the table's own column for it, which goes before the one in the formula; of a row
    without a formula it stands beside an empty text."""
    kinds: dict[str | None, CalculationType] = {"Kumulatif": "Kumulatif", "Non kumulatif": "Non kumulatif"}
    if field is None or field.formula is None:
        return Formulasi(teks="", tipe_penghitungan=kinds[own_column]) if own_column in kinds else None
    kind = kinds.get(own_column, field.formula.tipe_penghitungan)
    return Formulasi(teks=field.text, persamaan=field.formula.persamaan, tipe_penghitungan=kind)


def _node(node: CascadeNode) -> Simpul:
    return Simpul(
        id=node.id,
        induk=node.parent,
        tingkat=node.level,
        kinerja=text_of(node.fields, "kinerja") or "",
        indikator=_listed(node.fields, "indikator["),
        label=node.label,
        jenjang=node.planning,
        tautan=list(node.links),
        bukti=evidence_of(node.fields),
    )


def _listed(fields: Fields, beginning: str) -> list[str]:
    """The texts of numbered fields ("fungsi[1]", ...) in their order."""
    return [one.text for name, one in fields.items() if name.startswith(beginning)]


def evidence_of(fields: Fields) -> dict[str, Bukti]:
    """`bukti` of fields by their names. Raises ValueError where one has no confidence or no provenance."""
    return {name: _proof(name, field) for name, field in fields.items()}


def _proof(name: str, field: Field) -> Bukti:
    if field.source is None or field.confidence is None:
        raise ValueError(f"the field {name} has no provenance, or was not scored")
    return Bukti(
        halaman=field.source.page,
        kotak=field.source.box,
        sel=field.source.cells,
        teks_asli=field.source.raw,
        keyakinan=field.confidence,
        koreksi=[Koreksi(dari=c.before, ke=c.after, aturan=c.rule, keyakinan=c.confidence) for c in field.corrections],
    )
