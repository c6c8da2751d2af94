"""The numbering part (w:numbering) and list references in, the list labels that Word would print out.

A paragraph refers to a w:num, which points to a w:abstractNum with up to nine levels; both may be reached through
styles. Counters belong to the abstract list, so that two w:num of the same one continue each other; a w:num that
overrides a level counts for itself (ECMA-376 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from docx.oxml.ns import qn

from parsers.docx.docx_styles import NumberingRef, Styles, font_of
from parsers.docx.xml import Element, child_integer, child_value, left_indent, to_int, toggle
from parsers.symbols import BULLET, PRIVATE_FIRST, PRIVATE_LAST, from_symbol_font
from schemas.numerals import letters_of, roman_of

LEVELS = 9

_PLACE = re.compile(r"%([1-9])")
# Fonts whose letters are drawn as bullets: "o" is Word's own hollow bullet.
_BULLET_FONTS = frozenset({"courier new", "wingdings", "wingdings 2", "wingdings 3", "symbol", "webdings"})


@dataclass(frozen=True, slots=True)
class NumberingLevel:
    """One level of a list definition (w:lvl)."""

    start: int = 1
    format: str = "decimal"  # w:numFmt
    text: str = ""  # w:lvlText: "%1.%2" with a place for the number of each level
    restart: int | None = None  # 1-based level after which it restarts; 0: never; None: after any higher one
    legal: bool = False  # all numbers in it are printed as decimals
    indent: float | None = None  # points
    style_id: str | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class ListLabel:
    """The number or bullet that Word prints before a list paragraph."""

    text: str
    indent: float | None  # left indentation of the level, in points


@dataclass(slots=True)
class _List:
    key: str  # lists with the same key share their counters
    levels: dict[int, NumberingLevel]
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """List counters of one document from its top; ask once for each numbered paragraph, in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[int, Element] = {}
        self._lists: dict[int, _List | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for element in root.iterfind(qn("w:abstractNum")):
            self._abstract.setdefault(element.get(qn("w:abstractNumId"), ""), element)
        for element in root.iterfind(qn("w:num")):
            num_id = to_int(element.get(qn("w:numId")))
            if num_id is not None:
                self._nums.setdefault(num_id, element)

    def label(self, ref: NumberingRef | None) -> ListLabel | None:
        """The label of the next paragraph with this reference; None where it has none. Counts the paragraph."""
        if ref is None or ref.num_id == 0:
            return None
        numbered = self._list(ref.num_id)
        if numbered is None:
            return None
        index = self._level_index(ref, numbered)
        level = numbered.levels.get(index)
        if level is None:
            return None
        self._advance(numbered, index)
        return ListLabel(_render(numbered, index), level.indent)

    def _level_index(self, ref: NumberingRef, numbered: _List) -> int:
        if ref.style_id is not None:  # the list itself says which level belongs to the style
            for index, level in numbered.levels.items():
                if level.style_id == ref.style_id:
                    return index
        return min(max(ref.level or 0, 0), LEVELS - 1)

    def _list(self, num_id: int) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def _build(self, num_id: int) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract_id = child_value(num, "w:abstractNumId") or ""
        abstract = self._linked(self._abstract.get(abstract_id))
        if abstract is None:
            return None
        levels = _levels(abstract)
        overridden = False
        for override in num.iterfind(qn("w:lvlOverride")):
            index = to_int(override.get(qn("w:ilvl")))
            if index is None:
                continue
            own = override.find(qn("w:lvl"))
            if own is not None:
                levels[index] = _level(own)
            start = child_integer(override, "w:startOverride")
            if start is not None:
                levels[index] = replace(levels.get(index, NumberingLevel()), start=start)
                overridden = True
        key = f"num {num_id}" if overridden else f"abstract {abstract_id}"
        return _List(key, levels, self._counters.setdefault(key, {}))

    def _linked(self, abstract: Element | None) -> Element | None:
        """An abstract list may only name a numbering style, which leads to the list that has the levels."""
        link = child_value(abstract, "w:numStyleLink")
        if link is None:
            return abstract
        ref = self._styles.numbering_of(link)
        num = self._nums.get(ref.num_id) if ref is not None else None
        target = self._abstract.get(child_value(num, "w:abstractNumId") or "")
        return abstract if target is None else target

    def _advance(self, numbered: _List, index: int) -> None:
        counters = numbered.counters
        level = numbered.levels[index]
        counters[index] = counters[index] + 1 if index in counters else level.start
        for deeper in [d for d in counters if d > index]:
            rule = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if rule is None or index < rule:
                del counters[deeper]


def _levels(abstract: Element) -> dict[int, NumberingLevel]:
    levels = {}
    for element in abstract.iterfind(qn("w:lvl")):
        index = to_int(element.get(qn("w:ilvl")))
        if index is not None and 0 <= index < LEVELS:
            levels[index] = _level(element)
    return levels


def _level(element: Element) -> NumberingLevel:
    run = element.find(qn("w:rPr"))
    number_format = next(element.iter(qn("w:numFmt")), None)  # may be inside an AlternateContent
    start = child_integer(element, "w:start")
    return NumberingLevel(
        start=1 if start is None else start,
        format="decimal" if number_format is None else number_format.get(qn("w:val"), "decimal"),
        text=child_value(element, "w:lvlText") or "",
        restart=child_integer(element, "w:lvlRestart"),
        legal=bool(toggle(element, "w:isLgl")),
        indent=left_indent(element.find(qn("w:pPr"))),
        style_id=child_value(element, "w:pStyle"),
        font=font_of(run),
    )


def _render(numbered: _List, index: int) -> str:
    level = numbered.levels[index]
    if level.format == "bullet":
        return _bullet(level)

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        other = numbered.levels.get(place)
        if other is None:
            return ""
        count = numbered.counters.get(place, other.start)
        return format_number(count, "decimal" if level.legal else other.format)

    return _PLACE.sub(number, level.text).strip()


def _bullet(level: NumberingLevel) -> str:
    text = level.text.strip()
    if not text:
        return ""
    code = ord(text[0])
    if PRIVATE_FIRST <= code <= PRIVATE_LAST:
        return from_symbol_font(code, level.font)
    if text.isalnum() and (level.font or "").lower() in _BULLET_FONTS:
        return BULLET
    return text


def format_number(number: int, number_format: str) -> str:
    """`number` in one of Word's number formats (w:numFmt); formats that are not known print as decimals."""
    if number_format == "none":
        return ""
    if number_format in {"lowerLetter", "upperLetter"}:
        letters = letters_of(number)
        return letters if number_format == "lowerLetter" else letters.upper()
    if number_format in {"lowerRoman", "upperRoman"}:
        roman = roman_of(number)
        return roman if number_format == "lowerRoman" else roman.upper()
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format == "numberInDash":
        return f"- {number} -"
    return str(number)
