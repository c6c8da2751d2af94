"""One w:p in, its visible text as Lines out: runs, fields, equations, list label and line breaks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from parsers.docx.docx_numbering import ListLabel, Numbering
from parsers.docx.docx_styles import StyleProperties, Styles, direct_numbering, font_of, struck_out
from parsers.docx.omml import OMATH, OMATH_PARA, equation
from parsers.docx.xml import (
    ALTERNATE,
    TXBX_CONTENT,
    VAL,
    Element,
    child_integer,
    child_value,
    chosen,
    left_indent,
    toggle,
    unwrapped,
)
from parsers.symbols import from_symbol_font, plain
from schemas.equation import Equation
from schemas.equation_line import linear, superscript
from schemas.raised_marks import BASE_CHARS, is_footnote_mark
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
class ParagraphContent:
    """The visible content of one or more paragraphs that run into each other."""

    segments: list[list[str]] = field(default_factory=lambda: [[]])  # text between line breaks
    equations: list[list[Equation]] = field(default_factory=lambda: [[]])  # per segment
    bold_parts: set[bool] = field(default_factory=set)  # boldness of all runs that show anything
    boxes: list[Element] = field(default_factory=list)  # contents of text boxes anchored here
    struck: list[str] = field(default_factory=list)  # text that is struck out, and not shown in `segments`
    tables: list[Element] = field(default_factory=list)  # tables that are, against the rules, inside a run

    def add(self, text: str, bold: bool) -> None:
        """Appends visible text of one run to the last line."""
        if text:
            self.segments[-1].append(text)
            if text.strip():
                self.bold_parts.add(bold)

    def raised(self, text: str) -> str:
        """What raised text adds to the last line: nothing where it marks a footnote (schemas.raised_marks)."""
        base = "".join(self.segments[-1][-BASE_CHARS:])
        return "" if is_footnote_mark(base, text) else superscript(text) or text

    def add_equation(self, element: Element) -> None:
        """Appends an m:oMath to the last line, written in one line, a space before it."""
        node = equation(element)
        text = linear(node)
        if text:
            segment = self.segments[-1]
            segment.append(f" {text}" if segment and not segment[-1][-1].isspace() else text)
            self.equations[-1].append(node)

    def break_line(self) -> None:
        """Begins a new line."""
        self.segments.append([])
        self.equations.append([])

    @property
    def texts(self) -> list[str]:
        """The lines' texts without white space at their ends."""
        return ["".join(segment).rstrip() for segment in self.segments]

    @property
    def empty(self) -> bool:
        """True where nothing was added."""
        return not (len(self.segments) > 1 or any(self.segments) or self.boxes or self.tables)


