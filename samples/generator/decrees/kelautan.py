"""A performance cascade, once as a table with a column of goals and one of indicators per level, once as boxes."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import Chart, Decree, Gap, Goal, Table, Text

OFFICE = "Dinas Kelautan dan Pesisir"
REGION = "Kabupaten Tanjung Mutiara"
LEVELS = ("ULTIMATE OUTCOME", "INTERMEDIATE OUTCOME", "IMMEDIATE OUTCOME", "OUTPUT")


def _output(goal: str, *indicators: str) -> Goal:
    return Goal("output", goal, indicators)


FISHERS = Goal(
    "intermediate_outcome",
    "Meningkatnya pendapatan nelayan kecil",
    ("Rata-rata pendapatan nelayan per bulan", "Nilai tukar nelayan"),
    (
        Goal(
            "immediate_outcome",
            "Meningkatnya hasil tangkapan yang terjual di tempat pelelangan",
            ("Persentase hasil tangkapan yang dilelang",),
            (
                _output("Terbangunnya ruang pendingin di dermaga", "Jumlah ruang pendingin"),
                _output("Terlatihnya juru lelang", "Jumlah juru lelang bersertifikat"),
            ),
        ),
        Goal(
            "immediate_outcome",
            "Meningkatnya kelaikan kapal nelayan",
            ("Persentase kapal di bawah 10 GT yang laik laut",),
            (_output("Terlaksananya pemeriksaan kapal", "Jumlah kapal yang diperiksa", "Jumlah pas kecil terbit"),),
        ),
    ),
)
COAST = Goal(
    "intermediate_outcome",
    "Terjaganya ekosistem pesisir",
    ("Luas mangrove dalam kondisi baik",),
    (
        Goal(
            "immediate_outcome",
            "Menurunnya kerusakan mangrove dan terumbu karang",
            ("Persentase penurunan luas kerusakan",),
            (
                _output("Tertanamnya bibit mangrove", "Jumlah bibit yang hidup"),
                _output("Terbentuknya kelompok pengawas masyarakat", "Jumlah kelompok pengawas aktif"),
            ),
        ),
    ),
)
CASCADE = Goal(
    "ultimate_outcome",
    "Terwujudnya kesejahteraan masyarakat pesisir yang berkelanjutan",
    ("Indeks kesejahteraan masyarakat pesisir",),
    (FISHERS, COAST),
)


def _head() -> tuple[Text | Gap, ...]:
    return (
        Text("POHON KINERJA", "center", bold=True, size=13),
        Text(OFFICE.upper(), "center", bold=True, size=12),
        Text(REGION.upper(), "center", bold=True, size=12),
        Text("TAHUN 2024", "center", bold=True, size=12),
        Gap(10),
    )


def _decree(name: str, about: str, drawing: Table | Chart) -> Decree:
    return Decree(
        name=name,
        jenis="KASKADE",
        metadata={"instansi": f"{OFFICE} {REGION}", "wilayah": REGION, "tahun": "2024"},
        sections=(),
        blocks=(*_head(), drawing),
        cascade=CASCADE,
        landscape=True,
        about=about,
    )


def table(name: str) -> Decree:
    about = "pohon kinerja sebagai tabel: satu kolom kinerja dan satu kolom indikator per tingkat, sel digabung"
    return _decree(name, about, tables.cascade(CASCADE, LEVELS, 89))


def drawn(name: str) -> Decree:
    return _decree(name, "pohon kinerja sebagai kotak dan panah, tanpa nama tingkat", Chart(CASCADE))
