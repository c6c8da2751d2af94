"""The types of the interface that every reader has: a path and ReadOptions go in, a Reading comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from schemas.evidence import Finding
from schemas.transcript import Page

OcrMode = Literal["auto", "always", "never"]
OCR_MODES: tuple[OcrMode, ...] = get_args(OcrMode)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What to read of a file, and how."""

    pages: tuple[tuple[int, int], ...] | None = None  # 1-based inclusive ranges; None: all pages
    password: str | None = None  # of an encrypted PDF
    ocr: OcrMode = "auto"  # "auto": pages whose text can't be trusted; "always": all; "never": none
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
    ocr_engine: str | None = None  # engine and version, where any page was recognised
    findings: tuple[Finding, ...] = ()  # what concerns a page or a table only
