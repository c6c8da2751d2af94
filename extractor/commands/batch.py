"""`cermat extract` over many files: the options of a run, and the run itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import FrameType
from typing import Any, TypeVar

import click

from extractor.batch import report
from extractor.batch.inputs import Found
from extractor.batch.journal import FOLDER, Journal
from extractor.batch.local import LocalPool, Pool
from extractor.batch.remote import RemoteFolder, is_url
from extractor.batch.run import NOTHING_AGAIN, Again, Run, Sink
from extractor.batch.screen import Screen, print_closing
from extractor.batch.summary import (
    FAILURES_FILE,
    REPORT_FILE,
    SUMMARY_FILE,
    Story,
    burdens,
    failures_csv,
    summary,
    total,
)
from extractor.batch.task import BASE_SECONDS, DEFAULT_MEMORY_MB, PAGE_SECONDS, Job, Limits
from extractor.batch.wording import burden_line
from extractor.commands.common import say
from extractor.export import run_files
from extractor.export.json import dump
from extractor.export.review import FILE as REVIEW_FILE
from extractor.messages import Messages
from extractor.names import printable
from extractor.outputs import OutputFolder, as_output_error
from schemas.errors import ExitCode

F = TypeVar("F", bound=Callable[..., Any])

ASIDE = "sementara"
"""Folder for files that are not complete, on the same file system as the outputs; each journal has one of its own, so
that what a killed run left there can be removed."""
NAME_DIGITS = 16
"""Hexadecimal digits of a digest that names a folder."""
MIN_MEMORY_MB = 256
"""With less, not even the libraries load."""


@dataclass(frozen=True, slots=True)
class Voice:
    """To whom, and how much, is said."""

    messages: Messages
    quiet: bool = False
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run works; None where the user did not say."""

    jobs: int | None = None
    seconds: float | None = None
    memory_mb: int | None = None
    again: Again = NOTHING_AGAIN
    scheduler: str | None = None
    journal: Path | None = None

    @property
    def limits(self) -> Limits:
        return Limits(self.seconds, self.memory_mb or DEFAULT_MEMORY_MB)


def run_options(command: F) -> F:
    """--jobs, --timeout, --memory, --retry, --fresh, --journal and --scheduler: how many files are worked on."""
    for option in (
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help='Read on a Dask cluster, for example tcp://10.0.0.5:8786; needs pip install "cermat[dask]".',
        ),
        click.option(
            "--journal",
            type=click.Path(path_type=Path, file_okay=False),
            help="Folder for the journal of the run; OUTPUT/.cermat if not given.",
        ),
        click.option("--fresh", is_flag=True, help="Read everything again, also what an earlier run has done."),
        click.option(
            "--retry",
            type=click.Choice(["failed", "partial"]),
            multiple=True,
            help="Read again what failed in an earlier run, or what was read in part; can be given twice.",
        ),
        click.option(
            "--memory",
            type=click.IntRange(min=MIN_MEMORY_MB),
            metavar="MB",
            help=f"Memory that one file may take; {DEFAULT_MEMORY_MB} if not given.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            metavar="SECONDS",
            help=f"Time that one file may take; {BASE_SECONDS:.0f} and {PAGE_SECONDS:.0f} for each page if not given.",
        ),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help="How many files are read at the same time; as many as there are cores if not given.",
        ),
    ):
        command = option(command)
    return command


