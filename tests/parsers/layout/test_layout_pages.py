"""Page furniture: running headers and footers, page numbers and catchwords are set apart from the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.layout.reading_order import reading_regions
from schemas.geometry import Box
from schemas.transcript import Line, Word
from tests.support.layout_show import grid_of, lines_of, page_of, pages_of, rows_of
from tests.support.pdf_build import BOLD, PdfBuild


@pytest.fixture
def pdf(tmp_path: Path) -> PdfBuild:
    return PdfBuild(tmp_path / "dokumen.pdf")


def furniture(path: Path) -> list[list[str]]:
    return [[line.text for line in page.furniture] for page in pages_of(path)]


def body(pdf: PdfBuild, page: int) -> None:
    for i in range(6):
        pdf.text(60, 90 + 20 * i, f"Isi halaman {page} baris {i} dari naskah ini")


def test_page_numbers_and_running_lines_are_furniture(pdf: PdfBuild) -> None:
    for page in range(1, 5):
        pdf.text(60, 30, "Laporan Kinerja Dinas Kearsipan Tahun 2025", size=8)
        body(pdf, page)
        pdf.text(60, 810, f"Dinas Kearsipan - {page}", size=8)
        pdf.centred(300, 825, f"III-{page}", size=8)
        pdf.next_page()
    pdf.canvas.save()
    assert furniture(pdf.path) == [
        ["Laporan Kinerja Dinas Kearsipan Tahun 2025", f"Dinas Kearsipan - {page}", f"III-{page}"]
        for page in range(1, 5)
    ]
    assert [len(lines_of(page)) for page in pages_of(pdf.path)] == [6] * 4


def test_page_numbers_under_a_letterhead_count_on(pdf: PdfBuild) -> None:
    for page in range(2, 5):
        pdf.centred(300, 90, f"- {page} -")
        for i in range(5):
            pdf.text(60, 130 + 20 * i, f"Pasal {page}{i} berbunyi sebagai berikut")
        pdf.next_page()
    pdf.canvas.save()
    assert furniture(pdf.path) == [[f"- {page} -"] for page in range(2, 5)]


def test_a_heading_that_begins_each_section_stays(pdf: PdfBuild) -> None:
    for page in range(1, 7):
        if page % 2:
            pdf.centred(300, 70, "INDIKATOR KINERJA INDIVIDU", font=BOLD)
        body(pdf, page)
        pdf.next_page()
    pdf.canvas.save()
    assert furniture(pdf.path) == [[]] * 6


def test_of_two_pages_only_the_same_feet_are_furniture(pdf: PdfBuild) -> None:
    for page in (1, 2):
        pdf.text(200, 30, "INDIKATOR KINERJA UTAMA")
        body(pdf, page)
        pdf.text(200, 810, f"IKU Dinas Arsip - Hal. {page}")
        pdf.next_page()
    pdf.canvas.save()
    assert furniture(pdf.path) == [[f"IKU Dinas Arsip - Hal. {page}"] for page in (1, 2)]


def test_a_catchword_that_announces_the_next_page_is_furniture(pdf: PdfBuild) -> None:
    body(pdf, 1)
    pdf.right(530, 760, "Pasal 3 . . .")
    pdf.next_page()
    pdf.text(60, 90, "Pasal 3 Keputusan ini mulai berlaku")
    pdf.text(60, 110, "pada tanggal ditetapkan . . .")
    pdf.next_page()
    body(pdf, 3)
    assert furniture(pdf.save()) == [["Pasal 3 . . ."], [], []]


def test_a_number_in_a_table_at_the_foot_is_no_page_number(pdf: PdfBuild) -> None:
    pdf.lattice((60, 200, 400), (770, 790, 815))
    for x, top, text in ((65, 773, "No"), (205, 773, "Target"), (65, 795, "1"), (205, 795, "12")):
        pdf.text(x, top, text)
    page = page_of(pdf.save())
    assert not page.furniture
    assert rows_of(grid_of(page)) == [["No", "Target"], ["1", "12"]]


def test_two_tables_that_reach_over_the_end_of_a_region_are_read_beside_each_other() -> None:
    places = {"a": (20, 10), "b": (320, 10), "c": (20, 60), "d": (320, 60)}
    words = [Word(text, Box(x, top, x + 40, top + 10)) for text, (x, top) in places.items()]
    tables = [Box(10, 30, 290, 200), Box(310, 30, 590, 200)]
    regions = reading_regions(words, [], Box(0, 0, 600, 120), tables)
    assert [[word.text for word in region.words] for region in regions if region.words] == [["a", "c"], ["b", "d"]]


def test_two_tables_side_by_side_have_their_own_lines(pdf: PdfBuild) -> None:
    pdf.centred(297, 40, "PERJANJIAN KINERJA DINAS KEARSIPAN KABUPATEN LEMBAYUNG")
    for x, post, target in ((40, "Kepala Bidang Arsip", "3 berkas"), (310, "Kepala Bidang Pustaka", "9 judul")):
        pdf.text(x, 70, f"Jabatan : {post}")
        pdf.lattice([x, x + 150, x + 240], [90, 110, 130])
        for top, left, right in ((94, "Indikator", "Target"), (114, "Jumlah koleksi", target)):
            pdf.text(x + 4, top, left)
            pdf.text(x + 154, top, right)
    pdf.centred(297, 160, "Ditetapkan di Lembayung pada tanggal 2 Januari 2025")
    page = page_of(pdf.save())
    read = [block.text if isinstance(block, Line) else rows_of(block)[1][1] for block in page.blocks]
    assert read[1:-1] == ["Jabatan : Kepala Bidang Arsip", "3 berkas", "Jabatan : Kepala Bidang Pustaka", "9 judul"]
