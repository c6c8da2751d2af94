"""Draws blocks as DOCX: merged cells, and empty paragraphs where an office aligns by them."""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.table import _Cell

from tests.support.messy.frame import Block, Budget, Labels, NewPage, Prose, Signatures, Title
from tests.support.messy.layout import SIZE, DrawnCell, Paragraph, Sheet


def write(blocks: tuple[Block, ...]) -> bytes:
    """The blocks as DOCX."""
    word = docx.Document()
    word.styles["Normal"].paragraph_format.space_after = Pt(0)
    for block in blocks:
        _block(word, block)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _block(word: WordDocument, block: Block) -> None:
    if isinstance(block, Title):
        paragraph = word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(block.text).bold = True
    elif isinstance(block, Prose):
        word.add_paragraph(block.text)
    elif isinstance(block, Labels):
        _labels(word, block)
    elif isinstance(block, Budget):
        _budget(word, block)
    elif isinstance(block, Signatures):
        table = word.add_table(rows=len(block.left), cols=2)
        for i, (left, right) in enumerate(zip(block.left, block.right, strict=True)):
            table.cell(i, 0).text, table.cell(i, 1).text = left, right
    elif isinstance(block, NewPage):
        word.add_page_break()
    else:
        _sheet(word, block)


def _labels(word: WordDocument, block: Labels) -> None:
    if block.style in ("tabs", "bare"):
        for label, values in block.pairs:
            paragraph = word.add_paragraph()
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(80), WD_TAB_ALIGNMENT.LEFT)
            colon = "" if block.style == "bare" else ":\t"
            paragraph.add_run(f"{label}\t{colon}{values[0]}")
            for value in values[1:]:
                word.add_paragraph(value).paragraph_format.left_indent = Pt(90)
    else:
        table = word.add_table(rows=len(block.pairs), cols=3)
        if block.style == "ruled":
            table.style = word.styles["Table Grid"]
        for i, (label, values) in enumerate(block.pairs):
            table.cell(i, 0).text, table.cell(i, 1).text = label, ":"
            cell = table.cell(i, 2)
            cell.text = values[0]
            for value in values[1:]:
                cell.add_paragraph(value)
    word.add_paragraph()


def _budget(word: WordDocument, block: Budget) -> None:
    word.add_paragraph()
    rows = list(block.rows)
    if block.style == "unruled":
        word.add_paragraph("No\tProgram\tAnggaran")
        for number, program, amount in rows:
            word.add_paragraph(f"{number}\t{program}\tRp. {amount}")
        return
    head = [("No", "Program", "Anggaran")] if block.style == "ruled" else []
    texts = [*head, *((n, p, f"Rp. {a}") for n, p, a in rows)]
    table = word.add_table(rows=len(texts), cols=3)
    table.style = word.styles["Table Grid" if block.style == "ruled" else "Normal Table"]
    for i, row in enumerate(texts):
        for j, text in enumerate(row):
            table.cell(i, j).text = text


def _sheet(word: WordDocument, sheet: Sheet) -> None:
    table = word.add_table(rows=len(sheet.heights), cols=len(sheet.widths))
    table.style = word.styles["Table Grid"]
    table.autofit = False
    for column, width in zip(table.columns, sheet.widths, strict=True):
        column.width = Pt(width)
    for drawn in sheet.cells:
        cell = table.cell(drawn.row, drawn.col)
        if drawn.row_span > 1 or drawn.col_span > 1:
            cell = cell.merge(table.cell(drawn.row + drawn.row_span - 1, drawn.col + drawn.col_span - 1))
        _fill(cell, drawn)
    word.add_paragraph()


def _fill(cell: _Cell, drawn: DrawnCell) -> None:
    """Paragraphs in order of height; a paragraph that stands lower than the text above has empty ones before it."""
    texts: list[tuple[str, Paragraph | None]] = []
    at = 0.0
    for paragraph in sorted(drawn.paragraphs, key=lambda p: p.line):
        while at + 1 <= paragraph.line:
            texts.append(("", None))
            at += 1
        texts.append((paragraph.text, paragraph))
        at = max(at, paragraph.line) + len(paragraph.lines)
    for i, (text, drawn_paragraph) in enumerate(texts):
        paragraph_ = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        run = paragraph_.add_run(text)
        run.bold, run.font.size = drawn.bold, Pt(SIZE)
        if drawn_paragraph is not None and drawn_paragraph.indent:
            paragraph_.paragraph_format.left_indent = Pt(drawn_paragraph.indent)
