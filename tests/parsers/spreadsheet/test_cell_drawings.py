"""Trees that are drawn with the cells of a sheet: merged cells are boxes, borders of empty cells are lines."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, PatternFill, Side

from parsers.read import read
from parsers.reading import ReadOptions
from parsers.spreadsheet.cell_drawings import with_drawn_cells
from parsers.spreadsheet.sheet_drawings import CellSizes
from parsers.spreadsheet.sheet_model import Area, Sheet, SheetCell
from schemas.transcript import Grid, Page
from tests.support.drawn import as_cells
from tests.support.drawn.habits import sample
from tests.support.drawn.scene import Box, Para, Scene, Wire

BAR = (
    Wire(((250, 90), (250, 120))),
    Wire(((60, 120), (450, 120))),
    Wire(((60, 120), (60, 150))),
    Wire(((250, 120), (250, 150))),
    Wire(((450, 120), (450, 150))),
)
"""From A down to a bar over B, C and D; C is right below A, so that the line runs on."""


def box(id: int, x: float, y: float, text: str, **more: object) -> Box:
    """A box of 100 x 40 points."""
    return Box(id, x, y, 100.0, 40.0, (Para(text),), fill="ffe699", **more)  # type: ignore[arg-type]


TREE = (box(1, 200, 50, "A"), box(2, 10, 150, "B"), box(3, 200, 150, "C"), box(4, 400, 150, "D"))


def drawn(tmp_path: Path, boxes: Sequence[Box] = TREE, wires: Sequence[Wire] = BAR) -> Page:
    path = tmp_path / "pohon.xlsx"
    path.write_bytes(as_cells.write([Scene(600, 300, list(boxes), list(wires))], sample(0)))
    return read(path, ReadOptions()).pages[0]


def texts(page: Page) -> list[str]:
    return [" ".join(line.text for line in shape.lines) for shape in page.shapes]


def test_boxes_and_lines_come_out_of_borders(tmp_path: Path) -> None:
    page = drawn(tmp_path)
    assert texts(page) == ["A", "B", "C", "D"]
    assert any(connector.shapes == (0, 1, 2, 3) for connector in page.connectors)
    assert {connector.shapes for connector in page.connectors} <= {(0, 1, 2, 3), (0, 2)}
    first = page.shapes[0]
    assert first.fill == "ffe699"
    assert first.box.width == pytest.approx(100, rel=0.05)
    assert first.box.height == pytest.approx(40, rel=0.05)


def test_drawn_cells_are_lines_and_no_table(tmp_path: Path) -> None:
    page = drawn(tmp_path)
    assert not any(isinstance(block, Grid) for block in page.blocks)
    assert [block.text for block in page.blocks if not isinstance(block, Grid)] == ["A", "B", "C", "D"]


def test_texts_beside_the_boxes_are_shapes_without_colour(tmp_path: Path) -> None:
    """Labels of rows stand in cells without borders."""
    label = Box(5, 520, 155, 60, 30, (Para("Program"),), line=None, form="text")
    page = drawn(tmp_path, (*TREE, label))
    assert texts(page)[-1] == "Program"
    assert page.shapes[-1].fill is None


def test_a_table_stays_one(tmp_path: Path) -> None:
    """Its boxes touch each other; a framed title over it is one box."""
    book = openpyxl.Workbook()
    sheet = book.active
    line = Side("thin")
    for row, cells in enumerate(
        (("IKU",), (), ("No", "Sasaran", "Target"), ("1", "Hutan lestari", "85"), ("2", "Air", "90"))
    ):
        for col, text in enumerate(cells):
            cell = sheet.cell(row + 1, col + 1, text)
            cell.border = Border(line, line, line, line)
            cell.fill = PatternFill("solid", fgColor="FFFFE699")
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / "tabel.xlsx"
    path.write_bytes(stream.getvalue())
    page = read(path, ReadOptions()).pages[0]
    assert page.shapes == ()
    assert sum(isinstance(block, Grid) for block in page.blocks) >= 1


def test_merged_cells_that_never_end_cost_no_memory() -> None:
    """A file of a few kilobytes can merge all rows and columns that a sheet can have, and many times."""
    framed = SheetCell("IKU", borders=frozenset({"left", "right", "top", "bottom"}))
    endless = tuple(Area(row, 2, 1_048_575, 16_383) for row in range(2_000))
    sheet = Sheet(1, "Lembar1", {(0, 0): framed, (90, 90): framed}, endless)
    assert with_drawn_cells(sheet, CellSizes()) is sheet
