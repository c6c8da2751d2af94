"""An HTML page is read as a browser shows it, without anything that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.read import read
from parsers.reading import ReadOptions
from schemas.transcript import Grid, Line


def blocks(tmp_path: Path, body: str, head: str = "") -> list[Line | Grid]:
    path = tmp_path / "cetak.xls"
    path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return list(read(path, ReadOptions()).pages[0].blocks)


def texts(grid: Grid) -> list[list[str | None]]:
    cells: list[list[str | None]] = [[None] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        cells[cell.row][cell.col] = cell.text
    return cells


def test_lines_lists_and_tables_come_in_order(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        "<h2>INDIKATOR</h2><p>satu<br>dua  tiga</p><ol type='a' start='3'><li>hutan<li>arsip</ol><ul><li>jalan</ul>"
        "<table><thead><tr><th>No<th>Target</thead><tr><td>1<td>85&nbsp;%</table>ekor",
    )
    assert [block.text for block in found if isinstance(block, Line)] == [
        "INDIKATOR", "satu", "dua tiga", "c.\thutan", "d.\tarsip", "•\tjalan", "ekor",
    ]  # fmt: skip
    (grid,) = [block for block in found if isinstance(block, Grid)]
    assert (texts(grid), grid.header_rows) == ([["No", "Target"], ["1", "85 %"]], 1)


def test_spans_and_tables_inside_of_cells_are_kept(tmp_path: Path) -> None:
    (grid,) = blocks(
        tmp_path,
        "<table><tr><td rowspan=2>a<td colspan=2>b</tr><tr><td>c<td><table><tr><td>d</table></tr></table>",
    )
    assert isinstance(grid, Grid)
    assert texts(grid) == [["a", "b", None], [None, "c", ""]]
    (inner,) = next(cell for cell in grid.cells if (cell.row, cell.col) == (1, 2)).grids
    assert texts(inner) == [["d"]]


def test_what_nobody_sees_is_left_out(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        "<script>var target = 85</script><p style='display: none'>lama</p><p hidden>lama</p><!-- lama -->"
        "<table><tr style='display:none'><td>lama<tr><td>baru<td style='visibility:hidden'>x</table>"
        "<input type=hidden value=lama><input value=isi><input type=checkbox checked><select><option>lama</select>",
        "<title>lama</title><style>p { color: red }</style>",
    )
    assert [block.text if isinstance(block, Line) else texts(block) for block in found] == [[["baru"]], "isi☑"]


def test_markup_signs_are_text(tmp_path: Path) -> None:
    (line,) = blocks(tmp_path, "<p>Nilai **A** | $x$ &lt; 5 &amp; _b_</p>")
    assert isinstance(line, Line)
    assert line.text == "Nilai **A** | $x$ < 5 & _b_"


def test_nothing_is_fetched(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        f'<img src="{(tmp_path / "rahasia").as_uri()}"><iframe src="http://127.0.0.1:9/"></iframe><p>isi</p>',
        '<link rel="stylesheet" href="http://127.0.0.1:9/"><base href="http://127.0.0.1:9/">',
    )
    assert [block.text for block in found if isinstance(block, Line)] == ["isi"]


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1"])
def test_pages_in_older_encodings_are_read(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f'<html><meta charset="{declared}"><p>Nilai ± 5 dan seterusnya'.encode("cp1252"))
    (line,) = read(path, ReadOptions()).pages[0].blocks
    assert isinstance(line, Line)
    assert line.text == "Nilai ± 5 dan seterusnya"


def test_deep_nesting_and_huge_spans_are_survived(tmp_path: Path) -> None:
    deep = blocks(tmp_path, "<table><tr><td>" * 60 + "dalam")
    assert deep
    (wide,) = blocks(tmp_path, "<table><tr><td rowspan=999999 colspan=999999>a<td>b<tr><td>c</table>")
    assert isinstance(wide, Grid)
    assert wide.cols <= 256


def test_an_empty_page_has_no_lines(tmp_path: Path) -> None:
    assert blocks(tmp_path, "") == []
