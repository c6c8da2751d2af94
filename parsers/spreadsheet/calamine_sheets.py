"""XLS or XLSB in, Sheets out, by calamine: values as they are stored. How numbers are shown is not known to it."""

from __future__ import annotations

from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from parsers.spreadsheet.number_formats import Shown, general, shown
from parsers.spreadsheet.sheet_model import (
    MAX_CELL_CHARS,
    MAX_COLS,
    MAX_PLACES,
    MAX_ROWS,
    MAX_SHEETS,
    Area,
    Sheet,
    SheetCell,
    SheetNotes,
    Workbook,
    hidden_sheet,
)
from schemas.errors import DamagedInput, EncryptedInput
from schemas.evidence import Finding
from schemas.findings import finding


def read_calamine(path: Path) -> Workbook:
    """The visible sheets of the file at `path`. Raises DamagedInput or EncryptedInput."""
    findings: list[Finding] = []
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))  # by its content; a name may be wrong
        metadata = book.sheets_metadata
        sheets = []
        for number, told in enumerate(metadata[:MAX_SHEETS], start=1):
            if told.visible is not SheetVisibleEnum.Visible:
                findings.append(hidden_sheet(told.name, number))
                continue
            notes = SheetNotes(told.name, number)
            sheets.append(_sheet(book.get_sheet_by_index(number - 1), notes))
            findings.extend(notes.findings())
    except PasswordError as error:
        raise EncryptedInput("encrypted_office", path.name) from error
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise DamagedInput("spreadsheet_damaged", path.name, detail=error) from error
    if len(metadata) > MAX_SHEETS:
        findings.append(finding("batas_tercapai", jumlah=MAX_SHEETS, batas="lembar_per_berkas"))
    return Workbook(tuple(sheets), len(metadata), f"calamine {version('python-calamine')}", tuple(findings))


def _sheet(sheet: CalamineSheet, notes: SheetNotes) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    first_row, first_col = sheet.start or (0, 0)
    most = min(MAX_ROWS, max(MAX_PLACES // max(sheet.width, 1), 1))
    for down, row in enumerate(sheet.iter_rows()):
        if first_row + down >= MAX_ROWS or down >= most:
            notes.limits[most, "baris_per_tabel"] = None
            break
        for right, value in enumerate(row):
            if first_col + right >= MAX_COLS:
                if value not in ("", None):
                    notes.limits[MAX_COLS, "kolom_per_tabel"] = None
            elif text := _text(value, notes):
                cells[first_row + down, first_col + right] = SheetCell(text)
    merged = tuple(Area(*start, *end) for start, end in sheet.merged_cell_ranges or ())
    return Sheet(notes.number, notes.name, cells, merged, knows_borders=False)


def _text(value: Shown, notes: SheetNotes) -> str:
    if isinstance(value, str):
        return value[:MAX_CELL_CHARS] if value.strip() else ""  # empty lines are kept: typists align with them
    if isinstance(value, bool):
        return shown(value, "General") or ""
    notes.unknown_format += 1
    if isinstance(value, int | float):
        return general(value)
    return shown(value, "dd/mm/yyyy") or str(value)
