from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.date import find_date, month_number

MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
          "Desember"]  # fmt: skip


def _iso(text: str) -> str | None:
    match = find_date(text)
    return match.iso if match is not None else None


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)))
def test_every_date_is_read_back(day: date) -> None:
    assert _iso(f"Pada tanggal {day.day} {MONTHS[day.month - 1]} {day.year}") == day.isoformat()
    assert _iso(f"{day.day:02d}-{day.month:02d}-{day.year}") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Januari 2021", "2021-01"),
        ("Sukamaju,      September 2016", "2016-09"),
        ("2 Pebruari 2016", "2016-02-02"),
        ("3 Nopember 2014", "2014-11-03"),
        ("12 Des. 2018", "2018-12-12"),
        ("5 Agustus, 2017", "2017-08-05"),
        ("19/9/2023", "2023-09-19"),
        ("7 Sepetmber 2019", "2019-09-07"),
        ("2 Jaunari 2019", "2019-01-02"),
        ("1O Maret 20l7", "2017-03-10"),
        ("31 Juni 2019", "2019-06"),
        ("2023-09-19", "2023-09-19"),
        ("1 0ktober 2019", "2019-10-01"),
        ("5 Junl 2018", "2018-06-05"),
        ("Z3 April 2019", "2019-04-23"),
        ("1S November 2017", "2017-11-15"),
        ("17 Jun1 2016", "2016-06-17"),
        ("6 Oktober 201B", "2018-10-06"),
        ("4 Mei 20 13", "2013-05-04"),
        ("27 Agustus 20I8", "2018-08-27"),
        ("tanggal 4 bulan Mei tahun 2020", "2020-05-04"),
        ("tanggal 1 5 Mei 2017", "2017-05-15"),
        ("2016", None),
        ("NOMOR 84 TAHUN 2023", None),
        ("31-13-2020", None),
        ("7 dokumen 2016", None),
        ("800/12/2018", None),
    ],
)
def test_dates_as_printed(text: str, iso: str | None) -> None:
    assert _iso(text) == iso


def test_the_place_of_a_date_is_told() -> None:
    text = "Ditetapkan pada tanggal 4 Mei 2020 di Sukamaju"
    match = find_date(text)
    assert match is not None
    assert text[match.start : match.end] == "4 Mei 2020"


def test_months_are_not_guessed_from_short_words() -> None:
    assert month_number("Mai") is None
    assert month_number("Agst") is None or month_number("Agst") == 8
    assert month_number("dokumen") is None
