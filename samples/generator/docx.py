"""Draws a decree as DOCX with python-docx: automatic numbers, tabs, merged cells and equations as offices use them."""

from __future__ import annotations

import datetime
import io
import zipfile

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section as WordSection
from docx.shared import Pt
from docx.text.paragraph import Paragraph

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
    Text,
)

A4_POINTS = (595.3, 841.9)
MARGIN = 62.0  # points
TABLE_SIZE = 9.0
FIXED_TIME = datetime.datetime(2024, 1, 2, 8, 0, 0)
"""Stands wherever the format wants a time, so that the same decree is the same file."""

_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_NUMBER_FORMATS = {"1.": "decimal", "a.": "lowerLetter"}
_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def write(decree: Decree) -> bytes:
    """The whole decree as a DOCX file."""
    writer = _Writer(decree)
    for block in decree.blocks:
        writer.block(block)
    return _without_times(writer.save())


def _without_times(data: bytes) -> bytes:
    """The same package with fixed member times."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return result.getvalue()


class _Writer:
    def __init__(self, decree: Decree) -> None:
        self._decree = decree
        self._word: WordDocument = docx.Document()
        self._lists = 0
        style = self._word.styles["Normal"]
        style.font.name = "Bookman Old Style" if decree.serif else "Arial"
        style.font.size = Pt(11)
        style.paragraph_format.space_after = Pt(0)
        properties = self._word.core_properties
        properties.title, properties.author = decree.name, "Cermat"
        properties.created = properties.modified = FIXED_TIME
        self._page(self._word.sections[0], decree.landscape)
        if decree.page_numbers:
            self._number_pages()

    def save(self) -> bytes:
        buffer = io.BytesIO()
        self._word.save(buffer)
        return buffer.getvalue()

    def block(self, block: Block) -> None:
        if isinstance(block, Text):
            self._text(block)
        elif isinstance(block, Gap):
            self._word.add_paragraph()
        elif isinstance(block, NewPage):
            self._page(self._word.add_section(), block.landscape)
        elif isinstance(block, Numbered):
            self._items(block.items, block.style, block.indent, block.size)
        elif isinstance(block, Labelled):
            self._labelled(block)
        elif isinstance(block, LabelTable):
            self._label_table(block)
        elif isinstance(block, Letterhead):
            self._letterhead(block)
        elif isinstance(block, Signature):
            self._signature(block)
        elif isinstance(block, Chart):
            raise ValueError("trees are drawn as PDF only")
        else:
            self._table(block)

    def _page(self, section: WordSection, landscape: bool) -> None:
        short, long = A4_POINTS
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Pt(long), Pt(short)) if landscape else (Pt(short), Pt(long))
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)

    def _number_pages(self) -> None:
        paragraph = self._word.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )

    def _text(self, block: Text) -> None:
        paragraph = self._word.add_paragraph()
        paragraph.alignment = _ALIGNMENTS[block.align]
        paragraph.paragraph_format.left_indent = Pt(block.indent)
        paragraph.paragraph_format.first_line_indent = Pt(-block.hanging)
        run = paragraph.add_run(block.text)
        run.bold, run.underline, run.font.size = block.bold, block.underline, Pt(block.size)

    def _new_list(self, style: str) -> int:
        """A list of its own that starts at one; its id."""
        self._lists += 1
        number = 100 + self._lists
        numbering = self._word.part.numbering_part.element
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{_NUMBER_FORMATS[style]}"/>'
            '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        )
        numbering.insert(0, abstract)
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
        return number

    def _items(self, items: tuple[str, ...], style: str, indent: float, size: float) -> None:
        number = self._new_list(style)
        for item in items:
            paragraph = self._word.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.left_indent = Pt(indent + 2 * size)
            paragraph.paragraph_format.first_line_indent = Pt(-2 * size)
            paragraph.add_run(item).font.size = Pt(size)
            numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbering.get_or_add_ilvl().val = 0
            numbering.get_or_add_numId().val = number

    def _labelled(self, block: Labelled) -> None:
        paragraph = self._word.add_paragraph()
        form = paragraph.paragraph_format
        form.tab_stops.add_tab_stop(Pt(block.label_width), WD_TAB_ALIGNMENT.LEFT)
        form.tab_stops.add_tab_stop(Pt(block.label_width + 10), WD_TAB_ALIGNMENT.LEFT)
        form.left_indent, form.first_line_indent = Pt(block.label_width + 10), Pt(-block.label_width - 10)
        run = paragraph.add_run(f"{block.label}\t:\t")
        run.bold, run.font.size = block.bold, Pt(block.size)
        if block.text:
            paragraph.add_run(block.text).font.size = Pt(block.size)
        if block.items:
            self._items(block.items, block.style, block.label_width + 10, block.size)

    def _label_table(self, block: LabelTable) -> None:
        table = self._word.add_table(rows=len(block.rows), cols=3)
        table.autofit = False
        for column, width in zip(table.columns, block.widths, strict=True):
            column.width = Pt(width)
        for row, (label, texts) in enumerate(block.rows):
            for col, paragraphs in enumerate(((label,), (":",), texts)):
                cell = table.cell(row, col)
                cell.width = Pt(block.widths[col])
                cell.paragraphs[0].add_run(paragraphs[0])
                for text in paragraphs[1:]:
                    cell.add_paragraph(text)
        self._word.add_paragraph()

    def _letterhead(self, block: Letterhead) -> None:
        for line in block.lines:
            self._text(Text(line, "center", bold=True, size=13))
        self._text(Text(block.address, "center", size=9))
        paragraph = self._word.paragraphs[-1]
        border = parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="4"/></w:pBdr>'
        )
        paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")
        self._word.add_paragraph()

    def _signature(self, block: Signature) -> None:
        """One block stands in the right half by its indent; two share a table without lines."""
        self._word.add_paragraph()
        if len(block.blocks) == 1:
            for line in block.blocks[0]:
                named = line == block.named
                self._text(Text(line, "center", bold=named, underline=named, indent=240))
            return
        table = self._word.add_table(rows=1, cols=len(block.blocks))
        for col, lines in enumerate(block.blocks):
            cell = table.cell(0, col)
            for index, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = paragraph.add_run(line)
                run.bold = run.underline = line == block.named

    def _table(self, block: Table) -> None:
        table = self._word.add_table(rows=block.rows, cols=len(block.widths))
        if block.ruled:
            table.style = self._word.styles["Table Grid"]
        table.autofit = False
        for column, width in zip(table.columns, block.widths, strict=True):
            column.width = Pt(width)
        for cell in block.cells:
            target = table.cell(cell.row, cell.col)
            if cell.row_span > 1 or cell.col_span > 1:
                last = table.cell(cell.row + cell.row_span - 1, cell.col + cell.col_span - 1)
                target = target.merge(last)
            target.width = Pt(sum(block.widths[cell.col : cell.col + cell.col_span]))
            for index, text in enumerate(cell.text):
                paragraph = target.paragraphs[0] if index == 0 else target.add_paragraph()
                paragraph.alignment = _ALIGNMENTS[cell.align]
                self._cell_text(paragraph, text, cell.bold)
        if block.repeat_header:
            for row in range(block.header_rows):
                properties = table.rows[row]._tr.get_or_add_trPr()
                properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        if block.shaded:
            self._shade(table._tbl, block.header_rows)
        self._word.add_paragraph()

    def _cell_text(self, paragraph: Paragraph, text: str | Equation, bold: bool) -> None:
        if isinstance(text, Equation):
            paragraph._p.append(parse_xml(_equation(text)))
            return
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(TABLE_SIZE)

    def _shade(self, table: object, header_rows: int) -> None:
        rows = table.findall(qn("w:tr"))  # type: ignore[attr-defined]
        for row in rows[:header_rows]:
            for cell in row.findall(qn("w:tc")):
                cell.get_or_add_tcPr().append(
                    parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="D9D9D9"/>')
                )


def _equation(equation: Equation) -> str:
    """An Office equation: text, a fraction, text."""

    def run(text: str) -> str:
        return f'<m:r><m:t xml:space="preserve">{text}</m:t></m:r>'

    return (
        f"<m:oMath {_MATH}>{run(equation.lead + ' ')}<m:f><m:num>{run(equation.numerator)}</m:num>"
        f"<m:den>{run(equation.denominator)}</m:den></m:f>{run(' ' + equation.tail)}</m:oMath>"
    )
