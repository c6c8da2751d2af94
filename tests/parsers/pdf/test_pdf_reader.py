"""Files as a whole: what is refused and why, what is survived, and when a page's picture has to be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from parsers.ocr_interface import PageImage, RecognisedPage
from parsers.pdf import read_pdf
from parsers.pdf.limits import MAX_PAGES, MAX_TEXT_OBJECTS_PER_PAGE
from parsers.raw_page import RawPage
from parsers.reading import ReadOptions
from schemas.errors import DamagedInput, EncryptedInput, LimitExceeded
from schemas.geometry import Box
from schemas.transcript import Word
from tests.support.layout_show import lines_of
from tests.support.pdf_build import PdfBuild, raw_pdf, stream

OPTIONS = ReadOptions()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "berkas.pdf"


def three_pages(path: Path) -> Path:
    pdf = PdfBuild(path)
    for number in ("satu", "dua", "tiga"):
        pdf.text(100, 100, f"Halaman {number}")
        pdf.next_page()
    pdf.canvas.save()
    return path


def test_only_the_wanted_pages_are_read(path: Path) -> None:
    reading = read_pdf(three_pages(path), ReadOptions(pages=((2, 2), (3, 9))))
    assert [page.number for page in reading.pages] == [2, 3]
    assert reading.page_count == 3
    assert reading.parser.startswith("pdfium ")
    assert not reading.findings


@pytest.mark.parametrize(("password", "message"), [(None, "protected"), ("salah", "wrong")])
def test_a_missing_and_a_wrong_password_are_different_errors(path: Path, password: str | None, message: str) -> None:
    pdf = PdfBuild(path, encrypt=StandardEncryption("rahasia"))
    pdf.text(100, 100, "Rahasia negara")
    pdf.save()
    with pytest.raises(EncryptedInput, match=message):
        read_pdf(path, ReadOptions(password=password))
    (page,) = read_pdf(path, ReadOptions(password="rahasia")).pages
    assert lines_of(page) == ["Rahasia negara"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", b"<html>bukan PDF</html>", b"%PDF-1.4\n1 0 obj\n<<"])
def test_what_is_no_pdf_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedInput):
        read_pdf(path, OPTIONS)


def test_a_file_without_pages_is_refused(path: Path) -> None:
    with pytest.raises(DamagedInput):
        read_pdf(raw_pdf(path, [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]), OPTIONS)


def test_junk_before_the_header_is_skipped(path: Path) -> None:
    three_pages(path)
    path.write_bytes(b"\0" * 5000 + path.read_bytes())
    assert len(read_pdf(path, OPTIONS).pages) == 3


def test_a_file_whose_header_is_missing_is_read_by_the_other_library(path: Path) -> None:
    three_pages(path)
    path.write_bytes(path.read_bytes().replace(b"%PDF-", b"%XYZ-", 1))
    reading = read_pdf(path, OPTIONS)
    assert [lines_of(page) for page in reading.pages] == [["Halaman satu"], ["Halaman dua"], ["Halaman tiga"]]
    assert reading.parser.startswith("pdfplumber ")


def test_a_page_that_cannot_be_loaded_does_not_stop_the_others(path: Path) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>"
    huge = page.replace(b"595 842", b"99999 99999")
    pages = b"<</Type/Pages/Kids[6 0 R 3 0 R]/Count 2>>"
    text = stream(b"BT /F1 10 Tf 100 700 Td (Halaman baik) Tj ET")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    raw_pdf(path, [b"<</Type/Catalog/Pages 2 0 R>>", pages, page, text, font, huge])
    reading = read_pdf(path, OPTIONS)
    assert [page.number for page in reading.pages] == [2]
    assert lines_of(reading.pages[0]) == ["Halaman baik"]
    assert [(found.code, found.page) for found in reading.findings] == [("halaman_rusak", 1)]
    assert reading.page_count == 2


def test_forms_that_multiply_are_refused_before_they_are_drawn(path: Path) -> None:
    levels = 12
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>",
        stream(b"/F Do"),
    ]
    for level in range(levels):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level) if level < levels - 1 else b""
        objects.append(stream(b"/F Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + inner))
    with pytest.raises(LimitExceeded):
        read_pdf(raw_pdf(path, objects), OPTIONS)


def test_a_flood_of_text_objects_is_a_finding(path: Path) -> None:
    pdf = PdfBuild(path)
    code = pdf.canvas._code
    code.extend("BT /F1 4 Tf 10 835 Td (x) Tj ET" for _ in range(MAX_TEXT_OBJECTS_PER_PAGE + 1))
    pdf.next_page()
    pdf.text(100, 100, "Halaman dua")
    reading = read_pdf(pdf.save(), OPTIONS)
    assert {"batas_tercapai"} <= {found.code for found in reading.findings if found.page == 1}
    assert lines_of(reading.pages[1]) == ["Halaman dua"]


def test_shaded_areas_are_no_lines_and_reach_no_limit_of_lines(path: Path) -> None:
    pdf = PdfBuild(path)
    pdf.canvas.setFillGray(0.8)
    for column in range(48):
        for row in range(60):
            pdf.box(5 + 12 * column, 60 + 12 * row, 13 + 12 * column, 68 + 12 * row, stroke=0, fill=1)
    pdf.canvas.setFillGray(0.0)
    pdf.text(100, 30, "Peta tematik")
    reading = read_pdf(pdf.save(), OPTIONS)
    assert not reading.findings
    assert lines_of(reading.pages[0]) == ["Peta tematik"]


def test_too_many_pages_are_refused_unless_only_some_are_wanted(path: Path) -> None:
    count = MAX_PAGES + 1
    kids = b" ".join(b"3 0 R" for _ in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    raw_pdf(path, objects)
    with pytest.raises(LimitExceeded):
        read_pdf(path, OPTIONS)
    assert len(read_pdf(path, ReadOptions(pages=((1, 2),))).pages) == 2


class Recording:
    """A recogniser that notes what it is given and answers with one word."""

    def __init__(self) -> None:
        self.pictures: list[PageImage] = []

    def __call__(self, picture: PageImage, options: ReadOptions) -> RecognisedPage:
        self.pictures.append(picture)
        word = Word("terbaca", Box(100, 100, 150, 112), 0.9)
        ink = RawPage(picture.number, 595, 842, (word,), (), "ocr")
        return RecognisedPage(ink, "mesin 1.0")


def scanned(path: Path, *stamp: str) -> Path:
    """A page that is a picture of 100 dots per inch, with visible text over it."""
    pdf = PdfBuild(path)
    width, height = (int(side / 72 * 100) for side in pdf.size)
    pdf.canvas.drawInlineImage(Image.new("L", (width, height), 230), 0, 0, *pdf.size)
    for i, text in enumerate(stamp):
        pdf.text(60, 60 + 14 * i, text)
    return pdf.save()


def test_a_page_that_is_a_picture_is_handed_to_the_recogniser(path: Path) -> None:
    recognise = Recording()
    reading = read_pdf(scanned(path), OPTIONS, recognise)
    (picture,) = recognise.pictures
    assert picture.number == 1
    assert picture.dpi == pytest.approx(100, abs=1)
    assert lines_of(reading.pages[0]) == ["terbaca"]
    assert reading.pages[0].source == "ocr"
    assert reading.ocr_engine == "mesin 1.0"
    assert not reading.findings


def test_a_scan_with_a_stamp_is_still_a_scan(path: Path) -> None:
    recognise = Recording()
    read_pdf(scanned(path, "Dipindai dengan aplikasi"), OPTIONS, recognise)
    assert len(recognise.pictures) == 1


def test_a_page_of_text_over_a_background_is_not_recognised(path: Path) -> None:
    recognise = Recording()
    lines = [f"Baris ke-{i} dari sebuah halaman dengan gambar latar" for i in range(12)]
    reading = read_pdf(scanned(path, *lines), OPTIONS, recognise)
    assert not recognise.pictures
    assert lines_of(reading.pages[0]) == lines


def test_pages_of_text_are_recognised_only_where_that_is_asked_for(path: Path) -> None:
    recognise = Recording()
    read_pdf(three_pages(path), OPTIONS, recognise)
    assert not recognise.pictures
    read_pdf(path, ReadOptions(ocr="always"), recognise)
    assert [picture.number for picture in recognise.pictures] == [1, 2, 3]


def test_without_recognition_a_hidden_layer_is_better_than_nothing(path: Path) -> None:
    pdf = PdfBuild(path)
    with pdf.text_state(100, 100) as text:
        text.setTextRenderMode(3)
        text.textOut("lapisan tersembunyi")
    recognise = Recording()
    reading = read_pdf(pdf.save(), ReadOptions(ocr="never"), recognise)
    assert lines_of(reading.pages[0]) == ["lapisan tersembunyi"]
    assert not recognise.pictures


def test_a_picture_nobody_reads_is_a_finding_and_a_blank_page_is_none(path: Path) -> None:
    pdf = PdfBuild(path)
    pdf.next_page()
    pdf.canvas.drawInlineImage(Image.new("L", (50, 70), 230), 0, 0, *pdf.size)
    reading = read_pdf(pdf.save(), ReadOptions(ocr="never"))
    assert [(found.code, found.page) for found in reading.findings] == [("halaman_tanpa_teks", 2)]
    assert [page.blocks for page in reading.pages] == [(), ()]


def test_the_picture_shows_the_page_as_a_viewer_does(path: Path) -> None:
    seen: list[tuple[int, int, int]] = []

    def recognise(picture: PageImage, options: ReadOptions) -> None:
        pixels = picture.render(72.0)
        dark = (pixels.mean(axis=2) < 128).nonzero()
        seen.append((pixels.shape[1], int(dark[1].min()), int(dark[0].min())))
        with pytest.raises(ValueError, match="pixels"):
            picture.render(picture.max_dpi * 1.1)

    pdf = PdfBuild(path, size=(400, 300))
    pdf.canvas.setFillColorRGB(0, 0, 0)
    pdf.box(40, 60, 90, 80, fill=1)
    read_pdf(pdf.save(), OPTIONS, recognise)
    assert seen == [(400, pytest.approx(40, abs=1), pytest.approx(60, abs=1))]


SENTENCES = [
    "Meningkatnya kualitas pelayanan kearsipan daerah",
    "Persentase arsip yang tertata menurut standar",
    "Jumlah perangkat daerah yang menyerahkan laporan",
    "Tersedianya sarana penyimpanan dokumen bersejarah",
    "Terlaksananya pembinaan terhadap pengelola arsip",
]


def enciphered(path: Path) -> Path:
    """A page whose text is not what it shows: each letter is another one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cipher = str.maketrans(letters, letters[11:] + letters[:11])
    pdf = PdfBuild(path)
    for i, sentence in enumerate(SENTENCES):
        pdf.text(60, 60 + 20 * i, sentence.lower().translate(cipher))
    return pdf.save()


def test_text_that_is_no_language_is_read_from_its_picture(path: Path) -> None:
    recognise = Recording()
    reading = read_pdf(enciphered(path), OPTIONS, recognise)
    assert len(recognise.pictures) == 1
    assert lines_of(reading.pages[0]) == ["terbaca"]
    assert not reading.findings


def test_text_that_is_no_language_is_told_without_recognition(path: Path) -> None:
    reading = read_pdf(enciphered(path), ReadOptions(ocr="never"))
    assert [(found.code, found.page) for found in reading.findings] == [("teks_tanpa_arti", 1)]


def test_plain_text_codes_and_few_words_are_believed(path: Path) -> None:
    pdf = PdfBuild(path)
    for i, sentence in enumerate(SENTENCES):
        pdf.text(60, 60 + 20 * i, sentence)
    pdf.next_page()
    for i in range(30):
        pdf.text(60, 60 + 20 * i, f"5.1.02.01.01.00{i:02} Rp12.500.000 BPHTB")
    recognise = Recording()
    assert len(read_pdf(pdf.save(), OPTIONS, recognise).pages) == 2
    assert not recognise.pictures
