from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.number import format_number
from normalizers.target import read_target
from normalizers.text import collapse
from schemas.patterns import look_alikes
from schemas.values import TargetValue


def _says(v: TargetValue) -> tuple[object, ...]:
    return (v.nilai, v.nilai_maks, v.pembanding, v.satuan, v.predikat)


@pytest.mark.parametrize(
    ("text", "nilai", "nilai_maks", "pembanding", "satuan", "predikat"),
    [
        ("4 dokumen", 4, None, None, "dokumen", None),
        ("75%", 75, None, None, "%", None),
        ("10,90 %", 10.9, None, None, "%", None),
        ("4.5 %", 4.5, None, None, "%", None),
        ("75 persen", 75, None, None, "persen", None),
        ("≥ 85 %", 85, None, ">=", "%", None),
        (">= 85 %", 85, None, ">=", "%", None),
        ("> 90%", 90, None, ">", "%", None),
        ("< 3 kasus", 3, None, "<", "kasus", None),
        ("minimal 80%", 80, None, ">=", "%", None),
        ("maks. 5 hari", 5, None, "<=", "hari", None),
        ("Tidak lebih dari 3 hari", 3, None, "<=", "hari", None),
        ("80 ke atas", 80, None, ">=", None, None),
        ("125", 125, None, None, None, None),
        ("0", 0, None, None, None, None),
        ("100,00", 100, None, None, None, None),
        ("B (80)", 80, None, None, None, "B"),
        ("B(80)", 80, None, None, None, "B"),
        ("A (85,5)", 85.5, None, None, None, "A"),
        ("BB", None, None, None, None, "BB"),
        ("BB (>70)", 70, None, ">", None, "BB"),
        ("B/65", 65, None, None, None, "B"),
        ("80 (B)", 80, None, None, None, "B"),
        ("3,5 (Baik)", 3.5, None, None, None, "Baik"),
        ("Nilai B", None, None, None, None, "B"),
        ("Minimal B", None, None, ">=", None, "B"),
        ("Baik", None, None, None, None, "Baik"),
        ("Sangat Baik", None, None, None, None, "Sangat Baik"),
        ("Opini WTP", None, None, None, None, "WTP"),
        ("4.230 data", 4230, None, None, "data", None),
        ("3,75 indeks", 3.75, None, None, "indeks", None),
        ("12.317.066 ton", 12317066, None, None, "ton", None),
        ("2 (dua) dokumen", 2, None, None, "dokumen", None),
        ("dua dokumen", 2, None, None, "dokumen", None),
        ("satu (1) dokumen", 1, None, None, "dokumen", None),
        ("90-95%", 90, 95, None, "%", None),
        ("90 – 95 %", 90, 95, None, "%", None),
        ("75% - 80%", 75, 80, None, "%", None),
        ("80 s.d. 90", 80, 90, None, None, None),
        ("14 hari kerja", 14, None, None, "hari kerja", None),
        ("12 bulan", 12, None, None, "bulan", None),
        ("Rp 1.500.000.000", 1500000000, None, None, "Rp", None),
        ("Rp. 2.000.000,-", 2000000, None, None, "Rp", None),
        ("Rp1,5 Miliar", 1500000000, None, None, "Rp", None),
        ("Rp.750.000,- (tujuh ratus lima puluh ribu rupiah)", 750000, None, None, "Rp", None),
        ("1,5 juta ton", 1500000, None, None, "ton", None),
        ("3 kali/tahun", 3, None, None, "kali/tahun", None),
        ("2 Dok", 2, None, None, "Dok", None),
        ("15 Kelompok/Pelaku (9 Kabupaten/Kota)", 15, None, None, "Kelompok/Pelaku", None),
        ("12 bulan (100%)", 12, None, None, "bulan", None),
        ("100% ASN", 100, None, None, "%", None),
        ("15 per 1.000 KH", 15, None, None, "per 1.000 KH", None),
        ("24 m2", 24, None, None, "m2", None),
        ("7 kepompong", 7, None, None, "kepompong", None),
        ("Level 3", 3, None, None, "Level", None),
        ("Peringkat II", 2, None, None, "Peringkat", None),
        ("Tersusunnya 5 dokumen", 5, None, None, "dokumen", None),
        ("-2,5 %", -2.5, None, None, "%", None),
        ("- 5 dokumen", 5, None, None, "dokumen", None),
        ("12 dokumen;", 12, None, None, "dokumen", None),
        ("A-", None, None, None, None, "A-"),
        ("Kelas B", None, None, None, None, "B"),
        ("Opini BPK WTP", None, None, None, None, "WTP"),
        ("Nilai SAKIP BB (72,5)", 72.5, None, None, None, "BB"),
        ("Nilai minimal B", None, None, ">=", None, "B"),
        ("Tepat Waktu (31 Maret)", None, None, None, None, "Tepat Waktu"),
        ("Nilai SAKIP 75", 75, None, None, "Nilai", None),
        ("Level maturitas 3", 3, None, None, "Level", None),
        ("Minimal level 3", 3, None, ">=", "level", None),
        ("Indeks kepuasan minimal 80", 80, None, ">=", "Indeks", None),
        ("IKM = 80", 80, None, None, None, None),
        ("=> 95%", 95, None, ">=", "%", None),
        ("80 ≤ x < 90", 80, 90, None, None, None),
        ("102/100.000 kelahiran hidup", 102, None, None, "/100.000 kelahiran hidup", None),
        ("Rp 1,5 M", 1500000000, None, None, "Rp", None),
        ("Rp 2 T", 2000000000000, None, None, "Rp", None),
        ("12 M", 12, None, None, "M", None),
        ("Rp 1.000.000 - Rp 2.000.000", 1000000, 2000000, None, "Rp", None),
        ("1,234.56 ton", 1234.56, None, None, "ton", None),
        ("sebesar 3,5", 3.5, None, None, None, None),
        ("Tersedianya 1 dokumen Renja", 1, None, None, "dokumen Renja", None),
        ("3 hari kerja sejak berkas diterima", 3, None, None, "hari kerja", None),
        ("2 (dua dokumen", 2, None, None, "dokumen", None),
        ("3,5 (tiga koma lima) %", 3.5, None, None, "%", None),
        ("12, dokumen", 12, None, None, "dokumen", None),
        (". 12 dokumen", 12, None, None, "dokumen", None),
        (": 12 dokumen", 12, None, None, "dokumen", None),
        ("1) 12 dokumen", 12, None, None, "dokumen", None),
        ("100.%", 100, None, None, "%", None),
    ],
)
def test_forms_of_targets(
    text: str,
    nilai: float | None,
    nilai_maks: float | None,
    pembanding: str | None,
    satuan: str | None,
    predikat: str | None,
) -> None:
    value = read_target(text)
    assert _says(value) == (nilai, nilai_maks, pembanding, satuan, predikat)
    assert value.teks == value.bersih == text
    assert value.corrections == ()
    assert value.problems == ()


