"""Untrusted zip package (DOCX, XLSX, ODF) in, its members out: each within limits, XML parts without DTDs.

A part is unpacked only as far as its limit; sizes that the archive claims are not believed. A part with a DTD is
refused (these formats forbid them, and entities live there), so that no entity is ever expanded and nothing fetched.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.errors import DamagedInput, EncryptedInput, LimitExceeded

TAG_BYTES, ATTRIBUTE_BYTES = 120, 250
"""Memory of a tag (half an element, and the text behind it) and of an attribute in libxml2's tree."""

_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """How much of a package is read."""

    members: int  # files inside the zip
    part_bytes: int  # unpacked bytes of one part
    total_bytes: int  # unpacked bytes of all parts that are read
    tree_bytes: int  # memory that the parsed XML of all parts may take, estimated from its tags and attributes


class PackageMembers:
    """The zip's members by name, read within limits. Names don't tell case apart, as OPC has it."""

    def __init__(self, archive: zipfile.ZipFile, file_name: str, limits: PackageLimits) -> None:
        """Raises LimitExceeded where there are too many members."""
        infos = archive.infolist()
        if len(infos) > limits.members:
            raise LimitExceeded("package_too_many_files", file_name, count=len(infos), limit=limits.members)
        self._archive = archive
        self._file_name = file_name
        self._part_bytes = limits.part_bytes
        self._left = limits.total_bytes
        self._tree_left = limits.tree_bytes
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._doubled: set[str] = set()
        for info in infos:
            key = info.filename.replace("\\", "/").lower()
            if key in self._infos and self._infos[key].CRC != info.CRC:
                self._doubled.add(key)
            self._infos[key] = info

    @property
    def file_name(self) -> str:
        """Of the package, for errors."""
        return self._file_name

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    def __iter__(self) -> Iterator[str]:
        """Names of all members, in small letters."""
        return iter(self._infos)

    def data(self, name: str) -> bytes:
        """The member `name`. Raises DamagedInput, EncryptedInput or LimitExceeded."""
        info = self._infos.get(name.lower())
        if info is None:
            raise DamagedInput("package_part_missing", self._file_name, part=name)
        if name.lower() in self._doubled:
            raise DamagedInput("package_part_doubled", self._file_name, part=name)
        if info.flag_bits & 1:
            raise EncryptedInput("zip_password", self._file_name, remedy="save_without_password")
        bound = min(self._part_bytes, self._left)
        with self._archive.open(info) as member:
            data = member.read(bound + 1)
        if len(data) > bound:
            raise LimitExceeded("package_part_too_large", self._file_name, part=name, limit=bound)
        self._left -= len(data)
        return data

    def text(self, name: str) -> str:
        """The XML part `name` as text, without its declaration; its tree is counted against the limit of memory.

        Raises DamagedInput, EncryptedInput or LimitExceeded.
        """
        text = self._decoded(name, self.data(name))
        if _DOCTYPE.search(text):
            raise DamagedInput("package_dtd", self._file_name, remedy="distrust", part=name)
        self._tree_left -= text.count("<") * TAG_BYTES + text.count("=") * ATTRIBUTE_BYTES
        if self._tree_left < 0:
            raise LimitExceeded("package_too_many_elements", self._file_name, part=name)
        return _DECLARATION.sub("", text, count=1)

    def _decoded(self, name: str, data: bytes) -> str:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        if data[:4] == b"<\x00?\x00":
            encoding = "utf-16-le"
        elif data[:4] == b"\x00<\x00?":
            encoding = "utf-16-be"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise DamagedInput("package_part_no_text", self._file_name, part=name) from error
