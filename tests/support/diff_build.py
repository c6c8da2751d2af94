"""Documents with invented content, for the tests of comparisons."""

from __future__ import annotations

import random
from typing import Any

from normalizers.target import read_target
from schemas.document import Document

JABATAN = (
    "Kepala Bidang Layanan Pustaka",
    "Kepala Seksi Pengolahan Naskah",
    "Pustakawan Ahli Pertama",
    "Pengelola Ruang Baca",
    "Pengadministrasi Umum",
    "Pengadministrasi Umum",
)
THINGS = (
    "naskah kuno",
    "koleksi digital",
    "kartu anggota",
    "ruang baca anak",
    "arsip vital",
    "bahan pustaka",
    "peta lama",
    "rak terbuka",
)
DEEDS = ("yang dialihmediakan", "yang dikatalogkan", "yang dipinjamkan", "yang dirawat", "yang diinventarisasi")
GOALS = (
    "Meningkatnya mutu layanan perpustakaan",
    "Terawatnya koleksi daerah",
    "Meluasnya jangkauan pembaca",
    "Tertibnya administrasi keanggotaan",
)
TARGETS = (
    "4 dokumen",
    "75%",
    "12 laporan",
    "120 orang",
    "3,75 indeks",
    "B (80)",
    "1.250 eksemplar",
    "90 %",
    "6 kegiatan",
)


def target(text: str, unit: str | None = None) -> dict[str, Any]:
    read = read_target(text, unit)
    return {
        "teks": read.teks,
        "nilai": read.nilai,
        "nilai_maks": read.nilai_maks,
        "pembanding": read.pembanding,
        "satuan": read.satuan,
        "predikat": read.predikat,
    }


def row(indikator: str, **fields: Any) -> dict[str, Any]:
    """A row of the contract; a target may be given as text."""
    values: dict[str, Any] = {
        "no": None,
        "sasaran_induk": None,
        "indikator_induk": None,
        "sasaran": "Meningkatnya mutu layanan perpustakaan",
        "indikator": indikator,
        "target": "4 dokumen",
        "target_per_tahun": None,
        "formulasi": None,
        "sumber_data": "Laporan bidang layanan",
        "penanggung_jawab": None,
        "bukti": {},
    } | fields
    if isinstance(values["target"], str):
        values["target"] = target(values["target"])
    if isinstance(values["formulasi"], str):
        values["formulasi"] = {"teks": values["formulasi"]}
    return values


def document(*parts: tuple[str | None, list[dict[str, Any]]], name: str = "keputusan.docx", **head: Any) -> Document:
    """A document of sections (jabatan, rows)."""
    return Document.model_validate(
        {
            "berkas": {"nama": name, "sha256": "0" * 64, "tipe": "text/plain", "ukuran": 1, "halaman": None},
            "jenis": "IKI",
            "metadata": {"instansi": "Dinas Perpustakaan Kota Lembah Biru", "tahun": "2024"} | head,
            "bagian": [
                {
                    "jenis": "IKI",
                    "jabatan": jabatan,
                    "tugas": None,
                    "fungsi": [],
                    "halaman": None,
                    "indikator": rows,
                }
                for jabatan, rows in parts
            ],
            "proses": {"versi": "0", "parser": "uji"},
        }
    )


def invented(seed: int, rows_per_section: int = 9) -> Document:
    """A document of six sections, two of them with the same jabatan."""
    rng = random.Random(seed)
    parts = []
    for number, jabatan in enumerate(JABATAN):
        names = rng.sample([f"Jumlah {thing} {deed}" for thing in THINGS for deed in DEEDS], rows_per_section)
        rows = [
            row(
                name,
                no=str(i // 3 + 1),
                sasaran=GOALS[(i // 3 + number) % len(GOALS)],
                target=rng.choice(TARGETS),
                formulasi=f"{name.replace('Jumlah', 'Jumlah seluruh')} dalam satu tahun",
                sumber_data=f"Laporan {jabatan.rpartition(' ')[2]} triwulan",
                penanggung_jawab=rng.choice([None, "Bidang Layanan", "Sekretariat"]),
            )
            for i, name in enumerate(names)
        ]
        parts.append((jabatan, rows))
    return document(*parts)
