"""The waist of Cermat: every parser ends in a Transcript, everything after it starts from one.

A Transcript says what stands where and nothing of what it means. Pages are numbered from 1, rows and columns from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from schemas.cell_range import CellRange
from schemas.equation import Equation
from schemas.evidence import Finding
from schemas.geometry import Box

SOFT_HYPHEN = "\u00ad"
"""Stands at the end of Line.text where the line end broke a word: the next line is joined without a blank."""


@dataclass(frozen=True, slots=True)
class UnsureLetter:
    """A character of a recognised word that the recogniser was in doubt of."""

    at: int  # 0-based index into Word.text
    score: float  # 0..1, of the character that stands there
    others: tuple[tuple[str, float], ...]  # what may stand there instead, none to two characters, each with its score


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank, from a PDF or a scan."""

    text: str
    box: Box
    confidence: float | None = None  # 0..1, that all its glyphs are right; None: digital text, nothing to recognise
    bold: bool = False
    turn: int = 0  # degrees clockwise that its reading direction is turned: 0, 90 (downwards), 180, 270 (upwards)
    unsure: tuple[UnsureLetter, ...] = ()  # in order; () where the recogniser was sure, or does not say


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line (PDF, scan), or as much of a paragraph as stands between hard breaks (DOCX, text).

    `text` is as read: words joined by one blank, a tab where the file has one or where the gap is so wide that
    a person would see two columns; automatic list numbers stand in front as they would print ("a.\tPerumusan").
    Empty lines inside a cell are kept, since typists align with them.
    """

    text: str
    page: int | None = None  # 1-based, of a spreadsheet the sheet; None for DOCX and text
    box: Box | None = None  # None for DOCX, spreadsheets and text
    words: tuple[Word, ...] = ()  # left to right; empty for DOCX and text
    indent: float = 0.0  # points: left edge on the page (PDF, scan), left indentation of the text (DOCX)
    equations: tuple[Equation, ...] = ()  # that the file holds as such, in order; `text` has each as `linear` writes it
    bold: bool = False
    cells: CellRange | None = None  # of a spreadsheet: the cell that it is written in, with all that are merged into it


@dataclass(frozen=True, slots=True)
class InferredRow:
    """A row of a table that white space and text show, and no ruling."""

    certainty: float  # 0..1, that it begins and ends where it does
    rows: int  # that the ruled row became which it is a part of
    other: int | None = (
        None  # rows of another reading that fits nearly as well, at the first of them; None: no such one
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid as drawn; a spanning cell covers several rows or columns."""

    row: int  # 0-based, of its first row
    col: int  # 0-based, of its first column
    row_span: int
    col_span: int
    lines: tuple[Line, ...]  # top to bottom
    box: Box | None = None  # from ruling to ruling, or around the text where nothing is ruled
    grids: tuple[Grid, ...] = ()  # tables inside this cell
    inferred: InferredRow | None = None  # its (first) row; None where rulings or the file say what is a row

    @property
    def text(self) -> str:
        """The lines' text as read, joined by line feeds."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: cells that do not overlap; a place without a cell does not occur (empty cells do)."""

    rows: int
    cols: int
    cells: tuple[Cell, ...]  # in reading order: by row, then by column
    page: int | None = None
    box: Box | None = None
    ruled: bool = True  # False: columns and rows were inferred from white space
    header_rows: int = 0  # rows that the file itself marks as a repeated header (DOCX); 0: it does not say
    col_edges: tuple[float, ...] = ()  # cols + 1 x positions in points (DOCX: from the table's left); () for text


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn box with text, as trees and charts are made of. Its lines stand among the page's blocks as well."""

    box: Box  # DOCX: in points on an imagined endless page, only good for comparing with other shapes
    lines: tuple[Line, ...]
    fill: str | None = None  # colour inside, "rrggbb" or a theme's name for it; None for white, none and unknown
    form: Literal["box", "arrow", "swatch"] = "box"  # "arrow": a block arrow, which points at what its text names;
    # "swatch": of a legend, a coloured box with the text beside it
    group: int | None = None  # shapes of one number were drawn as one group; None: the file says nothing of groups
    sheet: int | None = None  # DOCX: which page of the imagined pages it is on, by page and section breaks, 0-based


@dataclass(frozen=True, slots=True)
class ConnectorEnd:
    """Where a connector touches a shape. A line to a frame around several shapes has an end at each of these."""

    shape: int  # index into Page.shapes, 0-based
    x: float | None = None  # points, of the place where it touches; None where the file only names the shape
    y: float | None = None
    head: bool = False  # an arrow head points at the shape


@dataclass(frozen=True, slots=True)
class Connector:
    """A drawn line, or a net of lines that meet, which joins shapes."""

    ends: tuple[ConnectorEnd, ...]  # at two shapes or more, by shape
    start: int | None = None  # the shape at which it begins, where the file itself says which one is the parent

    @property
    def shapes(self) -> tuple[int, ...]:
        """Indices of the shapes that it joins, ascending."""
        return tuple(sorted({end.shape for end in self.ends}))

    @classmethod
    def between(cls, shapes: Iterable[int], start: int | None = None) -> Connector:
        """A connector of which only the shapes are known, not where it touches them."""
        return cls(tuple(ConnectorEnd(shape) for shape in sorted(set(shapes))), start)

    def renumbered(self, new_index: Mapping[int, int]) -> Connector:
        """The connector among shapes that have these indices now; ends at shapes without one are left out."""
        ends = tuple(replace(end, shape=new_index[end.shape]) for end in self.ends if end.shape in new_index)
        return Connector(ends, new_index.get(self.start) if self.start is not None else None)


@dataclass(frozen=True, slots=True)
class Legibility:
    """How well the picture of a page could be read."""

    unread: tuple[Box, ...] = ()  # ink like writing in which nothing was recognised: stamps, strokes, faint letters
    broken_rulings: bool = False  # rulings have gaps, so that the sides of cells were inferred


@dataclass(frozen=True, slots=True)
class Page:
    """One page, or the whole flow of a document without pages."""

    number: int | None  # 1-based; None where the file has no pages; sheets of a spreadsheet count as pages
    width: float  # points; 0 where the file has no pages, or sheets
    height: float
    blocks: tuple[Line | Grid, ...]  # in reading order; what stands in a grid stands only there
    furniture: tuple[Line, ...] = ()  # page numbers, running heads and feet, DOCX headers and footers
    source: Literal["text", "ocr"] = "text"  # read from the file, or recognised from the picture of the page
    shapes: tuple[Shape, ...] = ()  # drawn boxes with text that are no cells of a table
    connectors: tuple[Connector, ...] = ()  # lines between them
    legibility: Legibility | None = None  # None where nothing had to be recognised


@dataclass(frozen=True, slots=True)
class Transcript:
    """All pages of one file as read, with what the reader noticed: what every reader ends in."""

    name: str  # file name without folders
    sha256: str
    media_type: str
    size: int  # bytes
    pages: tuple[Page, ...]
    parser: str  # reader and its library's version, for `proses.parser`
    page_count: int | None  # pages in the file, also those not read; None for DOCX and text
    ocr_engine: str | None = None  # engine and version, where any page was recognised
    findings: tuple[Finding, ...] = ()  # what the reader noticed and survived
