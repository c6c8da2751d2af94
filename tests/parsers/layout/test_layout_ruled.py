"""Ruled tables: cells and spans from lines, also where lines are missing, doubled, broken or a little off."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.layout import analyse_page
from parsers.raw_page import RawPage, Ruling
from schemas.geometry import Box
from schemas.transcript import Grid, Word
from tests.support.layout_show import grid_of, grids_of, lines_of, page_of, rows_of, spans_of, words_in
from tests.support.pdf_build import PdfBuild

HEIGHT = 11.0  # points: the words of the tables made here


@pytest.fixture
def pdf(tmp_path: Path) -> PdfBuild:
    return PdfBuild(tmp_path / "tabel.pdf")


def test_cells_lie_between_rulings_and_hold_their_lines(pdf: PdfBuild) -> None:
    pdf.lattice((60, 100, 300, 500), (100, 130, 180))
    for x, text in ((65, "No"), (105, "Sasaran"), (305, "Indikator")):
        pdf.text(x, 105, text)
    pdf.text(65, 135, "1")
    pdf.paragraph(105, 135, ["Meningkatnya akuntabilitas", "kinerja"])
    pdf.text(305, 135, "Nilai SAKIP")
    grid = grid_of(page_of(pdf.save()))
    assert rows_of(grid) == [["No", "Sasaran", "Indikator"], ["1", "Meningkatnya akuntabilitas kinerja", "Nilai SAKIP"]]
    assert grid.ruled
    assert grid.col_edges == pytest.approx((60, 100, 300, 500), abs=0.5)
    body = next(cell for cell in grid.cells if (cell.row, cell.col) == (1, 1))
    assert body.box is not None
    assert body.box.as_list() == pytest.approx([100, 130, 300, 180], abs=0.5)
    assert [line.text for line in body.lines] == ["Meningkatnya akuntabilitas", "kinerja"]


def test_missing_separators_are_spans(pdf: PdfBuild) -> None:
    # No and Sasaran span two indicators; the header has a name over two columns.
    xs, ys = (60, 100, 260, 400, 520), (100, 125, 150, 175, 200)
    for y, x0, x1 in ((100, 60, 520), (125, 260, 520), (150, 60, 520), (175, 260, 520), (200, 60, 520)):
        pdf.line(x0, y, x1, y)
    for x in xs:
        pdf.line(x, 125 if x == 400 else 100, x, 200)
    pdf.text(65, 105, "No")
    pdf.text(105, 105, "Sasaran")
    pdf.text(300, 105, "Target tahunan")
    for x, top, text in ((265, 130, "2025"), (405, 130, "2026"), (265, 155, "10"), (405, 155, "12"), (265, 180, "7")):
        pdf.text(x, top, text)
    pdf.text(65, 155, "1")
    pdf.text(105, 155, "Tertib arsip")
    grid = grid_of(page_of(pdf.save()))
    assert (grid.rows, grid.cols) == (len(ys) - 1, len(xs) - 1)
    assert spans_of(grid) == {(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (2, 0, 2, 1), (2, 1, 2, 1)}
    assert rows_of(grid)[2:] == [["1", "Tertib arsip", "10", "12"], [None, None, "7", ""]]


def test_open_outer_edges_are_closed(pdf: PdfBuild) -> None:
    for y in (100, 130, 160, 190):
        pdf.line(60, y, 500, y)
    for x in (100, 300):
        pdf.line(x, 100, x, 190)
    for row, top in enumerate((105, 135, 165)):
        for x, text in ((65, f"{row}"), (105, f"sasaran {row}"), (305, f"ukuran {row}")):
            pdf.text(x, top, text)
    grid = grid_of(page_of(pdf.save()))
    assert rows_of(grid) == [[f"{row}", f"sasaran {row}", f"ukuran {row}"] for row in range(3)]
    assert grid.col_edges == pytest.approx((60, 100, 300, 500), abs=0.5)


@pytest.mark.parametrize("shift", [2.0, 4.5, 7.0])
def test_a_border_that_shifts_from_row_to_row_is_one_column_border(pdf: PdfBuild, shift: float) -> None:
    """Borders dragged by hand: each row keeps its own words, and the goal's cell over two rows stays one cell."""
    shifts = (0.0, shift, -shift, shift / 2, 0.0)
    tops = (100, 130, 160, 190, 220, 250)
    for row, move in enumerate(shifts):
        for x in (60, 90 + move / 3, 230 + move, 420 - move, 500):
            pdf.line(x, tops[row], x, tops[row + 1])
    for top in tops:
        pdf.line(90 if top == 220 else 60, top, 500, top)
    texts = (("No", "Sasaran", "Indikator", "Target"), *(("1", "Tertib", f"Jumlah {n}", f"{n}0") for n in range(1, 5)))
    for row, cells in enumerate(texts):
        move = shifts[row]
        for x, text in zip((65, 95 + move / 3, 232 + move, 424 - move), cells, strict=True):
            pdf.text(x, tops[row] + 8, text)
    grid = grid_of(page_of(pdf.save()))
    assert grid.cols == 4
    assert [text for row in rows_of(grid) for text in row if text] == [
        *("No", "Sasaran", "Indikator", "Target"),
        *("1", "Tertib", "Jumlah 1", "10"),
        *("1", "Tertib", "Jumlah 2", "20"),
        *("1 1", "Tertib", "Jumlah 3", "30"),
        *("Tertib", "Jumlah 4", "40"),
    ]


