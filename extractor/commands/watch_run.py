"""`cermat extract --watch`: files that come into folders are read as they stop growing, until somebody ends it.

Each time, what has come is a run of its own over these files, so that the journal, the tables and the reports are
complete between two files, and the next start goes on where this one was ended.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click
import watchfiles

from extractor.arrivals import Arrivals
from extractor.batch.remote_storage import is_url
from extractor.batch.worker_start import StartedWorker
from extractor.command_help import spoken
from extractor.commands.extract_run import ExtractRequest, run_extraction, stop_signals
from extractor.commands.run_options import Reporter, RunOptions
from extractor.console import say
from extractor.file_names import printable
from schemas.errors import ExitCode, NothingToRead

TICK_MS = 500
"""How often it looks whether files have stopped growing, and whether it is to end."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """An event for the watcher: set when Ctrl-C came."""

    is_set: Callable[[], bool]


def watch_folders(
    request: ExtractRequest,
    options: RunOptions,
    reporter: Reporter,
    early: StartedWorker | None = None,
    poll_seconds: float | None = None,
) -> ExitCode:
    """Reads what is in the folders of `request` and what comes into them, until Ctrl-C or SIGTERM.

    `poll_seconds`: look at the folders so often, where the file system tells of no changes. Raises
    click.BadParameter where a path is no local folder, OutputError where results can't be written.
    """
    arrivals = Arrivals(_folders(request), None if is_url(request.output) else Path(request.output))
    reporter = replace(reporter, watching=True)
    if not reporter.quiet:
        places = ", ".join(printable(str(folder)) for folder in arrivals.folders)
        say(reporter.messages("watch.begin", folders=places))
    with stop_signals() as stopping:
        code = _watch(arrivals, request, options, reporter, _Stop(stopping), early, poll_seconds)
    if not reporter.quiet:
        say(reporter.messages("watch.end"))
    return code


def _watch(
    arrivals: Arrivals,
    request: ExtractRequest,
    options: RunOptions,
    reporter: Reporter,
    stop: _Stop,
    early: StartedWorker | None,
    poll_seconds: float | None,
) -> ExitCode:
    changed = True  # what is there already has come as well
    for changes in watchfiles.watch(
        *arrivals.folders,
        watch_filter=_Outside(arrivals.leave_out),
        stop_event=stop,
        rust_timeout=TICK_MS,
        yield_on_timeout=True,
        force_polling=poll_seconds is not None,
        poll_delay_ms=round((poll_seconds or 1) * 1000),
        ignore_permission_denied=True,
    ):
        changed = changed or bool(changes)
        if not changed and not arrivals.waiting:
            continue
        changed = False
        ready = arrivals.look(time.monotonic())
        if ready and _read(replace(request, only=ready), options, reporter, early) is ExitCode.INTERRUPTED:
            return ExitCode.INTERRUPTED
        early = None if ready else early
    return ExitCode.OK


def _read(request: ExtractRequest, options: RunOptions, reporter: Reporter, early: StartedWorker | None) -> ExitCode:
    try:
        return run_extraction(request, options, reporter, early)
    except NothingToRead:  # none of what came is a document
        return ExitCode.OK


def _folders(request: ExtractRequest) -> tuple[Path, ...]:
    for path in request.paths:
        if is_url(path) or not Path(path).is_dir():
            raise click.BadParameter(spoken()("usage.watch", path=printable(path)), param_hint="'--watch'")
    return tuple(Path(path) for path in request.paths)


class _Outside:
    """Changes that matter: those outside of the output folder."""

    def __init__(self, output: Path | None) -> None:
        self._output = os.path.realpath(output) if output is not None else None

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        return self._output is None or not Path(os.path.realpath(path)).is_relative_to(self._output)
