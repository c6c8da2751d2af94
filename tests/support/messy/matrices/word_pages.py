"""Draws a document as DOCX: tables with merged cells, their header repeated or not, or one table for each page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from tests.support.messy.matrices.elements import Element, Heading, Labels, Layout, Matrix, Signatures, Text
from tests.support.messy.matrices.grid import Cell, Grid
from tests.support.messy.matrices.habits import PAPERS, Look
from tests.support.messy.matrices.typesetting import fitting, typeface

MARGIN = 40.0  # points
ROWS_OF_A_PAGE = 14  # of a table that is cut into one table for each page
FONTS = {"Helvetica": "Arial", "Times": "Times New Roman", "Vera": "Tahoma", "Narrow": "Arial Narrow"}
ALIGNED = {"left": WD_ALIGN_PARAGRAPH.LEFT, "centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
JUSTIFIED = {"left": "left", "centre": "center", "right": "right"}
BORDERS = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "columns": ("top", "left", "bottom", "right", "insideV"),
    "rows": ("top", "bottom", "insideH"),
    "none": (),
}


class _Writer:
    def __init__(self, layout: Layout, look: Look) -> None:
        self.layout = layout
        self.look = look
        self.word: WordDocument = docx.Document()
        self.width = 0.0  # of the text, in points

    def docx(self) -> bytes:
        style = self.word.styles["Normal"]
        style.font.name, style.font.size = FONTS[self.look.font], Pt(10)
        style.paragraph_format.space_after = Pt(0)
        for i, leaf in enumerate(self.layout.leaves):
            section = self.word.add_section(WD_SECTION.NEW_PAGE) if i else self.word.sections[0]
            self._section(section, leaf.portrait, first=i == 0)
            for element in leaf.elements:
                self._element(element)
        buffer = io.BytesIO()
        self.word.save(buffer)
        return buffer.getvalue()

    def _section(self, section: Section, portrait: bool, first: bool) -> None:
        wide, high = PAPERS[self.look.paper]
        width, height = (high, wide) if portrait else (wide, high)
        section.orientation = WD_ORIENT.PORTRAIT if portrait else WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Pt(width), Pt(height)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)
        self.width = width - 2 * MARGIN
        if not first:
            return
        for place, habit in ((section.header, self.look.head), (section.footer, self.look.foot)):
            if habit != "none":
                paragraph = place.paragraphs[0]
                paragraph.text = self.layout.running
                paragraph.alignment = ALIGNED[habit]

    def _element(self, element: Element) -> None:
        if isinstance(element, Heading):
            paragraph = self._paragraph(element.text, bold=True, size=element.size)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif isinstance(element, Text):
            self._paragraph(element.text).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        elif isinstance(element, Labels):
            for label, value in element.pairs:
                self._paragraph(f"{label}\t: {value}")
        elif isinstance(element, Signatures):
            self._signatures(element)
        else:
            self._matrix(element)

    def _paragraph(self, text: str, bold: bool = False, size: float = 10.0) -> Paragraph:
        paragraph = self.word.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        return paragraph

    def _signatures(self, element: Signatures) -> None:
        self.word.add_paragraph()
        table = self.word.add_table(rows=len(element.left), cols=2)
        for i, texts in enumerate(zip(element.left, element.right, strict=True)):
            for cell, text in zip(table.rows[i].cells, texts, strict=True):
                cell.text = text

    # --- tables ---

    def _matrix(self, element: Matrix) -> None:
        grid = element.grid
        widths, size = fitting(grid, self.width, typeface(self.look.font), self.look.size)
        head = grid.header_rows + grid.number_row
        rows = _rows(grid)
        body = rows[head:]
        size_of_part = ROWS_OF_A_PAGE if self.look.parts else len(body) or 1
        for start in range(0, max(len(body), 1), size_of_part):
            part = body[start : start + size_of_part]
            top = rows[:head] if start == 0 or self.look.repeat == "header" else self._numbers(rows, grid)
            if start and not element.attached:
                self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            elif self.look.repeat == "numbers" and not self.look.parts:
                part = self._with_numbers(part, rows, grid)
            self._table(top, part, widths, size, repeat=self.look.repeat == "header")
        if not element.attached:
            self.word.add_paragraph()

    def _numbers(self, rows: list[list[_Part]], grid: Grid) -> list[list[_Part]]:
        return (
            rows[grid.header_rows : grid.header_rows + 1] if self.look.repeat == "numbers" and grid.number_row else []
        )

    def _with_numbers(self, body: list[list[_Part]], rows: list[list[_Part]], grid: Grid) -> list[list[_Part]]:
        """The row of column numbers again where a page ended in the file that this one was made from."""
        again = self._numbers(rows, grid)
        result: list[list[_Part]] = []
        for i, row in enumerate(body):
            free = all(not part.goes_on for part in row)
            if i and i % ROWS_OF_A_PAGE == 0 and free:
                result.extend(again)
            result.append(row)
        return result

    def _table(
        self, top: list[list[_Part]], body: list[list[_Part]], widths: Sequence[float], size: float, repeat: bool
    ) -> None:
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in BORDERS[self.look.rules]
        )
        grid = "".join(f'<w:gridCol w:w="{width * 20:.0f}"/>' for width in widths)
        trs = "".join(_row(row, widths, size, i == 0, header=repeat) for i, row in enumerate(top))
        trs += "".join(_row(row, widths, size, i == 0, header=False) for i, row in enumerate(body))
        xml = (
            f"<w:tbl {nsdecls('w')}><w:tblPr>"
            f'<w:tblW w:w="{sum(widths) * 20:.0f}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{trs}</w:tbl>'
        )
        self.word.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


class _Part:
    """What one row shows of a cell: its beginning, or that it goes on."""

    def __init__(self, cell: Cell, goes_on: bool) -> None:
        self.cell = cell
        self.goes_on = goes_on


def _rows(grid: Grid) -> list[list[_Part]]:
    rows: list[list[_Part]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda c: c.col):
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append(_Part(cell, row > cell.row))
    return [sorted(row, key=lambda part: part.cell.col) for row in rows]


def _row(row: Sequence[_Part], widths: Sequence[float], size: float, first: bool, header: bool) -> str:
    """One w:tr. In the first row of a table a cell that goes on begins anew, empty."""
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{properties}{''.join(_cells(row, widths, size, first))}</w:tr>"


def _cells(row: Sequence[_Part], widths: Sequence[float], size: float, first: bool) -> Iterator[str]:
    for part in row:
        cell = part.cell
        width = sum(widths[cell.col : cell.col + cell.col_span])
        span = f'<w:gridSpan w:val="{cell.col_span}"/>' if cell.col_span > 1 else ""
        begins = ' w:val="restart"' if not part.goes_on or first else ""
        merge = f"<w:vMerge{begins}/>" if cell.row_span > 1 else ""
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
        text = "" if part.goes_on else cell.text
        paragraphs = "".join(_paragraph(line, cell, size) for line in text.split("\n"))
        size_of_cell = f'<w:tcW w:w="{width * 20:.0f}" w:type="dxa"/>'
        yield f"<w:tc><w:tcPr>{size_of_cell}{span}{merge}{fill}</w:tcPr>{paragraphs}</w:tc>"


def _paragraph(text: str, cell: Cell, size: float) -> str:
    bold = "<w:b/>" if cell.bold else ""
    run = (
        f'<w:r><w:rPr>{bold}<w:sz w:val="{size * 2:.0f}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )
    return f'<w:p><w:pPr><w:jc w:val="{JUSTIFIED[cell.align]}"/></w:pPr>{run if text else ""}</w:p>'


def write(layout: Layout, look: Look) -> bytes:
    """The document as DOCX."""
    return _Writer(layout, look).docx()
