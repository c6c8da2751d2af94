"""Plain tables: every cell with its place, nested tables named after the cell that they stand in."""

from __future__ import annotations

import csv
import io

from extractor.export.plain_tables import as_csv, as_document, placed_grids
from schemas.geometry import Box
from schemas.transcript import SOFT_HYPHEN, Cell, Grid, Line, Page, Transcript


def cell(row: int, col: int, *texts: str, rows: int = 1, cols: int = 1, grids: tuple[Grid, ...] = ()) -> Cell:
    lines = tuple(Line(text) for text in texts)
    return Cell(row, col, rows, cols, lines, Box(0, 0, 10.004, 5), grids)


INNER = Grid(1, 1, (cell(0, 0, "dalam"),), page=1)
OUTER = Grid(
    2,
    2,
    (cell(0, 0, "=lebar", cols=2), cell(1, 0, "ter" + SOFT_HYPHEN, "putus", "baru"), cell(1, 1, "x", grids=(INNER,))),
    page=1,
    box=Box(0, 0, 20, 10),
)
TRANSCRIPT = Transcript(
    name="a\x1b.pdf",
    sha256="0" * 64,
    media_type="application/pdf",
    size=9,
    pages=(Page(1, 100, 100, (Line("judul"), OUTER)), Page(2, 100, 100, (Grid(1, 1, (cell(0, 0, "y"),), page=2),))),
    parser="uji",
    page_count=2,
)


def test_document_names_places_spans_and_boxes() -> None:
    made = as_document(TRANSCRIPT)
    assert made["berkas"] == {
        "nama": "a\\x1b.pdf",
        "sha256": "0" * 64,
        "tipe": "application/pdf",
        "ukuran": 9,
        "halaman": 2,
    }
    outer, inner, last = made["tabel"]
    assert (outer["halaman"], outer["baris"], outer["kolom"], outer["induk"]) == (1, 2, 2, None)
    assert outer["sel"][0] == {
        "baris": 0,
        "kolom": 0,
        "rentang_baris": 1,
        "rentang_kolom": 2,
        "teks": "=lebar",
        "kotak": [0, 0, 10.0, 5],
    }
    assert outer["sel"][1]["teks"] == "terputus\nbaru"
    assert inner["induk"] == {"tabel": 0, "baris": 1, "kolom": 1}
    assert last["halaman"] == 2


def test_csv_has_the_text_of_a_spanning_cell_once_and_guards_formulas() -> None:
    read = list(csv.reader(io.StringIO(as_csv(OUTER), newline="")))
    assert read == [["'=lebar", ""], ["terputus\nbaru", "x"]]


def test_grids_come_in_reading_order() -> None:
    assert [placed.grid for placed in placed_grids(TRANSCRIPT)] == [
        OUTER,
        INNER,
        Grid(1, 1, (cell(0, 0, "y"),), page=2),
    ]
