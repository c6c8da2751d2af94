"""What the columns of planning tables hold, as offices name them."""

from __future__ import annotations

import pytest

from tests.support.planning import chain, figures, levels, planned
from tests.support.transcripts import grid

PROGRAM = "Program Pertamanan Kota"
ACTIVITY = "Kegiatan Pemeliharaan Taman"
PARKS = "Persentase taman terawat"
TREES = "Jumlah pohon yang dipangkas"


def test_the_word_indikator_wins_over_the_levels_in_its_cell() -> None:
    table = grid(
        [
            ["Kode", "Program / Kegiatan", "Indikator Kinerja Program / Kegiatan", "Target", "Pagu (Rp)"],
            ["1.05.02", PROGRAM, PARKS, "80 %", "900.000.000"],
            ["1.05.02.01", ACTIVITY, TREES, "120 pohon", "400.000.000"],
        ]
    )
    found = planned(table)
    assert [row.indikator for row in found] == [PARKS, TREES]
    assert [chain(row)[-1] for row in found] == [
        ("program", "1.05.02", PROGRAM),
        ("kegiatan", "1.05.02.01", ACTIVITY),
    ]


def test_the_word_target_wins_over_the_level_and_the_indicator_in_its_cell() -> None:
    table = grid(
        [
            ["Program", "Indikator", "Target Capaian Kinerja Program", "Pagu Indikatif"],
            [PROGRAM, PARKS, "80 %", "900.000.000"],
            ["Program Kebersihan Kota", "Persentase jalan bersih", "70 %", "800.000.000"],
        ]
    )
    first, second = planned(table)
    assert (first.indikator, first.target and first.target.teks) == (PARKS, "80 %")
    assert figures(second) == [("target", None, "70 %"), ("anggaran", None, "800.000.000")]


def test_the_group_above_says_what_is_measured() -> None:
    table = grid(
        [
            ["Program dan Kegiatan", "Indikator Kinerja", None, None, None],
            [None, "Hasil Program", "Target", "Keluaran Kegiatan", "Target"],
            [PROGRAM, PARKS, "80 %", "", ""],
            [ACTIVITY, "", "", TREES, "120 pohon"],
        ],
        wide={(0, 1): 4},
    )
    found = planned(table)
    assert [(row.indikator, row.target and row.target.teks) for row in found] == [(PARKS, "80 %"), (TREES, "120 pohon")]
    assert levels(found) == ["program", "kegiatan"]


@pytest.mark.parametrize("width", [1, 2, 3, 4, 5])
def test_a_code_stands_in_one_to_five_narrow_columns(width: int) -> None:
    parts = [["1", "05", "02", "2.01", "03"], ["1", "05", "02", "2.02", "04"]]
    codes = [[*row[: width - 1], ".".join(row[width - 1 :])] for row in parts]
    table = grid(
        [
            ["Kode Rekening", *[None] * (width - 1), "Sub Kegiatan", "Indikator", "Target"],
            [*codes[0], "Pemangkasan pohon jalan", TREES, "120 pohon"],
            [*codes[1], "Pengadaan bibit pohon", "Jumlah bibit pohon tersedia", "900 bibit"],
        ],
        wide={(0, 0): width},
    )
    found = planned(table)
    assert [row.kode for row in found] == ["1.05.02.2.01.03", "1.05.02.2.02.04"]
    assert levels(found) == ["sub_kegiatan", "sub_kegiatan"]


def test_each_of_five_code_columns_may_stay_empty_on_higher_levels() -> None:
    table = grid(
        [
            ["Kode", None, None, None, None, "Program/Kegiatan/Sub Kegiatan", "Indikator", "Target"],
            ["1", "05", "02", "", "", "PROGRAM PERTAMANAN KOTA", PARKS, "80 %"],
            ["1", "05", "02", "2.01", "", "Pemeliharaan Taman", TREES, "120 pohon"],
            ["1", "05", "02", "2.01", "0003", "Pemangkasan Pohon", "Jumlah laporan pemangkasan", "4 laporan"],
        ],
        wide={(0, 0): 5},
    )
    found = planned(table)
    assert [row.kode for row in found] == ["1.05.02", "1.05.02.2.01", "1.05.02.2.01.0003"]
    assert levels(found) == ["program", "kegiatan", "sub_kegiatan"]
    assert [len(row.hierarki) for row in found] == [1, 2, 3]


