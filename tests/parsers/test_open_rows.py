"""Tables whose rulings are vertical only: their rows are told by white space, and ordinary ruled rows stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_show import grid_of, page_of, rows_of
from pdf_build import PdfBuild

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
