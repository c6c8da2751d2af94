"""Untrusted DOCX file in, clean python-docx document out: only text parts, bounded in size, without DTDs.

A DOCX is a zip of XML parts that anyone may have written. Only the parts that carry text are taken out, each with
a bound on its unpacked size; a part with a DTD is refused (OOXML forbids them, and entities live there), so no
entity is ever expanded and nothing is fetched. From what is left a new package is built in memory, with the
namespaces of strict documents mapped to the usual ones, and only that one is parsed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document as WordDocument
from lxml import etree

from parsers.package_xml import root_of
from parsers.zip_package import PackageLimits, PackageMembers
from schemas.errors import DamagedInput, LimitExceeded

MAX_MEMBERS = 20_000
"""Files inside the zip. Real documents have dozens, with many pictures some hundreds."""
MAX_PART_BYTES = 48 * 1024 * 1024
"""Unpacked bytes of one part. A decree of a thousand pages has about 20 MB."""
MAX_TOTAL_BYTES = 96 * 1024 * 1024
"""Unpacked bytes of all parts that are read."""
MAX_TREE_BYTES = 640 * 1000 * 1000
"""Memory that the parsed XML of all parts may take, estimated from its tags and attributes."""
MAX_PICTURE_BYTES = 64 * 1024 * 1024
"""Bytes of one picture or chunk of another document."""
MAX_PICTURES_BYTES = 1024 * 1024 * 1024
"""Bytes of all of them; each is on the disk while it is read."""
MAX_PARTS = 200
"""Header and footer parts that are read; a document has three kinds per section."""

SETTINGS = "connectorRules"
"""Kind of the document's settings: only the rules of VML connectors are read, python-docx does not look at the rest."""

_MAIN = "/officeDocument"
_WANTED = {
    "/styles": "styles",
    "/numbering": "numbering",
    "/header": "header",
    "/footer": "footer",
    "/diagramData": "diagramData",
    "/settings": SETTINGS,
}
_TYPE_PREFIX = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_PREFIX = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_STRICT_NAMESPACES: tuple[tuple[str, str], ...] = (
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", _W),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", _TYPE_PREFIX),
    (
        "http://purl.oclc.org/ooxml/officeDocument/math",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    ("http://purl.oclc.org/ooxml/drawingml/", "http://schemas.openxmlformats.org/drawingml/2006/"),
)


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    type: str
    target: str  # member name in the zip


def open_document(path: Path) -> WordDocument:
    """The document at `path` as python-docx sees it, cleaned.

    Raises DamagedInput, EncryptedInput (a zip with a password) or LimitExceeded.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _load(
                _clean(
                    PackageMembers(
                        archive, path.name, PackageLimits(MAX_MEMBERS, MAX_PART_BYTES, MAX_TOTAL_BYTES, MAX_TREE_BYTES)
                    )
                ),
                path.name,
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DamagedInput("docx_damaged", path.name, detail=error) from error


def attached_parts(path: Path, relations: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The parts that the main part refers to by these relations, with their bytes; missing ones are left out.

    Raises DamagedInput, EncryptedInput or LimitExceeded.
    """
    limits = PackageLimits(MAX_MEMBERS, MAX_PICTURE_BYTES, MAX_PICTURES_BYTES, MAX_TREE_BYTES)
    try:
        with zipfile.ZipFile(path) as archive:
            members = PackageMembers(archive, path.name, limits)
            targets = {relation.id: relation.target for relation in _relations(members, _main_part(members))}
            for relation in relations:
                if targets.get(relation, "") in members:
                    yield relation, members.data(targets[relation])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DamagedInput("docx_damaged", path.name, detail=error) from error


