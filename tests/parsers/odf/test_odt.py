"""An ODT is read as it prints: paragraphs, list numbers, tables, text boxes and formulas."""

from __future__ import annotations

from pathlib import Path

from parsers.read import read
from parsers.reading import ReadOptions
from schemas.transcript import Grid, Line, Transcript
from tests.support.package_build import odf_members, write_package

LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" '
    'text:display-levels="1"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="I" '
    'text:start-value="4" style:num-suffix="."/></text:list-style>'
    '<text:list-style style:name="L3"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/>'
    "</text:list-style>"
)
STYLES = LISTS + (
    '<style:style style:name="Tebal" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>'
    '</style:style><style:style style:name="Sembunyi" style:family="paragraph"><style:text-properties '
    'text:display="none"/></style:style>'
)


def read_body(tmp_path: Path, body: str, **more: str) -> Transcript:
    members = odf_members("text", body, STYLES) | {name.replace("__", "/"): text for name, text in more.items()}
    return read(write_package(tmp_path / "a.odt", members), ReadOptions())


def lines(transcript: Transcript) -> list[str]:
    return [block.text for block in transcript.pages[0].blocks if isinstance(block, Line)]


def item(*content: str) -> str:
    return f"<text:list-item>{''.join(content)}</text:list-item>"


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_paragraphs_show_blanks_tabs_and_breaks_and_hide_what_is_hidden(tmp_path: Path) -> None:
    result = read_body(
        tmp_path,
        p('Target <text:span>85</text:span><text:s text:c="2"/>%<text:tab/>ya<text:line-break/>baru', "Tebal")
        + p("lama", "Sembunyi")
        + p("isi<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>catatan</text:p>"
            "</text:note-body></text:note><office:annotation><text:p>komentar</text:p></office:annotation>")
        + "<text:tracked-changes><text:changed-region><text:deletion><text:p>dihapus</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>",
    )  # fmt: skip
    assert lines(result) == ["Target 85  %\tya", "baru", "isi"]
    assert [block.bold for block in result.pages[0].blocks if isinstance(block, Line)] == [True, True, False]


def test_list_numbers_stand_in_front_and_count_as_the_styles_say(tmp_path: Path) -> None:
    inner = f"<text:list>{item(p('hutan'))}{item(p('kebun'))}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item(p("satu"), p("sambungan"))}{item(p("dua"), inner)}</text:list>'
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item(p("tiga"))}</text:list>'
        f'<text:list text:style-name="L1">{item(p("lagi"))}</text:list>'
        f'<text:list text:style-name="L2">{item(p("romawi"))}</text:list>'
        f'<text:list text:style-name="L3">{item(p("butir"))}</text:list>'
    )
    assert lines(read_body(tmp_path, body)) == [
        "1.\tsatu", "sambungan", "2.\tdua", "a)\thutan", "b)\tkebun", "3.\ttiga", "1.\tlagi", "IV.\tromawi", "-\tbutir",
    ]  # fmt: skip


def test_tables_have_spans_headers_and_tables_inside(tmp_path: Path) -> None:
    def cell(text: str, attributes: str = "", inside: str = "") -> str:
        return f"<table:table-cell {attributes}>{p(text)}{inside}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    small = f"<table:table><table:table-row>{cell('dalam')}</table:table-row></table:table>"
    wide, high = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'
    body = (
        "<table:table><table:table-header-rows>"
        f"<table:table-row>{cell('Sasaran')}{cell('Target', wide)}{covered}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('Hutan', high)}{cell('85')}{cell('90')}</table:table-row>"
        f"<table:table-row>{covered}{cell('86')}{cell('', '', small)}</table:table-row></table:table>"
    )
    (grid,) = read_body(tmp_path, body).pages[0].blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.cols, grid.header_rows) == (3, 3, 1)
    assert [(c.row, c.col, c.row_span, c.col_span, c.text) for c in grid.cells] == [
        (0, 0, 1, 1, "Sasaran"), (0, 1, 1, 2, "Target"),
        (1, 0, 2, 1, "Hutan"), (1, 1, 1, 1, "85"), (1, 2, 1, 1, "90"),
        (2, 1, 1, 1, "86"), (2, 2, 1, 1, ""),
    ]  # fmt: skip
    assert [inner.cells[0].text for cell in grid.cells for inner in cell.grids] == ["dalam"]


def test_text_boxes_follow_their_paragraph_and_formulas_stand_in_it(tmp_path: Path) -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>Nilai</mi><mo>=</mo><mfrac><mrow>'
        "<mi>Jumlah</mi><mi>arsip</mi></mrow><mi>Jumlah</mi></mfrac><mo>×</mo><mn>100</mn></mrow>"
        "<annotation>over</annotation></semantics></math>"
    )
    result = read_body(
        tmp_path,
        p('Formula: <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>')
        + p(f"ini<draw:frame><draw:text-box>{p('kotak')}</draw:text-box></draw:frame>"),
        **{"Object 1__content.xml": formula},
    )
    assert lines(result) == ["Formula: Nilai = Jumlah arsip / Jumlah × 100", "ini", "kotak"]
    assert len(result.pages[0].blocks[0].equations) == 1  # type: ignore[union-attr]


def test_a_pasted_scan_is_told(tmp_path: Path) -> None:
    result = read_body(tmp_path, p('<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>'))
    assert [found.code for found in result.findings] == ["hanya_gambar"]
