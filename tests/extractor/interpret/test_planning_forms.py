"""Whole forms of planning tables as offices print them: rows, levels and figures together."""

from __future__ import annotations

from dataclasses import replace

from tests.support.planning import PLAN, chain, figures, levels, planned, rows_of
from tests.support.transcripts import grid, line, pages

PARKS = "Persentase taman terawat"
TREES = "Jumlah pohon yang dipangkas"
LAMPS = "Jumlah lampu taman menyala"


def test_pairs_of_target_and_money_are_told_by_the_group_above_them() -> None:
    table = grid(
        [
            [
                "Kode",
                "Program/Kegiatan",
                "Indikator Kinerja",
                "Target Renstra 2026",
                None,
                "Realisasi Capaian s.d. 2023",
                None,
                "Target Renja 2024",
                None,
            ],
            [None, None, None, "K", "Rp", "K", "Rp", "K", "Rp"],
            ["2.11.03", "Program Pertamanan", PARKS, "90", "900.000.000", "70", "500.000.000", "80", "300.000.000"],
            [
                "2.11.03.2.01",
                "Kegiatan Pemeliharaan",
                TREES,
                "90",
                "900.000.000",
                "70",
                "500.000.000",
                "80",
                "300.000.000",
            ],
        ],
        wide={(0, 3): 2, (0, 5): 2, (0, 7): 2},
    )
    found = planned(table)
    assert [kind for kind, *_ in figures(found[0])] == [
        "target",
        "anggaran",
        "realisasi",
        "anggaran",
        "target",
        "anggaran",
    ]


