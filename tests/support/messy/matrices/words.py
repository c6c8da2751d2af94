"""Invented offices, fields of work and phrases of which the plans are made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """A field of work: its office, its urusan, and the things that it counts and looks after."""

    office: str
    field: str  # bidang urusan
    code: tuple[str, str]  # urusan and bidang urusan
    things: tuple[str, ...]  # what the programmes are about
    counted: tuple[tuple[str, str], ...]  # (counted thing, unit)


THEMES = (
    Theme(
        "Dinas Perkebunan Rakyat",
        "Perkebunan",
        ("3", "41"),
        ("Kebun Rakyat", "Benih Tanaman Tahunan", "Kelompok Tani Kebun", "Pascapanen Kopi dan Pala"),
        (
            ("kelompok tani yang dibina", "Kelompok"),
            ("kebun induk yang dipelihara", "Ha"),
            ("bibit siap salur", "Batang"),
        ),
    ),
    Theme(
        "Dinas Pasar dan Usaha Mikro",
        "Perpasaran",
        ("2", "33"),
        ("Sarana Pasar Rakyat", "Usaha Mikro", "Pedagang Kios dan Los", "Tertib Ukur dan Timbang"),
        (("kios yang diperbaiki", "Unit"), ("pedagang yang dilatih", "Orang"), ("alat timbang yang ditera", "Unit")),
    ),
    Theme(
        "Badan Kearsipan Daerah",
        "Kearsipan Daerah",
        ("2", "47"),
        ("Arsip Dinamis", "Arsip Statis", "Layanan Informasi Kearsipan", "Penyelamatan Arsip"),
        (
            ("boks arsip yang ditata", "Boks"),
            ("arsip yang dialihmediakan", "Lembar"),
            ("pengelola arsip yang dibina", "Orang"),
        ),
    ),
    Theme(
        "Dinas Irigasi dan Bendungan",
        "Sumber Daya Pengairan",
        ("1", "37"),
        ("Jaringan Irigasi Desa", "Bendung dan Embung", "Perkumpulan Petani Pemakai Air", "Sempadan Sungai"),
        (("saluran yang direhabilitasi", "Km"), ("pintu air yang berfungsi", "Unit"), ("embung yang dibangun", "Unit")),
    ),
    Theme(
        "Dinas Permuseuman dan Warisan Budaya",
        "Warisan Budaya",
        ("2", "52"),
        ("Koleksi Museum", "Cagar Budaya", "Pengunjung Museum", "Tenaga Juru Pelihara"),
        (
            ("koleksi yang dikonservasi", "Koleksi"),
            ("pameran yang digelar", "Kali"),
            ("situs yang dipetakan", "Lokasi"),
        ),
    ),
    Theme(
        "Dinas Perikanan Darat",
        "Perikanan Budidaya",
        ("3", "55"),
        ("Budidaya Ikan Air Tawar", "Perairan Umum Daratan", "Pengolahan Hasil Ikan", "Benih Ikan"),
        (("pembudidaya yang disuluh", "Orang"), ("benih ikan yang disebar", "Ekor"), ("kolam percontohan", "Unit")),
    ),
    Theme(
        "Dinas Angkutan Sungai dan Penyeberangan",
        "Angkutan Perairan",
        ("2", "61"),
        ("Dermaga Rakyat", "Keselamatan Pelayaran Sungai", "Armada Penyeberangan", "Rambu Sungai"),
        (
            ("dermaga yang laik pakai", "Unit"),
            ("juragan perahu yang bersertifikat", "Orang"),
            ("rambu yang terpasang", "Titik"),
        ),
    ),
    Theme(
        "Dinas Perpustakaan dan Literasi",
        "Literasi Masyarakat",
        ("2", "66"),
        ("Perpustakaan Keliling", "Gemar Membaca", "Bahan Pustaka", "Pustakawan Desa"),
        (
            ("judul buku yang ditambah", "Judul"),
            ("kunjungan perpustakaan keliling", "Kali"),
            ("taman baca yang aktif", "Lokasi"),
        ),
    ),
    Theme(
        "Kecamatan Batu Serumpun",
        "Kewilayahan",
        ("7", "03"),
        ("Pelayanan Publik Kecamatan", "Lembaga Kemasyarakatan Desa", "Ketenteraman Lingkungan", "Musyawarah Desa"),
        (
            ("desa yang difasilitasi", "Desa"),
            ("surat pengantar yang diterbitkan", "Surat"),
            ("pos ronda yang aktif", "Unit"),
        ),
    ),
    Theme(
        "Dinas Kebersihan Kota",
        "Persampahan",
        ("1", "29"),
        ("Pengangkutan Sampah", "Bank Sampah", "Taman dan Jalur Hijau", "Tempat Pengolahan Sampah"),
        (("sampah yang terangkut", "Ton"), ("bank sampah yang dibina", "Unit"), ("taman yang dipelihara", "Lokasi")),
    ),
)
REGIONS = (
    "Kabupaten Tirta Kencana",
    "Kota Wanaraja Baru",
    "Kabupaten Lembah Sari",
    "Provinsi Nusa Lestari",
    "Kota Bukit Angin",
    "Kabupaten Muara Selasih",
    "Kabupaten Hulu Kemuning",
)

GOAL_VERBS = ("Meningkatnya", "Terwujudnya", "Optimalnya", "Terkelolanya", "Membaiknya", "Menguatnya")
GOAL_QUALITIES = ("Kualitas", "Kemanfaatan", "Daya Guna", "Tata Kelola", "Kemandirian", "Cakupan")
GOAL_TAILS = ("", "", "yang Berkelanjutan", "bagi Masyarakat", "di Seluruh Wilayah", "Berbasis Data", "yang Inklusif")
OUTCOME_VERBS = ("Meningkatnya", "Terselenggaranya", "Tercapainya", "Terpenuhinya", "Terjaganya")
PROGRAM_VERBS = ("Pengembangan", "Pengelolaan", "Peningkatan", "Pembinaan", "Penataan", "Pemberdayaan", "Penguatan")
ACTIVITY_VERBS = (
    "Pembinaan",
    "Pengawasan",
    "Fasilitasi",
    "Penyelenggaraan",
    "Penyediaan",
    "Pengendalian",
    "Pengelolaan",
)
TASK_VERBS = (
    "Penyusunan Pedoman",
    "Sosialisasi",
    "Bimbingan Teknis",
    "Pemeliharaan Sarana",
    "Pendataan",
    "Monitoring dan Evaluasi",
    "Koordinasi dan Sinkronisasi",
    "Pengadaan Peralatan",
    "Pelaporan",
    "Rehabilitasi",
)
PLACES = ("", "", "Lingkup Kabupaten", "di Tingkat Desa", "Kewenangan Daerah", "Lintas Kecamatan", "Tahap Lanjutan")

SUPPORT = (
    (
        "Penunjang Urusan Perkantoran",
        (
            (
                "Perencanaan dan Pelaporan Kinerja",
                ("Penyusunan Rencana Tahunan", "Penyusunan Laporan Kinerja", "Evaluasi Rencana"),
            ),
            (
                "Administrasi Keuangan Kantor",
                ("Pembayaran Gaji Pegawai", "Penatausahaan Keuangan", "Laporan Akhir Tahun"),
            ),
            (
                "Administrasi Umum Kantor",
                ("Langganan Listrik dan Air", "Cetak dan Penggandaan", "Alat Tulis Kantor", "Rapat Luar Daerah"),
            ),
            (
                "Pemeliharaan Barang Milik Kantor",
                ("Servis Kendaraan Dinas", "Perbaikan Gedung", "Pemeliharaan Komputer"),
            ),
        ),
    ),
)
SUPPORT_MEASURES = (
    ("Persentase pemenuhan kebutuhan perkantoran", "%"),
    ("Nilai evaluasi akuntabilitas kantor", "Nilai"),
    ("Persentase laporan yang tepat waktu", "%"),
    ("Tingkat kepuasan pegawai atas layanan umum", "Indeks"),
)
SUPPORT_OUTPUTS = (
    ("Jumlah dokumen yang disusun", "Dokumen"),
    ("Jumlah laporan yang diselesaikan", "Laporan"),
    ("Jumlah bulan layanan yang dibayar", "Bulan"),
    ("Terbayarnya tagihan rekening kantor", "Bulan"),
    ("Jumlah unit yang dipelihara", "Unit"),
    ("Tersedianya bahan dan alat kerja", "Paket"),
)
RATIO_HEADS = ("Persentase", "Cakupan", "Tingkat", "Rasio", "Proporsi", "Prosentase")
RATIO_TAILS = (
    "yang memenuhi standar",
    "dalam kondisi baik",
    "yang tertangani",
    "yang aktif terhadap jumlah seluruhnya",
    "yang terlayani tepat waktu",
    "yang ditindaklanjuti",
)
OUTPUT_HEADS = ("Jumlah", "Jumlah", "Jumlah", "Terlaksananya", "Tersedianya", "Banyaknya")
OUTPUT_TAILS = ("", "", "pada tahun berjalan", "sesuai pedoman", "di tingkat desa", "melalui swakelola")
INDEX_NAMES = ("Indeks kepuasan pengguna", "Nilai kinerja", "Indeks mutu", "Nilai tata kelola")

SOURCES = ("APBD", "PAD", "DAU", "DAK", "Bankeu Prov", "DBHCHT")
PLACES_OF_WORK = ("Kantor", "11 Kecamatan", "Se-kabupaten", "Desa Sasaran", "Kec. Batu Serumpun", "Balai Benih")
UNITS_OF_OFFICE = (
    "Sekretariat",
    "Bidang Pembinaan",
    "Bidang Sarana",
    "UPT Wilayah Timur",
    "Seksi Data dan Informasi",
    "Bidang Layanan dan Kemitraan",
)
OFFICIALS = (
    "Kepala Bidang Pembinaan",
    "Kepala Seksi Data dan Informasi",
    "Kepala Sub Bagian Perencanaan dan Keuangan",
    "Sekretaris",
    "Kepala UPT Wilayah Timur",
)
PERSONS = ("Suradi Wirapati", "Ratna Kusumaweni", "Halimah Tanjungsari", "Bonar Situmeongan", "Wayan Adnyanata")

MISSIONS = (
    "Mewujudkan pelayanan dasar yang merata dan terjangkau",
    "Memperkuat ekonomi rakyat berbasis potensi desa",
    "Menata pemerintahan yang bersih dan terbuka",
)
FORMULAS = (
    "Jumlah yang memenuhi syarat dibagi jumlah seluruhnya dikali 100%",
    "Realisasi / rencana x 100%",
    "Hasil survei kepuasan pengguna",
    "Jumlah yang tercatat dalam buku register",
)
DATA_SOURCES = ("Laporan bulanan", "Bidang Pembinaan", "Survei warga", "Sub Bagian Perencanaan")
PROSE = (
    "Rencana ini disusun dengan memperhatikan hasil evaluasi pelaksanaan tahun sebelumnya, masukan para pihak, "
    "dan kemampuan keuangan daerah, sehingga setiap program dapat diukur keberhasilannya.",
    "Adapun tujuan, sasaran, program dan kegiatan yang akan dilaksanakan beserta indikator dan kebutuhan dananya "
    "dapat dilihat pada tabel berikut.",
    "Capaian pada tahun berjalan dipengaruhi oleh ketersediaan tenaga teknis, cuaca, serta dukungan pemerintah desa. "
    "Upaya perbaikan terus dilakukan melalui pendampingan dan penajaman sasaran.",
    "Pendanaan bersumber dari anggaran pendapatan dan belanja daerah serta sumber lain yang sah dan tidak mengikat.",
)
STRATEGIES = (
    "Memperkuat pendataan dan pemanfaatan sistem informasi",
    "Meningkatkan kerja sama dengan pemerintah desa",
    "Menambah jumlah tenaga teknis yang bersertifikat",
    "Mendorong peran serta dunia usaha",
    "Menata kembali prosedur layanan",
)
GOODS = (
    ("Kertas HVS F4", "Rim"),
    ("Tinta printer hitam", "Botol"),
    ("Konsumsi rapat", "Kotak"),
    ("Map arsip", "Buah"),
    ("Honorarium narasumber", "Orang/Jam"),
    ("Sewa kendaraan", "Hari"),
    ("Fotokopi", "Lembar"),
)
