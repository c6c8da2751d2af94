"""Styles of an OpenDocument file in, what matters of them out: bold, hidden, indented; borders and formats of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from parsers.odf.odf_package import qname
from parsers.package_xml import Element

MAX_PARENTS = 20
"""Styles that a style may inherit from, one after the other."""

_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,9})?)(pt|in|cm|mm|pc)")
_STYLE = qname("style:style")


@dataclass(frozen=True, slots=True)
class _TextStyle:
    """What a style says itself; None where it says nothing."""

    parent: str | None
    bold: bool | None
    hidden: bool | None
    indent: float | None  # points


class TextStyles:
    """The styles of paragraphs and of runs of text, by their names."""

    def __init__(self, roots: Iterable[Element]) -> None:
        """`roots`: the parts with styles, the more specific one first."""
        self._styles: dict[str, _TextStyle] = {}
        for root in roots:
            for element in root.iter(_STYLE):
                if element.get(qname("style:family")) in ("paragraph", "text"):
                    self._styles.setdefault(element.get(qname("style:name"), ""), _text_style(element))

    def is_bold(self, name: str | None, around: bool) -> bool:
        """Whether text of this style is bold; `around`: whether that around it is."""
        return next((one.bold for one in self._chain(name) if one.bold is not None), around)

    def is_hidden(self, name: str | None) -> bool:
        """Whether paragraphs of this style are not shown."""
        return next((one.hidden for one in self._chain(name) if one.hidden is not None), False)

    def indent(self, name: str | None) -> float:
        """Left indentation in points."""
        return next((one.indent for one in self._chain(name) if one.indent is not None), 0.0)

    def _chain(self, name: str | None) -> Iterable[_TextStyle]:
        """The style and those that it inherits from."""
        for _ in range(MAX_PARENTS):
            style = self._styles.get(name) if name is not None else None
            if style is None:
                return
            yield style
            name = style.parent


def _text_style(element: Element) -> _TextStyle:
    text = element.find(qname("style:text-properties"))
    paragraph = element.find(qname("style:paragraph-properties"))
    weight = text.get(qname("fo:font-weight")) if text is not None else None
    display = text.get(qname("text:display")) if text is not None else None
    margin = paragraph.get(qname("fo:margin-left"), "") if paragraph is not None else ""
    return _TextStyle(
        parent=element.get(qname("style:parent-style-name")),
        bold=None if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600),
        hidden=None if display is None else display == "none",
        indent=points(margin),
    )


def points(length: str) -> float | None:
    """ "0.5in" in points; None where it is no length."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else None
