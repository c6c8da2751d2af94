"""How often words stand in administrative Indonesian, as classes: the prior of what a mistyped word may mean.

spelling_counts.txt has a line for each class: its number, the binary logarithm of a count in some hundred public
documents, and the words of it. Only how often words occur was taken from those documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def frequency_classes() -> Mapping[str, int]:
    """Word in small letters -> class: 0 for a word that was seen once, one more for each doubling."""
    text = files("normalizers").joinpath("data", "spelling_counts.txt").read_text(encoding="ascii")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: int(number) for number, *words in lines for word in words}
