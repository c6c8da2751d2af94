"""What an auditor relies on: every change is told with its kind, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.diff import Change, DiffOptions, diff
from extractor.diff.comparison_contract import comparison
from schemas.diff import Perbandingan
from schemas.document import Document
from tests.support.diff_build import document, invented, row, target
from tests.support.revisions import revise, score

SEEDS = st.integers(0, 100_000)


def told(changes: Sequence[Change]) -> list[tuple[str, str | None]]:
    return [(change.kind, change.field) for change in changes]


def one_row(**fields: object) -> Document:
    return document(("Pustakawan", [row("Jumlah naskah kuno yang dirawat", **fields), row("Jumlah rak yang dicat")]))


def changed(before: dict[str, object], after: dict[str, object]) -> list[tuple[str, str | None]]:
    return told(diff(one_row(**before), one_row(**after)))


# --- properties ---


@given(SEEDS, st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_a_document_has_no_changes_against_itself(seed: int, edits: int) -> None:
    _, new = revise(invented(seed % 7), seed, edits).documents()
    assert diff(new, new.model_copy(deep=True)) == ()


@given(SEEDS, st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_the_other_direction_is_the_mirror(seed: int, edits: int) -> None:
    old, new = revise(invented(seed % 7), seed, edits).documents()
    there, back = diff(old, new), diff(new, old)
    assert [(c.mirrored().kind, c.mirrored().old, c.mirrored().new, c.before) for c in there] == [
        (c.kind, c.old, c.new, c.after) for c in back
    ]
    assert [c.difference for c in there] == [None if c.difference is None else -c.difference for c in back]


@given(SEEDS, st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_the_contract_keeps_everything_over_json(seed: int, edits: int) -> None:
    old, new = revise(invented(seed % 7), seed, edits).documents()
    found = comparison(old, new)
    assert Perbandingan.model_validate_json(found.model_dump_json()) == found
    assert sum(found.ringkasan.values()) == len(found.perubahan)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_no_change_is_invented(seed: int) -> None:
    """Whatever is told stands in the documents: the texts before on the old side, those after on the new one."""
    old, new = revise(invented(seed % 7), seed, 10).documents()
    texts_old, texts_new = old.model_dump_json(), new.model_dump_json()
    for change in diff(old, new):
        assert change.before is None or change.scope == "urutan" or change.before in texts_old
        assert change.after is None or change.scope == "urutan" or change.after in texts_new
        assert change.before != change.after or change.field in (None, "jabatan", "urutan")


def test_known_edits_are_found_with_their_kind() -> None:
    edits = missed = invented_changes = told_changes = 0
    for seed in range(60):
        pair = revise(invented(seed), seed, edits=1 + seed % 15)
        changes = diff(*pair.documents())
        lost, false = score(pair.expected, changes)
        edits += len(pair.expected)
        told_changes += len(changes)
        missed += len(lost)
        invented_changes += len(false)
    assert edits > 300
    assert missed <= edits * 0.01
    assert invented_changes <= told_changes * 0.01


# --- targets ---


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [("80%", "85%", 5), ("85 %", "80 %", -5), ("4 dokumen", "12 dokumen", 8), ("3,75 indeks", "4 indeks", 0.25)],
)
def test_a_target_has_its_difference(before: str, after: str, difference: float) -> None:
    (change,) = diff(one_row(target=before), one_row(target=after))
    assert (change.kind, change.field, change.difference) == ("diubah", "target", difference)
    assert change.severity == "tinggi"


@pytest.mark.parametrize(
    ("before", "after"),
    [("4.230 data", "4230 data"), ("80%", "80 persen"), ("2 (dua) dokumen", "2 dokumen"), ("B (80)", "B(80)")],
)
def test_another_way_to_write_a_target_is_cosmetic(before: str, after: str) -> None:
    assert changed({"target": before}, {"target": after}) == [("kosmetik", "target")]


@pytest.mark.parametrize(
    ("before", "after"),
    [("100%", "10%"), ("12 laporan", "12 dokumen"), (">= 80%", "<= 80%"), ("1,5 indeks", "15 indeks")],
)
def test_a_small_change_of_a_target_is_never_cosmetic(before: str, after: str) -> None:
    assert changed({"target": before}, {"target": after}) == [("diubah", "target")]


def test_another_unit_is_told_and_has_no_difference() -> None:
    (change,) = diff(one_row(target=target("4", "dokumen")), one_row(target=target("4", "laporan")))
    assert (change.before, change.after, change.difference) == ("4 dokumen", "4 laporan", None)
    assert (change.unit_before, change.unit_after) == ("dokumen", "laporan")


def test_each_year_is_a_change_of_its_own() -> None:
    changes = diff(
        one_row(target=None, target_per_tahun={"2025": "80%", "2026": "85%"}),
        one_row(target=None, target_per_tahun={"2025": "80%", "2026": "90%"}),
    )
    assert [(c.field, c.period, c.difference) for c in changes] == [("target_per_tahun", "2026", 5)]


def test_a_header_that_names_the_year_changes_no_target() -> None:
    plain, dated = {"target": "80%"}, {"target": None, "target_per_tahun": {"2025": "80%"}}
    assert changed(plain, dated) == changed(dated, plain) == []
    other = {"target": None, "target_per_tahun": {"2025": "85%"}}
    [change] = diff(one_row(**plain), one_row(**other))
    assert (change.kind, change.field, change.difference) == ("diubah", "target", 5)
    two = {"target": None, "target_per_tahun": {"2025": "80%", "2026": "80%"}}
    assert len(changed(plain, two)) == 3


# --- words ---


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Laporan Bidang", "laporan  bidang."),
        ("Laporan penyelenggaraan", "Laporan penyelengaraan"),
        ("Tersedia nya arsip", "Tersedianya arsip"),
        ("Survey kualitas", "Survei kwalitas"),
    ],
)
def test_the_same_words_written_otherwise_are_cosmetic(before: str, after: str) -> None:
    assert changed({"sumber_data": before}, {"sumber_data": after}) == [("kosmetik", "sumber_data")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Laporan tahun 2023", "Laporan tahun 2024"),
        ("Jumlah pengadaan", "Jumlah pengaduan"),
        ("Sektor formal", "Sektor informal"),
        ("Data RKA", "Data RKP"),
        ("Bidang pelayanan", "Bidang pelayan"),
        ("Nilai x + y", "Nilai x / y"),
    ],
)
def test_other_words_are_a_change_however_alike(before: str, after: str) -> None:
    assert changed({"sumber_data": before}, {"sumber_data": after}) == [("diubah", "sumber_data")]


# --- readings in doubt ---


def _read(text: str, confidence: float, *, recognised: bool = True) -> Document:
    evidence = {"halaman": 1, "kotak": (1, 1, 9, 9), "teks_asli": text, "keyakinan": confidence}
    found = one_row(target=text, bukti={"target": evidence})
    engine = "mesin 1" if recognised else None
    return found.model_copy(update={"proses": found.proses.model_copy(update={"mesin_ocr": engine})})


def test_a_digit_read_in_doubt_is_uncertain() -> None:
    assert told(diff(one_row(target="80%"), _read("30%", 0.6))) == [("tidak_pasti", "target")]


def test_a_digit_read_well_is_a_change() -> None:
    assert told(diff(one_row(target="80%"), _read("30%", 0.995))) == [("diubah", "target")]


def test_another_target_is_a_change_even_in_doubt() -> None:
    assert told(diff(one_row(target="80%"), _read("1.250 orang", 0.6))) == [("diubah", "target")]


def test_doubt_about_a_digital_page_is_none_about_its_digits() -> None:
    assert told(diff(one_row(target="80%"), _read("30%", 0.85, recognised=False))) == [("diubah", "target")]


# --- rows ---


def test_a_moved_row_that_changed_has_an_entry_for_each() -> None:
    rows = [row("Jumlah peta lama yang dirawat"), row("Jumlah rak yang dicat"), row("Jumlah kartu yang dicetak")]
    others = [row("Jumlah naskah yang dibaca"), row("Jumlah arsip yang dipindai"), row("Jumlah buku yang dibeli")]
    moved = row("Jumlah peta lama yang dirawat", target="9 dokumen")
    old = document(("Pustakawan", rows), ("Arsiparis", others))
    new = document(("Pustakawan", rows[1:]), ("Arsiparis", [*others, moved]))
    changes = diff(old, new)
    assert told(changes) == [("dipindah", "jabatan"), ("diubah", "target")]
    assert (changes[0].before, changes[0].after) == ("Pustakawan", "Arsiparis")


def test_a_renamed_jabatan_is_one_change() -> None:
    rows = [row("Jumlah peta lama yang dirawat"), row("Jumlah rak yang dicat"), row("Jumlah kartu yang dicetak")]
    assert told(diff(document(("Pengelola Data", rows)), document(("Analis Koleksi", rows)))) == [("diubah", "jabatan")]


def test_sections_of_the_same_name_are_told_apart_by_their_rows() -> None:
    first = [row("Jumlah peta lama yang dirawat"), row("Jumlah rak yang dicat")]
    second = [row("Jumlah naskah yang dibaca"), row("Jumlah arsip yang dipindai")]
    old = document(("Pengelola", first), ("Pengelola", second))
    new = document(("Pengelola", second), ("Pengelola", first))
    assert all(change.scope != "baris" for change in diff(old, new))


def test_a_split_row_and_merged_rows_mirror_each_other() -> None:
    one = [row("Jumlah perahu motor dan jaring apung yang diserahkan")]
    two = [row("Jumlah perahu motor yang diserahkan"), row("Jumlah jaring apung yang diserahkan")]
    there = diff(document(("Nelayan", one)), document(("Nelayan", two)))
    back = diff(document(("Nelayan", two)), document(("Nelayan", one)))
    assert [(c.kind, c.reason) for c in there] == [("diubah", "pecah"), ("ditambah", "pecah")]
    assert [(c.kind, c.reason) for c in back] == [("diubah", "gabung"), ("dihapus", "gabung")]


def test_numbers_that_follow_from_a_new_row_are_not_told() -> None:
    def numbered(*names: str) -> Document:
        return document(("Pustakawan", [row(name, no=str(i)) for i, name in enumerate(names, start=1)]))

    names = ("Jumlah peta yang dirawat", "Jumlah rak yang dicat", "Jumlah kartu yang dicetak")
    changes = diff(numbered(*names), numbered("Jumlah pembaca yang dilayani", *names))
    assert told(changes) == [("ditambah", None)]


def test_kinds_can_be_left_out() -> None:
    old, new = one_row(sumber_data="Laporan Bidang"), one_row(sumber_data="laporan bidang")
    assert diff(old, new, DiffOptions(ignore=frozenset({"kosmetik"}))) == ()


def test_the_head_of_the_decree_is_no_row() -> None:
    rows = [row("Jumlah peta yang dirawat")]
    found = diff(document((None, rows), nomor="1 Tahun 2023"), document((None, rows), nomor="2 Tahun 2024"))
    assert [(change.scope, change.field) for change in found] == [("dokumen", "nomor")]
