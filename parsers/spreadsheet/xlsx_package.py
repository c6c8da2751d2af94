"""Untrusted XLSX or XLSM in, a clean package out for openpyxl: sheets, shared strings and styles, and nothing else.

Macros, external links, connections and embedded files stay outside; drawings are parsed beside it. Each sheet is
looked through once as a stream, so that its size is known before cells are made of it: rows without content cost
nothing but the time to pass them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from parsers.package_xml import Element, drop, parsed, syntax_error
from parsers.spreadsheet.sheet_drawings import USUAL_HEIGHT, USUAL_WIDTH, CellSizes
from parsers.spreadsheet.sheet_model import MAX_ROWS, MAX_SHEETS, Area
from parsers.zip_package import PackageLimits, PackageMembers
from schemas.errors import DamagedInput

LIMITS = PackageLimits(
    members=20_000, part_bytes=192 * 1024 * 1024, total_bytes=256 * 1024 * 1024, tree_bytes=640 * 1000 * 1000
)
"""A sheet is read as a stream and may be large: a million rows without content have some 60 MB."""
MAX_MERGED = 100_000
"""Merged ranges of one sheet."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELATIONS.encode()),
)
_END_OF_CELLS = re.compile(rb"</(?P<prefix>(?:\w+:)?)sheetData\s*>")
_STYLES = f'<styleSheet xmlns="{_MAIN}"/>'.encode()


@dataclass(frozen=True, slots=True)
class SheetOutline:
    """What a sheet holds besides the values of its cells."""

    number: int  # among all sheets, 1-based
    name: str
    hidden: bool
    last_row: int = 0  # 1-based, of the last cell with content; 0 where there is none
    last_col: int = 0
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()  # 0-based, those up to the last row
    hidden_cols: frozenset[int] = frozenset()
    no_value: int = 0  # formulas whose value is not stored
    merged_limit: bool = False  # there are more merged ranges than are read
    sizes: CellSizes = field(default_factory=CellSizes)


@dataclass(frozen=True, slots=True)
class CleanPackage:
    """A package that holds nothing but cells, and what was left out of it."""

    data: bytes  # of a zip
    outlines: tuple[SheetOutline, ...]  # in the order of the sheets
    drawings: Mapping[int, Element]  # of visible sheets by their numbers
    sheet_count: int  # those beyond MAX_SHEETS included


def clean_package(path: Path) -> CleanPackage:
    """The cells of the XLSX at `path` alone. Raises DamagedInput, EncryptedInput or LimitExceeded."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _clean(PackageMembers(archive, path.name, LIMITS))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DamagedInput("package_damaged", path.name, detail=error) from error


def _clean(members: PackageMembers) -> CleanPackage:
    relations = _relations(members, "")
    main = next((r.target for r in relations if r.kind == "officeDocument"), "xl/workbook.xml")
    book = parsed(members, main)
    parts = {r.id: r for r in _relations(members, main)}
    sheets = [s for s in book.iter("{*}sheet") if _sheet_part(s, parts, members) is not None]
    outlines: list[SheetOutline] = []
    drawings: dict[int, Element] = {}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for number, sheet in enumerate(sheets[:MAX_SHEETS], start=1):
            name = sheet.get("name", "")
            if sheet.get("state", "visible") != "visible":
                outlines.append(SheetOutline(number, name, hidden=True))
                data = f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'.encode()
            else:
                part = _sheet_part(sheet, parts, members) or ""
                data = _usual(members.data(part))
                outlines.append(_outline(data, number, name, members.file_name))
                drawings.update((number, drawing) for drawing in _drawing_of(members, part))
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _cells_alone(data))
        _add_frame(archive, outlines, _is_1904(book))
        archive.writestr("xl/styles.xml", _part_of_kind(members, parts, "styles") or _STYLES)
        strings = _part_of_kind(members, parts, "sharedStrings")
        archive.writestr("xl/sharedStrings.xml", strings or f'<sst xmlns="{_MAIN}"/>')
    return CleanPackage(stream.getvalue(), tuple(outlines), drawings, len(sheets))


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    kind: str  # last part of its type: "worksheet", "styles"
    target: str  # member name


def _relations(members: PackageMembers, source: str) -> list[_Relation]:
    """Relations inside the package that start from the member `source` ("": from the package)."""
    folder, name = posixpath.split(source)
    rels_name = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels_name not in members:
        return []
    found = []
    for element in parsed(members, rels_name).iter("{*}Relationship"):
        if element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, unquote(element.get("Target", ""))))
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            found.append(_Relation(element.get("Id", ""), kind, target.lstrip("/")))
    return found


def _sheet_part(sheet: Element, parts: dict[str, _Relation], members: PackageMembers) -> str | None:
    """The member that holds a sheet of cells; None for charts and macro sheets, and where it is missing."""
    id_ = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
    relation = parts.get(str(id_))
    if relation is None or relation.kind != "worksheet" or relation.target not in members:
        return None
    return relation.target


def _is_1904(book: Element) -> bool:
    return any(p.get("date1904", "0") in ("1", "true") for p in book.iter("{*}workbookPr"))


def _part_of_kind(members: PackageMembers, parts: dict[str, _Relation], kind: str) -> bytes | None:
    """The part that the workbook refers to as `kind`, checked for entities."""
    target = next((r.target for r in parts.values() if r.kind == kind and r.target in members), None)
    return _usual(members.text(target).encode()) if target is not None else None


def _usual(data: bytes) -> bytes:
    """A part of a strict document with the usual namespaces."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def _cells_alone(data: bytes) -> bytes:
    """A sheet without what follows its cells: rules for input, pictures and the like, which may be odd."""
    ends = list(_END_OF_CELLS.finditer(data))
    return data[: ends[-1].end()] + b"</" + ends[-1]["prefix"] + b"worksheet>" if ends else data