def test_columns_as_narrow_as_their_codes_stay_apart(pdf: PdfBuild) -> None:
    xs = (60, 72, 84, 96, 300)
    pdf.lattice(xs, (100, 130, 160))
    for top in (108, 138):
        for x, text in zip((62, 74, 86, 100), ("1", "2", "3", "Program"), strict=True):
            pdf.text(x, top, text)
    assert rows_of(grid_of(page_of(pdf.save()))) == [["1", "2", "3", "Program"]] * 2


def test_double_and_dashed_rulings_count_once(pdf: PdfBuild) -> None:
    pdf.lattice((60, 200, 400), (100, 130, 160))
    pdf.lattice((61.5, 200, 398.5), (101.5, 130, 158.5))
    pdf.canvas.setDash(3, 2)
    pdf.line(60, 145, 400, 145)
    for x, top, text in ((70, 108, "a"), (70, 132, "b"), (70, 147, "c"), (210, 108, "d")):
        pdf.text(x, top, text, size=8)
    assert rows_of(grid_of(page_of(pdf.save()))) == [["a", "d"], ["b", ""], ["c", ""]]


def test_rulings_drawn_as_thin_areas_and_in_segments(pdf: PdfBuild) -> None:
    for y in (100, 130, 160):
        for x in range(60, 400, 20):
            pdf.box(x, y, x + 20, y + 0.6, stroke=0, fill=1)
    for x in (60, 200, 400):
        for y in (100, 130):
            pdf.box(x, y, x + 0.6, y + 30, stroke=0, fill=1)
    for x, top, text in ((70, 108, "a"), (210, 108, "b"), (70, 138, "c"), (210, 138, "d")):
        pdf.text(x, top, text)
    assert rows_of(grid_of(page_of(pdf.save()))) == [["a", "b"], ["c", "d"]]


def test_underlines_signature_lines_and_frames_are_no_tables(pdf: PdfBuild) -> None:
    pdf.box(20, 20, 575, 822)
    pdf.text(200, 60, "KEPUTUSAN KEPALA DINAS", size=12)
    pdf.line(200, 75, 360, 75)
    pdf.box(60, 100, 300, 140)
    pdf.text(70, 110, "SALINAN")
    pdf.text(60, 200, "Ditetapkan di Kota Rimba")
    pdf.line(350, 300, 500, 300)
    pdf.text(360, 302, "NIP. 19700101 199503 1 001")
    page = page_of(pdf.save())
    assert not grids_of(page)
    assert lines_of(page) == [
        "KEPUTUSAN KEPALA DINAS",
        "SALINAN",
        "Ditetapkan di Kota Rimba",
        "NIP. 19700101 199503 1 001",
    ]


