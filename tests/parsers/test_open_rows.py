"""Tables whose rulings are vertical only: their rows are told by white space, and ordinary ruled rows stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.layout_show import grid_of, page_of, rows_of
from tests.support.pdf_build import PdfBuild

XS = (60, 90, 220, 400, 460, 520)


@pytest.fixture
def pdf(tmp_path: Path) -> PdfBuild:
    return PdfBuild(tmp_path / "matriks.pdf")


def _header(pdf: PdfBuild, bottom: float) -> None:
    """Names of the columns between rulings, and vertical rulings down to `bottom`."""
    for y in (100, 120, bottom):
        pdf.line(XS[0], y, XS[-1], y)
    for x in XS:
        pdf.line(x, 100, x, bottom)
    for x, name in zip(XS, ("No", "Sasaran", "Indikator", "2025", "2026"), strict=False):
        pdf.text(x + 4, 104, name)


def test_rows_between_vertical_rulings_are_told_by_white_space(pdf: PdfBuild) -> None:
    _header(pdf, 260)
    rows = (
        ("1", ["Meningkatnya", "tertib arsip"], ["Persentase arsip", "yang tertata"], "80", "85"),
        ("2", [], ["Jumlah arsip", "terjaga"], "7", "9"),
        ("3", ["Meningkatnya", "layanan"], ["Indeks layanan", "arsip"], "3,4", "3,5"),
    )
    for index, (number, goal, measure, *figures) in enumerate(rows):
        top = 125 + 40 * index
        pdf.text(64, top, number)
        pdf.paragraph(94, top, goal)
        pdf.paragraph(224, top, measure)
        for x, figure in zip((404, 464), figures, strict=True):
            pdf.text(x, top, figure)
    assert rows_of(grid_of(page_of(pdf.save()))) == [
        ["No", "Sasaran", "Indikator", "2025", "2026"],
        ["1", "Meningkatnya tertib arsip", "Persentase arsip yang tertata", "80", "85"],
        ["2", "", "Jumlah arsip terjaga", "7", "9"],
        ["3", "Meningkatnya layanan", "Indeks layanan arsip", "3,4", "3,5"],
    ]


def test_a_blank_goal_continues_the_goal_above(pdf: PdfBuild) -> None:
    xs = (60, 220, 400, 520)
    for y in (100, 120, 240):
        pdf.line(60, y, 520, y)
    for x in xs:
        pdf.line(x, 100, x, 240)
    for x, name in zip(xs, ("Sasaran", "Indikator", "Target"), strict=False):
        pdf.text(x + 4, 104, name)
    for top, goal, measure, target in (
        (125, ["Meningkatnya", "tertib arsip"], ["Persentase arsip", "yang tertata"], "80"),
        (165, [], ["Jumlah arsip", "terjaga"], "7"),
        (205, ["Meningkatnya", "layanan"], ["Indeks layanan", "arsip"], "3,4"),
    ):
        pdf.paragraph(64, top, goal)
        pdf.paragraph(224, top, measure)
        pdf.text(404, top, target)
    assert [row[0] for row in rows_of(grid_of(page_of(pdf.save())))] == [
        "Sasaran",
        "Meningkatnya tertib arsip",
        None,
        "Meningkatnya layanan",
    ]


def test_columns_between_two_headings_are_columns(pdf: PdfBuild) -> None:
    """The lines between the columns stop at headings over the whole width, and meet no ruling there."""
    for y in (100, 260):
        pdf.line(60, y, 520, y)
    for x in (60, 520):
        pdf.line(x, 100, x, 260)
    for top, bottom in ((100, 140), (160, 200), (220, 260)):
        for x in XS[1:-1]:
            pdf.line(x, top, x, bottom)
    for top in (145, 205):
        pdf.text(64, top, "Urusan Kearsipan Daerah dan Perpustakaan Umum Kabupaten")
    for top in (104, 124, 164, 184, 224, 244):
        for x, text in zip(XS, (f"{top}", "Tertib arsip", "Jumlah arsip", "7", "9"), strict=False):
            pdf.text(x + 4, top, text)
    rows = rows_of(grid_of(page_of(pdf.save())))
    assert [row[0] for row in rows if row[0] and row[0].startswith("Urusan")] == [
        "Urusan Kearsipan Daerah dan Perpustakaan Umum Kabupaten"
    ] * 2
    assert [row[1:] for row in rows if row[0] in ("164", "184")] == [["Tertib arsip", "Jumlah arsip", "7", "9"]] * 2


def test_paragraphs_of_one_ruled_cell_stay_together(pdf: PdfBuild) -> None:
    pdf.lattice((60, 200, 520), (100, 120, 220))
    for x, name in ((64, "Indikator"), (204, "Formulasi")):
        pdf.text(x, 104, name)
    pdf.paragraph(64, 125, ["Indeks layanan", "arsip"])
    pdf.paragraph(204, 125, ["Hasil survei kepuasan dibagi", "jumlah responden"])
    pdf.paragraph(204, 165, ["Sumber: survei tahunan", "pengguna arsip"])
    assert len(rows_of(grid_of(page_of(pdf.save())))) == 2


def _boxed_header(pdf: PdfBuild) -> None:
    for x0, x1, name in zip(XS, XS[1:], ("No", "Sasaran", "Indikator", "2025", "2026"), strict=False):
        pdf.box(x0, 100, x1, 120)
        pdf.text(x0 + 4, 104, name)


@pytest.mark.parametrize("ruled", [False, True])
def test_a_ruled_header_gives_its_columns_to_the_rows_below(pdf: PdfBuild, ruled: bool) -> None:
    """A column that is empty in the body is a column all the same, and a heading runs over all of them."""
    _boxed_header(pdf)
    pdf.text(64, 126, "Misi 1 : Mewujudkan tata kelola arsip")
    for top, row in ((150, ("1", "Tertib arsip", "Jumlah", "80", "85")), (174, ("2", "", "Indeks", "7", "9"))):
        for x, text in zip(XS, row, strict=False):
            pdf.text(x + 4, top, text)
    if ruled:
        for y in (144, 168, 192):
            pdf.line(XS[0], y, XS[-1], y)
    pdf.text(60, 230, "Sumber: laporan tahunan kearsipan daerah")
    assert rows_of(grid_of(page_of(pdf.save()))) == [
        ["No", "Sasaran", "Indikator", "2025", "2026"],
        ["Misi 1 : Mewujudkan tata kelola arsip", None, None, "", ""],
        ["1", "Tertib arsip", "Jumlah", "80", "85"],
        ["2", "", "Indeks", "7", "9"],
    ]


def test_what_is_written_below_a_ruled_table_is_no_row_of_it(pdf: PdfBuild) -> None:
    pdf.lattice((60, 200, 380, 520), (100, 120, 140))
    for x, top, text in ((64, 104, "Indikator"), (204, 104, "Satuan"), (384, 104, "Target")):
        pdf.text(x, top, text)
    for x, text in ((64, "Indeks"), (204, "Nilai"), (384, "80")):
        pdf.text(x, 124, text)
    for x, top, text in ((64, 150, "Pihak Kedua"), (384, 150, "Pihak Pertama"), (64, 200, "Sari"), (384, 200, "Rini")):
        pdf.text(x, top, text)
    assert grid_of(page_of(pdf.save())).rows == 2


def test_a_cell_over_several_ruled_rows_is_not_cut_and_cuts_no_row(pdf: PdfBuild) -> None:
    """A line of the goal stands at the top of the second row, above the texts of that row."""
    xs = (60, 200, 360, 440, 520)
    for y in (100, 120, 320):
        pdf.line(60, y, 520, y)
    for y in (170, 220, 270):
        pdf.line(200, y, 440, y)
    for x in xs:
        pdf.line(x, 100, x, 320)
    for x, name in zip(xs, ("Sasaran", "Indikator", "Target", "Penanggung jawab"), strict=False):
        pdf.text(x + 4, 104, name)
    goal = ("Meningkatnya", "tertib arsip", "di semua", "unit kerja", "dan badan", "usaha")
    for top, words in zip(range(141, 300, 16), goal, strict=False):
        pdf.text(64, top, words)
    for top, measure in ((125, "tertata"), (188, "terjaga"), (240, "terbuka"), (290, "dinamis")):
        pdf.paragraph(204, top, [f"Persentase arsip {measure}", "di unit kerja"])
        pdf.text(364, top, "80")
    pdf.text(444, 125, "Bidang Arsip")
    assert rows_of(grid_of(page_of(pdf.save())))[1:] == [
        [
            "Meningkatnya tertib arsip di semua unit kerja dan badan usaha",
            "Persentase arsip tertata di unit kerja",
            "80",
            "Bidang Arsip",
        ],
        [None, "Persentase arsip terjaga di unit kerja", "80", None],
        [None, "Persentase arsip terbuka di unit kerja", "80", None],
        [None, "Persentase arsip dinamis di unit kerja", "80", None],
    ]
