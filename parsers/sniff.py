"""A file -> its Kind and media type, by magic numbers and content and never by its name.

What Cermat reads has a Kind. Everything else ends in one clear error: what it is, and what to do about it.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from xml.sax.saxutils import unescape

import olefile

from parsers.encoding import decode
from parsers.html.web_archive import is_web_archive
from schemas.errors import DamagedInput, EncryptedInput, InputError, NothingToRead, UnsupportedInput, system_code

SNIFFED_BYTES = 8192
"""How much of the beginning is read. PDF readers accept a header anywhere in the first kilobytes."""

PDF_MARK = re.compile(rb"%PDF-\d")
PDF_OBJECT = re.compile(rb"\b\d{1,10}\s+\d{1,5}\s+obj\b")
"""Another feature of a PDF, where its header is damaged: it is called a damaged PDF then, and not a text."""
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF_MARK = b"{\\rtf"
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
BMP_SIZE_AT = 14
BMP_HEADER_SIZES = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Sizes of the second header of a BMP file, one for each version of the format; it begins at byte 14."""
OLE_SEARCH_BYTES = 64 * 1024 * 1024
"""The directory of an OLE file may be anywhere in it; of larger damaged ones this much is searched."""
CONTENT_TYPES_LIMIT = 4 * 1024 * 1024
"""Bytes; the list of content types of a real document has a few kilobytes."""


class Kind(Enum):
    """What Cermat reads; each kind has a reader."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    IMAGE = "image"
    HTML = "html"
    XLSX = "xlsx"
    ODS = "ods"
    ODT = "odt"
    XLS = "xls"
    XLSB = "xlsb"
    DOC = "doc"
    RTF = "rtf"
    WORD_XML = "word_xml"  # Word 2003 XML, and OpenDocument text in one XML file
    SHEET_XML = "sheet_xml"  # XML Spreadsheet 2003, and OpenDocument spreadsheets in one XML file
    LOCKED = "locked"  # an office file with a password; what it is shows when it is open


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is."""

    kind: Kind
    media_type: str  # IANA, for `berkas.tipe`


DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM_TYPE = "application/vnd.ms-word.document.macroEnabled.12"

_IMAGE_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
)

_WORD_MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX_TYPE,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": DOCX_TYPE,
    "application/vnd.ms-word.document.macroenabled.main+xml": DOCM_TYPE,
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": DOCM_TYPE,
}

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.12"
_SHEET_MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX_TYPE,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": XLSX_TYPE,
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": XLSM_TYPE,
    "application/vnd.ms-excel.template.macroenabled.main+xml": XLSM_TYPE,
    "application/vnd.ms-excel.addin.macroenabled.main+xml": XLSM_TYPE,
}
_BINARY_SHEET = "application/vnd.ms-excel.sheet.binary.macroenabled.main"
_PRESENTATIONS = ("presentationml", "ms-powerpoint")

# Kinds of OpenDocument files by the end of their media type ("application/vnd.oasis.opendocument.text").
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_ODF_KINDS = {"text": Kind.ODT, "text-template": Kind.ODT, "spreadsheet": Kind.ODS, "spreadsheet-template": Kind.ODS}
_MIMETYPE_LIMIT = 200

# What an XML file says of itself in its first kilobytes, its kind and media type.
_XML_MARKS: tuple[tuple[str, Kind, str], ...] = (
    ("urn:schemas-microsoft-com:office:spreadsheet", Kind.SHEET_XML, "application/vnd.ms-excel"),
    ("http://schemas.microsoft.com/office/word/2003/wordml", Kind.WORD_XML, "application/msword"),
    ("http://schemas.microsoft.com/office/2006/xmlpackage", Kind.WORD_XML, "application/msword"),
    (f'mimetype="{_OPEN_DOCUMENT}text', Kind.WORD_XML, f"{_OPEN_DOCUMENT}text"),
    (f'mimetype="{_OPEN_DOCUMENT}spreadsheet', Kind.SHEET_XML, f"{_OPEN_DOCUMENT}spreadsheet"),
    ("<html", Kind.HTML, "text/html"),
)
_HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<meta", "<style", "<title")


def check_readable(path: Path) -> os.stat_result:
    """The file's status. Raises an InputError where `path` is no regular file that can be opened; never blocks."""
    try:
        info = path.stat()
    except OSError as error:
        raise _os_error(path, error) from error
    if stat.S_ISDIR(info.st_mode):
        raise UnsupportedInput("is_folder", path.name, remedy="name_a_file")
    if not stat.S_ISREG(info.st_mode):
        raise UnsupportedInput("special_file", path.name, remedy="copy_to_file")
    if info.st_size == 0:
        raise NothingToRead("empty_file", path.name, remedy="fresh_copy")
    return info


def sniff(path: Path) -> Sniffed:
    """Kind and media type of the file at `path`.

    Raises NothingToRead (no such file, empty), EncryptedInput (a zip with a password), DamagedInput (a zip or
    office file that can't be opened), UnsupportedInput (anything else that Cermat does not read).
    """
    check_readable(path)
    start = _beginning(path)
    image_type = _image_type(start)
    if image_type is not None:
        return Sniffed(Kind.IMAGE, image_type)
    if start.startswith(OLE_MARK):
        return _sniff_ole(path)
    if start.startswith(ZIP_MARKS):
        return _sniff_zip(path)
    if PDF_MARK.search(start) or (PDF_OBJECT.search(start) and b"<<" in start):
        return Sniffed(Kind.PDF, "application/pdf")
    if start.lstrip().startswith(RTF_MARK):
        return Sniffed(Kind.RTF, "application/rtf")
    return _sniff_text(path, start)


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SNIFFED_BYTES)
    except OSError as error:
        raise _os_error(path, error) from error