def run_many(found: Found, output: str, formats: tuple[str, ...], job: Job, manner: Manner, voice: Voice) -> ExitCode:
    """Runs over everything in `found`, writes the results and the reports, and says what came of it."""
    messages = voice.messages
    start = datetime.now().astimezone()
    for label, error in found.failures:
        say(messages.failure(label, error))
    folder = manner.journal or journal_folder(output)
    with Journal(folder) as journal:
        sink = _sink(output, found, folder)
        screen = Screen(len(found.items), messages, quiet=voice.quiet, verbose=voice.verbose)
        with run_files(formats, sink) as files, screen, _stop_signals() as stopping:
            run = Run(journal, sink, _pool(manner, len(found.items)), job, manner.limits, manner.again, screen)
            records, complete = run.go(found.items, files, stopping)
        story = Story(
            records,
            count=len(found.items),
            interrupted=not complete,
            skipped=len(found.skipped),
            unsearched=[(label, str(error)) for label, error in found.failures],
            start=start,
            end=datetime.now().astimezone(),
            output=printable(output),
            lists_cells="csv" in formats,
        )
        _write_reports(story, sink, messages)
    if not voice.quiet:
        _close(story, found, voice)
    if not complete:
        return ExitCode.INTERRUPTED
    return _exit_code([*(r.result.outcome.exit_code for r in records), *(e.exit_code for _, e in found.failures)])


@contextmanager
def _stop_signals() -> Iterator[Callable[[], bool]]:
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


def _write_reports(story: Story, sink: Sink, messages: Messages) -> None:
    sink.write(PurePosixPath(SUMMARY_FILE), dump(summary(story)))
    sink.write(PurePosixPath(FAILURES_FILE), failures_csv(story, messages))
    sink.write(PurePosixPath(REPORT_FILE), report.render(story, messages))


def _close(story: Story, found: Found, voice: Voice) -> None:
    messages = voice.messages
    print_closing(story.records, messages)
    whole = total(burdens(story.records))
    if whole.cells:
        say(
            burden_line(
                whole.look, whole.cells, messages, in_folder(story.output, REVIEW_FILE) if story.lists_cells else None
            )
        )
    tell_skipped(found, voice)
    known = sum(record.resumed for record in story.records)
    if known:
        say(messages("batch.known", count=known))
    if story.interrupted:
        say(messages("batch.interrupted", folder=story.output, left=story.count - len(story.records)))
    else:
        say(messages("line.written", folder=story.output))
    say(messages("batch.report", file=in_folder(story.output, REPORT_FILE)))


def in_folder(output: str, name: str) -> str:
    return f"{output.rstrip('/')}/{name}"


def tell_skipped(found: Found, voice: Voice) -> None:
    if voice.verbose:
        for label in found.skipped:
            say(voice.messages("line.skipped_name", name=label))
    elif found.skipped:
        say(voice.messages("line.skipped", count=len(found.skipped)))


def _exit_code(codes: list[ExitCode]) -> ExitCode:
    """A single file that failed says why in the exit code; of several, any failure gives SOME_FAILED."""
    failures = [code for code in codes if code is not ExitCode.OK]
    if not failures:
        return ExitCode.OK
    return failures[0] if len(codes) == 1 else ExitCode.SOME_FAILED


def journal_folder(output: str) -> Path:
    """In the output folder; for a remote one, in the folder that the system has for data of programs."""
    if not is_url(output):
        return Path(output) / FOLDER
    name = hashlib.sha256(output.rstrip("/").encode()).hexdigest()[:NAME_DIGITS]
    return Path(click.get_app_dir("cermat")) / name


def default_jobs() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _pool(manner: Manner, count: int) -> Pool:
    if manner.scheduler is not None:
        from extractor.batch.cluster import ClusterPool

        return ClusterPool(manner.scheduler, manner.limits)
    return LocalPool(min(manner.jobs or default_jobs(), max(count, 1)), manner.limits)


def _sink(output: str, found: Found, journal: Path) -> Sink:
    if is_url(output):
        return RemoteFolder(output, frozenset(item.place for item in found.items if item.remote))
    name = hashlib.sha256(os.fsencode(journal.absolute())).hexdigest()[:NAME_DIGITS]
    return OutputFolder(Path(output), found.sources, _emptied(Path(output) / FOLDER / f"{ASIDE}-{name}"))


def _emptied(folder: Path) -> Path:
    """`folder` without what a killed run left in it."""
    with as_output_error(folder):
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    return folder