class ParagraphReader:
    """Reads the paragraphs of a document in order, since list numbers continue from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def collect(self, paragraph: Element, content: ParagraphContent) -> None:
        """Adds the visible content of `paragraph` to `content`."""
        style = self._styles.paragraph(child_value(paragraph.find(_PPR), "w:pStyle"))
        fields = _Fields()
        for child in unwrapped(paragraph):
            if child.tag == _R:
                self._run(child, style, fields, content)
            elif child.tag == OMATH:
                content.add_equation(child)
            elif child.tag == OMATH_PARA:
                self._displayed(child, content)

    def lines(self, paragraph: Element, content: ParagraphContent) -> list[Line]:
        """`content` as Lines, formatted and numbered as `paragraph` says."""
        properties = paragraph.find(_PPR)
        style = self._styles.paragraph(child_value(properties, "w:pStyle"))
        label = self._label(paragraph)
        indent = left_indent(properties)
        if indent is None and label is not None:
            indent = label.indent
        if indent is None:
            indent = style.indent or 0.0
        texts = content.texts
        if label is not None and label.text and not (content.struck and not any(texts)):
            texts[0] = f"{label.text}\t{texts[0].lstrip()}".rstrip()
        bold = content.bold_parts == {True}
        return [
            Line(text, indent=indent, equations=tuple(equations), bold=bold and bool(text))
            for text, equations in zip(texts, content.equations, strict=True)
        ]

    def runs_on(self, paragraph: Element) -> bool:
        """True where the paragraph mark is not there, so that the paragraph runs into the next one.

        The mark was deleted or moved away, or it is hidden. A hidden one still counts in its list: typists hide
        empty numbered paragraphs to push a number on.
        """
        properties = paragraph.find(_PPR)
        mark = properties.find(_RPR) if properties is not None else None
        if mark is None:
            return False
        if mark.find(_DEL) is not None or mark.find(_MOVED) is not None:
            return True
        if not toggle(mark, "w:vanish"):
            return False
        self._label(paragraph)
        return True

    def _label(self, paragraph: Element) -> ListLabel | None:
        properties = paragraph.find(_PPR)
        style = self._styles.paragraph(child_value(properties, "w:pStyle"))
        return self._numbering.label(direct_numbering(properties, style.numbering))

    def _displayed(self, para: Element, content: ParagraphContent) -> None:
        """Equations of an m:oMathPara are below each other, one per line."""
        for index, math in enumerate(para.iter(OMATH)):
            if index:
                content.break_line()
            content.add_equation(math)

    def _run(self, run: Element, paragraph: StyleProperties, fields: _Fields, content: ParagraphContent) -> None:
        """Adds what a w:r shows; `paragraph`: the properties of its paragraph's style."""
        properties = run.find(_RPR)
        character = self._styles.character(child_value(properties, "w:rStyle"))
        if _first(toggle(properties, "w:vanish"), character.hidden, paragraph.hidden):
            for child in run.iter(_FIELD):
                fields.step(child)
            return
        bold = bool(_first(toggle(properties, "w:b"), character.bold, paragraph.bold))
        font = font_of(properties) or character.font
        raised = child_value(properties, "w:vertAlign") == "superscript"
        struck = _first(struck_out(properties), character.struck, paragraph.struck)
        for child in unwrapped(run):
            text_of = _TEXT_OF.get(child.tag)
            if text_of is not None:
                text = text_of(child, font)
                if fields.visible and struck:
                    content.struck.append(text)
                elif fields.visible:
                    content.add(content.raised(text) if raised else text, bold)
            elif child.tag == _R:  # inside a ruby or a wrapper within the run
                self._run(child, paragraph, fields, content)
            else:
                _add_object(child, fields, content)


class _Fields:
    """The open fields of a paragraph. A field opens with its instruction, which nobody sees; then comes its result."""

    def __init__(self) -> None:
        self._in_instruction: list[bool] = []  # per open field, the innermost last

    @property
    def visible(self) -> bool:
        """True where text is shown: no open field is in its instruction."""
        return not any(self._in_instruction)

    def step(self, mark: Element) -> None:
        """Passes a w:fldChar."""
        match mark.get(_FIELD_TYPE):
            case "begin":
                self._in_instruction.append(True)
            case "separate" if self._in_instruction:
                self._in_instruction[-1] = False
            case "end" if self._in_instruction:
                self._in_instruction.pop()


def _add_object(element: Element, fields: _Fields, content: ParagraphContent) -> None:
    """Adds what a run holds besides text: breaks, field characters, drawings, equations, tables."""
    if element.tag in _BREAKS:
        if fields.visible:
            content.break_line()
    elif element.tag == _FIELD:
        if fields.visible:
            content.add(_form_choice(element), bold=False)
        fields.step(element)
    elif element.tag in _DRAWINGS:
        content.boxes.extend(text_boxes_in(element))
    elif element.tag == OMATH:
        content.add_equation(element)
    elif element.tag == _TBL:
        content.tables.append(element)


def _form_choice(mark: Element) -> str:
    """What the w:fldChar of an old form field shows by itself: the chosen entry of a list, or a ticked box."""
    data = mark.find(qn("w:ffData"))
    if data is None:
        return ""
    choices = data.find(qn("w:ddList"))
    if choices is not None:
        entries = [entry.get(VAL, "") for entry in choices.iterfind(qn("w:listEntry"))]
        chosen_at = child_integer(choices, "w:result") or child_integer(choices, "w:default") or 0
        return entries[chosen_at] if 0 <= chosen_at < len(entries) else ""
    box = data.find(qn("w:checkBox"))
    if box is None:
        return ""
    ticked = _first(toggle(box, "w:checked"), toggle(box, "w:default"))
    return "☑" if ticked else "☐"


def text_boxes_in(drawing: Element) -> list[Element]:
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


_TEXT_OF: dict[str, Callable[[Element, str | None], str]] = {
    _T: lambda element, font: _clean(element.text or "", font),
    _SYM: lambda element, font: _symbol(element),
    _HYPHEN: lambda element, font: "-",
    **dict.fromkeys(_TABS, lambda element, font: "\t"),
}
"""Text of a run's child by its tag; the font tells what characters of symbol fonts look like."""
