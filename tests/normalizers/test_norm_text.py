import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text import clean_number, collapse, join_lines, strip_list_marker
from schemas.transcript import SOFT_HYPHEN


@given(st.text(max_size=80))
def test_collapse_is_idempotent_and_leaves_single_blanks(text: str) -> None:
    once = collapse(text)
    assert collapse(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert not any(unicodedata.category(c) == "Cc" for c in once)


def test_collapse_takes_all_kinds_of_white_space_for_one_blank() -> None:
    assert collapse("  Jumlah\u00a0 \t dokumen\u200b\n tersusun\x07 ") == "Jumlah dokumen tersusun"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Terlaksananya", "pembinaan"], "Terlaksananya pembinaan"),
        (["kepega-", "waian"], "kepegawaian"),
        (["Penyeleng-", "garaan rapat"], "Penyelenggaraan rapat"),
        (["melaksanakan tugas-", "tugas lain"], "melaksanakan tugas-tugas lain"),
        (["masing-", "masing bidang"], "masing-masing bidang"),
        (["Undang-", "undang"], "Undang-undang"),
        (["anak-", "anaknya"], "anak-anaknya"),
        (["seluas-", "luasnya"], "seluas-luasnya"),
        (["tolong-", "menolong"], "tolong-menolong"),
        (["non-", "ASN"], "non-ASN"),
        (["RKA-", "SKPD"], "RKA-SKPD"),
        (["Sub-", "Bagian Umum"], "Sub-Bagian Umum"),
        (["2021-", "2026"], "2021-2026"),
        (["2021 -", "2026"], "2021 - 2026"),
        (["-", "Data"], "- Data"),
        (["Kabupaten/", "Kota"], "Kabupaten/Kota"),
        (["Kabupaten", "/Kota"], "Kabupaten/Kota"),
        (["A /", "B"], "A / B"),
        (["pengga" + SOFT_HYPHEN, "daan"], "penggadaan"),
        (["a", "", "  ", "b"], "a b"),
        ([], ""),
    ],
)
def test_lines_are_joined_as_they_were_meant(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


def test_the_caller_knows_where_a_word_was_cut() -> None:
    assert join_lines(["Kesepakata", "n kerja", "sama"], [True, False, False]) == "Kesepakatan kerja sama"


@given(st.lists(st.text(alphabet="abcdefg AB", min_size=1, max_size=12), max_size=6))
def test_lines_without_marks_are_joined_by_single_blanks(lines: list[str]) -> None:
    assert join_lines(lines) == collapse(" ".join(lines))


@pytest.mark.parametrize(
    ("text", "marker", "rest"),
    [
        ("1. Skor", "1.", "Skor"),
        ("1.Skor", "1.", "Skor"),
        ("1 . Skor", "1 .", "Skor"),
        ("12) Skor", "12)", "Skor"),
        ("(1) Skor", "(1)", "Skor"),
        ("a. Padi", "a.", "Padi"),
        ("a) Padi", "a)", "Padi"),
        ("(b) Padi", "(b)", "Padi"),
        ("A. Bidang Umum", "A.", "Bidang Umum"),
        ("1.1. Skor", "1.1.", "Skor"),
        ("2.1 Skor", "2.1", "Skor"),
        ("- Skor", "-", "Skor"),
        ("-Skor", "-", "Skor"),
        ("• Skor", "•", "Skor"),
        ("▪Skor", "▪", "Skor"),
        ("\uf0b7 Skor", "\uf0b7", "Skor"),
        ("IV. Skor", "IV.", "Skor"),
        ("ii) Skor", "ii)", "Skor"),
        ("1.\tSkor", "1.", "Skor"),
        ("1\tSkor", "1", "Skor"),
    ],
)
def test_list_markers_are_taken_off(text: str, marker: str, rest: str) -> None:
    assert strip_list_marker(text) == (marker, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1 dokumen",
        "3,75 indeks",
        "2.5 indeks",
        "100%",
        "12.317.066 ton",
        "1.500 orang",
        "2 (dua) dokumen",
        "2023. Laporan",
        "a.n. Kepala",
        "S.Pd., M.Si.",
        "A. R. Wirawan",
        "-5%",
        "1.",
        "",
        "Jumlah dokumen",
        "(tiga) dokumen",
        "1 JABATAN",
        "1. Menyusun laporan; 2. Menyampaikan laporan",
        "a. Peserta yang lulus b. Peserta yang hadir",
        "4. Penyelenggaraan statistik 5. Penyelenggaraan persandian",
    ],
)
def test_what_belongs_to_the_text_is_no_marker(text: str) -> None:
    assert strip_list_marker(text) == (None, text)


def test_a_bare_number_is_a_marker_only_where_the_caller_says_so() -> None:
    assert strip_list_marker("1 JABATAN", bare=True) == ("1", "JABATAN")
    assert strip_list_marker("12 dokumen", bare=True) == (None, "12 dokumen")


@pytest.mark.parametrize(
    ("printed", "number"),
    [("1.", "1"), (" 2 ", "2"), ("(3)", "3"), ("4)", "4"), ("1.1.", "1.1"), ("l0.", "10"), ("l", "1"), ("1O", "10"),
     ("I.", "I"), ("a.", "a"), ("'5.", "5"), ("-", None), ("", None), (" . ", None)],
)  # fmt: skip
def test_row_numbers_lose_their_frame(printed: str, number: str | None) -> None:
    assert clean_number(printed) == number
