"""One table -> one sheet of a workbook: frozen header row with filters, numbers as numbers, texts as texts.

Rows go to the disk as they come. Columns get their widths when all rows are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extractor.export.csv_table import CellValue

MOST_ROWS = 1_048_576
"""Rows of a sheet, its header row among them; what is more goes to a further sheet."""
MOST_LINKS = 65_530
"""Links that Excel opens on one sheet; what is more are formulas, which not every spreadsheet follows alike."""
LONGEST_LITERAL = 255  # characters of a text in a formula
LONGEST_CELL = 32_767  # characters that Excel takes
CUT_MARK = " […]"
WIDEST, NARROWEST = 40, 6
"""Characters of a column; longer texts are shown on several lines."""
LINE_POINTS, MOST_LINES = 15, 12
"""Height of a line in points, and how many lines of a row are shown at once."""
NAME_CHARS = 31
"""Of a sheet."""

EVERYWHERE = "A1:XFD1048576"
A3 = 8
"""Number of the paper for printing."""
HEADER_COLOUR, HEADER_PRINT, LINK_COLOUR = "#1F4E79", "#FFFFFF", "#1F4E79"


@dataclass(frozen=True, slots=True)
class Styles:
    """Formats of cells, made once for a workbook."""

    header: Format
    text: Format
    number: Format
    link: Format


def styles_of(book: xlsxwriter.Workbook) -> Styles:
    """The formats of all sheets."""
    top = {"valign": "top"}
    return Styles(
        header=book.add_format({"bold": True, "bg_color": HEADER_COLOUR, "font_color": HEADER_PRINT, **top}),
        text=book.add_format({"text_wrap": True, **top}),
        number=book.add_format({"num_format": "General", **top}),
        link=book.add_format({"font_color": LINK_COLOUR, "underline": 1, **top}),
    )


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A cell that leads somewhere: its text, and a path relative to the workbook or a URL."""

    text: str
    target: str


SheetCell = CellValue | SheetLink


class Sheet:
    """One table on one sheet, or on several where it has more rows than a sheet takes."""

    def __init__(
        self, book: xlsxwriter.Workbook, name: str, columns: Sequence[str], styles: Styles, *, frozen: int = 0
    ) -> None:
        """`frozen`: so many columns stay in sight."""
        self._frozen = frozen
        self._book = book
        self._name = name
        self._columns = columns
        self._styles = styles
        self._count = 0  # sheets so far
        self.cut = 0  # cells whose text was longer than a cell takes
        self._begin()

    def write(self, rows: Iterable[Sequence[SheetCell]]) -> None:
        """Appends rows."""
        for row in rows:
            if self._row == MOST_ROWS:
                self._end()
                self._begin()
            lines = max((_lines(value) for value in row), default=1)
            if lines > 1:  # not every spreadsheet fits rows to their texts
                self._sheet.set_row(self._row, LINE_POINTS * min(lines, MOST_LINES))
            for column, value in enumerate(row):
                self._write(column, value)
            self._row += 1

    def close(self) -> None:
        """Sets widths and filters."""
        self._end()

    def _begin(self) -> None:
        self._count += 1
        ending = f" {self._count}" if self._count > 1 else ""
        self._sheet: Worksheet = self._book.add_worksheet(self._name[: NAME_CHARS - len(ending)] + ending)
        self._widths = [0] * len(self._columns)
        self._row = self._links = 0
        for column, name in enumerate(self._columns):
            self._sheet.write_string(0, column, name, self._styles.header)
            self._widths[column] = len(name) + 3  # the arrow of its filter
        self._row = 1

    def _end(self) -> None:
        self._sheet.freeze_panes(1, self._frozen)
        self._sheet.ignore_errors({"number_stored_as_text": EVERYWHERE})
        self._sheet.set_landscape()
        self._sheet.set_paper(A3)
        self._sheet.fit_to_pages(1, 0)  # as wide as the paper, as long as it takes
        self._sheet.repeat_rows(0)
        self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(self._columns) - 1)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(max(width + 1, NARROWEST), WIDEST))

    def _write(self, column: int, value: SheetCell) -> None:
        if isinstance(value, SheetLink):
            self._widths[column] = max(self._widths[column], len(value.text))
            self._link(column, value)
        elif isinstance(value, str):
            longest = max(map(len, value.splitlines()), default=0)
            self._widths[column] = max(self._widths[column], longest)
            self._sheet.write_string(self._row, column, self._fitting(value), self._styles.text)
        elif value is not None:
            self._widths[column] = max(self._widths[column], len(str(value)))
            self._sheet.write_number(self._row, column, value, self._styles.number)

    def _link(self, column: int, link: SheetLink) -> None:
        self._links += 1
        if self._links > MOST_LINKS:
            self._link_by_formula(column, link)
            return
        target = link.target if "://" in link.target else f"external:{link.target}"
        done: Any = self._sheet.write_url(self._row, column, target, self._styles.link, link.text)
        if done != 0:  # a path longer than Excel takes
            self._sheet.write_string(self._row, column, link.text, self._styles.text)

    def _link_by_formula(self, column: int, link: SheetLink) -> None:
        if len(link.target) > LONGEST_LITERAL:
            self._sheet.write_string(self._row, column, link.text, self._styles.text)
            return
        target, text = (words.replace('"', '""') for words in (link.target, link.text))
        formula = f'=HYPERLINK("{target}","{text}")'
        self._sheet.write_formula(self._row, column, formula, self._styles.link, link.text)

    def _fitting(self, text: str) -> str:
        if len(text) <= LONGEST_CELL:
            return text
        self.cut += 1
        return text[: LONGEST_CELL - len(CUT_MARK)] + CUT_MARK


def _lines(value: SheetCell) -> int:
    """Lines that a text takes in the widest column."""
    if not isinstance(value, str):
        return 1
    return sum(-(-len(line) // WIDEST) or 1 for line in value.splitlines() or [""])
