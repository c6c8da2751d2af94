"""Invented words that the decrees of these tests are made of."""

from __future__ import annotations

OFFICES = (
    ("Dinas Perkebunan Rakyat", "Kabupaten Tirta Kencana"),
    ("Dinas Pasar dan Usaha Mikro", "Kota Wanaraja Baru"),
    ("Badan Kearsipan Daerah", "Kabupaten Lembah Sari"),
    ("Dinas Irigasi dan Bendungan", "Provinsi Nusa Lestari"),
    ("Dinas Permuseuman", "Kota Bukit Angin"),
)
POSTS = (
    "Kepala Bidang Pembinaan Petani Kebun",
    "Kepala Seksi Tata Kelola Kios",
    "Sekretaris",
    "Kepala Sub Bagian Umum dan Aset",
    "Kepala Bidang Pemeliharaan Saluran",
)
SUPERIORS = ("Bupati", "Wali Kota", "Gubernur")
TASKS = (
    "Membantu pimpinan menyiapkan kebijakan teknis pada bidangnya",
    "Melaksanakan pembinaan dan pelayanan kepada warga di wilayah kerja",
)
FUNCTIONS = (
    "penyiapan bahan rencana kerja",
    "pelaksanaan pembinaan kelompok",
    "pemantauan dan pelaporan kegiatan",
    "pelaksanaan tugas lain dari pimpinan",
)

GOAL_VERBS = ("Meningkatnya", "Terwujudnya", "Menurunnya", "Terkelolanya", "Optimalnya", "Tersedianya", "Terpenuhinya")
GOAL_THINGS = (
    "mutu bibit kopi rakyat",
    "ketertiban kios pasar",
    "luas lahan yang terairi",
    "kerusakan koleksi museum",
    "pelayanan arsip bagi warga",
    "daya saing pelaku usaha mikro",
    "akses warga terhadap air irigasi",
    "kepatuhan pedagang membayar retribusi",
    "kemampuan penyuluh kebun",
)
GOAL_TAILS = (
    "",
    "di seluruh kecamatan",
    "secara berkelanjutan",
    "berbasis kelompok",
    "sesuai standar pelayanan",
    "yang tertib, aman dan mudah dijangkau warga",
)

# Each with the units that fit: what an office counts decides how the target looks.
INDICATORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Persentase kios yang tertata menurut zona", ("%",)),
    ("Persentase saluran irigasi dalam kondisi baik dibagi seluruh saluran", ("%", "persen")),
    ("Jumlah kelompok tani kebun yang dibina", ("kelompok",)),
    ("Jumlah bibit unggul yang disalurkan kepada petani", ("batang", "paket")),
    ("Jumlah koleksi yang dirawat sesuai pedoman konservasi", ("unit", "koleksi")),
    ("Indeks kepuasan warga atas layanan arsip", ("indeks", "poin")),
    ("Nilai pengawasan kearsipan internal", ("nilai", "poin")),
    ("Cakupan layanan air irigasi pada musim kering", ("%", "Ha")),
    ("Tingkat hunian kios", ("%",)),
    ("Jumlah laporan pemantauan yang disampaikan tepat waktu", ("laporan", "dokumen")),
    ("Luas kebun yang diremajakan", ("Ha",)),
    ("Rasio penyuluh terhadap petani binaan", ("orang",)),
    ("Waktu penyelesaian surat izin kios", ("hari", "hari kerja")),
    ("Terlaksananya pelatihan pengelola bendungan", ("kali", "orang")),
    ("Panjang saluran yang dikeruk", ("km",)),
    ("Pengunjung museum yang mengikuti tur terpandu", ("orang",)),
)
INDICATOR_TAILS = ("", "", "di wilayah binaan", "pada tahun berjalan", "yang dinilai oleh tim penilai independen")

LEADS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Jumlah produksi kebun rakyat", "ton", ("Kopi", "Kakao", "Pala", "Cengkih", "Vanili", "Lada")),
    ("Jumlah alat yang dipinjamkan", "unit", ("Pompa air", "Cangkul mesin", "Gerobak motor", "Timbangan")),
    ("Persentase koleksi yang didigitalkan", "%", ("Naskah", "Foto lama", "Peta", "Kain tenun")),
    ("Jumlah pedagang yang dilatih", "orang", ("Sayur", "Ikan segar", "Kelontong", "Kuliner malam")),
)
TOPICS = ("Pemerintahan nagari", "Perdagangan antarpulau", "Kesehatan lingkungan", "Permukiman", "Kebudayaan")

FORMULAS = (
    "Jumlah yang memenuhi syarat dibagi jumlah seluruhnya dikali 100%",
    "Hitung semua yang tercatat pada buku register",
    "Nilai rata-rata dari seluruh responden survei",
    "Realisasi dibagi rencana x 100%",
)
SOURCES = ("Bidang Pembinaan", "Laporan bulanan", "Buku register kios", "Survei warga", "Sub Bagian Umum")
OWNERS = ("Sekretariat", "Bidang Saluran", "Seksi Kios", "Bidang Koleksi dan Konservasi")
PROGRAMS = (
    "Program Pembinaan Kebun Rakyat",
    "Program Penataan Kios dan Los Pasar",
    "Program Pemeliharaan Saluran Air",
    "Program Penunjang Urusan Kantor",
)
BANDS = ("Bidang Pembinaan Petani", "Bidang Tata Kelola Pasar", "Sekretariat Dinas")

HEADERS: dict[str, tuple[str, ...]] = {
    "no": ("No", "No.", "NO", "Nomor"),
    "sasaran": ("Sasaran", "Sasaran Strategis", "SASARAN KINERJA", "Kinerja Utama", "Uraian Sasaran"),
    "indikator": ("Indikator Kinerja", "Indikator", "INDIKATOR KINERJA UTAMA", "Indikator Kinerja Individu"),
    "target": ("Target", "TARGET", "Target Kinerja"),
    "satuan": ("Satuan", "SATUAN"),
    "formulasi": ("Formulasi", "Rumus Perhitungan", "Definisi Operasional", "Cara Menghitung"),
    "sumber_data": ("Sumber Data", "Asal Data", "SUMBER DATA"),
    "penanggung_jawab": ("Penanggung Jawab", "PIC", "Unit Penanggung Jawab"),
    "baseline": ("Kondisi Awal", "Data Awal"),
    "realisasi": ("Realisasi", "Capaian"),
}
