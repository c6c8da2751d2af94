"""Fractions drawn in cells: a numerator, a bar and a denominator are one formula, and no other lines are."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import document_of, interpret
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.equation_line import linear
from tests.support.formula_sheets import FormulaSheet, make
from tests.support.layout_show import grid_of, lines_of, page_of, rows_of
from tests.support.pdf_build import PdfBuild

LEFT, RIGHT = 200, 480  # points: the cell that formulas are drawn in
MIDDLE = 310


@pytest.fixture
def pdf(tmp_path: Path) -> PdfBuild:
    return PdfBuild(tmp_path / "rumus.pdf")


def cell(pdf: PdfBuild) -> None:
    """A table of two cells, with text in the left one."""
    pdf.lattice((60, LEFT, RIGHT), (100, 200))
    pdf.text(65, 105, "Persentase arsip")


def formula_of(pdf: PdfBuild) -> list[str]:
    """The lines of the right cell."""
    grid = grid_of(page_of(pdf.save()))
    assert rows_of(grid)[0][0] == "Persentase arsip"
    assert grid.rows == 1
    return [line.text for line in grid.cells[1].lines]


def test_a_fraction_drawn_in_a_cell_is_one_line(pdf: PdfBuild) -> None:
    cell(pdf)
    pdf.centred(MIDDLE, 110, "Jumlah arsip yang")
    pdf.centred(MIDDLE, 122, "dikelola")
    pdf.line(230, 138, 390, 138)
    pdf.centred(MIDDLE, 141, "Jumlah arsip")
    pdf.text(400, 131, "x 100%")
    (line,) = grid_of(page_of(pdf.save())).cells[1].lines
    assert line.text == "(Jumlah arsip yang dikelola / Jumlah arsip) x 100%"
    assert [linear(equation) for equation in line.equations] == ["Jumlah arsip yang dikelola / Jumlah arsip"]
    assert [word.text for word in line.words[-2:]] == ["x", "100%"]


def test_a_fraction_within_a_fraction(pdf: PdfBuild) -> None:
    cell(pdf)
    pdf.centred(MIDDLE, 110, "a")
    pdf.line(295, 124, 325, 124)
    pdf.centred(MIDDLE, 126, "b")
    pdf.line(260, 143, 360, 143)
    pdf.centred(MIDDLE, 146, "Jumlah hari")
    pdf.text(375, 137, "× 100")
    assert formula_of(pdf) == ["(a / b / Jumlah hari) × 100"]


def test_what_is_over_a_numerator_is_a_line_of_its_own(pdf: PdfBuild) -> None:
    cell(pdf)
    pdf.text(205, 105, "Rumus :")
    pdf.centred(MIDDLE, 120, "Jumlah arsip aktif")
    pdf.line(230, 136, 390, 136)
    pdf.centred(MIDDLE, 139, "Jumlah arsip")
    pdf.text(400, 129, "x 100%")
    pdf.text(205, 164, "Arsip aktif adalah arsip yang sering dipakai")
    assert formula_of(pdf) == [
        "Rumus :",
        "(Jumlah arsip aktif / Jumlah arsip) x 100%",
        "Arsip aktif adalah arsip yang sering dipakai",
    ]


def test_lines_that_divide_nothing_make_no_fraction(pdf: PdfBuild) -> None:
    cell(pdf)
    pdf.centred(MIDDLE, 110, "RATNA DEWI, S.Sos")
    pdf.line(265, 120, 355, 120)  # underlined
    pdf.centred(MIDDLE, 123, "Pembina Tingkat I")
    pdf.text(205, 150, "Dihitung setiap triwulan")
    pdf.line(205, 166, 475, 166)  # between two entries
    pdf.text(205, 170, "Dihitung setiap tahun")
    assert formula_of(pdf) == [
        "RATNA DEWI, S.Sos",
        "Pembina Tingkat I",
        "Dihitung setiap triwulan",
        "Dihitung setiap tahun",
    ]


def test_outside_of_tables_a_fraction_needs_its_operator(pdf: PdfBuild) -> None:
    pdf.centred(MIDDLE, 110, "DINAS KEARSIPAN")
    pdf.line(200, 128, 420, 128)
    pdf.centred(MIDDLE, 132, "KEPUTUSAN KEPALA DINAS")
    pdf.centred(MIDDLE, 200, "Jumlah arsip aktif")
    pdf.line(250, 216, 370, 216)
    pdf.centred(MIDDLE, 219, "Jumlah arsip")
    pdf.text(380, 209, "x 100%")
    assert lines_of(page_of(pdf.save())) == [
        "DINAS KEARSIPAN",
        "KEPUTUSAN KEPALA DINAS",
        "(Jumlah arsip aktif / Jumlah arsip) x 100%",
    ]


def formulas_of(sheet: FormulaSheet, folder: Path) -> list[tuple[str | None, str | None]]:
    """Indicator and formula of each row that is read from a sheet."""
    path = folder / "iku.pdf"
    path.write_bytes(sheet.pdf())
    transcript = read(path, ReadOptions())
    document = document_of(transcript, interpret(transcript))
    rows = [row for section in document.bagian for row in section.indikator]
    assert all(row.formulasi and row.formulasi.persamaan and "\\frac" in row.formulasi.persamaan for row in rows)
    return [(row.indikator, row.formulasi.teks if row.formulasi else None) for row in rows]


@pytest.mark.parametrize("seed", range(8))
def test_sheets_with_drawn_formulas_keep_their_rows(seed: int, tmp_path: Path) -> None:
    sheet = make(seed)
    assert formulas_of(sheet, tmp_path) == [(row.indikator, sheet.formula(row)) for row in sheet.rows]


def test_an_underlined_numerator_is_one(pdf: PdfBuild) -> None:
    cell(pdf)
    pdf.centred(MIDDLE, 110, "Jumlah arsip yang")
    pdf.line(265, 121, 355, 121)
    pdf.centred(MIDDLE, 125, "dikelola")
    pdf.line(290, 136, 330, 136)
    pdf.text(345, 125, "x")
    pdf.centred(MIDDLE, 139, "100%")
    pdf.centred(MIDDLE, 153, "Jumlah arsip")
    assert formula_of(pdf) == ["(Jumlah arsip yang dikelola / Jumlah arsip) x 100%"]
