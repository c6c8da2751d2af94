"""ODT in, a Reading out: one page without a number, with lines and tables in document order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from parsers.grid_places import GridBuilder
from parsers.odf.mathml import equation_of
from parsers.odf.odf_lists import ListCounter, list_counter
from parsers.odf.odf_package import opened, qname
from parsers.odf.odf_styles import TextStyles
from parsers.odf.odf_text import ShownText, collect
from parsers.package_xml import Element, parsed
from parsers.reading import Reading, ReadOptions
from parsers.zip_package import PackageMembers
from schemas.errors import DamagedInput
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.transcript import Cell, Grid, Line, Page

MAX_NESTING = 20
"""Tables, lists and text boxes inside each other."""
MAX_CELLS = 300_000
"""Cells of one document."""
FEW_CHARACTERS = 200
"""A document with pictures and less text than this is probably a scan that was pasted."""

Block = Line | Grid

_PARAGRAPHS = frozenset({qname("text:p"), qname("text:h")})
_LIST, _TABLE, _FRAME = qname("text:list"), qname("table:table"), qname("draw:frame")
_STYLE = qname("text:style-name")
_ITEMS = frozenset({qname("text:list-item"), qname("text:list-header")})
_WRAPPERS = frozenset(
    qname(name)
    for name in (
        "text:section",
        "text:index-body",
        "text:table-of-content",
        "text:illustration-index",
        "text:index-title",
        "text:numbered-paragraph",
        "office:text",
    )
)
_ROW_GROUPS = frozenset(
    qname(name) for name in ("table:table-rows", "table:table-header-rows", "table:table-row-group")
)


def read_odt(path: Path, options: ReadOptions) -> Reading:
    """The text of the ODT at `path` as one Page without a number.

    `options` are not needed: the file has no pages to choose from, and nothing to recognise.
    Raises DamagedInput, EncryptedInput or LimitExceeded.
    """
    with opened(path) as members:
        content = parsed(members, "content.xml")
        styles = parsed(members, "styles.xml") if "styles.xml" in members else etree.Element("none")
        body = next(content.iter(qname("office:text")), None)
        if body is None:
            raise DamagedInput("odt_no_text", path.name)
        reader = _Reader(members, TextStyles((content, styles)), list_counter((content, styles)))
        blocks = reader.blocks(body, 0)
        furniture = tuple(reader.furniture(styles))
        page = Page(None, 0.0, 0.0, tuple(blocks), furniture)
    return Reading(pages=(page,), parser=f"odt (lxml {version('lxml')})", findings=tuple(reader.findings(blocks)))


class _Reader:
    """Walks through one document; counts what is limited over all of it."""

    def __init__(self, members: PackageMembers, styles: TextStyles, lists: ListCounter) -> None:
        self._members = members
        self._styles = styles
        self._lists = lists
        self._label = ""  # of the list item whose first paragraph comes next
        self._cells = 0
        self._pictures = 0
        self._objects = 0
        self._limits: dict[tuple[int, str], None] = {}

    def findings(self, blocks: Iterable[Block]) -> Iterator[Finding]:
        """What was not read: limits, embedded objects, and pictures where there is little else."""
        yield from (finding("batas_tercapai", jumlah=most, batas=limit) for most, limit in self._limits)
        if self._objects:
            yield finding("objek_tidak_dibaca", jumlah=self._objects, jenis="OLE")
        if self._pictures and sum(map(_characters, blocks)) < FEW_CHARACTERS:
            yield finding("hanya_gambar", jumlah=self._pictures)

    def furniture(self, styles: Element) -> Iterator[Line]:
        """The lines of headers and footers."""
        for tag in ("style:header", "style:footer"):
            for part in styles.iter(qname(tag)):
                yield from _only_lines(self.blocks(part, 0))

    def blocks(self, parent: Element, depth: int) -> list[Block]:
        """Lines and tables of a body, list item, cell, text box, header or footer."""
        if depth > MAX_NESTING:
            self._limits[MAX_NESTING, "tingkat_tabel"] = None
            return []
        found: list[Block] = []
        for element in parent:
            if element.tag in _PARAGRAPHS:
                found.extend(self._paragraph(element, depth))
            elif element.tag == _LIST:
                found.extend(self._list(element, depth + 1))
            elif element.tag == _TABLE:
                grid = self._table(element, depth + 1)
                found.extend([grid] if grid is not None else [])
            elif element.tag == _FRAME:
                found.extend(self._frame(element, ShownText(), depth))
            elif element.tag in _WRAPPERS and element.get(qname("text:display")) != "none":
                found.extend(self.blocks(element, depth + 1))
        return found

    def _paragraph(self, element: Element, depth: int) -> list[Block]:
        style = element.get(_STYLE)
        if self._styles.is_hidden(style):
            return []
        shown = ShownText()
        collect(element, shown, self._styles.is_bold, bold=self._styles.is_bold(style, False))
        boxes: list[Block] = []
        for frame in shown.frames:
            boxes.extend(self._frame(frame, shown, depth))
        return [*self._lines(shown, style), *boxes]

    def _lines(self, shown: ShownText, style: str | None) -> Iterator[Line]:
        """The lines of a paragraph, the label of its list item in front of the first."""
        label, self._label = self._label, ""
        bold = shown.bold_parts == {True}
        indent = self._styles.indent(style)
        for at, text in enumerate(shown.texts):
            labelled = f"{label}\t{text}" if label and at == 0 and text else text
            yield Line(labelled, indent=indent, equations=tuple(shown.equations[at]), bold=bold)

    def _frame(self, frame: Element, shown: ShownText, depth: int) -> list[Block]:
        """What a frame holds: a text box is blocks of its own, a formula joins the line, the rest is counted."""
        for child in frame:
            if child.tag == qname("draw:text-box"):
                return self.blocks(child, depth + 1)
            if child.tag == qname("draw:object"):
                formula = self._formula(child)
                if formula is None:
                    self._objects += 1
                else:
                    shown.add_equation(equation_of(formula))
                return []
            if child.tag == qname("draw:image"):
                self._pictures += 1
                return []
        return []

    def _formula(self, element: Element) -> Element | None:
        """The MathML of an object; None where it is another object, or is not there."""
        inline = element.find(qname("math:math"))
        if inline is not None:
            return inline
        name = posixpath.join(element.get(qname("xlink:href"), "").removeprefix("./"), "content.xml")
        if name not in self._members:
            return None
        root = parsed(self._members, name)
        return root if root.tag == qname("math:math") else None

    def _list(self, element: Element, depth: int) -> list[Block]:
        found: list[Block] = []
        self._lists.enter(element)
        for item in element:
            if item.tag in _ITEMS:
                if item.tag == qname("text:list-item") and _has_own_text(item):
                    self._label = self._lists.label(item)
                found.extend(self.blocks(item, depth))
                self._label = ""
        self._lists.leave(element)
        return found

    def _table(self, table: Element, depth: int) -> Grid | None:
        builder = GridBuilder(self._report)
        header_rows = 0
        for row, is_header in _rows(table, False):
            if row.get(qname("table:visibility"), "visible") != "visible":
                continue
            builder.begin_row()
            for cell in row:
                if cell.tag == qname("table:table-cell"):
                    self._cell(cell, builder, depth)
            header_rows += is_header
        return builder.grid(header_rows)

    def _cell(self, element: Element, builder: GridBuilder, depth: int) -> None:
        for _ in range(min(_count(element, "table:number-columns-repeated"), 256)):
            self._cells += 1
            if self._cells > MAX_CELLS:
                self._report(MAX_CELLS, "sel_per_dokumen")
                return
            blocks = self.blocks(element, depth)
            lines = tuple(block for block in blocks if isinstance(block, Line))
            grids = tuple(block for block in blocks if isinstance(block, Grid))
            spans = _count(element, "table:number-rows-spanned"), _count(element, "table:number-columns-spanned")
            builder.add(*spans, lines, grids)

    def _report(self, most: int, limit: str) -> None:
        self._limits[most, limit] = None


def _rows(parent: Element, is_header: bool) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, those of header groups marked."""
    for child in parent:
        if child.tag == qname("table:table-row"):
            yield child, is_header
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child, is_header or child.tag == qname("table:table-header-rows"))


def _has_own_text(item: Element) -> bool:
    """False for an item that only holds a deeper list, which prints no label."""
    first = next((child for child in item if isinstance(child.tag, str)), None)
    return first is not None and first.tag != _LIST


def _count(element: Element, name: str) -> int:
    text = element.get(qname(name), "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _characters(block: Block) -> int:
    if isinstance(block, Line):
        return len(block.text)
    return sum(sum(len(line.text) for line in cell.lines) + sum(map(_characters, cell.grids)) for cell in block.cells)


def _only_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            if block.text:
                yield block
        else:
            for cell in block.cells:
                yield from _cell_lines(cell)


def _cell_lines(cell: Cell) -> Iterator[Line]:
    yield from _only_lines([*cell.lines, *cell.grids])
