"""`cermat review` from a folder to the page, and what it writes: results, tables and reports."""

from __future__ import annotations

import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from extractor.batch.folder_records import collected, records_of_folder
from extractor.batch.journal import Journal
from extractor.batch.journal_documents import JournalDocuments
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job
from extractor.batch.run_summary import REPORT_FILE, SUMMARY_FILE, RunSummary
from extractor.commands.extract_run import write_reports
from extractor.commands.result_folder import (
    UnreadResults,
    cut_teller,
    documents_of,
    journal_folder,
    kept_edits,
    tables_to_write,
    tell_damaged_lines,
)
from extractor.commands.run_options import Reporter
from extractor.console import say
from extractor.edits.new_decision import Reviewer
from extractor.export import FORMATS, PerFolder, folder_files
from extractor.export.collecting import ExportOptions
from extractor.export.csv_table import CsvDialect
from extractor.file_names import printable
from extractor.output_folder import OutputFolder
from extractor.results.decided_results import DecidedResults
from extractor.results.result_files import result_stems
from extractor.review.page_views import PageViews
from extractor.review.reread import Rereader
from extractor.review.review_session import ReviewSession
from extractor.review.source_files import SourceFiles
from extractor.review.source_tables import SourceTables
from parsers.reading import ReadOptions
from schemas.errors import MissingComponent, NothingToRead


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """What is to be reviewed, and by whom."""

    folder: Path
    by: str
    documents: Path | None  # folder
    reading: ReadOptions
    dialect: CsvDialect  # of the tables that are written anew


@contextmanager
def opened(request: ReviewRequest, reporter: Reporter) -> Iterator[tuple[ReviewSession, DecidedResults, OutputFolder]]:
    """The results of a folder, for one person. Raises NothingToRead where there are none."""
    if not request.folder.is_dir() or next(result_stems(request.folder), None) is None:
        raise NothingToRead("no_review_results", str(request.folder), remedy="results")
    results = DecidedResults(request.folder)
    with closing(kept_edits(request.folder, reporter.messages)) as edits:
        folder = OutputFolder(request.folder, (), edits=edits)
        tell_damaged_lines(results, reporter.messages)
        yield ReviewSession(results, folder, Reviewer(request.by)), results, folder


def take_decisions(request: ReviewRequest, file: Path, reporter: Reporter) -> None:
    """Takes the decisions of another machine, writes what they change, and says which of them do not fit."""
    messages = reporter.messages
    with opened(request, reporter) as (session, results, folder):
        fresh = results.log.take(file)
        for stem, made in session.settle_all():
            if made.unfit and not reporter.quiet:
                say(messages("review_ui.not_fitting", name=printable(stem), count=len(made.unfit)))
        write_tables(request, results, folder, reporter)
    if not reporter.quiet:
        say(messages("review_ui.taken", count=len(fresh), file=printable(str(file))))


def table_options(request: ReviewRequest, reporter: Reporter) -> ExportOptions:
    """How tables are written."""
    language, folder = reporter.messages.language, request.folder
    return ExportOptions(request.dialect, language, folder, folder, cut_teller(reporter.messages))


def write_tables(
    request: ReviewRequest, results: DecidedResults, folder: OutputFolder, reporter: Reporter
) -> list[str]:
    """Writes the tables that the folder has, and its reports, anew; returns their names.

    Raises OutputError where they can't be written, or a run is at work in the folder.
    """
    journal = journal_folder(str(request.folder))
    unread = UnreadResults(reporter.messages)
    tables = tables_to_write((), folder)
    start = datetime.now().astimezone()
    with Journal(journal) as opened_journal:
        with folder_files(tables, folder, table_options(request, reporter)) as files:
            figures = collected(documents_of(str(request.folder), journal, unread.tell, results), files)
        records = records_of_folder((), opened_journal, figures)
        run = RunSummary(
            records,
            count=len(records),
            interrupted=False,
            skipped=0,
            unsearched=(),
            start=start,
            end=datetime.now().astimezone(),
            output=printable(str(request.folder)),
            lists_cells=bool(tables),
        )
        write_reports(run, folder, reporter.messages)
    forms = [form for name in tables if isinstance(form := FORMATS[name], PerFolder)]
    named = [path for form in forms for path in form.files if folder.exists(PurePosixPath(path))]
    return [*named, REPORT_FILE, SUMMARY_FILE]


def run_review(request: ReviewRequest, port: int, *, open_browser: bool, reporter: Reporter) -> None:
    """Serves the page until Ctrl-C; then the tables and reports are written, if anything was decided.

    Raises MissingComponent where its libraries are not installed, OutputError where the port is taken.
    """
    try:
        from extractor.review.review_server import ReviewServer
        from extractor.review.review_web import ReviewParts, ReviewSite
    except ImportError as error:
        raise MissingComponent("review_missing", remedy="install_review") from error
    with opened(request, reporter) as (session, results, folder):
        server = ReviewServer(port)
        sources = SourceFiles(JournalDocuments(journal_folder(str(request.folder))).sources(), request.documents)

        views = PageViews(lambda number: session.with_source(number, sources), request.reading.password)
        rereader = Rereader(Job(request.reading), Limits(), session.settle)
        site = ReviewSite(
            ReviewParts(
                session,
                results,
                Reviewer(request.by),
                views,
                sources,
                SourceTables(request.reading),
                rereader,
                reporter.messages,
                lambda: write_after(session, request, results, folder, reporter),
            )
        )
        before = len(results.log.state().decisions)
        threading.Thread(target=session.index, daemon=True).start()

        def ready() -> None:
            say(reporter.messages("review_ui.served", url=server.url))
            sys.stdout.flush()
            if open_browser:
                webbrowser.open(server.url)

        try:
            server.serve(site.app(), ready)
        finally:
            views.close()
            rereader.close()
            session.close()
        if len(results.log.state().decisions) > before:
            _write_at_end(request, results, folder, reporter)


def write_after(
    session: ReviewSession, request: ReviewRequest, results: DecidedResults, folder: OutputFolder, reporter: Reporter
) -> list[str]:
    """Writes tables and reports when all results are written."""
    session.flush()
    return write_tables(request, results, folder, reporter)


def _write_at_end(request: ReviewRequest, results: DecidedResults, folder: OutputFolder, reporter: Reporter) -> None:
    written = write_tables(request, results, folder, reporter)
    if not reporter.quiet:
        say(reporter.messages("review_ui.tables_written", files=", ".join(written)))
