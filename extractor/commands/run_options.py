"""How a run of `cermat extract` works: its options on the command line, and their values as types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from extractor.batch.read_limits import Limits
from extractor.batch.retry_policy import RetryPolicy
from extractor.messages import Messages

F = TypeVar("F", bound=Callable[..., Any])

MIN_MEMORY_MB = 256
"""With less, not even the libraries load."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """In which language, and how much, is said."""

    messages: Messages
    quiet: bool = False
    verbose: bool = False
    watching: bool = False  # one line for each file, and no summary after each run


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run works; None where the user did not say."""

    jobs: int | None  # processes that read at the same time
    limits: Limits
    retry: RetryPolicy
    scheduler: str | None  # address of a Dask scheduler
    journal: Path | None  # folder


def run_options(command: F) -> F:
    """--jobs, --timeout, --memory, --retry, --fresh, --journal and --scheduler: how many files are worked on."""
    for option in (
        click.option(
            "--scheduler",
            metavar="ADDRESS",
        ),
        click.option(
            "--journal",
            type=click.Path(path_type=Path, file_okay=False),
        ),
        click.option("--fresh", is_flag=True),
        click.option(
            "--retry",
            type=click.Choice(["failed", "partial"]),
            multiple=True,
        ),
        click.option(
            "--memory",
            type=click.IntRange(min=MIN_MEMORY_MB),
            metavar="MB",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            metavar="SECONDS",
        ),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
        ),
    ):
        command = option(command)
    return command
