from __future__ import annotations
import pytest
from tests.interpret.planning import chain, figures, levels, planned, rows_of, PLAN
from tests.interpret.transcripts import flow, grid, line, pages

P = "Persentase taman terawat"
T = "Jumlah pohon yang dipangkas"
L = "Jumlah lampu taman menyala"


def test_evaluation_with_k_and_rp():
    t = grid(
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
            ["2.11.03", "Program Pertamanan", P, "90", "900.000.000", "70", "500.000.000", "80", "300.000.000"],
            ["2.11.03.2.01", "Kegiatan Pemeliharaan", T, "90", "900.000.000", "70", "500.000.000", "80", "300.000.000"],
        ],
        wide={(0, 3): 2, (0, 5): 2, (0, 7): 2},
    )
    f = planned(t)
    assert [x[0] for x in figures(f[0])] == ["target", "anggaran", "realisasi", "anggaran", "target", "anggaran"]


def test_hierarchy_tujuan_sasaran_columns_shared_indicator():
    t = grid(
        [
            ["No", "Tujuan", "Sasaran", "Indikator Tujuan/Sasaran", "Satuan", "Target Kinerja Tahun ke-", None, None],
            [None, None, None, None, None, "2024", "2025", "2026"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
            ["1", "Mewujudkan kota hijau", "", "Indeks kota hijau", "indeks", "70", "72", "74"],
            ["", "", "Terawatnya taman kota", P, "%", "80", "85", "90"],
            ["", "", "", "Luas taman kota", "ha", "8", "9", "10"],
        ],
        wide={(0, 5): 3},
    )
    f = planned(t)
    assert levels(f) == ["tujuan", "sasaran", "sasaran"]
    assert [len(x.hierarki) for x in f] == [1, 2, 2]


def test_bands_of_programmes():
    t = grid(
        [
            ["Kode", "Kegiatan", "Indikator", "Target", "Pagu (Rp)"],
            ["PROGRAM PERTAMANAN", None, None, None, None],
            ["2.11.03.2.01", "Pemeliharaan Pohon", T, "120 pohon", "400.000.000"],
            ["PROGRAM PENERANGAN", None, None, None, None],
            ["2.11.04.2.01", "Pemasangan Lampu", L, "60 lampu", "300.000.000"],
        ],
        wide={(1, 0): 5, (3, 0): 5},
    )
    f = planned(t)
    print([chain(x) for x in f])
    assert [x.indikator for x in f] == [T, L]
    assert [c[2] for c in chain(f[1])] == ["PROGRAM PENERANGAN", "Pemasangan Lampu"]


def test_bands_of_sasaran_over_program():
    t = grid(
        [
            ["No", "Program", "Indikator", "Target", "Pagu (Rp)"],
            ["Sasaran 1: Terawatnya taman kota", None, None, None, None],
            ["1", "Program Pertamanan", T, "120 pohon", "400.000.000"],
            ["Sasaran 2: Terangnya taman kota", None, None, None, None],
            ["1", "Program Penerangan", L, "60 lampu", "300.000.000"],
        ],
        wide={(1, 0): 5, (3, 0): 5},
    )
    f = planned(t)
    print([chain(x) for x in f])
    assert [x.indikator for x in f] == [T, L]
    assert [c[2] for c in chain(f[1])] == ["Terangnya taman kota", "Program Penerangan"]


def test_money_first():
    t = grid(
        [
            ["No", "Program", "Anggaran (Rp)", "Indikator", "Target"],
            ["1", "Program Pertamanan", "400.000.000", P, "80 %"],
            ["2", "Program Penerangan", "300.000.000", L, "60 lampu"],
        ]
    )
    f = planned(t)
    assert [figures(x) for x in f] == [
        [("anggaran", None, "400.000.000"), ("target", None, "80 %")],
        [("anggaran", None, "300.000.000"), ("target", None, "60 lampu")],
    ]


def test_codes_spaced():
    t = grid(
        [
            ["Kode", "Program/Kegiatan", "Indikator", "Target"],
            ["2 11 03", "Program Pertamanan", P, "80 %"],
            ["2 11 03 01", "Kegiatan Pemeliharaan", T, "120 pohon"],
        ]
    )
    f = planned(t)
    assert [x.kode for x in f] == ["2.11.03", "2.11.03.01"]


def test_code_x():
    t = grid(
        [
            ["Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator", "Target"],
            ["X.XX.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN", "Indeks layanan", "80"],
            ["X.XX.01.2.01", "Perencanaan dan Penganggaran", "Persentase dokumen tepat waktu", "100 %"],
            ["X.XX.01.2.01.0001", "Penyusunan Dokumen Perencanaan", "Jumlah dokumen tersusun", "2 dokumen"],
        ]
    )
    f = planned(t)
    assert levels(f) == ["program", "kegiatan", "sub_kegiatan"]
    assert [x.kode for x in f] == ["X.XX.01", "X.XX.01.2.01", "X.XX.01.2.01.0001"]


def test_statement_beside():
    t = grid(
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
            ["Program Pertamanan", "Meningkatnya mutu taman", P, "%", "60", "70", "80"],
            ["Kegiatan Pemeliharaan", "Terpeliharanya pohon", T, "pohon", "60", "70", "80"],
            ["Sub Kegiatan Pemangkasan", "Tersedianya laporan", "Jumlah laporan", "laporan", "6", "7", "8"],
        ]
    )
    f = planned(t)
    print([chain(x) for x in f], [x.indikator for x in f])
    assert [x.indikator for x in f] == [P, T, "Jumlah laporan"]
    assert levels(f) == ["program", "kegiatan", "sub_kegiatan"]


