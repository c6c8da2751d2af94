"""ODS in, Sheets out: the texts that the file itself keeps as they were shown, read as a stream.

A file from another country may show its numbers with the separators of that country; where the stored value says so,
they are written as in Indonesia.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from parsers.odf.odf_package import opened, qname
from parsers.odf.odf_text import ShownText, collect
from parsers.package_xml import Element, drop, syntax_error
from parsers.spreadsheet.sheet_model import (
    MAX_CELL_CHARS,
    MAX_CELLS,
    MAX_COLS,
    MAX_ROWS,
    MAX_SHEETS,
    Area,
    Sheet,
    SheetCell,
    SheetNotes,
    Side,
    Workbook,
    hidden_sheet,
)
from parsers.zip_package import PackageMembers
from schemas.errors import DamagedInput
from schemas.evidence import Finding
from schemas.findings import finding

LAST_ROW, LAST_COL = 1_048_576, 16_384
"""What a sheet can have; repetitions go no further."""
MAX_STYLES = 100_000

_SIDES: tuple[Side, ...] = ("left", "right", "top", "bottom")
_STYLE, _NAME = qname("style:style"), qname("style:name")
_TABLE, _COLUMN, _ROW = qname("table:table"), qname("table:table-column"), qname("table:table-row")
_CELL, _COVERED = qname("table:table-cell"), qname("table:covered-table-cell")
_STYLE_OF = qname("table:style-name")
_PARAGRAPH = qname("text:p")
_SHAPES = tuple(qname(f"draw:{name}") for name in ("text-box", "custom-shape", "rect", "ellipse", "caption"))
_NUMBER_TYPES = frozenset({"float", "percentage", "currency"})
_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d")


@dataclass(frozen=True, slots=True)
class _CellStyle:
    """What of a cell's style is seen."""

    borders: frozenset[Side] = frozenset()
    bold: bool = False


_PLAIN = _CellStyle()


def read_ods_sheets(path: Path) -> Workbook:
    """The visible sheets of the ODS at `path`. Raises DamagedInput, EncryptedInput or LimitExceeded."""
    with opened(path) as members:
        reader = _Reader()
        for event, element in _events(members):
            reader.step(event, element)
    return reader.workbook()


def _events(members: PackageMembers) -> Iterator[tuple[str, Element]]:
    """The elements of content.xml as they open and close. Raises DamagedInput or LimitExceeded."""
    tags = [qname("office:document-content"), _STYLE, _TABLE, _COLUMN, _ROW, *_SHAPES]
    stream = io.BytesIO(members.data("content.xml"))
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    try:
        for event, element in etree.iterparse(stream, events=("start", "end"), tag=tags, **options):
            if element.getparent() is None and element.getroottree().docinfo.internalDTD is not None:
                raise DamagedInput("package_dtd", members.file_name, remedy="distrust", part="content.xml")
            yield event, element
    except etree.XMLSyntaxError as error:
        raise syntax_error(error, members.file_name, "content.xml") from error


@dataclass(slots=True)
class _OpenSheet:
    """A sheet that is being read."""

    number: int
    name: str
    hidden: bool
    notes: SheetNotes
    row: int = 0  # 0-based, of the next row
    col: int = 0  # of the next column definition
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)

    def closed(self) -> Sheet:
        filled = [place for place, cell in self.cells.items() if cell.text]
        self.notes.hidden_rows = len({row for row, _ in filled} & self.hidden_rows)
        self.notes.hidden_cols = len({col for _, col in filled} & self.hidden_cols)
        return Sheet(
            self.number,
            self.name,
            self.cells,
            tuple(self.merged),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_cols),
        )


