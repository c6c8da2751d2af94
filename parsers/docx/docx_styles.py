"""What paragraph and character styles say about the few properties that matter here."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import qn

from parsers.docx.xml import Element, left_indent, on, to_int, value

MAX_BASED_ON = 32
"""Styles may be based on each other in a ring; a chain longer than this is cut."""

_STYLE_ID = qn("w:styleId")


@dataclass(frozen=True, slots=True)
class NumberingRef:
    num_id: int
    level: int | None
    style_id: str | None  # the style that the reference stands in; None: direct formatting


@dataclass(frozen=True, slots=True)
class Look:
    """Properties as far as a style chain says something; None: it does not."""

    bold: bool | None = None
    hidden: bool | None = None
    indent: float | None = None  # points
    font: str | None = None
    numbering: NumberingRef | None = None


_NO_LOOK = Look()


class Styles:
    """Look of each style by its id, resolved through w:basedOn."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default_paragraph: str | None = None
        self._paragraph_looks: dict[str | None, Look] = {}
        self._character_looks: dict[str, Look] = {}
        self._defaults = Look()
        if root is None:
            return
        for style in root.iterfind(qn("w:style")):
            style_id = style.get(_STYLE_ID)
            if style_id is None:
                continue
            self._elements.setdefault(style_id, style)
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default"), "0") in {"1", "true", "on"}:
                self._default_paragraph = style_id
        defaults = root.find(qn("w:docDefaults"))
        if defaults is not None:
            self._defaults = Look(
                bold=on(defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"), "w:b"),
                indent=left_indent(defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")),
            )

    def paragraph(self, style_id: str | None) -> Look:
        """Look of a paragraph with this style; with the default style where it names none or an unknown one."""
        look = self._paragraph_looks.get(style_id)
        if look is None:
            known = style_id if style_id in self._elements else self._default_paragraph
            look = self._defaults if known is None else self._resolved(known, self._defaults)
            self._paragraph_looks[style_id] = look
        return look

    def character(self, style_id: str | None) -> Look:
        """Look of a run with this style, as far as the style says something."""
        if style_id is None or style_id not in self._elements:
            return _NO_LOOK
        look = self._character_looks.get(style_id)
        if look is None:
            look = self._character_looks[style_id] = self._resolved(style_id, _NO_LOOK)
        return look

    def numbering_of(self, style_id: str) -> NumberingRef | None:
        """The list that a (numbering) style refers to."""
        return self.character(style_id).numbering

    def _resolved(self, style_id: str, base: Look) -> Look:
        look = base
        for current in reversed(self._chain(style_id)):
            look = self._over(current, look)
        return look

    def _chain(self, style_id: str) -> list[str]:
        chain: list[str] = []
        current: str | None = style_id
        while current in self._elements and current not in chain and len(chain) < MAX_BASED_ON:
            chain.append(current)
            current = value(self._elements[current], "w:basedOn")
        return chain

    def _over(self, style_id: str, base: Look) -> Look:
        style = self._elements[style_id]
        run, paragraph = style.find(qn("w:rPr")), style.find(qn("w:pPr"))
        bold, hidden, indent = on(run, "w:b"), on(run, "w:vanish"), left_indent(paragraph)
        return Look(
            bold=base.bold if bold is None else bold,
            hidden=base.hidden if hidden is None else hidden,
            indent=base.indent if indent is None else indent,
            font=font_of(run) or base.font,
            numbering=_numbering(paragraph, style_id, base.numbering),
        )


def font_of(run_properties: Element | None) -> str | None:
    """The font for Latin text in a w:rPr."""
    fonts = run_properties.find(qn("w:rFonts")) if run_properties is not None else None
    if fonts is None:
        return None
    name: str | None = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))
    return name


def direct_numbering(paragraph_properties: Element | None, inherited: NumberingRef | None) -> NumberingRef | None:
    """The list reference of a paragraph: its own, completed by that of its style."""
    return _numbering(paragraph_properties, None, inherited)


def _numbering(properties: Element | None, style_id: str | None, base: NumberingRef | None) -> NumberingRef | None:
    num_pr = properties.find(qn("w:numPr")) if properties is not None else None
    if num_pr is None:
        return base
    num_id = to_int(value(num_pr, "w:numId"))
    level = to_int(value(num_pr, "w:ilvl"))
    if num_id is None:
        if base is None:
            return None
        return NumberingRef(base.num_id, base.level if level is None else level, style_id or base.style_id)
    return NumberingRef(num_id, level, style_id)
