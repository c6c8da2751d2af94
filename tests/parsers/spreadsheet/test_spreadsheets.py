"""A spreadsheet becomes what a person sees on its sheets; what nobody sees is left out, and said."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from parsers.office.libreoffice import find_office
from parsers.read import read
from parsers.reading import ReadOptions
from parsers.spreadsheet import read_stored_values
from schemas.evidence import Finding
from schemas.transcript import Grid, Line, Transcript
from tests.support.package_build import odf_members, row, rows, write_package, xlsx_members
from tests.support.xlsb_build import write_xlsb

TABLE = (("No", "Sasaran", "Target"), ("1", "Terjaganya hutan", "85"), ("2", "Tertatanya arsip", "90"))


def read_book(path: Path, book: io.BytesIO) -> Transcript:
    path.write_bytes(book.getvalue())
    return read(path, ReadOptions())


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [found.code for found in findings]


def texts(grid: Grid) -> list[list[str]]:
    lines = [[""] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        lines[cell.row][cell.col] = cell.text
    return lines


def grids(transcript: Transcript) -> list[Grid]:
    return [block for page in transcript.pages for block in page.blocks if isinstance(block, Grid)]


def lines(transcript: Transcript) -> list[str]:
    return [block.text for page in transcript.pages for block in page.blocks if isinstance(block, Line)]


def test_a_table_stands_apart_from_titles_labels_and_signature(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("IKU")
    ruled = book.add_format({"border": 1})
    sheet.write(0, 0, "INDIKATOR KINERJA UTAMA")
    sheet.write_row(1, 0, ("Jabatan", ":", "Camat"))
    for down, texts_of_row in enumerate(TABLE):
        sheet.write_row(3 + down, 1, texts_of_row, ruled)
    sheet.write(7, 3, "CAMAT,")
    book.close()
    result = read_book(tmp_path / "a.xlsx", stream)
    assert lines(result) == ["INDIKATOR KINERJA UTAMA", "Jabatan\t:\tCamat", "CAMAT,"]
    (grid,) = grids(result)
    assert texts(grid) == [list(texts_of_row) for texts_of_row in TABLE]
    where = [line.cells.a1 for cell in grid.cells for line in cell.lines if line.cells]
    assert where[:4] == ["IKU!B4", "IKU!C4", "IKU!D4", "IKU!B5"]


def test_numbers_dates_and_formulas_show_what_the_reader_sees(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("a", "b", "c"))
    sheet.write_number(1, 0, 0.85, book.add_format({"num_format": "0%"}))
    sheet.write_formula(1, 1, "=WEBSERVICE(A2)", book.add_format({"num_format": "#,##0.0"}), 1240.25)
    sheet.write_number(1, 2, 46000, book.add_format({"num_format": "d mmmm yyyy"}))
    book.close()
    assert texts(grids(read_book(tmp_path / "a.xlsx", stream))[0])[1] == ["85%", "1.240,3", "9 Desember 2025"]


def test_a_formula_without_its_value_is_told(tmp_path: Path) -> None:
    data = rows(*TABLE).replace("</sheetData>", '<row r="4"><c r="C4"><f>SUM(C2:C3)</f></c></row></sheetData>')
    result = read(write_package(tmp_path / "a.xlsx", xlsx_members(data)), ReadOptions())
    assert codes(result.findings) == ["rumus_tanpa_nilai"]


def test_merged_cells_are_one_with_the_range_that_they_cover(tmp_path: Path) -> None:
    data = rows(("No", "Sasaran", "Target"), ("1", "Terjaganya hutan", "85"), ("", "tersembunyi", "90"))
    data += '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'
    result = read(write_package(tmp_path / "a.xlsx", xlsx_members(data, names=("Renja 2026",))), ReadOptions())
    (cell,) = [cell for cell in grids(result)[0].cells if (cell.row, cell.col) == (1, 1)]
    assert (cell.row_span, cell.text) == (2, "Terjaganya hutan")
    assert cell.lines[0].cells is not None
    assert cell.lines[0].cells.a1 == "'Renja 2026'!B2:B3"


def test_cells_without_a_line_between_them_are_one(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    ruled, above, below = (
        book.add_format(dict.fromkeys(sides, 1))
        for sides in (("border",), ("left", "right", "top"), ("left", "right", "bottom"))
    )
    sheet.write_row(0, 0, ("Sasaran", "Indikator", "Target"), ruled)
    sheet.write(1, 0, "Terjaganya", above)
    sheet.write(2, 0, "hutan", below)
    for down in (1, 2):
        sheet.write_row(down, 1, (f"Indikator {down}", f"{down}"), ruled)
    book.close()
    assert texts(grids(read_book(tmp_path / "a.xlsx", stream))[0])[1:] == [
        ["Terjaganya\nhutan", "Indikator 1", "1"],
        ["", "Indikator 2", "2"],
    ]


def test_hidden_rows_columns_and_sheets_are_left_out_and_told(tmp_path: Path) -> None:
    data = "<cols><col min='2' max='2' hidden='1'/></cols><sheetData>"
    data += row(1, "No", "Catatan", "Sasaran", "Target") + row(2, "1", "x", "Hutan", "85")
    data += row(3, "2", "x", "Arsip", "1", attributes='hidden="1"') + row(4, "3", "x", "Jalan", "9") + "</sheetData>"
    path = write_package(
        tmp_path / "a.xlsx", xlsx_members(data, rows(*TABLE), names=("IKU", "Lama"), states=("visible", "veryHidden"))
    )
    result = read(path, ReadOptions())
    assert texts(grids(result)[0]) == [["No", "Sasaran", "Target"], ["1", "Hutan", "85"], ["3", "Jalan", "9"]]
    assert [(found.code, dict(found.values)["lembar"]) for found in result.findings] == [
        ("lembar_tersembunyi_sebagian", "IKU"),
        ("lembar_tersembunyi_sebagian", "IKU"),
        ("lembar_tersembunyi", "Lama"),
    ]
    assert result.page_count == 2


def test_tables_beside_each_other_are_two(tmp_path: Path) -> None:
    side = tuple((*left, "", *right) for left, right in zip(TABLE, TABLE, strict=True))
    found = grids(read(write_package(tmp_path / "a.xlsx", xlsx_members(rows(*side))), ReadOptions()))
    assert [texts(grid) for grid in found] == [[list(line) for line in TABLE]] * 2


def test_signatures_beside_each_other_are_two_blocks(tmp_path: Path) -> None:
    data = (
        "<sheetData>" + row(1, "Kinerja") + row(3, "", "", "", "Bumi, 2 Januari") + row(4, "KEDUA", "", "", "PERTAMA")
    )
    data += row(8, "ADI", "", "", "BUDI") + row(9, "", "", "", "NIP. 1") + "</sheetData>"
    result = read(write_package(tmp_path / "a.xlsx", xlsx_members(data)), ReadOptions())
    assert lines(result) == ["Kinerja"]
    (grid,) = grids(result)
    assert texts(grid) == [["\nKEDUA\n\n\n\nADI", "Bumi, 2 Januari\nPERTAMA\n\n\n\nBUDI\nNIP. 1"]]


def test_labels_with_their_values_are_no_signatures(tmp_path: Path) -> None:
    data = "<sheetData>" + row(1, "Nama", "Adi") + row(2, "Jabatan", "Camat") + row(4, "Tahun", "2026") + "</sheetData>"
    result = read(write_package(tmp_path / "a.xlsx", xlsx_members(data)), ReadOptions())
    assert lines(result) == ["Nama\tAdi", "Jabatan\tCamat", "Tahun\t2026"]


def test_stored_values_are_read_where_their_shown_form_is_not_known(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "a.xlsb", [["No", "Sasaran", "Target"], ["1", "Hutan", 0.85], ["2", "Arsip", 12.0]])
    reading = read_stored_values(path, ReadOptions())
    (grid,) = reading.pages[0].blocks
    assert isinstance(grid, Grid)
    assert texts(grid) == [["No", "Sasaran", "Target"], ["1", "Hutan", "0,85"], ["2", "Arsip", "12"]]
    (found,) = reading.findings
    assert (found.code, dict(found.values)["jumlah"]) == ("bentuk_angka_tidak_diketahui", 2)


@pytest.mark.slow
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_a_binary_workbook_is_read_by_its_twin(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "a.xlsb", [["No", "Sasaran", "Target"], ["1", "Hutan", 0.85]])
    result = read(path, ReadOptions())
    assert result.findings == ()
    assert texts(grids(result)[0]) == [["No", "Sasaran", "Target"], ["1", "Hutan", "0,85"]]


def test_text_boxes_are_lines_above_or_below_the_cells(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write(5, 0, "IKU")
    sheet.insert_textbox(8, 3, "Catatan: target sementara")
    sheet.insert_textbox(0, 0, "Dinas Perkebunan")
    book.close()
    result = read_book(tmp_path / "a.xlsx", stream)
    assert lines(result) == ["Dinas Perkebunan", "IKU", "Catatan: target sementara"]
    assert [shape.lines[0].cells.a1[:9] for shape in result.pages[0].shapes if shape.lines[0].cells] == [
        "Sheet1!D9",
        "Sheet1!A1",
    ]
    assert result.findings == ()


def test_pages_choose_sheets(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.xlsx", xlsx_members(rows(("satu",)), rows(("dua",)), rows(("tiga",))))
    assert lines(read(path, ReadOptions(pages=((2, 3),)))) == ["dua", "tiga"]


ODS_STYLES = (
    '<style:style style:name="garis" style:family="table-cell"><style:table-cell-properties fo:border="1pt solid"/>'
    '</style:style><style:style style:name="hilang" style:family="table"><style:table-properties '
    'table:display="false"/></style:style>'
)


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell table:style-name="garis" {attributes}><text:p>{text}</text:p></table:table-cell>'


def test_ods_shows_what_it_keeps_as_shown(tmp_path: Path) -> None:
    number = 'office:value-type="float" office:value="1240.5"'
    share = 'office:value-type="percentage" office:value="0.855"'
    body = (
        '<table:table table:name="IKU"><table:table-column table:number-columns-repeated="3"/>'
        f"<table:table-row>{ods_cell('Sasaran')}{ods_cell('Target')}{ods_cell('Anggaran')}</table:table-row>"
        f"<table:table-row>{ods_cell('Hutan', 'table:number-rows-spanned=&quot;2&quot;'.replace('&quot;', chr(34)))}"
        f"{ods_cell('85.5%', share)}{ods_cell('1,240.50', number)}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{ods_cell('85,5%', share)}{ods_cell('1.240,5', number)}"
        "</table:table-row>"
        '<table:table-row table:visibility="collapse"><table:table-cell><text:p>lama</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048571"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        '<table:table table:name="Lama" table:style-name="hilang"><table:table-row><table:table-cell>'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    )
    path = write_package(tmp_path / "a.ods", odf_members("spreadsheet", body, ODS_STYLES))
    result = read(path, ReadOptions())
    assert texts(grids(result)[0]) == [
        ["Sasaran", "Target", "Anggaran"],
        ["Hutan", "85,5%", "1.240,50"],
        ["", "85,5%", "1.240,5"],
    ]
    assert codes(result.findings) == ["lembar_tersembunyi_sebagian", "lembar_tersembunyi"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_empty_workbook_has_empty_pages(tmp_path: Path, kind: str) -> None:
    members = xlsx_members("<sheetData/>") if kind == "xlsx" else odf_members("spreadsheet", "<table:table/>")
    result = read(write_package(tmp_path / "a", members), ReadOptions())
    assert [page.blocks for page in result.pages] == [()]
