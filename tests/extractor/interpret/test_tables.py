"""What a table's columns and rows are taken for, seen through the whole interpretation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.pipeline import document_of, interpret
from schemas.document import Document, Formulasi, Indikator
from schemas.transcript import Transcript
from tests.support.transcripts import flow, grid, line, pages

HEADER = ["No", "Sasaran", "Indikator Kinerja", "Target"]
TITLE = "INDIKATOR KINERJA UTAMA"


def read(transcript: Transcript) -> Document:
    return document_of(transcript, interpret(transcript))


def rows(transcript: Transcript) -> list[Indikator]:
    return [row for section in read(transcript).bagian for row in section.indikator]


def test_columns_are_known_by_their_words_in_any_order() -> None:
    table = grid(
        [
            ["Unit Penanggungjawab", "TARGE T", "Ukuran", "Cara Menghitung", "Sasaran Strategis", "Asal Data"],
            ["Bidang Arsip", "3 berkas", "Jumlah berkas tertata", "berkas / rak", "Tertatanya arsip", "Register"],
        ]
    )
    (row,) = rows(flow(TITLE, table))
    assert row.penanggung_jawab == "Bidang Arsip"
    assert row.target is not None
    assert row.target.nilai == 3
    assert row.indikator == "Jumlah berkas tertata"
    assert row.formulasi is not None
    assert row.formulasi.teks == "berkas / rak"
    assert row.sasaran == "Tertatanya arsip"
    assert row.sumber_data == "Register"


def test_the_type_of_calculation_needs_no_formula() -> None:
    table = grid(
        [
            [*HEADER, "Tipe Penghitungan"],
            ["1", "Tertatanya arsip", "Jumlah berkas tertata", "3 berkas", "Komulatif"],
            ["2", "Terawatnya taman", "Luas taman terawat", "2 ha", "-"],
        ]
    )
    first, second = rows(flow(TITLE, table))
    assert first.formulasi == Formulasi(teks="", tipe_penghitungan="Kumulatif")
    assert second.formulasi is None


def test_two_header_levels_give_parent_and_sasaran() -> None:
    table = grid(
        [
            ["No", "Sasaran Strategis", None, "IKU"],
            [None, "Sasaran RPJMD", "Sasaran Renstra", None],
            ["1", "Meningkatnya mutu daerah", "Meningkatnya mutu dinas", "Nilai mutu"],
            [None, None, "Meningkatnya tertib arsip", "Nilai arsip"],
        ],
        wide={(0, 1): 2},
    )
    first, second = rows(flow(TITLE, table))
    assert (first.sasaran_induk, first.sasaran) == ("Meningkatnya mutu daerah", "Meningkatnya mutu dinas")
    assert (second.sasaran_induk, second.sasaran, second.no) == (
        "Meningkatnya mutu daerah",
        "Meningkatnya tertib arsip",
        "1",
    )


def test_a_header_cell_that_a_lost_ruling_made_too_deep_takes_no_row_away() -> None:
    table = grid(
        [
            ["NO.\n1", "Sasaran", "Indikator Kinerja", "Target"],
            [None, "Tertatanya arsip", "Jumlah berkas", "3 berkas"],
            ["2", "Terawatnya arsip", "Jumlah rak", "4 rak"],
        ]
    )
    first, second = rows(flow(TITLE, table))
    assert (first.sasaran, first.indikator) == ("Tertatanya arsip", "Jumlah berkas")
    assert (second.no, second.indikator) == ("2", "Jumlah rak")


def test_years_under_one_heading_are_targets_and_baseline_is_none() -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", "Satuan", "Kondisi Awal", "Target", None, None],
            [None, None, None, "2023", "2024", "2025", "2026"],
            ["Terkelolanya sampah", "Persentase sampah terolah", "%", "20", "30", "40", "50"],
        ],
        wide={(0, 4): 3},
    )
    (row,) = rows(flow(TITLE, table))
    assert row.target is None
    assert row.target_per_tahun == {"2024": "30", "2025": "40", "2026": "50"}


@pytest.mark.parametrize(
    ("printed", "meant", "told"),
    [
        (["TWI", "TW II", "TW II I", "TW IV"], ["TW I", "TW II", "TW III", "TW IV"], []),
        (["TW I", "TW I", "TW III", "TW IV"], ["TW I", "TW II", "TW III", "TW IV"], ["TW I"]),
        (["2021", "2022", "2028", "2024"], ["2021", "2022", "2023", "2024"], ["2028"]),
        (["2021", "2023", "2025", "2026"], ["2021", "2023", "2025", "2026"], []),
        (["2025", "2024", "2026", "2023"], ["2025", "2024", "2026", "2023"], []),
    ],
)
def test_a_period_that_breaks_its_series_is_told_by_its_place(
    printed: list[str], meant: list[str], told: list[str]
) -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", *(f"Target {period}" for period in printed)],
            ["Terkelolanya sampah", "Jumlah laporan", "1", "2", "3", "4"],
        ]
    )
    document = read(flow("RENCANA AKSI TAHUN 2024", table))
    assert document.bagian[0].indikator[0].target_per_tahun == dict(zip(meant, "1234", strict=True))
    found = [f.pesan for f in document.temuan if f.kode == "periode_menurut_urutan"]
    assert [f'"{period}"' in said for period, said in zip(told, found, strict=True)] == [True] * len(told)


def test_of_two_plans_side_by_side_the_first_target_is_taken_and_the_other_told() -> None:
    table = grid(
        [
            ["No", "Indikator", "Target", "Anggaran", "Target", "Anggaran"],
            ["1", "Jumlah laporan", "7 dokumen", "Rp 100", "9 dokumen", "Rp 120"],
            ["2", "Jumlah arsip", "5 berkas", "Rp 100", "5 berkas", "Rp 120"],
        ]
    )
    document = read(flow(TITLE, table))
    targets = [row.target.teks for row in document.bagian[0].indikator if row.target]
    assert targets == ["7 dokumen", "5 berkas"]
    told = [(f.lokasi, f.pesan) for f in document.temuan if f.kode == "target_ganda"]
    assert [(place, "9 dokumen" in text) for place, text in told] == [("Jumlah laporan", True)]


def test_quarters_stand_beside_the_annual_target() -> None:
    table = grid(
        [
            ["Sasaran", "Indikator", "Target Tahunan", "TW I", "TW II", "TW III", "TW IV"],
            ["Terkelolanya sampah", "Jumlah laporan", "4 laporan", "1", "1", "1", "1"],
        ]
    )
    (row,) = rows(flow("RENCANA AKSI TAHUN 2024", table))
    assert row.target is not None
    assert row.target.teks == "4 laporan"
    assert row.target_per_tahun == {"TW I": "1", "TW II": "1", "TW III": "1", "TW IV": "1"}


def test_one_dated_target_is_the_target_and_achievement_beside_it_is_none() -> None:
    table = grid(
        [
            ["No", "Indikator Kinerja", "Target 2017", "Realisasi 2017", "Capaian terhadap target (%)"],
            ["1", "Jumlah kunjungan", "12 kali", "11 kali", "91,7"],
        ]
    )
    (row,) = rows(flow(TITLE, table))
    assert row.target is not None
    assert (row.target.teks, row.target_per_tahun) == ("12 kali", {"2017": "12 kali"})


def test_unit_of_the_header_holds_for_the_column() -> None:
    (row,) = rows(flow(TITLE, grid([["Sasaran", "Indikator", "Target (%)"], ["Naiknya mutu", "Rasio mutu", "55,5"]])))
    assert row.target is not None
    assert (row.target.nilai, row.target.satuan) == (55.5, "%")


def test_unit_in_brackets_behind_the_indicator_holds_for_its_target() -> None:
    table = [
        ["Sasaran", "Indikator", "Target"],
        ["Naiknya panen", "Luas panen kopi (Ha)", "1,250"],
        ["Puasnya warga", "Indeks Kepuasan Masyarakat (IKM)", "82,5"],
        ["Terawatnya alat", "Jumlah alat siap pakai (unit)", "7 buah"],
    ]
    targets = [row.target for row in rows(flow(TITLE, grid(table)))]
    assert [(t.nilai, t.satuan) for t in targets if t is not None] == [(1.25, "Ha"), (82.5, None), (7, "buah")]


def test_number_column_under_the_sasaran_header() -> None:
    table = grid(
        [
            ["Sasaran", None, "Indikator", "Target"],
            ["1.", "Naiknya mutu", "Rasio mutu", "5"],
            ["2.", "Tertib arsip", "Nilai arsip", "6"],
        ],
        wide={(0, 0): 2},
    )
    assert [(r.no, r.sasaran) for r in rows(flow(TITLE, table))] == [("1", "Naiknya mutu"), ("2", "Tertib arsip")]


def test_column_numbers_blank_rows_totals_and_repeated_headers_are_no_rows() -> None:
    table = grid(
        [
            HEADER,
            ["(1)", "(2)", "(3)", "(4)"],
            ["", "", "", ""],
            ["1", "Naiknya mutu", "Rasio mutu", "5"],
            HEADER,
            ["1", "2", "5", "6"],
            ["2", "Tertib arsip", "Nilai arsip", "6"],
            ["", "", "RATA-RATA", "5,5"],
        ]
    )
    assert [r.indikator for r in rows(flow(TITLE, table))] == ["Rasio mutu", "Nilai arsip"]


def test_blank_cells_are_filled_down_and_a_new_sasaran_without_number_has_none() -> None:
    table = grid(
        [
            HEADER,
            ["7", "Naiknya mutu", "Rasio mutu", "5"],
            ["", "", "Nilai mutu", "6"],
            ["7", "Tertib arsip", "Nilai arsip", "6"],
            ["", "Tertib aset", "Nilai aset", "6"],
        ]
    )
    assert [(r.no, r.sasaran) for r in rows(flow(TITLE, table))] == [
        ("7", "Naiknya mutu"),
        ("7", "Naiknya mutu"),
        ("7", "Tertib arsip"),
        (None, "Tertib aset"),
    ]


def test_budget_tables_are_left_out_and_nobody_misses_them() -> None:
    budget = grid([["No", "Program", "Anggaran (Rp)"], ["1", "Program Kearsipan", "100.000.000"]])
    document = read(flow("PERJANJIAN KINERJA TAHUN 2020", grid([HEADER, ["1", "A", "Nilai a", "1"]]), "", budget))
    assert len(document.bagian[0].indikator) == 1
    assert document.temuan == []


def test_a_table_left_out_that_looks_like_indicators_is_told_as_one() -> None:
    head = ["Sasaran", "Program", "Hasil", "Pelaksana"]
    kiosks = ["Tertatanya pasar", "Jumlah kios yang tertata", "12 unit", "Seksi Kios"]
    traders = ["Tertibnya pasar", "Persentase pedagang yang tertib", "75 %", "Seksi Pedagang"]
    document = read(flow(TITLE, grid([head, kiosks, traders])))
    assert {t.kode for t in document.temuan} == {"tabel_mungkin_indikator", "tanpa_indikator"}
    plain = read(flow(TITLE, grid([head, ["Tertatanya pasar", "Penataan kios", "12 unit", "Seksi Kios"]])))
    assert {t.kode for t in plain.temuan} == {"tabel_dilewati", "tanpa_indikator"}


def test_a_signature_laid_out_as_a_table_is_not_missed_by_anybody() -> None:
    signed = grid(
        [["Bupati Anu,", "Kepala Dinas,"], ["", ""], ["Ratna", "Suratman"], ["", "NIP. 19700101 199503 1 002"]]
    )
    document = read(flow(TITLE, grid([HEADER, ["1", "A", "Nilai a", "1"]]), "", signed))
    assert document.temuan == []


def test_a_document_without_indicators_says_so() -> None:
    document = read(flow("SURAT EDARAN", "Rapat diadakan setiap Senin."))
    assert (document.jenis, document.bagian) == ("TIDAK_ADA", [])
    assert [t.kode for t in document.temuan] == ["tanpa_indikator"]


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    first = grid([HEADER, ["1", "Terjaganya arsip dan", "Jumlah arsip yang", "12"]], page=1, top=780.0)
    second = grid(
        [["", "dokumen", "dipelihara dengan baik", "dokumen"], ["2", "Tertib aset", "Nilai aset", "6"]], page=2
    )
    one, two = rows(pages([line(TITLE, page=1), first], [second]))
    assert (one.sasaran, one.indikator) == ("Terjaganya arsip dan dokumen", "Jumlah arsip yang dipelihara dengan baik")
    assert one.target is not None
    assert (one.target.nilai, one.target.satuan) == (12, "dokumen")
    assert two.no == "2"
    assert one.bukti["indikator"].halaman == 1


def test_the_last_word_of_an_indicator_at_the_top_of_a_page_belongs_to_it() -> None:
    first = grid([HEADER, ["1", "Terjaganya arsip", "Indeks kepuasan pengguna", "82,5"]], page=1)
    second = grid([["", "", "ARSIP", ""], ["2", "Tertib aset", "Nilai aset", "6"]], page=2)
    one, two = rows(pages([line(TITLE, page=1), first], [second]))
    assert (one.indikator, two.indikator) == ("Indeks kepuasan pengguna ARSIP", "Nilai aset")


def test_a_new_indicator_at_the_top_of_a_page_stays_its_own_row() -> None:
    first = grid([HEADER, ["1", "Terjaganya arsip", "Jumlah arsip", "12 berkas"]], page=1, top=780.0)
    second = grid([HEADER, ["", "", "Persentase arsip terawat", "90%"]], page=2)
    one, two = rows(pages([line(TITLE, page=1), first], [second]))
    assert (one.indikator, two.indikator) == ("Jumlah arsip", "Persentase arsip terawat")
    assert (two.no, two.sasaran) == ("1", "Terjaganya arsip")


def test_the_rest_of_sentences_with_words_of_columns_heads_no_table() -> None:
    first = grid([HEADER, ["1", "Tersusunnya usulan", "Jumlah usulan anggaran", "4 dokumen"]], page=1)
    rest = grid(
        [
            ["", "program kegiatan bidang", "murni kegiatan yang terinput", ""],
            ["2", "Tertatanya arsip", "Jumlah arsip", "3"],
        ],
        page=2,
    )
    one, two = rows(pages([line(TITLE, page=1, bold=True), first], [rest]))
    assert one.indikator == "Jumlah usulan anggaran murni kegiatan yang terinput"
    assert (two.sasaran, two.no) == ("Tertatanya arsip", "2")


def test_page_numbers_and_running_heads_do_not_part_a_table() -> None:
    first = grid([HEADER, ["1", "A", "Nilai a", "1"]], page=1)
    second = grid([HEADER, ["2", "B", "Nilai b", "2"]], page=2)
    blocks = pages([line(TITLE, page=1), first, line("1", page=1)], [line("Dinas Arsip Kota Rimbun", page=2), second])
    document = read(blocks)
    assert [len(section.indikator) for section in document.bagian] == [2]
    assert document.bagian[0].halaman == (1, 2)


def test_a_table_over_many_pages_stays_one_table_below_a_running_line_on_each() -> None:
    first = [line(TITLE, page=1), grid([HEADER, ["1", "A", "Nilai 1", "1"]], page=1)]
    more = [
        [line("Dinas Arsip Kota Rimbun", page=n), grid([HEADER, ["", "", f"Nilai {n}", str(n)]], page=n)]
        for n in range(2, 8)
    ]
    found = rows(pages(first, *more))
    assert [(row.no, row.sasaran, row.indikator) for row in found] == [("1", "A", f"Nilai {n}") for n in range(1, 8)]


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        (["bersambung ..."], ["Lanjutan Indikator Kinerja Utama"]),
        ([], [f"{TITLE} (LANJUTAN)"]),
        (["2"], ["Tabel 1. Indikator Kinerja (sambungan)", "DINAS ARSIP"]),
        ([], [TITLE, "DINAS ARSIP"]),
    ],
)
def test_titles_that_continue_or_repeat_part_no_table(foot: list[str], head: list[str]) -> None:
    first = [line(text, page=1) for text in (TITLE, "DINAS ARSIP")]
    first_grid = grid([HEADER, ["1", "A", "Nilai a", "1"]], page=1)
    second = grid([HEADER, ["", "", "Nilai b", "2"], ["2", "C", "Nilai c", "3"]], page=2)
    below = [line(text, page=1, top=700) for text in foot]
    found = rows(pages([*first, first_grid, *below], [*(line(text, page=2) for text in head), second]))
    assert [(row.no, row.sasaran) for row in found] == [("1", "A"), ("1", "A"), ("2", "C")]


def test_a_title_again_with_another_office_is_another_table() -> None:
    tables = [grid([HEADER, ["1", "A", "Nilai a", "1"]], page=n) for n in (1, 2)]
    heads = [[line(TITLE, page=n), line(office, page=n)] for n, office in ((1, "CAMAT LEMBAYUNG"), (2, "LURAH MELATI"))]
    document = read(pages([*heads[0], tables[0]], [*heads[1], tables[1]]))
    assert len(document.bagian) == 2


def test_outer_columns_may_be_missing_on_the_next_page() -> None:
    first = grid([HEADER, ["1", "A", "Jumlah arsip tertata", "3 berkas"]], page=1)
    rest = grid([[None, "", "Jumlah rak terisi", "4 rak"], [None, "B", "Jumlah meja", "5 meja"]], page=2)
    edges = first.col_edges[1:]
    cells = tuple(replace(cell, col=cell.col - 1) for cell in rest.cells)
    assert rest.box is not None
    rest = replace(rest, cols=3, cells=cells, col_edges=edges, box=replace(rest.box, x0=edges[0]))
    found = rows(pages([line(TITLE, page=1), first], [rest]))
    assert [(row.no, row.sasaran, row.indikator) for row in found] == [
        ("1", "A", "Jumlah arsip tertata"),
        ("1", "A", "Jumlah rak terisi"),
        (None, "B", "Jumlah meja"),
    ]


def test_a_second_table_in_one_grid_goes_on_below_its_repeated_header() -> None:
    other = ["Sasaran", "Indikator", "Formulasi", "Sumber Data"]
    table = grid(
        [
            HEADER,
            ["1", "A", "Nilai a", "1"],
            other,
            ["B", "Nilai b", "x / y", "Laporan"],
            other,
            ["", "Nilai c", "y / z", "Berita acara"],
        ]
    )
    found = rows(flow(TITLE, table))
    assert [(row.sasaran, row.indikator) for row in found] == [("A", "Nilai a"), ("B", "Nilai b"), ("B", "Nilai c")]


def test_a_continuation_without_header_may_lack_an_empty_column() -> None:
    table = grid([HEADER, ["1", "A", "Jumlah arsip tertata", "3 berkas"], ["", "", "Jumlah rak terisi", "4 rak"]])
    rest = grid([["", "Jumlah lemari terkunci", "5 lemari"], ["", "Jumlah kunci tersimpan", "6 kunci"]])
    found = rows(flow(TITLE, table, "", rest))
    assert [r.indikator for r in found][-1] == "Jumlah kunci tersimpan"
    assert [r.target.nilai for r in found if r.target] == [3, 4, 5, 6]
    assert {r.sasaran for r in found} == {"A"}


def test_a_table_without_any_header_is_known_by_its_content() -> None:
    table = grid(
        [
            ["1", "Meningkatnya mutu arsip", "Persentase arsip tertata", "80%"],
            ["2", "Terwujudnya tertib aset", "Jumlah aset tercatat", "40 unit"],
            ["3", "Meningkatnya layanan", "Indeks kepuasan", "B (80)"],
        ]
    )
    found = rows(flow(TITLE, table))
    assert [(r.no, r.indikator) for r in found] == [
        ("1", "Persentase arsip tertata"),
        ("2", "Jumlah aset tercatat"),
        ("3", "Indeks kepuasan"),
    ]


def test_bands_name_the_sasaran_where_no_column_does() -> None:
    table = grid(
        [["No", "Indikator", "Target"], ["Meningkatnya mutu", None, None], ["1", "Nilai mutu", "5"]], wide={(1, 0): 3}
    )
    (row,) = rows(flow(TITLE, table))
    assert row.sasaran == "Meningkatnya mutu"


def test_formula_labels_feed_the_source_only_where_no_column_does() -> None:
    text = "berkas tertata / seluruh berkas\nTipe Penghitungan : Non kumulatif\nSumber data: Register arsip"
    table = grid(
        [
            ["Sasaran", "Indikator", "Formulasi", "Sumber Data"],
            ["A", "Nilai a", text, ""],
            ["B", "Nilai b", text, "Bidang"],
        ]
    )
    first, second = rows(flow(TITLE, table))
    assert (first.sumber_data, second.sumber_data) == ("Register arsip", "Bidang")
    assert first.formulasi is not None
    assert first.formulasi.tipe_penghitungan == "Non kumulatif"


def test_of_two_goals_in_one_header_the_first_word_names_the_column() -> None:
    table = grid(
        [
            ["Tujuan", "Sasaran", "Indikator Tujuan/ Sasaran", "Satuan", "Target", None],
            [None, None, None, None, "2025", "2026"],
            ["Mewujudkan warga sehat", "Meningkatnya kebugaran", "Jumlah sanggar senam", "Sanggar", "4", "6"],
        ],
        wide={(0, 4): 2},
    )
    (row,) = rows(flow(TITLE, table))
    assert (row.indikator, row.sasaran) == ("Jumlah sanggar senam", "Meningkatnya kebugaran")
    assert row.target_per_tahun == {"2025": "4", "2026": "6"}


def test_volume_and_unit_under_one_target_header() -> None:
    table = grid(
        [
            ["Sasaran", "Indikator Kinerja", "Target", None],
            [None, None, "Volume", "Satuan"],
            ["Terawatnya taman", "Jumlah taman terawat", "12", "Taman"],
        ],
        wide={(0, 2): 2},
    )
    (row,) = rows(flow(TITLE, table))
    assert row.target is not None
    assert (row.target.nilai, row.target.satuan) == (12, "Taman")


@pytest.mark.parametrize("drawn", [True, False], ids=["one cell over two", "a blank beside it"])
def test_reasons_beside_a_formula_under_one_header_are_no_formula(drawn: bool) -> None:
    table = grid(
        [
            ["No", "Sasaran", "Indikator", "Penjelasan", None if drawn else "", "Sumber Data"],
            ["", "", "", "Alasan", "Formulasi/Rumus", ""],
            ["1", "Terawatnya taman", "Persentase taman terawat", "Taman perlu dirawat", "terawat / semua", "Register"],
        ],
        wide={(0, 3): 2} if drawn else {},
    )
    (row,) = rows(flow(TITLE, table))
    assert row.formulasi is not None
    assert row.formulasi.teks == "terawat / semua"


def test_the_formula_goes_before_the_definition_and_the_type_has_its_column() -> None:
    table = grid(
        [
            ["Sasaran", "IKU", "Definisi Operasional", "Rumus", "Tipe Perhitungan", "PIC"],
            ["Terawatnya taman", "Persentase taman", "Taman yang dirawat", "terawat / semua", "Non Kumulatif", "UPT"],
        ]
    )
    (row,) = rows(flow(TITLE, table))
    assert row.formulasi is not None
    assert row.formulasi.teks == "terawat / semua"
    assert row.formulasi.tipe_penghitungan == "Non kumulatif"


def test_a_definition_alone_is_the_formula() -> None:
    table = grid(
        [
            ["Sasaran", "IKU", "Definisi Operasional", "Unit Kerja"],
            ["Terawatnya taman", "Jumlah taman", "Taman yang dirawat", "UPT"],
        ]
    )
    (row,) = rows(flow(TITLE, table))
    assert row.formulasi is not None
    assert (row.formulasi.teks, row.penanggung_jawab) == ("Taman yang dirawat", "UPT")


@pytest.mark.parametrize("spanned", [True, False], ids=["one cell", "blank cells"])
def test_a_band_that_is_labelled_gives_the_sasaran_without_its_label(spanned: bool) -> None:
    band = "Sasaran Strategis 2 : Terawatnya taman kota"
    table = grid(
        [
            ["No", "Indikator Kinerja Utama", "Target", "Sumber Data"],
            [band, None, None, None] if spanned else [band, "", "", ""],
            ["1", "Jumlah taman terawat", "4 taman", "Register"],
        ],
        wide={(1, 0): 4} if spanned else {},
    )
    (row,) = rows(flow(TITLE, table))
    assert (row.sasaran, row.no) == ("Terawatnya taman kota", "1")


def test_letters_behind_numbers_in_a_narrow_column_of_the_indicator() -> None:
    table = grid(
        [
            ["No", "Sasaran", "Indikator Kinerja Utama", None, "Sumber Data"],
            ["1", "Terawatnya taman", "1.a", "Jumlah taman terawat", "Register"],
            [None, None, "1.b", "Luas taman terawat", "Register"],
        ],
        wide={(0, 2): 2},
    )
    assert [row.indikator for row in rows(flow(TITLE, table))] == ["Jumlah taman terawat", "Luas taman terawat"]


def test_words_cut_by_a_narrow_column_are_whole_again() -> None:
    table = grid(
        [
            ["No", "Sasaran", "Indikator", "Sumber Data"],
            ["1", "Meningkatny\na kebersihan", "Jumlah penyelenggara\nan pasar", "Survei kepuasa\nn warga"],
            ["2", "Tertatanya kota\natau desa", "Jumlah pasar\nuji", "Laporan"],
        ],
        page=1,
    )
    first, second = rows(pages([line(TITLE, page=1, bold=True), table]))
    assert (first.sasaran, first.indikator) == ("Meningkatnya kebersihan", "Jumlah penyelenggaraan pasar")
    assert first.sumber_data == "Survei kepuasan warga"
    assert (second.sasaran, second.indikator) == ("Tertatanya kota atau desa", "Jumlah pasar uji")
