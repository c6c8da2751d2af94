"""Paragraphs of a DOCX: what a reader of the printed page sees, and nothing else."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.docx import read_docx
from parsers.docx.docx_numbering import format_number
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.transcript import Grid, Line, Page
from tests.support.docx_build import DOCM_MAIN_TYPE, STRICT_W, W, abstract, build, level, listed, members, num, p, write


def page(path: Path) -> Page:
    return read_docx(path, ReadOptions()).pages[0]


def lines(tmp_path: Path, body: str, **kinds: str) -> list[Line]:
    blocks = page(build(tmp_path / "a.docx", body, **kinds)).blocks
    return [block for block in blocks if isinstance(block, Line)]


def texts(tmp_path: Path, body: str, **kinds: str) -> list[str]:
    return [line.text for line in lines(tmp_path, body, **kinds)]


def test_a_document_made_with_python_docx(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Jabatan\t: Kepala Bidang Taman")
    paragraph.paragraph_format.left_indent = Pt(36)
    document.add_paragraph("").add_run("TARGET").bold = True
    document.add_paragraph()
    document.sections[0].header.paragraphs[0].text = "Lampiran Keputusan"
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "No"
    document.save(str(tmp_path / "a.docx"))
    transcript = read(tmp_path / "a.docx", ReadOptions())
    assert transcript.media_type.endswith("wordprocessingml.document")
    assert transcript.page_count is None
    assert transcript.size == (tmp_path / "a.docx").stat().st_size
    only = transcript.pages[0]
    assert only.number is None
    first, second, third, grid = only.blocks[:4]
    assert isinstance(first, Line)
    assert (first.text, first.indent, first.bold) == ("Jabatan\t: Kepala Bidang Taman", 36.0, False)
    assert isinstance(second, Line)
    assert second.bold
    assert isinstance(third, Line)
    assert third.text == ""
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["No", ""]
    assert [line.text for line in only.furniture] == ["Lampiran Keputusan"]


def test_breaks_tabs_and_hyphens(tmp_path: Path) -> None:
    run = (
        "<w:p><w:r><w:t>satu</w:t><w:br/><w:t>dua</w:t><w:tab/><w:t>tiga</w:t><w:cr/><w:t>laki</w:t>"
        "<w:noBreakHyphen/><w:t>laki</w:t><w:softHyphen/><w:t>an pe\u00adgawai</w:t></w:r></w:p>"
    )
    assert texts(tmp_path, run) == ["satu", "dua\ttiga", "laki-lakian pegawai"]


def test_tracked_changes_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Jumlah </w:t></w:r><w:del><w:r><w:delText>surat</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>dokumen</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> lama</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>awal </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>akhir</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    )
    assert texts(tmp_path, body) == ["Jumlah dokumen", "awal akhir"]


def test_hidden_text_is_dropped_and_field_results_stay(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r><w:r><w:t>tampak </w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText><w:t>kode</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2024</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple><w:r><w:t> h.7</w:t></w:r></w:fldSimple></w:p>'
    )
    assert texts(tmp_path, body) == ["tampak 2024 h.7"]


def test_wrappers_do_not_hide_text(tmp_path: Path) -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>Tautan</w:t></w:r></w:hyperlink>"
        "<w:smartTag><w:r><w:t> Kota</w:t></w:r></w:smartTag>"
        "<w:sdt><w:sdtContent><w:r><w:t> isi</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
    )
    assert texts(tmp_path, body) == ["Tautan Kota isi"]


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ('<w:sym w:font="Symbol" w:char="F0B3"/><w:t> 85 %</w:t>', "≥ 85 %"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Wingdings 3" w:char="F042"/>', "•"),
        ('<w:sym w:font="Arial" w:char="00B2"/>', "²"),
        ('<w:sym w:font="Symbol" w:char="rusak"/><w:t>x</w:t>', "x"),
        ("<w:t>\uf0b7 butir</w:t>", "• butir"),
        ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>³ 85 %</w:t>', "≥ 85 %"),
        ('<w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>5 m³</w:t>', "5 m³"),
        ('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>', "²"),
        ('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>nd</w:t>', "nd"),
        ('<w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t>', "2"),
        ("<w:t>𝑆𝐾𝑀</w:t>", "SKM"),
        ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3 5</w:t>', "≤ 5"),
    ],
)
def test_symbol_fonts_become_characters(tmp_path: Path, run: str, shown: str) -> None:
    assert texts(tmp_path, f"<w:p><w:r>{run}</w:r></w:p>") == [shown]


def test_text_boxes_follow_their_paragraph_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('Kinerja utama')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Pohon</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>{p('Akhir')}"
    )
    assert texts(tmp_path, body) == ["Pohon", "Kinerja utama", "Akhir"]


def test_bold_and_indent_come_through_styles(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Biasa"/>'
        '<w:style w:type="paragraph" w:styleId="Induk"><w:pPr><w:ind w:left="400"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Anak"><w:basedOn w:val="Induk"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = p("judul", '<w:pStyle w:val="Anak"/>') + p("isi", '<w:pStyle w:val="Anak"/>', '<w:b w:val="0"/>')
    body += p("ring", '<w:pStyle w:val="A"/>')
    found = lines(tmp_path, body, styles=styles)
    assert [(line.text, line.bold, line.indent) for line in found] == [
        ("judul", True, 20.0),
        ("isi", False, 20.0),
        ("ring", False, 0.0),
    ]


def test_list_numbers_print_as_word_prints_them(tmp_path: Path) -> None:
    numbering = (
        abstract(
            0,
            level(0, "upperRoman", "%1."),
            level(1, "decimal", "%1.%2"),
            level(2, "lowerLetter", "%3)", start=2),
        )
        + num(1, 0)
        + num(2, 0)
        + num(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    )
    body = "".join(
        [
            listed("a"),
            listed("b", level=1),
            listed("c", level=1),
            listed("d", level=2),
            listed("e", level=2),
            listed("f", num_id=2),
            listed("g", level=1),
            listed("h", num_id=3),
            listed("i", num_id=3),
            listed("j", num_id=0),
            listed("k"),
            listed("", level=1),
        ]
    )
    assert texts(tmp_path, body, numbering=numbering) == [
        "I.\ta", "I.1\tb", "I.2\tc", "b)\td", "c)\te", "II.\tf", "II.1\tg", "V.\th", "VI.\ti", "j", "III.\tk", "III.1",
    ]  # fmt: skip


def test_restart_rules_and_legal_numbers(tmp_path: Path) -> None:
    numbering = abstract(
        0,
        level(0, "upperLetter", "%1"),
        level(1, "decimal", "%1-%2", extra='<w:lvlRestart w:val="0"/><w:isLgl/>'),
    ) + num(1, 0)
    body = listed("x") + listed("y", level=1) + listed("x") + listed("y", level=1)
    assert texts(tmp_path, body, numbering=numbering) == ["A\tx", "1-1\ty", "B\tx", "2-2\ty"]


def test_numbering_through_a_style(tmp_path: Path) -> None:
    numbering = abstract(
        0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2.", extra='<w:pStyle w:val="Butir"/>')
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Butir"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Turunan"><w:basedOn w:val="Butir"/></w:style>'
    )
    body = p("satu", '<w:pStyle w:val="Butir"/>') + p("dua", '<w:pStyle w:val="Turunan"/>')
    assert texts(tmp_path, body, numbering=numbering + num(1, 0), styles=styles) == ["a.\tsatu", "b.\tdua"]


def test_bullets_are_plain_characters(tmp_path: Path) -> None:
    symbol = '<w:rPr><w:rFonts w:ascii="{}" w:hAnsi="{}"/></w:rPr>'
    numbering = "".join(
        abstract(index, level(0, "bullet", text, extra=symbol.format(font, font))) + num(index + 1, index)
        for index, (text, font) in enumerate(
            [("\uf0b7", "Symbol"), ("o", "Courier New"), ("-", "Arial"), ("\uf0d8", "Wingdings")]
        )
    )
    body = "".join(listed("x", num_id=index) for index in (1, 2, 3, 4))
    assert texts(tmp_path, body, numbering=numbering) == ["•\tx", "•\tx", "-\tx", "➢\tx"]


def test_hidden_list_paragraphs_count_but_do_not_show(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    hidden = listed("").replace("</w:pPr>", "<w:rPr><w:vanish/></w:rPr></w:pPr>")
    assert texts(tmp_path, hidden + listed("dua"), numbering=numbering) == ["2.\tdua"]


def test_headers_stand_apart(tmp_path: Path) -> None:
    body = p("isi") + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>'
    found = page(build(tmp_path / "a.docx", body, header=p("Lampiran II") + p()))
    assert [line.text for line in found.furniture] == ["Lampiran II"]
    assert [block.text for block in found.blocks if isinstance(block, Line)] == ["isi"]


def test_strict_documents_and_macro_documents_read_the_same(tmp_path: Path) -> None:
    body = p("Sasaran", '<w:ind w:start="18pt"/>')
    parts = members(body)
    parts["word/document.xml"] = parts["word/document.xml"].replace(W, STRICT_W)
    strict = page(write(tmp_path / "strict.docx", parts)).blocks
    macro = page(build(tmp_path / "makro.docm", body, main_type=DOCM_MAIN_TYPE)).blocks
    assert strict == macro == (Line("Sasaran", indent=18.0),)


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    sheet = '<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>'
    picture = f"<w:p><w:r><w:drawing><a:blip/></w:drawing>{sheet}</w:r></w:p>"
    reading = read_docx(build(tmp_path / "a.docx", picture), ReadOptions())
    assert [finding.code for finding in reading.findings] == ["objek_tidak_dibaca", "hanya_gambar"]
    assert dict(reading.findings[0].values)["jenis"] == "Excel.Sheet.12"


@given(st.integers(1, 3000))
def test_number_formats_are_one_to_one(number: int) -> None:
    roman = format_number(number, "upperRoman")
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    digits = [values[letter] for letter in roman]
    signed = [-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True)]
    assert sum(signed) == number
    letters = format_number(min(number, 500), "lowerLetter")
    assert (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 1 == min(number, 500)
    assert set(letters) == {letters[0]}


@pytest.mark.slow
@settings(max_examples=25)
@given(
    st.lists(st.text(st.characters(categories=("L", "N", "P", "Zs"), max_codepoint=0xFFFF), max_size=20), max_size=8)
)
def test_every_paragraph_comes_out_in_order(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    document = docx.Document()
    for word in words:
        document.add_paragraph(word)
    path = tmp_path_factory.getbasetemp() / "urut.docx"
    document.save(str(path))
    found = [block.text for block in page(path).blocks if isinstance(block, Line)]
    assert [text.split() for text in found] == [word.replace("\u2011", "-").split() for word in words]


@pytest.mark.parametrize(("base", "mark", "read"), [("35", "2", "35"), ("82,5 %", "1)", "82,5 %"), ("km", "2", "km²")])
def test_a_raised_mark_behind_a_value_is_left_out(tmp_path: Path, base: str, mark: str, read: str) -> None:
    run = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{mark}</w:t></w:r>'
    assert texts(tmp_path, f"<w:p><w:r><w:t>{base}</w:t></w:r>{run}</w:p>") == [read]


def test_struck_out_text_is_left_out_and_told(tmp_path: Path) -> None:
    style = '<w:style w:type="character" w:styleId="Coret"><w:rPr><w:strike/></w:rPr></w:style>'
    old = '<w:r><w:rPr><w:rStyle w:val="Coret"/></w:rPr><w:t>70 unit</w:t></w:r>'
    kept = (
        '<w:r><w:rPr><w:rStyle w:val="Coret"/><w:strike w:val="0"/></w:rPr><w:t xml:space="preserve"> tetap</w:t></w:r>'
    )
    twice = "<w:p><w:r><w:rPr><w:dstrike/></w:rPr><w:t>dicabut</w:t></w:r></w:p>"
    body = f"<w:p>{old}<w:r><w:t>82 unit</w:t></w:r>{kept}</w:p>{twice}"
    reading = read_docx(build(tmp_path / "a.docx", body, styles=style), ReadOptions())
    assert [block.text for block in reading.pages[0].blocks if isinstance(block, Line)] == ["82 unit tetap", ""]
    assert [(f.code, dict(f.values)) for f in reading.findings] == [("teks_dicoret", {"jumlah": 2, "awal": "70 unit"})]
