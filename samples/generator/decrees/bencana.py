"""An action plan: the target of the year, and one column per quarter."""

from __future__ import annotations

from samples.generator import tables
from samples.generator.model import Decree, Gap, Group, Letterhead, Row, Section, Target, Text

OFFICE = "Badan Penanggulangan Bencana Daerah"
REGION = "Kota Langit Biru"
QUARTERS = ("TW I", "TW II", "TW III", "TW IV")


def _quarters(*targets: str) -> dict[str, str]:
    return dict(zip(QUARTERS, targets, strict=True))


PLAN = Section(
    jenis="RENAKSI",
    jabatan=None,
    tugas=None,
    fungsi=(),
    groups=(
        Group(
            "1",
            "Meningkatnya kesiapsiagaan warga menghadapi bencana",
            (
                Row(
                    "Jumlah kelurahan tangguh bencana",
                    Target("8", 8, "Kelurahan"),
                    per_periode=_quarters("1", "3", "6", "8"),
                    penanggung_jawab="Bidang Pencegahan",
                ),
                Row(
                    "Jumlah warga yang mengikuti simulasi",
                    Target("2.400", 2400, "Orang"),
                    per_periode=_quarters("300", "900", "1.800", "2.400"),
                    penanggung_jawab="Bidang Pencegahan",
                ),
            ),
        ),
        Group(
            "2",
            "Meningkatnya kecepatan penanganan darurat",
            (
                Row(
                    "Persentase kejadian yang ditangani kurang dari 60 menit",
                    Target("90", 90, "Persen"),
                    per_periode=_quarters("82", "85", "88", "90"),
                    penanggung_jawab="Bidang Kedaruratan",
                ),
            ),
        ),
    ),
)


def decree(name: str) -> Decree:
    columns = (
        tables.number("No", 28),
        tables.sasaran("Sasaran Program", 130),
        tables.indikator("Indikator Kinerja", 150),
        tables.satuan("Satuan", 60),
        tables.target("Target 2024", 56),
        *(tables.period(quarter, 46, above="Target Triwulan") for quarter in QUARTERS),
        tables.penanggung_jawab("Penanggung Jawab", 96),
    )
    return Decree(
        name=name,
        jenis="RENAKSI",
        metadata={"instansi": OFFICE, "wilayah": REGION, "tahun": "2024", "nomor": None},
        sections=(PLAN,),
        blocks=(
            Letterhead(
                ("PEMERINTAH KOTA LANGIT BIRU", "BADAN PENANGGULANGAN BENCANA DAERAH"),
                "Jalan Siaga Nomor 3, Langit Biru 00000",
            ),
            Text("RENCANA AKSI PERJANJIAN KINERJA TAHUN 2024", "center", bold=True, size=12),
            Text("BADAN PENANGGULANGAN BENCANA DAERAH KOTA LANGIT BIRU", "center", bold=True, size=12),
            Gap(),
            tables.table(columns, PLAN.groups, shaded=True),
        ),
        landscape=True,
        about="Rencana aksi dengan target tahunan dan target triwulan.",
    )