def test_nspk_outcome_output_form():
    t = grid(
        [
            [
                "NSPK dan Sasaran RPJMD",
                "Tujuan",
                "Sasaran",
                "Outcome",
                "Output",
                "Indikator",
                "Program/Kegiatan/Subkegiatan",
            ],
            ["Kota hijau", "Mewujudkan kota hijau", "", "", "", "Indeks kota hijau", ""],
            ["", "", "Terawatnya taman kota", "", "", P, ""],
            ["", "", "", "Meningkatnya mutu taman", "", "Persentase taman bermutu", "Program Pertamanan"],
            ["", "", "", "", "Terpeliharanya pohon", T, "Kegiatan Pemeliharaan"],
        ]
    )
    f = planned(t)
    print([(x.indikator, x.jenjang, chain(x)) for x in f])
    assert [x.indikator for x in f] == ["Indeks kota hijau", P, "Persentase taman bermutu", T]


def test_indicator_several_rows_with_years_in_rows():
    t = grid(
        [
            ["No", "Indikator", "Satuan", "Realisasi", None, "Target", None],
            [None, None, None, "2022", "2023", "2024", "2025"],
            ["1", P, "%", "50", "55", "60", "65"],
            ["2", T, "pohon", "5", "6", "7", "8"],
        ],
        wide={(0, 3): 2, (0, 5): 2},
    )
    f = planned(t)
    assert figures(f[0]) == [
        ("realisasi", "2022", "50"),
        ("realisasi", "2023", "55"),
        ("target", "2024", "60"),
        ("target", "2025", "65"),
    ]


def test_capaian_persen():
    t = grid(
        [
            ["No", "Sasaran", "Indikator", "Target", "Realisasi", "Capaian (%)"],
            ["1", "Terawatnya taman kota", P, "80 %", "72 %", "90"],
            ["2", "Bersihnya jalan kota", "Persentase jalan bersih", "50 %", "55 %", "110"],
        ]
    )
    f = planned(t)
    print(figures(f[0]))
    assert figures(f[0])[:2] == [("target", None, "80 %"), ("realisasi", None, "72 %")]


