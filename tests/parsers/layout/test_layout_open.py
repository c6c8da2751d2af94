"""Tables without rulings, and what only looks like one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.layout_show import grid_of, grids_of, lines_of, page_of, rows_of, spans_of, words_in
from tests.support.pdf_build import BOLD, PdfBuild

PROSE = (
    "Dalam rangka mewujudkan pemerintahan yang efektif dan akuntabel",
    "serta berorientasi pada hasil, dinas menyusun rencana kerja yang",
    "memuat sasaran, indikator dan target untuk tahun berjalan dan",
    "menyampaikannya kepada pimpinan paling lambat akhir bulan Maret.",
)


@pytest.fixture
def pdf(tmp_path: Path) -> PdfBuild:
    return PdfBuild(tmp_path / "tabel.pdf")


def numbers(
    pdf: PdfBuild, top: float, rows: Sequence[Sequence[str]], lefts: Sequence[float], lead: float = 13
) -> float:
    """Rows with a label at lefts[0] and numbers that end at the other positions; gives the top below them."""
    for row in rows:
        pdf.text(lefts[0], top, row[0], size=9)
        for x, text in zip(lefts[1:], row[1:], strict=True):
            pdf.right(x, top, text, size=9)
        top += lead
    return top


STATISTICS = (
    ("Arsip", "1.204", "12,5", "98"),
    ("Perpustakaan", "980", "7,0", "101"),
    ("Pelatihan pegawai", "57", "3,25", "75"),
    ("Layanan keliling", "4.230", "-", "88"),
    ("Jumlah", "6.471", "22,75", "362"),
)


def test_columns_of_numbers_are_a_table(pdf: PdfBuild) -> None:
    top = pdf.paragraph(60, 80, PROSE)
    pdf.text(60, top + 10, "Tabel 1. Realisasi layanan menurut bidang")
    header = top + 34
    for x, text in ((300, "2024"), (380, "Kenaikan"), (460, "Capaian")):
        pdf.right(x, header, text, size=9)
    pdf.text(60, header, "Bidang", size=9)
    bottom = numbers(pdf, header + 15, STATISTICS, (60, 300, 380, 460))
    pdf.text(60, bottom + 6, "Sumber: laporan tahunan bidang umum", size=8)
    pdf.paragraph(60, bottom + 40, PROSE)
    page = page_of(pdf.save())
    grid = grid_of(page)
    assert not grid.ruled
    assert rows_of(grid) == [["Bidang", "2024", "Kenaikan", "Capaian"], *map(list, STATISTICS)]
    lines = lines_of(page)
    assert lines[:5] == [*PROSE, "Tabel 1. Realisasi layanan menurut bidang"]
    assert lines[5:] == ["Sumber: laporan tahunan bidang umum", *PROSE]


def test_horizontal_rulings_bound_a_table_and_its_header(pdf: PdfBuild) -> None:
    pdf.line(60, 100, 470, 100, width=1)
    pdf.text(60, 104, "Bidang", size=9)
    pdf.centred(380, 104, "Tahun anggaran", size=9)
    pdf.line(270, 117, 470, 117)
    for x, text in ((300, "2024"), (380, "2025"), (460, "2026")):
        pdf.right(x, 120, text, size=9)
    pdf.line(60, 134, 470, 134)
    bottom = numbers(pdf, 138, STATISTICS, (60, 300, 380, 460))
    pdf.line(60, bottom + 2, 470, bottom + 2, width=1)
    pdf.text(60, bottom + 5, "angka sementara", size=8)
    page = page_of(pdf.save())
    grid = grid_of(page)
    assert rows_of(grid)[0][1] == "Tahun anggaran"
    assert (0, 1, 1, 3) in spans_of(grid)
    assert rows_of(grid)[1][1:] == ["2024", "2025", "2026"]
    assert rows_of(grid)[2:] == [list(row) for row in STATISTICS]
    assert lines_of(page) == ["angka sementara"]


def test_a_name_centred_over_columns_spans_them(pdf: PdfBuild) -> None:
    pdf.centred(260, 100, "Triwulan", size=9)
    pdf.centred(460, 100, "Semester", size=9)
    for x, text in ((200, "I"), (260, "II"), (320, "III"), (430, "I"), (490, "II")):
        pdf.centred(x, 115, text, size=9)
    for top, name in ((132, "Arsip"), (145, "Umum"), (158, "Perpustakaan"), (171, "Keuangan")):
        pdf.text(60, top, name, size=9)
        for i, x in enumerate((200, 260, 320, 430, 490)):
            pdf.centred(x, top, f"{i}{int(top)}", size=9)
    grid = grid_of(page_of(pdf.save()))
    assert {(0, 1, 1, 3), (0, 4, 1, 2)} <= spans_of(grid)
    assert rows_of(grid)[1][1:] == ["I", "II", "III", "I", "II"]


@pytest.mark.parametrize("at_last_line", [False, True])
def test_a_label_of_two_lines_is_one_row(pdf: PdfBuild, at_last_line: bool) -> None:
    top = 100.0
    labels = (
        ("Arsip statis",),
        ("Arsip dinamis yang dikelola", "oleh perangkat daerah"),
        ("Naskah dinas",),
        ("Layanan keliling di wilayah", "kecamatan terluar"),
        ("Jumlah",),
    )
    for i, label in enumerate(labels):
        for j, text in enumerate(label):
            pdf.text(60, top, text, size=9)
            if j == (len(label) - 1 if at_last_line else 0):
                for x in (260, 340, 420):
                    pdf.right(x, top, f"{x + i}", size=9)
            top += 12
    grid = grid_of(page_of(pdf.save()))
    assert [row[0] for row in rows_of(grid)] == [" ".join(label) for label in labels]
    assert [row[1] for row in rows_of(grid)] == [str(260 + i) for i in range(len(labels))]


def test_leading_dots_are_no_text(pdf: PdfBuild) -> None:
    for i, (name, value) in enumerate((("Arsip", "12"), ("Umum", "7"), ("Keuangan", "1.024"), ("Jumlah", "1.043"))):
        pdf.text(60, 100 + 13 * i, name + "." * (60 - len(name)), size=9)
        pdf.right(320, 100 + 13 * i, value, size=9)
        pdf.right(400, 100 + 13 * i, f"{i},5", size=9)
    grid = grid_of(page_of(pdf.save()))
    assert [row[0] for row in rows_of(grid)] == ["Arsip", "Umum", "Keuangan", "Jumlah"]
    assert [row[1] for row in rows_of(grid)] == ["12", "7", "1.024", "1.043"]


INDICATORS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("1.",),
        ("Meningkatnya tertib arsip", "di perangkat daerah"),
        ("Persentase arsip tertata",),
        ("75%",),
        ("Laporan bidang", "kearsipan"),
    ),
    ((), (), ("Jumlah arsip statis yang", "diselamatkan"), ("4.230",), ("Berita acara",)),
    (
        ("2.",),
        ("Meningkatnya minat baca",),
        ("Indeks literasi", "masyarakat desa dan kota", "di seluruh wilayah"),
        ("62,5",),
        ("Survei",),
    ),
)
INDICATOR_HEAD = ("No", "Sasaran", "Indikator Kinerja", "Target", "Sumber Data")


def indicator_table(pdf: PdfBuild) -> None:
    lefts = (60, 85, 240, 390, 460)
    for x, text in zip(lefts, INDICATOR_HEAD, strict=True):
        pdf.text(x, 100, text, font=BOLD)
    top = 120.0
    for row in INDICATORS:
        ends = [pdf.paragraph(x, top, lines) for x, lines in zip(lefts, row, strict=True)]
        top = max(ends) + 4


def test_wrapped_cells_of_a_table_of_text_are_put_together(pdf: PdfBuild) -> None:
    pdf.text(60, 70, "Jabatan", size=10)
    pdf.text(150, 70, ": Kepala Dinas Kearsipan")
    indicator_table(pdf)
    page = page_of(pdf.save())
    body = [[" ".join(lines) for lines in row] for row in INDICATORS]
    assert rows_of(grid_of(page)) == [list(INDICATOR_HEAD), *body]
    assert lines_of(page) == ["Jabatan\t: Kepala Dinas Kearsipan"]


def test_a_frame_with_lines_across_only_gets_its_columns_from_white_space(pdf: PdfBuild) -> None:
    pdf.box(50, 96, 480, 200)
    pdf.line(50, 116, 480, 116)
    for x, text in ((300, "2024"), (380, "2025"), (460, "2026")):
        pdf.right(x, 102, text, size=9)
    pdf.text(60, 102, "Bidang", size=9)
    numbers(pdf, 122, STATISTICS, (60, 300, 380, 460))
    assert rows_of(grid_of(page_of(pdf.save()))) == [["Bidang", "2024", "2025", "2026"], *map(list, STATISTICS)]


def test_a_ruled_header_and_its_unruled_body_are_one_table(pdf: PdfBuild) -> None:
    pdf.lattice((55, 240, 320, 400, 470), (98, 116))
    for x, text in ((300, "2024"), (380, "2025"), (460, "2026")):
        pdf.right(x, 102, text, size=9)
    pdf.text(60, 102, "Bidang", size=9)
    numbers(pdf, 122, STATISTICS, (60, 300, 380, 460))
    assert rows_of(grid_of(page_of(pdf.save()))) == [["Bidang", "2024", "2025", "2026"], *map(list, STATISTICS)]


def no_table(pdf: PdfBuild) -> list[str]:
    page = page_of(pdf.save())
    assert not grids_of(page)
    return lines_of(page)


def test_labels_with_values_are_lines(pdf: PdfBuild) -> None:
    facts = (
        ("Nama Organisasi", "Dinas Kearsipan Kabupaten Rimba"),
        ("Tugas", "membantu bupati di bidang kearsipan"),
        ("Jabatan", "Kepala Dinas"),
        ("Tahun", "2025"),
        ("Anggaran", "Rp 1.250.000.000"),
    )
    for i, (label, value) in enumerate(facts):
        pdf.text(60, 100 + 14 * i, label)
        pdf.text(170, 100 + 14 * i, ":")
        pdf.text(180, 100 + 14 * i, value)
    assert no_table(pdf) == [f"{label}\t: {value}" for label, value in facts]


def test_lists_are_lines(pdf: PdfBuild) -> None:
    items = (
        "perumusan kebijakan teknis kearsipan daerah",
        "pelaksanaan layanan perpustakaan keliling",
        "pembinaan unit kearsipan desa",
    )
    for i, (letter, item) in enumerate(zip("abc", items, strict=True)):
        pdf.text(60, 100 + 24 * i, f"{letter}.")
        pdf.paragraph(85, 100 + 24 * i, [item, "sesuai dengan ketentuan yang berlaku."])
    starts = [line.replace("\t", " ") for line in no_table(pdf)[::2]]
    assert starts == [f"{letter}. {item}" for letter, item in zip("abc", items, strict=True)]


def test_signatures_of_two_parties_are_lines(pdf: PdfBuild) -> None:
    pairs = (
        ("PIHAK KEDUA,", "PIHAK PERTAMA,"),
        ("Bupati Rimba", "Kepala Dinas Kearsipan"),
        ("SITI LESTARI", "BUDI HARTONO"),
        ("", "NIP. 19700101 199503 1 001"),
    )
    for i, (left, right) in enumerate(pairs):
        top = 100 + 14 * i + (60 if i > 1 else 0)
        pdf.centred(160, top, left)
        pdf.centred(430, top, right)
    assert no_table(pdf) == ["\t".join(part for part in pair if part) for pair in pairs]


def test_a_letterhead_and_prose_are_lines(pdf: PdfBuild) -> None:
    for i, text in enumerate(
        ("PEMERINTAH KABUPATEN RIMBA", "DINAS KEARSIPAN", "Jalan Anggrek Nomor 7 Telepon 0812-345")
    ):
        pdf.centred(300, 60 + 16 * i, text, size=13)
    pdf.line(60, 112, 540, 112, width=1.5)
    pdf.paragraph(60, 130, PROSE)
    assert len(no_table(pdf)) == 3 + len(PROSE)


def test_columns_of_prose_are_read_one_after_the_other(pdf: PdfBuild) -> None:
    left = [f"kiri {i} " + "kata " * 6 + "akhir" for i in range(20)]
    right = [f"kanan {i} " + "isi " * 8 + "tamat" for i in range(20)]
    pdf.centred(300, 60, "JUDUL YANG MELINTASI KEDUA KOLOM HALAMAN INI")
    pdf.paragraph(50, 100, left)
    pdf.paragraph(320, 103, right)
    assert no_table(pdf) == ["JUDUL YANG MELINTASI KEDUA KOLOM HALAMAN INI", *left, *right]


def test_no_word_is_lost_or_doubled(pdf: PdfBuild) -> None:
    pdf.paragraph(60, 40, PROSE)
    indicator_table(pdf)
    numbers(pdf, 300, STATISTICS, (60, 300, 380, 460))
    pdf.paragraph(60, 420, PROSE)
    pdf.lattice((60, 200, 400), (500, 530, 560))
    for x, top, text in ((65, 505, "a"), (205, 505, "b"), (65, 535, "c"), (205, 535, "d")):
        pdf.text(x, top, text)
    page = page_of(pdf.save())
    words = [id(word) for block in (*page.blocks, *page.furniture) for word in words_in(block)]
    texts = [*PROSE, *PROSE, *INDICATOR_HEAD, "a b c d"]
    texts += [line for row in INDICATORS for lines in row for line in lines]
    texts += [text for row in STATISTICS for text in row]
    assert len(words) == len(set(words)) == sum(len(text.split()) for text in texts)


def test_the_place_and_date_below_a_table_are_no_row_of_it(pdf: PdfBuild) -> None:
    lefts = (84, 112, 254, 452)
    rows = (
        ("No", "Sasaran", "Indikator Kinerja", "Target"),
        ("1", "Tertatanya arsip daerah", "Jumlah arsip yang tertata di gudang kota", "45 berkas"),
        ("", "dan desa", "", ""),
        ("", "", "Jumlah rak arsip", "6 rak"),
        ("2", "Terawatnya taman kota", "Jumlah taman yang dirawat oleh warganya", "15 taman"),
    )
    for i, row in enumerate(rows):
        for x, text in zip(lefts, row, strict=True):
            pdf.text(x, 200 + 13 * i, text, font=BOLD if i == 0 else "Helvetica")
    for x, text in ((398, "Rimbun Raya,"), (468, "21 Januari"), (525, "2019")):
        pdf.text(x, 278, text)
    page = page_of(pdf.save())
    (grid,) = grids_of(page)
    assert grid.cols == 4
    assert [line.replace("\t", " ") for line in lines_of(page)] == ["Rimbun Raya, 21 Januari 2019"]


def test_a_text_that_reaches_past_the_middle_of_a_gutter_stays_in_its_column(pdf: PdfBuild) -> None:
    for top, name, target in (
        (100, "Indikator", "Target"),
        (120, "Jumlah arsip", "80"),
        (140, "Persentase arsip yang tertata rapi", "85"),
        (160, "Indeks arsip", "90"),
        (180, "Nilai arsip", "95"),
    ):
        pdf.text(60, top, name)
        pdf.text(230, top, target)
    assert ["Persentase arsip yang tertata rapi", "85"] in rows_of(grid_of(page_of(pdf.save())))


def test_rows_that_fill_different_columns_are_one_table(pdf: PdfBuild) -> None:
    xs = (60, 90, 120, 300, 360, 420, 480)
    for x, text in zip(xs, ("Kode", "", "Kegiatan", "2024", "2025", "2026", "Unit"), strict=True):
        pdf.text(x, 100, text, size=8)
    top = 118
    for part in range(3):
        for i in range(4):
            for x, text in zip(xs, ("1", f"0{part}", f"Kegiatan {part}{i}"), strict=False):
                pdf.text(x, top, text, size=8)
            top += 14
        for i in range(4):
            pdf.text(120, top, f"Keluaran kegiatan {part}{i}", size=8)
            for x in xs[3:6]:
                pdf.text(x, top, f"{part}{i}{x // 60}", size=8)
            pdf.text(480, top, "Bidang", size=8)
            top += 14
    assert grid_of(page_of(pdf.save())).cols == len(xs)


def test_the_last_lines_of_the_last_cell_belong_to_a_table_of_spaced_lines(pdf: PdfBuild) -> None:
    """Boxes of letters are as high as the letters: between "aduan" and "yang" is more white than between the others."""
    lefts = (60, 85, 240, 390)
    head = ("No", "Sasaran", "Indikator Kinerja", "Target")
    body = [
        (["1"], ["Bersihnya sungai", "kabupaten"], ["Indeks kualitas", "air sungai"], ["62,15"]),
        (["2"], ["Tertibnya arsip", "di semua bidang"], ["Jumlah berkas", "yang tertata"], ["35 berkas"]),
        (["3"], ["Puasnya warga"], ["Persentase aduan", "yang", "ditindaklanjuti"], ["100 %"]),
    ]
    for x, text in zip(lefts, head, strict=True):
        pdf.text(x, 100, text, font=BOLD)
    top = 124.0
    for row in body:
        top = max(pdf.paragraph(x, top, lines, lead=18) for x, lines in zip(lefts, row, strict=True)) + 14
    page = page_of(pdf.save())
    assert rows_of(grid_of(page)) == [list(head), *([" ".join(lines) for lines in row] for row in body)]
    assert lines_of(page) == []
