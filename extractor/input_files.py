"""Which files a command works on: those named, and those inside the folders named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.file_names import printable
from parsers.sniff import Kind, sniff
from schemas.errors import InputError, UnsupportedInput, system_code

TEXT_SUFFIXES = {"", ".txt", ".text", ".md", ".markdown", ".tsv", ".ocr"}
"""In a folder, plain text is taken under these names only: no content tells OCR text from a program's source."""

DOCUMENT_SUFFIXES = {
    ".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".html", ".htm",
}  # fmt: skip
"""A file of such a name that turns out to be no readable document is reported, not passed over in silence."""


TOP = PurePosixPath(".")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input file. `folder` is where it stands below the folder that was named ("." for a named file)."""

    path: Path
    folder: PurePosixPath = TOP

    @property
    def label(self) -> str:
        """Folder and file name for people, safe to print."""
        return printable((self.folder / self.path.name).as_posix())


@dataclass(frozen=True, slots=True)
class FoundInputs:
    """What was found below the paths that were named."""

    sources: tuple[InputFile, ...]  # in the order of the command line, folders sorted
    skipped: tuple[str, ...]  # labels of files in folders that are no documents
    failures: tuple[tuple[str, InputError], ...] = ()  # folders that could not be searched


def find_inputs(paths: Sequence[Path], *, leave_out: Path | None = None) -> FoundInputs:
    """All inputs below `paths`. A named file is always taken; what is wrong with it shows when it is read.

    In folders, hidden files and folders, special files and what is no document are left out, and so is the folder
    `leave_out` (the output, where it lies inside an input). Links are followed; each folder is searched once.
    """
    sources: list[InputFile] = []
    skipped: list[str] = []
    failures: list[tuple[str, InputError]] = []
    seen_files: set[Path] = set()
    seen_folders = {_real(leave_out)} if leave_out is not None else set()
    for path in paths:
        if not path.is_dir():
            candidates: Iterator[InputFile] = iter([InputFile(path)])
        else:
            candidates = _walk(path, TOP, seen_folders, failures)
        for source in candidates:
            if path.is_dir() and not _is_document(source.path):
                skipped.append(source.label)
            elif (place := Path(os.path.abspath(source.path))) not in seen_files:
                seen_files.add(place)
                sources.append(source)
    return FoundInputs(tuple(sources), tuple(skipped), tuple(failures))


def _walk(
    folder: Path, below: PurePosixPath, seen: set[Path], failures: list[tuple[str, InputError]]
) -> Iterator[InputFile]:
    real = _real(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        reason = UnsupportedInput("folder_not_searched", remedy="right_to_search", system=system_code(error))
        failures.append((printable(str(folder)), reason))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            yield from _walk(Path(entry.path), below / entry.name, seen, failures)
        else:
            yield InputFile(Path(entry.path), below)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _is_document(path: Path) -> bool:
    """Whether a file found in a folder is taken: by its content, and its name where the content can't say."""
    suffix = path.suffix.lower()
    try:
        return sniff(path).kind is not Kind.TEXT or suffix in TEXT_SUFFIXES | DOCUMENT_SUFFIXES
    except InputError:
        return suffix in DOCUMENT_SUFFIXES


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))
