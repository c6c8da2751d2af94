"""What drawings of a DOCX say of their boxes and of the lines between them, in all forms that Word has for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from parsers.read import read
from parsers.reading import ReadOptions
from schemas.transcript import Page
from tests.support.docx_build import members
from tests.support.drawn import as_docx
from tests.support.drawn.habits import sample
from tests.support.drawn.scene import Box, Para, Scene, Wire
from tests.support.package_build import write_package

PLAIN = replace(sample(0), nested_groups=False, word_by_word=True)
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
KINDS = ("group", "canvas", "anchored", "vml", "vml-lines")


def box(id: int, x: float, y: float, text: str = "", **more: object) -> Box:
    """A box of 100 x 40 points; without text a figure that may be a frame."""
    return replace(Box(id, x, y, 100.0, 40.0, (Para(text),) if text else ()), **more)  # type: ignore[arg-type]


def drawn(tmp_path: Path, kind: str, *scenes: Scene, nested: bool = False) -> Page:
    """The page that a DOCX with these drawings is read as."""
    path = tmp_path / "gambar.docx"
    path.write_bytes(as_docx.write(scenes, replace(PLAIN, nested_groups=nested), kind))
    return read(path, ReadOptions()).pages[0]


def texts(page: Page) -> list[str]:
    return [" ".join(line.text for line in shape.lines) for shape in page.shapes]


def pairs(page: Page) -> set[tuple[str, ...]]:
    """The texts that each connector joins."""
    names = texts(page)
    return {tuple(names[i] for i in connector.shapes) for connector in page.connectors}


def scene(*figures: Box | Wire) -> Scene:
    made = Scene(600, 400)
    made.boxes = [figure for figure in figures if isinstance(figure, Box)]
    made.wires = [figure for figure in figures if isinstance(figure, Wire)]
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_each_line_joins_the_boxes_at_its_ends(kind: str, tmp_path: Path) -> None:
    """An elbow from A to B, a straight line from A to C; the elbow passes over the line to C."""
    page = drawn(
        tmp_path,
        kind,
        scene(
            box(1, 200, 50, "A"),
            box(2, 350, 200, "B"),
            box(3, 200, 200, "C"),
            Wire(((250, 90), (250, 145), (400, 145), (400, 200)), 1, 2),
            Wire(((250, 90), (250, 200)), 1, 3),
        ),
    )
    assert texts(page) == ["A", "B", "C"]
    joined = pairs(page)
    if kind == "vml-lines":  # there an elbow is three lines, which meet the other one
        assert joined >= {("A", "C"), ("A", "B", "C")}
    else:
        assert joined == {("A", "B"), ("A", "C")}


@pytest.mark.parametrize("kind", KINDS)
def test_arrow_heads_are_at_the_box_that_they_point_at(kind: str, tmp_path: Path) -> None:
    line = Wire(((250, 90), (250, 200)), 1, 2, heads=(True, False))
    page = drawn(tmp_path, kind, scene(box(1, 200, 50, "A"), box(2, 200, 200, "B"), line))
    (connector,) = page.connectors
    assert [(end.shape, end.head) for end in connector.ends] == [(0, True), (1, False)]
    lower = connector.ends[1]
    assert lower.y == pytest.approx(page.shapes[1].box.top, abs=0.5)


@pytest.mark.parametrize("kind", ["group", "canvas", "vml"])
def test_named_ends_count_where_lines_end_elsewhere(kind: str, tmp_path: Path) -> None:
    """Files keep the ids; the place of a line is what the program last drew."""
    far = Wire(((20, 300), (40, 320)), 1, 2)
    page = drawn(tmp_path, kind, scene(box(1, 200, 50, "A"), box(2, 200, 200, "B"), box(3, 400, 50, "C"), far))
    (connector,) = page.connectors
    assert connector.shapes == (0, 1)
    assert all(end.x is None for end in connector.ends)


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_to_a_frame_has_an_end_at_each_box_in_it(kind: str, tmp_path: Path) -> None:
    frame = Box(4, 100, 190, 320, 60, dashed=True)
    page = drawn(
        tmp_path,
        kind,
        scene(
            box(1, 200, 50, "A"),
            box(2, 110, 200, "B"),
            box(3, 310, 200, "C"),
            frame,
            Wire(((250, 90), (250, 190))),
        ),
    )
    assert pairs(page) == {("A", "B", "C")}


@pytest.mark.parametrize("kind", KINDS)
def test_bars_join_all_that_their_lines_reach(kind: str, tmp_path: Path) -> None:
    page = drawn(
        tmp_path,
        kind,
        scene(
            box(1, 200, 50, "A"),
            box(2, 100, 200, "B"),
            box(3, 300, 200, "C"),
            Wire(((250, 90), (250, 145))),
            Wire(((150, 145), (350, 145))),
            Wire(((150, 145), (150, 198)), heads=(False, True)),
            Wire(((350, 145), (350, 198)), heads=(False, True)),
        ),
    )
    (connector,) = page.connectors
    assert [(end.shape, end.head) for end in connector.ends] == [(0, False), (1, True), (2, True)]


@pytest.mark.parametrize("kind", ["group", "canvas", "anchored"])
def test_free_forms_of_lines_are_lines(kind: str, tmp_path: Path) -> None:
    """A line of many corners, as people draw with the pen."""
    corners = ((300, 70), (330, 70), (330, 130), (340, 130), (340, 220), (300, 220))
    page = drawn(tmp_path, kind, scene(box(1, 200, 50, "A"), box(2, 200, 200, "B"), Wire(corners)))
    assert pairs(page) == {("A", "B")}


def test_block_arrows_with_a_text_are_labels(tmp_path: Path) -> None:
    label = box(2, 20, 50, "Eselon II", form="right arrow")
    page = drawn(tmp_path, "group", scene(box(1, 200, 50, "A"), label))
    assert [shape.form for shape in page.shapes] == ["box", "arrow"]


def test_boxes_of_one_group_have_one_number_and_their_place(tmp_path: Path) -> None:
    """The units of the inner groups are half of the page's."""
    figures = (
        box(1, 200, 50, "A", group=1),
        box(2, 200, 90, "Indikator A", group=1),
        box(3, 400, 50, "B", group=2),
        box(4, 20, 50, "C"),
    )
    shapes = drawn(tmp_path, "group", scene(*figures), nested=True).shapes
    first, second, third, fourth = (shape.group for shape in shapes)
    assert first is not None
    assert first == second
    assert third not in (first, None)
    assert fourth is None
    assert shapes[1].box.top == pytest.approx(shapes[0].box.bottom, abs=0.1)
    assert shapes[2].box.x0 - shapes[0].box.x0 == pytest.approx(200, abs=0.1)


