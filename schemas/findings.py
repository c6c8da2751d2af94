"""Every finding that Cermat can report: one stable code, its severity, and the names of the values that it carries.

The sentences of the codes are in extractor/data/messages.toml, group "finding", in both languages. Codes never change
their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.evidence import FieldRef, Finding, FindingValue, Severity


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What all findings of one code have in common."""

    severity: Severity
    names: tuple[str, ...] = ()  # of the values that its sentence needs


KINDS: dict[str, FindingKind] = {
    "tanpa_indikator": FindingKind("info"),
    "tabel_dilewati": FindingKind("info", ("alasan", "awal")),
    "tabel_mungkin_indikator": FindingKind("peringatan", ("alasan", "awal")),
    "baris_dipecah": FindingKind("info", ("jumlah",)),
    "target_ganda": FindingKind("peringatan", ("dipakai", "lain")),
    "periode_menurut_urutan": FindingKind("peringatan", ("dibaca", "menjadi")),
    "pembacaan_lain": FindingKind("peringatan", ("jumlah", "lain")),
    "halaman_tanpa_teks": FindingKind("peringatan", ("halaman",)),
    "kaskade_beda": FindingKind("peringatan", ("kinerja",)),
    "kaskade_gambar_beda": FindingKind("peringatan", ("kinerja",)),
    "halaman_ganda": FindingKind("info", ("halaman", "kembar")),
    "halaman_rusak": FindingKind("galat", ("halaman", "sebab")),
    "objek_tidak_dibaca": FindingKind("peringatan", ("jumlah", "jenis")),
    "hanya_gambar": FindingKind("peringatan", ("jumlah",)),
    "batas_tercapai": FindingKind("galat", ("jumlah", "batas")),
    "ejaan_meragukan": FindingKind("info", ("kata", "usul")),
    "koreksi_meragukan": FindingKind("info", ("dari", "ke")),
    "kata_ganda": FindingKind("info", ("kata",)),
    "nomor_lompat": FindingKind("info", ("sebelum", "sesudah")),
    "nomor_ganda": FindingKind("info", ("nomor",)),
    "indikator_ganda": FindingKind("peringatan", ("indikator", "jumlah")),
    "sel_kosong": FindingKind("peringatan", ("kolom",)),
    "satuan_bukan_persen": FindingKind("peringatan", ("satuan",)),
    "persen_lebih_100": FindingKind("info", ("target",)),
    "satuan_tidak_cocok": FindingKind("peringatan", ("satuan", "bunyi")),
    "satuan_beda_rumus": FindingKind("peringatan", ("satuan",)),
    "satuan_beda_kolom": FindingKind("peringatan", ("satuan", "tertulis")),
    "nilai_beda_teks": FindingKind("galat", ("nilai", "target")),
    "predikat_tidak_cocok": FindingKind("peringatan", ("predikat", "nilai", "sumber", "benar")),
    "bilangan_berbeda": FindingKind("peringatan", ("target",)),
    "target_tidak_terbaca": FindingKind("peringatan", ("target",)),
    "tahun_di_luar_periode": FindingKind("peringatan", ("tahun", "periode")),
    "nip_tidak_cocok": FindingKind("peringatan", ("nip", "sebab")),
    "nip_salah_panjang": FindingKind("peringatan", ("nip", "jumlah")),
    "diktum_salah_nomor": FindingKind("info", ("diktum", "sebelum", "seharusnya")),
    "halaman_kabur": FindingKind("peringatan", ("halaman", "keyakinan")),
    "halaman_terbaca_buruk": FindingKind("peringatan", ("halaman", "keyakinan")),
}


def finding(
    code: str, *, page: int | None = None, place: str | None = None, ref: FieldRef | None = None, **values: FindingValue
) -> Finding:
    """The finding `code` with its values. Raises KeyError for an unknown code, and where not just its values are given.

    `page` (1-based) and `place` (words that lead there) are for findings about no field; others have `ref`.
    """
    kind = KINDS[code]
    if values.keys() != set(kind.names):
        raise KeyError(f"{code}: values are {', '.join(kind.names) or 'none'}, not {', '.join(values) or 'none'}")
    return Finding(code, kind.severity, tuple(values.items()), place, page, ref)
