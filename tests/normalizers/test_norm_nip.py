from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.nip import check_nip, find_nip, locate_nip


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2000, 12, 31)),
    st.integers(18, 40),
    st.integers(1, 12),
    st.sampled_from("12"),
    st.integers(1, 999),
)
def test_a_number_built_by_the_rule_is_found(born: date, age: int, month: int, sex: str, serial: int) -> None:
    parts = (f"{born:%Y%m%d}", f"{born.year + age}{month:02d}", sex, f"{serial:03d}")
    digits = "".join(parts)
    assert check_nip(digits) == []
    assert find_nip("NIP. " + " ".join(parts)) == digits
    assert find_nip(f"Pembina\nNIP.{digits}") == digits


@pytest.mark.parametrize(
    ("digits", "problems"),
    [
        ("197013312000031001", ["nip_lahir"]),
        ("197001312000131001", ["nip_tmt"]),
        ("197001312000033001", ["nip_jenis_kelamin"]),
        ("197001311975031001", ["nip_usia"]),
        ("197001312000031000", ["nip_urut"]),
        ("19700131200003100", ["nip_panjang"]),
        ("198501312022211005", []),
    ],
)
def test_what_does_not_agree_is_named(digits: str, problems: list[str]) -> None:
    assert check_nip(digits) == problems


def test_a_signatory_cannot_sign_before_being_appointed() -> None:
    assert check_nip("197001312000031001", date(1999, 1, 1)) == ["nip_usia"]
    assert check_nip("197001312000031001", date(2020, 1, 1)) == []


def test_digit_slips_are_bridged_and_told() -> None:
    assert find_nip("NIP. 1g700131 200003 1 00b") == "197001312000031006"
    match = locate_nip("NIP. 197OO131 200003 1 00l")
    assert match is not None
    assert match.digits == "197001312000031001"
    assert [c.rule for c in match.corrections] == ["nip-digits"]


@pytest.mark.parametrize(
    "text", ["rekening 123456789012345678", "NIP. -", "", "NIP. 110 023 456", "telepon 0543 21072 21073 21074 21"]
)
def test_other_numbers_are_no_nip(text: str) -> None:
    assert find_nip(text) is None
