"""A file -> its Kind and media type, by magic numbers and content and never by its name.

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
"""An OLE directory may be anywhere in the file; of larger containers this much is searched."""
CONTENT_TYPES_LIMIT = 4 * 1024 * 1024
"""Bytes; the list of content types of a real document has a few kilobytes."""


class Kind(Enum):
    """What Cermat reads; each kind has a reader."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    IMAGE = "image"


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

# Parts of content types inside a package that say which other office format it is, and the code of that error.
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
    start = _beginning(path)
    image_type = _image_type(start)
    if image_type is not None:
        return Sniffed(Kind.IMAGE, image_type)
    if start.startswith(OLE_MARK):
        raise _ole_error(path)
    if start.startswith(ZIP_MARKS):
        return _sniff_zip(path)
    if PDF_MARK.search(start) or (PDF_OBJECT.search(start) and b"<<" in start):
        return Sniffed(Kind.PDF, "application/pdf")
    if start.lstrip().startswith(RTF_MARK):
        raise UnsupportedInput("rtf", path.name, remedy="save_as_docx")
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
    """A Word package, or the error for another zip. Raises UnsupportedInput, EncryptedInput or DamagedInput."""
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


def _sniff_text(path: Path, beginning: bytes) -> Sniffed:
    """A text, or the error for what looks like one. Raises UnsupportedInput or NothingToRead."""
    text = decode(beginning, truncated=True)
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
