"""XML part of an untrusted package in, its tree out: no entity is expanded, no DTD loaded, nothing fetched."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from parsers.zip_package import PackageMembers
from schemas.errors import DamagedInput, LimitExceeded

Element: TypeAlias = etree._Element


def parsed(members: PackageMembers, name: str) -> Element:
    """The XML part `name`, whole. Raises DamagedInput or LimitExceeded, and what PackageMembers.text raises."""
    try:
        return root_of(members.text(name).encode())
    except etree.XMLSyntaxError as error:
        raise syntax_error(error, members.file_name, name) from error


def root_of(data: bytes) -> Element:
    """The tree of one part. Raises lxml.etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def syntax_error(error: etree.XMLSyntaxError, file_name: str, part: str) -> DamagedInput | LimitExceeded:
    """What is said of a part that the XML parser refuses."""
    why = " ".join((error.msg or "unknown cause").split())
    if "XML_PARSE_HUGE" in why or "Excessive depth" in why:
        return LimitExceeded("package_nested", file_name, detail=why, part=part)
    return DamagedInput("package_part_no_xml", file_name, part=part, detail=why)


def drop(element: Element) -> None:
    """Frees an element of a stream that is done with, and those before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
