"""A spreadsheet may be broken or hostile: it ends in a reading or in one clear error, in bounded memory."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from parsers.read import read
from parsers.reading import ReadOptions
from parsers.spreadsheet import xlsx_package
from parsers.zip_package import PackageLimits
from schemas.errors import CermatError, DamagedInput, LimitExceeded
from schemas.transcript import Grid
from tests.support.package_build import odf_members, row, rows, write_package, xlsx_members

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
def test_entities_are_refused_in_every_part(tmp_path: Path, part: str) -> None:
    members = xlsx_members(rows(("x",)))
    members[part] = LAUGHS + members[part]
    with pytest.raises(DamagedInput, match="DTD"):
        read(write_package(tmp_path / "a.xlsx", members), ReadOptions())


def test_entities_are_refused_in_opendocument(tmp_path: Path) -> None:
    for kind in ("spreadsheet", "text"):
        members = odf_members(kind, "")
        members["content.xml"] = LAUGHS + members["content.xml"]
        with pytest.raises(DamagedInput, match="DTD"):
            read(write_package(tmp_path / "a", members), ReadOptions())


def test_a_zip_bomb_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_package, "LIMITS", PackageLimits(100, 100_000, 200_000, 10_000_000))
    path = write_package(tmp_path / "a.xlsx", xlsx_members(f"<!--{' ' * 1_000_000}--><sheetData/>"))
    assert path.stat().st_size < 10_000
    with pytest.raises(LimitExceeded, match="unpacks"):
        read(path, ReadOptions())


def test_the_last_cell_of_the_largest_sheet_costs_no_memory(tmp_path: Path) -> None:
    """Cells at the ends of the rows and columns that a sheet can have: what is beyond the limits is told."""
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>jauh</t></is></c></row>'
    data = "<sheetData>" + row(1, "No", "Sasaran", "Target") + row(2, "1", "Hutan", "85") + far + "</sheetData>"
    result = read(write_package(tmp_path / "a.xlsx", xlsx_members(data)), ReadOptions())
    assert {found.code for found in result.findings} == {"batas_tercapai"}
    (grid,) = [block for block in result.pages[0].blocks if isinstance(block, Grid)]
    assert (grid.rows, grid.cols) == (2, 3)


def test_rows_without_content_are_passed_over(tmp_path: Path) -> None:
    data = "<sheetData>" + row(1, "No", "Sasaran", "Target") + row(2, "1", "Hutan", "85")
    data += "".join(f'<row r="{number}" ht="15"/>' for number in range(3, 10_000)) + "</sheetData>"
    result = read(write_package(tmp_path / "a.xlsx", xlsx_members(data)), ReadOptions())
    assert len(result.pages[0].blocks) == 1
    assert result.findings == ()


def test_external_links_and_macros_are_never_opened(tmp_path: Path) -> None:
    members = xlsx_members(
        '<sheetData><row r="1"><c r="A1"><f>[1]Lain!A1</f><v>85</v></c>'
        '<c r="B1" t="str"><f>HYPERLINK("http://127.0.0.1:9/")</f><v>tautan</v></c></row></sheetData>'
    )
    members["xl/externalLinks/externalLink1.xml"] = "<rusak"
    members["xl/vbaProject.bin"] = "bukan makro"
    result = read(write_package(tmp_path / "a.xlsx", members), ReadOptions())
    assert [block.text for block in result.pages[0].blocks if not isinstance(block, Grid)] == ["85\ttautan"]


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData><row r='1'><c r='A1' s='99'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='A1'><v>x</v>",
        "<sheetData><row r='1'><c r='A1' t='s'><v>7</v></c></row></sheetData>",
    ],
)
def test_broken_sheets_are_one_clear_error(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(DamagedInput) as caught:
        read(write_package(tmp_path / "a.xlsx", xlsx_members(sheet)), ReadOptions())
    assert caught.value.remedy


def test_merged_ranges_that_overlap_or_never_end_are_survived(tmp_path: Path) -> None:
    ranges = ("A1:XFD1048576", "A1:B2", "B2:C3", "rusak", "C3:A1")
    merges = "".join(f'<mergeCell ref="{reference}"/>' for reference in ranges)
    data = rows(("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i")) + f"<mergeCells>{merges}</mergeCells>"
    result = read(write_package(tmp_path / "a.xlsx", xlsx_members(data)), ReadOptions())
    assert result.pages[0].blocks


def test_many_endless_merged_ranges_cost_no_time_each(tmp_path: Path) -> None:
    data = "<sheetData>" + row(1, "No", "Sasaran", "Target") + row(2, "1", "Hutan", "85") + "</sheetData>"
    merges = "".join(f'<mergeCell ref="A{number}:XFD1048576"/>' for number in range(3, 10_000))
    path = write_package(tmp_path / "a.xlsx", xlsx_members(f"{data}<mergeCells>{merges}</mergeCells>"))
    (grid,) = read(path, ReadOptions()).pages[0].blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.cols) == (2, 3)


def test_a_file_cut_off_anywhere_is_one_error(tmp_path: Path) -> None:
    whole = write_package(tmp_path / "a.xlsx", xlsx_members(rows(*(("x", "y", "z"),) * 30))).read_bytes()
    for share in range(1, 10):
        path = tmp_path / "b.xlsx"
        path.write_bytes(whole[: len(whole) * share // 10])
        with pytest.raises(CermatError):
            read(path, ReadOptions())


def test_a_package_with_a_password_on_its_members_is_named(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.ods", odf_members("spreadsheet", ""))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    with pytest.raises(CermatError, match="encrypted"):
        read(path, ReadOptions())
