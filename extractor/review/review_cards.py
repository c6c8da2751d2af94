"""One thing of the queue -> what the page shows of it: the cell with its place, its row, alternatives and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from extractor.assemble import CODE_RULE, MARKER_RULE
from extractor.edits.anchors import FieldGroup, group_at, ref_at
from extractor.edits.decided_document import Decided
from extractor.edits.field_edits import values_of
from extractor.export.flat_indicators import page_of_row
from extractor.finding_messages import sentence_of
from extractor.messages import Messages
from extractor.review.review_items import finding_by_key, finding_key, key_of
from normalizers.number import format_number
from schemas.decision import Decision
from schemas.document import Bukti, Document, Indikator, Kotak, Temuan
from schemas.evidence import FieldRef
from schemas.fields import holds_figure

ROW_FIELDS = (
    "no",
    "sasaran_induk",
    "sasaran",
    "indikator_induk",
    "indikator",
    "target",
    "satuan",
    "formulasi",
    "tipe_penghitungan",
    "sumber_data",
    "penanggung_jawab",
)
"""Fields that every row can be given, in the order in which a table has them."""
SECTION_FIELDS = ("jenis", "jabatan", "tugas")
DECREE_FIELDS = (
    "instansi",
    "wilayah",
    "nomor",
    "tahun",
    "tentang",
    "tanggal",
    "tempat",
    "penandatangan.nama",
    "penandatangan.jabatan",
    "penandatangan.pangkat",
    "penandatangan.nip",
)
_SUGGESTIONS = ("usul", "lain", "seharusnya", "tertulis")
"""Values of findings that may be what is meant."""
_MARKERS = frozenset({MARKER_RULE, CODE_RULE})
"""Rules that take a number or a code off a text: nobody means the text with it."""
MOST_ALTERNATIVES = 6


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of the same row as the page lists it."""

    key: str
    label: str
    text: str
    percent: int | None  # how sure the machine was; None where it read nothing
    reviewed: bool
    current: bool


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """What is shown of one thing."""

    key: str
    kind: str
    document: int
    name: str  # of the document
    page: int | None  # 1-based
    box: Kotak | None  # of the cell, in PDF points from the page's top left
    row_box: Kotak | None  # of its whole row, on that page
    address: str
    field: str
    label: str  # of the field, in words
    where: str  # section and row, in words
    text: str  # as it is now
    as_read: str
    percent: int | None
    corrections: tuple[tuple[str, str, str], ...] = ()  # from, to, rule
    alternatives: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()  # name and value as read from the text
    findings: tuple[tuple[str, str], ...] = ()  # severity and sentence, worst first
    lines: tuple[FieldLine, ...] = ()
    decided: str = ""  # by whom and when, in words; "" where nobody has
    copies: int = 1  # rows that show the same printed text
    message: str = ""  # of a finding or a decision: what it says
    is_row: bool = False


def card_of(made: Decided, key: str, messages: Messages) -> ReviewCard | None:
    """The card of a thing by its key; None where it is not there any more."""
    kind, number, address, field = key.split("|", 3)
    if kind == "sel":
        return cell_card(made.document, int(number), address, field, messages)
    if kind == "sunting":
        return _unfit_card(made, int(number), field, messages)
    found = finding_by_key(made.document, field)
    return _finding_card(made.document, int(number), kind, found, messages) if found is not None else None


def cell_card(document: Document, number: int, address: str, field: str, messages: Messages) -> ReviewCard | None:
    """The card of one field of a row, section, node or of the decree; None where there is no such place."""
    ref = ref_at(document, address)
    if ref is None:
        return None
    group = group_at(document, ref)
    proof, text = group.evidence.get(field), group.texts.get(field) or ""
    return ReviewCard(
        key=key_of("sel", number, address, field),
        kind="sel",
        document=number,
        name=document.berkas.jalur or document.berkas.nama,
        page=_page(document, group, proof),
        box=proof.kotak if proof is not None else None,
        row_box=_row_box(group, proof.halaman if proof is not None else _page(document, group, None)),
        address=address,
        field=field,
        label=label_of(field, messages),
        where=_where(document, ref, messages),
        text=text,
        as_read=proof.as_read if proof is not None else "",
        percent=_percent(proof),
        corrections=tuple(_corrections(proof, messages)) if proof is not None else (),
        alternatives=tuple(_alternatives(document, address, text, proof)),
        values=tuple(_values(document, ref, field, text, messages)),
        findings=tuple(shown_findings(document, address, messages)),
        lines=tuple(_lines(group, number, address, field, messages)),
        decided=_decided(proof, messages),
        copies=_copies(document, ref, field),
        is_row=ref.row is not None,
    )


