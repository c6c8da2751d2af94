"""An office's IKU and the IKI of four of its people, behind the decree that sets them."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import (
    Block,
    Decree,
    Equation,
    Gap,
    Group,
    Labelled,
    LabelTable,
    Letterhead,
    NewPage,
    Row,
    Section,
    Signature,
    Target,
    Text,
)

OFFICE = "Dinas Perpustakaan dan Kearsipan"
REGION = "Kabupaten Tirta Kencana"

LITERACY = Equation("TGM =", "Jumlah skor gemar membaca seluruh responden", "Jumlah responden", "× 100%")

HEAD_DUTY = (
    "Membantu Bupati menyelenggarakan urusan pemerintahan yang menjadi kewenangan daerah di bidang perpustakaan "
    "dan bidang kearsipan."
)
HEAD_FUNCTIONS = (
    "perumusan kebijakan layanan perpustakaan dan pengelolaan arsip daerah;",
    "pelaksanaan pembinaan perpustakaan desa, sekolah, dan rumah ibadah;",
    "pelaksanaan penyelamatan arsip yang bernilai guna bagi daerah;",
    "pelaksanaan evaluasi dan pelaporan di bidang perpustakaan dan kearsipan; dan",
    "pelaksanaan tugas lain yang diberikan oleh Bupati.",
)

IKU = Section(
    jenis="IKU",
    jabatan=None,
    tugas=HEAD_DUTY,
    fungsi=HEAD_FUNCTIONS,
    groups=(
        Group(
            "1",
            "Meningkatnya budaya baca masyarakat",
            (
                Row(
                    "Tingkat Kegemaran Membaca (TGM)",
                    formulasi=(
                        "Formulasi Pengukuran : Survei kegemaran membaca kepada warga berusia 10 sampai 69 tahun",
                        LITERACY.linear,
                        "Tipe Penghitungan : Non kumulatif",
                        "Sumber data: Survei TGM",
                    ),
                    tipe_penghitungan="Non kumulatif",
                    sumber_data="Survei TGM",
                    penanggung_jawab="Bidang Perpustakaan",
                ),
                Row(
                    "Jumlah kunjungan ke perpustakaan daerah",
                    formulasi=(
                        "Formulasi Pengukuran : Banyaknya pengunjung yang tercatat pada buku tamu dan mesin hitung",
                        "Tipe Penghitungan : Kumulatif",
                        "Sumber data: Aplikasi Pustaka Kencana",
                    ),
                    tipe_penghitungan="Kumulatif",
                    sumber_data="Aplikasi Pustaka Kencana",
                    penanggung_jawab="Bidang Perpustakaan",
                ),
            ),
            sasaran_induk="Meningkatnya kualitas sumber daya manusia yang berdaya saing",
        ),
        Group(
            "1",
            "Meningkatnya tertib arsip perangkat daerah",
            (
                Row(
                    "Persentase perangkat daerah dengan nilai pengawasan kearsipan minimal B",
                    formulasi=(
                        "Formulasi Pengukuran : Jumlah perangkat daerah bernilai minimal B dibagi jumlah perangkat "
                        "daerah yang diawasi dikali 100%",
                        "Tipe Penghitungan : Non kumulatif",
                        "Sumber data: Laporan Hasil Pengawasan Kearsipan Internal",
                    ),
                    tipe_penghitungan="Non kumulatif",
                    sumber_data="Laporan Hasil Pengawasan Kearsipan Internal",
                    penanggung_jawab="Bidang Kearsipan",
                ),
            ),
            sasaran_induk="Meningkatnya kualitas sumber daya manusia yang berdaya saing",
        ),
        Group(
            "2",
            "Meningkatnya akuntabilitas kinerja Dinas",
            (
                Row(
                    "Nilai AKIP Dinas",
                    formulasi=(
                        "Formulasi Pengukuran : Nilai hasil evaluasi AKIP oleh Inspektorat Daerah",
                        "Tipe Penghitungan : Non kumulatif",
                        "Sumber data: Inspektorat Daerah",
                    ),
                    tipe_penghitungan="Non kumulatif",
                    sumber_data="Inspektorat Daerah",
                    penanggung_jawab="Sekretariat",
                ),
            ),
            sasaran_induk="Terwujudnya tata kelola pemerintahan yang bersih dan melayani",
        ),
    ),
)

KEPALA = Section(
    jenis="IKI",
    jabatan="Kepala Dinas Perpustakaan dan Kearsipan",
    tugas=HEAD_DUTY,
    fungsi=HEAD_FUNCTIONS,
    groups=(
        Group(
            "1",
            "Meningkatnya budaya baca masyarakat",
            (
                Row(
                    "Tingkat Kegemaran Membaca (TGM)",
                    Target("68,5", 68.5),
                    ("Hasil survei kegemaran membaca tahun berjalan",),
                    sumber_data="Survei TGM",
                ),
                Row(
                    "Jumlah kunjungan ke perpustakaan daerah",
                    Target("41.250 orang", 41250, "orang"),
                    ("Banyaknya pengunjung dalam satu tahun",),
                    sumber_data="Aplikasi Pustaka Kencana",
                ),
            ),
        ),
        Group(
            "2",
            "Meningkatnya tertib arsip perangkat daerah",
            (
                Row(
                    "Persentase perangkat daerah dengan nilai pengawasan kearsipan minimal B",
                    Target("72%", 72, "%"),
                    ("Jumlah perangkat daerah bernilai minimal B dibagi jumlah yang diawasi dikali 100%",),
                    sumber_data="Bidang Kearsipan",
                ),
            ),
        ),
    ),
)

SEKRETARIS = Section(
    jenis="IKI",
    jabatan="Sekretaris Dinas",
    tugas="Mengoordinasikan perencanaan, keuangan, kepegawaian, dan urusan umum di lingkungan Dinas.",
    fungsi=(
        "penyusunan rencana dan anggaran Dinas;",
        "pengelolaan keuangan dan barang milik daerah;",
        "pengelolaan kepegawaian dan urusan rumah tangga; dan",
        "penyusunan laporan kinerja.",
    ),
    groups=(
        Group(
            "1",
            "Meningkatnya akuntabilitas kinerja Dinas",
            (
                Row(
                    "Nilai AKIP Dinas",
                    Target("BB (74,20)", 74.2, predikat="BB"),
                    ("Nilai hasil evaluasi AKIP oleh Inspektorat Daerah",),
                    sumber_data="Inspektorat Daerah",
                ),
                Row(
                    "Jumlah dokumen perencanaan dan pelaporan yang tepat waktu",
                    Target("9 dokumen", 9, "dokumen"),
                    ("Banyaknya dokumen yang selesai sesuai jadwal",),
                    sumber_data="Subbagian Perencanaan",
                ),
            ),
        ),
        Group(
            "2",
            "Meningkatnya kepuasan pegawai atas layanan sekretariat",
            (
                Row(
                    "Indeks kepuasan pegawai",
                    Target("3,40 indeks", 3.4, "indeks"),
                    ("Rata-rata skor kuesioner kepuasan pegawai",),
                    sumber_data="Kuesioner internal",
                ),
            ),
        ),
    ),
)

PUSTAKAWAN = Section(
    jenis="IKI",
    jabatan="Pustakawan Ahli Muda",
    tugas="Melaksanakan pengembangan koleksi dan layanan perpustakaan kepada masyarakat.",
    fungsi=("pengolahan bahan perpustakaan;", "pelayanan rujukan dan literasi; dan", "promosi gemar membaca."),
    groups=(
        Group(
            "1",
            "Bertambahnya koleksi yang siap dilayankan",
            (
                Row(
                    "Jumlah judul buku yang dikatalog",
                    Target("1.200 judul", 1200, "judul"),
                    ("Banyaknya judul yang selesai dikatalog dalam satu tahun",),
                    sumber_data="Buku induk koleksi",
                ),
            ),
        ),
        Group(
            "2",
            "Terlaksananya kegiatan literasi",
            (
                Row(
                    "Jumlah kelas literasi yang diselenggarakan",
                    Target("12 kali", 12, "kali"),
                    ("Banyaknya kelas literasi sesuai jadwal",),
                    sumber_data="Laporan kegiatan",
                ),
                Row(
                    "Waktu layanan peminjaman buku",
                    Target("≤ 10 menit", 10, "menit", pembanding="<="),
                    ("Rata-rata lama layanan dari permintaan sampai buku diterima",),
                    sumber_data="Catatan meja layanan",
                ),
            ),
        ),
    ),
)

ARSIPARIS = Section(
    jenis="IKI",
    jabatan="Arsiparis Terampil",
    tugas="Melaksanakan pengelolaan arsip dinamis dan arsip statis.",
    fungsi=(),
    groups=(
        Group(
            "1",
            "Tersedianya daftar arsip yang mutakhir",
            (
                Row(
                    "Jumlah berkas arsip inaktif yang didata",
                    Target("3.600 berkas", 3600, "berkas"),
                    ("Banyaknya berkas yang masuk daftar arsip inaktif",),
                    sumber_data="Daftar arsip inaktif",
                ),
                Row(
                    "Jumlah arsip statis yang dialihmediakan",
                    Target("800 lembar", 800, "lembar"),
                    ("Banyaknya lembar arsip yang selesai dipindai",),
                    sumber_data="Laporan alih media",
                ),
            ),
        ),
    ),
)

TITLE = (
    "PENETAPAN INDIKATOR KINERJA UTAMA DAN INDIKATOR KINERJA INDIVIDU",
    "DINAS PERPUSTAKAAN DAN KEARSIPAN KABUPATEN TIRTA KENCANA",
    "TAHUN 2024-2026",
)


def _decree_head() -> list[Block]:
    return [
        Letterhead(
            ("PEMERINTAH KABUPATEN TIRTA KENCANA", "DINAS PERPUSTAKAAN DAN KEARSIPAN"),
            "Jalan Telaga Biru Nomor 8, Kencana 70000 Telepon (0000) 555017",
        ),
        Text("KEPUTUSAN", "center", bold=True),
        Text("KEPALA DINAS PERPUSTAKAAN DAN KEARSIPAN", "center", bold=True),
        Text("KABUPATEN TIRTA KENCANA", "center", bold=True),
        Text("NOMOR 041/27/DPK/2024", "center", bold=True),
        Gap(),
        Text("TENTANG", "center", bold=True),
        *(Text(line, "center", bold=True) for line in TITLE),
        Gap(),
        Text("KEPALA DINAS PERPUSTAKAAN DAN KEARSIPAN KABUPATEN TIRTA KENCANA,", "center"),
        Gap(),
        Labelled(
            "Menimbang",
            items=(
                "bahwa agar keberhasilan Dinas dapat diukur dengan ukuran yang sama setiap tahun, perlu ditetapkan "
                "indikator kinerja utama;",
                "bahwa kinerja setiap pegawai perlu selaras dengan kinerja Dinas; dan",
                "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan "
                "Keputusan Kepala Dinas;",
            ),
            style="a.",
        ),
        Labelled(
            "Mengingat",
            items=(
                "Undang-Undang tentang Perpustakaan;",
                "Undang-Undang tentang Kearsipan;",
                "Peraturan Daerah Kabupaten Tirta Kencana Nomor 6 Tahun 2021 tentang Susunan Perangkat Daerah;",
            ),
        ),
        Gap(),
        Text("MEMUTUSKAN:", "center", bold=True),
        Labelled("Menetapkan", " ".join(TITLE) + "."),
        Labelled("KESATU", "Indikator Kinerja Utama Dinas tercantum dalam Lampiran I Keputusan ini."),
        Labelled("KEDUA", "Indikator Kinerja Individu tercantum dalam Lampiran II Keputusan ini."),
        Labelled("KETIGA", "Keputusan ini mulai berlaku pada tanggal ditetapkan."),
        Signature(
            (
                (
                    "Ditetapkan di Kencana",
                    "pada tanggal 19 Februari 2024",
                    "KEPALA DINAS,",
                    "",
                    "",
                    "Dra. RATNA WULANSARI, M.Si.",
                    "Pembina Utama Muda",
                    "NIP. 19690312 199403 2 007",
                ),
            ),
            named="Dra. RATNA WULANSARI, M.Si.",
        ),
    ]


def _individual(section: Section, *, as_table: bool = False) -> list[Block]:
    assert section.jabatan
    assert section.tugas
    head: list[Block]
    if as_table:
        functions = section.fungsi or ("-",)
        head = [LabelTable((("Jabatan", (section.jabatan,)), ("Tugas", (section.tugas,)), ("Fungsi", functions)))]
    else:
        head = [
            Labelled("Jabatan", section.jabatan),
            Labelled("Tugas", section.tugas),
            Labelled("Fungsi", items=section.fungsi),
        ]
    columns = (
        tables.number("NO.", 30),
        tables.sasaran("SASARAN KINERJA INDIVIDU", 150),
        tables.indikator("INDIKATOR KINERJA", 150),
        tables.target("TARGET", 70),
        tables.formulasi("FORMULASI", 190),
        tables.sumber_data("SUMBER DATA", 120),
    )
    return [
        Text("INDIKATOR KINERJA INDIVIDU", "center", bold=True, size=12),
        Gap(),
        *head,
        Gap(8),
        tables.table(columns, section.groups),
    ]


def decree(name: str) -> Decree:
    iku_columns = (
        tables.number(),
        tables.sasaran_induk("Sasaran RPJMD", 110, above="Sasaran Strategis"),
        tables.sasaran("Sasaran Renstra PD", 110, above="Sasaran Strategis"),
        tables.indikator("Indikator Kinerja Utama", 130),
        tables.formulasi("Penjelasan/Formulasi", 220, {LITERACY.linear: LITERACY}),
        tables.penanggung_jawab("Unit PD Penanggung Jawab", 100),
    )
    blocks: list[Block] = [
        *_decree_head(),
        NewPage(landscape=True),
        Text("Lampiran I Keputusan Kepala Dinas", size=9, indent=480),
        Text("INDIKATOR KINERJA UTAMA", "center", bold=True, size=12),
        Text("DINAS PERPUSTAKAAN DAN KEARSIPAN KABUPATEN TIRTA KENCANA", "center", bold=True, size=12),
        Text("TAHUN 2024-2026", "center", bold=True, size=12),
        Gap(),
        Labelled("Instansi", f"{OFFICE} {REGION}"),
        Labelled("Tugas", HEAD_DUTY),
        Labelled("Fungsi", items=HEAD_FUNCTIONS, style="a."),
        Gap(8),
        tables.table(iku_columns, IKU.groups, shaded=True),
        NewPage(landscape=True),
        *_individual(KEPALA),
        NewPage(landscape=True),
        *_individual(SEKRETARIS),
        Gap(24),
        *_individual(PUSTAKAWAN),
        NewPage(landscape=True),
        *_individual(ARSIPARIS, as_table=True),
    ]
    return Decree(
        name=name,
        jenis="IKU+IKI",
        metadata={
            "instansi": OFFICE,
            "wilayah": REGION,
            "nomor": "041/27/DPK/2024",
            "tahun": "2024-2026",
            "tentang": " ".join(TITLE),
            "tanggal": "2024-02-19",
            "tempat": "Kencana",
            "penandatangan": {
                "nama": "Dra. RATNA WULANSARI, M.Si.",
                "jabatan": "KEPALA DINAS",
                "pangkat": "Pembina Utama Muda",
                "nip": "196903121994032007",
            },
        },
        sections=(IKU, KEPALA, SEKRETARIS, PUSTAKAWAN, ARSIPARIS),
        blocks=tuple(blocks),
        wide_alphabet=True,
        about="Keputusan dengan IKU (judul dua tingkat) dan IKI empat jabatan; rumus, sel gabungan, nomor otomatis.",
    )
