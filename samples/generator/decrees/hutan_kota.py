"""A regulation of a regent on town forests: chapters, articles, clauses, items, and what it refers to."""

from __future__ import annotations

from samples.generator import regulation
from samples.generator.model import Decree, Gap, Letterhead, Regulation, Signature, Text, Unit

SUBJECT = "PENGELOLAAN HUTAN KOTA"

TEXT = Regulation(
    bentuk="peraturan_kepala_daerah",
    judul=("PERATURAN BUPATI LEMBAH SAWO", "NOMOR 17 TAHUN 2023", "TENTANG", SUBJECT),
    menimbang=(
        ("a", "bahwa hutan kota menjaga kesejukan, air tanah, dan kesehatan warga Kabupaten Lembah Sawo;"),
        (
            "b",
            "bahwa untuk melaksanakan ketentuan Pasal 9 ayat (2) Peraturan Pemerintah Nomor 63 Tahun 2002 tentang "
            "Hutan Kota, perlu menetapkan Peraturan Bupati tentang Pengelolaan Hutan Kota;",
        ),
    ),
    mengingat=(
        (
            "1",
            "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah (Lembaran Negara Republik Indonesia "
            "Tahun 2014 Nomor 244, Tambahan Lembaran Negara Republik Indonesia Nomor 5587) sebagaimana telah diubah "
            "beberapa kali, terakhir dengan Undang-Undang Nomor 9 Tahun 2015;",
        ),
        (
            "2",
            "Peraturan Pemerintah Nomor 63 Tahun 2002 tentang Hutan Kota (Lembaran Negara Republik Indonesia Tahun "
            "2002 Nomor 119, Tambahan Lembaran Negara Republik Indonesia Nomor 4242);",
        ),
    ),
    menetapkan=f"PERATURAN BUPATI TENTANG {SUBJECT}.",
    isi=(
        Unit(
            "bab",
            "I",
            judul="KETENTUAN UMUM",
            anak=(
                Unit(
                    "pasal",
                    "1",
                    "Dalam Peraturan Bupati ini yang dimaksud dengan:",
                    anak=(
                        Unit("angka", "1", "Daerah adalah Kabupaten Lembah Sawo."),
                        Unit(
                            "angka",
                            "2",
                            "Hutan Kota adalah hamparan lahan yang bertumbuhan pohon rapat di wilayah perkotaan dan "
                            "ditetapkan sebagai hutan kota.",
                        ),
                        Unit("angka", "3", "Pengelola adalah orang atau badan yang memelihara Hutan Kota."),
                    ),
                ),
            ),
        ),
        Unit(
            "bab",
            "II",
            judul="PENGELOLAAN",
            anak=(
                Unit(
                    "bagian",
                    "Kesatu",
                    judul="Penanaman",
                    anak=(
                        Unit(
                            "pasal",
                            "2",
                            anak=(
                                Unit("ayat", "1", "Pengelola menanam pohon asli Daerah pada setiap musim hujan."),
                                Unit(
                                    "ayat",
                                    "2",
                                    "Penanaman sebagaimana dimaksud pada ayat (1) memperhatikan:",
                                    anak=(
                                        Unit("huruf", "a", "jenis tanah;"),
                                        Unit(
                                            "huruf",
                                            "b",
                                            "ketersediaan air, meliputi:",
                                            anak=(
                                                Unit("angka", "1", "mata air; dan"),
                                                Unit("angka", "2", "air permukaan; dan"),
                                            ),
                                        ),
                                        Unit("huruf", "c", "jarak dari bangunan,"),
                                    ),
                                    tail="sesuai dengan petunjuk Kepala Dinas.",
                                ),
                            ),
                        ),
                        Unit(
                            "pasal",
                            "3",
                            "Bibit untuk penanaman sebagaimana dimaksud dalam Pasal 2 disediakan oleh kebun bibit "
                            "Daerah paling lambat 30 (tiga puluh) hari sebelum musim hujan.",
                        ),
                    ),
                ),
                Unit(
                    "bagian",
                    "Kedua",
                    judul="Pemeliharaan",
                    anak=(
                        Unit(
                            "pasal",
                            "4",
                            anak=(
                                Unit(
                                    "ayat",
                                    "1",
                                    "Pengelola memelihara Hutan Kota sebagaimana dimaksud dalam Pasal 2 ayat (1) dan "
                                    "melaporkannya kepada Kepala Dinas setiap 6 (enam) bulan.",
                                ),
                                Unit("ayat", "2", "Laporan sebagaimana dimaksud pada ayat (1) terbuka untuk umum."),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Unit(
            "bab",
            "III",
            judul="KETENTUAN PENUTUP",
            anak=(Unit("pasal", "5", "Peraturan Bupati ini mulai berlaku pada tanggal diundangkan."),),
        ),
    ),
    penutup={
        "perintah": "Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Bupati ini dengan "
        "penempatannya dalam Berita Daerah Kabupaten Lembah Sawo.",
        "ditetapkan_di": "Rimba Asri",
        "ditetapkan_tanggal": "2023-06-12",
        "diundangkan_di": "Rimba Asri",
        "diundangkan_tanggal": "2023-06-14",
        "lembaran": "BERITA DAERAH KABUPATEN LEMBAH SAWO TAHUN 2023 NOMOR 17",
    },
    rujukan=(
        ("peraturan_pemerintah", "63", "2002"),
        ("undang-undang", "23", "2014"),
        ("undang-undang", "9", "2015"),
    ),
)


def decree(name: str) -> Decree:
    return Decree(
        name=name,
        jenis="TIDAK_ADA",
        metadata={
            "instansi": None,
            "wilayah": None,
            "nomor": "17 TAHUN 2023",
            "tentang": SUBJECT,
            "tanggal": "2023-06-12",
            "tempat": "Rimba Asri",
        },
        sections=(),
        regulation=TEXT,
        blocks=(
            Letterhead(("BUPATI LEMBAH SAWO",), "Jalan Beringin Nomor 1, Rimba Asri 00000"),
            *regulation.opening(TEXT, "BUPATI LEMBAH SAWO,"),
            *regulation.body(TEXT.isi),
            Gap(),
            Text(TEXT.penutup["perintah"], "justify"),
            Signature(
                (("Ditetapkan di Rimba Asri", "pada tanggal 12 Juni 2023", "BUPATI LEMBAH SAWO,", "", "", "ARYA"),)
            ),
            Text("Diundangkan di Rimba Asri"),
            Text("pada tanggal 14 Juni 2023"),
            Text("SEKRETARIS DAERAH KABUPATEN LEMBAH SAWO,"),
            Gap(36),
            Text("LARAS PRAMESTI"),
            Gap(),
            Text(TEXT.penutup["lembaran"]),
        ),
        serif=True,
        about="Peraturan Bupati: bab, bagian, pasal, ayat, huruf dan angka, teks di belakang sebuah daftar, rujukan.",
    )
