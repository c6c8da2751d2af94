"""A header of two levels, a row with the numbers of the columns, and a column of its own for the unit."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import Decree, Gap, Group, Row, Section, Target, Text

OFFICE = "Inspektorat Daerah"
REGION = "Kabupaten Bumi Wangi"

SUPERVISION = "Terwujudnya pemerintahan yang bersih"
SERVICE = "Meningkatnya kualitas pelayanan publik"

IKU = Section(
    jenis="IKU",
    jabatan=None,
    tugas=None,
    fungsi=(),
    groups=(
        Group(
            "1",
            "Meningkatnya kapabilitas pengawasan intern",
            (
                Row(
                    "Level kapabilitas APIP",
                    Target("3", 3, "Level"),
                    ("Hasil penilaian kapabilitas oleh lembaga pengawas",),
                    sumber_data="Laporan penilaian",
                    penanggung_jawab="Sekretaris",
                ),
                Row(
                    "Persentase rencana pengawasan yang terlaksana",
                    Target("98", 98, "Persen"),
                    ("Jumlah penugasan selesai dibagi jumlah penugasan dalam program kerja dikali 100%",),
                    sumber_data="Program kerja pengawasan",
                    penanggung_jawab="Inspektur Pembantu I",
                ),
            ),
            sasaran_induk=SUPERVISION,
        ),
        Group(
            "1",
            "Menurunnya temuan yang berulang",
            (
                Row(
                    "Persentase rekomendasi yang ditindaklanjuti",
                    Target("87,5", 87.5, "Persen"),
                    ("Jumlah rekomendasi tuntas dibagi jumlah rekomendasi dikali 100%",),
                    sumber_data="Aplikasi tindak lanjut",
                    penanggung_jawab="Inspektur Pembantu II",
                ),
            ),
            sasaran_induk=SUPERVISION,
        ),
        Group(
            "2",
            "Meningkatnya penanganan pengaduan",
            (
                Row(
                    "Jumlah pengaduan yang selesai ditangani",
                    Target("24", 24, "Laporan"),
                    ("Banyaknya pengaduan yang ditutup dalam satu tahun",),
                    sumber_data="Buku pengaduan",
                    penanggung_jawab="Inspektur Pembantu Khusus",
                ),
                Row(
                    "Lama rata-rata penanganan pengaduan",
                    Target("14", 14, "Hari kerja"),
                    ("Jumlah hari penanganan dibagi jumlah pengaduan selesai",),
                    sumber_data="Buku pengaduan",
                    penanggung_jawab="Inspektur Pembantu Khusus",
                ),
            ),
            sasaran_induk=SERVICE,
        ),
    ),
)


def decree(name: str) -> Decree:
    columns = (
        tables.number("NO", 26),
        tables.sasaran_induk("SASARAN RPJMD", 96, above="SASARAN STRATEGIS"),
        tables.sasaran("SASARAN RENSTRA", 100, above="SASARAN STRATEGIS"),
        tables.indikator("INDIKATOR KINERJA UTAMA", 120),
        tables.satuan("SATUAN", 54),
        tables.target("TARGET 2025", 52),
        tables.formulasi("CARA MENGHITUNG", 130),
        tables.sumber_data("SUMBER DATA", 72),
        tables.penanggung_jawab("PENANGGUNG JAWAB", 84),
    )
    return Decree(
        name=name,
        jenis="IKU",
        metadata={"instansi": OFFICE, "wilayah": REGION, "nomor": None, "tahun": "2025"},
        sections=(IKU,),
        blocks=(
            Text("INDIKATOR KINERJA UTAMA TAHUN 2025", "center", bold=True, size=12),
            Text("INSPEKTORAT DAERAH KABUPATEN BUMI WANGI", "center", bold=True, size=12),
            Gap(18),
            tables.table(
                columns,
                IKU.groups,
                column_numbers=("1", "2", "3", "4", "5", "6", "7", "8", "9"),
                shaded=True,
            ),
        ),
        landscape=True,
        about="Judul kolom dua tingkat, baris nomor kolom, dan kolom Satuan tersendiri.",
    )
