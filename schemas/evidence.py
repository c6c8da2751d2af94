"""Where a value comes from, what was done to it, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.geometry import Box

Severity = Literal["galat", "peringatan", "info"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One change between what was printed and what is given out."""

    before: str
    after: str
    rule: str  # id of the rule, as in the rule data
    confidence: float = 1.0  # 0..1; below 1 where the rule weighs evidence


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place of a value: its page and box, the text as read, and how sure we are of it."""

    page: int | None
    box: Box | None
    raw: str
    confidence: float  # 0..1
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know about the document; never an exception."""

    code: str  # stable, from schemas.findings
    severity: Severity
    message: str  # Indonesian; the English sentence is in schemas.findings under the same code
    place: str | None = None  # words that lead a clerk there: "halaman 3, tabel 2", a jabatan, an indicator
    page: int | None = None