def _outline(data: bytes, number: int, name: str, file_name: str) -> SheetOutline:
    """One pass over a sheet's XML. Raises DamagedInput where it has a DTD or is no XML."""
    draft = _OutlineDraft()
    tags = ("row", "c", "mergeCell", "col", "sheetFormatPr")
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        tag=[f"{{{_MAIN}}}{tag}" for tag in ("worksheet", *tags)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for event, element in events:
            tag = etree.QName(element).localname
            if tag == "worksheet":
                if element.getroottree().docinfo.internalDTD is not None:
                    raise DamagedInput("package_dtd", file_name, remedy="distrust", part=name)
            elif event == "start":
                draft.start(tag, element)
            else:
                draft.end(tag, element)
    except etree.XMLSyntaxError as error:
        raise syntax_error(error, file_name, name) from error
    return draft.outline(number, name)


@dataclass(slots=True)
class _OutlineDraft:
    """The state of the pass over a sheet."""

    row: int = 0  # 1-based
    col: int = 0  # 1-based
    last_row: int = 0
    last_col: int = 0
    no_value: int = 0
    merged: list[Area] = field(default_factory=list)
    merged_limit: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)  # points
    heights: dict[int, float] = field(default_factory=dict)
    usual: tuple[float, float] = (USUAL_WIDTH, USUAL_HEIGHT)

    def start(self, tag: str, element: Element) -> None:
        if tag == "row":
            given = element.get("r", "")
            self.row = int(given) if given.isdigit() and len(given) < 8 else self.row + 1
            self.col = 0
            if element.get("hidden") in ("1", "true") or element.get("ht") in ("0", "0.0"):
                self.hidden_rows.add(self.row - 1)
            height = _measure(element.get("ht"))
            if height is not None and self.row <= MAX_ROWS:
                self.heights[self.row - 1] = height
        elif tag == "sheetFormatPr":
            width, height = _measure(element.get("defaultColWidth")), _measure(element.get("defaultRowHeight"))
            self.usual = (width * LETTER_POINTS if width else USUAL_WIDTH, height or USUAL_HEIGHT)

    def end(self, tag: str, element: Element) -> None:
        if tag == "c":
            self._cell(element)
        elif tag == "row":
            drop(element)
        elif tag == "mergeCell":
            self._merge(element.get("ref", ""))
            drop(element)
        elif tag == "col":
            self._cols(element)

    def _cols(self, element: Element) -> None:
        cols = range(_whole(element.get("min")) - 1, min(_whole(element.get("max")), LAST_COL))
        width = _measure(element.get("width"))
        if element.get("hidden") in ("1", "true") or width == 0:
            self.hidden_cols.update(cols)
            width = 0.0
        if width is not None:
            self.widths.update(dict.fromkeys(cols, width * LETTER_POINTS))

    def _cell(self, element: Element) -> None:
        place = _place(element.get("r"))
        self.col = place if place is not None else self.col + 1
        kinds = {etree.QName(child).localname: child for child in element if isinstance(child.tag, str)}
        if "v" in kinds or "is" in kinds:
            self.last_row = max(self.last_row, self.row)
            self.last_col = max(self.last_col, self.col)
        elif "f" in kinds:
            self.no_value += 1

    def _merge(self, ref: str) -> None:
        if len(self.merged) >= MAX_MERGED:
            self.merged_limit = True
            return
        try:
            first_col, first_row, last_col, last_row = range_boundaries(ref)
        except (ValueError, TypeError):
            return
        if None not in (first_col, first_row, last_col, last_row):
            self.merged.append(Area(first_row - 1, first_col - 1, last_row - 1, last_col - 1))

    def outline(self, number: int, name: str) -> SheetOutline:
        return SheetOutline(
            number,
            name,
            hidden=False,
            last_row=self.last_row,
            last_col=self.last_col,
            merged=tuple(self.merged),
            hidden_rows=frozenset(row for row in self.hidden_rows if row < self.last_row),
            hidden_cols=frozenset(self.hidden_cols),
            no_value=self.no_value,
            merged_limit=self.merged_limit,
            sizes=CellSizes(self.widths, self.heights, self.usual),
        )


