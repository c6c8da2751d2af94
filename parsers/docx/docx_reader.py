"""DOCX file in, a Reading out: one page without a number, with lines and tables in document order, and drawings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from docx.document import Document as WordDocument
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree

from parsers.docx.docx_drawings import drawings_of
from parsers.docx.docx_numbering import Numbering
from parsers.docx.docx_package import SETTINGS, open_document
from parsers.docx.docx_paragraphs import ParagraphContent, ParagraphReader
from parsers.docx.docx_parts import page_pictures, read_chunks, read_page_pictures
from parsers.docx.docx_styles import Styles
from parsers.docx.docx_tables import CellContent, read_table
from parsers.docx.xml import Element, unwrapped
from parsers.package_xml import root_of
from parsers.page_work import UNWATCHED, PageWork
from parsers.reading import Reading, ReadOptions
from schemas.evidence import Finding
from schemas.findings import finding, struck_out_findings
from schemas.transcript import Grid, Line, Page

MAX_NESTING = 20
"""Tables and text boxes inside each other. Layout tables are nested three or four deep."""
MAX_CHUNK_DEPTH = 3
"""Documents that are chunks of each other."""
MAX_CELLS = 300_000
"""Cells of one document; a thousand pages of tables have some 50,000."""
MAX_PARAGRAPHS = 500_000
"""Paragraphs of one document, those in cells included."""
FEW_CHARACTERS = 200
"""A document with pictures and less text than this is probably a scan that was pasted into Word."""

Block = Line | Grid

_P, _TBL = qn("w:p"), qn("w:tbl")
_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_OLE_OBJECT, _ALT_CHUNK = f"{{{_OFFICE}}}OLEObject", qn("w:altChunk")
_DIAGRAMS = "/diagramData"  # how the types of relations to data of SmartArt end
_PICTURES = (qn("a:blip"), f"{{{_VML}}}imagedata")
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))


def read_docx(path: Path, options: ReadOptions, depth: int = 0, work: PageWork = UNWATCHED) -> Reading:
    """The text of the DOCX or DOCM at `path` as one Page without a number; pictures of pages follow, recognised.

    `options` and `work` are for those pictures, which count as pages. `depth`: how many documents this one is a chunk
    of.
    Raises DamagedInput, EncryptedInput or LimitExceeded.
    """
    document = open_document(path)
    body = document.element.body
    chunks = _chunks(path, body, depth)
    reader = _Reader(document, chunks)
    blocks = reader.blocks(body, 0)
    furniture = tuple(line for part in _furniture(document) for line in _only_lines(reader.blocks(part, 0)))
    diagrams, broken = _diagrams(document)
    shapes, connectors = drawings_of(body, reader.boxes, diagrams, _settings(document), reader.styles)
    page = Page(None, 0.0, 0.0, tuple(blocks), furniture, shapes=shapes, connectors=connectors)
    findings = (*reader.findings, *broken, *_unread(body, chunks))
    reading = Reading(pages=(page,), parser=f"docx (python-docx {version('python-docx')})", findings=findings)
    return _with_page_pictures(reading, path, body, options, work)


class _Reader:
    """Reads the blocks of one document; counts what is limited over all of it."""

    def __init__(self, document: WordDocument, chunks: Mapping[str, list[Block]]) -> None:
        """`chunks`: the blocks of parts that are other documents, by their relations."""
        self._chunks = chunks
        self.styles = Styles(document.styles.element)
        lists = _part(document, "numbering")
        numbering = Numbering(lists.element if isinstance(lists, XmlPart) else None, self.styles)
        self._paragraphs = ParagraphReader(self.styles, numbering)
        self.boxes: dict[Element, tuple[Line, ...]] = {}  # lines of each text box
        self._cells = 0
        self._paragraph_count = 0
        # What was reached, in that order: the most that is read, and the code of what is limited.
        self._limits: dict[tuple[int, str], None] = {}
        self._struck: list[str] = []  # text of each paragraph that is struck out

    @property
    def findings(self) -> tuple[Finding, ...]:
        limits = [finding("batas_tercapai", jumlah=most, batas=limit) for most, limit in self._limits]
        return (*limits, *struck_out_findings(len(self._struck), "".join(self._struck[:1])))

    def blocks(self, parent: Element, depth: int) -> list[Block]:
        """Lines and grids of a body, cell, text box, header or footer."""
        if depth > MAX_NESTING:
            self._report(MAX_NESTING, "tingkat_tabel")
            return []
        found: list[Block] = []
        content = ParagraphContent()
        for element in unwrapped(parent):
            if element.tag == _TBL:
                self._table(element, depth, found)
            elif element.tag == _ALT_CHUNK:
                found.extend(self._chunks.get(element.get(qn("r:id"), ""), []))
            elif element.tag == _P:
                if not self._is_within_paragraphs():
                    break
                self._paragraphs.collect(element, content)
                if not self._paragraphs.runs_on(element):
                    self._end_paragraph(element, content, depth, found)
                    content = ParagraphContent()
        if not content.empty:  # the last paragraph runs into nothing
            found.extend(Line(text) for text in content.texts if text)
        return found

    def _is_within_paragraphs(self) -> bool:
        """Counts a paragraph; False where the document has more than MAX_PARAGRAPHS."""
        self._paragraph_count += 1
        if self._paragraph_count > MAX_PARAGRAPHS:
            self._report(MAX_PARAGRAPHS, "paragraf_per_dokumen")
            return False
        return True

    def _end_paragraph(self, element: Element, content: ParagraphContent, depth: int, found: list[Block]) -> None:
        """Adds a paragraph's lines, then the tables and text boxes in it, to `found`."""
        found.extend(self._paragraphs.lines(element, content))
        self._struck.extend(text for text in ("".join(content.struck).strip(),) if text)
        for table in content.tables:
            self._table(table, depth, found)
        for box in content.boxes:
            inside = self.blocks(box, depth + 1)
            self.boxes[box] = tuple(_only_lines(inside))
            found.extend(inside)

    def _table(self, element: Element, depth: int, found: list[Block]) -> None:
        if depth >= MAX_NESTING:
            self._report(MAX_NESTING, "tingkat_tabel")
            return
        grid = read_table(element, lambda cell: self._cell(cell, depth + 1), self._report)
        if grid is not None:
            found.append(grid)

    def _cell(self, cell: Element, depth: int) -> CellContent:
        self._cells += 1
        if self._cells > MAX_CELLS:
            self._report(MAX_CELLS, "sel_per_dokumen")
            return (), ()
        blocks = self.blocks(cell, depth)
        lines = tuple(block for block in blocks if isinstance(block, Line))
        grids = tuple(block for block in blocks if isinstance(block, Grid))
        return lines, grids

    def _report(self, most: int, limit: str) -> None:
        self._limits[most, limit] = None