def _image_type(start: bytes) -> str | None:
    """Media type of a picture file that begins with these bytes; None for anything else."""
    for mark, media_type in _IMAGE_MARKS:
        if start.startswith(mark):
            return media_type
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    return "image/bmp" if _is_bmp(start) else None


def _os_error(path: Path, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return NothingToRead("broken_link", path.name)
        return NothingToRead("not_there", path.name)
    if error.errno == errno.ELOOP:
        return NothingToRead("looping_link", path.name)
    if isinstance(error, PermissionError):
        return NothingToRead("may_not_be_read", path.name, remedy="right_to_read")
    return NothingToRead("not_opened", path.name, system=system_code(error))


def _is_bmp(start: bytes) -> bool:
    """`BM` alone begins many words; the size of the header behind it shows that it is a picture."""
    return start[:2] == b"BM" and int.from_bytes(start[BMP_SIZE_AT : BMP_SIZE_AT + 4], "little") in BMP_HEADER_SIZES


def _sniff_ole(path: Path) -> Sniffed:
    """An OLE container is an encrypted OOXML file, or an office file from before 2007."""
    streams = _ole_streams(path)
    if "encryptedpackage" in streams:
        return Sniffed(Kind.LOCKED, "application/encrypted")
    if "worddocument" in streams:
        return Sniffed(Kind.DOC, "application/msword")
    if streams & {"workbook", "book"}:
        return Sniffed(Kind.XLS, "application/vnd.ms-excel")
    if "powerpoint document" in streams:
        raise UnsupportedInput("presentation", path.name)
    raise UnsupportedInput("ole_without_word", path.name, remedy="save_as_docx")


_OLE_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")


def _ole_streams(path: Path) -> set[str]:
    """Names, in small letters, of the streams at the top of an OLE file.

    Raises DamagedInput where its directory can't be read, but it has the name of an office file's stream.
    """
    try:
        with olefile.OleFileIO(path) as ole:
            return {entry[0].lower() for entry in ole.listdir() if len(entry) == 1}
    except _OF_BAD_OLE as error:
        with path.open("rb") as file:
            data = file.read(OLE_SEARCH_BYTES)
        if any(name.encode("utf-16-le") in data for name in _OLE_STREAMS):
            raise DamagedInput("package_damaged", path.name, detail=error) from error
        return set()


_OF_BAD_OLE = (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error)
"""What olefile raises for damaged files."""


def _sniff_zip(path: Path) -> Sniffed:
    """An office package, or the error for another zip. Raises UnsupportedInput, EncryptedInput or DamagedInput."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" not in names:
                return _sniff_open_document(archive, names, path)
            types = _content_types(archive, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise DamagedInput("zip_damaged", path.name, detail=error) from error
    return _sniff_package(unescape(types).lower(), {name.lower() for name in names}, path)


def _content_types(archive: zipfile.ZipFile, path: Path) -> str:
    info = archive.getinfo("[Content_Types].xml")
    if info.flag_bits & 1:
        raise EncryptedInput("zip_password", path.name, remedy="save_without_password")
    with archive.open(info) as member:
        return decode(member.read(CONTENT_TYPES_LIMIT)) or ""


def _sniff_package(lowered: str, names: set[str], path: Path) -> Sniffed:
    """What an OOXML package is, by its content types and else by its members, both in small letters."""
    for main_type, media_type in _WORD_MAIN_TYPES.items():
        if main_type in lowered:
            return Sniffed(Kind.DOCX, media_type)
    for main_type, media_type in _SHEET_MAIN_TYPES.items():
        if main_type in lowered:
            return Sniffed(Kind.XLSX, media_type)
    if _BINARY_SHEET in lowered:
        return Sniffed(Kind.XLSB, "application/vnd.ms-excel.sheet.binary.macroEnabled.12")
    if any(mark in lowered for mark in _PRESENTATIONS):
        raise UnsupportedInput("presentation", path.name)
    if "word/document.xml" in names:
        return Sniffed(Kind.DOCX, DOCX_TYPE)
    if "xl/workbook.xml" in names:
        return Sniffed(Kind.XLSX, XLSX_TYPE)
    raise UnsupportedInput("package_without_word", path.name)


def _sniff_open_document(archive: zipfile.ZipFile, names: set[str], path: Path) -> Sniffed:
    """A text or spreadsheet of OpenDocument, or the error for another zip. Raises UnsupportedInput."""
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as member:
            media_type = member.read(_MIMETYPE_LIMIT).decode("ascii", "replace").strip()
        kind = _ODF_KINDS.get(media_type.removeprefix(_OPEN_DOCUMENT))
        if kind is not None:
            return Sniffed(kind, media_type)
        raise UnsupportedInput("open_document_of_other_kind", path.name)
    raise UnsupportedInput("zip_archive", path.name, remedy="unpack")


def _sniff_text(path: Path, beginning: bytes) -> Sniffed:
    """A text, or the error for what looks like one. Raises UnsupportedInput or NothingToRead."""
    text = decode(beginning, truncated=True)
    if text is None:
        raise UnsupportedInput("unknown_format", path.name)
    start = text.lstrip("\ufeff \t\r\n").lower()
    if is_web_archive(beginning):
        return Sniffed(Kind.HTML, "multipart/related")
    if start.startswith(_HTML_STARTS):
        return Sniffed(Kind.HTML, "text/html")
    if start.startswith("<?xml"):
        for mark, kind, media_type in _XML_MARKS:
            if mark in start.replace("'", '"').replace("office:mimetype", "mimetype"):
                return Sniffed(kind, media_type)
        raise UnsupportedInput("xml", path.name, remedy="save_as_docx")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise NothingToRead("only_blank", path.name)
    return Sniffed(Kind.TEXT, "text/plain")