@pytest.mark.parametrize("text", ["-", "–", "", "n/a", "tiga per empat", "1 : 1.000", "31 Desember 2024", "Triwulan 2"])
def test_cells_without_a_quantity_have_no_value_and_no_complaint(text: str) -> None:
    value = read_target(text, "dokumen")
    assert value.teks == text
    assert (value.nilai, value.predikat, value.problems) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "clean", "nilai", "satuan", "predikat"),
    [
        ("1 3dokumen", "13 dokumen", 13, "dokumen", None),
        ("l2 dokumen", "12 dokumen", 12, "dokumen", None),
        ("IO laporan", "10 laporan", 10, "laporan", None),
        ("B(8O)", "B(80)", 80, None, "B"),
        ("8 (80)", "B (80)", 80, None, "B"),
        ("7S%", "75%", 75, "%", None),
        ("1O0%", "100%", 100, "%", None),
        ("lOO%", "100%", 100, "%", None),
        ("75 °/o", "75%", 75, "%", None),
        ("100%6", "100%", 100, "%", None),
        ("125..000", "125.000", 125000, None, None),
        ("12 dokurnen", "12 dokumen", 12, "dokumen", None),
        ("5 0rang", "5 orang", 5, "orang", None),
        ("O", "0", 0, None, None),
        ("l25", "125", 125, None, None),
        ("4. 230 data", "4.230 data", 4230, "data", None),
        ("1.500. 000", "1.500.000", 1500000, None, None),
        ("Rp1.5OO.OOO,-", "Rp1.500.000,-", 1500000, "Rp", None),
        ("l (satu) dokumen", "1 (satu) dokumen", 1, "dokumen", None),
        ("2 (dua} dokumen", "2 (dua) dokumen", 2, "dokumen", None),
        ("A ( 8O )", "A (80)", 80, None, "A"),
        ("B (69,5 7)", "B (69,57)", 69.57, None, "B"),
        ("9O-95%", "90-95%", 90, "%", None),
        ("11-6B%", "11-68%", 11, "%", None),
        ("8D3 dokumen", "803 dokumen", 803, "dokumen", None),
        ("Rp Z.189.275", "Rp 2.189.275", 2189275, "Rp", None),
        ("Rp 2.7 95.689", "Rp 2.795.689", 2795689, "Rp", None),
        ("14 harikerja", "14 hari kerja", 14, "hari kerja", None),
        ("14 hari ketja", "14 hari kerja", 14, "hari kerja", None),
        ("5 dokumeri", "5 dokumen", 5, "dokumen", None),
        ("75 ℅", "75 %", 75, "%", None),
    ],
)
def test_slips_are_repaired_and_the_printed_text_is_kept(
    text: str, clean: str, nilai: int, satuan: str | None, predikat: str | None
) -> None:
    value = read_target(text)
    assert value.teks == text
    assert value.bersih == clean
    assert (value.nilai, value.satuan, value.predikat) == (nilai, satuan, predikat)
    assert value.corrections
    assert all(c.rule and c.before != c.after for c in value.corrections)
    again = read_target(clean)
    assert again.bersih == clean
    assert (again.nilai, again.satuan, again.predikat) == (nilai, satuan, predikat)