def test_boxes_side_by_side_keep_their_text_apart(pdf: PdfBuild) -> None:
    for x, name in ((60, "kiri"), (320, "kanan")):
        pdf.box(x, 100, x + 220, 150)
        pdf.paragraph(x + 10, 105, [f"Kotak {name}", f"baris kedua {name}"])
    assert lines_of(page_of(pdf.save())) == ["Kotak kiri", "baris kedua kiri", "Kotak kanan", "baris kedua kanan"]


def test_a_frame_around_a_table_is_dropped(pdf: PdfBuild) -> None:
    pdf.box(40, 60, 555, 400)
    pdf.text(60, 70, "Lampiran keputusan")
    pdf.lattice((60, 200, 500), (100, 130, 160))
    for x, top, text in ((65, 105, "Sasaran"), (205, 105, "Target"), (65, 135, "Tertib"), (205, 135, "75%")):
        pdf.text(x, top, text)
    page = page_of(pdf.save())
    assert lines_of(page) == ["Lampiran keputusan"]
    assert rows_of(grid_of(page)) == [["Sasaran", "Target"], ["Tertib", "75%"]]


def test_a_table_in_a_cell_is_that_cells_grid(pdf: PdfBuild) -> None:
    pdf.lattice((40, 200, 555), (60, 300, 330))
    pdf.text(50, 70, "Formulasi")
    pdf.text(50, 305, "Sumber")
    pdf.lattice((220, 350, 500), (100, 130, 160))
    for x, top, text in ((225, 105, "Skor"), (355, 105, "Nilai"), (225, 135, "A"), (355, 135, "90")):
        pdf.text(x, top, text)
    grid = grid_of(page_of(pdf.save()))
    assert rows_of(grid) == [["Formulasi", ""], ["Sumber", ""]]
    (inner,) = next(cell for cell in grid.cells if (cell.row, cell.col) == (0, 1)).grids
    assert rows_of(inner) == [["Skor", "Nilai"], ["A", "90"]]


def test_a_signature_below_a_short_table_stays_text(pdf: PdfBuild) -> None:
    xs, ys = (60, 170, 290, 400, 530), (100, 115, 130)
    pdf.lattice(xs, ys)
    for y, texts in (
        (101, ("No", "Sasaran", "Indikator", "Target")),
        (116, ("1", "Taman hijau", "Luas taman", "3 ha")),
    ):
        for x, text in zip(xs, texts, strict=False):
            pdf.text(x + 4, y, text, size=9)
    signature = ["Ditetapkan di Rimbun Raya", "pada tanggal 5 Mei 2023", "Kepala Dinas,", "", "RIMBA WIRA", "Pembina"]
    pdf.paragraph(310, 150, signature)
    page = page_of(pdf.save())
    (grid,) = grids_of(page)
    assert (grid.ruled, grid.rows, grid.cols) == (True, 2, 4)
    assert lines_of(page) == [line for line in signature if line]


def test_several_tables_stay_several(pdf: PdfBuild) -> None:
    for top in (100, 200):
        pdf.lattice((60, 200, 400), (top, top + 30, top + 60))
        for x, row in ((65, 5), (205, 5), (65, 35), (205, 35)):
            pdf.text(x, top + row, f"{top + row + x}")
    pdf.text(60, 175, "di antara")
    page = page_of(pdf.save())
    assert [type(block).__name__ for block in page.blocks] == ["Grid", "Line", "Grid"]


def test_text_that_runs_over_a_ruling_stays_in_its_cell(pdf: PdfBuild) -> None:
    pdf.lattice((60, 160, 400), (100, 130))
    pdf.text(65, 105, "Kepala Subbagian Umum")
    pdf.text(230, 105, "75%")
    assert rows_of(grid_of(page_of(pdf.save()))) == [["Kepala Subbagian Umum", "75%"]]


