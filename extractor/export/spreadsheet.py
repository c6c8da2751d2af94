"""Text that a spreadsheet shows and never runs."""

from __future__ import annotations

import re

_RUNS = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet takes for a formula: = + - @, white space that hides them, and their full-width forms.
Apostrophes in front count too, so that taking one away always gives the text back."""

_HARMLESS = re.compile(r"(-|[+-]\d[\d.,]*)\Z")
"""A lone dash (the sign for "no target") and a number with its sign can't call anything; they stay as they are."""


def inert(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would run it as a formula; else unchanged."""
    return f"'{text}" if _RUNS.match(text) and not _HARMLESS.match(text) else text
