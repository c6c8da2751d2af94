"""Where a finding leads: the address of a field -> the words and the page that show a clerk the way to it."""

from __future__ import annotations

from schemas.evidence import FieldRef, Finding
from schemas.fields import DocumentFields, Field, IndicatorRow, text_of

_NOTES = frozenset({"baris_dipecah", "pembacaan_lain", "target_ganda"})
"""Findings about how a row is printed: they quote its indicator as read."""
_NIP, _SIGNATORY = "penandatangan.nip", "penandatangan.nama"


def place_of(found: Finding, document: DocumentFields) -> str | None:
    """`lokasi` of the contract: the indicator, post or goal by which a field is known; None for a page or the whole."""
    if found.ref is None:
        return found.place
    if found.code in _NOTES:
        return _as_read(document.fields(found.ref).get("indikator"))
    return _words(found.ref, document)


def page_of(found: Finding, document: DocumentFields) -> int | None:
    """`halaman` of the contract, 1-based: that of the field, else of the indicator of its row, or of its section."""
    if found.ref is None or found.page is not None:
        return found.page
    return _page(found.ref, document)


def words_of_row(row: IndicatorRow) -> str:
    """The row's indicator, whole, so that whoever reads a finding can find its row by it; else its objective."""
    return row.indicator or row.text("sasaran") or ""


def words_of_section(post: str | None, kind: str, number: int) -> str:
    """The post whose section it is, else the `number` (1-based) of the section and its kind."""
    return post or f"bagian {number} ({kind})"


def _as_read(field: Field | None) -> str | None:
    return field.source.as_read if field is not None and field.source is not None else None


def _words(ref: FieldRef, document: DocumentFields) -> str | None:
    row = document.row(ref)
    if row is not None:
        return words_of_row(row)
    if ref.node is not None:
        return text_of(document.nodes[ref.node].fields, "kinerja")
    if ref.section is not None:
        section = document.sections[ref.section]
        post = text_of(section.fields, "jabatan")
        return words_of_section(post, section.jenis, ref.section + 1) if ref.name is None else post
    return text_of(document.decree, _SIGNATORY) if ref.name == _NIP else None


def _page(ref: FieldRef, document: DocumentFields) -> int | None:
    if ref.section is not None and ref.row is None and ref.name is None:
        pages = document.sections[ref.section].pages
        return pages[0] if pages is not None else None
    fields = document.fields(ref)
    found = fields.get(ref.name or "")
    return found.page if found is not None and found.source is not None else _page_of_row(document.row(ref))


def _page_of_row(row: IndicatorRow | None) -> int | None:
    indicator = row.fields.get("indikator") if row is not None else None
    return indicator.page if indicator is not None else None
