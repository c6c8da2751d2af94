"""Which files a command works on: those named, and those inside the folders, archives and mails named."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.file_names import printable
from extractor.input_archives import MAX_DEPTH, Kind, Unpacker, archive_kind
from parsers.sniff import Kind as FileKind
from parsers.sniff import sniff
from schemas.errors import InputError, LimitExceeded, UnsupportedInput, system_code

TEXT_SUFFIXES = {"", ".txt", ".text", ".md", ".markdown", ".tsv", ".ocr"}
"""In a folder, plain text is taken under these names only: no content tells OCR text from a program's source."""

DOCUMENT_SUFFIXES = {
    ".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".html", ".htm",
}  # fmt: skip
"""A file of such a name that turns out to be no readable document is reported, not passed over in silence."""


LEFT_BEHIND_MARKS = (".", "~$")
"""How names of files begin that are nobody's documents: hidden ones, and "~$keputusan.docx", by which Word says that
somebody has keputusan.docx open."""

LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
"""What Windows keeps in folders, in small letters."""

TOP = PurePosixPath(".")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input file. `folder` is where it stands below the folder that was named ("." for a named file)."""

    path: Path
    folder: PurePosixPath = TOP
    inside: Path | None = None  # of a file that was unpacked: the archive's path with that inside it behind

    @property
    def name(self) -> str:
        """Its file name; of an unpacked one as the archive has it."""
        return self.path.name if self.inside is None else self.inside.name

    @property
    def label(self) -> str:
        """Folder and file name for people, safe to print."""
        return printable((self.folder / self.name).as_posix())


@dataclass(frozen=True, slots=True)
class FoundInputs:
    """What was found below the paths that were named."""

    sources: tuple[InputFile, ...]  # in the order of the command line, folders sorted
    skipped: tuple[str, ...]  # labels of files in folders that are no documents
    failures: tuple[tuple[str, InputError], ...] = ()  # folders that could not be searched


def find_inputs(
    paths: Sequence[Path],
    *,
    leave_out: Path | None = None,
    unpacker: Unpacker | None = None,
    only: Container[Path] | None = None,
) -> FoundInputs:
    """All inputs below `paths`. A named file is always taken; what is wrong with it shows when it is read.

    In folders, hidden files and folders, special files, what programs leave beside documents and what is no document
    are left out, and so is the folder `leave_out` (the output, where it lies inside an input). Links are followed;
    each folder is searched once.
    With an `unpacker`, archives and mails are searched as folders; without one they are files like any other. `only`:
    the files in folders that are taken, where not all are.
    """
    search = _Search(unpacker, only)
    if leave_out is not None:
        search.leave_out(leave_out)
    for path in paths:
        if path.is_dir():
            search.take_found(search.walk(path))
        elif unpacker is not None and path.is_file() and (kind := archive_kind(path)) is not None:
            search.take_found(search.unpacked(InputFile(path), kind, TOP))
        else:
            search.take(InputFile(path))
    return FoundInputs(tuple(search.sources), tuple(search.skipped), tuple(search.failures))


class _Search:
    """What was found so far, and which folders were searched already."""

    def __init__(self, unpacker: Unpacker | None, only: Container[Path] | None) -> None:
        self.sources: list[InputFile] = []
        self.skipped: list[str] = []
        self.failures: list[tuple[str, InputError]] = []
        self._unpacker = unpacker
        self._only = only
        self._seen_folders: set[tuple[int, int]] = set()  # device and number, which links do not hide
        self._seen_files: set[str] = set()

    def leave_out(self, folder: Path) -> None:
        """A folder that is not searched, if it is there."""
        with suppress(OSError):
            self._seen_folders.add(_identity(folder))

    def take(self, source: InputFile) -> None:
        """Adds a file, unless it was named before."""
        place = os.path.abspath(source.path)
        if place not in self._seen_files:
            self._seen_files.add(place)
            self.sources.append(source)

    def take_found(self, found: Iterable[InputFile]) -> None:
        """Adds those files of a folder or archive that are documents."""
        for source in found:
            if not _is_left_behind(source.name) and _is_document(source.path):
                self.take(source)
            else:
                self.skipped.append(source.label)

    def walk(self, top: Path) -> Iterator[InputFile]:
        """All files below a folder, in each folder in order of name. Folders may be as deep as the system lets them."""
        open_folders = [(self._entries(os.fspath(top), TOP), TOP)]
        while open_folders:
            entries, below = open_folders[-1]
            entry = next(entries, None)
            if entry is None:
                open_folders.pop()
            elif not _is_folder(entry):
                if self._only is None or Path(entry.path) in self._only:
                    yield from self._opened(InputFile(Path(entry.path), below), 0)
            elif not entry.name.startswith("."):
                inside = below / entry.name
                open_folders.append((self._entries(entry.path, inside), inside))

    def _entries(self, folder: str, below: PurePosixPath) -> Iterator[os.DirEntry[str]]:
        """What is in a folder, in order of name; nothing where it was searched before, or can't be searched."""
        try:
            known = _identity(folder)
            if known in self._seen_folders:
                return iter(())
            self._seen_folders.add(known)
            with os.scandir(folder) as entries:
                return iter(sorted(entries, key=lambda entry: entry.name))
        except OSError as error:
            reason = UnsupportedInput("folder_not_searched", remedy="right_to_search", system=system_code(error))
            self.failures.append((printable(folder if below == TOP else below.as_posix()), reason))
            return iter(())

    def _opened(self, source: InputFile, depth: int) -> Iterator[InputFile]:
        """The file itself, or what is in it where it is an archive."""
        kind = archive_kind(source.path) if self._unpacker is not None and source.path.is_file() else None
        if kind is None:
            yield source
        else:
            yield from self.unpacked(source, kind, source.folder / source.name, depth)

    def unpacked(self, source: InputFile, kind: Kind, below: PurePosixPath, depth: int = 0) -> Iterator[InputFile]:
        """The files in an archive; why it could not be unpacked to its end is a failure of its own."""
        assert self._unpacker is not None
        place = source.inside or Path(os.path.abspath(source.path))
        try:
            if depth >= MAX_DEPTH:
                raise LimitExceeded("archives_too_deep", source.name, limit=MAX_DEPTH)
            for member in self._unpacker.members(source.path, kind):
                inside = place / member.folder / member.name
                yield from self._opened(InputFile(member.path, below / member.folder, inside), depth + 1)
        except InputError as error:
            self.failures.append((source.label, error))


def _identity(folder: str | Path) -> tuple[int, int]:
    info = os.stat(folder)
    return info.st_dev, info.st_ino


def _is_left_behind(name: str) -> bool:
    """Whether a file of this name is no document whatever it holds: hidden ones, Word's locks, what systems keep in
    folders of pictures."""
    return name.startswith(LEFT_BEHIND_MARKS) or name.casefold() in LEFT_BEHIND


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _is_document(path: Path) -> bool:
    """Whether a file found in a folder is taken: by its content, and its name where the content can't say."""
    suffix = path.suffix.lower()
    try:
        return sniff(path).kind is not FileKind.TEXT or suffix in TEXT_SUFFIXES | DOCUMENT_SUFFIXES
    except InputError:
        return suffix in DOCUMENT_SUFFIXES
