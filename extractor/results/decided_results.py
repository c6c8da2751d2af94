"""The documents of an output folder with the decisions of people in them, and what the machine read beside them.

`OUT/<name>.json` holds the document as it is given out. Where decisions are in it, `OUT/.cermat/mesin/` has the
document as the machine read it, under a name that holds a digest of the file that was made of it: decisions are always
made on what the machine read, and a file that somebody edited by hand counts as read by the machine.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Protocol

from extractor.edits.decided_document import Decided, decided
from extractor.edits.decision_history import DecisionHistory, decided_file
from extractor.edits.decision_log import HIDDEN, DecisionLog
from extractor.edits.table_instructions import instructions_of
from extractor.export.json import load, render
from extractor.results.result_files import SUFFIX
from schemas.decision import FILE, DecidedFile, Decision
from schemas.document import Document
from schemas.table_instruction import TableInstruction

MACHINE = PurePosixPath(HIDDEN) / "mesin"
DIGEST_DIGITS = 16
"""Hexadecimal digits of the digest in a file's name."""


class Writes(Protocol):
    """Where results go."""

    def write(self, relative: PurePosixPath, data: bytes) -> object:
        """Writes a whole file."""


class DecidedResults:
    """The results of one output folder with the decisions that were made about them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = DecisionLog(folder)
        self._history = DecisionHistory(())
        self._count = 0

    def of_file(self, file: DecidedFile) -> tuple[Decision, ...]:
        """The decisions in force about a file, also those that others have made since."""
        every = self.log.state().decisions
        if len(every) != self._count:
            self._history, self._count = DecisionHistory(every), len(every)
        return self._history.of(file)

    def instructions(self, file: DecidedFile) -> tuple[TableInstruction, ...]:
        """What people said of the tables of a file, which is read by it."""
        return instructions_of(self.of_file(file))

    def amended(self, document: Document, stem: str) -> Document:
        """The document of a result, which may hold decisions already, with all that are in force now."""
        return self.decided(self.machine(document, stem)).document

    def decided(self, machine: Document) -> Decided:
        """A document as the machine read it, with all decisions."""
        return decided(machine, self.of_file(decided_file(machine)))

    def machine(self, document: Document, stem: str) -> Document:
        """The result `document` as the machine read it; itself where it holds no decisions or nobody knows any more."""
        path = self.folder / f"{stem}{SUFFIX}"
        if not document.proses.suntingan or not path.is_file():
            return document
        kept = self.folder / machine_path(stem, path.read_bytes())
        return load(kept) if kept.is_file() else document

    def settle(self, stem: str, folder: Writes) -> Decided:
        """Writes the result anew where the decisions in it are not those that are in force.

        Raises what extractor.export.json.load raises.
        """
        path = self.folder / f"{stem}{SUFFIX}"
        document = load(path)
        machine = self.machine(document, stem)
        made = self.decided(machine)
        if made.document != document:
            self.write(stem, made.document, machine, folder)
        return made

    def write(self, stem: str, document: Document, machine: Document, folder: Writes) -> None:
        """Writes a result, first of all what it was made of: who is killed in between loses nothing."""
        data = render(document)
        kept = machine_path(stem, data)
        if document.proses.suntingan:
            folder.write(kept, render(machine))
        folder.write(PurePosixPath(f"{stem}{SUFFIX}"), data)
        self._clean(stem, kept.name)

    def _clean(self, stem: str, kept: str) -> None:
        """Removes what the machine read for earlier states of a result."""
        place = self.folder / MACHINE / PurePosixPath(stem).parent
        beginning = PurePosixPath(stem).name
        for old in place.iterdir() if place.is_dir() else ():
            if old.name[: -DIGEST_DIGITS - len(SUFFIX) - 1] == beginning and old.name != kept:
                old.unlink(missing_ok=True)


def load_decided(path: Path) -> Document:
    """The result at `path` with the decisions that are in force about it, if it is in an output folder with decisions.

    Raises what extractor.export.json.load raises.
    """
    document = load(path)
    known = folder_of(path)
    return document if known is None else known.results.amended(document, known.stem)


@dataclass(frozen=True, slots=True)
class ResultPlace:
    """Where a result is: in which folder with decisions, and under which stem."""

    results: DecidedResults
    stem: str


def folder_of(path: Path) -> ResultPlace | None:
    """The nearest folder above a result in which people decided something; None where there is none."""
    whole = path.absolute()
    root = next((folder for folder in whole.parents if (folder / FILE).is_file()), None)
    if root is None or path.suffix != SUFFIX:
        return None
    return ResultPlace(_opened(root), whole.relative_to(root).as_posix().removesuffix(SUFFIX))


@cache
def _opened(root: Path) -> DecidedResults:
    """One for each folder: it reads on in the file of decisions, and not all of it for each result."""
    return DecidedResults(root)


def machine_path(stem: str, data: bytes) -> PurePosixPath:
    """Where, below the output folder, that is kept from which the result with the bytes `data` was made."""
    digest = hashlib.sha256(data).hexdigest()[:DIGEST_DIGITS]
    return MACHINE / f"{stem}.{digest}{SUFFIX}"
