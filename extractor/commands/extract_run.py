"""`cermat extract` from its inputs to its exit code: one file takes the same way as a hundred thousand."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import threading
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import FrameType

import click

from extractor.batch.closing_table import print_closing
from extractor.batch.folder_records import collected, records_of_folder
from extractor.batch.journal import FOLDER, Journal
from extractor.batch.known_places import placed
from extractor.batch.local_pool import LocalPool, Pool
from extractor.batch.outcome_texts import left_out_line, review_line
from extractor.batch.read_task import Job
from extractor.batch.remote_storage import RemoteFolder, is_url
from extractor.batch.run import Run, Sink
from extractor.batch.run_inputs import RunInputs, gather
from extractor.batch.run_progress import RunProgress
from extractor.batch.run_report import load_template, render
from extractor.batch.run_summary import (
    FAILURES_FILE,
    REPORT_FILE,
    SUMMARY_FILE,
    RunSummary,
    failures_csv,
    files_left_out,
    review_loads,
    summary_pieces,
    total,
)
from extractor.batch.worker_start import StartedWorker
from extractor.command_help import spoken
from extractor.commands.result_folder import (
    NAME_DIGITS,
    UnreadResults,
    cut_teller,
    decisions_of,
    documents_of,
    journal_folder,
    kept_edits,
    tables_to_write,
)
from extractor.commands.run_options import Reporter, RunOptions
from extractor.console import say
from extractor.export import FORMATS, PerDocument, folder_files
from extractor.export.collecting import ExportOptions
from extractor.export.csv_table import EVERYWHERE, CsvDialect
from extractor.export.review_csv import FILE as REVIEW_FILE
from extractor.file_names import printable
from extractor.input_archives import Unpacker
from extractor.messages import Messages
from extractor.output_folder import OutputFolder, as_output_error
from extractor.spelling import SpellingOptions
from parsers.reading import ReadOptions
from parsers.sniff import check_readable
from schemas.errors import ExitCode, NothingToRead, OutputError

ASIDE = "sementara"
"""Folder for files that are not complete, on the same file system as the outputs; each journal has one of its own, so
that what a killed run left there can be removed."""


MAX_NAMES = 5
"""Names of files that one line lists."""


@dataclass(frozen=True, slots=True)
class ExtractRequest:
    """What is to be extracted, and where to."""

    paths: tuple[str, ...]  # paths and URLs of files and folders
    output: str  # path or URL of a folder
    formats: tuple[str, ...]  # keys of extractor.export.FORMATS
    reading: ReadOptions
    spelling: SpellingOptions
    dialect: CsvDialect = EVERYWHERE
    only: Container[Path] | None = None  # the files in the folders that are read; None: all of them

    def export_options(self, messages: Messages) -> ExportOptions:
        """How tables are written."""
        folder = None if is_url(self.output) else Path(self.output)
        return ExportOptions(self.dialect, messages.language, folder, folder, cut_teller(messages))

    @property
    def job(self) -> Job:
        """What each file is read for."""
        rendered = tuple(name for name in self.formats if isinstance(FORMATS[name], PerDocument))
        return Job(self.reading, self.spelling, rendered)


def parse_formats(value: str) -> tuple[str, ...]:
    """A list of output formats with commas between them. Raises click.BadParameter where one is unknown."""
    names = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    if not names or any(name not in FORMATS for name in names):
        hint = spoken()("usage.list", value=printable(value), allowed=", ".join(FORMATS))
        raise click.BadParameter(hint, param_hint="'--format'")
    return names


def run_extraction(
    request: ExtractRequest, options: RunOptions, reporter: Reporter, early: StartedWorker | None = None
) -> ExitCode:
    """Reads everything that is asked for, writes the results and the reports, and says what came of it.

    `early`: a reading process that was started ahead. Raises NothingToRead where there is no input, OutputError
    where the results can't be written, MissingComponent where a cluster or storage can't be reached.
    """
    with TemporaryDirectory(prefix="cermat-") as room:  # for what is in archives and mails
        found = _inputs(request, reporter, Unpacker(Path(room)))
        return _run(found, request, options, reporter, early)


def _run(
    found: RunInputs, request: ExtractRequest, options: RunOptions, reporter: Reporter, early: StartedWorker | None
) -> ExitCode:
    messages = reporter.messages
    start = datetime.now().astimezone()
    for label, error in found.failures:
        say(messages.failure(label, error))
    folder = options.journal or journal_folder(request.output)
    unread = UnreadResults(messages)
    with Journal(folder) as journal, _sink(request.output, found, folder, messages) as sink:
        items = placed(found.items, journal.known_files())
        labels = [item.label for item in items]
        progress = RunProgress(
            labels, messages, quiet=reporter.quiet, verbose=reporter.verbose, bar=not reporter.watching
        )
        with progress, stop_signals() as stopping:
            pool = open_pool(options, len(items), early)
            load_template()  # while the first process is still starting
            decisions = decisions_of(request.output, messages)
            run = Run(journal, sink, pool, request.job, options.limits, options.retry, progress, decisions=decisions)
            records, complete = run.go(items, stopping)
        tables = tables_to_write(request.formats, sink)
        with folder_files(tables, sink, request.export_options(messages)) as files:
            figures = collected(documents_of(request.output, folder, unread.tell, decisions), files)
        result = RunSummary(
            records,
            count=len(items),
            interrupted=not complete,
            skipped=len(found.skipped),
            unsearched=found.failures,
            start=start,
            end=datetime.now().astimezone(),
            output=printable(request.output),
            lists_cells="csv" in tables,
        )
        whole = result.over_folder(records_of_folder(records, journal, figures))
        write_reports(whole, sink, messages)
    if run.dropped and not complete:
        say(messages("batch.dropped", names=_listed(run.dropped)))
    if not reporter.quiet and not reporter.watching:
        _close(result, whole, found, reporter)
    if not complete:
        return ExitCode.INTERRUPTED
    failures = (*(error.exit_code for _, error in found.failures), *unread.codes)
    return _exit_code([*(record.result.outcome.exit_code for record in records), *failures])


def _listed(names: Sequence[str]) -> str:
    """Some names in one line: the first ones, and how many others there are."""
    others = f" +{len(names) - MAX_NAMES}" if len(names) > MAX_NAMES else ""
    return ", ".join(names[:MAX_NAMES]) + others


def _check_places(request: ExtractRequest) -> None:
    """Raises an InputError where no path that is named is there, OutputError where results would be written into the
    folder that is to be read: before anything is made."""
    local = [Path(path) for path in request.paths if not is_url(path)]
    if len(local) < len(request.paths):
        return
    missing = [path for path in local if not os.path.lexists(path)]
    if len(missing) == len(local):
        check_readable(missing[0])
    if not is_url(request.output) and Path(request.output).is_dir():
        for path in local:
            if path.is_dir() and path.samefile(request.output):
                raise OutputError("output_is_input", str(path), remedy="other_output")


def _inputs(request: ExtractRequest, reporter: Reporter, unpacker: Unpacker) -> RunInputs:
    _check_places(request)
    leave_out = None if is_url(request.output) else Path(request.output)
    found = gather(request.paths, leave_out=leave_out, unpacker=unpacker, only=request.only)
    if not found.items and not found.failures:
        if not reporter.watching:
            _tell_skipped(found, reporter)
        listed = ", ".join(printable(path) for path in request.paths)
        raise NothingToRead("no_documents", paths=listed)
    return found


@contextmanager
def stop_signals() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C or a shutdown (SIGTERM) came inside the block: then what is finished is kept and reported.

    A second one ends the run at once.
    """
    came = threading.Event()
    if threading.current_thread() is not threading.main_thread():  # only there can signals be caught
        yield came.is_set
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if came.is_set():
            raise KeyboardInterrupt
        came.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def write_reports(result: RunSummary, sink: Sink, messages: Messages) -> None:
    """ringkasan.json, gagal.csv and laporan.html."""
    with sink.open(PurePosixPath(SUMMARY_FILE)) as file:
        file.writelines(summary_pieces(result))
    sink.write(PurePosixPath(FAILURES_FILE), failures_csv(result, messages))
    sink.write(PurePosixPath(REPORT_FILE), render(result, messages))


