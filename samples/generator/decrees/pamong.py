"""A one-page IKU for the scanner: short lines, plain ruled table."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import Decree, Gap, Group, Labelled, Letterhead, Row, Section, Signature, Target, Text

OFFICE = "Satuan Polisi Pamong Praja"
REGION = "Kabupaten Rimba Laras"

IKU = Section(
    jenis="IKU",
    jabatan=None,
    tugas="Menegakkan peraturan daerah serta menyelenggarakan ketertiban umum.",
    fungsi=(
        "penyusunan program penegakan peraturan daerah;",
        "pelaksanaan patroli wilayah; dan",
        "pelindungan masyarakat.",
    ),
    groups=(
        Group(
            "1",
            "Meningkatnya ketertiban umum",
            (
                Row(
                    "Persentase pelanggaran yang diselesaikan",
                    Target("92%", 92, "%"),
                    ("Pelanggaran selesai dibagi pelanggaran tercatat dikali 100%",),
                    sumber_data="Register pelanggaran",
                ),
                Row(
                    "Jumlah patroli wilayah",
                    Target("730 kali", 730, "kali"),
                    ("Banyaknya patroli dalam satu tahun",),
                    sumber_data="Buku patroli",
                ),
            ),
        ),
        Group(
            "2",
            "Meningkatnya kesiapan pelindungan masyarakat",
            (
                Row(
                    "Jumlah anggota Satlinmas yang dilatih",
                    Target("1.150 orang", 1150, "orang"),
                    ("Banyaknya anggota yang lulus pelatihan",),
                    sumber_data="Sertifikat pelatihan",
                ),
                Row(
                    "Waktu tanggap laporan warga",
                    Target("15 menit", 15, "menit"),
                    ("Rata-rata waktu dari laporan sampai petugas tiba",),
                    sumber_data="Catatan piket",
                ),
            ),
        ),
    ),
)


def decree(name: str) -> Decree:
    columns = (
        tables.number("No", 28),
        tables.sasaran("Sasaran Strategis", 110),
        tables.indikator("Indikator Kinerja Utama", 110),
        tables.target("Target", 60),
        tables.formulasi("Formulasi", 110),
        tables.sumber_data("Sumber Data", 70),
    )
    return Decree(
        name=name,
        jenis="IKU",
        metadata={
            "instansi": OFFICE,
            "wilayah": REGION,
            "nomor": None,
            "tahun": "2021",
            "tanggal": "2021-01-04",
            "tempat": "Rimba Laras",
            "penandatangan": {
                "nama": "ARYA SENOPATI, S.STP., M.Si.",
                "jabatan": "Kepala Satuan",
                "pangkat": "Pembina Tingkat I",
                "nip": "198106062001121002",
            },
        },
        sections=(IKU,),
        blocks=(
            Letterhead(
                ("PEMERINTAH KABUPATEN RIMBA LARAS", "SATUAN POLISI PAMONG PRAJA"),
                "Jalan Praja Nomor 5, Rimba Laras 00000",
            ),
            Text("INDIKATOR KINERJA UTAMA", "center", bold=True, size=12),
            Text("SATUAN POLISI PAMONG PRAJA KABUPATEN RIMBA LARAS", "center", bold=True, size=12),
            Text("TAHUN 2021", "center", bold=True, size=12),
            Gap(),
            Labelled("Tugas", IKU.tugas or ""),
            Labelled("Fungsi", items=IKU.fungsi, style="a."),
            Gap(),
            tables.table(columns, IKU.groups),
            Signature(
                (
                    (
                        "Rimba Laras, 4 Januari 2021",
                        "Kepala Satuan,",
                        "",
                        "",
                        "ARYA SENOPATI, S.STP., M.Si.",
                        "Pembina Tingkat I",
                        "NIP. 198106062001121002",
                    ),
                ),
                named="ARYA SENOPATI, S.STP., M.Si.",
            ),
        ),
        page_numbers=False,
        about="Hasil pindai 200 dpi dari satu halaman IKU.",
    )
