"""Trees that are drawn as boxes with lines between them, or with nothing but their places to tell the parents."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractor.pipeline import document_of, extract, interpret
from parsers.reading import ReadOptions
from schemas.document import Document
from schemas.geometry import Box
from schemas.transcript import Connector, Page, Shape
from tests.support.transcripts import flow, grid, line, pages
from tests.support.tree_drawings import Goal, Manner, Style, tree_docx, tree_pdf

Nested = dict[str, "Nested"]

OFFICE = (
    Goal(
        "Meningkatnya kualitas layanan perpustakaan daerah",
        ("Indeks kepuasan pemustaka", "Nilai akreditasi perpustakaan"),
        (
            Goal(
                "Meningkatnya minat baca masyarakat kepulauan",
                ("Tingkat kegemaran membaca",),
                (
                    Goal("Terlaksananya layanan perpustakaan keliling", ("Jumlah titik layanan",)),
                    Goal("Tersedianya bahan bacaan baru di setiap kecamatan", ("Jumlah judul buku",)),
                ),
            ),
            Goal(
                "Meningkatnya mutu pengelolaan arsip",
                ("Persentase arsip yang tertata",),
                (
                    Goal("Terselamatkannya arsip bernilai guna", ("Jumlah arsip yang dialihmediakan",)),
                    Goal("Terlatihnya arsiparis perangkat daerah", ("Jumlah arsiparis",)),
                    Goal("Tersusunnya pedoman tata kelola arsip", ("Jumlah pedoman",)),
                ),
            ),
        ),
    ),
)


def read(tmp_path: Path, data: bytes, name: str = "pohon.pdf") -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    return extract(path, ReadOptions(ocr="never"))


def wanted(goals: tuple[Goal, ...], parent: str | None = None) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Goal -> its parent's goal and its indicators."""
    result: dict[str, tuple[str | None, tuple[str, ...]]] = {}
    for goal in goals:
        result[goal.text] = (parent, goal.indicators)
        result |= wanted(goal.children, goal.text)
    return result


def found(document: Document) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    goals = {node.id: node.kinerja for node in document.kaskade}
    assert len(goals) == len(document.kaskade)
    return {
        node.kinerja: (goals[node.induk] if node.induk else None, tuple(node.indikator)) for node in document.kaskade
    }