def test_sub_columns_without_rulings_are_separated_by_tabs(pdf: PdfBuild) -> None:
    pdf.lattice((60, 300, 500), (100, 190))
    for top, name, value in ((105, "Padi", "12.317 ton"), (118, "Jagung", "4.230 ton"), (131, "Kedelai", "75 ton")):
        pdf.text(65, top, name)
        pdf.text(200, top, value)
    pdf.text(310, 105, "Dinas")
    grid = grid_of(page_of(pdf.save()))
    assert [line.text for line in grid.cells[0].lines] == ["Padi\t12.317 ton", "Jagung\t4.230 ton", "Kedelai\t75 ton"]


def test_lines_of_a_ruled_page_agree_with_pdfplumber(pdf: PdfBuild) -> None:
    import pdfplumber

    ruled_page(pdf, random.Random(7))
    path = pdf.save()
    grid = grid_of(page_of(path))
    with pdfplumber.open(path) as document:
        (table,) = document.pages[0].extract_tables()
        words = sorted(word["text"] for word in document.pages[0].extract_words())
    assert rows_of(grid) == [[None if cell is None else cell.replace("\n", " ") for cell in row] for row in table]
    assert sorted(word.text for word in words_in(grid)) == words


def ruled_page(pdf: PdfBuild, chance: random.Random) -> None:
    """A table with wrapped cells and merged first columns, as decrees have them."""
    xs = (30, 105, 200, 330, 450, 570)
    y = 80.0
    pdf.line(xs[0], y, xs[-1], y)
    for row in range(8):
        merged = row % 3 == 1
        lines = chance.randint(1, 4)
        bottom = y + 12 * lines + 8
        for column, x in enumerate(xs[:-1]):
            if merged and column < 2:
                continue
            pdf.paragraph(x + 4, y + 3, [f"kata{row}{column}{i} lagi" for i in range(chance.randint(1, lines))], size=9)
        next_merged = row % 3 == 0 and row < 7
        pdf.line(xs[2] if next_merged else xs[0], bottom, xs[-1], bottom)
        for x in xs:
            pdf.line(x, y, x, bottom)
        y = bottom


@st.composite
def lattices(draw: st.DrawFn) -> tuple[list[float], list[float], list[list[int]]]:
    """Columns, rows, and for each place the number of the cell that owns it; cells are rectangles."""
    widths = draw(st.lists(st.floats(40, 120), min_size=2, max_size=5))
    heights = draw(st.lists(st.floats(18, 60), min_size=2, max_size=6))
    xs, ys = [40.0], [60.0]
    for width in widths:
        xs.append(xs[-1] + width)
    for height in heights:
        ys.append(ys[-1] + height)
    owner = [[row * len(widths) + col for col in range(len(widths))] for row in range(len(heights))]
    for _ in range(draw(st.integers(0, 3))):
        row, col = draw(st.integers(0, len(heights) - 1)), draw(st.integers(0, len(widths) - 1))
        deep, wide = draw(st.integers(1, 2)), draw(st.integers(1, 2))
        if row + deep > len(heights) or col + wide > len(widths):
            continue
        places = [(r, c) for r in range(row, row + deep) for c in range(col, col + wide)]
        taken = {owner[r][c] for r, c in places}
        inside = sum(1 for line in owner for number in line if number in taken)
        whole = wide < len(widths) and deep < len(heights)
        if inside == len(places) and whole:
            for r, c in places:
                owner[r][c] = owner[row][col]
    return xs, ys, owner


def drawn(
    xs: list[float], ys: list[float], owner: list[list[int]], chance: random.Random, shift: float
) -> list[Ruling]:
    """Rulings between places of different owners, in segments that are `shift` points off at most."""

    def off() -> float:
        return chance.uniform(-shift, shift)

    rulings = []
    rows, cols = len(owner), len(owner[0])
    for row in range(rows + 1):
        for col in range(cols):
            above = owner[row - 1][col] if row else -1
            below = owner[row][col] if row < rows else -1
            if above != below:
                y = ys[row] + off()
                rulings.append(Ruling(Box(xs[col] + off(), y - 0.3, xs[col + 1] + off(), y + 0.3)))
    for col in range(cols + 1):
        for row in range(rows):
            left = owner[row][col - 1] if col else -1
            right = owner[row][col] if col < cols else -1
            if left != right:
                x = xs[col] + off()
                rulings.append(Ruling(Box(x - 0.3, ys[row] + off(), x + 0.3, ys[row + 1] + off())))
    chance.shuffle(rulings)
    return rulings