LAST_COL = 16_384
"""Columns that a sheet can have."""
LETTER_POINTS = 5.25
"""Width of a digit of the usual type, in which the widths of columns are counted."""
_MEASURE = re.compile(r"\d{1,5}(?:\.\d{1,20})?")


def _measure(text: str | None) -> float | None:
    """A width or height as told; None where there is none that makes sense."""
    return float(text) if text is not None and _MEASURE.fullmatch(text) else None


def _place(reference: str | None) -> int | None:
    """The column of "C7", 1-based; None where there is no reference that can be read."""
    if reference is None:
        return None
    try:
        return int(column_index_from_string(coordinate_from_string(reference)[0]))
    except ValueError:
        return None


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 8 else 1


def _drawing_of(members: PackageMembers, sheet: str) -> Iterator[Element]:
    """The drawing part of a sheet, where it has one."""
    targets = [r.target for r in _relations(members, sheet) if r.kind == "drawing" and r.target in members]
    yield from (parsed(members, target) for target in targets[:1])


def _add_frame(archive: zipfile.ZipFile, outlines: list[SheetOutline], is_1904: bool) -> None:
    """The parts that say which sheets there are; sheets have stand-in names, since any name can occur in a file."""
    numbers = [outline.number for outline in outlines]
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    archive.writestr(
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr date1904="{int(is_1904)}"/>'
        f"<sheets>{sheets}</sheets></workbook>",
    )
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    targets += [("rIdStyles", "styles", "styles.xml"), ("rIdStrings", "sharedStrings", "sharedStrings.xml")]
    archive.writestr("xl/_rels/workbook.xml.rels", _relations_xml(targets))
    archive.writestr("_rels/.rels", _relations_xml([("rId1", "officeDocument", "xl/workbook.xml")]))
    overrides = [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    overrides += [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    overrides.append(("/xl/sharedStrings.xml", "sharedStrings"))
    types = "".join(f'<Override PartName="{part}" ContentType="{_CONTENT}.{kind}+xml"/>' for part, kind in overrides)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{rels}{types}</Types>')


def _relations_xml(targets: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id={quoteattr(id_)} Type="{_RELATIONS}/{kind}" Target={quoteattr(target)}/>'
        for id_, kind, target in targets
    )
    return f'<Relationships xmlns="{_PACKAGE_RELATIONS}">{inner}</Relationships>'