@pytest.mark.parametrize(
    "name",
    [
        "Nama IKU",
        "Nama Indikator",
        "Output",
        "Outcome",
        "Tolok Ukur",
        "Tolak Ukur Kinerja",
        "Keluaran",
        "Hasil",
        "Indikator Keluaran (Output)",
        "Indikator Kinerja Sasaran",
    ],
)
def test_names_of_the_column_of_indicators(name: str) -> None:
    table = grid(
        [
            ["No", "Kegiatan", name, "Target", "Anggaran"],
            ["1", ACTIVITY, TREES, "120 pohon", "Rp 400.000.000"],
            ["2", "Kegiatan Penerangan Taman", "Jumlah lampu taman menyala", "60 lampu", "Rp 300.000.000"],
        ]
    )
    assert [row.indikator for row in planned(table)] == [TREES, "Jumlah lampu taman menyala"]


@pytest.mark.parametrize(
    "name", ["Pagu Indikatif (Rp)", "Anggaran", "Rp", "Rp. (000)", "Kebutuhan Dana/ Pagu Indikatif", "Pagu Dana"]
)
def test_names_of_the_column_of_money(name: str) -> None:
    table = grid(
        [
            ["Program", "Indikator", "Target", name],
            [PROGRAM, PARKS, "80 %", "900.000.000"],
            ["Program Kebersihan Kota", "Persentase jalan bersih", "70 %", "800.000.000"],
        ]
    )
    assert [figures(row) for row in planned(table)] == [
        [("target", None, "80 %"), ("anggaran", None, "900.000.000")],
        [("target", None, "70 %"), ("anggaran", None, "800.000.000")],
    ]


def test_target_under_money_or_beside_rupiah_is_told_from_money() -> None:
    table = grid(
        [
            ["Program", "Indikator", "Target Kinerja dan Kerangka Pendanaan", None, None, None],
            [None, None, "2024", None, "2025", None],
            [None, None, "Target", "Rp", "Target", "Rp"],
            [PROGRAM, PARKS, "80", "900.000.000", "85", "950.000.000"],
            ["Program Kebersihan Kota", "Persentase jalan bersih", "70", "800.000.000", "75", "850.000.000"],
        ],
        wide={(0, 2): 4, (1, 2): 2, (1, 4): 2},
    )
    first, second = planned(table)
    assert figures(first) == [
        ("target", "2024", "80"),
        ("anggaran", "2024", "900.000.000"),
        ("target", "2025", "85"),
        ("anggaran", "2025", "950.000.000"),
    ]
    assert second.target_per_tahun == {"2024": "70", "2025": "75"}


def test_k_and_rp_below_years_are_target_and_money() -> None:
    table = grid(
        [
            ["Program", "Indikator", "2024", None, "2025", None],
            [None, None, "K", "Rp", "K", "Rp"],
            [PROGRAM, PARKS, "80", "900.000.000", "85", "950.000.000"],
        ],
        wide={(0, 2): 2, (0, 4): 2},
    )
    (row,) = planned(table)
    assert [figure[:2] for figure in figures(row)] == [
        ("target", "2024"),
        ("anggaran", "2024"),
        ("target", "2025"),
        ("anggaran", "2025"),
    ]


