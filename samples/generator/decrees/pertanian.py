"""A performance agreement: two parties, the table of targets, and the list of programmes and money."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import (
    Block,
    BudgetLine,
    Decree,
    Gap,
    Group,
    Labelled,
    Letterhead,
    NewPage,
    Party,
    Row,
    Section,
    Signature,
    Table,
    TableCell,
    Target,
    Text,
)

OFFICE = "Dinas Pertanian"
REGION = "Provinsi Nusa Jaladri"

BUDGET = (
    BudgetLine("Program Penyediaan Sarana Pertanian", "Rp 4.275.000.000", 4_275_000_000, "APBD"),
    BudgetLine("Program Penyuluhan Pertanian", "Rp 1.860.500.000", 1_860_500_000, "APBD"),
    BudgetLine("Program Penunjang Urusan Pemerintahan", "Rp 9.140.250.000", 9_140_250_000, "APBD"),
)

AGREEMENT = Section(
    jenis="PK",
    jabatan="Kepala Dinas Pertanian Provinsi Nusa Jaladri",
    tugas=None,
    fungsi=(),
    groups=(
        Group(
            "1",
            "Meningkatnya produksi tanaman pangan",
            (
                Row("Jumlah produksi padi", Target("318.400", 318400, "Ton")),
                Row("Jumlah produksi jagung", Target("96.750", 96750, "Ton")),
            ),
        ),
        Group(
            "2",
            "Meningkatnya kesejahteraan petani",
            (
                Row("Nilai Tukar Petani", Target("108,6", 108.6, "Indeks")),
                Row("Persentase kelompok tani yang naik kelas", Target("12", 12, "Persen")),
            ),
        ),
        Group(
            "3",
            "Meningkatnya mutu pelayanan Dinas",
            (Row("Indeks Kepuasan Masyarakat", Target("86", 86, "Nilai")),),
        ),
    ),
    pihak=(
        Party(
            "pertama",
            "Ir. DEWI PUSPANINGRUM, M.Si.",
            "Kepala Dinas Pertanian Provinsi Nusa Jaladri",
            nip="197004181996022003",
        ),
        Party("kedua", "H. SURYA ATMAJA", "Gubernur Nusa Jaladri"),
    ),
    anggaran=BUDGET,
)


def _budget() -> Table:
    header = ("No", "Program", "Anggaran", "Keterangan")
    cells = [TableCell(0, col, (text,), align="center", bold=True) for col, text in enumerate(header)]
    for row, line in enumerate(BUDGET, start=1):
        texts = (str(row), line.program, line.jumlah, line.keterangan or "")
        cells += [TableCell(row, col, (text,)) for col, text in enumerate(texts)]
    return Table((30, 230, 120, 80), tuple(cells), header_rows=1)


def decree(name: str) -> Decree:
    columns = (
        tables.number("No", 30),
        tables.sasaran("Sasaran Strategis", 160),
        tables.indikator("Indikator Kinerja", 150),
        tables.satuan("Satuan", 60),
        tables.target("Target", 60),
    )
    title = (
        Text("PERJANJIAN KINERJA TAHUN 2024", "center", bold=True, size=12),
        Text("DINAS PERTANIAN PROVINSI NUSA JALADRI", "center", bold=True, size=12),
    )
    signatures = Signature(
        (
            ("", "PIHAK KEDUA,", "", "", "", "H. SURYA ATMAJA"),
            (
                "Jaladri, 15 Januari 2024",
                "PIHAK PERTAMA,",
                "",
                "",
                "",
                "Ir. DEWI PUSPANINGRUM, M.Si.",
                "NIP. 197004181996022003",
            ),
        )
    )
    blocks: tuple[Block, ...] = (
        Letterhead(
            ("PEMERINTAH PROVINSI NUSA JALADRI", "DINAS PERTANIAN"), "Jalan Lumbung Raya Nomor 12, Jaladri 00000"
        ),
        *title,
        Gap(),
        Text(
            "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel, kami yang "
            "bertanda tangan di bawah ini:",
            "justify",
        ),
        Gap(),
        Labelled("Nama", "Ir. DEWI PUSPANINGRUM, M.Si."),
        Labelled("Jabatan", "Kepala Dinas Pertanian Provinsi Nusa Jaladri"),
        Text("selanjutnya disebut PIHAK PERTAMA;"),
        Gap(),
        Labelled("Nama", "H. SURYA ATMAJA"),
        Labelled("Jabatan", "Gubernur Nusa Jaladri"),
        Text("selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA."),
        Gap(),
        Text(
            "PIHAK PERTAMA berjanji mewujudkan target kinerja tahunan sesuai lampiran perjanjian ini, dan keberhasilan "
            "maupun kegagalan pencapaiannya menjadi tanggung jawab PIHAK PERTAMA.",
            "justify",
        ),
        Text(
            "PIHAK KEDUA melakukan supervisi serta evaluasi atas capaian kinerja dari perjanjian ini dan mengambil "
            "tindakan yang diperlukan.",
            "justify",
        ),
        signatures,
        NewPage(),
        *title,
        Gap(),
        tables.table(columns, AGREEMENT.groups, column_numbers=("(1)", "(2)", "(3)", "(4)", "(5)")),
        Gap(),
        _budget(),
        signatures,
    )
    return Decree(
        name=name,
        jenis="PK",
        metadata={
            "instansi": OFFICE,
            "wilayah": REGION,
            "nomor": None,
            "tahun": "2024",
            "tanggal": "2024-01-15",
            "tempat": "Jaladri",
        },
        sections=(AGREEMENT,),
        blocks=blocks,
        serif=True,
        page_numbers=False,
        about="Perjanjian kinerja dua pihak; daftar anggaran di bawahnya bukan tabel indikator.",
    )
