"""Header words that share cells with the first body row, and years that are printed in it."""

from __future__ import annotations

from schemas.transcript import Grid
from tests.support.planning import planned
from tests.support.transcripts import grid

PARKS = "Persentase taman terawat"
TREES = "Jumlah pohon yang dipangkas"
Told = list[tuple[str, str | None, dict[str, str] | None]]


def told(table: Grid) -> Told:
    return [(row.indikator, row.sasaran, row.target_per_tahun) for row in planned(table)]


def test_names_of_columns_above_the_first_body_text_of_their_cells() -> None:
    table = grid(
        [
            ["SASARAN\nTerawatnya\ntaman kota", f"INDIKATOR\n{PARKS}", "TARGET", "", ""],
            [None, None, "2023\n70", "2024\n75", "2025\n80"],
            [None, TREES, "30", "40", "50"],
        ],
        wide={(0, 2): 3},
    )
    assert told(table) == [
        (PARKS, "Terawatnya taman kota", {"2023": "70", "2024": "75", "2025": "80"}),
        (TREES, "Terawatnya taman kota", {"2023": "30", "2024": "40", "2025": "50"}),
    ]


def test_a_whole_row_of_names_and_first_values() -> None:
    table = grid(
        [
            ["No\n1", "Sasaran\nTerawatnya taman", f"Indikator Kinerja\n{PARKS}", "Target\n80 %"],
            ["2", "Teduhnya jalan", TREES, "40 pohon"],
        ]
    )
    assert [(row.no, row.sasaran, row.indikator, row.target and row.target.teks) for row in planned(table)] == [
        ("1", "Terawatnya taman", PARKS, "80 %"),
        ("2", "Teduhnya jalan", TREES, "40 pohon"),
    ]


def test_a_name_alone_in_its_cell_cuts_nothing() -> None:
    table = grid([["Sasaran", "Indikator", "Target"], ["Sasaran\nTerawatnya taman", PARKS, "80 %"]])
    assert [row.indikator for row in planned(table)] == [PARKS]


def test_years_in_a_row_below_the_header_that_has_no_values() -> None:
    table = grid(
        [
            ["No", "Indikator", "Satuan", "Target", "", ""],
            ["1", PARKS, "%", "2023", "2024", "2025"],
            ["", None, "Persen", "70", "75", "80"],
        ],
        wide={(0, 3): 3},
    )
    (row,) = planned(table)
    assert (row.no, row.indikator) == ("1", PARKS)
    assert row.target_per_tahun == {"2023": "70", "2024": "75", "2025": "80"}


def test_a_group_beside_the_years_is_no_indicator() -> None:
    table = grid(
        [
            ["No", "Indikator", "Satuan", "Target", "", ""],
            ["9", "PERTAMANAN", "", "2023", "2024", "2025"],
            ["91", PARKS, "%", "70", "75", "80"],
        ],
        wide={(0, 3): 3},
    )
    assert [row.indikator for row in planned(table)] == [PARKS]


def test_an_indicator_beside_the_years_keeps_its_row() -> None:
    table = grid(
        [
            ["No", "Indikator", "Satuan", "Target", "", ""],
            ["1", PARKS, "%", "2023", "2024", "2025"],
            ["2", TREES, "pohon", "30", "40", "50"],
        ],
        wide={(0, 3): 3},
    )
    assert [(row.no, row.indikator, row.target_per_tahun) for row in planned(table)] == [
        ("1", PARKS, None),
        ("2", TREES, {"2023": "30", "2024": "40", "2025": "50"}),
    ]
