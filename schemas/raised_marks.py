"""Small raised text and what it stands behind -> is it the mark of a footnote, which belongs to no value?

Habit: tables with notes below them, "35¹", "82,5 %²)"; read as digits of the value the mark makes another figure of it.
"""

from __future__ import annotations

from schemas.patterns import pattern

BASE_CHARS = 24  # of the text before it, the last ones, by which raised text is told

_MARK = pattern("raised-mark")
_EXPONENT = pattern("raised-exponent")
_POWER = pattern("raised-power")


def is_footnote_mark(base: str, raised: str) -> bool:
    """True where `raised`, printed small and raised directly behind `base`, is no part of the text.

    "35" and "2": True. "m" and "2", "10" and "6", nothing and "1": False.
    """
    base, raised = base.rstrip()[-BASE_CHARS:], raised.strip()
    if not base or not _MARK.fullmatch(raised):
        return False
    return not any(shape.fullmatch(f"{base}^{raised}") for shape in (_EXPONENT, _POWER))
