"""Text formats in which only blanks or separators make columns: fixed width, `pdftotext -layout`, CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.reading import ReadOptions
from parsers.text.text_reader import read_text
from schemas.transcript import Grid, Line
from tests.support.layout_show import rows_of

HEADER = ["No", "Sasaran", "Indikator Kinerja", "Target"]
ROWS = [
    ["1", "Tertibnya arsip daerah", "Jumlah arsip tertata", "12 berkas"],
    ["", "", "Persentase arsip terdaftar", "82,5 %"],
    ["2", "Meningkatnya layanan", "Nilai survei kepuasan", "BB (74)"],
]


def blocks(tmp_path: Path, text: str) -> list[str | list[list[str | None]]]:
    path = tmp_path / "naskah.txt"
    path.write_text(text, encoding="utf-8")
    (page,) = read_text(path, ReadOptions()).pages
    assert all(block.box is None for block in page.blocks)
    return [
        block.text if isinstance(block, Line) else rows_of(block)
        for block in page.blocks
        if isinstance(block, Grid) or block.text
    ]


def fixed(rows: list[list[str]], widths: tuple[int, ...] = (6, 30, 34, 0)) -> str:
    return "\n".join("".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def test_columns_of_blanks_make_a_table(tmp_path: Path) -> None:
    text = f"PERJANJIAN KINERJA\nDINAS KEARSIPAN\n\n{fixed([HEADER, *ROWS])}\n\nDitetapkan di Lembayung"
    title, office, table, place = blocks(tmp_path, text)
    assert (title, office, place) == ("PERJANJIAN KINERJA", "DINAS KEARSIPAN", "Ditetapkan di Lembayung")
    assert table[0] == HEADER
    assert [row[-1] for row in table[1:]] == [row[-1] for row in ROWS]


LAYOUT = """\
                        PERJANJIAN KINERJA

   No           Sasaran                   Indikator Kinerja               Target

1       Tertibnya arsip daerah     Jumlah arsip tertata menurut         12 berkas
        dan desa                   pedoman
                                   Persentase arsip terdaftar           82,5 %

2       Meningkatnya mutu layanan Nilai survei kepuasan                 BB (74)

3       Terwujudnya tata kelola arsip Nilai pengawasan kearsipan        78,40
"""


def test_texts_that_touch_the_next_column_are_divided_where_it_begins(tmp_path: Path) -> None:
    read = blocks(tmp_path, LAYOUT)
    rows = [row for block in read if isinstance(block, list) for row in block]
    assert ["2", "Meningkatnya mutu layanan", "Nilai survei kepuasan", "BB (74)"] in rows
    assert ["3", "Terwujudnya tata kelola arsip", "Nilai pengawasan kearsipan", "78,40"] in rows
    assert ["1", "Tertibnya arsip daerah dan desa", "Jumlah arsip tertata menurut pedoman", "12 berkas"] in rows


@pytest.mark.parametrize("separator", [";", ","])
def test_separated_values_make_a_table(tmp_path: Path, separator: str) -> None:
    rows = [[cell.replace(",", ".") for cell in row] for row in [HEADER, *ROWS]]
    title = f"PERJANJIAN KINERJA{separator * 3}"
    text = "\n".join([title, separator * 3, *(separator.join(row) for row in rows)])
    assert blocks(tmp_path, text) == ["PERJANJIAN KINERJA", rows]


def test_quoted_values_hold_separators_quotes_and_line_ends(tmp_path: Path) -> None:
    text = 'No;Indikator;Target\n1;"Jumlah ""arsip""; vital";3 berkas\n2;"Jumlah\nrak";4 rak\n'
    assert blocks(tmp_path, text) == [
        [["No", "Indikator", "Target"], ["1", 'Jumlah "arsip"; vital', "3 berkas"], ["2", "Jumlah rak", "4 rak"]]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kepala, Sekretaris, dan Bendahara\nRapat, kerja, dan kunjungan\nMaret, April, dan Mei",
        "a. menata; b. menyimpan; c. merawat;\nd. menata; e. menyimpan; f. merawat;\ng. x; h. y; i. z;",
        "Jabatan      : Kepala Dinas\nUnit kerja   : Dinas Kearsipan\nTahun        : 2025",
    ],
)
def test_prose_and_labels_are_no_table(tmp_path: Path, text: str) -> None:
    assert all(isinstance(block, str) for block in blocks(tmp_path, text))
