"""Writes paragraphs as DOCX: labels in a borderless table or behind tabs, markers typed."""

from __future__ import annotations

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from tests.support.regulations.flow import Paragraph, flow
from tests.support.regulations.habits import Habits
from tests.support.regulations.model import Regulation


def draw(regulation: Regulation, habits: Habits) -> bytes:
    """The regulation as DOCX."""
    document = Document()
    for one in flow(regulation, habits):
        if one.label and not habits.letterhead:
            cells = document.add_table(rows=1, cols=3).rows[0].cells
            cells[0].text, cells[1].text = one.label, ":"
            cells[2].text = _text(one)
            continue
        paragraph = document.add_paragraph()
        if one.centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.left_indent = Pt(one.left)
        run = paragraph.add_run(f"{one.label}\t:\t{_text(one)}" if one.label else _text(one))
        run.bold = one.bold
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_text(regulation: Regulation, habits: Habits) -> str:
    """The regulation as plain text, a paragraph a line."""
    return "\n".join(f"{one.label} : {_text(one)}" if one.label else _text(one) for one in flow(regulation, habits))


def _text(one: Paragraph) -> str:
    return f"{one.marker}\t{one.text}" if one.marker else one.text