@dataclass(slots=True)
class _Reader:
    """The state of the pass over a file."""

    cell_styles: dict[str, _CellStyle] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)
    sheets: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    count: int = 0
    open: _OpenSheet | None = None
    filled: int = 0  # cells of the whole file
    text_boxes: int = 0

    def step(self, event: str, element: Element) -> None:
        """Takes an element that opens or closes."""
        tag = element.tag
        if tag == _STYLE and event == "end":
            self._style(element)
        elif tag == _TABLE and _is_sheet(element):
            self._begin(element) if event == "start" else self._end(element)
        elif event == "end" and self.open is not None:
            if tag == _COLUMN:
                self._column(element, self.open)
            elif tag == _ROW:
                self._row(element, self.open)
                drop(element)
            elif tag in _SHAPES and any((t or "").strip() for t in element.itertext()):
                self.text_boxes += 1

    def workbook(self) -> Workbook:
        """All that was read."""
        found = list(self.findings)
        if self.count > MAX_SHEETS:
            found.insert(0, finding("batas_tercapai", jumlah=MAX_SHEETS, batas="lembar_per_berkas"))
        if self.text_boxes:
            found.insert(0, finding("objek_tidak_dibaca", jumlah=self.text_boxes, jenis="kotak_teks"))
        return Workbook(tuple(self.sheets), self.count, f"lxml {version('lxml')}", tuple(found))

    def _style(self, element: Element) -> None:
        name = element.get(_NAME, "")
        properties = element.find(qname("style:table-cell-properties"))
        text = element.find(qname("style:text-properties"))
        table = element.find(qname("style:table-properties"))
        if table is not None and table.get(qname("table:display")) == "false":
            self.hidden_tables.add(name)
        if element.get(qname("style:family")) == "table-cell" and len(self.cell_styles) < MAX_STYLES:
            borders = _borders(properties) if properties is not None else frozenset()
            bold = text is not None and text.get(qname("fo:font-weight")) == "bold"
            self.cell_styles[name] = _CellStyle(borders, bold)

    def _begin(self, element: Element) -> None:
        self.count += 1
        name = element.get(qname("table:name"), "")
        hidden = element.get(_STYLE_OF) in self.hidden_tables
        self.open = _OpenSheet(self.count, name, hidden, SheetNotes(name, self.count))

    def _end(self, element: Element) -> None:
        sheet, self.open = self.open, None
        drop(element)
        if sheet is None or sheet.number > MAX_SHEETS:
            return
        if sheet.hidden:
            self.findings.append(hidden_sheet(sheet.name, sheet.number))
            return
        self.sheets.append(sheet.closed())
        self.findings.extend(sheet.notes.findings())

    def _column(self, element: Element, sheet: _OpenSheet) -> None:
        count = min(_count(element, "table:number-columns-repeated"), LAST_COL - sheet.col)
        if element.get(qname("table:visibility"), "visible") != "visible":
            sheet.hidden_cols.update(range(sheet.col, sheet.col + count))
        sheet.col += count

    def _row(self, element: Element, sheet: _OpenSheet) -> None:
        """Reads a row, as often as it is repeated; a repeated row without text is only counted."""
        count = min(_count(element, "table:number-rows-repeated"), LAST_ROW - sheet.row)
        row, sheet.row = sheet.row, sheet.row + count
        if sheet.hidden or sheet.number > MAX_SHEETS:
            return
        cells, areas = self._cells(element, sheet)
        has_text = any(cell.text for cell in cells.values())
        if row + count > MAX_ROWS and has_text:
            sheet.notes.limits[MAX_ROWS, "baris_per_tabel"] = None
        repeated = range(row, min(row + (count if has_text else 1), MAX_ROWS))
        if element.get(qname("table:visibility"), "visible") != "visible":
            sheet.hidden_rows.update(range(row, min(row + count, MAX_ROWS)))
        for at in repeated:
            self._add(cells, areas, at, sheet)

    def _add(self, cells: dict[int, SheetCell], areas: list[Area], row: int, sheet: _OpenSheet) -> None:
        self.filled += sum(bool(cell.text) for cell in cells.values())
        if self.filled > MAX_CELLS:
            sheet.notes.limits[MAX_CELLS, "sel_per_dokumen"] = None
            return
        sheet.cells.update(((row, col), cell) for col, cell in cells.items())
        sheet.merged.extend(
            replace(area, first_row=row, last_row=row + area.last_row - area.first_row) for area in areas
        )

    def _cells(self, row: Element, sheet: _OpenSheet) -> tuple[dict[int, SheetCell], list[Area]]:
        """The cells of a row with text or borders by their columns, and the merged ones as areas of a row 0."""
        cells: dict[int, SheetCell] = {}
        areas: list[Area] = []
        col = 0
        for element in row:
            if element.tag not in (_CELL, _COVERED):
                continue
            count = min(_count(element, "table:number-columns-repeated"), LAST_COL - col)
            style = self.cell_styles.get(element.get(_STYLE_OF, ""), _PLAIN)
            text = _shown(element, sheet.notes) if element.tag == _CELL else ""
            if text and col + count > MAX_COLS:
                sheet.notes.limits[MAX_COLS, "kolom_per_tabel"] = None
            if text or style.borders:
                cell = SheetCell(text, style.bold, style.borders)
                cells.update((at, cell) for at in range(col, min(col + count, MAX_COLS)))
            down, right = _count(element, "table:number-rows-spanned"), _count(element, "table:number-columns-spanned")
            if down > 1 or right > 1:
                areas.append(Area(0, col, down - 1, col + right - 1))
            col += count
        return cells, areas