STYLES = {
    "elbows": Style(),
    "arrows": Style(lines="arrow"),
    "slants": Style(lines="slant"),
    "curves": Style(lines="curve"),
    "across": Style(across=True),
    "across with arrows": Style(across=True, lines="arrow", rounded=True),
    "rounded": Style(rounded=True),
    "frames only": Style(filled=False),
    "areas only": Style(stroked=False),
    "sides drawn one by one": Style(sides=True),
    "sides without colours": Style(sides=True, filled=False),
    "hanging leaves": Style(hanging=True),
    "hanging leaves with arrows": Style(hanging=True, lines="arrow", rounded=True),
    "indicators in a box below": Style(own_box=True),
    "indicators in a box below, sides": Style(own_box=True, sides=True),
    "indicators in a box close below": Style(own_box=True, gap=5.0),
    "across, indicators in a box below": Style(own_box=True, across=True),
    "white text on dark rounded boxes": Style(dark=True, rounded=True, stroked=False),
    "no lines": Style(lines="none"),
    "no lines, no colours": Style(lines="none", filled=False),
    "no heading": Style(title=""),
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_every_box_is_a_goal_with_its_parent_and_indicators(style: Style, tmp_path: Path) -> None:
    document = read(tmp_path, tree_pdf(OFFICE, style))
    assert found(document) == wanted(OFFICE)
    assert document.jenis == "KASKADE"
    assert all(node.bukti["kinerja"].kotak for node in document.kaskade)


MANNERS: tuple[Manner, ...] = ("anchors", "group", "canvas", "vml", "smartart")


@pytest.mark.parametrize("manner", MANNERS)
def test_the_same_tree_comes_out_of_word_drawings(manner: Manner, tmp_path: Path) -> None:
    path = tmp_path / "pohon.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in tree_docx(OFFICE, manner).items():
            archive.writestr(name, content)
    document = extract(path, ReadOptions())
    assert found(document) == wanted(OFFICE)
    assert document.jenis == "KASKADE"


def test_levels_follow_the_depth_where_nothing_names_them(tmp_path: Path) -> None:
    levels = [node.tingkat for node in read(tmp_path, tree_pdf(OFFICE)).kaskade]
    assert levels[:3] == ["ultimate_outcome", "intermediate_outcome", "output"]


@pytest.mark.parametrize("legend", [(), ("Intermediate Outcome", "Output")])
@pytest.mark.parametrize("framed", [False, True])
@pytest.mark.parametrize("across", [False, True])
def test_labels_beside_the_rows_name_the_levels(
    across: bool, framed: bool, legend: tuple[str, ...], tmp_path: Path
) -> None:
    labels = ("ULTIMATE OUTCOME", "IMMEDIATE OUTCOME", "OUTCOME")
    style = Style(labels=labels, across=across, framed=framed, legend=legend)
    document = read(tmp_path, tree_pdf(OFFICE, style))
    assert found(document) == wanted(OFFICE)
    assert {node.tingkat for node in document.kaskade} == {"ultimate_outcome", "immediate_outcome", "outcome"}


def test_a_legend_names_the_levels_by_colour(tmp_path: Path) -> None:
    legend = ("Ultimate Outcome", "Eselon III", "Sasaran Program")
    nodes = read(tmp_path, tree_pdf(OFFICE, Style(legend=legend))).kaskade
    assert {node.kinerja for node in nodes} == set(wanted(OFFICE))
    assert {(node.label, node.tingkat, node.jenjang) for node in nodes} == {
        ("Ultimate Outcome", "ultimate_outcome", None),
        ("Eselon III", "immediate_outcome", None),
        ("Sasaran Program", "outcome", "program"),
    }


def test_numbered_goals_in_one_box_are_nodes_of_one_parent(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "pohon.pdf"), pagesize=(842, 595))
    boxes = [
        ((300, 400), ["Meningkatnya mutu jalan"]),
        ((60, 200), ["1. Terawatnya jalan kota", "2. Terawatnya jalan desa"]),
        ((500, 200), ["Terawatnya jembatan"]),
        ((500, 60), ["Terlaksananya pengecatan"]),
    ]
    canvas.drawString(40, 560, "POHON KINERJA")
    for (x, y), lines in boxes:
        canvas.rect(x, y, 240, 50)
        for i, text in enumerate(lines):
            canvas.drawString(x + 8, y + 34 - 16 * i, text)
        if y == 200:
            canvas.line(420, 400, x + 120, y + 50)
    canvas.line(620, 200, 620, 110)
    canvas.save()
    root, (first, second), (third,), (last,) = (lines for _, lines in boxes)
    assert found(read(tmp_path, (tmp_path / "pohon.pdf").read_bytes())) == {
        root[0]: (None, ()),
        first.removeprefix("1. "): (root[0], ()),
        second.removeprefix("2. "): (root[0], ()),
        third: (root[0], ()),
        last: (third, ()),
    }


def test_ranks_in_front_of_goals_are_labels(tmp_path: Path) -> None:
    roots = (
        Goal(
            "Eselon II 1 : Meningkatnya mutu jalan",
            children=tuple(Goal(f"Eselon III {i} : Terawatnya jalan {name}") for i, name in enumerate("abc", start=1)),
        ),
    )
    nodes = read(tmp_path, tree_pdf(roots)).kaskade
    assert [(node.label, node.tingkat, node.kinerja) for node in nodes] == [
        ("Eselon II", "intermediate_outcome", "Meningkatnya mutu jalan"),
        *(("Eselon III", "immediate_outcome", f"Terawatnya jalan {name}") for name in "abc"),
    ]


def test_boxes_with_labels_but_no_goals_are_no_tree(tmp_path: Path) -> None:
    names = ("MANDAT", "ISU STRATEGIS", "EKSPEKTASI MASYARAKAT", "ISU UTAMA")
    roots = (Goal("OUTCOME : KERANGKA", children=tuple(Goal(f"OUTPUT : {name}") for name in names)),)
    assert read(tmp_path, tree_pdf(roots, Style(title="KERTAS KERJA PERJENJANGAN KINERJA"))).kaskade == []