@pytest.mark.parametrize("tick", ["√", "v", "✓"])
def test_columns_to_tick_are_no_targets(tick: str) -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", "Target SPM", "Target SDGs", "Target IKK", "Target", None],
            [None, None, None, None, None, "2024", "2025"],
            ["Terawatnya taman kota", PARKS, tick, "", tick, "80", "85"],
            ["Bersihnya jalan kota", "Persentase jalan bersih", "", tick, "", "70", "75"],
        ],
        wide={(0, 5): 2},
    )
    first, second = planned(table)
    assert first.target_per_tahun == {"2024": "80", "2025": "85"}
    assert figures(second) == [("target", "2024", "70"), ("target", "2025", "75")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kondisi Awal", "baseline"),
        ("Kondisi Kinerja pada Awal Periode", "baseline"),
        ("Tahun Dasar", "baseline"),
        ("Data Capaian pada Tahun Awal Perencanaan", "baseline"),
        ("Baseline", "baseline"),
        ("Capaian", "realisasi"),
        ("Realisasi", "realisasi"),
        ("Realisasi Tahun Lalu", "realisasi"),
    ],
)
def test_what_was_reached_is_told_from_targets(name: str, kind: str) -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", name, "Target 2024", "Target 2025"],
            ["Terawatnya taman kota", PARKS, "60", "80", "85"],
            ["Bersihnya jalan kota", "Persentase jalan bersih", "55", "70", "75"],
        ]
    )
    first, _ = planned(table)
    assert figures(first) == [(kind, None, "60"), ("target", "2024", "80"), ("target", "2025", "85")]


@pytest.mark.parametrize(
    "name",
    ["Kondisi Akhir", "Kondisi Kinerja pada Akhir Periode Renstra", "Target Akhir Renstra", "Target Akhir Periode"],
)
def test_the_end_of_the_plan_is_no_year_of_it(name: str) -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", "Kondisi Awal", "Target", None, name],
            [None, None, None, "2024", "2025", None],
            ["Terawatnya taman kota", PARKS, "60", "80", "85", "90"],
            ["Bersihnya jalan kota", "Persentase jalan bersih", "55", "70", "75", "80"],
        ],
        wide={(0, 3): 2},
    )
    first, _ = planned(table)
    assert figures(first) == [
        ("baseline", None, "60"),
        ("target", "2024", "80"),
        ("target", "2025", "85"),
        ("akhir", None, "90"),
    ]
    assert first.target_per_tahun == {"2024": "80", "2025": "85"}


def test_years_in_the_first_body_row_belong_to_the_header() -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", "Satuan", "Target", None, None],
            ["", "", "", "2024", "2025", "2026"],
            ["Terawatnya taman kota", PARKS, "%", "80", "85", "90"],
            ["Bersihnya jalan kota", "Panjang jalan bersih", "km", "7", "8", "9"],
        ],
        wide={(0, 3): 3},
    )
    found = planned(table)
    assert [row.target_per_tahun for row in found] == [
        {"2024": "80", "2025": "85", "2026": "90"},
        {"2024": "7", "2025": "8", "2026": "9"},
    ]
    assert [figure.satuan for figure in found[1].angka] == ["km", "km", "km"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        (["I", "II", "III", "IV"], ["TW I", "TW II", "TW III", "TW IV"]),
        (["TW I", "TW II", "TW III", "TW IV"], ["TW I", "TW II", "TW III", "TW IV"]),
        (["Triwulan 1", "Triwulan 2", "Triwulan 3", "Triwulan 4"], ["TW I", "TW II", "TW III", "TW IV"]),
    ],
)
def test_quarters_under_a_group_are_periods(printed: list[str], meant: list[str]) -> None:
    table = grid(
        [
            ["Kegiatan", "Indikator", "Satuan", "Target Triwulan", None, None, None],
            [None, None, None, *printed],
            [ACTIVITY, TREES, "pohon", "10", "20", "30", "40"],
            ["Kegiatan Penerangan Taman", "Jumlah lampu taman menyala", "lampu", "1", "2", "3", "4"],
        ],
        wide={(0, 3): 4},
    )
    first, _ = planned(table)
    assert first.target_per_tahun == dict(zip(meant, ["10", "20", "30", "40"], strict=True))
    assert [figure.satuan for figure in first.angka] == ["pohon"] * 4