def test_unit_columns_each():
    t = grid(
        [
            ["Program", "Indikator", "2024", None, None, "2025", None, None],
            [None, None, "Target", "Satuan", "Pagu (Rp)", "Target", "Satuan", "Pagu (Rp)"],
            ["Program Pertamanan", P, "80", "%", "400.000.000", "85", "%", "450.000.000"],
            ["Program Penerangan", L, "60", "lampu", "300.000.000", "70", "lampu", "350.000.000"],
        ],
        wide={(0, 2): 3, (0, 5): 3},
    )
    f = planned(t)
    print(f[1].angka)
    assert [(x.jenis, x.periode, x.nilai, x.satuan) for x in f[1].angka] == [
        ("target", "2024", 60, "lampu"),
        ("anggaran", "2024", 300000000, "Rp"),
        ("target", "2025", 70, "lampu"),
        ("anggaran", "2025", 350000000, "Rp"),
    ]


def test_pair_tolok_ukur_rows():
    t = grid(
        [
            ["Indikator", "Tolok Ukur Kinerja", "Target Kinerja"],
            ["Capaian Program", P, "80 %"],
            ["Masukan", "Dana yang dibutuhkan", "Rp 400.000.000"],
            ["Keluaran", T, "120 pohon"],
            ["Hasil", "Meningkatnya mutu taman", "100 %"],
        ]
    )
    f = planned(t)
    print([(x.indikator, x.target and x.target.teks) for x in f])
    assert [x.indikator for x in f][:1] == [P]
    assert T in [x.indikator for x in f]


def test_renja_targets_1_5_no_satuan_header():
    t = grid(
        [
            ["Tujuan", "Sasaran", "Indikator Sasaran", "Target Kinerja Sasaran pada Tahun Ke-", None, None, None, None],
            [None, None, None, "2022", "2023", "2024", "2025", "2026"],
            ["Mewujudkan kota hijau", "Terawatnya taman kota", P, "70%", "75%", "80%", "85%", "90%"],
            ["", "Bersihnya jalan kota", "Persentase jalan bersih", "70%", "75%", "80%", "85%", "90%"],
        ],
        wide={(0, 3): 5},
    )
    f = planned(t)
    assert list(f[0].target_per_tahun) == ["2022", "2023", "2024", "2025", "2026"]
    assert [len(x.hierarki) for x in f] == [2, 2]


def test_page_break_entry_cut():
    a = grid(
        [
            ["Kode", "Program/Kegiatan", "Indikator", "Target"],
            ["2.11.03", "Program Pertamanan", P, "80 %"],
            ["2.11.03.2.01", "Kegiatan Pemeliharaan Pohon dan", T, "120 pohon"],
        ],
        page=1,
        top=700.0,
    )
    b = grid([["", "Taman Kota", "", ""], ["2.11.03.2.02", "Kegiatan Penerangan", L, "60 lampu"]], page=2)
    f = rows_of(pages([line(PLAN, page=1, bold=True), a], [b]))
    print([chain(x) for x in f])
    assert [x.indikator for x in f] == [P, T, L]
    assert chain(f[1])[-1] == ("kegiatan", "2.11.03.2.01", "Kegiatan Pemeliharaan Pohon dan Taman Kota")


def test_page_break_repeats_entry():
    h = ["Kode", "Program/Kegiatan", "Indikator", "Target"]
    a = grid(
        [h, ["2.11.03", "Program Pertamanan", P, "80 %"], ["2.11.03.2.01", "Kegiatan Pemeliharaan", T, "120 pohon"]],
        page=1,
        top=700.0,
    )
    b = grid(
        [
            h,
            ["2.11.03.2.01", "Kegiatan Pemeliharaan", "Jumlah semak dirapikan", "12 semak"],
            ["2.11.03.2.02", "Kegiatan Penerangan", L, "60 lampu"],
        ],
        page=2,
    )
    f = rows_of(pages([line(PLAN, page=1, bold=True), a], [b]))
    assert levels(f) == ["program", "kegiatan", "kegiatan", "kegiatan"]
    assert chain(f[1]) == chain(f[2])
    assert len(chain(f[3])) == 2