def label_of(field: str, messages: Messages) -> str:
    """A field in words: "target[2025]" -> "Target 2025"."""
    name, _, rest = field.partition("[")
    known = messages.known(f"review_field.{name.replace('.', '_')}")
    return f"{known} {rest.replace('].', ', ').rstrip(']')}".strip() if known else field


def _percent(proof: Bukti | None) -> int | None:
    return None if proof is None else round(100 * proof.keyakinan)


def _page(document: Document, group: FieldGroup, proof: Bukti | None) -> int | None:
    if proof is not None and proof.halaman is not None:
        return proof.halaman
    if group.ref.section is None:
        return next((one.halaman for one in group.evidence.values() if one.halaman is not None), None)
    section = document.bagian[group.ref.section]
    if group.ref.row is None:
        return section.halaman[0] if section.halaman is not None else None
    return page_of_row(section, section.indikator[group.ref.row])


def _row_box(group: FieldGroup, page: int | None) -> Kotak | None:
    boxes = [one.kotak for one in group.evidence.values() if one.kotak is not None and one.halaman == page]
    if not boxes:
        return None
    edges = list(zip(*boxes, strict=True))
    return (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))


def _where(document: Document, ref: FieldRef, messages: Messages) -> str:
    if ref.node is not None:
        return document.kaskade[ref.node].kinerja
    if ref.section is None:
        return messages("review_ui.of_decree")
    section = document.bagian[ref.section]
    named = section.jabatan or messages("review_ui.section", number=ref.section + 1, kind=section.jenis)
    return named if ref.row is None else messages("review_ui.row", section=named, number=ref.row + 1)


def _alternatives(document: Document, address: str, text: str, proof: Bukti | None) -> Iterator[str]:
    """Other texts that may be meant, each once: as read, before corrections, what the machine gave, suggestions."""
    seen = {text, ""}
    for one in _other_texts(document, address, proof):
        if one not in seen and len(seen) < MOST_ALTERNATIVES + 2:
            seen.add(one)
            yield one


def _corrections(proof: Bukti, messages: Messages) -> Iterator[tuple[str, str, str]]:
    """From, to, and rule of each correction, without the words that are the same at both ends."""
    for one in proof.koreksi:
        before, after = one.dari.split(), one.ke.split()
        start = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
        start = min(len(before), len(after)) if start is None else start
        same = zip(reversed(before[start:]), reversed(after[start:]), strict=False)
        end = len(list(takewhile(lambda pair: pair[0] == pair[1], same)))
        words = before[start : len(before) - end], after[start : len(after) - end]
        yield " ".join(words[0]), " ".join(words[1]), messages.known(f"review_rule.{one.aturan}") or one.aturan


def _other_texts(document: Document, address: str, proof: Bukti | None) -> Iterator[str]:
    if proof is None:
        return
    if proof.tinjauan is not None:
        yield proof.tinjauan.sebelum or ""
    for one in proof.koreksi:
        if one.aturan not in _MARKERS:
            yield " ".join(one.dari.split())
    if not any(one.aturan in _MARKERS for one in proof.koreksi):
        yield proof.as_read
    words = set(proof.as_read.split())
    for item in _findings(document, address):
        for name, value in (item.nilai or {}).items():
            if name in _SUGGESTIONS and isinstance(value, str) and words & set(str(value).split()):
                yield value


def _values(document: Document, ref: FieldRef, field: str, text: str, messages: Messages) -> Iterator[tuple[str, str]]:
    if ref.section is None or ref.row is None:
        return
    yield from shown_values(document.bagian[ref.section].indikator[ref.row], field, text, messages)


def shown_values(row: Indikator, field: str, text: str, messages: Messages) -> Iterator[tuple[str, str]]:
    """What a target, another figure or a formula says, by names in words."""
    if field == "formulasi" and row.formulasi is not None and row.formulasi.persamaan:
        yield messages("review_field.persamaan"), row.formulasi.persamaan
    read = values_of(row, field, text) if text and holds_figure(field) else None
    if read is None:
        return
    low = format_number(read.nilai) if read.nilai is not None else None
    high = format_number(read.nilai_maks) if read.nilai_maks is not None else None
    parts = {
        "pembanding": read.pembanding,
        "nilai": f"{low} - {high}" if low and high else low,
        "satuan": read.satuan,
        "predikat": read.predikat,
    }
    shown = [(messages(f"review_field.{name}"), value) for name, value in parts.items() if value]
    yield from shown or [(messages("review_field.nilai"), messages("review_ui.no_value"))]


def shown_findings(document: Document, address: str, messages: Messages) -> Iterator[tuple[str, str]]:
    """Severity and sentence of each finding about a row that nobody has settled, worst first."""
    return ((item.tingkat, sentence_of(item, messages)) for item in _findings(document, address))


