"""DOC, RTF and old spreadsheets in, Readings out: by their DOCX or XLSX twin, which LibreOffice makes.

XLS and XLSB are also read without LibreOffice, but then it is not known how their numbers are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from parsers.docx import read_docx
from parsers.office import libreoffice
from parsers.office.libreoffice import converted, office_version
from parsers.reading import Reading, ReadOptions
from parsers.spreadsheet import read_spreadsheet, read_stored_values

Reader = Callable[[Path, ReadOptions], Reading]


def read_by_conversion(suffix: str, *, spreadsheet: bool) -> Reader:
    """A reader for files that LibreOffice knows by `suffix` (".doc").

    It raises MissingComponent where LibreOffice is not installed, DamagedInput or LimitExceeded.
    """

    def read(path: Path, options: ReadOptions) -> Reading:
        if spreadsheet:
            with converted(path, suffix, "xlsx") as twin:
                reading = read_spreadsheet(twin, options)
        else:
            with converted(path, suffix, "docx") as twin:
                reading = read_docx(twin, options)
        return replace(reading, parser=f"{reading.parser}, LibreOffice {office_version() or ''}".rstrip())

    return read


def read_old_spreadsheet(suffix: str) -> Reader:
    """A reader for ".xls" or ".xlsb"; without LibreOffice the stored values are read, with a finding."""
    by_conversion = read_by_conversion(suffix, spreadsheet=True)

    def read(path: Path, options: ReadOptions) -> Reading:
        return (by_conversion if libreoffice.find_office() is not None else read_stored_values)(path, options)

    return read
