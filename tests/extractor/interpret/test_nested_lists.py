"""Lists whose lead and sub-items are ruled one by one, and budgets and signatures that are no rows."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.pipeline import document_of, interpret
from schemas.document import Document, Indikator
from tests.support.transcripts import Row, flow, grid


def found(*tables: Sequence[Row]) -> Document:
    transcript = flow("INDIKATOR KINERJA UTAMA", *(grid(table) for table in tables))
    return document_of(transcript, interpret(transcript))


def read_rows(table: Sequence[Row]) -> list[Indikator]:
    return [row for section in found(table).bagian for row in section.indikator]


def test_lead_in_a_row_of_its_own_is_the_parent() -> None:
    rows = read_rows(
        [
            ["No", "Sasaran", "Indikator", "Target"],
            ["1", "Terkendalinya hama", "Jumlah serangan:", ""],
            ["", "", "- Tikus", "3 kali"],
            ["", "", "- Wereng", "2 kali"],
            ["2", "Terawatnya kebun", "Luas kebun", "9 Ha"],
        ]
    )
    assert [(row.indikator_induk, row.indikator) for row in rows] == [
        ("Jumlah serangan", "Tikus"),
        ("Jumlah serangan", "Wereng"),
        (None, "Luas kebun"),
    ]


def test_lead_without_a_colon_needs_two_sub_items() -> None:
    rows = read_rows(
        [
            ["No", "Sasaran", "Indikator", "Target"],
            ["1", "Terkendalinya hama", "Jumlah serangan", ""],
            ["", "", "- Tikus", "3 kali"],
        ]
    )
    assert [row.indikator_induk for row in rows] == [None, None]


def test_budget_without_a_header_is_no_row_and_nothing_to_tell() -> None:
    document = found(
        [["Sasaran", "Indikator", "Target"], ["Terawatnya kebun", "Luas kebun", "9 Ha"]],
        [["1.", "Program Bibit", "Rp. 120.000.000"], ["2.", "Program Pupuk", "Rp. 80.500.000"]],
    )
    assert sum(len(section.indikator) for section in document.bagian) == 1
    assert document.temuan == []


def test_signatures_below_a_table_are_no_rows() -> None:
    document = found(
        [["No", "Sasaran", "Indikator", "Target"], ["1", "Terawatnya kebun", "Luas kebun", "9 Ha"]],
        [["Bupati Tirta Kencana,", "Kepala Dinas Kebun,"], ["Ratna Kusumaweni", "Suradi Wirapati"]],
    )
    assert [row.indikator for section in document.bagian for row in section.indikator] == ["Luas kebun"]


def test_number_column_without_a_header() -> None:
    rows = read_rows([["", "Sasaran", "Indikator", "Target"], ["1.", "Terawatnya kebun", "Luas kebun", "9 Ha"]])
    assert [row.no for row in rows] == ["1"]
