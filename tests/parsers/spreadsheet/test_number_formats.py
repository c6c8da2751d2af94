"""A number, date or text shows what its format says, with Indonesian separators and months."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from parsers.spreadsheet.number_formats import Shown, shown

ACCOUNTING = '_("Rp"* #,##0_);_("Rp"* \\(#,##0\\);_("Rp"* "-"_);_(@_)'
DAY = datetime(2026, 3, 9, 13, 5)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.85, "0%", "85%"),
        (0.855, "0.0%", "85,5%"),
        (0.855, "0%", "86%"),
        (412.5, "General", "412,5"),
        (0.1 + 0.2, "General", "0,3"),
        (85, "General", "85"),
        (-2.5, "General", "-2,5"),
        (1234567890123, "General", "1234567890123"),
        (1240, "#,##0", "1.240"),
        (1234.5, "#,##0.00", "1.234,50"),
        (1.5, "0.##", "1,5"),
        (2, "0.##", "2"),
        (0.25, ".00", ",25"),
        (3, "00", "03"),
        (1_500_000, "#,##0,", "1.500"),
        (2.345, "0.00", "2,35"),
        (5, '0" dokumen"', "5 dokumen"),
        (7, "\\≥ 0", "≥ 7"),
        (1_000_000, ACCOUNTING, "Rp 1.000.000"),
        (-1_000_000, ACCOUNTING, "Rp (1.000.000)"),
        (0, ACCOUNTING, "Rp -"),
        (12, "[$Rp-421] #,##0.00", "Rp 12,00"),
        (-12, "0;[Red]-0", "-12"),
        (0, "#,##0;-#,##0;;@", ""),
        (0.5, "# ?/?", "1/2"),
        (2.75, "# ??/??", "2 3/4"),
        (True, "General", "TRUE"),
        (DAY, "mm-dd-yy", "09/03/2026"),
        (DAY, "[$-421]dd mmmm yyyy;@", "09 Maret 2026"),
        (DAY, "d-mmm-yy", "9-Mar-26"),
        (DAY, "dddd, d mmmm yyyy", "Senin, 9 Maret 2026"),
        (DAY, "h:mm AM/PM", "1:05 PM"),
        (DAY, "hh:mm:ss", "13:05:00"),
        (DAY, "General", "09/03/2026"),
        (date(2026, 12, 31), "yyyy-mm-dd", "2026-12-31"),
        (time(7, 30), "hh.mm", "07.30"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        ("Baik", "@", "Baik"),
        ("Baik", '"- "@', "- Baik"),
        ("1.\n\n2.\n", "General", "1.\n\n2.\n"),
    ],
)
def test_values_are_shown_as_their_format_says(value: Shown, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize("code", ["[>100]0", "0.00E+00", "[DBNum1]0", "0" * 300])
def test_what_is_not_followed_is_not_guessed(code: str) -> None:
    assert shown(85.0, code) is None