def _clean(members: PackageMembers) -> bytes:
    """A new package with the main part and what it needs, as zip bytes."""
    main = _main_part(members)
    parts: list[tuple[str, str, str]] = []  # (kind, relation id, text)
    for relation in _relations(members, main):
        kind = next((k for end, k in _WANTED.items() if relation.type.endswith(end)), None)
        single = kind in {"styles", "numbering", SETTINGS} and any(kind == k for k, _, _ in parts)
        if kind is None or single or relation.target not in members or len(parts) >= MAX_PARTS:
            continue
        parts.append((kind, relation.id, _usual_namespaces(members.text(relation.target))))
    return _package(_usual_namespaces(members.text(main)), parts)


def _main_part(members: PackageMembers) -> str:
    for relation in _relations(members, ""):
        if relation.type.endswith(_MAIN):
            if relation.target in members:
                return relation.target
            break
    if "word/document.xml" in members:  # Word repairs such files as well
        return "word/document.xml"
    raise DamagedInput("docx_no_main_part", members.file_name)


def _relations(members: PackageMembers, source: str) -> list[_Relation]:
    """Relations inside the package that start from the member `source` ("": from the package)."""
    folder, name = posixpath.split(source)
    rels_name = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels_name not in members:
        return []
    root = _parse(members.text(rels_name), rels_name, members.file_name)
    found = []
    for element in root.iter(f"{{{_RELS_NS}}}Relationship"):
        if element.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, unquote(element.get("Target", ""))))
        found.append(_Relation(element.get("Id", ""), element.get("Type", ""), target.lstrip("/")))
    return found


def _usual_namespaces(text: str) -> str:
    if "http://purl.oclc.org/ooxml/" not in text:
        return text
    for strict, usual in _STRICT_NAMESPACES:
        text = text.replace(strict, usual)
    return text


def _package(main: str, parts: list[tuple[str, str, str]]) -> bytes:
    overrides = [("word/document.xml", f"{_CONTENT_PREFIX}.document.main+xml")]
    relations = []
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", main)
        for index, (kind, relation_id, text) in enumerate(parts):
            name = f"{kind}{index}.xml"
            archive.writestr(f"word/{name}", text)
            overrides.append((f"word/{name}", f"{_CONTENT_PREFIX}.{kind}+xml"))
            relations.append(_relation_xml(relation_id, kind, name))
        archive.writestr("word/_rels/document.xml.rels", _relations_xml(relations))
        archive.writestr("_rels/.rels", _relations_xml([_relation_xml("rId1", "officeDocument", "word/document.xml")]))
        types = "".join(
            f'<Override PartName="/{name}" ContentType="{content_type}"/>' for name, content_type in overrides
        )
        default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES_NS}">{default}{types}</Types>')
    return stream.getvalue()


def _relation_xml(relation_id: str, kind: str, target: str) -> str:
    return f'<Relationship Id={quoteattr(relation_id)} Type="{_TYPE_PREFIX}/{kind}" Target="{target}"/>'


def _relations_xml(relations: list[str]) -> str:
    return f'<Relationships xmlns="{_RELS_NS}">{"".join(relations)}</Relationships>'


def _parse(text: str, name: str, file_name: str) -> etree._Element:
    try:
        return root_of(text.encode())
    except etree.XMLSyntaxError as error:
        raise DamagedInput("package_part_no_xml", file_name, part=name, detail=_why(error)) from error


def _why(error: etree.XMLSyntaxError) -> str:
    return " ".join((error.msg or "unknown cause").split())


def _load(package: bytes, file_name: str) -> WordDocument:
    try:
        document = docx.Document(io.BytesIO(package))
    except etree.XMLSyntaxError as error:
        why = _why(error)
        if "XML_PARSE_HUGE" in why or "Excessive depth" in why:
            raise LimitExceeded("docx_nested", file_name, detail=why) from error
        raise DamagedInput("docx_no_xml", file_name, detail=why) from error
    root = document.element
    if root.tag != f"{{{_W}}}document" or root.find(f"{{{_W}}}body") is None:
        raise DamagedInput("docx_no_word", file_name)
    return document
