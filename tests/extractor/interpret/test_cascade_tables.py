"""Cascades as tables: a column per level, merged cells for parents, indicators in the cells or in columns beside."""

from __future__ import annotations

from extractor.pipeline import document_of, interpret
from schemas.document import Document
from schemas.transcript import Transcript
from tests.support.transcripts import flow, grid, pages

TITLE = "KERTAS KERJA PERJENJANGAN KINERJA"
LEVELS = ["ULTIMATE OUTCOME", "INTERMEDIATE OUTCOME", "IMMEDIATE OUTCOME", "OUTPUT"]
BODY = [
    [
        "Meningkatnya mutu jalan\nIK: Indeks kemantapan jalan",
        "Meningkatnya jalan yang terawat\nIK:\n- Persentase jalan baik\n- Persentase drainase baik",
        "Terawatnya jalan kabupaten",
        "Terlaksananya penambalan\nIK: Jumlah ruas",
    ],
    [None, None, None, "Terlaksananya pembersihan parit"],
    [None, "Meningkatnya keselamatan jalan", "Tersedianya rambu", "Terpasangnya rambu\nIK: Jumlah rambu"],
]


def read(transcript: Transcript) -> Document:
    return document_of(transcript, interpret(transcript))


def tree(document: Document) -> list[tuple[str, str, str | None]]:
    """(level, goal, parent's goal) of each node."""
    goals = {node.id: node.kinerja for node in document.kaskade}
    return [(node.tingkat, node.kinerja, goals[node.induk] if node.induk else None) for node in document.kaskade]


ROADS = [
    ("ultimate_outcome", "Meningkatnya mutu jalan", None),
    ("intermediate_outcome", "Meningkatnya jalan yang terawat", "Meningkatnya mutu jalan"),
    ("immediate_outcome", "Terawatnya jalan kabupaten", "Meningkatnya jalan yang terawat"),
    ("output", "Terlaksananya penambalan", "Terawatnya jalan kabupaten"),
    ("output", "Terlaksananya pembersihan parit", "Terawatnya jalan kabupaten"),
    ("intermediate_outcome", "Meningkatnya keselamatan jalan", "Meningkatnya mutu jalan"),
    ("immediate_outcome", "Tersedianya rambu", "Meningkatnya keselamatan jalan"),
    ("output", "Terpasangnya rambu", "Tersedianya rambu"),
]


def test_merged_cells_tell_the_parents_and_ik_the_indicators() -> None:
    document = read(flow(TITLE, grid([LEVELS, *BODY])))
    assert document.jenis == "KASKADE"
    assert tree(document) == ROADS
    assert [node.indikator for node in document.kaskade[:2]] == [
        ["Indeks kemantapan jalan"],
        ["Persentase jalan baik", "Persentase drainase baik"],
    ]


def test_the_lower_header_row_decides_and_the_upper_one_helps_out() -> None:
    upper = ["KINERJA STRATEGIS", "KINERJA URUSAN", "KINERJA TAKTIKAL", "KINERJA OPERASIONAL"]
    assert tree(read(flow(TITLE, grid([upper, ["GOAL", "CSF", "KONDISI ANTARA", "OUTPUT"], *BODY])))) == ROADS
    assert tree(read(flow(TITLE, grid([upper, *BODY])))) == ROADS


def test_columns_of_indicators_belong_to_the_goals_on_their_left() -> None:
    head = ["ULTIMATE OUTCOME", "Indikator", "OUTCOME", "Indikator Kinerja", "OUTPUT", "IK"]
    body = [
        [
            "Meningkatnya literasi",
            "Indeks literasi",
            "Terbukanya taman baca",
            "Jumlah taman",
            "Tersedianya buku",
            "1. Judul",
        ],
        [None, None, None, None, "Terlatihnya pengelola", "Jumlah pengelola\nJumlah pelatihan"],
    ]
    nodes = read(flow(TITLE, grid([head, *body]))).kaskade
    assert {node.kinerja: node.indikator for node in nodes} == {
        "Meningkatnya literasi": ["Indeks literasi"],
        "Terbukanya taman baca": ["Jumlah taman"],
        "Tersedianya buku": ["Judul"],
        "Terlatihnya pengelola": ["Jumlah pengelola", "Jumlah pelatihan"],
    }


