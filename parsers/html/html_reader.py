"""HTML file in, a Reading out: one page without a number, with lines and tables in document order (lxml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from parsers.encoding import decode
from parsers.grid_places import GridBuilder
from parsers.html.web_archive import is_web_archive, page_of_archive
from parsers.reading import Reading, ReadOptions
from parsers.symbols import BULLET, plain
from schemas.errors import DamagedInput, LimitExceeded, NothingToRead, UnsupportedInput, system_code
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.numerals import letters_of, roman_of
from schemas.transcript import SOFT_HYPHEN, Grid, Line, Page

MAX_BYTES = 32 * 1024 * 1024
"""A page of a thousand indicators has about a megabyte."""
SNIFFED_BYTES = 8192
"""By so much of its beginning it is told what a file is."""
MAX_CELLS = 300_000
"""Cells of one file."""
MAX_NESTING = 20
"""Tables inside each other."""
MAX_DIGITS = 6
"""Digits of a span or of the start of a list; longer ones are read as 1."""

Element: TypeAlias = etree._Element
Block = Line | Grid

_LEFT_OUT = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "svg", "math", "audio",
     "video", "select", "textarea", "button")
)  # fmt: skip
"""What shows no text of the page, or what a visitor could choose rather than what is chosen."""
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
     "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul")
)  # fmt: skip
_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_STAYING_BLANK = "\u00a0"
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{1,30})", re.IGNORECASE)
_NUMERALS: dict[str, Callable[[int], str]] = {
    "a": letters_of,
    "A": lambda number: letters_of(number).upper(),
    "i": roman_of,
    "I": lambda number: roman_of(number).upper(),
}


def read_html(path: Path, options: ReadOptions) -> Reading:
    """The HTML file at `path` as one Page without a number.

    `options` are not needed: a page has nothing to choose from, and nothing to recognise.
    Raises LimitExceeded, NothingToRead, UnsupportedInput (its bytes are no text) or DamagedInput.
    """
    root = _parsed(_source(path), path.name)
    reader = _Reader()
    blocks = reader.blocks(root, 0)
    page = Page(None, 0.0, 0.0, tuple(blocks))
    return Reading(pages=(page,), parser=f"html (lxml {version('lxml')})", findings=reader.findings)


def _source(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NothingToRead("not_read", path.name, system=system_code(error)) from error
    if len(data) > MAX_BYTES:
        raise LimitExceeded("text_too_large", path.name, limit=MAX_BYTES)
    if is_web_archive(data[:SNIFFED_BYTES]):
        data = page_of_archive(data)
    text = decode(data) or _declared(data)
    if text is None:
        raise UnsupportedInput("no_text", path.name)
    return text


def _declared(data: bytes) -> str | None:
    """The text in the encoding that the page names, where it is none of the usual ones."""
    match = _META_CHARSET.search(data[:4096])
    try:
        return data.decode(match[1].decode()) if match is not None else None
    except (LookupError, UnicodeDecodeError):
        return None


def _parsed(source: str, name: str) -> Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedInput("html_damaged", name, detail=error.msg) from error
    if root is None:
        raise DamagedInput("html_damaged", name, detail="no element")
    return root


@dataclass(slots=True)
class _Flow:
    """The blocks of one part of the page as they grow: the open line, and those before it."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # of the open line
    bold_parts: set[bool] = field(default_factory=set)
    label: str = ""  # of the list item whose first line comes next

    def add(self, text: str | None, *, bold: bool, kept: bool) -> None:
        """Appends text to the open line; `kept`: its line breaks are shown."""
        if not text:
            return
        pieces = text.split("\n") if kept else [text]
        for index, piece in enumerate(pieces):
            if index:
                self.close()
            self.parts.append(piece)
            if piece.strip():
                self.bold_parts.add(bold)

    def close(self, *, always: bool = False) -> None:
        """Ends the open line; an empty one only counts where a break or a blank that must stay asks for it."""
        raw = "".join(self.parts)
        text = " ".join(raw.replace(SOFT_HYPHEN, "").split())
        if text or always or _STAYING_BLANK in raw:
            shown = plain(text, None)
            if text and self.label:
                shown, self.label = f"{self.label}\t{shown}", ""
            self.blocks.append(Line(shown, bold=self.bold_parts == {True}))
        self.parts, self.bold_parts = [], set()


