"""What a file is, decided by its content and never by its name.

What Cermat reads has a Kind. Everything else ends in one clear error: what it is, and what to do about it.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from xml.sax.saxutils import unescape

from parsers.encoding import decode
from schemas.errors import DamagedInput, EncryptedInput, InputError, NothingToRead, UnsupportedInput, system_code

HEAD_BYTES = 8192
"""How much of the beginning is looked at. PDF readers accept a header anywhere in the first kilobytes."""

PDF_MARK = re.compile(rb"%PDF-\d")
PDF_OBJECT = re.compile(rb"\b\d{1,10}\s+\d{1,5}\s+obj\b")
"""What else tells a PDF, where its header is damaged: it is called a damaged PDF then, and not a text."""
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF_MARK = b"{\\rtf"
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
BMP_SIZE_AT = 14
BMP_HEADER_SIZES = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Sizes of the second header of a BMP file, one for each version of the format; it begins at byte 14."""
OLE_SEARCH_BYTES = 64 * 1024 * 1024
"""An OLE directory may stand anywhere in the file; larger containers are judged by this much of them."""
CONTENT_TYPES_LIMIT = 4 * 1024 * 1024
"""Bytes; the list of content types of a real document has a few kilobytes."""


class Kind(Enum):
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Sniffed:
    kind: Kind
    media_type: str


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

# Marks inside a package that say which other office format it is, and the code of that error.
_OTHER_PACKAGES: tuple[tuple[str, str], ...] = (
    ("spreadsheetml", "spreadsheet"),
    ("ms-excel", "spreadsheet"),
    ("presentationml", "presentation"),
    ("ms-powerpoint", "presentation"),
)


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

    Raises NothingToRead (no such file, empty), EncryptedInput (encrypted office file), DamagedInput (a zip or
    office file that can't be opened), UnsupportedInput (anything else that Cermat does not read).
    """
    check_readable(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise _os_error(path, error) from error
    for mark, media_type in _IMAGE_MARKS:
        if head.startswith(mark):
            return Sniffed(Kind.IMAGE, media_type)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Sniffed(Kind.IMAGE, "image/webp")
    if _is_bmp(head):
        return Sniffed(Kind.IMAGE, "image/bmp")
    if head.startswith(OLE_MARK):
        raise _ole_error(path)
    if head.startswith(ZIP_MARKS):
        return _sniff_zip(path)
    if PDF_MARK.search(head) or (PDF_OBJECT.search(head) and b"<<" in head):
        return Sniffed(Kind.PDF, "application/pdf")
    if head.lstrip().startswith(RTF_MARK):
        raise UnsupportedInput("rtf", path.name, remedy="save_as_docx")
    return _sniff_text(path, head)


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


def _is_bmp(head: bytes) -> bool:
    """`BM` alone begins many words; the size of the header behind it tells a picture."""
    return head[:2] == b"BM" and int.from_bytes(head[BMP_SIZE_AT : BMP_SIZE_AT + 4], "little") in BMP_HEADER_SIZES


def _ole_error(path: Path) -> InputError:
    """An OLE container is an encrypted OOXML file, or an office file from before 2007."""
    with path.open("rb") as file:
        data = file.read(OLE_SEARCH_BYTES)

    def has_stream(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has_stream("EncryptedPackage"):
        return EncryptedInput("encrypted_office", path.name, remedy="open_and_save_without_password")
    if has_stream("WordDocument"):
        return UnsupportedInput("old_doc", path.name, remedy="save_as_docx")
    if has_stream("Workbook") or has_stream("PowerPoint Document"):
        return UnsupportedInput("old_office", path.name)
    return UnsupportedInput("ole_without_word", path.name, remedy="save_as_docx")


def _sniff_zip(path: Path) -> Sniffed:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" not in names:
                raise UnsupportedInput("zip_archive", path.name, remedy="unpack")
            info = archive.getinfo("[Content_Types].xml")
            if info.flag_bits & 1:
                raise EncryptedInput("zip_password", path.name, remedy="save_without_password")
            with archive.open(info) as member:
                types = decode(member.read(CONTENT_TYPES_LIMIT)) or ""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise DamagedInput("zip_damaged", path.name, detail=error) from error
    lowered = unescape(types).lower()
    for main_type, media_type in _WORD_MAIN_TYPES.items():
        if main_type in lowered:
            return Sniffed(Kind.DOCX, media_type)
    for mark, code in _OTHER_PACKAGES:
        if mark in lowered:
            raise UnsupportedInput(code, path.name)
    if any(name.lower() == "word/document.xml" for name in names):
        return Sniffed(Kind.DOCX, DOCX_TYPE)
    raise UnsupportedInput("package_without_word", path.name)


def _sniff_text(path: Path, head: bytes) -> Sniffed:
    text = decode(head, truncated=True)
    if text is None:
        raise UnsupportedInput("unknown_format", path.name)
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")):
        raise UnsupportedInput("html", path.name, remedy="save_page")
    if start.startswith("<?xml"):
        raise UnsupportedInput("xml", path.name, remedy="save_as_docx")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise NothingToRead("only_blank", path.name)
    return Sniffed(Kind.TEXT, "text/plain")
