"""Text that a spreadsheet shows and never runs, and that none of its languages takes for a number or a date.

A CSV file may be opened with another separator than it was written with: one with commas in an Indonesian
spreadsheet, where semicolons separate. So whatever follows a separator inside a text counts as the beginning of a cell
too. Everything here puts apostrophes in front; taking one away at the same places gives the text back.
"""

from __future__ import annotations

import re

_RUNS = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet takes for a formula: = + - @, white space that hides them, and their full-width forms.
Apostrophes in front count too, so that taking one away always gives the text back."""

_HARMLESS = re.compile(r"(-|[+-]\d[\d.,]*)\Z")
"""A lone dash (the sign for "no target") and a number with its sign can't call anything; they stay as they are."""

_RUNS_INSIDE = re.compile(
    r"""(?<=[;,\t\r\n])               # where another separator would begin a cell
    (?=["']*(?:[=@＝＠]|[+\-＋－][^;,\t\r\n]*[(|!]))  # a dash runs nothing without a call ("Rp 5.000,- per orang")""",
    re.VERBOSE,
)

_LOOKS_LIKE_VALUE = re.compile(
    r"""'*(?!\d{4}-\d{4}\Z|\d{4}-\d\d-\d\d\Z)  # 2021-2026 stays text, and a whole date is the same everywhere
    (?: [+-]?\d+(?:[.,:/-]\d+)+%?    # 768.495 and 412,5: which mark is which; 1.2, 3/4, 12.30: codes, dates, times
      | \(\d+(?:[.,]\d+)*\)          # a negative number, for accountants
      | 0\d+ | \d{16,}               # leading zeros, and digits beyond the fifteenth, would be lost
      | \d+[eE][+-]?\d+ )\Z""",
    re.VERBOSE,
)


def inert(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would run it, or what follows a separator in it, as a
    formula; else unchanged."""
    inside = _RUNS_INSIDE.sub("'", text)
    return f"'{inside}" if _RUNS.match(text) and not _HARMLESS.match(text) else inside


def shown_as_text(text: str) -> str:
    """`text` made inert, with an apostrophe in front also where a spreadsheet would read a number, date or time of its
    own language out of it: "768.495" is a quantity in one and a fraction in the other."""
    return f"'{text}" if _LOOKS_LIKE_VALUE.match(text) else inert(text)
