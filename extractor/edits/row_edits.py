"""Rows of a section split, joined, put in, removed and moved by a person; every text keeps the evidence that it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.edits.anchors import ref_at
from extractor.edits.field_edits import InvalidText, changed_texts, edited_row
from extractor.edits.marks import marked
from extractor.edits.place_search import SAME, likeness
from extractor.from_contract import row_texts
from schemas.decision import Decision, RowTexts
from schemas.document import Bukti, Document, Indikator
from schemas.evidence import FieldRef
from schemas.fields import holds_figure

FILLED_DOWN = ("no", "sasaran_induk", "sasaran", "indikator_induk")
"""Fields that a row which is put in has from the one above it."""
BEHIND, ADDRESS = "setelah", "alamat"
"""Keys of the place that a row is moved to: the indicator of the row above, "" at the top; and its address."""


def with_rows_changed(document: Document, ref: FieldRef, decision: Decision) -> Document:
    """The document after a decision about the row at `ref`. Raises InvalidText where the decision can't be made."""
    assert ref.section is not None
    assert ref.row is not None
    rows = list(document.bagian[ref.section].indikator)
    place = ref.row
    texts = decision.sesudah if isinstance(decision.sesudah, list) else []
    match decision.tindakan:
        case "pecah":
            rows[place : place + 1] = _parts(rows[place], texts, decision)
        case "gabung":
            rows[place : place + 2] = [_joined(rows[place : place + 2], texts, decision)]
        case "sisip":
            rows.insert(place + 1, _new_row(rows[place], texts, decision))
        case "hapus":
            del rows[place]
        case _:
            return _moved(document, ref, texts)
    return with_rows(document, {ref.section: rows})


def with_rows(document: Document, changed: Mapping[int, Sequence[Indikator]]) -> Document:
    """The document with other rows in sections (0-based), all ids as its order has them, also those of findings."""
    sections = [
        section.model_copy(update={"indikator": list(changed.get(number, section.indikator))})
        for number, section in enumerate(document.bagian)
    ]
    moved: dict[str | None, str | None] = {}
    for number, section in enumerate(sections):
        for place, row in enumerate(section.indikator):
            moved.setdefault(row.id, FieldRef(number, place).row_id)
            new = row.model_copy(update={"id": FieldRef(number, place).row_id})
            section.indikator[place] = new
    kept = [item for item in document.temuan if item.id is None or item.id in moved]
    found = [item.model_copy(update={"id": moved.get(item.id)}) if item.id else item for item in kept]
    return document.model_copy(update={"bagian": sections, "temuan": found})


def joined_texts(first: Indikator, second: Indikator) -> RowTexts:
    """The texts of two rows as one: what both have alike once, other texts one behind the other, of figures the first.

    Habit: a page break or a stray ruling cuts an indicator in two, whose figures stand on one half.
    """
    one, other = row_texts(first), row_texts(second)
    texts: RowTexts = {}
    for name in dict.fromkeys((*one, *other)):
        a, b = one.get(name) or "", other.get(name) or ""
        alike = a == b or not b or (a and (holds_figure(name) or name in ("no", "satuan", "tipe_penghitungan")))
        texts[name] = a if alike else " ".join(part for part in (a, b) if part)
    return {name: text for name, text in texts.items() if text}


def _parts(row: Indikator, texts: Sequence[RowTexts], decision: Decision) -> list[Indikator]:
    if len(texts) < 2:
        raise InvalidText("pecah")
    return [with_texts(row, one, decision) for one in texts]


def _joined(rows: Sequence[Indikator], texts: Sequence[RowTexts], decision: Decision) -> Indikator:
    if len(rows) != 2:
        raise InvalidText("gabung")
    first, second = rows
    wanted = texts[0] if texts else joined_texts(first, second)
    evidence = {**second.bukti, **first.bukti}
    own = row_texts(first)
    for name, proof in first.bukti.items():
        if name in second.bukti and wanted.get(name) != own.get(name):
            evidence[name] = _both(proof, second.bukti[name])
    known = {name: proof for name, proof in evidence.items() if name in first.bukti or not name.startswith("angka[")}
    more = {name: text for name, text in wanted.items() if not name.startswith("angka[") or name in own}
    return with_texts(first.model_copy(update={"bukti": known}), more, decision)


def _both(one: Bukti, other: Bukti) -> Bukti:
    """The evidence of a text that is printed in two places; its box is around both where they are on one page."""
    box = one.kotak
    if one.kotak and other.kotak and one.halaman == other.halaman:
        a, b = one.kotak, other.kotak
        box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    if one.teks_asli == other.teks_asli:
        return one
    raw = f"{one.teks_asli}\n{other.teks_asli}"
    return one.model_copy(update={"kotak": box, "teks_asli": raw, "keyakinan": min(one.keyakinan, other.keyakinan)})


def _new_row(above: Indikator, texts: Sequence[RowTexts], decision: Decision) -> Indikator:
    if not texts or not texts[0].get("indikator"):
        raise InvalidText("sisip")
    blank = Indikator(
        **{name: getattr(above, name) for name in FILLED_DOWN},
        indikator="",
        target=None,
        target_per_tahun=None,
        formulasi=None,
        sumber_data=None,
        penanggung_jawab=None,
        jenjang=above.jenjang,
        kode=above.kode,
        hierarki=above.hierarki,
        bukti={n: p for n, p in above.bukti.items() if n in FILLED_DOWN or n.startswith("hierarki[")},
    )
    return with_texts(blank, texts[0], decision)


def with_texts(row: Indikator, texts: RowTexts, decision: Decision) -> Indikator:
    """The row with each of the texts that it does not have yet, marked as decided."""
    page = next((proof.halaman for proof in row.bukti.values() if proof.halaman is not None), None)
    for name, text in changed_texts(row, texts).items():
        before = row_texts(row).get(name)
        row = edited_row(row, name, text)
        proof = marked(row.bukti.get(name), before, row_texts(row).get(name), decision, page)
        row = row.model_copy(update={"bukti": {**row.bukti, name: proof}})
    return row


def _moved(document: Document, ref: FieldRef, texts: Sequence[RowTexts]) -> Document:
    """The row behind another one, or at the top of a section."""
    assert ref.section is not None
    assert ref.row is not None
    if not texts:
        raise InvalidText("pindah")
    row = document.bagian[ref.section].indikator[ref.row]
    section, place = _destination(document, texts[0])
    rows = {number: list(part.indikator) for number, part in enumerate(document.bagian)}
    del rows[ref.section][ref.row]
    if section == ref.section and place > ref.row:
        place -= 1
    rows[section].insert(place, row)
    return with_rows(document, {number: rows[number] for number in {section, ref.section}})


def _destination(document: Document, wanted: RowTexts) -> tuple[int, int]:
    """(section, place), 0-based, before the row is taken out: where the address leads, else behind the same words."""
    ref = ref_at(document, wanted.get(ADDRESS, ""))
    above = wanted.get(BEHIND, "")
    if ref is not None and ref.section is not None:
        if ref.row is None:
            return ref.section, 0
        if likeness(document.bagian[ref.section].indikator[ref.row].indikator, above) >= SAME:
            return ref.section, ref.row + 1
    for number, section in enumerate(document.bagian):
        for place, row in enumerate(section.indikator):
            if above and likeness(row.indikator, above) >= SAME:
                return number, place + 1
    raise InvalidText("pindah")
