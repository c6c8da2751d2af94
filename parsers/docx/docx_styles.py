"""The styles part (w:styles) in, bold, hidden, indent, font and list of each style out, resolved through w:basedOn."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import qn

from parsers.docx.xml import Element, child_value, left_indent, to_int, toggle

MAX_BASED_ON = 32
"""Styles may be based on each other in a ring; a chain longer than this is cut."""

_STYLE_ID = qn("w:styleId")


@dataclass(frozen=True, slots=True)
class NumberingRef:
    """A paragraph's or style's reference to a list (w:numPr)."""

    num_id: int  # of a w:num; 0: no list
    level: int | None  # 0-based; None: not said
    style_id: str | None  # the style that the reference is in; None: direct formatting


@dataclass(frozen=True, slots=True)
class StyleProperties:
    """Properties as far as a style chain says something; None: it does not."""

    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    indent: float | None = None  # points
    font: str | None = None
    numbering: NumberingRef | None = None


_UNSET = StyleProperties()


class Styles:
    """The properties of each style by its id, resolved through w:basedOn (ECMA-376 17.7)."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default_paragraph: str | None = None
        self._paragraph_properties: dict[str | None, StyleProperties] = {}
        self._character_properties: dict[str, StyleProperties] = {}
        self._defaults = StyleProperties()
        self.default_properties: tuple[Element | None, Element | None] = (None, None)  # w:pPr and w:rPr
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
            paragraph = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
            run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
            self.default_properties = paragraph, run
            self._defaults = StyleProperties(bold=toggle(run, "w:b"), indent=left_indent(paragraph))

    def paragraph(self, style_id: str | None) -> StyleProperties:
        """Properties of a paragraph with this style; with the default style where it names none or an unknown one."""
        properties = self._paragraph_properties.get(style_id)
        if properties is None:
            known = self._known(style_id)
            properties = self._defaults if known is None else self._resolved(known, self._defaults)
            self._paragraph_properties[style_id] = properties
        return properties

    def paragraph_chain(self, style_id: str | None) -> list[Element]:
        """The elements of the style that `paragraph` looks at, and of those that it is based on, from the nearest."""
        known = self._known(style_id)
        return [] if known is None else [self._elements[current] for current in self._chain(known)]

    def _known(self, style_id: str | None) -> str | None:
        return style_id if style_id in self._elements else self._default_paragraph

    def character(self, style_id: str | None) -> StyleProperties:
        """Properties of a run with this style, as far as the style says something."""
        if style_id is None or style_id not in self._elements:
            return _UNSET
        properties = self._character_properties.get(style_id)
        if properties is None:
            properties = self._character_properties[style_id] = self._resolved(style_id, _UNSET)
        return properties

    def numbering_of(self, style_id: str) -> NumberingRef | None:
        """The list that a (numbering) style refers to; None where it refers to none."""
        return self.character(style_id).numbering

    def _resolved(self, style_id: str, base: StyleProperties) -> StyleProperties:
        properties = base
        for current in reversed(self._chain(style_id)):
            properties = self._over(current, properties)
        return properties

    def _chain(self, style_id: str) -> list[str]:
        chain: list[str] = []
        current: str | None = style_id
        while current in self._elements and current not in chain and len(chain) < MAX_BASED_ON:
            chain.append(current)
            current = child_value(self._elements[current], "w:basedOn")
        return chain

    def _over(self, style_id: str, base: StyleProperties) -> StyleProperties:
        style = self._elements[style_id]
        run, paragraph = style.find(qn("w:rPr")), style.find(qn("w:pPr"))
        bold, hidden, indent = toggle(run, "w:b"), toggle(run, "w:vanish"), left_indent(paragraph)
        struck = struck_out(run)
        return StyleProperties(
            bold=base.bold if bold is None else bold,
            hidden=base.hidden if hidden is None else hidden,
            struck=base.struck if struck is None else struck,
            indent=base.indent if indent is None else indent,
            font=font_of(run) or base.font,
            numbering=_numbering(paragraph, style_id, base.numbering),
        )


def font_of(run_properties: Element | None) -> str | None:
    """The font for Latin text in a w:rPr; None where it names none."""
    fonts = run_properties.find(qn("w:rFonts")) if run_properties is not None else None
    if fonts is None:
        return None
    name: str | None = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))
    return name


def struck_out(run_properties: Element | None) -> bool | None:
    """Whether a w:rPr strikes its text out, with one line or two; None where it says nothing of it."""
    said = [value for name in ("w:strike", "w:dstrike") if (value := toggle(run_properties, name)) is not None]
    return any(said) if said else None


def direct_numbering(paragraph_properties: Element | None, inherited: NumberingRef | None) -> NumberingRef | None:
    """The list reference of a paragraph: its own, completed by that of its style."""
    return _numbering(paragraph_properties, None, inherited)


def _numbering(properties: Element | None, style_id: str | None, base: NumberingRef | None) -> NumberingRef | None:
    num_pr = properties.find(qn("w:numPr")) if properties is not None else None
    if num_pr is None:
        return base
    num_id = to_int(child_value(num_pr, "w:numId"))
    level = to_int(child_value(num_pr, "w:ilvl"))
    if num_id is None:
        if base is None:
            return None
        return NumberingRef(base.num_id, base.level if level is None else level, style_id or base.style_id)
    return NumberingRef(num_id, level, style_id)
