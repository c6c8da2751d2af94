"""List styles and list items of an OpenDocument text in, the labels that print before the items out.

A list has the style that it names, else that of the list around it. It counts from the start value of its level,
unless it says that it continues (ODF 1.3 part 3, 4.3 and 16.30).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from parsers.odf.odf_package import qname
from parsers.package_xml import Element
from parsers.symbols import BULLET, PRIVATE_FIRST, PRIVATE_LAST, from_symbol_font
from schemas.numerals import letters_of, roman_of

MAX_LEVELS = 10
MAX_DIGITS = 6

_LIST_STYLE = qname("text:list-style")
_NUMBER, _BULLET = qname("text:list-level-style-number"), qname("text:list-level-style-bullet")


@dataclass(frozen=True, slots=True)
class _Level:
    """How the items of one level are labelled."""

    format: str  # "1", "a", "A", "i", "I", "" (no number)
    prefix: str
    suffix: str
    start: int
    shown_levels: int  # how many numbers print: "2.1" has two
    bullet: str | None


@dataclass(slots=True)
class _OpenList:
    """A list that is being walked through."""

    style: str
    level: int  # 1-based
    count: int  # number of its last item


@dataclass(slots=True)
class ListCounter:
    """The labels of a document's list items; ask for each in document order."""

    styles: dict[str, dict[int, _Level]]
    open: list[_OpenList] = field(default_factory=list)
    _last: dict[tuple[str, int], int] = field(default_factory=dict)  # number of the last item, by style and level
    _of_list: dict[str, int] = field(default_factory=dict)  # the same by the id of a list

    def enter(self, element: Element) -> None:
        """Begins a text:list."""
        style = element.get(qname("text:style-name")) or (self.open[-1].style if self.open else "")
        level = len(self.open) + 1
        start = self._level(style, level).start - 1
        if element.get(qname("text:continue-numbering")) == "true":
            start = self._last.get((style, level), start)
        elif (other := element.get(qname("text:continue-list"))) is not None:
            start = self._of_list.get(other, self._last.get((style, level), start))
        self.open.append(_OpenList(style, level, start))

    def leave(self, element: Element) -> None:
        """Ends a text:list."""
        closed = self.open.pop()
        self._last[closed.style, closed.level] = closed.count
        if (own := element.get(qname("xml:id"))) is not None:
            self._of_list[own] = closed.count

    def label(self, item: Element) -> str:
        """The label of the next text:list-item; "" where its level has none."""
        inner = self.open[-1]
        given = _number(item.get(qname("text:start-value")))
        inner.count = given if given is not None else inner.count + 1
        level = self._level(inner.style, inner.level)
        if level.bullet is not None:
            return level.bullet
        first = max(inner.level - level.shown_levels, 0)
        numbers = [
            text
            for place in self.open[first:]
            if (text := _written(place.count, self._level(inner.style, place.level).format))
        ]
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}" if level.format and numbers else ""

    def _level(self, style: str, level: int) -> _Level:
        return self.styles.get(style, {}).get(level) or _NO_LABEL


_NO_LABEL = _Level("", "", "", 1, 1, None)


def list_counter(roots: Iterable[Element]) -> ListCounter:
    """A counter with the list styles of these parts."""
    styles: dict[str, dict[int, _Level]] = {}
    for root in roots:
        for style in root.iter(_LIST_STYLE):
            levels = {
                number: _level(element)
                for element in style
                if element.tag in (_NUMBER, _BULLET)
                and (number := _number(element.get(qname("text:level")))) is not None
                and number <= MAX_LEVELS
            }
            styles.setdefault(style.get(qname("style:name"), ""), levels)
    return ListCounter(styles)


def _level(element: Element) -> _Level:
    bullet = element.get(qname("text:bullet-char"))
    return _Level(
        format=element.get(qname("style:num-format"), ""),
        prefix=element.get(qname("style:num-prefix"), ""),
        suffix=element.get(qname("style:num-suffix"), ""),
        start=_number(element.get(qname("text:start-value"))) or 1,
        shown_levels=_number(element.get(qname("text:display-levels"))) or 1,
        bullet=_drawn(bullet) if element.tag == _BULLET else None,
    )


def _drawn(bullet: str | None) -> str:
    if not bullet:
        return BULLET
    code = ord(bullet[0])
    return from_symbol_font(code, None) if PRIVATE_FIRST <= code <= PRIVATE_LAST else bullet


def _written(number: int, form: str) -> str:
    if form in ("a", "A"):
        text = letters_of(number)
        return text if form == "a" else text.upper()
    if form in ("i", "I"):
        text = roman_of(number)
        return text if form == "i" else text.upper()
    return str(number) if form else ""


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None
