"""What the generator of planning matrices writes down as gold is what it draws, in every form."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from dataclasses import replace

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from tests.support.messy.matrices.documents import MatrixCase, make
from tests.support.messy.matrices.figures import Numerals
from tests.support.messy.matrices.gold import number, reading
from tests.support.messy.matrices.grid import grid_of
from tests.support.messy.matrices.habits import KINDS, sample
from tests.support.messy.matrices.plans import LEVELS

SEEDS = range(24)


def squeezed(text: str) -> str:
    """Letters, digits and marks without any space."""
    return re.sub(r"\s+", "", text)


def texts_of_docx(data: bytes) -> list[str]:
    """The text of every cell of every table."""
    tables = docx.Document(io.BytesIO(data)).tables
    cells = (tc for table in tables for tc in table._tbl.iter(qn("w:tc")))
    return ["\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in tc.iter(qn("w:p"))) for tc in cells]


@pytest.fixture(scope="module", params=SEEDS)
def case(request: pytest.FixtureRequest) -> MatrixCase:
    """One document for each seed."""
    return make(request.param)


def test_every_gold_text_is_printed_in_a_cell(case: MatrixCase) -> None:
    cells = {squeezed(text) for text in texts_of_docx(case.file("docx"))}
    printed = "\0".join(cells)
    for row in case.rows:
        for text in row.texts:
            assert squeezed(text) in printed, (text, row)
        if row.code and row.code.replace(".", "") not in printed.replace(".", ""):
            assert set(row.code.split(".")[:3]) <= cells, row.code


def test_every_filled_indicator_cell_is_a_row(case: MatrixCase) -> None:
    """Columns of indicators hold nothing but indicators, and each of them is in the gold once."""
    for sketch in case.sketches:
        keys = {claim.key for row in sketch.rows for claim in row.claims}
        filled = sum(bool(row.texts.get(key)) for row in sketch.rows for key in keys)
        assert filled == len(sketch.gold())


def test_every_figure_of_a_measured_row_is_in_the_gold(case: MatrixCase) -> None:
    for sketch in case.sketches:
        for i, row in enumerate(sketch.rows):
            owned = {key for claim in row.claims for key in claim.figures}
            printed = Counter(sketch.text(i, key) for key in owned if sketch.text(i, key))
            written = Counter(f.text for gold in sketch.gold() for f in gold.figures)
            assert not printed - written


def test_cells_cover_the_grid_once(case: MatrixCase) -> None:
    for sketch in case.sketches:
        grid = grid_of(sketch, case.habits.look)
        taken = Counter(
            (row, col)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        )
        assert set(taken) == {(row, col) for row in range(grid.rows) for col in range(len(grid.weights))}
        assert set(taken.values()) == {1}


def test_a_pdf_prints_every_indicator(case: MatrixCase) -> None:
    """All letters of each indicator stand on the pages, however its cell was cut."""
    document = pypdfium2.PdfDocument(case.file("pdf"))
    letters = Counter("".join(squeezed(page.get_textpage().get_text_range()) for page in document))
    needed = Counter("".join(squeezed(row.indicator) for row in case.rows))
    short = {letter: count for letter, count in needed.items() if letters[letter] < count}
    assert short == {}


def test_no_cell_of_a_word_table_hangs_on_its_header() -> None:
    """Where an office makes a table for each page, a tall cell begins anew on each."""
    case = next(c for c in map(make, range(200)) if c.habits.look.parts and any(s.merges for s in c.sketches))
    for table in docx.Document(io.BytesIO(case.file("docx"))).tables:
        open_above: set[int] = set()
        for tr in table._tbl.iter(qn("w:tr")):
            open_here: set[int] = set()
            at = 0
            for tc in tr.iter(qn("w:tc")):
                merge = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None:
                    assert merge.get(qn("w:val")) == "restart" or at in open_above
                    open_here.add(at)
                span = tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                at += int(span.get(qn("w:val"))) if span is not None else 1
            open_above = open_here


def test_chains_run_down_the_ladder(case: MatrixCase) -> None:
    for row in case.rows:
        places = [LEVELS.index(link.level) for link in row.chain]
        assert places == sorted(places)
        assert row.level is None or not row.chain or row.chain[-1].level == row.level


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert make(5).file("pdf") == make(5).file("pdf")
    assert make(5).gold("m") == make(5).gold("m")


def test_seeds_give_different_documents() -> None:
    cases = [make(seed) for seed in SEEDS]
    assert len({str(c.habits) for c in cases}) == len(cases)
    assert {c.habits.kind for c in cases} == set(KINDS)


def test_documents_without_indicators_have_no_rows() -> None:
    cases = [c for c in map(make, SEEDS) if c.habits.kind == "NONE"]
    assert cases
    assert all(not c.rows and c.gold("m")["kind"] == "NONE" for c in cases)


def test_habits_can_be_given() -> None:
    habits = make(0).habits
    given = make(3, replace(habits, kind="RPJMD"))
    assert given.habits.kind == "RPJMD"
    assert given.rows


@pytest.mark.parametrize(
    ("text", "value"), [("1.250", 1250), ("1,250", 1250), ("3,75", 3.75), ("82.5", 82.5), ("1.250.000,5", 1250000.5)]
)
def test_numbers_in_either_notation(text: str, value: float) -> None:
    assert number(text) == value


def test_a_target_is_number_and_unit() -> None:
    assert reading("12 Dokumen") == (12, "Dokumen", None)
    assert reading("Rp1.500.000") == (1500000, "Rp", None)
    assert reading("BB") == (None, None, "BB")
    assert reading("N/a") == (None, None, None)


def test_numerals_of_an_office() -> None:
    numerals = Numerals(thousands=",", decimal=".", rupiah="Rp ")
    assert numerals.money(1250500) == "Rp 1,250,500"
    assert numerals.target(82.5, "%") == "82.5 %"
    assert Numerals(with_unit=False).target(1200, "Orang") == "1.200"


def test_habits_of_a_kind_take_turns() -> None:
    assert [sample(random.Random(seed), seed).kind for seed in range(len(KINDS))] == list(KINDS)