def test_one_to_five_under_a_group_of_years_are_periods() -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", "Satuan", "Target Kinerja Tahun ke-", None, None, None, None],
            [None, None, None, "1", "2", "3", "4", "5"],
            ["Terawatnya taman kota", PARKS, "%", "70", "75", "80", "85", "90"],
            ["Bersihnya jalan kota", "Panjang jalan bersih", "km", "5", "6", "7", "8", "9"],
        ],
        wide={(0, 3): 5},
    )
    first, second = planned(table)
    assert first.target_per_tahun is not None
    assert list(first.target_per_tahun.values()) == ["70", "75", "80", "85", "90"]
    assert [text for *_, text in figures(second)] == ["5", "6", "7", "8", "9"]


@pytest.mark.parametrize(
    "numbers",
    [
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "2", "3", "4", "5"],
        ["(01)", "(02)", "(03)", "-04", "(05)"],
        ["1", "2", "3", "4", "5 (4/3)"],
        ["1", "2 _", "3 _", "4", "5"],
        ["1", "2", "3", "4", "5=4/3"],
    ],
)
def test_rows_of_column_numbers_are_no_rows(numbers: list[str]) -> None:
    table = grid(
        [
            ["No", "Program", "Indikator", "Target 2024", "Target 2025"],
            numbers,
            ["1", PROGRAM, PARKS, "80", "85"],
            ["2", "Program Kebersihan Kota", "Persentase jalan bersih", "70", "75"],
        ]
    )
    found = planned(table)
    assert [row.indikator for row in found] == [PARKS, "Persentase jalan bersih"]
    assert found[0].sasaran == PROGRAM


def test_estimates_for_the_next_year_are_figures_of_their_own_year() -> None:
    table = grid(
        [
            ["Kode", "Program/Kegiatan", "Indikator", "Rencana Tahun 2024", None, "Prakiraan Maju Tahun 2025", None],
            [None, None, None, "Target", "Pagu (Rp)", "Target", "Pagu (Rp)"],
            ["1.05.02", PROGRAM, PARKS, "80 %", "900.000.000", "85 %", "990.000.000"],
            ["1.05.02.01", ACTIVITY, TREES, "120 pohon", "400.000.000", "130 pohon", "440.000.000"],
        ],
        wide={(0, 3): 2, (0, 5): 2},
    )
    first, _ = planned(table)
    assert figures(first) == [
        ("target", "2024", "80 %"),
        ("anggaran", "2024", "900.000.000"),
        ("target", "2025", "85 %"),
        ("anggaran", "2025", "990.000.000"),
    ]
    assert first.target is not None
    assert first.target.teks == "80 %"


def test_a_header_that_cannot_be_read_leaves_the_body_to_decide() -> None:
    table = grid(
        [
            ["", "", "", "", ""],
            ["1", "Terawatnya taman kota", PARKS, "%", "80"],
            ["2", "Bersihnya jalan kota", "Persentase jalan bersih", "%", "70"],
            ["3", "Terangnya taman kota", "Jumlah lampu taman menyala", "lampu", "60"],
        ]
    )
    found = planned(table)
    assert (found[0].sasaran, found[0].indikator) == ("Terawatnya taman kota", PARKS)
    assert [row.target.teks for row in found if row.target] == ["80", "70", "60"]