def test_a_header_over_goals_and_indicators_names_the_level_of_both() -> None:
    upper = ["ULTIMATE OUTCOME", "", "OUTCOME", "", "OUTPUT", ""]
    lower = ["Kinerja", "Indikator", "Kinerja", "Indikator", "Kinerja", "Indikator"]
    body = ["Meningkatnya literasi", "Indeks", "Terbukanya taman", "Jumlah taman", "Tersedianya buku", "Jumlah buku"]
    wide = {(0, 0): 2, (0, 2): 2, (0, 4): 2}
    nodes = read(flow(TITLE, grid([upper, lower, body], wide=wide))).kaskade
    assert [(node.tingkat, node.indikator) for node in nodes] == [
        ("ultimate_outcome", ["Indeks"]),
        ("outcome", ["Jumlah taman"]),
        ("output", ["Jumlah buku"]),
    ]


def test_a_cell_that_the_page_break_cuts_goes_on() -> None:
    first = grid([LEVELS, [*BODY[0][:3], "Terlaksananya\npenambalan\nlubang\njalan"]], page=1)
    rest = grid([["", "", "", "dan pengaspalan\nIK: Jumlah titik"], ["", "", "", "Terbangunnya talud"]], page=2)
    document = read(pages([first], [rest]))
    assert tree(document)[-2:] == [
        ("output", "Terlaksananya penambalan lubang jalan dan pengaspalan", "Terawatnya jalan kabupaten"),
        ("output", "Terbangunnya talud", "Terawatnya jalan kabupaten"),
    ]
    assert document.kaskade[3].indikator == ["Jumlah titik"]


def test_a_header_that_repeats_on_the_next_page_begins_no_new_tree() -> None:
    second = grid([LEVELS, ["", "", "", "Terbangunnya talud"]], page=2)
    document = read(pages([grid([LEVELS, *BODY], page=1)], [second]))
    assert tree(document)[-1] == ("output", "Terbangunnya talud", "Tersedianya rambu")
    assert len(document.kaskade) == len(ROADS) + 1


def step(*goals: str) -> list[str | None]:
    return list(goals)


def test_the_fullest_step_counts_and_typing_slips_are_no_differences() -> None:
    early = grid(
        [
            ["CSF", "IMMEDIATE OUTCOME", "OUTPUT"],
            step("Meningkatnya Jalan Yang Terawat", "Terawatnya jalan kabupten", "Terlaksananya penambalan"),
            step("Meningkatnya keselamatan jalan", "Tersedianya rambu", "Terpasangnya  rambu."),
        ]
    )
    document = read(flow("LANGKAH 3", early, "LANGKAH 4", grid([LEVELS, *BODY])))
    assert tree(document) == ROADS
    assert not [found for found in document.temuan if found.kode.startswith("kaskade")]


def test_a_goal_that_only_an_early_step_has_is_told() -> None:
    early = grid(
        [
            ["CSF", "IMMEDIATE OUTCOME", "OUTPUT"],
            step("Meningkatnya jalan yang terawat", "Terawatnya jalan kabupaten", "Terlaksananya penambalan"),
            step("Meningkatnya keselamatan jalan", "Tersedianya rambu", "Terbangunnya halte bus sekolah"),
        ]
    )
    document = read(flow("LANGKAH 3", early, "LANGKAH 4", grid([LEVELS, *BODY])))
    told = [found.lokasi for found in document.temuan if found.kode == "kaskade_beda"]
    assert told == ["Terbangunnya halte bus sekolah"]


def test_two_trees_with_nothing_in_common_are_both_kept() -> None:
    other = grid(
        [
            ["GOAL", "OUTCOME", "OUTPUT"],
            step("Terwujudnya pasar yang bersih", "Tertatanya kios pedagang", "Terbangunnya kios"),
        ]
    )
    assert len(read(flow(TITLE, grid([LEVELS, *BODY]), "PASAR", other)).kaskade) == len(ROADS) + 3


def test_a_plan_with_goals_and_programs_is_no_cascade() -> None:
    head = ["Tujuan", "Sasaran Strategis", "Indikator Kinerja", "Target 2025", "Program"]
    row = ["Terwujudnya kota sehat", "Meningkatnya layanan", "Persentase layanan", "80%", "Program Kesehatan"]
    document = read(flow("RENCANA STRATEGIS", grid([head, row, [*row[:2], "Jumlah layanan", "12", "Program Gizi"]])))
    assert document.kaskade == []
