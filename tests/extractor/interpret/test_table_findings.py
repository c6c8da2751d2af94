"""Findings about tables that gave no rows: which are told, how loudly, and which together."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from extractor.finding_messages import sentence
from extractor.interpret.flow.excluded_tables import excluded_table
from extractor.interpret.flow.flow_items import ExclusionReason
from extractor.interpret.table_evidence import header_signs, table_score, table_signs
from extractor.interpret.table_findings import excluded_findings
from extractor.messages import LANGUAGES, Language, Messages
from schemas.evidence import Finding
from schemas.findings import page_ranges
from schemas.transcript import Grid
from tests.support.transcripts import grid

SIGNS = tomllib.loads(files("extractor").joinpath("data/excluded_tables.toml").read_text(encoding="utf-8"))
RESULTS = [
    ["Kegiatan", "Output", "Target"],
    ["Penataan kios pasar", "Kios tertata", "12 unit"],
    ["Pembinaan pedagang", "Pedagang terbina", "40 orang"],
    ["Pengadaan timbangan", "Timbangan", "6 unit"],
]
BUDGET = [
    ["No", "Program", "Anggaran (Rp)"],
    ["1", "Program Pasar", "100.000.000"],
    ["2", "Program Kios", "50.000.000"],
]
STRATEGY = [["Tujuan", "Sasaran", "Strategi"], ["Majunya pasar", "Tertatanya pasar", "Menata kios secara bertahap"]]
STAFF = [["Unit Kerja", "Golongan III", "Jumlah"], ["Sekretariat", "4", "9"], ["Bidang Pasar", "2", "5"]]
EFFICIENCY = [
    ["Sasaran", "Indikator Kinerja", "Capaian Kinerja", "Penyerapan Anggaran"],
    ["Tertatanya pasar", "Persentase kios yang tertata", "92", "88"],
    ["Tertibnya pasar", "Jumlah pedagang yang tertib", "104", "97"],
    ["Bersihnya pasar", "Jumlah pasar yang bersih", "3", "90"],
    ["Lancarnya pasar", "Tingkat hunian kios pasar", "76", "91"],
]


def told(*tables: Grid, nothing_read: bool = False, reason: ExclusionReason | None = None) -> list[Finding]:
    """The findings about tables, left out because their headers are not known."""
    given = reason or ExclusionReason.UNKNOWN_COLUMNS
    return list(excluded_findings([excluded_table(one, given) for one in tables], nothing_read))


def codes(*tables: Grid, nothing_read: bool = False) -> list[str]:
    return [one.code for one in told(*tables, nothing_read=nothing_read)]


def test_a_table_of_results_with_targets_is_a_warning() -> None:
    assert codes(grid(RESULTS)) == ["tabel_mungkin_indikator"]


def test_rows_with_indicators_and_values_are_a_warning_without_any_header() -> None:
    rows = [[f"{i} 2.16", f"Jumlah kios {i} yang tertata", "12 unit", "Rp 4.000.000"] for i in range(4)]
    assert codes(grid(rows)) == ["tabel_mungkin_indikator"]


@pytest.mark.parametrize("rows", [BUDGET, STRATEGY, STAFF])
@pytest.mark.parametrize("nothing_read", [False, True])
def test_nobody_is_told_of_budgets_strategies_and_staff(rows: list[list[str]], nothing_read: bool) -> None:
    assert codes(grid(rows), nothing_read=nothing_read) == []


def test_prose_in_columns_is_nothing_to_tell() -> None:
    long = "Pasar di kecamatan ini masih perlu ditata agar lebih bersih dan nyaman bagi pembeli. " * 3
    assert codes(grid([["Uraian", "Hasil"], [long, long], [long, long]])) == []


def test_achievements_without_targets_are_only_worth_knowing() -> None:
    assert codes(grid(EFFICIENCY)) == ["tabel_dilewati"]


def test_a_table_of_which_little_can_be_read_is_told_where_nothing_else_was() -> None:
    garbled = grid([["Op", "Tbtbsbo", "Ubshfu"], ["2", "Nfojohlbuozb", "12 uo"], ["3", "Qspevltj", "80 %"]])
    assert codes(garbled) == []
    assert codes(garbled, nothing_read=True) == ["tabel_dilewati"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_that_are_alike_are_one_finding_with_their_pages(language: Language) -> None:
    pages = [grid(RESULTS, page=page) for page in (3, 4, 5, 9)]
    [found] = told(pages[0], grid(STAFF, page=3), *pages[1:], reason=ExclusionReason.NO_INDICATOR_COLUMN)
    said = sentence(found.code, dict(found.values), Messages(language))
    assert said.startswith("4 ")
    assert "3-5, 9" in said
    assert "Kegiatan Output Target" in said
    assert found.page == 3
    other = [
        ["Program", "Lokasi", "Keluaran", "Target", "Satuan", "Catatan"],
        ["A", "B", "Jumlah kios baru", "3 unit", "", ""],
    ]
    assert len(told(grid(RESULTS), grid(other))) == 2


def test_one_warning_in_a_run_makes_it_one() -> None:
    short = grid([RESULTS[0], RESULTS[1]])
    assert codes(short) == ["tabel_dilewati"]
    assert codes(short, grid(RESULTS)) == ["tabel_mungkin_indikator"]


def test_more_of_a_table_is_told_with_it_or_where_it_holds_indicators_itself() -> None:
    more = excluded_table(grid(RESULTS[1:]), ExclusionReason.CONTINUES_EXCLUDED)
    first = excluded_table(grid(RESULTS), ExclusionReason.UNKNOWN_COLUMNS)
    [found] = excluded_findings([first, more], nothing_read=False)
    assert dict(found.values)["jumlah"] == 2
    rows = [["Pasar", f"Jumlah kios {i} yang tertata", "12 unit"] for i in range(3)]
    matrix = excluded_table(grid(rows), ExclusionReason.CONTINUES_EXCLUDED)
    [alone] = excluded_findings([excluded_table(grid(STAFF), ExclusionReason.UNKNOWN_COLUMNS), matrix], False)
    assert (alone.code, dict(alone.values)["alasan"]) == ("tabel_mungkin_indikator", "kolom_tidak_dikenal")


def test_page_ranges_are_short() -> None:
    assert page_ranges([8, 9, 9, 10, 15]) == "8-10, 15"
    assert page_ranges([]) == ""


@pytest.mark.parametrize("entry", SIGNS["header"], ids=lambda entry: entry["id"])
def test_each_sign_of_a_header_is_seen_in_its_example(entry: dict[str, str]) -> None:
    assert entry["id"] in header_signs([entry["in"]])
    assert entry["habit"]


def test_no_sign_decides_alone() -> None:
    assert all(abs(sign.weight) < table_signs().may_hold for sign in table_signs().headers if sign.weight > 0)
    assert table_score(grid([["Indikator", ""], ["Pasar", "Kios"]])) < table_signs().may_hold
