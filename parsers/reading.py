"""What every reader takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.evidence import Finding
from schemas.transcript import Page

OcrMode = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    pages: tuple[tuple[int, int], ...] | None = None  # 1-based inclusive ranges; None: all pages
    password: str | None = None
    ocr: OcrMode = "auto"
    ocr_engine: str | None = None  # None: the embedded default

    def wants(self, number: int) -> bool:
        """True where page `number` (1-based) is to be read."""
        return self.pages is None or any(first <= number <= last for first, last in self.pages)


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader's result; `parsers.read` adds what concerns the file as a whole."""

    pages: tuple[Page, ...]
    parser: str  # reader and its library's version
    page_count: int | None = None  # pages in the file, also those not asked for; None for DOCX and text
    ocr_engine: str | None = None
    findings: tuple[Finding, ...] = ()
