"""What the machine read and what people decided -> the document as it is given out, and the decisions that do not fit.

Decisions are made one after the other on the document as the machine read it, so that the same decisions always give
the same document; then its checks are made once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.edits.anchors import evidence_of, group_at
from extractor.edits.field_edits import InvalidText, edited_decree, edited_node, edited_row, edited_section
from extractor.edits.marks import marked
from extractor.edits.place_search import ALIKE, Unfit, find_place, likeness, same_entry
from extractor.edits.row_edits import with_rows_changed
from extractor.recheck import checked
from schemas.decision import ROW_ACTIONS, TABLE_ACTIONS, Decision
from schemas.document import Bukti, Document, Indikator, Temuan, Tinjauan
from schemas.evidence import FieldRef
from schemas.fields import is_target

FINDING = "temuan:"
"""Begins the field of a decision about a finding: its code follows."""


@dataclass(frozen=True, slots=True)
class UnfitDecision:
    """A decision that is not in the document, and why."""

    decision: Decision
    reason: Unfit


@dataclass(frozen=True, slots=True)
class Decided:
    """A document with the decisions of people in it."""

    document: Document
    unfit: tuple[UnfitDecision, ...] = ()
    must_be_read: bool = False  # the machine has not read it as people say that its tables are to be read


def decided(machine: Document, decisions: Sequence[Decision]) -> Decided:
    """`machine`: as extracted, or with decisions that can't be told from what was extracted any more.

    `decisions`: about this document, in force, in the order in which they were made.
    """
    in_it = set(machine.proses.suntingan)
    if not decisions and not in_it:
        return Decided(machine)
    document, unfit = machine, []
    used = [one.id for one in decisions if one.id in in_it]
    must_be_read = in_it > set(used) or any(one.tindakan in TABLE_ACTIONS and one.id not in in_it for one in decisions)
    findings = [one for one in decisions if (one.kolom or "").startswith(FINDING)]
    for decision in decisions:
        if decision in findings or decision.id in used:
            continue
        made = with_decision(document, decision)
        if isinstance(made, Document):
            document = made
            used.append(decision.id)
        else:
            unfit.append(UnfitDecision(decision, made))
    document = checked(_with_kinds(document, machine))
    document = _with_findings_settled(document, findings)
    process = document.proses.model_copy(update={"suntingan": [*used, *(one.id for one in findings)]})
    return Decided(document.model_copy(update={"proses": process}), tuple(unfit), must_be_read)


def with_decision(document: Document, decision: Decision) -> Document | Unfit:
    """The document with one decision more, or why it does not fit; the checks are not made again."""
    if decision.tindakan in TABLE_ACTIONS:
        return "perlu_dibaca"
    if (decision.kolom or "").startswith(FINDING):
        return _with_findings_settled(document, [decision])
    place = find_place(document, decision)
    if isinstance(place, str):
        return place
    try:
        if decision.tindakan in ROW_ACTIONS:
            return with_rows_changed(document, place, decision) if place.row is not None else "tempat_hilang"
        return with_text(document, place, decision)
    except InvalidText:
        return "tidak_sah"


def with_text(document: Document, place: FieldRef, decision: Decision) -> Document:
    """The document with the decided text in one field, and wherever the same print was filled down to.

    Raises InvalidText where it can't be the value of the field.
    """
    name = place.name
    if name is None or isinstance(decision.sesudah, list):
        raise InvalidText("kolom")
    for ref in (*_same_print(document, place, name), place):
        document = _with_field(document, ref, decision.sesudah, decision)
    return document


def _same_print(document: Document, place: FieldRef, name: str) -> Iterator[FieldRef]:
    """The other fields that show the same printed text: filled down over rows, or a target and that of its year."""
    own = group_at(document, place)
    proof, text = own.evidence.get(name), own.texts.get(name)
    if proof is None or (proof.tinjauan is None and not text):
        return
    for ref, evidence in evidence_of(document):
        for other, seen in evidence.items():
            if not _is_same_place(proof, seen) or (ref, other) == (own.ref, name):
                continue
            named = same_entry(name, other) or (is_target(name) and is_target(other) and ref == own.ref)
            near = bool(proof.kotak or proof.sel) or _touch(document, place, ref)
            if named and near and group_at(document, ref).texts.get(other) == text:
                yield replace(ref, name=other)


def _is_same_place(one: Bukti, other: Bukti) -> bool:
    return (one.halaman, one.kotak, one.sel, one.teks_asli) == (other.halaman, other.kotak, other.sel, other.teks_asli)


def _touch(document: Document, place: FieldRef, other: FieldRef) -> bool:
    """Without boxes (DOCX, text): rows of one section with the same text in each row between them."""
    if place.section is None or place.section != other.section or place.row is None or other.row is None:
        return place.section == other.section and place.row == other.row and place.node == other.node
    name = place.name or ""
    rows = document.bagian[place.section].indikator[min(place.row, other.row) : max(place.row, other.row) + 1]
    raws = {proof.teks_asli if (proof := row.bukti.get(name)) is not None else None for row in rows}
    return len(raws) == 1


def _with_field(document: Document, ref: FieldRef, text: str | None, decision: Decision) -> Document:
    name = ref.name or ""
    before = group_at(document, ref)
    old = before.texts.get(name)
    if (text or "") != (old or ""):
        document = _edited(document, ref, name, text)
    after = group_at(document, ref)
    page = next((proof.halaman for proof in before.evidence.values() if proof.halaman is not None), None)
    proof = marked(before.evidence.get(name), old, text or None, decision, page)
    return _with_evidence(document, ref, {**after.evidence, name: proof})


def _edited(document: Document, ref: FieldRef, name: str, text: str | None) -> Document:
    if ref.node is not None:
        nodes = list(document.kaskade)
        nodes[ref.node] = edited_node(nodes[ref.node], name, text)
        return document.model_copy(update={"kaskade": nodes})
    if ref.section is None:
        return document.model_copy(update={"metadata": edited_decree(document.metadata, name, text)})
    sections = list(document.bagian)
    section = sections[ref.section]
    if ref.row is None:
        sections[ref.section] = edited_section(section, name, text)
    else:
        rows = list(section.indikator)
        rows[ref.row] = edited_row(rows[ref.row], name, text)
        sections[ref.section] = section.model_copy(update={"indikator": rows})
    return document.model_copy(update={"bagian": sections})


def _with_evidence(document: Document, ref: FieldRef, evidence: dict[str, Bukti]) -> Document:
    update = {"bukti": evidence}
    if ref.node is not None:
        nodes = list(document.kaskade)
        nodes[ref.node] = nodes[ref.node].model_copy(update=update)
        return document.model_copy(update={"kaskade": nodes})
    if ref.section is None:
        return document.model_copy(update={"metadata": document.metadata.model_copy(update=update)})
    sections = list(document.bagian)
    section = sections[ref.section]
    if ref.row is None:
        sections[ref.section] = section.model_copy(update=update)
    else:
        rows: list[Indikator] = list(section.indikator)
        rows[ref.row] = rows[ref.row].model_copy(update=update)
        sections[ref.section] = section.model_copy(update={"indikator": rows})
    return document.model_copy(update={"bagian": sections})


def _with_kinds(document: Document, machine: Document) -> Document:
    """The kinds of the document as its sections have them, where people changed sections."""
    if document.bagian == machine.bagian:
        return document
    kinds = list(dict.fromkeys(section.jenis for section in document.bagian if section.indikator))
    joined = "+".join([*kinds, *(["KASKADE"] if document.kaskade else [])]) or "TIDAK_ADA"
    return document.model_copy(update={"jenis": joined})


def _with_findings_settled(document: Document, decisions: Sequence[Decision]) -> Document:
    """Findings that a person settled, marked; a decision about a finding that is gone has done its work."""
    for decision in decisions:
        place = _finding(document, decision)
        if place is not None:
            found = list(document.temuan)
            mark = Tinjauan(tindakan="benar", oleh=decision.oleh, waktu=decision.waktu)
            found[place] = found[place].model_copy(update={"tinjauan": mark})
            document = document.model_copy(update={"temuan": found})
    return document


def _finding(document: Document, decision: Decision) -> int | None:
    """The place (0-based) of the finding among all: of the same code, and most alike in words and place."""
    code = (decision.kolom or "").removeprefix(FINDING)
    scored = [
        (_finding_likeness(item, decision), -place, place)
        for place, item in enumerate(document.temuan)
        if item.kode == code and item.tinjauan is None
    ]
    best = max(scored, default=None)
    return best[2] if best is not None and best[0] >= ALIKE else None


def _finding_likeness(item: Temuan, decision: Decision) -> float:
    anchor = decision.jangkar
    words = likeness(item.pesan, anchor.teks)
    place = likeness(item.lokasi, anchor.baris)
    page = float(item.halaman == anchor.halaman)
    return (2 * words + 2 * place + page) / 5
