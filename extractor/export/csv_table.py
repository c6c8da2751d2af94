"""Rows -> one CSV table as spreadsheets open it right: UTF-8 with byte order mark, RFC 4180 but for the separator.

Numbers with decimals are written as spreadsheets of every language and all programs read them: 0.997 as 997E-3. In an
Indonesian spreadsheet a point divides thousands, so that 0.997 would become 997 without a word. Texts that look like
numbers are marked as texts (extractor.export.spreadsheet).
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from extractor.export.spreadsheet import inert, shown_as_text

CellValue = str | float | int | None
_DECIMALS = 10
"""Digits behind the point that are kept; what computers add behind them is noise."""


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a CSV file separates cells and writes numbers with decimals."""

    name: str  # of --csv-dialect
    delimiter: str
    number: Callable[[Decimal], str]  # of a number that is not whole
    text: Callable[[str], str] = shown_as_text


def _with_exponent(value: Decimal) -> str:
    """ "997E-3": digits without any mark, which mean the same everywhere."""
    sign, digits, exponent = value.as_tuple()
    return f"{'-' if sign else ''}{''.join(map(str, digits))}E{exponent}"


def _with_comma(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def _with_point(value: Decimal) -> str:
    return f"{value:f}"


EVERYWHERE = CsvDialect("umum", ",", _with_exponent)
INDONESIAN = CsvDialect("id", ";", _with_comma)
FOR_PROGRAMS = CsvDialect("data", ",", _with_point, inert)
"""Of data packages, whose schema says what is a number; a person's spreadsheet is not asked."""
DIALECTS = {dialect.name: dialect for dialect in (EVERYWHERE, INDONESIAN)}


class CsvTable:
    """Writes the header row at once and further rows as they come; a long run takes no memory."""

    def __init__(
        self, file: BinaryIO, columns: Sequence[str], dialect: CsvDialect = EVERYWHERE, *, marked: bool = True
    ) -> None:
        """`marked`: with a byte order mark in front, by which spreadsheets know UTF-8."""
        if marked:
            file.write(codecs.BOM_UTF8)
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        self._writer = csv.writer(self._text, lineterminator="\r\n", delimiter=dialect.delimiter)
        self._dialect = dialect
        self._writer.writerow(columns)

    def write(self, rows: Iterable[Sequence[CellValue]]) -> None:
        """Appends rows of values in the order of the columns."""
        self._writer.writerows([csv_cell(value, self._dialect) for value in row] for row in rows)

    def close(self) -> None:
        """Hands the file back to its opener, everything written, still open."""
        self._text.detach()


def csv_cell(value: CellValue, dialect: CsvDialect = EVERYWHERE) -> str:
    """Text made harmless; whole numbers as digits, others as the dialect has them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return dialect.text(value)
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_DECIMALS}f}").normalize()
    return f"{exact:f}" if exact == exact.to_integral_value() else dialect.number(exact)