def test_steps_of_a_procedure_are_no_tree(tmp_path: Path) -> None:
    step = Goal("Menyerahkan salinan izin")
    for text in ("Menandatangani izin", "Menyerahkan rancangan", "Menugaskan penilai", "Mengajukan berkas"):
        step = Goal(text, children=(step,))
    for title in ("STANDAR OPERASIONAL PROSEDUR", ""):
        document = read(tmp_path, tree_pdf((step,), Style(title=title, lines="arrow")))
        assert document.kaskade == []


def test_coloured_cells_with_space_between_are_the_boxes_of_a_tree(tmp_path: Path) -> None:
    """As spreadsheets print them: every parent as wide as its children, each row in its colour, no connectors."""
    leaves = ("ukur", "gali", "uji", "cuci", "angkut", "timbang")
    rows = [
        ["Meningkatnya mutu layanan"],
        ["Meningkatnya mutu jalan", "Meningkatnya mutu air"],
        [f"Pengadaan alat {leaf}" for leaf in leaves],
    ]
    canvas = Canvas(str(tmp_path / "pohon.pdf"), pagesize=(1000, 595))
    canvas.drawString(40, 560, "POHON KINERJA")
    for row, (texts, fill) in enumerate(zip(rows, ("#f4b183", "#ffe699", "#c6e0b4"), strict=True)):
        width = 900 / len(texts)
        for column, text in enumerate(texts):
            x, y = 50 + column * width, 470 - 56 * row
            canvas.setFillColor(HexColor(fill))
            canvas.rect(x, y, width - 8, 50, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            canvas.drawString(x + 4, y + 30, text)
            canvas.drawString(x + 4, y + 12, f"IK: Jumlah {text.split()[-1]}")
    canvas.save()
    document = read(tmp_path, (tmp_path / "pohon.pdf").read_bytes())
    goals = {node.kinerja: node.kinerja.split()[-1] for node in document.kaskade}
    parents = {goal: parent for goal, (parent, _) in found(document).items()}
    assert list(goals.values()) == ["layanan", "jalan", *leaves[:3], "air", *leaves[3:]]
    assert set(parents.values()) == {None, rows[0][0], *rows[1]}
    assert all(node.indikator == [f"Jumlah {goals[node.kinerja]}"] for node in document.kaskade)
    assert document.bagian == []


def test_names_of_levels_at_the_head_of_the_boxes(tmp_path: Path) -> None:
    names = ("INTERMEDIATE OUTCOME", "Immediate Outcome", "SASARAN KEGIATAN 3")
    document = read(tmp_path, tree_pdf(OFFICE, Style(headings=names)))
    assert found(document) == wanted(OFFICE)
    assert [node.tingkat for node in document.kaskade[:3]] == ["intermediate_outcome", "immediate_outcome", "output"]


def test_a_goal_that_begins_like_the_name_of_a_level_keeps_its_first_word(tmp_path: Path) -> None:
    roots = (Goal("Meningkatnya layanan", children=tuple(Goal(f"Program peningkatan mutu jalan {i}") for i in "abcd")),)
    goals = [node.kinerja for node in read(tmp_path, tree_pdf(roots)).kaskade]
    assert goals[1:] == [f"Program peningkatan mutu jalan {i}" for i in "abcd"]


def test_lists_of_indicators_in_boxes_are_no_tables(tmp_path: Path) -> None:
    leaves = tuple(
        Goal(f"Terlaksananya layanan {name}", (f"Jumlah peserta {name}", f"Jumlah laporan {name}"))
        for name in ("baca", "arsip", "pameran", "lomba")
    )
    document = read(tmp_path, tree_pdf((Goal("Meningkatnya layanan daerah", ("Indeks layanan",), leaves),)))
    assert document.jenis == "KASKADE"
    assert document.bagian == []


def test_a_line_through_a_box_parts_the_goal_from_its_indicators(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "pohon.pdf"), pagesize=(842, 595))
    canvas.drawString(40, 560, "POHON KINERJA")
    texts = [("Meningkatnya mutu jalan", "Indeks mutu jalan")]
    texts += [(f"Terawatnya jalan {name}", f"Panjang jalan {name}") for name in ("kota", "desa", "pantai")]
    for i, (goal, indicator) in enumerate(texts):
        x, y = (40, 300) if i == 0 else (440, 180 + 120 * (i - 1))
        canvas.rect(x, y, 320, 40)
        canvas.line(x + 160, y, x + 160, y + 40)
        canvas.drawString(x + 8, y + 16, goal)
        canvas.drawString(x + 168, y + 16, indicator)
        if i:
            canvas.line(360, 320, x, y + 20)
    canvas.save()
    document = read(tmp_path, (tmp_path / "pohon.pdf").read_bytes())
    root = texts[0][0]
    assert found(document) == {goal: (None if goal == root else root, (item,)) for goal, item in texts}


