"""`cermat export` from an output folder to its exit code: every document is read once, whatever is made of it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from extractor.commands.result_folder import UnreadResults, documents_of, journal_folder, kept_edits
from extractor.commands.run_options import Reporter
from extractor.console import say
from extractor.export import FORMATS, PerFolder, folder_files
from extractor.export.collecting import ExportOptions
from extractor.export.csv_table import CsvDialect
from extractor.export.tables.document_tables import DocumentTables
from extractor.file_names import printable
from extractor.output_folder import OutputFolder
from schemas.errors import ExitCode, Language, NothingToRead

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

    @property
    def options(self) -> ExportOptions:
        """How the tables are written."""
        return ExportOptions(self.dialect, self.language, self.output, self.results)


def parse_table_formats(value: str | None) -> tuple[str, ...]:
    """A list of formats with commas between them. Raises click.BadParameter where one is unknown."""
    names = tuple(dict.fromkeys(part.strip().lower() for part in (value or "csv").split(",") if part.strip()))
    if not names or any(name not in TABLE_FORMATS for name in names):
        hint = f"{value!r}: choose from {', '.join(TABLE_FORMATS)}, with commas between them."
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
    documents = documents_of(str(request.results), request.journal or journal_folder(str(request.results)), unread.tell)
    count = 0
    with closing(kept_edits(request.results, messages)) as edits:
        folder = OutputFolder(request.output, (), edits=edits)
        with folder_files(request.formats, folder, request.options) as files:
            for one in documents:
                files.add(DocumentTables(one.document, one.name, one.source, one.file))
                count += 1
            if not count and not unread.codes:
                raise NothingToRead("no_results", remedy="results", paths=printable(str(request.results)))
    if not reporter.quiet:
        say(messages("export.written", count=messages.number(count), folder=printable(str(request.output))))
    return ExitCode.SOME_FAILED if unread.codes else ExitCode.OK
