"""An IKU whose table has no lines: columns and rows are kept apart by white space alone."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import Decree, Gap, Group, Labelled, Letterhead, Row, Section, Signature, Target, Text

OFFICE = "Dinas Ketahanan Pangan"
REGION = "Kota Sagara Endah"

IKU = Section(
    jenis="IKU",
    jabatan=None,
    tugas="Melaksanakan urusan pemerintahan bidang pangan di Kota Sagara Endah.",
    fungsi=(
        "perumusan kebijakan ketersediaan dan penganekaragaman pangan;",
        "pengawasan keamanan pangan segar; dan",
        "pengelolaan cadangan pangan kota.",
    ),
    groups=(
        Group(
            "1",
            "Meningkatnya ketersediaan pangan bagi warga kota",
            (
                Row(
                    "Skor Pola Pangan Harapan",
                    Target("89,7", 89.7),
                    ("Skor mutu dan keragaman konsumsi pangan menurut kelompok pangan",),
                    sumber_data="Survei konsumsi pangan",
                ),
                Row(
                    "Jumlah cadangan pangan kota",
                    Target("62,5 ton", 62.5, "ton"),
                    ("Banyaknya beras yang disimpan pada akhir tahun",),
                    sumber_data="Buku gudang",
                ),
            ),
        ),
        Group(
            "2",
            "Menurunnya kerawanan pangan",
            (
                Row(
                    "Persentase kelurahan rawan pangan",
                    Target("4,5 %", 4.5, "%"),
                    ("Jumlah kelurahan rawan pangan dibagi jumlah seluruh kelurahan dikali 100%",),
                    sumber_data="Peta kerentanan pangan",
                ),
            ),
        ),
        Group(
            "3",
            "Meningkatnya keamanan pangan segar",
            (
                Row(
                    "Persentase sampel pangan segar yang aman",
                    Target("95%", 95, "%"),
                    ("Jumlah sampel yang lulus uji dibagi jumlah sampel yang diperiksa dikali 100%",),
                    sumber_data="Laporan uji cepat",
                ),
                Row(
                    "Jumlah pasar yang memiliki pojok uji pangan",
                    Target("6 unit", 6, "unit"),
                    ("Banyaknya pasar rakyat dengan pojok uji yang melayani",),
                    sumber_data="Bidang Keamanan Pangan",
                ),
            ),
        ),
    ),
)


def decree(name: str) -> Decree:
    columns = (
        tables.number("No", 34, point=True),
        tables.sasaran("Sasaran Strategis", 150),
        tables.indikator("Indikator Kinerja Utama", 150),
        tables.target("Target 2023", 72),
        tables.formulasi("Formulasi Penghitungan", 180),
        tables.sumber_data("Sumber Data", 116),
    )
    return Decree(
        name=name,
        jenis="IKU",
        metadata={
            "instansi": OFFICE,
            "wilayah": REGION,
            "nomor": None,
            "tahun": "2023",
            "tanggal": "2023-01",
            "tempat": "Sagara Endah",
            "penandatangan": {
                "nama": "Ir. BAGAS PRAMUDITA, M.P.",
                "jabatan": "Kepala Dinas Ketahanan Pangan",
                "pangkat": "Pembina Tingkat I",
                "nip": "197107251998031004",
            },
        },
        sections=(IKU,),
        blocks=(
            Letterhead(
                ("PEMERINTAH KOTA SAGARA ENDAH", "DINAS KETAHANAN PANGAN"), "Jalan Padi Nomor 27, Sagara Endah 00000"
            ),
            Text("INDIKATOR KINERJA UTAMA", "center", bold=True, size=12),
            Text("DINAS KETAHANAN PANGAN KOTA SAGARA ENDAH", "center", bold=True, size=12),
            Text("TAHUN 2023", "center", bold=True, size=12),
            Gap(),
            Labelled("1. Instansi", f"{OFFICE} {REGION}", label_width=90),
            Labelled("2. Tugas", IKU.tugas or "", label_width=90),
            Labelled("3. Fungsi", items=IKU.fungsi, style="a.", label_width=90),
            Gap(),
            tables.table(columns, IKU.groups, ruled=False),
            Signature(
                (
                    (
                        "Sagara Endah, Januari 2023",
                        "Kepala Dinas Ketahanan Pangan,",
                        "",
                        "",
                        "Ir. BAGAS PRAMUDITA, M.P.",
                        "Pembina Tingkat I",
                        "NIP. 197107251998031004",
                    ),
                ),
                named="Ir. BAGAS PRAMUDITA, M.P.",
            ),
        ),
        serif=True,
        landscape=True,
        page_numbers=False,
        about="IKU dengan tabel tanpa garis.",
    )