class _Reader:
    """Walks through one page; counts what is limited over all of it."""

    def __init__(self) -> None:
        self._cells = 0
        self._limits: dict[tuple[int, str], None] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The limits that were reached."""
        return tuple(finding("batas_tercapai", jumlah=most, batas=limit) for most, limit in self._limits)

    def blocks(self, element: Element, depth: int, *, bold: bool = False) -> list[Block]:
        """Lines and tables inside an element."""
        flow = _Flow()
        self._inside(element, flow, depth, bold=bold, kept=False)
        flow.close()
        while flow.blocks and isinstance(last := flow.blocks[-1], Line) and not last.text:
            flow.blocks.pop()
        return flow.blocks

    def _inside(self, element: Element, flow: _Flow, depth: int, *, bold: bool, kept: bool) -> None:
        flow.add(element.text, bold=bold, kept=kept)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, flow, depth, bold=bold, kept=kept)
            flow.add(child.tail, bold=bold, kept=kept)

    def _element(self, element: Element, flow: _Flow, depth: int, *, bold: bool, kept: bool) -> None:
        tag = element.tag
        if tag in _LEFT_OUT or is_hidden(element):
            return
        if tag == "br":
            flow.close(always=True)
        elif tag == "table":
            flow.close()
            grid = self._table(element, depth + 1)
            flow.blocks.extend([grid] if grid is not None else [])
        elif tag == "input":
            flow.add(_filled_in(element), bold=bold, kept=False)
        elif tag in _BLOCKS:
            flow.close()
            if tag == "li":
                flow.label = _item_label(element)
            self._inside(element, flow, depth, bold=bold or tag in _BOLD, kept=kept or tag == "pre")
            flow.close()
        else:
            self._inside(element, flow, depth, bold=bold or tag in _BOLD, kept=kept)

    def _table(self, table: Element, depth: int) -> Grid | None:
        if depth > MAX_NESTING:
            self._report(MAX_NESTING, "tingkat_tabel")
            return None
        builder = GridBuilder(self._report)
        headers: list[bool] = []
        for row in _rows_of(table):
            builder.begin_row()
            cells = [cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)]
            headers.append(bool(cells) and (_in_head(row) or all(cell.tag == "th" for cell in cells)))
            for cell in cells:
                self._cell(cell, builder, depth)
        leading = next((index for index, is_header in enumerate(headers) if not is_header), 0)
        return builder.grid(leading)

    def _cell(self, cell: Element, builder: GridBuilder, depth: int) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            self._report(MAX_CELLS, "sel_per_dokumen")
            return
        blocks = self.blocks(cell, depth, bold=cell.tag == "th")
        lines = tuple(block for block in blocks if isinstance(block, Line))
        grids = tuple(block for block in blocks if isinstance(block, Grid))
        builder.add(_number(cell.get("rowspan")), _number(cell.get("colspan")), lines, grids)

    def _report(self, most: int, limit: str) -> None:
        self._limits[most, limit] = None


def is_hidden(element: Element) -> bool:
    """Whether an element says of itself that it is not shown."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None


def _filled_in(element: Element) -> str:
    """What a field of a form shows: its text, or a tick."""
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if element.get("checked") is not None else "☐"
    return element.get("value", "") if kind in ("text", "number", "date") else ""


def _rows_of(table: Element) -> Iterator[Element]:
    """The visible rows of a table, not those of tables in its cells."""
    for child in table:
        if not isinstance(child.tag, str) or is_hidden(child):
            continue
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr" and not is_hidden(row))


def _in_head(row: Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == "thead"


def _item_label(item: Element) -> str:
    """The number or bullet in front of a list item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return BULLET
    number = _number(parent.get("start"))
    for sibling in item.itersiblings("li", preceding=True):
        number += 1
        if (given := sibling.get("value")) is not None:
            number += _number(given) - 1
            break
    number = _number(item.get("value")) if item.get("value") is not None else number
    return f"{_NUMERALS.get(parent.get('type', '1'), str)(number)}."


def _number(text: str | None) -> int:
    text = (text or "1").strip()
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else 1