def _chunks(path: Path, body: Element, depth: int) -> Mapping[str, list[Block]]:
    """The blocks of the chunks of other documents, by their relations."""
    relations = [element.get(qn("r:id"), "") for element in body.iter(_ALT_CHUNK)]
    return read_chunks(path, relations, depth) if relations and depth < MAX_CHUNK_DEPTH else {}


def _unread(body: Element, chunks: Mapping[str, list[Block]]) -> list[Finding]:
    """Embedded objects, and chunks of other documents that could not be read."""
    objects = [element.get("ProgID") or "OLE" for element in body.iter(_OLE_OBJECT)]
    objects += ["altChunk" for element in body.iter(_ALT_CHUNK) if element.get(qn("r:id")) not in chunks]
    if not objects:
        return []
    return [finding("objek_tidak_dibaca", jumlah=len(objects), jenis=", ".join(dict.fromkeys(objects)))]


def _with_page_pictures(reading: Reading, path: Path, body: Element, options: ReadOptions, work: PageWork) -> Reading:
    """The reading with the pages that are pictures in the document; what of them is not read is told."""
    lone = _has_few_characters(reading.pages[0])
    pictures = page_pictures(body, lone=lone)
    scans = read_page_pictures(path, pictures, options, work) if pictures and options.ocr != "never" else None
    if scans is None:
        shown = len(pictures) if not lone else sum(1 for _ in body.iter(*_PICTURES))
        unread = (finding("hanya_gambar", jumlah=shown),) if lone and shown else ()
        return replace(reading, findings=(*reading.findings, *unread))
    own = reading.pages if reading.pages[0].blocks else ()
    return replace(
        reading,
        pages=(*own, *scans.pages),
        page_count=scans.page_count,
        ocr_engine=scans.ocr_engine,
        findings=(*reading.findings, *scans.findings),
    )


def _has_few_characters(page: Page) -> bool:
    return sum(len(line.text) for line in _only_lines(list(page.blocks))) < FEW_CHARACTERS


def _part(document: WordDocument, kind: str) -> Part | None:
    """The part that the document refers to as `kind`."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            part: Part = relation.target_part
            return part
    return None


def _diagrams(document: WordDocument) -> tuple[dict[str, Element], list[Finding]]:
    """The data of SmartArt, by the relation that the document names it with; and what of it is broken."""
    found: dict[str, Element] = {}
    broken = 0
    for name, relation in document.part.rels.items():
        if not relation.is_external and relation.reltype.endswith(_DIAGRAMS):
            try:
                found[name] = root_of(relation.target_part.blob)
            except etree.XMLSyntaxError:
                broken += 1
    return found, [finding("objek_tidak_dibaca", jumlah=broken, jenis="SmartArt")] if broken else []


def _settings(document: WordDocument) -> Element | None:
    """The document's settings; None where there are none, or none that can be read: only VML connectors need them."""
    part = _part(document, SETTINGS)
    try:
        return root_of(part.blob) if part is not None else None
    except etree.XMLSyntaxError:
        return None


def _furniture(document: WordDocument) -> list[Element]:
    """Headers and footers that some section uses, each once."""
    related = document.part.related_parts
    ids = [reference.get(qn("r:id")) for reference in document.element.body.iter(*_REFERENCES)]
    return [related[part_id].element for part_id in dict.fromkeys(ids) if part_id in related]


def _only_lines(blocks: list[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            if block.text:
                lines.append(block)
        else:
            for cell in block.cells:
                lines.extend(_only_lines([*cell.lines, *cell.grids]))
    return lines
