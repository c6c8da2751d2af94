"""One w:p: its visible text in pieces, cut into Lines where it breaks."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from parsers.docx.numbering import Marker, Numbering
from parsers.docx.omml import OMATH, OMATH_PARA, equation
from parsers.docx.styles import Look, Styles, direct_numbering, font_of
from parsers.docx.xml import ALTERNATE, TXBX_CONTENT, Element, chosen, flow, left_indent, on, value
from parsers.symbols import from_symbol_font, plain
from schemas.equation import Equation
from schemas.equation_line import linear, superscript
from schemas.transcript import SOFT_HYPHEN, Line

_R, _PPR, _RPR, _T, _TBL = qn("w:r"), qn("w:pPr"), qn("w:rPr"), qn("w:t"), qn("w:tbl")
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_TABS = frozenset({qn("w:tab"), qn("w:ptab")})
_DRAWINGS = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})
_SYM, _FIELD, _HYPHEN = qn("w:sym"), qn("w:fldChar"), qn("w:noBreakHyphen")
_FIELD_TYPE = qn("w:fldCharType")
_DEL, _MOVED = qn("w:del"), qn("w:moveFrom")
_NON_BREAKING_HYPHEN = "\u2011"


@dataclass(slots=True)
class Pieces:
    """The visible content of one or more paragraphs that run into each other."""

    segments: list[list[str]] = field(default_factory=lambda: [[]])  # text between line breaks
    equations: list[list[Equation]] = field(default_factory=lambda: [[]])  # per segment
    bold_parts: set[bool] = field(default_factory=set)  # boldness of all runs that show anything
    boxes: list[Element] = field(default_factory=list)  # contents of text boxes anchored here
    tables: list[Element] = field(default_factory=list)  # tables that stand, against the rules, inside a run

    def add(self, text: str, bold: bool) -> None:
        if text:
            self.segments[-1].append(text)
            if text.strip():
                self.bold_parts.add(bold)

    def add_equation(self, element: Element) -> None:
        node = equation(element)
        text = linear(node)
        if text:
            segment = self.segments[-1]
            segment.append(f" {text}" if segment and not segment[-1][-1].isspace() else text)
            self.equations[-1].append(node)

    def break_line(self) -> None:
        self.segments.append([])
        self.equations.append([])

    @property
    def texts(self) -> list[str]:
        return ["".join(segment).rstrip() for segment in self.segments]

    @property
    def empty(self) -> bool:
        return not (len(self.segments) > 1 or any(self.segments) or self.boxes or self.tables)


class ParagraphReader:
    """Reads the paragraphs of a document in order (list numbers count on from one to the next)."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def collect(self, paragraph: Element, pieces: Pieces) -> None:
        """Adds the visible content of `paragraph` to `pieces`."""
        look = self._styles.paragraph(value(paragraph.find(_PPR), "w:pStyle"))
        fields: list[bool] = []  # for each open field: True while in its instruction
        for child in flow(paragraph):
            if child.tag == _R:
                self._run(child, look, fields, pieces)
            elif child.tag == OMATH:
                pieces.add_equation(child)
            elif child.tag == OMATH_PARA:
                self._displayed(child, pieces)

    def lines(self, paragraph: Element, pieces: Pieces) -> list[Line]:
        """`pieces` as Lines, formatted and numbered as `paragraph` says."""
        properties = paragraph.find(_PPR)
        look = self._styles.paragraph(value(properties, "w:pStyle"))
        marker = self._marker(paragraph)
        indent = left_indent(properties)
        if indent is None and marker is not None:
            indent = marker.indent
        if indent is None:
            indent = look.indent or 0.0
        texts = pieces.texts
        if marker is not None and marker.text:
            texts[0] = f"{marker.text}\t{texts[0].lstrip()}".rstrip()
        bold = pieces.bold_parts == {True}
        return [
            Line(text, indent=indent, equations=tuple(equations), bold=bold and bool(text))
            for text, equations in zip(texts, pieces.equations, strict=True)
        ]

    def runs_on(self, paragraph: Element) -> bool:
        """True where the paragraph's end is not there, so that it runs on into the next one.

        Its end was deleted or moved away, or it is hidden. A hidden one still counts in its list: typists hide
        empty numbered paragraphs to push a number on.
        """
        properties = paragraph.find(_PPR)
        mark = properties.find(_RPR) if properties is not None else None
        if mark is None:
            return False
        if mark.find(_DEL) is not None or mark.find(_MOVED) is not None:
            return True
        if not on(mark, "w:vanish"):
            return False
        self._marker(paragraph)
        return True

    def _marker(self, paragraph: Element) -> Marker | None:
        properties = paragraph.find(_PPR)
        look = self._styles.paragraph(value(properties, "w:pStyle"))
        return self._numbering.marker(direct_numbering(properties, look.numbering))

    def _displayed(self, para: Element, pieces: Pieces) -> None:
        """Equations of an m:oMathPara stand below each other."""
        for index, math in enumerate(para.iter(OMATH)):
            if index:
                pieces.break_line()
            pieces.add_equation(math)

    def _run(self, run: Element, paragraph_look: Look, fields: list[bool], pieces: Pieces) -> None:
        properties = run.find(_RPR)
        character = self._styles.character(value(properties, "w:rStyle"))
        if _first(on(properties, "w:vanish"), character.hidden, paragraph_look.hidden):
            for child in run.iter(_FIELD):
                _step(fields, child)
            return
        bold = bool(_first(on(properties, "w:b"), character.bold, paragraph_look.bold))
        font = font_of(properties) or character.font
        raised = value(properties, "w:vertAlign") == "superscript"

        def text(shown: str) -> None:
            if not any(fields):
                pieces.add((superscript(shown) or shown) if raised else shown, bold)

        for child in flow(run):
            tag = child.tag
            if tag == _T:
                text(_clean(child.text or "", font))
            elif tag in _TABS:
                text("\t")
            elif tag in _BREAKS:
                if not any(fields):
                    pieces.break_line()
            elif tag == _HYPHEN:
                text("-")
            elif tag == _SYM:
                text(_symbol(child))
            elif tag == _FIELD:
                _step(fields, child)
            elif tag in _DRAWINGS:
                pieces.boxes.extend(boxes(child))
            elif tag == OMATH:
                pieces.add_equation(child)
            elif tag == _TBL:
                pieces.tables.append(child)
            elif tag == _R:  # inside a ruby or a wrapper within the run
                self._run(child, paragraph_look, fields, pieces)