@pytest.mark.parametrize("kind", KINDS)
def test_boxes_of_further_pages_are_on_further_sheets(kind: str, tmp_path: Path) -> None:
    """Each page is a section of its own; places start anew."""
    pages = (scene(box(1, 200, 50, "A"), box(2, 200, 200, "B")), scene(box(1, 200, 50, "C")))
    page = drawn(tmp_path, kind, *pages)
    assert [(name, shape.sheet) for name, shape in zip(texts(page), page.shapes, strict=True)] == [
        ("A", 0),
        ("B", 0),
        ("C", 1),
    ]
    assert page.connectors == ()


def test_fills_tell_colours_apart_and_white_is_none(tmp_path: Path) -> None:
    figures = (box(1, 20, 50, "A", fill="ffffff"), box(2, 200, 50, "B", fill="c5e0b4"), box(3, 400, 50, "C"))
    for kind in ("group", "vml"):
        assert [shape.fill for shape in drawn(tmp_path, kind, scene(*figures)).shapes] == [None, "c5e0b4", None]


@pytest.mark.parametrize("kind", KINDS)
def test_a_coloured_box_beside_a_text_is_an_entry_of_a_legend(kind: str, tmp_path: Path) -> None:
    swatch = Box(1, 20, 20, 18, 9, fill="f4b183")
    name = Box(2, 40, 16, 110, 17, (Para("Program"),), line=None, form="text")
    page = drawn(tmp_path, kind, scene(swatch, name, box(3, 200, 50, "A")))
    (entry,) = (shape for shape in page.shapes if shape.form == "swatch")
    assert (entry.fill, entry.lines[0].text) == ("f4b183", "Program")


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Rapat"><w:basedOn w:val="Normal"/><w:pPr>'
    '<w:spacing w:before="40" w:after="0" w:line="300" w:lineRule="exact"/></w:pPr></w:style>'
)
"""The usual style of Word, and one of 15 points from line to line with 2 points above."""


def placed_at(tmp_path: Path, paragraphs: str, margin: int = 1440, relative: str = "column") -> list[float]:
    """Tops of the boxes A, which hangs 100 points below the first paragraph, and B, 40 points below the last one."""

    def hung(text: str, down: int) -> str:
        run = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        return (
            f'<w:r><w:drawing><wp:anchor xmlns:wp="{WP}"><wp:positionH relativeFrom="{relative}">'
            '<wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>'
            f'{down * 12700}</wp:posOffset></wp:positionV><wp:extent cx="1270000" cy="254000"/><wp:wrapNone/>'
            "<a:graphic><a:graphicData>"
            f"<wps:wsp><wps:spPr/><wps:txbx><w:txbxContent>{run}</w:txbxContent></wps:txbx></wps:wsp>"
            "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
        )

    section = f'<w:sectPr><w:pgMar w:left="{margin}" w:top="{margin}"/></w:sectPr>'
    body = f"<w:p>{hung('A', 100)}</w:p>{paragraphs}<w:p>{hung('B', 40)}</w:p>{section}"
    path = tmp_path / "gantung.docx"
    write_package(path, members(body, styles=STYLES))
    shapes = read(path, ReadOptions()).pages[0].shapes
    return [shape.box.top for shape in shapes] + [shape.box.x0 for shape in shapes[:1]]


def test_boxes_hang_on_paragraphs_of_their_styles_heights(tmp_path: Path) -> None:
    """An empty paragraph of the usual style is about 22.5 points high, of the other style 17."""
    first, last, _ = placed_at(tmp_path, "<w:p/>" * 3)
    assert last - first == pytest.approx(4 * 22.5 - 60, abs=1)
    first, last, _ = placed_at(tmp_path, '<w:p><w:pPr><w:pStyle w:val="Rapat"/></w:pPr></w:p>' * 3)
    assert last - first == pytest.approx(22.5 + 3 * 17 - 60, abs=1)


def test_margins_are_those_of_the_section(tmp_path: Path) -> None:
    assert placed_at(tmp_path, "", margin=720)[2] == pytest.approx(36)
    assert placed_at(tmp_path, "", margin=720, relative="page")[2] == pytest.approx(0)
