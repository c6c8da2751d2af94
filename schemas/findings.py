"""Every finding that Cermat can report: one stable code, its severity, and its sentence in two languages.

Sentences are templates; the same names occur in both languages. Codes never change their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.evidence import Finding, Severity


@dataclass(frozen=True, slots=True)
class FindingKind:
    severity: Severity
    indonesian: str
    english: str


KINDS: dict[str, FindingKind] = {
    "tanpa_indikator": FindingKind(
        "info",
        "Dokumen ini tidak memuat tabel indikator kinerja.",
        "This document holds no table of performance indicators.",
    ),
    "tabel_dilewati": FindingKind(
        "info",
        "Tabel ini bukan tabel indikator ({alasan}) dan tidak diambil: {awal}",
        "This table is not an indicator table ({alasan}) and was left out: {awal}",
    ),
    "baris_dipecah": FindingKind(
        "info",
        "Satu baris bergaris memuat {jumlah} indikator dengan target masing-masing; baris itu dipecah.",
        "One ruled row holds {jumlah} indicators with a target each; it was taken apart.",
    ),
    "pembacaan_lain": FindingKind(
        "peringatan",
        "Satu baris bergaris dibaca sebagai {jumlah} indikator; dapat juga dibaca sebagai {lain} indikator "
        "dengan pembagian lain.",
        "One ruled row was read as {jumlah} indicators; it can also be read as {lain} indicators divided "
        "in another way.",
    ),
    "halaman_tanpa_teks": FindingKind(
        "peringatan",
        "Halaman {halaman} tidak memiliki teks yang dapat dibaca.",
        "Page {halaman} has no text that could be read.",
    ),
    "halaman_ganda": FindingKind(
        "info",
        "Halaman {halaman} sama dengan halaman {kembar} dan tidak dibaca dua kali.",
        "Page {halaman} is the same as page {kembar} and was not read twice.",
    ),
    "halaman_rusak": FindingKind(
        "peringatan",
        "Halaman {halaman} rusak dan tidak dapat dibaca: {sebab}",
        "Page {halaman} is damaged and could not be read: {sebab}",
    ),
    "objek_tidak_dibaca": FindingKind(
        "peringatan",
        "Dokumen memuat {jumlah} objek tersemat ({jenis}) yang isinya tidak dibaca.",
        "The document holds {jumlah} embedded objects ({jenis}) whose content was not read.",
    ),
    "hanya_gambar": FindingKind(
        "peringatan",
        "Dokumen hampir tanpa teks dan memuat {jumlah} gambar; teks di dalam gambar tidak dibaca. "
        "Simpan sebagai PDF agar dapat dibaca sebagai hasil pindai.",
        "The document has hardly any text but {jumlah} pictures; text inside pictures was not read. "
        "Save it as PDF so that it can be read like a scan.",
    ),
    "batas_tercapai": FindingKind(
        "peringatan",
        "Batas aman tercapai ({batas}); selebihnya tidak dibaca.",
        "A safety limit was reached ({batas}); the rest was not read.",
    ),
}


def finding(code: str, *, page: int | None = None, place: str | None = None, **values: object) -> Finding:
    """The finding `code` with its sentence filled in. Raises KeyError for an unknown code or a missing value."""
    kind = KINDS[code]
    return Finding(code, kind.severity, kind.indonesian.format(**values), place, page)
