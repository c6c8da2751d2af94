"""XLSX or XLSM in, Sheets out: cells and styles by openpyxl, formulas by their stored values."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles.borders import Border
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from parsers.drawings.drawingml_forms import hex_colour
from parsers.spreadsheet.cell_drawings import with_drawn_cells
from parsers.spreadsheet.number_formats import general, shown
from parsers.spreadsheet.sheet_drawings import figures_of
from parsers.spreadsheet.sheet_model import (
    MAX_CELL_CHARS,
    MAX_CELLS,
    MAX_COLS,
    MAX_PLACES,
    MAX_ROWS,
    MAX_SHEETS,
    Sheet,
    SheetCell,
    SheetNotes,
    Side,
    Workbook,
    hidden_sheet,
)
from parsers.spreadsheet.xlsx_package import MAX_MERGED, CleanPackage, SheetOutline, clean_package
from schemas.errors import DamagedInput
from schemas.evidence import Finding
from schemas.findings import finding

MOST_MERGED_BEYOND = 100
"""Rows, or columns, that a merged cell may reach beyond the last cell with content and still be read to its end."""
HEX_DIGITS = 6
"""Of a colour without its opacity."""
_SIDES: tuple[Side, ...] = ("left", "right", "top", "bottom")
_OF_BAD_PARTS = (ValueError, TypeError, KeyError, AttributeError, IndexError, SyntaxError)
"""What openpyxl raises for parts that break the rules of the format; it checks them as Python values."""


def read_xlsx(path: Path) -> Workbook:
    """The visible sheets of the XLSX or XLSM at `path`. Raises DamagedInput, EncryptedInput or LimitExceeded."""
    package = clean_package(path)
    findings: list[Finding] = []
    if package.sheet_count > MAX_SHEETS:
        findings.append(finding("batas_tercapai", jumlah=MAX_SHEETS, batas="lembar_per_berkas"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of dates and extensions that it does not know
            sheets = tuple(_sheets(package, findings))
    except _OF_BAD_PARTS as error:
        raise DamagedInput("spreadsheet_damaged", path.name, detail=error) from error
    return Workbook(sheets, package.sheet_count, f"openpyxl {openpyxl.__version__}", tuple(findings))


def _sheets(package: CleanPackage, findings: list[Finding]) -> Iterator[Sheet]:
    """The visible sheets; what was noticed about them is added to `findings`."""
    book = openpyxl.load_workbook(io.BytesIO(package.data), read_only=True, data_only=True, keep_links=False)
    left = MAX_CELLS
    for outline, worksheet in zip(package.outlines, book.worksheets, strict=True):
        if outline.hidden:
            findings.append(hidden_sheet(outline.name, outline.number))
            continue
        reader = _SheetReader(outline, left)
        sheet = reader.read(worksheet)
        left -= sum(bool(cell.text) for cell in sheet.cells.values())
        findings.extend(reader.notes.findings())
        drawing = package.drawings.get(outline.number)
        if drawing is not None:
            shapes, connectors = figures_of(drawing, outline.name, outline.number, outline.sizes)
            sheet = replace(sheet, shapes=shapes, connectors=connectors)
        yield with_drawn_cells(sheet, outline.sizes)


def _fill(cell: ReadOnlyCell) -> str | None:
    """The colour of a filled cell: "rrggbb", or the number of a theme's colour with how light it is."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    if colour.type == "rgb":
        return hex_colour(str(colour.rgb)[-HEX_DIGITS:])
    lightness = f"{colour.tint:+.2f}" if colour.tint else ""
    return f"{colour.type}{colour.value}{lightness}"


class _SheetReader:
    """Reads one sheet within its outline."""

    def __init__(self, outline: SheetOutline, cells_left: int) -> None:
        self.notes = SheetNotes(outline.name, outline.number, no_value=outline.no_value)
        self._outline = outline
        self._cells_left = cells_left
        self._borders: dict[int, frozenset[Side]] = {}  # by the identity of a border object, which styles share

    def read(self, worksheet: ReadOnlyWorksheet) -> Sheet:
        outline = self._outline
        rows, cols = self._extent()
        cells: dict[tuple[int, int], SheetCell] = {}
        if rows and cols:
            worksheet.reset_dimensions()
            for row in worksheet.iter_rows(max_row=rows, max_col=cols):
                for cell in row:
                    if isinstance(cell, ReadOnlyCell):
                        self._add(cell, cells)
        self._count_hidden(cells)
        return Sheet(outline.number, outline.name, cells, outline.merged, outline.hidden_rows, outline.hidden_cols)

    def _extent(self) -> tuple[int, int]:
        """How many rows and columns are read; what is cut off is noted."""
        rows, cols = self._with_merged(self._outline.last_row, self._outline.last_col)
        if cols > MAX_COLS:
            self.notes.limits[MAX_COLS, "kolom_per_tabel"] = None
            cols = MAX_COLS
        if rows > MAX_ROWS:
            self.notes.limits[MAX_ROWS, "baris_per_tabel"] = None
            rows = MAX_ROWS
        if rows * cols > MAX_PLACES:
            self.notes.limits[MAX_PLACES, "sel_per_tabel"] = None
            rows = MAX_PLACES // cols
        if self._outline.merged_limit:
            self.notes.limits[MAX_MERGED, "sel_gabungan"] = None
        return rows, cols

    def _with_merged(self, rows: int, cols: int) -> tuple[int, int]:
        """So many rows and columns, and the rest of merged cells that begin there, which may have borders."""
        begun = [area for area in self._outline.merged if area.first_row < rows and area.first_col < cols]
        below = max((area.last_row + 1 for area in begun), default=0)
        right = max((area.last_col + 1 for area in begun), default=0)
        return (
            max(rows, min(below, rows + MOST_MERGED_BEYOND)),
            max(cols, min(right, cols + MOST_MERGED_BEYOND)),
        )

    def _add(self, cell: ReadOnlyCell, cells: dict[tuple[int, int], SheetCell]) -> None:
        text = self._text(cell)
        borders = self._borders_of(cell.border)
        if text:
            self._cells_left -= 1
            if self._cells_left < 0:
                self.notes.limits[MAX_CELLS, "sel_per_dokumen"] = None
                return
        if text or borders:
            bold = bool(text and cell.font.b)
            cells[cell.row - 1, cell.column - 1] = SheetCell(text, bold, borders, _fill(cell) if text else None)

    def _text(self, cell: ReadOnlyCell) -> str:
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, str):
            with suppress(ValueError):  # escapes of signs that no text can hold
                value = unescape(value)
            value = value[:MAX_CELL_CHARS]
        text = shown(value, cell.number_format)
        if text is None:
            self.notes.unknown_format += 1
            text = general(value) if isinstance(value, int | float) else str(value)
        return text if text.strip() else ""  # empty lines are kept: typists align with them

    def _borders_of(self, border: Border) -> frozenset[Side]:
        known = self._borders.get(id(border))
        if known is None:
            styles = [(side, getattr(border, side)) for side in _SIDES]
            known = frozenset(s for s, style in styles if style is not None and style.style not in (None, "none"))
            self._borders[id(border)] = known
        return known

    def _count_hidden(self, cells: dict[tuple[int, int], SheetCell]) -> None:
        filled = [place for place, cell in cells.items() if cell.text]
        self.notes.hidden_rows = len({row for row, _ in filled} & self._outline.hidden_rows)
        self.notes.hidden_cols = len({col for _, col in filled} & self._outline.hidden_cols)
