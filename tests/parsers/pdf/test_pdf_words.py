"""What is printed on a PDF page comes out as a reader sees it: words, once, upright, and nothing that is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.transcript import SOFT_HYPHEN
from tests.support.layout_show import grid_of, lines_of, page_of, rows_of, words_in
from tests.support.pdf_build import PdfBuild


@pytest.fixture
def pdf(tmp_path: Path) -> PdfBuild:
    return PdfBuild(tmp_path / "halaman.pdf")


def test_words_have_their_place_on_the_page(pdf: PdfBuild) -> None:
    pdf.text(100, 200, "Sasaran Strategis", size=12)
    (line,) = page_of(pdf.save()).blocks
    assert [word.text for word in words_in(line)] == ["Sasaran", "Strategis"]
    first, second = (word.box for word in words_in(line))
    assert first.x0 == pytest.approx(100, abs=1)
    assert first.top == pytest.approx(200, abs=3)
    assert first.bottom == pytest.approx(214, abs=3)
    assert first.x1 < second.x0


def test_fake_bold_is_read_once(pdf: PdfBuild) -> None:
    for shift in (0.0, 0.3):
        pdf.text(100 + shift, 200, "Jumlah dokumen kelima belas")
    assert lines_of(page_of(pdf.save())) == ["Jumlah dokumen kelima belas"]


def test_hidden_white_and_off_page_text_is_left_out(pdf: PdfBuild) -> None:
    pdf.text(100, 100, "tampak")
    with pdf.text_state(100, 150) as text:
        text.setTextRenderMode(3)
        text.textOut("siluman")
    pdf.canvas.setFillColorRGB(1, 1, 1)
    pdf.text(100, 200, "putih")
    pdf.canvas.setFillColorRGB(0, 0, 0)
    pdf.text(700, 250, "luar")
    pdf.text(100, 300, "juga tampak")
    assert lines_of(page_of(pdf.save())) == ["tampak", "juga tampak"]


def test_white_text_on_a_dark_area_is_kept(pdf: PdfBuild) -> None:
    pdf.canvas.setFillColorRGB(0.1, 0.2, 0.4)
    pdf.box(90, 95, 300, 120, stroke=0, fill=1)
    pdf.canvas.setFillColorRGB(1, 1, 1)
    pdf.text(100, 100, "INDIKATOR KINERJA")
    assert lines_of(page_of(pdf.save())) == ["INDIKATOR KINERJA"]


def test_text_under_a_picture_of_the_whole_page_is_hidden(pdf: PdfBuild) -> None:
    from PIL import Image

    pdf.text(100, 100, "lapisan teks lama yang tidak terlihat")
    pdf.canvas.drawInlineImage(Image.new("L", (50, 70), 200), 0, 0, *pdf.size)
    page = page_of(pdf.save())
    assert lines_of(page) == []


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_page_rotation_turns_boxes_too(pdf: PdfBuild, rotation: int) -> None:
    # The text is drawn so that it reads level once the viewer has turned the page.
    width, height = pdf.size if rotation in (0, 180) else pdf.size[::-1]  # of the paper before it is turned
    starts = {0: (100, 700), 90: (150, 100), 180: (width - 100, 150), 270: (width - 150, height - 100)}
    pdf.canvas.setPageRotation(rotation)
    pdf.canvas.saveState()
    pdf.canvas.translate(*starts[rotation])
    pdf.canvas.rotate(rotation)
    pdf.canvas.drawString(0, 0, "Perangkat Daerah")
    pdf.canvas.restoreState()
    page = page_of(pdf.save())
    assert (page.width, page.height) == pdf.size
    (line,) = page.blocks
    assert lines_of(page) == ["Perangkat Daerah"]
    assert line.box is not None
    assert line.box.x0 == pytest.approx(100, abs=2)
    assert line.box.width > 3 * line.box.height


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_drawn_sideways_without_a_flag_comes_out_upright(pdf: PdfBuild, degrees: int) -> None:
    x, top = {90: (300, 600), 180: (500, 400), 270: (300, 100)}[degrees]
    step = {90: (20, 0), 180: (0, -20), 270: (-20, 0)}[degrees]
    for i, text in enumerate(["Indikator pertama", "Indikator kedua", "Indikator ketiga"]):
        pdf.turned(x + i * step[0], top + i * step[1], text, degrees)
    page = page_of(pdf.save())
    assert lines_of(page) == ["Indikator pertama", "Indikator kedua", "Indikator ketiga"]
    assert (page.width > page.height) == (degrees != 180)
    for block in page.blocks:
        for word in words_in(block):
            assert word.turn == 0
            assert 0 <= word.box.x0 <= page.width
            assert 0 <= word.box.top <= page.height


def test_turned_words_in_a_header_are_readable(pdf: PdfBuild) -> None:
    xs, ys = (60, 100, 140, 300), (100, 200, 230, 260)
    pdf.lattice(xs, ys)
    pdf.turned(84, 190, "Nomor urut", 90)
    pdf.turned(116, 110, "Satuan baku", -90)
    pdf.text(150, 150, "Indikator kinerja yang diukur setiap tahun")
    pdf.text(70, 205, "1")
    pdf.text(110, 205, "%")
    pdf.text(150, 205, "Persentase layanan tepat waktu")
    rows = rows_of(grid_of(page_of(pdf.save())))
    assert rows[0][:2] == ["Nomor urut", "Satuan baku"]
    assert rows[1] == ["1", "%", "Persentase layanan tepat waktu"]


def test_text_and_lines_inside_nested_forms_are_found(pdf: PdfBuild) -> None:
    canvas = pdf.canvas
    canvas.beginForm("inner")
    canvas.drawString(10, 10, "di dalam")
    for x in (0, 100):
        canvas.line(x, 0, x, 40)
    for y in (0, 20, 40):
        canvas.line(0, y, 100, y)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.translate(50, 0)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.translate(100, 500)
    canvas.doForm("outer")
    grid = grid_of(page_of(pdf.save()))
    assert rows_of(grid) == [[""], ["di dalam"]]
    assert grid.box is not None
    assert grid.box.x0 == pytest.approx(150, abs=1)
    assert grid.box.bottom == pytest.approx(pdf.y(500), abs=1)


def test_letters_set_apart_make_one_word(pdf: PdfBuild) -> None:
    with pdf.text_state(100, 100) as text:
        text.setCharSpace(6)
        text.textOut("KEPUTUSAN")
    pdf.text(100, 200, "M E M U T U S K A N")
    assert lines_of(page_of(pdf.save())) == ["KEPUTUSAN", "MEMUTUSKAN"]


def test_a_justified_line_has_spaces_and_no_tabs(pdf: PdfBuild) -> None:
    pdf.text(100, 100, "Untuk mengetahui susunan beragam pangan yang didasarkan", size=10)
    with pdf.text_state(100, 112) as text:
        text.setWordSpace(25)
        text.textOut("pada sumbangan energi dari kelompok")
    pdf.text(100, 124, "pangan utama.")
    assert lines_of(page_of(pdf.save()))[1] == "pada sumbangan energi dari kelompok"


def test_fragments_of_a_word_drawn_apart_are_joined(pdf: PdfBuild) -> None:
    canvas = pdf.canvas
    canvas.setFont("Helvetica", 10)
    width = canvas.stringWidth("Terlak", "Helvetica", 10)
    canvas.drawString(100 + width, 700, "sananya tertib")
    canvas.drawString(100, 650, "baris lain")
    canvas.drawString(100, 700, "Terlak")
    assert lines_of(page_of(pdf.save())) == ["Terlaksananya tertib", "baris lain"]


def test_control_characters_are_dropped_and_spaces_are_plain(pdf: PdfBuild) -> None:
    with pdf.text_state(100, 100) as text:
        text._code.append(r"(Tar\007get\240kinerja) Tj")
    assert lines_of(page_of(pdf.save())) == ["Target kinerja"]


def test_bullets_of_a_symbol_font_stay_bullets(pdf: PdfBuild) -> None:
    pdf.text(100, 100, "\u00b7", font="Symbol")
    pdf.text(115, 100, "Tersusunnya rencana kerja tahunan dinas")
    text = lines_of(page_of(pdf.save()))[0]
    assert text.split() == ["•", "Tersusunnya", "rencana", "kerja", "tahunan", "dinas"]


def test_dots_that_lead_to_a_value_are_words_of_their_own(pdf: PdfBuild) -> None:
    pdf.text(100, 100, "Jumlah penduduk....................4.230")
    (block,) = page_of(pdf.save()).blocks
    texts = [word.text for word in words_in(block)]
    assert texts[:2] == ["Jumlah", "penduduk"]
    assert texts[-1] == "4.230"


def test_bold_lines_are_known(pdf: PdfBuild) -> None:
    pdf.text(100, 100, "INDIKATOR KINERJA UTAMA", font="Helvetica-Bold")
    pdf.text(100, 130, "Dinas Kearsipan")
    bold = [block.bold for block in page_of(pdf.save()).blocks]  # type: ignore[union-attr]
    assert bold == [True, False]


@pytest.mark.parametrize(
    ("first", "second", "ending"),
    [
        ("Meningkatnya akuntabi-", "litas kinerja", f"akuntabi{SOFT_HYPHEN}"),
        ("Persentase program-", "program prioritas", "program-"),
        ("sesuai peraturan perundang-", "undangan yang berlaku", "perundang-"),
        ("Rencana tahun 2021-", "2026 yang ditetapkan", "2021-"),
    ],
)
def test_hyphens_at_line_ends(pdf: PdfBuild, first: str, second: str, ending: str) -> None:
    pdf.paragraph(100, 100, [first, second])
    assert lines_of(page_of(pdf.save()))[0].split()[-1] == ending


def test_a_compound_keeps_its_hyphen_where_its_parts_stand_alone(pdf: PdfBuild) -> None:
    pdf.paragraph(100, 100, ["Gizi buruk (marasmus, kwashiorkor dan marasmus-", "kwashiorkor) pada balita"])
    assert lines_of(page_of(pdf.save()))[0].endswith("marasmus-")


def _pdf_with_ligature(path: Path, text: str) -> Path:
    """A page whose font draws "ti" as one glyph, that of W, as word processors do with many fonts."""
    mapping = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /L def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <56> <0020> endbfrange "
        b"1 beginbfrange <58> <7E> <0058> endbfrange 1 beginbfchar <57> <00740069> endbfchar endcmap end end"
    )
    shown = b"BT /F 12 Tf 50 700 Td (" + text.encode("ascii") + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >> "
        b"/Contents 5 0 R >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(mapping), mapping),
    ]
    data = b"%PDF-1.5\n"
    for number, body in enumerate(objects, start=1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    path.write_bytes(data + b"trailer << /Root 1 0 R /Size 7 >>\n%%EOF\n")
    return path


def test_the_letters_of_a_ligature_stay_in_their_word(tmp_path: Path) -> None:
    (line,) = page_of(_pdf_with_ligature(tmp_path / "a.pdf", "inisiaWf DPRD yang akWf")).blocks
    words = words_in(line)
    assert [word.text for word in words] == ["inisiatif", "DPRD", "yang", "aktif"]


def test_codes_in_narrow_columns_are_divided_at_the_ruling(pdf: PdfBuild) -> None:
    xs = (100, 111.8, 130, 300)
    pdf.lattice(xs, (100, 120, 140))
    for top in (104, 124):
        for x, text in ((100.3, "01"), (112.2, "2.01"), (135, "Kegiatan")):
            pdf.text(x, top, text)
    assert rows_of(grid_of(page_of(pdf.save()))) == [["01", "2.01", "Kegiatan"]] * 2


def test_a_word_that_runs_over_its_border_stays_whole(pdf: PdfBuild) -> None:
    pdf.lattice((100, 141, 300), (100, 120, 140))
    pdf.text(102, 104, "Meningkatnya")
    pdf.text(200, 104, "kinerja")
    pdf.text(102, 124, "Jumlah")
    texts = [text for row in rows_of(grid_of(page_of(pdf.save()))) for text in row if text]
    assert "Meningkatnya" in " ".join(texts).split()


def test_text_that_runs_into_the_next_cell_is_divided_from_what_is_printed_there(pdf: PdfBuild) -> None:
    pdf.lattice((100, 158, 300), (100, 120, 140))
    pdf.text(102, 104, "Pertanggungja")  # ends behind the ruling, over the first letter of the next cell
    pdf.text(160, 104, "12 dokumen")
    pdf.text(102, 124, "Jumlah")
    pdf.text(162, 124, "3 unit")
    assert rows_of(grid_of(page_of(pdf.save()))) == [["Pertanggungja", "12 dokumen"], ["Jumlah", "3 unit"]]


CIPHER = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
3 beginbfchar <4A> <D835DC3D> <6D> <D835DC5A> <68> <210E> endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end"""


def test_letters_of_equations_are_letters(tmp_path: Path) -> None:
    """Equation editors write italic letters by codes of their own, which take two units of UTF-16."""
    content = "BT /F 12 Tf 100 700 Td (Jmh) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Italic /ToUnicode 6 0 R >>",
        f"<< /Length {len(CIPHER)} >>\nstream\n{CIPHER}\nendstream",
    )
    body = "".join(f"{i} 0 obj\n{each}\nendobj\n" for i, each in enumerate(objects, 1))
    path = tmp_path / "persamaan.pdf"
    path.write_text(f"%PDF-1.4\n{body}trailer << /Root 1 0 R /Size 7 >>\n%%EOF", encoding="ascii")
    assert lines_of(page_of(path)) == ["Jmh"]
