"""The text that an OCR program left of an IKU and two IKI: tables are lines with tabs."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import (
    Block,
    Decree,
    Gap,
    Group,
    Labelled,
    Letterhead,
    Row,
    Section,
    Signature,
    Target,
    Text,
)

OFFICE = "Dinas Sosial"
REGION = "Kota Sagara Endah"

IKU = Section(
    jenis="IKU",
    jabatan=None,
    tugas="Membantu Wali Kota melaksanakan urusan pemerintahan di bidang sosial.",
    fungsi=(
        "perumusan kebijakan perlindungan dan jaminan sosial;",
        "pelaksanaan rehabilitasi sosial; dan",
        "pelaksanaan pemberdayaan sosial.",
    ),
    groups=(
        Group(
            "1",
            "Menurunnya jumlah pemerlu pelayanan kesejahteraan sosial",
            (
                Row(
                    "Persentase pemerlu pelayanan yang tertangani",
                    formulasi=("Jumlah yang tertangani dibagi jumlah seluruhnya dikali 100%",),
                    sumber_data="Data terpadu kesejahteraan sosial",
                ),
                Row(
                    "Jumlah keluarga yang keluar dari kemiskinan",
                    formulasi=("Banyaknya keluarga yang lulus dari program bantuan",),
                    sumber_data="Data terpadu kesejahteraan sosial",
                ),
            ),
        ),
        Group(
            "2",
            "Meningkatnya peran lembaga kesejahteraan sosial",
            (
                Row(
                    "Persentase lembaga yang terakreditasi",
                    formulasi=("Jumlah lembaga terakreditasi dibagi jumlah lembaga dikali 100%",),
                    sumber_data="Bidang Pemberdayaan Sosial",
                ),
            ),
        ),
    ),
)

KABID = Section(
    jenis="IKI",
    jabatan="Kepala Bidang Rehabilitasi Sosial",
    tugas="Menyelenggarakan rehabilitasi sosial anak, lanjut usia, dan penyandang disabilitas.",
    fungsi=("penyiapan kebijakan rehabilitasi sosial;", "pembinaan petugas panti; dan", "pelaporan kegiatan bidang."),
    groups=(
        Group(
            "1",
            "Meningkatnya layanan rehabilitasi sosial",
            (
                Row(
                    "Jumlah penyandang disabilitas yang menerima alat bantu",
                    Target("135 orang", 135, "orang"),
                    ("Banyaknya penerima alat bantu",),
                    sumber_data="Berita acara serah terima",
                ),
                Row(
                    "Persentase aduan yang ditangani",
                    Target("100%", 100, "%"),
                    ("Aduan tertangani dibagi aduan masuk dikali 100%",),
                    sumber_data="Buku aduan",
                ),
            ),
        ),
    ),
)

PEKSOS = Section(
    jenis="IKI",
    jabatan="Pekerja Sosial Ahli Pertama",
    tugas="Melaksanakan pendampingan sosial bagi warga rentan.",
    fungsi=(),
    groups=(
        Group(
            "1",
            "Terlaksananya pendampingan sosial",
            (
                Row(
                    "Jumlah kasus yang didampingi",
                    Target("48 kasus", 48, "kasus"),
                    ("Banyaknya kasus dengan laporan akhir",),
                    sumber_data="Laporan kasus",
                ),
            ),
        ),
        Group(
            "2",
            "Tersusunnya laporan pendampingan",
            (
                Row(
                    "Jumlah laporan triwulan",
                    Target("4 laporan", 4, "laporan"),
                    ("Banyaknya laporan yang disampaikan",),
                    sumber_data="Agenda bidang",
                ),
            ),
        ),
    ),
)


def _individual(section: Section) -> tuple[Block, ...]:
    columns = (
        tables.number("No", 1),
        tables.sasaran("Sasaran Kinerja Individu", 1),
        tables.indikator("Indikator Kinerja Individu", 1),
        tables.target("Target", 1),
        tables.formulasi("Formulasi Penghitungan", 1),
        tables.sumber_data("Sumber Data", 1),
    )
    return (
        Text("INDIKATOR KINERJA INDIVIDU", bold=True, size=12),
        Labelled("Jabatan", section.jabatan or ""),
        Labelled("Tugas", section.tugas or ""),
        Labelled("Fungsi", "" if section.fungsi else "-", items=section.fungsi),
        tables.table(columns, section.groups),
    )


def decree(name: str) -> Decree:
    columns = (
        tables.number("No", 1, point=True),
        tables.sasaran("Sasaran/Kinerja Utama", 1),
        tables.indikator("Indikator Kinerja Utama", 1),
        tables.formulasi("Penjelasan/Formulasi Penghitungan", 1),
        tables.sumber_data("Sumber Data", 1),
    )
    return Decree(
        name=name,
        jenis="IKU+IKI",
        metadata={
            "instansi": OFFICE,
            "wilayah": REGION,
            "tahun": "2022",
            "tanggal": "2022-03-07",
            "tempat": "Sagara Endah",
            "penandatangan": {
                "nama": "LARAS KINANTI, S.Sos., M.A.P.",
                "jabatan": "Kepala Dinas Sosial",
                "pangkat": "Pembina",
                "nip": "197809142003122005",
            },
        },
        sections=(IKU, KABID, PEKSOS),
        blocks=(
            Letterhead(("PEMERINTAH KOTA SAGARA ENDAH", "DINAS SOSIAL"), "Jalan Kasih Nomor 14, Sagara Endah 00000"),
            Text("INDIKATOR KINERJA UTAMA TAHUN 2022", bold=True, size=12),
            Labelled("1. Perangkat Daerah", f"{OFFICE} {REGION}"),
            Labelled("2. Tugas", IKU.tugas or ""),
            Labelled("3. Fungsi", items=IKU.fungsi, style="a."),
            tables.table(columns, IKU.groups),
            *_individual(KABID),
            *_individual(PEKSOS),
            Gap(),
            Signature(
                (
                    (
                        "Sagara Endah, 7 Maret 2022",
                        "Kepala Dinas Sosial,",
                        "",
                        "LARAS KINANTI, S.Sos., M.A.P.",
                        "Pembina",
                        "NIP. 197809142003122005",
                    ),
                ),
            ),
        ),
        about="Teks hasil OCR: tabel berupa baris dengan tab, sel gabungan menjadi kosong.",
    )