def _is_sheet(table: Element) -> bool:
    """False for tables inside of shapes and charts."""
    parent = table.getparent()
    return parent is not None and parent.tag == qname("office:spreadsheet")


def _count(element: Element, name: str) -> int:
    text = element.get(qname(name), "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _borders(properties: Element) -> frozenset[Side]:
    whole = properties.get(qname("fo:border"), "none")
    return frozenset(side for side in _SIDES if properties.get(qname(f"fo:border-{side}"), whole) not in ("none", ""))


def _shown(cell: Element, notes: SheetNotes) -> str:
    """The text of a cell: one line for each paragraph and break."""
    texts: list[str] = []
    for paragraph in cell:
        if paragraph.tag == _PARAGRAPH:
            shown = ShownText()
            collect(paragraph, shown, lambda style, around: around, bold=False)
            texts.extend(shown.texts)
    text = "\n".join(texts)[:MAX_CELL_CHARS]
    if not text.strip():
        formula = cell.get(qname("table:formula")) is not None
        notes.no_value += formula and cell.get(qname("office:value-type")) is None
        return ""
    kind = cell.get(qname("office:value-type"))
    if kind in _NUMBER_TYPES:
        return indonesian(text, cell.get(qname("office:value"), ""), 100 if kind == "percentage" else 1)
    return text


def indonesian(text: str, stored: str, factor: int = 1) -> str:
    """A shown number with Indonesian separators where they were those of English: "1,240.50" of 1240.5.

    Whose separators they are is told by the stored value times `factor` (100 for percentages): the text is read both
    ways, and one fits better.
    """
    match = _FIGURE.search(text)
    try:
        value = abs(float(stored)) * factor
    except ValueError:
        return text
    if match is None or not set(match[0]) & {".", ","}:
        return text
    own, foreign = (_off(match[0], value, comma) for comma in (",", "."))
    if foreign >= own:
        return text
    swapped = match[0].translate(str.maketrans(",.", ".,"))
    return text[: match.start()] + swapped + text[match.end() :]


def _off(digits: str, value: float, decimal: str) -> float:
    """How far a number, read with this decimal separator, is from the value."""
    thousands = "." if decimal == "," else ","
    plain = re.sub(r"\s", "", digits).replace(thousands, "")
    if plain.count(decimal) > 1:
        return float("inf")
    return abs(float(plain.replace(decimal, ".") or "0") - value)
