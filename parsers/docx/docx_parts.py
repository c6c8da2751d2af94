"""Parts that a DOCX shows besides its own text: pictures of whole pages, and chunks of other documents (w:altChunk)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from docx.oxml.ns import qn

from parsers.docx.docx_package import attached_parts
from parsers.docx.xml import Element, to_points
from parsers.page_work import PageWork
from parsers.reading import Reading, ReadOptions
from parsers.sniff import Kind, sniff
from schemas.errors import InputError, MissingComponent
from schemas.transcript import Grid, Line

A4_AREA = 595.0 * 842.0  # square points
PAGE_SHARE = 0.45
"""A picture with this share of an A4 page's area is a page: scans are pasted between the margins of one."""
LONE_SHARE = 0.15
"""The same where the document has hardly any text of its own."""
EMU_PER_POINT = 12_700
MAX_PICTURES = 500
"""Pictures of pages in one document."""
MAX_CHUNKS = 50
"""Chunks of other documents in one document."""

Block = Line | Grid

_VML = "urn:schemas-microsoft-com:vml"
_BLIP, _IMAGE_DATA = qn("a:blip"), f"{{{_VML}}}imagedata"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_EMBED, _ID = qn("r:embed"), qn("r:id")


def page_pictures(body: Element, *, lone: bool) -> list[str]:
    """Relations of the pictures that are large enough to be pages, each once, in document order.

    `lone`: the document has hardly any text, so that smaller ones count too.
    """
    least = A4_AREA * (LONE_SHARE if lone else PAGE_SHARE)
    found = ((element.get(_EMBED) or element.get(_ID), _area(element)) for element in body.iter(_BLIP, _IMAGE_DATA))
    return list(dict.fromkeys(name for name, area in found if name and area >= least))[:MAX_PICTURES]


def _area(picture: Element) -> float:
    """Square points that a picture covers; 0 where the file does not say."""
    for parent in picture.iterancestors():
        extent = parent.find(_EXTENT)
        if extent is not None:
            width, height = (float(extent.get(side, "0")) / EMU_PER_POINT for side in ("cx", "cy"))
            return width * height
        if parent.tag == f"{{{_VML}}}shape":
            style = dict(part.partition(":")[::2] for part in parent.get("style", "").replace(" ", "").split(";"))
            return (to_points(style.get("width")) or 0.0) * (to_points(style.get("height")) or 0.0)
    return 0.0


def read_page_pictures(path: Path, relations: Iterable[str], options: ReadOptions, work: PageWork) -> Reading | None:
    """The pictures of pages recognised, numbered in their order; None where no OCR engine is installed."""
    from parsers.scan import read_pictures

    with _written(path, relations) as files:
        try:
            return read_pictures(list(files.values()), options, work)
        except MissingComponent:
            return None


def read_chunks(path: Path, relations: Iterable[str], depth: int) -> dict[str, list[Block]]:
    """The blocks of each chunk that can be read, by its relation: web pages, texts, and other DOCX files."""
    found: dict[str, list[Block]] = {}
    with _written(path, list(relations)[:MAX_CHUNKS]) as files:
        for relation, file in files.items():
            try:
                reading = _chunk_reading(file, depth)
            except InputError:  # told as a chunk that was not read
                continue
            if reading is not None:
                found[relation] = [block for page in reading.pages for block in page.blocks]
    return found


def _chunk_reading(file: Path, depth: int) -> Reading | None:
    kind = sniff(file).kind
    options = ReadOptions(ocr="never")
    if kind is Kind.HTML:
        from parsers.html.html_reader import read_html

        return read_html(file, options)
    if kind is Kind.TEXT:
        from parsers.text import read_text

        return read_text(file, options)
    if kind is Kind.DOCX:
        from parsers.docx.docx_reader import read_docx

        return read_docx(file, options, depth + 1)
    return None


@contextmanager
def _written(path: Path, relations: Iterable[str]) -> Iterator[dict[str, Path]]:
    """The parts behind these relations as files, there as long as the block runs; what is missing is left out."""
    with TemporaryDirectory(prefix="cermat-") as folder:
        files: dict[str, Path] = {}
        for number, (relation, data) in enumerate(attached_parts(path, relations)):
            files[relation] = Path(folder) / f"{number}"
            files[relation].write_bytes(data)
        yield files