def _close(result: RunSummary, whole: RunSummary, found: RunInputs, reporter: Reporter) -> None:
    """Says what came of the run, and of the whole folder how many cells to look at; the report of a single file is
    there, but nothing to point out."""
    messages = reporter.messages
    print_closing(result.records, messages)
    load = total(review_loads(whole.records))
    if load.cells:
        file = _in_folder(result.output, REVIEW_FILE) if result.lists_cells else None
        say(review_line(load.look, load.cells, messages, file))
    if (others := len(whole.records) - len(result.records)) > 0:
        say(messages("batch.others", count=others, folder=result.output))
    if left_out := files_left_out(whole.records):
        say(left_out_line(left_out, messages))
    _tell_skipped(found, reporter)
    known = sum(record.resumed for record in result.records)
    if known:
        say(messages("batch.known", count=known))
    if result.interrupted:
        read = len(result.records)
        say(messages("batch.interrupted", folder=result.output, left=result.left, read=read, count=result.count))
    elif result.count != 1 or not any(record.result.outcome.failed for record in result.records):
        say(messages("line.written", folder=result.output))
    if result.count != 1:
        say(messages("batch.report", file=_in_folder(result.output, REPORT_FILE)))


def _in_folder(output: str, name: str) -> str:
    return f"{output.rstrip('/')}/{name}"


def _tell_skipped(found: RunInputs, reporter: Reporter) -> None:
    if reporter.verbose:
        for label in found.skipped:
            say(reporter.messages("line.skipped_name", name=label))
    elif found.skipped:
        say(reporter.messages("line.skipped", count=len(found.skipped)))


def _exit_code(codes: Sequence[ExitCode]) -> ExitCode:
    """A single file that failed says why in the exit code; of several, any failure gives SOME_FAILED."""
    failures = [code for code in codes if code is not ExitCode.OK]
    if not failures:
        return ExitCode.OK
    return failures[0] if len(codes) == 1 else ExitCode.SOME_FAILED


def default_jobs() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_pool(options: RunOptions, count: int, early: StartedWorker | None) -> Pool:
    """What reads `count` files: a Dask cluster where one is named, else processes of this machine."""
    if options.scheduler is not None:
        from extractor.batch.dask_pool import DaskPool

        return DaskPool(options.scheduler, options.limits)
    jobs = min(options.jobs or default_jobs(), max(count, 1))
    return LocalPool(jobs, options.limits, early=early)


@contextmanager
def _sink(output: str, found: RunInputs, journal: Path, messages: Messages) -> Iterator[Sink]:
    if is_url(output):
        yield RemoteFolder(output, frozenset(item.place for item in found.items if item.remote))
        return
    name = hashlib.sha256(os.fsencode(journal.absolute())).hexdigest()[:NAME_DIGITS]
    aside = _emptied(Path(output) / FOLDER / f"{ASIDE}-{name}")
    with closing(kept_edits(Path(output), messages)) as edits:
        yield OutputFolder(Path(output), found.sources, aside, edits)


def _emptied(folder: Path) -> Path:
    """`folder` without what a killed run left in it."""
    with as_output_error(folder):
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    return folder
