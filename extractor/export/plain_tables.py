"""The tables of a Transcript as plain grids, without any interpretation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from extractor.export.csv_table import csv_cell
from extractor.file_names import printable
from schemas.geometry import Box
from schemas.transcript import SOFT_HYPHEN, Cell, Grid, Transcript


class GridFile(TypedDict):
    """The file that the tables were read from."""

    nama: str
    sha256: str
    tipe: str
    ukuran: int  # bytes
    halaman: int | None  # pages in the file; null for DOCX and text


class GridCell(TypedDict):
    """One cell: place and spans (0-based rows and columns), text, box in PDF points."""

    baris: int  # 0-based
    kolom: int  # 0-based
    rentang_baris: int
    rentang_kolom: int
    teks: str  # lines joined by line feeds
    kotak: list[float] | None  # [x0, top, x1, bottom], PDF points from the page's top left


class GridParent(TypedDict):
    """The cell of another table that a table is placed in."""

    tabel: int  # 0-based, in the same list
    baris: int
    kolom: int


class GridTable(TypedDict):
    """One table with its cells."""

    halaman: int | None
    kotak: list[float] | None
    baris: int  # number of rows
    kolom: int  # number of columns
    induk: GridParent | None  # the cell that a nested table stands in
    sel: list[GridCell]


class GridDocument(TypedDict):
    """All tables of a file."""

    berkas: GridFile
    tabel: list[GridTable]


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A table with its page and, where it is nested, the cell around it."""

    grid: Grid
    parent: GridParent | None


def placed_grids(transcript: Transcript) -> list[PlacedGrid]:
    """All grids in reading order; one inside a cell comes right after the grid that it stands in."""
    found: list[PlacedGrid] = []

    def add(grid: Grid, parent: GridParent | None) -> None:
        number = len(found)
        found.append(PlacedGrid(grid, parent))
        for cell in grid.cells:
            for inner in cell.grids:
                add(inner, {"tabel": number, "baris": cell.row, "kolom": cell.col})

    for page in transcript.pages:
        for block in page.blocks:
            if isinstance(block, Grid):
                add(block, None)
    return found


def as_document(transcript: Transcript) -> GridDocument:
    """The contract's "plain tables": the file, and each table with its cells."""
    return {
        "berkas": {
            "nama": printable(transcript.name),
            "sha256": transcript.sha256,
            "tipe": transcript.media_type,
            "ukuran": transcript.size,
            "halaman": transcript.page_count,
        },
        "tabel": [
            {
                "halaman": placed.grid.page,
                "kotak": _edges(placed.grid.box),
                "baris": placed.grid.rows,
                "kolom": placed.grid.cols,
                "induk": placed.parent,
                "sel": [
                    {
                        "baris": cell.row,
                        "kolom": cell.col,
                        "rentang_baris": cell.row_span,
                        "rentang_kolom": cell.col_span,
                        "teks": cell_text(cell),
                        "kotak": _edges(cell.box),
                    }
                    for cell in placed.grid.cells
                ],
            }
            for placed in placed_grids(transcript)
        ],
    }


def as_csv(grid: Grid) -> str:
    """RFC 4180 without a byte order mark; the text of a spanning cell stands in its first place only."""
    table = [[""] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.col] = csv_cell(cell_text(cell))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(table)
    return text.getvalue()


def cell_text(cell: Cell) -> str:
    """The cell's lines joined by line feeds; words that a line end broke are joined."""
    return "".join(_joined(cell)).strip()


def _joined(cell: Cell) -> Iterator[str]:
    for line in cell.lines:
        broken = line.text.endswith(SOFT_HYPHEN)
        yield line.text.removesuffix(SOFT_HYPHEN) + ("" if broken else "\n")


def _edges(box: Box | None) -> list[float] | None:
    return None if box is None else box.as_list()
