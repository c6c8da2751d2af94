"""Draws a decree as an XLSX: one sheet, titles and labels in cells, tables with borders and merged cells.

Targets that are numbers are stored as numbers, and shown by number formats as the decree has them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import xlsxwriter

from samples.generator.model import (
    Block,
    Chart,
    Decree,
    Equation,
    Gap,
    Labelled,
    LabelTable,
    Letterhead,
    NewPage,
    Numbered,
    Signature,
    Table,
    TableCell,
    Text,
)

LABEL_COL, COLON_COL, VALUE_COL = 0, 1, 2
SIGNATURE_COL = 3
MADE = datetime(2026, 1, 2)
_NUMBER = re.compile(r"(?P<digits>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?(?P<unit>%| [a-zA-Z ]+)?")


def write(decree: Decree, sheet_name: str = "Lampiran") -> bytes:
    """The whole decree on one sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": MADE})
    writer = _SheetWriter(book, book.add_worksheet(sheet_name))
    for block in decree.blocks:
        writer.add(block)
    book.close()
    return stream.getvalue()


class _SheetWriter:
    """The next row, and what stands on the sheet."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        self._book = book
        self._sheet = sheet
        self._row = 0
        self._bold = book.add_format({"bold": True})
        self._plain = book.add_format()

    def add(self, block: Block) -> None:
        """Draws the next block. Raises ValueError for charts."""
        _DRAWN_BY[type(block)](self, block)

    def text(self, block: Text) -> None:
        self._write(0, block.text, bold=block.bold)

    def gap(self, block: Gap | NewPage) -> None:
        self._row += 1

    def numbered(self, block: Numbered) -> None:
        for item in _items(block.items, block.style):
            self._write(0, item)

    def label_table(self, block: LabelTable) -> None:
        for label, texts in block.rows:
            self._label_row(label, " ".join(texts))
        self._row += 1

    def letterhead(self, block: Letterhead) -> None:
        for line in block.lines:
            self._write(0, line, bold=True)
        self._write(0, block.address)
        self._row += 1

    def chart(self, block: Chart) -> None:
        raise ValueError("boxes and lines are drawn as PDF only")

    def _write(self, col: int, text: str, *, bold: bool = False) -> None:
        self._sheet.write_string(self._row, col, text, self._bold if bold else self._plain)
        self._row += 1

    def _label_row(self, label: str, text: str) -> None:
        self._sheet.write_string(self._row, LABEL_COL, label)
        self._sheet.write_string(self._row, COLON_COL, ":")
        if text:
            self._sheet.write_string(self._row, VALUE_COL, text)
        self._row += 1

    def labelled(self, block: Labelled) -> None:
        items = list(_items(block.items, block.style))
        self._label_row(block.label, block.text or (items.pop(0) if items else ""))
        for item in items:
            self._write(VALUE_COL, item)

    def signature(self, block: Signature) -> None:
        self._row += 1
        cols = [SIGNATURE_COL] if len(block.blocks) == 1 else list(range(0, 3 * len(block.blocks), 3))
        height = max(len(lines) for lines in block.blocks)
        for col, lines in zip(cols, block.blocks, strict=True):
            for down, line in enumerate(lines):
                if line:
                    form = self._bold if line == block.named else self._plain
                    self._sheet.write_string(self._row + down, col, line, form)
        self._row += height

    def table(self, table: Table) -> None:
        self._row += 1
        for cell in table.cells:
            self._cell(cell, ruled=table.ruled)
        self._row += table.rows + 1

    def _cell(self, cell: TableCell, *, ruled: bool) -> None:
        texts = [part.linear if isinstance(part, Equation) else part for part in cell.text]
        value, code = _stored("\n".join(texts)) if not cell.bold else ("\n".join(texts), "General")
        form = self._book.add_format(
            {"border": int(ruled), "bold": cell.bold, "text_wrap": True, "num_format": code, "valign": "top"}
        )
        row, col = self._row + cell.row, cell.col
        if cell.row_span > 1 or cell.col_span > 1:
            last = row + cell.row_span - 1, col + cell.col_span - 1
            self._sheet.merge_range(row, col, *last, "", form)
        self._sheet.write(row, col, value, form)


_DRAWN_BY: dict[type, Callable[[_SheetWriter, Any], None]] = {
    Text: _SheetWriter.text,
    Gap: _SheetWriter.gap,
    NewPage: _SheetWriter.gap,
    Numbered: _SheetWriter.numbered,
    Labelled: _SheetWriter.labelled,
    LabelTable: _SheetWriter.label_table,
    Letterhead: _SheetWriter.letterhead,
    Signature: _SheetWriter.signature,
    Table: _SheetWriter.table,
    Chart: _SheetWriter.chart,
}


def _items(items: tuple[str, ...], style: str) -> list[str]:
    return [f"{i + 1 if style == '1.' else chr(ord('a') + i)}. {item}" for i, item in enumerate(items)]


def _stored(text: str) -> tuple[str | float, str]:
    """The value that a clerk types for a printed text, and the format that shows it so."""
    match = _NUMBER.fullmatch(text)
    if match is None or (match["digits"].startswith("0") and len(match["digits"]) > 1):
        return text, "@"
    decimals = match["decimals"] or ""
    value = float(f"{match['digits'].replace('.', '')}.{decimals or '0'}")
    whole = "#,##0" if "." in match["digits"] else "0"
    code = whole + ("." + "0" * len(decimals) if decimals else "")
    unit = match["unit"] or ""
    if unit == "%":
        return round(value / 100, len(decimals) + 4), code + "%"
    return value, code + (f'"{unit}"' if unit else "")
