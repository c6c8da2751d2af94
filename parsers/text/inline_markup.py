"""One line or cell of OCR text in, Lines without its markup out: HTML tags, Markdown emphasis, LaTeX formulas.

Formulas and escaped characters are first replaced by private-use characters, then the other markup is taken away by
patterns, and at last they are put back; a stack of open list tags numbers the items of HTML lists.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from parsers.symbols import plain
from parsers.text.latex import parse_latex
from schemas.equation import Equation
from schemas.equation_line import linear
from schemas.patterns import pattern
from schemas.transcript import SOFT_HYPHEN, Line

MAX_FORMULA_CHARS = 1500
"""A dollar sign this far from the next one is money, not mathematics."""

POINTS_PER_BLANK = 6.0
"""Width of a blank of 12-point typewriter text; leading blanks become an indentation."""

_FORMULA_OPENING = re.compile(r"\$\$|\\\[|\\\(|(?<![\\$])\$(?![\s$])")
_FORMULA_CLOSING = {"$$": "$$", "\\[": "\\]", "\\(": "\\)", "$": "$"}
_MATHEMATICAL = re.compile(r"[\\^_=+<>{}]|^[A-Za-z]$|^[\d.,]+$|[×÷≤≥]")
# Places of formulas and escaped characters while the other marks are taken away: private-use characters, of which a
# text file can only have strays.
_FIRST_FORMULA, _FIRST_ESCAPE = 0xE000, 0xE100
_PLACE_SPAN = 0x100
_RESERVED = re.compile(f"[{chr(_FIRST_FORMULA)}-{chr(_FIRST_ESCAPE + _PLACE_SPAN)}]")

# Without any of these a text has no marks.
_MARKED = re.compile("[*_<$\\\\&#\u00a0\u00ad\ue000-\uf8ff\U0001d400-\U0001d7ff]|^\\s*[-+]\\s")

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(\s[^<>]{0,500})?/?>|<!--[^<>]{0,2000}-->")
_BREAKING_TAGS = frozenset(
    {
        "p", "br", "div", "li", "ol", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "thead", "tbody",
        "section", "center", "hr", "pre",
    }
)  # fmt: skip
_KNOWN_TAGS = _BREAKING_TAGS | frozenset(
    {
        "i", "em", "b", "strong", "u", "s", "del", "ins", "sup", "sub", "span", "a", "small", "big", "font", "mark",
        "code", "td", "th", "img", "strike", "tt", "caption",
    }
)  # fmt: skip
_BOLD_TAGS = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~<&$-])")
_ITALIC = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]{1,400}?)(?<![\s*])\*(?![\w*])")
_UNDERSCORED = re.compile(r"(?<![\w_])_(?![\s_])([^_\n]{1,400}?)(?<![\s_])_(?![\w_])")
_BOLD_MARK = re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=[\w.:;)])__(?!\w)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
# A hyphen that Markdown put before an item that has its own marker or is a label.
_ITEM_HYPHEN = pattern("markdown-hyphen-before-marker")
_FIRST_ITEM = pattern("markdown-first-number")
_STARRED_ITEM = pattern("markdown-star-item")
_NEXT_ITEM = r"(?:(?<=[;.,:])|(?<=\s))\s*{number}[.)]\s*(?=[A-Z(])"
LETTERS = 26
MAX_START_DIGITS = 4
"""Digits of the number that an HTML list begins with; longer ones are nonsense."""
MAX_ITEMS = 500
"""Numbered items looked for in one list that runs on in one line."""


@dataclass(slots=True)
class _OpenList:
    kind: str  # "ol" or "ul"
    style: str = "1"
    next_number: int = 1
    has_items: bool = False


@dataclass(slots=True)
class _OpenLine:
    """Text of one line while it is put together."""

    text: str = ""
    bold_chars: int = 0  # characters other than white space that are bold
    chars: int = 0  # characters other than white space


@dataclass(slots=True)
class _LineBuilder:
    """Lines from a text with tags, one after the other."""

    bold: bool = False  # inside ** that began in an earlier line
    lines: list[_OpenLine] = field(default_factory=lambda: [_OpenLine()])
    lists: list[_OpenList] = field(default_factory=list)  # open ol and ul, the innermost last
    bold_tags: int = 0  # open tags that make text bold

    def write(self, text: str) -> None:
        parts = _BOLD_MARK.split(text)
        for index, part in enumerate(parts):
            if index:
                self.bold = not self.bold
            line = self.lines[-1]
            line.text += part
            letters = sum(1 for c in part if not c.isspace())
            line.chars += letters
            if self.bold or self.bold_tags:
                line.bold_chars += letters

    def new_line(self) -> None:
        if self.lines[-1].text.strip():
            self.lines.append(_OpenLine())

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        if name in _BOLD_TAGS:
            self.bold_tags = max(self.bold_tags + (-1 if closing else 1), 0)
        if name not in _BREAKING_TAGS:
            return
        self.new_line()
        if name in {"ol", "ul"}:
            if closing:
                if self.lists:
                    self.lists.pop()
            else:
                self.lists.append(_open_list(name, attributes))
        elif name == "li" and not closing:
            self.write(self._marker())

    def _marker(self) -> str:
        if not self.lists or self.lists[-1].kind == "ul":
            return "- "
        current = self.lists[-1]
        current.has_items = True
        number = current.next_number
        current.next_number += 1
        if current.style in "aA" and 1 <= number <= LETTERS:
            return f"{chr(ord(current.style) + number - 1)}. "
        return f"{number}. "


@dataclass(frozen=True, slots=True)
class MarkedLines:
    """Lines of one source line or cell, and whether a bold passage continues after it."""

    lines: tuple[Line, ...]
    bold_open: bool = False


def read_markup(source: str, *, bold_open: bool = False) -> MarkedLines:
    """`source`, one line or cell of OCR text, as Lines without its markup; one Line at least. Tabs are kept.

    `bold_open`: a ** in an earlier line of the same paragraph is still open. Leading blanks become `Line.indent`, in
    points.
    """
    if not _MARKED.search(source):
        return MarkedLines((_plain_line(source, bold_open),), bold_open)
    source = plain(_RESERVED.sub("", _without_line_marks(source)), None)
    formulas: list[str] = []
    text = _without_formulas(source, formulas)
    escaped: list[str] = []
    text = _ESCAPED.sub(lambda match: _escape_place(match[1], escaped), text)
    text = _UNDERSCORED.sub(r"\1", _ITALIC.sub(r"\1", text))
    builder = _without_tags(text, bold_open)
    lines = [line for line in builder.lines if line.text.strip()] or builder.lines[:1]
    return MarkedLines(tuple(_line(line, formulas, escaped) for line in lines), builder.bold)


def _without_line_marks(source: str) -> str:
    """A heading as a bold line, and items without the hyphen or star that Markdown put before them."""
    heading = _HEADING.match(source)
    if heading is not None:
        source = f"**{heading[1].replace('**', '')}**"
    return _STARRED_ITEM.sub(r"\1- ", _ITEM_HYPHEN.sub(r"\1", source))


def _without_tags(text: str, bold_open: bool) -> _LineBuilder:
    """The lines of a text with HTML tags."""
    builder = _LineBuilder(bold=bold_open)
    position = 0
    for match in _TAG.finditer(text):
        name = (match[2] or "").lower()
        if match[2] is not None and name not in _KNOWN_TAGS:
            continue  # "<nama>" is a gap that a clerk fills in, not a tag
        _write_list_text(builder, text[position : match.start()])
        position = match.end()
        if match[2] is not None:
            builder.tag(name, bool(match[1]), match[3] or "")
    _write_list_text(builder, text[position:])
    return builder


def count_bold_marks(source: str) -> int:
    """How many ** are in `source`."""
    return source.count("**")


def _without_formulas(source: str, formulas: list[str]) -> str:
    """`source` with a placeholder for each formula; the formulas are added to `formulas`."""
    parts: list[str] = []
    position = 0
    closings: dict[str, int] = {}  # where the next mark of each kind was last found, so that none is sought twice
    for match in _FORMULA_OPENING.finditer(source):
        if match.start() < position or len(formulas) >= _PLACE_SPAN:
            continue
        mark = _FORMULA_CLOSING[match[0]]
        end = closings.get(mark, 0)
        if end != -1 and end < match.end():
            end = closings[mark] = source.find(mark, match.end())
        if end == -1 or end - match.end() > MAX_FORMULA_CHARS:
            continue
        inner = source[match.end() : end]
        if not inner.strip() or (match[0] == "$" and not _is_formula(inner, source[end + 1 : end + 2])):
            continue
        formulas.append(inner.strip())
        parts += [source[position : match.start()], chr(_FIRST_FORMULA + len(formulas) - 1)]
        position = end + len(mark)
    parts.append(source[position:])
    return "".join(parts)


def _is_formula(inner: str, following: str) -> bool:
    """True for mathematics between single dollar signs; false for amounts of money."""
    if inner[-1] in " \\" or following.isdigit():
        return False
    return _MATHEMATICAL.search(inner) is not None


def _escape_place(char: str, escaped: list[str]) -> str:
    if char not in escaped:
        escaped.append(char)
    return chr(_FIRST_ESCAPE + escaped.index(char))


def _open_list(name: str, attributes: str) -> _OpenList:
    values = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attributes)}
    start = values.get("start", "1")
    number = int(start) if start.isascii() and start.isdigit() and len(start) <= MAX_START_DIGITS else 1
    return _OpenList(name, values.get("type", "1")[:1] or "1", number)


def _write_list_text(builder: _LineBuilder, text: str) -> None:
    """Text inside a list without <li> holds its items in one line, with their numbers: they are separated."""
    if not builder.lists or builder.lists[-1].has_items:
        builder.write(text)
        return
    for index, item in enumerate(split_items(text)):
        if index:
            builder.new_line()
        builder.write(item)


def split_items(text: str) -> list[str]:
    """ "1. X;2. Y;3. Z" as its items, at most MAX_ITEMS; a text without such a sequence as one item."""
    first = _FIRST_ITEM.match(text)
    if first is None:
        return [text]
    items: list[str] = []
    start, number = 0, int(first[1])
    position = first.end()
    while len(items) < MAX_ITEMS:
        number += 1
        match = re.compile(_NEXT_ITEM.format(number=number)).search(text, position)
        if match is None:
            break
        items.append(text[start : match.start()].strip())
        start = match.start()
        position = match.end()
    items.append(text[start:].strip())
    return items


def _line(line: _OpenLine, formulas: list[str], escaped: list[str]) -> Line:
    shown: list[str] = []
    equations: list[Equation] = []
    for char in html.unescape(line.text).replace(SOFT_HYPHEN, "").replace("\u00a0", " "):
        formula, escape = ord(char) - _FIRST_FORMULA, ord(char) - _FIRST_ESCAPE
        if 0 <= formula < len(formulas):
            equations.append(parse_latex(formulas[formula]))
            shown.append(linear(equations[-1]))
        elif 0 <= escape < len(escaped):
            shown.append(escaped[escape])
        else:
            shown.append(char)
    return _plain_line("".join(shown), line.chars > 0 and line.bold_chars == line.chars, tuple(equations))


def _plain_line(text: str, bold: bool, equations: tuple[Equation, ...] = ()) -> Line:
    text = text.rstrip()
    shown = text.lstrip(" ")
    indent = (len(text) - len(shown)) * POINTS_PER_BLANK
    return Line(shown, indent=indent, equations=equations, bold=bold and bool(shown))
