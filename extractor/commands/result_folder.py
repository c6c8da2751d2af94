"""An output folder on the command line: its documents, its journal, its tables, and what people edited in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

import click

from extractor.batch.journal import FOLDER
from extractor.batch.journal_documents import JournalDocuments
from extractor.batch.remote_storage import is_url
from extractor.batch.run import Sink
from extractor.console import say
from extractor.export import FORMATS, PerFolder
from extractor.file_names import printable
from extractor.kept_edits import KeptEdits
from extractor.messages import Messages
from extractor.results.decided_results import DecidedResults
from extractor.results.document_set import DocumentSet, Tell
from schemas.errors import CermatError, ExitCode, OutputError

NAME_DIGITS = 16
"""Hexadecimal digits of a digest that names a folder."""


class UnreadResults:
    """Documents of the output folder that can't be read, for instance because an editor broke them: a line for each."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self.codes: list[ExitCode] = []

    def tell(self, label: str, error: CermatError) -> None:
        """Says which file it is and why."""
        say(self._messages.failure(label, error))
        self.codes.append(error.exit_code)


def decisions_of(output: str, messages: Messages) -> DecidedResults | None:
    """What people decided of the documents of a folder; None where they have not, and for folders in a storage."""
    found = DecidedResults(Path(output)) if not is_url(output) else None
    if found is None or not found.log.path.is_file():
        return None
    tell_damaged_lines(found, messages)
    return found


def tell_damaged_lines(results: DecidedResults, messages: Messages) -> None:
    """Says which lines of suntingan.jsonl are no decisions; the others are not lost by that."""
    damaged = results.log.state().damaged
    if damaged:
        lines = ", ".join(map(str, damaged))
        say(messages("review_ui.damaged_lines", file=results.log.path.name, lines=lines))


def documents_of(output: str, journal: Path, tell: Tell, decisions: DecidedResults | None) -> DocumentSet:
    """All documents of an output folder with the decisions about them; of one in a storage those of the journal."""
    root = None if is_url(output) else Path(output)
    kept = JournalDocuments(journal, in_files_too=root is None)
    return DocumentSet(root, kept, tell, decisions.amended if decisions is not None else None)


def tables_to_write(formats: Sequence[str], sink: Sink) -> list[str]:
    """Formats of the tables: those that are asked for, and those of which the folder has tables already."""
    return [
        name for name, form in FORMATS.items() if isinstance(form, PerFolder) and (name in formats or _has(form, sink))
    ]


def _has(form: PerFolder, sink: Sink) -> bool:
    return any(sink.exists(PurePosixPath(path)) for path in form.files)


def journal_folder(output: str) -> Path:
    """In the output folder; for a remote one, in the folder that the system has for data of programs.

    Raises OutputError where the one in the output folder is a link to somewhere else.
    """
    if not is_url(output):
        folder = Path(output) / FOLDER
        if folder.is_symlink():
            raise OutputError("link_out_of_output", str(folder), remedy="remove_link")
        return folder
    name = hashlib.sha256(output.rstrip("/").encode()).hexdigest()[:NAME_DIGITS]
    return Path(click.get_app_dir("cermat")) / name


def kept_edits(output: Path, messages: Messages) -> KeptEdits:
    """What keeps files of the output folder that a person changed, and says so."""

    def tell(changed: Path, kept: Path) -> None:
        say(messages("line.kept", name=printable(str(changed)), kept=printable(kept.name)))

    return KeptEdits(output, output / FOLDER, tell)


def cut_teller(messages: Messages) -> Callable[[str, int], None]:
    """What says that a format has no room for the whole text of some cells."""

    def tell(file: str, count: int) -> None:
        say(messages("export.cut", file=file, count=messages.number(count)))

    return tell
