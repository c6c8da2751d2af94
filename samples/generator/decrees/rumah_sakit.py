"""Rows that page breaks cut through several cells; one table repeats its header, the other does not."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import Block, Decree, Gap, Group, Labelled, Letterhead, Row, Section, Target, Text

OFFICE = "Rumah Sakit Umum Daerah Mutiara Jaladri"
REGION = "Provinsi Nusa Jaladri"

WADIR = Section(
    jenis="IKI",
    jabatan="Wakil Direktur Pelayanan Medik",
    tugas="Membantu Direktur dalam menyelenggarakan pelayanan medik, keperawatan, dan penunjang medik.",
    fungsi=(
        "penyusunan rencana pelayanan medik dan keperawatan;",
        "pengendalian mutu pelayanan serta keselamatan pasien;",
        "pembinaan tenaga medik dan tenaga keperawatan; dan",
        "pelaporan kegiatan pelayanan.",
    ),
    groups=(
        Group(
            "1",
            "Meningkatnya mutu pelayanan medik yang berorientasi pada keselamatan pasien dan kepuasan keluarga pasien",
            (
                Row(
                    "Persentase capaian indikator nasional mutu rumah sakit yang memenuhi standar",
                    Target("85%", 85, "%"),
                    (
                        "Jumlah indikator nasional mutu yang memenuhi standar dibagi jumlah seluruh indikator "
                        "nasional mutu yang diukur pada tahun berjalan dikali seratus persen",
                        "Tipe Penghitungan: Non kumulatif",
                    ),
                    tipe_penghitungan="Non kumulatif",
                    sumber_data="Laporan Komite Mutu dan Keselamatan Pasien",
                ),
                Row(
                    "Waktu tunggu rawat jalan",
                    Target("≤ 60 menit", 60, "menit", pembanding="<="),
                    (
                        "Rata-rata waktu sejak pasien mendaftar sampai dilayani dokter di poliklinik, dihitung dari "
                        "seluruh pasien rawat jalan pada hari kerja",
                        "Tipe Penghitungan: Non kumulatif",
                    ),
                    tipe_penghitungan="Non kumulatif",
                    sumber_data="Sistem informasi rumah sakit",
                ),
                Row(
                    "Persentase kejadian yang dilaporkan tepat waktu",
                    Target("100 %", 100, "%"),
                    (
                        "Jumlah laporan insiden keselamatan pasien yang masuk paling lambat dua hari kerja dibagi "
                        "jumlah seluruh insiden dikali seratus persen",
                        "Tipe Penghitungan: Non kumulatif",
                    ),
                    tipe_penghitungan="Non kumulatif",
                    sumber_data="Formulir pelaporan insiden",
                ),
            ),
        ),
        Group(
            "2",
            "Meningkatnya kemampuan tenaga kesehatan dalam menangani kegawatdaruratan",
            (
                Row(
                    "Persentase tenaga kesehatan unit gawat darurat yang memiliki sertifikat pelatihan "
                    "kegawatdaruratan yang masih berlaku",
                    Target("90-95%", 90, "%", nilai_maks=95),
                    (
                        "Jumlah tenaga kesehatan unit gawat darurat yang bersertifikat dibagi jumlah tenaga kesehatan "
                        "unit gawat darurat dikali seratus persen",
                        "Tipe Penghitungan: Non kumulatif",
                    ),
                    tipe_penghitungan="Non kumulatif",
                    sumber_data="Bagian Sumber Daya Manusia serta Instalasi Gawat Darurat",
                ),
                Row(
                    "Jumlah simulasi penanganan bencana massal di lingkungan rumah sakit",
                    Target("2 (dua) kali", 2, "kali"),
                    (
                        "Banyaknya simulasi yang dilaksanakan bersama instansi terkait dalam satu tahun anggaran",
                        "Tipe Penghitungan: Kumulatif",
                    ),
                    tipe_penghitungan="Kumulatif",
                    sumber_data="Laporan pelaksanaan simulasi",
                ),
            ),
        ),
        Group(
            "3",
            "Tersedianya laporan pelayanan yang lengkap",
            (
                Row(
                    "Jumlah laporan pelayanan bulanan yang disampaikan kepada Direktur sebelum tanggal sepuluh bulan "
                    "berikutnya",
                    Target("12 laporan", 12, "laporan"),
                    (
                        "Banyaknya laporan pelayanan bulanan yang lengkap dan disampaikan tepat waktu",
                        "Tipe Penghitungan: Kumulatif",
                    ),
                    tipe_penghitungan="Kumulatif",
                    sumber_data="Agenda surat keluar Bidang Pelayanan",
                ),
            ),
        ),
    ),
)

GIZI = Section(
    jenis="IKI",
    jabatan="Kepala Instalasi Gizi",
    tugas="Menyelenggarakan pelayanan gizi bagi pasien rawat inap dan rawat jalan.",
    fungsi=("-",),
    groups=(
        Group(
            "1",
            "Terpenuhinya kebutuhan gizi pasien sesuai dengan penyakit dan kemampuan cernanya",
            (
                Row(
                    "Persentase ketepatan waktu pemberian makanan kepada pasien rawat inap",
                    Target("≥ 90 %", 90, "%", pembanding=">="),
                    (
                        "Jumlah pasien yang menerima makanan tepat waktu dibagi jumlah pasien rawat inap yang disurvei "
                        "dikali seratus persen",
                    ),
                    sumber_data="Survei bulanan Instalasi Gizi",
                ),
                Row(
                    "Sisa makanan yang tidak termakan oleh pasien",
                    Target("≤ 20 %", 20, "%", pembanding="<="),
                    (
                        "Berat makanan sisa dibagi berat makanan yang disajikan kepada pasien pada hari pengamatan "
                        "dikali seratus persen",
                    ),
                    sumber_data="Lembar pengamatan sisa makanan",
                ),
                Row(
                    "Jumlah pasien yang memperoleh konsultasi gizi",
                    Target("2.450 pasien", 2450, "pasien"),
                    ("Banyaknya pasien rawat jalan dan rawat inap yang tercatat memperoleh konsultasi gizi",),
                    sumber_data="Register konsultasi gizi",
                ),
            ),
        ),
        Group(
            "2",
            "Terjaganya kebersihan dapur dan alat saji",
            (
                Row(
                    "Persentase hasil uji usap alat saji yang memenuhi syarat kesehatan lingkungan",
                    Target("100%", 100, "%"),
                    (
                        "Jumlah hasil uji usap yang memenuhi syarat dibagi jumlah uji usap yang dilakukan oleh "
                        "laboratorium kesehatan dikali seratus persen",
                    ),
                    sumber_data="Laporan Instalasi Sanitasi dan laboratorium kesehatan daerah",
                ),
            ),
        ),
        Group(
            "3",
            "Meningkatnya kemampuan tenaga pelaksana dapur",
            (
                Row(
                    "Jumlah tenaga pelaksana dapur yang mengikuti pelatihan keamanan pangan bagi rumah sakit",
                    Target("32 orang", 32, "orang"),
                    (
                        "Banyaknya tenaga pelaksana dapur yang memperoleh sertifikat pelatihan keamanan pangan pada "
                        "tahun berjalan",
                    ),
                    sumber_data="Daftar hadir dan salinan sertifikat pelatihan keamanan pangan",
                ),
                Row(
                    "Jumlah menu siklus sepuluh hari yang diperbarui",
                    Target("1 paket", 1, "paket"),
                    ("Banyaknya paket menu siklus yang ditetapkan Direktur",),
                    sumber_data="Keputusan Direktur",
                ),
            ),
        ),
    ),
)


def _section(section: Section, *, repeat_header: bool) -> list[Block]:
    columns = (
        tables.number("No", 28),
        tables.sasaran("Sasaran Kinerja Individu", 104),
        tables.indikator("Indikator Kinerja Individu", 104),
        tables.target("Target", 54),
        tables.formulasi("Formulasi Pengukuran", 116),
        tables.sumber_data("Sumber Data", 78),
    )
    listed = section.fungsi if section.fungsi != ("-",) else ()
    return [
        Text("INDIKATOR KINERJA INDIVIDU", "center", bold=True, size=12),
        Gap(),
        Labelled("Jabatan", section.jabatan or ""),
        Labelled("Tugas", section.tugas or ""),
        Labelled("Fungsi", "" if listed else "-", items=listed),
        Gap(),
        tables.table(columns, section.groups, repeat_header=repeat_header),
    ]


def decree(name: str) -> Decree:
    head = (
        Letterhead(
            ("PEMERINTAH PROVINSI NUSA JALADRI", "RUMAH SAKIT UMUM DAERAH MUTIARA JALADRI"),
            "Jalan Mutiara Nomor 1, Jaladri 00000",
        ),
        Text("INDIKATOR KINERJA INDIVIDU TAHUN 2024", "center", bold=True, size=13),
        Text("RUMAH SAKIT UMUM DAERAH MUTIARA JALADRI", "center", bold=True, size=13),
        Text("PROVINSI NUSA JALADRI", "center", bold=True, size=13),
        Gap(20),
    )
    return Decree(
        name=name,
        jenis="IKI",
        metadata={"instansi": OFFICE, "wilayah": REGION, "tahun": "2024", "nomor": None},
        sections=(WADIR, Section(GIZI.jenis, GIZI.jabatan, GIZI.tugas, (), GIZI.groups)),
        blocks=(
            *head,
            *_section(WADIR, repeat_header=True),
            Gap(30),
            *_section(GIZI, repeat_header=False),
        ),
        wide_alphabet=True,
        about="Baris yang terpotong ganti halaman, sekali dengan judul kolom berulang dan sekali tanpa.",
    )
