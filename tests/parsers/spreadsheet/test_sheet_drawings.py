"""What the shapes drawn on a sheet say of their boxes and of the lines between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from parsers.read import read
from parsers.reading import ReadOptions
from schemas.transcript import Page
from tests.support.drawn import as_sheet
from tests.support.drawn.habits import sample
from tests.support.drawn.scene import Box, Para, Scene, Wire
from tests.support.package_build import PACKAGE, RELATIONS, SHEET_NS, write_package, xlsx_members

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def box(id: int, x: float, y: float, text: str) -> Box:
    """A box of 100 x 40 points."""
    return Box(id, x, y, 100.0, 40.0, (Para(text),), fill="ffe699")


TREE = (
    box(1, 200, 50, "A"),
    box(2, 100, 200, "B"),
    box(3, 350, 200, "C"),
)


def drawn(tmp_path: Path, *wires: Wire, grouped: bool = False) -> Page:
    """The page of a sheet with the boxes A, B and C and these lines."""
    path = tmp_path / "gambar.xlsx"
    habits = replace(sample(0), nested_groups=grouped)
    path.write_bytes(as_sheet.write([Scene(600, 400, list(TREE), list(wires))], habits))
    return read(path, ReadOptions()).pages[0]


@pytest.mark.parametrize("grouped", [False, True])
def test_boxes_have_their_place_their_fill_and_their_cells(grouped: bool, tmp_path: Path) -> None:
    page = drawn(tmp_path, grouped=grouped)
    first = page.shapes[0]
    assert (first.box.x0, first.box.top, first.box.width) == pytest.approx((200, 50, 100), abs=0.1)
    assert [shape.fill for shape in page.shapes] == ["ffe699"] * 3
    assert list(page.blocks) == [line for shape in page.shapes for line in shape.lines]
    assert first.lines[0].cells is not None
    assert first.lines[0].page == 1


@pytest.mark.parametrize("grouped", [False, True])
def test_lines_join_what_they_name_or_reach(grouped: bool, tmp_path: Path) -> None:
    """An elbow that names its boxes, and a straight line that only ends there, with a head at A."""
    page = drawn(
        tmp_path,
        Wire(((250, 90), (250, 145), (150, 145), (150, 200)), 1, 2),
        Wire(((250, 90), (400, 200)), heads=(True, False)),
        grouped=grouped,
    )
    assert [connector.shapes for connector in page.connectors] == [(0, 1), (0, 2)]
    assert [[end.head for end in connector.ends] for connector in page.connectors] == [[False, False], [True, False]]


def test_bars_join_all_that_their_lines_reach(tmp_path: Path) -> None:
    page = drawn(
        tmp_path,
        Wire(((250, 90), (250, 145))),
        Wire(((150, 145), (400, 145))),
        Wire(((150, 145), (150, 200))),
        Wire(((400, 145), (400, 200))),
    )
    assert [connector.shapes for connector in page.connectors] == [(0, 1, 2)]


def test_anchors_place_what_does_not_say_its_own_place(tmp_path: Path) -> None:
    """The second column is four times as wide as a usual one, and the second row three times as high."""

    def anchored(number: int, row: int, col: int) -> str:
        ends = "".join(
            f"<xdr:{tag}><xdr:col>{col + more}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row + more}</xdr:row>"
            f"<xdr:rowOff>0</xdr:rowOff></xdr:{tag}>"
            for tag, more in (("from", 0), ("to", 1))
        )
        text = f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>K{number}</a:t></a:r></a:p></xdr:txBody>"
        figure = f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{number}" name="k"/></xdr:nvSpPr><xdr:spPr/>{text}</xdr:sp>'
        return f"<xdr:twoCellAnchor>{ends}{figure}<xdr:clientData/></xdr:twoCellAnchor>"

    members = xlsx_members(
        '<sheetFormatPr defaultRowHeight="15"/><cols><col min="2" max="2" width="40"/></cols>'
        f'<sheetData><row r="2" ht="45"/></sheetData><drawing xmlns:r="{RELATIONS}" r:id="rId1"/>'
    )
    members["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/drawing" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    )
    figures = anchored(1, 1, 1) + anchored(2, 2, 2)
    members["xl/drawings/drawing1.xml"] = f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}">{figures}</xdr:wsDr>'
    assert SHEET_NS in members["xl/worksheets/sheet1.xml"]
    first, second = read(write_package(tmp_path / "a.xlsx", members), ReadOptions()).pages[0].shapes
    assert (first.box.x0, first.box.x1) == pytest.approx((48, 258))
    assert (first.box.top, first.box.bottom) == pytest.approx((15, 60))
    assert (second.box.x0, second.box.top) == pytest.approx((258, 60))
