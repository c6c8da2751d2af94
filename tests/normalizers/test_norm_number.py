import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.number import format_number, parse_number, parse_number_words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4.230", 4230),
        ("3,75", 3.75),
        ("12.317.066", 12317066),
        ("9.876.543.210.123", 9876543210123),
        ("4.5", 4.5),
        ("4.5 %", 4.5),
        ("1.500.000.000,00", 1500000000),
        ("1.234.567,5", 1234567.5),
        ("1,234,567.5", 1234567.5),
        ("100,00", 100),
        ("85.5", 85.5),
        ("0,005", 0.005),
        ("0.500", 0.5),
        ("007", 7),
        ("-2,5", -2.5),
        ("2.000.000,-", 2000000),
    ],
)
def test_numbers_as_offices_print_them(text: str, value: float) -> None:
    parsed = parse_number(text)
    assert parsed == value
    assert isinstance(parsed, type(value))


@pytest.mark.parametrize("text", ["", "-", "a", "1 2", "1.2.3", "12.50.000", "1,2,3", "1/2", "9" * 60, "II", "1:2"])
def test_what_is_no_number_stays_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_whole_numbers_survive_printing(value: int) -> None:
    assert parse_number(format_number(value)) == value


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).filter(lambda v: v == 0 or abs(v) > 1e-6))
def test_fractions_survive_printing(value: float) -> None:
    assert parse_number(format_number(value)) == value


def test_what_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        format_number(math.inf)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dua", 2),
        ("dua belas", 12),
        ("dua puluh lima", 25),
        ("seratus", 100),
        ("dua ratus tujuh puluh", 270),
        ("seribu lima ratus", 1500),
        ("dua ribu dua puluh tiga", 2023),
        ("satu juta dua ratus ribu", 1200000),
        ("Satu Milyar", 1000000000),
        ("duapuluh lima", 25),
        ("limabelas", 15),
        ("tiga koma lima", 3.5),
        ("sembilan puluh koma nol lima", 90.05),
        ("dua koma dua puluh lima", 2.25),
        ("koma lima", None),
        ("dua koma", None),
        ("dokumen", None),
        ("dua dokumen", None),
        ("", None),
        ("2", None),
    ],
)
def test_number_words(words: str, value: float | None) -> None:
    assert parse_number_words(words) == value
