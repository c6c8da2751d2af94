"""What each value of a row rests on, as interpretation hands it on."""

from __future__ import annotations

from extractor.pipeline import interpret
from schemas.passage import Continuation, Support
from schemas.printed import PrintedRow, Role
from schemas.transcript import Transcript
from tests.support.transcripts import flow, grid, pages

HEADER = ["No", "Sasaran", "Indikator Kinerja", "Target"]
BODY = [
    ["1", "Tertatanya arsip daerah", "Jumlah berkas yang tertata", "12 berkas"],
    [None, None, "Persentase arsip yang terawat", "80 %"],
    ["2", "Terkelolanya sampah kota", "Jumlah sampah yang terangkut", "40 ton"],
]
MORE = [["3", "Terpeliharanya taman kota", "Jumlah taman yang terpelihara", "7 taman"]]


def rows(transcript: Transcript) -> list[PrintedRow]:
    return [row for section in interpret(transcript).sections for row in section.rows]


def support(row: PrintedRow, role: Role) -> Support:
    return row.fields[role].support


def test_a_header_that_names_its_columns_supports_their_values() -> None:
    named, *_ = rows(flow("INDIKATOR KINERJA UTAMA", grid([HEADER, *BODY])))
    vague, *_ = rows(flow("INDIKATOR KINERJA UTAMA", grid([["No", "Sasaran", "Xrtu", "Target"], *BODY])))
    assert support(named, Role.INDIKATOR).named > 0 == support(vague, Role.INDIKATOR).named
    assert support(named, Role.TARGET).named == support(vague, Role.TARGET).named > 0


def test_a_cell_that_does_not_reach_the_row_is_carried_down_to_it() -> None:
    blank = grid([HEADER, *(["" if text is None else text for text in row] for row in BODY)])
    merged = grid([HEADER, *BODY])
    carried = [support(row, Role.SASARAN).carried for row in rows(flow("INDIKATOR KINERJA UTAMA", blank))]
    reached = [support(row, Role.SASARAN).carried for row in rows(flow("INDIKATOR KINERJA UTAMA", merged))]
    assert (carried, reached) == ([False, True, False], [False, False, False])


def test_a_part_is_supported_by_what_it_continues() -> None:
    def last(*more: list[str | None]) -> Continuation:
        found = rows(pages([grid([HEADER, *BODY], page=1)], [grid([*more], page=2)]))
        return support(found[-1], Role.INDIKATOR).continuation

    assert last(HEADER, *MORE) is Continuation.HEADER
    assert last(*MORE) is Continuation.EDGES
