"""How much a person must look at: the fewest cells, the most doubtful first, that leave few enough mistakes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.document_digest import digest_of
from extractor.export.review_csv import COLUMNS
from extractor.workload import MILLION, MISTAKES_LEFT, cells_of, counted, cut_of
from schemas.document import Bukti, Document, Indikator, Simpul, Temuan
from tests.support.exported import written

Make = Callable[..., Document]
MakeIndicator = Callable[..., Indikator]

DOUBTS = st.lists(st.one_of(st.integers(0, MILLION), st.sampled_from([0, 4_000, 5_000, 12_000, 120_000])), max_size=60)


def left(doubts: list[int], looked_at: int) -> int:
    """Expected mistakes, in millionths, when so many cells are looked at, the most doubtful first."""
    return sum(sorted(doubts, reverse=True)[looked_at:])


@given(DOUBTS)
def test_no_smaller_set_of_the_most_doubtful_cells_is_enough(doubts: list[int]) -> None:
    counts = Counter(doubts)
    taken = cut_of(counts).taken(counts)
    allowed = MISTAKES_LEFT * len(doubts)
    assert left(doubts, taken) <= allowed
    assert taken == 0 or left(doubts, taken - 1) > allowed


@pytest.mark.slow
@given(st.lists(DOUBTS, max_size=6))
def test_files_one_after_the_other_ask_for_as_much_as_all_together(files: list[list[int]]) -> None:
    whole = Counter(doubt for doubts in files for doubt in doubts)
    cut = rest = cut_of(whole)
    asked = 0
    for doubts in files:
        asked += rest.taken(Counter(doubts))
        rest = rest.after(Counter(doubts))
    assert asked == cut.taken(whole)


@given(DOUBTS, st.integers(1, 40))
def test_more_sure_cells_never_ask_for_more(doubts: list[int], more: int) -> None:
    counts, with_sure = Counter(doubts), Counter([*doubts, *[0] * more])
    assert cut_of(with_sure).taken(with_sure) <= cut_of(counts).taken(counts)


@given(DOUBTS)
def test_a_cell_that_is_surer_than_the_whole_must_be_is_never_taken(doubts: list[int]) -> None:
    counts = Counter(doubts)
    assert cut_of(counts).taken(counts) <= sum(doubt > MISTAKES_LEFT for doubt in doubts)


def proof(text: str, sure: float, top: float = 0.0, page: int | None = 1) -> Bukti:
    box = (0.0, top, 10.0, top + 10.0) if page is not None else None
    return Bukti(halaman=page, kotak=box, teks_asli=text, keyakinan=sure)


def test_a_cell_beside_many_rows_is_looked_at_once(document: Make, indicator: MakeIndicator) -> None:
    goal = proof("Meningkatnya layanan", 0.5)
    rows = [
        indicator(indikator=f"Jumlah {i}", bukti={"sasaran": goal, "indikator": proof(f"Jumlah {i}", 1, 20.0 * i)})
        for i in range(4)
    ]
    assert Counter(cell.name for cell in cells_of(document(*rows))) == {"sasaran": 1, "indikator": 4}
    apart = [indicator(bukti={"sasaran": proof("Meningkatnya layanan", 0.5, 30.0 * i)}) for i in range(4)]
    assert len(cells_of(document(*apart))) == 4


def test_head_sections_and_cascades_are_cells_too(document: Make, indicator: MakeIndicator) -> None:
    made = document(indicator(bukti={}))
    made = made.model_copy(
        update={
            "metadata": made.metadata.model_copy(update={"bukti": {"tahun": proof("TAHUN 2024", 0.9)}}),
            "bagian": [made.bagian[0].model_copy(update={"bukti": {"jabatan": proof("Kepala Bidang", 0.9)}})],
            "kaskade": [
                Simpul(
                    id="outcome-1",
                    induk=None,
                    tingkat="outcome",
                    kinerja="Terkelolanya pasar",
                    indikator=["Jumlah pasar"],
                    bukti={"kinerja": proof("Terkelolanya pasar", 0.9), "indikator[1]": proof("Jumlah pasar", 0.9)},
                )
            ],
        }
    )
    assert {cell.name: cell.text for cell in cells_of(made)} == {
        "metadata.tahun": "2024",
        "jabatan": "Kepala Bidang",
        "kaskade.kinerja": "Terkelolanya pasar",
        "kaskade.indikator[1]": "Jumlah pasar",
    }


# periksa.csv


def listed(*documents: Document) -> list[dict[str, str]]:
    return read(written(documents, "periksa.csv"))


def read(data: bytes) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    rows = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    return rows


def test_cells_come_in_the_order_of_pages_and_places(document: Make, indicator: MakeIndicator) -> None:
    found = Temuan(kode="bilangan_berbeda", tingkat="peringatan", pesan="", lokasi="Jumlah kios", halaman=1)
    kios = indicator(
        indikator="Jumlah kios",
        bukti={
            "target": proof("2 (tiga)\nunit", 0.2, 50.0),
            "sasaran": proof("Tertatanya", 0.3, 10.0),
            "indikator": proof("Jumlah kios", 0.4, 5.0, page=2),
        },
    )
    rows = listed(document(kios, findings=(found,)))
    assert [(r["halaman"], r["kolom"], r["keyakinan"]) for r in rows] == [
        ("1", "sasaran", "3E-1"),
        ("1", "target", "2E-1"),
        ("2", "indikator", "4E-1"),
    ]
    assert rows[1]["teks_asli"] == "2 (tiga) unit"
    assert (rows[1]["jabatan"], rows[1]["indikator"]) == ("Kepala Bidang", "Jumlah kios")
    assert {r["temuan"] for r in rows} == {"bilangan_berbeda"}


def test_good_files_spare_others_a_look(document: Make, indicator: MakeIndicator) -> None:
    doubtful = document(indicator(bukti={"indikator": proof("Jumlah", 0.9)}))
    sure = document(*[indicator(bukti={"indikator": proof(f"Jumlah {i}", 1.0, 20.0 * i)}) for i in range(30)])
    assert len(listed(doubtful)) == 1
    assert listed(doubtful, sure) == listed(sure, doubtful) == []


def test_nothing_in_the_list_runs_in_a_spreadsheet(document: Make, indicator: MakeIndicator) -> None:
    nasty = '=cmd|" /C calc"!A0'
    evil = indicator(
        indikator=nasty, bukti={"indikator": proof(f"\n{nasty}", 0.1), "target": proof("@SUM(1)", 0.1, 20)}
    )
    for row in listed(document(evil)):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_the_lowest_confidence_of_a_digest_is_that_of_any_cell(document: Make, indicator: MakeIndicator) -> None:
    made = document(indicator(bukti={"indikator": proof("Jumlah", 0.88)}))
    head = made.metadata.model_copy(update={"nomor": "7", "bukti": {"nomor": proof("7", 0.4)}})
    assert digest_of(made.model_copy(update={"metadata": head})).lowest == 0.4


def test_digests_count_the_cells_of_their_documents(document: Make, indicator: MakeIndicator) -> None:
    made = document(indicator(), indicator(bukti={"indikator": proof("Jumlah", 0.88)}))
    assert dict(digest_of(made).cells) == counted(cells_of(made)) == {100_000: 1, 250_000: 1, 120_000: 1}


def test_a_table_that_was_left_out_has_a_line_of_its_own(document: Make, indicator: MakeIndicator) -> None:
    found = Temuan(kode="tabel_mungkin_indikator", tingkat="peringatan", pesan="", lokasi="No Uraian Target", halaman=3)
    (line,) = listed(document(indicator(bukti={"target": proof("2 unit", 1.0)}), findings=(found,)))
    assert (line["kolom"], line["teks"], line["halaman"], line["keyakinan"]) == ("tabel", "No Uraian Target", "3", "")
    assert line["temuan"] == "tabel_mungkin_indikator"
    assert digest_of(document(findings=(found,))).left_out == ("3",)
