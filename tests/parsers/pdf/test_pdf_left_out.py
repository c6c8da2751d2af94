"""What is printed on a page but belongs to no value: marks of footnotes, struck-out text, watermarks."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.pdf import read_pdf
from parsers.reading import ReadOptions
from tests.support.layout_show import grid_of, lines_of, page_of, rows_of
from tests.support.pdf_build import PdfBuild

Colour = tuple[float, float, float]
BLACK, GREY, RED = (0.0, 0.0, 0.0), (0.7, 0.7, 0.7), (0.8, 0.0, 0.0)


@pytest.fixture
def pdf(tmp_path: Path) -> PdfBuild:
    return PdfBuild(tmp_path / "halaman.pdf")


def raised(pdf: PdfBuild, base: str, mark: str, after: str = "") -> None:
    """`mark` small and raised behind `base`, as word processors print it, and text after it."""
    x = 100.0
    pdf.text(x, 100, base)
    x += pdf.canvas.stringWidth(base, "Helvetica", 10)
    pdf.text(x, 100.5, mark, size=6)
    x += pdf.canvas.stringWidth(mark, "Helvetica", 6)
    if after:
        pdf.text(x, 100, after)


@pytest.mark.parametrize(
    ("base", "mark", "after", "read"),
    [
        ("35", "2", "", "35"),
        ("82,5 %", "1)", "", "82,5 %"),
        ("35 unit", "2", " per tahun", "35 unit per tahun"),
        ("Jumlah kapal", "*)", "", "Jumlah kapal"),
        ("1.250 km", "2", "", "1.250 km2"),
        ("12 m", "3", "/detik", "12 m3/detik"),
        ("nilai x", "2", " + 1", "nilai x2 + 1"),
        ("x 10", "6", "", "x 10⁶"),
        ("(1 + r)", "2", "", "(1 + r)²"),
    ],
)
def test_raised_marks_are_left_out_and_exponents_are_not(
    pdf: PdfBuild, base: str, mark: str, after: str, read: str
) -> None:
    raised(pdf, base, mark, after)
    assert lines_of(page_of(pdf.save())) == [read]


def test_small_text_that_is_not_raised_stays(pdf: PdfBuild) -> None:
    pdf.text(100, 100, "CO")
    pdf.text(100 + pdf.canvas.stringWidth("CO", "Helvetica", 10), 105, "2", size=6)
    assert lines_of(page_of(pdf.save())) == ["CO2"]


def struck(pdf: PdfBuild, x: float, top: float, text: str) -> None:
    pdf.text(x, top, text)
    pdf.line(x, top + 6.8, x + pdf.canvas.stringWidth(text, "Helvetica", 10), top + 6.8, width=0.6)


def test_text_that_is_struck_out_is_not_read(pdf: PdfBuild) -> None:
    pdf.lattice([50, 150, 300], [90, 110, 130])
    for x, top, text in ((55, 94, "Indikator"), (155, 94, "Target"), (55, 114, "Luas panen")):
        pdf.text(x, top, text)
    struck(pdf, 155, 114, "70,0 ha")
    pdf.text(200, 114, "82,5 ha")
    reading = read_pdf(pdf.save(), ReadOptions())
    assert rows_of(grid_of(reading.pages[0])) == [["Indikator", "Target"], ["Luas panen", "82,5 ha"]]
    (found,) = reading.findings
    assert (found.code, found.page, dict(found.values)) == ("teks_dicoret", 1, {"jumlah": 1, "awal": "70,0 ha"})


def test_underlines_and_rulings_through_tight_rows_strike_nothing_out(pdf: PdfBuild) -> None:
    pdf.text(100, 100, "Digarisbawahi")
    pdf.line(100, 111.5, 100 + pdf.canvas.stringWidth("Digarisbawahi", "Helvetica", 10), 111.5)
    pdf.text(100, 200, "Baris rapat")
    pdf.line(60, 206, 400, 206)
    assert lines_of(page_of(pdf.save())) == ["Digarisbawahi", "Baris rapat"]


def table(pdf: PdfBuild) -> list[list[str | None]]:
    """A ruled table, and what is to be read of it."""
    rows: list[list[str | None]] = [["Indikator", "Target"]]
    rows += [[f"Jumlah kapal penangkap ikan ke-{i}", f"{i} unit"] for i in range(1, 8)]
    pdf.lattice([50, 350, 500], [90 + 20 * i for i in range(len(rows) + 1)])
    for i, (name, target) in enumerate(rows):
        pdf.text(55, 94 + 20 * i, name or "")
        pdf.text(355, 94 + 20 * i, target or "")
    return rows


@pytest.mark.parametrize(
    ("text", "degrees", "size", "colour", "places"),
    [
        ("SALINAN", 35, 90, GREY, [(120, 290)]),
        ("SALINAN", 52, 60, RED, [(120, 290)]),
        ("SALINAN", 0, 80, GREY, [(80, 220)]),
        ("DRAF", 0, 120, BLACK, [(100, 260)]),
        ("salinan", 30, 14, GREY, [(60 + 170 * i, 120 + 60 * j) for i in range(3) for j in range(3)]),
        ("salinan", 0, 10, GREY, [(60 + 150 * i, 128 + 45 * j) for i in range(3) for j in range(4)]),
    ],
)
def test_watermarks_of_any_look_are_left_out(
    pdf: PdfBuild, text: str, degrees: float, size: float, colour: Colour, places: list[tuple[float, float]]
) -> None:
    rows = table(pdf)
    pdf.canvas.setFillColorRGB(*colour)
    for x, top in places:
        pdf.turned(x, top, text, degrees, size)
    reading = read_pdf(pdf.save(), ReadOptions())
    assert rows_of(grid_of(reading.pages[0])) == rows
    assert [(found.code, found.page) for found in reading.findings] == [("tanda_air", 1)]


def test_faint_large_and_slanted_print_beside_the_text_is_no_watermark(pdf: PdfBuild) -> None:
    pdf.text(100, 60, "RENCANA KERJA", size=28)
    pdf.canvas.setFillColorRGB(*GREY)
    pdf.text(100, 120, "dokumen ini sah tanpa tanda tangan")
    pdf.canvas.setFillColorRGB(*BLACK)
    pdf.turned(100, 220, "Zyxq", 45)
    pdf.text(100, 260, "Isi dokumen yang biasa dengan beberapa kata lagi")
    reading = read_pdf(pdf.save(), ReadOptions())
    read = " ".join(lines_of(reading.pages[0]))
    for text in ("RENCANA KERJA", "tanpa tanda tangan", "beberapa kata"):
        assert text in read
    assert all(letter in read for letter in "Zxq")
    assert not reading.findings
