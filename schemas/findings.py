"""Every finding that Cermat can report: one stable code, its severity, and the names of the values that it carries.

The sentences of the codes are in extractor/data/messages.toml, group "finding", in both languages. Codes never change
their meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.evidence import FieldRef, Finding, FindingValue, Severity


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What all findings of one code have in common."""

    severity: Severity
    names: tuple[str, ...] = ()  # of the values that its sentence needs
    grouped: tuple[str, ...] = ()  # of the further values of a finding that stands for several of one cause


SHOWN_CHARS = 60  # of text that was left out, in the finding that says so

_ROWS = ("jumlah", "tempat")  # how many rows, and the ids of all of them: ("b1.i2", "b1.i5")
_TABLES = ("jumlah", "letak")  # how many tables, and their pages: "8-12, 15"

KINDS: dict[str, FindingKind] = {
    "tanpa_indikator": FindingKind("info"),
    "tabel_dilewati": FindingKind("info", ("alasan", "awal"), _TABLES),
    "tabel_mungkin_indikator": FindingKind("peringatan", ("alasan", "awal"), _TABLES),
    "instruksi_tidak_cocok": FindingKind("peringatan", ("awal",)),
    "baris_dipecah": FindingKind("info", ("jumlah",)),
    "target_ganda": FindingKind("peringatan", ("dipakai", "lain"), _ROWS),
    "periode_menurut_urutan": FindingKind("peringatan", ("dibaca", "menjadi")),
    "pembacaan_lain": FindingKind("peringatan", ("jumlah", "lain")),
    "halaman_tanpa_teks": FindingKind("peringatan", ("halaman",)),
    "kaskade_beda": FindingKind("peringatan", ("kinerja",)),
    "kaskade_gambar_beda": FindingKind("peringatan", ("kinerja",)),
    "kaskade_induk_ragu": FindingKind("peringatan", ("kinerja", "induk", "calon")),
    "halaman_ganda": FindingKind("info", ("halaman", "kembar")),
    "halaman_tidak_diminta": FindingKind("info", ("letak",)),
    "halaman_rusak": FindingKind("galat", ("halaman", "sebab")),
    "objek_tidak_dibaca": FindingKind("peringatan", ("jumlah", "jenis")),
    "hanya_gambar": FindingKind("peringatan", ("jumlah",)),
    "teks_dicoret": FindingKind("info", ("jumlah", "awal")),
    "teks_tanpa_arti": FindingKind("peringatan", ("halaman",)),
    "tanda_air": FindingKind("info", ("halaman", "awal")),
    "lembar_tersembunyi": FindingKind("peringatan", ("lembar",)),
    "lembar_tersembunyi_sebagian": FindingKind("peringatan", ("lembar", "jumlah", "jenis")),
    "rumus_tanpa_nilai": FindingKind("peringatan", ("lembar", "jumlah")),
    "bentuk_angka_tidak_diketahui": FindingKind("peringatan", ("lembar", "jumlah")),
    "batas_tercapai": FindingKind("galat", ("jumlah", "batas")),
    "ejaan_meragukan": FindingKind("info", ("kata", "usul")),
    "koreksi_meragukan": FindingKind("info", ("dari", "ke")),
    "kata_ganda": FindingKind("info", ("kata",)),
    "nomor_lompat": FindingKind("info", ("sebelum", "sesudah")),
    "nomor_ganda": FindingKind("info", ("nomor",)),
    "indikator_ganda": FindingKind("peringatan", ("indikator", "jumlah", "tempat")),
    "sel_kosong": FindingKind("peringatan", ("kolom",), (*_ROWS, "baris")),
    "satuan_bukan_persen": FindingKind("peringatan", ("satuan",), _ROWS),
    "persen_lebih_100": FindingKind("info", ("target",), _ROWS),
    "satuan_tidak_cocok": FindingKind("peringatan", ("satuan", "bunyi"), _ROWS),
    "satuan_beda_rumus": FindingKind("peringatan", ("satuan",), _ROWS),
    "satuan_beda_kolom": FindingKind("peringatan", ("satuan", "tertulis"), _ROWS),
    "nilai_beda_teks": FindingKind("galat", ("nilai", "target")),
    "predikat_tidak_cocok": FindingKind("peringatan", ("predikat", "nilai", "sumber", "benar")),
    "bilangan_berbeda": FindingKind("peringatan", ("target",)),
    "target_tidak_terbaca": FindingKind("peringatan", ("target",), _ROWS),
    "tahun_di_luar_periode": FindingKind("peringatan", ("tahun", "periode")),
    "nip_tidak_cocok": FindingKind("peringatan", ("nip", "sebab")),
    "nip_salah_panjang": FindingKind("peringatan", ("nip", "jumlah")),
    "nomor_naskah_lompat": FindingKind("peringatan", ("jenis", "sebelum", "sesudah")),
    "nomor_naskah_ganda": FindingKind("peringatan", ("jenis", "nomor")),
    "pasal_tidak_ada": FindingKind("peringatan", ("pasal",)),
    "diktum_salah_nomor": FindingKind("info", ("diktum", "sebelum", "seharusnya")),
    "halaman_kabur": FindingKind("peringatan", ("halaman", "keyakinan")),
    "halaman_terbaca_buruk": FindingKind("peringatan", ("halaman", "keyakinan")),
}


def finding(
    code: str, *, page: int | None = None, place: str | None = None, ref: FieldRef | None = None, **values: FindingValue
) -> Finding:
    """The finding `code` with its values, see `finding_with`.

    `page` (1-based) and `place` (words that lead there) are for findings about no field; others have `ref`.
    """
    return finding_with(code, values, page=page, place=place, ref=ref)


def page_ranges(numbers: Sequence[int]) -> str:
    """Page numbers in order as ranges: [8, 9, 9, 10, 15] -> "8-10, 15"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] <= number <= ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in ranges)


def struck_out_findings(places: int, first: str, page: int | None = None) -> tuple[Finding, ...]:
    """One finding for all places of a page, or of a document without pages, where text is struck out; `first`: how that
    text begins. None for none."""
    return (finding("teks_dicoret", page=page, jumlah=places, awal=first[:SHOWN_CHARS]),) if places else ()


def watermark_finding(page: int, text: str) -> Finding:
    """The finding that a watermark of a page was left out; `text`: what it says."""
    return finding("tanda_air", page=page, halaman=page, awal=text[:SHOWN_CHARS])


def finding_with(
    code: str,
    values: Mapping[str, FindingValue],
    *,
    page: int | None = None,
    place: str | None = None,
    ref: FieldRef | None = None,
) -> Finding:
    """The finding `code` with its values; one that stands for several has those of the first, and those of `grouped`.

    Raises KeyError for an unknown code, and where not just the values of the code are given.
    """
    kind = KINDS[code]
    if values.keys() not in (set(kind.names), {*kind.names, *kind.grouped}):
        raise KeyError(f"{code}: values are {', '.join(kind.names) or 'none'}, not {', '.join(values) or 'none'}")
    return Finding(code, kind.severity, tuple(values.items()), place, page, ref)
