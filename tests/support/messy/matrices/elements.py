"""What a document consists of, from top to bottom; drawn by pdf_pages.py and word_pages.py."""

from __future__ import annotations

from dataclasses import dataclass

from tests.support.messy.matrices.grid import Grid


@dataclass(frozen=True, slots=True)
class Heading:
    """A centred line in bold."""

    text: str
    size: float = 11.0  # points


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Lines of a label, a colon and a value, apart by tabs."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table. `attached`: without a gap below what stands above it, and as wide."""

    grid: Grid
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Two columns of centred lines; the left one may be empty."""

    left: tuple[str, ...]
    right: tuple[str, ...]


Element = Heading | Text | Labels | Matrix | Signatures


@dataclass(frozen=True, slots=True)
class Leaf:
    """Pages of one orientation; begins on a new page."""

    elements: tuple[Element, ...]
    portrait: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A document: its leaves and the line that runs through all its pages."""

    leaves: tuple[Leaf, ...]
    running: str  # "Renstra Dinas ... 2025-2029"
    first_page: int = 1  # number printed on the first page
