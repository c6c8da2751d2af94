"""OCR text and Markdown: marks go, tables become grids, formulas read in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.read import read
from parsers.reading import ReadOptions
from schemas.equation_latex import latex
from schemas.errors import LimitExceeded
from schemas.transcript import Grid, Line


def blocks(tmp_path: Path, text: str) -> list[Line | Grid]:
    path = tmp_path / "teks"
    path.write_text(text, encoding="utf-8")
    return list(read(path, ReadOptions()).pages[0].blocks)


def texts(tmp_path: Path, text: str) -> list[str]:
    return [block.text for block in blocks(tmp_path, text) if isinstance(block, Line)]


def grids(tmp_path: Path, text: str) -> list[Grid]:
    return [block for block in blocks(tmp_path, text) if isinstance(block, Grid)]


def rows(grid: Grid) -> list[list[str]]:
    table = [[""] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.col] = cell.text
    return table


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("## BAB **I** ##", "BAB I"),
        ("- a. Perumusan kebijakan", "a. Perumusan kebijakan"),
        ("  - 12) Pembinaan", "12) Pembinaan"),
        ("- **KEDUA** : Keputusan ini", "KEDUA : Keputusan ini"),
        ("- Menimbang : a. bahwa", "Menimbang : a. bahwa"),
        ("- SK Bupati", "- SK Bupati"),
        ("* Surat Tugas", "- Surat Tugas"),
        ("KESATU** : Membentuk tim", "KESATU : Membentuk tim"),
        ("indikator (*key performance indicator*) utama", "indikator (key performance indicator) utama"),
        ("nilai y*100%*2 dan nama_berkas_x", "nilai y*100%*2 dan nama_berkas_x"),
        (r"3\. tidak \*tebal\* \_ini\_", "3. tidak *tebal* _ini_"),
        ("a &lt; b &amp; c&nbsp;d <nama> 5 < 6", "a < b & c d <nama> 5 < 6"),
        ("<u>Jabatan</u> : <span style='x'>Kepala</span>", "Jabatan : Kepala"),
        ("biaya US$ 5 sampai $7 saja", "biaya US$ 5 sampai $7 saja"),
        ("target $\\geq 85\\%$ per tahun", "target ≥ 85% per tahun"),
        ("> kutipan", "kutipan"),
        ("\uf0b7 butir", "• butir"),
        ("nilai 𝑆𝐾𝑀 dan 5 m²", "nilai SKM dan 5 m²"),
    ],
)
def test_marks_of_markdown_and_html_go(tmp_path: Path, source: str, shown: str) -> None:
    assert texts(tmp_path, source) == [shown]


def test_bold_is_known_also_over_several_lines(tmp_path: Path) -> None:
    found = blocks(tmp_path, "**DINAS TAMAN\nKOTA CONTOH**\nbiasa\n\n**Sebagian** saja\n# Judul\n**slip\n\nbiasa")
    assert [(line.text, line.bold) for line in found if isinstance(line, Line) and line.text] == [
        ("DINAS TAMAN", True),
        ("KOTA CONTOH", True),
        ("biasa", False),
        ("Sebagian saja", False),
        ("Judul", True),
        ("slip", False),
        ("biasa", False),
    ]


def test_lines_that_only_draw_are_empty(tmp_path: Path) -> None:
    assert texts(tmp_path, "a\n---\n```\n![gambar](x.png)\n<!-- halaman 2 -->\nb") == ["a", "", "", "", "", "b"]


def test_form_lines_and_lists_keep_their_tab(tmp_path: Path) -> None:
    source = "Jabatan\t: Kepala Seksi\nTugas\t:\tMembina\na.\tPerumusan\nb.\tPelaksanaan\n\t\tKota Contoh, 2024"
    assert texts(tmp_path, source) == source.split("\n")


def test_lists_inside_html_become_lines_with_their_numbers(tmp_path: Path) -> None:
    assert texts(tmp_path, 'Fungsi\t: <ol type="a"><li>Satu;</li><li>Dua.</li></ol>') == [
        "Fungsi\t:",
        "a. Satu;",
        "b. Dua.",
    ]
    run_on = 'Fungsi\t: <ol style="x">1. Menyusun rencana 2. Bagian;2. Membina 3 pegawai;3. Melapor.</ol>'
    assert texts(tmp_path, run_on)[1:] == ["1. Menyusun rencana", "2. Bagian;2. Membina 3 pegawai;", "3. Melapor."]


def test_tabbed_tables(tmp_path: Path) -> None:
    found = blocks(tmp_path, "Judul\nNo\tSasaran\tTarget\t\n1\t<i>Naik</i>\t4 buku\t\n\t\t5 buku\t\nSesudah")
    assert [type(block).__name__ for block in found] == ["Line", "Grid", "Line"]
    (grid,) = [block for block in found if isinstance(block, Grid)]
    assert rows(grid) == [["No", "Sasaran", "Target"], ["1", "Naik", "4 buku"], ["", "", "5 buku"]]
    assert grid.ruled


def test_two_columns_are_a_table_but_a_single_line_is_not(tmp_path: Path) -> None:
    assert [rows(g) for g in grids(tmp_path, "MANDAT\tHASIL\nTugas pokok\t\nIsu\tMutu")] == [
        [["MANDAT", "HASIL"], ["Tugas pokok", ""], ["Isu", "Mutu"]]
    ]
    assert grids(tmp_path, "Nama\tNIP") == []


def test_a_blank_line_ends_a_table_and_its_continuation_keeps_its_columns(tmp_path: Path) -> None:
    found = grids(
        tmp_path, "No\tSasaran\tTarget\tSumber\n1\ta\tb\tc\n\n\tlanjutan\t\t\n--\t--\t--\t--\n\nJudul\n\nx\ty\t\t"
    )
    assert [rows(grid) for grid in found] == [
        [["No", "Sasaran", "Target", "Sumber"], ["1", "a", "b", "c"]],
        [["", "lanjutan", "", ""]],
        [["x", "y"]],
    ]


def test_formulas_on_lines_of_their_own_return_to_their_cell(tmp_path: Path) -> None:
    broken = "No\tIndikator\tRumus\tSumber\n1\tMutu\tRumus :\n$$\nx = \\frac{a}{b}\n$$\nKumulatif\tSeksi A\n2\tb\tc\td"
    (grid,) = grids(tmp_path, broken)
    assert rows(grid)[1:] == [["1", "Mutu", "Rumus :\nx = a / b\nKumulatif", "Seksi A"], ["2", "b", "c", "d"]]
    assert [latex(equation) for equation in grid.cells[6].lines[1].equations] == [r"x = \frac{a}{b}"]
    between = "No\tRumus\tSumber\n1\tRumus :\tSeksi\n\n$$a_1$$\n\n2\tb\tc"
    (grid,) = grids(tmp_path, between)
    assert rows(grid)[1] == ["1", "Rumus :\na1", "Seksi"]


def test_a_heading_between_tables_stays_outside(tmp_path: Path) -> None:
    found = blocks(tmp_path, "a\tb\tc\n\n<p>INDIKATOR</p>\n\nd\te\tf")
    assert [type(block).__name__ for block in found] == ["Grid", "Line", "Line", "Line", "Grid"]


def test_pipe_tables(tmp_path: Path) -> None:
    (grid,) = grids(tmp_path, "| No | Sasaran<br>Kerja |\n|:--|--:|\n| 1 | a \\| b |\n| 2 |")
    assert rows(grid) == [["No", "Sasaran\nKerja"], ["1", "a | b"], ["2", ""]]
    assert grid.header_rows == 1


def test_pipe_tables_without_outer_pipes(tmp_path: Path) -> None:
    (grid,) = grids(tmp_path, "No | Sasaran\n---|---\n1 | a\n\nTeks | dengan pipa")
    assert rows(grid) == [["No", "Sasaran"], ["1", "a"]]


@pytest.mark.parametrize(
    "source",
    [
        "+----+---------+\n| No | Sasaran |\n|    | Kerja   |\n+====+=========+\n| 1  | a       |\n+----+---------+",
        "┌────┬─────────┐\n│ No │ Sasaran │\n│    │ Kerja   │\n╞════╪═════════╡\n│ 1  │ a       │\n└────┴─────────┘",
    ],
)
def test_tables_drawn_with_characters(tmp_path: Path, source: str) -> None:
    (grid,) = grids(tmp_path, source)
    assert rows(grid) == [["No", "Sasaran\nKerja"], ["1", "a"]]
    assert grid.header_rows == 1


def test_rows_that_all_stand_apart_are_one_table(tmp_path: Path) -> None:
    (grid,) = grids(tmp_path, "No\tA\tB\n\n1\ta\tb\n\n2\tc\td\n")
    assert rows(grid) == [["No", "A", "B"], ["1", "a", "b"], ["2", "c", "d"]]


def test_html_tables_with_spans(tmp_path: Path) -> None:
    source = (
        "sebelum <table><thead><tr><th rowspan=2>No</th><th colspan='2'>Target</th></tr>\n"
        "<tr><th>2024</th><th>2025</th></tr></thead><tbody><tr><td>1</td><td>a<br>b</td><td>5 &lt; 6</td></tr>\n"
        "</tbody></table> sesudah"
    )
    before, grid, after = blocks(tmp_path, source)
    assert isinstance(before, Line)
    assert isinstance(after, Line)
    assert (before.text, after.text) == ("sebelum", "sesudah")
    assert isinstance(grid, Grid)
    assert grid.header_rows == 2
    assert [(c.row, c.col, c.row_span, c.col_span, c.text) for c in grid.cells] == [
        (0, 0, 2, 1, "No"),
        (0, 1, 1, 2, "Target"),
        (1, 1, 1, 1, "2024"),
        (1, 2, 1, 1, "2025"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "a\nb"),
        (2, 2, 1, 1, "5 < 6"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "teks"
    path.write_bytes("Sasaran – “Meningkatnya” mutu\r\nNo\tTarget\r\n1\t5\r\n".encode(encoding))
    first, table = read(path, ReadOptions()).pages[0].blocks
    assert isinstance(first, Line)
    assert first.text == "Sasaran – “Meningkatnya” mutu"
    assert isinstance(table, Grid)
    assert rows(table) == [["No", "Target"], ["1", "5"]]


def test_files_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.text.text_reader.MAX_BYTES", 100)
    with pytest.raises(LimitExceeded):
        blocks(tmp_path, "x " * 100)


pieces = st.sampled_from(
    ["$", "$$", "\\[", "\\]", "**", "*", "_", "<p>", "<table>", "<tr>", "<td rowspan=9>", "</td>", "</table>", "<ol>",
     "<li>", "<", "&amp;", "\t", "\n", "\n\n", "|", "\n|---|---|\n", "# ", "- a. ", "1. ", ";", "kata ", "\\",
     "\\frac{", "}", "\ue000", "--"]
)  # fmt: skip


@given(st.lists(pieces, max_size=60))
def test_any_text_gives_whole_grids(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "acak.txt"
    path.write_text("awal\n" + "".join(parts), encoding="utf-8")
    for block in read(path, ReadOptions()).pages[0].blocks:
        if isinstance(block, Grid):
            places = [
                (row, col)
                for cell in block.cells
                for row in range(cell.row, cell.row + cell.row_span)
                for col in range(cell.col, cell.col + cell.col_span)
            ]
            assert sorted(places) == [(row, col) for row in range(block.rows) for col in range(block.cols)]


words = st.text(alphabet="abcdefghij", min_size=1, max_size=8)


@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=2, max_size=8))
def test_tabbed_rows_come_back(tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]) -> None:
    path = tmp_path_factory.getbasetemp() / "tabel.txt"
    path.write_text("\n".join("\t".join(row) for row in table), encoding="utf-8")
    (grid,) = read(path, ReadOptions()).pages[0].blocks
    assert isinstance(grid, Grid)
    assert rows(grid) == table
