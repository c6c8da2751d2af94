"""`cermat export` from an output folder to its exit code: every document is read once, whatever is made of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.command_help import spoken
from extractor.commands.result_folder import (
    UnreadResults,
    cut_teller,
    decisions_of,
    documents_of,
    journal_folder,
    kept_edits,
)
from extractor.commands.run_options import Reporter
from extractor.console import say
from extractor.export import FORMATS, FolderFiles, PerFolder, folder_files
from extractor.export.collecting import Begin, Collector, ExportOptions
from extractor.export.csv_table import CsvDialect
from extractor.export.tables.document_tables import DocumentFiles, DocumentTables
from extractor.file_names import printable
from extractor.messages import Messages
from extractor.output_folder import OutputFolder
from extractor.results.document_set import DocumentSet
from schemas.errors import ExitCode, Language, NothingToRead

if TYPE_CHECKING:
    from extractor.export.database.database_load import DatabaseLoad

TABLE_FORMATS = tuple(name for name, form in FORMATS.items() if isinstance(form, PerFolder))
ALL_CSV = ("csv", "csv_rinci")
"""What `csv` stands for: here somebody asks for every table."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be made of which results, and where."""

    results: Path  # the folder that the documents are in
    output: Path  # the folder for the tables
    formats: tuple[str, ...]  # keys of extractor.export.FORMATS
    dialect: CsvDialect
    journal: Path | None  # folder; None for the usual one
    language: Language
    database: str | None = None  # URL of SQLAlchemy
    profile: str | None = None  # name or path

    def options(self, messages: Messages) -> ExportOptions:
        """How the tables are written."""
        return ExportOptions(self.dialect, self.language, self.output, self.results, cut_teller(messages))


def parse_table_formats(value: str | None) -> tuple[str, ...]:
    """A list of formats with commas between them. Raises click.BadParameter where one is unknown."""
    names = tuple(dict.fromkeys(part.strip().lower() for part in (value or "csv").split(",") if part.strip()))
    if not names or any(name not in TABLE_FORMATS for name in names):
        hint = spoken()("usage.list", value=printable(value or ""), allowed=", ".join(TABLE_FORMATS))
        raise click.BadParameter(hint, param_hint="'--format'")
    return tuple(dict.fromkeys(part for name in names for part in (ALL_CSV if name == "csv" else (name,))))


def run_export(request: ExportRequest, reporter: Reporter) -> ExitCode:
    """Writes the tables, and says how many documents are in them.

    Raises NothingToRead where the folder has no document, OutputError where the tables can't be written.
    """
    messages = reporter.messages
    unread = UnreadResults(messages)
    if not request.results.is_dir():
        raise NothingToRead("no_such_result", str(request.results), remedy="results")
    journal = request.journal or journal_folder(str(request.results))
    documents = documents_of(str(request.results), journal, unread.tell, decisions_of(str(request.results), messages))
    database = _database(request)
    with closing(kept_edits(request.output, messages)) as edits:
        folder = OutputFolder(request.output, (), edits=edits)
        others = [*_profile(request), *([lambda begin: database] if database is not None else [])]
        with folder_files(request.formats, folder, request.options(messages), others) as files:
            count = _add_all(documents, files)
            if not count and not unread.codes:
                raise NothingToRead("no_results", remedy="results", paths=printable(str(request.results)))
    if not reporter.quiet:
        if request.formats or request.profile is not None:
            say(messages("export.written", count=messages.number(count), folder=printable(str(request.output))))
        if database is not None:
            counts = {name: messages.number(number) for name, number in asdict(database.result).items()}
            say(messages("export.loaded", **counts))
    return ExitCode.SOME_FAILED if unread.codes else ExitCode.OK


def _add_all(documents: DocumentSet, files: FolderFiles) -> int:
    """How many there were."""
    count = 0
    for one in documents:
        files.add(DocumentTables(one.document, one.name, DocumentFiles(one.source, one.file)))
        count += 1
    return count


def _profile(request: ExportRequest) -> list[Callable[[Begin], Collector]]:
    """What makes the file of the profile, if there is one."""
    if request.profile is None:
        return []
    from extractor.export.profiles.profile_files import ProfileFile
    from extractor.export.profiles.profile_model import load_profile

    profile, beside = load_profile(request.profile)
    return [lambda begin: ProfileFile(begin, profile, beside)]


def _database(request: ExportRequest) -> DatabaseLoad | None:
    if request.database is None:
        return None
    from extractor.export.database.database_load import DatabaseLoad

    return DatabaseLoad(request.database, request.language)
