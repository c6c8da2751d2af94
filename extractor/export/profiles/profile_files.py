"""Documents -> the file that a profile asks for. Records are written as they come, but into a workbook's template."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import openpyxl
import xlsxwriter

from extractor.export.collecting import Begin
from extractor.export.csv_table import CellValue, CsvDialect, CsvTable
from extractor.export.profiles.profile_model import DATA_MARK, Profile
from extractor.export.profiles.profile_values import records_of
from extractor.export.spreadsheet import inert
from extractor.export.tables.document_tables import DocumentTables, Row
from extractor.export.writers.workbook import MADE
from extractor.export.writers.workbook_sheet import Sheet, styles_of
from schemas.errors import UsageError


class _Records(Protocol):
    """Writes the records of a profile."""

    def write(self, records: Iterable[list[CellValue]]) -> None:
        """Appends records."""

    def close(self) -> None:
        """Completes the file."""


class ProfileFile:
    """A Collector (extractor.export.collecting) of the profile's file."""

    def __init__(self, begin: Begin, profile: Profile, folder: Path | None) -> None:
        """`folder`: that the profile lies in, and its template with it. Raises UsageError for a bad template."""
        self._profile = profile
        file = begin(profile.berkas)
        self._records: _Records
        if profile.bentuk == "json":
            self._records = JsonRecords(file, profile)
        elif profile.bentuk == "csv":
            self._records = _csv_records(file, profile)
        elif profile.templat is not None:
            self._records = TemplateRecords(file, profile, (folder or Path()) / profile.templat)
        else:
            self._records = WorkbookRecords(file, profile)

    def add(self, tables: DocumentTables) -> None:
        """Appends the records of a document."""
        self._records.write(records_of(self._profile, tables))

    def close(self, review: Iterable[Row]) -> None:
        """Completes the file; cells to look at are no matter of profiles."""
        self._records.close()


class JsonRecords:
    """A list of objects, where the template has its mark."""

    def __init__(self, file: BinaryIO, profile: Profile) -> None:
        self._file = file
        self._profile = profile
        template = _template(profile)
        before, _, self._after = json.dumps(template, ensure_ascii=False, indent=1).partition(f'"{DATA_MARK}"')
        self._file.write(f"{before}[".encode())
        self._first = True

    def write(self, records: Iterable[list[CellValue]]) -> None:
        """Appends an object for each."""
        names = [field.nama for field in self._profile.kolom]
        for record in records:
            values = [self._profile.kosong if value is None else value for value in record]
            text = json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False, allow_nan=False)
            self._file.write(f"{'' if self._first else ','}\n{text}".encode())
            self._first = False

    def close(self) -> None:
        """Ends the list and what is behind it."""
        self._file.write(f"\n]{self._after}\n".encode())


def _template(profile: Profile) -> Any:
    if profile.templat is None:
        return DATA_MARK
    try:
        return json.loads(profile.templat)
    except ValueError as error:
        raise UsageError("profile_wrong", profile.berkas, remedy="profile", place="templat", detail=error) from error


def _csv_records(file: BinaryIO, profile: Profile) -> CsvTable:
    def number(value: Decimal) -> str:
        return f"{value:f}".replace(".", profile.desimal)

    dialect = CsvDialect("profil", profile.pemisah, number, inert)
    return CsvTable(file, [field.nama for field in profile.kolom], dialect)


class WorkbookRecords:
    """A new workbook with one sheet."""

    def __init__(self, file: BinaryIO, profile: Profile) -> None:
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True})
        self._book.set_properties({"created": MADE})
        names = [field.nama for field in profile.kolom]
        self._sheet = Sheet(self._book, profile.lembar or profile.tabel, names, styles_of(self._book))

    def write(self, records: Iterable[list[CellValue]]) -> None:
        """Appends a row for each."""
        self._sheet.write(records)

    def close(self) -> None:
        """Ends the workbook."""
        self._sheet.close()
        self._book.close()


class TemplateRecords:
    """A workbook of the office's own, whose rows are filled from one of them on; all else in it stays."""

    def __init__(self, file: BinaryIO, profile: Profile, template: Path) -> None:
        self._file = file
        self._row = profile.baris_mulai
        try:
            self._book = openpyxl.load_workbook(template)
            self._sheet = self._book[profile.lembar] if profile.lembar else self._book.worksheets[0]
        except (OSError, KeyError, ValueError, openpyxl.utils.exceptions.InvalidFileException) as error:
            raise UsageError("profile_wrong", str(template), remedy="profile", place="templat", detail=error) from error

    def write(self, records: Iterable[list[CellValue]]) -> None:
        """Fills a row for each; texts stay texts, whatever they begin with."""
        for record in records:
            for column, value in enumerate(record, start=1):
                if value is not None:
                    cell = self._sheet.cell(self._row, column, value)
                    cell.data_type = "s" if isinstance(value, str) else "n"
            self._row += 1

    def close(self) -> None:
        """Writes the workbook."""
        made = io.BytesIO()
        self._book.save(made)
        self._file.write(made.getvalue())
