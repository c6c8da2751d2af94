"""A row of a table -> the values of a profile's fields. What a document does not say stays empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from extractor.export.csv_table import CellValue
from extractor.export.profiles.profile_model import OF_DOCUMENT, Profile, ProfileField
from extractor.export.tables.document_tables import DocumentTables
from extractor.export.tables.table_model import all_tables

_YEAR = re.compile(r"(?<!\d)(1[89]|20|21)\d\d(?!\d)")


def records_of(profile: Profile, tables: DocumentTables) -> Iterator[list[CellValue]]:
    """One record for each row that the document has in the profile's table: values in the order of the fields."""
    about = all_tables()["dokumen"]
    [line] = tables.rows(about)
    shared = {OF_DOCUMENT + name: value for name, value in zip(about.names, line, strict=True)}
    table = all_tables()[profile.tabel]
    for row in tables.rows(table):
        values = {**shared, **dict(zip(table.names, row, strict=True))}
        yield [value_of(field, values) for field in profile.kolom]


def value_of(field: ProfileField, values: Mapping[str, CellValue]) -> CellValue:
    """The constant, or the first filled column as its type; None where none is, or none is of that type."""
    if field.tetap is not None:
        return field.tetap
    found = next((value for name in field.dari if (value := values[name]) not in (None, "")), None)
    if found is None:
        return None
    text = str(found)
    if text in field.peta:
        return field.awalan + field.peta[text] + field.akhiran
    return None if field.hanya_peta else _typed(field, found)


def _typed(field: ProfileField, value: str | float | int) -> CellValue:
    match field.jenis:
        case "bulat" | "bilangan":
            number = _number(value)
            return round(number) if number is not None and field.jenis == "bulat" else number
        case "tanggal":
            return _date(str(value), field.format)
        case "tahun":
            found = _YEAR.search(str(value))
            return int(found.group()) if found is not None else None
        case "teks":
            return field.awalan + _plain(value) + field.akhiran


def _number(value: str | float | int) -> float | int | None:
    """Texts in tables are as printed; only plain digits among them are numbers without a doubt."""
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() else None
    return value


def _date(text: str, form: str | None) -> str | None:
    """Only whole dates: one without its day is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found.strftime(form) if form is not None else text


def _plain(value: str | float | int) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
