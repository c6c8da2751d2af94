"""A strategic plan over several years: one target column per year, a baseline beside them that is no target."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import Decree, Gap, Group, Row, Section, Text

OFFICE = "Dinas Kepemudaan dan Olahraga"
REGION = "Kabupaten Rimba Laras"
YEARS = ("2025", "2026", "2027", "2028", "2029")

YOUTH = "Meningkatnya peran pemuda dalam pembangunan"
SPORT = "Meningkatnya prestasi dan kebugaran masyarakat"


def _years(*targets: str) -> dict[str, str]:
    return dict(zip(YEARS, targets, strict=True))


PLAN = Section(
    jenis="RENSTRA",
    jabatan=None,
    tugas=None,
    fungsi=(),
    groups=(
        Group(
            "1",
            "Meningkatnya kemandirian pemuda",
            (
                Row("Indeks Pembangunan Pemuda", per_periode=_years("54,2", "55,0", "55,9", "56,7", "57,5")),
                Row("Jumlah wirausaha muda baru", per_periode=_years("150", "175", "200", "225", "250")),
            ),
            sasaran_induk=YOUTH,
        ),
        Group(
            "1",
            "Meningkatnya peran organisasi kepemudaan",
            (
                Row(
                    "Persentase organisasi kepemudaan yang aktif",
                    per_periode=_years("60", "64", "68", "72", "76"),
                ),
            ),
            sasaran_induk=YOUTH,
        ),
        Group(
            "2",
            "Meningkatnya prestasi olahraga",
            (
                Row("Jumlah medali pada kejuaraan tingkat provinsi", per_periode=_years("18", "20", "22", "25", "28")),
                Row("Rasio pelatih bersertifikat per cabang", per_periode=_years("1,5", "1,8", "2,0", "2,3", "2,5")),
            ),
            sasaran_induk=SPORT,
        ),
    ),
)
UNITS = ("Indeks", "Orang", "Persen", "Medali", "Orang")
BASELINE = ("53,1", "132", "57", "16", "1,2")


def decree(name: str) -> Decree:
    columns = (
        tables.number("No", 28),
        tables.sasaran_induk("Tujuan", 100),
        tables.sasaran("Sasaran", 100),
        tables.indikator("Indikator Kinerja", 130),
        tables.constant("Satuan", 50, UNITS),
        tables.constant("Kondisi Awal 2024", 60, BASELINE),
        *(tables.period(year, 46, above="Target") for year in YEARS),
    )
    return Decree(
        name=name,
        jenis="RENSTRA",
        metadata={"instansi": OFFICE, "wilayah": REGION, "tahun": "2025-2029", "nomor": None},
        sections=(PLAN,),
        blocks=(
            Text("RENCANA STRATEGIS (RENSTRA) TAHUN 2025-2029", "center", bold=True, size=12),
            Text("DINAS KEPEMUDAAN DAN OLAHRAGA KABUPATEN RIMBA LARAS", "center", bold=True, size=12),
            Gap(),
            Text("Tabel 4.1 Tujuan, Sasaran, Indikator, dan Target Kinerja", "center", size=11),
            Gap(),
            tables.table(columns, PLAN.groups, shaded=True),
        ),
        landscape=True,
        about="Renstra dengan satu kolom target per tahun dan kolom kondisi awal yang bukan target.",
    )