def test_a_chart_of_offices_is_no_tree_of_goals(tmp_path: Path) -> None:
    offices = (
        Goal(
            "Kepala Dinas",
            children=tuple(Goal(f"Kepala Bidang {name}") for name in ("Arsip", "Layanan", "Pembinaan", "Umum")),
        ),
    )
    document = read(tmp_path, tree_pdf(offices, Style(title="STRUKTUR ORGANISASI")))
    assert document.kaskade == []
    assert document.jenis == "TIDAK_ADA"


def test_labels_in_boxes_name_levels_and_indicators(tmp_path: Path) -> None:
    poster = (
        Goal(
            "Tujuan 1: Meningkatnya kesehatan hewan ternak",
            children=(
                Goal(
                    "Sasaran 1.1 : Menurunnya penyakit hewan menular",
                    children=(
                        Goal(
                            "Indikator 1: Persentase hewan yang divaksin",
                            children=(
                                Goal("Program: Pengendalian Penyakit Hewan", children=(Goal("Kegiatan: Vaksinasi"),)),
                            ),
                        ),
                    ),
                ),
                Goal("Sasaran 1.2 : Meningkatnya kesadaran peternak"),
            ),
        ),
    )
    nodes = read(tmp_path, tree_pdf(poster, Style(filled=False))).kaskade
    goals = {node.id: node.kinerja for node in nodes}
    assert [(node.tingkat, node.kinerja, goals.get(node.induk or ""), node.indikator) for node in nodes] == [
        ("ultimate_outcome", "Meningkatnya kesehatan hewan ternak", None, []),
        (
            "intermediate_outcome",
            "Menurunnya penyakit hewan menular",
            "Meningkatnya kesehatan hewan ternak",
            ["Persentase hewan yang divaksin"],
        ),
        ("outcome", "Pengendalian Penyakit Hewan", "Menurunnya penyakit hewan menular", []),
        ("output", "Vaksinasi", "Pengendalian Penyakit Hewan", []),
        ("intermediate_outcome", "Meningkatnya kesadaran peternak", "Meningkatnya kesehatan hewan ternak", []),
    ]


def test_a_drawn_tree_beside_the_table_of_the_same_goals_adds_no_nodes() -> None:
    header = ["ULTIMATE OUTCOME", "IMMEDIATE OUTCOME", "OUTPUT"]
    first_row = ["Meningkatnya mutu jalan", "Terawatnya jalan", "Terlaksananya penambalan"]
    rows = [first_row, [None, None, "Terpasangnya rambu"]]
    drawn = ["Meningkatnya Mutu Jalan", "Terawatnya jalan", "Terlaksananya penambalan jalan", "Terbangunnya jembatan"]
    shapes = tuple(
        Shape(Box(50, 50 * i, 200, 50 * i + 30), (line(text, page=2, top=50 * i + 5),)) for i, text in enumerate(drawn)
    )
    transcript = pages([line("POHON KINERJA", page=1), grid([header, *rows], page=1)], [line("POHON KINERJA", page=2)])
    first, second = transcript.pages
    transcript = replace(transcript, pages=(first, replace(second, shapes=shapes)))
    document = document_of(transcript, interpret(transcript))
    assert [node.kinerja for node in document.kaskade] == [*first_row, "Terpasangnya rambu"]
    assert [(f.kode, f.lokasi) for f in document.temuan if f.kode.startswith("kaskade")] == [
        ("kaskade_gambar_beda", "Terbangunnya jembatan")
    ]