def test_one_column_of_indicators_measures_goals_of_two_levels() -> None:
    table = grid(
        [
            ["No", "Tujuan", "Sasaran", "Indikator Tujuan/Sasaran", "Satuan", "Target Kinerja Tahun ke-", None, None],
            [None, None, None, None, None, "2024", "2025", "2026"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
            ["1", "Mewujudkan kota hijau", "", "Indeks kota hijau", "indeks", "70", "72", "74"],
            ["", "", "Terawatnya taman kota", PARKS, "%", "80", "85", "90"],
            ["", "", "", "Luas taman kota", "ha", "8", "9", "10"],
        ],
        wide={(0, 5): 3},
    )
    found = planned(table)
    assert levels(found) == ["tujuan", "sasaran", "sasaran"]
    assert [len(row.hierarki) for row in found] == [1, 2, 2]


def test_bands_of_programmes_stand_above_the_activities_below_them() -> None:
    table = grid(
        [
            ["Kode", "Kegiatan", "Indikator", "Target", "Pagu (Rp)"],
            ["PROGRAM PERTAMANAN", None, None, None, None],
            ["2.11.03.2.01", "Pemeliharaan Pohon", TREES, "120 pohon", "400.000.000"],
            ["PROGRAM PENERANGAN", None, None, None, None],
            ["2.11.04.2.01", "Pemasangan Lampu", LAMPS, "60 lampu", "300.000.000"],
        ],
        wide={(1, 0): 5, (3, 0): 5},
    )
    found = planned(table)
    assert [row.indikator for row in found] == [TREES, LAMPS]
    assert [text for *_, text in chain(found[1])] == ["PROGRAM PENERANGAN", "Pemasangan Lampu"]


def test_bands_of_goals_stand_above_programmes_without_their_label() -> None:
    table = grid(
        [
            ["No", "Program", "Indikator", "Target", "Pagu (Rp)"],
            ["Sasaran 1: Terawatnya taman kota", None, None, None, None],
            ["1", "Program Pertamanan", TREES, "120 pohon", "400.000.000"],
            ["Sasaran 2: Terangnya taman kota", None, None, None, None],
            ["1", "Program Penerangan", LAMPS, "60 lampu", "300.000.000"],
        ],
        wide={(1, 0): 5, (3, 0): 5},
    )
    found = planned(table)
    assert [row.indikator for row in found] == [TREES, LAMPS]
    assert [text for *_, text in chain(found[1])] == ["Terangnya taman kota", "Program Penerangan"]


def test_money_left_of_the_indicator() -> None:
    table = grid(
        [
            ["No", "Program", "Anggaran (Rp)", "Indikator", "Target"],
            ["1", "Program Pertamanan", "400.000.000", PARKS, "80 %"],
            ["2", "Program Penerangan", "300.000.000", LAMPS, "60 lampu"],
        ]
    )
    found = planned(table)
    assert [figures(row) for row in found] == [
        [("anggaran", None, "400.000.000"), ("target", None, "80 %")],
        [("anggaran", None, "300.000.000"), ("target", None, "60 lampu")],
    ]


def test_codes_with_spaces_for_points() -> None:
    table = grid(
        [
            ["Kode", "Program/Kegiatan", "Indikator", "Target"],
            ["2 11 03", "Program Pertamanan", PARKS, "80 %"],
            ["2 11 03 01", "Kegiatan Pemeliharaan", TREES, "120 pohon"],
        ]
    )
    found = planned(table)
    assert [row.kode for row in found] == ["2.11.03", "2.11.03.01"]


def test_codes_with_letters_for_the_field_of_an_office() -> None:
    table = grid(
        [
            ["Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator", "Target"],
            ["X.XX.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN", "Indeks layanan", "80"],
            ["X.XX.01.2.01", "Perencanaan dan Penganggaran", "Persentase dokumen tepat waktu", "100 %"],
            ["X.XX.01.2.01.0001", "Penyusunan Dokumen Perencanaan", "Jumlah dokumen tersusun", "2 dokumen"],
        ]
    )
    found = planned(table)
    assert levels(found) == ["program", "kegiatan", "sub_kegiatan"]
    assert [row.kode for row in found] == ["X.XX.01", "X.XX.01.2.01", "X.XX.01.2.01.0001"]


def test_an_outcome_beside_its_programme_is_no_level_of_its_own() -> None:
    table = grid(
        [
            [
                "Program/Kegiatan/Sub Kegiatan",
                "Outcome/Output",
                "Indikator",
                "Satuan",
                "Baseline 2024",
                "Target 2025",
                "Target 2026",
            ],
            ["Program Pertamanan", "Meningkatnya mutu taman", PARKS, "%", "60", "70", "80"],
            ["Kegiatan Pemeliharaan", "Terpeliharanya pohon", TREES, "pohon", "60", "70", "80"],
            ["Sub Kegiatan Pemangkasan", "Tersedianya laporan", "Jumlah laporan", "laporan", "6", "7", "8"],
        ]
    )
    found = planned(table)
    assert [row.indikator for row in found] == [PARKS, TREES, "Jumlah laporan"]
    assert levels(found) == ["program", "kegiatan", "sub_kegiatan"]


def test_years_of_what_was_reached_and_of_targets() -> None:
    table = grid(
        [
            ["No", "Indikator", "Satuan", "Realisasi", None, "Target", None],
            [None, None, None, "2022", "2023", "2024", "2025"],
            ["1", PARKS, "%", "50", "55", "60", "65"],
            ["2", TREES, "pohon", "5", "6", "7", "8"],
        ],
        wide={(0, 3): 2, (0, 5): 2},
    )
    found = planned(table)
    assert figures(found[0]) == [
        ("realisasi", "2022", "50"),
        ("realisasi", "2023", "55"),
        ("target", "2024", "60"),
        ("target", "2025", "65"),
    ]


def test_what_was_reached_beside_the_target() -> None:
    table = grid(
        [
            ["No", "Sasaran", "Indikator", "Target", "Realisasi", "Capaian (%)"],
            ["1", "Terawatnya taman kota", PARKS, "80 %", "72 %", "90"],
            ["2", "Bersihnya jalan kota", "Persentase jalan bersih", "50 %", "55 %", "110"],
        ]
    )
    found = planned(table)
    assert figures(found[0])[:2] == [("target", None, "80 %"), ("realisasi", None, "72 %")]


def test_each_year_has_its_own_unit_column() -> None:
    table = grid(
        [
            ["Program", "Indikator", "2024", None, None, "2025", None, None],
            [None, None, "Target", "Satuan", "Pagu (Rp)", "Target", "Satuan", "Pagu (Rp)"],
            ["Program Pertamanan", PARKS, "80", "%", "400.000.000", "85", "%", "450.000.000"],
            ["Program Penerangan", LAMPS, "60", "lampu", "300.000.000", "70", "lampu", "350.000.000"],
        ],
        wide={(0, 2): 3, (0, 5): 3},
    )
    found = planned(table)
    assert [(row.jenis, row.periode, row.nilai, row.satuan) for row in found[1].angka] == [
        ("target", "2024", 60, "lampu"),
        ("anggaran", "2024", 300000000, "Rp"),
        ("target", "2025", 70, "lampu"),
        ("anggaran", "2025", 350000000, "Rp"),
    ]


def test_the_box_of_results_of_a_budget_document() -> None:
    table = grid(
        [
            ["Indikator", "Tolok Ukur Kinerja", "Target Kinerja"],
            ["Capaian Program", PARKS, "80 %"],
            ["Masukan", "Dana yang dibutuhkan", "Rp 400.000.000"],
            ["Keluaran", TREES, "120 pohon"],
            ["Hasil", "Meningkatnya mutu taman", "100 %"],
        ]
    )
    found = planned(table)
    assert [row.indikator for row in found][:1] == [PARKS]
    assert TREES in [row.indikator for row in found]


def test_units_in_the_cells_of_years() -> None:
    table = grid(
        [
            ["Tujuan", "Sasaran", "Indikator Sasaran", "Target Kinerja Sasaran pada Tahun Ke-", None, None, None, None],
            [None, None, None, "2022", "2023", "2024", "2025", "2026"],
            ["Mewujudkan kota hijau", "Terawatnya taman kota", PARKS, "70%", "75%", "80%", "85%", "90%"],
            ["", "Bersihnya jalan kota", "Persentase jalan bersih", "70%", "75%", "80%", "85%", "90%"],
        ],
        wide={(0, 3): 5},
    )
    found = planned(table)
    assert list(found[0].target_per_tahun) == ["2022", "2023", "2024", "2025", "2026"]
    assert [len(row.hierarki) for row in found] == [2, 2]


def test_a_name_cut_by_the_page_break_is_whole() -> None:
    first = grid(
        [
            ["Kode", "Program/Kegiatan", "Indikator", "Target"],
            ["2.11.03", "Program Pertamanan", PARKS, "80 %"],
            ["2.11.03.2.01", "Kegiatan Pemeliharaan Pohon dan", TREES, "120 pohon"],
        ],
        page=1,
        top=700.0,
    )
    second = grid([["", "Taman Kota", "", ""], ["2.11.03.2.02", "Kegiatan Penerangan", LAMPS, "60 lampu"]], page=2)
    found = rows_of(pages([line(PLAN, page=1, bold=True), first], [second]))
    assert [row.indikator for row in found] == [PARKS, TREES, LAMPS]
    assert chain(found[1])[-1] == ("kegiatan", "2.11.03.2.01", "Kegiatan Pemeliharaan Pohon dan Taman Kota")


def test_an_entry_repeated_on_the_next_page_is_one() -> None:
    head = ["Kode", "Program/Kegiatan", "Indikator", "Target"]
    first = grid(
        [
            head,
            ["2.11.03", "Program Pertamanan", PARKS, "80 %"],
            ["2.11.03.2.01", "Kegiatan Pemeliharaan", TREES, "120 pohon"],
        ],
        page=1,
        top=700.0,
    )
    second = grid(
        [
            head,
            ["2.11.03.2.01", "Kegiatan Pemeliharaan", "Jumlah semak dirapikan", "12 semak"],
            ["2.11.03.2.02", "Kegiatan Penerangan", LAMPS, "60 lampu"],
        ],
        page=2,
    )
    found = rows_of(pages([line(PLAN, page=1, bold=True), first], [second]))
    assert levels(found) == ["program", "kegiatan", "kegiatan", "kegiatan"]
    assert chain(found[1]) == chain(found[2])
    assert len(chain(found[3])) == 2


def test_columns_that_are_blank_on_a_page_without_rulings_are_not_shown_and_not_missed() -> None:
    """As of a plan whose tujuan and sasaran go on over the page: white space shows only the columns with text."""
    header = ["Tujuan", "Sasaran", "Kode", "Program/Kegiatan", "Indikator Kinerja", "Target", "Pagu (Rp)"]
    first = grid(
        [
            header,
            ["Mewujudkan kota hijau", "Meningkatnya mutu taman", "", "", "Indeks mutu taman", "80", ""],
            ["", "", "2.11.03", "PROGRAM PENGELOLAAN TAMAN", "Persentase taman terawat", "90 %", "12.500.000"],
        ],
        page=1,
    )
    lamps = [["2.11.03.2.02", "Kegiatan Penerangan", LAMPS, "60 lampu", "4.250.000"]] * 2
    second = replace(grid(lamps, page=2), ruled=False)
    inside = tuple(edge + first.col_edges[2] - first.col_edges[0] for edge in second.col_edges)
    found = rows_of(pages([line(PLAN, page=1, bold=True), first], [replace(second, col_edges=inside)]))
    assert [level for level, _, _ in chain(found[-1])] == ["tujuan", "sasaran", "program", "kegiatan"]
    assert figures(found[-1])[0] == ("target", None, "60 lampu")
