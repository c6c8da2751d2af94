"""Tables of a DOCX as grids: spans, gaps and nesting, and no place left out or covered twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.docx import read_docx
from parsers.docx.docx_tables import MAX_COLS, MAX_PLACES
from parsers.reading import Reading, ReadOptions
from schemas.transcript import Grid
from tests.support.docx_build import build, p, tbl, tc, tr

SPAN = '<w:gridSpan w:val="{}"/>'
DOWN, UP = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def reading(tmp_path: Path, body: str) -> Reading:
    return read_docx(build(tmp_path / "a.docx", body), ReadOptions())


def grid(tmp_path: Path, table: str) -> Grid:
    found = [block for block in reading(tmp_path, table).pages[0].blocks if isinstance(block, Grid)]
    assert len(found) == 1
    check(found[0])
    return found[0]


def check(grid: Grid) -> None:
    places = [
        (row, col)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    assert sorted(places) == [(row, col) for row in range(grid.rows) for col in range(grid.cols)]
    assert list(grid.cells) == sorted(grid.cells, key=lambda cell: (cell.row, cell.col))


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in grid.cells]


def test_merged_cells_both_ways(tmp_path: Path) -> None:
    table = tbl(
        tr(tc("No", DOWN), tc("Sasaran", SPAN.format(2)), properties="<w:tblHeader/>"),
        tr(tc("", UP), tc("RPJMD"), tc("Renstra"), properties="<w:tblHeader/>"),
        tr(tc("1"), tc("x"), tc("y")),
    )
    found = grid(tmp_path, table)
    assert found.header_rows == 2
    assert shape(found) == [
        (0, 0, 2, 1, "No"),
        (0, 1, 1, 2, "Sasaran"),
        (1, 1, 1, 1, "RPJMD"),
        (1, 2, 1, 1, "Renstra"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "x"),
        (2, 2, 1, 1, "y"),
    ]


def test_gaps_and_ragged_rows_are_filled_with_empty_cells(tmp_path: Path) -> None:
    table = tbl(
        tr(tc("a"), tc("b"), tc("c")),
        tr(tc("d"), properties='<w:gridBefore w:val="1"/>'),
        tr(),
        tr(tc("lanjutan tanpa awal", UP)),
    )
    found = grid(tmp_path, table)
    assert [(r, c, text) for r, c, _, _, text in shape(found)] == [
        (0, 0, "a"), (0, 1, "b"), (0, 2, "c"), (1, 0, ""), (1, 1, "d"), (1, 2, ""),
        (2, 0, "lanjutan tanpa awal"), (2, 1, ""), (2, 2, ""),
    ]  # fmt: skip


def test_legacy_horizontal_merge(tmp_path: Path) -> None:
    table = tbl(
        tr(tc("judul", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("x")),
        tr(tc("1"), tc("2"), tc("3")),
    )
    assert shape(grid(tmp_path, table))[:2] == [(0, 0, 1, 2, "judul"), (0, 2, 1, 1, "x")]


def test_edges_dragged_apart_are_one_edge(tmp_path: Path) -> None:
    table = tbl(
        tr(tc("No"), tc("Sasaran", SPAN.format(2))),
        tr(tc("1", SPAN.format(2)), tc("isi")),
        widths=(600, 90, 3000),
    )
    assert shape(grid(tmp_path, table)) == [
        (0, 0, 1, 1, "No"), (0, 1, 1, 1, "Sasaran"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "isi"),
    ]  # fmt: skip


def test_a_narrow_column_with_a_cell_of_its_own_stays(tmp_path: Path) -> None:
    table = tbl(tr(tc("a"), tc(":"), tc("b")), widths=(2000, 90, 3000))
    assert grid(tmp_path, table).cols == 3


def test_empty_paragraphs_of_a_cell_are_kept(tmp_path: Path) -> None:
    cell = grid(tmp_path, tbl(tr(tc(p("satu") + p() + p("dua")), tc("x")))).cells[0]
    assert [line.text for line in cell.lines] == ["satu", "", "dua"]


def test_deleted_and_hidden_rows_are_dropped(tmp_path: Path) -> None:
    table = tbl(
        tr(tc("lama"), properties="<w:del/>"),
        tr(tc("baru"), properties="<w:ins/>"),
        tr(tc("sembunyi"), properties="<w:hidden/>"),
    )
    assert shape(grid(tmp_path, table)) == [(0, 0, 1, 1, "baru")]


def test_tables_inside_cells_and_content_controls(tmp_path: Path) -> None:
    inner = tbl(tr(tc("dalam")))
    row = f"<w:sdt><w:sdtContent>{tr(tc(p('luar') + inner + p()))}</w:sdtContent></w:sdt>"
    table = f"<w:sdt><w:sdtContent>{tbl(row)}</w:sdtContent></w:sdt>"
    outer = grid(tmp_path, table)
    assert outer.cells[0].lines[0].text == "luar"
    assert [cell.text for cell in outer.cells[0].grids[0].cells] == ["dalam"]


def test_limits_are_reported_and_the_rest_is_kept(tmp_path: Path) -> None:
    nested = tc("inti")
    for _ in range(30):
        nested = tc(tbl(tr(nested)) + "<w:p/>")
    wide = tbl(tr(*[tc(str(i)) for i in range(MAX_COLS + 10)]))
    found = reading(tmp_path, tbl(tr(nested)) + wide)
    assert {finding.code for finding in found.findings} == {"batas_tercapai"}
    assert len(found.findings) == 2
    last = found.pages[0].blocks[-1]
    assert isinstance(last, Grid)
    assert last.cols == MAX_COLS


@pytest.mark.slow
def test_rows_times_columns_are_bounded(tmp_path: Path) -> None:
    rows = [tr(*[tc() for _ in range(200)]), *[tr(tc("x")) for _ in range(2000)]]
    found = reading(tmp_path, tbl(*rows))
    block = found.pages[0].blocks[0]
    assert isinstance(block, Grid)
    assert block.rows * block.cols <= MAX_PLACES
    assert [finding.code for finding in found.findings] == ["batas_tercapai"]


cell_xml = st.tuples(
    st.sampled_from(["", "x"]),
    st.sampled_from([-5, 0, 1, 2, 3, 2147483647, 10**12]),
    st.sampled_from(["", DOWN, UP, '<w:hMerge w:val="restart"/>', "<w:hMerge/>"]),
).map(lambda parts: tc(parts[0], SPAN.format(parts[1]) + parts[2]))
row_xml = st.tuples(st.lists(cell_xml, max_size=5), st.integers(-1, 3)).map(
    lambda parts: tr(*parts[0], properties=f'<w:gridBefore w:val="{parts[1]}"/>')
)


@given(st.lists(row_xml, min_size=1, max_size=6), st.lists(st.integers(0, 400), max_size=6))
def test_any_table_covers_every_place_once(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], widths: list[int]
) -> None:
    path = build(tmp_path_factory.getbasetemp() / "acak.docx", tbl(*rows, widths=tuple(widths)))
    for block in read_docx(path, ReadOptions()).pages[0].blocks:
        assert isinstance(block, Grid)
        check(block)
