"""Spreadsheet of any format in, a Reading out: each visible sheet is a page of lines and tables."""

from __future__ import annotations

from pathlib import Path

from parsers.reading import Reading, ReadOptions
from parsers.spreadsheet.sheet_layout import blocks_of
from parsers.spreadsheet.sheet_model import Workbook
from schemas.transcript import Page


def read_spreadsheet(path: Path, options: ReadOptions) -> Reading:
    """The XLSX or XLSM at `path`. Raises DamagedInput, EncryptedInput or LimitExceeded."""
    from parsers.spreadsheet.xlsx_sheets import read_xlsx

    return _reading(read_xlsx(path), options)


def read_stored_values(path: Path, options: ReadOptions) -> Reading:
    """The XLS or XLSB at `path`, numbers as they are stored. Raises DamagedInput or EncryptedInput."""
    from parsers.spreadsheet.calamine_sheets import read_calamine

    return _reading(read_calamine(path), options)


def read_ods(path: Path, options: ReadOptions) -> Reading:
    """The ODS at `path`. Raises DamagedInput, EncryptedInput or LimitExceeded."""
    from parsers.spreadsheet.ods_sheets import read_ods_sheets

    return _reading(read_ods_sheets(path), options)


def _reading(book: Workbook, options: ReadOptions) -> Reading:
    """The sheets that are asked for as pages; a page has the number of its sheet."""
    pages = tuple(
        Page(sheet.number, 0.0, 0.0, blocks_of(sheet), shapes=sheet.shapes, connectors=sheet.connectors)
        for sheet in book.sheets
        if options.wants(sheet.number)
    )
    return Reading(
        pages=pages, parser=f"spreadsheet ({book.library})", page_count=book.sheet_count, findings=book.findings
    )
