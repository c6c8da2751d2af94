"""kaskade.csv, `cermat tree` and its pictures: every goal and indicator is there, on one page, and harms nobody."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from extractor.cli import main
from extractor.export import folder_files
from extractor.export.collecting import ExportOptions
from extractor.export.json import render
from extractor.export.tables.document_tables import DocumentTables
from extractor.export.tree_flat import COLUMNS, as_csv
from extractor.export.tree_layout import Layout, best_layout
from extractor.export.tree_measure import width, wrap
from extractor.export.tree_picture import as_html, as_svg
from extractor.export.tree_shape import tree_of
from extractor.export.tree_text import as_dot, as_mermaid
from extractor.output_folder import OutputFolder
from schemas.document import Document, Simpul, Tingkat
from tests.support.exported import export_into

SVG = "{http://www.w3.org/2000/svg}"
A4_AND_A3 = ((785.0, 480.0), (1134.0, 727.0))
LEVELS: tuple[Tingkat, ...] = ("ultimate_outcome", "intermediate_outcome", "output")
Make = Callable[..., Document]


def node(name: str, parent: str | None, level: Tingkat, goal: str, *indicators: str) -> Simpul:
    return Simpul(id=name, induk=parent, tingkat=level, kinerja=goal, indikator=list(indicators))


def small() -> list[Simpul]:
    return [
        node("u", None, "ultimate_outcome", "Terwujudnya layanan prima", "Indeks layanan", "Indeks kepuasan"),
        node("a", "u", "intermediate_outcome", "Meningkatnya mutu layanan", "Persentase loket <baik> & 'siap'"),
        node("b", "u", "intermediate_outcome", 'Meningkatnya "akses" layanan'),
        node("a1", "a", "output", "Tersedianya loket", "=JUMLAH(A1)"),
        node("a2", "a", "output", "Terlatihnya petugas", "Jumlah petugas"),
    ]


@pytest.fixture
def cascade(document: Make) -> Callable[[Sequence[Simpul]], Document]:
    def make(nodes: Sequence[Simpul]) -> Document:
        return document().model_copy(update={"kaskade": list(nodes), "jenis": "KASKADE", "bagian": []})

    return make


Cascade = Callable[[Sequence[Simpul]], Document]


def texts(svg: bytes) -> str:
    root = etree.fromstring(svg)
    return " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))


def test_csv_has_a_line_per_indicator_and_one_for_a_goal_without(cascade: Cascade) -> None:
    data = as_csv(cascade(small()))
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(line["id"], line["induk"], line["indikator"]) for line in lines] == [
        ("u", "", "Indeks layanan"),
        ("u", "", "Indeks kepuasan"),
        ("a", "u", "Persentase loket <baik> & 'siap'"),
        ("b", "u", ""),
        ("a1", "a", "'=JUMLAH(A1)"),
        ("a2", "a", "Jumlah petugas"),
    ]


@pytest.mark.parametrize("trees", [0, 1, 2])
def test_a_run_has_the_file_where_a_document_has_nodes(
    trees: int, document: Make, cascade: Cascade, tmp_path: Path
) -> None:
    others = [(cascade(small()), f"{i}.pdf") for i in range(trees)]
    export_into(tmp_path, ["csv", "json"], (document(), "tanpa.pdf"), *others)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"indikator.csv", "angka.csv", "periksa.csv"} | ({"kaskade.csv"} if trees else set())
    if trees:
        assert (tmp_path / "kaskade.csv").read_bytes().count(b"\r\n") == 1 + 6 * trees


def test_nodes_of_an_earlier_run_go_when_no_document_has_any(document: Make, cascade: Cascade, tmp_path: Path) -> None:
    for one in (cascade(small()), document()):
        export_into(tmp_path, ["csv"], (one, "a.pdf"))
    assert {path.name for path in tmp_path.iterdir()} == {"indikator.csv", "angka.csv", "periksa.csv"}


def test_nothing_is_left_of_a_run_that_fails(cascade: Cascade, tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path, ())

    def fail() -> None:
        with folder_files(["csv"], folder, ExportOptions()) as files:
            files.add(DocumentTables(cascade(small()), "a.pdf"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_the_picture_has_every_text_and_level(cascade: Cascade) -> None:
    svg = as_svg(cascade(small()))
    shown = texts(svg)
    for one in small():
        for text in (one.kinerja, *one.indikator):
            assert all(word in shown for word in text.split()), text
    assert "Ultimate outcome" in shown
    assert "Immediate outcome" not in shown


def test_the_picture_needs_nothing_from_outside(cascade: Cascade) -> None:
    html = as_html(cascade(small())).decode()
    assert not re.search(r"(?:src|href|url\()", html)
    assert "landscape" in html
    assert etree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6]) is not None


def test_the_picture_is_one_landscape_page(cascade: Cascade) -> None:
    many = [node("u", None, "ultimate_outcome", "Akar")]
    many += [node(f"n{i}", "u", "output", f"Tersusunnya dokumen rencana {i}", "Jumlah dokumen") for i in range(90)]
    for nodes, page in ((small(), ("297mm", "210mm")), (many, ("420mm", "297mm"))):
        root = etree.fromstring(as_svg(cascade(nodes)))
        assert (root.get("width"), root.get("height")) == page


def rectangles(layout: Layout) -> list[tuple[float, float, float, float]]:
    return [(b.x, b.y, b.x + layout.box_width, b.y + b.label.height) for b in layout.boxes]


@st.composite
def forests(draw: st.DrawFn) -> list[Simpul]:
    """Nodes whose parents are anything: earlier ones, later ones, themselves, nobody, unknown ones."""
    count = draw(st.integers(1, 25))
    ids = [f"n{i}" for i in range(count)]
    parents = draw(st.lists(st.sampled_from([*ids, None, "?"]), min_size=count, max_size=count))
    words = st.lists(st.sampled_from(["Meningkatnya", "mutu", "a", "x" * 70]), max_size=12).map(" ".join)
    return [
        node(name, parent, draw(st.sampled_from(LEVELS)), draw(words), *draw(st.lists(words, max_size=3)))
        for name, parent in zip(ids, parents, strict=True)
    ]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(forests())
def test_boxes_never_overlap_and_stay_on_the_page(nodes: list[Simpul]) -> None:
    layout, page, scale = best_layout(nodes, A4_AND_A3)
    boxes = rectangles(layout)
    assert sorted(box.node for box in layout.boxes) == list(range(len(nodes)))
    for i, (x0, y0, x1, y1) in enumerate(boxes):
        assert x0 >= -0.01
        assert y0 >= -0.01
        assert x1 * scale <= A4_AND_A3[page][0] + 0.01
        assert y1 * scale <= A4_AND_A3[page][1] + 0.01
        for u0, v0, u1, v1 in boxes[:i]:
            assert x1 <= u0 + 0.01 or u1 <= x0 + 0.01 or y1 <= v0 + 0.01 or v1 <= y0 + 0.01
    tree = tree_of(nodes)
    assert len(layout.links) == len(nodes) - len(tree.roots)


@given(forests())
def test_every_node_is_in_the_tree_once(nodes: list[Simpul]) -> None:
    tree = tree_of(nodes)
    assert sorted(tree.order) == list(range(len(nodes)))
    for i, children in enumerate(tree.children):
        for child in children:
            assert nodes[child].induk == nodes[i].id
            assert tree.depth[child] == tree.depth[i] + 1


@given(st.text(max_size=300), st.floats(40, 300))
def test_wrapped_text_fits_and_loses_no_letter(text: str, room: float) -> None:
    lines = wrap(text, room, 9, bold=True)
    assert all(width(line, 9, bold=True) <= room or len(line) == 1 for line in lines)
    kept = "".join(char for char in text if not char.isspace() and char.isprintable())
    assert all(char in "".join(lines) for char in kept)


def test_mermaid_and_dot_say_the_same_tree(cascade: Cascade) -> None:
    mermaid, dot = as_mermaid(cascade(small())).decode(), as_dot(cascade(small())).decode()
    edges = {(1, 2), (1, 3), (2, 4), (2, 5)}
    assert {(int(a), int(b)) for a, b in re.findall(r"n(\d+) --> n(\d+)", mermaid)} == edges
    assert {(int(a), int(b)) for a, b in re.findall(r"n(\d+) -> n(\d+)", dot)} == edges
    assert 'Meningkatnya \\"akses\\" layanan' in dot
    assert "Meningkatnya #34;akses#34; layanan" in mermaid
    assert "#60;baik#62; #38; #39;siap#39;" in mermaid


def test_the_command_draws_results_and_chooses_by_name(cascade: Cascade, tmp_path: Path) -> None:
    result = tmp_path / "a.pdf.json"
    result.write_bytes(render(cascade(small())))
    for name, start in {"a.svg": "<svg", "a.html": "<!DOCTYPE", "a.mmd": "flowchart", "a.gv": "digraph"}.items():
        assert CliRunner().invoke(main, ["tree", str(result), "-o", str(tmp_path / name), "-q"]).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    printed = CliRunner().invoke(main, ["tree", str(result), "--format", "dot"])
    assert printed.stdout.startswith("digraph")


def test_the_command_refuses_a_document_without_a_tree(document: Make, tmp_path: Path) -> None:
    result = tmp_path / "a.pdf.json"
    result.write_bytes(render(document()))
    said = CliRunner().invoke(main, ["tree", str(result), "-o", str(tmp_path / "a.svg"), "--lang", "en"])
    assert said.exit_code == 3
    assert "no performance cascade" in said.stderr
    assert not (tmp_path / "a.svg").exists()


def test_the_command_never_writes_over_its_input(cascade: Cascade, tmp_path: Path) -> None:
    result = tmp_path / "a.json"
    result.write_bytes(render(cascade(small())))
    before = result.read_bytes()
    assert CliRunner().invoke(main, ["tree", str(result), "-o", str(result), "--format", "json"]).exit_code == 9
    assert result.read_bytes() == before