@settings(max_examples=60, deadline=None)
@given(lattices(), st.integers(0, 10_000), st.sampled_from([0.0, 0.8]))
def test_whatever_the_lattice_its_cells_come_back(
    made: tuple[list[float], list[float], list[list[int]]], seed: int, shift: float
) -> None:
    xs, ys, owner = made
    chance = random.Random(seed)
    places: dict[int, list[tuple[int, int]]] = {}
    for row, line in enumerate(owner):
        for col, number in enumerate(line):
            places.setdefault(number, []).append((row, col))
    words = []
    expected = {}
    for number, held in places.items():
        (row, col), (last_row, last_col) = held[0], held[-1]
        text = f"sel{number}"
        x, y = xs[col] + 4, ys[row] + 3
        words.append(Word(text, Box(x, y, x + 30, y + HEIGHT)))
        expected[text] = (row, col, last_row - row + 1, last_col - col + 1)
    chance.shuffle(words)
    page = analyse_page(RawPage(1, xs[-1] + 40, ys[-1] + 40, tuple(words), tuple(drawn(xs, ys, owner, chance, shift))))
    grids = [block for block in page.blocks if isinstance(block, Grid)]
    assert len(grids) == 1
    found = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in grids[0].cells if cell.text}
    # Columns or rows that no cell uses on its own are no columns: compare with those left out.
    assert found == _without_unused(expected, owner)


def _without_unused(
    expected: dict[str, tuple[int, int, int, int]], owner: list[list[int]]
) -> dict[str, tuple[int, int, int, int]]:
    rows = [0] + [r for r in range(1, len(owner)) if owner[r] != owner[r - 1]]
    turned = list(zip(*owner, strict=True))
    cols = [0] + [c for c in range(1, len(turned)) if turned[c] != turned[c - 1]]

    def count(edges: list[int], first: int, span: int) -> tuple[int, int]:
        start = sum(1 for edge in edges if edge <= first) - 1
        return start, sum(1 for edge in edges if first < edge < first + span) + 1

    result = {}
    for text, (row, col, deep, wide) in expected.items():
        (r, rs), (c, cs) = count(rows, row, deep), count(cols, col, wide)
        result[text] = (r, c, rs, cs)
    return result


def test_a_table_at_the_margins_of_a_cell_gives_the_table_no_columns(pdf: PdfBuild) -> None:
    pdf.lattice([50, 200, 350, 500], [100, 120])
    for x in (50, 200, 350, 500):
        pdf.line(x, 120, x, 160)
    pdf.line(50, 160, 500, 160)
    for top in (120, 140, 160):
        pdf.line(205, top, 345, top)
    for x in (205, 345):
        pdf.line(x, 120, x, 160)
    for x, top, text in (
        (55, 104, "Indikator"),
        (205, 104, "Formulasi"),
        (355, 104, "Target"),
        (55, 124, "Arsip tertata"),
        (210, 124, "Arsip tertata"),
        (210, 144, "Seluruh arsip"),
        (355, 124, "80 persen"),
    ):
        pdf.text(x, top, text)
    grid = grid_of(page_of(pdf.save()))
    assert grid.cols == 3
    assert grid.col_edges == pytest.approx((50, 200, 350, 500), abs=1)
    assert [cell.lines[0].text for cell in grid.cells if cell.lines] == [
        "Indikator",
        "Formulasi",
        "Target",
        "Arsip tertata",
        "Arsip tertata",
        "80 persen",
        "Seluruh arsip",
    ]