def test_a_tree_that_goes_on_on_another_page_hangs_where_its_root_stood() -> None:
    tops = ["Meningkatnya mutu jalan", "Terawatnya jalan kabupaten", "Tersedianya rambu", "Terbangunnya jembatan"]
    below = [
        "Terawatnya jalan kabupaten",
        "Terlaksananya penambalan",
        "Terlaksananya pengaspalan",
        "Terbersihkannya parit",
    ]

    def fan(texts: list[str], page: int) -> Page:
        boxes = [Box(200, 50, 350, 80), *(Box(160 * i, 150, 160 * i + 150, 180) for i in range(len(texts) - 1))]
        shapes = tuple(
            Shape(box, (line(text, page=page, top=box.top, x0=box.x0),)) for box, text in zip(boxes, texts, strict=True)
        )
        return Page(
            page, 595, 842, (line("POHON KINERJA", page=page),), (), "text", shapes, (Connector.between((0, 1, 2, 3)),)
        )

    transcript = replace(pages([line("a", page=1)]), pages=(fan(tops, 1), fan(below, 2)))
    nodes = document_of(transcript, interpret(transcript)).kaskade
    goals = {node.id: node.kinerja for node in nodes}
    assert {node.kinerja: goals.get(node.induk or "") for node in nodes} == {
        tops[0]: None,
        **dict.fromkeys(tops[1:], tops[0]),
        **dict.fromkeys(below[1:], below[0]),
    }


def test_a_page_with_two_boxes_below_a_repeated_one_is_part_of_the_tree() -> None:
    def fan(texts: list[str], page: int) -> Page:
        boxes = [Box(200, 50, 350, 80), *(Box(160 * i, 150, 160 * i + 150, 180) for i in range(len(texts) - 1))]
        shapes = tuple(
            Shape(box, (line(text, page=page, top=box.top, x0=box.x0),)) for box, text in zip(boxes, texts, strict=True)
        )
        joined = (Connector.between(range(len(texts))),)
        return Page(page, 595, 842, (line("POHON KINERJA", page=page),), (), "text", shapes, joined)

    tops = ["Meningkatnya mutu jalan", "Terawatnya jalan desa", "Tersedianya rambu", "Terbangunnya jembatan"]
    below = ["Tersedianya rambu", "Pengadaan rambu", "Pemasangan rambu"]
    transcript = replace(pages([line("a", page=1)]), pages=(fan(tops, 1), fan(below, 2)))
    nodes = document_of(transcript, interpret(transcript)).kaskade
    goals = {node.id: node.kinerja for node in nodes}
    assert {node.kinerja: (goals.get(node.induk or ""), node.tingkat) for node in nodes} == {
        tops[0]: (None, "ultimate_outcome"),
        **dict.fromkeys(tops[1:], (tops[0], "intermediate_outcome")),
        **dict.fromkeys(below[1:], (below[0], "output")),
    }


def test_boxes_that_are_cells_of_a_table_with_space_between() -> None:
    rows = [
        ["", "Meningkatnya mutu jalan", ""],
        ["", "", ""],
        ["Terawatnya jalan kabupaten", "", "Meningkatnya keselamatan jalan"],
        ["", "", ""],
        ["Terlaksananya penambalan", "", "Terpasangnya rambu"],
        ["", "", ""],
        ["Terlaksananya pengaspalan", "", "Terpasangnya marka"],
        ["", "", ""],
        ["Bersihnya parit", "", "Terpasangnya lampu"],
    ]
    document = document_of(transcript := flow("POHON KINERJA", grid(rows)), interpret(transcript))
    goals = {node.id: node.kinerja for node in document.kaskade}
    assert {node.kinerja: goals.get(node.induk or "") for node in document.kaskade} == {
        "Meningkatnya mutu jalan": None,
        "Terawatnya jalan kabupaten": "Meningkatnya mutu jalan",
        "Meningkatnya keselamatan jalan": "Meningkatnya mutu jalan",
        **dict.fromkeys([row[0] for row in rows[4::2]], "Terawatnya jalan kabupaten"),
        **dict.fromkeys([row[2] for row in rows[4::2]], "Meningkatnya keselamatan jalan"),
    }