def test_budget_lines_are_no_indicators() -> None:
    table = grid(
        [
            ["Kode Rekening", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah (Rp)"],
            ["5.1.02", "Belanja Barang dan Jasa", "", "", "", "40.000.000"],
            ["5.1.02.01", "Belanja Bahan Pupuk", "10", "karung", "400.000", "4.000.000"],
            ["5.1.02.02", "Belanja Sewa Kendaraan", "2", "unit", "6.000.000", "12.000.000"],
            ["5.1.02.03", "Belanja Perjalanan Dinas", "8", "orang", "3.000.000", "24.000.000"],
        ]
    )
    assert planned(table) == []


def test_numbers_below_the_word_quarter_are_targets() -> None:
    table = grid(
        [
            ["Kegiatan", "Indikator", "Target", "Triwulan", None, None, None],
            [None, None, None, "I", "II", "III", "IV"],
            [ACTIVITY, TREES, "40 pohon", "10", "20", "30", "40"],
            ["Kegiatan Penerangan Taman", "Jumlah lampu taman menyala", "4 lampu", "1", "2", "3", "4"],
        ],
        wide={(0, 3): 4},
    )
    first, _ = planned(table)
    assert first.target_per_tahun == {"TW I": "10", "TW II": "20", "TW III": "30", "TW IV": "40"}
    assert first.target is not None
    assert first.target.teks == "40 pohon"


@pytest.mark.parametrize("group", ["Target dan Pagu Indikatif Tahun", "Capaian Kinerja Program dan Kerangka Pendanaan"])
def test_k_beside_rupiah_under_a_group_of_money_is_the_target(group: str) -> None:
    table = grid(
        [
            ["Program", "Indikator", group, None, None, None],
            [None, None, "2024", None, "2025", None],
            [None, None, "K", "Rp", "K", "Rp"],
            [PROGRAM, PARKS, "80", "900.000.000", "BB", "950.000.000"],
            ["Program Kebersihan Kota", "Persentase jalan bersih", "70", "800.000.000", "75", "850.000.000"],
        ],
        wide={(0, 2): 4, (1, 2): 2, (1, 4): 2},
    )
    assert [row.target_per_tahun for row in planned(table)] == [
        {"2024": "80", "2025": "BB"},
        {"2024": "70", "2025": "75"},
    ]


@pytest.mark.parametrize("group", ["Jenis Indikator", "Mendukung"])
def test_sets_of_indicators_to_tick_hold_no_indicators(group: str) -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", group, None, None, "Target 2024", "Target 2025"],
            [None, None, "SPM", "SDGs", "IKK", None, None],
            ["Terawatnya taman kota", PARKS, "", "", "√", "80", "85"],
            ["Bersihnya jalan kota", "Persentase jalan bersih", "", "", "√", "70", "75"],
        ],
        wide={(0, 2): 3},
    )
    found = planned(table)
    assert [row.indikator for row in found] == [PARKS, "Persentase jalan bersih"]
    assert found[0].target_per_tahun == {"2024": "80", "2025": "85"}


def test_a_row_of_figures_with_units_is_no_header_whatever_words_are_beside_them() -> None:
    work = "Kegiatan Pembinaan Taman Kewenangan Daerah"
    header = ["Kegiatan", "Indikator", "Target", "Realisasi", "Target Akhir Renstra", "Formula", "Sumber Data"]
    first = [header, ["Kegiatan Penataan", PARKS, "80 %", "75 %", "90 %", "Realisasi / rencana x 100%", "Survei warga"]]
    second = [
        [work, "Jumlah taman yang dipelihara", "2 Lokasi", "2 Lokasi", "93%", "Realisasi / rencana x 100%", "Survei"],
        ["Kegiatan Penerangan", "Jumlah lampu", "60 lampu", "58 lampu", "70 lampu", "Jumlah lampu", "Survei warga"],
    ]
    rows = planned(grid(first), grid(second))
    assert [row.indikator for row in rows] == [PARKS, "Jumlah taman yang dipelihara", "Jumlah lampu"]


def test_where_no_header_can_be_read_formulas_and_sources_are_no_indicators() -> None:
    water = "Persentase kolam bersih"
    table = grid(
        [
            ["1", "Meningkatnya mutu taman kota", PARKS, "Buku taman", "(Jumlah taman terawat / Jumlah taman) x 100%"],
            ["2", "Meningkatnya kebersihan kota", TREES, "Hasil survei tahunan", "Jumlah pohon / Jumlah taman"],
            ["3", "Meningkatnya mutu air", water, "Laporan bidang", "(Jumlah kolam bersih / Jumlah kolam) x 100%"],
        ]
    )
    found = planned(table)
    assert [row.indikator for row in found] == [PARKS, TREES, water]
    assert [row.formulasi and " / " in row.formulasi.teks for row in found] == [True] * 3
