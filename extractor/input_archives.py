"""ZIP archives and mails as folders: what is in them is unpacked into a folder of the run, within limits.

No name of a member ever becomes a place on the disk: each is written to a folder of its own, under its last part made
safe. Its folders inside the archive are kept as a label only.
"""

from __future__ import annotations

import email
import email.policy
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from extractor.file_names import output_name
from schemas.errors import DamagedInput, EncryptedInput, LimitExceeded, NothingToRead, system_code

MAX_MEMBERS = 20_000
"""Files of one archive."""
MAX_MEMBER_BYTES = 1024 * 1024 * 1024
"""Unpacked bytes of one file; a scanned book of 500 pages has a quarter of it."""
MAX_TOTAL_BYTES = 8 * 1024 * 1024 * 1024
"""Unpacked bytes of all archives of a run."""
MAX_MAIL_BYTES = 256 * 1024 * 1024
"""A mail is read whole; servers take 50 MB at most."""
MAX_DEPTH = 3
"""Archives inside each other."""
COPY_BYTES = 1024 * 1024
HEAD_BYTES = 4096

Kind = Literal["zip", "mail"]

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OF_PACKAGES = frozenset({"[Content_Types].xml", "mimetype"})
"""Members that say that a zip is a document."""
_UTF8_NAME = 0x800  # flag of a member whose name is UTF-8
_UNIX_LINK = 0o120000  # file type of a symbolic link, in the upper half of external attributes
_UNIX_TYPE = 0o170000
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]", re.MULTILINE)
_MAIL_HEADERS = frozenset(
    (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version", b"delivered-to",
     b"content-type", b"x-mailer", b"cc", b"reply-to")
)  # fmt: skip
MIN_MAIL_HEADERS = 3
"""Lines such as "Subject: ..." at the top of a file that make it a mail; a text may begin with one of them."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One file of an archive, on the disk."""

    path: Path
    folder: PurePosixPath  # where it is inside the archive
    name: str  # its last part as the archive has it


@dataclass(slots=True)
class Unpacker:
    """Unpacks the archives of one run into `room`, within limits over all of them."""

    room: Path
    left: int = MAX_TOTAL_BYTES  # bytes that may still be unpacked

    def members(self, path: Path, kind: Kind) -> Iterator[Unpacked]:
        """The files of an archive, one after the other. Raises an InputError where it can't be unpacked further."""
        try:
            yield from self._of_zip(path) if kind == "zip" else self._of_mail(path)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise DamagedInput("zip_damaged", path.name, detail=error) from error
        except OSError as error:
            raise NothingToRead("not_read", path.name, system=system_code(error)) from error

    def _of_zip(self, path: Path) -> Iterator[Unpacked]:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not _is_link(info)]
            if len(infos) > MAX_MEMBERS:
                raise LimitExceeded("package_too_many_files", path.name, count=len(infos), limit=MAX_MEMBERS)
            for info in infos:
                parts = _parts(_member_name(info))
                if not parts or any(part.startswith((".", "__MACOSX")) for part in parts):
                    continue
                if info.flag_bits & 1:
                    raise EncryptedInput("zip_password", path.name, remedy="unpack")
                with archive.open(info) as member:
                    yield self._kept(member, parts, path)

    def _of_mail(self, path: Path) -> Iterator[Unpacked]:
        if path.stat().st_size > MAX_MAIL_BYTES:
            raise LimitExceeded("mail_too_large", path.name, limit=MAX_MAIL_BYTES)
        with path.open("rb") as file:
            mail = email.message_from_binary_file(file, policy=email.policy.default)
        for number, part in enumerate(mail.walk()):
            if number > MAX_MEMBERS:
                raise LimitExceeded("package_too_many_files", path.name, count=number, limit=MAX_MEMBERS)
            name = _attachment_name(part) if isinstance(part, EmailMessage) else None
            data = part.get_payload(decode=True) if name is not None else None
            if name is None or not isinstance(data, bytes):
                continue
            parts = _parts(name)
            if parts:
                yield self._written(data, parts[-1], path)

    def _kept(self, member: IO[bytes], parts: list[str], archive: Path) -> Unpacked:
        """Writes a member as far as the limits allow; the run removes the rest with the folder."""
        place = self._place(parts[-1])
        written = 0
        with place.open("wb") as file:
            while block := member.read(COPY_BYTES):
                written += len(block)
                self.left -= len(block)
                if written > MAX_MEMBER_BYTES:
                    raise LimitExceeded("archive_too_large", archive.name, remedy="unpack", limit=MAX_MEMBER_BYTES)
                if self.left < 0:
                    raise LimitExceeded("archive_too_large", archive.name, remedy="unpack", limit=MAX_TOTAL_BYTES)
                file.write(block)
        return Unpacked(place, PurePosixPath(*parts[:-1]), parts[-1])

    def _written(self, data: bytes, name: str, archive: Path) -> Unpacked:
        self.left -= len(data)
        if self.left < 0:
            raise LimitExceeded("archive_too_large", archive.name, remedy="unpack", limit=MAX_TOTAL_BYTES)
        place = self._place(name)
        place.write_bytes(data)
        return Unpacked(place, PurePosixPath("."), name)

    def _place(self, name: str) -> Path:
        """A new folder, and in it the name made safe for every system."""
        self.room.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=self.room)) / output_name(name)


def archive_kind(path: Path) -> Kind | None:
    """What kind of archive the file at `path` is, by its content; None where it is none, or can't be opened."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return None
    if head.startswith(_ZIP_MARKS):
        return "zip" if _is_plain_zip(path) else None
    return "mail" if _is_mail(head) else None


def _is_plain_zip(path: Path) -> bool:
    """False for the packages of office files, and for what can't be opened: its reader says what is wrong."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _OF_PACKAGES.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False


def _is_mail(head: bytes) -> bool:
    """True where the file begins with headers, several of them those of mails."""
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if _HEADER.match(block) is None:
        return False
    names = {match[1].lower() for match in _HEADER.finditer(block)}
    return len(names & _MAIL_HEADERS) >= MIN_MAIL_HEADERS and bool(names & {b"from", b"received", b"return-path"})


def _is_link(info: zipfile.ZipInfo) -> bool:
    return (info.external_attr >> 16) & _UNIX_TYPE == _UNIX_LINK


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; archivers that do not say so write UTF-8 all the same."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _parts(name: str) -> list[str]:
    """The folders and the last part of a member's name, without what would lead out of the archive."""
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    return [part for part in parts if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)]


def _attachment_name(part: EmailMessage) -> str | None:
    """The file name of an attachment, also of one that is shown in the mail; None for the mail's own text."""
    if part.is_multipart():
        return None
    try:
        return part.get_filename()
    except (LookupError, ValueError):  # a name in an encoding that does not exist
        return None
