"""On which planning level each indicator of a table stands, and what stands above it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.transcript import Grid
from tests.support.planning import PLAN, chain, figures, levels, planned, rows_of
from tests.support.transcripts import flow, grid, line, pages

PARKS = "Persentase taman terawat"
TREES = "Jumlah pohon yang dipangkas"
LAMPS = "Jumlah lampu taman menyala"
CLEAN = "Persentase jalan bersih"
LADDER = ["Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Target", "Pagu (Rp)"]


def in_bold(table: Grid, rows: set[int]) -> Grid:
    """The table with the lines of these rows in bold."""
    return replace(
        table,
        cells=tuple(
            replace(cell, lines=tuple(replace(one, bold=True) for one in cell.lines)) if cell.row in rows else cell
            for cell in table.cells
        ),
    )


def test_levels_side_by_side_have_indicators_units_and_targets_of_their_own() -> None:
    table = grid(
        [
            ["Sasaran", "Indikator Sasaran", "Satuan", "Target", "Program", "Indikator Program", "Satuan", "Target"],
            [
                "Terawatnya taman kota",
                PARKS,
                "%",
                "80",
                "Program Pertamanan",
                "Luas taman terawat",
                "ha",
                "12",
            ],
            [None, None, None, None, "Program Penerangan", LAMPS, "lampu", "60"],
        ]
    )
    found = planned(table)
    assert [(row.jenjang, row.indikator, row.target and row.target.teks) for row in found] == [
        ("sasaran", PARKS, "80"),
        ("program", "Luas taman terawat", "12"),
        ("program", LAMPS, "60"),
    ]
    assert [row.target.satuan for row in found if row.target] == ["%", "ha", "lampu"]
    assert chain(found[2]) == [
        ("sasaran", None, "Terawatnya taman kota"),
        ("program", None, "Program Penerangan"),
    ]


def test_three_levels_side_by_side() -> None:
    table = grid(
        [
            ["Tujuan", "Indikator", "Target", "Sasaran", "Indikator", "Target", "Program", "Indikator", "Target"],
            [
                "Mewujudkan kota hijau",
                "Indeks kota hijau",
                "75",
                "Terawatnya taman kota",
                PARKS,
                "80 %",
                "Program Pertamanan",
                TREES,
                "120 pohon",
            ],
        ]
    )
    found = planned(table)
    assert levels(found) == ["tujuan", "sasaran", "program"]
    assert [len(row.hierarki) for row in found] == [1, 2, 3]


def test_output_and_outcome_side_by_side_measure_one_entry() -> None:
    table = grid(
        [
            ["Kode", "Kegiatan", "Keluaran (Output)", None, "Hasil (Outcome)", None, "Pagu (Rp)"],
            [None, None, "Tolok Ukur", "Target", "Tolok Ukur", "Target", None],
            ["1.05.02.01", "Pemeliharaan Taman", TREES, "120 pohon", PARKS, "80 %", "400.000.000"],
            ["1.05.02.02", "Penerangan Taman", LAMPS, "60 lampu", "Persentase taman terang", "70 %", "300.000.000"],
        ],
        wide={(0, 2): 2, (0, 4): 2},
    )
    found = planned(table)
    assert [(row.indikator, row.target and row.target.teks) for row in found] == [
        (TREES, "120 pohon"),
        (PARKS, "80 %"),
        (LAMPS, "60 lampu"),
        ("Persentase taman terang", "70 %"),
    ]
    assert {row.kode for row in found} == {"1.05.02.01", "1.05.02.02"}
    assert levels(found) == ["kegiatan"] * 4


def test_levels_staggered_down_several_columns() -> None:
    table = grid(
        [
            ["Tujuan", "Sasaran", "Program", "Indikator", "Target"],
            ["Mewujudkan kota hijau", "", "", "Indeks kota hijau", "75"],
            ["", "Terawatnya taman kota", "", PARKS, "80 %"],
            ["", "", "Program Pertamanan", TREES, "120 pohon"],
            ["", "", "Program Penerangan", LAMPS, "60 lampu"],
            ["", "Bersihnya jalan kota", "", CLEAN, "70 %"],
        ]
    )
    found = planned(table)
    assert levels(found) == ["tujuan", "sasaran", "program", "program", "sasaran"]
    assert chain(found[3]) == [
        ("tujuan", None, "Mewujudkan kota hijau"),
        ("sasaran", None, "Terawatnya taman kota"),
        ("program", None, "Program Penerangan"),
    ]
    assert chain(found[4])[1:] == [("sasaran", None, "Bersihnya jalan kota")]


def test_levels_by_the_first_word_of_the_entry() -> None:
    table = grid(
        [
            ["Program/Kegiatan/Sub Kegiatan", "Indikator", "Target"],
            ["Program Pertamanan", PARKS, "80 %"],
            ["Kegiatan Pemeliharaan Taman", "Luas taman terpelihara", "12 ha"],
            ["Sub Kegiatan Pemangkasan Pohon", TREES, "120 pohon"],
            ["Kegiatan Penerangan Taman", LAMPS, "60 lampu"],
        ]
    )
    found = planned(table)
    assert levels(found) == ["program", "kegiatan", "sub_kegiatan", "kegiatan"]
    assert [text for *_, text in chain(found[2])] == [
        "Program Pertamanan",
        "Kegiatan Pemeliharaan Taman",
        "Sub Kegiatan Pemangkasan Pohon",
    ]
    assert [text for *_, text in chain(found[3])] == ["Program Pertamanan", "Kegiatan Penerangan Taman"]


@pytest.mark.parametrize("in_front", [False, True], ids=["in their column", "in front of the name"])
def test_levels_by_the_depth_of_the_code(in_front: bool) -> None:
    entries = [
        ("2.11.03", "Pengelolaan Taman", PARKS, "80 %"),
        ("2.11.03.2.01", "Pemeliharaan Pohon", "Luas taman terpelihara", "12 ha"),
        ("2.11.03.2.01.0004", "Pemangkasan Pohon Jalan", TREES, "120 pohon"),
        ("2.11.03.2.02", "Penerangan", LAMPS, "60 lampu"),
    ]
    head = LADDER[1:4] if in_front else LADDER[:4]
    body = [[f"{c} {n}", i, t] if in_front else [c, n, i, t] for c, n, i, t in entries]
    found = planned(grid([head, *body]))
    assert levels(found) == ["program", "kegiatan", "sub_kegiatan", "kegiatan"]
    assert [row.kode for row in found] == [code for code, *_ in entries]
    assert [text for *_, text in chain(found[3])] == ["Pengelolaan Taman", "Penerangan"]


def test_levels_by_bold() -> None:
    table = grid(
        [
            ["Program / Kegiatan", "Indikator", "Target"],
            ["Pengelolaan Taman", PARKS, "80 %"],
            ["Pemeliharaan Pohon", TREES, "120 pohon"],
            ["Penerangan", LAMPS, "60 lampu"],
            ["Kebersihan Kota", CLEAN, "70 %"],
            ["Penyapuan Jalan", "Panjang jalan disapu", "9 km"],
        ]
    )
    found = planned(in_bold(table, {1, 4}))
    assert levels(found) == ["program", "kegiatan", "kegiatan", "program", "kegiatan"]
    assert [text for *_, text in chain(found[4])] == ["Kebersihan Kota", "Penyapuan Jalan"]


def test_levels_by_capitals() -> None:
    table = grid(
        [
            ["Program / Kegiatan", "Indikator", "Target"],
            ["PENGELOLAAN TAMAN", PARKS, "80 %"],
            ["Pemeliharaan Pohon", TREES, "120 pohon"],
            ["KEBERSIHAN KOTA", CLEAN, "70 %"],
            ["Penyapuan Jalan", "Panjang jalan disapu", "9 km"],
        ]
    )
    assert levels(planned(table)) == ["program", "kegiatan", "program", "kegiatan"]


def test_levels_by_remarks_that_only_the_lower_one_has() -> None:
    table = grid(
        [
            ["Program / Kegiatan", "Indikator", "Target", "Lokasi", "Sumber Dana"],
            ["Pengelolaan Taman", PARKS, "80 %", "", ""],
            ["Pemeliharaan Pohon", TREES, "120 pohon", "Kec. Rimbun", "APBD"],
            ["Penerangan", LAMPS, "60 lampu", "Kec. Teduh", "APBD"],
            ["Kebersihan Kota", CLEAN, "70 %", "", ""],
            ["Penyapuan Jalan", "Panjang jalan disapu", "9 km", "Kec. Teduh", "APBD"],
        ]
    )
    assert levels(planned(table)) == ["program", "kegiatan", "kegiatan", "program", "kegiatan"]


def test_a_name_with_its_code_and_the_outcome_below_it() -> None:
    table = grid(
        [
            ["Kode", "Program/Kegiatan", "Indikator Kinerja", "Target", "Pagu (Rp)"],
            ["2.11.03", "PROGRAM PENGELOLAAN TAMAN", "", "", "900.000.000"],
            ["", "Meningkatnya mutu taman kota", PARKS, "80 %", ""],
            ["2.11.03.2.01", "Pemeliharaan Pohon", "", "", "400.000.000"],
            ["", "Terpeliharanya pohon kota", TREES, "120 pohon", ""],
        ]
    )
    found = planned(table)
    assert [row.indikator for row in found] == [PARKS, TREES]
    assert levels(found) == ["program", "kegiatan"]
    assert chain(found[1])[-1][2] == "Terpeliharanya pohon kota"
    assert ("kegiatan", "2.11.03.2.01", "Pemeliharaan Pohon") in chain(found[1])
    assert ("program", "2.11.03", "PROGRAM PENGELOLAAN TAMAN") in chain(found[1])


def test_empty_cells_below_an_entry_belong_to_it() -> None:
    table = grid(
        [
            LADDER,
            ["2.11.03", "Program Pertamanan", PARKS, "80 %", "900.000.000"],
            ["", "", CLEAN, "70 %", ""],
            ["2.11.03.2.01", "Kegiatan Pemeliharaan", TREES, "120 pohon", "400.000.000"],
            ["", "", LAMPS, "60 lampu", ""],
        ]
    )
    found = planned(table)
    assert levels(found) == ["program", "program", "kegiatan", "kegiatan"]
    assert [row.kode for row in found] == ["2.11.03", "2.11.03", "2.11.03.2.01", "2.11.03.2.01"]
    assert chain(found[3]) == chain(found[2])


def test_rows_of_money_alone_are_no_rows_and_leave_the_ladder_whole() -> None:
    table = grid(
        [
            LADDER,
            ["2.11.03", "Program Pertamanan", PARKS, "80 %", "900.000.000"],
            ["2.11.03.2.01", "Kegiatan Pemeliharaan", "", "", "400.000.000"],
            ["2.11.03.2.01.0004", "Sub Kegiatan Pemangkasan", TREES, "120 pohon", "250.000.000"],
            ["2.11.03.2.02", "Kegiatan Penerangan", "", "", "300.000.000"],
            ["2.11.03.2.02.0001", "Sub Kegiatan Pemasangan Lampu", LAMPS, "60 lampu", "300.000.000"],
            ["", "Jumlah", "", "", "900.000.000"],
        ]
    )
    found = planned(table)
    assert [row.indikator for row in found] == [PARKS, TREES, LAMPS]
    assert [[code for _, code, _ in chain(row)] for row in found[1:]] == [
        ["2.11.03", "2.11.03.2.01", "2.11.03.2.01.0004"],
        ["2.11.03", "2.11.03.2.02", "2.11.03.2.02.0001"],
    ]


def test_one_output_under_several_programmes_is_given_for_each() -> None:
    output = ["Sub Kegiatan Penyusunan Laporan", "Jumlah laporan tersusun", "4 laporan", "10.000.000"]
    table = grid(
        [
            LADDER,
            ["2.11.03", "Program Pertamanan", PARKS, "80 %", "900.000.000"],
            ["2.11.03.2.01.0001", *output],
            ["2.11.04", "Program Kebersihan", CLEAN, "70 %", "800.000.000"],
            ["2.11.04.2.01.0001", *output],
        ]
    )
    found = planned(table)
    assert [row.indikator for row in found] == [PARKS, output[1], CLEAN, output[1]]
    assert [chain(row)[0][2] for row in found] == [
        "Program Pertamanan",
        "Program Pertamanan",
        "Program Kebersihan",
        "Program Kebersihan",
    ]


def test_entries_above_all_levels_are_no_part_of_the_chain() -> None:
    table = grid(
        [
            LADDER,
            ["2", "URUSAN PEMERINTAHAN WAJIB", "", "", "1.700.000.000"],
            ["2.11", "BIDANG URUSAN LINGKUNGAN HIDUP", "", "", "1.700.000.000"],
            ["2.11.03", "PROGRAM PERTAMANAN", PARKS, "80 %", "900.000.000"],
            ["2.11.03.2.01", "Pemeliharaan Pohon", TREES, "120 pohon", "400.000.000"],
        ]
    )
    found = planned(table)
    assert levels(found) == ["program", "kegiatan"]
    assert [len(row.hierarki) for row in found] == [1, 2]


@pytest.mark.parametrize("repeated", [True, False], ids=["with its header", "without"])
def test_the_ladder_goes_on_over_a_page_break(repeated: bool) -> None:
    first = grid(
        [
            LADDER,
            ["2.11.03", "Program Pertamanan", PARKS, "80 %", "900.000.000"],
            ["2.11.03.2.01", "Kegiatan Pemeliharaan", "Luas taman terpelihara", "12 ha", "400.000.000"],
        ],
        page=1,
        top=700.0,
    )
    rest = [
        ["2.11.03.2.01.0004", "Sub Kegiatan Pemangkasan", TREES, "120 pohon", "250.000.000"],
        ["2.11.03.2.02", "Kegiatan Penerangan", LAMPS, "60 lampu", "300.000.000"],
    ]
    second = grid([LADDER, *rest] if repeated else rest, page=2)
    found = rows_of(pages([line(PLAN, page=1, bold=True), first], [second]))
    assert levels(found) == ["program", "kegiatan", "sub_kegiatan", "kegiatan"]
    assert [code for _, code, _ in chain(found[2])] == ["2.11.03", "2.11.03.2.01", "2.11.03.2.01.0004"]
    assert [code for _, code, _ in chain(found[3])] == ["2.11.03", "2.11.03.2.02"]


def test_json_fields_of_a_row() -> None:
    table = grid(
        [
            ["Kode", "Program", "Indikator", "Satuan", "Kondisi Awal", "Target", None, "Pagu (Rp)"],
            [None, None, None, None, None, "2024", "2025", None],
            ["2.11.03", "Program Pertamanan", PARKS, "%", "60", "80", "85,5", "900.000.000"],
            ["2.11.04", "Program Kebersihan", CLEAN, "%", "50", "70", "75", "800.000.000"],
        ],
        wide={(0, 5): 2},
    )
    row = rows_of(flow(PLAN, table))[0].model_dump()
    assert (row["jenjang"], row["kode"]) == ("program", "2.11.03")
    assert row["hierarki"] == [{"jenjang": "program", "kode": "2.11.03", "teks": "Program Pertamanan"}]
    assert row["angka"] == [
        {"jenis": "baseline", "periode": None, "teks": "60", "nilai": 60, "satuan": "%"},
        {"jenis": "target", "periode": "2024", "teks": "80", "nilai": 80, "satuan": "%"},
        {"jenis": "target", "periode": "2025", "teks": "85,5", "nilai": 85.5, "satuan": "%"},
        {"jenis": "anggaran", "periode": None, "teks": "900.000.000", "nilai": 900000000, "satuan": "Rp"},
    ]


def test_a_table_of_one_level_has_a_plain_chain() -> None:
    table = grid(
        [
            ["No", "Sasaran", "Indikator", "Target"],
            ["1", "Terawatnya taman kota", PARKS, "80 %"],
            ["2", "Bersihnya jalan kota", CLEAN, "70 %"],
        ]
    )
    found = planned(table)
    assert [chain(row) for row in found] == [
        [("sasaran", None, "Terawatnya taman kota")],
        [("sasaran", None, "Bersihnya jalan kota")],
    ]
    assert [figures(row) for row in found] == [[("target", None, "80 %")], [("target", None, "70 %")]]


def test_codes_left_of_goals_are_those_of_the_programmes() -> None:
    table = grid(
        [
            ["Kode", "Tujuan", "Sasaran", "Program/Kegiatan", "Indikator", "Target"],
            ["", "Mewujudkan kota hijau", "", "", "Indeks kota hijau", "75"],
            ["", "", "Terawatnya taman kota", "", PARKS, "80 %"],
            ["2.11.03", "", "", "Program Pertamanan", TREES, "120 pohon"],
            ["2.11.03.2.01", "", "", "Kegiatan Penerangan", LAMPS, "60 lampu"],
        ]
    )
    found = planned(table)
    assert [row.kode for row in found] == [None, None, "2.11.03", "2.11.03.2.01"]
    assert levels(found) == ["tujuan", "sasaran", "program", "kegiatan"]


def test_a_label_in_front_of_a_goal_is_no_part_of_it() -> None:
    table = grid(
        [
            ["Tujuan/Sasaran/Program", "Indikator", "Target"],
            ["TUJUAN : Mewujudkan kota hijau", "Indeks kota hijau", "75"],
            ["SASARAN : Terawatnya taman kota", PARKS, "80 %"],
            ["PROGRAM PERTAMANAN", TREES, "120 pohon"],
        ]
    )
    found = planned(table)
    assert [text for *_, text in chain(found[-1])][:2] == ["Mewujudkan kota hijau", "Terawatnya taman kota"]


# --- columns of entries, and what they share ---


def test_columns_below_one_header_cell_have_the_levels_that_it_names_by_their_places() -> None:
    table = grid(
        [
            ["Program / Kegiatan / Sub Kegiatan", "", "", "Indikator Kinerja", "Target"],
            ["Pengelolaan Taman", "", "", PARKS, "80 %"],
            ["", "Perawatan Rutin", "", TREES, "40 pohon"],
            ["", "", "Pengadaan Bibit", LAMPS, "60 lampu"],
            ["", "Penataan Lampu", "", CLEAN, "75 %"],
        ],
        wide={(0, 0): 3},
    )
    found = planned(table)
    assert [row.jenjang for row in found] == ["program", "kegiatan", "sub_kegiatan", "kegiatan"]
    assert chain(found[3]) == [("program", None, "Pengelolaan Taman"), ("kegiatan", None, "Penataan Lampu")]


def test_results_are_named_in_a_column_right_of_the_figures() -> None:
    table = grid(
        [
            [
                "No",
                "Sasaran",
                "Outcome",
                "Output",
                "Indikator Kinerja Program / Kegiatan",
                "Target",
                "Program/Kegiatan",
            ],
            ["1", "Terawatnya taman kota", "", "", PARKS, "80", ""],
            ["2", "", "Meningkatnya mutu taman", "", CLEAN, "75", "2.11.02 Program Pertamanan"],
            ["2.1", "", "", "Terpangkasnya pohon kota", TREES, "40", "2.11.02.2.01 Kegiatan Perawatan"],
            ["2.2", "", "", "Terpasangnya lampu taman", LAMPS, "60", "2.11.02.2.02 Kegiatan Penerangan"],
        ]
    )
    found = planned(table)
    assert [(row.no, row.jenjang, row.kode, row.sasaran) for row in found] == [
        ("1", "sasaran", None, "Terawatnya taman kota"),
        ("2", "program", "2.11.02", "Meningkatnya mutu taman"),
        ("2.1", "kegiatan", "2.11.02.2.01", "Terpangkasnya pohon kota"),
        ("2.2", "kegiatan", "2.11.02.2.02", "Terpasangnya lampu taman"),
    ]
    assert chain(found[3]) == [
        ("sasaran", None, "Terawatnya taman kota"),
        ("program", "2.11.02", "Program Pertamanan"),
        ("program", None, "Meningkatnya mutu taman"),
        ("kegiatan", "2.11.02.2.02", "Kegiatan Penerangan"),
        ("kegiatan", None, "Terpasangnya lampu taman"),
    ]


def test_goals_above_coded_programmes_are_of_two_levels() -> None:
    table = grid(
        [
            ["Program dan Kegiatan", "Indikator Kinerja", "Target"],
            ["Terwujudnya kota hijau", CLEAN, "75"],
            ["Meningkatnya mutu taman", PARKS, "80"],
            ["2.11.02 Pertamanan", TREES, "40"],
            ["2.11.02.2.01 Perawatan", LAMPS, "60"],
            ["Meningkatnya terang jalan", "Indeks terang jalan", "3"],
            ["2.11.03 Penerangan", "Jumlah lampu jalan", "90"],
        ]
    )
    assert levels(planned(table)) == ["tujuan", "sasaran", "program", "kegiatan", "sasaran", "program"]


def test_a_result_that_is_repeated_for_the_next_activity_is_an_entry_of_its_own() -> None:
    table = grid(
        [
            ["Kode", "Program / Kegiatan", "Sasaran Program / Kegiatan", "Indikator Kinerja", "Target"],
            ["2.11.02", "Program Pertamanan", "Meningkatnya mutu taman", PARKS, "80"],
            ["2.11.02.2.01", "Kegiatan Perawatan", "Terpangkasnya pohon kota", TREES, "40"],
            ["2.11.02.2.02", "Kegiatan Penataan", "Terpangkasnya pohon kota", CLEAN, "75"],
        ]
    )
    last = planned(table)[-1]
    assert (last.sasaran, last.sasaran_induk) == ("Terpangkasnya pohon kota", "Kegiatan Penataan")


def test_outlines_are_numbers_of_rows_and_no_codes() -> None:
    table = grid(
        [
            ["No", "Kode", "Program / Kegiatan", "Indikator Kinerja", "Target"],
            ["1", "2.11.02", "Program Pertamanan", PARKS, "80"],
            ["1.1", "2.11.02.2.01", "Kegiatan Perawatan", TREES, "40"],
            ["1.2", "2.11.02.2.02", "Kegiatan Penataan", CLEAN, "75"],
        ]
    )
    assert [(row.no, row.kode) for row in planned(table)] == [
        ("1", "2.11.02"),
        ("1.1", "2.11.02.2.01"),
        ("1.2", "2.11.02.2.02"),
    ]


def test_indicators_of_both_goals_in_one_column_measure_the_one_that_begins_in_their_row() -> None:
    table = grid(
        [
            ["Tujuan", "Sasaran", "Indikator Tujuan / Sasaran", "Target"],
            ["Terwujudnya kota hijau", "", CLEAN, "75"],
            ["", "Meningkatnya mutu taman", PARKS, "80"],
        ]
    )
    assert [(row.jenjang, row.sasaran) for row in planned(table)] == [
        ("tujuan", "Terwujudnya kota hijau"),
        ("sasaran", "Meningkatnya mutu taman"),
    ]


def test_rows_of_groups_above_the_names_of_columns_are_of_the_header() -> None:
    table = grid(
        [
            ["", "Indikator Kinerja", "", "", "", "Pagu Indikatif (Rp)", ""],
            ["", "Hasil Program", "", "Keluaran Kegiatan", "", "", ""],
            ["Program / Kegiatan", "Tolok Ukur", "Target", "Tolok Ukur", "Target", "APBD", "DAK"],
            ["1", "2", "3", "4", "5", "6", "7"],
            ["Program Pertamanan", PARKS, "80 %", "", "", "250.000.000", "0"],
            ["Kegiatan Perawatan", "", "", TREES, "40 pohon", "25.000.000", "0"],
        ],
        wide={(0, 1): 4, (0, 5): 2, (1, 1): 2, (1, 3): 2},
    )
    found = planned(table)
    assert [(row.jenjang, row.indikator, row.target and row.target.teks) for row in found] == [
        ("program", PARKS, "80 %"),
        ("kegiatan", TREES, "40 pohon"),
    ]


def test_a_goal_that_says_so_is_above_the_rows_below_it_wherever_its_row_has_it() -> None:
    table = grid(
        [
            ["Program / Kegiatan", "Sasaran Program / Kegiatan", "Indikator Kinerja", "Target"],
            ["", "SASARAN : Terawatnya taman kota", "", ""],
            ["Program Pertamanan", "Meningkatnya mutu taman", PARKS, "80"],
            ["Kegiatan Perawatan", "Terpangkasnya pohon kota", TREES, "40"],
        ]
    )
    assert [chain(row)[0] for row in planned(table)] == [("sasaran", None, "Terawatnya taman kota")] * 2
    assert [chain(row)[-1][2] for row in planned(table)] == ["Meningkatnya mutu taman", "Terpangkasnya pohon kota"]


def test_a_heading_that_the_next_page_repeats_ends_nothing() -> None:
    header = ["Program dan Kegiatan", "Indikator Kinerja Program dan Kegiatan", "Target"]
    first = [header, ["Terawatnya taman kota", "", ""], ["Program Pertamanan", PARKS, "80"], ["Perawatan", TREES, "40"]]
    second = [header, ["Terawatnya taman kota", "", ""], ["Penerangan", LAMPS, "60"]]
    rows = rows_of(pages([line(PLAN, page=1), grid(first, page=1)], [grid(second, page=2)]))
    assert [entry[2] for entry in chain(rows[-1])][-2:] == ["Program Pertamanan", "Penerangan"]
