"""A decree of a district head with dicta, a list in one of them, and a distribution list."""

from __future__ import annotations

from samples.generator import regulation
from samples.generator.model import Decree, Gap, Letterhead, Numbered, Regulation, Signature, Text, Unit

SUBJECT = "PEMBENTUKAN TIM PENATAAN ARSIP KECAMATAN KENARI"
NUMBER = "188.4/21/2022"

TEXT = Regulation(
    bentuk="keputusan",
    judul=("KEPUTUSAN CAMAT KENARI", f"NOMOR {NUMBER}", "TENTANG", SUBJECT),
    menimbang=(
        (None, "bahwa agar arsip Kecamatan Kenari mudah ditemukan kembali, perlu membentuk tim yang menatanya;"),
    ),
    mengingat=(
        ("1", "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;"),
        ("2", "Peraturan Bupati Teluk Kenanga Nomor 8 Tahun 2021 tentang Pedoman Penataan Arsip;"),
    ),
    menetapkan=None,
    isi=(
        Unit("diktum", "KESATU", "Membentuk Tim Penataan Arsip Kecamatan Kenari."),
        Unit(
            "diktum",
            "KEDUA",
            "Tim sebagaimana dimaksud pada diktum KESATU bertugas:",
            anak=(
                Unit("huruf", "a", "memilah arsip aktif dan arsip inaktif;"),
                Unit("huruf", "b", "menyusun daftar arsip; dan"),
                Unit("huruf", "c", "melaporkan pelaksanaan tugas kepada Camat."),
            ),
        ),
        Unit("diktum", "KETIGA", "Keputusan ini mulai berlaku pada tanggal ditetapkan."),
    ),
    penutup={"ditetapkan_di": "Kenari", "ditetapkan_tanggal": "2022-02-07"},
    tembusan=("Bupati Teluk Kenanga;", "Kepala Dinas Perpustakaan dan Kearsipan."),
    rujukan=(("undang-undang", "43", "2009"), ("peraturan_kepala_daerah", "8", "2021")),
)


def decree(name: str) -> Decree:
    return Decree(
        name=name,
        jenis="TIDAK_ADA",
        metadata={
            "instansi": "Kecamatan Kenari",
            "wilayah": "Kabupaten Teluk Kenanga",
            "nomor": NUMBER,
            "tentang": SUBJECT,
            "tanggal": "2022-02-07",
            "tempat": "Kenari",
        },
        sections=(),
        regulation=TEXT,
        blocks=(
            Letterhead(("PEMERINTAH KABUPATEN TELUK KENANGA", "KECAMATAN KENARI"), "Jalan Dermaga 3, Kenari 00000"),
            *regulation.opening(TEXT, "CAMAT KENARI,"),
            *regulation.body(TEXT.isi),
            Signature(
                (
                    (
                        "Ditetapkan di Kenari",
                        "pada tanggal 7 Februari 2022",
                        "CAMAT KENARI,",
                        "",
                        "",
                        "Dra. RENGGANIS SARI, M.Si.",
                        "NIP. 197503122000032004",
                    ),
                ),
                named="Dra. RENGGANIS SARI, M.Si.",
            ),
            Gap(),
            Text("Tembusan disampaikan kepada Yth.:"),
            Numbered(TEXT.tembusan, indent=0),
        ),
        about="Keputusan Camat: diktum, satu menimbang tanpa huruf, tembusan.",
    )