def boxes(drawing: Element) -> list[Element]:
    """Contents of the text boxes in a drawing, each once although AlternateContent holds them twice."""
    found: list[Element] = []
    pending: list[Element] = [drawing]
    while pending:
        element = pending.pop()
        if element.tag == TXBX_CONTENT:
            found.append(element)
            continue
        if element.tag == ALTERNATE:
            branch = chosen(element)
            if branch is not None:
                pending.append(branch)
            continue
        pending.extend(reversed(element))
    return found


def _first(*answers: bool | None) -> bool | None:
    return next((answer for answer in answers if answer is not None), None)


def _step(fields: list[bool], mark: Element) -> None:
    """A field opens with its instruction, which nobody sees, goes on with its result, and ends."""
    match mark.get(_FIELD_TYPE):
        case "begin":
            fields.append(True)
        case "separate" if fields:
            fields[-1] = False
        case "end" if fields:
            fields.pop()


def _clean(text: str, font: str | None) -> str:
    if text.isascii() and "\n" not in text:
        return text
    return plain(text.replace(SOFT_HYPHEN, "").replace(_NON_BREAKING_HYPHEN, "-"), font).replace("\n", " ")


def _symbol(element: Element) -> str:
    code = element.get(qn("w:char"), "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return from_symbol_font(number, element.get(qn("w:font"))) if number <= sys.maxunicode else ""
