"""Forms that hold one indicator each are read like rows of a table."""

from __future__ import annotations

from extractor.pipeline import document_of, interpret
from schemas.document import Indikator
from schemas.transcript import Transcript
from tests.support.transcripts import flow, grid, pages

TITLE = "KAMUS INDIKATOR KINERJA UTAMA"


def rows(transcript: Transcript) -> list[Indikator]:
    return [row for section in document_of(transcript, interpret(transcript)).bagian for row in section.indikator]


def card(goal: str, name: str, target: str) -> list[list[str]]:
    return [
        ["Sasaran Strategis", goal],
        ["Indikator Kinerja", name],
        ["Definisi", "Taman yang dirawat"],
        ["Formula", "terawat / semua"],
        ["Satuan", "Taman"],
        ["Target", target],
        ["Sumber Data", "Register taman"],
        ["Periode Pelaporan", "Tahunan"],
    ]


def test_each_card_is_a_row() -> None:
    cards = [grid(card("Terawatnya taman", f"Jumlah taman {kind}", n)) for kind, n in (("kota", "4"), ("desa", "7"))]
    first, second = rows(flow(TITLE, cards[0], "Kartu 2", cards[1]))
    assert (first.sasaran, first.indikator, first.sumber_data) == (
        "Terawatnya taman",
        "Jumlah taman kota",
        "Register taman",
    )
    assert first.formulasi is not None
    assert first.formulasi.teks == "terawat / semua"
    assert second.target is not None
    assert (second.target.nilai, second.target.satuan) == (7, "Taman")


def test_cards_below_each_other_in_one_grid_are_told_by_their_first_label() -> None:
    one = grid([*card("Terawatnya taman", "Jumlah taman kota", "4"), *card("Terawatnya taman", "Luas taman", "9")])
    assert [row.indikator for row in rows(flow(TITLE, one))] == ["Jumlah taman kota", "Luas taman"]


def test_numbers_and_colons_in_columns_of_their_own_are_no_values() -> None:
    lines = card("Terawatnya taman", "Jumlah taman kota", "4")
    (row,) = rows(flow(TITLE, grid([[f"{n}.", label, ":", text] for n, (label, text) in enumerate(lines, start=1)])))
    assert (row.no, row.indikator) == (None, "Jumlah taman kota")


def test_a_card_goes_on_overleaf() -> None:
    whole = card("Terawatnya taman", "Jumlah taman kota", "4")
    (row,) = rows(pages([grid(whole[:4], page=1, top=700)], [grid(whole[4:], page=2, top=60)]))
    assert row.target is not None
    assert (row.target.nilai, row.sumber_data) == (4, "Register taman")


def test_targets_of_several_years_on_a_card() -> None:
    years = grid(
        [
            ["Indikator Kinerja", "Jumlah taman kota", None],
            ["Sasaran", "Terawatnya taman", None],
            ["Target", "2024", "2025"],
            ["", "4", "6"],
            ["Sumber Data", "Register", None],
        ],
        wide={(0, 1): 2, (1, 1): 2, (4, 1): 2},
    )
    (row,) = rows(flow(TITLE, years))
    assert row.target_per_tahun == {"2024": "4", "2025": "6"}


def test_cards_typed_as_lines() -> None:
    typed = [
        f"{label}\t: {text}"
        for goal, name in (("Terawatnya taman", "Jumlah taman kota"), ("Bersihnya jalan", "Panjang jalan bersih"))
        for label, text in card(goal, name, "4")
    ]
    first, second = rows(flow(TITLE, *typed))
    assert (first.sasaran, first.indikator) == ("Terawatnya taman", "Jumlah taman kota")
    assert (second.sasaran, second.indikator) == ("Bersihnya jalan", "Panjang jalan bersih")
