"""What every spreadsheet reader ends in: sheets of cells with the text that they show, whatever the file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from schemas.evidence import Finding
from schemas.findings import finding
from schemas.transcript import Connector, Shape

MAX_SHEETS = 500
"""Sheets of one file that are read."""
MAX_ROWS = 32_767
"""Rows of one sheet that are read, counted to the last one with content; as for tables of Word."""
MAX_COLS = 256
"""Columns of one sheet that are read, counted to the last one with content."""
MAX_PLACES = 1_000_000
"""Rows times columns of one sheet, empty places included."""
MAX_CELLS = 300_000
"""Filled cells of one file."""
MAX_CELL_CHARS = 32_767
"""Characters of one cell, the limit of spreadsheets."""


Side = Literal["left", "right", "top", "bottom"]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell with a text or with borders."""

    text: str = ""  # as shown, with its line feeds
    bold: bool = False
    borders: frozenset[Side] = frozenset()  # its own; a border may also be that of the cell beside it
    fill: str | None = None  # colour, "rrggbb" or a theme's number; None for white, none and where it is not known

    @property
    def ruled(self) -> bool:
        """Whether it has a border on any side."""
        return bool(self.borders)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 0, the last ones are inside."""

    first_row: int
    first_col: int
    last_row: int
    last_col: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet."""

    number: int  # among all sheets of the file, 1-based
    name: str
    cells: Mapping[tuple[int, int], SheetCell]  # by row and column, 0-based; the others are empty
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    knows_borders: bool = True  # False: the format's reader can't say, so that no cell has any
    shapes: tuple[Shape, ...] = ()  # drawn boxes with text; in points from the corner of A1
    connectors: tuple[Connector, ...] = ()  # lines between them


@dataclass(frozen=True, slots=True)
class Workbook:
    """All visible sheets of a file, and what was noticed."""

    sheets: tuple[Sheet, ...]
    sheet_count: int  # hidden ones included
    library: str  # reader and version
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class SheetNotes:
    """Counts what of one sheet could not be read as it is shown, and tells it in the end."""

    name: str
    number: int
    hidden_rows: int = 0  # with content
    hidden_cols: int = 0
    no_value: int = 0  # formulas whose value the file does not hold
    unknown_format: int = 0  # numbers whose shown form is not known
    limits: dict[tuple[int, str], None] = field(default_factory=dict)  # what was reached: how many, of what

    def findings(self) -> tuple[Finding, ...]:
        """One finding for each kind of loss."""
        found = [
            finding("lembar_tersembunyi_sebagian", page=self.number, lembar=self.name, jumlah=count, jenis=kind)
            for kind, count in (("baris", self.hidden_rows), ("kolom", self.hidden_cols))
            if count
        ]
        if self.no_value:
            found.append(finding("rumus_tanpa_nilai", page=self.number, lembar=self.name, jumlah=self.no_value))
        if self.unknown_format:
            found.append(
                finding("bentuk_angka_tidak_diketahui", page=self.number, lembar=self.name, jumlah=self.unknown_format)
            )
        found.extend(finding("batas_tercapai", page=self.number, jumlah=most, batas=kind) for most, kind in self.limits)
        return tuple(found)


def hidden_sheet(name: str, number: int) -> Finding:
    """What is said of a sheet that its author hid."""
    return finding("lembar_tersembunyi", page=number, lembar=name)
