"""What a target cell says, before it becomes a value; and the marks and digits around it that say nothing.

"• 85 % ;" -> "85 %"; "1 : 20" and "Januari 2021" have digits and are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.date import is_month
from schemas.values import Comparator, Number, UnitMatch

_LEADING_MARKS = re.compile(
    r"^(?:[•▪●◦■□➢✓*·'`\"_~±:]\s*|=(?![<>≥≤])\s*|[+]/?-\s*|[+]\s*(?=\d)|[.,;]\s+(?=\d)|(?:[a-h][.)]|\d{1,2}\))\s+(?=\d)"
    r"|(?:kurang lebih|sekitar|kira-kira)\s+|[|]\s+|[-–—]\s*(?=[^\d\s])|[-–—]\s+)+",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[“”„\"]")
_TRAILING_MARKS = re.compile(r"(?:\s*[;:|_'`\"]|\s*(?<!,)[.,]|\s*(?<!,)(?<!\b[A-C])-)+$")
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d+(?:[.,]\d+)?"
"""A number as printed: 12, 1.234,5, 1,234.5, 0,5."""
NUMBER_END = r"(?![.,]?\d)"  # the number ends here; "1.2.3" is none
RATIO = re.compile(rf"^(?:{NUMBER})\s*(?::|berbanding|banding)\s*(?:{NUMBER})")
_PERIOD = re.compile(r"(?:tw|triwulan|semester|tahun|minggu|bulan|tahap|tipe)\b", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class TargetReading:
    """What a text says; `problems` as in TargetValue."""

    nilai: Number | None = None
    nilai_maks: Number | None = None
    pembanding: Comparator | None = None
    unit: UnitMatch | None = None
    predikat: str | None = None
    problems: tuple[str, ...] = ()
    printed: str | None = None  # the digits of `nilai`

    @property
    def says_something(self) -> bool:
        """True where there is a number or a grade."""
        return self.nilai is not None or self.predikat is not None


def core(text: str) -> str:
    """`text` without quotes, bullets, noise and remains of rulings around it: "• 85 % ;" -> "85 %"."""
    inner = _LEADING_MARKS.sub("", _QUOTES.sub("", text))
    if inner.endswith(")") and "(" not in inner and "[" not in inner:
        inner = inner[:-1]
    return _TRAILING_MARKS.sub("", inner).strip() or inner.strip()


def has_own_sense(text: str) -> bool:
    """True for digits that are no quantity: a ratio ("1 : 20"), a date, a period ("TW 2")."""
    if RATIO.match(text) or _PERIOD.match(text):
        return True
    return any(is_month(word) for word in _LONG_WORD.findall(text))
