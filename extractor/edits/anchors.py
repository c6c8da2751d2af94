"""A place in a document -> its anchor: what was read there and what is around it, for place_search.py to find again.

Also the one spelling of addresses: "b1.i2" a row, "b1" a section, "kaskade.outcome-2" a node, "metadata" the decree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.from_contract import decree_texts, node_texts, row_texts, section_texts
from schemas.decision import Anchor
from schemas.document import Bagian, Bukti, Document
from schemas.evidence import FieldRef

DECREE, OF_NODE = "metadata", "kaskade."
_ROW = re.compile(r"b([1-9]\d{0,8})(?:\.i([1-9]\d{0,8}))?")


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that belong together: of a row, a section, a node, or the decree."""

    ref: FieldRef  # without a name
    texts: Mapping[str, str | None]  # as given out, by field
    evidence: Mapping[str, Bukti]


def groups_of(document: Document) -> Iterator[FieldGroup]:
    """All fields of the document."""
    return (group_at(document, ref) for ref, _ in evidence_of(document))


def evidence_of(document: Document) -> Iterator[tuple[FieldRef, Mapping[str, Bukti]]]:
    """The evidence of all fields, without their texts."""
    yield FieldRef(), document.metadata.bukti
    for number, node in enumerate(document.kaskade):
        yield FieldRef(node=number), node.bukti
    for number, section in enumerate(document.bagian):
        yield FieldRef(number), section.bukti
        for place, row in enumerate(section.indikator):
            yield FieldRef(number, place), row.bukti


def group_at(document: Document, ref: FieldRef) -> FieldGroup:
    """The fields of one row, section, node, or of the decree. Raises IndexError where there is none."""
    bare = FieldRef(ref.section, ref.row, node=ref.node)
    if ref.node is not None:
        return FieldGroup(bare, node_texts(document.kaskade[ref.node]), document.kaskade[ref.node].bukti)
    if ref.section is None:
        return FieldGroup(bare, decree_texts(document.metadata), document.metadata.bukti)
    section = document.bagian[ref.section]
    if ref.row is None:
        return FieldGroup(bare, section_fields(section), section.bukti)
    row = section.indikator[ref.row]
    return FieldGroup(bare, row_texts(row), row.bukti)


def section_fields(section: Bagian) -> Mapping[str, str | None]:
    """The texts of a section, its kind among them."""
    return {"jenis": section.jenis, **section_texts(section)}


def address_of(document: Document, ref: FieldRef) -> str:
    """The address as decisions have it."""
    if ref.node is not None:
        return OF_NODE + document.kaskade[ref.node].id
    if ref.section is None:
        return DECREE
    return ref.row_id or f"b{ref.section + 1}"


def ref_at(document: Document, address: str) -> FieldRef | None:
    """Where an address leads; None where the document has no such place."""
    if address == DECREE:
        return FieldRef()
    if address.startswith(OF_NODE):
        ids = [node.id for node in document.kaskade]
        name = address.removeprefix(OF_NODE)
        return FieldRef(node=ids.index(name)) if name in ids else None
    found = _ROW.fullmatch(address)
    if found is None or int(found[1]) > len(document.bagian):
        return None
    section = int(found[1]) - 1
    if found[2] is None:
        return FieldRef(section)
    row = int(found[2]) - 1
    return FieldRef(section, row) if row < len(document.bagian[section].indikator) else None


def anchor_of(document: Document, ref: FieldRef, name: str | None) -> Anchor:
    """The anchor of a field, or of a whole row where `name` is None: that of its indicator."""
    group = group_at(document, ref)
    proof = group.evidence.get(name or "indikator")
    around = _around(document, ref)
    if proof is None:
        return around.model_copy(update={"halaman": _page(group.evidence)})
    return around.model_copy(update={"halaman": proof.halaman, "kotak": proof.kotak, "teks": proof.as_read})


def _around(document: Document, ref: FieldRef) -> Anchor:
    if ref.node is not None:
        return Anchor(baris=document.kaskade[ref.node].kinerja)
    if ref.section is None:
        return Anchor()
    section = document.bagian[ref.section]
    texts = [row.indikator for row in section.indikator]
    named = section.jabatan or section.jenis
    if ref.row is None:
        return Anchor(baris=texts[0] if texts else None, bagian=named)
    return Anchor(
        baris=texts[ref.row],
        sasaran=section.indikator[ref.row].sasaran,
        atas=texts[ref.row - 1] if ref.row else None,
        bawah=texts[ref.row + 1] if ref.row + 1 < len(texts) else None,
        bagian=named,
    )


def _page(evidence: Mapping[str, Bukti]) -> int | None:
    """The page of the first field of a group, 1-based."""
    return next((proof.halaman for proof in evidence.values() if proof.halaman is not None), None)