def test_columns_that_go_on_over_pages_and_several_parents_on_one_bus(tmp_path: Path) -> None:
    """Goals with their indicators in boxes below, ranks in arrows beside the rows, activities over two pages."""
    tops = [("Meningkatnya mutu jalan", "Indeks mutu jalan"), ("Meningkatnya mutu air", "Indeks mutu air")]
    middles = [("Terawatnya jalan kota", "Panjang jalan terawat"), ("Terlindunginya sumber air", "Jumlah sumber air")]
    lists = [
        [f"Pengadaan alat {x}" for x in ("ukur", "gali", "uji")],
        [f"Pembinaan warga {x}" for x in ("hulu", "muara", "pulau")],
    ]
    canvas = Canvas(str(tmp_path / "pohon.pdf"), pagesize=(842, 595))

    def pair(column: int, top: float, goal: str, indicator: str, fill: str) -> None:
        x, y = 60 + 380 * column, 595 - top
        for bottom, text in ((y - 24, goal), (y - 52, f"Indikator : {indicator}")):
            canvas.setFillColor(HexColor(fill))
            canvas.rect(x, bottom, 280, 24, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            canvas.drawString(x + 8, bottom + 8, text)

    for column in (0, 1):
        middle = 200 + 380 * column
        pair(column, 40, *tops[column], "#bdd7ee")
        pair(column, 180, *middles[column], "#ffe699")
        pair(column, 320, lists[column][0], "Jumlah alat atau warga", "#c6e0b4")
        canvas.line(middle, 595 - 92, middle, 595 - 180)
        canvas.line(middle, 595 - 232, middle, 595 - 320)
    canvas.line(200, 595 - 136, 580, 595 - 136)
    for top, label in ((40, "Eselon II"), (180, "Eselon III"), (320, "Eselon IV")):
        canvas.rect(750, 595 - top - 40, 70, 30)
        canvas.drawString(756, 595 - top - 28, label)
    canvas.showPage()
    for column in (0, 1):
        for row, goal in enumerate(lists[column][1:]):
            pair(column, 40 + 80 * row, goal, "Jumlah alat atau warga", "#c6e0b4")
    canvas.save()
    document = read(tmp_path, (tmp_path / "pohon.pdf").read_bytes())
    own = ("Jumlah alat atau warga",)
    assert found(document) == {
        **{goal: (None, (item,)) for goal, item in tops},
        **{goal: (tops[i][0], (item,)) for i, (goal, item) in enumerate(middles)},
        **{goal: (middles[i][0], own) for i in (0, 1) for goal in lists[i]},
    }
    labels = {node.label: node.tingkat for node in document.kaskade}
    assert labels == {
        "Eselon II": "intermediate_outcome",
        "Eselon III": "immediate_outcome",
        "Eselon IV": "output",
    }


def test_goals_around_one_that_they_serve_are_its_children_and_other_lines_are_links(
    tmp_path: Path,
) -> None:
    centre = "Menurunnya angka tengkes"
    around = {
        "Meningkatnya gizi keluarga": (300, 480),
        "Meningkatnya air bersih": (40, 300),
        "Terjaganya harga pangan": (560, 300),
        "Meningkatnya layanan posyandu": (120, 80),
        "Meningkatnya sanitasi desa": (480, 80),
    }
    canvas = Canvas(str(tmp_path / "pohon.pdf"), pagesize=(842, 595))
    canvas.drawString(40, 570, "CROSS CUTTING KINERJA")
    for goal, (x, y) in {centre: (300, 300), **around}.items():
        canvas.rect(x, y, 220, 40)
        canvas.drawString(x + 6, y + 24, "DINAS CONTOH")
        canvas.drawString(x + 6, y + 8, goal)
    canvas.line(410, 480, 410, 340)
    canvas.line(260, 320, 300, 320)
    canvas.line(560, 320, 520, 320)
    canvas.line(230, 120, 360, 300)
    canvas.line(590, 120, 460, 300)
    canvas.line(340, 100, 480, 100)
    canvas.save()
    document = read(tmp_path, (tmp_path / "pohon.pdf").read_bytes())
    assert {goal: parent for goal, (parent, _) in found(document).items()} == {
        centre: None,
        **dict.fromkeys(around, centre),
    }
    goals = {node.id: node.kinerja for node in document.kaskade}
    links = {node.kinerja: [goals[other] for other in node.tautan] for node in document.kaskade if node.tautan}
    posyandu, sanitasi = list(around)[3:]
    assert links == {posyandu: [sanitasi], sanitasi: [posyandu]}
    assert document.bagian == []