def _findings(document: Document, address: str) -> list[Temuan]:
    """Findings about a row, those that need a person first."""
    found = [item for item in document.temuan if item.id == address and item.tinjauan is None]
    return sorted(found, key=lambda item: ("galat", "peringatan", "info").index(item.tingkat))


def _lines(group: FieldGroup, number: int, address: str, current: str, messages: Messages) -> Iterator[FieldLine]:
    usual: tuple[str, ...] = DECREE_FIELDS
    if group.ref.node is not None:
        usual = ("kinerja",)
    elif group.ref.section is not None:
        usual = ROW_FIELDS if group.ref.row is not None else SECTION_FIELDS
    for name in dict.fromkeys((*usual, *group.texts, *group.evidence)):
        proof = group.evidence.get(name)
        yield FieldLine(
            key_of("sel", number, address, name),
            label_of(name, messages),
            group.texts.get(name) or "",
            _percent(proof) if proof is not None else None,
            proof is not None and proof.tinjauan is not None,
            name == current,
        )


def _decided(proof: Bukti | None, messages: Messages) -> str:
    if proof is None or proof.tinjauan is None:
        return ""
    mark = proof.tinjauan
    return messages(f"review_ui.decided_{mark.tindakan}", by=mark.oleh, when=mark.waktu[:16].replace("T", " "))


def _copies(document: Document, ref: FieldRef, field: str) -> int:
    """How many rows show the printed text of this field."""
    if ref.section is None or ref.row is None:
        return 1
    own = document.bagian[ref.section].indikator[ref.row].bukti.get(field)
    if own is None or own.kotak is None:
        return 1
    rows = [row for section in document.bagian for row in section.indikator]
    same = [row.bukti.get(field) for row in rows]
    return sum(
        one is not None and (one.halaman, one.kotak, one.teks_asli) == (own.halaman, own.kotak, own.teks_asli)
        for one in same
    )


def _finding_card(document: Document, number: int, kind: str, item: Temuan, messages: Messages) -> ReviewCard:
    """A finding, with the row that it is about, if it is about one."""
    address = item.id or "metadata"
    ref = ref_at(document, address) if item.id is not None else None
    group = group_at(document, ref) if ref is not None else None
    page = item.halaman or (_page(document, group, None) if group is not None else None)
    column = _column_of(item)
    return ReviewCard(
        key=key_of(kind, number, address, finding_key(item)),
        kind=kind,
        document=number,
        name=document.berkas.jalur or document.berkas.nama,
        page=page,
        box=_finding_box(group, column),
        row_box=_row_box(group, page) if group is not None else None,
        address=address,
        field=finding_key(item),
        label=messages("review_ui.table" if kind == "tabel" else f"check.{item.tingkat}"),
        where=item.lokasi or messages("review_ui.whole_document"),
        text="",
        as_read="",
        percent=None,
        lines=tuple(_lines(group, number, address, column or "", messages)) if group is not None else (),
        message=sentence_of(item, messages),
        is_row=ref is not None and ref.row is not None,
    )


def _column_of(item: Temuan) -> str | None:
    """The field that a finding speaks of, where it says so; targets are what most checks are about."""
    values: Mapping[str, object] = item.nilai or {}
    column = values.get("kolom")
    return column if isinstance(column, str) else "target" if "target" in values or "satuan" in values else None


def _finding_box(group: FieldGroup | None, column: str | None) -> Kotak | None:
    if group is None:
        return None
    proof = group.evidence.get(column or "") or group.evidence.get("indikator")
    return proof.kotak if proof is not None else None


def _unfit_card(made: Decided, number: int, name: str, messages: Messages) -> ReviewCard | None:
    """A decision that does not fit any more: what was decided, and where that was."""
    found = next((one for one in made.unfit if one.decision.id == name), None)
    if found is None:
        return None
    decision = found.decision
    return ReviewCard(
        key=key_of("sunting", number, decision.alamat, name),
        kind="sunting",
        document=number,
        name=made.document.berkas.jalur or made.document.berkas.nama,
        page=decision.jangkar.halaman,
        box=decision.jangkar.kotak,
        row_box=None,
        address=decision.alamat,
        field=name,
        label=messages(f"review_action.{decision.tindakan}"),
        where=decision.jangkar.baris or decision.jangkar.bagian or decision.alamat,
        text=_shown(decision),
        as_read=decision.jangkar.teks,
        percent=None,
        message=messages(
            f"review_unfit.{found.reason}",
            by=decision.oleh,
            when=decision.waktu[:16].replace("T", " "),
            field=label_of(decision.kolom or "baris", messages),
        ),
    )


def _shown(decision: Decision) -> str:
    """What a decision gave its place, as text."""
    after = decision.sesudah
    if isinstance(after, list):
        return "; ".join(", ".join(f"{name}: {text}" for name, text in one.items()) for one in after)
    return after or ""