@pytest.mark.parametrize(
    "text",
    [
        "12 dokumen 4 laporan",
        "A: 5, B: 6",
        "75% 12 dokumen",
        "4 x 12",
        "2 orang x 12 bulan",
        "5 12",
        "12.50.000",
        "Anak usia 5 tahun",
        "2 85%",
        "Nilai A dan 80",
        "1) Dokumen",
        "4 00 %",
        "3 78 indeks",
        "15 1.000",
        "B (45 86)",
        "ISO 9001",
        "(2,5) %",
        "80 ≤ x < 70",
    ],
)
def test_several_or_unreadable_values_give_none_and_say_so(text: str) -> None:
    value = read_target(text)
    assert value.nilai is None
    assert value.problems


def test_digits_and_words_that_disagree_are_reported() -> None:
    assert read_target("2 (tiga) dokumen").problems == ("bilangan_berbeda",)
    assert read_target("1.500 (seribu lima ratus) orang").problems == ()
    assert read_target("12 (duabelas) bulan").problems == ()
    assert read_target("12 (sebelas) bulan").problems == ("bilangan_berbeda",)
    assert read_target("75% (tujuh puluh lima persen)").problems == ()
    assert read_target("75% (tujuh puluh persen)").problems == ("bilangan_berbeda",)
    assert read_target("Rp 1.500.000,- (satu juta lima ratus ribu rupiah)").problems == ()
    assert read_target("Rp 1.500.000,- (satu juta rupiah)").problems == ("bilangan_berbeda",)


def test_words_that_count_something_else_are_no_contradiction() -> None:
    assert read_target("12 bulan (satu tahun)").problems == ()
    assert read_target("12 laporan (satu laporan per bulan)").problems == ()


def test_the_unit_decides_where_a_separator_was_meant_the_other_way() -> None:
    assert read_target("1,500 orang").nilai == 1500
    assert read_target("98.750 %").nilai == 98.75
    assert read_target("98.750 ton").nilai == 98750
    assert read_target("1,500", "orang").nilai == 1500
    assert read_target("Rp 500,000").nilai == 500000
    assert read_target("8.008,053 orang").nilai == 8008053
    assert read_target("8.008,053 ton").nilai == 8008.053
    assert read_target("Rp 1,500 Miliar").nilai == 1500000000
    assert read_target("97.125", "%").nilai == 97.125
    assert read_target("3.125", "Indeks").nilai == 3.125
    assert read_target("3.125", "Ekor").nilai == 3125


def test_a_unit_from_elsewhere_is_used_where_the_target_names_none() -> None:
    assert read_target("18", "Persen / Organisasi").satuan == "Persen / Organisasi"
    assert read_target("18 unit", "Persen").satuan == "unit"
    assert read_target("18", "(%)").satuan == "%"
    assert read_target("-", "%").satuan is None
    assert read_target("5", "-").satuan is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_harm(text: str) -> None:
    value = read_target(text)
    assert value.teks == collapse(text)
    if value.nilai_maks is not None and value.nilai is not None:
        assert value.nilai <= value.nilai_maks


TARGETS = st.from_regex(r"(≥ )?[1-9lO]?[0-9O ]{1,4}([.,][0-9]{1,3})?( |)(%|dokumen|orang|Ha)", fullmatch=True)


@given(TARGETS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = read_target(text)
    twice = read_target(once.bersih)
    assert twice.bersih == once.bersih
    assert twice.nilai == once.nilai


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["dokumen", "orang", "%", "Ha", "laporan"]))
def test_plain_targets_are_read_exactly(number: int, unit: str) -> None:
    value = read_target(f"{number} {unit}")
    assert (value.nilai, value.satuan, value.corrections) == (number, unit, ())


@given(
    st.integers(min_value=1_000, max_value=9_999_999),
    st.sampled_from(["{} orang", "{} ton", "Rp {}", "Rp. {},-"]),
    st.randoms(use_true_random=False),
)
def test_one_misread_digit_costs_the_value_but_never_changes_it(number: int, form: str, random: Random) -> None:
    printed = form.format(format_number(number))
    looks = [(digit, chr(look)) for look, digit in look_alikes("digits-of-values").table.items()]
    at, look = random.choice(
        [(i, look) for i, c in enumerate(printed) for digit, look in looks if c == digit] or [(0, "")]
    )
    misread = printed[:at] + look + printed[at + 1 :] if look else printed
    assert read_target(misread).nilai in (number, None)


def test_a_very_long_cell_is_no_target() -> None:
    text = "12 dokumen " * 5000
    assert read_target(text).nilai is None
